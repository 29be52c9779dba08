"""Every figure of a text beside the figures of a book: it agrees, contradicts, cannot be compared, or is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.figure import Period
from nbkpi.figure.characters import normalise
from nbkpi.figure.comparable import SAME_COVERAGE
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.patterns import regex
from nbkpi.text.book_judge import BookComparison, BookJudge, not_compared
from nbkpi.text.book_names import Alike, named_alike, spoken_of
from nbkpi.text.book_ranks import RankComparer, without_ranks
from nbkpi.text.book_shares import undeclared_share
from nbkpi.text.book_sums import share_of, together
from nbkpi.text.drafts import Draft, drafts
from nbkpi.text.english import stated
from nbkpi.text.english_spots import is_english
from nbkpi.text.listed_names import with_listed
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.naming import WHOLE
from nbkpi.text.paired_lists import paired, summed
from nbkpi.text.plain_statements import Statements
from nbkpi.text.spaced import Spaced
from nbkpi.text.undated import with_year
from nbkpi.text.vocabulary import pattern
from nbkpi.text.whose_and_when import Surroundings, Whose

_STATUSES = (
    ("revised", regex(r"修订|最终核实|核实后")),
    ("preliminary", regex(r"初步|快报")),
    ("estimated", regex(r"估算|估计|预估")),
)
_ALL_PRELIMINARY = regex(r"(?:数据|数字|指标)[^,;。]{0,8}(?:为|是|系)初步")
"""What a bulletin says of all its figures in a note."""
_CONSTANT = regex(r"可比价|不变价|实际增长|扣除价格")
_CURRENT = regex(r"现价|名义")
_VALUE_ADDED = regex(r"增加值|生产总值|GDP")
"""Growth of these is at constant prices where nothing else is said."""
_OF_WHOLE = regex(r"^[,(]?占|的?(?:比重|比例)?(?:[为是达]|达到)?$")
_LONGEST_SENTENCE = 200


def compare_text(text: str, book: Book, written: Period | None = None) -> list[BookComparison]:
    """The same for a text of which nothing was read yet; written is the month in which it was written, if known.

    A text that names no year is held against the last one of the book, if that is the one its figures fit.
    """
    if is_english(text):
        return list(_compared(text, book))
    spaced = Spaced(text)
    plain = without_ranks(spaced.text)

    def compared(when: Period | None) -> list[BookComparison]:
        mentions = mentions_in(plain, book, when)
        found = compare(mentions, book, spaced.text)
        spaced.restore(mentions)
        return found

    return compared(written) if written is not None else with_year(text, book, compared)


def compare(mentions: Sequence[Mention], book: Book, text: str) -> list[BookComparison]:
    """Every figure of a text in its order with the verdict on it, by what the book has for the same thing.

    text is what the mentions were found in, by a date of writing that is known and not guessed: the year of 今年 must
    be sure. A figure whose entity, measure, period or unit is in doubt is not in the book.
    """
    return _Comparer(mentions, book, text).all()


def _compared(text: str, book: Book) -> Iterator[BookComparison]:
    """The same for an English text."""
    judge = BookJudge(book)
    for one in stated(text, book):
        found = BookComparison(one.mention, "not in the book", "", one.entity, one.measure, one.period)
        if one.entity is None or one.measure is None or one.period is None:
            yield not_compared(found, one.why, one.doubt)
        else:
            status, prices = "final", "constant" if pattern("english_constant").search(one.measure.name) else ""
            claim = Observation(
                one.entity, one.measure, one.period, one.value, None, "", status, prices, "", judge.read
            )
            yield judge.judged(found, claim)


class _Comparer(BookJudge):
    def __init__(self, mentions: Sequence[Mention], book: Book, text: str) -> None:
        super().__init__(book)
        self.text, self.printed = normalise(without_ranks(text)), normalise(text)
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
        self.is_preliminary = _ALL_PRELIMINARY.search(self.text) is not None

    def _completed(self, draft: Draft, earlier: Sequence[Draft], is_of_row: bool) -> Draft:
        """A draft with the share that it is, or with what the book calls a little otherwise than the text."""
        measure = draft.measure or undeclared_share(draft.mention, self.book)
        if measure is None:
            alike = named_alike(draft.mention, self.book)
            if alike.level and earlier and _counts(earlier[-1].mention, draft.mention):
                alike = alike._replace(level="")
            self.alike[draft.mention] = alike
            measure = alike.measure or spoken_of(draft.mention, earlier, self.book, is_of_row)
        return draft._replace(measure=measure)

    def all(self) -> list[BookComparison]:
        for number, draft in enumerate(self.drafts):
            self.done.append(self._share(draft.mention) or self._one(number, draft))
        return RankComparer(self.book, self.judge.calculator, self.surroundings, self.printed).compared(self.done)

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
        return self.beside_sum(found, self._claim(Draft(one, measure), whole.entity, measure, period), share)

    def _one(self, number: int, draft: Draft) -> BookComparison:
        """The verdict on one figure, or why it is not in the book."""
        whose = self.surroundings.whose(draft.mention)
        if number in self.paired:
            whose = self.surroundings.of_place(self.paired[number], draft.mention)
        statement = self.statements.next(whose.entity)
        found = BookComparison(draft.mention, "not in the book", "", assumed=whose.assumed)
        alike = self.alike.get(draft.mention, Alike())
        if draft.measure is None:
            return not_compared(found, "words" if alike.doubt else "name", alike.doubt or _no_measure(draft.mention))
        if statement:
            return not_compared(found, "words", statement)
        found.measure, found.entity = draft.measure, whose.entity
        if number in self.summed:
            return self._together(found, number, draft)
        if whose.entity is None:
            return not_compared(found, "entity", whose.doubt)
        if not alike.may_be_of(whose.entity):
            return not_compared(found, "name", _no_measure(draft.mention))
        period, doubt = self.surroundings.when(draft)
        if period is None:
            return not_compared(found, "period", doubt)
        found.period = period
        return self.judged(found, self._claim(draft, whose.entity, draft.measure, period))

    def _together(self, found: BookComparison, number: int, draft: Draft) -> BookComparison:
        """The verdict on what the places of a row have together."""
        names = [self.surroundings.of_place(at, draft.mention) for at in self.summed[number]]
        parts = [one.entity for one in names if one.entity is not None]
        period, doubt = self.surroundings.when(draft)
        found.entity, found.period, measure = None, period, draft.measure
        if len(parts) < len(names) or period is None or not isinstance(measure, Indicator):
            unclear = next(filter(None, (one.doubt for one in names)), "")
            return not_compared(found, "entity" if unclear else "period", unclear or doubt)
        computed = together(self.book, parts, measure, period)
        if computed is None:
            return not_compared(found, "absent", _("the book has it for some of them only"))
        return self.beside_sum(found, self._claim(draft, parts[0], measure, period), computed)

    def _claim(self, draft: Draft, entity: Entity, measure: Measure, period: Period) -> Observation:
        """The figure as a book would have it."""
        one = draft.mention
        words = self._sentence(one)
        status = next((name for name, said in _STATUSES if said.search(words)), "")
        status = status or ("preliminary" if self.is_preliminary else "final")
        sorts = ((_CONSTANT, "constant"), (SAME_COVERAGE, "comparable"), (_CURRENT, "current"))
        prices = next((name for said, name in sorts if said.search(words)), "")
        if not prices and isinstance(measure, Metric) and measure.function == "growth":
            prices = "constant" if _VALUE_ADDED.search(one.base) else ""
        return Observation(entity, measure, period, draft.value, None, "", status, prices, "", self.read)

    def _sentence(self, one: Mention) -> str:
        """The words of the sentence around a figure, up to the end of its clause."""
        start = max(0, one.start - _LONGEST_SENTENCE)
        start += max(self.text[start : one.start].rfind(stop) + 1 for stop in "。!?\n")
        return self.text[start : one.end + len(one.tail)]


def _counts(before: Mention, one: Mention) -> bool:
    """Whether a number of places right before a name takes its first word: 全县6个村村集体收入."""
    return before.figure.unit.symbol == "个" and before.end == one.start - len(one.lead)


def _no_measure(one: Mention) -> str:
    if one.said == "原":
        return _("what it was before it changed is not compared")
    if not one.base:
        return _("the text does not say which indicator the figure belongs to")
    return _("“{name}” is not in the book", name=one.subject)
