"""Columns that are neither entities nor figures, and once became one of these, or were lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked


def imported(text: str, tmp_path: Path, **asked: object) -> Imported:
    """What is made of a file in which everything may be new."""
    (tmp_path / "t.csv").write_text(text, "utf-8")
    given = Asked(new_entities=True, new_indicators=True, new_breakdowns=True)._replace(**asked)
    return import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), given, "t.csv")


def cells(found: Imported) -> set[tuple[str, str, str]]:
    """The entity with its categories, the indicator and the words of each figure."""
    return {(one.entity.name, one.measure.name, one.text) for one in found.observations}


def test_codes_in_front_of_categories_are_no_figures(tmp_path: Path) -> None:
    text = "Year,C039,Function,Spending\n2000,1110,Sickness,10\n2000,1120,Old age,12\n"
    text += "2001,1110,Sickness,4\n2001,1120,Old age,5\n"
    found = imported(text, tmp_path, entity="甲县", unit="EUR")
    assert {one for _entity, one, _text in cells(found)} == {"Spending"}
    assert [one.code for one in found.findings] == ["column-left-out"]


def test_figures_in_front_of_categories_are_some(tmp_path: Path) -> None:
    text = "Year,Staff,Function,Spending\n2000,1110,Sickness,10\n2000,1120,Old age,12\n"
    text += "2001,1111,Sickness,4\n2001,1121,Old age,5\n"
    found = imported(text, tmp_path, entity="甲县", unit="1")
    assert {one for _entity, one, _text in cells(found)} == {"Staff", "Spending"}


@pytest.mark.parametrize("flags", [("TRUE", "FALSE"), ("yes", "no"), ("Y", "N"), ("是", "否")])
def test_flags_are_no_entities(flags: tuple[str, str], tmp_path: Path) -> None:
    yes, no = flags
    text = f"year,gender,MYE,flag\n2001,F,15,{no}\n2001,M,16,{yes}\n2002,F,17,{no}\n2002,M,18,{yes}\n"
    assert not imported(text, tmp_path, unit="persons").observations
    found = imported(text, tmp_path, unit="persons", entity="甲县")
    assert {one.partition(" ")[0][:2] for one, _measure, _text in cells(found)} == {"甲县"}
    assert len(found.observations) == 4


def test_what_was_the_entity_stays_a_category(tmp_path: Path) -> None:
    text = "zone,uid,year,trees\nHills,甲村,2001,5\nHills,乙村,2001,6\nPlain,甲村,2002,7\nPlain,乙村,2002,8\n"
    found = imported(text, tmp_path, unit="1", entity_columns=("uid",))
    assert len(found.observations) == 4
    assert all(one.entity.of for one in found.observations)


def test_what_the_entities_lie_in_is_no_category(tmp_path: Path) -> None:
    text = "zone,uid,year,trees\nHills,甲村,2001,5\nPlain,乙村,2001,6\nHills,丙村,2001,9\n"
    text += "Hills,甲村,2002,7\nPlain,乙村,2002,8\n"
    found = imported(text, tmp_path, unit="1", entity_columns=("uid",))
    assert len(found.observations) == 5
    assert not any(one.entity.of for one in found.observations)


def test_a_total_of_a_named_breakdown_is_the_whole(tmp_path: Path) -> None:
    text = "Place,Owner,Year,Trees\n甲村,Owners - total,2024,15\n甲村,Public,2024,6\n甲村,Private,2024,9\n"
    text += "乙村,Owners - total,2024,7\n乙村,Public,2024,3\n乙村,Private,2024,4\n"
    found = imported(text, tmp_path, unit="1", entity_columns=("Place",))
    assert {(one.entity.of == (), one.text) for one in found.observations} == {
        (True, "15"), (True, "7"), (False, "6"), (False, "9"), (False, "3"), (False, "4"),
    }  # fmt: skip


def test_ages_that_are_only_words_break_down(tmp_path: Path) -> None:
    text = "Month,Age,Theft\n2001-01,Adult,5\n2001-01,Juvenile,6\n2001-02,Adult,7\n2001-02,Juvenile,4\n"
    assert len(imported(text, tmp_path, unit="1", entity="甲县").observations) == 4


def test_categories_without_a_heading_have_a_name(tmp_path: Path) -> None:
    text = ",Figures,Year\nTheft,5,2019\nFraud,6,2019\nTheft,7,2020\nFraud,8,2020\n"
    found = imported(text, tmp_path, unit="1", entity="甲县", indicator="Offences", category_columns=("[A]",))
    assert [row["id"] != "" for sort, row in found.understood.new if sort == "breakdown"] == [True]
    assert len(found.observations) == 4


def test_parts_are_of_the_whole_beside_them_whose_heading_is_longer(tmp_path: Path) -> None:
    text = "Place,Population,Population,Population,First,First,First\n,Aged 15,Male,Female,Married,Male,Female\n"
    text += "东山村,100,48,52,60,29,31\n西山村,210,101,109,120,58,62\n南山村,330,161,169,190,90,100\n"
    found = imported(text, tmp_path, unit="persons", period="2005")
    names = {one.measure.name for one in found.observations}
    assert len(names) == 2
    assert all("Aged 15" in one or "Married" in one for one in names)
    assert len(found.observations) == 18


def test_parts_that_do_not_add_up_to_what_is_beside_them_are_not_of_it(tmp_path: Path) -> None:
    text = "Place,Population,Population,Population\n,Aged 15,Male,Female\n"
    text += "东山村,100,58,62\n西山村,210,131,129\n南山村,330,191,199\n"
    found = imported(text, tmp_path, unit="persons", period="2005")
    assert {(one.measure.name.endswith("Aged 15"), one.entity.of == ()) for one in found.observations} == {
        (True, True), (False, False),
    }  # fmt: skip


def test_an_indicator_of_all_columns_is_one_whatever_blanks_its_name_has(tmp_path: Path) -> None:
    text = "경찰서,소계,살인,강도\n동서,1212,202,1010\n서서,1519,307,1212\n남서,7777,1111,6666\n북서,3333,1111,2222\n"
    found = imported(text, tmp_path, unit="件", period="2020", indicator="강력범죄 발생")
    assert len({one.measure.id for one in found.observations}) == 1
    assert sum(one.entity.of == () for one in found.observations) == 4
