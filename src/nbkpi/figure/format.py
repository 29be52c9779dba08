"""Writing values for people: rounded decimals, and intervals with as many digits as they deserve."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.figure.unit import PERCENTAGE_POINT, POINTS, Unit
from nbkpi.language import _

Rounding = Literal["half-up", "half-even"]
MAX_PLACES = 50
MOST_DIGITS = 10**10
"""Bounds that need more digits to be told apart are shown like a single value."""
_DEFAULT_PLACES = 2


def round_decimal(value: Fraction, places: int, rounding: Rounding = "half-up") -> str:
    """A decimal with exactly so many places (negative places round to tens, hundreds, …), by absolute value.

    half-up rounds an exact half away from zero; half-even to the even digit (GB/T 8170). Never "-0".
    """
    scale = Fraction(10) ** places
    scaled = abs(value) * scale
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    if twice > scaled.denominator or (twice == scaled.denominator and (rounding == "half-up" or whole % 2)):
        whole += 1
    return _with_point(whole, places, value < 0)


def _bound_decimal(value: Fraction, places: int, up: bool) -> str:
    """A decimal that does not claim more than a bound proves: lower ends go down, upper ones up."""
    scaled = value * Fraction(10) ** places
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return _with_point(abs(whole), places, whole < 0)


def _with_point(whole: int, places: int, negative: bool) -> str:
    digits = str(whole * 10**-places) if places < 0 else f"{whole:0{places + 1}d}"
    sign = "-" if negative and whole else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places > 0 else sign + digits


def exact_text(value: Fraction) -> str:
    """The exact value: a finite decimal where it is one, else p/q."""
    denominator, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        places = max(places, count)
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return _with_point(abs(value.numerator) * 10**places // value.denominator, places, value < 0)


def exact_interval(interval: Interval) -> str:
    """An interval with its exact ends, brackets showing which belong to it: [87.5, 88.5)."""
    lower = "-∞" if interval.lower is None else exact_text(interval.lower)
    upper = "∞" if interval.upper is None else exact_text(interval.upper)
    return f"{'[' if interval.lower_closed else '('}{lower}, {upper}{']' if interval.upper_closed else ')'}"


def places_for(interval: Interval) -> int:
    """How many decimals show a value.

    Those of its ends where these are short; else two, fewer where it is uncertain by more, and more where the bounds
    would look the same otherwise, unless that takes more than ten digits in all.
    """
    if interval.is_point and interval.lower is not None:
        return _places_of_point(interval.lower)
    ends = [_decimals(end) for end in (interval.lower, interval.upper) if end is not None]
    if ends and all(places is not None for places in ends):
        return max(places for places in ends if places is not None)
    width = interval.width
    if width is None:
        end = interval.lower if interval.lower is not None else interval.upper
        return _places_of_point(end) if end is not None else 0
    if width >= 10:
        return 0
    if width >= 1:
        return 1
    places = _DEFAULT_PLACES
    size = max(abs(end) for end in (interval.lower, interval.upper) if end is not None)
    while width * 10**places < 2 and places < MAX_PLACES:
        places += 1
    return places if size * 10**places < MOST_DIGITS else _places_of_point(size)


def _decimals(value: Fraction) -> int | None:
    """How many decimals a value has, if no more than are shown by default."""
    if 10**_DEFAULT_PLACES % value.denominator:
        return None
    return len(exact_text(value).partition(".")[2])


def _places_of_point(value: Fraction) -> int:
    """No more decimals than the value has, two otherwise, more for values near zero."""
    decimals = _decimals(value)
    if decimals is not None:
        return decimals
    places = _DEFAULT_PLACES
    while value and abs(value) * 10**places < 10 and places < MAX_PLACES:
        places += 1
    return places


def value_text(interval: Interval, nominal: Fraction | None, places: int | None = None) -> str:
    """The one number to show: the nominal value, the range, or the bound; without a unit."""
    shown = places_for(interval) if places is None else places
    if interval.is_point and interval.lower is not None:
        return round_decimal(interval.lower, shown)
    if nominal is not None:
        return round_decimal(nominal, shown)
    return bounds_text(interval, places)


def bounds_text(interval: Interval, places: int | None = None) -> str:
    """The bounds in words: 60.91–61.65, ≥ 53.84, < 1000; nothing for a single value or for no bound at all."""
    shown = places_for(interval) if places is None else places
    if interval.is_point or (interval.lower is None and interval.upper is None):
        return ""
    if interval.lower is None and interval.upper is not None:
        return f"{'≤' if interval.upper_closed else '<'} {_bound_decimal(interval.upper, shown, True)}"
    if interval.upper is None and interval.lower is not None:
        return f"{'≥' if interval.lower_closed else '>'} {_bound_decimal(interval.lower, shown, False)}"
    lower, upper = interval.lower or Fraction(0), interval.upper or Fraction(0)
    dash = " – " if upper < 0 else "–"
    return f"{round_decimal(lower, shown)}{dash}{round_decimal(upper, shown)}"


def unit_text(unit: Unit) -> str:
    """How the unit is written behind a number."""
    return _("pp") if unit.dimension == POINTS and unit.scale == PERCENTAGE_POINT.scale else unit.symbol


def with_unit(text: str, unit: Unit) -> str:
    """A number with its unit behind it; nothing for no number."""
    symbol = unit_text(unit)
    if not text or symbol in ("", "%", "‰"):
        return text and text + symbol
    return _("{value} {unit}", value=text, unit=symbol)


def printed_text(words: str, unit: Unit) -> str:
    """Printed words, with the unit behind a bare number that was printed under a heading."""
    return with_unit(words, unit) if words[-1:].isdigit() else words


def number_text(interval: Interval, nominal: Fraction | None, places: int | None = None) -> str:
    """Value and bounds without their unit: 61.28 (60.91–61.65); 5.45; ≤ 2180."""
    value, bounds = value_text(interval, nominal, places), bounds_text(interval, places)
    return f"{value} ({bounds})" if bounds and bounds != value else value or "?"


def format_interval(interval: Interval, nominal: Fraction | None, unit: Unit, places: int | None = None) -> str:
    """Value, bounds and unit in one text: 61.28 (60.91–61.65) 万元; 5.45; ≤ 2180 个; 54.7–55.3 个/家."""
    return with_unit(number_text(interval, nominal, places), unit)
