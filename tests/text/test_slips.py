"""Bulletins of our own with slips of the pen: what is right is not called wrong, and what is wrong is seen.

In own/slips.txt {42|24} stands for 42 where the text is right, and for 24 where it is wrong; {42?24} for a slip that
need not be seen, because other figures would fit, or the list need not be complete. Each slip is tried by itself.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

OWN = Path(__file__).parent / "own"
SLIP = re.compile(r"\{(?P<right>[^|?{}]*)(?P<seen>[|?])(?P<wrong>[^{}]*)\}")
BULLETINS = (OWN / "slips.txt").read_text("utf-8").split("%%\n")
TRUE = (OWN / "true.txt").read_text("utf-8").split("%%\n")


def written(bulletin: str, slip: int | None = None) -> str:
    """A bulletin with all its figures right, or with one wrong: that whose slip begins at this place."""
    return SLIP.sub(lambda match: match["wrong" if match.start() == slip else "right"], bulletin)


RIGHT = [written(bulletin) for bulletin in BULLETINS]
WRONG = [
    written(bulletin, match.start())
    for bulletin in BULLETINS
    for match in SLIP.finditer(bulletin)
    if match["seen"] == "|"
]


def findings(text: str) -> list[str]:
    return [f"{one.kind} {one.asserted_words}: {one.by.kind}" for one in audit(text, empty_book()).findings]


def test_there_are_enough() -> None:
    assert len(RIGHT) > 200
    assert len(WRONG) > 240


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_called_wrong(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_seen(text: str) -> None:
    assert findings(text) or "nearly" in {one.verdict for one in audit(text, empty_book()).judged}


@pytest.mark.parametrize("seed", range(6))
def test_bulletins_that_stand_under_each_other_do_not_contradict_each_other(seed: int) -> None:
    chance = random.Random(seed)
    wrong = []
    for _each in range(40):
        text = "\n".join(chance.sample([*RIGHT, *TRUE], chance.choice((2, 3, 5))))
        wrong += findings(text)
    # Where both happen to speak of the same thing, what is held against each other is not to be blamed.
    assert len(wrong) <= 1, wrong
