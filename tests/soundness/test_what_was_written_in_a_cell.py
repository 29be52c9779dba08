"""A cell with a sign was shown as a blank one, and who filled a form in as the title, its date as the period."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.solve.calculate import Calculator
from nbkpi.tables.importing import Imported, import_grid, observations_text
from nbkpi.tables.understood import Asked


def imported(tmp_path: Path, text: str, asked: Asked) -> Imported:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    return import_grid(open_grid(path, "t.csv"), empty_book(), asked, "t.csv")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("/", "published as “/” (unknown)"),
        ("..", "published as “..” (unknown)"),
        ("NA", "published as “NA” (unknown)"),
        ("c", "published as “c” (withheld)"),
        ("*", "published as “*” (withheld)"),
        ("—", "published as “—” (not applicable)"),
        ("", "left blank"),
    ],
)
def test_the_sign_is_said(cell: str, said: str, tmp_path: Path) -> None:
    asked = Asked(period="2024", new_entities=True, new_indicators=True)
    found = imported(tmp_path, f"村名,农户(户),收入(万元)\n东村,1,50\n西村,2,{cell}\n", asked)
    (tmp_path / "new.toml").write_text(observations_text(empty_book(), found), "utf-8")
    book = load(tmp_path / "new.toml")
    one = next(one for one in book.observations if one.entity.name == "西村" and one.measure.name == "收入")
    result = Calculator(book).printed(one.measure, one.entity, one.period)
    assert result is not None
    assert result.reason == f"{said}: 收入 2024"


def test_who_filled_it_in_is_neither_title_nor_period(tmp_path: Path) -> None:
    asked = Asked(new_entities=True, new_indicators=True)
    text = "2024年各村收入\n填报单位（盖章）：青山镇,单位：万元,填报日期：2025年1月10日\n村名,收入,支出\n东村,50,40\n"
    found = imported(tmp_path, text, asked)
    assert found.source.title == "2024年各村收入"
    assert {str(one.period) for one in found.observations} == {"2024"}
    assert not imported(tmp_path, text.replace("2024年", ""), asked).observations
