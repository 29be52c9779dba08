"""The rows and columns of a table in a text, and what their words say of the figures in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nbkpi.figure import Period, Unit, WrittenPeriod
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.total_words import UNSUMMED
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, POINTS, PURE
from nbkpi.loading.labels import is_subitem, without_footnote, without_subitem
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.sheets.totals import TOTAL_AT_END, TOTALS
from nbkpi.tables.words import meaning
from nbkpi.text.tabular import words

Role = Literal["value", "share", "growth", "change", "compared", "rate", "falls"]
"""What the figures of a row or column are; compared: growths or changes, which of them its words leave open."""

_PERCENT = regex(r"[(（]?\s*[±+＋-]*\s*[%％]\s*[)）]?$")
_LARGE = 10
"""万 and 亿 are pure numbers, too, but no shares."""

_UNSUMMED = {"points", "temperature", "score"}
_AGES = ("岁", "周岁")
_POINTS = regex(r"[(（]?\s*[±+＋-]*\s*个?百分点\s*[)）]?$")


@dataclass(slots=True, eq=False)
class TableLine:
    """A row or a column of figures.

    path is its heading or label from the outermost level. stem is what is measured, without the words for a role, a
    period or a total. since says what a growth, a change or a base is compared with: "year", "before", "start".
    total is above 0 for totals, those of higher rank made of those of lower; is_said: by a word for a sum. level is
    that of numbering and indentation; is_part: its label says that it is one of the parts of the row above.
    is_additive: its figures may be added up. is_counted: bare whole numbers in it are counts, so that they are exact.
    """

    index: int
    path: tuple[str, ...]
    role: Role = "value"
    stem: str = ""
    whole: str = ""
    since: str = ""
    is_base: bool = False
    period: Period | None = None
    unit: Unit | None = None
    total: int = 0
    is_said: bool = False
    level: int = 0
    is_part: bool = False
    is_additive: bool = True
    is_counted: bool = False

    @property
    def words(self) -> str:
        """All levels as one text."""
        return " / ".join(self.path)

    @property
    def parent(self) -> tuple[str, ...]:
        """What it stands under."""
        return self.path[:-1]


def line_of(index: int, path: list[str], book: Book, indent: int = 0) -> TableLine:
    """What the words of a row or a column say."""
    line = TableLine(index, tuple(path))
    last = path[-1] if path else ""
    line.is_part = is_subitem(last)
    line.level = level_of(last, indent)
    bare = [without_subitem(without_footnote(part)[0]) for part in path]
    meant = meaning(book, [_unnumbered(part) for part in bare])
    line.unit = meant.unit
    line.period = WrittenPeriod.parse(meant.period).period if meant.period else None
    stems = [_take(line, heading_key(words.in_chinese(word))) for word in meant.words]
    line.stem = "".join(stems)
    line.is_additive = not UNSUMMED.search("".join(heading_key(one) for one in meant.words))
    if line.role in ("share", "growth", "rate") and line.unit is None:
        line.unit = PERCENT
    if line.role == "compared" and line.unit is not None:
        line.role = "growth" if line.unit.dimension == PURE and line.unit.symbol else "change"
    if line.unit is not None and line.role != "change" and not is_summed(line.unit):
        line.is_additive = False
    if line.role == "value" and line.unit is None:
        counted = words.COUNTED.search(line.words)
        line.unit = book.units.get(counted["counter"]) if counted is not None else None
    return line


def is_summed(unit: Unit) -> bool:
    """Whether amounts in a unit can be added up: not percentages, quotients, degrees, ages or marks."""
    is_share = unit.dimension == PURE and unit.symbol != "" and unit.scale < _LARGE
    kinds = {kind for kind, _power in unit.dimension}
    return not (is_share or "/" in unit.symbol or kinds & _UNSUMMED or unit.symbol in _AGES)


def level_of(label: str, indent: int) -> int:
    """How deep a row stands by its numbering, then by its indentation; those without numbers below those with."""
    return _numbering(normalise(label).strip())[0] * 100 + min(indent, 99)


def _numbering(label: str) -> tuple[int, int]:
    """The level of the numbering that a label begins with, and where it ends; the last level for none."""
    for level, one in enumerate(words.NUMBERINGS):
        match = one.match(label)
        if match is not None and match.end() < len(label):
            return level, match.end()
    return len(words.NUMBERINGS), 0


def _unnumbered(label: str) -> str:
    text = label.strip()
    return text[_numbering(text)[1] :].strip()


def _take(line: TableLine, word: str) -> str:
    """Take from a word what it says of the role, the total or the base of a line; what is left is of the stem."""
    rest = _without_percent(line, word)
    total = TOTAL_AT_END.fullmatch(rest)
    rank = TOTALS.get(rest.lower().strip(":")) or (TOTALS[total["total"]] if total is not None else 0)
    if rank:
        line.total, line.is_said = rank, words.RUNNING not in rest
        return total["of"] if total is not None else ""
    if words.WHOLE_LABEL.fullmatch(rest):
        line.total = 2
        return rest
    if line.role == "value":
        stem = _derived(line, rest)
        if stem is not None:
            return stem
        base = words.BASE.search(rest)
        if base is not None:
            line.is_base = True
            line.since = _since(base[0])
            rest = rest[: base.start()] + rest[base.end() :]
    return _measured(rest)


def _derived(line: TableLine, word: str) -> str | None:
    """The stem of a word that says a growth, a change, a share or a rate; None for another."""
    compared = words.COMPARED.fullmatch(word)
    if compared is not None and (compared["since"] or compared["way"]):
        return _compared(line, compared)
    if words.FALLS.search(word) and words.COMPARED.fullmatch(words.FALLS.sub("增减", word)):
        line.role = "falls"
        return ""
    rate = words.RATE.fullmatch(word)
    if rate is not None and rate["plan"]:
        line.role = "rate"
        return words.PLAN_STEM
    share = words.SHARE.fullmatch(word)
    if share is not None and (share["sort"] or share["whole"] is None or line.unit == PERCENT):
        line.role, line.whole = "share", share["whole"] or ""
        return share["of"]
    if rate is not None:
        line.role = "rate"
        return rate["stem"]
    return None


def _measured(word: str) -> str:
    return words.GENERIC.sub("", words.CURRENT.sub("", word))


def _since(word: str) -> str:
    return next((name for name, one in words.SINCE.items() if one.search(word)), "")


def _without_percent(line: TableLine, word: str) -> str:
    """The word without a sign of percents or points at its end, which is its unit."""
    for pattern, unit in ((_PERCENT, PERCENT), (_POINTS, PERCENTAGE_POINT)):
        match = pattern.search(word)
        if match is not None and match.start():
            line.unit = line.unit or unit
            return word[: match.start()]
    return word


def _compared(line: TableLine, match: re.Match[str]) -> str:
    way = match["way"] or ""
    line.since, line.role = _since(match["since"] or ""), "compared"
    if words.RATE_WAYS.fullmatch(way):
        line.role = "growth"
    elif words.AMOUNT_WAYS.fullmatch(way):
        line.role = "change"
    if line.unit is not None and line.unit.dimension == POINTS:
        line.role = "change"
    return _measured(match["stem"])
