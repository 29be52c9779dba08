"""Panels made of random and adversarial figures, computed by an engine and by the small engine side by side."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import Figure, Period
from nbkpi.loading.load import load
from nbkpi.loading.observe import Resolver
from nbkpi.loading.problems import Problems
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.model.records import Entity, Measure, Observation, Target
from nbkpi.panel.engines import open_engine
from nbkpi.panel.plan import Wanted
from nbkpi.panel.run import run
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.result import Result

BOOK = Path(__file__).parent / "panel.toml"
ENGINES = ("duckdb", "polars")
"""Those that every test runs on; Spark takes its time, and is tested on the rows that hold everything."""


@dataclass
class Columns:
    """What an engine found for one row of one metric."""

    value: float | None
    lower: float | None
    upper: float | None
    lower_closed: bool | None
    upper_closed: bool | None
    state: str | None
    verdict: str | None = None


@dataclass
class Case:
    """Rows of texts by (entity, period), and how each column is given to the engine: decimals, or None for words.

    bounds are the columns whose texts are both ends, as 1.5..2.5, either of which may be missing.
    """

    rows: dict[tuple[str, str], dict[str, str]]
    decimals: dict[str, int | None]
    targets: tuple[str, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    is_long: bool = False
    bounds: tuple[str, ...] = ()

    def ends(self, name: str, text: str) -> tuple[str, str]:
        """Lower and upper end of a cell, or the cell and nothing."""
        low, _dots, high = text.partition("..")
        return (low, high) if name in self.bounds else (text, "")

    def panel(self, book: Book, path: Path, ending: str = ".parquet") -> Panel:
        """The rows in a file."""
        names = list(self.decimals)
        file = path / f"panel{ending}"
        fields = [self._field(book, name) for name in names]
        with (path / "rows.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            if self.is_long:
                writer.writerow(["entity", "period", "indicator", "value", "value_upper"])
                writer.writerows(
                    [*key, name, *self.ends(name, row[name])]
                    for key, row in self.rows.items()
                    for name in names
                    if name in row
                )
            else:
                writer.writerow(["entity", "period", "county", *(n + end for n in names for end in ("", "_upper"))])
                for key, row in self.rows.items():
                    cells = [end for name in names for end in self.ends(name, row.get(name, ""))]
                    writer.writerow([*key, self.groups.get(key[0], ""), *cells])
        if ending == ".parquet":
            to_parquet(path / "rows.csv", file, self.decimals, self.is_long)
        else:
            (path / "rows.csv").replace(file)
        panel = Panel("panel", str(file), "entity", "period", fields=fields)
        if self.is_long:
            panel.indicator, panel.value = "indicator", "value"
        return panel

    def _field(self, book: Book, name: str) -> PanelField:
        use = "target" if name in self.targets else "claim" if name in self.claims else "value"
        measure = book.measure(self.claims.get(name, name.removesuffix("_target")))
        upper = "" if name not in self.bounds else "value_upper" if self.is_long else f"{name}_upper"
        return PanelField(name, measure, use, upper, self.decimals[name])


def to_parquet(source: Path, target: Path, decimals: dict[str, int | None], is_long: bool) -> None:
    """The CSV with numbers as doubles and words as text."""
    import duckdb

    kinds = {name: "VARCHAR" if places is None else "DOUBLE" for name, places in decimals.items()}
    if is_long:
        kinds = {"value": next(iter(kinds.values()))}
    kinds |= {f"{name}_upper": kind for name, kind in kinds.items()}
    listed = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in kinds.items())
    keys = "entity, period, indicator" if is_long else "entity, period, county"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {keys}, {listed} FROM read_csv('{source}', all_varchar = true, header = true)) "
            f"TO '{target}' (FORMAT parquet)"
        ).fetchall()


@pytest.fixture(scope="session")
def book() -> Book:
    return load(BOOK)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """An engine that is in every environment for tests."""
    return str(request.param)


@pytest.fixture
def panels() -> SimpleNamespace:
    """What tests of panels share."""
    return SimpleNamespace(Case=Case, Oracle=oracle, by_engine=by_engine, assert_contains=assert_contains)


def by_engine(
    engine_name: str, book: Book, panel: Panel, metrics: Sequence[str], group: str | None = None
) -> tuple[dict[str, dict[tuple[str, str], Columns]], int]:
    """What an engine finds for every metric and row, and how many rows were computed by the small engine."""
    calculator = Calculator(book)
    wanted = [Wanted(book.metric(name), name, calculator.program(book.metric(name))) for name in metrics]
    master = "local[2]" if engine_name == "spark" else None
    engine = open_engine(engine_name, master, lambda _share: None, Path(panel.path))
    try:
        answer = run(engine, book, panel, wanted, group)
        frame = answer.named()
        names = list(frame.collect_schema())
        with answer.prepared.watched():
            rows = engine.rows(frame)
    finally:
        engine.close()
    found: dict[str, dict[tuple[str, str], Columns]] = {name: {} for name in metrics}
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        key = (str(row[0]), str(row[1]))
        for name in metrics:
            assert key not in found[name]
            parts = ("", "_lower", "_upper", "_lower_closed", "_upper_closed", "_state")
            found[name][key] = Columns(*(cells[name + part] for part in parts), cells.get(f"{name}_verdict"))
    return found, answer.hard


class Oracle:
    """The small engine over the same figures, as words."""

    def __init__(self, book: Book, case: Case) -> None:
        self.book = Book("oracle", "", book.convention, book.units)
        self.book.take_measures(book.indicators, book.metrics)
        self.entities: dict[str, Entity] = {}
        self.claims: dict[tuple[str, str, str], Observation] = {}
        resolver = Resolver(self.book, Problems())
        groups: dict[str, Entity] = {}
        for (name, when), row in case.rows.items():
            entity = self.entities.get(name)
            if entity is None:
                entity = self.entities[name] = Entity(name, name, "village")
                if name in case.groups:
                    group = groups.setdefault(case.groups[name], Entity(case.groups[name], case.groups[name], "county"))
                    entity.within = group
                    group.parts.append(entity)
            period = Period.parse(when)
            for column, text in row.items():
                if text == "":
                    continue
                measure = self.book.measure(case.claims.get(column, column.removesuffix("_target")))
                one = Observation(entity, measure, period, text, None, "", "final", "", "", resolver.figure)
                if column in case.bounds:
                    figure = between(measure, *case.ends(column, text))
                    one = Observation(
                        entity,
                        measure,
                        period,
                        text,
                        None,
                        "",
                        "final",
                        "",
                        "",
                        lambda _self, found=figure: found,
                        figure,
                    )
                if column in case.targets:
                    self.book.targets.append(Target(entity, measure, period, one.figure, None, ""))
                elif column in case.claims:
                    self.claims[case.claims[column], name, when] = one
                else:
                    self.book.add_observation(one)
        self.entities |= groups
        self.calculator = Calculator(self.book)

    def result(self, metric: str, key: tuple[str, str]) -> Result:
        return self.calculator.computed(self.book.metric(metric), self.entities[key[0]], Period.parse(key[1]))

    def check(self, metric: str, key: tuple[str, str]) -> Check | None:
        claim = self.claims.get((metric, *key))
        return None if claim is None else Judge(self.calculator).judge(claim)


ORACLES: dict[str, tuple[Book, Oracle]] = {}
"""Those that were asked last, by their rows: the engines are given the same rows one after the other."""


def oracle(book: Book, case: Case) -> Oracle:
    """The oracle of a case, which keeps what it has computed for the next engine."""
    rows = str(case)
    known = ORACLES.pop(rows, None)
    found = known[1] if known is not None and known[0] is book else Oracle(book, case)
    ORACLES[rows] = (book, found)
    while len(ORACLES) > 8:
        del ORACLES[next(iter(ORACLES))]
    return found


def between(measure: Measure, low: str, high: str) -> Figure:
    """A figure of which only both ends are known, each of which belongs to it."""
    ends = [Fraction(end) if end else None for end in (low, high)]
    number = ends[0] if ends[0] == ends[1] else None
    return Figure(f"{low}–{high}", Interval.of(*ends), number, measure.unit, "amount")


def places_off(found: float, exact: Fraction) -> float:
    """How many units in the last place a bound lies outside of the exact one."""
    return float(abs(Fraction(found) - exact) / Fraction(math.ulp(float(exact) or 5e-324)))


def assert_contains(
    found: Columns, result: Result, what: Any, places: float = 4, about: Fraction | None = None
) -> None:
    """The columns hold the exact interval, and no more than a few units in the last place besides.

    about: the size of numbers whose last place is meant, where that is not the end itself.
    """
    interval = result.interval
    if interval is None:
        assert found.state == result.state, (what, found, result)
        assert found.lower is None, (what, found, result)
        assert found.upper is None, (what, found, result)
        return
    assert found.state is None, (what, found, interval)
    for end, exact, closed, is_closed, way in (
        (found.lower, interval.lower, found.lower_closed, interval.lower_closed, 1),
        (found.upper, interval.upper, found.upper_closed, interval.upper_closed, -1),
    ):
        if exact is None:
            assert end is None, (what, found, interval)
            continue
        assert end is not None, (what, found, interval)
        beyond = (exact - Fraction(end)) * way
        assert beyond >= 0, (what, found, interval)
        assert beyond > 0 or closed or not is_closed, (what, found, interval)
        unit = max(abs(exact), about or Fraction(0))
        assert beyond <= places * Fraction(math.ulp(float(unit))), (what, places_off(end, exact), found, interval)
    if result.nominal is not None:
        assert found.value is not None, (what, found, result.nominal)
        size = max(abs(float(result.nominal)), float(about or 0))
        assert abs(found.value - float(result.nominal)) <= 1e-12 * size, (what, found, result.nominal)
    else:
        assert found.value is None, (what, found)
