"""Parts of a whole: 百分之五, 五分之一, 一又二分之一, 过半, 三五折."""

from __future__ import annotations

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.money import Money
from nbkpi.figure.numeral import Numeral, scan_numeral
from nbkpi.figure.qualifiers import DASH
from nbkpi.figure.unit import MULTIPLE, NUMBER
from nbkpi.figure.vague import half, half_at
from nbkpi.figure.words import Phrase
from nbkpi.language import _
from nbkpi.patterns import regex

_LONGEST_PART = 40
"""分之 stands within so many characters of where a fraction begins."""
_PARTS = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万", "百万": "ppm"}
_PER = regex(r"一?(十万|百万|[百千万])分之")
_TIMES = regex("倍")
_OVER = regex("分之|/(?=[1-9])(?!10万)")
_MIXED_FRACTION = regex(r"[又有](?=[^,。;]{1,12}分之)")
_POWER = regex(r"一?[百千万亿]+(?=分之)")
_PAST_HALF = regex(r"[过超逾]半数?|[过超逾]一半|半数以上")
_DASH = regex(DASH)


class Parts(Money):
    """Words among which there may be parts of a whole."""

    def parts(self, negative: bool) -> Phrase | None:
        """百分之五 and 千分之五 as percent and per mille with their digits; 五分之一 as that very fraction."""
        if match := self.match(_PER):
            negative = negative != self.minus()
            above = self.number()._replace(bare=False)
            phrase = Phrase("plain", negative, self.remainder(above), self.units.get(_PARTS[match[1]]))
            return phrase if self.has_bound() else self._to_second_part(phrase, match[1])
        if match := self.match(_PAST_HALF):
            self.found.append(("at_least" if match[0].endswith("以上") else "above", match[0]))
            return Phrase("fraction", negative, half_at(self.at), NUMBER)
        if found := half(self):
            return Phrase("fraction", negative, found, NUMBER)
        is_near = _OVER.search(self.text, self.at, self.at + _LONGEST_PART)
        return self._fraction(negative) if is_near else None

    def _fraction(self, negative: bool) -> Phrase | None:
        """五分之一 and 一又二分之一倍 exactly, 超过1/2 too; 千万分之六 to its last digit."""
        start = self.at
        is_over_power = _POWER.match(self.text, start) is not None
        below = scan_numeral(self.text, start)
        if below is None or below.step < 1:
            return None
        if (more := _MIXED_FRACTION.match(self.text, below.end)) is not None:
            self.at = more.end()
            fraction = self._fraction(False)
            if fraction is None:
                return None
            value = below.whole + fraction.first.value
            return fraction._replace(form="fraction", negative=negative, first=fraction.first._replace(value=value))
        over = _OVER.match(self.text, below.end)
        if over is None or (over[0] == "/" and not self.has_bound() and (self.is_open or not negative)):
            return None
        if below.value == 0:
            raise UnreadableFigure(_("a fraction with the denominator 0"), start)
        self.at = over.end()
        negative = negative != self.minus()
        above = self.number()
        if over[0] == "/":
            below, above = above, below
        if is_over_power:
            return Phrase("plain", negative, above.scaled(1 / below.whole), NUMBER)
        if above.step < 1:
            raise UnreadableFigure(_("a whole number was expected here"), over.end())
        part = 1 / below.whole
        unit = MULTIPLE if self.match(_TIMES) else NUMBER
        return Phrase("fraction", negative, Numeral(above.whole * part, part, part, "", self.at), unit)

    def _to_second_part(self, phrase: Phrase, parts: str) -> Phrase:
        """百分之三至五 and 百分之三至百分之五 as a range; the phrase itself when no second number follows."""
        dash = _DASH.match(self.text, self.at)
        if dash is None:
            return phrase
        again = _PER.match(self.text, dash.end())
        numeral = scan_numeral(self.text, again.end() if again else dash.end())
        if numeral is None or (again is not None and again[1] != parts):
            return phrase
        self.at = numeral.end
        return phrase._replace(form="range", second=numeral, second_unit=phrase.unit)
