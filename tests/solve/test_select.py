"""Filters: what was named is what passes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from nbkpi.errors import AmbiguousName, UnknownName, UsageError
from nbkpi.solve.select import select

if TYPE_CHECKING:
    from conftest import Asked

SOURCES = '[[source]]\nid = "a"\ntitle = "2024年公报"\n[[source]]\nid = "b"\ntitle = "2023年公报"\n'
FIGURES = "town x 2024 88万元 source=a\ntown x 2023 61万元 source=b\neast y 2024 5万元 source=a\ntown x.growth 2024 44%"


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        ({}, ["88万元", "61万元", "5万元", "44%"]),
        ({"sources": ["a"]}, ["88万元", "5万元"]),
        ({"sources": ["2023年"]}, ["61万元"]),
        ({"sources": ["a", "b"]}, ["88万元", "61万元", "5万元"]),
        ({"indicators": ["x"]}, ["88万元", "61万元", "44%"]),
        ({"indicators": ["x.growth"]}, ["44%"]),
        ({"indicators": ["y"]}, ["5万元"]),
        ({"indicators": ["Y"]}, ["5万元"]),
        ({"entities": ["镇"]}, ["88万元", "61万元", "44%"]),
        ({"within": ["镇"]}, ["5万元"]),
        ({"within": ["县"], "entities": ["镇"]}, ["88万元", "61万元", "44%"]),
        ({"within": ["镇"], "entities": ["镇"]}, []),
        ({"periods": ["2022..2023"]}, ["61万元"]),
        ({"periods": ["2023", "2024"], "entities": ["east"]}, ["5万元"]),
        ({"periods": ["2024H1"]}, []),
    ],
)
def test_what_passes(filters: dict[str, list[str]], texts: list[str], asked: Callable[..., Asked]) -> None:
    book = asked(FIGURES, "", SOURCES).book
    chosen = select(book, **filters)
    assert [one.text for one in book.observations if chosen.has_observation(one)] == texts


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"sources": ["公报"]}, AmbiguousName),
        ({"sources": ["年鉴"]}, UnknownName),
        ({"entities": ["乡"]}, UnknownName),
        ({"periods": ["去年"]}, UsageError),
    ],
)
def test_what_cannot_be_meant(
    filters: dict[str, list[str]], error: type[Exception], asked: Callable[..., Asked]
) -> None:
    with pytest.raises(error):
        select(asked(FIGURES, "", SOURCES).book, **filters)
