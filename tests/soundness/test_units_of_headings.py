"""Figures that were once given a unit that their heading cannot be in, without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
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
        ("户、人", "户数,男,性别比(女=100)", {"户数": "户", "男": "人"}, {"D2"}),
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
