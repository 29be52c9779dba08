"""The vocabulary: each word once, and patterns made of its lists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import tomli

import nbkpi.text.vocabulary
from nbkpi.text.vocabulary import any_of, pattern, words

FILE = Path(nbkpi.text.vocabulary.__file__).with_suffix(".toml")
TEXT = FILE.read_text("utf-8")
HEADINGS = tomli.loads(TEXT)
LISTS = [found for lists in HEADINGS.values() for found in lists.items()]


def test_each_name_and_each_word_stands_once() -> None:
    names = [name for name, _found in LISTS]
    of_names = [
        found for lists in (HEADINGS[one] for one in HEADINGS if one != "relations") for found in lists.values()
    ]
    listed = [word for found in of_names if isinstance(found, str) for word in found.split()]
    assert [one for one, times in Counter([*names, *listed]).items() if times > 1] == []


def test_each_word_of_a_relation_stands_once_in_its_list() -> None:
    for name, found in HEADINGS["relations"].items():
        assert len(found.split()) == len({*found.split()}), name


def test_each_list_has_words_and_a_comment() -> None:
    for name, _found in LISTS:
        assert words(name)
        assert re.search(rf'^# .+\n"?{name}"? = ', TEXT, re.MULTILINE), name


def test_lists_of_lists_hold_the_words_of_each() -> None:
    assert {*words("rises"), *words("falls")} < {*words("changes")}
    assert len(words("verbs")) == len({*words("verbs")})


def test_a_pattern_takes_the_longest_word() -> None:
    assert re.fullmatch(any_of("rises", "falls") + "(.*)", "负增长3%")[1] == "3%"  # type: ignore[index]
    assert re.match(any_of("areas"), "街道村")[0] == "街道"  # type: ignore[index]


PATTERNS = tomli.loads(FILE.with_name("patterns.toml").read_text("utf-8"))


def test_each_pattern_can_be_used_and_has_a_name_of_its_own() -> None:
    names = [name for patterns in PATTERNS.values() for name in patterns]
    assert len(names) == len({*names})
    parts = {
        part for patterns in PATTERNS.values() for text in patterns.values() for part in re.findall("{([a-z_]+)}", text)
    }
    for name in {*names} - {"numerals", "numerals_with_multipliers"}:
        assert "{=" not in pattern(name).pattern
    assert parts <= {*names}


def test_each_pattern_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in FILE.parent.glob("*.py"))
    text = "".join(FILE.with_name(file).read_text("utf-8") for file in ("patterns.toml", "roles.toml"))
    for name in (name for patterns in PATTERNS.values() for name in patterns):
        assert f'pattern("{name}")' in code or f"{{{name}}}" in text, name


def test_patterns_are_made_of_patterns_and_lists() -> None:
    assert pattern("change").search("同比增长")["way"] == "增长"  # type: ignore[index]
    assert pattern("multiple").match("的1.8倍")


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        pattern("no_such_pattern")
    with pytest.raises(KeyError):
        words("no_such_list")
