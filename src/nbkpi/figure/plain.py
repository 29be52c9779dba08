"""Amounts written out: 880,000 yuan for 88万元, with no digit that was not there before."""

from __future__ import annotations

import re
from fractions import Fraction

from nbkpi.figure.english_units import in_plural, written
from nbkpi.figure.format import exact_text, round_decimal, unit_text, with_unit
from nbkpi.figure.unit import MULTIPLIERS, Unit, Units
from nbkpi.language import current
from nbkpi.patterns import regex

_NUMBER = regex(r"(?<![\d.])-?\d+(?:\.(?P<decimals>\d+)|/\d+)?")

_MULTIPLIERS = {
    "十": "10", "百": "100", "千": "1,000", "万": "10,000", "十万": "100,000", "百万": "million", "千万": "10 million",
    "亿": "100 million", "十亿": "billion", "百亿": "10 billion", "千亿": "100 billion", "万亿": "trillion",
}  # fmt: skip


_KEPT = ("million", "billion", "trillion")
"""What English readers read as it is; 10,000 and 100 million are written out."""


def plain_numbers(text: str, unit: Unit, units: Units, *, keeps: bool = False) -> str:
    """The numbers of a text in the unit without its multiplier: 60.91–61.65 (万元) becomes 609,100–616,500.

    The point is moved and zeros are filled in, nothing is rounded; fractions p/q stay exact. Thousands are separated
    by commas. keeps: millions stay millions.
    """
    multiplier, power = _multiplier(unit, units)
    power = 1 if keeps and _MULTIPLIERS.get(multiplier) in _KEPT else power
    return _NUMBER.sub(lambda match: _moved(match, power), text)


def plain_amount(text: str, unit: Unit, units: Units, *, keeps: bool = False) -> str:
    """Those numbers with the unit behind them, in English by its English name; nothing for no number."""
    numbers = plain_numbers(text, unit, units, keeps=keeps)
    multiplier = _multiplier(unit, units)[0]
    if keeps and _MULTIPLIERS.get(multiplier) in _KEPT:
        return with_unit(numbers, unit._replace(symbol=plain_unit(unit, units)))
    symbol = unit.symbol.removeprefix(multiplier)
    base = unit._replace(symbol=symbol)
    if current() != "en" or unit_text(base) != symbol:
        return with_unit(numbers, base)
    return with_unit(numbers, base._replace(symbol=_english(symbol, units, numbers in ("1", "-1"))))


def amount_of(name: str, numbers: str, unit: Unit, units: Units) -> str:
    """Numbers with their unit: in English, of what has an English name, with its English one."""
    return (
        plain_amount(numbers, unit, units, keeps=True)
        if current() == "en" and name.isascii()
        else with_unit(numbers, unit)
    )


def plain_unit(unit: Unit, units: Units) -> str:
    """The name of a unit by itself: in English 10,000 yuan for 万元."""
    if current() != "en":
        return unit.symbol
    multiplier = _multiplier(unit, units)[0]
    return " ".join(filter(None, [_MULTIPLIERS.get(multiplier), _english(unit.symbol.removeprefix(multiplier), units)]))


def _multiplier(unit: Unit, units: Units) -> tuple[str, int]:
    """The multiplier in front of a unit and its factor: 万 and 10000 for 万元/户, "" and 1 for 元."""
    above = unit.symbol.partition("/")[0]
    multiplier, base = units.split(above) or ("", unit)
    if not base.symbol:
        return "", 1
    return multiplier, MULTIPLIERS.get(multiplier, 1)


def _moved(match: re.Match[str], factor: int) -> str:
    value = abs(Fraction(match[0])) * factor
    places = max(len(match["decimals"] or "") - len(str(factor)) + 1, 0)
    text = exact_text(value) if "/" in match[0] else round_decimal(value, places)
    number, slash, below = text.partition("/")
    whole, point, decimals = number.partition(".")
    sign = "-" if match[0].startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{decimals}" + slash + (f"{int(below):,}" if below else "")


def _english(symbol: str, units: Units, is_one: bool = False) -> str:
    """A unit in English, singular behind a stroke: yuan/household, yuan each (元/家), per person (个/人)."""
    above, *below = symbol.split("/")
    text = _word(above, is_one, units)
    for one in below:
        divisor = _divisor(one, units)
        text = (f"{text}/{divisor}" if text else f"per {divisor}") if divisor else f"{text} each".strip()
    return text


def _divisor(symbol: str, units: Units) -> str:
    found = units.split(symbol)
    multiplier = found[0] if found else ""
    word = _word(symbol.removeprefix(multiplier), not multiplier, units)
    return " ".join(filter(None, [_MULTIPLIERS.get(multiplier), word]))


def _word(symbol: str, is_one: bool, units: Units) -> str:
    known = written().get(symbol)
    if known is None:
        unit = units.get(symbol)
        return "" if unit is not None and unit.dimension == (("count", 1),) else symbol
    return known.partition("/")[0] if is_one else in_plural(known)
