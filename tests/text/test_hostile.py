"""Hostile text: long, repetitive or broken, and yet there is an answer (tests/benchmarks/text.py measures how soon)."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Iterator

import pytest
from tests.text.measuring import empty_book, gold

from nbkpi.text.audit import audit
from nbkpi.text.mentions import mentions_in

PIECES = (
    "1", "一", "十", "1,", "1.", "1:", "1+", "1-", "2024-", "2024年", "(", "“", "第1", "1%、", "占1%的", " ", "a1",
    "增长", "村", "甲村", "一一一村", "1个和", "共1件、", "其中1件，", "\n", "万", "3千5百", "数十", "约", "占一的的",
    "1 000 ", "比上年", "。", "\t", "\x00", "\u202e", "<b>", "0.3、", "12:", "1元/",
    "2024年1件全年", "甲乙、丙丁三地1件，", "甲村、乙村1件", "由1件到2件", "占占", "分别占1%和",
    "同比分别增长1%和下降", "1:2:3调整为",
    "其中", "完成完成", "（1件", "走进", "实现", "开工", "年", "全市", "公司", "的的的", "2020—2024年1件、",
)  # fmt: skip


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """What takes squares or powers of the length of a text never comes to an end: that must not hold up everything."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(300)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("piece", PIECES)
def test_one_thing_over_and_over(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(text[one.start : one.end] for one in mentions_in(text, empty_book()))


@pytest.mark.parametrize(
    "piece",
    ["共1件、", "其中1件，", "占1%的", "1%、", "88万元，增长5%，", "1:99，", "由58%提高到71%，提高15个百分点，"],
)
def test_one_claim_over_and_over(piece: str) -> None:
    assert not [one for one in audit(piece * (6000 // len(piece)), empty_book()).findings if not one.by.figures]


@pytest.mark.parametrize("parts", [40, 3000])
def test_a_total_of_more_parts_than_anybody_lists(parts: int) -> None:
    found = audit("1件、" * parts + "共5件。", empty_book())
    assert len(found.judged) == (parts <= 40)


SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_bulletins_cut_up_and_put_together_at_random(seed: int) -> None:
    """Whatever stands beside whatever, there is an answer."""
    chance = random.Random(seed)
    rows = gold("bulletin", "develop")
    pieces = [piece for row in rows for piece in re.split(r"(?<=[，。；、（）])", row["text"]) if piece]
    for _each in range(60):
        text = "".join(chance.choice(pieces) for _piece in range(chance.randint(1, 12)))
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice("其中合计占%（）：:0,，。增长1两个百分点") + text[place:]
        assert audit(text, empty_book()).mentions is not None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("东镇完成12.5亿元，西镇完成9.3亿元，两镇合计21.8亿元。", "consistent"),
        ("东镇完成12.5亿元，西镇完成9.3亿元，两镇合计22.8亿元。", "contradicted"),
    ],
)
def test_a_total_behind_as_many_parts_as_it_says(text: str, verdict: str) -> None:
    assert [one.verdict for one in audit(text, empty_book()).judged] == [verdict]
