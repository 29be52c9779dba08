"""Taking the words of a figure apart: qualifiers, sign, numbers, multiplier, unit; nothing is computed here."""

from __future__ import annotations

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.characters import NUMERALS, joined, normalise
from nbkpi.figure.numeral import Numeral, scan_numeral
from nbkpi.figure.parts import Parts
from nbkpi.figure.qualifiers import BETWEEN, DASH, alternatives, by_first_character, words
from nbkpi.figure.unit import MULTIPLE, PERCENT, Units
from nbkpi.figure.vague import discount, doubling, level, neighbours, several
from nbkpi.figure.words import Phrase
from nbkpi.language import _
from nbkpi.patterns import regex

_BEFORE, _AFTER, _INSIDE = (by_first_character(words(place)) for place in ("before", "after", "inside"))
_ABOUT_AFTER = by_first_character((word, bound) for word, bound in words("after") if bound == "about")
_BETWEEN = regex(rf"{BETWEEN}*\s*")
_SINCE = regex(r"(?:同比|环比|同期|年均|[比较](?:上年|去年|上月|上季度?|上期|年初)(?:同期|末|底)?)\s*")
_UP = "增长|增加|上升|提高|提升|扩大|上涨|上拉|拉动(?:增长)?|增|升"
_DOWN = "负增长|下降|减少|降低|回落|下滑|下跌|缩小|缩减|收窄|降|减"
_CHANGE = regex(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:(?P<to>[到为]|至(?!少|多))|了)?\s*")
_UPWARD = regex(r"上(?=[百千万亿])|[过破](?=[百千万亿])")
_DASH = regex(rf"(?:[(]含[)])?{DASH}")
_DOUBLE_DASH = regex(r"(?:[(]含[)])?\s*[-‐‑‒–―]{2}\s*")
_AND = regex(r"\s*[与和]\s*(?=[^,。;与和]{1,12}之间|(?<=与)[0-9.]{1,12}间(?![\u4e00-\u9fff]))")
_BETWEEN_THEM = regex(r"\s*与\s*[0-9.]{1,12}间")
"""10000与20000间 lies between them; it is no number of rooms."""
_IN_BETWEEN = regex("之?间(?!房|教室)")
_NOUN = regex(
    rf"(?!{alternatives('inside', 'remainder')}|半|(?<=位)数|[至到与和][{NUMERALS}0-9数几]|[起点]$|百分"
    r"|[十百千万亿]+元?$)"
    rf"(?!.*(?:之[上下内外间]|{alternatives('after')}|{alternatives('before', 'below', '不')}|或[者更]))"
    r"[\u4e00-\u9fff]{1,10}$"
)
"""What is counted may follow its measure word, 710多个品类; 3个亿, 两个多月 and 30人不到 say something else."""
_OLD = regex("大$")
_OF_AGES = ((("month", 1),), (("hour", 1),))


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
        message, remedy = _("the number has too many digits"), _("write only what was published")
        raise UnreadableFigure(message, words.place(parser.at), remedy) from None
    except UnreadableFigure as error:
        raise UnreadableFigure(str(error), words.place(error.offset), error.remedy) from None


class _Parser(Parts):
    """One pass over the normalised words, left to right."""

    def all_of_it(self) -> Phrase:
        """The phrase that the whole text is."""
        phrase = self.phrase()
        self.skip_space()
        if not self.at_end:
            message = _("“{rest}” cannot be read here", rest=self.text[self.at :].strip())
            remedy = _("write only the figure, with a unit that nbkpi or the book defines")
            raise UnreadableFigure(message, self.at, remedy)
        return phrase

    def phrase(self) -> Phrase:
        """The phrase that the text begins with."""
        self._leading_words()
        self.sign_of_money()
        negative = self.negative()
        phrase = (
            self._level()
            or self._doubling(negative)
            or self.parts(negative)
            or self._neighbours(negative)
            or self._plain(negative)
        )
        self._trailing_words(phrase)
        if phrase.first.bare and not self.has_bound():
            message = _("a multiplier (万, 亿) without a number")
            raise UnreadableFigure(message, self.at, _("write the number before it, such as 1万元"))
        falls = self.direction == "down"
        if falls and MULTIPLE in (phrase.unit, phrase.second_unit):
            message = _("a fall cannot be given as a multiple (倍)")
            raise UnreadableFigure(message, self.at, _("write the fall in percent"))
        return phrase._replace(qualifiers=tuple(self.found), falls=falls)

    def _leading_words(self) -> None:
        self.skip_space()
        while True:
            if self.match(_SINCE):
                continue
            if not self.direction and (match := self.match(_CHANGE)):
                self.direction = match.lastgroup or ""
            elif self.take(_BEFORE):
                self.match(_BETWEEN)
            else:
                return

    def _trailing_words(self, phrase: Phrase) -> None:
        self.settled = self.at
        self.skip_space()
        while self.take(_AFTER if phrase.second is None else _ABOUT_AFTER):
            self.settled = self.at - (self.text[self.at - 1].isspace())
        unit = phrase.second_unit or phrase.unit
        if unit is not None and not self.is_open and (unit.counting or unit.dimension in _OF_AGES):
            self.match(_NOUN if unit.counting else _OLD)

    def _plain(self, negative: bool) -> Phrase:
        """A number or a range of two, with units."""
        vague, off = several(self), discount(self)
        if vague is None and (match := self.match(_UPWARD)):
            self.found.append(("at_least" if match[0] == "上" else "above", match[0]))
        first = vague or off or self.remainder(self.number())
        unit = self.unit(first)
        first, unit = self.with_coins(*self.with_half(self.tenths(first, unit), unit))
        if unit is not None and not unit.counting and not self.has_bound():
            self.take(_INSIDE)
        phrase = Phrase("plain" if vague is None else "several", negative, first, unit)
        if vague is None and all(bound in ("as_printed", "about") for bound, _word in self.found):
            phrase = self._with_second(phrase)
        last_unit = phrase.second_unit or unit
        rises = self.direction == "up" and last_unit is not None and last_unit.symbol == MULTIPLE.symbol
        return phrase._replace(form="growth multiple") if rises else phrase

    def _neighbours(self, negative: bool) -> Phrase | None:
        """三四百 as a range."""
        ends = None if negative or self.has_bound() else neighbours(self)
        if ends is None:
            return None
        unit = self.unit(ends[1])
        return Phrase("range", False, ends[0], unit, second=ends[1], second_unit=unit)

    def _level(self) -> Phrase | None:
        numeral = level(self)
        return None if numeral is None else Phrase("level", False, numeral, PERCENT)

    def _with_second(self, phrase: Phrase) -> Phrase:
        """The phrase as a range, where a dash and another number follow."""
        start, dash = self.at, None if phrase.negative else self.match(_DOUBLE_DASH)
        dash = dash or self.match(_DASH) or self.match(_AND)
        negative = self.negative() if dash else False
        numeral = scan_numeral(self.text, self.at) if dash else None
        if numeral is None:
            self.at = start
            return phrase
        self.at = numeral.end
        unit = None if _BETWEEN_THEM.match(self.text, start) else self.unit(numeral)
        numeral = self.tenths(numeral, unit)
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
