"""Where an English text has names of a book, periods and figures, and which words stand between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from nbkpi.figure import Period
from nbkpi.figure.spelling import MONTHS, NUMBERS_OF_MONTHS
from nbkpi.figure.two_meanings import of_next_year
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure
from nbkpi.patterns import regex
from nbkpi.text.vocabulary import pattern

_LETTERS, _HAN = regex("[A-Za-z]"), regex("[\u4e00-\u9fff]")
_LOOKED_AT, _SENTENCE, _WORDS = 20_000, 30, 12
"""So much of a text tells its language, and so many letters are a sentence, or words where nothing is Chinese."""
Thing = TypeVar("Thing")
Spot = TypeVar("Spot", "EnglishName", "EnglishPeriod")
_REACH = 12
_OTHER_TIME = regex(
    r"(?:\b[0-9]{1,2}(?:st|nd|rd|th)? |[a-z] [0-9]{1,2}, |\b(?:to|ended|ending|early|late|until|before|after) |mid-"
    r"|\b(?:week|quarter|day|summer|winter|spring|autumn|part) of )$"
)
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def is_english(text: str) -> bool:
    """Whether there are sentences, and hardly a Chinese character among their letters."""
    letters, han = (len(one.findall(text[:_LOOKED_AT])) for one in (_LETTERS, _HAN))
    return letters >= (_SENTENCE if han else _WORDS) and han * 10 < letters


class EnglishName(NamedTuple):
    """A name of the book where it stands in the text; what it names is None where it is rather part of another name."""

    start: int
    end: int
    entity: Entity | None = None
    measure: Measure | None = None


class EnglishPeriod(NamedTuple):
    """A period where it stands in the text; is_base: something is held against it."""

    start: int
    end: int
    period: Period
    is_base: bool


class EnglishText:
    """A text with what was found in it, each in its order."""

    def __init__(self, text: str, book: Book) -> None:
        self.text = text
        entities = [(name, one) for one in book.entities for name in (one.name, *one.aliases)]
        measures = [(name, one) for one in (*book.indicators, *book.metrics) for name in (one.name, *one.aliases)]
        self.entities = [
            EnglishName(at, end, self._sure(at, end, one)) for at, end, one in _called(text, entities, False)
        ]
        self.measures = [
            EnglishName(at, end, measure=one) for at, end, one in _called(text, measures, is_any_case=True)
        ]
        self.periods = [self._when(match) for match in pattern("english_period").finditer(text)]
        self.bounds = [0, *(match.end() for match in pattern("english_sentence").finditer(text)), len(text)]
        self.all_entities = {one.entity for one in self.entities}
        self.all_periods = {one.period for one in self.periods if not one.is_base and not self.is_other_time(one)}
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        spans = [(one.start, one.end) for one in self.entities] + [(one.start, one.end) for one in self.periods]
        self.spans = sorted(spans)
        dates = (match.span() for match in pattern("english_date").finditer(text))
        self.taken = sorted([*dates, *spans])
        found = pattern("english_figure").finditer(text)
        self.figures = [one for one in found if not self._is_taken(one.start())]
        self.starts = [one.start() for one in self.figures]

    def _is_taken(self, at: int) -> bool:
        """Whether a number is part of a name, a date or a period."""
        place = bisect_right(self.taken, (at, len(self.text)))
        return any(end > at for _start, end in self.taken[max(0, place - 2) : place])

    def _sure(self, start: int, end: int, entity: Entity) -> Entity | None:
        """An entity, unless another word with a capital letter makes its name part of another."""
        kind = pattern("english_kind").match(self.text, end)
        end = kind.end() if kind is not None else end
        before = re.search("[A-Z][a-z]+ $", self.text[max(0, start - 20) : start])
        is_led = before is None or before[0] in ("In ", "The ", "Of ", "At ", "For ", "And ")
        return entity if is_led and re.match(" [A-Z]", self.text[end : end + 2]) is None else None

    def _when(self, match: re.Match[str]) -> EnglishPeriod:
        start = int(match["year"]) * 12
        if match["half"]:
            period = Period(start + 6 * (_PARTS[match["half"].lstrip("H").split()[0]] - 1), 6)
        elif match["quarter"]:
            period = Period(start + 3 * (_PARTS[match["quarter"].lstrip("Q").split()[0]] - 1), 3)
        elif match["first"]:
            period = Period(start, NUMBERS_OF_MONTHS[match["first"].split()[1]])
        elif match["from"]:
            first = _month(match["from"])
            last = _month(match["to"]) if match["to"] else first
            period = Period(start + first, max(1, last - first + 1))
        elif match["month"] and not of_next_year(match[0][-7:]):
            period = Period(start + int(match["month"]) - 1, 1)
        else:
            period = Period(start, 12)
        return EnglishPeriod(match.start(), match.end(), period, match["base"] is not None and not match["to"])

    def is_other_time(self, one: EnglishPeriod) -> bool:
        """Whether words before it make it a day, or a time that ends, begins or lies in it: 10 July 2025, mid-2025."""
        return _OTHER_TIME.search(self.text[max(0, one.start - 12) : one.start]) is not None

    def of_heading(self, line: int) -> set[Period]:
        """The periods of the nearest line above that names one, has no figure and is no sentence: that of the title."""
        for one in reversed(between(self.periods, 0, line)):
            place = bisect_right(self.lines, one.start)
            start, end = self.lines[place - 1], self.lines[place]
            words = self.text[start:end].strip()
            if not words.endswith((*".!?:;,",)) and bisect_left(self.starts, start) == bisect_left(self.starts, end):
                found = {each.period for each in between(self.periods, start, end) if not self.is_other_time(each)}
                if found:
                    return found
        return set()

    def segment(self, sentence: int, at: int) -> int:
        """Where the part of a sentence begins that speaks of one entity: behind ; or ", while A"."""
        starts = [one.start for one in between(self.entities, sentence + 1, at)]
        begun = [
            one for one in starts if pattern("english_segment").search(self.text, max(sentence, one - _REACH), one)
        ]
        new = [match.end() for match in pattern("english_new_segment").finditer(self.text, sentence, at)]
        return max([sentence, *new, *begun])

    def own_words(self, place: int, start: int, end: int) -> str:
        """The words of one part of a sentence that belong to one of its figures: those between two figures are of the
        first up to the last comma, and an amount that it is held against is a word of it too.
        """
        match, after = self.figures[place], place + 1
        front = self.figures[place - 1].end() if place else 0
        lead = self.text[max(start, front) : match.start()]
        lead = pattern("english_between").split(lead)[-1] if front > start else lead
        stops = [*(one.start() for one in self.figures[after : after + 2]), end]
        is_held = pattern("english_held").fullmatch(self.text, match.end(), stops[0])
        stop = stops[min(1, len(stops) - 1)] if is_held else stops[0]
        tail = self.text[match.end() : min(stop, end)]
        parts = pattern("english_between").split(tail)
        return f"{lead};{tail if stop >= end or len(parts) == 1 else tail[: -len(parts[-1]) or None]}"

    def without_names(self, start: int, end: int, match: re.Match[str]) -> str:
        """Words without names of entities, periods, and how a figure is bounded."""
        words, at = "", start
        first, last = bisect_left(self.spans, (start, 0)), bisect_left(self.spans, (end, 0))
        for one in self.spans[first:last]:
            if one[1] <= end and one[0] >= at:
                kind = pattern("english_kind").match(self.text, one[1])
                words, at = words + self.text[at : one[0]], kind.end() if kind is not None else one[1]
        words += self.text[at:end]
        return pattern("english_bound").sub("", words) if end == match.start() else words


def between(items: Sequence[Spot], start: int, end: int) -> Sequence[Spot]:
    """What begins in a stretch of the text."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _month(name: str) -> int:
    """The number of a month from 0, by the first letters of its name."""
    return MONTHS.index(name[:3].upper())


def _start(item: EnglishName | EnglishPeriod) -> int:
    return item.start


def _called(
    text: str, names: Iterable[tuple[str, Thing]], is_any_case: bool = False
) -> Iterator[tuple[int, int, Thing]]:
    """Where names stand in a text as whole words, the longest where several do, in order."""
    things: dict[str, Thing] = {}
    for name, thing in names:
        if _LETTERS.search(name):
            things.setdefault(name.lower() if is_any_case else name, thing)
    if not things:
        return
    any_of = "|".join(map(re.escape, sorted(things, key=lambda name: (-len(name), name))))
    for match in re.finditer(f"(?<![A-Za-z])({any_of})(?:e?s)?(?![A-Za-z])", text, re.I if is_any_case else 0):
        yield match.start(), match.end(), things[match[1].lower() if is_any_case else match[1]]
