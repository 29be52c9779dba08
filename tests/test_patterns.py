"""Patterns that are compiled when they are first used do what compiled ones do, and wrong ones do not stay unseen."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import nbkpi
from nbkpi.patterns import regex

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
                one.search("")


def test_chinese_characters_are_found_as_a_range_finds_them() -> None:
    quick, plain = regex(r"[\u4e00-\u9fff]"), re.compile(r"[\u4e00-\u9fff]")
    around = [
        chr(code)
        for code in (*range(0x20, 0x7F), *range(0x2000, 0x2070), *range(0x3000, 0x3004), *range(0xFF01, 0xFF10))
    ]
    for char in [*around, *map(chr, range(0x4E00, 0xA000))]:
        assert (quick.fullmatch(char) is None) == (plain.fullmatch(char) is None), char
