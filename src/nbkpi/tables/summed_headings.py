"""Headings whose columns add up to another one, whatever they are called: total | buddhist | hindu | islam."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from nbkpi.figure.characters import heading_key
from nbkpi.model.spelt_names import has_chinese
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.category_names import without_wholes, written_label
from nbkpi.tables.category_words import HEADED, Seen, Sort, plain_label
from nbkpi.tables.columns import Columns
from nbkpi.tables.flat_headings import half_a_unit, number
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.kinds import are_places
from nbkpi.tables.labelled import names_quantity

ENOUGH = 12
"""So many digits of totals must fit for it to be no chance."""
MOSTLY = 0.95
"""The share of the rows in which the columns must add up."""
_KOREAN = regex(r"[가-힣]")
MOST = 40
"""So many columns beside each other are tried as the parts of one."""

Path = tuple[str, ...]
Cells = Sequence[Decimal | None]


class Summed(NamedTuple):
    """Labels of one level of headings whose columns add up: what they are parts of, and the labels in their order."""

    whole: Path
    labels: list[str]


class SummedHeadings:
    """The headings of columns of figures with the cells of some rows; is_open: whether a label may be a category."""

    def __init__(
        self, headings: dict[int, list[str]], texts: Sequence[Sequence[str]], is_open: Callable[[str], bool]
    ) -> None:
        self.paths: dict[int, Path] = {one: tuple(without_wholes(parts)) for one, parts in headings.items()}
        self.cells = {one: [number(text) for text in texts[one]] for one in headings}
        self.halves = {one: max(map(half_a_unit, texts[one]), default=Decimal(0)) for one in headings}
        self.is_open = lru_cache(maxsize=None)(is_open)
        width = max(map(len, self.cells.values()), default=0)
        filled = [sum(bool(cells[row]) for cells in self.cells.values()) for row in range(width)]
        self.probe = filled.index(max(filled)) if filled else 0

    def groups(self) -> list[Summed]:
        """The groups of labels that add up; groups that share labels are one, as [men | women] below each age."""
        found = list[Summed]()
        for one in (*self._beside_each_other(), *self._of_levels()):
            same = next((other for other in found if not set(other.labels).isdisjoint(one.labels)), None)
            if same is None:
                found.append(one)
            else:
                same.labels.extend(text for text in one.labels if text not in same.labels)
        return [one for one in found if not self._holds_what_others_make_up(one, found)]

    def _holds_what_others_make_up(self, group: Summed, groups: Sequence[Summed]) -> bool:
        """Whether one of its labels heads columns that make it up itself: a figure of its own, and no category here."""
        heads = {one.whole[0] for one in groups if one.whole}
        inner = {text for path in self.paths.values() for text in path[1:]}
        return not heads.isdisjoint(inner.intersection(group.labels))

    def _beside_each_other(self) -> Iterator[Summed]:
        """Columns that stand right of the one that they add up to, and differ from each other in one level."""
        order = sorted(self.paths)
        last = -1
        for place, whole in enumerate(order):
            if place <= last:
                continue
            for level in range(2):
                run = self._run(order[place + 1 : place + 1 + MOST], level)
                count = self._adding_up(whole, run)
                if count:
                    last = place + count
                    yield Summed(self.paths[whole], [self.paths[one][level] for one in run[:count]])
                    break

    def _run(self, columns: Sequence[int], level: int) -> list[int]:
        """The columns of these, from the first one on, whose headings differ in one level and in no other."""
        run, labels = list[int](), set[str]()
        for column in columns:
            path = self.paths[column]
            if len(path) <= level or not self.is_open(path[level]) or path[level] in labels:
                break
            first = self.paths[run[0]] if run else path
            if _without(path, level) != _without(first, level):
                break
            run.append(column)
            labels.add(path[level])
        return run

    def _of_levels(self) -> Iterator[Summed]:
        """Columns that differ in one level, and add up to the one that says all the others: the shorter heading."""
        wholes = {path: column for column, path in reversed(self.paths.items())}
        siblings: dict[tuple[Path, int], list[int]] = {}
        for column, path in self.paths.items():
            for level, text in enumerate(path):
                if self.is_open(text):
                    siblings.setdefault((_without(path, level), level), []).append(column)
        for (rest, level), columns in siblings.items():
            labels = [self.paths[one][level] for one in columns]
            if rest in wholes and len(set(labels)) == len(labels) > 1 and self._add_up(wholes[rest], columns):
                yield Summed(rest, labels)

    def _adding_up(self, whole: int, run: Sequence[int]) -> int:
        """How many columns of a run, two at least, add up to a whole; all that do, where those behind are zero."""
        top = self.cells[whole][self.probe] if self.cells[whole] else None
        if not top:
            return 0
        total, found = Decimal(0), 0
        for count, column in enumerate(run, 1):
            total += self.cells[column][self.probe] or 0
            slack = self.halves[whole] + sum(self.halves[one] for one in run[:count])
            if count > 1 and abs(total - top) <= slack and self._add_up(whole, run[:count]):
                found = count
        return found

    def _add_up(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether parts that are nowhere below zero add up to a whole in nearly all rows, and not by chance."""
        slack = self.halves[whole] + sum(self.halves[one] for one in parts)
        rows = fits = digits = 0
        for top, *others in zip(self.cells[whole], *(self.cells[one] for one in parts), strict=True):
            if top is None or None in others:
                continue
            if any(one is not None and one < 0 for one in others):
                return False
            rows += 1
            if abs(sum((one for one in others if one is not None), Decimal(0)) - top) <= slack:
                fits += 1
                # A part that is the whole says nothing: the others are all zero.
                digits += len(str(int(top))) - 1 if top not in others else 0
        return fits >= MOSTLY * rows and digits >= ENOUGH


def _without(path: Path, level: int) -> Path:
    return path[:level] + path[level + 1 :]


def seen_by_sums(
    columns: Columns, headings: dict[int, list[str]], texts: Sequence[Sequence[str]], known: Collection[str]
) -> list[Seen]:
    """The categories of headings whose columns add up, and of the columns that the user says to be of one each.

    known are labels that are categories by their words.
    """
    book, found, names = columns.book, list[Seen](), list[str]()

    def is_open(label: str) -> bool:
        plain = plain_label(label)
        if not plain or plain.isdecimal() or written_label(label) in known or names_quantity(book, label):
            return False
        meant = words.meaning(book, [label], words.LeftOf())
        is_other = meant.period or meant.unclear or meant.unit or meant.measure or book.entities_called(label)
        return bool(meant.words) and not is_other and not is_growth(meant.words[-1])

    asked = list(filter(columns.is_of_categories, headings))
    groups = [one for one in SummedHeadings(headings, texts, is_open).groups() if not are_places(one.labels)]
    if asked:
        before = [parts for one, parts in headings.items() if one < asked[0]]
        groups.insert(
            0, Summed(tuple(without_wholes(before[-1] if before else [])), [headings[one][-1] for one in asked])
        )
    for one in groups:
        own = words.meaning(book, one.whole, words.LeftOf()).words
        name = _name_of(" ".join(own) or columns.asked.indicator, one.labels)
        names.append(name)
        name = name if names.count(name) == 1 else f"{name} {names.count(name)}"
        sort = Sort(heading_key(name).lower(), name, HEADED)
        found += [Seen(sort, plain_label(text), written_label(text)) for text in one.labels]
    return found


def _name_of(whole: str, labels: Sequence[str]) -> str:
    """What a breakdown is called that only figures show: by what it makes up."""
    if _KOREAN.search(whole):
        return f"{whole} 구성"
    is_chinese = has_chinese("".join((whole, *labels)))
    return f"{whole}构成" if is_chinese else f"{whole} composition".strip()
