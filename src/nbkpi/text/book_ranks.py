"""Ranks that a text gives by words beside those that the figures of a book allow: 居6个村首位, 列第二, 居全县末位."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.ranks import rank_ranges
from nbkpi.figure import Figure, Period
from nbkpi.figure.format import range_text
from nbkpi.figure.numeral import scan_numeral
from nbkpi.figure.unit import NUMBER
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.generated import better_of
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure, Metric
from nbkpi.patterns import regex
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.text.book_judge import BookComparison, not_compared
from nbkpi.text.book_names import GROWTH, LEVELS_BY_WORD
from nbkpi.text.mentions import Mention
from nbkpi.text.periods import periods_in
from nbkpi.text.scan import Found
from nbkpi.text.whose_and_when import Surroundings
from nbkpi.text.wording import BEFORE_NAME, PUNCTUATION

_NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_RANK = regex(
    r"(?:(?<=[,;、，；])(?:(?P<level_of_it>总量|总额|总数|规模)|(?P<growth_of_it>(?:同比)?(?:增幅|增速|增长率))))?"
    r"(?:均|仍|继续|分别)?(?:位居|位列|名列|高居|居于?|列|排名?在?|排)(?P<whole>全[省市县区镇乡])?"
    rf"(?:(?P<count>{_NUMBER})个?(?:行政)?(?P<level>村|镇|乡|街道|县|区|市)(?:中的?)?)?"
    rf"(?:(?P<first>首位|第一位?|榜首)|(?P<last>末位)|(?P<back>倒数)?第(?P<place>{_NUMBER})[位名]?)(?=[,;。、)!，；）！\n]|$)"
)
_LONGEST = 120
"""So far before its words the name is looked for whose rank it is."""


def without_ranks(text: str) -> str:
    """A text with commas in the place of the words of ranks: they are no part of the name of a figure behind them."""
    return _RANK.sub(lambda match: "," * len(match[0]), text)


class _Said(NamedTuple):
    """Whose rank is said, of what and when; why it is not sure where any is None."""

    entity: Entity | None
    measure: Measure | None = None
    period: Period | None = None
    doubt: str = ""


class RankComparer:
    """Compares ranks; done are the figures of the text as far as they were compared."""

    def __init__(self, book: Book, calculator: Calculator, surroundings: Surroundings, text: str) -> None:
        self.book, self.calculator, self.surroundings, self.text = book, calculator, surroundings, text

    def compared(self, done: Sequence[BookComparison]) -> list[BookComparison]:
        """The figures and the ranks of the text in their order."""
        found, before = list[BookComparison](), None
        for match in _RANK.finditer(self.text):
            near = [one for one in done if match.start() - _LONGEST < one.mention.start < match.start()]
            said = self._said(match, near, before)
            if said.entity is None:
                continue
            mention = self._mention(match, near)
            one = BookComparison(mention, "not in the book", "", said.entity, said.measure, said.period, is_rank=True)
            before = self._judged(one, match) if not said.doubt else not_compared(one, "words", said.doubt)
            found.append(before)
        return sorted([*done, *found], key=lambda one: one.mention.start)

    def _said(self, match: re.Match[str], near: Sequence[BookComparison], before: BookComparison | None) -> _Said:
        """Whose rank the words are, and of what: the figure right before them, a name of the book, or the last rank."""
        start = max(self.text.rfind(stop, 0, match.start()) + 1 for stop in "。!?\n")
        places = [at for at, one in enumerate(self.surroundings.places) if start <= one.start < match.start()]
        if not places or match.start() - self.surroundings.places[places[-1]].end > _LONGEST:
            return _Said(None)
        name = self.surroundings.places[places[-1]]
        entity = self.surroundings.of_place(places[-1], self._mention(match, near)).entity
        doubt = _("the text does not say which figure the rank is of")
        figures = [one for one in near if one.mention.start >= name.end]
        if figures:
            behind = self._behind(match, figures)
            return behind if behind.entity is entity else _Said(entity, doubt=doubt)
        if match["level_of_it"] or match["growth_of_it"]:
            return _Said(entity, doubt=doubt)
        words = BEFORE_NAME.sub("", PUNCTUATION.sub("", self.text[name.end : match.start()]), count=1)
        last_rank = before if before is not None and before.mention.start >= start else None
        measure = last_rank.measure if last_rank is not None and not words else self._called(words)
        period = self._period(near) if last_rank is None else last_rank.period
        is_known = measure is not None and period is not None
        return _Said(entity, measure, period) if is_known else _Said(entity, doubt=doubt)

    def _behind(self, match: re.Match[str], figures: Sequence[BookComparison]) -> _Said:
        """What a rank is of that stands right behind figures."""
        last, measure = figures[-1], self._measure(match, figures)
        rest = PUNCTUATION.sub("", without_ranks(self.text[last.mention.end : match.start()]))
        is_known = not rest and measure is not None and last.period is not None
        return _Said(last.entity if is_known else None, measure, last.period)

    def _measure(self, match: re.Match[str], figures: Sequence[BookComparison]) -> Measure | None:
        """What a rank behind figures is of: the last of them, or their one level (总量) or its growth (增速)."""
        if not (match["level_of_it"] or match["growth_of_it"]):
            return figures[-1].measure
        of_it = [one for one in figures if not one.mention.said.startswith("占")]
        measures = [one.measure for one in of_it]
        levels = {one.base if isinstance(one, Metric) and _is_growth(one) else one for one in measures}
        level = levels.pop() if len(levels) == len({one.period for one in of_it}) == 1 else None
        if not isinstance(level, Indicator) or measures.count(level) > 1:
            return None
        return level if match["level_of_it"] else self.book.generated(level, "growth")

    def _called(self, words: str) -> Measure | None:
        """The measure that words name and nothing else: 村集体收入, or its growth, 村集体收入增速."""
        growth = GROWTH.search(words)
        called = self.book.measures_called(words[: growth.start()] if growth is not None else words) if words else ()
        if len(called) != 1:
            return None
        if growth is None:
            return called[0]
        return self.book.generated(called[0], "growth") if isinstance(called[0], Indicator) else None

    def _period(self, near: Sequence[BookComparison]) -> Period | None:
        """The period of the last figure before, else the only one of the text."""
        known = [one.period for one in near if one.period is not None]
        spoken = (one.period for one in periods_in(self.text, None) if not one.is_base)
        every = self.surroundings.periods or set(filter(None, spoken))
        return known[-1] if known else next(iter(every)) if len(every) == 1 else None

    def _mention(self, match: re.Match[str], near: Sequence[BookComparison]) -> Mention:
        """The words of a rank, as if they were a figure."""
        start, end = match.span()
        line = self.text.count("\n", 0, start)
        column = start - self.text.rfind("\n", 0, start)
        paragraph = near[-1].mention.paragraph if near else 1
        value = Fraction(1)
        figure = Figure(match[0], Interval.point(value), value, NUMBER, "count")
        lead = self.text[max(self.text.rfind(stop, 0, start) + 1 for stop in ",;:。\n") : start]
        return Mention(Found(start, end, match[0], figure), line + 1, column, paragraph, 0, lead, "", "")

    def _judged(self, one: BookComparison, match: re.Match[str]) -> BookComparison:
        """The verdict on a rank by the values of all that are ranked together."""
        if one.entity is None or one.measure is None or one.period is None:
            return one
        group = list(self._group(one.entity, match))
        number = scan_numeral(match["count"] or "")
        if one.entity not in group or len(group) < 2 or (number is not None and number.value != len(group)):
            return not_compared(one, "words", _("the text does not say among which the rank is"))
        results = [self.calculator.result(one.measure, each, one.period) for each in group]
        if any(each.interval is None for each in results):
            return not_compared(one, "absent", _("the book has it for some of them only"))
        return _beside_ranks(one, results, group.index(one.entity), _stated(match, len(group)))

    def _group(self, entity: Entity, match: re.Match[str]) -> Iterator[Entity]:
        """All that an entity is ranked among: what lies beside it, or all of its level in 全县."""
        level = level_of(entity.kind)
        if match["level"] and LEVELS_BY_WORD[match["level"]] != level:
            return
        if match["whole"] is None or entity.within is None:
            beside = entity.within.parts if entity.within is not None else self.book.entities
            yield from (one for one in beside if one.within is entity.within and level_of(one.kind) == level)
            return
        whole = self.surroundings.whole(match["whole"]).entity
        if whole is not None:
            yield from (one for one in self.book.entities if whole in one.ancestors() and level_of(one.kind) == level)


def _is_growth(one: Metric) -> bool:
    """Whether it is growth over the year before."""
    return one.function == "growth" and not one.is_over_previous


def _beside_ranks(one: BookComparison, results: Sequence[Result], own: int, stated: int) -> BookComparison:
    """The verdict on the rank that is stated of one of these, all of which have a value."""
    values = [each.interval for each in results if each.interval is not None]
    ranks, figures = rank_ranges(values)[own], results[own].observations
    is_lowest_first = one.measure is not None and better_of(one.measure) == "lower"
    possible = [ranks, rank_ranges([-value for value in values])[own]] if is_lowest_first else [ranks]
    found = range_text(*ranks) if ranks.best < ranks.worst else ranks.best
    reason = _("by the book it has rank {rank} of {count}", rank=found, count=len(results))
    if any(each.best <= stated <= each.worst for each in possible):
        return replace(one, verdict="agrees", reason=reason, figures=figures)
    falling = sorted(results, key=lambda each: each.nominal or Fraction(0), reverse=True)
    others = [figure for each in falling[stated - 1 : stated] for figure in each.observations]
    figures = tuple(dict.fromkeys([*figures, *others]))
    return replace(one, verdict="contradicted", reason=reason, figures=figures)


def _stated(match: re.Match[str], count: int) -> int:
    """The rank that is said of so many, counted from the highest value."""
    if match["place"] is None:
        return 1 if match["first"] is not None else count
    number = scan_numeral(match["place"])
    place = int(number.value) if number is not None else 0
    return count + 1 - place if match["back"] else place
