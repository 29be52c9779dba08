"""nbkpi report: which sections, which forms, and what happens when something is missing."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from conftest import Run

COUNTY = str(Path(__file__).parent / "books" / "county.toml")


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
        assert "nothing to show: the book has nothing of this sort" in outcome.out


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
    assert outcome.err == f"nbkpi: a report is html, md, xlsx, not {form}\n"


def test_unknown_sections_are_refused(nbkpi: Run) -> None:
    outcome = nbkpi("report", "--section", "grwth")
    assert outcome.code == 2
    assert outcome.err.startswith("nbkpi: --section is one of overview, headline,")


@pytest.mark.parametrize(("package", "name"), [("altair", "altair"), ("vl_convert", "vl-convert-python")])
def test_charts_need_an_extra_and_tables_do_not(
    package: str, name: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.html"
    file.write_text("old", "utf-8")
    monkeypatch.setitem(sys.modules, package, None)
    outcome = nbkpi("report", "-o", str(file))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"nbkpi: {name} is not installed; run: pip install 'nbkpi[report]'\n"
    assert file.read_text("utf-8") == "old"
    assert nbkpi("report", "-o", str(file), "--no-charts").code == 0
    assert "<svg" not in file.read_text("utf-8")


def test_the_same_book_gives_the_same_report(nbkpi: Run) -> None:
    first, second = (nbkpi("report", "--format", "html", "--book", COUNTY).out for _twice in range(2))
    assert first == second
    assert "<svg" in first


def test_nothing_of_it_is_imported_by_other_commands(process: Run) -> None:
    for call in (["summary"], ["growth", "--format", "html"], ["report", "--no-charts"]):
        done = process(*call, PYTHONVERBOSE="1")
        assert done.code == 0
        assert not re.search(r"import 'altair|import 'vl_convert", done.err)
