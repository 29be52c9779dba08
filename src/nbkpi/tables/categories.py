"""The categories in a sheet, by the book and by words: in headings, in columns of labels, among entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from nbkpi.figure.characters import heading_key
from nbkpi.loading.labels import as_label, is_subitem, is_subtotal, is_total
from nbkpi.loading.rows import TOTAL
from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.tables import words
from nbkpi.tables.category_names import (
    LackingCategories,
    are_ages,
    headings_inside,
    heads_breakdown,
    is_flag,
    is_sum,
    member_meant,
    member_named,
    without_wholes,
    written_label,
)
from nbkpi.tables.category_words import (
    AGE,
    HEADED,
    Seen,
    Sort,
    age_of_number,
    may_be_ages,
    plain_label,
    sort_headed,
    sort_of,
)
from nbkpi.tables.cells import is_class, is_figure
from nbkpi.tables.columns import Columns
from nbkpi.tables.crossing import breaking_down, codes_beside, may_head_entities
from nbkpi.tables.flat_headings import Flat, base_of, runs, says_less
from nbkpi.tables.joined_headings import levels_of
from nbkpi.tables.summed_headings import seen_by_sums
from nbkpi.tables.understood import Categorised

MOSTLY = 0.9
"""The share of the labels of a column that must be categories for it to be a column of these."""


class Categories:
    """The categories of one table of a sheet; headings are those of all columns, texts the cells of some rows."""

    def __init__(self, columns: Columns, headings: list[list[str]], texts: list[list[str]]) -> None:
        self.book, self.columns, self.headings, self.texts = columns.book, columns, headings, texts
        self.headings = [[one for part in parts for one in levels_of(self.book, part)] for parts in headings]
        self.labels: dict[int, Sort | None] = {}
        self.found: dict[int, Categorised] = {}
        self.is_of_block = False
        self._crossing: dict[int, Sort] = {}
        self._members: dict[str, Member | None] = {}
        self._skipped = set(map(heading_key, columns.asked.skip))
        parts = [part for several in headings for part in several]
        told = [columns.asked.indicator, *columns.shape.titles, *parts]
        self._may_be_age = may_be_ages(told, [parts, *texts])

    def seen(self) -> list[Seen]:
        """All labels that are categories by their words, whatever the book has, in the order of the sheet."""
        found = list[Seen]()
        words_in = list(filter(self._holds_words, range(len(self.headings))))
        self._crossing = breaking_down(self.columns, self.headings, self.texts, words_in, is_of_one=self.is_of_block)
        for column, parts in enumerate(self.headings):
            if self._holds_words(column):
                found += self._seen_labels(column)
            elif not self.columns.is_asked_for(column) and not self._is_measure(parts):
                found += [one for part in parts if (one := self._seen(part)) is not None]
        return [*found, *self._seen_by_sums(found, words_in)]

    def _seen_by_sums(self, known: Sequence[Seen], words_in: Sequence[int]) -> list[Seen]:
        """The categories that headings are whose columns add up, where all else that figures are of is known."""
        worded = [self._headed(one) for one in words_in if one not in self.labels]
        if not self.is_of_block and not self.columns.asked.entity and not any(map(may_head_entities, worded)):
            return []  # Towns beside each other add up too.
        open_ones = (one for one, parts in enumerate(self.headings) if parts and one not in words_in)
        figures = {one: self.headings[one] for one in open_ones if not self.columns.is_asked_for(one)}
        return seen_by_sums(self.columns, figures, self.texts, {one.written for one in known})

    def _is_measure(self, parts: Sequence[str]) -> bool:
        """Whether the book has an indicator of this whole heading: 人口男 of a book that keeps each as its own."""
        return words.meaning(self.book, parts, words.LeftOf()).measure is not None

    def _seen(self, text: str, sort: Sort | None = None) -> Seen | None:
        """What a label is by its words, or by the heading of its column; by what it was said to mean, if so."""
        text = self.columns.asked.names.get(text, text).rpartition("=")[2]
        plain = plain_label(text)
        if not plain or is_sum(plain):
            return None
        known = sort_of(plain, may_be_age=self._may_be_age or sort is AGE)
        if known is None and sort is not None:
            known = sort, (age_of_number(plain) if sort is AGE else "") or plain
        return Seen(*known, written_label(text), is_subitem(text)) if known is not None else None

    def _headed(self, column: int) -> str:
        """What the lowest level of the heading of a column says."""
        return words.last_of(self.headings[column])

    def _holds_words(self, column: int) -> bool:
        present = [] if self.columns.is_asked_for(column) else [text for text in self.texts[column] if text]
        if are_ages(self._headed(column), present):
            return True
        if self.columns.is_of_categories(column) and 2 * len(set(present)) < len(present):
            return True  # Codes of categories come again, their figures do not.
        figures = sum(is_figure(text, self.book.units) for text in present)
        return bool(present) and 2 * figures < len(present)

    def _seen_labels(self, column: int) -> list[Seen]:
        """The categories among the labels of a column; all of them where it is a column of categories."""
        labels, is_asked = self._labels_of(column), self.columns.is_of_categories(column)
        if is_flag(self._headed(column), labels) and not is_asked:
            return []
        if not labels or (self._names_another(labels) and not is_asked):
            return self._repeated(column, [text for text in labels if not self.book.entities_called(text)])
        heading = plain_label(self._headed(column))
        sort = sort_headed(self._headed(column)) if not self.columns.is_of_entities(column) else None
        if sort is None and heading and sum(map(is_class, labels)) >= MOSTLY * len(labels):
            sort = Sort(heading.lower(), heading, HEADED)
        sort = sort or self._crossing.get(column)
        found = self._seen_below(sort, labels)
        if len(found) >= MOSTLY * len(labels) and not self.columns.is_of_entities(column):
            self.labels[column] = sort
            found = self._seen_below(sort, self._without_sums(self._every_label(column)))
            return [one._replace(sort=one.sort._replace(may_be_one=True)) for one in found]
        return self._repeated(column, labels)

    def _seen_below(self, sort: Sort | None, labels: Sequence[str]) -> list[Seen]:
        """The categories among the labels of a column; where they are of several sorts, all are of that of its heading:
        农业 below 行业 is no kind of household.
        """
        found = [one for text in labels if (one := self._seen(text, sort)) is not None]
        if sort is None or sort is AGE or len({one.sort.id for one in found}) < 2:
            return found
        return [
            one._replace(sort=sort, key=sort.key(plain) or plain)
            for one in found
            if (plain := plain_label(one.written))
        ]

    def _names_another(self, labels: Sequence[str]) -> bool:
        """Whether the book has an entity or a measure that is called as one of these labels."""
        return any(self.book.entities_called(text) or self.book.measures_called(text) for text in labels)

    def _without_sums(self, texts: Iterable[str]) -> list[str]:
        """The different labels among texts, without those of totals and subtotals, and those that are to be skipped."""
        labels = (text for text in dict.fromkeys(texts) if text and not is_sum(text))
        return [text for text in labels if heading_key(text) not in self._skipped]

    def _labels_of(self, column: int) -> list[str]:
        """The labels of a column that may be categories; all of them where they part rows alike in all else."""
        return self._without_sums(self._every_label(column) if column in self._crossing else self.texts[column])

    def _every_label(self, column: int) -> dict[str, None]:
        """The labels of all rows: those that are looked at may all be of the first category."""
        return dict.fromkeys(self.columns.grid.texts(column, self.columns.shape.rows))

    def _repeated(self, column: int, labels: Sequence[str]) -> list[Seen]:
        """The categories among other labels: several of one sort, which stand there again and again, or once each."""
        times = Counter(self.texts[column])
        found = [(text, one) for text in labels if (one := self._seen(text)) is not None]
        sorts = Counter(one.sort.id for _text, one in found)
        entities = [times[text] for text in labels if self._seen(text) is None]
        headed = headings_inside(self.texts, column)
        repeated = {
            one.sort.id
            for text, one in found
            if times[text] > 1 or max(entities, default=0) > 1 or (text in headed and entities)
        }
        return [one for _text, one in found if sorts[one.sort.id] > 1 and one.sort.id in repeated]

    def member(self, text: str) -> Member | None:
        """The only category of the book that a label means, or that it was said to mean."""
        if not self.book.cells.breakdowns:
            return None
        if text not in self._members:
            said = self.columns.asked.names.get(text)
            self._members[text] = (
                member_named(self.book, said) if said else member_meant(self.book, text, self._may_be_age)
            )
        return self._members[text]

    def lacking(self) -> LackingCategories | None:
        """The first column of the categories of a breakdown of the book that does not have all of them."""
        for column, parts in enumerate(self.headings):
            is_open = column not in self.labels and self._holds_words(column) and bool(parts)
            if not is_open or self.columns.is_of_entities(column) or self.columns.is_skipped(column):
                continue
            labels = self._labels_of(column)
            members = [one for text in labels if (one := self.member(text)) is not None]
            others = [text for text in labels if self.member(text) is None]
            of = self.book.cells.breakdowns.headed(plain_label(words.last_of(parts)))
            if of is None and members and all(map(is_class, others)):
                # Under another heading, or none, only ages and sizes are surely no entities.
                of = members[0].breakdown
            if of is None or not others or any(one.breakdown is not of for one in members):
                continue
            if not self._names_another(others):
                return LackingCategories(column, of, others)
        return None

    def placed(self, has_measure: bool) -> tuple[Mapping[int, Categorised], Mapping[int, list[str]]]:
        """Which categories each column of figures is of, now that the book has all of them, and which are totals.

        has_measure: what all figures are of that no heading says is known.
        """
        self._place_labels()
        self._place_columns(has_measure)
        has_categories = bool(self.found or self.labels)
        own = [[part for part in parts if not heads_breakdown(self.book, part)] for parts in self.headings]
        wholes = [column for column, parts in enumerate(own) if has_categories and self._is_whole(parts)]
        return self.found, {one: without_wholes(own[one]) for one in wholes}

    def _is_whole(self, parts: Sequence[str]) -> bool:
        """Whether a heading says to be a total, and not of what."""
        return any(map(is_sum, parts)) and not self._says(parts)

    def _place_columns(self, has_measure: bool) -> None:
        cells = {}
        for column, parts in enumerate(self.headings):
            is_open = column not in self.labels and bool(parts) and not self._holds_words(column)
            if is_open and not self.columns.is_asked_for(column) and not self._is_measure(parts):
                cells[column] = self._cell(parts)
        flat = []
        for column, (members, rest) in cells.items():
            if members:
                says = self._says(rest)
                self.found[column] = Categorised(members, rest if says or has_measure else None)
                flat += [] if says and not says_less(column, cells) else [column]
        self._place_flat(flat, cells)

    def _place_labels(self) -> None:
        """Which columns hold nothing but categories of the book; those of other words are none."""
        for column in range(len(self.headings)):
            labels = self._labels_of(column)
            known = [text for text in labels if self.member(text) is not None]
            is_open = self._holds_words(column) and not self.columns.is_of_entities(column)
            are_others = self._names_another(labels) or is_flag(self._headed(column), labels)
            is_open = is_open and (self.columns.is_of_categories(column) or not are_others)
            if is_open and labels and len(known) >= MOSTLY * len(labels):
                self.labels[column] = None
            else:
                self.labels.pop(column, None)

    def _cell(self, parts: Sequence[str]) -> tuple[tuple[Member, ...], list[str]]:
        """The categories that the levels of a heading name, and the other levels; none where two exclude each other."""
        cell, rest = dict[Breakdown, Member](), list[str]()
        for part in parts:
            member = self.member(part)
            if member is None:
                rest += [] if heads_breakdown(self.book, part) else [part]
                continue
            upper = cell.get(member.breakdown)
            if upper is not None and member not in upper.with_inner():
                return (), list(parts)
            cell[member.breakdown] = member
        return tuple(cell.values()), rest

    def _says(self, levels: Sequence[str]) -> bool:
        """Whether levels of a heading say what figures are of, besides their period and unit."""
        return bool(words.levels_of(words.meaning(self.book, levels, words.LeftOf()).words))

    def _place_flat(self, flat: list[int], cells: dict[int, tuple[tuple[Member, ...], list[str]]]) -> None:
        """Find the columns that those which only name categories are parts of, which stand left of them."""
        for run in runs(flat):
            before = [
                column for column, (members, rest) in cells.items()
                if column < run[0] and not members and self._says(rest)
            ]  # fmt: skip
            columns = [
                Flat(
                    self.found[one].members,
                    self.texts[one],
                    any(map(is_subitem, self.headings[one])) or self.columns.is_of_categories(one),
                )
                for one in run
            ]
            base = base_of(columns, [(one, self.texts[one]) for one in reversed(before)])
            for column in run if base is not None else ():
                assert base is not None
                levels = cells[base][1]
                own = [part for part in without_wholes(cells[column][1]) if part not in levels]
                self.found[column] = Categorised(self.found[column].members, [*levels, *own])

    def codes(self) -> list[int]:
        """The columns of codes of the categories that stand beside them."""
        return codes_beside(list(map(words.last_of, self.headings)), self.texts, self.labels)

    def spelt_otherwise(self) -> dict[str, str]:
        """The labels of categories that the book writes in another way, with the names that it has for them."""
        labels = sorted({text for column in self.labels for text in self._every_label(column) if text})
        named = {text: one for text in labels if not is_sum(text) and (one := self.member(text)) is not None}
        known = self.book.cells.breakdowns
        wholes = {text: TOTAL for text in labels if is_sum(text) and not is_total(text) and not is_subtotal(text)}
        others = {text: one.described for text, one in named.items() if known.called(as_label(text)) != [one]}
        return others | wholes
