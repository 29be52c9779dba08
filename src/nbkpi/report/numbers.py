"""Exact numbers in records: a decimal, or p/q, as a string."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.figure.format import exact_text
from nbkpi.figure.unit import Units
from nbkpi.report.document import Json

_STANDARD = Units()


def number_text(value: Fraction | None) -> str | None:
    """An exact number as a string."""
    return None if value is None else exact_text(value)


def single_value(interval: Interval | None, nominal: Fraction | None) -> Fraction | None:
    """The single value there is, or else the nominal one."""
    return interval.lower if interval is not None and interval.is_point else nominal


def interval_record(interval: Interval | None) -> dict[str, Json]:
    """Both ends as exact strings (a decimal, or p/q), null where they are infinite; null flags for no value."""
    if interval is None:
        return {"lower": None, "lower_closed": None, "upper": None, "upper_closed": None}
    return {
        "lower": number_text(interval.lower),
        "lower_closed": interval.lower_closed,
        "upper": number_text(interval.upper),
        "upper_closed": interval.upper_closed,
    }


def is_unit(symbol: str) -> bool:
    """Whether a word is a unit that every book knows: 万元, %, 元/人."""
    return _STANDARD.get(symbol) is not None
