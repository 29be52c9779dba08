"""Panels whose rows are of categories: each cell as the small engine has it, and margins as fractions add up."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.loading.load import load
from nbkpi.loading.observe import Resolver
from nbkpi.loading.problems import Problems
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Cell
from nbkpi.model.records import Entity, Observation
from nbkpi.panel.engines import open_engine
from nbkpi.panel.margins import margins
from nbkpi.panel.options import Options
from nbkpi.panel.ranks import with_ranks
from nbkpi.panel.run import run
from nbkpi.solve.calculate import Calculator

BREAKDOWNS = """
[[breakdown]]
id = "sex"
name = "性别"
members = ["男", "女"]
complete = true

[[breakdown]]
id = "age"
name = "年龄"
complete = true
members = ["0-14岁", { name = "15岁及以上", members = ["15-64岁", "65岁及以上"], complete = true }]

[[breakdown]]
id = "kind"
name = "类型"
members = ["集体", "股份"]
"""
SEXES, AGES = ("合计", "男", "女"), ("总计", "0-14岁", "15岁及以上", "15-64岁", "65岁及以上")
YEARS = ("2022", "2023", "2024")
PARTS = {"总计": ("0-14岁", "15岁及以上"), "15岁及以上": ("15-64岁", "65岁及以上")}

NEEDED = {"growth": ((0, 1),), "share": ((1, 0),), "contribution": ((0, 1), (1, 0), (1, 1))}
"""What a function needs besides the figure itself: 1 for that of the whole, and how many years before."""

Key = tuple[str, str, str, str]
"""Entity, sex, age, period."""


@pytest.fixture(scope="session")
def broken_down(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("book") / "book.toml"
    plain = (Path(__file__).parent / "panel.toml").read_text(encoding="utf-8")
    path.write_text(plain + BREAKDOWNS, encoding="utf-8")
    return load(path)


def rows_of(seed: int, entities: int, gaps: float, wrong: float) -> dict[Key, dict[str, str]]:
    """Tables of sex by age whose margins hold within rounding, but for some; some cells are not there."""
    numbers = random.Random(seed)
    found: dict[Key, dict[str, str]] = {}
    for place in range(entities):
        for year in YEARS:
            leaves = {(sex, age): Fraction(numbers.randint(1, 10 ** numbers.randint(2, 7)), 997)
                      for sex in SEXES[1:] for age in ("0-14岁", "15-64岁", "65岁及以上")}  # fmt: skip
            for sex in SEXES[1:]:
                leaves[sex, "15岁及以上"] = leaves[sex, "15-64岁"] + leaves[sex, "65岁及以上"]
                leaves[sex, "总计"] = leaves[sex, "15岁及以上"] + leaves[sex, "0-14岁"]
            leaves |= {("合计", age): leaves["男", age] + leaves["女", age] for age in AGES}
            for (sex, age), value in leaves.items():
                if numbers.random() < gaps:
                    continue
                off = numbers.choice((0, 0, 1, -1, 9)) if numbers.random() < wrong else 0
                income = round_decimal(max(Fraction(0), value + Fraction(off, 100)), 2)
                found[f"v{place}", sex, age, year] = {"income": income, "households": str(numbers.randint(1, 900))}
    items = list(found.items())
    numbers.shuffle(items)
    return dict(items)


@dataclass
class Ask:
    """What is asked of a panel, as the options of the command."""

    metrics: tuple[str, ...]
    of: tuple[str, ...] = ()
    by: str | None = None
    group: str | None = None
    checks: bool = False
    ranks: bool = False
    columns: tuple[str, ...] = ("性别", "年龄")
    decimals: dict[str, int] = field(default_factory=lambda: {"income": 2, "households": 0})


def written(path: Path, rows: dict[Key, dict[str, str]]) -> Path:
    file = path / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["entity", "性别", "年龄", "period", "county", "income", "households"])
        for (entity, sex, age, year), row in rows.items():
            county = "甲" if int(entity[1:]) % 2 else "乙"
            writer.writerow([entity, sex, age, year, county, row["income"], row["households"]])
    return file


def found_by(engine_name: str, book: Book, file: Path, ask: Ask) -> tuple[list[str], list[tuple[Any, ...]], Any]:
    """The headings and the rows that are found, and the margins where these can be checked."""
    options = Options(str(file), None, None, None, {}, None, None, {}, {}, {}, None, dict(ask.decimals), None, None,
                      False, False, None, list(ask.columns), ask.group)  # fmt: skip
    for name in ask.metrics:
        options.add_metric(book, name)
    given = options.panel(book)
    engine = open_engine(engine_name, "local[2]" if engine_name == "spark" else None, lambda _share: None, file)
    try:
        cell = book.cells.breakdowns.cell(ask.of)
        answer = run(engine, options.book or book, given, options.wanted, ask.by, ask.group, options.made, cell)
        frame = (with_ranks(engine, answer) if ask.ranks else answer).named()
        checked = margins(answer.prepared, 1000) if ask.checks else None
        return list(frame.collect_schema()), engine.rows(frame), checked
    finally:
        engine.close()


def oracle(book: Book, rows: dict[Key, dict[str, str]]) -> tuple[Calculator, dict[tuple[str, Cell], Entity]]:
    """The small engine over the same figures, each a cell of its entity."""
    own = Book("oracle", "", book.convention, book.units)
    own.take_measures(book.indicators, book.metrics)
    own.cells = book.cells.__class__()
    for breakdown in book.cells.breakdowns.all:
        own.cells.breakdowns.add(breakdown)
    resolver = Resolver(own, Problems())
    wholes: dict[str, Entity] = {}
    known: dict[tuple[str, Cell], Entity] = {}
    for (name, sex, age, year), row in rows.items():
        whole = wholes.setdefault(name, Entity(name, name, "village"))
        cell = cell_of(own, sex, age)
        known[name, cell] = entity = own.cells.of(whole, cell)
        for indicator, text in row.items():
            measure = own.measure(indicator)
            one = Observation(entity, measure, Period.parse(year), text, None, "", "final", "", "", resolver.figure)
            own.add_observation(one)
    return Calculator(own), known


def cell_of(book: Book, sex: str, age: str) -> Cell:
    return book.cells.breakdowns.cell([one for one in (sex, age) if one not in ("合计", "总计")])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["duckdb", "polars", pytest.param("spark", marks=pytest.mark.spark)])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_cells_agree(engine: str, seed: int, broken_down: Book, tmp_path: Path, panels: SimpleNamespace) -> None:
    """Growth, ratios and shares of every cell are those of the small engine."""
    rows = rows_of(seed, 6, 0.1, 0.0)
    ask = Ask(("income.growth", "per_household", "income.share", "income.contribution"))
    headings, found, _margins = found_by(engine, broken_down, written(tmp_path, rows), ask)
    assert headings[:5] == ["entity", "性别", "年龄", "period", "income.growth"]
    calculator, known = oracle(broken_down, rows)
    keys = {(row[0], row[1] or "合计", row[2] or "总计", str(row[3])) for row in found}
    assert keys == set(rows)
    for row in found:
        cell = cell_of(broken_down, row[1] or "合计", row[2] or "总计")
        for place, name in enumerate(ask.metrics):
            base, _dot, function = name.partition(".")
            sexes, ages = (row[1] or "合计", "合计"), (row[2] or "总计", "总计")
            needed = {(row[0], sexes[is_whole], ages[is_whole], str(int(row[3]) - back))
                      for is_whole, back in NEEDED.get(function, ())}  # fmt: skip
            if not needed <= set(rows):
                # The small engine may add categories up where their sum was not printed.
                assert row[5 + 6 * place] is None
                continue
            if not cell and name in ("income.share", "income.contribution"):
                # The small engine knows that both are the same figure; here the bounds are only not too narrow.
                continue
            columns = SimpleNamespace(**dict(zip(
                ("value", "lower", "upper", "lower_closed", "upper_closed", "state"),
                row[4 + 6 * place : 10 + 6 * place], strict=True)))  # fmt: skip
            metric = (
                calculator.book.generated(calculator.book.measure(base), function)
                if function
                else (calculator.book.metric(name))
            )
            exact = calculator.computed(metric, known[row[0], cell], Period.parse(str(row[3])))
            panels.assert_contains(columns, exact, (name, row[:4]), 16)


@pytest.mark.parametrize("seed", [3, pytest.param(4, marks=pytest.mark.thorough)])
def test_margins_agree(engine: str, seed: int, broken_down: Book, tmp_path: Path) -> None:
    """Every margin is checked by fractions: which sums there are, and whether they can be what was printed."""
    rows = rows_of(seed, 6, 0.03, 0.2)
    _headings, _rows, (found, *_others) = found_by(
        engine, broken_down, written(tmp_path, rows), Ask(("income.growth",), checks=True)
    )
    half, checked, unknown, wrong = Fraction(1, 200), 0, 0, set()
    for name, year in {(key[0], key[3]) for key in rows}:
        sums = [(("合计", age), [("男", age), ("女", age)]) for age in AGES]
        sums += [((sex, whole), [(sex, part) for part in parts]) for sex in SEXES for whole, parts in PARTS.items()]
        for whole, parts in sums:
            printed = rows.get((name, *whole, year))
            others = [rows.get((name, *part, year)) for part in parts]
            if printed is None and not any(others):
                continue
            if printed is None or not all(others):
                unknown += 1
                continue
            total = sum(Fraction(one["income"]) for one in others if one)
            # Half a step on each side, of as many figures as there are; all of them lack their upper ends.
            apart = Fraction(printed["income"]) - total
            checked += 1
            if not -half * (1 + len(parts)) < apart < half * (1 + len(parts)):
                wrong.add((name, cell_of(broken_down, *whole), parts[0][0] != whole[0], year))
    assert (found.checked, found.unknown, found.wrong) == (checked, unknown, len(wrong))
    assert len(wrong) > 3
    assert {(one.entity, one.of, one.by.id == "sex", str(one.period)) for one in found.lines} == wrong


def test_without_rows_of_wholes(engine: str, broken_down: Book, tmp_path: Path) -> None:
    """Where no row is of the whole, the categories of an entity make it up: the share is that in their sum."""
    rows = {key: row for key, row in rows_of(5, 4, 0.0, 0.0).items()
            if key[1] != "合计" and key[2] in ("0-14岁", "15岁及以上")}  # fmt: skip
    del rows["v1", "男", "0-14岁", "2023"]
    file = written(tmp_path, rows)
    with pytest.raises(UsageError, match="--group-column entity"):
        found_by(engine, broken_down, file, Ask(("income.share",)))
    _headings, found, _none = found_by(engine, broken_down, file, Ask(("income.share",), group="entity"))
    for entity, sex, age, year, _value, lower, upper, *_rest in found:
        parts = {key: Fraction(row["income"]) for key, row in rows.items() if (key[0], key[3]) == (entity, year)}
        if len(parts) < 4:
            assert lower is None, (entity, year)
            continue
        own, half = parts[entity, sex, age, year], Fraction(1, 200)
        others = sum(parts.values()) - own
        ends = [(own + way * half) / (own + way * half + others - way * 3 * half) * 100 for way in (-1, 1)]
        assert abs(lower - float(ends[0])) < 1e-9
        assert abs(upper - float(ends[1])) < 1e-9


@pytest.mark.parametrize(
    ("kept", "columns"),
    [(("男",), ("性别", "年龄")), (("男", "女"), ("性别",)), (("男", "女"), ("性别", "年龄"))],
    ids=["one is missing", "ages are added up twice", "a category within another"],
)
def test_what_does_not_make_up_a_whole(kept: tuple[str, ...], columns: tuple[str, ...], engine: str, broken_down: Book,
                                       tmp_path: Path) -> None:  # fmt: skip
    rows = {key: row for key, row in rows_of(6, 2, 0.0, 0.0).items() if key[1] in kept and key[2] != "总计"}
    with pytest.raises(UsageError, match=r"cannot be added up|more than one row"):
        found_by(engine, broken_down, written(tmp_path, rows), Ask(("income.share",), group="entity", columns=columns))


def test_categories_are_chosen_and_laid_out(engine: str, broken_down: Book, tmp_path: Path) -> None:
    """--of keeps one cell, --by a column lays out its categories, and groups of entities hold for each category."""
    rows = rows_of(7, 4, 0.0, 0.0)
    file = written(tmp_path, rows)
    _headings, found, _margins = found_by(engine, broken_down, file, Ask(("income.growth",), of=("女",)))
    assert {row[:3] for row in found} == {(f"v{place}", "女", None) for place in range(4)}
    _headings, found, _margins = found_by(engine, broken_down, file, Ask(("sum(income)",), of=("女",), by="年龄"))
    assert {row[0] for row in found} == {"total", *AGES[1:]}
    sums = {(row[0], str(row[1])): row[2] for row in found}
    exact = sum(Fraction(row["income"]) for key, row in rows.items() if key[1:] == ("女", "0-14岁", "2024"))
    assert sums["0-14岁", "2024"] == pytest.approx(float(exact), abs=1e-9)
    headings, found, _margins = found_by(engine, broken_down, file, Ask(("sum(income)",), by="county"))
    assert headings[:4] == ["county", "性别", "年龄", "period"]
    exact = sum(Fraction(row["income"]) for key, row in rows.items()
                if key[1:] == ("男", "总计", "2023") and int(key[0][1:]) % 2)  # fmt: skip
    assert {row[:4]: row[4] for row in found}["甲", "男", None, "2023"] == pytest.approx(float(exact), abs=1e-9)


def test_ranks_are_those_of_one_category(engine: str, broken_down: Book, tmp_path: Path) -> None:
    rows = rows_of(8, 7, 0.0, 0.0)
    _headings, found, _margins = found_by(engine, broken_down, written(tmp_path, rows), Ask(("income",), ranks=True))
    ranks: dict[tuple[Any, ...], list[int]] = {}
    for row in sorted(found, key=lambda row: -row[4]):
        ranks.setdefault(row[1:4], []).append(row[-2])
    assert len(ranks) == len(SEXES) * len(AGES) * len(YEARS)
    assert all(one == sorted(one) and one[0] == 1 and one[-1] <= 7 for one in ranks.values())


def test_whole_numbers_name_entities(engine: str, broken_down: Book, tmp_path: Path) -> None:
    """Codes of entities stay numbers, in their order."""
    file = tmp_path / "rows.csv"
    file.write_text("entity,性别,period,income\n10,男,2024,1.0\n9,女,2024,2.0\n9,男,2024,3.0\n", encoding="utf-8")
    parquet = tmp_path / "rows.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_csv('{file}')) TO '{parquet}' (FORMAT parquet)").fetchall()
    ask = Ask(("income.growth",), columns=("性别",), decimals={"income": 1})
    _headings, found, _margins = found_by(engine, broken_down, parquet, ask)
    assert [row[:3] for row in found] == [(9, "男", 2024), (9, "女", 2024), (10, "男", 2024)]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (("男", "未知"), "column “性别” has labels that are categories of no breakdown: “未知”"),
        (("男", "男"), r"more than one row for the same entity and period: 甲 \(男\) 2024"),
        (("集体", "男"), "categories of no breakdown: “集体”"),
    ],
)
def test_what_is_refused(labels: tuple[str, str], message: str, engine: str, broken_down: Book, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("entity,性别,period,income\n" + "".join(f"甲,{one},2024,1.0\n" for one in labels), encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        found_by(engine, broken_down, file, Ask(("income.growth",), columns=("性别",), decimals={"income": 1}))
