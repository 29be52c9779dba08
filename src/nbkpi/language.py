"""The language of everything a user reads: English as written in the code, Chinese from the catalogue."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")

MAX_NAMED = 20
"""How many names abridged keeps."""

VARIABLE = "NBKPI_LANG"
"""What says the language alone, to programs that use the library as well."""


def _begins_with(words: str) -> str:
    return "zh" if words.lower().startswith("zh") else "en"


_ASKED = _begins_with(os.environ.get(VARIABLE, ""))
_current: ContextVar[str] = ContextVar("nbkpi_language", default=_ASKED)


def use(language: str) -> None:
    """Speak this language (en or zh) in the current context from now on."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _current.set(language)


def current() -> str:
    """The language spoken in the current context."""
    return _current.get()


def preferred() -> str:
    """The language the environment asks for: NBKPI_LANG, then the locale; English when neither names a known one."""
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(variable, ""):
            return _begins_with(wanted)
    return "en"


def _(message: str, /, **values: object) -> str:
    """The message in the current language with its {placeholders} filled in.

    Without values it is not taken for a template, so that it may be a word of the data; what has no translation is
    said in English.
    """
    # Gettext keeps the header of a catalogue under the empty message.
    spoken = message if _current.get() == "en" or not message else _catalogue()(message)
    return spoken.format(**values) if values else spoken


def in_context(context: str, message: str, /, **values: object) -> str:
    """The message of one of several meanings that it has in English and that Chinese has different words for."""
    key = f"{context}\x04{message}"
    spoken = message if _current.get() == "en" else _catalogue()(key)
    spoken = message if spoken == key else spoken
    return spoken.format(**values) if values else spoken


def later(message: str) -> str:
    """The message itself, marked as one that is said in the language of the moment where it is shown."""
    return message


def in_all_languages(message: str) -> tuple[str, ...]:
    """The message in every language, for words that a user may type in any of them."""
    return tuple(dict.fromkeys((message, _catalogue()(message) if message else "")))


def listed(words: Iterable[object]) -> str:
    """Words one after the other, as the language lists them: a, b, c or a、b、c."""
    return _(", ").join(map(str, words))


def abridged(names: Sequence[str]) -> str:
    """Names one after the other, no more than MAX_NAMED of them."""
    return listed(names[:MAX_NAMED]) + (" …" if len(names) > MAX_NAMED else "")


def separated(sentences: Iterable[object]) -> str:
    """Longer texts one after the other, which may have commas in them: a = b; c = d + e."""
    return _("; ").join(map(str, sentences))


def quoted(words: Iterable[object]) -> str:
    """Words in quotation marks one after the other: “a”, “b” or “a”“b”."""
    separator = "" if _current.get() == "zh" else _(", ")
    return separator.join(f"“{word}”" for word in words)


@cache
def _catalogue() -> Callable[[str], str]:
    """From English to Chinese by the compiled gettext catalogue; English stays where that cannot be read."""
    import struct
    from gettext import GNUTranslations

    path = Path(__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.mo"
    try:
        with path.open("rb") as file:
            return GNUTranslations(file).gettext
    except (OSError, ValueError, struct.error):
        return str
