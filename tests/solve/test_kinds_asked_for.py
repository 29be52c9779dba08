"""Kinds are asked for as people call them: 乡镇, Towns, counties."""

from __future__ import annotations

import pytest

from nbkpi.errors import UnknownName
from nbkpi.figure import Convention, Units
from nbkpi.model.book import Book
from nbkpi.model.records import Entity
from nbkpi.solve.select import levels_named
from nbkpi.tables.kinds import kind_under


def book(*kinds: str) -> Book:
    """A book with an entity of each kind."""
    made = Book("t", "", Convention(), Units())
    for kind in kinds:
        made.entities.add(Entity(kind, kind, kind))
    return made


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("乡镇", "town"), ("镇街", "town"), ("Towns", "town"), ("Township", "town"), ("区县", "county"),
        ("Counties", "county"), ("VILLAGE", "village"), ("村", "village"), ("District", "county"),
    ],
)  # fmt: skip
def test_a_level_is_asked_for(word: str, level: str) -> None:
    assert levels_named(book("township", "county", "village"), [word]) == (level,)


@pytest.mark.parametrize("word", ["乡镇", "Towns", "vilage", "s"])
def test_a_level_that_is_not_there(word: str) -> None:
    with pytest.raises(UnknownName):
        levels_named(book("county", "village"), [word])


def test_headings_of_levels() -> None:
    assert [kind_under(head, "青山") for head in ("乡镇", "区县", "市")] == ["town", "county", "city"]
