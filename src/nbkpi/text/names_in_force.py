"""Which name is in force at a figure: a text is walked through once, figure by figure."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.model.book import Book
from nbkpi.model.spelt_names import with_kind
from nbkpi.text.borders import Borders
from nbkpi.text.naming import WHOLE, is_area, rank_of
from nbkpi.text.places import MOST_NAMES, Place
from nbkpi.text.titles import FAR, title_end
from nbkpi.text.vocabulary import pattern, words

AND = pattern("and_in_force")
"""What stands between the names of a row."""
TOGETHER = pattern("together")
"""What stands between names that are spoken of together."""
_NOBODY = pattern("of_others_in_force")
"""What a sentence begins with that is of nobody who was spoken of before: 西部地区."""
_OFFICES = words("offices") + words("own_offices")
"""In a text of a place the next sentence is not of the office that one was of."""
LONGEST_HEADING = 30
"""What is longer is no heading."""


class Held(NamedTuple):
    """Of whom a figure is: the words in force, the name that they stand for, and whether the text says so itself.

    whose is empty where 全市 stands and the text does not say which; is_sure: the name stands in the sentence of the
    figure, or in the title.
    """

    entity: str
    whose: str
    is_sure: bool


class Names:
    """Of whom figures are.

    A name holds to the end of its sentence, one of an item in a list only for the item. Behind the sentence goes on
    what it began with, unless more names of its rank followed: then these were a list, and the text goes back to who
    was spoken of before. A new line goes back to the name of its heading, or of the title.
    """

    def __init__(self, borders: Borders, places: list[Place], book: Book, first: int) -> None:
        self.borders, self.text, self.places = borders, borders.text, places
        self.known = {name: one.name for one in book.entities for name in with_kind(one)}
        self.known |= {name: one.name for one in book.entities for name in (one.name, *one.aliases)}
        top = [one.name for one in book.entities if one.within is None]
        self.topmost = {name[-1]: name for name in top if [one[-1] for one in top].count(name[-1]) == 1}
        self.at = 0
        titles = self._titles(first)
        self.titles = [area for one in titles for area in _areas_of(self.known.get(one.name, one.name))]
        self.title = titles[-1] if titles else None
        self.heading = self.current = self.topic = self.before = self.title
        self.first: Place | None = None
        self.beside: Place | None = None
        self.latest: dict[str, str] = {}
        self.areas: dict[str, set[str]] = {}
        self.item = self.stranger = -1
        self.clauses = 0
        self.row: list[Place] = []
        self.next_figure = first
        self.line = self.sentence = self.figure_in = -1

    def _titles(self, first: int) -> list[Place]:
        """The first name of what a whole text is about, with those that it lies within: 大江市江海县."""
        end = title_end(self.text, first)
        found: list[Place] = []
        for one in self.places:
            if one.start >= end or (found and found[-1].end != one.start):
                break
            if not one.is_beside:
                found.append(one)
        if found and AND.match(self.text, found[-1].end):
            return []
        return found or self._only_one(first)

    def _only_one(self, first: int) -> list[Place]:
        """The name that a text begins with, where all others in it lie below it; else nothing."""
        names = [one for one in self.places if not one.is_beside and WHOLE.fullmatch(one.name) is None]
        found: list[Place] = []
        for one in names:
            if one.start >= first or (found and found[-1].end != one.start):
                break
            found.append(one)
        if not found or self.borders.sentence(found[0].start) > 0:
            return []
        is_begun = pattern("begun").search(self.text[: found[0].start][-1:]) is not None
        name = found[-1].name
        is_place = is_area(name) or pattern("short").fullmatch(name) is not None
        others = (one.name for one in names if one.name != name and one not in found)
        is_above = is_begun and is_place and all(rank_of(one) > rank_of(name) for one in others)
        return found if is_above else []

    def at_figure(self, start: int) -> Held:
        """Of whom a figure here is; empty words where nothing says."""
        self.next_figure = start
        while self.at < len(self.places) and self.places[self.at].start < start:
            self._take(self.places[self.at], self.places[self.at - 1] if self.at else None)
            self.at += 1
        self._go_on(start)
        self.figure_in = self.sentence
        current = self.current
        if current is not None and self._is_behind_list(current, start):
            current = self.before
        current = current or self.beside
        if current is None:
            return Held("", "", False)
        return self.held(self._row_of(current), current.start >= self.sentence)

    def _row_of(self, current: Place) -> str:
        """The names that a sentence speaks of together, of which the last is in force: 甲县、乙县和丙县."""
        if current.start < self.sentence or not self.row or self.row[-1] is not current:
            return current.name
        names = [self.row[0].name]
        for before, one in zip(self.row, self.row[1:], strict=False):
            names += [self.text[before.end : one.start], one.name]
        return "".join(names)

    def _is_behind_list(self, current: Place, start: int) -> bool:
        """Whether a figure stands behind a list of names and is of all of them: 甲县3个、乙县2个,投资5亿元."""
        if self.item == current.start:
            end = self.text.find("、", current.end, start)
            return end >= 0 or self.borders.clause_end(current.start) <= start
        if self.first is None or current.start < self.sentence:
            return False
        segment = self.text.rfind(";", current.start, start)
        return segment >= 0 and ";" in self.text[self.first.start : current.start]

    def held(self, name: str, is_sure: bool = True) -> Held:
        """A name with what it stands for."""
        whose = self._meant(name)
        is_titled = self.title is not None and whose in (self.title.name, *self.titles)
        return Held(name, whose, bool(whose) and (is_sure or is_titled or whose in self.known))

    def _go_on(self, at: int) -> None:
        """To a new line, or to a new sentence of the same."""
        line, sentence = self.borders.line(at), self.borders.sentence(at)
        if line != self.line:
            if self.heading is not None and self._is_of_next_heading(line):
                self.heading = self.title
            self.line, self.latest = line, {}
            self.topic = self.heading
        if sentence != self.sentence:
            self.sentence, self.first, self.beside = sentence, None, None
            if _NOBODY.match(self.text, sentence):
                self.topic, self.stranger = None, self.line
            self.current = self.before = self.topic

    def _is_of_next_heading(self, line: int) -> bool:
        """Whether a line is below another numbered heading than the numbered one that named who is spoken of."""
        named = self.borders.line(self.heading.start) if self.heading is not None else 0
        of_name = pattern("numbered_heading").match(self.text, named)
        if of_name is None or not of_name["first"]:
            return False
        since, headings = max(named + 1, self.line), pattern("numbered_heading")
        return any(one["first"] for one in headings.finditer(self.text, since, line + FAR) if one.start() <= line)

    def _is_heading(self, line: int) -> bool:
        """Whether a line is short, and neither a sentence nor a row of figures."""
        end = self.text.find("\n", line, line + LONGEST_HEADING)
        words = self.text[line:end] if end >= 0 else ""
        return bool(words) and pattern("end").search(words) is None and pattern("number").search(words) is None

    def _take(self, place: Place, previous: Place | None) -> None:
        """Go on to the next name; 公司 is the one that is spoken of already."""
        self._go_on(place.start)
        if self.current is not None and place.is_bare:
            return
        if pattern("some_of_many").match(self.text, place.end) and place.name not in self.known:
            return
        if place.is_beside:
            is_narrower = self.beside is not None and self.beside.end == place.start
            self.beside = place if is_narrower else self.beside or place
            self.latest = {kind: area for area in _areas_of(place.name) for kind in _kinds_of(area)} | self.latest
            return
        self._set_topic(place, previous)
        self._set_item(place, previous)
        if self._is_only_told_of(place):
            return  # 引水工程通水，新增库容3亿立方米: what follows is not of the works.
        is_next = bool(self.row) and TOGETHER.fullmatch(self.text[self.row[-1].end : place.start]) is not None
        self.row = [*self.row, place] if is_next and len(self.row) < MOST_NAMES else [place]
        self.current = place
        for area in _areas_of(place.name):
            for kind in _kinds_of(area):
                self.latest[kind] = area
                self.areas.setdefault(kind, set()).add(area)
        if self.line <= place.start and self._is_heading(self.line):
            self.heading = place

    def _is_only_told_of(self, place: Place) -> bool:
        """Whether a name inside a sentence about another only tells what it did."""
        clause_end = self.borders.clause_end(place.start)
        is_told_of = place.end + 1 < clause_end <= self.next_figure
        is_within = self.current is not None and self.borders.clause(place.start) != self.borders.sentence(place.start)
        return is_told_of and is_within and not is_area(place.name) and rank_of(place.name) == 5

    def _set_item(self, place: Place, previous: Place | None) -> None:
        """Where the item begins that a name is in, of a list of names or of clauses."""
        if previous is not None and self._is_next_item(previous, place):
            self.item = place.start
        self.clauses = self.clauses + 1 if previous is not None and self._is_next_clause(previous, place) else 0
        if self.clauses > 1:
            self.item = place.start

    def _set_topic(self, place: Place, previous: Place | None) -> None:
        """What the sentences behind this one go on with."""
        if previous is None or self.first is None:
            self.first = self.first or place
            is_part = pattern("part").search(self.text, max(self.sentence, place.start - 16), place.start) is not None
            is_passing = is_part or self._is_body(place) or self.figure_in == self.sentence
            self.topic = self.before if is_passing else place
            return
        between = self.text[previous.end : place.start]
        if between in ("", "的"):
            self.topic = place if self.topic == previous else self.topic
        elif AND.fullmatch(between) or rank_of(place.name) <= rank_of(self.first.name):
            self.topic = self.before

    def _is_body(self, place: Place) -> bool:
        """Whether the next sentence is not of a name: that of a ministry, in a text of a place that of an office."""
        if rank_of(place.name) == 5 and not is_area(place.name) and pattern("state_body").match(place.name):
            return True
        return self.title is not None and place.name.endswith(_OFFICES) and not place.is_known

    def _is_next_item(self, previous: Place, place: Place) -> bool:
        """Whether a name begins the next item of a list, behind that of another: 甲县3个、乙县2个."""
        return (
            self.text[place.start - 1 : place.start] == "、"
            and self.sentence <= previous.start
            and place.start - previous.end < FAR
            and pattern("item").fullmatch(self.text, previous.end, place.start) is not None
        )

    def _is_next_clause(self, previous: Place, place: Place) -> bool:
        """Whether this clause and the one before it each begin with a name: 甲县3个,乙县2个."""
        clause = self.borders.clause(place.start)
        is_list = self.text[clause - 1 : clause] == "," and self.sentence <= previous.start
        return is_list and clause == place.start == self.borders.clause_end(previous.start)

    def _meant(self, name: str) -> str:
        """The name that 全市 or 我区 stands for: that of the title, or of the line, or else the only one of the book.

        Empty where the text names none, or more than one of them.
        """
        if WHOLE.fullmatch(name) is None or name[1:2] == "国":
            return name
        if self.stranger == self.line:
            return ""
        kind, title = name[1:2], self.title.name if self.title is not None else ""
        of_title = next((one for one in self.titles if kind in _kinds_of(one)), "")
        in_line = self.latest.get(name[-1], "")
        if in_line and (name[0] == "该" or not of_title):
            return in_line
        is_of_book = self.known.get(title, title) in self.known.values() or not self.titles
        named = self.areas.get(name[-1], set())
        only = next(iter(named)) if len(named) == 1 else ""
        return of_title or (self.topmost.get(kind, "") if is_of_book else "") or only


def _kinds_of(name: str) -> str:
    """The kinds of place that a name ends with, or that the short name of a province or a city leaves out."""
    if name in words("provinces"):
        return "省区市"
    return "市" if name in words("cities") else name[-1]


def _areas_of(name: str) -> list[str]:
    """A name with those of the places that it begins with; empty for 全市 and the like."""
    found = [name, *pattern("of_area_in_force").findall(name)]
    return [] if not name or WHOLE.fullmatch(name) else [one for one in found if one != "自治区"]
