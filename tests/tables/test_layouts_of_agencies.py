"""Layouts of statistical agencies: blocks told apart by a line, places over the columns with indicators in the rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, new_breakdowns=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str, str]]:
    return {(one.entity.name, one.measure.name, str(one.period), one.text) for one in found.observations}


BLOCKS = (
    "Gross domestic product by canton\n\nCanton,2020,2021\nIn CHF million,,\nEast,500,510\nWest,60,61\n,.,.\n"
    "Change in %,,\nEast,-2.0,2.0\nWest,1.5,1.7\n"
)


def test_blocks_of_the_same_rows_are_of_what_the_lines_above_them_say(tmp_path: Path) -> None:
    found = read(tmp_path, BLOCKS)
    name = "Gross domestic product"
    assert {one for one in said(found) if one[0] == "East"} == {
        ("East", f"{name}, In CHF million", "2020", "500"), ("East", f"{name}, In CHF million", "2021", "510"),
        ("East", f"{name}, Change in %", "2020", "-2.0"), ("East", f"{name}, Change in %", "2021", "2.0"),
    }  # fmt: skip
    assert {one.measure.unit.symbol for one in found.observations} == {"百万瑞士法郎", "%"}
    assert found.is_whole


def test_blocks_of_other_rows_are_none(tmp_path: Path) -> None:
    found = read(tmp_path, BLOCKS.replace("West,1.5", "North,1.5"), NEW._replace(unit="1"))
    assert "Change in %" not in {one[1].rpartition(", ")[2] for one in said(found)}


ACROSS = (
    "Columns,,Columns,Columns\nRows,,Adana with Mersin,Ankara\nRows,,1. (15+),1. (15+)\n"
    "Unemployment rate (%),2020,10.7,3.4\n,2021,9.8,3.9\nEmployment rate (%),2020,45.1,46.2\n,2021,45.3,46.9\n"
)


def test_headings_are_the_entities_within_what_the_user_says(tmp_path: Path) -> None:
    asked = NEW._replace(unit="1")
    [finding] = [
        one for one in read(tmp_path, ACROSS.replace("Ankara", "Bursa"), asked).findings if "entit" in one.message
    ][:1]
    assert finding.remedy
    found = read(tmp_path, ACROSS, asked._replace(within="East Land", period_column="[B]"))
    assert ("Ankara", "Unemployment rate", "2021", "3.9") in said(found)
    assert {one.entity.within.name for one in found.observations if one.entity.within} == {"East Land"}


BLOCKS_OF_YEARS = (
    "Activity,Year,Volume (million yuan),,,Index\n,,Annual,Quarter,,Annual\n,,,I,II,\n"
    "Tarım,2021,100,40,60,101\nFarming,2022,110,45,65,102\n,2023(r),,50,70,\n,,,,,\n"
    "Sanayi,2021,200,90,110,103\nIndustry,2022,210,95,115,104\n,2023(r),,97,118,\n"
)


def test_a_label_over_the_rows_of_several_years_is_that_of_all(tmp_path: Path) -> None:
    found = read(tmp_path, BLOCKS_OF_YEARS, NEW._replace(unit="1"))
    assert {one.entity.name for one in found.observations} == {"Tarım Farming", "Sanayi Industry"}
    quarters = {one for one in said(found) if one[2].endswith("Q2") and one[0] == "Tarım Farming"}
    assert {(period, text) for _entity, _name, period, text in quarters} == {
        ("2021Q2", "60"), ("2022Q2", "65"), ("2023Q2", "70"),
    }  # fmt: skip
    assert {one.status for one in found.observations if str(one.period) == "2023Q2"} == {"revised"}


def test_labels_of_their_own_are_not_those_of_others(tmp_path: Path) -> None:
    rows = "East,2021,1\nNorth,2022,2\nWest,2021,3\nSouth,2022,4\n"
    found = read(tmp_path, f"Place,Year,Output\n{rows}", NEW._replace(unit="1"))
    assert {one.entity.name for one in found.observations} == {"East", "North", "West", "South"}


def test_merged_pairs_of_columns_are_one(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (["Place", "Output", None, "Sales", None], ["East", 5, None, 6, None], ["West", 7, None, 8, None]):
        sheet.append(row)
    for row in (1, 2, 3):
        sheet.merge_cells(f"B{row}:C{row}")
        sheet.merge_cells(f"D{row}:E{row}")
    made.save(tmp_path / "t.xlsx")
    asked = NEW._replace(unit="1", period="2020")
    found = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), empty_book(), asked, "t.xlsx")
    assert said(found) == {
        ("East", "Output", "2020", "5"), ("East", "Sales", "2020", "6"),
        ("West", "Output", "2020", "7"), ("West", "Sales", "2020", "8"),
    }  # fmt: skip
    assert found.is_whole


def test_a_label_that_heads_others_may_have_figures_too(tmp_path: Path) -> None:
    text = "Group,Output\nAll pupils,\nAll pupils,9\nStatus,\nBoarders,4\nDay pupils,5\n"
    found = read(tmp_path, text, NEW._replace(unit="1", period="2020"))
    assert {(one[0], one[3]) for one in said(found)} == {("All pupils", "9"), ("Boarders", "4"), ("Day pupils", "5")}


def test_codes_below_a_heading_of_places_name_the_rows(tmp_path: Path) -> None:
    text = "Geography Type,Year,Geography,Population,Record ID\n"
    rows = ["Citywide,2019,Ashton,90000,C-1", *(f"ZIP Code,2019,6060{one},150{one},Z-{one}" for one in range(5))]
    found = read(tmp_path, "\n".join([text + rows[0], *rows[1:], ""]), NEW._replace(unit="人"))
    assert ("60601", "Population", "2019", "1501") in said(found)
    assert {one[0] for one in said(found)} == {"Ashton", "60600", "60601", "60602", "60603", "60604"}


def test_places_of_one_name_lie_within_others_of_one_name(tmp_path: Path) -> None:
    kinds = ("Reported", "Estimated")
    rows = [f"{state},{area},{kind},{len(state) + number}" for state in ("Ash", "Birch State")
            for area in ("Cities", "Counties") for number, kind in enumerate(kinds)]  # fmt: skip
    text = "\n".join(["State,Area,,Crimes", *rows, ""])
    asked = NEW._replace(unit="1", period="2020", new_breakdowns=False)
    found = read(tmp_path, text, asked._replace(entity_columns=("State", "Area", "[C]")))
    assert len(found.observations) == len({one.entity.id for one in found.observations}) == 8
    within = [row["within"] for table, row in found.understood.new if table == "entity" and row["name"] == "Reported"]
    assert len(set(within)) == 4
