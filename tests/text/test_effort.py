"""What a text costs grows with its length and no faster, counted in calls so that a busy machine changes nothing."""

from __future__ import annotations

import cProfile
from collections.abc import Callable

import pytest
from tests.text.measuring import empty_book

from nbkpi.figure.characters import normalise
from nbkpi.text.audit import audit, scene_of
from nbkpi.text.mentions import mentions_in
from nbkpi.text.share_runs import ShareRuns


def calls(job: Callable[[], object]) -> int:
    """How many calls a job takes."""
    profile = cProfile.Profile()
    profile.runcall(job)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    ("piece", "most"),
    [
        ("1-1-", 30),
        ("23.5%、", 110),
        ("受理88件，办结85件，办结率97%，", 560),
        ("（88件，占5%）", 375),
        ("增加5件，减少3件，", 400),
    ],
)
def test_a_character_more_costs_few_calls(piece: str, most: int) -> None:
    once, twice = (piece * times for times in (60, 120))
    audit(once, empty_book())  # Patterns that are needed are compiled here.
    more = calls(lambda: audit(twice, empty_book())) - calls(lambda: audit(once, empty_book()))
    assert more < most * len(once)


def test_the_runs_of_shares_of_one_long_sentence() -> None:
    def of(times: int) -> int:
        text = "（88件，占5%）" * times
        scene = scene_of(normalise(text), mentions_in(text, empty_book()), empty_book())
        return calls(lambda: ShareRuns(scene.terms, scene.one))

    of(40)
    assert of(160) < 2.5 * of(80)
