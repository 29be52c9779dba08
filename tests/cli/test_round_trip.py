"""Import after export: what `nbkpi export` writes becomes, through `nbkpi import`, the same figures again."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

DATA = Path(__file__).parents[2] / "data"
FORMATS = ("csv", "tsv", "xlsx", "parquet", "sdmx")

AWKWARD = {
    "source": [{"id": "paper", "title": "p"}, {"id": "合计", "title": "t"}, {"id": "s-1", "title": "s"}],
    "entity": [
        {"id": "total", "name": "甲县", "kind": "county", "code": "east"},
        {"id": "east", "name": "岭下", "kind": "village", "within": "total"},
        {"id": "小计", "name": "岭下", "kind": "village", "within": "east"},
        {"id": "TRUE", "name": "east", "kind": "village", "within": "total"},
        {"id": "007", "name": " 合计 ", "kind": "village", "within": "total"},
    ],
    "indicator": [
        {"id": "income", "name": "households", "unit": "万元"},
        {"id": "households", "name": "income", "unit": "户", "kind": "count", "measure": "stock"},
        {"id": "rate", "name": "率(%)", "unit": "%", "range": "any"},
        {"id": "index", "name": "指数", "unit": "1"},
    ],
    "observation": [
        {"entity": "total", "indicator": "income", "value": "88.00", "source": "paper#"},
        {"entity": "total", "indicator": "income", "value": " 88.00万元 ", "source": "paper#a#b"},
        {"entity": "total", "indicator": "income", "value": "８８．００", "source": "#somewhere"},
        {"entity": "total", "indicator": "income", "value": "0.0088亿元", "source": "s-1#'-1"},
        {"entity": "east", "indicator": "income", "value": "…"},
        {"entity": "east", "indicator": "households", "value": "—"},
        {"entity": "小计", "indicator": "households", "value": ""},
        {"entity": "小计", "indicator": "income", "value": "***"},
        {"entity": "小计", "metric": "income.change", "value": "-5.40", "status": "revised"},
        {"entity": "小计", "metric": "income.growth", "value": "－5.4%", "prices": "constant"},
        {"entity": "TRUE", "indicator": "rate", "value": "-0.6", "note": "one\n  two\r\n\tthree\n"},
        {"entity": "TRUE", "indicator": "index", "value": "1,234.50", "note": "'+1\\u000a\\\\u000A_x000a_"},
        {"entity": "007", "indicator": "households", "value": "210余户", "source": "合计#[red]", "note": "=1+1 "},
        {"entity": "007", "indicator": "income", "value": "约5", "status": "estimated", "note": "\x00\u202e\U000e0041"},
    ],
}  # fmt: skip


def toml(tables: dict[str, list[dict[str, str]]]) -> str:
    """These tables as TOML; periods are all the same."""
    lines = []
    for name, rows in tables.items():
        for row in rows:
            whole = row | ({"period": "2024"} if name == "observation" else {})
            lines += [f"[[{name}]]", *(f"{key} = {quoted(value)}" for key, value in whole.items()), ""]
    return "\n".join(lines)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def figures(book: Path) -> list[tuple[Any, ...]]:
    """Everything that a book says of its figures, in order."""
    return [
        (one.entity.id, one.measure.id, str(one.period), one.text, one.source and one.source.id, one.locator,
         one.status, one.prices, one.note, one.figure.missing, one.interval)
        for one in load(book).observations
    ]  # fmt: skip


def definitions(folder: Path, target: Path) -> None:
    """The book without its figures."""
    target.mkdir()
    for path in folder.glob("*.toml"):
        document = tomlkit.parse(path.read_text("utf-8"))
        document.pop("observation", None)
        (target / path.name).write_text(tomlkit.dumps(document), "utf-8")


def there_and_back(nbkpi: Run, book: Path, ending: str, *options: str) -> None:
    """Export the book, import that into its definitions, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        is_sdmx = ending == "sdmx"
        table, empty = Path(folder, "all.csv" if is_sdmx else f"all.{ending}"), Path(folder, "book")
        definitions(book, empty)
        done = nbkpi("export", "--book", str(book), "-o", str(table), *(["--sdmx"] if is_sdmx else []))
        assert (done.code, done.out) == (0, ""), done.err
        into = str(empty / "figures.toml")
        done = nbkpi("import", str(table), "--book", str(empty), "-o", into, *options)
        assert done.code == 0, done.err
        assert figures(empty) == figures(book)


@pytest.mark.parametrize("options", [(), ("--as-table",)], ids=["figures", "table"])
@pytest.mark.parametrize("ending", FORMATS)
def test_the_embedded_book_comes_back(nbkpi: Run, ending: str, options: tuple[str, ...]) -> None:
    there_and_back(nbkpi, DATA, ending, *options)


@pytest.mark.parametrize("options", [(), ("--as-table",)], ids=["figures", "table"])
@pytest.mark.parametrize("ending", FORMATS)
def test_an_awkward_book_comes_back(nbkpi: Run, tmp_path: Path, ending: str, options: tuple[str, ...]) -> None:
    (tmp_path / "book.toml").write_text(toml(AWKWARD), "utf-8")
    there_and_back(nbkpi, tmp_path, ending, *options)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("command", [("list", "observations"), ("metric",), ("rank", "collective_income")])
def test_results_are_not_taken_for_what_was_printed(
    command: tuple[str, ...], ending: str, lang: str, nbkpi: Run, tmp_path: Path
) -> None:
    table = str(tmp_path / f"results.{ending}")
    assert nbkpi(*command, "-o", table, "--lang", lang).code == 0
    outcome = nbkpi("import", table)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error: these are results of nbkpi, not figures as published [not-understood]" in outcome.err
    book = tmp_path / "book.toml"
    book.write_text(f'[[table]]\npath = "results.{ending}"\n', "utf-8")
    outcome = nbkpi("summary", "--book", str(book))
    assert outcome.code == 2
    assert "error: these are results of nbkpi" in outcome.err


CHARACTERS = "'=+-@＝－\\u000aA41\n\t\r\x00\x7f\u200b\u3000 #*①,;\"|<&_x/.村万元"
VALUES = "88.00|0|88| 5.20 |-5.4|-5.40万元|约5亿元|3～5|…|—||空|*|超10|１.５|6000余万元"

texts = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=12)
ids = st.text(st.sampled_from("aT1_村合计"), min_size=1, max_size=3).filter(lambda text: not text[0].isdigit())
values = st.sampled_from(VALUES.split("|"))


@st.composite
def books(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """A book whose names and words are made of what makes trouble in tables."""
    known = draw(st.lists(ids, min_size=2, max_size=3, unique=True))
    sources = draw(st.lists(ids, max_size=2, unique=True))
    entities = [{"id": one, "name": draw(texts)} for one in known]
    found = []
    for number, one in enumerate(draw(st.lists(st.sampled_from(known), min_size=1, max_size=6))):
        row = {"entity": one, "indicator": "income", "value": draw(values)}
        # Each has a place of its own, as no place prints a thing twice.
        row["source"] = f"{draw(st.sampled_from(['', *sources]))}#{number}{draw(texts)}"
        row |= {"note": draw(texts)} if draw(st.booleans()) else {}
        row |= {"status": draw(st.sampled_from(["preliminary", "revised", "estimated"]))} if draw(st.booleans()) else {}
        found.append(row)
    return {
        "source": [{"id": one, "title": one} for one in sources],
        "entity": entities,
        "indicator": [{"id": "income", "name": "收入", "unit": "万元", "range": "any"}],
        "observation": found,
    }


@pytest.mark.parametrize("ending", FORMATS)
@settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tables=books(), options=st.sampled_from([(), ("--as-table",)]))
def test_any_book_comes_back(
    nbkpi: Run, ending: str, tables: dict[str, list[dict[str, str]]], options: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "book.toml").write_text(toml(tables), "utf-8")
        there_and_back(nbkpi, Path(folder), ending, *options)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_bounds_win_over_a_number_that_a_spreadsheet_wrote_anew(ending: str, nbkpi: Run, tmp_path: Path) -> None:
    """16192.0 saved again is 16192, and 5.20% is 5.2%; the bounds beside them still say what was published."""
    words = ["16192.0", "0.50", "88", "-5.00", "5.2亿元", "超100万元", "1,234.50"]
    rows = [
        {"entity": "a", "indicator": "x", "period": str(2000 + place), "value": one} for place, one in enumerate(words)
    ]
    rows.append({"entity": "a", "indicator": "r", "period": "2024", "value": "5.20%"})
    names = [
        {"id": "x", "name": "收入", "unit": "万元"},
        {"id": "r", "name": "率", "unit": "%", "range": "any"},
    ]
    book, table = tmp_path / "b.toml", tmp_path / f"t.{ending}"
    definitions = {"entity": [{"id": "a", "name": "东村"}], "indicator": names}
    book.write_text(tomlkit.dumps({**definitions, "observation": rows}), "utf-8")
    assert nbkpi("export", "--book", str(book), "-o", str(table)).code == 0
    saved_again(table, {"16192.0": 16192, "0.50": 0.5, "-5.00": -5, "5.20%": "5.2%", "1,234.50": 1234.5})
    empty, again = tmp_path / "e", tmp_path / "again.toml"
    empty.mkdir()
    (empty / "book.toml").write_text(tomlkit.dumps(definitions), "utf-8")
    outcome = nbkpi("import", str(table), "--book", str(empty), "-o", str(again))
    assert outcome.code == 0, outcome.err
    again.write_text(tomlkit.dumps(definitions) + again.read_text("utf-8"), "utf-8")
    before, after = load(book), load(again)
    assert [one.interval for one in after.observations] == [one.interval for one in before.observations]


def saved_again(table: Path, changes: dict[str, Any]) -> None:
    """Write values into a table as a spreadsheet would that took them for numbers."""
    if table.suffix == ".csv":
        text = table.read_text("utf-8")
        for old, new in changes.items():
            quoted = f'"{old}"' if "," in old else old
            assert f",{quoted}," in text
            text = text.replace(f",{quoted},", f",{new},", 1)
        table.write_text(text, "utf-8")
        return
    book = openpyxl.load_workbook(table)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in changes:
                cell.value = changes[cell.value]
    book.save(table)
