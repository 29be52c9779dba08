"""F beside a forecast was once a woman, (j) a joule, and columns of codes and of founding years were figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, new_breakdowns=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def defined(found: Imported, sort: str) -> list[str]:
    return [row["name"] for one, row in found.understood.new if one == sort]


@pytest.mark.parametrize(
    "text",
    [
        "Place,2018,F,2019,F\n甲县,50,,51,F\n乙县,61,F,60,F\n",
        "Area,Year,Output,Flag\n甲县,2019,50,F\n乙县,2019,51,\n",
        "Area,Year,Output,\n甲县,2019,50,F\n乙县,2019,51,\n",
    ],
)
def test_one_letter_alone_is_no_sex(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, NEW._replace(unit="吨", indicator="Output" if "2018" in text else ""))
    assert defined(found, "breakdown") == []
    assert found.observations
    assert not any(one.entity.of for one in found.observations)


def test_both_letters_are_the_sexes(tmp_path: Path) -> None:
    found = read(tmp_path, "Area,Sex,Year,People (persons)\n甲县,F,2019,50\n甲县,M,2019,51\n")
    assert {one.text: one.entity.of[0].name for one in found.observations} == {"50": "F", "51": "M"}


def test_a_small_letter_in_brackets_is_a_footnote(tmp_path: Path) -> None:
    found = read(tmp_path, "Place,2018(j),2019(k)\n甲县,50,51\n", NEW._replace(indicator="Output", unit="吨"))
    assert {(one.measure.name, str(one.period)) for one in found.observations} == {
        ("Output", "2018"),
        ("Output", "2019"),
    }
    found = read(tmp_path, "Place,Area (j),Output (t)\n甲县,50,51\n", NEW._replace(period="2019"))
    assert {one.measure.name for one in found.observations} == {"Output"}


@pytest.mark.parametrize("head", ["LAU", "NUTS3", "Founded", "成立时间", "建成年份"])
def test_codes_and_founding_years_are_no_figures(tmp_path: Path, head: str) -> None:
    text = f"Place,{head},Output (t)\n甲县,1910,50\n乙县,1920,51\n"
    found = read(tmp_path, text, NEW._replace(period="2019", unit="吨"))
    assert {one.measure.name for one in found.observations} == {"Output"}


@pytest.mark.parametrize("rows", ["0-4,50\n5-9,51\n10-14,60\n", "2018-01,50\n2018-02,51\n"])
def test_ages_and_times_are_not_offered_as_entities(tmp_path: Path, rows: str) -> None:
    head = "Age" if rows.startswith("0") else "Month"
    found = read(
        tmp_path, f"{head},Population\n{rows}", NEW._replace(period="2019" if head == "Age" else "", unit="人")
    )
    remedies = " ".join(one.remedy for one in found.findings)
    assert "--entity" in remedies
    assert "--entity-column" not in remedies
