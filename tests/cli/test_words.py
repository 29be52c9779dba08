"""Words that once said the opposite of what was meant, or nothing: nominal growth, signs, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.language import use
from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

COUNTY = str(Path(__file__).parent / "books" / "county.toml")
GDP = """
[[entity]]
id = "c"
name = "甲县"
[[indicator]]
id = "gdp"
name = "生产总值"
unit = "亿元"
kind = "amount"
prices = "current"
[[observation]]
entity = "c"
indicator = "gdp"
period = "{now}"
value = "110.0亿元"
[[observation]]
entity = "c"
indicator = "gdp"
period = "{before}"
value = "100.0亿元"
[[observation]]
entity = "c"
metric = "gdp.growth"
period = "{now}"
value = "{growth}"
{prices}
"""


@pytest.fixture
def gdp(tmp_path: Path) -> Path:
    path = tmp_path / "gdp.toml"
    path.write_text(GDP.format(now="2024", before="2023", growth="8%", prices='prices = "constant"'), "utf-8")
    return path


def test_growth_of_current_prices_is_marked_as_such(gdp: Path, nbkpi: Run) -> None:
    arguments = ("explain", "gdp.growth", "--book", str(gdp))
    english, chinese = (nbkpi(*arguments, "--lang", language).out for language in ("en", "zh"))
    assert "= 8% (7.5–8.5) · published, constant prices" in english
    assert " · computed, current prices" in english
    assert "发布，不变价" in chinese
    assert "计算，现价（名义增速）" in chinese


def test_what_the_claim_itself_would_give_is_no_other_figure(tmp_path: Path, nbkpi: Run) -> None:
    """The base follows from the growth, as nbkpi deduce says: only no other figure gives it."""
    path = tmp_path / "alone.toml"
    rows = GDP.format(now="2024", before="2020", growth="8%", prices="")
    path.write_text(rows, "utf-8")
    checked = nbkpi("check", "-v", "--book", str(path))
    assert "not checkable" in checked.out
    assert "no other figure gives 生产总值 2023" in checked.out
    assert "除本数外，没有数据可得出生产总值 2023" in nbkpi("check", "-v", "--book", str(path), "--lang", "zh").out
    assert "101.9" in nbkpi("deduce", "--book", str(path)).out


def test_a_difference_says_which_way(tmp_path: Path, nbkpi: Run) -> None:
    path = tmp_path / "wrong.toml"
    for growth, english, chinese in (
        ("9%", "1 pp too low", "偏低1个百分点"),
        ("11%", "1 pp too high", "偏高1个百分点"),
    ):
        path.write_text(GDP.format(now="2024", before="2023", growth=growth, prices=""), "utf-8")
        assert english in nbkpi("check", "--book", str(path)).out
        assert chinese in nbkpi("check", "--book", str(path), "--lang", "zh").out


def test_growth_within_a_year_is_year_on_year(tmp_path: Path, nbkpi: Run) -> None:
    path = tmp_path / "half.toml"
    path.write_text(GDP.format(now="2024H1", before="2023H1", growth="10.0%", prices=""), "utf-8")
    assert "生产总值 year-on-year growth" in nbkpi("growth", "--book", str(path)).out
    assert "生产总值同比增速" in nbkpi("growth", "--book", str(path), "--lang", "zh").out
    assert "同比增速" in nbkpi("trend", "gdp", "--book", str(path), "--lang", "zh").out
    (record, *_rest) = nbkpi("growth", "--book", str(path), "--json").results()
    assert record["measure"]["id"] == "gdp.growth"


def test_a_target_is_ahead_or_behind_with_its_sign(nbkpi: Run) -> None:
    lines = nbkpi("target", "--book", COUNTY, "--lang", "zh").out.splitlines()
    signed = {name: next(line for line in lines if line.split()[1:2] == [name]) for name in ("东村", "南村")}
    assert "+2.0个百分点" in signed["东村"]
    assert "-10.00个百分点" in signed["南村"]
    assert "未能比较" in lines
    assert any("应达到" in line for line in lines)


def test_changes_are_named_by_what_changes() -> None:
    use("zh")
    try:
        book = load(Path(COUNTY))
        names = {one: book.measure(f"{one}.change").name for one in ("income", "households", "share_of_farmers")}
    finally:
        use("en")
    assert names == {"income": "村集体收入增减额", "households": "农户增减量", "share_of_farmers": "比率增减"}
