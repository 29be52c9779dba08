"""Figures in English words: at least 300,000 persons, $1.3 million, 1301.2 thousand USD."""

from __future__ import annotations

import re
from functools import cache

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.characters import normalise
from nbkpi.figure.english_units import bounds, signs, worded
from nbkpi.figure.expected import Expected
from nbkpi.figure.figure import Figure
from nbkpi.figure.qualifiers import BOUNDED, Bound, canonical
from nbkpi.figure.unit import PLAIN, Units, currency
from nbkpi.figure.worded import worded_figure
from nbkpi.patterns import regex

_LETTER = regex("[A-Za-z]")


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _figure() -> re.Pattern[str]:
    before = "|".join(rf"(?P<{bound}>{_any_of(bounds('before', bound))})" for bound in BOUNDED)
    after = _any_of(tuple(_bound_behind()))
    return regex(
        rf"(?i:(?:(?:{before}) |(?P<mark>[<>≤≥]=?) ?)?(?P<minus>-)?(?:(?P<sign>{_any_of(signs())}) ?)?"
        rf"(?P<number>[-+]?[0-9][0-9,]*(?:\.[0-9]+)?)(?: (?P<amid>{after}))?"
        rf"(?: ?(?P<unit>[^\d\s.,+-].*?))??(?: (?P<end>{after}))?)"
    )


@cache
def _bound_behind() -> dict[str, Bound]:
    return {word: bound for bound in BOUNDED for word in bounds("behind", bound)}


def english_figure(text: str, expected: Expected) -> Figure | None:
    """The figure of English words, before its indicator limits it; None where the words are none.

    UnreadableFigure where they begin as one, with the place of what cannot be read.
    """
    plain = " ".join(normalise(text).split())
    match = _figure().fullmatch(plain) if _LETTER.search(plain) else None
    said = None if match is None else _in_symbols(match, expected.units)
    if match is None or said is None:
        return None
    try:
        figure = worded_figure(said, expected)
    except UnreadableFigure as error:
        raise UnreadableFigure(str(error), max(0, match.start("unit")), error.remedy) from None
    return Figure(
        text, figure.interval, figure.nominal, figure.unit, figure.kind, figure.bound, figure.step, figure.reading,
        warnings=figure.warnings,
    )  # fmt: skip


def _in_symbols(match: re.Match[str], units: Units) -> str | None:
    """The same in symbols: 至少1.3百万美元; None where nothing but a unit that is not known stands behind a number."""
    bound = _bound(match)
    sign, unit = match["sign"] or "", match["unit"] or ""
    symbol = _symbol(unit, sign, units) if unit else ""
    if bound is None or (symbol is None and not bound):
        return None
    amount = f"{match['minus'] or ''}{sign if not unit else ''}{match['number']}"
    return f"{bound}{amount}{unit if symbol is None else symbol}"


def _bound(match: re.Match[str]) -> str | None:
    """The words of a bound, nothing without one; None where two are said, as in over 300 or less."""
    behind = [word for word in (match["amid"], match["end"]) if word]
    found = [canonical(bound) for bound in BOUNDED if match[bound]] + [match["mark"]] * bool(match["mark"])
    found += [canonical(_bound_behind()[word.lower()]) for word in behind]
    return None if len(found) > 1 else "".join(found)


def _symbol(words: str, sign: str, units: Units) -> str | None:
    """The symbol of a unit behind a number, before which a sign of money may stand; None for an unknown one."""
    if sign and (found := worded(f"{words} {sign}")) is not None and found.is_all:
        return found.symbol
    known = units.get(words)
    found = None if known is not None else worded(words)
    symbol = words if known is not None else found.symbol if found is not None and found.is_all else PLAIN
    if symbol == PLAIN:
        return None
    return (
        symbol
        if not sign or _currency(symbol, units) == _currency(getattr(worded(sign), "symbol", ""), units)
        else None
    )


def _currency(symbol: str, units: Units) -> str:
    unit = units.get(symbol)
    return "" if unit is None else currency(unit)
