"""Panels of any cells: both engines give the same answer or the same refusal, and bounds hold the plain arithmetic."""

from __future__ import annotations

import json
import operator
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from tests.fuzz.hostile import word
from tests.fuzz.running import Ran, within

FORMULAS = (
    "a / b",
    "a + b",
    "growth(a)",
    "change(a)",
    "a / (a + b)",
    "a * b",
    "prior(a) / b",
    "sum(a)",
    "a - b",
    "a^2",
)
PLAIN = {"a / b": operator.truediv, "a + b": operator.add, "a - b": operator.sub}
SCALES = {"亿元": Fraction(1, 10_000), "元": Fraction(10_000), "%": Fraction(100)}
HEAD = '[book]\ntitle = "t"\n[[entity]]\nid = "e"\nname = "e"\nkind = "village"\n'
ROW = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "万元"\nkind = "amount"\n'


def cell(chance: random.Random) -> str:
    """A number with some decimals, nothing, or something hostile."""
    kind = chance.random()
    if kind < 0.04:
        return word(chance)[:40].replace("\n", " ").replace("\r", " ").replace('"', "'")
    if kind < 0.08:
        return chance.choice(("", "0", "-0.0", "1e5", "NaN", "-", "…"))
    value = chance.choice((0, 1, 9, 100, 12345, 10**9)) + chance.randrange(10)
    return f"{value * chance.choice((1, 1, 1, -1)) / 10 ** chance.choice((0, 1, 2)):.{chance.choice((0, 1, 2))}f}"


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One table of two columns, some of its rows missing or twice."""
    (folder / "book.toml").write_text(HEAD + ROW.format("a") + ROW.format("b"), "utf-8")
    rows = {}
    for entity in range(chance.choice((1, 3, 8))):
        for year in range(2020, 2020 + chance.choice((1, 2, 4))):
            if chance.random() < 0.9:
                rows[f"v{entity}", year] = cell(chance), cell(chance)
    lines = [f'{entity},{year},"{a}","{b}"' for (entity, year), (a, b) in rows.items()]
    if lines and chance.random() < 0.1:
        lines.append(chance.choice(lines))
    (folder / "p.csv").write_text("\n".join(["entity,period,a,b", *lines]) + "\n", "utf-8")
    formula = chance.choice(FORMULAS)
    extra = chance.choice(([], [], ["--decimals", "1"], ["--decimals", "2"]))
    runs = [_run(formula, engine, extra) for engine in ("duckdb", "polars")]
    for ran in runs:
        yield from ran.complaints()
    first, second = (_answer(ran) for ran in runs)
    if first != second:
        yield f"{formula}: DuckDB and Polars differ:\n{first!s:.800}\n{second!s:.800}"
    elif runs[0].code == 0:
        yield from _missed(formula, rows, json.loads(runs[0].out)["results"])


def _run(formula: str, engine: str, extra: list[str]) -> Ran:
    return within(
        "panel",
        f"x={formula}",
        "--from",
        "p.csv",
        "--book",
        "book.toml",
        "--engine",
        engine,
        "--json",
        "--top",
        "50",
        *extra,
    )


def _answer(ran: Ran) -> object:
    """What was answered, doubles to as many digits as engines agree on; why something was refused is their own."""
    return "refused" if ran.code == 2 else [_plain(one) for one in json.loads(ran.out)["results"]]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key != "exact"}
    return f"{value:.11g}" if isinstance(value, float) else value


def _missed(
    formula: str, rows: dict[tuple[str, int], tuple[str, str]], results: list[dict[str, object]]
) -> Iterator[str]:
    """Results whose bounds do not hold what the numbers of the row themselves give."""
    for one in results:
        entity, period = one.get("entity"), str(one.get("period"))
        name = entity.get("name", entity.get("id")) if isinstance(entity, dict) else entity
        given = rows.get((str(name), int(period))) if period.isdecimal() else None
        if formula not in PLAIN or given is None:
            continue
        try:
            value = PLAIN[formula](*map(Fraction, given)) * SCALES.get(str(one.get("unit")), 1)
        except (ValueError, ZeroDivisionError):
            continue
        lower, upper = one.get("lower"), one.get("upper")
        slack = abs(value) * Fraction(1, 10**9) + Fraction(1, 10**9)
        if isinstance(lower, (int, float)) and Fraction(lower) > value + slack:
            yield f"{formula} of {given} is {value}, below {lower}: {one}"
        if isinstance(upper, (int, float)) and Fraction(upper) < value - slack:
            yield f"{formula} of {given} is {value}, above {upper}: {one}"
