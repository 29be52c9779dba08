"""Exported figures: written back into a book they are the same figures, whatever the format."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest
import tomli
import tomlkit

from nbkpi.figure import Period, Unit, Units
from nbkpi.loading.load import load
from nbkpi.model.records import Observation
from nbkpi.report.sdmx import unit_parts
from nbkpi.sheets.sdmx_terms import time_period

if TYPE_CHECKING:
    from conftest import Run

DATA = Path(__file__).parents[2] / "data"
COLUMNS = [
    "entity_id", "entity", "path", "measure_id", "measure", "type", "period", "value", "unit",
    "nominal", "lower", "lower_closed", "upper", "upper_closed", "missing",
    "source", "locator", "status", "prices", "note",
]  # fmt: skip
DEFINITIONS = """\
[book]
title = "t"
[[source]]
id = "s"
title = "s"
[[source]]
id = "r"
title = "r"
[[entity]]
id = "county"
name = "甲县"
[[entity]]
id = "a"
name = "岭下"
within = "county"
[[entity]]
id = "b"
name = "岭下"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "rate"
name = "率"
unit = "‰"
kind = "rate"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
[[metric]]
id = "m"
name = "m"
formula = "income / people"
unit = "元/人"
"""
WORDS = [
    "88万元", "88.00", "5", "0.10", "-0.6", "+5", "-3.50亿元", "…", "...", "—", "-", "***", "", "空",
    "约88万元", "超10万元", "88 万元", "８８万元", "3至5万元", "6000余万元", "近千万",
    "下降5万元", "88.0", "1亿元", "八十八万元",
]  # fmt: skip


def row(place: int, value: str, **more: str) -> dict[str, str]:
    """An observation of its own period."""
    period = f"{1900 + place}"
    return {"entity": "a", "indicator": "income", "period": period, "value": value, **more}


def tricky() -> list[dict[str, str]]:
    """Observations with every kind of words, and of everything else that an observation can have."""
    rows = [row(place, value, source="s#1") for place, value in enumerate(WORDS)]
    for status in ("final", "preliminary", "revised", "estimated"):
        for prices in ("current", "constant"):
            rows.append(row(100, "88万元", status=status, prices=prices, source="r"))
    rows += [
        row(101, "1万元", source="s"),
        row(101, "1万元", source="s#§1, 2; 3"),
        row(102, "1万元", source="#loose"),
        row(103, "1万元", note="=cmd(), \"quoted\"; and 'single'"),
        row(104, "1万元", source="s#=1+1", note="'=x"),
        row(105, "1万元", note="-"),
        row(106, "1万元", note="<b>x</b> | \\ ` 0123"),
        row(110, "1万元", note="two\nlines,\r\nand\ta tab"),
        row(111, "1万元", note="\\u000a \\\n \u202e\U000e0041 _x000A_", source="s#\n"),
        row(107, "1万元") | {"entity": "b"},
        row(108, "-0.6‰") | {"indicator": "rate"},
        row(109, "710多人") | {"indicator": "people"},
        {"entity": "county", "metric": "income.growth", "period": "2024", "value": "增长1.5倍"},
        {"entity": "county", "metric": "income.growth.points", "period": "2024", "value": "4.6个百分点"},
        {"entity": "county", "metric": "m", "period": "2024", "value": "3000元"},
    ]
    for period in ("2024H1", "2024Q3", "2024-06", "2024-01..2024-05", "2022..2024", "2024-04..2025-03"):
        rows.append({"entity": "county", "indicator": "income", "period": period, "value": "88万元"})
    return rows


def written(folder: Path, observations: list[dict[str, str]], definitions: str = DEFINITIONS) -> Path:
    """A book of these observations."""
    folder.mkdir()
    (folder / "book.toml").write_text(definitions, "utf-8")
    (folder / "figures.toml").write_text(tomlkit.dumps({"observation": observations}), "utf-8")
    return folder


def as_written(cell: str) -> str:
    """A cell with the control characters that are written out in it."""
    return re.sub(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", lambda match: chr(int(match[1] or match[2], 16)), cell)


def from_csv(file: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    for found in csv.DictReader(StringIO(file.read_text("utf-8")), delimiter=delimiter, strict=True):
        yield {key: as_written(re.sub(r"^'('*\s*[=+\-@＝＋－＠])", r"\1", cell)) for key, cell in found.items()}


def from_tsv(file: Path) -> Iterator[dict[str, str]]:
    return from_csv(file, "\t")


def from_json(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(without_exact, json.loads(file.read_text("utf-8"))["results"])


def from_jsonl(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(without_exact, map(json.loads, file.read_text("utf-8").splitlines()))


def without_exact(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what JSON has besides the columns."""
    assert record.pop("exact").keys() == {"nominal", "lower", "upper"}
    return record


def from_xlsx(file: Path) -> Iterator[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    for cells in rows:
        # Excel reads _x005F_ as the _ of what would otherwise be an escape; openpyxl leaves it.
        texts = [as_written(cell.replace("_x005F_", "_")) if isinstance(cell, str) else cell for cell in cells]
        yield dict(zip(header, texts, strict=True))


def from_parquet(file: Path) -> Iterator[dict[str, Any]]:
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [one[0] for one in found.description]
        for cells in found.fetchall():
            yield dict(zip(names, cells, strict=True))


READERS: dict[str, Callable[[Path], Iterator[dict[str, Any]]]] = {
    "csv": from_csv, "tsv": from_tsv, "json": from_json, "jsonl": from_jsonl, "xlsx": from_xlsx,
    "parquet": from_parquet,
}  # fmt: skip


def as_observation(found: dict[str, Any]) -> dict[str, str]:
    """An exported row as it stands in a book."""
    source = found["source"] or ""
    observation = {
        "entity": found["entity_id"],
        found["type"]: found["measure_id"],
        "period": found["period"],
        "value": found["value"] or "",
        "source": f"{source}#{found['locator']}" if found["locator"] else source,
        "status": found["status"],
        "prices": found["prices"],
        "note": found["note"],
    }
    return {key: text for key, text in observation.items() if text or key == "value"}


def facts(one: Observation) -> tuple[object, ...]:
    """All that a book says of a figure, and what it reads from its words."""
    source = one.source.id if one.source is not None else None
    said = (one.entity.id, one.measure.id, one.period, one.text, source, one.locator, one.status, one.prices, one.note)
    return (*said, one.figure, one.interval, one.nominal)


@pytest.mark.parametrize("form", READERS)
def test_an_exported_book_can_be_written_again(form: str, nbkpi: Run, tmp_path: Path) -> None:
    place = written(tmp_path / "before", tricky())
    file = tmp_path / f"figures.{form}"
    outcome = nbkpi("export", "--book", str(place), "-o", str(file))
    assert outcome.code == 0, outcome.err
    rows = [as_observation(found) for found in READERS[form](file)]
    again = load(written(tmp_path / "after", rows))
    assert list(map(facts, again.observations)) == list(map(facts, load(place).observations))


@pytest.mark.parametrize("form", READERS)
def test_so_can_the_embedded_book(form: str, nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / f"figures.{form}"
    assert nbkpi("export", "-o", str(file)).code == 0
    rows = [as_observation(found) for found in READERS[form](file)]
    parts = [tomli.loads(path.read_text("utf-8")) for path in DATA.glob("*.toml")]
    whole: dict[str, Any] = {}
    for part in parts:
        part.pop("observation", None)
        for key, value in part.items():
            whole[key] = whole.get(key, []) + value if isinstance(value, list) else value
    again = load(written(tmp_path / "after", rows, tomlkit.dumps(whole)))
    assert list(map(facts, again.observations)) == list(map(facts, load().observations))


@pytest.mark.parametrize("form", READERS)
def test_columns_are_the_same_everywhere(form: str, nbkpi: Run, tmp_path: Path) -> None:
    for language in ("en", "zh"):
        file = tmp_path / f"{language}.{form}"
        assert nbkpi("export", "--lang", language, "-o", str(file)).code == 0
        assert list(next(READERS[form](file))) == COLUMNS


def test_csv_is_what_is_printed_unless_asked_otherwise(nbkpi: Run, tmp_path: Path) -> None:
    text = nbkpi("export", "--format", "csv").out
    file = tmp_path / "figures"
    assert nbkpi("export").out == nbkpi("export", "-o", "-").out == text
    assert nbkpi("export", "-o", str(file)).code == 0
    assert file.read_text("utf-8") == text
    assert nbkpi("export", "--json").json()["command"] == "export"
    assert nbkpi("export", "--format", "table").out.startswith("Published figures\n")
    assert nbkpi("export", "-o", str(tmp_path / "t.txt")).code == 0
    assert (tmp_path / "t.txt").read_text("utf-8") == nbkpi("export", "--format", "table").out


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (("--village", "东山村"), lambda one: one["entity_id"] == "dongshan"),
        (("--within", "宁波市"), lambda one: one["path"].startswith("宁波市/")),
        (("--period", "2024"), lambda one: Period.parse("2024").covers(Period.parse(one["period"]))),
        (("--indicator", "gdp"), lambda one: one["measure_id"] in ("gdp", "gdp.growth")),
        (("--source", "communique-2024"), lambda one: one["source"] == "communique-2024"),
        (("--period", "1949"), lambda _one: False),
    ],
)
def test_filters(filters: tuple[str, ...], kept: Callable[[dict[str, Any]], bool], nbkpi: Run) -> None:
    whole = nbkpi("export", "--json").results()
    expected = [one for one in whole if kept(one)]
    assert nbkpi("export", *filters, "--json").results() == expected
    assert nbkpi("export", *filters).out.count("\n") == (len(expected) + 1 if expected else 0)


STRUCTURE = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
DIMENSIONS = ("REF_AREA", "INDICATOR", "SOURCE", "TIME_PERIOD")


def sdmx(nbkpi: Run, *arguments: str) -> list[dict[str, str]]:
    outcome = nbkpi("export", "--sdmx", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return list(csv.DictReader(StringIO(outcome.out), strict=True))


def test_sdmx_rows_are_the_figures_of_the_book(nbkpi: Run) -> None:
    rows, observations = sdmx(nbkpi), load().observations
    assert tuple(rows[0])[:7] == STRUCTURE + DIMENSIONS
    assert len(rows) == len(observations)
    for found, one in zip(rows, observations, strict=True):
        assert found["STRUCTURE"] == "dataflow"
        assert re.fullmatch(r"[A-Z]+:[A-Z]+\(\d+\.\d+\.\d+\)", found["STRUCTURE_ID"])
        assert found["ACTION"] == "I"
        assert (found["REF_AREA"], found["INDICATOR"]) == (one.entity.id, one.measure.id)
        assert found["PRINTED"].removeprefix("'") == one.text
        assert found["OBS_STATUS"] == ("A" if found["OBS_VALUE"] else ""), "no normal value where there is none"
        factor = Fraction(10) ** int(found["UNIT_MULT"]) * Units().get(found["UNIT_MEASURE"]).scale
        assert factor == one.figure.unit.scale
        if one.nominal is not None:
            assert Fraction(found["OBS_VALUE"]) * factor == one.nominal * one.measure.unit.scale
            assert int(found["DECIMALS"]) == one.figure.decimals
        else:
            assert found["OBS_VALUE"] == found["DECIMALS"] == ""


def test_no_two_observations_of_sdmx_are_the_same_one(nbkpi: Run) -> None:
    keys = [tuple(found[name] for name in DIMENSIONS) for found in sdmx(nbkpi)]
    assert len(keys) == len(set(keys))
    assert all(all(key) for key in keys)


def test_sdmx_status_and_missing_values(nbkpi: Run, tmp_path: Path) -> None:
    symbols = {"…": "N", "—": "M", "空": "O", "": "O", "***": "Q"}
    statuses = {"final": "A", "preliminary": "P", "revised": "A", "estimated": "E"}
    rows = [row(place, words) for place, words in enumerate(symbols)]
    rows += [row(20 + place, "88万元", status=status) for place, status in enumerate(statuses)]
    found = sdmx(nbkpi, "--book", str(written(tmp_path / "b", rows)))
    assert [one["OBS_STATUS"] for one in found] == [*symbols.values(), *statuses.values()]
    assert [one["OBS_VALUE"] for one in found] == [""] * 5 + ["88"] * 4
    assert [one["UNIT_MULT"] for one in found] == ["4"] * 9
    assert [one["STATUS"] for one in found[5:]] == list(statuses)
    assert {one["SOURCE"] for one in found} == {"_X"}


@pytest.mark.parametrize(
    ("written_as", "expected"),
    [
        ("2024", "2024"),
        ("2024H1", "2024-S1"),
        ("2024H2", "2024-S2"),
        ("2024Q1", "2024-Q1"),
        ("2024Q4", "2024-Q4"),
        ("2024-06", "2024-06"),
        ("2024-12", "2024-12"),
        ("2022..2024", "2022-01-01/P3Y"),
        ("2024-01..2024-05", "2024-01-01/P5M"),
        ("2024-02..2024-04", "2024-02-01/P3M"),
        ("2024-04..2025-03", "2024-04-01/P1Y"),
        ("2024-12..2025-01", "2024-12-01/P2M"),
        ("0999", "0999"),
    ],
)
def test_time_periods(written_as: str, expected: str) -> None:
    assert time_period(Period.parse(written_as)) == expected


@pytest.mark.parametrize(
    ("symbol", "parts"),
    [
        ("万元", (4, "元")),
        ("亿元", (8, "元")),
        ("元", (0, "元")),
        ("万亿元", (12, "元")),
        ("万人次", (4, "人次")),
        ("%", (0, "%")),
        ("元/人", (0, "元/人")),
        ("万元/家", (4, "元/家")),
        ("亩", (0, "亩")),
        ("千克", (0, "千克")),
    ],
)
def test_units(symbol: str, parts: tuple[int, str]) -> None:
    unit = Units().get(symbol)
    assert isinstance(unit, Unit)
    assert unit_parts(unit, Units()) == parts


def test_sdmx_is_csv_and_nothing_else(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "sdmx.csv"
    assert nbkpi("export", "--sdmx", "-o", str(file)).code == 0
    assert file.read_text("utf-8") == nbkpi("export", "--sdmx").out == nbkpi("export", "--sdmx", "--format", "csv").out
    for arguments in (("--json",), ("--format", "table"), ("--format", "tsv"), ("-o", str(tmp_path / "x.xlsx"))):
        outcome = nbkpi("export", "--sdmx", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith("nbkpi: SDMX-CSV is a CSV format: --sdmx and ")


def test_bounds_of_fractions_go_outward(nbkpi: Run, tmp_path: Path) -> None:
    book = written(tmp_path / "b", [row(1, "三分之一") | {"indicator": "rate"}])
    (found,) = sdmx(nbkpi, "--book", str(book))
    assert Decimal(found["LOWER"]) < Fraction(1, 3) < Decimal(found["UPPER"])
