"""What a report says of a book: its headline, its limits, and that nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.report.asker import ROWS, STEPS, Asker
from nbkpi.report.bulletin import bulletin
from nbkpi.report.judged import FINDINGS
from nbkpi.report.page import Page, Section, as_document
from nbkpi.report.results import Style
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

VILLAGES = 250
WRONG = FINDINGS + 20


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of many villages; of the rates of some, which were printed too, none can be."""
    lines = ['[book]\ntitle = "county"\n[[entity]]\nid = "c"\nname = "甲县"\nkind = "county"']
    lines += [f'[[entity]]\nid = "v{n}"\nname = "村{n}"\nkind = "village"\nwithin = "c"' for n in range(VILLAGES)]
    for name, unit in (("income", "万元"), ("received", "件"), ("resolved", "件")):
        kind = "amount" if name == "income" else "count"
        lines.append(f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"')
    lines.append(
        '[[metric]]\nid = "rate"\nname = "rate"\nfamily = "resolution"\nformula = "resolved / received"\nunit = "%"'
    )
    for number in range(VILLAGES):
        rate = "60%" if number < WRONG else "50%"
        for measure, value in (("income", f"{number + 1}万元"), ("received", "200件"), ("resolved", "100件")):
            lines.append(
                f'[[observation]]\nentity = "v{number}"\nindicator = "{measure}"\nperiod = "2024"\nvalue = "{value}"'
            )
        lines.append(f'[[observation]]\nentity = "v{number}"\nmetric = "rate"\nperiod = "2024"\nvalue = "{rate}"')
    file = tmp_path_factory.mktemp("county") / "county.toml"
    file.write_text("\n".join(lines), "utf-8")
    return file


def report(path: Path, *wanted: str, top: int = 20, **filters: list[str]) -> Page:
    book = load(path)
    return bulletin(Asker(Calculator(book), select(book, **filters), Style(), top), wanted)


def only(page: Page) -> Section:
    (section,) = page.sections
    return section


def test_many_findings_are_counted_and_the_first_of_them_shown(county: Path) -> None:
    page = report(county, "findings")
    section = only(page)
    assert (section.count, page.document.findings) == (WRONG, WRONG)
    assert len(section.blocks) == FINDINGS
    assert section.notes == [f"{WRONG - FINDINGS} more findings: see nbkpi check"]
    # A workbook has all of them.
    assert len(section.records()) == WRONG


def test_long_tables_say_what_they_leave_out(county: Path) -> None:
    section = only(report(county, "resolution"))
    (block,) = section.blocks
    results = len(section.records())
    assert len(block.table.rows) == len(block.derivations) == ROWS
    assert block.lines == [
        f"drawn: the first 20; {VILLAGES - 20} more are in the table",
        f"{results - ROWS} more rows: all of them are in nbkpi report -o report.xlsx",
    ]


def test_rankings_show_the_first_places(county: Path) -> None:
    income = only(report(county, "ranks", top=5)).blocks[0]
    assert [row[1] for row in income.table.rows] == [f"村{VILLAGES - place}" for place in range(1, 6)]
    assert income.chart is not None
    assert [bar.label for bar in income.chart.bars] == [row[1] for row in income.table.rows]
    assert f"{VILLAGES - 5} more rows: all of them are in nbkpi report -o report.xlsx" in income.lines


def test_many_entities_stand_on_top_with_their_total(county: Path) -> None:
    income, received, resolved, rate = only(report(county, "headline")).cards
    total = VILLAGES * (VILLAGES + 1) // 2
    assert income.value == f"{total} 万元"
    assert income.about == "甲县 · 2024 · total of the members"
    assert (received.value, resolved.value, rate.value) == (f"{200 * VILLAGES} 件", f"{100 * VILLAGES} 件", "50%")
    assert income.derivation is not None
    (steps,) = income.derivation.tables
    assert len(steps.rows) == STEPS
    assert steps.more == [f"input: the first {STEPS} of {VILLAGES} figures"]


def test_some_of_the_parts_make_no_total(county: Path) -> None:
    assert not only(report(county, "headline", entities=["v1", "v2"])).cards
    one = only(report(county, "headline", entities=["v1"])).cards
    assert [card.value for card in one] == ["2万元", "200件", "100件", "50%"]
    assert one[-1].about == "村1 · 2024 · but published: 60%"


def test_the_headline_is_that_of_the_book() -> None:
    """Of the embedded book: each as printed, growth at the prices it was printed at."""
    book = load()
    cards = only(report(Path(__file__).parents[2] / "data", "headline")).cards
    assert [card.label for card in cards] == [measure.name for measure in book.plan.headline]
    assert cards[0][:4] == ("地区生产总值", "18147.7亿元", "18147.65–18147.75 亿元",
                            "宁波市 · 2024 · growth 5.4%, constant prices")  # fmt: skip


def test_every_section_has_its_records(county: Path) -> None:
    page = report(county)
    document = as_document(page)
    titles = [
        title
        for section in page.sections
        for title in ([section.heading] if section.whole is None else [table.title for table in section.whole()])
    ]
    assert [table.title for table in document.tables] == titles
    for section in page.sections:
        assert section.records() or section.whole is not None or section.name in ("findings", "sources")


def test_entities_side_by_side_are_cut_on_a_page_and_whole_in_a_workbook(county: Path) -> None:
    section = only(report(county, "overview"))
    (block,) = section.blocks
    assert len(block.table.rows) == ROWS
    assert block.lines[0] == f"{VILLAGES - ROWS} more rows: all of them are in nbkpi report -o report.xlsx"
    assert len(block.lines) == 1 + 20 + 1
    assert section.whole is not None
    (whole,) = section.whole()
    assert len(whole.rows) == VILLAGES
