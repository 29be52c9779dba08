"""rank, compare, trend, target and totals on a county's book, word by word: the files in expected/."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from conftest import Run, Schema

BOOKS = Path(__file__).parent / "books"
SCREENS = {
    "county-rank": ("rank", "income"),
    "county-rank-dense": ("rank", "income", "--ties", "dense", "--ascending", "--places", "1"),
    "county-rank-ends": ("rank", "income", "--top", "1", "--bottom", "1"),
    "county-rank-town": ("rank", "income", "--kind", "town"),
    "county-rank-lower": ("rank", "accidents", "--period", "2025"),
    "county-rank-totals": ("rank", "resolution_rate", "--aggregate", "--kind", "town"),
    "county-rank-csv": ("rank", "income", "--format", "csv"),
    "county-totals": ("metric", "resolution_rate", "income", "--aggregate"),
    "county-totals-missing": ("metric", "resolution_rate", "--aggregate", "--county", "甲县", "--period", "2024"),
    "county-compare": ("compare", "东村", "西村"),
    "county-compare-three": ("compare", "东村", "西村", "南村", "--indicator", "income", "--period", "2024"),
    "county-compare-csv": ("compare", "东村", "西村", "--indicator", "resolution_rate", "--format", "csv"),
    "county-compare-md": ("compare", "东村", "西村", "--format", "md"),
    "county-trend": ("trend", "income", "--within", "平镇"),
    "county-trend-md": ("trend", "income", "--village", "东村", "--format", "md"),
    "county-target": ("target",),
    "county-target-days": ("target", "--as-of", "2025Q1", "--calendar", "days", "--indicator", "income"),
    "county-target-csv": ("target", "--indicator", "income", "--format", "csv"),
    "county-target-json": ("target", "--entity", "平镇", "--json"),
    "county-target-zh": ("target", "--lang", "zh"),
}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BOOKS)


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi(*SCREENS[name], "--book", "county.toml")
    assert (outcome.code, outcome.err) == (0, "")
    expected(name, outcome.out)


@pytest.mark.parametrize("name", SCREENS)
def test_json_keeps_to_its_schema(name: str, nbkpi: Run, schema: Schema) -> None:
    call = [word for word in SCREENS[name] if word not in ("csv", "md", "--json", "--format")]
    whole = nbkpi(*call, "--book", "county.toml", "--json").json()
    schema.validate(whole)
    assert whole["results"]
    assert not any(block in json.dumps(whole, ensure_ascii=False) for block in "▁▂▃▄▅▆▇█")
    assert not schema.is_valid({**whole, "results": [{**whole["results"][0], "x": 1}]})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("rank",), "MEASURE"),
        (("rank", "incme"), "there is no indicator or metric “incme”"),
        (("rank", "income", "--ties", "max"), "--ties must be one of min, dense, not “max”"),
        (("rank", "income", "--ascending", "--descending"), "--ascending and --descending cannot be used together"),
        (("rank", "per_household.growth", "--top", "0"), "--top must be a whole number of 1 or more"),
        (("metric", "--aggregate"), "--aggregate needs the names"),
        (("metric", "share_of_farmers", "--aggregate"), "“比率” cannot be added up: it is a rate"),
        (
            ("rank", "per_head", "--aggregate"),
            "“人均收入” cannot be added up: what is measured in 元/人 is not an amount",
        ),
        (("compare", "东村"), "name at least two entities"),
        (("compare", "东村", "东村"), "name at least two entities"),
        (("compare", "东村", "nowhere"), "there is no entity “nowhere”"),
        (
            ("compare", "东村", "西村", "--within", "甲县"),
            "name the entities to compare as arguments; options that choose entities do not apply",
        ),
        (("trend", "nothing"), "there is no indicator or metric “nothing”"),
        (("target", "--as-of", "yesterday"), "“yesterday” is not a period"),
        (("target", "--calendar", "weeks"), "--calendar must be one of months, days, not “weeks”"),
    ],
)
def test_misuse_is_one_clear_sentence(call: tuple[str, ...], message: str, nbkpi: Run) -> None:
    outcome = nbkpi(*call, "--book", "county.toml")
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert "Traceback" not in outcome.err


def test_ascii_has_its_own_blocks(nbkpi: Run) -> None:
    call = ("trend", "income", "--village", "东村", "--book", "county.toml")
    drawn = nbkpi(*call).out.splitlines()[1].split("  ")[0]
    assert set(drawn) <= set("▁▂▃▄▅▆▇█ ")
    plain = nbkpi(*call, encoding="ascii").out.splitlines()[1]
    assert plain[: len(drawn)] == drawn.translate(str.maketrans("▁▂▃▄▅▆▇█", "_.:-=+*#"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["county-compare", "county-target", "county-rank", "county-trend"])
def test_workbooks_open_with_what_people_read_and_head_every_number(
    name: str, lang: str, nbkpi: Run, tmp_path: Path
) -> None:
    file = str(tmp_path / "t.xlsx")
    assert nbkpi(*SCREENS[name], "--book", "county.toml", "-o", file, "--lang", lang)[:2] == (0, "")
    book = openpyxl.load_workbook(file)
    for sheet in book:
        headings = [cell.value for cell in sheet[int(sheet.freeze_panes[1:]) - 1]]
        assert len(set(headings)) == len(headings)
        assert not [heading for heading in headings if "_" in heading]
    assert book.sheetnames[-2] == {"en": "all columns", "zh": "全部各列"}[lang]
    assert book.worksheets[0].title[:2] in ("东村", "村集")
    kinds = {type(cell.value) for sheet in book.worksheets[:-1] for row in sheet.iter_rows(min_row=2) for cell in row}
    assert kinds & {int, float}


def test_kinds_are_completed(nbkpi: Run) -> None:
    words = ("rank", "income", "--book", "county.toml", "--kind")
    assert nbkpi(*words, _NBKPI_COMPLETE="zsh", _NBKPI_WORD="v").out.split() == ["village"]
    assert nbkpi("compare", "东村", _NBKPI_COMPLETE="zsh", _NBKPI_WORD="西", NBKPI_BOOK="county.toml").out.split() == [
        "西村"
    ]
