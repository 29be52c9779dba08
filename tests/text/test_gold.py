"""The gold sets checked against themselves: places, bounds and verdicts, by an arithmetic of their own."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.text.gold_reading import Bounds, read
from tests.text.gold_relations import before, verdict

GOLD = Path(__file__).parent / "gold"
STYLES = {"feature", "hotline", "communique", "project", "industry"}
ALL_STYLES = STYLES | {"ledger", "notice"}
SPLITS = {"develop": STYLES, "seen": ALL_STYLES, "measured": ALL_STYLES}
SEEDS = {"wrong-share", "other-total", "truncated", "impossible-rate", "wrong-sum", "wrong-pull", "wrong-gap"}
SEEDS |= {"wrong-growth", "wrong-difference", "wrong-mean"}
SEEDED = {"develop": SEEDS, "seen": SEEDS | {"wrong-structure"}, "measured": SEEDS | {"wrong-structure"}}
KINDS = {"sum", "share", "structure", "rate", "growth", "change", "pull", "contribution", "points", "schedule"}
KINDS |= {"mean", "grim"}


def gold(kind: str) -> list[Any]:
    """Every sentence or bulletin, named after its part, its style and its place in the file."""
    found = []
    for path in sorted(GOLD.rglob(f"{kind}s-*.toml")):
        rows = tomllib.loads(path.read_text("utf-8"))[kind]
        style = path.stem.partition("-")[2]
        found += [pytest.param(one, id=f"{one['split']}-{style}-{place}") for place, one in enumerate(rows, 1)]
        assert {one["split"] for one in rows} <= ({path.parent.name} if path.parent != GOLD else {"develop", "seen"})
    return found


def part(items: list[Any], split: str) -> list[Any]:
    """Those of one part, without their names."""
    return [one.values[0] for one in items if one.id.startswith(f"{split}-")]


SENTENCES, BULLETINS = gold("sentence"), gold("bulletin")


@pytest.mark.parametrize(
    ("split", "sentences", "bulletins"),
    [("develop", 15, 6), ("seen", 15, 6), ("measured", 8, 5)],
)
def test_there_is_enough_of_every_style(split: str, sentences: int, bulletins: int) -> None:
    for items, enough in ((SENTENCES, sentences), (BULLETINS, bulletins)):
        styles = Counter(one.id.split("-")[1] for one in items if one.id.startswith(f"{split}-"))
        assert set(styles) == SPLITS[split]
        assert min(styles.values()) >= enough


def test_about_a_third_of_the_bulletins_has_an_error() -> None:
    bulletins = [one.values[0] for one in BULLETINS]
    assert Fraction(33, 100) <= Fraction(sum(bool(one["seeded"]) for one in bulletins), len(bulletins)) < Fraction(1, 2)


@pytest.mark.parametrize("split", SPLITS)
def test_every_error_and_every_relation_is_in_every_part(split: str) -> None:
    bulletins = part(BULLETINS, split)
    assert {one["seeded"] for one in bulletins} - {""} == SEEDED[split]
    assert {relation["kind"] for one in bulletins for relation in one["relations"]} == KINDS


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_of_a_sentence(sentence: dict[str, Any]) -> None:
    assert set(sentence) == {"split", "text", "figures", "traps"}
    text, place = sentence["text"], 0
    for figure in sentence["figures"]:
        words = figure["words"]
        found = text.find(words, place)
        assert found >= 0, words
        assert not (words[0].isdigit() and text[max(0, found - 1) : found].isdigit()), f"{words} begins inside a number"
        place = found + len(words)
        lower, upper = (Fraction(figure[end]) if figure[end] else None for end in ("lower", "upper"))
        assert lower is None or upper is None or lower <= upper
        # Of a structure such as 3.0:45.7:51.3 every number is a share of its own.
        reading = read(f"{words}%" if figure["unit"] == "%" and words[-1].isdigit() else words)
        assert reading.bounds == Bounds(lower, figure["lower_closed"], upper, figure["upper_closed"]), words
        assert (reading.unit, reading.kind) == (figure["unit"], figure["kind"]), words
        assert figure["entity"] in text
        assert figure["period"] in text
    assert all(trap in text for trap in sentence["traps"])


@pytest.mark.parametrize("bulletin", BULLETINS)
def test_relations_of_a_bulletin(bulletin: dict[str, Any]) -> None:
    assert set(bulletin) == {"split", "seeded", "text", "relations"}
    text = bulletin["text"]
    for relation in bulletin["relations"]:
        places = [text.index(before(text, words) + words) for words in relation["with"]]
        assert places == sorted(places), relation
        assert before(text, relation["asserted"])
        assert verdict(relation, text) == relation["verdict"], relation
    wrong = [one for one in bulletin["relations"] if one["verdict"] in ("contradicted", "truncated")]
    assert len(wrong) == bool(bulletin["seeded"])
    assert (bulletin["seeded"] == "truncated") == any(one["verdict"] == "truncated" for one in wrong)


@pytest.mark.parametrize("words", ["43.6%", "710多个", "超10万人次", "88万元", "-0.6‰"])
def test_the_small_reader_reads_the_table_of_the_design(words: str) -> None:
    expected = {
        "43.6%": ("0.4355", True, "0.4365", False),
        "710多个": ("711", True, "719", True),
        "超10万人次": ("100000", False, None, False),
        "88万元": ("875000", True, "885000", False),
        "-0.6‰": ("-0.00065", False, "-0.00055", True),
    }[words]
    ends = [end if isinstance(end, bool) or end is None else Fraction(end) for end in expected]
    assert read(words).bounds == tuple(ends)


def test_nothing_that_looks_like_a_number_was_forgotten() -> None:
    """Every digit of a sentence belongs to a figure or to a trap."""
    for one in SENTENCES:
        sentence = one.values[0]
        rest, place = "", 0
        for figure in sentence["figures"]:
            found = sentence["text"].find(figure["words"], place)
            rest += sentence["text"][place:found] + "□"
            place = found + len(figure["words"])
        rest += sentence["text"][place:]
        for trap in sentence["traps"]:
            rest = rest.replace(trap, "")
        assert not re.search(r"\d", rest), (one.id, rest)
