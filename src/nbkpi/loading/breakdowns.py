"""Taking in breakdowns: their members, and the indicators that are cells of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nbkpi.errors import AmbiguousName, UnknownName, UsageError
from nbkpi.language import _, listed
from nbkpi.loading.files import Documents, Rows, rows_of
from nbkpi.loading.positions import Path
from nbkpi.loading.problems import Problems, TextFile, did_you_mean
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, Member
from nbkpi.model.records import Indicator

MAX_DEPTH = 20
"""How deep members may lie within each other."""


def add_breakdowns(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[breakdown]] with its members; a name stands for one member of a breakdown only."""
    known = book.cells.breakdowns
    for file, path, row in rows_of(documents, "breakdown"):
        if row["id"] in known.all.by_id:
            problems.add(file, (*path, "id"), "duplicate", _("the id “{id}” is used twice", id=row["id"]))
            problems.leave_out(row)
            continue
        breakdown = Breakdown(row["id"], row["name"], len(known.all.by_id), row["complete"], tuple(row["aliases"]))
        _Members(file, problems, breakdown).add((*path, "members"), row["members"], None)
        known.add(breakdown)


class _Members:
    """The members of one breakdown, as they are added."""

    def __init__(self, file: TextFile, problems: Problems, breakdown: Breakdown) -> None:
        self.file, self.problems, self.breakdown = file, problems, breakdown
        self._names: set[str] = set()

    def add(self, path: Path, rows: Sequence[Any], within: Member | None) -> None:
        """Members of the breakdown, or of one of its members."""
        if within is not None and within.depth >= MAX_DEPTH:
            message = _("categories lie more than {limit} levels deep within each other", limit=MAX_DEPTH)
            self.problems.add(self.file, path, "bad-breakdown", message)
            return
        for index, row in enumerate(rows):
            member, inner = self._member(row, within)
            place = (*path, index)
            names = dict.fromkeys((member.id, member.name, *member.aliases))
            twice = next((name for name in names if name in self._names), None)
            if twice is not None:
                message = _("the breakdown “{name}” has two categories “{category}”",
                            name=self.breakdown.name, category=twice)  # fmt: skip
                self.problems.add(self.file, place, "duplicate", message, _("keep one of them"))
                continue  # The name stays that of the first one.
            self._names.update(names)
            (self.breakdown if within is None else within).members.append(member)
            if inner:
                self.add((*place, "members"), inner, member)

    def _member(self, row: str | Rows, within: Member | None) -> tuple[Member, Sequence[Any]]:
        if isinstance(row, str):
            return Member(row, row, self.breakdown, within), ()
        own = row["id"] or row["name"]
        return Member(own, row["name"], self.breakdown, within, row["complete"], tuple(row["aliases"])), row["members"]


def cell_of(book: Book, written: Any) -> Cell:
    """The cell that a key of a book writes; UnknownName or UsageError where there is none."""
    return book.cells.breakdowns.cell(written)


def note_cell(file: TextFile, path: Path, problems: Problems, error: UnknownName | UsageError) -> None:
    """Note why members that a row names are no cell."""
    if isinstance(error, AmbiguousName):
        remedy = _("say of which breakdown it is: {ways}", ways=" / ".join(map(_as_table, error.candidates)))
        problems.add(file, path, "ambiguous-name", str(error), remedy)
    elif isinstance(error, UnknownName):
        remedy = did_you_mean(error.candidates) or _("define it with [[breakdown]]")
        problems.add(file, path, "unknown-name", str(error), remedy)
    else:
        remedy = _("keep one of them: a figure is of at most one category of each breakdown")
        problems.add(file, path, "bad-breakdown", str(error), remedy)


def _as_table(described: str) -> str:
    breakdown, _equals, member = described.partition("=")
    return f'of = {{ {breakdown} = "{member}" }}'


def name_cells(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[indicator]] that is a cell of another one: it measures the same, in the same unit."""
    known: dict[tuple[Indicator, Cell], Indicator] = {}
    for file, path, row, indicator in _named(book, documents):
        if row["whole"] is None or row["of"] is None:
            message = _("whole and of stand together: the indicator is a category of another one")
            remedy = _('write whole = "…" and of = "…"')
            problems.add(file, (*path, "of" if row["whole"] is None else "whole"), "missing-key", message, remedy)
            continue
        try:
            whole = book.indicators.find(row["whole"])
        except UnknownName as error:
            problems.add_unknown(file, (*path, "whole"), row["whole"], error)
            continue
        try:
            cell = cell_of(book, row["of"])
        except UsageError as error:
            note_cell(file, (*path, "of"), problems, error)
            continue
        refused = _refusal(indicator, whole, known.setdefault((whole, cell), indicator))
        if refused:
            problems.add(file, (*path, "whole"), "bad-breakdown", refused)
            continue
        indicator.whole, indicator.of = whole, cell
        book.cells.name(indicator)


def _named(book: Book, documents: Documents) -> Iterator[tuple[TextFile, Path, Rows, Indicator]]:
    for file, path, row in rows_of(documents, "indicator"):
        found = book.indicators.by_id.get(row["id"])
        if found is not None and (row["whole"] is not None or row["of"] is not None):
            yield file, path, row, found


def _refusal(one: Indicator, whole: Indicator, first: Indicator) -> str:
    """Why an indicator cannot be a cell of another one; nothing where it can."""
    if first is not one:
        return _("“{other}” is this category of it already", other=first.id)
    if whole is one or whole.whole is not None:
        return _("“{name}” is itself a category of another indicator", name=whole.id)
    differing = [key for key in ("unit", "kind", "measure", "prices") if getattr(one, key) != getattr(whole, key)]
    if differing:
        return _("it must have the same as “{name}”: {keys}", name=whole.id, keys=listed(differing))
    return ""
