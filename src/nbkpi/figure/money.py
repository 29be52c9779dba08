"""Amounts of money: signs and names of currencies, and coins behind them."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.numeral import Numeral, scan_numeral
from nbkpi.figure.qualifiers import SIGN, SIGNS
from nbkpi.figure.unit import Unit, currency
from nbkpi.figure.words import WordReader
from nbkpi.language import _
from nbkpi.patterns import regex

_CURRENCY = regex(rf"({SIGN})\s*(?=[0-9零一二两三四五六七八九十百千数几上])")
_SMALL_COINS = regex(
    "(?P<tenths>[0-9一二两三四五六七八九])[角毛](?:(?P<cents>[0-9一二三四五六七八九])分)?钱?|[零又]?(?P<only>[0-9一二三四五六七八九])美?分(?![钟之])"
)
_WHOLE_AMOUNT = regex("(?<=元)(?:整(?![改治])|正(?!式|常|是|好|在|面))")
_NOT_BEHIND = ("新元", "加元")
"""Currencies that are rather the beginning of other words behind 元: 100万元新元件."""
_CENTS = regex("([0-9一二三四五六七八九])分(?![钟之])")
_WITH_COINS = ("元", "块", "美元", "欧元", "澳元", "加元")


def _digit(text: str | None) -> int:
    """The value of one digit of either sort; 0 for nothing."""
    numeral = scan_numeral(text) if text else None
    return int(numeral.value) if numeral is not None else 0


class Money(WordReader):
    """Words among which there may be amounts of money."""

    def sign_of_money(self) -> None:
        """Take $ or 人民币 in front of a number, which say its unit."""
        if sign := self.match(_CURRENCY):
            self.currency = SIGNS[sign[1]]

    def with_coins(self, numeral: Numeral, unit: Unit | None) -> tuple[Numeral, Unit | None]:
        """3元5角 and 3块5毛2分 in yuan, and 100元整; in dollars where $ stood before them."""
        unit = self._of_currency(numeral, unit)
        if unit is not None and unit.symbol == "角" and numeral.step == 1 and (coins := self.match(_CENTS)):
            return numeral.plus(_digit(coins[1]), Fraction(1, 10)), unit
        if unit is None or unit.symbol not in _WITH_COINS:
            return numeral, unit
        coins = self.match(_SMALL_COINS) if numeral.step == 1 and not numeral.multiplier else None
        if coins is None:
            self.match(_WHOLE_AMOUNT)
            return numeral, unit
        if coins["tenths"]:
            numeral = numeral.plus(_digit(coins["tenths"]), Fraction(1, 10))
        if cents := coins["cents"] or coins["only"]:
            numeral = numeral.plus(_digit(cents), Fraction(1, 100))
        return numeral, self.units.get(unit.symbol.replace("块", "元"))

    def _of_currency(self, numeral: Numeral, unit: Unit | None) -> Unit | None:
        """The unit that the sign before the number says, or a currency behind 元: 9000元日币."""
        of_sign = self.units.get(self.currency) if self.currency else None
        if of_sign is not None:
            if unit is None or unit.symbol in ("元", "块"):
                return of_sign
            if unit.dimension != of_sign.dimension:
                message = _("“{a}” and “{b}” contradict each other", a=self.currency, b=unit.symbol)
                raise UnreadableFigure(message, self.at)
        if unit is None or not unit.symbol.endswith("元") or currency(unit) != "CNY":
            return unit
        start = self.at
        behind = self.unit(numeral)
        if behind is None or currency(behind) in ("", "CNY") or behind.symbol in _NOT_BEHIND:
            self.at = start
            return unit
        return self.units.times(behind, unit.symbol.removesuffix("元"))
