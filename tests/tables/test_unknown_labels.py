"""Labels of rows that no book has are asked for once, with options that can be pasted."""

from __future__ import annotations

import pytest

from nbkpi.diagnostics import Diagnostic
from nbkpi.model.book import Book
from nbkpi.tables.understood import Understood
from nbkpi.tables.unknown import MOST, asked_once


def asked(labels: list[str], book: Book, *, are_defined: bool = False) -> list[Diagnostic]:
    """What is found of a sheet with these labels, between two findings of another sort."""
    understood = Understood({})
    understood.unknown = [(f"t.csv!A{row}", label) for row, label in enumerate(labels, 2)]
    unknown = [Diagnostic("unknown-name", "?", place) for place, _label in understood.unknown]
    found = [Diagnostic("bad-cell", "before", "t.csv!A1"), *unknown, Diagnostic("bad-cell", "behind", "t.csv!Z9")]
    return asked_once(found, [understood], book, are_defined=are_defined)


def test_several_are_one_finding_in_the_place_of_the_first(book: Book) -> None:
    before, whole, behind = asked(["南山村", "北山村", "南山村"], book)
    assert (before.message, behind.message) == ("before", "behind")
    assert whole.path == "t.csv!A2"
    assert "2: “南山村”, “北山村”" in whole.message
    assert whole.remedy == "define them with --new-entities, or skip each with --skip"


def test_names_within_a_label_are_pasted_and_the_others_are_named(book: Book) -> None:
    _before, whole, _behind = asked(["东村股份经济合作社", "南山村"], book)
    assert "--name 东村股份经济合作社=东村" in whole.remedy
    assert "南山村: define them with --new-entities" in whole.remedy


def test_what_only_begins_like_a_name_is_not_taken_for_it(book: Book) -> None:
    """溪口镇某村 lies within 溪口镇 and is not it; 溪口镇村委会 says no other place."""
    _before, whole, _behind = asked(["溪口镇南山村", "溪口镇政府"], book)
    assert "溪口镇南山村=" not in whole.remedy
    assert "--name 溪口镇政府=溪口镇" in whole.remedy


def test_two_of_one_length_and_names_of_several_are_left_open(book: Book) -> None:
    _before, whole, _behind = asked(["东村西村合作社", "岭下合作社"], book)
    assert "--name" not in whole.remedy.partition("define")[0]


@pytest.mark.parametrize("are_defined", [False, True])
def test_a_single_label_says_what_it_may_be(book: Book, are_defined: bool) -> None:
    _before, one, _behind = asked(["东邨"], book, are_defined=are_defined)
    wanted = (
        "match each with --name, or skip it with --skip"
        if are_defined
        else "define it with --new-entities, or skip it with --skip 东邨"
    )
    assert one.message == "?"
    assert one.remedy.startswith(wanted)


def test_a_single_label_with_a_name_in_it_is_pasted(book: Book) -> None:
    _before, one, _behind = asked(["东村股份经济合作社"], book)
    assert one.remedy == "where these are meant, add to the command: --name 东村股份经济合作社=东村"


def test_where_new_ones_are_defined_nobody_is_told_to_define_them(book: Book) -> None:
    _before, whole, _behind = asked(["南山村", "北山村"], book, are_defined=True)
    assert whole.remedy == "match each with --name, or skip it with --skip"


def test_of_very_many_only_some_are_named(book: Book) -> None:
    _before, whole, _behind = asked([f"南山{number}村" for number in range(MOST + 3)], book)
    assert "“南山39村” and 3 more" in whole.message
    assert "南山40村" not in whole.message


def test_other_findings_of_the_same_place_stay(book: Book) -> None:
    understood = Understood({})
    understood.unknown = [("t!A2", "南山村"), ("t!A3", "北山村")]
    found = [
        Diagnostic("unknown-name", "?", "t!A2"),
        Diagnostic("bad-cell", "!", "t!A2"),
        Diagnostic("unknown-name", "?", "t!A3"),
    ]
    whole, other = asked_once(found, [understood], book)
    assert (whole.code, other.message) == ("unknown-name", "!")
