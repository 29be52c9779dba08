"""What a book says of a figure of a text, once it is known whose, what and when it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Figure, Period
from nbkpi.figure.format import printed_text
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.printed import best, either_way
from nbkpi.text.book_sums import Combined
from nbkpi.text.book_verdicts import BookVerdict, Likeness, WhyNot, beside, gravity, likeness_of
from nbkpi.text.mentions import Mention


@dataclass(slots=True)
class BookComparison:
    """A figure of a text and what a book has for it.

    entity, measure and period are those that it is sure of, None where it is not. figures are what the book printed:
    those that agree, or else all; check is what the book computes where it printed nothing. difference is what the text
    says minus what the book has, in the unit of the measure, of a contradiction only. assumed says what had to be
    assumed to tell whose it is. computed is what several entities have together, or one has of what it lies in; why
    is what was missing where nothing could be compared. is_rank: the words are no figure, but the rank of one.
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
    computed: Combined | None = None
    why: WhyNot = ""
    is_rank: bool = False

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict == "contradicted"


class BookJudge:
    """Holds figures against a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.reader = FigureReader(book.units, book.convention)
        self.judge = Judge(Calculator(book, either_way))

    def read(self, one: Observation) -> Figure:
        """What the words of a figure allow, in the light of its measure."""
        return self.reader.read(one.text, one.measure, one.source)

    def judged(self, found: BookComparison, claim: Observation) -> BookComparison:
        """The verdict by what the book printed, or else by what it computes."""
        try:
            if claim.interval is None:
                return not_compared(found, "words", _("the text gives no value"))
        except UnreadableFigure as error:
            return not_compared(found, "unit", str(error))
        return self._beside_printed(found, claim) or self._beside_computed(found, claim)

    def beside_sum(self, found: BookComparison, claim: Observation, computed: Combined) -> BookComparison:
        """The verdict by what follows from the figures of several entities."""
        found.computed, found.figures = computed, computed.figures
        likeness = min((likeness_of(claim, one) for one in found.figures), key=gravity)
        difference = computed.difference(either_way(claim), claim.nominal)
        if difference is None and likeness.grade != "unlike":
            return replace(found, verdict="agrees", reason=_("both can be true"))
        if likeness.grade != "alike":
            return replace(found, verdict="not comparable", reason=likeness.reason)
        return replace(found, verdict="contradicted", reason=_("both cannot be true"), difference=difference)

    def _beside_printed(self, found: BookComparison, claim: Observation) -> BookComparison | None:
        """The verdict by what the book printed for the same thing; None where it printed nothing."""
        printed = [one for one in self._printed(claim) if one.interval is not None and not one.is_below_one]
        if not printed:
            return None
        of_one_status = [one for one in printed if one.status == claim.status]
        if claim.status != "final" and of_one_status:
            printed = of_one_status
        claim = self._at_prices_of_book(claim)
        verdicts = [beside(claim, one) for one in printed]
        for verdict in ("agrees", "contradicted", "not comparable"):
            chosen = [place for place, each in enumerate(verdicts) if each.verdict == verdict]
            if chosen:
                shown = chosen if verdict == "agrees" else range(len(printed))
                figures = tuple(printed[place] for place in shown)
                said = verdicts[chosen[0]]
                reason = said.reason if verdict != "agrees" else _revised_since(figures, printed) or said.reason
                return replace(found, verdict=verdict, reason=reason, difference=said.difference, figures=figures)
        return None

    def _at_prices_of_book(self, claim: Observation) -> Observation:
        """A growth that does not say at which prices it is, at constant ones where the book has it at no others."""
        measure = claim.measure
        if claim.prices or not (isinstance(measure, Metric) and measure.function == "growth"):
            return claim
        every = (one for entity in self.book.reporting(measure) for one in self.book.claims_of(entity))
        prices = {one.prices for one in every if one.measure is measure}
        return replace(claim, prices=prices.pop()) if prices in ({"constant"}, {"comparable"}) else claim

    def _printed(self, claim: Observation) -> Iterator[Observation]:
        """What the book printed for the same thing; of a state also in other periods that end at the same time."""
        periods = [claim.period]
        if isinstance(claim.measure, Indicator) and claim.measure.measure == "stock":
            others = self.book.periods(claim.measure, claim.entity)
            periods += [one for one in others if one.end == claim.period.end and one != claim.period]
        for period in periods:
            yield from self.book.printed(claim.entity, claim.measure, period)

    def _beside_computed(self, found: BookComparison, claim: Observation) -> BookComparison:
        """The verdict by what the book computes; a level that was not printed is not in it."""
        measure = claim.measure
        if isinstance(measure, Indicator):
            return self._not_printed(found, claim)
        check = self.judge.judge(claim)
        if check.computed is None:
            return self._not_printed(found, claim)
        found.check = check
        found.figures = tuple(one for one in check.figures if one is not claim)
        likeness = min((likeness_of(claim, one) for one in found.figures), key=gravity, default=Likeness("alike"))
        if check.verdict == "not comparable":
            return replace(found, verdict="not comparable", reason=check.reason)
        if likeness.grade == "unlike" or (likeness.grade == "open" and check.is_finding):
            return replace(found, verdict="not comparable", reason=likeness.reason)
        if check.is_finding:
            return replace(found, verdict="contradicted", reason=check.reason, difference=check.difference)
        return replace(found, verdict="agrees", reason=check.reason)

    def _not_printed(self, found: BookComparison, claim: Observation) -> BookComparison:
        """Why there is nothing to compare with: other periods that the book has, or none at all."""
        periods = self.book.periods(claim.measure, claim.entity)
        if not periods:
            reason = _("the book has no “{name}” for {entity}", name=claim.measure.name, entity=claim.entity.label)
            return not_compared(found, "absent", reason)
        nearest = min(periods, key=lambda one: abs(one.end - claim.period.end))
        reason = _(
            "the book has it for {other}, not for {period}",
            other=period_text(nearest),
            period=period_text(claim.period),
        )
        return not_compared(found, "period", reason)


def _revised_since(agreeing: Sequence[Observation], printed: Sequence[Observation]) -> str:
    """That a text gives what was revised since; empty where it gives the latest figure."""
    latest = best(printed)
    if latest[0].status != "revised" or any(one in latest for one in agreeing):
        return ""
    words = printed_text(latest[0].text, latest[0].measure.unit)
    return _("it agrees with an earlier figure, which was revised since: {words}", words=words)


def not_compared(found: BookComparison, why: WhyNot, reason: str) -> BookComparison:
    """A figure that could not be compared, and why."""
    return replace(found, why=why, reason=reason)
