"""Names of a book that a text says a little otherwise, and what must not be taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text
from nbkpi.text.book_judge import BookComparison

WRITTEN = Period(2025 * 12 + 6, 1)
PLACES = (("东山村", "village"), ("西山村", "village"), ("南湖村", "village"), ("和平镇", "town"))
FIGURES = ((0, "x", "63.1"), (1, "x", "64.1"), (2, "x", "70.0"), (3, "x", "900"), (0, "p", "210"), (1, "p", "320"))
INDICATORS = """
[[indicator]]
id = "x"
name = "村集体收入"
unit = "万元"
kind = "amount"
[[indicator]]
id = "p"
name = "总人口"
unit = "人"
kind = "count"
measure = "stock"
"""
MORE = '[[indicator]]\nid = "y"\nname = "镇集体收入"\nunit = "万元"\nkind = "amount"\n'


def compared(tmp_path: Path, text: str, more: str = "") -> list[BookComparison]:
    rows = ['[book]\ntitle = "甲县"\n[[source]]\nid = "s"\ntitle = "s"\n']
    rows += [f'[[entity]]\nid = "e{at}"\nname = "{name}"\nkind = "{kind}"\n' for at, (name, kind) in enumerate(PLACES)]
    rows += [INDICATORS, more]
    rows += [
        f'[[observation]]\nentity = "e{at}"\nindicator = "{of}"\nperiod = "2025H1"\nvalue = "{value}"\nsource = "s"\n'
        for at, of, value in FIGURES
    ]
    rows.append('[[observation]]\nentity = "e0"\nmetric = "x.growth"\nperiod = "2025H1"\nvalue = "12%"\nsource = "s"\n')
    (tmp_path / "book.toml").write_text("\n".join(rows), "utf-8")
    return compare_text(text, load(tmp_path), WRITTEN)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("2025年上半年，东山村集体收入63.1万元。", ["agrees"]),
        ("2025年上半年，东山村集体收入64.1万元。", ["contradicted"]),
        ("2025年上半年，东山村集体收入总额64.1万元。", ["contradicted"]),
        ("一、收入\n二、2025年上半年东山村集体收入64.1万元。", ["contradicted"]),
        ("2025年上半年情况\n（三）西山村总人口330人。", ["contradicted"]),
        ("2025年上半年，西山村人口320人。", ["agrees"]),
        ("2025年上半年，东山村集体收入增幅12%。", ["agrees"]),
        ("2025年上半年，东山村集体收入增幅21%。", ["contradicted"]),
    ],
)
def test_a_name_that_means_the_same_is_compared(tmp_path: Path, text: str, verdicts: list[str]) -> None:
    assert [one.verdict for one in compared(tmp_path, text)] == verdicts


LIST = "2025年上半年，东山村、西山村、南湖村集体收入分别为63.1万元、64.9万元"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (f"{LIST}、70.0万元。", ["agrees", "contradicted", "agrees"]),
        (f"{LIST}和70.0万元。", ["agrees", "contradicted", "agrees"]),
        (f"{LIST}。", ["not in the book"] * 2),
        (f"{LIST}、70.0万元、71.0万元。", ["not in the book"] * 4),
        (f"{LIST}、70.0户。", ["not in the book"] * 3),
        (LIST.replace("集体收入", "人均集体收入") + "、70.0万元。", ["not in the book"] * 3),
    ],
)
def test_figures_in_a_row_are_of_the_names_in_a_row(tmp_path: Path, text: str, verdicts: list[str]) -> None:
    assert [one.verdict for one in compared(tmp_path, text)] == verdicts


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "2025年上半年，东山村集体收入由45万元增加到64.1万元，增幅12%。",
            ["not in the book", "contradicted", "agrees"],
        ),
        ("2025年上半年，东山村集体收入63.1万元，同比增长21%。", ["agrees", "contradicted"]),
        ("2025年上半年，东山村集体收入63.1万元，6个村增幅21%。", ["agrees", "not in the book", "not in the book"]),
    ],
)
def test_what_it_came_to_and_grew_by_is_compared(tmp_path: Path, text: str, verdicts: list[str]) -> None:
    assert [one.verdict for one in compared(tmp_path, text)] == verdicts


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("2025年上半年，东山村收入64.1万元。", ""),
        ("2025年上半年，东山村人均集体收入64.1万元。", ""),
        ("2025年上半年，和平镇集体收入950万元。", ""),
        ("2025年上半年，东山村集体收入64.1万元。", MORE),
        ("2025年上半年，6个村实现村集体收入200万元。", ""),
        ("2025年上半年，东山村流动人口220人。", ""),
        ("2025年上半年，东山村集体收入640户。", ""),
    ],
)
def test_what_may_be_something_else_is_not_compared(tmp_path: Path, text: str, more: str) -> None:
    found = compared(tmp_path, text, more)
    assert {one.verdict for one in found} == {"not in the book"}
    assert all(one.reason for one in found)


def test_a_name_that_may_be_several_is_said_to_be_so(tmp_path: Path) -> None:
    (found,) = compared(tmp_path, "2025年上半年，东山村集体收入64.1万元。", MORE)
    assert found.reason == "“集体收入” may be any of these: “村集体收入”, “镇集体收入”"


def test_the_words_that_stand_in_the_way_are_named(tmp_path: Path) -> None:
    found = compared(tmp_path, "2025年上半年，6个村实现村集体收入64.1万元。")
    assert found[1].reason == "beside “村集体收入” stands “村实现”: it may be another figure"
