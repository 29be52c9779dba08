"""Lines of a terminal: no number and no word broken that is not longer than a line, no closing sign at the front."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.render.wrapping import hanging, pieces, wrapped
from nbkpi.report.width import width

SENTENCE = "全市地区生产总值18147.7亿元，增长5.4%（按不变价计算）；其中第一产业增加值451.1亿元、第二产业“7882.6亿元”。"
PIECES = [
    "增长",
    "5.4%",
    "、",
    "；",
    "（",
    "）",
    " ",
    "384.5万元",
    "“",
    "”",
    "word",
    "[not-understood]",
    "…",
    "，",
    "~",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
CLOSING = "、，。；：）”…,;)]%~"


@pytest.mark.parametrize("room", range(14, 130))
def test_a_sentence(room: int) -> None:
    lines = wrapped(SENTENCE, room)
    assert "".join(lines) == SENTENCE
    assert max(map(width, lines)) <= room
    assert not any(line[0] in CLOSING or line[-1] in "（“" for line in lines)
    for number in re.findall(r"[\d.]+(?:亿元|%)", SENTENCE):
        assert any(number in line for line in lines)


@given(TEXTS, st.integers(20, 100))
def test_any_text(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= room
    for number in ("384.5万元", "[not-understood]"):
        assert "".join(lines).count(number) >= sum(line.count(number) for line in lines)


@given(st.text(max_size=60).filter(lambda text: "\n" not in text), st.integers(1, 30))
def test_nothing_is_lost_in_no_room(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= max(room, 2)


def test_where_lines_end() -> None:
    assert wrapped("they leave them out [not-understood]", 28) == ["they leave them out", "[not-understood]"]
    assert wrapped("同比增加384.5万元", 11) == ["同比增加", "384.5万元"]
    assert wrapped("甲村、乙村、丙村", 10) == ["甲村、乙", "村、丙村"]
    assert wrapped("a/longer/path/than/fits", 10) == ["a/longer/", "path/than/", "fits"]
    assert wrapped("123456789万元", 9) == ["123456789", "万元"]
    assert wrapped("", 5) == [""]


def test_what_stays_together() -> None:
    assert pieces("同比增加384.5万元，a word") == ["同", "比", "增", "加", "384.5万元，", "a", "word"]
    assert "".join(pieces(SENTENCE)) == SENTENCE


def test_further_lines_are_set_in() -> None:
    assert hanging("  book.toml: an unknown key", 60) == ["  book.toml: an unknown key"]
    assert hanging("  book.toml: an unknown key", 20) == ["  book.toml: an", "    unknown key"]
    assert hanging("a line", 3) == ["a line"]  # There is no room left for words.


@given(TEXTS, st.integers(20, 100))
def test_further_lines_hold_the_rest(text: str, room: int) -> None:
    lines = hanging(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= room
