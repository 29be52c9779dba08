"""What the TOML parser finds wrong with a text, in the language of the user."""

from __future__ import annotations

import re

from nbkpi.language import _, later

MESSAGES = (
    later("Cannot overwrite a value"),
    later("Escaped character is not a Unicode scalar value"),
    later("Expected '=' after a key in a key/value pair"),
    later("Expected ']' at the end of a table declaration"),
    later("Expected ']]' at the end of an array declaration"),
    later("Expected newline or end of document after a statement"),
    later("Invalid date or datetime"),
    later("Invalid hex value"),
    later("Invalid initial character for a key part"),
    later("Invalid statement"),
    later("Invalid value"),
    later("Unclosed array"),
    later("Unclosed inline table"),
    later("Unescaped '\\' in a string"),
    later("Unterminated string"),
    later("Cannot declare {key} twice"),
    later("Cannot mutate immutable namespace {key}"),
    later("Cannot redefine namespace {key}"),
    later("Duplicate inline table key {key}"),
    later("Expected {key}"),
    later("Found invalid character {key}"),
    later("Illegal character {key}"),
)
"""Everything the parser says of a mistake; {key} is a name or a character."""


def syntax_words(message: str) -> str:
    """The parser's message in the language of the user; as it is where it is not known."""
    for known in MESSAGES:
        match = re.fullmatch(re.escape(known).replace(r"\{key\}", "(?P<key>.+)"), message, re.DOTALL)
        if match:
            return _(known, **match.groupdict())
    return message
