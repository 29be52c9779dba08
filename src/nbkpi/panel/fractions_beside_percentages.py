"""0.45 in a column where others have 43.6%: nobody can tell which of two numbers, a hundred times apart, is meant."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.figure import Unit
from nbkpi.language import _, listed
from nbkpi.panel.engine import Engine
from nbkpi.patterns import regex

_EXAMPLES = 3
_FRACTION = regex(r"\s*[-−+]?(?:0?\.[0-9]*[1-9][0-9]*|1(?:\.0+)?)\s*")
"""A bare number that may be a share of 1; a zero is one of every unit."""


def fractions_beside_percentages(texts: Sequence[str], unit: Unit) -> tuple[list[str], str]:
    """The texts that may be shares of 1, and one that is a percentage; nothing where there are not both."""
    percent = next((text for text in texts if text.rstrip().endswith(("%", "％"))), "")
    if not percent or unit.scale != Fraction(1, 100):
        return [], ""
    return [text for text in texts if _FRACTION.fullmatch(text)], percent


def first_rows(engine: Engine, frame: nw.LazyFrame[Any], entity: str, period: str) -> str:
    """The entities and periods of the first rows of those that are wrong; nothing where none is."""
    rows = engine.rows(frame.select(entity, period).sort(entity, period).head(_EXAMPLES))
    return listed(f"{row[0]} {row[1]}" for row in rows)


def refuse_fractions(
    engine: Engine, frame: nw.LazyFrame[Any], heading: str, texts: Sequence[str], unit: Unit
) -> None:  # fmt: skip
    """UsageError with the first rows of fractions; frame has the entities, the periods and the texts of a column."""
    bare, percent = fractions_beside_percentages(texts, unit)
    if not bare:
        return
    entity, period, cells = list(frame.collect_schema())
    shown = first_rows(engine, frame.filter(nw.col(cells).cast(nw.String).is_in(bare)), entity, period)
    message = _("column “{heading}” has fractions such as {one} beside percentages such as {other}; write all "
                "of them in one way: {found}", heading=heading, one=bare[0], other=percent, found=shown)  # fmt: skip
    raise UsageError(message)
