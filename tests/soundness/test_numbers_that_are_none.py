"""Numbers that count the rows were once figures; those with an exponent were none, or had the place of another unit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, period="2024")


def read(folder: Path, text: str | bytes, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def test_numbers_in_front_of_the_names_are_no_figures(tmp_path: Path) -> None:
    found = read(tmp_path, "Item,Kind,Quantity (kg)\n1,Apple,50\n2,Pear,20\n3,Apple pie,31\n")
    assert {one.measure.name for one in found.observations} == {"Quantity"}
    assert [one.code for one in found.findings] == ["column-left-out"]


def test_an_exponent_is_as_precise_as_what_is_shown(tmp_path: Path) -> None:
    text = "Place,Receipts (current US$)\nAland,2.02E+11\nBland,1.5E+09\nCland,1000000\n"
    found = {one.entity.name: one for one in read(tmp_path, text).observations}
    a, b = found["Aland"].interval, found["Bland"].interval
    assert a is not None
    assert b is not None
    assert (a.lower, a.upper) == (Fraction(201_500_000_000), Fraction(202_500_000_000))
    assert (b.lower, b.upper) == (Fraction(1_450_000_000), Fraction(1_550_000_000))
    assert found["Cland"].text == "1000000"


def test_an_exponent_in_a_unit_with_a_power_of_ten_is_not_read(tmp_path: Path) -> None:
    found = read(tmp_path, "地区,产值(万元)\n东区,2.02E+11\n西区,5.5\n")
    assert {one.text for one in found.observations} == {"5.5"}
    assert [one.path for one in found.findings] == ["t.csv!B2"]


def test_letters_of_western_languages(tmp_path: Path) -> None:
    text = "Place,Share (%)\nKøbenhavn,5\nReykjavík,6\nMálaga,7\n".encode("cp1252")
    assert {one.entity.name for one in read(tmp_path, text).observations} == {"København", "Reykjavík", "Málaga"}


def test_a_long_table_of_cities(tmp_path: Path) -> None:
    text = (
        "TIME,CITIES,INDIC_UR,UNIT,Value,Flag and Footnotes\n2015,Wien,Parks,Percentage,97.0,\n"
        "2015,Graz,Parks,Percentage,92.0,\n2015,Graz,Schools,Percentage,92.5,\n"
    )
    found = read(tmp_path, text, NEW._replace(period=""))
    assert {(one.entity.name, one.measure.name, one.text) for one in found.observations} == {
        ("Wien", "Parks", "97.0"), ("Graz", "Parks", "92.0"), ("Graz", "Schools", "92.5"),
    }  # fmt: skip
