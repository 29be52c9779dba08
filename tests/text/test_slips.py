"""Bulletins of our own with slips of the pen: what is right is not called wrong, and what is wrong is seen.

In own/slips.txt {42|24} stands for 42 where the text is right, and for 24 where it is wrong; {42?24} for a slip that
need not be seen, because other figures would fit, or the list need not be complete. Each slip is tried by itself.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit
from nbkpi.text.verdicts import Judged

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


REPORTED = {"contradicted", "truncated", "nearly"}


def findings(text: str) -> list[str]:
    return [f"{one.kind} {one.asserted_words}" for one in audit(text, empty_book()).findings]


def reported(text: str) -> list[str]:
    """The claims that somebody is told to look at."""
    return [one.asserted_words for one in audit(text, empty_book()).judged if one.verdict in REPORTED]


def test_there_are_enough() -> None:
    assert len(RIGHT) > 200
    assert len(WRONG) > 240


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_called_wrong(text: str) -> None:
    assert findings(text) == []


def test_what_is_wrong_is_seen() -> None:
    """Of slips that a careful reader sees three in four are reported: the others leave the words another reading."""
    unseen = [text for text in WRONG if not reported(text)]
    assert len(unseen) * 4 <= len(WRONG), "\n".join(unseen)


DIGIT = re.compile("[0-9]")


def with_one_digit_changed(text: str, start: int, words: str, chance: random.Random) -> str:
    """A text with another digit somewhere in these words."""
    places = [match.start() for match in DIGIT.finditer(words)]
    place = chance.choice(places)
    others = [digit for digit in "0123456789" if digit != words[place] and not (digit == "0" and place == places[0])]
    return text[: start + place] + chance.choice(others) + text[start + place + 1 :]


def test_a_digit_changed_in_a_true_claim() -> None:
    """Claims that are confirmed in true texts of our own, each with one digit changed: reported, or not confirmed.

    A changed number that the same figures still allow is no error that anybody could see; nor is it one that up
    to three parts of an open list (其中) come to less than their total.
    """
    chance = random.Random(20261129)
    outcomes = Counter[str]()
    for text in [*RIGHT, *TRUE]:
        for one in audit(text, empty_book()).judged:
            if one.verdict not in ("exact", "consistent") or one.members:
                continue
            start, end = one.span
            changed = with_one_digit_changed(text, start, text[start:end], chance)
            found = [each for each in audit(changed, empty_book()).judged if each.span[0] == start]
            verdicts = {each.verdict for each in found}
            still = any(figures_of(each) == figures_of(one) for each in found)
            outcome = (
                "reported" if verdicts & REPORTED else "silent" if not found else "possible" if still else "accepted"
            )
            outcomes[outcome] += 1
    total = outcomes.total() - outcomes["possible"]
    assert outcomes["reported"] * 100 >= total * 69, outcomes
    assert outcomes["accepted"] * 1000 <= total * 35, outcomes


def figures_of(one: Judged) -> list[int]:
    """Where the figures stand that a claim was held against."""
    return [each.mention.start for each in one.by.figures]


@pytest.mark.parametrize("seed", range(6))
def test_bulletins_that_stand_under_each_other_do_not_contradict_each_other(seed: int) -> None:
    chance = random.Random(seed)
    wrong = []
    for _each in range(40):
        text = "\n".join(chance.sample([*RIGHT, *TRUE], chance.choice((2, 3, 5))))
        wrong += findings(text)
    # Where both happen to speak of the same thing, what is held against each other is not to be blamed.
    assert len(wrong) <= 1, wrong
