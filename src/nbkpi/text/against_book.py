"""Every figure of a text beside the figures of a book: it agrees, contradicts, cannot be compared, or is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

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
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.printed import either_way
from nbkpi.text.book_names import Alike, named_alike, spoken_of
from nbkpi.text.book_shares import undeclared_share
from nbkpi.text.book_sums import Combined, share_of, together
from nbkpi.text.book_verdicts import BookVerdict, Likeness, WhyNot, beside, gravity, likeness_of
from nbkpi.text.drafts import Draft, drafts
from nbkpi.text.listed_names import with_listed
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.naming import WHOLE
from nbkpi.text.paired_lists import paired, summed
from nbkpi.text.plain_statements import Statements
from nbkpi.text.spaced import Spaced
from nbkpi.text.whose_and_when import Surroundings, Whose

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
_OF_WHOLE = regex(r"^[,(]?占|的?(?:比重|比例)?(?:[为是达]|达到)?$")
_LONGEST_SENTENCE = 200


@dataclass(slots=True)
class BookComparison:
    """A figure of a text and what a book has for it.

    entity, measure and period are those that it is sure of, None where it is not. figures are what the book printed:
    those that agree, or else all; check is what the book computes where it printed nothing. difference is what the text
    says minus what the book has, in the unit of the measure, of a contradiction only. assumed says what had to be
    assumed to tell whose it is. computed is what several entities have together, or one has of what it lies in; why
    is what was missing where nothing could be compared.
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


class _Comparer:
    def __init__(self, mentions: Sequence[Mention], book: Book, text: str) -> None:
        self.book, self.text = book, normalise(text)
        self.alike: dict[Mention, Alike] = {}
        self.surroundings = Surroundings(self.text, mentions, book)
        found = drafts(mentions, book)
        places = self.surroundings.places
        self.paired, self.summed = paired(found, places, self.text), summed(found, places, self.text)
        for number, draft in enumerate(found):
            found[number] = self._completed(draft, found[:number], number in self.paired or number in self.summed)
        self.drafts, listed = with_listed(found, book)
        named = self.paired.keys() | self.summed.keys()
        self.statements = Statements(self.text, self.drafts, places, listed, named)
        self.done: list[BookComparison] = []
        self.reader = FigureReader(book.units, book.convention)
        self.judge = Judge(Calculator(book, either_way))
        self.is_preliminary = _ALL_PRELIMINARY.search(self.text) is not None

    def _completed(self, draft: Draft, earlier: Sequence[Draft], is_of_row: bool) -> Draft:
        """A draft with the share that it is, or with what the book calls a little otherwise than the text."""
        measure = draft.measure or undeclared_share(draft.mention, self.book)
        if measure is None:
            alike = self.alike[draft.mention] = named_alike(draft.mention, self.book)
            measure = alike.measure or spoken_of(draft.mention, earlier, self.book, is_of_row)
        return draft._replace(measure=measure)

    def all(self) -> list[BookComparison]:
        for number, draft in enumerate(self.drafts):
            self.done.append(self._share(draft.mention) or self._one(number, draft))
        return self.done

    def _share(self, one: Mention) -> BookComparison | None:
        """The verdict on what part the figure before it is of the same for a place; None where that is not said."""
        before, name = self.done[-1] if self.done else None, normalise(one.said)[1:]
        if before is None or not before.figures or not isinstance(before.measure, Indicator) or before.period is None:
            return None
        between = self.text[before.mention.end : one.start]
        if not one.said.startswith("占") or _OF_WHOLE.sub("", between) != name:
            return None
        called = self.book.entities_called(name)
        whole = self.surroundings.whole(name) if WHOLE.fullmatch(name) else Whose(called[0] if called else None)
        of, period = before.measure, before.period
        parts = [before.entity] if before.entity is not None else [each.entity for each in before.figures]
        if whole.entity is None or len(called) > 1 or any(whole.entity not in part.ancestors() for part in parts):
            return None
        part = together(self.book, parts, of, period)
        share = share_of(self.book, part, whole.entity, of, period) if part is not None else None
        if share is None:
            return None
        self.statements.next(None)
        measure = self.book.generated(of, "share")
        found = BookComparison(one, "agrees", "", before.entity, measure, period, assumed=whole.assumed)
        return self._beside_sum(found, self._claim(Draft(one, measure), whole.entity, measure, period), share)

    def _beside_sum(self, found: BookComparison, claim: Observation, computed: Combined) -> BookComparison:
        """The verdict by what follows from the figures of several entities."""
        found.computed, found.figures = computed, computed.figures
        likeness = min((likeness_of(claim, one) for one in found.figures), key=gravity)
        difference = computed.difference(either_way(claim), claim.nominal)
        if difference is None and likeness.grade != "unlike":
            return replace(found, verdict="agrees", reason=_("both can be true"))
        if likeness.grade != "alike":
            return replace(found, verdict="not comparable", reason=likeness.reason)
        return replace(found, verdict="contradicted", reason=_("both cannot be true"), difference=difference)

    def _one(self, number: int, draft: Draft) -> BookComparison:
        """The verdict on one figure, or why it is not in the book."""
        whose = self.surroundings.whose(draft.mention)
        if number in self.paired:
            whose = self.surroundings.of_place(self.paired[number], draft.mention)
        statement = self.statements.next(whose.entity)
        found = BookComparison(draft.mention, "not in the book", "", assumed=whose.assumed)
        alike = self.alike.get(draft.mention, Alike())
        if draft.measure is None:
            return _not_compared(found, "words" if alike.doubt else "name", alike.doubt or _no_measure(draft.mention))
        if statement:
            return _not_compared(found, "words", statement)
        found.measure, found.entity = draft.measure, whose.entity
        if number in self.summed:
            return self._together(found, number, draft)
        if whose.entity is None:
            return _not_compared(found, "entity", whose.doubt)
        if not alike.may_be_of(whose.entity):
            return _not_compared(found, "name", _no_measure(draft.mention))
        period, doubt = self.surroundings.when(draft)
        if period is None:
            return _not_compared(found, "period", doubt)
        found.period = period
        claim = self._claim(draft, whose.entity, draft.measure, period)
        try:
            if claim.interval is None:
                return _not_compared(found, "words", _("the text gives no value"))
        except UnreadableFigure as error:
            return _not_compared(found, "unit", str(error))
        return self._beside_printed(found, claim) or self._beside_computed(found, claim)

    def _together(self, found: BookComparison, number: int, draft: Draft) -> BookComparison:
        """The verdict on what the places of a row have together."""
        names = [self.surroundings.of_place(at, draft.mention) for at in self.summed[number]]
        parts = [one.entity for one in names if one.entity is not None]
        period, doubt = self.surroundings.when(draft)
        found.entity, found.period, measure = None, period, draft.measure
        if len(parts) < len(names) or period is None or not isinstance(measure, Indicator):
            unclear = next(filter(None, (one.doubt for one in names)), "")
            return _not_compared(found, "entity" if unclear else "period", unclear or doubt)
        computed = together(self.book, parts, measure, period)
        if computed is None:
            return _not_compared(found, "absent", _("the book has it for some of them only"))
        return self._beside_sum(found, self._claim(draft, parts[0], measure, period), computed)

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
        printed = [one for one in self._printed(claim) if one.interval is not None and not one.is_below_one]
        if not printed:
            return None
        of_one_status = [one for one in printed if one.status == claim.status]
        if claim.status != "final" and of_one_status:
            printed = of_one_status
        verdicts = [beside(claim, one) for one in printed]
        for verdict in ("agrees", "contradicted", "not comparable"):
            chosen = [place for place, each in enumerate(verdicts) if each.verdict == verdict]
            if chosen:
                shown = chosen if verdict == "agrees" else range(len(printed))
                figures = tuple(printed[place] for place in shown)
                said = verdicts[chosen[0]]
                return replace(found, verdict=verdict, reason=said.reason, difference=said.difference, figures=figures)
        return None

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
            return _not_compared(found, "absent", reason)
        nearest = min(periods, key=lambda one: abs(one.end - claim.period.end))
        reason = _(
            "the book has it for {other}, not for {period}",
            other=period_text(nearest),
            period=period_text(claim.period),
        )
        return _not_compared(found, "period", reason)


def _not_compared(found: BookComparison, why: WhyNot, reason: str) -> BookComparison:
    return replace(found, why=why, reason=reason)


def _no_measure(one: Mention) -> str:
    if one.said == "原":
        return _("what it was before it changed is not compared")
    if not one.base:
        return _("the text does not say which indicator the figure belongs to")
    return _("“{name}” is not in the book", name=one.subject)
