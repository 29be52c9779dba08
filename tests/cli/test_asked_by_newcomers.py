"""What is asked without knowing the words of the commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.figure import read

if TYPE_CHECKING:
    from conftest import Run

SHEET = "2025年上半年各村指标\n村名,集体收入(万元),户数(户)\n甲村,60,200\n乙村,80,400\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.csv").write_text(SHEET, "utf-8")
    assert nbkpi("import", "s.csv", "--new", "county").code == 0
    monkeypatch.chdir("county")


def test_list_alone_says_what_can_be_listed(nbkpi: Run) -> None:
    outcome = nbkpi("list")
    assert outcome.code == 0
    counts = {"entities": 2, "indicators": 2, "metrics": 0, "breakdowns": 0, "sources": 1, "observations": 4}
    assert [line.split() for line in outcome.out.splitlines()[2:8]] == [
        ["nbkpi", "list", sort, str(count)] for sort, count in counts.items()
    ]
    assert nbkpi("list", "--json").results()[0] == {"what": "entities", "count": 2}


def test_metrics_that_need_no_definition_are_named(nbkpi: Run) -> None:
    assert "集体收入.growth, 集体收入.change" in nbkpi("list", "metrics").out


def test_growth_as_an_option_leads_to_its_name(nbkpi: Run) -> None:
    assert "did you mean “MEASURE.growth”?" in nbkpi("rank", "集体收入", "--growth").err


def test_a_formula_is_ranked_as_it_is(nbkpi: Run) -> None:
    found = nbkpi("rank", "集体收入/户数", "--json").results()
    assert [(one["entity"]["name"], one["value"]) for one in found] == [("甲村", 0.3), ("乙村", 0.2)]
    for wrong in ("集体收入/无此指标", "集体收入+户数", "1/2", "集体收入/"):
        refused = nbkpi("rank", wrong)
        assert (refused.code, f"there is no indicator or metric “{wrong}”" in refused.err) == (2, True)


def test_a_figure_that_was_read_shows_itself_in_short() -> None:
    assert repr(read("88万元")) == "<Figure 88万元: 87.5–88.5 万元>"
    assert repr(read("—")) == "<Figure —: not_applicable>"
