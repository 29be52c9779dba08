"""Each kind of relation, in our own sentences: what is true is confirmed, what is wrong reported, the rest let be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit
from nbkpi.text.verdicts import Judged

KINDS, SELDOM = (
    tomli.loads((Path(__file__).parent / "own" / f"{name}.toml").read_text("utf-8"))["kind"]
    for name in ("kinds", "seldom")
)
CONFIRMED = {"exact", "consistent", "uninformative", "plausible"}
REPORTED = {"contradicted", "truncated", "nearly"}


def rows(part: str, kinds: list[dict[str, Any]] = KINDS) -> list[Any]:
    """Every text of one part with its claims, named after its kind."""
    return [
        pytest.param(text, claims, id=f"{kind['name']}-{place}")
        for kind in kinds
        for place, (text, *claims) in enumerate(kind.get(part, ()), 1)
    ]


def judged(text: str) -> dict[str, Judged]:
    return {one.asserted_words: one for one in audit(text, empty_book()).judged}


def test_there_are_enough_of_every_kind() -> None:
    assert all(len(kind[part]) >= 3 for kind in KINDS for part in ("true", "wrong", "open"))


@pytest.mark.parametrize(("text", "claims"), rows("true"))
def test_what_is_true_is_confirmed(text: str, claims: list[str]) -> None:
    found = judged(text)
    for claim in claims:
        words, *figures = claim.split()
        assert words in found, f"{words} is unrelated"
        assert found[words].verdict in CONFIRMED, found[words].verdict
        if figures:
            assert {one.mention.words for one in found[words].by.figures} == set(figures)
    assert not [one.asserted_words for one in found.values() if one.verdict in REPORTED]


@pytest.mark.parametrize(("text", "claims"), rows("wrong") + rows("wrong", SELDOM))
def test_what_is_wrong_is_reported(text: str, claims: list[str]) -> None:
    found = judged(text)
    for claim in claims:
        assert claim in found, f"{claim} is unrelated"
        assert found[claim].verdict in REPORTED, found[claim].verdict


@pytest.mark.parametrize(("text", "claims"), rows("open"))
def test_other_readings_are_let_be(text: str, claims: list[str]) -> None:
    found = judged(text)
    assert [words for words in claims if words in found and found[words].verdict in REPORTED] == []
