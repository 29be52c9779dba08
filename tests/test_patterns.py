"""Patterns that are compiled when they are first used do what compiled ones do, and wrong ones do not stay unseen."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

import nbkpi
from nbkpi.patterns import needed_by, regex
from nbkpi.text.traps import DIGITS, HAN

TRUE = (Path(__file__).parent / "text" / "own" / "true.txt").read_text("utf-8")
TEXT = "村 12 与 村 7"


@pytest.mark.parametrize("method", ["match", "fullmatch", "search", "findall", "split"])
def test_it_does_what_the_compiled_one_does(method: str) -> None:
    found = [getattr(one("(村) ([0-9]+)"), method)(TEXT) for one in (regex, re.compile)]
    assert len({str(one) for one in found}) == 1


def test_flags_and_the_place_to_begin_at_count() -> None:
    assert regex("[a-z]+", re.IGNORECASE).sub("x", "AB 1 cd") == "x 1 x"
    assert regex("村").match(TEXT) is not None
    assert regex("村").match(TEXT, 1) is None
    assert [one.start() for one in regex("村").finditer(TEXT)] == [0, 7]
    assert regex("村").pattern == "村"


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("(")


def test_every_pattern_of_every_module_compiles() -> None:
    for found in pkgutil.walk_packages(nbkpi.__path__, "nbkpi."):
        if found.name == "nbkpi.panel.with_spark" or found.name.startswith("nbkpi.loading.ship"):
            continue
        for one in vars(importlib.import_module(found.name)).values():
            if type(one) is type(regex("")):
                one.split("")  # Of this no text is told without the compiled pattern.
                found_in(one)


def found_in(one: re.Pattern[str]) -> None:
    """Look for a pattern in true texts: all that it finds holds a character that it is said to need."""
    needed = needed_by(one.pattern)
    for match in one.finditer(TRUE) if needed else ():
        assert not needed.isdisjoint(match[0]), (one.pattern, match[0])


@pytest.mark.parametrize(
    ("written", "needed"),
    [
        ("村", "村"), ("(?:甲|乙+)丙?", "甲乙"), ("甲乙|[丙丁]1", "甲丙丁"), ("甲{2}", "甲"), ("(?<!甲)乙", "乙"),
        ("(?P<name>甲)?乙*(丙)", "丙"), ("甲?", ""), ("甲|[^乙]", ""), ("(?=甲)1", ""), ("甲{0,2}", ""),
        ("[甲-乙]", ""),
        ("(?i)甲", ""), (r"\[甲\]", "甲"), ("甲|", ""), ("甲|(乙|1)", ""), ("(?>甲|乙)", "甲乙"), ("甲(", ""),
    ],
)  # fmt: skip
def test_what_a_pattern_needs(written: str, needed: str) -> None:
    assert needed_by(written) == set(needed)


@pytest.mark.parametrize("places", [(), (0,), (1,), (1, 2), (-3, 1), (2, -1)])
@pytest.mark.parametrize("text", ["", "村1", "1村", "12"])
def test_what_is_not_compiled_finds_as_little(text: str, places: tuple[int, ...]) -> None:
    for method in ("match", "fullmatch", "search", "findall"):
        quick, plain = (getattr(one("村|甲1"), method)(text, *places) for one in (regex, re.compile))
        assert str(quick) == str(plain)
        assert list(regex("村|甲1").finditer("12", *places)) == []
    assert regex("村").sub("-", text) == text.replace("村", "-")
    assert regex("村").subn("-", text)[1] == text.count("村")


def test_after_some_texts_it_is_compiled_all_the_same() -> None:
    later = regex("村")
    assert [later.search("1") for _number in range(100)] == [None] * 100
    assert later.search.__qualname__ == re.compile("村").search.__qualname__


@pytest.mark.parametrize("rules", [DIGITS, HAN])
def test_the_rules_of_traps_hold_no_groups_of_their_own(rules: Any) -> None:
    """Which rule fits is told by the number of the group around it."""
    assert [one.name for one in rules.traps if re.compile(one.at.pattern).groups] == []


def test_chinese_characters_are_found_as_a_range_finds_them() -> None:
    quick, plain = regex(r"[\u4e00-\u9fff]"), re.compile(r"[\u4e00-\u9fff]")
    around = [
        chr(code)
        for code in (*range(0x20, 0x7F), *range(0x2000, 0x2070), *range(0x3000, 0x3004), *range(0xFF01, 0xFF10))
    ]
    for char in [*around, *map(chr, range(0x4E00, 0xA000))]:
        assert (quick.fullmatch(char) is None) == (plain.fullmatch(char) is None), char
