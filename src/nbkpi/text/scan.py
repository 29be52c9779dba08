"""Finding the figures in running text: one pass from left to right, every place looked at a bounded number of times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge
from typing import NamedTuple

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Figure, Units, read
from nbkpi.figure.characters import NUMERALS, joined, normalise
from nbkpi.figure.phrase import phrase_at
from nbkpi.figure.qualifiers import BETWEEN, DASH, SIGN, words
from nbkpi.figure.structure import STRUCTURE, read_structure
from nbkpi.figure.unit import CURRENCIES, MULTIPLIERS, NUMBER, PURE
from nbkpi.patterns import regex
from nbkpi.text.traps import trapped
from nbkpi.text.vocabulary import pattern

REACH = 48
"""A figure has no more characters than this behind its first digit; what is longer is not looked through."""

_PARTS_OF_WORDS = ("日", "年度", "季度", "两", "打")
"""Units that in a text are rather dates or parts of other words: 3日, 打击."""
_NO_UNITS = (*_PARTS_OF_WORDS, "年")
_GOES_ON = (
    "".join({re.escape(word[0]) for place in ("after", "inside") for word, _bound in words(place)})
    + r"整正半角又不/至到、和与间—~～\-–‐‑‒―\s(万亿0-9零一二两三四五六七八九"
)
"""What may follow a figure and belong to it; behind anything else a number with its unit is all of it."""
_BEFORE = [word for word, bound in words("before") if bound != "as_printed"]
_BY_LAST = {word[-1]: [one for one in _BEFORE if one[-1] == word[-1]] for word in _BEFORE}
_LONGEST = max(map(len, _BEFORE)) + 3
_NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千万亿兆几")
_ENDS_WORDS = frozenset("过破")
"""Before a multiplier these say a bound (过百家), and end another (不超过百家)."""
_COMPARED = frozenset("大小高低多少快慢")
_UNREAD = frozenset("零〇十百千万亿兆")
_UNREAD_BEFORE_PLACES = _NUMERALS | frozenset("多余")
"""No figure begins right behind these, which were not read."""
_MONEY_BEFORE = regex(rf"(?<![{NUMERALS}0-9])(?:{SIGN})\s?$")
"""In front of a number; behind one 人民币 is its unit."""
_MONEY_WITHIN = regex(SIGN)
_NUMBER = r"(?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]{1,9}+)?+"
_UNITLESS = regex(rf"{_NUMBER}(?:[-—~]{_NUMBER}(?=[-—~、,。;:!?)\n]|$)|(?=[、,。;:!?)](?![0-9])|:|$))")
"""A number, or a range of two, that nothing behind makes a figure."""
_MONEY = "|".join(name for code, names in CURRENCIES.items() if code != "CNY" for name in names.split())
_DASH = regex(DASH)
_BETWEEN = regex(rf"{BETWEEN}+$")
_ENDS_BETWEEN = frozenset("了有过于为达到")


def _word_before(before: str) -> int:
    """How long the qualifier is that stands right before a number, with 了 and the like behind it; 0 for none."""
    between = _BETWEEN.search(before) if before[-1] in _ENDS_BETWEEN else None
    for end in range(len(before), (len(before) if between is None else between.start()) - 1, -1):
        word = next((one for one in _BY_LAST.get(before[end - 1 : end], ()) if before.endswith(one, 0, end)), None)
        if word is not None and not pattern("part_of_word").search(before[:end]):
            return len(before) - end + len(word)
    return 0


def _is_piece(text: str, begin: int, end: int, figure: Figure) -> bool:
    """Whether more belongs to a number than was read, so that what was read says something else.

    1万600人 is no 1万, 两美元又三美分 not two dollars, and what is higher than 40% (比40%高) is not 40%; 40度 of
    temperature are no kilowatt-hours.
    """
    symbol, before = figure.unit.symbol, text[max(0, begin - 12) : begin]
    if symbol in MULTIPLIERS and pattern("goes_on").match(text, end) and text[end - 1] != " ":
        return True
    if symbol == "度" and pattern("of_temperature").search(before):
        return True
    if pattern("goes_on_behind").match(text, end - 1):
        return True
    if pattern("digit_apart").search(text[max(0, begin - 3) : begin + 1]):
        return True
    if symbol == "间" and pattern("and_between").search(before):
        return True
    if text[end : end + 1] in _COMPARED:
        return pattern("than").search(before) is not None
    return text[end : end + 1] == "又" and text[end + 1 : end + 2] in _NUMERALS


def _may_be_bare(text: str, place: int) -> bool:
    """Whether a number that begins here is a figure without a unit, by the words around it: 指数为102.3."""
    is_named = pattern("unitless").search(text[max(0, place - 14) : place]) is not None
    return is_named or pattern("from_to").match(text, place - 1) is not None


def _is_behind_unread(text: str, place: int) -> bool:
    """Whether a number would begin behind a numeral that was not read: 千来万 of 1万5千来万."""
    before = text[place - 1 : place]
    if text[place] in "百千万亿":
        return before in _UNREAD_BEFORE_PLACES or (before == "来" and text[place - 2 : place - 1] in _NUMERALS)
    return before in (_NUMERALS if text[place] == "十" else _UNREAD) and text[place] not in "上过破翻"


def _belongs_to_word(text: str, place: int, line_start: int) -> bool:
    """Whether what looks like a number is of a word, or goes on what stands before it: 三角 of 两美元又三角."""
    if text[place] in _ENDS_WORDS and _word_before(text[max(line_start, place - _LONGEST) : place + 1]):
        return True
    if place and text[place - 1] == "又" and pattern("goes_on_before").search(text, place - 2, place):
        return True
    is_one = pattern("not_one").match(text, place) or text.startswith("十", place + 1)
    return text[place] == "一" and not is_one


class Found(NamedTuple):
    """A figure in a text: where its words are, and what they say. group: it is one of a structure a:b:c."""

    start: int
    end: int
    words: str
    figure: Figure
    group: int = -1


class Scanner:
    """Finds figures; units are those that may be printed."""

    def __init__(self, units: Units) -> None:
        self.units = units
        symbols = "|".join(re.escape(symbol) for symbol in units.symbols() if symbol and symbol not in _NO_UNITS)
        self._plain = regex(
            rf"[1-9][0-9]{{0,14}}+(?:\.[0-9]{{1,9}}+)?+(?>万亿|[十百千]?[万亿]|)(?>{symbols})(?![{_GOES_ON}]|{_MONEY})"
        )

    def scan(self, original: str, names: Iterable[tuple[int, int]] = (), plain: str = "") -> Iterator[Found]:
        """Every figure of a text in order; names are spans of names with numerals, plain is it normalised."""
        text = joined(plain or normalise(original))
        named = ((text.place_within(start), text.place_within(end)) for start, end in names)
        for found in self._scan(text.text, named):
            start, end = text.place(found.start), text.place(found.end - 1) + 1
            words = original[start:end]
            if not ("，" in words and _MONEY_WITHIN.search(words)):  # $20，300美元 may be two amounts.
                yield found._replace(start=start, end=end, words=words)

    def _scan(self, text: str, named: Iterator[tuple[int, int]]) -> Iterator[Found]:
        at, line_start = 0, 0
        quotes = iter(pattern("quoted").finditer(text))
        quote = next(quotes, None)
        urls = (match.span() for match in pattern("url").finditer(text))
        named = merge(named, urls)
        name = next(named, None)
        for line_end in (*(match.start() for match in re.finditer("\n", text)), len(text)):
            while (match := pattern("start").search(text, at, line_end)) is not None:
                place = match.start()
                while quote is not None and quote.end() <= place:
                    quote = next(quotes, None)
                while name is not None and name[1] <= place:
                    name = next(named, None)
                if name is not None and name[0] <= place:
                    at = name[1]
                    continue
                if quote is not None and quote.start() < place and not pattern("measured").search(quote[1]):
                    at = quote.end()
                    continue
                if (ratio := self._ratio(text, place, line_start)) is not None:
                    yield ratio
                    at = ratio.end
                    continue
                end = trapped(text, place, line_start)
                if end > place:
                    at = end
                    continue
                if pattern("colon").search(text, place, place + 12):
                    structure = list(self._structure(text, place, line_end))
                    if structure:
                        yield from structure
                        at = structure[-1].end
                        continue
                found = self._at(text, place, line_start, line_end)
                if found is None:
                    run = pattern("run").match(text, place, line_end)
                    at = run.end() if run else place + 1
                else:
                    yield found
                    at = found.end
            at = line_start = line_end + 1

    def _ratio(self, text: str, place: int, line_start: int) -> Found | None:
        """17.1:1 and 1:17.1 where they are said to be a ratio: the number beside the 1."""
        match = pattern("ratio").match(text, place)
        if match is None or not pattern("of_ratio").search(text, max(line_start, place - 24), place):
            return None
        number = match["more"] or match["first"]
        figure = replace(read(number, unit=NUMBER), text=match[0])
        return Found(place, match.end(), match[0], figure)

    def _structure(self, text: str, place: int, line_end: int) -> Iterator[Found]:
        match = STRUCTURE.match(text, place, min(line_end, place + 120)) if text[place].isdigit() else None
        if match is None:
            return
        start = place
        for share in read_structure(match[0]):
            start = text.index(share.text, start)
            yield Found(start, start + len(share.text), share.text, share, place)
            start += len(share.text)

    def _at(self, text: str, place: int, line_start: int, line_end: int) -> Found | None:
        """The figure whose number begins here; None when there is none."""
        if _is_behind_unread(text, place) or _belongs_to_word(text, place, line_start):
            return None
        start = self._with_words_before(text, place, line_start)
        rises = pattern("rises_to").match(text, place, line_end)
        if rises is not None:
            return self._read(text, start, place, rises.end())
        plain = self._plain.match(text, place, min(line_end, place + REACH))
        if plain is not None and not pattern("aspects").match(text, plain.end() - 1):
            found = self._read(text, start, place, plain.end())
            if found is not None:
                return found
        shared = pattern("shared").match(text, place, min(line_end, place + REACH))
        if shared is not None:
            return self._shared(text, start, shared)
        if start == place and _UNITLESS.match(text, place, line_end) and not _may_be_bare(text, place):
            return None
        is_from = bool(pattern("from_scan").search(text[max(line_start, place - 20) : place]))
        window = text[start : min(line_end, place + REACH)]
        for cut in self._cuts(window, place - start, is_from):
            end = start + self._end(cut)
            if end > place:
                found = self._read(text, start, place, end)
                if found is not None:
                    return found
        return None

    def _shared(self, text: str, start: int, match: re.Match[str]) -> Found | None:
        """A number whose unit stands only behind the last of its row: 0.3、1.1和2.5个百分点."""
        unit = self.units.get(match["unit"])
        end = match.end("first")
        try:
            figure = read(text[start : match.end("number")], unit=unit, units=self.units)
        except UnreadableFigure:
            return None
        return Found(start, end, text[start:end], figure)

    def _cuts(self, window: str, number: int, first_only: bool) -> Iterator[str]:
        """The window, and the part before a dash in it: what stands behind need not be the end of a range."""
        if not first_only:
            yield window
        dash = _DASH.search(window, number + 1)
        if dash is not None:
            yield window[: dash.start()]
        elif first_only:
            yield window

    def _end(self, window: str) -> int:
        """How long the number with its unit and the words behind it is; 0 when it is no figure."""
        try:
            phrase, end = phrase_at(window, self.units)
        except UnreadableFigure:
            return 0
        unit = phrase.second_unit or phrase.unit
        if phrase.second is not None and phrase.unit is not None and phrase.second_unit is None:
            return 0
        if unit is not None and unit.symbol in _PARTS_OF_WORDS and phrase.second is None:
            return 0
        if unit is not None and unit.counting and phrase.form == "plain" and pattern("aspects").match(window, end - 1):
            return 0
        # 比38361元多2601元 says by how much it is more, and nothing of the 38361.
        return end - 1 if window[end - 1] == "多" and window[end : end + 1].isdigit() else end

    def _read(self, text: str, begin: int, place: int, end: int) -> Found | None:
        words = text[begin:end].rstrip()
        try:
            figure = read(text[begin:end].rstrip(), units=self.units)
        except UnreadableFigure:
            return None
        if _is_piece(text, begin, end, figure):
            return None
        is_bare = figure.unit.dimension == PURE and not figure.unit.symbol and figure.reading != "fraction"
        if is_bare and not (text[place].isdigit() and _may_be_bare(text, begin)):
            return None
        return Found(begin, begin + len(words), words, figure)

    def _with_words_before(self, text: str, place: int, line_start: int) -> int:
        """Where the words before a number begin: qualifiers, money, a minus; 增长 before a multiple or 翻番."""
        start = place
        for sign in (pattern("minus") if text[place].isdigit() else pattern("minus_han"), _MONEY_BEFORE):
            if (match := sign.search(text[max(line_start, start - 6) : start])) is not None:
                start -= len(match[0])
        while start > line_start:
            last = text[start - 1]
            if last not in _BY_LAST and last not in _ENDS_BETWEEN:
                break
            before = text[max(line_start, start - _LONGEST - 1) : start]
            length = _word_before(before)
            if not length:
                break
            start -= length
        if pattern("times").match(text, place, place + 12):
            rise = pattern("rise").search(text[max(line_start, place - 8) : place])
            if rise is not None:
                start = place - len(rise[0])
        return start
