"""Growth over a month, a quarter or some years, in an English text, was once held against the growth over one year."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked
from nbkpi.text.against_book import compare_text

BOOK = """[book]
title = "t"
[[source]]
id = "s"
title = "s"
[[entity]]
id = "a"
name = "Denham"
kind = "town"
[[indicator]]
id = "x"
name = "Retail sales"
unit = "千美元"
""" + "".join(
    f'[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "{period}"\nvalue = "{value}千美元"\nsource = "s"\n'
    for period, value in (("2024-06", "1240.7"), ("2025-05", "1290.0"), ("2025-06", "1310.2"), ("2025", "14000.0"))
)


def verdicts(folder: Path, text: str) -> dict[str, str]:
    """What is said of each figure of a text."""
    (folder / "book.toml").write_text(BOOK, "utf-8")
    return {one.mention.words: one.verdict for one in compare_text(text, load(folder))}


TITLED = [
    "Economic Bulletin for June 2025\n\n{}\nIn May 2025, retail sales of Denham were 1,290.0 thousand USD.",
    "# Bulletin of June 2025\n10 July 2025\nPublished on 5 May 2025. {}",
    "Economic Bulletin, June 2025\n\n{}\n\nPrinted on May 5, 2025.",
    "A. Sales in May 2025\n\nB. Sales in June 2025\n\n{}",
]


@pytest.mark.parametrize("text", TITLED)
def test_the_period_of_the_title(tmp_path: Path, text: str) -> None:
    found = verdicts(tmp_path, text.format("Retail sales of Denham were 1,310.2 thousand USD."))
    assert found["1,310.2 thousand USD"] == "agrees"


@pytest.mark.parametrize("day", ["5 May 2025", "May 5, 2025"])
def test_a_day_of_printing_is_no_period(tmp_path: Path, day: str) -> None:
    found = verdicts(tmp_path, f"Retail sales of Denham were 1,310.2 thousand USD.\n\nPrinted on {day}.")
    assert found["1,310.2 thousand USD"] == "not in the book"


@pytest.mark.parametrize(
    "time", ["the first five months of 2025", "the five months to June 2025", "the last quarter of 2025", "mid-2025"]
)
def test_a_time_that_is_not_all_of_the_month_or_year(tmp_path: Path, time: str) -> None:
    found = verdicts(tmp_path, f"Exports rose in {time}. Retail sales of Denham were 6,000.0 thousand USD.")
    assert found["6,000.0 thousand USD"] == "not in the book"


def test_the_first_five_months(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    more = '[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "2025-01..2025-05"\nvalue = "6000.0千美元"\n'
    (folder / "book.toml").write_text(f'{BOOK}{more}source = "s"\n', "utf-8")
    text = "In the first five months of 2025, retail sales of Denham were 6,000.0 thousand USD."
    assert [one.verdict for one in compare_text(text, load(folder))] == ["agrees"]


def test_a_date_that_changes_nothing_is_said_to(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "n.txt").write_text("Retail sales of Denham were 1,310.2 thousand USD.", "utf-8")
    call = ["audit", str(tmp_path / "n.txt"), "--book", str(tmp_path / "book.toml")]
    assert "the date given changes nothing" in nbkpi(*call, "--as-of", "2025-06").out
    assert "the date given changes nothing" not in nbkpi(*call).out


OTHER = [
    *("from the previous month", "from May", "from last month", "from a month earlier", "compared with May"),
    *(
        "from the previous quarter",
        "over the past three years",
        "from five years ago",
        "from 5 years ago",
        "than in May",
    ),
    *("month on month", "m/m", "on the month", "versus April", "since January", "from a quarter ago", "(MoM)"),
    *("from 1,290.0 thousand USD in May", "from 1,290.0 thousand USD", "from May 2025"),
]
YEARLY = [
    *("from a year earlier", "a year ago", "YoY", "y/y", "(y/y)", "on the year", "year on year", "from June 2024"),
    *("compared with the same month of the previous year", "on the previous year", "from the same month last year"),
]


@pytest.mark.parametrize("base", OTHER)
@pytest.mark.parametrize("growth", ["1.6%", "5.6%"])
def test_growth_over_another_time(tmp_path: Path, base: str, growth: str) -> None:
    text = f"In June 2025, retail sales of Denham were 1,310.2 thousand USD, up {growth} {base}."
    assert verdicts(tmp_path, text)[growth] == "not in the book"


@pytest.mark.parametrize("base", YEARLY)
@pytest.mark.parametrize(("growth", "verdict"), [("1.6%", "contradicted"), ("5.6%", "agrees")])
def test_growth_over_a_year(tmp_path: Path, base: str, growth: str, verdict: str) -> None:
    text = f"In June 2025, retail sales of Denham were 1,310.2 thousand USD, up {growth} {base}."
    assert verdicts(tmp_path, text)[growth] == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Compared with May, retail sales of Denham rose 5.6% in June 2025.",
        "In June 2025, retail sales of Denham rose by 5.6%, month on month.",
        "In June 2025, retail sales of Denham were 1,310.2 thousand USD, a month-on-month increase of 5.6%.",
    ],
)
def test_the_base_elsewhere_in_the_sentence(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, text)["5.6%"] == "not in the book"


def test_growth_over_a_year_beside_that_over_a_month(tmp_path: Path) -> None:
    text = "In June 2025, retail sales of Denham rose {} from a year earlier and were up {} from the previous month."
    found = verdicts(tmp_path, text.format("5.6%", "9.9%"))
    assert found == {"5.6%": "agrees", "9.9%": "not in the book"}
    assert verdicts(tmp_path, text.format("9.9%", "5.6%")) == {"9.9%": "contradicted", "5.6%": "not in the book"}


def test_a_year_on_year_increase(tmp_path: Path) -> None:
    text = "In June 2025, retail sales of Denham were 1,310.2 thousand USD, a year-on-year increase of 7.0%."
    assert verdicts(tmp_path, text)["7.0%"] == "contradicted"


def test_a_level_of_a_year_ago_is_not_of_now(tmp_path: Path) -> None:
    text = "In June 2025, retail sales of Denham were 1,310.2 thousand USD, and 1,240.7 thousand USD a year ago."
    assert verdicts(tmp_path, text)["1,240.7 thousand USD"] == "not in the book"


@pytest.mark.parametrize(
    ("time", "period"),
    [
        ("Jan-May 2025", "2025-01..2025-05"),
        ("January–May 2025", "2025-01..2025-05"),
        ("Jan. to May 2025", "2025-01..2025-05"),
        ("Jun 2025", "2025-06"),
        ("2025-06", "2025-06"),
        ("H1 2025", "2025H1"),
        ("Q2 2025", "2025Q2"),
        ("the first five months of 2025", "2025-01..2025-05"),
    ],
)
def test_short_words_of_periods(tmp_path: Path, time: str, period: str) -> None:
    more = (
        f'[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "{period}"\nvalue = "6000.0千美元"\nsource = "s"\n'
    )
    (tmp_path / "book.toml").write_text(BOOK.replace("1310.2", "6000.0") + more * (period != "2025-06"), "utf-8")
    text = f"In {time}, retail sales of Denham were 6,000.0 thousand USD."
    assert [one.verdict for one in compare_text(text, load(tmp_path))] == ["agrees"]


def test_two_years_in_short_are_no_month(tmp_path: Path) -> None:
    text = "Retail sales of Denham were 1,310.2 thousand USD in 2024-25."
    assert verdicts(tmp_path, text)["1,310.2 thousand USD"] != "agrees"


@pytest.mark.parametrize("growth", ["1.6%", "5.6%"])
def test_growth_of_a_month_over_nobody_says_what(tmp_path: Path, growth: str) -> None:
    """It may be over the month before."""
    text = f"In June 2025, retail sales of Denham rose {growth}."
    assert verdicts(tmp_path, text)[growth] == "not in the book"
    said = f"{text} All changes are year on year."
    assert verdicts(tmp_path, said)[growth] == ("agrees" if growth == "5.6%" else "contradicted")


SHEET = '"Village figures{title}"\n,Unit: thousand USD\nVillage,Sales,{heading}\nAsh,88.5,5.6\nElm,75.2,3.1\n{note}'


def sheet(folder: Path, heading: str, title: str = ", June 2025", note: str = "") -> Imported:
    (folder / "t.csv").write_text(SHEET.format(title=title, heading=heading, note=note), "utf-8")
    asked = Asked(new_entities=True, new_indicators=True)
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


OPEN = ["% change", "Change (%)", "Growth (%)", "Sales growth (%)", "Percentage increase"]


@pytest.mark.parametrize("heading", OPEN)
def test_a_column_of_changes_of_a_month(tmp_path: Path, heading: str) -> None:
    found = sheet(tmp_path, heading)
    assert {one.measure.name for one in found.observations} == {"Sales", "Sales, % change"}
    assert [one.code for one in found.findings] == ["growth-without-base"]
    assert f'"{heading}=Sales.growth"' in found.findings[0].remedy


@pytest.mark.parametrize(
    ("heading", "title", "note"),
    [
        *((one, ", June 2025", "Note: changes are year on year.") for one in OPEN),
        *((one, ", June 2025 (with year-on-year changes)", "") for one in OPEN),
        *((one, ", 2025", "") for one in OPEN),
        *((one, ", January to May 2025", "") for one in OPEN),
        ("YoY (%)", ", June 2025", ""),
        ("% change on year", ", June 2025", ""),
    ],
)
def test_a_column_of_changes_over_a_year(tmp_path: Path, heading: str, title: str, note: str) -> None:
    found = sheet(tmp_path, heading, title, note)
    assert {one.measure.id for one in found.observations} == {"Sales", "Sales.growth"}
    assert not [one for one in found.findings if one.code == "growth-without-base"]
