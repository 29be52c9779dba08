"""Propagation: every equation narrows its variables until nothing moves any more, or too little to go on.

Whatever stops it, the bounds found are valid: every solution of the network lies in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.ends import same_lower, same_upper
from nbkpi.exact.relation import outward
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.contractors.shape import Changes
from nbkpi.solve.network import Equation, Network

PROGRESS = (63, 64)
"""A variable that got narrower only to more than this share of its width does not set others moving."""

MAX_MOVES = 40
"""How often one variable may set others moving: bounds that creep on for ever stop here."""

MAX_MOVES_TOGETHER = 2 * MAX_MOVES
"""The same for what several equations leave together: counts without an upper end would climb one by one for ever."""

COSTLY_PASSES = 4
"""How often, on average, an equation that takes long to contract may be looked at."""

NEVER = 1 << 62


class Event(NamedTuple):
    """A variable was narrowed by an equation; events are numbered in the order of time."""

    time: int
    interval: Interval
    equation: int


class Propagation:
    """The bounds of every variable of a network, and how each came about.

    start: what each variable could be before anything was narrowed; events: how each was narrowed, in order of time.
    failed: the equation that left nothing for one of its variables when the propagation stopped, or None. dropped:
    variables whose printed figures are no longer believed. left_out: equations that are not. not_together: equations
    that are too many, or take too long, to be solved as a whole: of these what each says by itself is all there is.
    unfinished: equations that are not linear and of which a variable was narrowed that they were not asked about again,
    as that was done often enough.
    """

    def __init__(self, network: Network, believed: Collection[int] | None = None) -> None:
        """Start from all that was printed, or from what was printed for the variables that are believed."""
        self.network = network
        trusted = range(len(network.variables)) if believed is None else frozenset(believed)
        self.start = [
            one.allowed if not one.printed or number in trusted else one.limits
            for number, one in enumerate(network.variables)
        ]
        self.bounds = list(self.start)
        self.events: list[list[Event]] = [[] for _variable in network.variables]
        self.failed: int | None = None
        self.dropped: set[int] = set()
        # From which time on a variable is known, and what each equation narrowed when.
        self._known = [
            0 if one.is_known and (not one.printed or number in trusted) else NEVER
            for number, one in enumerate(network.variables)
        ]
        self._narrowed: list[list[tuple[int, int]]] = [[] for _equation in network.equations]
        self.left_out: set[int] = set()
        self.not_together: set[int] = set()
        self.unfinished: set[int] = set()
        self._moves = [0] * len(network.variables)
        self._costly_left = COSTLY_PASSES * sum(one.shape.is_costly for one in network.equations)
        self._waiting = deque(range(len(network.equations)))
        self._is_waiting = [True] * len(network.equations)
        self._time = 0

    def add(self, equation: Equation) -> None:
        """Take in one more equation, in the network too; what it narrows may move others again."""
        self.network.add_equation(equation)
        self._moves = [0] * len(self._moves)
        self._narrowed.append([])
        self._is_waiting.append(True)
        self._waiting.append(len(self._is_waiting) - 1)

    def is_known(self, variable: int) -> bool:
        """Whether its bounds come from print: its own, or that of all other variables of an equation it is in."""
        return self._known[variable] < NEVER

    def run(self) -> bool:
        """Go on until nothing moves; False when an equation cannot hold, which is then in failed."""
        self.failed = None
        equations, bounds, waiting = self.network.equations, self.bounds, self._waiting
        while waiting:
            number = waiting.popleft()
            self._is_waiting[number] = False
            if number in self.left_out:
                continue
            equation = equations[number]
            box = [bounds[each] for each in equation.variables]
            if not self._must_hold(equation, box):
                continue
            if equation.shape.is_costly:
                self._costly_left -= 1
                if self._costly_left < 0:
                    self.unfinished.add(number)
                    continue
            self.unfinished.discard(number)
            found = equation.shape.contract(box)
            if found is None or (found and not self._take(number, box, found)):
                self.failed = number
                return False
        return True

    def _must_hold(self, equation: Equation, box: Sequence[Interval]) -> bool:
        """Whether an equation says anything: a growth or quotient that need not exist does so only where printed."""
        if equation.shape.is_total:
            return True
        stated_by = equation.stated_by
        return (bool(stated_by) and all(map(self.is_believed, stated_by))) or equation.shape.has_value(box)

    def is_linear(self, equation: Equation) -> bool:
        """Whether it is a sum, or a share or growth that was printed: between its ends everything is possible."""
        shape = equation.shape
        if isinstance(shape, Product):
            return all(map(self.is_believed, equation.stated_by))
        # A metric that nobody printed may be beyond its limits, which is a matter of its own.
        is_printed = equation.sort != "metric" or self.is_believed(equation.variables[-1])
        return isinstance(shape, Linear) and is_printed

    def is_believed(self, variable: int) -> bool:
        """Whether it was printed, and what was printed counts."""
        return bool(self.network.variables[variable].printed) and self._known[variable] == 0

    def _take(self, number: int, box: Sequence[Interval], changes: Changes) -> bool:
        """Put what an equation made of a box in place; False when that leaves nothing for a variable."""
        variables = self.network.equations[number].variables
        for index, narrowed in changes:
            place = variables[index]
            old = self.bounds[place]
            rounded = outward(narrowed)
            new: Interval | None = rounded
            if rounded is not narrowed or old is not box[index]:
                # Rounded, or narrowed in another place of the equation already.
                new = rounded.intersect(old)
            step = self.network.variables[place].step
            if new is not None and step is not None:
                whole = new.snapped(step)
                new = None if whole is None else whole.intersect(old)
            if new is None:
                return False
            if same_lower(new, old) and same_upper(new, old):
                continue
            self._note(number, variables, place, new)
            # What several equations leave together is the best there is, however little it moves.
            is_last = bool(self.network.equations[number].combined)
            if is_last or _has_moved(old, new):
                # What was moved to whole numbers, or stands in the equation twice, may narrow the same equation again.
                again = step is not None or not self.network.equations[number].shape.is_settled
                self._tell(place, None if again else number, is_last=is_last)
        return True

    def _tell(self, place: int, except_for: int | None, *, is_last: bool) -> None:
        """Set others moving, if a variable has not done so too often."""
        if self._moves[place] < (MAX_MOVES_TOGETHER if is_last else MAX_MOVES):
            self._moves[place] += 1
            self._wake(place, except_for)
            return
        told = (other for other in self.network.variables[place].equations if other != except_for)
        # Of linear ones, what they leave together is found in another way.
        left = (other for other in told if other not in self.left_out)
        self.unfinished.update(other for other in left if not self.is_linear(self.network.equations[other]))

    def _note(self, number: int, variables: Sequence[int], place: int, new: Interval) -> None:
        self._time += 1
        self.bounds[place] = new
        self.events[place].append(Event(self._time, new, number))
        self._narrowed[number].append((self._time, place))
        if not self.is_known(place) and all(self.is_known(other) for other in variables if other != place):
            self._known[place] = self._time

    def _wake(self, place: int, except_for: int | None = None) -> None:
        for other in self.network.variables[place].equations:
            if not self._is_waiting[other] and other != except_for:
                self._is_waiting[other] = True
                self._waiting.append(other)

    def drop(self, figures: Iterable[int], equations: Iterable[int]) -> None:
        """Go on without what was printed for some variables and without some equations, nor anything they led to."""
        spoiled: dict[int, int] = {}
        self.left_out.update(equations)
        self.unfinished.difference_update(equations)
        for number in equations:
            for time, place in self._narrowed[number]:
                self._spoil(spoiled, place, time)
        for place in figures:
            self.dropped.add(place)
            self.start[place] = self.network.variables[place].limits
            self._known[place] = NEVER
            self._spoil(spoiled, place, 0)
        for place, since in spoiled.items():
            self._take_back(place, since)
        for place in spoiled:
            self._wake(place)

    def _spoil(self, spoiled: dict[int, int], place: int, time: int) -> None:
        """Mark what happened to a variable from a time on, and all that followed from it."""
        waiting = [(place, time)]
        while waiting:
            place, time = waiting.pop()
            if spoiled.get(place, NEVER) <= time:
                continue
            spoiled[place] = time
            for number in self.network.variables[place].equations:
                narrowed = self._narrowed[number]
                later = narrowed[bisect_left(narrowed, (time, -1)) :]
                waiting += [(other, when) for when, other in later if other != place]

    def _take_back(self, place: int, since: int) -> None:
        """Forget what happened to a variable from a time on."""
        events = self.events[place]
        for event in events:
            if event.time >= since:
                self._narrowed[event.equation].remove((event.time, place))
        kept = self.events[place] = [event for event in events if event.time < since]
        self.bounds[place] = kept[-1].interval if kept else self.start[place]
        if self._known[place] >= since and self._known[place] > 0:
            self._known[place] = NEVER
        self._moves[place] = 0


def _has_moved(old: Interval, new: Interval) -> bool:
    """Whether a variable became narrower by enough to tell others; that an end is no longer reached always is."""
    if new.lower is None or new.upper is None or old.lower is None or old.upper is None:
        return True
    if (old.lower_closed and not new.lower_closed) or (old.upper_closed and not new.upper_closed):
        return True
    now, before = _width(new.lower, new.upper), _width(old.lower, old.upper)
    return now[0] * before[1] * PROGRESS[1] <= before[0] * now[1] * PROGRESS[0]


def _width(lower: Fraction, upper: Fraction) -> tuple[int, int]:
    """The distance of two ends, as a numerator and a denominator that are not reduced."""
    above = upper.numerator * lower.denominator - lower.numerator * upper.denominator
    return above, upper.denominator * lower.denominator
