"""Characters of numbers: blanks inside them, and the way back to the text as it was written."""

from __future__ import annotations

from random import Random

import pytest

from nbkpi.figure.characters import Joined, joined, normalise


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("一百 五十 二", "一百五十二"),
        ("三百 四十", "三百四十"),
        ("三百 四", "三百四"),
        ("五 十", "五十"),
        ("三十 五", "三十五"),
        ("一千 二百万", "一千二百万"),
        ("一万 二千", "一万二千"),
        ("五亿 三万", "五亿三万"),
        ("三百 二十万", "三百二十万"),
        # Two numbers beside each other.
        ("三百 四百", "三百 四百"),
        ("二十 三十", "二十 三十"),
        ("三 四", "三 四"),
        ("一万 三万", "一万 三万"),
        ("五万 三亿", "五万 三亿"),
        ("三十 二百万", "三十 二百万"),
        ("一百 五百万", "一百 五百万"),
        # No numbers, or none with a blank.
        ("东村 西村", "东村 西村"),
        ("三百四十", "三百四十"),
        ("百 分 之 2", "百分之2"),
    ],
)
def test_a_blank_within_a_number_is_none(text: str, without: str) -> None:
    for blank in (" ", "\u00a0"):
        found = joined(text.replace(" ", blank))
        assert found.text == without.replace(" ", blank)


def test_every_place_has_its_way_back() -> None:
    chance = Random(1)
    for _text in range(200):
        text = "".join(chance.choices("abcdefg", k=chance.randint(1, 12)))
        ends = sorted(chance.sample(range(len(text) + 1), k=2 * (min(4, len(text) + 1) // 2)))
        gaps = list(zip(ends[::2], ends[1::2], strict=True))
        kept = [place for place in range(len(text)) if not any(start <= place < end for start, end in gaps)]
        found = Joined(text, gaps)
        assert found.text == "".join(text[place] for place in kept)
        assert [found.place(place) for place in range(len(found.text))] == kept
        for place in range(len(text)):
            assert found.place_within(place) == sum(one < place for one in kept)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("１２．５％", "12.5%"), ("負五點二億", "负五点二亿"), ("叁佰伍拾元", "三百五十元"), ("东村", "东村")],
)
def test_what_means_the_same_is_one_character(text: str, plain: str) -> None:
    assert normalise(text) == plain
