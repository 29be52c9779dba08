"""Figures found in running text, and numerals that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.figure import Units, read
from nbkpi.figure.characters import normalise
from nbkpi.text.scan import Scanner

SCANNER = Scanner(Units())
OWN = Path(__file__).parent / "own"


def words(text: str) -> list[str]:
    return [found.words for found in SCANNER.scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年接待游客超10万人次，收入达88万元，同比增长43.6%。", ["超10万人次", "88万元", "43.6%"]),
        ("从12家增至18家，由88万元到120万元", ["12家", "18家", "88万元", "120万元"]),
        ("吸纳3至5家，投资9亿～16亿元，增速5-20%", ["3至5家", "9亿～16亿元", "5-20%"]),
        ("产量增长3倍，产值翻一番，订单增长近两倍", ["增长3倍", "翻一番", "增长近两倍"]),
        ("节约5万元，预约3人，附近3家，签约12个", ["5万元", "3人", "3家", "12个"]),
        ("约3～5家，数十名，上百人，三四百户，过半", ["约3～5家", "数十名", "上百人", "三四百户", "过半"]),
        ("三次产业结构为2.5：43.4：54.1", ["2.5", "43.4", "54.1"]),
        ("分别提高0.3、1.1和2.5个百分点", ["0.3", "1.1", "2.5个百分点"]),
        ("下降-3.2%，自然增长率-0.6‰", ["-3.2%", "-0.6‰"]),
        ("达88万元——2024年又增至96万元", ["88万元", "96万元"]),
        ("收入2022年58.7万元、2023年35.0万元", ["58.7万元", "35.0万元"]),
        ("３月５.８亿元，１２００亩", ["５.８亿元", "１２００亩"]),
        ("三億元，十二家，佔33.3%，412戶", ["三億元", "十二家", "33.3%", "412戶"]),
        ("120项，其中一支队伍、一个村", ["120项", "一支"]),
        ("| 甲 | 88万元 |\n| 乙 | 61.3 |", ["88万元"]),
        ("", []),
        ("没有数据。", []),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("line", (OWN / "traps.txt").read_text("utf-8").splitlines())
def test_traps_are_no_figures(line: str) -> None:
    assert words(line) == []


@pytest.mark.parametrize("name", ["三七市镇", "五里牌", "大横坎头", "万安社区", "三门县", "九江市"])
def test_names_with_numerals_are_no_figures(name: str) -> None:
    assert words(f"{name}共有3家企业") == ["3家"]


def test_names_of_a_book_hide_their_numerals() -> None:
    assert [one.words for one in SCANNER.scan("五家渠有3家企业", iter([(0, 3)]))] == ["3家"]


ALPHABET = "0123456789一二三十百千万亿.,、，。：:;%个件万元占比上年增长同期其中共约超()“”年月日村市 \n第数几半-—~"


@given(st.text(ALPHABET, max_size=80))
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_any_text_gives_figures_in_order_that_read_as_they_stand(text: str) -> None:
    at = 0
    for found in SCANNER.scan(text):
        assert at <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.words
        assert found.words == found.words.strip()
        at = found.end
        if found.group < 0 and found.figure.unit.symbol and not found.words[-1].isdigit() and found.words[-1] != "个":
            assert read(normalise(found.words)).interval == found.figure.interval
