"""New breakdowns of the categories that a sheet has and the book has not; only made when they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from nbkpi.diagnostics import Diagnostic
from nbkpi.exact import Interval
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, Member
from nbkpi.model.records import Indicator, Observation
from nbkpi.tables.category_words import AGE, OLDEST, Seen, Sort, Span, follow, span_of_key
from nbkpi.tables.grown_breakdowns import grow
from nbkpi.tables.understood import Grown, NewBreakdown, Understood
from nbkpi.tables.words import new_id

ENOUGH = 2
"""So many sums that fail, and none that holds, say that an indicator is none that adds up."""


def define_breakdowns(book: Book, seen: Iterable[Seen], found: Understood) -> list[NewBreakdown]:
    """Add a breakdown to the book for each sort of categories that it does not have, and to others what they lack."""
    by_sort = defaultdict[str, list[Seen]](list)
    for one in seen:
        by_sort[one.sort.id].append(one)
    new = []
    for several in by_sort.values():
        sort = several[0].sort
        if len({one.key for one in several}) == 1 and all(
            len(one.written) == 1 and one.written.isascii() for one in several
        ):
            continue  # F alone marks forecasts as well as women.
        known = book.cells.breakdowns
        members = _members(sort, several)
        old = known.all.by_id.get(sort.id) or known.headed(sort.name)
        if old is not None:
            found.grown += grow(old, sort, members)
            known.take_names(old)
            continue
        if (len(members) < 2 and not sort.may_be_one) or any(known.called(name) for name, *_rest in members):
            continue
        breakdown = _breakdown(sort, members, len(known.all.by_id), new_id(sort.id, known.all.by_id))
        known.add(breakdown)
        row: dict[str, Any] = {}
        found.new.append(("breakdown", row))
        new.append(NewBreakdown(breakdown, row, breakdown.is_complete))
    return new


class _Named(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    key: str
    is_part: bool


def _members(sort: Sort, seen: Sequence[Seen]) -> list[_Named]:
    """The members in the order of the sheet, each once; of a closed sort also those that are not there."""
    spellings: dict[str, dict[str, bool]] = {}
    for one in seen:
        spellings.setdefault(one.key, {}).setdefault(one.written, one.is_part)
    if sort.members and sort.is_whole(spellings):
        said = next(iter(next(iter(spellings.values()))))
        for first, *_others in sort.members:
            spellings.setdefault(first, {sort.spelt_like(first, said): False})
    members = []
    for key, written in spellings.items():
        name, *aliases = written
        members.append(_Named(name, tuple(aliases), key, written[name]))
    return members


def _breakdown(sort: Sort, members: Sequence[_Named], place: int, new: str) -> Breakdown:
    breakdown = Breakdown(new, sort.name, place)
    is_closed = sort.is_whole(one.key for one in members)
    made = [Member(one.name, one.name, breakdown, aliases=one.aliases) for one in members]
    if sort.id == AGE.id and sort.is_closed:
        spans = [span_of_key(one.key) for one in members]
        _nest_ages(breakdown, [(span, one) for span, one in zip(spans, made, strict=True) if span is not None])
        others = [one for span, one in zip(spans, made, strict=True) if span is None]
        breakdown.members += others
        breakdown.is_complete = breakdown.is_complete and not others
    else:
        last: Member | None = None
        for one, member in zip(members, made, strict=True):
            if one.is_part and last is not None and not is_closed:
                member.within = last
                last.members.append(member)
            else:
                breakdown.members.append(member)
                last = member
        breakdown.is_complete = is_closed
    return breakdown


def _nest_ages(breakdown: Breakdown, ages: list[tuple[Span, Member]]) -> None:
    """Put age classes into those that hold them; those follow on each other that make up what they are in."""
    above: list[tuple[Span, Member]] = []
    inner = defaultdict[Member | None, list[Span]](list)
    for span, member in sorted(ages, key=lambda one: (one[0][0], -one[0][1])):
        while above and above[-1][0][1] < span[0]:
            above.pop()
        # One that overlaps another, and is not in it, stands beside it: both are then not all there is.
        upper = next((one for (low, high), one in reversed(above) if low <= span[0] and span[1] <= high), None)
        member.within = upper
        (breakdown.members if upper is None else upper.members).append(member)
        inner[upper].append(span)
        above.append((span, member))
    spans = {member: span for span, member in ages}
    outer = inner[None]
    breakdown.is_complete = bool(outer) and follow(outer) and (outer[0][0], outer[-1][1]) == (0, OLDEST)
    for member in breakdown.every():
        own = inner[member]
        member.is_complete = bool(own) and follow(own) and (own[0][0], own[-1][1]) == spans[member]


def settle(tables: Sequence[Understood], observations: Sequence[Observation]) -> list[Diagnostic]:
    """Say of the new breakdowns of a sheet whether their members make up the whole, and write their rows.

    Members that words alone do not show to be all there are, are all where they add up in most places. What is not a
    count, and adds up nowhere, is an indicator that does not add up: a warning says so.
    """
    new = [one for table in tables for one in table.breakdowns]
    grown = [one for table in tables for one in table.grown]
    if not new and not grown:
        return []
    sums = _Sums(observations)
    found = _leave_unsummed(new, tables, sums) + list(_unproven(grown, tables[0], sums))
    for one in new:
        every: list[Breakdown | Member] = [one.breakdown, *one.breakdown.every()]
        for upper in every:
            holding, failing = sums.of([upper], None)
            if not upper.is_complete and upper.members and not one.is_closed:
                upper.is_complete = holding > failing
            elif failing > max(1, holding):
                upper.is_complete = False
        one.row.update(_row(one.breakdown))
        whole = _("{members} make up the whole") if one.breakdown.is_complete else "{members}"
        members = listed(each.name for each in one.breakdown.every())
        tables[0].facts.append((_("breakdown “{name}”", name=one.breakdown.name), whole.format(members=members)))
    return found


def _unproven(grown: Sequence[Grown], table: Understood, sums: _Sums) -> Iterator[Diagnostic]:
    """Say which categories were added, and where a breakdown was complete, and is it no longer by the figures."""
    for one in grown:
        names = listed(each.name for each in one.new)
        table.facts.append((_("breakdown “{name}”", name=one.breakdown.name), _("{members} added", members=names)))
        holding, failing = sums.of([one.upper], None)
        if one.upper.is_complete and not one.is_proven and holding <= failing:
            message = _("“{name}” is complete, and no figures show that it is with {members} too",
                        name=one.breakdown.name, members=names)  # fmt: skip
            remedy = _("say with --name which of its categories one is, or take complete = true out of the book")
            yield Diagnostic("not-understood", message, "", remedy=remedy)


def _leave_unsummed(new: Sequence[NewBreakdown], tables: Sequence[Understood], sums: _Sums) -> list[Diagnostic]:
    """Mark the new indicators that are no counts, and whose categories add up nowhere, as those that do not add up."""
    rows = {row["id"]: row for table in tables for sort, row in table.new if sort == "indicator"}
    complete = [one.breakdown for one in new if one.breakdown.is_complete]
    found = []
    for measure in dict.fromkeys(of for _entity, cell, of, _period in sums.figures if cell):
        if isinstance(measure, Indicator) and measure.is_summed and measure.kind != "count" and measure.id in rows:
            holding, failing = sums.of(complete, measure)
            if not holding and failing >= ENOUGH:
                measure.adds_up = rows[measure.id]["adds_up"] = False
                message = _("the categories of “{name}” do not add up anywhere: it is taken as what does not add up",
                            name=measure.name)  # fmt: skip
                remedy = _("if it does, write adds_up = true beside the indicator in the book")
                found.append(Diagnostic("not-added-up", message, "", remedy=remedy, severity="warning"))
    return found


class _Sums:
    """How often the figures of members add up to what they are part of."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        self.figures = {
            (one.entity.itself, one.entity.of, one.measure, one.period): one.interval for one in observations
        }

    def of(self, uppers: Sequence[Breakdown | Member], measure: Indicator | None) -> tuple[int, int]:
        """In how many places the members on top of these do so, and in how many not; None for every indicator."""
        holding = failing = 0
        for (entity, cell, of, period), whole in self.figures.items():
            if whole is None or (of is not measure if measure is not None else not _is_summed(of)):
                continue
            for upper in uppers:
                cells = _cells(cell, upper)
                parts = [self.figures.get((entity, one, of, period)) for one in cells]
                if cells and None not in parts:
                    total = sum((one for one in parts if one is not None), Interval.point(0))
                    holding, failing = (holding + 1, failing) if total.intersect(whole) else (holding, failing + 1)
        return holding, failing


def _is_summed(measure: Any) -> bool:
    return isinstance(measure, Indicator) and measure.is_summed


def _cells(cell: Cell, upper: Breakdown | Member) -> list[Cell]:
    """The cells that members of a breakdown, or of a member, make of another; none where it is not one they are in."""
    if isinstance(upper, Member):
        if upper not in cell:
            return []
        place = cell.index(upper)
        return [(*cell[:place], one, *cell[place + 1 :]) for one in upper.members]
    if any(one.breakdown is upper for one in cell):
        return []
    return [tuple(sorted((*cell, one), key=lambda each: each.breakdown.place)) for one in upper.members]


def _row(breakdown: Breakdown) -> dict[str, Any]:
    """The [[breakdown]] of a breakdown."""
    row: dict[str, Any] = {
        "id": breakdown.id,
        "name": breakdown.name,
        "members": list(map(member_row, breakdown.members)),
    }
    return row | ({"complete": True} if breakdown.is_complete else {})


def member_row(member: Member) -> Any:
    """How a category stands among the members of its breakdown."""
    row: dict[str, Any] = {"name": member.name, "aliases": list(member.aliases)}
    row |= {"members": list(map(member_row, member.members))} | ({"complete": True} if member.is_complete else {})
    row = {key: value for key, value in row.items() if value}
    return row if len(row) > 1 else member.name
