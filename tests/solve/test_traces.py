"""What propagation notes: only what moved an end, and nothing that rested on what was taken back."""

from __future__ import annotations

from fractions import Fraction

from tests.solve.conftest import TOWN, network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.relation import outward
from nbkpi.figure import Period
from nbkpi.solve.contractors.shape import Box, Changes
from nbkpi.solve.network import Equation
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.support import support_of

ONE = Fraction(1)
SAME = ({0: ONE, 1: -ONE}, Fraction(0))


def test_an_end_that_is_where_it_was_is_no_event() -> None:
    """An end with too many digits is rounded to where the other variable already begins."""
    long = Fraction((1 << 400) // 3, 1 << 400)
    near = outward(Interval(long, ONE)).lower
    assert near is not None
    assert near < long
    propagation = Propagation(network([Interval(near, ONE), Interval(long, ONE)], [SAME]))
    assert propagation.run()
    assert propagation.events == [[], []]
    assert support_of(propagation, [0]).equations == set()


def chain(size: int) -> Propagation:
    """Variables that are all equal, of which the first is printed; each equation leads from one to the next."""
    rows = [({place: ONE, place + 1: -ONE}, Fraction(0)) for place in range(size - 1)]
    propagation = Propagation(network([Interval.of(1, 2)] + [EVERYTHING] * (size - 1), rows))
    assert propagation.run()
    return propagation


def test_what_is_dropped_takes_along_what_followed_and_nothing_else() -> None:
    propagation = chain(5)
    assert propagation.bounds == [Interval.of(1, 2)] * 5
    times = [[event.time for event in events] for events in propagation.events]
    propagation.drop([], [2])
    assert propagation.bounds == [Interval.of(1, 2)] * 3 + [EVERYTHING] * 2
    assert [[event.time for event in events] for events in propagation.events] == [*times[:3], [], []]
    assert [propagation.is_known(place) for place in range(5)] == [True] * 3 + [False] * 2
    assert propagation._narrowed[2:] == [[], []]
    assert all(propagation._narrowed[:2])
    assert propagation._moves == [0, 1, 1, 0, 0]


def test_a_figure_that_is_dropped_is_unknown_and_so_is_what_it_led_to() -> None:
    propagation = chain(4)
    propagation.drop([0], [])
    assert propagation.dropped == {0}
    assert propagation.bounds == [EVERYTHING] * 4
    assert not any(map(propagation.is_known, range(4)))
    assert propagation.events == [[]] * 4
    assert not any(propagation._narrowed)
    assert propagation.run()
    assert propagation.bounds == [EVERYTHING] * 4


def test_what_was_known_before_stays_known_and_is_narrowed_again() -> None:
    """Two figures meet in the middle; without one the other still says all it says."""
    rows = [({0: ONE, 1: -ONE}, Fraction(0)), ({1: ONE, 2: -ONE}, Fraction(0))]
    propagation = Propagation(network([Interval.of(0, 5), EVERYTHING, Interval.of(3, 9)], rows))
    assert propagation.run()
    assert propagation.bounds == [Interval.of(3, 5)] * 3
    propagation.drop([2], [])
    assert propagation.is_known(0)
    assert propagation.is_known(1)
    assert not propagation.is_known(2)
    assert propagation.run()
    assert propagation.bounds == [Interval.of(0, 5)] * 3
    assert all(map(propagation.is_known, range(3)))


def test_what_happened_before_is_kept() -> None:
    """Three equations narrow a variable in turn, and only what the last did is forgotten."""
    rows = [({1: ONE, place: -ONE}, Fraction(0)) for place in (0, 2, 3)]
    bounds = [Interval.of(0, 5), Interval.of(-9, 9), Interval.of(1, 9), Interval.of(3, 9)]
    propagation = Propagation(network(bounds, rows))
    assert propagation.run()
    before = propagation.events[1][:2]
    assert [event.interval for event in before] == [Interval.of(0, 5), Interval.of(1, 5)]
    propagation.drop([], [2])
    assert propagation.events[1] == before
    assert propagation.bounds[1] == Interval.of(1, 5)
    assert support_of(propagation, [1]).equations == {0, 1}
    assert propagation.run()
    assert propagation.bounds == [Interval.of(1, 5)] * 3 + [Interval.of(3, 9)]


def test_what_only_some_print_leads_to_is_not_known() -> None:
    """z = x + y with x printed and nothing but y >= 0 known of y: z has a bound, but not from print."""
    made = network([Interval.of(1, 2), EVERYTHING, EVERYTHING], [({0: ONE, 1: ONE, 2: -ONE}, Fraction(0))])
    made.variables[1].allowed = made.variables[1].limits = Interval.of(0, None)
    propagation = Propagation(made)
    assert propagation.run()
    assert propagation.bounds[2] == Interval.of(1, None)
    assert [propagation.is_known(place) for place in range(3)] == [True, False, False]


class Both:
    """An equation that leaves something else for each of its two places."""

    is_settled, is_costly, is_total, stated_by = False, False, True, ()
    LEFT = (Interval.of(1, 3), Interval.of(0, 2))

    def has_value(self, box: Box) -> bool:  # noqa: ARG002
        return True

    def contract(self, box: Box) -> Changes | None:
        return [(place, left) for place, left in enumerate(self.LEFT) if box[place] not in left]


def test_a_variable_that_stands_twice_in_an_equation_is_what_both_places_leave() -> None:
    made = network([Interval.of(-9, 9)], [])
    made.add_equation(Equation(Both(), (0, 0), "identity", None, TOWN, Period(0, 1)))
    propagation = Propagation(made)
    assert propagation.run()
    assert propagation.bounds == [Interval.of(1, 2)]
    assert [event.interval for event in propagation.events[0]] == [Interval.of(1, 3), Interval.of(1, 2)]
