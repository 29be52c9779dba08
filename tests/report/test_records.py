"""What programs get: JSON by the published schema, exact ends, the same in every language, and CSV beside it."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import tomli

import nbkpi as library

if TYPE_CHECKING:
    from conftest import Run, Schema

DATA = Path(__file__).parents[2] / "data"
SORTS = ("entities", "indicators", "metrics", "sources", "observations", "units")
CALLS = [
    ("summary",),
    ("growth",),
    ("coverage",),
    ("resolution",),
    ("metric",),
    ("metric", "market_share_growth", "gdp.growth"),
    ("calc", "profit / (sales - sales)"),
    ("calc", "sales / years()", "--unit", "亿元"),
    ("explain", "gdp_per_head"),
    ("explain", "办结率"),
    ("summary", "--period", "1949"),
    ("rank", "collective_income"),
    ("rank", "resolution_rate", "--kind", "village"),
    ("compare", "奉化区", "余姚市"),
    ("trend", "collective_income"),
    ("target",),
    *(("list", sort) for sort in SORTS),
    ("export",),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_json_keeps_to_its_schema(call: tuple[str, ...], nbkpi: Run, schema: Schema) -> None:
    whole = nbkpi(*call, "--json").json()
    schema.validate(whole)
    assert whole["command"] == call[0]
    for changed in ({**whole, "more": 1}, {**whole, "schema": "nbkpi/1"}, {**whole, "results": [{"id": 1}]}):
        assert not schema.is_valid(changed)


def test_the_embedded_book_keeps_to_the_schema_of_books(nbkpi: Run) -> None:
    published = json.loads(nbkpi("schema").out)
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    for file in DATA.glob("*.toml"):
        book = tomli.loads(file.read_text("utf-8"))
        validator.validate(json.loads(json.dumps(book, default=str)))
        assert not validator.is_valid({**book, "observations": []})
        assert not validator.is_valid({**book, "book": {"title": 3}})


def exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


@pytest.mark.parametrize("call", [call for call in CALLS if call[0] not in ("list", "calc", "export")], ids=" ".join)
def test_exact_ends_are_those_of_the_library(call: tuple[str, ...], nbkpi: Run) -> None:
    book = library.load()
    for record in nbkpi(*call, "--json").results():
        lower, upper = (exact(record["exact"][key]) for key in ("lower", "upper"))
        interval = (lower, record["lower_closed"], upper, record["upper_closed"])
        result = book.metric(record["measure"]["id"], entity=record["entity"]["id"], period=record["period"])
        if (result.basis, result.interval is None) != (record["basis"], interval == (None,) * 4):
            continue  # Of one measure there may be several results; the library gives the first.
        ours = result.interval
        if ours is not None:
            assert interval == (ours.lower, ours.lower_closed, ours.upper, ours.upper_closed)
        assert result.display() == record["display"]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_the_value_lies_within_its_bounds(call: tuple[str, ...], nbkpi: Run) -> None:
    for record in nbkpi(*call, "--json").results():
        best = "nominal" if call == ("export",) else "value"
        value, lower, upper = (exact(record.get("exact", {}).get(key)) for key in (best, "lower", "upper"))
        if value is not None:
            assert lower is None or lower <= value
            assert upper is None or value <= upper


def test_json_lines_are_the_results(nbkpi: Run) -> None:
    for call in CALLS:
        lines = nbkpi(*call, "--format", "jsonl").out.split("\n")
        assert lines.pop() == ""
        assert [json.loads(line) for line in lines] == nbkpi(*call, "--json").results()


SPOKEN = {"display", "reason", "name", "notes"}
"""What is for people, and so in their language."""


def unspoken(value: Any) -> Any:
    if isinstance(value, dict):
        spoken = {*SPOKEN, "measure"} if "measure_id" in value else SPOKEN
        return {key: unspoken(one) for key, one in value.items() if key not in spoken}
    return [unspoken(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_json_is_the_same_in_every_language(call: tuple[str, ...], nbkpi: Run, schema: Schema) -> None:
    english, chinese = (nbkpi(*call, "--json", "--lang", language).json() for language in ("en", "zh"))
    schema.validate(chinese)
    assert unspoken(english) == unspoken(chinese)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_csv_has_a_row_for_each_result_and_bounds_that_hold(call: tuple[str, ...], nbkpi: Run) -> None:
    records = nbkpi(*call, "--json").results()
    rows = list(csv.DictReader(nbkpi(*call, "--format", "csv").out.splitlines(), strict=True))
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        for key, sign in (("lower", -1), ("upper", 1)):
            if record.get(key) is None:
                assert not row.get(key)
                continue
            ends = [Fraction(Decimal(row[key])), Fraction(record["exact"][key])]
            assert sign * (ends[0] - ends[1]) >= 0
            assert abs(ends[0] - ends[1]) <= abs(ends[1]) / 10**14
        assert "/" not in "".join(row.get(key) or "" for key in ("value", "lower", "upper"))


def test_tsv_is_csv_with_tabs(nbkpi: Run) -> None:
    for call in CALLS:
        comma, tab = (nbkpi(*call, "--format", form).out.splitlines() for form in ("csv", "tsv"))
        assert list(csv.reader(comma)) == list(csv.reader(tab, delimiter="\t"))
