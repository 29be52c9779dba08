"""What a spreadsheet shows is what was printed; LibreOffice says what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.sheets.grid import lost_decimals
from nbkpi.sheets.number_format import UnknownFormat, shown
from nbkpi.sheets.open import open_grid

SHOWN = [
    (88.1333, '0.0"亿元"', "88.1亿元"),
    (5.2, "0.00", "5.20"),
    (70100, "0.0,", "70.1"),
    (0.436, "0.0%", "43.6%"),
    (0.2, "0.00%", "20.00%"),
    (-12.3, "#,##0.00;(#,##0.00)", "(12.30)"),
    (-12.3, "#,##0.00_);[Red]\\(#,##0.00\\)", "(12.30)"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (301, "0000", "0301"),
    (2.675, "0.00", "2.68"),
    (-0.001, "0.0", "0.0"),
    (1.5, "0.0##", "1.5"),
    (5, '0"万元"', "5万元"),
    (-1234, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.00"),
    (12345, "0.00E+00", "1.23E+4"),
]


@pytest.mark.parametrize(("number", "code", "words"), SHOWN)
def test_a_number_is_shown_as_its_format_says(number: float, code: str, words: str) -> None:
    assert shown(number, code) == words


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (1234567.0, r"###\ ###\ ##0", "1,234,567"),
        (54.0, r"###\ ###\ ##0", "54"),
        (1234567.0, "### ### ##0", "1,234,567"),
        (-1234.0, r"#\ ##0", "-1,234"),
        (1234.56, "# ##0.0", "1,234.6"),
        (1234.5, "#\u00a0##0.00;\\-#\u00a0##0.00", "1,234.50"),
        (1234.0, r"#\'##0", "1,234"),
    ],
)
def test_blanks_between_the_places_part_thousands(number: float, code: str, words: str) -> None:
    """Such a format was once unknown, and none of the cells under it was read."""
    assert shown(number, code) == words


@pytest.mark.parametrize("code", ["000 0000", "0 0", "# ##", "0.0 ##0"])
def test_other_blanks_between_the_places_part_no_thousands(code: str) -> None:
    with pytest.raises(UnknownFormat):
        shown(1234.0, code)


@pytest.mark.parametrize("code", ["General", "", "@"])
def test_without_a_format_all_digits_are_shown(code: str) -> None:
    assert shown(1.25, code) is None


@pytest.mark.parametrize("code", ['0;-0;"—"', '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '])
def test_a_word_for_zero_is_zero(code: str) -> None:
    assert shown(0, code) is None


@pytest.mark.parametrize("code", ["# ?/?", "[>100]0.0;0", "[h]:mm", '0!.0,"万"'])
def test_an_unknown_format_is_never_guessed(code: str) -> None:
    with pytest.raises(UnknownFormat):
        shown(0.5, code)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(0, 4))
def test_decimals_are_rounded_away_from_zero(digits: int, places: int, decimals: int) -> None:
    number = Decimal(digits).scaleb(-places)
    expected = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    code = "0." + "0" * decimals if decimals else "0"
    assert Decimal(shown(float(number), code) or "") == expected


@pytest.mark.office
def test_it_is_what_libreoffice_shows(tmp_path: Path, office: Callable[[list[Path], str], Path]) -> None:
    made = openpyxl.Workbook()
    for row, (number, code, _words) in enumerate(SHOWN, 1):
        made.active.cell(row, 1, number).number_format = code
    made.save(tmp_path / "t.xlsx")
    content = ZipFile(office([tmp_path / "t.xlsx"], "ods") / "t.ods").read("content.xml").decode()
    seen = [unescape(re.sub("<[^>]*>", "", words)) for words in re.findall("<text:p>(.*?)</text:p>", content)]
    # It writes an exponent with two digits.
    mine = [words.replace("E+4", "E+04") for _number, _code, words in SHOWN]
    assert [words.strip() for words in seen] == mine


def test_what_is_hidden_is_not_read_and_named(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["村名", "收入", "支出"], ["东村", 1, 2], ["西村", 3, 4]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    made.create_sheet("旧").sheet_state = "hidden"
    made.save(tmp_path / "t.xlsx")
    grid = open_grid(tmp_path / "t.xlsx", "t.xlsx")
    assert grid.rows == [["村名", "收入", ""], ["", "", ""], ["西村", 3, ""]]
    assert [word for one in grid.unread for word in one.rpartition(": ")[2:]] == ["旧", "2", "C"]


def test_an_unknown_format_is_a_finding(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["村名", "收入"])
    made.active.append(["东村", 12345])
    made.active["B2"].number_format = '[>10000]0.0,"千元";0'
    made.save(tmp_path / "t.xlsx")
    assert set(open_grid(tmp_path / "t.xlsx", "t.xlsx").wrong) == {(1, 1)}


def test_single_precision_has_no_binary_noise(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "t.parquet"
    duckdb.sql("select 'x' as village, 80.1::FLOAT as income, 2.5::DECIMAL(9,2) as cost").write_parquet(str(path))
    assert open_grid(path, "t.parquet").rows[1] == ["x", "80.1", "2.50"]


@pytest.mark.parametrize(
    ("cells", "decimals"),
    [
        ([61.3, 88.1, 66.0, 70.2, 50.4, 12.9], 1),
        ([61.3, 88.1, 66.0, 70.0, 50.4, 12.0], 0),
        ([24.6, -3, 28.2, 14.3, 26.7, 22, 19.2], 1),
        ([24.6, 3, 28.2, 22], 0),
        ([61.3, 66.0, 12.9], 0),
        ([61.3, 88.1, 70.2, 50.4, 12.9], 0),
        (["61.3", "88.1", "66", "70.2", "50.4", "12.9"], 0),
        ([61.3, 88.15, 66.0, 70.2, 50.4, 12.9], 0),
    ],
)
def test_lost_zeros_are_seen_where_nearly_all_numbers_have_as_many_decimals(cells: list[object], decimals: int) -> None:
    assert lost_decimals(cells) == decimals
