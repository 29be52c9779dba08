"""Taking the words of a figure apart: qualifiers, sign, numbers, multiplier, unit; nothing is computed here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.numeral import Numeral, normalise, scan_numeral
from nbkpi.figure.qualifiers import Bound, words
from nbkpi.figure.unit import MULTIPLIERS, NUMBER, Unit, Units
from nbkpi.language import _

Form = Literal["plain", "range", "growth multiple", "doubling", "fraction"]

_BEFORE, _AFTER, _INSIDE = words("before"), words("after"), words("inside")
_SINCE = r"(?:同比|环比|比上年末?|较上年末?|年均)?"
_TO = r"增长到|增加到|扩大到|提高到|上升到|提升到|增至|升至|增长为"
_UP = r"(?:增长|增加|上升|提高|提升|扩大|上涨|上拉|拉动|增)了?"
_DOWN = r"(?:下降|减少|降低|回落|下滑|下跌|缩小|缩减|收窄|降|减)了?"
_DIRECTION = re.compile(f"{_SINCE}(?:(?P<to>{_TO})|(?P<up>{_UP})|(?P<down>{_DOWN}))")
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_PER = re.compile(r"([百千万])分之")
_HALF = re.compile(r"一半|半数")
_TIMES_TWO = re.compile(r"(?:实现)?翻了?")
_DASH = re.compile(r"\s*(?:至|到|[-–—－~～]+)\s*")
_SIGN = re.compile(r"([-+负正])\s*")
_NOUN = re.compile(r"(?!.*(?:以上|以下|以内|以外|左右|上下))[\u4e00-\u9fff]{1,10}$")
"""What is counted may follow its measure word: 710多个品类."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one figure, sorted: second is the other end of a range.

    negative: the number lies below zero; falls: because the words say that something fell by it, so that
    下降超5% bounds the value from above.
    """

    form: Form
    negative: bool
    first: Numeral
    unit: Unit | None
    qualifiers: tuple[tuple[Bound, str], ...]
    falls: bool = False
    second: Numeral | None = None
    second_unit: Unit | None = None


def parse_phrase(text: str, units: Units) -> Phrase:
    """Take the words apart; UnreadableFigure with the place of the first word that does not fit."""
    parser = _Parser(normalise(text), units)
    try:
        phrase = parser.phrase()
        parser.expect_end(text)
    except ValueError:
        raise UnreadableFigure(_("the number has too many digits"), parser.at, _("write only what was printed")) from None
    return phrase


class _Parser:
    """One pass over the normalised words, left to right; at is where it stands."""

    def __init__(self, text: str, units: Units) -> None:
        self.text, self.units = text, units
        self.at = 0
        self.found: list[tuple[Bound, str]] = []
        self.direction = ""

    def phrase(self) -> Phrase:
        self._leading_words()
        special = self._doubling() or self._parts()
        if special is not None:
            self._trailing_words()
            return replace(special, qualifiers=tuple(self.found), falls=self.direction == "down")
        negative = self._negative()
        first = self._number()
        first = self._remainder(first)
        unit = self._unit(first)
        first, unit = self._tenths(first, unit)
        second, second_unit = self._second() if not self._has_bound() else (None, None)
        if second is None:
            self._trailing_words()
            self._noun(unit)
            self._trailing_words()
        rises = self.direction == "up" and unit is not None and unit.symbol == "倍"
        form: Form = "range" if second else "growth multiple" if rises else "plain"
        return Phrase(
            form, negative, first, unit, tuple(self.found), self.direction == "down", second, second_unit
        )

    def expect_end(self, original: str) -> None:
        self._space()
        if self.at < len(self.text):
            message = _("“{rest}” is not understood here", rest=original[self.at :].strip())
            raise UnreadableFigure(message, self.at, _("write only the figure, in a unit that nbkpi or the book knows"))

    def _has_bound(self) -> bool:
        return any(bound != "as_printed" for bound, _word in self.found)

    def _space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def _take(self, table: list[tuple[str, Bound]]) -> bool:
        for word, bound in table:
            if self.text.startswith(word, self.at):
                self.found.append((bound, word))
                self.at += len(word)
                self._space()
                return True
        return False

    def _leading_words(self) -> None:
        self._space()
        while True:
            if not self.direction and (match := self._match(_DIRECTION)):
                self.direction = match.lastgroup or ""
                self._space()
            elif not self._take(_BEFORE):
                return

    def _trailing_words(self) -> None:
        self._space()
        while self._take(_AFTER):
            pass

    def _negative(self) -> bool:
        match = self._match(_SIGN)
        return (match is not None and match[1] in "-负") != (self.direction == "down")

    def _number(self) -> Numeral:
        numeral = scan_numeral(self.text, self.at)
        if numeral is None:
            raise UnreadableFigure(_("a number was expected here"), self.at, _("write it as printed, such as 88万元"))
        self.at = numeral.end
        return numeral

    def _remainder(self, numeral: Numeral) -> Numeral:
        """余, 多 or 几 after the number; its multiplier may come after that (6000余万)."""
        if not self._take(_INSIDE) or numeral.multiplier:
            return numeral
        after = scan_numeral("1" + self.text[self.at : self.at + 2])
        if after is None or not after.multiplier:
            return numeral
        self.at += after.end - 1
        return replace(numeral, multiplier=after.multiplier)

    def _unit(self, numeral: Numeral) -> Unit | None:
        """The unit printed here, without the multiplier that belongs to the number."""
        self._space()
        for length in range(min(self.units.longest + 2, len(self.text) - self.at), 0, -1):
            unit = self.units.get(self.text[self.at : self.at + length])
            if unit is None or not unit.symbol or (numeral.multiplier and unit.symbol[0] in MULTIPLIERS):
                continue
            self.at += length
            return self._quotient(unit)
        return None

    def _quotient(self, unit: Unit) -> Unit:
        """元/人 and the like."""
        if self.text.startswith("/", self.at):
            for length in range(self.units.longest, 0, -1):
                whole = self.units.get(f"{unit.symbol}/{self.text[self.at + 1 : self.at + 1 + length]}")
                if whole is not None:
                    self.at += len(whole.symbol) - len(unit.symbol)
                    return whole
        return unit

    def _tenths(self, numeral: Numeral, unit: Unit | None) -> tuple[Numeral, Unit | None]:
        """三成五 is 3.5 tenths."""
        digit = scan_numeral(self.text, self.at) if unit is not None and unit.symbol == "成" else None
        if digit is None or numeral.step != 1 or not (digit.is_plain_integer and 0 < digit.value < 10):
            return numeral, unit
        self.at = digit.end
        tenth = Fraction(1, 10)
        return replace(numeral, value=numeral.value + digit.value * tenth, step=tenth, leading=tenth), unit

    def _second(self) -> tuple[Numeral | None, Unit | None]:
        """The other end of a range with the unit behind it."""
        dash = _DASH.match(self.text, self.at)
        numeral = scan_numeral(self.text, dash.end()) if dash else None
        if numeral is None:
            return None, None
        self.at = numeral.end
        return numeral, self._unit(numeral)

    def _noun(self, unit: Unit | None) -> None:
        if unit is not None and unit.counting:
            self._match(_NOUN)

    def _doubling(self) -> Phrase | None:
        """翻番, 翻两番: the base times two, once or more often."""
        match = _TIMES_TWO.match(self.text, self.at)
        if match is None:
            return None
        times = scan_numeral(self.text, match.end())
        end = times.end if times else match.end()
        exponent = times.value if times else Fraction(1)
        if not self.text.startswith("番", end) or exponent.denominator != 1 or not 0 < exponent <= 64:
            return None
        self.at = end + 1
        ratio = Fraction(2 ** int(exponent))
        return Phrase("doubling", False, Numeral(ratio, ratio, ratio, "", self.at), self.units.get("倍"), ())

    def _parts(self) -> Phrase | None:
        """百分之五 and 千分之五 as percent and per mille with their digits; 五分之一 as that very fraction."""
        if match := self._match(_PER):
            negative, above = self._negative(), self._number()
            return Phrase("plain", negative, self._remainder(above), self.units.get(_PARTS[match[1]]), ())
        if self._match(_HALF):
            half = Fraction(1, 2)
            return Phrase("fraction", self.direction == "down", Numeral(half, half, half, "", self.at), NUMBER, ())
        below = scan_numeral(self.text, self.at)
        if below is None or not self.text.startswith("分之", below.end) or not below.is_plain_integer:
            return None
        if below.value == 0:
            raise UnreadableFigure(_("a fraction over zero"), self.at)
        self.at = below.end + 2
        negative, above = self._negative(), self._number()
        part = 1 / below.value
        whole = Numeral(above.value * MULTIPLIERS[above.multiplier] * part, part, part, "", self.at)
        return Phrase("fraction", negative, whole, NUMBER, ())
