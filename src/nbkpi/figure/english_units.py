"""Units as English words: how they are read, and what people are told where there is none; the words are data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.errors import UnknownName
from nbkpi.figure.characters import normalise
from nbkpi.figure.qualifiers import SIGNS
from nbkpi.figure.unit import NUMBER, PLAIN, POWERS, Unit, Units, currency
from nbkpi.language import _, current
from nbkpi.patterns import regex

_SEPARATOR = regex(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))")
_PER = regex(r" per |/")
_ONE_OF_ALL = ("capita", "head")
_LETTERS = ("m", "b", "k")
"""Powers of one letter, which stand behind money only."""
_NEVER_BEHIND = ("points", "score", "month", "hour", "workday")
"""What a word behind a number in a sentence does not surely measure: over two years."""
_LONGEST = 200
_NEAR = 3


class Worded(NamedTuple):
    """The unit that words mean. is_all: they say no more than that, not at which prices, of what, or on which base."""

    symbol: str
    is_all: bool


@cache
def _data() -> Mapping[str, Any]:
    import tomli

    return tomli.loads(Path(__file__).with_name("english_units.toml").read_text("utf-8"))


@cache
def written() -> Mapping[str, str]:
    """How people read each unit that has an English word: the ending of the plural, or all of it, behind a stroke."""
    return dict(_data()["written"])


def in_plural(word: str) -> str:
    """The plural of a word that is written so: persons for person/s, cities for city/cities."""
    one, _stroke, plural = word.partition("/")
    ending, _blank, rest = plural.partition(" ")
    return " ".join(filter(None, [f"{one}{ending}" if len(ending) < 3 else ending, rest]))


@cache
def _called() -> Mapping[str, str]:
    """The symbol of each word, in small letters."""
    found = {sign.lower(): symbol for sign, symbol in SIGNS.items()}
    found |= {word: symbol for symbol, words in _data()["called"].items() for word in words}
    for symbol, word in written().items():
        for one in (word.partition("/")[0], in_plural(word)):
            found.setdefault(one.lower(), symbol)
    return {word: symbol for word, symbol in found.items() if word not in _data()["never"]["any"]}


@cache
def words_for(symbol: str) -> tuple[str, ...]:
    """Every English word for a unit."""
    return tuple(word for word, meant in _called().items() if meant == symbol and word.isascii())


def measures() -> tuple[str, ...]:
    """Every word for money and for what is weighed or measured; no single letter, and no span of time."""
    return tuple(word for word, symbol in _called().items() if len(word) > 1 and _is_measured(symbol))


def signs() -> tuple[str, ...]:
    """What stands before an amount of money: £, US$, GBP."""
    money = (word.upper() for word, symbol in _called().items() if _is_money(symbol))
    return tuple(word for word in money if len(word) < 4 and " " not in word)


def _is_measured(symbol: str) -> bool:
    unit = Units().get(symbol)
    return unit is not None and not unit.counting and any(name not in _NEVER_BEHIND for name, _power in unit.dimension)


def word_for(unit: Unit) -> str:
    """What a user may call a unit: its English word, for English readers of a unit that has one, or its symbol."""
    word = written().get(unit.symbol) if current() == "en" else None
    return unit.symbol or PLAIN if word is None else in_plural(word)


def bounds(place: str, bound: str) -> tuple[str, ...]:
    """The English words for a bound before or behind a number: at least, or more."""
    return tuple(_data()["bounds"][place].get(bound, ()))


@cache
def _powers() -> Mapping[str, int]:
    return {word: int(power) for power, words in _data()["powers"].items() for word in words}


@cache
def _powered() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words with a power of ten before them, and behind them."""
    word = "|".join(re.escape(one) for one in sorted(_powers(), key=len, reverse=True))
    return (
        regex(rf"(?P<power>{word})(?:[ -]of)?(?: (?P<unit>.+))?"),
        regex(rf"(?P<unit>.*?[^\s,(])\s*,?\s*\(?(?:in )?(?P<power>{word})\)?"),
    )


@cache
def _around() -> re.Pattern[str]:
    """What a unit stands in: brackets, behind the word for it, and before words that do not change it."""
    unchanged = "|".join(_data()["around"]["behind"])
    before = r"\s*[\[(]?\s*(?:units?\s*[:：]\s*)?(?:in )?"
    return regex(rf"{before}(?P<words>.*?)(?P<more>{unchanged})?\s*[\])]?(?P<behind>{unchanged})?\s*")


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(regex(pattern), symbol) for symbol, all_of in _data()["patterns"].items() for pattern in all_of]


def worded(words: str, *, in_heading: bool = False) -> Worded | None:
    """The unit that English words mean, such as % of GDP, RMB 100 million or current US$; None where none is known.

    in_heading: they stand in brackets behind a heading, where a year or a county is rather no unit.
    """
    around = _around().fullmatch(" ".join(normalise(words).lower().replace("’", "'").split()))
    if around is None or len(words) > _LONGEST or (in_heading and around["words"] in _data()["never"]["headings"]):
        return None
    found = _worded(_SEPARATOR.sub("", around["words"]))
    return found and found._replace(is_all=found.is_all and not (around["more"] or around["behind"]))


@cache
def _worded(plain: str) -> Worded | None:
    if plain in _called():
        return Worded(_called()[plain], is_all=True)
    for pattern, symbol in _patterns():
        if pattern.fullmatch(plain):
            return Worded(symbol, is_all=False)
    return _with_power_of_words(plain) or _quotient(plain)


def _with_power_of_words(plain: str) -> Worded | None:
    """A unit with a power of ten before or behind it, or such a power alone: in thousands."""
    if plain in _powers():
        return None if plain in _LETTERS else Worded(POWERS[_powers()[plain]], is_all=True)
    for pattern in _powered():
        match = pattern.fullmatch(plain)
        base = _worded(match["unit"]) if match is not None and match["unit"] else None
        if match is None or base is None or (match["power"] in _LETTERS and not _is_money(base.symbol)):
            continue
        if (symbol := with_power(base.symbol, _powers()[match["power"]])) is not None:
            return base._replace(symbol=symbol)
    return None


def _is_money(symbol: str) -> bool:
    unit = Units().get(symbol)
    return unit is not None and currency(unit) != ""


def _quotient(plain: str) -> Worded | None:
    """One unit per another: yuan per person, persons per sq km."""
    above, below = _PER.split(plain) if len(_PER.findall(plain)) == 1 else ("", "")
    top = _worded(above) if above and below else None
    bottom = "人" if below in _ONE_OF_ALL else getattr(_worded(below), "symbol", "") if top is not None else ""
    if top is None or not bottom or PLAIN in (top.symbol, bottom) or Units().get(f"{top.symbol}/{bottom}") is None:
        return None
    return top._replace(symbol=f"{top.symbol}/{bottom}")


def with_power(unit: str, power: int) -> str | None:
    """A unit with the word for a power of ten before it; None where no unit is written so, as for a million percent."""
    if power == 0:
        return unit
    word = POWERS.get(power)
    if word is None or unit in ("%", "‰", "/10万", "个百分点") or unit[:1] in "千百万亿":
        return None
    return word if unit == PLAIN else word + unit


def unit_called(units: Units, words: str) -> Unit | None:
    """The unit that a user calls so, by its symbol or in English, 1 being that of plain numbers; None for none."""
    if words == PLAIN:
        return NUMBER
    known = units.get(words)
    found = worded(words) if known is None else None
    return known if found is None else NUMBER if found.symbol == PLAIN else units.get(found.symbol)


def required_unit(units: Units, words: str) -> Unit:
    """The unit that a user calls so; UnknownName with the nearest words where there is none."""
    found = unit_called(units, words)
    if found is None:
        raise UnknownName(no_unit(words), near_units(units, words))
    return found


def symbol_called(units: Units, words: str) -> str:
    """The symbol by which a book knows the unit that a user calls so; UnknownName as above."""
    return required_unit(units, words).symbol or PLAIN


def no_unit(words: str) -> str:
    """That there is no such unit, and how to see all of them."""
    return _("there is no unit “{symbol}”; {command} shows all", symbol=words, command="nbkpi list units")


def near_units(units: Units, words: str) -> list[str]:
    """The units whose symbols or words are most like some words."""
    known = [symbol for symbol in units.symbols() if symbol]
    plain = " ".join(words.lower().split())
    return get_close_matches(plain, [*known, *(word for word in _called() if word.isascii())], _NEAR)
