"""Figures of a text as drafts for a book: what the book knows, what is new to it, and what stays a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from nbkpi.loading.load import empty_book, load
from nbkpi.model.book import Book
from nbkpi.text.drafts import drafts, drafts_text
from nbkpi.text.mentions import mentions_in

BOOK = """
[[entity]]
id = "east"
name = "东山村"
kind = "village"

[[indicator]]
id = "income"
name = "集体收入"
unit = "万元"

[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
measure = "stock"
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    return load(tmp_path)


def written(text: str, book: Book, name: str = "公报.txt") -> str:
    return drafts_text(drafts(mentions_in(text, book), book), name, text, book)


def rows(text: str, book: Book, sort: str = "observation") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads(written(text, book)).get(sort, [])
    return found


def test_what_the_book_knows_is_filled_in(book: Book) -> None:
    (row,) = rows("2024年东山村集体收入88万元。", book)
    assert row == {
        "entity": "东山村", "indicator": "income", "period": "2024", "value": "88万元", "source": row["source"],
        "note": "2024年东山村集体收入88万元",
    }  # fmt: skip
    assert row["source"].startswith("公报#")


def test_what_is_new_is_proposed_once(book: Book) -> None:
    text = "2024年西山村集体收入60万元。2024年西山村绿化面积30公顷。2023年西山村绿化面积28公顷。"
    assert [one["name"] for one in rows(text, book, "entity")] == ["西山村"]
    (area,) = rows(text, book, "indicator")
    assert (area["name"], area["unit"], area["kind"]) == ("绿化面积", "公顷", "amount")
    assert [one.get("indicator") for one in rows(text, book)] == ["income", area["id"], area["id"]]


def test_one_name_in_two_units_is_two_indicators(book: Book) -> None:
    found = rows("2024年东山村林业产值30万元。2024年东山村林业产值20吨。", book, "indicator")
    assert [one["name"] for one in found] == ["林业产值", "林业产值(吨)"]
    assert len({one["id"] for one in found}) == 2


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("2024年东山村集体收入同比增长5.2%。", "income.growth", "5.2%"),
        ("2024年东山村集体收入同比下降5.2%。", "income.growth", "下降5.2%"),
        ("2024年东山村集体收入同比增加8万元。", "income.change", "8万元"),
        ("2024年东山村集体收入同比减少8万元。", "income.change", "-8万元"),
    ],
)
def test_a_change_is_of_the_metric_and_has_its_sign(text: str, metric: str, value: str, book: Book) -> None:
    (row,) = rows(text, book)
    assert (row["metric"], row["value"]) == (metric, value)
    assert "indicator" not in row


def test_what_nobody_can_know_is_a_comment(book: Book) -> None:
    text = written("集体收入88万元。", book)
    (row,) = tomli.loads(text)["observation"]
    assert "period" not in row
    assert "entity" not in row
    assert "# entity = " in text
    assert "# period = " in text


def test_a_limit_is_a_figure_of_nothing_yet(book: Book) -> None:
    """50万元以上的村 says which villages are counted, and not what any of them has."""
    found = drafts(mentions_in("2024年集体收入50万元以上的村12个。", book), book)
    (limit,) = (one for one in found if one.is_threshold)
    assert limit.mention.words == "50万元以上"
    text = drafts_text([limit], "a", "2024年集体收入50万元以上的村12个。", book)
    (row,) = tomli.loads(text)["observation"]
    assert "indicator" not in row


def test_months_up_to_a_date_are_those_of_a_flow(book: Book) -> None:
    """截至6月底 is the end of a state, and for what adds up all of the year until then."""
    flow, state = drafts(mentions_in("截至2024年6月底，东山村集体收入40万元，农户210户。", book), book)
    assert (str(flow.period), str(state.period)) == ("2024H1", "2024-06")


def test_the_words_around_a_figure_end_with_its_clause(book: Book) -> None:
    before = "第一句很长" * 20
    (row,) = rows(f"{before}，2024年东山村集体收入88万元，比上年多。", book)
    assert row["note"].startswith("…")
    assert row["note"].endswith("集体收入88万元")
    (second,) = rows("前面一句。2024年东山村集体收入88万元；后面一句。", book)
    assert second["note"] == "2024年东山村集体收入88万元"


@pytest.mark.parametrize(("name", "slug"), [("通报 (1).txt", "通报-1"), ("....txt", "text"), ("a", "a")])
def test_the_source_is_called_by_the_file(name: str, slug: str, book: Book) -> None:
    (source,) = tomli.loads(written("2024年东山村集体收入88万元。", book, name))["source"]
    assert (source["id"], source["title"]) == (slug, name)


def test_the_drafts_of_a_text_without_a_book_are_a_book(tmp_path: Path) -> None:
    text = "2024年西山村绿化面积30公顷，同比增长5%。"
    (tmp_path / "b.toml").write_text('[book]\ntitle = "b"\n' + written(text, empty_book()), "utf-8")
    found = load(tmp_path / "b.toml")
    assert [(one.measure.name, one.text) for one in found.observations][:1] == [("绿化面积", "30公顷")]
