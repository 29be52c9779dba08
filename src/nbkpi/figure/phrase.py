"""Taking the words of a figure apart: qualifiers, sign, numbers, multiplier, unit; nothing is computed here."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.characters import NUMERALS, joined, normalise
from nbkpi.figure.cursor import Cursor
from nbkpi.figure.numeral import Numeral, scan_multiplier, scan_numeral
from nbkpi.figure.qualifiers import BETWEEN, DASH, SIGN, SIGNS, Bound, words
from nbkpi.figure.unit import MULTIPLE, MULTIPLIERS, NUMBER, PERCENT, Unit, Units, currency
from nbkpi.figure.vague import doubling, half, half_at, level, neighbours, several
from nbkpi.language import _

Form = Literal["plain", "range", "growth multiple", "doubling", "fraction", "several", "level"]

_BEFORE, _AFTER, _INSIDE = words("before"), words("after"), words("inside")
_ABOUT_AFTER: list[tuple[str, Bound]] = [(word, bound) for word, bound in _AFTER if bound == "about"]
_BETWEEN = re.compile(rf"{BETWEEN}*\s*")
_SINCE = re.compile(r"(?:同比|环比|同期|年均|[比较](?:上年|去年|上月|上季度?|上期|年初)(?:同期|末|底)?)\s*")
_UP = "增长|增加|上升|提高|提升|扩大|上涨|上拉|拉动(?:增长)?|增|升"
_DOWN = "负增长|下降|减少|降低|回落|下滑|下跌|缩小|缩减|收窄|降|减"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:(?P<to>[到为]|至(?!少|多))|了)?\s*")
_LONGEST_PART = 40
"""分之 stands within so many characters of where a fraction begins."""
_PARTS = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万", "百万": "ppm"}
_PER = re.compile(r"一?(十万|百万|[百千万])分之")
_TIMES = re.compile("倍")
_OVER = re.compile("分之|/(?=[1-9])")
_MIXED_FRACTION = re.compile(r"[又有](?=[^,。;]{1,12}分之)")
_POWER = re.compile(r"一?[百千万亿]+(?=分之)")
_TENTHS_OFF = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])(?=折)")
_PAST_HALF = re.compile(r"[过超逾]半数?|[过超逾]一半|半数以上")
_UPWARD = re.compile(r"上(?=[百千万亿])|[过破](?=[百千万亿])")
_COUNTED_HOURS = re.compile("个(?=[多余]小时)")
"""3个多小时 is 3多小时."""
_COUNTED_LARGE = re.compile("个(?=[多余几]?[亿万](?![级元亩吨斤平千以人户家次]))")
"""3个亿 is 3亿; 3个亿元项目 and 5个万亩基地 are counted."""
_AND_HALF = re.compile("个半(?=小时|月|学期|世纪|钟头)")
_HALF_BEHIND = re.compile("半(?![数价径成导岛决夜山程年月天日自]|小时|以上)")
_SMALL_COINS = re.compile(
    "(?P<tenths>[0-9一二两三四五六七八九])[角毛](?:(?P<cents>[0-9一二三四五六七八九])分)?钱?|[零又]?(?P<only>[0-9一二三四五六七八九])美?分(?![钟之])"
)
_WHOLE_AMOUNT = re.compile("(?<=元)(?:整(?![改治])|正(?!式|常|是|好|在|面))")
_NOT_BEHIND = ("新元", "加元")
"""Currencies that are rather the beginning of other words behind 元: 100万元新元件."""
_CENTS = re.compile("([0-9一二三四五六七八九])分(?![钟之])")
_WITH_COINS = ("元", "块", "美元", "欧元", "澳元", "加元")
_DASH = re.compile(rf"(?:[(]含[)])?{DASH}")
_DOUBLE_DASH = re.compile(r"(?:[(]含[)])?\s*[-‐‑‒–―]{2}\s*")
_AND = re.compile(r"\s*[与和]\s*(?=[^,。;与和]{1,12}之间|(?<=与)[0-9.]{1,12}间(?![\u4e00-\u9fff]))")
_BETWEEN_THEM = re.compile(r"\s*与\s*[0-9.]{1,12}间")
"""10000与20000间 lies between them; it is no number of rooms."""
_IN_BETWEEN = re.compile("之?间(?!房|教室)")
_SIGN = re.compile(r"(零下(?=[0-9一二两三四五六七八九十])|[-–+负正])\s*")
_CURRENCY = re.compile(rf"({SIGN})\s*(?=[0-9零一二两三四五六七八九十百千数几上])")
_NOUN = re.compile(
    r"(?![多余几半]|(?<=位)数|[起点]$|百分|[十百千万亿]+元?$)"
    r"(?!.*(?:[以之][上下内外]|左右|上下|不到|不足|有余|出头))[\u4e00-\u9fff]{1,10}$"
)
"""What is counted may follow its measure word, 710多个品类; 3个亿, 两个多月 and 30人不到 say something else."""
_OLD = re.compile("大$")
_OF_AGES = ((("month", 1),), (("hour", 1),))


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


def phrase_at(text: str, units: Units) -> tuple[Phrase, int]:
    """The words of the figure that a normalised text begins with, and where they end; the text may go on.

    UnreadableFigure when there is none.
    """
    parser = _Parser(text, units, is_open=True)
    try:
        return parser.phrase(), parser.settled
    except ValueError:
        raise UnreadableFigure(_("the number has too many digits"), parser.at) from None


def parse_phrase(text: str, units: Units) -> Phrase:
    """Take the words apart; UnreadableFigure with the place of the first word that does not fit."""
    words = joined(normalise(text))
    parser = _Parser(words.text, units)
    try:
        return parser.all_of_it()
    except ValueError:
        message, remedy = _("the number has too many digits"), _("write only what was printed")
        raise UnreadableFigure(message, words.place(parser.at), remedy) from None
    except UnreadableFigure as error:
        raise UnreadableFigure(str(error), words.place(error.offset), error.remedy) from None


def _tenth_of(numeral: Numeral) -> Numeral:
    tenth = Fraction(1, 10)
    return numeral._replace(value=numeral.value * tenth, step=numeral.step * tenth, leading=numeral.leading * tenth)


def _whole(numeral: Numeral) -> Fraction:
    """A number with its multiplier."""
    return numeral.value * MULTIPLIERS[numeral.multiplier]


def _digit(text: str | None) -> int:
    """The value of one digit of either sort; 0 for nothing."""
    numeral = scan_numeral(text) if text else None
    return int(numeral.value) if numeral is not None else 0


class _Parser(Cursor):
    """One pass over the normalised words, left to right."""

    def __init__(self, text: str, units: Units, is_open: bool = False) -> None:
        super().__init__(text)
        self.units, self.is_open = units, is_open
        self.settled = 0
        self.found: list[tuple[Bound, str]] = []
        self.direction = self.currency = ""

    def all_of_it(self) -> Phrase:
        """The phrase that the whole text is."""
        phrase = self.phrase()
        self.skip_space()
        if not self.at_end:
            message = _("“{rest}” is not understood here", rest=self.text[self.at :].strip())
            remedy = _("write only the figure, in a unit that nbkpi or the book knows")
            raise UnreadableFigure(message, self.at, remedy)
        return phrase

    def phrase(self) -> Phrase:
        """The phrase that the text begins with."""
        self._leading_words()
        if sign := self.match(_CURRENCY):
            self.currency = SIGNS[sign[1]]
        negative = self._negative()
        phrase = (
            self._level()
            or self._doubling(negative)
            or self._parts(negative)
            or self._neighbours(negative)
            or self._plain(negative)
        )
        self._trailing_words(phrase)
        if phrase.first.bare and not self._has_bound():
            message = _("a multiplier without a number")
            raise UnreadableFigure(message, self.at, _("write how many, such as 1万元"))
        falls = self.direction == "down"
        if falls and MULTIPLE in (phrase.unit, phrase.second_unit):
            message = _("nothing falls by a multiple of itself")
            raise UnreadableFigure(message, self.at, _("write by how many percent it fell"))
        return phrase._replace(qualifiers=tuple(self.found), falls=falls)

    def _has_bound(self) -> bool:
        return any(bound != "as_printed" for bound, _word in self.found)

    def _take(self, table: list[tuple[str, Bound]]) -> bool:
        for word, bound in table:
            if self.text.startswith(word, self.at):
                self.found.append((bound, word))
                self.at += len(word)
                self.skip_space()
                return True
        return False

    def _leading_words(self) -> None:
        self.skip_space()
        while True:
            if self.match(_SINCE):
                continue
            if not self.direction and (match := self.match(_CHANGE)):
                self.direction = match.lastgroup or ""
            elif self._take(_BEFORE):
                self.match(_BETWEEN)
            else:
                return

    def _trailing_words(self, phrase: Phrase) -> None:
        self.settled = self.at
        self.skip_space()
        while self._take(_AFTER if phrase.second is None else _ABOUT_AFTER):
            self.settled = self.at - (self.text[self.at - 1].isspace())
        unit = phrase.second_unit or phrase.unit
        if unit is not None and not self.is_open and (unit.counting or unit.dimension in _OF_AGES):
            self.match(_NOUN if unit.counting else _OLD)

    def _negative(self) -> bool:
        """Whether the number is below zero, by its sign or by the words before it."""
        return self._minus() or self.direction == "down"

    def _minus(self) -> bool:
        """Whether a minus sign, in whatever words, stands here."""
        match = self.match(_SIGN)
        if match is None or match[1] in "+正":
            return False
        if self.direction == "down":
            message = _("the words for a fall and a minus sign contradict each other")
            raise UnreadableFigure(message, match.start(), _("leave one of them out"))
        return True

    def _number(self) -> Numeral:
        numeral = scan_numeral(self.text, self.at)
        if numeral is None:
            raise UnreadableFigure(_("a number was expected here"), self.at, _("write it as printed, such as 88万元"))
        self.at = numeral.end
        return numeral

    def _plain(self, negative: bool) -> Phrase:
        """A number or a range of two, with units."""
        vague = several(self)
        if vague is None and (match := self.match(_UPWARD)):
            self.found.append(("at_least" if match[0] == "上" else "above", match[0]))
        first = vague or self._remainder(self._number())
        unit = self._unit(first)
        first, unit = self._with_coins(*self._with_half(self._tenths(first, unit), unit))
        if unit is not None and not unit.counting and not self._has_bound():
            self._take(_INSIDE)
        phrase = Phrase("plain" if vague is None else "several", negative, first, unit)
        if vague is None and all(bound in ("as_printed", "about") for bound, _word in self.found):
            phrase = self._with_second(phrase)
        last_unit = phrase.second_unit or unit
        rises = self.direction == "up" and last_unit is not None and last_unit.symbol == MULTIPLE.symbol
        return phrase._replace(form="growth multiple") if rises else phrase

    def _remainder(self, numeral: Numeral) -> Numeral:
        """余, 多 or 几 after the number; its multiplier may come after that (6000余万)."""
        self.skip_space()
        if self.match(_AND_HALF):
            half_more = Fraction(1, 2)
            return numeral._replace(value=numeral.value + half_more, step=half_more, leading=half_more)
        if not self.match(_COUNTED_HOURS) and not numeral.multiplier and self.match(_COUNTED_LARGE):
            self._take(_INSIDE)
            multiplier, self.at = scan_multiplier(self.text, self.at)
            return numeral._replace(multiplier=multiplier)
        if numeral.step == 1 and not numeral.multiplier and self.text.startswith("零几", self.at):
            # 一百零几 are 101 to 109.
            self.at += 1
            numeral = numeral._replace(leading=Fraction(10))
        is_taken = self._take(_INSIDE)
        if is_taken and numeral.multiplier == "万" and self.text.startswith("亿", self.at):
            self.at += 1
            return numeral._replace(multiplier="万亿")
        if not is_taken or numeral.multiplier:
            return numeral
        multiplier, self.at = scan_multiplier(self.text, self.at)
        return numeral._replace(multiplier=multiplier)

    def _neighbours(self, negative: bool) -> Phrase | None:
        """三四百 as a range."""
        if off := self.match(_TENTHS_OFF):
            tenths = Numeral(Fraction(_digit(off[1]) * 10 + _digit(off[2])), Fraction(1), Fraction(1), "", self.at)
            return Phrase("plain", negative, _tenth_of(tenths), self._unit(tenths))
        ends = None if negative or self._has_bound() else neighbours(self)
        if ends is None:
            return None
        unit = self._unit(ends[1])
        return Phrase("range", False, ends[0], unit, second=ends[1], second_unit=unit)

    def _level(self) -> Phrase | None:
        numeral = level(self)
        return None if numeral is None else Phrase("level", False, numeral, PERCENT)

    def _unit(self, numeral: Numeral) -> Unit | None:
        """The longest unit printed here; a number has one multiplier at most."""
        if self.text.startswith("个半月", self.at - 2):
            self.at += 1
            return self.units.get("个月")
        self.skip_space()
        reach = self.units.longest + 2
        if "/" in self.text[self.at : self.at + 2 * reach]:
            reach = 2 * reach + 1
        for length in range(min(reach, len(self.text) - self.at), 0, -1):
            known = self.units.split(self.text[self.at : self.at + length])
            if known is not None and known[1].symbol and not (known[0] and numeral.multiplier):
                self.at += length
                return self.units.times(known[1], known[0])
        return None

    def _tenths(self, numeral: Numeral, unit: Unit | None) -> Numeral:
        """三成五 is 3.5 tenths, and so is 35折."""
        if unit is not None and unit.symbol == "折" and numeral.is_plain_integer and 10 < numeral.value < 100:
            return _tenth_of(numeral)
        digit = scan_numeral(self.text, self.at) if unit is not None and unit.symbol == "成" else None
        if digit is None or numeral.step != 1 or not (digit.is_plain_integer and 0 < digit.value < 10):
            return numeral
        self.at = digit.end
        tenth = Fraction(1, 10)
        return numeral._replace(value=numeral.value + digit.value * tenth, step=tenth, leading=tenth)

    def _with_half(self, numeral: Numeral, unit: Unit | None) -> tuple[Numeral, Unit | None]:
        """三斤半 is 3.5 of these."""
        if unit is None or not unit.symbol or numeral.step != 1 or self.match(_HALF_BEHIND) is None:
            return numeral, unit
        half_more = Fraction(1, 2)
        return numeral._replace(value=numeral.value + half_more, step=half_more, leading=half_more), unit

    def _with_coins(self, numeral: Numeral, unit: Unit | None) -> tuple[Numeral, Unit | None]:
        """3元5角 and 3块5毛2分 in yuan; 元 too where a sign of money stands before the number, and 100元整."""
        of_sign = self.units.get(self.currency)
        if self.currency and of_sign is not None:
            if unit is None or unit.symbol in ("元", "块"):
                unit = of_sign
            elif unit.dimension != of_sign.dimension:
                message = _("“{a}” and “{b}” contradict each other", a=self.currency, b=unit.symbol)
                raise UnreadableFigure(message, self.at)
        if unit is not None and unit.symbol == "角" and numeral.step == 1 and (coins := self.match(_CENTS)):
            tenth = Fraction(1, 10)
            return numeral._replace(value=numeral.value + _digit(coins[1]) * tenth, step=tenth, leading=tenth), unit
        if unit is not None and unit.symbol.endswith("元") and currency(unit) == "CNY":
            unit = self._currency_behind(numeral, unit)
        if unit is None or unit.symbol not in _WITH_COINS:
            return numeral, unit
        coins = self.match(_SMALL_COINS) if numeral.step == 1 and not numeral.multiplier else None
        if coins is None:
            self.match(_WHOLE_AMOUNT)
            return numeral, unit
        tenths, cents = (_digit(coins[name]) for name in ("tenths", "cents"))
        step = Fraction(1, 100) if coins["cents"] or coins["only"] else Fraction(1, 10)
        value = numeral.value + Fraction(tenths, 10) + Fraction(cents + _digit(coins["only"]), 100)
        return numeral._replace(value=value, step=step, leading=step), self.units.get(unit.symbol.replace("块", "元"))

    def _currency_behind(self, numeral: Numeral, unit: Unit) -> Unit:
        """9000元日币 are yen."""
        start = self.at
        behind = self._unit(numeral)
        if behind is None or currency(behind) in ("", "CNY") or behind.symbol in _NOT_BEHIND:
            self.at = start
            return unit
        return self.units.times(behind, unit.symbol.removesuffix("元"))

    def _with_second(self, phrase: Phrase) -> Phrase:
        """The phrase as a range, where a dash and another number follow."""
        start, dash = self.at, None if phrase.negative else self.match(_DOUBLE_DASH)
        dash = dash or self.match(_DASH) or self.match(_AND)
        negative = self._negative() if dash else False
        numeral = scan_numeral(self.text, self.at) if dash else None
        if numeral is None:
            self.at = start
            return phrase
        self.at = numeral.end
        unit = None if _BETWEEN_THEM.match(self.text, start) else self._unit(numeral)
        numeral = self._tenths(numeral, unit)
        self.match(_IN_BETWEEN)
        phrase = phrase._replace(first=self._in_place_of(phrase, numeral))
        return phrase._replace(form="range", second=numeral, second_negative=negative, second_unit=unit)

    def _in_place_of(self, phrase: Phrase, second: Numeral) -> Numeral:
        """两 of 两到三千 in the place of the second number: 2000."""
        first, place = phrase.first, second.leading
        is_digit = first.is_plain_integer and 1 < first.value < 10 and self.text[first.end - 1] in NUMERALS
        if (
            phrase.unit is not None
            or second.multiplier
            or not is_digit
            or place < 100
            or not first.value < second.value / place < 10
        ):
            return first
        return first._replace(value=first.value * place, leading=place)

    def _doubling(self, negative: bool) -> Phrase | None:
        ratio = None if negative else doubling(self)
        return None if ratio is None else Phrase("doubling", False, ratio, MULTIPLE)

    def _parts(self, negative: bool) -> Phrase | None:
        """百分之五 and 千分之五 as percent and per mille with their digits; 五分之一 as that very fraction."""
        if match := self.match(_PER):
            negative = negative != self._minus()
            above = self._number()._replace(bare=False)
            phrase = Phrase("plain", negative, self._remainder(above), self.units.get(_PARTS[match[1]]))
            return phrase if self._has_bound() else self._to_second_part(phrase, match[1])
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
            value = _whole(below) + fraction.first.value
            return fraction._replace(form="fraction", negative=negative, first=fraction.first._replace(value=value))
        over = _OVER.match(self.text, below.end)
        if over is None or (over[0] == "/" and not self._has_bound() and (self.is_open or not negative)):
            return None
        if below.value == 0:
            raise UnreadableFigure(_("a fraction over zero"), start)
        self.at = over.end()
        negative = negative != self._minus()
        above = self._number()
        if over[0] == "/":
            below, above = above, below
        if is_over_power:
            part = 1 / _whole(below)
            return Phrase("plain", negative, above._replace(value=above.value * part, step=above.step * part), NUMBER)
        if above.step < 1:
            raise UnreadableFigure(_("a whole number was expected here"), over.end())
        part = 1 / _whole(below)
        unit = MULTIPLE if self.match(_TIMES) else NUMBER
        return Phrase("fraction", negative, Numeral(_whole(above) * part, part, part, "", self.at), unit)

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
