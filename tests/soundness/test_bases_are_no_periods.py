"""The year of a base, as of an index or of constant prices, was once taken for the period of the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

ROWS = "东区,101.2,99.8\n西区,98.1,103.4\n"
HEADED = f"地区,总指数,食品\n{ROWS}"
NEW = Asked(new_entities=True, new_indicators=True, unit="1")


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    """A sheet brought into an empty book."""
    (folder / "book.toml").write_text('[book]\ntitle = "区"\n', "utf-8")
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), load(folder), asked, "t.csv")


@pytest.mark.parametrize(
    "title",
    [
        "价格指数（2015年=100）",
        "价格指数（2015年＝100）",
        "以2015年为基期的价格指数",
        "以2015年为100的价格指数",
        "总产出（按2020年价格计算）",
        "总产出（2020年价格）",
        "总产出（2020年不变价）",
        "比2020年增减情况",
    ],
)
def test_a_base_in_the_title(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, f"{title}\n{HEADED}")
    assert not found.observations
    assert [one.message for one in found.findings] == ["no period given for the figures"]


@pytest.mark.parametrize("title", ["2023年价格指数（2015年=100）", "以2015年为基期的2023年价格指数"])
def test_the_period_beside_a_base(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, f"{title}\n{HEADED}")
    assert {str(one.period) for one in found.observations} == {"2023"}
    assert len(found.observations) == 4
    assert found.is_whole


@pytest.mark.parametrize("bases", ["上年=100,上年同期=100", "2015年=100,2020年=100", "上月=100,上年同月=100"])
def test_bases_below_the_headings(tmp_path: Path, bases: str) -> None:
    found = read(tmp_path, f"2023年6月价格指数\n地区,总指数,总指数\n,{bases}\n{ROWS}")
    assert {str(one.period) for one in found.observations} == {"2023-06"}
    names = {one.measure.name for one in found.observations}
    assert names == {f"总指数{base}" for base in bases.split(",")}


def test_bases_below_a_column_of_years(tmp_path: Path) -> None:
    text = "Year,CPI,PPI\n(2015=100),(2015=100),(2010=100)\n2019,101.2,88.1\n2020,99.8,70.2\n"
    found = read(tmp_path, text, NEW._replace(entity="A"))
    assert {(one.measure.name, str(one.period), one.text) for one in found.observations} == {
        ("CPI(2015=100)", "2019", "101.2"), ("CPI(2015=100)", "2020", "99.8"),
        ("PPI(2010=100)", "2019", "88.1"), ("PPI(2010=100)", "2020", "70.2"),
    }  # fmt: skip


def test_the_unit_before_the_prices_that_it_is_at(tmp_path: Path) -> None:
    found = read(tmp_path, f"2023年\n地区,总产出(亿元)(2020年价格),指数\n{ROWS}")
    units = {one.measure.name: one.measure.unit.symbol for one in found.observations}
    assert units == {"总产出(2020年价格)": "亿元", "指数": ""}
