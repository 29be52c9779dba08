"""Every spelling of a period and every way to write a name, through all the entries where one is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from nbkpi.errors import UnknownName, UsageError
from nbkpi.figure import Period
from nbkpi.figure.spelling import SPELLINGS
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.engines import open_engine
from nbkpi.panel.prepare import prepare
from nbkpi.sheets.open import open_grid
from nbkpi.solve.dates import written_period
from nbkpi.solve.select import select
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

EXAMPLES = [pair for one in SPELLINGS for pair in one.examples.items()]
MARKED = [(f"{text}{mark}", f"{meant} {status}")
          for text, meant in EXAMPLES if text[-1].isdecimal() or text[-1] in "年月度"
          for mark, status in (("p", "preliminary"), ("（修订）", "revised"))]  # fmt: skip
PLAIN = [(text, f"{meant} final") for text, meant in EXAMPLES]
BOOK = """
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "homes"
name = "农户"
unit = "户"
measure = "stock"
"""
Write = Callable[[str], Book]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A book with an entity e0, e1, … for each example, and more."""

    def written(more: str = "") -> Book:
        entities = "".join(f'[[entity]]\nid = "e{one}"\nname = "第{one}村"\n' for one in range(len(PLAIN + MARKED)))
        (tmp_path / "book.toml").write_text(BOOK + entities + more, "utf-8")
        return load(tmp_path / "book.toml")

    return written


def periods(book: Book) -> dict[str, str]:
    return {one.entity.id: f"{one.period} {one.status}" for one in book.observations}


def expected(examples: list[tuple[str, str]]) -> dict[str, str]:
    return {f"e{place}": meant for place, (_text, meant) in enumerate(examples)}


def test_in_toml(write: Write) -> None:
    rows = "".join(
        f'[[observation]]\nentity = "e{place}"\nindicator = "income"\nperiod = "{text}"\nvalue = 1\n'
        for place, (text, _meant) in enumerate(PLAIN + MARKED)
    )
    assert periods(write(rows)) == expected(PLAIN + MARKED)


def test_as_the_period_of_a_target(write: Write) -> None:
    rows = "".join(
        f'[[target]]\nentity = "e{place}"\nindicator = "income"\nperiod = "{text}"\nvalue = 1\n'
        for place, (text, _meant) in enumerate(EXAMPLES)
    )
    assert [str(one.period) for one in write(rows).targets] == [meant for _text, meant in EXAMPLES]


def test_in_a_column_of_a_table(write: Write, tmp_path: Path) -> None:
    rows = "".join(f'第{place}村,"{text}",1\n' for place, (text, _meant) in enumerate(PLAIN + MARKED))
    (tmp_path / "t.csv").write_text("村,时间,收入\n" + rows, "utf-8")
    keys = 'entity = "村"\nperiod = "时间"\ncolumns = { "收入" = "income" }\n'
    assert periods(write(f'[[table]]\npath = "t.csv"\n{keys}')) == expected(PLAIN + MARKED)


def test_in_a_column_of_a_sheet_that_is_imported(write: Write, tmp_path: Path) -> None:
    rows = "".join(f'第{place}村,"{text}",1\n' for place, (text, _meant) in enumerate(PLAIN + MARKED))
    (tmp_path / "t.csv").write_text("村名,时间,收入\n" + rows, "utf-8")
    book = write("")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(), "t.csv")
    assert (found.findings, periods(book)) == ([], expected(PLAIN + MARKED))


@pytest.mark.parametrize("example", [*PLAIN, *MARKED[::3]], ids=lambda example: example[0])
def test_for_all_of_a_sheet(example: tuple[str, str], write: Write, tmp_path: Path) -> None:
    """As --period of nbkpi import, and as period of a [[table]] that an import writes."""
    (tmp_path / "t.csv").write_text("村名,收入\n第0村,1\n", "utf-8")
    book = write("")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(period=written_period(example[0])), "t.csv")
    assert (found.findings, periods(book)) == ([], {"e0": example[1]})


@pytest.mark.parametrize(
    "example",
    [(text, f"{meant} final") for one in SPELLINGS if not one.is_bare for text, meant in one.examples.items()]
    + MARKED[::5],
    ids=lambda example: example[0],
)
def test_as_a_heading(example: tuple[str, str], write: Write, tmp_path: Path) -> None:
    if example[0].startswith(tuple(text for one in SPELLINGS if one.is_bare for text in one.examples)):
        pytest.skip("digits alone are a heading only beside others of their kind")
    (tmp_path / "t.csv").write_text(f'村名,"{example[0]}"\n第0村,5.2\n第1村,6.1\n', "utf-8")
    book = write("")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(indicator="income"), "t.csv")
    assert (found.findings, periods(book)) == ([], {"e0": example[1], "e1": example[1]})


def panel_periods(book: Book, path: Path) -> list[Period]:
    panel = Panel("p", str(path), "村", "时间")
    engine = open_engine("polars", None, lambda _share: None, path)
    try:
        found = prepare(engine, book, panel, [PanelField("收入", book.measure("income"))], None)
        return [Period(start, found.length) for start in found.times]
    finally:
        engine.close()


@pytest.mark.parametrize("length", [1, 3, 6, 12])
def test_in_a_panel(length: int, write: Write, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    same = [(text, meant) for text, meant in EXAMPLES if Period.parse(meant).length == length]
    (tmp_path / "p.csv").write_text("村,时间,收入\n" + "".join(f'a,"{text}",1\n' for text, _meant in same), "utf-8")
    found = panel_periods(write(""), tmp_path / "p.csv")
    assert {str(one) for one in found} == {meant for _text, meant in same}


def test_days_in_a_panel(write: Write, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    for kind in (date, datetime):
        days = [kind(2024, month, 1) for month in (1, 4, 10)]
        polars.DataFrame({"村": ["a"] * 3, "时间": days, "收入": [1, 2, 3]}).write_parquet(tmp_path / "p.parquet")
        found = panel_periods(write(""), tmp_path / "p.parquet")
        assert [str(one) for one in sorted(found)] == ["2024Q1", "2024Q2", "2024Q4"]
    polars.DataFrame({"村": ["a"], "时间": ["2024-12-31"], "收入": [1]}).write_parquet(tmp_path / "p.parquet")
    with pytest.raises(UsageError, match="“2024-12-31” is a day, and periods are months"):
        panel_periods(write(""), tmp_path / "p.parquet")


def test_days_in_a_book(write: Write) -> None:
    """A day may end a period of a state, which is said; of anything else it is an error."""
    figure = '[[observation]]\nentity = "e{place}"\nindicator = "{of}"\nperiod = {day}\nvalue = 1\n'
    book = write("".join(
        figure.format(place=place, of="homes", day=day)
        for place, day in enumerate(('"2024-12-31"', "2024-12-31", '"2024年6月30日"'))
    ))  # fmt: skip
    assert periods(book) == {"e0": "2024 final", "e1": "2024 final", "e2": "2024-06 final"}
    assert [one.code for one in book.warnings] == ["day-for-period"] * 3


@pytest.mark.parametrize("kind", [date, datetime])
def test_days_of_a_workbook(kind: type[date], write: Write, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (["村名", "日期", "收入"], ["第0村", kind(2024, 1, 1), 5], ["第1村", kind(2024, 2, 1), 6]):
        made.active.append(row)
    made.save(tmp_path / "t.xlsx")
    book = write("")
    found = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), book, Asked(), "t.xlsx")
    assert (found.findings, periods(book)) == ([], {"e0": "2024-01 final", "e1": "2024-02 final"})


PLACES = """
[[entity]]
id = "county"
name = "甲县"
kind = "county"
[[entity]]
id = "hill"
name = "青山镇"
kind = "town"
within = "甲县"
[[entity]]
id = "water"
name = "绿水镇"
kind = "town"
within = "甲县"
[[entity]]
id = "east"
name = "东山村"
kind = "village"
within = "青山镇"
aliases = ["East Hill Village"]
[[entity]]
id = "ridge1"
name = "岭下村"
kind = "village"
within = "青山镇"
[[entity]]
id = "ridge2"
name = "岭下村"
kind = "village"
within = "绿水镇"
[[entity]]
id = "garden"
name = "花园社区"
kind = "community"
within = "绿水镇"
code = "0301"
[[entity]]
id = "office"
name = "西山村委会"
kind = "village"
[[entity]]
id = "west"
name = "西山村"
kind = "village"
"""
NAMES = [
    ("东山村", "east"), ("东 山 村", "east"), ("东\u3000山\u3000村", "east"), ("青山镇 东山村", "east"),
    ("青山镇东山村", "east"), ("青山镇/东山村", "east"), ("青山镇－东山村", "east"), ("青山镇·东山村", "east"),
    ("甲县青山镇东山村", "east"), ("甲县东山村", "east"), ("青 山 镇/东山 村", "east"), ("东山村村委会", "east"),
    ("东山村委会", "east"), ("东山村村民委员会", "east"), ("东山村民委员会", "east"), ("青山镇东山村村委会", "east"),
    ("东山村 East Hill Village", "east"), ("东山村\nDongshan Village", "east"), ("ＥＡＳＴ　Hill Village", "east"),
    ("青山镇人民政府", "hill"),
    ("花园社区居委会", "garden"), ("花园居委会", "garden"), ("花园社区居民委员会", "garden"), ("0301", "garden"),
    ("青山镇岭下村", "ridge1"), ("绿水镇 岭下村", "ridge2"), ("西山村委会", "office"), ("西山村", "west"),
    ("西 山村", "west"),
]  # fmt: skip
"""Names and what they mean; one that something has exactly is of nothing else."""


@pytest.mark.parametrize(("name", "meant"), NAMES)
def test_a_name_as_it_is_written_elsewhere(name: str, meant: str, write: Write, tmp_path: Path) -> None:
    book = write(PLACES)
    assert book.entity(name).id == meant
    assert select(book, entities=[name]).entities == {book.entity(meant)}
    (tmp_path / "t.csv").write_text(f'村名,收入\n"{name}",5\n第1村,6\n第2村,7\n第3村,8\n', "utf-8")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(period="2024"), "t.csv")
    assert (found.findings, set(periods(book))) == ([], {meant, "e1", "e2", "e3"})


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("岭 下 村", ("甲县/青山镇/岭下村 (ridge1)", "甲县/绿水镇/岭下村 (ridge2)")),
        ("岭下村村委会", ("甲县/青山镇/岭下村 (ridge1)", "甲县/绿水镇/岭下村 (ridge2)")),
        ("绿水镇东山村", ("东山村",)),
        ("红旗镇东山村", ("东山村",)),
        ("301", ("0301",)),
    ],
)
def test_what_is_unclear_is_asked_about(name: str, candidates: tuple[str, ...], write: Write) -> None:
    with pytest.raises(UnknownName) as found:
        write(PLACES).entity(name)
    assert set(candidates) <= set(found.value.candidates)


def test_codes_that_have_lost_their_zeros(write: Write, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("代码,村名,收入\n0301,花园社区,5\n301,西山村,6\n", "utf-8")
    asked = Asked(period="2024", unit="万元", new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), write(PLACES), asked, "t.csv")
    assert [one.message for one in found.findings] == [
        "the column “代码” has codes without their zeros, such as 301 for 0301"
    ]
