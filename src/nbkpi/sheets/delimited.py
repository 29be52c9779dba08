"""CSV and TSV files: their encoding and their delimiter, found out or as told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from nbkpi.contents import content_of
from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.patterns import regex
from nbkpi.sheets.encodings import KOREAN, SIMPLIFIED, WESTERN, chinese_encodings, is_korean, is_western
from nbkpi.sheets.grid import MAX_CELLS, Grid, too_large

MAX_BYTES = 400_000_000
DELIMITERS = (",", "\t", ";")
_NAMES = {"\t": "tab", ",": ",", ";": ";"}
_SAMPLE = 30
"""How many rows are looked at to find the delimiter."""
_UNNAMED = regex(r"Unnamed: [0-9]+(?:_level_[0-9]+)?")
"""What programs write above a column whose heading is blank."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_delimited(path: Path, shown: str, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The rows of a text file; UsageError when it cannot be read or decoded.

    Without an encoding it is the one a byte order mark names, else UTF-8 or UTF-16 where that fits, else Windows-1252,
    GB18030 or Big5, by how its characters stand and how common they are; where that does not tell, it is asked for.
    Blank lines at the end are dropped; those elsewhere stay, so that rows keep their numbers.
    """
    text, used = _decoded(content_of(path, shown, MAX_BYTES), shown, encoding)
    mark = delimiter or ("\t" if path.suffix.lower() in (".tsv", ".tab") else _delimiter(text))
    rows = _rows(text, mark, shown)
    facts = [_("encoding {encoding}, delimiter “{delimiter}”", encoding=used, delimiter=_NAMES.get(mark, mark))]
    return Grid(shown, "", rows, facts=facts)


def _decoded(raw: bytes, shown: str, encoding: str | None) -> tuple[str, str]:
    """The text and the encoding it is in."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    candidates = [encoding] if encoding else [marked] if marked else [_unmarked(raw)]
    for name in candidates:
        try:
            return raw.decode(name).lstrip("\ufeff"), name
        except UnicodeDecodeError as error:
            wrong = error
        except (LookupError, UnicodeError):  # A name that is no text, or codecs that decode nothing.
            raise UsageError(_("there is no encoding “{name}”", name=name)) from None
    if not encoding and not marked:
        found = [WESTERN] if is_western(raw) else [KOREAN] if is_korean(raw) else chinese_encodings(raw)
        if len(found) == 1:
            return raw.decode(found[0]), found[0]
        if found:
            raise UsageError(_("{path} may be in {encodings}: say which with --encoding", path=shown,
                               encodings=listed(found)))  # fmt: skip
        wrong = _wrong_gb18030(raw)
    message = _("{path} is not in {encoding}: byte {byte} at offset {offset}", path=shown, encoding=wrong.encoding,
                byte=f"0x{raw[wrong.start]:02x}", offset=wrong.start)  # fmt: skip
    raise UsageError(message)


def _wrong_gb18030(raw: bytes) -> UnicodeDecodeError:
    """Where a text that is in no encoding goes wrong as GB18030."""
    try:
        raw.decode(SIMPLIFIED)
    except UnicodeDecodeError as error:
        return error
    return UnicodeDecodeError(SIMPLIFIED, raw, 0, 1, "")


def _unmarked(raw: bytes) -> str:
    """UTF-16 shows itself by its zero bytes, which no other text has."""
    start = raw[:2000]
    if b"\x00" not in start:
        return "utf-8"
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _delimiter(text: str) -> str:
    """The character that cuts the first rows into most cells, as many in most of the rows."""

    def score(mark: str) -> tuple[int, int]:
        sample = io.StringIO(text[:100_000], newline="")
        try:
            widths = Counter(map(len, islice(csv.reader(sample, delimiter=mark), _SAMPLE)))
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(DELIMITERS, key=score)


def _rows(text: str, delimiter: str, shown: str) -> list[list[str]]:
    if len(delimiter) != 1:
        raise UsageError(_("the delimiter must be one character, not “{given}”", given=delimiter))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error:
        message = _("{path} cannot be read at line {line}", path=shown, line=reader.line_num)
        raise UsageError(message) from None
    while rows and not any(rows[-1]):
        rows.pop()
    for row in rows[:_SAMPLE]:
        if any("Unnamed: " in cell for cell in row):
            row[:] = ["" if _UNNAMED.fullmatch(cell) else cell for cell in row]
    cells = len(rows) * max(map(len, rows), default=0)
    if cells > MAX_CELLS:
        raise UsageError(too_large(shown, cells))
    return rows
