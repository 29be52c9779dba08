"""Breakdowns of figures: by sex, age or industry, with their members, and the cells that members of several make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nbkpi.errors import AmbiguousName, UnknownName, UsageError
from nbkpi.language import _
from nbkpi.model.names import Directory


class Breakdown:
    """A way to break figures down; is_complete: the members on top make up the whole, none of them overlapping.

    members are those on top, in order; place is that of the breakdown among all of the book.
    """

    # Every command imports this module: a dataclass would take it several times as long.
    __slots__ = ("aliases", "id", "is_complete", "members", "name", "place")

    def __init__(
        self, breakdown_id: str, name: str, place: int, is_complete: bool = False, aliases: tuple[str, ...] = ()
    ) -> None:
        self.id, self.name, self.place, self.is_complete, self.aliases = breakdown_id, name, place, is_complete, aliases
        self.members: list[Member] = []

    def every(self) -> list[Member]:
        """All members, each before those within it."""
        return [one for member in self.members for one in member.with_inner()]


class Member:
    """One of the parts of a breakdown, which may have members itself; is_complete: those make it up.

    place is that among all members of the breakdown, each of which stands before those within it.
    """

    __slots__ = ("aliases", "breakdown", "id", "is_complete", "members", "name", "place", "within")

    def __init__(
        self,
        member_id: str,
        name: str,
        breakdown: Breakdown,
        within: Member | None = None,
        is_complete: bool = False,
        aliases: tuple[str, ...] = (),
    ) -> None:
        self.id, self.name, self.breakdown, self.within = member_id, name, breakdown, within
        self.is_complete, self.aliases, self.place = is_complete, aliases, 0
        self.members: list[Member] = []

    def with_inner(self) -> Iterator[Member]:
        """The member, then all within it."""
        yield self
        for member in self.members:
            yield from member.with_inner()

    @property
    def depth(self) -> int:
        """In how many members this one lies."""
        return 0 if self.within is None else self.within.depth + 1

    @property
    def described(self) -> str:
        """The member with the breakdown it belongs to, as it can be asked for: sex=男."""
        return f"{self.breakdown.id}={self.name}"


Cell = tuple[Member, ...]
"""At most one member of each breakdown, in the order of the breakdowns; the empty one is the whole."""

Written = str | Sequence[str] | Mapping[str, str]
"""A cell as it is written: one member, several, or members by their breakdowns."""


def cell_order(cell: Cell) -> tuple[tuple[int, int], ...]:
    """What puts cells into the order of the book: the whole first, each member before those within it."""
    return tuple((one.breakdown.place, one.place) for one in cell)


def uppers(cell: Cell) -> Iterator[tuple[Cell, Member]]:
    """The cells that a cell is directly part of, one for each of its members, with that member."""
    for place, member in enumerate(cell):
        above = (member.within,) if member.within is not None else ()
        yield (*cell[:place], *above, *cell[place + 1 :]), member


def parts(cell: Cell, member: Member) -> tuple[list[Cell], bool]:
    """The cells beside one of this member that are part of the same cell, itself included; whether they make it up."""
    upper = member.within
    siblings, is_complete = (
        (member.breakdown.members, member.breakdown.is_complete)
        if upper is None
        else (upper.members, upper.is_complete)
    )
    place = cell.index(member)
    return [(*cell[:place], one, *cell[place + 1 :]) for one in siblings], is_complete


class Breakdowns:
    """The breakdowns of a book, and their members by name."""

    def __init__(self) -> None:
        self.all = Directory[Breakdown]("breakdown", lambda one: one.id)
        self._named: dict[str, list[Member]] = {}

    def __bool__(self) -> bool:
        return bool(self.all.by_id)

    def add(self, breakdown: Breakdown) -> None:
        """Make a breakdown and its members findable."""
        self.all.add(breakdown)
        self.take_names(breakdown)

    def take_names(self, breakdown: Breakdown) -> None:
        """Know the members of a breakdown by their names, those too that it got since it was added."""
        for place, member in enumerate(breakdown.every()):
            member.place = place
            for name in dict.fromkeys((member.id, member.name, *member.aliases)):
                named = self._named.setdefault(name, [])
                named += [] if member in named else [member]

    def member(self, name: str, breakdown: str = "") -> Member:
        """The member of this id or name, of the breakdown named beside it or in front of it: 男, sex=男, 性别=男.

        UnknownName with the nearest names; AmbiguousName, with each as it can be asked for, where several breakdowns
        have one.
        """
        found = self.called(name, breakdown)
        if not found and not breakdown and "=" in name:
            breakdown, _equals, name = map(str.strip, name.partition("="))
            found = self.called(name, breakdown)
        if not found:
            from difflib import get_close_matches

            near = [one for one in self._named if not breakdown or self.called(one, breakdown)]
            close = get_close_matches(name, near, 5, cutoff=0.5) or near[:5]
            raise UnknownName(_("no breakdown has a category “{name}”", name=name), close)
        if len(found) > 1:
            message = _("“{name}” is ambiguous: it can mean {count} different things", name=name, count=len(found))
            raise AmbiguousName(message, [one.described for one in found])
        return found[0]

    def called(self, name: str, breakdown: str = "") -> list[Member]:
        """All members of this id or name, or those of one breakdown."""
        found = self._named.get(name, [])
        if breakdown:
            of = next((one for one in self.all if one.id.lower() == breakdown), None) or self.all.find(breakdown)
            found = [one for one in found if one.breakdown is of]
        return list(dict.fromkeys(found))

    def headed(self, heading: str) -> Breakdown | None:
        """The breakdown that a heading names."""
        return next((one for one in self.all if heading in (one.id, one.name, *one.aliases)), None)

    def cell(self, written: Written) -> Cell:
        """The cell that is written so; UsageError where two members are of one breakdown."""
        if isinstance(written, str):
            members = [self.member(written)]
        elif isinstance(written, Mapping):
            members = [self.member(name, breakdown) for breakdown, name in written.items()]
        else:
            members = [self.member(name) for name in written]
        return self.joined(members)

    def joined(self, members: Sequence[Member]) -> Cell:
        """Members as a cell; UsageError where two are of one breakdown."""
        ordered = sorted(dict.fromkeys(members), key=lambda one: one.breakdown.place)
        for one, other in pairwise(ordered):
            if one.breakdown is other.breakdown:
                message = _("“{one}” and “{other}” are both categories of “{name}”",
                            one=one.name, other=other.name, name=one.breakdown.name)  # fmt: skip
                raise UsageError(message)
        return tuple(ordered)
