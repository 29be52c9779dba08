"""Old workbooks (xls) and the code pages that they name for their words.

Since Excel 97 all words are in Unicode (code page 1200), whatever other programs write there; before, the code page
named may be that of the machine and not that of the words, and one of two bytes for a character is read as another.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from nbkpi.sheets.encodings import SIMPLIFIED, TRADITIONAL, WESTERN, chinese_encodings, is_western
from nbkpi.sheets.grid import Cell

_BEGIN, _CODE_PAGE, _OF_WORKBOOK = 0x809, 0x42, 5
_EXCEL_95, _EXCEL_97 = 0x500, 0x600
_UNICODE, _WESTERN = 1200, 1252
_OF_TWO_BYTES = {932: "cp932", 936: SIMPLIFIED, 949: "cp949", 950: TRADITIONAL}
_SECTOR = 512
"""A stream begins with a sector, and its code page stands within the first one."""


class Recoded(NamedTuple):
    """A workbook under a code page that its words can be read by as bytes, and the encoding that they are in then.

    data is None where nothing was changed; the encoding is empty for Unicode, and for what is to be found out.
    """

    data: bytes | None = None
    encoding: str = ""


def recoded(data: bytes) -> Recoded:
    """The same workbook under Unicode, or, from before Excel 97, under the Western code page for one of two bytes."""
    begins = struct.pack("<H", _BEGIN)
    for start in range(_SECTOR, len(data) - 8, _SECTOR):
        if data.startswith(begins, start):
            version, kind = struct.unpack_from("<HH", data, start + 4)
            place = _place_of_page(data, start) if kind == _OF_WORKBOOK else None
            if place is not None:
                return _under_another(data, version, place)
    return Recoded()


def _place_of_page(data: bytes, start: int) -> int | None:
    """Where the number of the code page stands in a stream; None where it names none."""
    position, end = start, min(start + _SECTOR, len(data)) - 6
    while position <= end:
        kind, length = struct.unpack_from("<HH", data, position)
        if kind == _CODE_PAGE:
            return position + 4
        position += 4 + length
    return None


def _under_another(data: bytes, version: int, place: int) -> Recoded:
    page = struct.unpack_from("<H", data, place)[0]
    encoding = _OF_TWO_BYTES.get(page, "") if version == _EXCEL_95 else ""
    other = _UNICODE if version == _EXCEL_97 else _WESTERN if encoding else page
    changed = data[:place] + struct.pack("<H", other) + data[place + 2 :]
    return Recoded(changed if other != page else None, encoding)


def correct_words(rows: list[list[Cell]], encoding: str) -> str:
    """Read words again, in place, that were read as Western letters; the encoding they are in, empty if unchanged.

    Where none is given it is a Chinese one, or none where not all letters beyond ASCII may be such, or all are as in
    Western words.
    """
    texts = {cell for row in rows for cell in row if isinstance(cell, str) and not cell.isascii()}
    try:
        raw = {text: b"".join(map(_byte, text)) for text in texts}
    except UnicodeEncodeError:
        return ""
    whole = b"\n".join(raw[text] for text in sorted(texts))
    if not encoding:
        found = chinese_encodings(whole) if raw and not is_western(whole) else []
        encoding = found[0] if len(found) == 1 else ""
    try:
        words = {text: one.decode(encoding) for text, one in raw.items()} if encoding else {}
    except UnicodeDecodeError:
        return ""
    for row in rows if words else ():
        row[:] = [words.get(cell, cell) if isinstance(cell, str) else cell for cell in row]
    return encoding if words else ""


def in_encoding(name: str, encoding: str) -> str:
    """The name of a sheet as correct_words would read it; as it is where that is not possible, or no encoding given."""
    rows = [[name]]
    if encoding:
        correct_words(rows, encoding)
    return rows[0][0]


def _byte(letter: str) -> bytes:
    """The byte of a letter; those that have none in the code page stand for themselves."""
    return letter.encode("latin-1" if letter < "\xa0" else WESTERN)
