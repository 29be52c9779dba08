"""The looks of the rows of a sheet: which hold figures, headings, labels alone, or only the numbers of the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from nbkpi.figure import Units
from nbkpi.figure.characters import heading_key
from nbkpi.figure.days import is_day
from nbkpi.loading.labels import span_of
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid
from nbkpi.tables import words
from nbkpi.tables.cells import Kind, kind_of_cell
from nbkpi.tables.keyed import says_numbers
from nbkpi.tables.lines import is_form_line, units_of

_DEEPEST = 14
"""No corner of headings covers more rows."""

_COUNTED = regex(r"\((?:[0-9]{1,3}|[ivx]{1,4})\)", re.IGNORECASE)
_COUNTING = regex(r"[甲乙丙丁]|[0-9]{1,3}|[(（][0-9]{1,3}[)）]")

_IN_BRACKETS = regex(r"\s*[(（][^()（）]*[^()（）\d][^()（）]*[)）]\s*")
_BEHIND_NAME = regex(r"\s*[(（][^()（）]*[)）]$")
_A_YEAR = regex(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_TABLE_NUMBER = regex(r"(?:T|Tab\.?|Table|表)\s*[0-9]+(?:[-.—–][0-9]+)*[a-z]?[.:]?", re.IGNORECASE)


_NUMBERED = regex(r"[^\W\d][^\d]*[0-9]{1,4}[.:]?", re.IGNORECASE)


class Rows:
    """The looks of some rows of a sheet: which of them hold figures, and which only periods or words.

    A column that has at least as many numbers as words is one of figures. A row of figures has at least as many
    numbers, or signs for missing ones, as words in those columns: a heading such as 65岁及以上 is a word, and a row
    whose figures are all missing is no heading. Whether 1999 is a year or a count, only its row can tell.
    """

    def __init__(self, grid: Grid, rows: Iterable[int], units: Units, columns: range | None = None) -> None:
        self.grid, self.columns = grid, range(grid.width) if columns is None else columns
        self.texts: dict[int, list[str]] = {}
        self.kinds: dict[int, list[Kind]] = {}
        known: dict[str, Kind] = {}
        for row in rows:
            texts = self.texts[row] = [_seen(grid, row, column) for column in self.columns]
            for text in texts:
                if text not in known:
                    known[text] = kind_of_cell(text, units)
            self.kinds[row] = [known[text] for text in texts]
        counts = [Counter(kinds) for kinds in zip(*self.kinds.values(), strict=True)]
        self.numeric = [place for place, one in enumerate(counts) if 0 < one["number"] + one["year"] >= one["words"]]
        self.numeric = self.numeric or [place for place, one in enumerate(counts) if one["number"]]
        self.below_corner = self._below_corner()

    def _below_corner(self) -> set[int]:
        """The rows covered by a merged cell of words over labels that begins above, in a row without figures."""
        first = self.columns.start + min(self.numeric, default=0)
        found = set[int]()
        for top, left, bottom, _right in self.grid.merged:
            is_label = self.columns.start <= left < first and top < bottom <= top + _DEEPEST and top in self.texts
            if is_label and self.texts[top][left - self.columns.start] and not self.has_figures(top):
                found.update(range(top + 1, bottom + 1))
        return found

    def has_figures(self, row: int) -> bool:
        """Whether a row has a label and a figure, and is neither one of years nor one that counts the columns."""
        texts = self.texts[row]
        if sum(map(bool, texts)) < 2 or counts_columns(texts) or units_of(texts) is not None or says_numbers(texts):
            return False
        kinds = Counter(self.kinds[row][place] for place in self.numeric)
        if kinds["year"] and not kinds["number"]:
            return self._are_counts(row, kinds)
        return 0 < kinds["number"] + kinds["missing"] >= kinds["words"] or self._are_ranges(row)

    def _are_ranges(self, row: int) -> bool:
        """Whether spans such as 113-115 stand in place of figures: in a labelled row below a whole row of headings.

        Spans that follow on each other (0-14, 15-64) are headings.
        """
        upper = self._upper(row)
        worded = [place for place in self.numeric if self.kinds[row][place] == "words"]
        spans = [span_of(self.texts[row][place]) for place in worded]
        ends = [span for span in spans if span is not None]
        if upper is None or not spans or len(ends) < len(spans) or not self._is_labelled_below(row, upper):
            return False
        if any(self.kinds[upper][place] != "words" or span_of(self.texts[upper][place]) for place in worded):
            return False
        return len(ends) == 1 or not all(low == before + 1 for (_first, before), (low, _last) in pairwise(ends))

    def is_gap(self, row: int) -> bool:
        """Whether a row has labels below a whole row of headings, and nothing where the others have figures."""
        upper = self._upper(row)
        if upper is None or sum(map(bool, self.texts[row])) < 2 or not self._is_labelled_below(row, upper):
            return False
        heads = [heading_key(text).lower() for text in self.texts[upper]]
        dated = {place for place in self.numeric if words.PERIODS.fullmatch(heads[place])}
        figures = [place for place in self.numeric if place not in dated]
        is_blank = bool(figures) and not any(self.texts[row][place] for place in figures)
        is_dated = all(self.kinds[row][place] in ("year", "period") for place in dated)
        return is_blank and is_dated and all(self.kinds[upper][place] == "words" for place in figures)

    def fills_gap(self, row: int, header: range) -> bool:
        """Whether all that stands in a row heads columns of figures which the headings above leave blank."""
        texts = self.texts.get(row, [])
        filled = [place for place, text in enumerate(texts) if text]
        are_blank = not any(self.texts[upper][place] for upper in header for place in filled)
        below = self.kinds.get(row + 1, [])
        if all(self.kinds[row][place] == "year" and below[place : place + 1] == ["year"] for place in filled):
            return False  # The first of the years of the rows.
        return bool(filled) and are_blank and set(filled) <= set(self.numeric) and not self.has_figures(row)

    def has_units_of(self, row: int, upper: int) -> bool:
        """Whether all that stands in a row is in brackets below headings of figures: （万人）."""
        filled = [place for place, text in enumerate(self.texts.get(row, ())) if text]
        are_headed = (
            bool(filled) and all(self.texts[upper][place] for place in filled) and set(filled) <= set(self.numeric)
        )
        return are_headed and all(_IN_BRACKETS.fullmatch(self.texts[row][place]) for place in filled)

    def heads_labels(self, row: int) -> bool:
        """Whether all that stands in a row is the word for the places below it, in the first column: GEO (Labels)."""
        filled = [place for place, text in enumerate(self.texts.get(row, ())) if text]
        head = heading_key(_BEHIND_NAME.sub("", self.texts[row][0])).lower() if filled == [0] else ""
        return words.ENTITIES.fullmatch(head) is not None

    def _upper(self, row: int) -> int | None:
        """The row above, if it is one of headings: a blank one parts no heading from its figures."""
        upper = next((one for one in range(row - 1, row - 4, -1) if any(self.texts.get(one, ()))), None)
        if upper is None or not is_wide(self.texts[upper]) or next(filter(None, self.texts[upper]))[-1] in ":：":
            return None
        is_line = units_of(self.texts[upper]) is not None and not is_heading_row(self.texts[upper])
        return None if is_line else upper

    def _is_labelled_below(self, row: int, upper: int) -> bool:
        """Whether the first cells of two rows stand below each other and differ, and the upper row heads the lower."""
        label, corner = (next(filter(None, self.texts[one]), "") for one in (row, upper))
        is_headed = all(above for text, above in zip(self.texts[row], self.texts[upper], strict=True) if text)
        is_below = self.texts[row].index(label) == self.texts[upper].index(corner) if label and corner else False
        return is_headed and is_below and heading_key(label) != heading_key(corner)

    def is_preamble(self, row: int) -> bool:
        """Whether a row stands only over the labels, which the row below heads already: Last Updated, 2026-01-01.

        Or heads all columns but them, more than twice as many, or is a title behind its number: T02, Population.
        """
        if is_numbered_title(self.texts[row]):
            return True
        filled = [place for place, text in enumerate(self.texts[row]) if text]
        below = self.texts.get(row + 1, [])
        is_over_labels = not set(filled) & set(self.numeric) and len(self.numeric) > 0
        if not is_over_labels or len(filled) < 2 or not below:
            return False
        is_headed = all(below[place] for place in filled)
        return is_headed or (below[filled[0]] != "" and sum(map(bool, below)) > 2 * len(filled))

    def _are_counts(self, row: int, kinds: Counter[Kind]) -> bool:
        """Whether what looks like years are figures: below a row of headings, and behind a label of its own."""
        upper = self._upper(row)
        if upper is None or kinds["words"] > kinds["year"] or kinds["period"]:
            return False
        label = next(filter(None, self.texts[row]), "")
        corner = next(filter(None, self.texts[upper]), "")
        first = self.texts[row].index(label)
        years = [place for place in self.numeric if self.kinds[row][place] == "year" and place != first]
        is_dated = words.PERIODS.fullmatch(heading_key(corner).lower()) is not None and first < min(years, default=0)
        if (self.kinds[row][first] != "words" and not is_dated and not is_day(label)) or label[0] in "(（":
            return False
        if words.PERIODS.fullmatch(heading_key(label).lower()) and not kinds["words"]:
            return False  # TIME, 2019, 2020
        if self._says_when(row, first, years, is_below_blank=not self.texts[upper][first]):
            return False
        headed = sum(self.kinds[upper][place] != "blank" for place in years)
        is_below = all(self.kinds[upper][place] not in ("number", "missing") for place in years) and headed > 0
        return is_below and heading_key(label) != heading_key(corner)

    def _says_when(self, row: int, first: int, years: list[int], *, is_below_blank: bool) -> bool:
        """Whether a row is of times by its words: days, avg 2015-19 beside years, or one year under a blank corner."""
        said = {self.texts[row][place] for place in years}
        others = (self.texts[row][place] for place in self.numeric if place not in (first, *years))
        is_one = is_below_blank and len(said) == 1 < len(years)
        return is_one or all(map(is_day, said)) or any(map(_A_YEAR.search, others))


def _seen(grid: Grid, row: int, column: int) -> str:
    """A cell in words; what should be a figure and is something else, such as a truth value, counts as one."""
    is_odd = (row, column) in grid.wrong or not isinstance(grid.rows[row][column], (str, int, float, date))
    return "0" if is_odd else grid.text(row, column)


def counts_columns(cells: list[str]) -> bool:
    """甲 1 2 3: nothing but the numbers of the columns, one after the other."""
    present = list(filter(None, cells))
    if present and all(map(_COUNTED.fullmatch, present)):
        every = [int(cell[1:-1]) for cell in present if cell[1:-1].isdecimal()]
        # A table that goes on from another page begins with the first columns of that again.
        steps = [after - before for before, after in pairwise(every)]
        return len(every) > 2 and steps.count(1) >= len(steps) - 1
    numbers = [int(re.sub(r"\D", "", cell)) for cell in present if re.search(r"\d", cell) and _COUNTING.fullmatch(cell)]
    is_counted = len(present) > 2 and all(map(_COUNTING.fullmatch, present)) and len(numbers) >= len(present) - 2
    return is_counted and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def is_numbered_title(cells: list[str]) -> bool:
    """Whether all that stands in a row is the number of a table and its title."""
    present = list(filter(None, cells))
    return len(present) == 2 and _TABLE_NUMBER.fullmatch(present[0]) is not None


def is_numbered_name(present: list[str]) -> bool:
    """Whether two cells are a number with a word for what it numbers, and a name: AREA # 02, Ash County."""
    is_pair = len(present) == 2 and _NUMBERED.fullmatch(present[0]) is not None
    return is_pair and not any(map(str.isdigit, present[1]))


def is_heading_row(cells: list[str]) -> bool:
    """Whether there is too much in a row with a unit for it to be a line about the table."""
    return len({cell for cell in cells if cell and not is_form_line(cell)}) > 2


def is_wide(cells: list[str]) -> bool:
    """Whether more than one cell of a row is filled."""
    return len(list(filter(None, cells))) > 1
