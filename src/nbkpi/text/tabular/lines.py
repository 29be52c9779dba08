"""Tables that are written as lines of a text: with bars as in Markdown, with tabs, or with blanks between the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.tabular.table import MAX_CELLS, PlacedCell, TextTable, placed_table

_LONGEST_LINE = 2_000
"""A longer line is no row of a table that somebody wrote."""

_LONGEST_CELL = 60
_LONGEST_SECTION = 20
_GAP = regex(r"[ \u3000\xa0]{2,}|[ \u3000\xa0]*\t[ \u3000\xa0]*")
_RULE = regex(r"(?=[^-]*+-)\s*+\|?+(?:\s*+:?+-++:?+\s*+\|)*+(?:\s*+:?+-++:?+)?+\s*+\|?+\s*+")
_BAR = regex(r"(?<!\\)\|")
_WORD = regex(r"\S+")
_FIGURE = regex(
    r"[-+－]?[0-9０-９][0-9０-９,，.．]*(?:[%％‰]|(?![年月日号])[十百千万亿]*[\u4e00-\u9fff]{0,5})?"
    r"|[-—–－…*]{1,3}"
)
_HAN = regex("[\u4e00-\u9fff]")
"""What makes a label of a word though it begins with a number: 60岁及以上."""
_PROSE = regex(r"[。；！？;!?]|，.*，|[:：]\s*$")
_ENOUGH = 0.4
"""The share of the rows that must hold a figure behind their first cell."""

Form = str
"""How the cells of a row are set apart: "bars", "tabs", "blanks", or "words" by single blanks."""


class _Row(NamedTuple):
    """A line as a row; is_rule: it is only the line that parts the heading of a Markdown table."""

    form: Form
    start: int
    end: int
    cells: list[PlacedCell]
    is_rule: bool = False


def tables_in(text: str, known: Sequence[list[list[PlacedCell]]] = ()) -> list[TextTable]:
    """Every table of a text in its order; known are the cells of those that its format already told apart."""
    found: list[TextTable] = []
    floor = 0
    for rows in _merged_by_place(known, list(_blocks(text, known))):
        start = min((cell.start for row in rows for cell in row), default=0)
        table = placed_table(text, rows, floor) if start >= floor else None
        if table is not None:
            found.append(table)
            floor = table.end
    return found


def is_row(line: str) -> bool:
    """Whether a line looks like a row of a table by itself."""
    row = _row(line, 0, len(line))
    return row is not None and (row.form in ("bars", "words") or _has_figure(line, row))


def _merged_by_place(
    known: Sequence[list[list[PlacedCell]]], found: list[list[list[PlacedCell]]]
) -> list[list[list[PlacedCell]]]:
    tables = [rows for rows in (*known, *found) if any(rows)]
    return sorted(tables, key=lambda rows: min(cell.start for row in rows for cell in row))


def _blocks(text: str, known: Sequence[list[list[PlacedCell]]]) -> Iterator[list[list[PlacedCell]]]:
    """The rows of every table that is written as lines."""
    spans = sorted((row[0].start, row[-1].end) for rows in known for row in rows if row)
    span, block = 0, _Block(text)
    for start, end in _lines(text):
        while span < len(spans) and spans[span][1] < start:
            span += 1
        is_known = span < len(spans) and spans[span][0] <= end
        row = None if is_known else _row(text, start, end)
        if row is None and not is_known and block.goes_on(start, end):
            continue
        if row is None or not block.takes(row):
            yield from block.table()
            block = _Block(text)
        if row is not None:
            block.add(row)
    yield from block.table()


class _Block:
    """Rows of one form that follow each other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: list[_Row] = []
        self._cells = 0
        self._section: _Row | None = None
        self._has_blank_line = False

    def goes_on(self, start: int, end: int) -> bool:
        """Whether a line that is no row may stand between two rows: a blank one, or a title within the table."""
        if not self.rows or self._section is not None:
            return False
        if not self.text[start:end].strip():
            was_blank, self._has_blank_line = self._has_blank_line, True
            return not was_blank
        if self.rows[-1].form != "blanks" or not _is_section(self.text, start, end):
            return False
        self._section = _Row("blanks", start, end, [PlacedCell(start, end)])
        return True

    def takes(self, row: _Row) -> bool:
        """Whether a row is one more of these."""
        if not self.rows:
            return True
        last = self.rows[-1]
        return row.form == last.form and (not self._has_blank_line or len(row.cells) == len(last.cells))

    def add(self, row: _Row) -> None:
        """One more row."""
        if self._section is not None:
            self.rows.append(self._section)
        self.rows.append(row)
        self._cells += len(row.cells)
        if self._cells > MAX_CELLS:
            self.rows = self.rows[-1:]
        self._section, self._has_blank_line = None, False

    def table(self) -> Iterator[list[list[PlacedCell]]]:
        """The cells of its tables: one or none, several for rows of words set apart by single blanks."""
        if len(self.rows) < 2 or self._cells > MAX_CELLS:
            return
        if self.rows[0].form == "words":
            yield from _by_words(self.text, self.rows)
            return
        rows = [row for row in self.rows if not row.is_rule]
        if sum(_has_figure(self.text, row) for row in rows) < max(1, len(rows) * _ENOUGH):
            return
        if rows[0].form == "bars" and len(rows) == len(self.rows):
            rows = [row for row in rows if self.text[row.start : row.end].lstrip().startswith("|")]
        if rows and rows[0].form == "blanks":
            counts = Counter(len(row.cells) for row in rows if _has_figure(self.text, row))
            width = max(counts, key=lambda count: (counts[count], count))
            yield [_at_its_place(row, width) for row in rows]
        else:
            yield [row.cells for row in rows]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _row(text: str, start: int, end: int) -> _Row | None:
    """The line as a row of two cells or more; None for what is none."""
    if not 2 < end - start <= _LONGEST_LINE:
        return None
    line = text[start:end]
    if "|" in line:
        return _Row("bars", start, end, _barred(line, start), _RULE.fullmatch(line) is not None)
    bare = line.strip()
    form = "tabs" if "\t" in bare or line.startswith("\t") else "blanks" if _GAP.search(bare) else "words"
    cells = _by_blanks(line, start) if form == "words" else list(_parted(line, start, form == "tabs"))
    if len(cells) < 2 or any(cell.end - cell.start > _LONGEST_CELL for cell in cells):
        return None
    if form != "tabs" and _PROSE.search(line):
        return None
    return _Row(form, start, end, cells)


def _barred(line: str, start: int) -> list[PlacedCell]:
    """The cells between bars, without the signs of emphasis around their words."""
    bars = [match.start() for match in _BAR.finditer(line)]
    bare = line.strip()
    inner = [*([] if bare.startswith("|") else [-1]), *bars, *([] if bare.endswith("|") else [len(line)])]
    cells = []
    for left, right in pairwise(inner):
        begin, end = left + 1, right
        words = line[begin:end].strip()
        if words.strip("*_`"):
            words = words.strip("*_`").strip()
        begin = line.index(words, begin)
        cells.append(PlacedCell(start + begin, start + begin + len(words)))
    return cells


def _parted(line: str, start: int, by_tabs: bool) -> Iterator[PlacedCell]:
    """The cells between tabs, or between several blanks."""
    at = 0 if by_tabs else len(line) - len(line.lstrip())
    end = len(line) if by_tabs else len(line.rstrip())
    if by_tabs:
        for piece in line.split("\t"):
            yield PlacedCell(start + at, start + at + len(piece))
            at += len(piece) + 1
        return
    for gap in _GAP.finditer(line, at, end):
        yield PlacedCell(start + at, start + gap.start())
        at = gap.end()
    yield PlacedCell(start + at, start + end)


def _by_blanks(line: str, start: int) -> list[PlacedCell]:
    """Words with single blanks between them."""
    found = [PlacedCell(start + word.start(), start + word.end()) for word in _WORD.finditer(line)]
    return found if len(found) > 2 else []


def _is_section(text: str, start: int, end: int) -> bool:
    """Whether a line between rows may be the title of those that follow."""
    words = text[start:end].strip()
    return 0 < len(words) <= _LONGEST_SECTION and _PROSE.search(words) is None and "，" not in words


def _has_figure(text: str, row: _Row) -> bool:
    return any(_FIGURE.fullmatch(text[cell.start : cell.end].strip()) for cell in row.cells[1:])


def _all_figures(text: str, row: _Row) -> bool:
    """Whether all words but the first, or the first two where a number counts the rows, are figures."""
    words = [text[cell.start : cell.end] for cell in row.cells]
    first = 2 if words[0].isdigit() and not _FIGURE.fullmatch(words[1]) else 1
    is_label = _HAN.search(words[first - 1]) is not None or not _FIGURE.fullmatch(words[first - 1])
    return is_label and all(map(_FIGURE.fullmatch, words[first:])) and len(words) > first


def _labelled(text: str, row: _Row, width: int) -> _Row:
    """A row of more words than the others, with those of its label as one: 60 岁及以上."""
    more = len(row.cells) - width
    if more <= 0 or _FIGURE.fullmatch(text[row.cells[more].start : row.cells[more].end]):
        return row
    found = row._replace(cells=[PlacedCell(row.start, row.cells[more].end), *row.cells[more + 1 :]])
    return found if _all_figures(text, found) else row


def _at_its_place(row: _Row, width: int) -> list[PlacedCell]:
    """The cells of a row set apart by blanks: of one with fewer than others only the first has a known column.

    Of a row that lacks one cell at its beginning, as headings do above labels, nothing is known either.
    """
    if len(row.cells) == width or len(row.cells) == 1:
        return row.cells
    if len(row.cells) > width:
        return row.cells[:1]
    end = row.cells[0].end
    return [row.cells[0], *(PlacedCell(end, end) for _each in range(min(1, width - 2)))]


def _by_words(text: str, block: list[_Row]) -> Iterator[list[list[PlacedCell]]]:
    """The runs of rows of which all have as many words, all but the first figures, with the headings above them."""
    run: list[_Row] = []
    bodies = 0
    for one in block:
        row = _labelled(text, one, len(run[-1].cells)) if run else one
        is_body = _all_figures(text, row)
        if run and (len(row.cells) != len(run[-1].cells) or (bodies and not is_body)):
            if bodies > 1:
                yield [one.cells for one in run]
            run, bodies = [], 0
        run.append(row)
        bodies += is_body
    if bodies > 1:
        yield [one.cells for one in run]
