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


_TYPED = dict(zip("“”＂‘’＇＝，［］【】｛｝＃", "\"\"\"'''=,[][]{}#", strict=True))
"""What an input method for Chinese, or a word processor, makes of the signs of TOML."""


def syntax_remedy(text: str, line: int, column: int) -> str:
    """What to do about a mistake at a place: the sign to write where one like it stands there."""
    found = text.splitlines()[line - 1 : line]
    # A text that begins with a straight quote and ends with another goes on until the end of its line.
    sign = found[0].rstrip()[column - 1 : column] or found[0].rstrip()[-1:] if found else ""
    if sign in _TYPED:
        return _("write {right} instead of {wrong}", right=_TYPED[sign], wrong=sign)
    return _("see https://toml.io")
