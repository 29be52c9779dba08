"""What else is printed of the same thing as a new figure: said twice, or contradicted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction

from nbkpi.diagnostics import OTHER_SOURCE
from nbkpi.errors import as_typed
from nbkpi.figure import Period
from nbkpi.language import _, separated
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.model.records import Measure, Observation, Source, is_cell

Standing = tuple[Source | None, str, str]
"""Where a figure was printed, its status and its prices: what stands in two figures alike is said of the same thing."""


class Others:
    """What is printed of the same things as new figures, which are noted one by one in the order of the book.

    Of each thing it is kept what its figures say, so that a thing with many figures takes no longer for each.
    """

    def __init__(self, book: Book, problems: Problems) -> None:
        self.book, self.problems = book, problems
        self._printed: dict[tuple[object, Measure, Period], _Printed] = {}
        self._beside: set[Observation] = set()

    def stand_beside(self, found: Iterable[Observation]) -> None:
        """Take these for figures that stand in cells of the same table as the new ones."""
        self._beside.update(found)

    def note(self, file: TextFile, index: int, observation: Observation, *, has_cell: bool = False) -> bool:
        """Note what is printed of the same thing as a new observation and does not go with it; whether it can stay.

        has_cell: it stands in a cell of its own, so that another cell of the same table may contradict it.
        """
        key = (observation.entity, observation.measure, observation.period)
        printed = self._printed.get(key)
        if printed is None:
            printed = self._printed[key] = _Printed(self.book.printed(*key))
        printed.take_those_before(observation, self._beside)
        self._warn_of_conflict(file, index, observation, printed)
        return not self._reject_duplicate(file, index, observation, printed, has_cell)

    def _reject_duplicate(
        self, file: TextFile, index: int, observation: Observation, printed: _Printed, has_cell: bool
    ) -> bool:
        """Note a figure that the same place of the same source printed before, or another cell otherwise; whether so.

        Of several it is the first one.
        """
        alike = printed.standing.get((observation.source, observation.status, observation.prices))
        if alike is None:
            return False
        same_place = alike.by_locator.get(observation.locator)
        other_cell = alike.beside.first_against(observation) if has_cell else None
        code, message = "duplicate-observation", _("this figure is already in the book")
        if same_place is not None and (other_cell is None or same_place <= other_cell):
            other = printed.same[same_place]
            if other.text != observation.text:
                code = "conflicting-observation"
                message = _("the book already has “{other}” for the same thing from the same place", other=other.text)
        elif other_cell is not None:
            other = printed.same[other_cell]
            code = "conflicting-observation"
            cell = other.locator.rpartition("!")[2]
            message = _("{cell} already has “{other}” for the same thing", cell=cell, other=other.text)
        else:
            return False
        remedy = _("keep one of them, or give them different sources or statuses")
        self.problems.add(file, ("observation", index, "value"), code, message, remedy)
        return True

    def _warn_of_conflict(self, file: TextFile, index: int, observation: Observation, printed: _Printed) -> None:
        """Note a figure that other sources contradict, each of them once; all stay in the book, as printed."""
        if observation.status != "revised" and any(
            one.status == "revised" and one.prices == observation.prices for one in printed.same
        ):
            return  # What was revised since says which holds.
        for place in sorted(printed.against(observation)):
            other = printed.same[place]
            source = other.source.id if other.source is not None else _("the book (without a source)")
            message = _(
                "{source} has “{other}” for the same thing: the two cannot both be true",
                source=source,
                other=other.text,
            )
            remedy = _("if one of them was revised, say so with status = “revised”")
            if other.source is not None and is_cell(other.locator):
                corrected = _(
                    "if the table of {source} was corrected since, import the corrected one with "
                    "--replace --source {source}; a figure that was revised is marked in its cell: 96.3r",
                    source=as_typed(source),
                )
                remedy = corrected if is_cell(observation.locator) else separated([remedy, corrected])
            path = ("observation", index, "value")
            self.problems.add(file, path, OTHER_SOURCE, message, remedy, severity="warning")


class _Printed:
    """All that is printed of one thing: same, in the order of the book, where each has its place from 0.

    standing has what was taken of it so far.
    """

    def __init__(self, same: list[Observation]) -> None:
        self.same, self._taken = same, 0
        self.standing: dict[Standing, _Alike] = {}
        self._sources: dict[tuple[str, str], dict[Source | None, _Alike]] = {}

    def take_those_before(self, observation: Observation, beside: set[Observation]) -> None:
        """Take all that was printed before an observation, which is itself taken by the next call."""
        while (one := self.same[self._taken]) is not observation:
            key = (one.source, one.status, one.prices)
            alike = self.standing.get(key)
            if alike is None:
                alike = self.standing[key] = _Alike()
                self._sources.setdefault(key[1:], {})[one.source] = alike
            alike.by_locator.setdefault(one.locator, self._taken)
            alike.all.add(self._taken, one)
            if one in beside:
                alike.beside.add(self._taken, one)
            self._taken += 1

    def against(self, observation: Observation) -> list[int]:
        """The place of the first figure of each other source that cannot be true as well.

        All of them would be as many as there are pairs, and say no more of a source than that it says otherwise.
        """
        by_source = self._sources.get((observation.status, observation.prices), {})
        others = (alike.all for source, alike in by_source.items() if source is not observation.source)
        return [place for one in others if (place := one.first_against(observation)) is not None]


class _Alike:
    """Figures of one thing with the same source, status and prices: their first places, and what they say.

    beside has those that stand in cells of the same table as the new ones.
    """

    def __init__(self) -> None:
        self.by_locator: dict[str, int] = {}
        self.all, self.beside = _Spread(), _Spread()


class _Spread:
    """What figures of one thing and one source say, each words once, and the first that cannot be true with others.

    Nothing is read of them before that is asked for.
    """

    def __init__(self) -> None:
        self._texts: dict[str, tuple[int, Observation]] = {}
        self._waiting: list[tuple[int, Observation]] = []
        self._least, self._greatest = _Farthest(), _Farthest()

    def add(self, place: int, one: Observation) -> None:
        """Take in a figure; places grow."""
        if one.text not in self._texts:
            self._texts[one.text] = place, one
            self._waiting.append((place, one))

    def first_against(self, observation: Observation) -> int | None:
        """The place of the first figure that cannot be true together with another; None where there is none."""
        interval = observation.interval if self._texts else None
        if interval is None:
            return None
        for place, one in self._waiting:
            other = one.interval
            if other is not None:
                self._least.add(_down(other.upper, other.upper_closed), place)
                self._greatest.add(_up(other.lower, other.lower_closed), place)
        self._waiting.clear()
        found = (
            self._least.first_beyond(_down(interval.lower, interval.lower_closed, -1)),
            self._greatest.first_beyond(_up(interval.upper, interval.upper_closed, -1)),
        )
        return min((place for place in found if place is not None), default=None)


_Reach = tuple[Fraction, int]
"""How far an end of an interval reaches to one side; an open end, beyond which values begin, a little farther."""


class _Farthest:
    """The places of those that reached farther to one side than all before them."""

    def __init__(self) -> None:
        self._reached: list[_Reach] = []
        self._places: list[int] = []

    def add(self, reach: _Reach | None, place: int) -> None:
        """Take in an end; None stands for an infinite one, which lies beyond nothing."""
        if reach is not None and (not self._reached or reach > self._reached[-1]):
            self._reached.append(reach)
            self._places.append(place)

    def first_beyond(self, reach: _Reach | None) -> int | None:
        """The place of the first that lies wholly beyond an end; None where none does. Nothing lies beyond infinity."""
        if reach is None:
            return None
        number = bisect_right(self._reached, reach)
        return self._places[number] if number < len(self._places) else None


def _up(end: Fraction | None, is_closed: bool, open_side: int = 1) -> _Reach | None:
    """An end on the way up; open_side says to which side of it the values begin where it is open."""
    return None if end is None else (end, 0 if is_closed else open_side)


def _down(end: Fraction | None, is_closed: bool, open_side: int = 1) -> _Reach | None:
    """The same on the way down."""
    return None if end is None else (-end, 0 if is_closed else open_side)
