"""The categories of the rows of a table, in columns of their own or among the labels of entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from nbkpi.errors import UsageError
from nbkpi.loading.labels import as_label, is_subtotal, is_total
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, Member
from nbkpi.model.records import Entity


def take_cells(
    book: Book, columns: Sequence[Sequence[str]], own: list[str], entities: list[Entity | None]
) -> list[list[str] | None]:
    """Put the cells that figures are of in the places of their entities; the categories of each as written.

    columns have what each row says of its categories, own is what all figures are of. The categories of a row are None
    where it says nothing, or a word for a total: its figures are of the whole. Where there is no such cell, or where an
    indicator of its own may stand for it, which is looked up later, the place of the entity becomes None.
    """
    rows = list(zip(*columns, strict=True)) if columns else list(repeat((), len(entities)))
    named = {texts: [name for text in texts for name in categories(book, text)] for texts in set(rows)}
    written = {texts: [*own, *names] or None for texts, names in named.items()}
    known = {texts: _cell(book, names) for texts, names in written.items()}
    for place, texts in enumerate(rows):
        entity, cell = entities[place], known[texts]
        if cell is None or (cell and book.cells.parts()):
            entities[place] = None
        elif entity is not None:
            entities[place] = book.cells.of(entity, cell)
    return [written[texts] for texts in rows]


def _cell(book: Book, names: list[str] | None) -> Cell | None:
    """The cell of these names; None where there is none."""
    try:
        return book.cells.breakdowns.cell(names or ())
    except UsageError:
        return None


def categories(book: Book, text: str) -> list[str]:
    """What a cell of a table names: sex=男; age=0-14岁. Nothing for the whole.

    A name may have a semicolon itself: the longest name that the book knows is one.
    """
    plain = as_label(text)
    parts = [] if not plain or _is_sum(plain) else plain.split(";")
    found = list[str]()
    while parts:
        names = [";".join(parts[:count]).strip() for count in range(len(parts), 0, -1)]
        name = next((one for one in names if book.cells.breakdowns.called(one)), names[-1])
        found.append(name)
        parts = parts[name.count(";") + 1 :]
    return found


class Carried(NamedTuple):
    """What a row is of once what stands above it has been carried down: the label of an entity, and its categories."""

    label: str
    cell: tuple[str, ...]


class MixedLabels:
    """The labels of one column, some of which are categories: members of a breakdown that are no entities as well.

    What stands there less often holds for the rows below it: 男 once above a row for each age, 甲县 above 男 and 女, or
    男 above a row for each county. What stands there as often as another stands beside it.
    """

    def __init__(self, book: Book, texts: Sequence[str], is_entity: Callable[[str], bool]) -> None:
        self.texts = list(map(as_label, texts))
        self.members: dict[str, Member] = {}
        self._times = Counter(self.texts)
        self._most: dict[Breakdown | None, int] = {}
        for text in self._times:
            if not text or _is_sum(text):
                continue
            called = book.cells.breakdowns.called(text)
            sort = None
            if len(called) == 1 and not is_entity(text):
                self.members[text] = called[0]
                sort = called[0].breakdown
            self._most[sort] = max(self._most.get(sort, 0), self._times[text])

    @property
    def are_several(self) -> bool:
        """Whether all are categories, of more than one breakdown."""
        return None not in self._most and len(self._most) > 1

    def carried(self, written: Sequence[str], are_blank: Iterable[bool] = repeat(False)) -> Iterator[Carried]:
        """Each row with what holds for it; its label is blank where no entity stands above it.

        What stands in a row that is blank beside it is a heading, and holds until the next one of its breakdown.
        """
        entity, cell, headed = "", dict[Breakdown, str](), set[Breakdown]()
        for text, label, is_blank in zip(self.texts, written, are_blank, strict=False):
            if not text:
                yield Carried("", ())
                continue
            sort = self.members[text].breakdown if text in self.members else None
            times = self._times[text] if _is_sum(text) else self._most[sort]
            cell = {one: name for one, name in cell.items() if one in headed or self._most[one] < times}
            if sort is not None:
                cell[sort] = self.members[text].described
                headed = headed | {sort} if is_blank else headed - {sort}
                entity = entity if self._most.get(None, 0) <= times else ""
            elif not _is_sum(text) or not entity or self._most.get(None, 0) >= times:
                entity = label
            yield Carried(entity, tuple(cell.values()))


def without_categories(rows: Sequence[Carried], texts: Sequence[str], whole: str) -> list[str]:
    """The labels of rows, those of categories aside: one without a label above it is of all, by the word for that."""
    whole = whole and next((text for text in texts if is_total(text)), whole)
    return [one.label or (whole if text else "") for one, text in zip(rows, texts, strict=True)]


def _is_sum(text: str) -> bool:
    return is_total(text) or is_subtotal(text)
