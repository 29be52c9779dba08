"""The files that a command is given: those in folders too, and none of them is written over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbkpi.errors import UsageError, as_typed, reason_of
from nbkpi.language import _

TEXTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")
"""The endings of what is read as a text in a folder; a file that is named is read whatever it is called."""

_HIDDEN = (".", "~$")
"""How names begin of what is not meant to be seen, as the locks of a word processor."""


def is_text(path: Path) -> bool:
    """Whether a file that is there is called like a text."""
    return path.suffix.lower() in TEXTS and path.is_file()


def auditing(file: str) -> str:
    """The command that reads a text."""
    return f"nbkpi audit {as_typed(file)}"


def texts_in(given: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files named, and in place of each folder the texts in it and below, by their names; what was left out of it.

    Hidden files and folders are passed over. UsageError where there is no text at all.
    """
    texts: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in given:
        if not path.is_dir():
            texts[path] = None
            continue
        for file in _files_below(path):
            (texts if file.suffix.lower() in TEXTS else others)[file] = None
    if not texts:
        raise UsageError(_("there is no text in {path}", path=", ".join(map(str, given))))
    return list(texts), list(others)


def tables_in(given: Iterable[Path]) -> list[Path]:
    """The files named, and in place of each folder the tables in it and below, by their names, each file once.

    In a folder, files of plain text are tables only where their names end with .csv, .tsv or .tab. UsageError where
    there is no table in a folder.
    """
    from nbkpi.sheets.open import ENDINGS

    endings = {one for one in ENDINGS if one not in TEXTS}
    found: dict[Path, None] = {}
    for path in given:
        if not path.is_dir():
            if is_text(path) and path.suffix.lower() not in ENDINGS:
                raise UsageError(looks_like_text(path))
            found[path] = None
            continue
        tables = [file for file in _files_below(path) if file.suffix.lower() in endings]
        if not tables:
            raise UsageError(_("there is no table in {path}", path=path))
        found.update(dict.fromkeys(tables))
    return list(found)


def looks_like_text(path: Path) -> str:
    """That a file is no table but a text, and what reads it."""
    return _("{path} looks like a text: check it with {command}", path=path, command=auditing(str(path)))


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file that is not hidden; a folder that cannot be read is an error."""
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(_HIDDEN) and path.is_file():
                yield path


def _refuse(error: OSError) -> None:
    raise UsageError(_("{path} cannot be read: {reason}", path=error.filename, reason=reason_of(error)))


def refuse_over(target: Path | None, inputs: Iterable[Path]) -> None:
    """UsageError where a file would be written over one of the inputs, by whatever name."""
    if target is None or str(target) == "-":
        return
    if any(str(path) != "-" and _is_same(target, path) for path in inputs):
        raise UsageError(_("{path} is read by this command: write to another file", path=target))


def _is_same(one: Path, other: Path) -> bool:
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.abspath(one) == os.path.abspath(other)
