"""Figures that were once given a unit that their heading cannot be in, without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

Read = Callable[..., Imported]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a CSV text holds for an empty book in which everything new is defined."""

    def answer(text: str, **asked: object) -> Imported:
        (tmp_path / "t.csv").write_text(text, "utf-8")
        given = {"period": "2022", "new_entities": True, "new_indicators": True, **asked}
        return import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), Asked(**given), "t.csv")  # type: ignore[arg-type]

    return answer


def units(found: Imported) -> dict[str, str]:
    """The unit in which the figures of each indicator are read."""
    return {one.measure.name: one.measure.unit.symbol for one in found.observations}


def named(found: Imported) -> set[str]:
    """The cells about which something is said."""
    return {one.path.rpartition("!")[2] for one in found.findings}


@pytest.mark.parametrize(
    ("line", "headings", "expected", "unclear"),
    [
        ("人、‰", "人数,出生率", {"人数": "人", "出生率": "‰"}, set()),
        ("人、万元", "人口,产值,户数", {"人口": "人", "产值": "万元"}, {"D2"}),
        ("户、%", "家庭户,占家庭户比重", {"家庭户": "户", "占家庭户比重": "%"}, set()),
        ("户、人", "户数,男,性别比(女=100)", {"户数": "户", "男": "人", "性别比(女=100)": ""}, set()),
        ("人、%", "合计,占比", {"占比": "%"}, {"B2"}),
        ("万元、亿元", "产值,收入", {}, {"B2", "C2"}),
        ("%、‰", "自然增长率,占比", {"占比": "%"}, {"B2"}),
        ("万元", "产值,税,利润率,物价指数", {"产值": "万元", "税": "万元"}, {"D2", "E2"}),
        ("万元", "产值,企业个数,职工人数", {"产值": "万元"}, {"C2", "D2"}),
        ("人", "男,女,性别比", {"男": "人", "女": "人"}, {"D2"}),
        ("%", "男,农业人口", {"男": "%", "农业人口": "%"}, set()),
        ("元/人", "劳动生产率", {"劳动生产率": "元/人"}, set()),
    ],
)
def test_a_unit_line_counts_for_what_may_be_in_it(
    line: str, headings: str, expected: dict[str, str], unclear: set[str], read: Read
) -> None:
    """The first unit of a line with several was once that of every column, and a rate was once in 万元."""
    places = len(headings.split(","))
    text = f"单位：{line}\n区,{headings}\n东区{',4' * places}\n西区{',5' * places}\n"
    found = read(text)
    assert units(found) == expected
    assert named(found) == unclear


def test_a_unit_for_all_is_not_that_of_a_rate(read: Read) -> None:
    """Whoever answers with the first unit of the line does not say that a rate is in it."""
    text = "单位：人、万元\n区,甲,出生率\n东区,3124,10.21\n西区,1391,8.19\n"
    assert units(read(text, unit="人")) == {"甲": "人"}
    text = "单位：人、万元\n区,甲,性别比\n东区,3124,104\n西区,1391,105\n"
    assert units(read(text, unit="1")) == {"性别比": ""}
    assert units(read(text, unit="1", units={"甲": "人"})) == {"甲": "人", "性别比": ""}


def test_rows_of_indicators_take_what_fits_of_the_line(read: Read) -> None:
    """A rate among the rows was once in the unit of the line, too."""
    text = "单位：万人\n指标,2021,2022\n人口,12,13\n死亡率,5.1,5.2\n"
    assert "死亡率" not in units(read(text, entity="甲县", period=""))


def test_a_column_headed_by_a_year_is_not_that_of_the_periods(read: Read) -> None:
    """With the period 1997 the figures below 1997 once said the period of those below 1998."""
    text = "Name,1997,1998\nNorth,1918,1940\nSouth,2066,2073\n"
    found = read(text, period="1997", indicator="stock", unit="人")
    assert {(one.entity.name, str(one.period), one.text) for one in found.observations} == {
        ("North", "1997", "1918"), ("North", "1998", "1940"), ("South", "1997", "2066"), ("South", "1998", "2073"),
    }  # fmt: skip
    text = "Name,Stock (tonnes),1997\nNorth,5,1940\nSouth,6,2073\n"
    assert {str(one.period) for one in read(text, period="1997").observations} <= {"1997"}


def test_a_letter_or_a_place_over_columns_is_no_unit(read: Read) -> None:
    """Group L once was in litres, and villages of 县 in a unit of counting."""
    found = read("Group,A,B,L\n,North,South,West\nRoads,1,2,3\nWater,4,5,6\n")
    assert units(found) == {}
    found = read("区,户数,\n,市,县\n东区,1,2\n西区,4,5\n", unit="户")
    assert {one.measure.unit.symbol for one in found.observations} == {"户"}
    assert units(read("区,甲,乙\n,(L),（吨）\n东区,1,2\n西区,4,5\n")) == {"甲": "L", "乙": "吨"}
    assert units(read("区,甲,乙\n,万元,吨\n东区,1,2\n西区,4,5\n")) == {"甲": "万元", "乙": "吨"}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("区,产量（吨）\n东区,113-115\n西区,12\n", {("西区", "产量", "12")}),
        ("区,产量（吨）\n东区,1500- 1846\n西区,12\n", {("西区", "产量", "12")}),
        ("区,产量（吨）\n东区,113至115\n西区,12\n", {("西区", "产量", "12"), ("东区", "产量", "113至115")}),
        ("区,镇,产量（吨）\n东区,甲镇,\n西区,乙镇,12\n", {("西区/乙镇", "产量", "12")}),
    ],
)
def test_a_first_row_with_a_gap_or_a_span_is_no_heading(
    text: str, figures: set[tuple[str, str, str]], read: Read
) -> None:
    """产量113-115 was once an indicator, and 东区 was gone."""
    found = read(text)
    seen = {(one.entity.path, one.measure.name, one.text) for one in found.observations}
    assert seen == figures


def test_units_that_headings_name(read: Read) -> None:
    """An unknown unit in brackets was once a part of the name, and --unit 1 made 5 of 5 亿千瓦小时."""
    text = (
        "区,存款/亿元,面积-平方公里,产值_万元,风速(m/s),用电量(亿千瓦小时),Cost (Million USD),Debt (% of GDP)\n"
        "东区,1,2,3,4,5,6,7\n西区,2,3,4,5,6,7,8\n"
    )
    expected = {"存款": "亿元", "面积": "平方公里", "产值": "万元", "风速": "m/s", "用电量": "亿千瓦小时",
                "Cost": "百万美元", "Debt (% of GDP)": "%"}  # fmt: skip
    assert units(read(text, unit="1")) == expected
    assert units(read("Name,Age,Size\n,(years),(tonnes)\nNorth,1,2\nSouth,3,4\n")) == {"Age": "年", "Size": "吨"}
    assert units(read("区,指数,指数\n,(上年=100),(基期=100)\n东区,1,2\n西区,3,4\n", unit="1")) == {
        "指数(上年=100)": "", "指数(基期=100)": "",
    }  # fmt: skip


def test_a_plain_number_does_not_silence_a_unit(read: Read) -> None:
    text = "区,数量(万令米)\n东区,1\n西区,2\n"
    found = read(text, unit="1")
    assert not found.observations
    assert ["万令米" in one.message for one in found.findings] == [True]
    assert units(read(text, unit="1", units={"数量(万令米)": "万件"})) == {"数量": "万件"}
    assert units(read("区,数量(规模以上)\n东区,1\n西区,2\n", unit="件")) == {"数量(规模以上)": "件"}


def test_changes_may_be_below_zero_and_counts_may_not(read: Read) -> None:
    """A natural increase below zero was once refused, with a remedy that needs a book."""
    found = read("单位：人\n区,自然增长人数,净迁入人数,人口\n东区,-832,5,7\n西区,12,-7,-8\n")
    assert {(one.measure.name, one.text) for one in found.observations} == {
        ("自然增长人数", "-832"), ("自然增长人数", "12"), ("净迁入人数", "5"), ("净迁入人数", "-7"), ("人口", "7"),
    }  # fmt: skip
    assert [row.get("range", "") for sort, row in found.understood.new if sort == "indicator"] == ["any", "any", ""]


def test_names_are_in_one_line_and_without_marks(read: Read) -> None:
    found = read('区,"家庭户\n户数(户)","Total\npeople(人)"\n东区①,3,4\n"西\n区*",5,6\n南区[1],7,8\n北区¹,9,9\n')
    assert units(found) == {"家庭户户数": "户", "Total people": "人"}
    assert {one.entity.name for one in found.observations} == {"东区", "西区", "南区", "北区"}


def test_a_blank_merged_range_below_the_rows_is_nothing(tmp_path: Path) -> None:
    """It once ended in a traceback."""
    grid = open_grid_of(tmp_path, [["人口(人)", "户数(户)"], [10, 3]])
    grid.merged.append((5, 0, 5, 1))
    asked = Asked(entity="甲县", period="2010", new_entities=True, new_indicators=True)
    assert {one.text for one in import_grid(grid, empty_book(), asked, "t").observations} == {"10", "3"}


def open_grid_of(tmp_path: Path, rows: list[list[object]]) -> Grid:
    """A sheet with these cells."""
    return Grid(str(tmp_path / "t.xlsx"), "Sheet", rows)  # type: ignore[arg-type]


def test_men_to_a_hundred_women_are_a_plain_number(read: Read) -> None:
    found = read("单位：户、人\n区,户数,性别比\n,总户数,(女=100)\n东区,1,102.5\n西区,2,103.5\n")
    assert set(units(found).values()) == {"户", ""}
    assert not named(found)


@pytest.mark.parametrize("heading", ["农户", "党员", "村民", "合作社"])
def test_what_a_village_has_is_not_in_money_by_a_unit_line(heading: str, read: Read) -> None:
    """611 households once were 611万元, for the line above said 单位：万元."""
    found = read(f"单位：万元,,\n村,村集体收入,{heading}\n甲村,12.5,611\n乙村,13.5,420\n")
    assert units(found) == {"村集体收入": "万元"}
