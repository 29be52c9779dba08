"""Texts that engines cannot read as they are: in another encoding, with ends of lines of several kinds, or with lines
above the headings. A plain copy is made of them, and what was done is told."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _, listed
from nbkpi.sheets.encodings import chinese_encodings

_PIECE = 2**22
_SEARCHED = 60
"""So many lines may stand above the headings."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class PlainText(NamedTuple):
    """A text in UTF-8 whose first line has the headings; above are the lines that stood over it in the one given."""

    path: Path
    encoding: str
    above: tuple[str, ...] = ()


def plain_text(path: Path, separator: str, wanted: Collection[str], folder: Path) -> PlainText:
    """The text itself where engines can read it, else a copy in the folder; UsageError where it is in no encoding.

    The headings are the first line that has all that are wanted, whatever their case; without such a line the first.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PIECE)
        encoding = _encoding(path, start)
        is_mixed = _has_several_ends(path) if encoding == "utf-8" else True
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None
    head = start[:100_000].decode(encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n")
    above = _above(head, separator, wanted)
    if encoding == "utf-8" and not is_mixed and not above:
        return PlainText(path, encoding)
    copy = folder / f"plain-{len(list(folder.glob('plain-*')))}{path.suffix.lower()}"
    with copy.open("w", encoding="utf-8", newline="") as out:
        lines = 0
        for piece in _decoded(path, encoding):
            rest = piece
            while lines < len(above) and "\n" in rest:
                rest, lines = rest.partition("\n")[2], lines + 1
            if lines == len(above):
                out.write(rest)
    return PlainText(copy, encoding, tuple(line for line in above if line.strip(f'{separator}" ')))


def _encoding(path: Path, start: bytes) -> str:
    """The encoding of a text: by its mark, UTF-8 where all of it is, else the one of China that fits."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    try:
        for _piece in _decoded(path, "utf-8"):
            pass
    except UnicodeDecodeError:
        found = chinese_encodings(start[: start.rfind(b"\n") + 1] or start)
        if len(found) != 1:
            known = listed(found or ("UTF-8", "GB18030", "Big5"))
            message = _("{path} is in none of {encodings}, or in more than one: save it as UTF-8", path=path,
                        encodings=known)  # fmt: skip
            raise UsageError(message) from None
        return found[0]
    return "utf-8"


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text piece by piece, with one kind of ends of lines."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    with path.open("rb") as file:
        while raw := file.read(_PIECE):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)


def _has_several_ends(path: Path) -> bool:
    """Whether lines end in more than one way, or in the carriage return that only old machines wrote."""
    ends, last = [0, 0, 0], b""
    with path.open("rb") as file:
        while raw := file.read(_PIECE):
            both = raw.count(b"\r\n") + (last == b"\r" and raw[:1] == b"\n")
            ends = [ends[0] + both, ends[1] + raw.count(b"\n"), ends[2] + raw.count(b"\r")]
            last = raw[-1:]
    both, feeds, returns = ends
    return returns > both or 0 < both < feeds


def _above(head: str, separator: str, wanted: Collection[str]) -> list[str]:
    """The lines above the headings."""
    lines = head.split("\n")
    asked = {one.strip().casefold() for one in wanted}
    for number, line in enumerate(islice(lines, _SEARCHED)):
        try:
            cells = next(csv.reader([line], delimiter=separator), [])
        except csv.Error:
            continue
        if asked <= {cell.strip().casefold() for cell in cells}:
            return lines[:number]
    return []
