"""Sheets in English: units of headings and lines, and what single words of them mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def defined(imported: Imported) -> dict[str, str]:
    """The new indicators with their units."""
    return {row["name"]: row["unit"] for table, row in imported.understood.new if table == "indicator"}


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("Revenue (million yuan)", "Revenue", "百万元"), ("Income (yuan)", "Income", "元"),
        ("GDP (RMB 100 million)", "GDP", "亿元"), ("Area (sq km)", "Area", "平方公里"),
        ("Population (10 000 persons)", "Population", "万人"), ("Population (000)", "Population", "千"),
        ("Cattle (head)", "Cattle", "头"), ("Deaths (number)", "Deaths", "个"),
        ("Debt (% of GDP)", "Debt (% of GDP)", "%"),
        ("Cost, US$ million", "Cost", "百万美元"), ("Revenue in million yuan", "Revenue", "百万元"),
        ("A (Millions of Dollars, Seasonally Adjusted)", "A (Millions of Dollars, Seasonally Adjusted)", "百万美元"),
    ],
)  # fmt: skip
def test_units_in_headings(heading: str, name: str, unit: str, tmp_path: Path) -> None:
    assert defined(read(tmp_path, f'County,Year,"{heading}"\nAsh,2024,12.5\nElm,2024,15.5\n')) == {name: unit}


@pytest.mark.parametrize(
    "heading", ["Income (households)", "GDP (county)", "Revenue (year)", "Revenue (m)", "Sales (PLN million)"]
)
def test_brackets_that_are_no_unit_that_is_known(heading: str, tmp_path: Path) -> None:
    """Whose income, of which year, millions or metres: it is asked, never guessed."""
    found = read(tmp_path, f"County,Year,{heading}\nAsh,2024,12.5\nElm,2024,15.5\n")
    assert defined(found) == {}
    assert "--unit" in found.findings[0].remedy


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Unit: 10 000 persons", "万人"), ('"Units: Millions of Dollars, Seasonally Adjusted"', "百万美元"),
        ("(RMB 100 million)", "亿元"), ("[Billions of dollars] Seasonally adjusted at annual rates", "十亿美元"),
    ],
)  # fmt: skip
def test_the_unit_line_of_a_table(line: str, unit: str, tmp_path: Path) -> None:
    found = read(
        tmp_path, f"Output by county\n{line}\nCounty,Year,Amount A,Amount B\nAsh,2024,12.5,3\nElm,2024,15.5,4\n"
    )
    assert list(defined(found).values()) == [unit, unit]


def test_one_unit_for_all_is_none_of_what_counts_something_else(tmp_path: Path) -> None:
    """--unit 人 says nothing of households."""
    asked = NEW._replace(unit="人")
    assert defined(read(tmp_path, "County,Year,Population,Households\nAsh,2024,125,40\n", asked)) == {
        "Population": "人"
    }


def test_growth_beside_what_it_is_of(tmp_path: Path) -> None:
    """By the name of what grows, wherever it stands, or beside it without a name."""
    heads = "Revenue (yuan),Cost (yuan),Change on year (%),Debt (yuan),YoY (%),Sales (yuan),Annual % change"
    more = "Revenue growth (%),Growth of cost (%),Unemployment rate (%),Change (%)"
    values = ",".join(["1.5"] * 11)
    found = read(tmp_path, f"County,Year,{heads},{more}\nAsh,2024,{values}\n")
    assert list(defined(found)) == ["Revenue", "Cost", "Debt", "Sales", "Unemployment rate", "Change"]
    metrics = [one.measure.id for one in found.observations]
    assert metrics[2::2][:3] == ["Cost.growth", "Debt.growth", "Sales.growth"]
    assert metrics[7:9] == ["Revenue.growth", "Cost.growth"]


def test_an_amount_that_grew_is_no_growth(tmp_path: Path) -> None:
    assert list(defined(read(tmp_path, "County,Year,Cost (yuan),Cost growth (yuan)\nAsh,2024,12,2\n"))) == [
        "Cost", "Cost growth",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ash County", "county"), ("Ash District", "district"), ("Ash Town", "town"), ("Ash Township", "township"),
        ("Ash Village", "village"), ("Ash City", "city"), ("City of Ash", "city"), ("Ash Province", "province"),
        ("Ash State", "federal state"), ("Other county", "other"), ("County", "other"), ("Ash", "other"),
    ],
)  # fmt: skip
def test_kinds_of_places(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("Population (persons)", "stock"), ("Population (year-end) (persons)", "stock"),
        ("Households (households)", "stock"),
        ("Loans outstanding (yuan)", "stock"), ("Workers at the end of the year (persons)", "stock"),
        ("Births (persons)", None), ("New households (households)", None), ("Population growth (persons)", None),
    ],
)  # fmt: skip
def test_what_is_counted_at_a_time_is_no_flow(heading: str, measure: str | None, tmp_path: Path) -> None:
    found = read(tmp_path, f"County,Year,{heading}\nAsh,2024,12\n")
    assert [row.get("measure") for table, row in found.understood.new if table == "indicator"] == [measure]


def test_a_unit_that_the_user_says_is_not_in_the_name(tmp_path: Path) -> None:
    asked = NEW._replace(units={"Cost (zlotys million)": "百万元"})
    assert defined(read(tmp_path, "County,Year,Cost (zlotys million)\nAsh,2024,12\n", asked)) == {"Cost": "百万元"}


def test_rows_of_headings_that_say_what_they_say(tmp_path: Path) -> None:
    """Codes and multipliers are no figures, and the years below the words for all of this are periods."""
    heads = "Region,Atland,Atland\nIndicator,Output,Prices\nFrequency,Yearly,Yearly\nUnits,yuan,Percent\n"
    found = read(tmp_path, f"{heads}Multiplier:,1000000,1\nSeries ID,1234,5678\n2022,121.5,2.1\n2023,126.1,0.2\n")
    assert defined(found) == {"Output": "百万元", "Prices": "%"}
    assert [(one.entity.name, str(one.period), one.text) for one in found.observations[:2]] == [
        ("Atland", "2022", "121.5"), ("Atland", "2023", "126.1"),
    ]  # fmt: skip


def test_the_unit_in_a_cell_of_its_own(tmp_path: Path) -> None:
    """What a portal says above a series, key by key."""
    above = "Title:,Output of Atland\nSeries ID:,X1\nUnits:,Billions of Dollars\nFrequency:,Annual\n\n"
    asked = NEW._replace(entity="Atland")
    found = read(tmp_path, f"{above}observation_date,OUT\n2022-01-01,25744.1\n2023-01-01,27360.9\n", asked)
    assert defined(found) == {"OUT": "十亿美元"}
    assert "Title: Output of Atland" in found.understood.titles
    assert [str(one.period) for one in found.observations] == ["2022", "2023"]


def test_commas_before_decimals_are_asked_about(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, "County;Year;Cost (yuan)\nAsh;2024;1.234,56\nElm;2024;2.234,50\n").findings
    assert finding.severity == "error"
    assert "1.234,56" in finding.message


@pytest.mark.parametrize(
    ("day", "meant"),
    [("1/31/2024", "2024-01-31"), ("31.1.2024", "2024-01-31"), ("1/2/2024", "2024-01-02 / 2024-02-01")],
)
def test_days_with_the_year_last_are_said_as_they_are_written(day: str, meant: str, tmp_path: Path) -> None:
    finding = read(tmp_path, f"County,Date,Cost (yuan)\nAsh,{day},12\n").findings[0]
    assert finding.message.endswith(f"write {meant}")


@pytest.mark.parametrize("heading", ["江门", "应收账款", "法人", "上户款"])
def test_a_name_that_only_ends_like_a_unit_has_none(heading: str, tmp_path: Path) -> None:
    """It is asked with a blank, and with 万元 for all it is in 万元."""
    text = f"村,年份,{heading}\n甲村,2024,12\n"
    assert f"{heading}=…" in read(tmp_path, text).findings[0].remedy
    assert defined(read(tmp_path, text, NEW._replace(unit="万元"))) == {heading: "万元"}
