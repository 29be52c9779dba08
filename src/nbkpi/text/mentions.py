"""The figures of a text in their context: which clause, what period, whose, and what is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nbkpi.book.book import Book
from nbkpi.figure import Figure, Period
from nbkpi.text.periods import Spoken, date_of, periods_in
from nbkpi.text.places import Place, named_first, names_of, places_in
from nbkpi.text.plain import plain_text
from nbkpi.text.scan import Found, Scanner
from nbkpi.text.subjects import CHANGE, DOWN, subject_of

_SENTENCE = re.compile(r"[。!?][”’)]?\s{0,9}|\n\s{0,9}")
_CLAUSE = re.compile(r"[,，;；:：。!?！？\n]")
_FALL = re.compile(r"(?:降幅|跌幅|减幅)[^,;。]{0,4}$")
LONGEST_LEAD = 60
"""The words before a figure that are looked at for what it counts."""


@dataclass(slots=True, eq=False)
class Mention:
    """A figure in a text.

    start and end are character offsets, line, column and paragraph count from 1. lead is what stands before it from
    the border of the clause or the figure before, tail what follows up to the next. change is how the words say that
    something changed by it (同比增长), falls whether it fell. period and entity are the words in force, when the
    months meant; subject is what is counted. All may be empty where the text does not say.
    """

    found: Found
    line: int
    column: int
    paragraph: int
    sentence: int
    lead: str
    tail: str
    period: str
    when: Period | None
    entity: str
    is_known: bool
    subject: str
    change: str

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
    def falls(self) -> bool:
        """Whether the words say that something fell by it."""
        way = CHANGE.search(self.change)
        return (way is not None and way["way"] in DOWN) or _FALL.search(self.lead) is not None

    @property
    def locator(self) -> str:
        """Paragraph and character span, for a source: ¶3:102-107."""
        return f"¶{self.paragraph}:{self.start}-{self.end}"


def mentions_in(text: str, book: Book, written: Period | None = None) -> list[Mention]:
    """Every figure of a text in order; without a date of writing the text's own date is taken, if it has one."""
    plain = plain_text(text)
    places = list(places_in(plain, names_of(book)))
    known = ((place.start, place.end) for place in places if place.is_known)
    found = list(Scanner(book.units).scan(text, known))
    periods = list(periods_in(plain, written or date_of(plain)))
    taken = {place.end for place in places}
    first = [place for one in periods if (place := named_first(plain, one.start)) is not None]
    places = sorted([*places, *(place for place in first if place.end not in taken)])
    context = _Context(plain, places, periods)
    return list(context.mentions(found))


class _Context:
    """Walks through a text once, figure by figure, remembering what was spoken of."""

    def __init__(self, text: str, places: list[Place], periods: list[Spoken]) -> None:
        self.text, self.places, self.periods = text, places, periods
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.paragraphs = _paragraphs(text, self.lines)
        self.sentences = [match.end() for match in _SENTENCE.finditer(text)]
        self.clauses = [0, *(match.end() for match in _CLAUSE.finditer(text))]

    def mentions(self, found: list[Found]) -> Iterator[Mention]:
        before: Mention | None = None
        place_at = period_at = 0
        place: Place | None = None
        period: Spoken | None = None
        for index, one in enumerate(found):
            while place_at < len(self.places) and self.places[place_at].start < one.start:
                place, place_at = self.places[place_at], place_at + 1
            while period_at < len(self.periods) and self.periods[period_at].start < one.start:
                spoken = self.periods[period_at]
                in_brackets = self.text[spoken.start - 1 : spoken.start] == "("
                if not spoken.is_base and not in_brackets:
                    period = self.periods[period_at]
                period_at += 1
            following = found[index + 1].start if index + 1 < len(found) else len(self.text)
            before = self._mention(one, before, following, place, period)
            yield before

    def _mention(
        self, one: Found, before: Mention | None, following: int, place: Place | None, period: Spoken | None
    ) -> Mention:
        row = bisect_right(self.lines, one.start) - 1
        clause = bisect_right(self.clauses, one.start) - 1
        sentence = bisect_right(self.sentences, one.start)
        start = max(self.clauses[clause], before.end if before is not None else 0, one.start - LONGEST_LEAD)
        stop = min(following, self.clauses[clause + 1] if clause + 1 < len(self.clauses) else len(self.text))
        lead, tail = self.text[start : one.start], self.text[one.end : min(stop, one.end + LONGEST_LEAD)]
        subject, change = subject_of(_without(lead, start, place, period))
        if not subject and before is not None and before.sentence == sentence:
            subject = before.subject.partition(" ")[0]
        if change:
            subject = f"{subject} {change}".strip()
        return Mention(
            one,
            row + 1,
            one.start - self.lines[row] + 1,
            self.paragraphs[row],
            sentence,
            lead,
            tail,
            period.words if period is not None else "",
            period.period if period is not None else None,
            place.name if place is not None else "",
            place is not None and place.is_known,
            subject,
            change,
        )


def _without(lead: str, start: int, place: Place | None, period: Spoken | None) -> str:
    """The words before a figure without the name and the period that they begin with."""
    for spoken in (period, place):
        if spoken is not None and start <= spoken.start and spoken.end <= start + len(lead):
            before, after = lead[: spoken.start - start], lead[spoken.end - start :]
            if after.strip() and len(before) < 12:
                lead, start = after, spoken.end
    return lead


def _paragraphs(text: str, lines: list[int]) -> list[int]:
    """The number of the paragraph of each line: lines that are not blank count."""
    numbers, number = [], 0
    for start, end in zip(lines, [*lines[1:], len(text) + 1], strict=True):
        number += bool(text[start : end - 1].strip())
        numbers.append(max(1, number))
    return numbers
