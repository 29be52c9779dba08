"""The language of everything a user reads: English as written in the code, Chinese from the catalogue."""

from __future__ import annotations

import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")

_current: ContextVar[str] = ContextVar("nbkpi_language", default="en")


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
    for variable in ("NBKPI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(variable, "").lower()
        if wanted:
            return "zh" if wanted.startswith("zh") else "en"
    return "en"


def _(message: str, /, **values: object) -> str:
    """The message in the current language with its {placeholders} filled in."""
    spoken = message if _current.get() == "en" else _catalogue().get(message, message)
    return spoken.format(**values) if values else spoken


@cache
def _catalogue() -> dict[str, str]:
    """English to Chinese, from the compiled gettext catalogue."""
    from gettext import GNUTranslations

    path = Path(__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.mo"
    with path.open("rb") as file:
        return dict(GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
