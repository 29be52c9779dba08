"""The categories of the rows of a panel, in columns of their own: the men of a town have a row beside the town.

A row is of an entity and a cell: both together stand in one key while rows are computed with, as if each cell were an
entity of its own, and are taken apart where results are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import narwhals as nw

from nbkpi.errors import AmbiguousName, UnknownName, UsageError
from nbkpi.language import _, listed, quoted
from nbkpi.loading.categories import categories
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, Member
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, GROUP

CODE = "nbkpi_code"
"""The column of the place of a cell among all cells, in as many digits for every one."""

SEPARATOR, _DIGITS = "\x1f", 4
_CODED = f"{SEPARATOR}[0-9]{{{_DIGITS}}}$"

MOST_CELLS = 5_000
"""A column with more different labels is none of categories."""

_EXAMPLES = 5


@dataclass(slots=True)
class PanelCategories:
    """The cells in the rows of a panel, by the headings of the columns that name them; the place of each is its code.

    is_whole: the names of the entities are whole numbers.
    """

    headings: tuple[str, ...]
    cells: list[Cell]
    by_labels: dict[tuple[str, ...], int]
    members: list[tuple[Member | None, ...]]
    """Of each cell the member under each heading."""
    is_whole: bool = False

    def coded(self, engine: Engine, frame: nw.LazyFrame[Any], names: Sequence[str]) -> nw.LazyFrame[Any]:
        """The rows with their codes, by the columns of these names."""
        labels = _label_columns(names)
        frame = frame.with_columns(*(expr.alias(label) for label, expr in labels.items()))
        inner = [f"{label}_of" for label in labels]
        rows = [(*texts, code_text(place)) for texts, place in self.by_labels.items()]
        small = engine.small({**dict.fromkeys(inner, "text"), CODE: "text"}, rows)
        joined = frame.join(small, left_on=list(labels), right_on=inner, how="left")
        return joined.select(*(nw.col(name) for name in joined.collect_schema() if name not in labels))

    def place(self, cell: Cell) -> int:
        """The place of a cell; UsageError where no row is of it."""
        if cell not in self.cells:
            named = listed(one.name for one in cell) or _("the whole")
            raise UsageError(_("no row of the panel is of {categories}", categories=named))
        return self.cells.index(cell)

    def breakdowns(self, heading: str) -> set[Breakdown]:
        """The breakdowns whose members stand under a heading."""
        at = self.headings.index(heading)
        found = (members[at] for members in self.members)
        return {one.breakdown for one in found if one is not None}

    def laid_out(self, heading: str, of: Cell) -> list[int]:
        """The places of the cells of any member under a heading, that are else of just these members."""
        by = self.breakdowns(heading)
        return [place for place, cell in enumerate(self.cells) if tuple(m for m in cell if m.breakdown not in by) == of]

    def partition(self) -> int:
        """How many cells make up a whole; UsageError where those of the panel overlap, or leave something out."""
        breakdowns = dict.fromkeys(one.breakdown for cell in self.cells for one in cell)
        count = prod(len(one.members) for one in breakdowns)
        is_flat = all(len(cell) == len(breakdowns) and not any(one.within for one in cell) for cell in self.cells)
        if not (is_flat and all(one.is_complete for one in breakdowns) and len(self.cells) == count):
            raise UsageError(_("the categories of the panel cannot be added up: a whole is made of each category of a "
                               "complete breakdown, and of nothing else"))  # fmt: skip
        return count

    def shown(self, entity: object) -> str:
        """An entity with its cell, as people read it."""
        name, cell = self.apart(entity)
        return f"{name} ({', '.join(one.name for one in cell)})" if cell else str(name)

    def apart(self, entity: object) -> tuple[str, Cell]:
        """The name of an entity, and its cell."""
        name, _separator, code = str(entity).rpartition(SEPARATOR)
        return name, self.cells[int(code)]


def categories_of(
    engine: Engine, frame: nw.LazyFrame[Any], book: Book, headings: Sequence[str], names: Sequence[str]
) -> PanelCategories:
    """What is in the columns of categories under these headings, called so in the frame.

    UsageError for labels that are categories of no breakdown of the book.
    """
    labels = _label_columns(names)
    asked = distinct(frame.select(*(expr.alias(label) for label, expr in labels.items()))).head(MOST_CELLS + 1)
    found = sorted(tuple(row) for row in engine.rows(asked))
    if len(found) > MOST_CELLS:
        raise UsageError(_("the columns {names} have more than {count} different labels: they are none of categories",
                           names=quoted(headings), count=MOST_CELLS))  # fmt: skip
    known: list[dict[str, Member | None]] = []
    for at, heading in enumerate(headings):
        known.append(_members(book, heading, dict.fromkeys(row[at] for row in found)))
    by_labels: dict[tuple[str, ...], int] = {}
    cells: dict[Cell, tuple[Member | None, ...]] = {}
    made = {row: tuple(one[text] for one, text in zip(known, row, strict=True)) for row in found}
    joined = {row: book.cells.breakdowns.joined([one for one in members if one]) for row, members in made.items()}
    for row in sorted(found, key=lambda row: _in_order(joined[row])):
        cells.setdefault(joined[row], made[row])
        by_labels[row] = list(cells).index(joined[row])
    return PanelCategories(tuple(headings), list(cells), by_labels, list(cells.values()))


def _in_order(cell: Cell) -> tuple[int, tuple[tuple[int, int], ...]]:
    return len(cell), tuple((one.breakdown.place, one.place) for one in cell)


def _members(book: Book, heading: str, texts: Iterable[str]) -> dict[str, Member | None]:
    """The member that each label of a column is, None for the whole."""
    breakdowns = book.cells.breakdowns
    if not breakdowns:
        raise UsageError(_("the book has no [[breakdown]] that column “{heading}” could be of", heading=heading))
    headed = breakdowns.headed(heading)
    of = headed.id if headed is not None else ""
    found: dict[str, Member | None] = {}
    wrong: list[str] = []
    for text in texts:
        named = categories(book, text)
        try:
            found[text] = breakdowns.member(named[0], of) if named else None
        except AmbiguousName:
            raise
        except UnknownName:
            wrong.append(text)
        if len(named) > 1:
            wrong.append(text)
    if wrong:
        shown = quoted(wrong[:_EXAMPLES]) + (" …" if len(wrong) > _EXAMPLES else "")
        raise UsageError(_("column “{heading}” has labels that are categories of no breakdown: {found}",
                           heading=heading, found=shown))  # fmt: skip
    return found


def _label_columns(names: Sequence[str]) -> dict[str, nw.Expr]:
    """The labels as texts; one that is missing is an empty one."""
    found = {}
    for place, name in enumerate(names):
        text = nw.col(name).cast(nw.String)
        found[f"nbkpi_label{place}"] = nw.when(text.is_null()).then(nw.lit("")).otherwise(text)
    return found


def code_text(place: int) -> str:
    """The code of the cell at a place."""
    return f"{place:0{_DIGITS}}"


def together(entity: nw.Expr) -> nw.Expr:
    """The key of an entity and the cell whose code stands beside it; null where there is no entity."""
    return nw.concat_str([entity.cast(nw.String), nw.lit(SEPARATOR), nw.col(CODE)])


def code_of() -> nw.Expr:
    """The code in the key of a row."""
    return nw.col(ENTITY).str.tail(_DIGITS)


def entity_of(is_whole: bool = False) -> nw.Expr:
    """The entity in the key of a row."""
    found = nw.col(ENTITY).str.replace_all(_CODED, "")
    return found.cast(nw.Int64) if is_whole else found


def whole_of() -> nw.Expr:
    """The key of the whole of an entity, which is the first of all cells where there is one."""
    return nw.concat_str([entity_of(), nw.lit(SEPARATOR + code_text(0))])


def is_among(places: Iterable[int]) -> nw.Expr:
    """Whether the cell of a row is one of those at these places."""
    return code_of().is_in([code_text(place) for place in places])


def _with_members(
    engine: Engine, frame: nw.LazyFrame[Any], known: PanelCategories
) -> tuple[nw.LazyFrame[Any], list[str]]:
    """The frame, which has a column of codes, with the names of the members under each heading, null for the whole.

    With what these columns are called.
    """
    inner = [f"nbkpi_member{place}" for place in range(len(known.headings))]
    rows = [(code_text(place), *(None if one is None else one.name for one in members))
            for place, members in enumerate(known.members)]  # fmt: skip
    small = engine.small({"nbkpi_of": "text", **dict.fromkeys(inner, "text")}, rows)
    return frame.join(small, left_on=CODE, right_on="nbkpi_of", how="left"), inner


def in_columns(
    engine: Engine, frame: nw.LazyFrame[Any], known: PanelCategories, keys: tuple[str, str], results: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Results in the order of their keys, under the headings that users know: entity, categories, period, results."""
    held = list(frame.collect_schema())
    frame = frame.with_columns(entity_of(is_whole=known.is_whole).alias("nbkpi_name"), code_of().alias(CODE))
    frame, members = _with_members(engine, frame, known)
    inner = ["nbkpi_name", *members, *held[1:]]
    headings = [keys[0], *known.headings, keys[1], *results]
    ordered = frame.sort("nbkpi_name", CODE, held[1])
    return ordered.select(*(nw.col(name).alias(heading) for name, heading in zip(inner, headings, strict=True)))


def in_groups(
    engine: Engine, frame: nw.LazyFrame[Any], known: PanelCategories, heading: str, of: Cell
) -> nw.LazyFrame[Any]:
    """The rows that are of this cell but for the members under a heading, which are their groups.

    UsageError where there are none.
    """
    places = known.laid_out(heading, of)
    if not places:
        known.place(of)
    at = known.headings.index(heading)
    names = [(code_text(place), one.name if (one := known.members[place][at]) is not None else _("total"))
             for place in places]  # fmt: skip
    small = engine.small({CODE: "text", GROUP: "text"}, names)
    frame = frame.with_columns(code_of().alias("nbkpi_own_code"))
    joined = frame.join(small, left_on="nbkpi_own_code", right_on=CODE, how="inner")
    return joined.select(*(nw.col(name) for name in joined.collect_schema() if name != "nbkpi_own_code"))
