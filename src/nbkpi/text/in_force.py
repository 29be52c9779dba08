"""Which name and which period is in force at a figure: a text is walked through once, figure by figure."""

from __future__ import annotations

import re

from nbkpi.book.book import Book
from nbkpi.text.naming import WHOLE
from nbkpi.text.periods import Spoken
from nbkpi.text.places import Place

AND = re.compile(r"[、和与及,]|以及")
"""What stands between the names of a row."""
_ONLY_SAYS = re.compile(r"同期?(?:仅|只)?[为是有]?|[为是仅只有]{0,2}")
_SENTENCE = "。!?\n"
LONGEST_SENTENCE = 400
"""What is further apart is not of one sentence."""


class Names:
    """Of whom figures are.

    A name holds until the next one. Behind a row of names (甲村、乙村分别…) a new sentence goes back to who was spoken
    of before the row; a new paragraph goes back to the name in the title.
    """

    def __init__(self, text: str, places: list[Place], book: Book) -> None:
        self.text, self.places = text, places
        self.known = {name for one in book.entities for name in (one.name, *one.aliases)}
        top = [one.name for one in book.entities if one.within is None]
        self.topmost = {name[-1]: name for name in top if [one[-1] for one in top].count(name[-1]) == 1}
        self.latest: dict[str, str] = {}
        self.at = 0
        self.current: Place | None = None
        self.row_from: Place | None = None
        self.before_row: Place | None = None
        line_end = text.find("\n")
        is_titled = bool(places) and places[0].end <= line_end and "。" not in text[:line_end]
        self.title = places[0] if is_titled else None

    def at_figure(self, start: int) -> Place | None:
        """The name that a figure here is of, if any."""
        while self.at < len(self.places) and self.places[self.at].start < start:
            self._take(self.places[self.at], self.places[self.at - 1] if self.at else None)
            self.at += 1
        if self.current is None:
            return None
        near = start - self.current.end < LONGEST_SENTENCE
        between = self.text[self.current.end : start] if near else _SENTENCE
        if self.title is not None and "\n" in between:
            self.current, self.before_row = self.title, None
        elif self.before_row is not None and any(mark in between for mark in _SENTENCE):
            self.current, self.before_row = self.before_row, None
        return self.current

    def _take(self, place: Place, previous: Place | None) -> None:
        """Go on to the next name; 公司 is the one that is spoken of already."""
        if self.current is not None and place.is_bare:
            return
        in_row = previous is not None and AND.fullmatch(self.text[previous.end : place.start]) is not None
        if not in_row:
            self.before_row = None
        elif self.before_row is None:
            self.before_row = self.row_from
        if not in_row:
            self.row_from = self.current
        self.current = place
        if WHOLE.fullmatch(place.name) is None:
            self.latest[place.name[-1]] = place.name

    def meant(self, name: str) -> str:
        """The name that 全市 or 我区 stands for: that of the text, or else the only one of the book that it can be."""
        if WHOLE.fullmatch(name) is None:
            return name
        return self.latest.get(name[-1]) or self.topmost.get(name[-1]) or name


class Periods:
    """When figures are: a period holds until the next one, but for those that belong to a single figure."""

    def __init__(self, text: str, periods: list[Spoken]) -> None:
        self.text, self.periods = text, periods
        self.at = 0
        self.current: Spoken | None = None

    def at_figure(self, start: int) -> Spoken | None:
        """The period that a figure here is of, if any."""
        own: Spoken | None = None
        while self.at < len(self.periods) and self.periods[self.at].start < start:
            spoken = self.periods[self.at]
            self.at += 1
            if spoken.is_base:
                own = self._same_time(spoken) if self.text[spoken.end : start] == "的" else own
            elif self.current is not None and self._is_within(spoken, self.current):
                continue
            elif self._is_of_one(spoken, start):
                own = self._same_time(spoken)
            else:
                self.current, own = spoken, None
        return own or self.current

    def _is_of_one(self, spoken: Spoken, start: int) -> bool:
        """Whether a period is only that of the figure behind it: (5月为39468件), 由上年的9.8%, 去年同期为94.6%."""
        if self.text[spoken.start - 1 : spoken.start] in ("(", "由", "从"):
            return True
        is_before = "同期" in spoken.words or spoken.words.startswith(("上年", "去年"))
        return is_before and _ONLY_SAYS.fullmatch(self.text, spoken.end, start) is not None

    def _is_within(self, spoken: Spoken, current: Spoken) -> bool:
        """Whether 当月 means what was named before, as 全年 does in a sentence that has named the year."""
        if spoken.words == "当月":
            return True
        if spoken.words != "全年" or not current.words.endswith("年"):
            return False
        return not self._is_far(current.end, spoken.start)

    def _is_far(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two places."""
        return end - start > LONGEST_SENTENCE or any(mark in self.text[start:end] for mark in _SENTENCE)

    def _same_time(self, spoken: Spoken) -> Spoken:
        """去年同期 with the months that it means: those spoken of, a year before."""
        if "同期" not in spoken.words or self.current is None or self.current.period is None:
            return spoken
        return spoken._replace(period=self.current.period.shifted(-12))
