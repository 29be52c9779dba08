"""Which period is in force at a figure: a text is walked through once, figure by figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from nbkpi.figure import Period
from nbkpi.text.borders import Borders
from nbkpi.text.names import has_verb
from nbkpi.text.naming import WHOLE
from nbkpi.text.periods import MULTIPLE, Spoken
from nbkpi.text.places import Place
from nbkpi.text.titles import FAR, title_end
from nbkpi.text.vocabulary import pattern

_PAST = ("上年", "去年", "前年", "上月")


class Periods:
    """When figures are.

    A period holds to the end of its sentence, or only for the figure behind it; behind the sentence goes on the one
    that it began with, unless that was a look back. A new line goes back to the period of the heading that
    it stands under, or of the title.
    """

    def __init__(
        self, borders: Borders, periods: list[Spoken], places: list[Place], first: int, written: Period | None
    ) -> None:
        self.borders, self.text, self.periods = borders, borders.text, periods
        self.at = 0
        self.begun: dict[int, str] = {}
        for one in places:
            self.begun.setdefault(borders.sentence(one.start), one.name)
        self.written = written
        self.headings = sorted([*self._headings(), *self._of_other_places(places)], key=lambda one: one[0])
        self.title = self._title(first)
        named = [one for _start, one in self.headings if one is not None]
        if self.title in named and len({one.period for one in named}) > 1:
            self.title = None  # It is that of the first section only.
        self.current = self.topic = self.title
        self.bracketed: Spoken | None = None
        self.line = self.sentence = self.figure_in = self.bracket_end = -1

    def _title(self, first: int) -> Spoken | None:
        """The period of what a whole text is about, before the first figure: the narrowest in one clause."""
        end = title_end(self.text, first)
        prose = self.borders.sentence(end) if end > 0 and self.text[end] == "。" else -1
        prose = prose if prose >= 0 and "," in self.text[prose:end] else len(self.text)
        found: Spoken | None = None
        for one in self.periods:
            if one.start >= end and (found is not None or not self._is_of_text(one, first)):
                break
            if one.start >= prose and not self._begins(one):
                continue
            if self._is_of_all(one) and (found is None or self._is_narrower(one, found)):
                found = one
        return found

    def _is_of_all(self, one: Spoken) -> bool:
        """Whether a period may be that of a whole text: nothing is compared with it, and no day of a speech."""
        before = self.text[max(0, one.start - 6) : one.start]
        is_part = one.is_base or one.is_row or pattern("not_of_all").search(before) is not None
        return not is_part and not self._is_day_of_speech(one)

    def _is_narrower(self, one: Spoken, found: Spoken) -> bool:
        """Whether a period stands in the clause of another, and lies within it."""
        is_near = self.borders.clause(found.start) == self.borders.clause(one.start)
        return is_near and bool(found.period and one.period and found.period.covers(one.period))

    def _is_day_of_speech(self, one: Spoken) -> bool:
        """Whether a day is that on which a report was given: alone in its line, or 在…会议上."""
        start = self.borders.line(one.start)
        end = self.text.find("\n", one.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return one.words.endswith(("日", "号")) and pattern("day_of_speech").fullmatch(line) is not None

    def _headings(self) -> list[tuple[int, Spoken | None]]:
        """Where each numbered heading begins, and the one period that it or a heading above it names."""
        found: list[tuple[int, Spoken | None]] = []
        above: list[tuple[int, Spoken | None]] = []
        spoken = [one for one in self.periods if not one.is_base and one.period is not None]
        starts = [one.start for one in spoken]
        for match in pattern("numbered_heading").finditer(self.text):
            level = next(rank for rank, mark in enumerate(("first", "second", "third")) if match[mark])
            own = spoken[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
            above = [one for one in above if one[0] < level]
            if own:
                above.append((level, own[0] if len({one.period for one in own}) == 1 else None))
            found.append((match.start(), above[-1][1] if above else None))
        return found

    def _of_other_places(self, places: list[Place]) -> Iterator[tuple[int, None]]:
        """Where headings without a number or a period begin that name who the text is of from there on."""
        periods, named = [one.start for one in self.periods], {one.start for one in places if not one.is_beside}
        for match in pattern("bare_heading").finditer(self.text):
            start, end = match.span()
            if start in named and bisect_left(periods, start) == bisect_left(periods, end):
                yield start, None

    def _of_heading(self, line: int) -> Spoken | None:
        """The period of the heading that a line stands under, else of the title."""
        place = bisect_right(self.headings, line, key=lambda one: one[0]) - 1
        return (self.headings[place][1] if place >= 0 else None) or self.title

    def _is_what_it_was(self, figure: int) -> bool:
        """Whether a figure is what something was before it became another: 由50元提高到80元."""
        before = self.text[max(self.borders.clause(figure), figure - FAR) : figure]
        end = self.text.find(",", figure)
        behind = self.text[figure : end if 0 <= end < figure + FAR else figure + FAR]
        return pattern("was").search(before) is not None and pattern("became").match(behind) is not None

    def _is_of_text(self, one: Spoken, first: int) -> bool:
        """Whether a text begins with a year or some of its months: 截至2024年底,... or 2024年上半年,..."""
        is_first = one.start < first and self.borders.sentence(one.start) == 0 and not one.is_base
        return is_first and pattern("of_text").fullmatch(one.words) is not None and self._begins(one)

    def _is_another_day(self, spoken: Spoken) -> bool:
        """Whether a day lies outside the months of the text: 至8月11日 in a text of July."""
        title = self.title.period if self.title is not None else None
        is_day = spoken.words.endswith(("日", "号"))
        return is_day and title is not None and spoken.period is not None and not title.covers(spoken.period)

    def _begins(self, one: Spoken) -> bool:
        """Whether only what leads in stands before a period in its clause."""
        return pattern("leading").fullmatch(self.text, self.borders.clause(one.start), one.start) is not None

    def at_figure(self, start: int) -> Spoken | None:
        """The period that a figure here is of, if any."""
        own: Spoken | None = None
        if start > self.bracket_end:
            self.bracketed = None
        while self.at < len(self.periods) and self.periods[self.at].start < start:
            own = self._take(self.periods[self.at], start)
            self.at += 1
        self._go_on(start)
        self.figure_in = self.sentence
        if own is None and self.bracketed is not None:
            return self.bracketed
        if own is None and self._is_what_it_was(start):
            return None
        now = self._now(start)
        if now is not None and (self.current is None or self.current.start < now.start) and not self._is_still():
            return own or now
        return own or self._over_years(start)

    def _is_still(self) -> bool:
        """Whether 目前 is within what the sentence speaks of: 今年."""
        current = self.current
        return current is not None and current.start >= self.sentence and current.words in ("今年", "本年", "本年度")

    def _over_years(self, start: int) -> Spoken | None:
        """The period in force; of a mean over years the years of the text, where only one of them is in force."""
        current = self.current
        if current is None or current.period is None or current.period.length > 12:
            return current
        mean = pattern("mean_of_years").search(self.text, max(self.borders.clause(start), current.end), start)
        if mean is None:
            return current
        is_of_years = self.title is not None and self.title.period is not None and self.title.period.length > 12
        return self.title._replace(row={}) if self.title is not None and is_of_years else current

    def _now(self, start: int) -> Spoken | None:
        """目前, behind what was said before: no words of a period, but the month in which it was written."""
        now = pattern("now").search(self.text, max(self.sentence, start - 3 * FAR), start)
        return None if now is None else Spoken(now.start(), now.end(), "", self.written, False)

    def _go_on(self, at: int) -> None:
        line, sentence = self.borders.line(at), self.borders.sentence(at)
        if line != self.line:
            self.line, self.topic = line, self._of_heading(line)
        if sentence != self.sentence:
            if self.topic is not self.title and self._is_of_another(sentence):
                self.topic = self._title_of_another()
            self.sentence, self.current = sentence, self.topic

    def _title_of_another(self) -> Spoken | None:
        """The period of the title, unless months outside it have been spoken of: then it may not be that of all."""
        spoken, title = self.topic, self.title
        if spoken is None or spoken.period is None or title is None or title.period is None:
            return title
        return title if title.period.covers(spoken.period) else None

    def _is_of_another(self, sentence: int) -> bool:
        """Whether a sentence has a name of its own, and the period before was not said of all: 全市."""
        if self.text.startswith("其中", sentence):
            return False
        name = self.begun.get(sentence, "")
        before = self.begun.get(self.borders.sentence(self.topic.start), "") if self.topic is not None else ""
        return bool(name) and name != before and WHOLE.fullmatch(name) is None and WHOLE.fullmatch(before) is None

    def _take(self, spoken: Spoken, figure: int) -> Spoken | None:
        """Go on to the next period; the one that holds for this figure only, if it does."""
        self._go_on(spoken.start)
        between = self.text[spoken.end : figure] if figure - spoken.end < FAR else "。"
        if spoken.is_base:
            return self._same_time(spoken) if self._is_its_own(between, figure) else None
        if self.current is not None and self._is_within(spoken, self.current):
            return None
        if self._is_of_one(spoken, figure):
            self._keep_to_bracket(spoken)
            return self._same_time(spoken)
        clause = self.borders.clause(spoken.start)
        if self.title is not None and self.borders.clause(self.title.start) == clause:
            spoken = self.title  # the narrowest of 甲县2024年重点工程1至9月进度
        is_far = self.borders.clause_end(spoken.start) <= figure
        if "(" in self.text[max(clause, spoken.start - FAR) : spoken.start] and ")" in between:
            return None
        if is_far and not self._is_leading(clause, spoken):
            return None
        is_back = spoken.words.startswith(_PAST) and self.topic is not None
        is_back = is_back or self._is_another_day(spoken)
        if self.figure_in != self.sentence and not is_back and not spoken.is_row:
            self.topic = spoken
        self.current = spoken
        return None

    def _keep_to_bracket(self, spoken: Spoken) -> None:
        """A period that a bracket begins with is that of all its figures: (2023年9月监测30天,优良28天)."""
        if self.text[spoken.start - 1 : spoken.start] == "(":
            self.bracketed = spoken
            self.bracket_end = self.text.find(")", spoken.end, spoken.end + 2 * FAR)

    def _is_leading(self, clause: int, spoken: Spoken) -> bool:
        """Whether only what leads in or who does it stands before it in its clause: 大江银行2024年起步,..."""
        before, end = self.text[clause : spoken.start], self.borders.clause_end(spoken.start)
        if len(before) > FAR:
            return False
        if clause == self.line and self.text[end - 1 : end] == ":" and pattern("number").search(before) is None:
            return True
        behind = self.text[spoken.end : spoken.end + 1]
        if behind == ":" or pattern("leading").fullmatch(before):
            return True
        is_of_all = pattern("not_of_all").search(before) is None and pattern("number").search(before) is None
        return is_of_all and clause == self.sentence and (behind == "," or not has_verb(before))

    def _is_its_own(self, between: str, figure: int) -> bool:
        """Whether a figure is that of the period it is compared with: 比上年的30件多2件, not 是上年的1.8倍."""
        if MULTIPLE.match(self.text, figure):
            return False
        if between == "的":
            return True
        end = self.borders.clause_end(figure)
        is_near = len(between) < 24 and pattern("end").search(between) is None and "的" in between
        return is_near and re.search("相比|持平|相当", self.text[figure:end]) is not None

    def _is_of_one(self, spoken: Spoken, start: int) -> bool:
        """Whether a period is only that of the figure behind it: (5月为39468件), 由上年的9.8%, 去年同期为94.6%."""
        before = self.text[spoken.start - 1 : spoken.start]
        if self.borders.clause(spoken.start) != self.borders.clause(start):
            return False
        if before in ("由", "从") or (before == "(" and ")" not in self.text[spoken.end : start]):
            return True
        is_before = "同期" in spoken.words or spoken.words.startswith(("上年", "去年"))
        if not is_before and self.current is not None and self.current.period and spoken.period:
            is_before = spoken.period.end <= self.current.period.start
        return is_before and pattern("only_says").fullmatch(self.text, spoken.end, start) is not None

    def _is_within(self, spoken: Spoken, current: Spoken) -> bool:
        """Whether 当月 means what was named before, as 全年 does in a sentence that has named the year."""
        if spoken.words in ("当月", "本季度"):
            return True
        return spoken.words == "全年" and current.words.endswith("年") and current.start >= self.sentence

    def _same_time(self, spoken: Spoken) -> Spoken:
        """去年同期 with the months that it means: those spoken of, a year before."""
        if "同期" not in spoken.words or self.current is None or self.current.period is None:
            return spoken
        return spoken._replace(period=self.current.period.shifted(-12))
