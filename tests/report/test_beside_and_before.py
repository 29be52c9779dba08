"""Categories beside each other, and figures beside those that an earlier import had in their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.report.across import ShownResult, across_table
from nbkpi.report.replaced import imported_from, replaced_note
from nbkpi.solve.calculate import Calculator

BASE = """
[[source]]
id = "june"
title = "June"

[[source]]
id = "july"
title = "July"

[[entity]]
id = "east"
name = "东村"

[[breakdown]]
id = "sex"
name = "性别"
members = ["男", "女"]

[[breakdown]]
id = "age"
name = "年龄"
members = ["少", "老"]

[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
"""


def book_of(folder: Path, *figures: tuple[str, str, str, str]) -> Book:
    """A book with figures of these categories, periods, words and places."""
    text = BASE
    for of, period, value, source in figures:
        text += f'[[observation]]\nentity = "east"\nindicator = "people"\nperiod = "{period}"\nvalue = "{value}"\n'
        text += (f"of = [{of}]\n" if of else "") + f'source = "{source}"\n'
    (folder / "book.toml").write_text(text, "utf-8")
    return load(folder)


def shown(book: Book) -> list[ShownResult]:
    calculator = Calculator(book)
    return [
        ShownResult(calculator.result(one.measure, one.entity, one.period), one.measure.name, one.text, None)
        for one in book.observations
    ]


def test_men_stand_beside_women_behind_the_whole(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ('"女"', "2024", "6", "june#B2"),
        ("", "2024", "11", "june#B3"),
        ('"男"', "2024", "5", "june#B4"),
        ('"男"', "2023", "4", "june#B5"),
        ('"男", "老"', "2024", "2", "june#B6"),
    )
    sex, age = book.cells.breakdowns.all
    table = across_table(shown(book), [sex], "t", None)
    assert [column.heading for column in table.columns[-3:]] == ["total", "男", "女"]
    assert table.rows == [
        ("东村", "人口", "2024", "11", "5", "6"),
        ("东村", "人口", "2023", "", "4", ""),
        ("东村 (老)", "人口", "2024", "", "2", ""),
    ]
    both = across_table(shown(book), [sex, age], "t", None)
    assert [column.heading for column in both.columns[3:]] == ["total", "男", "男, 老", "女"]
    assert [len(list(one.records())) if one.records else 0 for one in (table, both)] == [5, 5]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_value_comes_before_one_that_is_missing(is_first: bool, tmp_path: Path) -> None:
    book = book_of(tmp_path, ('"男"', "2024", "5", "june#B2"))
    sex, _age = book.cells.breakdowns.all
    (known,) = shown(book)
    missing = known._replace(result=replace(known.result, interval=None), value="?")
    rows = across_table([missing, known] if is_first else [known, missing], [sex], "t", None).rows
    assert rows == [("东村", "人口", "2024", "5")]


def test_what_an_import_changes_is_counted(tmp_path: Path) -> None:
    before = book_of(
        tmp_path,
        ("", "2021", "1", "june#B1"),
        ("", "2022", "2", "june#B2"),
        ("", "2023", "3", "june#B3"),
        ("", "2020", "9", "june#§3"),
        ("", "2019", "9", "july#B9"),
    )
    known = imported_from(before, ["june"])
    assert {str(period) for _entity, _measure, period in known} == {"2021", "2022", "2023"}
    after = book_of(tmp_path, ("", "2022", "２", "june#B2"), ("", "2023", "4", "june#B3"), ("", "2024", "5", "june#B4"))
    periods = [Period.parse(year) for year in ("2021", "2022", "2023", "2024")]
    note = replaced_note(known, after.observations, periods, "june")
    assert note.startswith("figures of “june”: 1 new, 1 changed, 1 gone")
    assert note.endswith("东村 人口 2023: 3 → 4")
    assert "0 gone" in replaced_note(known, after.observations, periods[1:], "june")


@pytest.mark.parametrize(("sources", "text"), [(["june", "july"], "1"), (["july", "june"], "2")])
def test_of_each_thing_the_first_source_counts(sources: list[str], text: str, tmp_path: Path) -> None:
    book = book_of(tmp_path, ("", "2024", "1", "june#B2"), ("", "2024", "2", "july#B2"))
    assert [one.text for one in imported_from(book, sources).values()] == [text]
