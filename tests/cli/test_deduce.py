"""nbkpi deduce: what follows though nobody printed it, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

if TYPE_CHECKING:
    from conftest import Run, Schema

CITY = {
    ("population", "2023"),
    ("registered_population", "2023"),
    ("urbanisation_rate", "2023"),
    ("primary", "2023"),
    ("secondary", "2023"),
    ("tertiary", "2023"),
    ("villages_total", "2025"),
    ("core_zones_planned", "2025"),
}
BOOK = """
[[entity]]
id = "county"
name = "甲县"
[[entity]]
id = "east"
name = "{name}"
within = "甲县"
[[entity]]
id = "west"
name = "西村"
within = "甲县"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[metric]]
id = "mean"
name = "村均收入"
unit = "万元"
formula = "mean(income)"
[[observation]]
entity = "county"
metric = "mean"
period = "2024"
value = "104.0万元"
[[observation]]
entity = "west"
indicator = "income"
period = "2024"
value = "120.0万元"
[[observation]]
entity = "east"
indicator = "income"
period = "2022"
value = "50.0万元"
"""


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., str]:
    """A county's mean of two villages, one of which was not printed."""

    def written(name: str = "东村", more: str = "") -> str:
        path = tmp_path / "book.toml"
        path.write_text(BOOK.format(name=name) + more, "utf-8")
        return str(path)

    return written


def named(results: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["measure"]["id"], one["period"]) for one in results}


def test_everything_that_follows_for_the_city(nbkpi: Run) -> None:
    results = nbkpi("deduce", "--city", "宁波市", "--json").results()
    assert named(results) == CITY
    assert {one["basis"] for one in results} == {"implied"}
    assert all(one["inputs"] and one["steps"] and one["sources"] for one in results)


def test_nothing_that_was_printed_is_listed(nbkpi: Run) -> None:
    printed = {
        (one["entity"]["id"], one["measure"]["id"], one["period"])
        for one in nbkpi("list", "observations", "--json").results()
    }
    found = {(one["entity"]["id"], one["measure"]["id"], one["period"]) for one in nbkpi("deduce", "--json").results()}
    assert found
    assert not found & printed


def test_a_village_by_the_mean_of_its_county(nbkpi: Run, book: Callable[..., str]) -> None:
    """What the command lists, explain explains, and the library knows."""
    import nbkpi as library

    path = book()
    (one,) = nbkpi("deduce", "--book", path, "--entity", "东村", "--json").results()
    assert (one["value"], one["lower"], one["upper"]) == (88, 87.85, 88.15)
    explained = nbkpi("explain", "income", "--entity", "东村", "--period", "2024", "--book", path)
    assert explained.code == 0
    assert "“" not in explained.out or "104.0万元" in explained.out
    found = library.load(path).metric("income", entity="东村", period="2024")
    assert (found.basis, found.interval is not None) == ("implied", True)


@pytest.mark.parametrize("kind", ["table", "md", "json", "jsonl", "csv", "tsv"])
def test_every_format(kind: str, nbkpi: Run) -> None:
    outcome = nbkpi("deduce", "--village", "东山村", "--format", kind)
    assert (outcome.code, outcome.err) == (0, "")
    if kind in ("csv", "tsv"):
        (row,) = csv.DictReader(io.StringIO(outcome.out), delimiter="," if kind == "csv" else "\t")
        assert (row["measure_id"], row["period"]) == ("collective_income", "2023")
    elif kind == "jsonl":
        assert json.loads(outcome.out)["basis"] == "implied"
    else:
        assert "61.28" in outcome.out


@pytest.mark.parametrize("arguments", [(), ("--village", "东山村"), ("--period", "1949")])
def test_json_keeps_to_its_schema(arguments: tuple[str, ...], nbkpi: Run, schema: Schema) -> None:
    whole = nbkpi("deduce", *arguments, "--json").json()
    schema.validate(whole)
    assert whole["command"] == "deduce"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--period", "2023", "--city", "宁波市"), {one for one in CITY if one[1] == "2023"}),
        (("--indicator", "population"), {("population", "2023")}),
        (("--within", "江北区"), {("resolved", "2025")}),
        (("--source", "nbdaily-2025", "--city", "宁波市"), {one for one in CITY if one[1] == "2025"}),
        (("--county", "宁海县"), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters(filters: tuple[str, ...], found: set[tuple[str, str]], nbkpi: Run) -> None:
    assert named(nbkpi("deduce", *filters, "--json").results()) == found


def test_nothing_follows(nbkpi: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('[book]\ntitle = "t"\n[[entity]]\nid = "a"\nname = "甲村"\n', "utf-8")
    outcome = nbkpi("deduce", "--book", str(path))
    assert (outcome.code, outcome.err) == (0, "")
    assert nbkpi("deduce", "--book", str(path), "--json").results() == []


def test_into_a_file(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "found.csv"
    assert nbkpi("deduce", "-o", str(file)) == (0, "", f"written to “{file}”\n")
    assert file.read_text("utf-8") == nbkpi("deduce", "--format", "csv").out


@pytest.mark.parametrize("kind", ["table", "md", "json", "csv"])
@pytest.mark.parametrize("name", ["[red]村[/red]", "=cmd()", "村\\u001b[31m"])
def test_names_that_would_do_harm(name: str, kind: str, nbkpi: Run, book: Callable[..., str]) -> None:
    outcome = nbkpi("deduce", "--book", book(name), "--format", kind)
    assert (outcome.code, outcome.err) == (0, "")
    assert "\x1b" not in outcome.out
    assert kind != "csv" or not any(
        cell.startswith("=") for row in csv.reader(io.StringIO(outcome.out)) for cell in row
    )


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal(columns: int, screen: Callable[..., str]) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", screen(columns, "deduce"))
    assert max(map(wcswidth, shown.splitlines())) <= columns
    for words in ("969.64–969.76", "61.28 万元", "196–294 件", "218–2180 个"):
        assert words in shown
