"""The words of a figure: sign, qualifiers, number, what remains, and unit, each taken where it stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.cursor import Cursor
from nbkpi.figure.numeral import Numeral, scan_multiplier, scan_numeral
from nbkpi.figure.qualifiers import LONGER, Bound, WordTable, by_first_character, words
from nbkpi.figure.unit import Unit, Units
from nbkpi.language import _
from nbkpi.patterns import regex

Form = Literal["plain", "range", "growth multiple", "doubling", "fraction", "several", "level"]

_INSIDE = by_first_character(words("inside"))
_COUNTED_HOURS = regex("个(?=[多余]小时)")
"""3个多小时 is 3多小时."""
_COUNTED_LARGE = regex("个(?=[多余几]?[亿万](?![级元亩吨斤平千以人户家次]))")
"""3个亿 is 3亿; 3个亿元项目 and 5个万亩基地 are counted."""
_AND_HALF = regex("个半(?=小时|月|学期|世纪|钟头)")
_HALF_BEHIND = regex("半(?![数价径成导岛决夜山程年月天日自]|小时|以上)")
_SIGN = regex(r"(零下(?=[0-9一二两三四五六七八九十])|[-–+负正])\s*")


class Phrase(NamedTuple):
    """The words of one figure, sorted: second is the other end of a range.

    negative: the number lies below zero; falls: because the words say that something fell by it, so that
    下降超5% bounds the value from above. qualifiers: what each of the words around the number says.
    """

    form: Form
    negative: bool
    first: Numeral
    unit: Unit | None
    qualifiers: tuple[tuple[Bound, str], ...] = ()
    falls: bool = False
    second: Numeral | None = None
    second_negative: bool = False
    second_unit: Unit | None = None


class WordReader(Cursor):
    """Takes one word of a figure after the other from a normalised text."""

    def __init__(self, text: str, units: Units, is_open: bool = False) -> None:
        super().__init__(text)
        self.units, self.is_open = units, is_open
        self.settled = 0
        self.found: list[tuple[Bound, str]] = []
        self.direction = self.currency = ""

    def has_bound(self) -> bool:
        """Whether a word says that the number is a bound or an approximate one."""
        return any(bound != "as_printed" for bound, _word in self.found)

    def take(self, table: WordTable) -> bool:
        """Take the word of a table that stands here, and remember what it says."""
        for word, bound in table.get(self.text[self.at : self.at + 1], ()):
            if self.text.startswith(word, self.at) and not LONGER.match(self.text, self.at):
                self.found.append((bound, word))
                self.at += len(word)
                self.skip_space()
                return True
        return False

    def negative(self) -> bool:
        """Whether the number is below zero, by its sign or by the words before it."""
        return self.minus() or self.direction == "down"

    def minus(self) -> bool:
        """Whether a minus sign, in whatever words, stands here."""
        match = self.match(_SIGN)
        if match is None or match[1] in "+正":
            return False
        if self.direction == "down":
            message = _("the words for a fall and a minus sign contradict each other")
            raise UnreadableFigure(message, match.start(), _("remove one of them"))
        return True

    def number(self) -> Numeral:
        """Take the number that must stand here."""
        numeral = scan_numeral(self.text, self.at)
        if numeral is None:
            raise UnreadableFigure(_("a number was expected here"), self.at, _("write it as published, such as 88万元"))
        self.at = numeral.end
        return numeral

    def remainder(self, numeral: Numeral) -> Numeral:
        """余, 多 or 几 after the number; its multiplier may come after that (6000余万)."""
        self.skip_space()
        if self.match(_AND_HALF):
            return numeral.plus(1, Fraction(1, 2))
        if not self.match(_COUNTED_HOURS) and not numeral.multiplier and self.match(_COUNTED_LARGE):
            self.take(_INSIDE)
            multiplier, self.at = scan_multiplier(self.text, self.at)
            return numeral._replace(multiplier=multiplier)
        is_in_hundreds = numeral.value != 0 and numeral.value % 100 == 0 and not numeral.multiplier
        if is_in_hundreds and numeral.step == 1 and self.text.startswith("零几", self.at):
            # 一百零几 are 101 to 109.
            self.at += 1
            numeral = numeral._replace(leading=Fraction(10))
        is_taken = self.take(_INSIDE)
        if is_taken and numeral.multiplier == "万" and self.text.startswith("亿", self.at):
            self.at += 1
            return numeral._replace(multiplier="万亿")
        if not is_taken or numeral.multiplier:
            return numeral
        multiplier, self.at = scan_multiplier(self.text, self.at)
        return numeral._replace(multiplier=multiplier)

    def unit(self, numeral: Numeral) -> Unit | None:
        """The longest unit printed here; a number has one multiplier at most."""
        if self.text.startswith("个半月", self.at - 2):
            self.at += 1
            return self.units.get("个月")
        self.skip_space()
        if self.text[self.at : self.at + 1] not in self.units.starts:
            return None
        reach = self.units.longest + 2
        if "/" in self.text[self.at : self.at + 2 * reach]:
            reach = 2 * reach + 1
        for length in range(min(reach, len(self.text) - self.at), 0, -1):
            known = self.units.split(self.text[self.at : self.at + length])
            if known is not None and known[1].symbol and not (known[0] and numeral.multiplier):
                self.at += length
                return self.units.times(known[1], known[0])
        return None

    def tenths(self, numeral: Numeral, unit: Unit | None) -> Numeral:
        """三成五 is 3.5 tenths, and so is 35折."""
        if unit is not None and unit.symbol == "折" and numeral.is_plain_integer and numeral.value >= 10:
            if not 10 < numeral.value < 100:
                message = _("“{rest}” cannot be read here", rest=unit.symbol)
                raise UnreadableFigure(message, self.at)  # Ten tenths of a price are no discount.
            return numeral.scaled(Fraction(1, 10))
        digit = scan_numeral(self.text, self.at) if unit is not None and unit.symbol == "成" else None
        if digit is None or numeral.step != 1 or not (digit.is_plain_integer and 0 < digit.value < 10):
            return numeral
        self.at = digit.end
        return numeral.plus(digit.value, Fraction(1, 10))

    def with_half(self, numeral: Numeral, unit: Unit | None) -> tuple[Numeral, Unit | None]:
        """三斤半 is 3.5 of these."""
        if unit is None or not unit.symbol or numeral.step != 1 or self.match(_HALF_BEHIND) is None:
            return numeral, unit
        return numeral.plus(1, Fraction(1, 2)), unit
