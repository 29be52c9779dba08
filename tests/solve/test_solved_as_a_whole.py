"""What hangs together is solved once, as far as it is not too much; what is not done is said."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from tests.solve.conftest import Asked, indicators, network
from tests.solve.test_conflict import identity

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.report.accepted import Acceptance
from nbkpi.report.check import check as check_view
from nbkpi.report.deduce import deduce as deduce_view
from nbkpi.report.results import Style
from nbkpi.solve import implied, propagate
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import hints as hinting
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.printed import either_way
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.select import Selection, select
from nbkpi.solve.support import bounds_apart_from
from nbkpi.solve.together import MAX_SIZE, Together

ONE = Fraction(1)
Books = Callable[..., Asked]


def ring(count: int, error: int = 0) -> tuple[list[Interval], list[tuple[dict[int, Fraction], Fraction]]]:
    """Levels of which nothing is known, each the one before and a printed difference, the first after the last."""
    differences = [Fraction(number % 7) for number in range(count - 1)]
    differences.append(-sum(differences, Fraction(0)) + error)
    bounds = [EVERYTHING] * count + [Interval.of(one - ONE / 100, one + ONE / 100) for one in differences]
    rows = [({place: ONE, count + place: ONE, (place + 1) % count: -ONE}, Fraction(0)) for place in range(count)]
    return bounds, rows


@pytest.mark.parametrize("count", [3, 30])
def test_one_wrong_difference_around_a_ring_is_found_with_all_the_others(count: int) -> None:
    conflicts, left = contradictions(network(*ring(count, error=5)))
    assert [one.figures for one in conflicts] == [tuple(range(count, 2 * count))]
    assert len(conflicts[0].equations) == count
    assert not left.not_together


def test_a_ring_without_an_error_can_hold() -> None:
    conflicts, left = contradictions(network(*ring(30)), range(60))
    assert not conflicts
    # The first difference is what all the others leave of it, and no more than was printed.
    assert left.bounds[30] == Interval.of(-ONE / 100, ONE / 100)


def test_a_ring_that_is_too_large_is_said_to_be() -> None:
    bounds, rows = ring(MAX_SIZE + 1)
    # All in one period would still be solved together.
    _conflicts, left = contradictions(network(bounds, rows))
    assert left.not_together == set(range(MAX_SIZE + 1))
    assert not contradictions(network(*ring(MAX_SIZE)))[1].not_together


def test_what_was_solved_is_not_solved_again_before_something_else_is_known() -> None:
    bounds, rows = ring(20)
    propagation = Propagation(network(bounds, rows))
    together = Together(propagation)
    propagation.run()
    assert not together.fails()
    assert not together.narrows(range(40))
    (part,) = together.circles()
    patience = part.tableau.patience
    assert not together.narrows(range(40))
    assert not together.fails()
    assert part.tableau.patience == patience
    # A level that is known after all is something else.
    propagation.drop([20], [])
    propagation.run()
    (other,) = together.circles()
    assert other is not part


def test_bounds_apart_from_an_equation_are_those_of_all_others() -> None:
    bounds = [Interval.of(0, 10), Interval.of(2, 3), Interval.of(1, 4)]
    rows = [({0: ONE, 1: -ONE}, Fraction(0)), ({0: ONE, 2: -ONE}, Fraction(0))]
    propagation = Propagation(network(bounds, rows))
    propagation.run()
    assert propagation.bounds[0] == Interval.of(2, 3)
    assert bounds_apart_from(propagation, 0, {0}) == Interval.of(0, 10)
    assert bounds_apart_from(propagation, 0, {0, 1}) == Interval.of(0, 10)
    assert bounds_apart_from(propagation, 0, {1}) == Interval.of(2, 3)


def chain(count: int) -> str:
    """Growths of as many years, and the level of the last one."""
    figures = [f"town x.growth {1900 + year} {year % 9 + 1}.0%" for year in range(count)]
    return "\n".join([*figures, f"town x {1899 + count} 880.5万元"])


def test_every_level_of_a_long_chain_of_growths_follows(asked: Books) -> None:
    one = asked(chain(110))
    found = implied.deduced(one.calculator, Selection())
    assert [str(result.period) for result in found] == [str(year) for year in range(1899, 2009)]
    assert all(result.nominal is not None and result.nominal in (result.interval or ()) for result in found)


def test_two_unknowns_of_two_equations_have_their_numbers(asked: Books) -> None:
    more = indicators("total 万元 amount", "gap 万元 amount") + identity("x + y = total") + identity("x - y = gap")
    one = asked("town total 2024 10.0万元 \n town gap 2024 4.0万元", "", more)
    found = {result.measure.id: result.nominal for result in implied.deduced(one.calculator, Selection())}
    assert found == {"x": 7, "y": 3}


def many(count: int) -> str:
    """Indicators, each with a part of its own, that go around in a circle."""
    levels = indicators(*(f"{name}{place} 万元 amount range=any" for name in ("u", "d") for place in range(count)))
    return levels + "".join(identity(f"u{(place + 1) % count} = u{place} + d{place}") for place in range(count))


@pytest.mark.parametrize(("count", "is_said"), [(MAX_SIZE, False), (MAX_SIZE + 1, True)])
def test_a_note_says_that_relations_were_too_many(asked: Books, count: int, is_said: bool) -> None:
    one = asked("\n".join(f"town d{place} 2024 0.0万元" for place in range(count)), "", many(count))
    note = f"{count} relations were too many to be solved as a whole"
    for document in (
        check_view(one.calculator, Selection(), Style(), 100, False, Acceptance()),
        deduce_view(Calculator(one.book), Selection(), Style()),
    ):
        assert any(line.startswith(note) for line in document.notes) == is_said


DIFFERENCES = "v 倍 a * (a - b) \n w 倍 b * (b - a)"
"""Both differences of two numbers times one of them: each relation narrows the numbers a little, over and over."""
TWO_DIFFERENCES = "town a 2024 1-21 \n town b 2024 30-62 \n town v 2024 -155.0 \n town w 2024 1116.0"
NUMBERS = indicators("a 倍 amount", "b 倍 amount")


@pytest.mark.parametrize(
    ("figures", "metrics", "said"),
    [
        (TWO_DIFFERENCES, DIFFERENCES, ["2"]),
        ("town a 2024 10-100 \n town b 2024 10-100 \n town v 2024 24.0", "v 倍 a * b / (a + b)", []),
    ],
)
def test_a_note_says_that_relations_could_not_be_followed_to_the_end(
    asked: Books, figures: str, metrics: str, said: list[str]
) -> None:
    one = asked(figures, metrics, NUMBERS)
    for document in (
        check_view(one.calculator, Selection(), Style(), 100, False, Acceptance()),
        deduce_view(Calculator(one.book), Selection(), Style()),
    ):
        notes = [line for line in document.notes if "could not be followed to the end" in line]
        assert [note.split()[0] for note in notes] == said


def test_relations_are_unfinished_as_long_as_more_passes_narrow_something(
    asked: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(TWO_DIFFERENCES, DIFFERENCES, NUMBERS)
    left = []
    for passes in (4, 40):
        monkeypatch.setattr(propagate, "COSTLY_PASSES", passes)
        propagation = Propagation(Builder(one.calculator.formulas, either_way).whole(one.book.entities))
        assert propagation.run()
        left.append((propagation.bounds, propagation.unfinished))
    (early, unfinished), (late, finished) = left
    assert unfinished == {0, 1}
    assert not finished
    assert all(now in before for now, before in zip(late, early, strict=True))
    assert late != early


def test_a_contradiction_that_takes_long_to_see_names_the_figures_it_was_seen_with(asked: Books) -> None:
    # The relations of other villages are soon settled, which leaves more passes for those of the town.
    settled = " \n ".join(
        f"{where} a 2024 2-4 \n {where} b 2024 5-9 \n {where} v 2024 -9.0" for where in ("east", "west")
    )
    figures = f"{TWO_DIFFERENCES.replace('1-21', '1-4.95')} \n {settled}"
    one = asked(figures, DIFFERENCES, NUMBERS)
    (found,) = (each for each in check(one.calculator, Selection()) if each.is_finding)
    assert {(figure.entity.id, figure.measure.id) for figure in found.printed} == {("town", name) for name in "abvw"}
    assert set(found.relations) == {"v = a * (a - b)", "w = b * (b - a)"}


def test_what_hangs_on_a_circle_by_a_long_chain_has_the_best_bounds_too() -> None:
    # 0 = 2 + 3 and 1 = 2 - 3, both between 0 and 2: so is twice 2 between 0 and 4, and 2 between 0 and 2; 4 is 2 + 1.
    count = MAX_SIZE + 10
    bounds = [Interval.of(0, 2), Interval.of(0, 2), *[EVERYTHING] * (count + 2)]
    rows = [({0: -ONE, 2: ONE, 3: ONE}, Fraction(0)), ({1: -ONE, 2: ONE, 3: -ONE}, Fraction(0))]
    rows += [({place: ONE, place + 1: -ONE}, ONE) for place in range(4, count + 3)]
    rows.append(({2: ONE, 4: -ONE}, ONE))
    last = count + 3
    conflicts, left = contradictions(network(bounds, rows), [last])
    assert not conflicts
    assert left.bounds[2] == Interval.of(0, 2)
    assert left.bounds[last] == Interval.of(count, count + 2)


def test_nothing_is_proved_where_every_bound_is_the_best_already() -> None:
    # 2 = 0 + 1 and 3 = 0 + 1: together they say no more of 2 than the first of them.
    bounds = [Interval.of(0, 1), Interval.of(0, 1), EVERYTHING, EVERYTHING]
    rows = [({0: ONE, 1: ONE, place: -ONE}, Fraction(0)) for place in (2, 3)]
    propagation = Propagation(network(bounds, rows))
    together = Together(propagation)
    assert propagation.run()
    assert not together.narrows(range(4))
    assert propagation.bounds[2] == Interval.of(0, 2)


def test_a_note_says_where_nothing_more_was_looked_for(asked: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hinting, "PATIENCE", 1)
    figures = "\n".join(f"town x {year} 15万元 \n town y {year} 51万元" for year in (2023, 2024))
    one = asked(figures, "", identity("x = y"))
    document = check_view(one.calculator, Selection(), Style(), 100, False, Acceptance())
    assert "what may have gone wrong was looked for in the first 1 findings" in document.notes
    first, second = document.records()
    assert first["hints"]
    assert not second["hints"]


class TestContradictionsOnTheFewestFigures:
    """Without any of the figures that are listed the claim could be right."""

    @pytest.mark.parametrize(
        ("figures", "metric", "needed"),
        [
            ("town m 2024 42人 \n town n 2024 1千人以下 \n town s 2024 691%", "s % share(m, n)", []),
            ("town m 2024 42人 \n town n 2024 1千人以下 \n town s 2024 2.5%", "s % share(m, n)", ["42人", "1千人以下"]),
            ("town m 2024 42人 \n town n 2024 60人 \n town s 2024 20.0%", "s % share(m, n)", ["42人", "60人"]),
            ("town a 2024 50人 \n town b 2024 9人 \n town s 2024 40人", "s 人 a + b", ["50人"]),
            ("town a 2024 30人 \n town b 2024 19人 \n town s 2024 40人", "s 人 a + b", ["30人", "19人"]),
        ],
    )
    def test_figures_that_are_not_needed_are_not_listed(
        self, checks: Callable[..., list[Check]], figures: str, metric: str, needed: list[str]
    ) -> None:
        more = indicators("a 人 count range=nonnegative", "b 人 count range=nonnegative")
        (found,) = (one for one in checks(figures, metric, more) if one.is_finding)
        assert sorted(one.text for one in found.figures) == sorted(needed)


class TestRules:
    """A rule that holds for whatever the figures were holds; else it can hold."""

    @pytest.mark.parametrize(
        ("x", "reason"),
        [("4.0", "the relation holds"), ("5.0", "the relation can hold, as far as the figures say")],
    )
    def test_how_a_rule_holds(self, checks: Callable[..., list[Check]], x: str, reason: str) -> None:
        rule = '[[rule]]\ninequality = "x <= y"\n'
        (one,) = checks(f"town x 2024 {x}万元 \n town y 2024 5.0万元", "", rule)
        assert one.reason == reason


class TestPartsThatFollow:
    """What was not printed for a part but follows for it is no more than its whole either."""

    def test_a_village_that_outgrew_its_town(self, checks: Callable[..., list[Check]]) -> None:
        more = indicators("visitors 人 count")
        figures = "town visitors 2024 30人 \n east visitors 2023 100人 \n east visitors.growth 2024 10.0%"
        (found,) = (one for one in checks(figures, "", more) if one.is_finding)
        assert sorted(one.text for one in found.printed) == ["10.0%", "100人", "30人"]

    def test_a_village_that_did_not(self, checks: Callable[..., list[Check]]) -> None:
        more = indicators("visitors 人 count")
        figures = "town visitors 2024 110人 \n east visitors 2023 100人 \n east visitors.growth 2024 10.0%"
        assert not [one for one in checks(figures, "", more) if one.is_finding]

    def test_a_share_of_a_part_that_follows(self, asked: Books) -> None:
        more = indicators("all 人 count", "some 人 count")
        figures = "town all 2024 30人 \n town some 2023 100人 \n town some.growth 2024 10.0%"
        one = asked(figures, "s % share(some, all)", more)
        found = [each for each in check(one.calculator, select(one.book)) if each.is_finding]
        assert [each.measure.id for each in found if each.measure is not None] == ["s"]
