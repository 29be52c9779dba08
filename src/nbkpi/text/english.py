"""What an English text says of the measures of a book: “Village revenue of A rose 9.7% to 881 thousand yuan in 2024”.

Only plain sentences are understood: a name of the book right before or behind a figure, one entity, and a year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure import Figure, Kind, Period
from nbkpi.figure.english_units import worded
from nbkpi.figure.qualifiers import BOUNDED, canonical
from nbkpi.figure.unit import NUMBER, PERCENT, PURE, Unit
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric
from nbkpi.text.book_verdicts import WhyNot
from nbkpi.text.english_spots import EnglishName, EnglishText, between
from nbkpi.text.mentions import Mention
from nbkpi.text.scan import Found
from nbkpi.text.vocabulary import pattern

_BARE = (PURE, (("score", 1),))
"""What is written without a unit, besides what is counted."""
_LONGEST_SENTENCE = 1000
_MOST_MONTHS = 3
"""What changed in so few months may have done so since the ones before."""


class Stated(NamedTuple):
    """A figure of an English text, with what it is of where that is sure; else why it is not. value is for a book."""

    mention: Mention
    entity: Entity | None = None
    measure: Measure | None = None
    period: Period | None = None
    value: str = ""
    why: WhyNot = ""
    doubt: str = ""


def stated(text: str, book: Book) -> Iterator[Stated]:
    """Every figure of an English text in its order."""
    return _Reader(text, book).all()


class _Reader(EnglishText):
    def __init__(self, text: str, book: Book) -> None:
        super().__init__(text, book)
        self.book = book

    def all(self) -> Iterator[Stated]:
        """Every figure in its order."""
        before: Stated | None = None
        for place, match in enumerate(self.figures):
            last = self.figures[place - 1] if place else None
            before = self._one(match, last, before)
            yield before

    def _one(self, match: re.Match[str], last: re.Match[str] | None, before: Stated | None) -> Stated:
        place = bisect_right(self.bounds, match.start())
        sentence, end = self.bounds[place - 1], self.bounds[bisect_left(self.bounds, match.end())]
        one = Stated(self._mention(match, sentence))
        if doubt := self._doubt_of_sentence(match, sentence, end):
            return one._replace(why="words", doubt=doubt)
        start = self.segment(sentence, match.start())
        last_end = last.end() if last is not None and last.start() >= start else start
        named = self._named(last_end, match, before if last_end > start else None)
        if named is None:
            if any(name.end <= match.start() for name in between(self.measures, last_end, match.start())):
                return one._replace(why="words", doubt=_("the words around the figure are not understood"))
            return one._replace(why="name", doubt=_("the text does not say which indicator the figure belongs to"))
        measure, way = named
        function = self._function(match, way, measure)
        if function is None or (_is_of_change(function, measure) and self._is_over_another_time(match, start, end)):
            return one._replace(why="words", doubt=_("the figure is not growth over one year"))
        if not function and pattern("english_year_before").match(self.text, match.end()):
            return one._replace(why="period", doubt=_("the period of the figure is not clear"))
        whose = self._whose(sentence, start, end)
        if whose is None:
            return one._replace(why="entity", doubt=_("the text does not say which entity the figure belongs to"))
        period = self._period(sentence, start, end)
        if period is None or not self._is_over_a_year(function, period, start, end):
            return one._replace(why="period", doubt=_("the period of the figure is not clear"))
        if _is_of_change(function, measure) and not self._says_base(period, start, end):
            return one._replace(why="words", doubt=_("the text does not say over which time the figure changed"))
        of = self.book.generated(measure, function) if function else measure
        value = self._value(match, way, measure, function)
        if value is None:
            return one._replace(why="unit", doubt=_("the text does not say in which unit the figure is"))
        return one._replace(entity=whose, measure=of, period=period, value=value)

    def _doubt_of_sentence(self, match: re.Match[str], sentence: int, end: int) -> str:
        """Why a sentence as a whole, or the word behind a figure, says nothing that a book has, if it does."""
        if end - sentence > _LONGEST_SENTENCE:
            return _("the text does not say which indicator the figure belongs to")
        if pattern("english_not_yet").search(self.text, sentence, end):
            return _("the figure may be planned or expected")
        if pattern("english_part").match(self.text, match.end()):
            return _("the figure only describes something else")
        return ""

    def _mention(self, match: re.Match[str], sentence: int) -> Mention:
        start, end = match.start(), match.end()
        number = bisect_right(self.lines, start)
        unit = PERCENT if "%" in match["sort"] or "cent" in match["sort"] else NUMBER
        value = Fraction(match["number"].replace(",", ""))
        kind: Kind = "rate" if unit is PERCENT else "count"
        figure = Figure(match[0], Interval.point(value), value, unit, kind, "as_printed", Fraction(1), "exact")
        lead = self.text[max(sentence, start - 60) : start]
        tail, found = self.text[end : end + 60], Found(start, end, match[0], figure)
        column = start - self.lines[number - 1] + 1
        return Mention(found, number, column, number, sentence, lead, tail, "")

    def _named(self, last_end: int, match: re.Match[str], before: Stated | None) -> tuple[Measure, str] | None:
        """The measure that a figure is of, and the words between them; None where other words may make it another."""
        behind = next(iter(between(self.measures, match.end() + 1, match.end() + 2)), None)
        if behind is not None and pattern("english_behind").match(self.text, behind.end):
            is_had = pattern("english_having").fullmatch(self.without_names(last_end, match.start(), match))
            return (behind.measure, "") if is_had and behind.measure is not None else None
        if not pattern("english_tail").match(self.text, match.end()):
            return None
        named = [one for one in between(self.measures, last_end, match.start()) if one.end <= match.start()]
        if not named:
            return self._goes_on(self.without_names(last_end, match.start(), match), before)
        front = self.without_names(last_end, named[0].start, match)
        way = self.without_names(named[0].end, match.start(), match)
        return self._plainly(named[0], front, way) if len(named) == 1 else None

    def _plainly(self, named: EnglishName, front: str, way: str) -> tuple[Measure, str] | None:
        """A measure whose name only words stand around that change nothing."""
        is_plain = pattern("english_front").fullmatch(front) and pattern("english_says").fullmatch(way)
        return (named.measure, way) if is_plain and named.measure is not None else None

    def _goes_on(self, way: str, before: Stated | None) -> tuple[Measure, str] | None:
        """What the figure before is of, where this one says how much it changed, or what it came to."""
        if before is None or before.measure is None or not pattern("english_says").fullmatch(way):
            return None
        of = before.measure
        level = of.base if not isinstance(of, Indicator) and of.function and of.base is not None else of
        is_more = re.search(r"\bto\b", way) or self._changes(way) is not None
        return (level, way) if is_more else None

    def _changes(self, way: str) -> bool | None:
        """Whether words say that something fell by what follows, or rose; None where they say neither."""
        falls, rises = pattern("english_falls").search(way), pattern("english_rises").search(way)
        return None if falls is None and rises is None else falls is not None

    def _function(self, match: re.Match[str], way: str, measure: Measure) -> str | None:
        """growth, points or change; nothing for a level, None where it is none of these."""
        is_to = re.search(r"\b(?:to|at|reached|stood)\s*$", way) is not None
        if re.search(r"\bfrom\s*$", way):
            return None
        is_change = self._changes(way) is not None and not is_to
        if "point" in match["sort"]:
            return "points" if is_change else None
        if "%" in match["sort"] or "cent" in match["sort"]:
            is_rate = measure.unit.is_part_of_one
            return ("growth" if not is_rate else None) if is_change else ("" if is_rate else None)
        return "change" if is_change else ""

    def _whose(self, sentence: int, start: int, end: int) -> Entity | None:
        """The one entity of this part of a sentence, of the sentence before in its line, or the only one at all."""
        own = between(self.entities, sentence, end)
        if own:
            near = [one for one in own if start <= one.start] or own
            stops = [self.segment(sentence, one.start + 1) for one in own]
            is_row = any(self._is_empty(stop, other.start) for stop, other in zip(stops, own[1:], strict=False))
            found = {one.entity for one in near if self.segment(sentence, one.start + 1) == start}
            return found.pop() if len(found) == 1 and not is_row else None
        before = self.bounds[max(0, bisect_left(self.bounds, sentence) - 1)]
        before = sentence if self.text[sentence - 1 : sentence] == "\n" else before
        found = {one.entity for one in between(self.entities, before, sentence)} or self.all_entities
        return next(iter(found)) if len(found) == 1 else None

    def _is_empty(self, start: int, end: int) -> bool:
        """Whether no figure stands in a stretch that begins another part of a sentence: A and B reported."""
        return self.segment(start, end + 1) > start and bisect_left(self.starts, start) == bisect_left(self.starts, end)

    def _period(self, sentence: int, start: int, end: int) -> Period | None:
        """The one period of this part of a sentence, of the sentence, its line so far, the heading, or the text.

        A day outside the sentence, as that of printing, or the months to May, is no period of its figures.
        """
        line = self.lines[bisect_right(self.lines, sentence) - 1]
        for first in (start, sentence, line):
            periods = [one for one in between(self.periods, first, end) if not one.is_base]
            found = {
                one.period for one in periods if first != line or one.start >= sentence or not self.is_other_time(one)
            }
            if found:
                break
        found = found or self.of_heading(line) or self.all_periods
        return next(iter(found)) if len(found) == 1 else None

    def _is_over_a_year(self, function: str, period: Period, start: int, end: int) -> bool:
        """Whether what a change is held against, if it is named, is the year before."""
        bases = [one.period for one in between(self.periods, start, end) if one.is_base]
        return not function or all(one == period.shifted(-12) for one in bases)

    def _says_base(self, period: Period, start: int, end: int) -> bool:
        """Whether this part of a sentence names what a change is held against, or some sentence that it is a year.

        What changed in more months than a quarter has needs no such words.
        """
        is_named = any(one.is_base for one in between(self.periods, start, end))
        return is_named or period.length > _MOST_MONTHS or self._has_yearly_changes

    @cached_property
    def _has_yearly_changes(self) -> bool:
        """Whether the text says somewhere that figures changed over a year."""
        return pattern("english_over_a_year").search(self.text) is not None

    def _is_over_another_time(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether a change is one over a month, some years or since an amount of any time, by its own words or, where
        these do not say it is over a year, by others of this part of a sentence.
        """
        own = self.own_words(bisect_left(self.starts, match.start()), start, end)
        over_a_year, other = pattern("english_over_a_year"), pattern("english_other_growth")
        left = over_a_year.sub("", own)
        if other.search(left):
            return True
        is_held = pattern("english_held_against_amount").search(left) is not None
        return left == own and (is_held or other.search(over_a_year.sub("", self.text[start:end])) is not None)

    def _value(self, match: re.Match[str], way: str, measure: Measure, function: str) -> str | None:
        """The words for a book, in its units: 881千元 for 881 thousand yuan; None where a unit is wanting."""
        number = match["number"].replace(",", "")
        bound = pattern("english_bound").search(self.text, max(0, match.start() - 20), match.start())
        front = "" if bound is None else next(canonical(one) for one in BOUNDED if bound[one])
        falls = (
            "下降" if self._changes(way) and function == "growth" else "-" if self._changes(way) and function else ""
        )
        if function == "points":
            return f"{falls}{front}{number}个百分点"
        if "%" in match["sort"] or "cent" in match["sort"]:
            return f"{falls}{front}{number}%"
        unit = self._unit(match, self.book.units.without_multiplier(measure.unit))
        return None if unit is None else f"{falls}{front}{number}{unit}"

    def _unit(self, match: re.Match[str], own: Unit) -> str | None:
        """The unit of a figure; None where it has two, or none though it is no whole count, index or score."""
        scale = (match["scale"] or "").lower()
        said = {worded(f"{scale} {match[name]}".strip()) for name in ("sign", "unit") if match[name]}
        if said:
            return one.symbol if len(said) == 1 and (one := said.pop()) is not None else None
        power = worded(scale) if scale else None
        is_bare = own.counting or (own.dimension in _BARE and own.scale >= 1)
        if not is_bare or (scale and power is None) or (own.counting and not scale and "." in match["number"]):
            return None
        return f"{power.symbol if power is not None else ''}{own.symbol}"


def _is_of_change(function: str, measure: Measure) -> bool:
    return bool(function or (isinstance(measure, Metric) and measure.function))
