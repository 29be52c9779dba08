"""Cells of tables: by sex, by age and by both; sums with their margins, shares, and what was suppressed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from broken_down import AGE, SEX, breakdown, figure
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.records import Entity
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.implied import deduced
from nbkpi.solve.select import select

BREAKDOWNS = "".join(
    (
        breakdown("row", "行", '["r0", "r1", "r2", "r3"]'),
        breakdown("col", "列", '["c0", "c1", "c2", "c3"]'),
        SEX,
        AGE,
        breakdown("trade", "行业", '["批发", "零售"]', complete=False),
    )
)
HEAD = f"""
[[entity]]
id = "town"
name = "镇"
[[entity]]
id = "east"
name = "东村"
within = "镇"
[[entity]]
id = "west"
name = "西村"
within = "镇"
{BREAKDOWNS}[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
measure = "stock"
[[indicator]]
id = "value"
name = "产值"
unit = "亿元"
range = "nonnegative"
[[indicator]]
id = "profit"
name = "利润"
unit = "亿元"
range = "any"
[[indicator]]
id = "income"
name = "人均收入"
unit = "元"
[[metric]]
id = "per_head"
name = "人均产值"
formula = "value / people"
unit = "元/人"
"""


class Asked:
    """A book of figures, each of an entity with its cell, an indicator, a period and its words."""

    def __init__(self, path: Path, figures: Sequence[tuple[str, str, str, object]], more: str = "") -> None:
        text = HEAD + more
        for whose, what, period, value in figures:
            entity, _bracket, inside = whose.partition("[")
            cell = [one for one in inside.rstrip("]").split(",") if one]
            text += figure(entity, f".{what}" if what == "per_head" else what, period, value, cell)
        path.write_text(text, encoding="utf-8")
        self.book = load(path)
        self.calculator = Calculator(self.book)

    def entity(self, whose: str) -> Entity:
        entity, _bracket, inside = whose.partition("[")
        names = [one for one in inside.rstrip("]").split(",") if one]
        return self.book.cells.of(self.book.entity(entity), self.book.cells.breakdowns.cell(names))

    def __call__(self, measure: str, whose: str = "town", period: str = "2024") -> str:
        found = self.calculator.result(self.book.measure(measure), self.entity(whose), Period.parse(period))
        return found.display()

    def deduced(self) -> dict[str, Interval | None]:
        selection = select(self.book).with_every_cell()
        return {one.entity.formula: one.interval for one in deduced(self.calculator, selection)}

    def checks(self) -> list[Check]:
        return check(self.calculator, select(self.book))


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    return lambda *figures, more="": Asked(tmp_path / "book.toml", figures, more)


# A whole and its members


def test_a_missing_member_is_what_the_others_leave_of_the_whole(asked: Any) -> None:
    book = asked(("town", "people", "2024", 100), ("town[男]", "people", "2024", 48))
    assert book("people", "town[女]") == "52 人"
    assert book.deduced() == {"town[sex=女]": Interval.point(52)}


def test_a_whole_that_nobody_printed_is_the_sum_of_all_its_members(asked: Any) -> None:
    book = asked(("town[男]", "value", "2024", "1.5亿元"), ("town[女]", "value", "2024", "2.25亿元"))
    assert book("value") == "3.75 (3.70–3.81) 亿元"


def test_a_whole_of_which_a_member_is_missing_does_not_follow(asked: Any) -> None:
    book = asked(("town[0-14岁]", "people", "2024", 10), ("town[15-64岁]", "people", "2024", 60))
    assert book.deduced() == {}
    assert "no figure gives" in book("people")


def test_members_within_members_add_up_to_theirs(asked: Any) -> None:
    figures = [("town", "people", "2024", 100), ("town[0-14岁]", "people", "2024", 20)]
    book = asked(*figures, ("town[65岁以上]", "people", "2024", 30))
    assert book("people", "town[15岁以上]") == "80 人"
    assert book("people", "town[15-64岁]") == "50 人"
    assert book("people", "town[grown]") == "80 人"


@pytest.mark.parametrize(("whole", "is_right"), [(100, True), (101, False)])
def test_a_whole_is_checked_against_its_members(asked: Any, whole: int, *, is_right: bool) -> None:
    book = asked(
        ("town", "people", "2024", whole), ("town[男]", "people", "2024", 48), ("town[女]", "people", "2024", 52)
    )
    [found] = book.checks()
    assert (found.verdict, found.sort) == ("exact" if is_right else "contradicted", "members")


def test_rounded_members_need_not_add_up_to_the_last_digit(asked: Any) -> None:
    members = [(f"town[r{n}]", "value", "2024", f"{part}亿元") for n, part in enumerate((1.4, 1.4, 1.4, 1.4))]
    [found] = asked(("town", "value", "2024", "5.7亿元"), *members).checks()
    assert found.verdict == "consistent"
    [found] = asked(("town", "value", "2024", "5.9亿元"), *members).checks()
    assert found.verdict == "contradicted"


def test_a_member_is_never_above_its_whole_even_where_members_are_not_all(asked: Any) -> None:
    book = asked(("town", "value", "2024", "5亿元"), ("town[批发]", "value", "2024", "7亿元"))
    [found] = book.checks()
    assert (found.verdict, found.sort) == ("contradicted", "within")
    apart = asked(
        ("town", "value", "2024", "5亿元"), ("town[批发]", "value", "2024", "4亿元"),
        ("town[零售]", "value", "2024", "4亿元"),
    )  # fmt: skip
    assert not [one for one in apart.checks() if one.is_finding]


def test_of_what_may_be_below_zero_a_member_may_be_more_than_the_whole(asked: Any) -> None:
    some = asked(("town", "profit", "2024", "5亿元"), ("town[批发]", "profit", "2024", "7亿元"))
    assert not [one for one in some.checks() if one.is_finding]
    all_of_it = asked(("town", "profit", "2024", "5亿元"), ("town[男]", "profit", "2024", "7亿元"))
    assert all_of_it("profit", "town[女]") == "-2 (-3 – -1) 亿元"


def test_what_is_an_average_by_its_name_does_not_add_up(asked: Any) -> None:
    book = asked(
        ("town", "income", "2024", "300元"), ("town[男]", "income", "2024", "320元"),
        ("town[女]", "income", "2024", "280元"),
    )  # fmt: skip
    assert not [one for one in book.checks() if one.is_finding]
    alone = asked(("town", "income", "2024", "300元"), ("town[男]", "income", "2024", "200元"))
    assert alone.deduced() == {}


def test_what_a_book_says_of_adding_up_counts(tmp_path: Path) -> None:
    for adds_up, count in (("true", 1), ("false", 0)):
        path = tmp_path / f"{adds_up}.toml"
        for name in ("人均收入", "产值"):
            figures = [("town", 300), ("town[男]", 320), ("town[女]", 280)]
            more = f'[[indicator]]\nid = "it"\nname = "{name}2"\nunit = "元"\nadds_up = {adds_up}\n'
            asked = Asked(path, [(whose, "it", "2024", f"{value}元") for whose, value in figures], more)
            assert len([one for one in asked.checks() if one.is_finding]) == count


# Tables with margins


def _table(
    cells: Mapping[tuple[int, int], object], rows: Sequence[object], columns: Sequence[object], whole: object
) -> Iterator[tuple[str, str, str, object]]:
    """The figures of a table, in which what is None is not printed."""
    yield from (
        (f"town[{','.join(where)}]" if where else "town", "people", "2024", value)
        for where, value in [
            *(((f"r{row}", f"c{column}"), value) for (row, column), value in cells.items()),
            *(((f"r{row}",), value) for row, value in enumerate(rows)),
            *(((f"c{column}",), value) for column, value in enumerate(columns)),
            ((), whole),
        ]
        if value is not None
    )


def test_a_blank_cell_of_a_table_follows_from_its_margins(asked: Any) -> None:
    counts = [[12, 8, 30, 5], [7, 9, 11, 4], [3, 0, 6, 2], [1, 1, 1, 1]]
    cells = {(row, column): counts[row][column] for row in range(4) for column in range(4)}
    whole = sum(cells.values())
    rows, columns = [sum(one) for one in counts], [sum(one[place] for one in counts) for place in range(4)]
    blank = {key: value for key, value in cells.items() if key != (1, 2)}
    assert asked(*_table(blank, rows, columns, whole)).deduced() == {"town[row=r1, col=c2]": Interval.point(11)}
    checks = asked(*_table(cells, rows, columns, whole)).checks()
    assert [one.verdict for one in checks] == ["exact"] * 10


def test_a_wrong_digit_in_a_table_is_found_and_named(asked: Any) -> None:
    counts = [[12, 8, 30, 5], [7, 9, 11, 4], [3, 0, 6, 2], [1, 1, 1, 1]]
    cells = {(row, column): counts[row][column] for row in range(4) for column in range(4)}
    rows, columns = [sum(one) for one in counts], [sum(one[place] for one in counts) for place in range(4)]
    from nbkpi.solve.check.everything import causes

    book = asked(*_table({**cells, (1, 2): 17}, rows, columns, sum(rows)))
    findings = [one for one in book.checks() if one.is_finding]
    assert len(findings) == 2
    [(figure, explained)] = causes(findings)
    assert figure is not None
    assert figure.entity.formula == "town[row=r1, col=c2]"
    assert len(explained) == 2


# The attacker's problem: what is left of suppressed cells


def _completions(unknown: Sequence[tuple[int, int]], rows: Mapping[int, int], columns: Mapping[int, int]) -> (
    Iterator[tuple[int, ...]]
):  # fmt: skip
    """Every way to fill suppressed cells with whole numbers so that what is left of each margin is used up."""

    def fill(place: int, left: dict[int, int], below: dict[int, int], so_far: tuple[int, ...]) -> Any:
        if place == len(unknown):
            if not any(left.values()) and not any(below.values()):
                yield so_far
            return
        row, column = unknown[place]
        is_last_of_row = all(one[0] != row for one in unknown[place + 1 :])
        for value in range(left[row] if is_last_of_row else 0, min(left[row], below[column]) + 1):
            yield from fill(
                place + 1, {**left, row: left[row] - value}, {**below, column: below[column] - value}, (*so_far, value)
            )

    yield from fill(0, dict(rows), dict(columns), ())


def _enumerated(counts: Sequence[Sequence[int]], hidden: Sequence[tuple[int, int]]) -> dict[str, Interval]:
    rows = {row: sum(counts[row][c] for r, c in hidden if r == row) for row in {r for r, _c in hidden}}
    columns = {column: sum(counts[r][column] for r, c in hidden if c == column) for column in {c for _r, c in hidden}}
    found = list(_completions(hidden, rows, columns))
    return {
        f"town[row=r{row}, col=c{column}]": Interval.of(
            min(one[place] for one in found), max(one[place] for one in found)
        )
        for place, (row, column) in enumerate(hidden)
    }


def _suppressed(asked: Any, counts: Sequence[Sequence[int]], hidden: Sequence[tuple[int, int]]) -> dict[str, Any]:
    cells = {key: None if key in hidden else counts[key[0]][key[1]] for key in product(range(4), range(4))}
    rows, columns = [sum(one) for one in counts], [sum(one[place] for one in counts) for place in range(4)]
    found: dict[str, Any] = asked(*_table(cells, rows, columns, sum(rows))).deduced()
    return found


@pytest.mark.parametrize("hidden", [
    [(0, 1), (0, 2), (1, 1), (1, 2)],
    [(0, 0), (0, 2), (1, 0), (1, 3), (2, 2), (2, 3)],
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 2), (3, 1), (3, 2)],
])  # fmt: skip
def test_the_bounds_of_suppressed_cells_are_the_best_there_are(asked: Any, hidden: list[tuple[int, int]]) -> None:
    counts = [[20, 50, 10, 3], [8, 19, 22, 6], [17, 32, 12, 1], [4, 0, 2, 9]]
    assert _suppressed(asked, counts, hidden) == _enumerated(counts, hidden)


@pytest.mark.parametrize("seed", range(12))
def test_the_bounds_of_any_suppressed_cells_are_those_of_all_ways_to_fill_them(asked: Any, seed: int) -> None:
    dice = random.Random(seed)
    counts = [[dice.choice((0, 1, 2, 3, 5, 7)) for _column in range(4)] for _row in range(4)]
    hidden = sorted(dice.sample(list(product(range(4), range(4))), dice.randint(4, 7)))
    found, best = _suppressed(asked, counts, hidden), _enumerated(counts, hidden)
    for key, bounds in best.items():
        upper = found.get(key)
        assert upper == bounds, (key, hidden, counts)


def test_rounded_margins_leave_open_ends(asked: Any) -> None:
    figures = [("town", "value", "2024", "10.0亿元"), ("town[男]", "value", "2024", "4.0亿元")]
    book = asked(*figures)
    found = book.deduced()["town[sex=女]"]
    assert (str(found.lower), str(found.upper)) == ("59/10", "61/10")
    assert (found.lower_closed, found.upper_closed) == (False, False)


# What a cell is of the whole


def test_the_share_of_a_cell_is_of_the_whole(asked: Any) -> None:
    book = asked(("town", "people", "2024", 200), ("town[男,0-14岁]", "people", "2024", 30))
    assert book("people.share", "town[男,0-14岁]") == "15%"
    assert book("people.share", "town[女,0-14岁]").startswith("no figure gives")


def test_a_printed_share_gives_the_cell_and_the_whole(asked: Any) -> None:
    book = asked(("town", "people", "2024", 1000), ("town[男]", "people.share", "2024", "51.3%"))
    assert book("people", "town[男]") == "513 人"
    assert book("people", "town[女]") == "487 人"
    turned = asked(("town[男]", "people", "2024", 513), ("town[男]", "people.share", "2024", "51.3%"))
    assert turned("people") == "1000 人"


def test_a_share_that_no_whole_number_gives_is_contradicted(asked: Any) -> None:
    book = asked(("town", "people", "2024", 25), ("town[男]", "people.share", "2024", "90%"))
    [found] = book.checks()
    assert found.verdict == "contradicted"


def test_pull_and_contribution_of_a_cell_are_those_of_its_change_in_the_whole(asked: Any) -> None:
    book = asked(
        ("town", "people", "2023", 200), ("town", "people", "2024", 220),
        ("town[男]", "people", "2023", 100), ("town[男]", "people", "2024", 115),
    )  # fmt: skip
    assert book("people.growth", "town[男]") == "15%"
    assert book("people.pull", "town[男]") == "7.5 pp"
    assert book("people.contribution", "town[男]") == "75%"
    assert book("people.pull", "town[女]") == "2.5 pp"


def test_a_growth_of_a_cell_gives_its_base_and_with_that_the_rest_of_the_whole(asked: Any) -> None:
    book = asked(
        ("town", "people", "2023", 200), ("town[男]", "people", "2024", 110),
        ("town[男]", "people.growth", "2024", "10.0%"),
    )  # fmt: skip
    assert book("people", "town[男]", "2023") == "100 人"
    assert book("people", "town[女]", "2023") == "100 人"


# Formulas are of one cell


def test_what_a_cell_lacks_is_never_taken_from_the_whole(asked: Any) -> None:
    book = asked(
        ("town", "people", "2024", 200), ("town", "value", "2024", "3亿元"), ("town[批发]", "value", "2024", "1亿元")
    )
    assert book("per_head").startswith("1500000")
    assert "no figure gives" in book("per_head", "town[批发]")


def test_cells_of_the_entities_within_add_up(asked: Any) -> None:
    more = '[[metric]]\nid = "all"\nname = "合计"\nformula = "sum(people)"\nunit = "人"\n'
    figures = [("east[男]", "people", "2024", 10), ("west[男]", "people", "2024", 12)]
    book = asked(*figures, more=more)
    assert book("all", "town[男]") == "22 人"
    assert "no figure gives" in book("all", "town")
    one_is_missing = asked(figures[0], more=more)
    assert "no figure gives" in one_is_missing("all", "town[男]")


def test_a_cell_of_a_town_is_no_less_than_those_of_its_villages(asked: Any) -> None:
    book = asked(
        ("town[男]", "people", "2024", 20), ("east[男]", "people", "2024", 12), ("west[男]", "people", "2024", 12)
    )
    [found] = [one for one in book.checks() if one.is_finding]
    assert found.sort == "within"


# Indicators that are cells of others

NAMED = """
[[indicator]]
id = "wholesale"
name = "批发产值"
unit = "亿元"
range = "nonnegative"
whole = "value"
of = "批发"
[[indicator]]
id = "men_value"
name = "男工产值"
unit = "亿元"
range = "nonnegative"
whole = "value"
of = "男"
[[indicator]]
id = "women_value"
name = "女工产值"
unit = "亿元"
range = "nonnegative"
whole = "value"
of = "女"
"""


@pytest.mark.parametrize("men", ["men_value", "value"])
def test_a_cell_with_a_name_is_one_figure_under_both(asked: Any, men: str) -> None:
    whose = "town" if men == "men_value" else "town[男]"
    book = asked(("town", "value", "2024", "10亿元"), (whose, men, "2024", "4亿元"), more=NAMED)
    for measure, entity in (("men_value", "town"), ("value", "town[男]")):
        assert book(measure, entity) == "4亿元 (3.5–4.5)"
    for measure, entity in (("women_value", "town"), ("value", "town[女]")):
        assert book(measure, entity) == "6 (5–7) 亿元"
    assert list(book.deduced()) == ["town"]
    assert book("value.share", "town[男]") == "40 (33–48)%"


def test_growth_of_a_cell_with_a_name_is_one_claim_under_both(asked: Any) -> None:
    figures = [("town[男]", "value.growth", "2024", "25.0%"), ("town", "men_value", "2024", "5.00亿元")]
    book = asked(*figures, more=NAMED)
    assert book("men_value.growth") == book("value.growth", "town[男]")
    assert book("value", "town[男]", "2023") == book("men_value", "town", "2023") == "4.000 (3.994–4.006) 亿元"
