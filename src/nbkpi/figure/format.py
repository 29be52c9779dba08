"""Writing values for people: rounded decimals, and intervals with as many digits as they deserve."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.figure.unit import NUMBER, PERCENTAGE_POINT, POINTS, Unit
from nbkpi.language import _, current

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
    while abs(value) * 10**places < 10 and places < MAX_PLACES:
        places += 1
    return places


def places_shown(interval: Interval, unit: Unit, decimals: int = 0) -> int:
    """How many decimals show a value in a unit: of percentages and points two at most, or as many as are asked for.

    More only where zero would be shown for what is not zero.
    """
    places, most = places_for(interval), max(_DEFAULT_PLACES, decimals)
    value = interval.lower if interval.is_point else None
    is_next_to_zero = value is not None and abs(value) * 2 * 10**most < 1
    return min(places, most) if is_share_of(unit) and not is_next_to_zero else places


def is_share_of(unit: Unit) -> bool:
    """Whether a unit is %, ‰ or points, of which bulletins print few decimals."""
    return unit.dimension == POINTS or unit.is_part_of_one


def value_text(
    interval: Interval, nominal: Fraction | None, places: int | None = None, unit: Unit = NUMBER, decimals: int = 0
) -> str:
    """The one number to show: the nominal value, the range, or the bound; without the unit that it is in."""
    shown = places_shown(interval, unit, decimals) if places is None else places
    if interval.is_point and interval.lower is not None:
        return round_decimal(interval.lower, shown)
    if nominal is not None:
        return round_decimal(nominal, shown)
    return bounds_text(interval, places, unit, decimals)


def bounds_text(interval: Interval, places: int | None = None, unit: Unit = NUMBER, decimals: int = 0) -> str:
    """The bounds in words: 60.91–61.65, ≥ 53.84, < 1000; nothing for a single value or for no bound at all.

    Those of percentages and points are rounded outward, so that they stay two however few their decimals are.
    """
    shown = places_shown(interval, unit, decimals) if places is None else places
    if interval.is_point or (interval.lower is None and interval.upper is None):
        return ""
    if interval.lower is None and interval.upper is not None:
        return f"{'≤' if interval.upper_closed else '<'} {_bound_decimal(interval.upper, shown, True)}"
    if interval.upper is None and interval.lower is not None:
        return f"{'≥' if interval.lower_closed else '>'} {_bound_decimal(interval.lower, shown, False)}"
    lower, upper = interval.lower or Fraction(0), interval.upper or Fraction(0)
    if is_share_of(unit):
        return range_text(_bound_decimal(lower, shown, False), _bound_decimal(upper, shown, True))
    return range_text(round_decimal(lower, shown), round_decimal(upper, shown))


def range_text(first: object, last: object) -> str:
    """From one number to another: 60.91–61.65, in Chinese 60.91～61.65."""
    is_signed = current() == "en" and str(last).startswith("-")
    return f"{first} – {last}" if is_signed else _("{first}–{last}", first=first, last=last)


def unit_text(unit: Unit) -> str:
    """How the unit is written behind a number."""
    return _("pp") if unit.dimension == POINTS and unit.scale == PERCENTAGE_POINT.scale else unit.symbol


def with_unit(text: str, unit: Unit) -> str:
    """A number with its unit behind it, in Chinese also behind the first end of a range; nothing for no number."""
    if current() == "zh":
        value, bracket, bounds = text.partition("（")
        if bracket:
            return f"{with_unit(value, unit)}（{with_unit(bounds.removesuffix('）'), unit)}）"
        text = text.replace("～", f"{_in_both_ends(unit_text(unit))}～")
    return _followed_by(text, unit)


def _followed_by(text: str, unit: Unit) -> str:
    symbol = unit_text(unit)
    if not text or symbol in ("", "%", "‰"):
        return text and text + symbol
    return _("{value} {unit}", value=text, unit=symbol)


def _in_both_ends(symbol: str) -> str:
    """What of a unit both ends of a range need, so that none can be misread: 15%～30%, 9亿～16亿元 (GB/T 15835)."""
    if symbol in ("%", "‰"):
        return symbol
    return next((one for one in ("万亿", "百万", "千万", "万", "亿") if symbol.startswith(one)), "")


def printed_text(words: str, unit: Unit) -> str:
    """Printed words, with the unit behind a bare number that was printed under a heading."""
    return _followed_by(words, unit) if words[-1:].isdigit() else words


def number_text(
    interval: Interval, nominal: Fraction | None, places: int | None = None, unit: Unit = NUMBER, decimals: int = 0
) -> str:
    """Value and bounds without their unit: 61.28 (60.91–61.65); 5.45; ≤ 2180."""
    value = value_text(interval, nominal, places, unit, decimals)
    bounds = bounds_text(interval, places, unit, decimals)
    return _("{what} ({value})", what=value, value=bounds) if bounds and bounds != value else value or "?"


def format_interval(
    interval: Interval, nominal: Fraction | None, unit: Unit, places: int | None = None, decimals: int = 0
) -> str:
    """Value, bounds and unit in one text: 61.28 (60.91–61.65) 万元; 5.45; ≤ 2180 个; 54.7–55.3 个/家."""
    return with_unit(number_text(interval, nominal, places, unit, decimals), unit)
