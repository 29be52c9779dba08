"""A year in a heading was once a part of the indicator's name, and every column of the period of the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.heading_periods import split_period
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.masks import expanded, masked, period_of_sheet, spelled
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, unit="万元")
UNITS = empty_book().units


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str]]:
    return {(one.measure.name, str(one.period), one.text) for one in found.observations}


@pytest.mark.parametrize("period", ["", "2024", "2023"])
def test_english_years_are_periods(tmp_path: Path, period: str) -> None:
    found = read(tmp_path, "Village,Income 2023,Income 2024 (万元)\nEast,61,88\n", NEW._replace(period=period))
    assert said(found) == {("Income", "2023", "61"), ("Income", "2024", "88")}
    assert [one.code for one in found.findings] == ["period-against-title"] * bool(period)


NAMES = {"en": ("Income", "Households", "Net income of villages"), "zh": ("收入", "户数", "村集体经营性收入")}
SPELT = {
    "en": (("2024", "2024"), ("2023", "2023"), ("Q1 2024", "2024Q1"), ("Jan 2024", "2024-01"), ("2024-06", "2024-06")),
    "zh": (
        ("2024年", "2024"),
        ("2023", "2023"),
        ("2024年一季度", "2024Q1"),
        ("2024年1-6月", "2024H1"),
        ("2019年末", "2019"),
    ),
}
FORMS = {
    "en": (
        "{n} {p}",
        "{p} {n}",
        "{n} ({p})",
        "{n}, {p}",
        "{n}: {p}",
        "{n} in {p}",
        "{n} for {p}",
        "{n}_{p}",
        "{n}-{p}",
    ),
    "zh": ("{n}{p}", "{p}{n}", "{n}({p})", "{n}（{p}）", "{n}_{p}", "{n} {p}", "截至{p}{n}"),
}
LANGUAGES = st.sampled_from(["en", "zh"])


@st.composite
def headings(draw: st.DrawFn) -> tuple[str, str, str]:
    """A heading made of a name and a period, its name, and its period."""
    language = draw(LANGUAGES)
    name, (spelt, period) = draw(st.sampled_from(NAMES[language])), draw(st.sampled_from(SPELT[language]))
    unit = draw(st.sampled_from(["", "(万元)", " (%)"]))
    return (
        draw(st.sampled_from(FORMS[language])).format(n=name, p=spelt).replace("（", "(").replace("）", ")") + unit,
        name,
        period,
    )


@given(headings())
def test_a_period_comes_out_of_a_heading_as_it_was_put_in(made: tuple[str, str, str]) -> None:
    heading, name, period = made
    found = split_period(heading, UNITS)
    assert (found.period, found.rest.removesuffix("(万元)").removesuffix("(%)").strip()) == (period, name)


@given(headings())
def test_a_heading_says_the_period_of_its_sheet_in_any_language(made: tuple[str, str, str]) -> None:
    about = period_of_sheet("", [], [[made[0]]])
    assert str(about) == made[2]
    assert "{period}" in masked(made[0], about)
    assert expanded(masked(made[0], about), about) == spelled(made[0], about)


@pytest.mark.parametrize(
    "heading",
    [
        "GDP (constant 2015 US$)",
        "GDP, PPP (constant 2017 international $)",
        "CPI 2015=100",
        "US dollars, 2015 PPPs",
        "Change from 2019",
        "收入2000元以下(户)",
        "2000户以上村数",
        "Over 2000 yuan",
        "GB3095-2012达标天数",
        "SNA 2008 GDP",
        "S2024线里程",
        "10年期贷款",
        "近10年平均",
        "20年以上住房",
        "比2019年增长",
        "按2020年价格GDP",
    ],
)
def test_bases_amounts_and_editions_are_no_periods(heading: str) -> None:
    assert split_period(heading, UNITS) == ("", heading, "")


@pytest.mark.parametrize(
    "heading",
    [
        "FY2023 income",
        "Income FY23",
        "24年收入",
        "Income '24",
        "Income 2023/24",
        "Income 2009-10",
        "30 June 2024 income",
        "Year ended June 2024",
        "2024 first half income",
        "一季度收入2024",
        "Income since 2010",
        "2020年以来建成户数",
        "Growth 2019-2024",
        "Total 2023 2024",
        "Built 1990",
    ],
)
def test_a_year_that_is_unclear_is_asked_for(tmp_path: Path, heading: str) -> None:
    assert split_period(heading, UNITS).unclear == heading
    found = read(tmp_path, f'Village,"{heading}"\nEast,61\n', NEW._replace(period="2024"))
    assert not found.observations
    assert any(one.severity == "error" for one in found.findings)


def test_the_user_may_say_that_the_year_is_a_part_of_the_name(tmp_path: Path) -> None:
    asked = NEW._replace(period="2024", columns={"Served since 2010": "Served since 2010"})
    found = read(tmp_path, "Village,Served since 2010\nEast,61\n", asked)
    assert said(found) == {("Served since 2010", "2024", "61")}


def test_levels_of_a_heading_that_say_two_years(tmp_path: Path) -> None:
    text = "Village,2024,2024\n,Income,Income 2023\nEast,88,61\n"
    found = read(tmp_path, text, NEW._replace(header=(1, 2)))
    assert said(found) <= {("Income", "2024", "88")}
    assert any(one.severity == "error" and one.path == "t.csv!C2" for one in found.findings)


def test_rows_that_say_a_year(tmp_path: Path) -> None:
    text = "指标,数值\n2024年收入(万元),5\nIncome 2023,4\n比2019年增收(万元),3\n"
    found = read(tmp_path, text, NEW._replace(period="2024", entity="东山村"))
    assert said(found) >= {("收入", "2024", "5"), ("比2019年增收", "2024", "3")}
    assert [one.path for one in found.findings if one.severity == "error"] == ["t.csv!A3"]


def test_a_title_in_english_against_the_period_given(tmp_path: Path) -> None:
    text = "Village income 2023,\nVillage,Income\nEast,61\n"
    assert [one.code for one in read(tmp_path, text, NEW._replace(period="2024")).findings] == ["period-against-title"]
    assert not read(tmp_path, text, NEW._replace(period="2023")).findings


def test_a_column_of_targets_is_no_indicator_in_silence(tmp_path: Path) -> None:
    text = "2024年情况\n村名,收入(万元),收入目标(万元)\n东村,5,6\n西村,7,8\n"
    found = read(tmp_path, text)
    assert [(one.code, one.path) for one in found.findings] == [("may-be-targets", "t.csv!C2")]
    said_so = read(tmp_path, text, NEW._replace(columns={"收入目标(万元)": "target:收入"}))
    assert not said_so.findings
    assert {one.text for one in said_so.targets} == {"6", "8"}
