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
    """A text and its encoding; above are the lines that stand over that of the headings, or stood there in the file."""

    path: Path
    encoding: str
    above: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def plain_text(path: Path, separator: str, wanted: Collection[str], folder: Path) -> PlainText:
    """The text itself where engines can read it, else a copy in the folder; UsageError where it is in no encoding."""
    found, is_mixed = looked_at(path, separator, wanted)
    above = found.above
    if found.encoding == "utf-8" and not is_mixed and not above:
        return found
    copy = folder / f"plain-{len(list(folder.glob('plain-*')))}{path.suffix.lower()}"
    with copy.open("w", encoding="utf-8", newline="") as out:
        lines = 0
        for piece in _decoded(path, found.encoding):
            rest = piece
            while lines < len(above) and "\n" in rest:
                rest, lines = rest.partition("\n")[2], lines + 1
            if lines == len(above):
                out.write(rest)
    return found._replace(path=copy, above=tuple(line for line in above if line.strip(f'{separator}" ')))


def looked_at(path: Path, separator: str, wanted: Collection[str]) -> tuple[PlainText, bool]:
    """What a text is as it stands, and whether its lines end in several ways.

    The headings are the first line that has all that are wanted, whatever their case; without such a line the first.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PIECE)
        marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
        is_utf8, is_mixed = (False, True) if marked else _looked_through(path)
        encoding = marked or ("utf-8" if is_utf8 else _chinese(path, start))
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None
    head = start[:100_000].decode(encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n")
    above = _above(head, separator, wanted)
    line = "".join(head.removeprefix("\ufeff").split("\n")[len(above) : len(above) + 1])
    return PlainText(path, encoding, tuple(above), tuple(cells_of(line, separator))), is_mixed


def refuse_ragged(path: Path, name: str, separator: str, wanted: Collection[str]) -> None:
    """UsageError for the first line that has not as many cells as there are headings."""
    text, _is_mixed = looked_at(path, separator, wanted)
    lines = "".join(_decoded(path, text.encoding)).removeprefix("\ufeff").split("\n")[len(text.above) :]
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    for cells in reader:
        if cells and len(cells) != len(text.headings):
            raise UsageError(_("{path}, line {line}: {found} cells under {count} headings", path=name,
                               line=len(text.above) + reader.line_num, found=len(cells),
                               count=len(text.headings)))  # fmt: skip


def _chinese(path: Path, start: bytes) -> str:
    """The one encoding of China that a text which is not in Unicode is in."""
    found = chinese_encodings(start[: start.rfind(b"\n") + 1] or start)
    if len(found) != 1:
        known = listed(found or ("UTF-8", "GB18030", "Big5"))
        message = _("{path} is in none of {encodings}, or in more than one: save it as UTF-8", path=path,
                    encodings=known)  # fmt: skip
        raise UsageError(message)
    return found[0]


def _looked_through(path: Path) -> tuple[bool, bool]:
    """Whether all of a text is UTF-8, and whether its lines end in several ways, or as only old machines wrote them."""
    decoder, is_utf8 = codecs.getincrementaldecoder("utf-8")(), True
    both = feeds = returns = 0
    last = b""
    with path.open("rb") as file:
        while raw := file.read(_PIECE):
            both += raw.count(b"\r\n") + (last == b"\r" and raw[:1] == b"\n")
            feeds, returns, last = feeds + raw.count(b"\n"), returns + raw.count(b"\r"), raw[-1:]
            if is_utf8:
                try:
                    decoder.decode(raw, final=len(raw) < _PIECE)
                except UnicodeDecodeError:
                    is_utf8 = False
    return is_utf8, returns > both or 0 < both < feeds


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text piece by piece, with one kind of ends of lines."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    with path.open("rb") as file:
        while raw := file.read(_PIECE):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)


def _above(head: str, separator: str, wanted: Collection[str]) -> list[str]:
    """The lines above the headings."""
    lines = head.split("\n")
    asked = {one.strip().casefold() for one in wanted}
    for number, line in enumerate(islice(lines, _SEARCHED)):
        if asked <= {cell.casefold() for cell in cells_of(line, separator)}:
            return lines[:number]
    return []


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line; none of what is no line of a table."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []
