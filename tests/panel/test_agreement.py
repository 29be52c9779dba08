"""The bounds of every engine hold the exact interval of the small engine, and hardly more."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from nbkpi.figure.format import round_decimal
from nbkpi.model.book import Book

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
METRICS = {
    "income.growth": 2, "income.change": 4, "per_household": 2, "coverage": 2, "structure": 4, "margin": 4,
    "return": 2, "pull_income": 2, "contribution_profit": 2, "two_years_of_growth": 2, "before": 4,
    "growth_per_household": 8, "households.growth": 2, "households.change": 1, "rate.points": 4, "level.change": 4,
    "attained": 2, "pace": 4, "square": 8, "growth_of_structure": 8, "profit.growth": 2,
}  # fmt: skip
"""Each with the units in the last place that its bounds may be too wide."""
ROOTS = ("two_years", "three_years")
DECIMALS = {
    "income": 2, "profit": 2, "cost": 0, "households": 0, "poor": 0, "rate": 1, "level": 1, "income_target": 2,
}  # fmt: skip


def number(numbers: random.Random, name: str, top: int, zeros: float) -> str:
    """A printed number of a column."""
    if numbers.random() < zeros:
        return round_decimal(Fraction(0), DECIMALS[name])
    size = {"rate": 1000, "level": 3000}.get(name, 10 ** numbers.randint(1, top))
    steps = numbers.randint(1, size)
    if name in ("profit", "level") and numbers.random() < 0.4:
        steps = -steps
    return round_decimal(Fraction(steps, 10 ** DECIMALS[name]), DECIMALS[name])


def rows(seed: int, entities: int, top: int, gaps: float, zeros: float) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of which some are missing, and some cells empty or zero."""
    numbers = random.Random(seed)
    found = {}
    for entity in range(entities):
        for year in YEARS:
            if numbers.random() < gaps:
                continue
            row = {name: number(numbers, name, top, zeros) for name in DECIMALS if numbers.random() >= gaps}
            if "households" in row and "poor" in row and numbers.random() < 0.9:
                row["poor"] = str(min(int(row["poor"]), int(row["households"])))
            found[f"v{entity}", year] = row
    items = list(found.items())
    numbers.shuffle(items)
    return dict(items)


Compare = Callable[..., int]


@pytest.fixture
def compare(engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace) -> Compare:
    """Compare everything that an engine finds with the small engine; how many rows were hard."""

    def compared(given: Any, names: Sequence[str], places: float | None = None, about: Fraction | None = None) -> int:
        case = panels.Case(given, dict(DECIMALS), targets=("income_target",)) if isinstance(given, dict) else given
        found, hard = panels.by_engine(engine, book, case.panel(book, tmp_path), names)
        oracle = panels.Oracle(book, case)
        for name in names:
            assert set(found[name]) == set(case.rows)
            for key, columns in found[name].items():
                allowed = places if places is not None else METRICS.get(name, 4)
                size = about or (Fraction(100) if name in (*ROOTS, "pace") else None)
                panels.assert_contains(columns, oracle.result(name, key), (name, key), allowed, size)
        return int(hard)

    return compared


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["duckdb", "polars", pytest.param("spark", marks=pytest.mark.spark)])
def test_every_engine(compare: Compare) -> None:
    names = ["income.growth", "per_household", "structure", "pull_income", "profit.growth", "attained", "cube"]
    given = {key: row for key, row in rows(12, 60, 6, 0.1, 0.1).items() if key[1] in YEARS[:3]}
    compare(given, names, 12)


@pytest.mark.parametrize("entities", [40, pytest.param(120, marks=pytest.mark.thorough)])
def test_random_rows(compare: Compare, entities: int) -> None:
    given = rows(1, entities, 7, 0.0, 0.0)
    plain = [name for name in METRICS if name not in ("profit.growth", "contribution_profit", "margin", "return")]
    assert compare(given, plain) <= len(given) / 20


@pytest.mark.parametrize(
    ("top", "entities", "each"),
    [(2, 20, 4), *(pytest.param(top, 60, 1, marks=pytest.mark.thorough) for top in (2, 5, 9))],
)
def test_gaps_zeros_and_losses(compare: Compare, top: int, entities: int, each: int) -> None:
    compare(rows(top, entities, top, 0.1, 0.1), list(METRICS)[::each])


@pytest.mark.thorough
def test_roots(compare: Compare) -> None:
    """Of roots the last place of 1 + the result is meant, which in percent is that of 100."""
    compare(rows(4, 60, 6, 0.05, 0.02), ROOTS, 24)


def test_words(compare: Compare, panels: SimpleNamespace) -> None:
    """Every way to print a figure; what says only a bound is left to the small engine."""
    numbers = random.Random(5)
    forms = {
        "income": [
            *("{}万元", "{}.5万元", "{}元", "约{}万元", "{}万元以上", "超{}万元", "{}余万元", "近{}万元", "{}"),
            *("…", "—", "***", "0.0"),
        ],
        "households": ["{}户", "{}余户", "{}", "约{}户", "超{}户", "{}万户", "0户"],
    }  # fmt: skip
    given = {}
    for entity in range(250):
        for year in YEARS[:4]:
            given[f"v{entity}", year] = {
                name: numbers.choice(kinds).format(numbers.choice((10, 80, 300, 4000)) * numbers.randint(1, 9))
                for name, kinds in forms.items()
                if numbers.random() < 0.95
            }
    case = panels.Case(given, dict.fromkeys(forms))
    compare(case, ["income.growth", "income.change", "per_household", "households.growth", "households.change"], 6)


def ends(numbers: random.Random, name: str) -> str:
    """Both ends of a cell, the same in some cases, and one missing in a few."""
    low = number(numbers, name, 5, 0.05)
    places = DECIMALS[name]
    wider = 0 if numbers.random() < 0.3 else numbers.randint(1, 300)
    high = round_decimal(Fraction(low) + Fraction(wider, 10**places), places)
    kind = numbers.random()
    return f"{low}.." if kind < 0.03 else f"..{high}" if kind < 0.06 else f"{low}..{high}"


@pytest.mark.parametrize("is_long", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_ends_in_two_columns(compare: Compare, panels: SimpleNamespace, is_long: bool) -> None:
    numbers = random.Random(11)
    columns = ("income", "profit", "households")
    given = {}
    for entity in range(150):
        for year in YEARS[:4]:
            row = {name: ends(numbers, name) for name in columns if numbers.random() < 0.95}
            if row and numbers.random() < 0.95:
                given[f"v{entity}", year] = row
    decimals = {name: DECIMALS[name] for name in columns}
    case = panels.Case(given, decimals, bounds=columns, is_long=is_long)
    names = ["income.growth", "income.change", "per_household", "households.growth", "households.change", "return",
             "pull_income", "profit.growth"]  # fmt: skip
    assert compare(case, names, 8) < len(given) / 2


@pytest.mark.parametrize("plan", ["columns", "joined"])
@pytest.mark.parametrize("columns", [("income",), pytest.param(("income", "households"), marks=pytest.mark.thorough)])
def test_long_panels(
    compare: Compare, panels: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, plan: str, columns: tuple[str, ...]
) -> None:
    if plan == "joined":
        monkeypatch.setattr("nbkpi.panel.arrange.MAX_COLUMNS", 0)
    given = rows(6, 80, 5, 0.1, 0.05)
    given = {key: {name: row[name] for name in columns if name in row} for key, row in given.items()}
    given = {key: row for key, row in given.items() if row}
    case = panels.Case(given, {name: DECIMALS[name] for name in columns}, is_long=True)
    names = ["income.growth", "two_years_of_growth"] + (["per_household"] if "households" in columns else [])
    compare(case, names)


def test_many_periods_are_joined(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nbkpi.panel.arrange.MAX_COLUMNS", 0)
    compare(rows(7, 80, 5, 0.1, 0.05), ["income.growth", "pull_income", "attained", "income.change"])


@pytest.mark.parametrize("when", ["2023-{:02}", "2023Q{}", "2023H{}"])
def test_parts_of_years(compare: Compare, panels: SimpleNamespace, when: str) -> None:
    """Growth is over the same part of the year before, or over the period before."""
    last = {"-": 12, "Q": 4, "H": 2}[when[4]]
    given = {}
    for part in range(1, last + 1):
        for year in ("2022", "2023", "2024"):
            given["v", when.replace("2023", year).format(part)] = {"income": f"{int(year) % 7 + part}.25"}
    compare(panels.Case(given, {"income": 2}), ["income.growth", "two_years_of_growth", "since_last"])


@pytest.mark.parametrize("low", [10**12, 10**15, 10**16])
def test_large_numbers(compare: Compare, panels: SimpleNamespace, low: int) -> None:
    """Numbers whose products pass 64 bits, next to each other."""
    numbers = random.Random(low)
    given = {}
    for entity in range(60):
        start = low // 4 + numbers.randint(0, low // 4)
        for year in YEARS[:3]:
            given[f"v{entity}", year] = {
                "cost": str(start + numbers.randint(-5, 5)), "households": str(numbers.randint(1, 10**6)),
                "income": round_decimal(Fraction(start % 10**13 + numbers.randint(0, 9), 100), 2),
            }  # fmt: skip
    names = ["cost.growth", "cost.change", "structure", "growth_per_household", "square", "households.growth"]
    compare(panels.Case(given, {name: DECIMALS[name] for name in ("cost", "households", "income")}), names, 9)


@pytest.mark.parametrize("low", [10**8, 8 * 10**15])
def test_doubles(compare: Compare, panels: SimpleNamespace, low: int) -> None:
    """Powers that no whole number of any engine holds."""
    numbers = random.Random(low)
    given = {}
    for entity in range(60):
        for year in YEARS[:3]:
            households = low // 4 + numbers.randint(0, low // 4)
            given[f"v{entity}", year] = {
                "households": str(households), "poor": str(max(households + numbers.randint(-5, 5), 1)),
                "cost": str(low - numbers.randint(0, 5)), "income": f"{numbers.randint(10, 99)}.25",
            }  # fmt: skip
    given["v0", YEARS[0]] |= {"households": str(low), "poor": "1"}
    case = panels.Case(given, {name: DECIMALS[name] for name in ("households", "poor", "cost", "income")})
    compare(case, ["cube", "cube_growth", "cube_part", "minus_cube", "tiny"], 24, about=Fraction(1))


def test_what_no_double_holds(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path) -> None:
    """Too large a value has a lower bound only, and one too small an upper bound that is not zero."""
    given = {
        ("large", "2024"): {"households": "1", "poor": str(10**15)},
        ("small", "2024"): {"households": str(10**15), "poor": "1"},
    }
    case = panels.Case(given, {"households": 0, "poor": 0})
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), ["tiny"])
    large, small = (found["tiny"][name, "2024"] for name in ("large", "small"))
    assert (large.value, large.lower, large.upper) == (None, sys.float_info.max, None)
    assert (small.lower, small.upper) == (0, 5e-324)


@pytest.mark.thorough
def test_a_hundred_thousand_rows(compare: Compare, panels: SimpleNamespace) -> None:
    given = {key: {"income": row["income"]} for key, row in rows(8, 100_000 // 6, 6, 0.0, 0.0).items()}
    assert compare(panels.Case(given, {"income": 2}), ["income.growth"], 2) == 0


def test_what_does_not_go_one_way_is_computed_exactly(compare: Compare) -> None:
    given = rows(9, 8, 3, 0.0, 0.0)
    assert compare(given, ["odd"], 1) == len(given)


GROUPED = {
    "total_rate": 4, "mean_income": 4, "mean_households": 4, "total_growth": 4, "pull_total": 4, "total_cost_rate": 4,
    "odd_total": 1,
}  # fmt: skip


@pytest.mark.parametrize("words", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_groups(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, words: bool) -> None:
    """Sums and means over groups, rates and growth of them, and a group of which one part says nothing."""
    numbers = random.Random(10)
    columns = ("income", "households", "profit", "cost")
    given = {
        key: {name: row[name] for name in columns if name in row} for key, row in rows(10, 60, 5, 0.0, 0.02).items()
    }
    for key in numbers.sample(sorted(given), 8):
        given[key].pop("income")
    groups = {f"v{entity}": f"c{entity % 7}" for entity in range(60)}
    decimals: dict[str, int | None] = {name: None if words else DECIMALS[name] for name in columns}
    case = panels.Case(given, decimals, groups=groups)
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), list(GROUPED), "county")
    oracle = panels.Oracle(book, case)
    for name, places in GROUPED.items():
        assert len(found[name]) == 7 * len(YEARS)
        for key, columns_of in found[name].items():
            panels.assert_contains(columns_of, oracle.result(name, key), (name, key), places)
        states = {columns_of.state for columns_of in found[name].values()}
        assert None in states
        assert ("unknown" in states) == ("income" in book.metric(name).formula)


@pytest.mark.parametrize("is_sorted", [True, False])
@pytest.mark.parametrize("kind", ["text", "whole", "narrow"])
def test_years_of_one_village_after_those_of_another(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, kind: str, is_sorted: bool
) -> None:
    """Every village has years of its own, with gaps: the row before a first year is that year of another village.

    What does not compare the villages finds growth where there is none.
    """
    numbers, given, first = random.Random(13), {}, 1900
    for village in range(40):
        name = f"v{village:02}" if kind == "text" else str(100 + village)
        years = [first, first + 1, first + 2 + numbers.randint(0, 2)]
        first = years[-1] + 1
        for year in years:
            given[name, str(year)] = {"income": f"{numbers.randint(100, 9999) / 100:.2f}", "households": "7"}
    items = list(given.items())
    if not is_sorted:
        numbers.shuffle(items)
    case = panels.Case(dict(items), {"income": 2, "households": 0})
    panel = case.panel(book, tmp_path)
    if kind != "text":
        width = "BIGINT" if kind == "whole" else "SMALLINT"
        keys = f"CAST(entity AS {width}) AS entity, CAST(period AS {width}) AS period"
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * REPLACE ({keys}) FROM '{panel.path}') TO '{tmp_path}/typed.parquet' (FORMAT parquet)"
            ).fetchall()
        panel.path = f"{tmp_path}/typed.parquet"
    names = ["income.growth", "income.change", "two_years_of_growth", "per_household"]
    found, _hard = panels.by_engine(engine, book, panel, names)
    oracle = panels.Oracle(book, case)
    for name in names:
        assert set(found[name]) == set(case.rows)
        for key, columns in found[name].items():
            panels.assert_contains(columns, oracle.result(name, key), (name, key), METRICS.get(name, 4))
    assert [one.state for one in found["income.growth"].values()].count("unknown") >= 40
