"""The tables that lay entities side by side, and the charts of a report: one question each, nothing lost in silence."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from nbkpi.language import use
from nbkpi.loading.load import load
from nbkpi.report.asker import Asker
from nbkpi.report.bulletin import bulletin
from nbkpi.report.chart import Bars, Bullets, Line
from nbkpi.report.overview import COLUMNS
from nbkpi.report.page import Page
from nbkpi.report.results import Style
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

BOOKS = Path(__file__).parents[1] / "cli" / "books"


def report(*wanted: str, book: str = "villages", top: int = 20, **filters: list[str]) -> Page:
    found = load(BOOKS / f"{book}.toml")
    return bulletin(Asker(Calculator(found), select(found, **filters), Style(), top), wanted)


@pytest.fixture(scope="module")
def page() -> Page:
    return report()


def test_a_report_begins_with_villages_as_rows(page: Page) -> None:
    first = page.sections[0]
    assert first.name == "overview"
    villages, more, towns = (block.table for block in first.blocks)
    assert [len(table.rows) for table in (villages, more, towns)] == [12, 12, 4]
    assert [row[0] for row in towns.rows][-1] == "示例县"  # What all of them lie in stands below them.
    assert [column.heading for column in villages.columns] == [
        "village",
        "村集体经营性收入 · Jun 2025",
        "村集体经营性收入 · Jan–Jun 2025, cumulative",
        "村集体经营性收入 year-on-year growth · Jan–Jun 2025",
        "农户 · Jun 2025",
        "农户 year-on-year growth · Jun 2025",
        "群众诉求受理 · Jun 2025",
        "群众诉求受理 · Jan–Jun 2025, cumulative",
    ]
    assert villages.rows[0] == ("东山村", "10.9万元", "65.6万元", "4.4%", "450余户", "-1.1–0.7%", "17件", "88件")
    assert villages.rows[10][:4] == ("双溪口村", "—", "—", "—")


def test_what_was_printed_otherwise_is_said_below(page: Page) -> None:
    assert page.sections[0].blocks[0].lines == [
        "湖头村 · 村集体经营性收入 year-on-year growth · Jan–Jun 2025: but published: 17.1%"
    ]


def test_those_without_any_figure_are_named() -> None:
    (block,) = report("overview", book="county").sections[0].blocks
    assert block.lines == ["without any of these figures: 湖村"]


def test_tables_fit_on_paper_and_keep_the_columns_of_a_measure_together(page: Page) -> None:
    for block in page.sections[0].blocks:
        headings = [column.heading.partition(" · ")[0].removesuffix(" growth") for column in block.table.columns[1:]]
        assert len(headings) <= COLUMNS
        assert len(set(headings)) == len(list(groupby(headings)))
    first, second = ([column.heading.split(" · ")[0] for column in block.table.columns[1:]]
                     for block in page.sections[0].blocks[:2])  # fmt: skip
    assert not set(first) & set(second)


def test_what_does_not_fit_on_paper_stands_in_a_further_table() -> None:
    (section,) = report("overview", indicators=["income", "households", "received", "coverage"]).sections
    assert [len(block.table.columns) - 1 for block in section.blocks[:2]] == [COLUMNS, 1]


def test_the_headline_tells_the_month_from_the_year_so_far() -> None:
    (section,) = report("headline", entities=["v0"]).sections
    income = section.cards[0]
    assert income.value == "65.6万元"
    assert income.about == "东山村 · Jan–Jun 2025, cumulative · Jun 2025: 10.9万元 · year-on-year growth 4.4%"
    assert income.derivation is not None
    assert len(income.derivation.tables) == 3


def test_periods_are_in_the_words_of_the_language() -> None:
    use("zh")
    try:
        heading = report("overview").sections[0].blocks[0].table.columns[2].heading
    finally:
        use("en")
    assert heading == "村集体经营性收入 · 2025年1—6月累计"


@pytest.mark.parametrize("book", ["villages", "county"])
def test_a_chart_has_one_measure_and_one_period(book: str) -> None:
    page = report(book=book)
    charts = [block.chart for section in page.sections for block in section.blocks if block.chart is not None]
    assert charts
    names = {one.label for one in load(BOOKS / f"{book}.toml").entities}
    titles = [chart.title for chart in charts]
    # Each question is asked once, and says of what and when.
    assert len(titles) == len(set(titles))
    for chart in charts:
        if isinstance(chart, Bars):
            assert {bar.label for bar in chart.bars} <= names
            assert " · " in chart.title
            ends = [bar.extent.value for bar in chart.bars if bar.extent.value is not None]
            assert "growth" not in chart.title or ends == sorted(ends, reverse=True)
        elif isinstance(chart, Bullets):
            assert all(bullet.text.endswith("%") or "–" in bullet.text for bullet in chart.bullets)
        else:
            assert isinstance(chart, Line)


def test_levels_are_not_in_one_chart(page: Page) -> None:
    (growth,) = (section for section in page.sections if section.name == "growth")
    income, households = (block.chart for block in growth.blocks[:2])
    assert isinstance(income, Bars)
    assert isinstance(households, Bars)
    assert income.title == "村集体经营性收入 year-on-year growth · Jan–Jun 2025"
    assert "示例县" not in [bar.label for bar in income.bars]
    assert (len(income.bars), len(households.bars)) == (11, 12)


def test_a_chart_shows_what_was_printed(page: Page) -> None:
    (growth,) = (section for section in page.sections if section.name == "growth")
    chart = growth.blocks[0].chart
    assert isinstance(chart, Bars)
    # Computed it is 11.18%.
    assert [bar.text for bar in chart.bars if bar.label == "湖头村"] == ["17.1%"]


def test_a_chart_is_of_the_last_period_that_most_have(tmp_path: Path) -> None:
    entities = [("village", "a"), ("village", "b"), ("village", "d"), ("village", "e"), ("town", "f"), ("town", "g")]
    lines = [f'[[entity]]\nid = "{one}"\nname = "{one}"\nkind = "{kind}"' for kind, one in entities]
    lines.append('[[indicator]]\nid = "x"\nname = "x"\nunit = "%"\nkind = "rate"')
    lines.append('[[metric]]\nid = "m"\nname = "m"\nfamily = "coverage"\nformula = "x"\nunit = "%"')
    for period, having in (("2022", "abdefg"), ("2023", "ab"), ("2024", "fg"), ("2025", "a")):
        for place, one in enumerate(having):
            lines.append(
                f'[[observation]]\nentity = "{one}"\nindicator = "x"\nperiod = "{period}"\nvalue = "{50 + place}%"'
            )
    file = tmp_path / "b.toml"
    file.write_text("\n".join(lines), "utf-8")
    (section,) = report("coverage", book=str(file.with_suffix(""))).sections
    chart = section.blocks[0].chart
    assert isinstance(chart, Bars)
    assert (chart.title, [bar.label for bar in chart.bars]) == ("m · 2022", ["e", "d", "b", "a"])


def test_a_single_number_needs_no_chart() -> None:
    found = load()
    page = bulletin(Asker(Calculator(found), select(found), Style(), 20))
    charts = [block.chart for section in page.sections for block in section.blocks if isinstance(block.chart, Bars)]
    assert [len(chart.bars) for chart in charts] == [3]  # The three industries; nothing else has several of one sort.


def test_a_cut_chart_says_how_many_are_left_out() -> None:
    (section,) = report("growth", top=5).sections
    block = section.blocks[0]
    assert isinstance(block.chart, Bars)
    assert (len(block.chart.bars), block.chart.left_out) == (5, 6)
    assert block.lines[0] == "drawn: the first 5; 6 more are in the table"


def test_a_report_says_until_when_its_figures_are() -> None:
    assert report("overview").lines[0] == "figures up to Jun 2025"
    found = load(BOOKS / "villages.toml")
    asker = Asker(Calculator(found), select(found), Style(), 20, "2025-05")
    assert bulletin(asker, ["overview"]).lines[0] == "figures up to May 2025"
