"""The figures of a text in their context: which clause, what period, whose, and what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from nbkpi.figure import Figure, Period
from nbkpi.figure.characters import normalise
from nbkpi.figure.unit import MULTIPLIERS
from nbkpi.model.book import Book
from nbkpi.text.borders import Borders
from nbkpi.text.chains import Chain
from nbkpi.text.names import noun_of
from nbkpi.text.names_in_force import AND, Held, Names
from nbkpi.text.owners import NOTHING, Left, Owners, counter_of, same_names
from nbkpi.text.periods import Spoken, date_of, periods_in
from nbkpi.text.periods_in_force import Periods
from nbkpi.text.places import MOST_NAMES, Place, known_in, names_of, places_in
from nbkpi.text.scan import Found, Scanner
from nbkpi.text.subjects import CHANGE, DOWN
from nbkpi.text.told import Subject, Told, rows
from nbkpi.text.vocabulary import pattern

_BARE = frozenset(MULTIPLIERS) - {""}
LONGEST_LEAD = 60
"""The words before a figure that are looked at for what it counts."""


@dataclass(slots=True, eq=False)
class Mention:
    """A figure in a text.

    start and end are character offsets, line, column and paragraph count from 1. lead is what stands before it from
    the border of the clause or the figure before, tail what follows up to the next. change is how the words say that
    something changed by it (同比增长), falls whether it fell. period and entity are the words in force, when the
    months meant, whose the name that 全市 stands for; base is what is counted, said how the figure relates to that.
    All may be empty where the text does not say. is_sure: the name stands in the sentence, the title or the book.
    """

    found: Found
    line: int
    column: int
    paragraph: int
    sentence: int
    lead: str
    tail: str
    change: str
    period: str = ""
    when: Period | None = None
    entity: str = ""
    whose: str = ""
    is_known: bool = False
    is_sure: bool = False
    base: str = ""
    said: str = ""
    left: Left = NOTHING

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.found.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.found.end

    @property
    def words(self) -> str:
        """The figure as printed, with its qualifiers."""
        return self.found.words

    @property
    def figure(self) -> Figure:
        """What the words allow."""
        return self.found.figure

    @property
    def subject(self) -> str:
        """What is counted, and how the figure relates to it."""
        return f"{self.name} {self.said}".strip()

    @property
    def name(self) -> str:
        """What is counted, with what its own words leave to others: 重点项目 of 完成率."""
        return f"{self.left.of}{self.base}{self.left.behind}"

    @property
    def falls(self) -> bool:
        """Whether the words say that something fell by it."""
        way = CHANGE.search(self.change)
        return (way is not None and way["way"] in DOWN) or pattern("fall").search(self.lead) is not None

    @property
    def locator(self) -> str:
        """Paragraph and character span, for a source: ¶3:102-107."""
        return f"¶{self.paragraph}:{self.start}-{self.end}"


def mentions_in(text: str, book: Book, written: Period | None = None, plain: str = "") -> list[Mention]:
    """Every figure of a text in order; without a date of writing the text's own date is taken, if it has one; plain is
    the text normalised, where that is known.
    """
    plain = plain or normalise(text)
    known = list(known_in(plain, names_of(book)))
    found = list(Scanner(book.units).scan(text, ((place.start, place.end) for place in known), plain))
    borders = Borders(plain)
    written = written or date_of(plain)
    periods = list(periods_in(borders.text, written))
    places = places_in(borders.text, known, periods)
    places = [one if one.is_known else one._replace(name=text[one.start : one.end]) for one in places]
    return _Context(borders, text, places, periods, book).mentions(found, written)


class _Context:
    """Walks through a text once, figure by figure, remembering what was spoken of."""

    def __init__(self, borders: Borders, printed: str, places: list[Place], periods: list[Spoken], book: Book) -> None:
        self.borders, self.text, self.printed = borders, borders.text, printed
        self.places, self.periods = [one for one in places if not one.is_beside], periods
        self.named = places
        self.book = book
        self.rows: dict[int, Mapping[str, Period]] = {}
        spoken = ((one.start, one.end) for one in periods if not one.is_base)
        self.spans = sorted([*((one.start, one.end) for one in self.places), *spoken])
        pairs = enumerate(zip(self.text, printed, strict=True))
        self.changed = [place for place, (a, b) in pairs if a != b and a not in " ,;:!?"]
        self.place_starts = [one.start for one in self.places]
        self.starts = [start for start, _end in self.spans]

    def mentions(self, found: list[Found], written: Period | None) -> list[Mention]:
        """Each figure with its context."""
        result: list[Mention] = []
        for index, one in enumerate(found):
            following = found[index + 1].start if index + 1 < len(found) else len(self.text)
            result.append(self._mention(one, result[-1] if result else None, following))
        self._place(result, written)
        self._name(result)
        return result

    def _mention(self, one: Found, before: Mention | None, following: int) -> Mention:
        borders = self.borders
        row = borders.row(one.start)
        start = max(borders.clause(one.start), before.end if before is not None else 0, one.start - LONGEST_LEAD)
        stop = min(following, borders.clause_end(one.start), one.end + LONGEST_LEAD)
        lead, tail = self.text[start : one.start], self.text[one.end : stop]
        change = CHANGE.search(lead)
        return Mention(
            one,
            row + 1,
            one.start - borders.lines[row] + 1,
            borders.paragraphs[row],
            borders.number(one.start),
            lead,
            tail,
            change=change[0] if change is not None else "",
        )

    def _place(self, mentions: list[Mention], written: Period | None) -> None:
        """Tell of whom and of when each figure is."""
        first = mentions[0].start if mentions else 0
        self.names = Names(self.borders, self.named, self.book, first)
        periods = Periods(self.borders, self.periods, self.places, first, written)
        for one in mentions:
            period = periods.at_figure(one.start)
            self._is_of(one, self.names.at_figure(one.start))
            if period is not None:
                printed = self.printed[period.start : period.start + len(period.words)]
                marks = zip(period.words, printed, strict=True)
                one.period = "".join(mark if char in "()" else char for char, mark in marks)
                one.when = period.period
                self.rows[one.start] = period.row

    def _is_of(self, one: Mention, held: Held) -> None:
        one.entity, one.whose, one.is_sure = held
        one.is_known = one.whose in self.names.known

    def _name(self, mentions: list[Mention]) -> None:
        """Tell what each figure counts."""
        chain, owners = Chain(), Owners()
        lengths = rows([(one.lead, one.figure.unit.symbol) for one in mentions])
        end = taken = depth = 0
        for one, following, length in zip(mentions, [*mentions[1:], *mentions[-1:]], lengths, strict=True):
            start, tail = one.start - len(one.lead), self._tail(one)
            begin = self.borders.sentence(one.start)
            depth = self._depth(max(end, begin), one.start, depth if end > begin else 0)
            noun = noun_of(tail) if one.figure.kind == "count" or one.figure.unit.symbol in _BARE else ""
            if tail == "、" and not noun:
                noun = self._noun_of_next(one, following)
            told = Told(
                one.words,
                one.figure.kind,
                one.figure.unit.symbol,
                self._core(max(start, taken), one.start),
                tail,
                is_last=not tail or tail[-1] in ",;。!?\n",
                is_behind=start == end > 0,
                is_of_noun=start == end < taken,
                sentence=one.sentence,
                depth=depth,
                group=one.found.group,
                noun=noun,
                before=self._before(one, taken) if start > end else "",
                names=self._row_of_names(one),
                years=tuple(self.rows.get(one.start, ())),
            )
            subject = chain.next(told, length)
            self._tell(one, subject)
            part = self.borders.part(one.start)
            left = owners.next(told, subject, chain.scope, part, self._is_named(one))
            one.left = Left(*(self._as_printed(words, one) for words in left))
            end, taken = one.end, one.end + len(noun)
        self._tell_apart(mentions)

    def _noun_of_next(self, one: Mention, following: Mention) -> str:
        """The noun behind the next figure, where that counts the same in another unit: 5批、3万个工作队."""
        is_next = following.lead == "、" and following.figure.kind == one.figure.kind == "count"
        return noun_of(self._tail(following)) if is_next and following.found.figure.unit != one.figure.unit else ""

    def _is_named(self, one: Mention) -> bool:
        """Whether a name stands in the clause of a figure before it."""
        place = bisect_left(self.place_starts, one.start) - 1
        return place >= 0 and self.place_starts[place] >= self.borders.clause(one.start)

    def _tell_apart(self, mentions: list[Mention]) -> None:
        """Say of what figures are that would have the name of others."""
        units = [counter_of(one.figure.unit.symbol) for one in mentions]
        keys = [(one.subject, one.whose, one.period, unit) for one, unit in zip(mentions, units, strict=True)]
        same = same_names((key, one.words) for key, one in zip(keys, mentions, strict=True))
        for key, one in zip(keys, mentions, strict=True):
            if key in same and one.base and not one.left.of:
                one.left = one.left._replace(of=one.left.perhaps_of)

    def _depth(self, start: int, end: int, depth: int) -> int:
        """How many brackets are open at the end of a stretch, of which so many were at its beginning."""
        for mark in pattern("bracket").findall(self.text, start, end):
            depth = depth + 1 if mark == "(" else max(0, depth - 1)
        return depth

    def _tell(self, one: Mention, subject: Subject) -> None:
        one.base, one.said = self._as_printed(subject.base, one), self._as_printed(subject.said, one)
        change = CHANGE.search(subject.said) if one.figure.kind != "multiple" and len(one.lead) < 3 else None
        one.change = one.change or (change[0] if change is not None else "")
        if subject.year:
            one.said, one.when = subject.year, self.rows[one.start][subject.year]
        if subject.name:
            self._is_of(one, self.names.held(subject.name))

    def _as_printed(self, words: str, one: Mention) -> str:
        """Words of the normalised text with the characters that were printed: 队伍, which is read as 队五."""
        if not words:
            return words
        first = bisect_left(self.changed, one.start - 2 * LONGEST_LEAD)
        near = self.changed[first : bisect_left(self.changed, one.end + LONGEST_LEAD, first)]
        printed = {self.text[place]: self.printed[place] for place in near if self.text[place] in words}
        if not printed:
            return words
        start, end = max(0, one.start - 2 * LONGEST_LEAD), one.end + LONGEST_LEAD
        same = {a for a, b in zip(self.text[start:end], self.printed[start:end], strict=True) if a == b}
        return words.translate({ord(a): b for a, b in printed.items() if a not in same})

    def _tail(self, one: Mention) -> str:
        """The words behind a figure, up to a name or a period."""
        place = bisect_left(self.starts, one.end)
        return one.tail[: self.starts[place] - one.end] if place < len(self.starts) else one.tail

    def _core(self, start: int, end: int) -> str:
        """The words of a stretch without names and periods."""
        words, at = "", start
        for first, last in self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if last <= end:
                words += self.text[at:first]
                rest = pattern("rest_of_name").match(self.text, last, end)
                at = max(at, last if rest is None else rest.end())
        return pattern("blanks").sub("", words + self.text[at:end])

    def _before(self, one: Mention, after: int) -> str:
        """The words of the sentence between the figure before, which ends there, and the clause of this one."""
        clause = self.borders.clause(one.start)
        start = max(self.borders.sentence(one.start), after, clause - LONGEST_LEAD)
        return self._core(start, clause) if start < clause else ""

    def _row_of_names(self, one: Mention) -> list[str]:
        """The names that stood last in a row before a figure in its sentence."""
        place = bisect_left(self.place_starts, one.start) - 1
        names: list[str] = []
        while len(names) < MOST_NAMES and place >= 0 and self.places[place].start >= self.borders.sentence(one.start):
            names.insert(0, self.places[place].name)
            between = self.text[self.places[place - 1].end : self.places[place].start] if place else ""
            if not AND.fullmatch(between):
                break
            place -= 1
        return names
