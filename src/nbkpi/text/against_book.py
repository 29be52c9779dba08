"""Every figure of a text beside the figures of a book: it agrees, contradicts, cannot be compared, or is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Figure, Period
from nbkpi.figure.characters import normalise
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.patterns import regex
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.check.verdicts import Check, cut_off, difference
from nbkpi.solve.printed import either_way
from nbkpi.text.book_names import Alike, named_alike
from nbkpi.text.book_shares import undeclared_share
from nbkpi.text.drafts import Draft, drafts
from nbkpi.text.listed_names import with_listed
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.paired_lists import paired
from nbkpi.text.plain_statements import Statements
from nbkpi.text.spaced import Spaced
from nbkpi.text.whose_and_when import Surroundings

BookVerdict = Literal["contradicted", "not comparable", "agrees", "not in the book"]
BOOK_VERDICTS: tuple[BookVerdict, ...] = ("contradicted", "not comparable", "agrees", "not in the book")
"""What can be said of a figure beside a book, the gravest first."""

_STATUSES = (
    ("revised", regex(r"修订|最终核实|核实后")),
    ("preliminary", regex(r"初步|快报")),
    ("estimated", regex(r"估算|估计|预估")),
)
_ALL_PRELIMINARY = regex(r"(?:数据|数字|指标)[^,;。]{0,8}(?:为|是|系)初步")
"""What a bulletin says of all its figures in a note."""
_CONSTANT = regex(r"可比价|不变价|可比口径|实际增长|扣除价格")
_CURRENT = regex(r"现价|名义")
_VALUE_ADDED = regex(r"增加值|生产总值|GDP")
"""Growth of these is at constant prices where nothing else is said."""
_LONGEST_SENTENCE = 200


@dataclass(slots=True)
class BookComparison:
    """A figure of a text and what a book has for it.

    entity, measure and period are those that it is sure of, None where it is not. figures are what the book printed:
    those that agree, or else all; check is what the book computes where it printed nothing. difference is what the text
    says minus what the book has, in the unit of the measure, of a contradiction only. assumed says what had to be
    assumed to tell whose it is.
    """

    mention: Mention
    verdict: BookVerdict
    reason: str
    entity: Entity | None = None
    measure: Measure | None = None
    period: Period | None = None
    figures: tuple[Observation, ...] = ()
    check: Check | None = None
    difference: Fraction | None = None
    assumed: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict == "contradicted"


def compare_text(text: str, book: Book, written: Period | None = None) -> list[BookComparison]:
    """The same for a text of which nothing was read yet; written is the month in which it was written, if known."""
    spaced = Spaced(text)
    mentions = mentions_in(spaced.text, book, written)
    found = compare(mentions, book, spaced.text)
    spaced.restore(mentions)
    return found


def compare(mentions: Sequence[Mention], book: Book, text: str) -> list[BookComparison]:
    """Every figure of a text in its order with the verdict on it, by what the book has for the same thing.

    text is what the mentions were found in, by a date of writing that is known and not guessed: the year of 今年 must
    be sure. A figure whose entity, measure, period or unit is in doubt is not in the book.
    """
    return _Comparer(mentions, book, text).all()


class _Likeness(NamedTuple):
    """How the status and the prices of two figures go together: alike, open where one does not say, or unlike."""

    grade: Literal["alike", "open", "unlike"]
    reason: str = ""


class _Comparer:
    def __init__(self, mentions: Sequence[Mention], book: Book, text: str) -> None:
        self.book, self.text = book, normalise(text)
        self.alike: dict[Mention, Alike] = {}
        self.drafts, listed = with_listed([self._completed(one) for one in drafts(mentions, book)], book)
        self.surroundings = Surroundings(self.text, mentions, book)
        self.paired = paired(self.drafts, self.surroundings.places, self.text)
        self.statements = Statements(self.text, self.drafts, self.surroundings.places, listed, self.paired)
        self.reader = FigureReader(book.units, book.convention)
        self.judge = Judge(Calculator(book, either_way))
        self.is_preliminary = _ALL_PRELIMINARY.search(self.text) is not None

    def _completed(self, draft: Draft) -> Draft:
        """A draft with the share that it is, or with what the book calls a little otherwise than the text."""
        measure = draft.measure or undeclared_share(draft.mention, self.book)
        if measure is None:
            alike = self.alike[draft.mention] = named_alike(draft.mention, self.book)
            measure = alike.measure
        return draft._replace(measure=measure)

    def all(self) -> list[BookComparison]:
        return [self._one(number, draft) for number, draft in enumerate(self.drafts)]

    def _one(self, number: int, draft: Draft) -> BookComparison:
        """The verdict on one figure, or why it is not in the book."""
        statement, whose = self.statements.next(), self.surroundings.whose(draft.mention)
        if number in self.paired:
            whose = self.surroundings.of_place(self.paired[number], draft.mention)
        found = BookComparison(draft.mention, "not in the book", "", assumed=whose.assumed)
        alike = self.alike.get(draft.mention, Alike())
        if draft.measure is None:
            return replace(found, reason=alike.doubt or _no_measure(draft.mention))
        if statement:
            return replace(found, reason=statement)
        found.measure, found.entity = draft.measure, whose.entity
        if whose.entity is None:
            return replace(found, reason=whose.doubt)
        if not alike.may_be_of(whose.entity):
            return replace(found, reason=_no_measure(draft.mention))
        period, doubt = self.surroundings.when(draft)
        if period is None:
            return replace(found, reason=doubt)
        found.period = period
        claim = self._claim(draft, whose.entity, draft.measure, period)
        try:
            if claim.interval is None:
                return replace(found, reason=_("the text gives no value"))
        except UnreadableFigure as error:
            return replace(found, reason=str(error))
        return self._beside_printed(found, claim) or self._beside_computed(found, claim)

    def _claim(self, draft: Draft, entity: Entity, measure: Measure, period: Period) -> Observation:
        """The figure as a book would have it."""
        one = draft.mention
        words = self._sentence(one)
        status = next((name for name, said in _STATUSES if said.search(words)), "")
        status = status or ("preliminary" if self.is_preliminary else "final")
        prices = "constant" if _CONSTANT.search(words) else "current" if _CURRENT.search(words) else ""
        if not prices and isinstance(measure, Metric) and measure.function == "growth":
            prices = "constant" if _VALUE_ADDED.search(one.base) else ""
        return Observation(entity, measure, period, draft.value, None, "", status, prices, "", self._read)

    def _read(self, one: Observation) -> Figure:
        return self.reader.read(one.text, one.measure, one.source)

    def _sentence(self, one: Mention) -> str:
        """The words of the sentence around a figure, up to the end of its clause."""
        start = max(0, one.start - _LONGEST_SENTENCE)
        start += max(self.text[start : one.start].rfind(stop) + 1 for stop in "。!?\n")
        return self.text[start : one.end + len(one.tail)]

    def _beside_printed(self, found: BookComparison, claim: Observation) -> BookComparison | None:
        """The verdict by what the book printed for the same thing; None where it printed nothing."""
        printed = [
            one
            for one in self.book.printed(claim.entity, claim.measure, claim.period)
            if one.interval is not None and not one.is_below_one
        ]
        if not printed:
            return None
        of_one_status = [one for one in printed if one.status == claim.status]
        if claim.status != "final" and of_one_status:
            printed = of_one_status
        verdicts = [_beside(claim, one) for one in printed]
        for verdict in ("agrees", "contradicted", "not comparable"):
            chosen = [place for place, each in enumerate(verdicts) if each.verdict == verdict]
            if chosen:
                shown = chosen if verdict == "agrees" else range(len(printed))
                figures = tuple(printed[place] for place in shown)
                said = verdicts[chosen[0]]
                return replace(found, verdict=verdict, reason=said.reason, difference=said.difference, figures=figures)
        return None

    def _beside_computed(self, found: BookComparison, claim: Observation) -> BookComparison:
        """The verdict by what the book computes; a level that was not printed is not in it."""
        measure = claim.measure
        if isinstance(measure, Indicator):
            return replace(found, reason=self._not_printed(claim))
        check = self.judge.judge(claim)
        if check.computed is None:
            return replace(found, reason=self._not_printed(claim))
        found.check = check
        found.figures = tuple(one for one in check.figures if one is not claim)
        likeness = min((_likeness(claim, one) for one in found.figures), key=_gravity, default=_Likeness("alike"))
        if check.verdict == "not comparable":
            return replace(found, verdict="not comparable", reason=check.reason)
        if likeness.grade == "unlike" or (likeness.grade == "open" and check.is_finding):
            return replace(found, verdict="not comparable", reason=likeness.reason)
        if check.is_finding:
            return replace(found, verdict="contradicted", reason=check.reason, difference=check.difference)
        return replace(found, verdict="agrees", reason=check.reason)

    def _not_printed(self, claim: Observation) -> str:
        """Why there is nothing to compare with: other periods that the book has, or none at all."""
        periods = self.book.periods(claim.measure, claim.entity)
        if not periods:
            return _("the book has no “{name}” for {entity}", name=claim.measure.name, entity=claim.entity.label)
        nearest = min(periods, key=lambda one: abs(one.end - claim.period.end))
        return _(
            "the book has it for {other}, not for {period}",
            other=period_text(nearest),
            period=period_text(claim.period),
        )


def _no_measure(one: Mention) -> str:
    if one.said == "原":
        return _("what it was before it changed is not compared")
    if not one.base:
        return _("the text does not say which indicator the figure belongs to")
    return _("“{name}” is not in the book", name=one.subject)


class _Beside(NamedTuple):
    """What a figure is beside one other, and by how much it differs where both cannot be true."""

    verdict: BookVerdict
    reason: str
    difference: Fraction | None = None


def _beside(claim: Observation, printed: Observation) -> _Beside:
    """A figure of the text against a printed one of the same entity, measure and period."""
    if claim.figure.unit.dimension != printed.figure.unit.dimension:
        return _Beside("not comparable", _("percent and percentage points may be confused"))
    likeness = _likeness(claim, printed)
    if likeness.grade == "unlike":
        return _Beside("not comparable", likeness.reason)
    if either_way(claim).intersect(either_way(printed)) is not None:
        return _Beside("agrees", _("both can be true"))
    if likeness.grade == "open":
        return _Beside("not comparable", likeness.reason)
    cuts = ((cut_off(claim), printed), (cut_off(printed), claim))
    is_cut = any(cut is not None and cut.intersect(either_way(other)) is not None for cut, other in cuts)
    reason = _("truncated instead of rounded") if is_cut else _("both cannot be true")
    return _Beside("contradicted", reason, difference(claim, either_way(printed), printed.nominal))


def _gravity(likeness: _Likeness) -> int:
    return ("unlike", "open", "alike").index(likeness.grade)


def _likeness(claim: Observation, printed: Observation) -> _Likeness:
    """Whether two figures are of one status and at the same prices; final is what is said where nothing is."""
    statuses = {claim.status, printed.status}
    if len(statuses) > 1:
        reason = _("one is {status}, the other {other}", status=_(claim.status), other=_(printed.status))
        return _Likeness("open" if "final" in statuses else "unlike", reason)
    prices = {claim.prices, _prices(printed)}
    if "constant" not in prices or len(prices) == 1:
        return _Likeness("alike")
    reason = _("one is at constant prices, the other at current prices or at prices not given")
    return _Likeness("open" if "" in prices else "unlike", reason)


def _prices(printed: Observation) -> str:
    """The prices that a printed figure is at: its own, or those of its indicator."""
    measure = printed.measure
    while isinstance(measure, Metric) and measure.base is not None:
        measure = measure.base
    return printed.prices or (measure.prices if isinstance(measure, Indicator) else "")
