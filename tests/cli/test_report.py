"""nbkpi report: which sections, which forms, and what happens when something is missing."""

from __future__ import annotations

import html
import re
import sys
import tempfile
import webbrowser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import openpyxl
import pytest

from nbkpi.errors import installing
from nbkpi.version import __version__

if TYPE_CHECKING:
    from conftest import Run

COUNTY = str(Path(__file__).parent / "books" / "county.toml")
VILLAGES = str(Path(__file__).parent / "books" / "villages.toml")
TEXT = str(Path(__file__).parent / "texts" / "wrong.txt")


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="([^"]*)"', page)


def test_sections_come_as_they_are_asked_for(nbkpi: Run, tmp_path: Path) -> None:
    asked = ("--section", "ranks", "--section", "headline", "--section", "coverage", "--section", "ranks")
    page = nbkpi("report", "--format", "html", "--no-charts", "--book", COUNTY, *asked).out
    assert sections(page) == ["ranks", "headline", "coverage"]
    assert page.count("nothing to show") == 1
    book = tmp_path / "b.toml"
    book.write_text(f'{Path(COUNTY).read_text("utf-8")}[report]\nsections = ["sources"]\ntitle = "Own"\n', "utf-8")
    page = nbkpi("report", "--format", "html", "--book", str(book)).out
    assert sections(page) == ["sources"]
    assert "<h1>Own</h1>" in page
    page = nbkpi("report", "--format", "html", "--book", str(book), "--section", "growth", "--title", "Other").out
    assert sections(page) == ["growth"]
    assert "<h1>Other</h1>" in page


def test_sections_with_nothing_to_show_are_left_out(nbkpi: Run) -> None:
    page = nbkpi("report", "--format", "html", "--no-charts").out
    assert {"targets", "ranks", "trends"}.isdisjoint(sections(page))
    assert {"headline", "findings", "growth", "coverage", "resolution", "deduced", "sources"} <= set(sections(page))


def test_filters_hold_for_every_section(nbkpi: Run) -> None:
    page = nbkpi("report", "--format", "md", "--book", COUNTY, "--village", "东村").out
    assert "东村" in page
    assert not [name for name in ("西村", "南村", "北村") if name in page]


def test_rankings_stop_where_asked(nbkpi: Run) -> None:
    call = ("report", "--format", "html", "--no-charts", "--book", COUNTY, "--section", "ranks")
    rows = [page.count('<tr class="why">') for page in (nbkpi(*call, "--top", "1").out, nbkpi(*call).out)]
    # First may be two of the four incomes, and one of the three counts of cases.
    assert rows == [3, 7]
    assert "2 more rows" in nbkpi(*call, "--top", "1").out


def test_a_book_without_figures_is_a_page_too(nbkpi: Run, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text('[book]\ntitle = "empty"\n[[indicator]]\nid = "a"\nname = "a"\nunit = "人"\n', "utf-8")
    for form in ("html", "md"):
        outcome = nbkpi("report", "--book", str(book), "--format", form)
        assert (outcome.code, outcome.err) == (0, "")
        assert "nothing to show: the book has none of these" in outcome.out


def test_a_workbook_has_a_sheet_for_each_section(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    assert nbkpi("report", "-o", str(file)).code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:2] == ["At a glance", "Growth"]
    rows = [dict(zip([cell.value for cell in book["Growth"][1]], values, strict=True))
            for values in book["Growth"].iter_rows(min_row=2, values_only=True)]  # fmt: skip
    results = nbkpi("growth", "--json").results()
    assert len(rows) == len(results)
    (income,) = [row for row in rows if row["measure id"] == "collective_income"]
    assert (income["lower bound"], income["upper bound"]) == (
        pytest.approx(60.9119),
        pytest.approx(61.6510),
    )


@pytest.mark.parametrize("form", ["table", "json", "csv", "parquet"])
def test_other_forms_are_refused(form: str, nbkpi: Run) -> None:
    outcome = nbkpi("report", "--format", form)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"nbkpi: --format must be one of html, md, xlsx, not “{form}”\n"


def test_unknown_sections_are_refused(nbkpi: Run) -> None:
    outcome = nbkpi("report", "--section", "grwth")
    assert outcome.code == 2
    assert outcome.err.startswith("nbkpi: --section must be one of overview, headline,")


@pytest.mark.parametrize(("package", "name"), [("altair", "altair"), ("vl_convert", "vl-convert-python")])
def test_charts_need_an_extra_and_tables_do_not(
    package: str, name: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.html"
    file.write_text("old", "utf-8")
    monkeypatch.setitem(sys.modules, package, None)
    outcome = nbkpi("report", "-o", str(file))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"nbkpi: {name} is not installed; run: {installing('report')}; or do without: --no-charts\n"
    assert file.read_text("utf-8") == "old"
    assert nbkpi("report", "-o", str(file), "--no-charts", "--section", "growth").code == 0
    assert "<svg" not in file.read_text("utf-8")


def test_the_same_book_gives_the_same_report(nbkpi: Run) -> None:
    first, second = (nbkpi("report", "--format", "html", "--book", COUNTY).out for _twice in range(2))
    assert first == second
    assert "<svg" in first


def test_nothing_of_it_is_imported_by_other_commands(process: Run) -> None:
    for call in (["summary"], ["growth", "--format", "html"], ["report", "--no-charts", "--section", "growth"]):
        done = process(*call, PYTHONVERBOSE="1")
        assert done.code == 0
        assert not re.search(r"import 'altair|import 'vl_convert", done.err)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser is asked to open; none is really opened."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not addresses.append(address))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return addresses


@pytest.mark.parametrize(
    "call", [("report", "--no-charts", "--section", "coverage"), ("audit", TEXT)], ids=lambda call: call[0]
)
def test_a_page_is_opened_once_it_is_written(call: tuple[str, ...], nbkpi: Run, opened: list[str]) -> None:
    file = Path(tempfile.gettempdir(), "own.html")
    outcome = nbkpi(*call, "--open", "-o", str(file))
    assert (outcome.code, outcome.out) == (call[0] == "audit", "")
    assert opened == [file.as_uri()]
    assert "<!DOCTYPE html>" in file.read_text("utf-8")
    # Without a name it is a new file among the temporary ones.
    assert nbkpi(*call, "--open").code == (call[0] == "audit")
    page = Path(url2pathname(urlsplit(opened[1]).path))
    assert "<!DOCTYPE html>" in page.read_text("utf-8")
    assert page != file


def test_where_no_browser_is_the_page_is_named(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.html"

    def refused(_address: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    for way in (lambda _address: False, refused):
        monkeypatch.setattr(webbrowser, "open", way)
        outcome = nbkpi("report", "--no-charts", "--section", "coverage", "--open", "-o", str(file))
        assert outcome.code == 0
        assert outcome.err.splitlines()[-1] == f"no browser could be opened; the page is {file}"
        assert file.is_file()


@pytest.mark.parametrize(
    "call",
    [
        ("report", "--format", "md"),
        ("report", "-o", "r.xlsx"),
        ("audit", TEXT, "--json"),
        ("audit", TEXT, "-o", "r.docx"),
    ],
    ids=" ".join,
)
def test_only_pages_are_opened(call: tuple[str, ...], nbkpi: Run, opened: list[str]) -> None:
    outcome = nbkpi(*call, "--open")
    assert (outcome.code, outcome.out, opened) == (2, "", [])
    assert "--open shows a web page, not " in outcome.err


def test_a_file_says_when_and_with_what_it_was_made(nbkpi: Run, tmp_path: Path) -> None:
    said = f"made on 2025-07-09 with nbkpi {__version__}"
    call = ("report", "--book", VILLAGES, "--section", "overview", "--no-charts")
    for ending in ("html", "md"):
        file = tmp_path / f"r.{ending}"
        assert nbkpi(*call, "-o", str(file), SOURCE_DATE_EPOCH="1752019200").code == 0
        assert said in file.read_text("utf-8")
    file = tmp_path / "r.xlsx"
    assert nbkpi(*call, "-o", str(file), SOURCE_DATE_EPOCH="1752019200").code == 0
    notes = [row[0].value for row in openpyxl.load_workbook(file).worksheets[-1].iter_rows()]
    assert said in notes
    assert "figures up to Jun 2025" in notes
    # What goes into a pipe is the same on every day.
    assert "made on" not in nbkpi(*call, "--format", "html").out
    # A day that is none is not an error of the user.
    for day in ("", "soon", "9" * 30):
        assert nbkpi(*call, "-o", str(tmp_path / "r.md"), SOURCE_DATE_EPOCH=day).code == 0
        assert f"made on {date.today().year}" in (tmp_path / "r.md").read_text("utf-8")


def test_every_form_has_the_same_parts_first_things_first(nbkpi: Run, tmp_path: Path) -> None:
    call = ("report", "--book", VILLAGES, "--no-charts")
    page, text = (nbkpi(*call, "--format", form).out for form in ("html", "md"))
    file = tmp_path / "r.xlsx"
    assert nbkpi(*call, "-o", str(file)).code == 0
    headings = re.findall("(?m)^## (.*)$", text)
    assert headings == [html.unescape(one) for one in re.findall("<h2[^>]*>(.*?)</h2>", page)]
    book = openpyxl.load_workbook(file)
    assert headings[0] == "Side by side"
    assert book.sheetnames[0].startswith("By village  12")
    assert book.sheetnames[3:-1] == [heading[:31] for heading in headings[1:]]
    rows = list(book.worksheets[0].iter_rows(min_row=3, max_row=3, values_only=True))
    assert rows == [("东山村", 10.9, 65.6, 4.4, "450余户", "-1.1–0.7%", 17, 88)]
    # The unit of all numbers of a column stands in its heading.
    assert book.worksheets[0]["B2"].value.endswith(" (万元)")
    assert book.worksheets[0]["B3"].number_format == "0.0"


def test_what_is_for_programs_is_folded_away_in_a_workbook(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    assert nbkpi("report", "--book", VILLAGES, "--section", "targets", "-o", str(file)).code == 0
    sheet = openpyxl.load_workbook(file).worksheets[0]
    headings = {cell.value: cell for cell in sheet[1]}
    folded = {place for one in sheet.column_dimensions.values() if one.hidden for place in range(one.min, one.max + 1)}
    shown = [name for name, cell in headings.items() if cell.column not in folded]
    assert {"entity", "measure", "period", "target"} <= set(shown)
    assert not [name for name in shown if name.endswith(("id", "lower bound", "included", "· unit"))]
    # Each amount has its own unit.
    formats = {name: sheet.cell(2, cell.column).number_format for name, cell in headings.items()}
    (attained,) = (form for name, form in formats.items() if name.startswith("percent of target") and "value" in name)
    (actual,) = (form for name, form in formats.items() if name.startswith("actual") and "value" in name)
    assert attained.endswith('"%"')
    assert actual.endswith('" 万元"')
    assert formats["expected by now"] == '0"%"'
