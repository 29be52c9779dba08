"""Entities side by side: one period for all, the month apart from the year so far, and nobody left out in silence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nbkpi.compare.overview import Overview, overviews
from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

HEAD = """
[[entity]]
id = "c"
name = "甲县"
kind = "county"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
measure = "stock"
[[metric]]
id = "per_head"
name = "人均收入"
formula = "income / people"
unit = "元/人"
"""

Printed = Mapping[tuple[str, str, str], str]


def side_by_side(tmp_path: Path, printed: Printed, *measures: str, **filters: list[str]) -> list[Overview]:
    """What stands side by side of villages a, b and c and a county, of which this was printed."""
    file = tmp_path / "b.toml"
    entities = [f'[[entity]]\nid = "{one}"\nname = "{one}村"\nkind = "village"\nwithin = "c"' for one in "abde"]
    figures = []
    for (entity, measure, period), value in printed.items():
        sort = "metric" if "." in measure else "indicator"
        figures.append(
            f'[[observation]]\nentity = "{entity}"\n{sort} = "{measure}"\nperiod = "{period}"\nvalue = "{value}"'
        )
    file.write_text("\n".join([HEAD, *entities, *figures]), "utf-8")
    book = load(file)
    return overviews(Calculator(book), select(book, **filters), [book.measure(one) for one in measures])


def columns(one: Overview) -> list[str]:
    return [f"{heading.measure.id} {heading.period} {heading.span}".strip() for heading in one.headings]


def cells(one: Overview) -> dict[str, list[str | None]]:
    return {
        entity.id: [None if result is None else result.display() for result in results] for entity, results in one.rows
    }


def every(measure: str, period: str, **values: str) -> dict[tuple[str, str, str], str]:
    return {(entity, measure, period): value for entity, value in values.items()}


def test_the_month_stands_beside_the_year_so_far(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元", d="20万元") | every(
        "income", "2025-06", a="10万元", b="9万元"
    )
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2025-06 current", "income 2025H1 cumulative"]
    assert [row[0] and row[0].partition(" ")[0] for row in cells(one).values()] == ["10万元", "9万元", None]
    assert [entity.id for entity in one.silent] == ["e"]


def test_a_month_that_few_have_is_left_out(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元", d="20万元") | every("income", "2025-06", a="10万元")
    assert columns(side_by_side(tmp_path, printed, "income")[0]) == ["income 2025H1 cumulative"]


def test_half_of_them_are_not_most(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元", d="20万元", e="10万元")
    printed |= every("income", "2025-06", a="10万元", b="9万元")
    assert columns(side_by_side(tmp_path, printed, "income")[0]) == ["income 2025H1 cumulative"]


def test_the_month_comes_before_the_quarter(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元") | every("income", "2025Q2", a="30万元", b="20万元")
    printed |= every("income", "2025-06", a="10万元", b="9万元")
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2025-06 current", "income 2025H1 cumulative"]


def test_months_add_up_to_the_year_so_far(tmp_path: Path) -> None:
    printed = {
        (entity, "income", f"2025-{month:02}"): f"{month * weight}.0万元"
        for month in range(1, 4)
        for entity, weight in (("a", 1), ("b", 2))
    }
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2025-03 current", "income 2025Q1 cumulative"]
    assert cells(one)["b"][1] == "12.00 (11.85–12.15) 万元"
    # Without February nobody knows the sum.
    del printed["a", "income", "2025-02"], printed["b", "income", "2025-02"]
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2025-03 current"]


def test_january_is_the_month_and_the_year_so_far(tmp_path: Path) -> None:
    printed = every("income", "2025-01", a="10万元", b="9万元")
    assert columns(side_by_side(tmp_path, printed, "income")[0]) == ["income 2025-01 current"]


def test_levels_are_of_no_span_of_time(tmp_path: Path) -> None:
    printed = every("people", "2025-06", a="100人", b="90人") | every("people", "2025H1", a="95人", b="80人")
    (one,) = side_by_side(tmp_path, printed, "people")
    assert columns(one)[0] == "people 2025H1"
    assert "people 2025-06" not in " ".join(columns(one))


def test_the_period_is_the_last_that_most_have(tmp_path: Path) -> None:
    printed = every("income", "2023", a="8万元", b="7万元", d="6万元")
    printed |= every("income", "2024", a="9万元", b="8万元") | every("income", "2025", a="10万元")
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2024", "income.growth 2024"]
    assert list(cells(one)) == ["a", "b"]
    assert [entity.id for entity in one.silent] == ["d", "e"]
    (one,) = side_by_side(tmp_path, printed, "income", periods=["2023"])
    assert columns(one) == ["income 2023"]


def test_growth_is_that_of_the_year_so_far(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元") | every("income", "2024H1", a="50万元", b="32万元")
    printed |= every("income", "2025-06", a="10万元", b="9万元")
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one) == ["income 2025-06 current", "income 2025H1 cumulative", "income.growth 2025H1"]
    assert one.headings[-1].is_growth
    assert str(cells(one)["b"][2]).startswith("25")


def test_kinds_are_never_mixed(tmp_path: Path) -> None:
    printed = every("income", "2024", a="60万元", b="40万元", c="100万元")
    (one,) = side_by_side(tmp_path, printed, "income")
    assert (one.kind, list(cells(one))) == ("village", ["a", "b"])


@pytest.mark.parametrize("wanted", [["a"], ["c"]])
def test_one_entity_stands_beside_nothing(wanted: list[str], tmp_path: Path) -> None:
    printed = every("income", "2024", a="60万元", b="40万元", c="100万元")
    assert side_by_side(tmp_path, printed, "income", entities=wanted) == []


def test_metrics_of_flows_have_spans_too(tmp_path: Path) -> None:
    printed = every("income", "2025H1", a="60万元", b="40万元") | every("people", "2025H1", a="100人", b="80人")
    (one,) = side_by_side(tmp_path, printed, "per_head")
    assert columns(one) == ["per_head 2025H1 cumulative"]
    assert str(cells(one)["b"][0]).startswith("5000")


def test_growth_of_another_period_is_not_that_of_this_one(tmp_path: Path) -> None:
    months = {
        (entity, measure, f"2025-{month:02}"): value
        for month in (1, 2)
        for entity in "ab"
        for measure, value in (("income", "10万元"), ("income.growth", "5%"))
    }
    (one,) = side_by_side(tmp_path, months, "income")
    assert columns(one) == ["income 2025-02 current", "income 2025-01..2025-02 cumulative"]
    printed = months | every("income.growth", "2025-01..2025-02", a="4%", b="6%")
    (one,) = side_by_side(tmp_path, printed, "income")
    assert columns(one)[2:] == ["income.growth 2025-01..2025-02"]
    whole = every("income", "2025H1", a="60万元", b="50万元") | every("income.growth", "2025-06", a="5%", b="4%")
    (one,) = side_by_side(tmp_path, whole, "income")
    assert "income.growth 2025-06" not in columns(one)
