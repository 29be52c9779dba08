"""Figures of a text as drafts for a book: what is known filled in, what is new to the book proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nbkpi.editing.writing import block
from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.words import new_id
from nbkpi.text.book_shares import declared_share
from nbkpi.text.mentions import Mention
from nbkpi.text.names import is_stock
from nbkpi.text.subjects import CHANGE
from nbkpi.text.vocabulary import pattern

LONGEST_NOTE = 60
"""So many characters before a figure are kept with it."""


class Draft(NamedTuple):
    """A figure with what the book knows of it: measure is None where its subject is no name of the book."""

    mention: Mention
    measure: Measure | None

    @property
    def value(self) -> str:
        """The words for a book: with 下降 or a minus before them where the text says that something fell by it."""
        one = self.mention
        if not one.falls:
            return one.words
        if one.figure.kind == "rate":
            return f"下降{one.words}"
        return f"-{one.words}" if one.words[0].isdigit() else one.words

    @property
    def period(self) -> Period | None:
        """The months meant: 截至6月底 is all of the year up to then, unless it is a state that is told."""
        one = self.mention
        is_flow = self.measure.measure == "flow" if isinstance(self.measure, Indicator) else not is_stock(one.base)
        if one.when is None or not one.period.startswith(("截至", "截止")) or not is_flow:
            return one.when
        start = one.when.start - one.when.start % 12
        return Period(start, one.when.end - start)

    @property
    def is_threshold(self) -> bool:
        """Whether the words set a limit and do not say how much there is: 50万元以上的村."""
        return self.mention.words.endswith(("以上", "以下", "以内")) and self.mention.tail.startswith("的")


def drafts(mentions: Iterable[Mention], book: Book) -> list[Draft]:
    """Every figure with its measure in the book, as far as its subject names one."""
    return [Draft(one, _measure(one, book)) for one in mentions]


def is_level(mention: Mention) -> bool:
    """Whether a figure is how much there is, and not a change or a share of it."""
    return bool(mention.base) and (mention.said in ("", "现") or pattern("year").fullmatch(mention.said) is not None)


def _measure(mention: Mention, book: Book) -> Measure | None:
    """The indicator or metric of this name, or its growth, change or share where that is what the figure is."""
    if mention.said.startswith("占"):
        return declared_share(mention, book)
    function = function_of(mention)
    if not mention.base or not (function or is_level(mention)):
        return None
    found = book.measures_called(mention.name)
    if len(found) != 1:
        return None
    return book.generated(found[0], function) if function else found[0]


def function_of(mention: Mention) -> str:
    """growth, change or points, where a figure says how something changed over a year; else nothing."""
    change = CHANGE.search(mention.said)
    if change is None or mention.said != change[0]:
        return ""
    if change["since"] and not pattern("of_a_year").search(change["since"]):
        return ""
    kinds = {"rate": "growth", "points": "points", "count": "change", "amount": "change"}
    return kinds.get(mention.figure.kind, "")


def drafts_text(found: Sequence[Draft], source: str, text: str, book: Book) -> str:
    """The drafts as TOML, with the entities and indicators that are new to the book before them.

    What nobody can know yet is a comment, so that a draft which is not completed is an error of its book; so is the
    entity of a figure whose sentence, title and book do not name it.
    """
    slug = pattern("not_id").sub("-", source.rpartition(".")[0] or source).strip("-") or "text"
    new = _New(book)
    observations = [_draft(one, slug, text, new) for one in found]
    blocks = [block("source", {"id": slug, "title": source}), *new.blocks, *observations]
    return "\n".join([_heading(), *blocks])


def _heading() -> str:
    lines = (
        _(
            "Drafts: nbkpi does not read this file. Check each draft against the text, fill in what "
            "is missing, and move"
        ),
        _("it to a file of the book, with the entities and indicators that it names; then remove it here."),
    )
    return "".join(f"# {line}\n" for line in lines)


class _New:
    """Entities and indicators that a book has not, each proposed once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.blocks: list[str] = []
        self.entities: dict[str, str] = {}
        self.indicators: dict[str, tuple[str, str]] = {}

    def entity(self, one: Mention) -> str:
        """The name for whom a figure is about; proposed where the book does not have it."""
        if not one.is_known and one.whose not in self.entities:
            id_ = new_id(one.whose, self.book.entities.by_id)
            self.entities[one.whose] = id_
            self.blocks.append(block("entity", {"id": id_, "name": one.whose, "kind": kind_of(one.whose)}))
        return one.whose

    def indicator(self, name: str, one: Mention) -> str:
        """The id for what is counted; another one where the name is that of something in another unit."""
        base = self.book.units.without_multiplier(one.figure.unit).symbol
        if name in self.indicators and self.indicators[name][1] != base:
            name = f"{name}({base})"
        if name not in self.indicators:
            known = {
                *self.book.indicators.by_id,
                *self.book.metrics.by_id,
                *(id_ for id_, _u in self.indicators.values()),
            }
            row = {
                "id": new_id(name, known),
                "name": name,
                "unit": one.figure.unit.symbol or "1",
                "kind": one.figure.kind,
            }
            if is_stock(name):
                row["measure"] = "stock"
            self.indicators[name] = (row["id"], base)
            self.blocks.append(block("indicator", row))
        return self.indicators[name][0]

    def about(self, one: Mention) -> dict[str, str]:
        """What a figure is of that the book does not know: an indicator, its growth; or nothing."""
        function = function_of(one)
        if is_level(one) and one.figure.kind in ("count", "amount", "rate"):
            return {"indicator": self.indicator(one.name, one)}
        if not function or not one.base:
            return {}
        if one.name in self.indicators:
            return {"metric": f"{self.indicators[one.name][0]}.{function}"}
        return {"indicator": self.indicator(f"{one.name}增速", one)} if function == "growth" else {}


def _context(one: Mention, text: str) -> str:
    """The words that a figure stands in: back to the last semicolon or full stop, and to the end of its clause."""
    start = max(0, one.start - LONGEST_NOTE)
    before = [match.end() for match in pattern("stop").finditer(text, start, one.start)]
    after = pattern("comma").search(text, one.end, one.end + LONGEST_NOTE)
    words = text[before[-1] if before else start : after.start() if after is not None else one.end]
    return ("" if before or start == 0 else "…") + words.strip()


def _draft(draft: Draft, source: str, text: str, new: _New) -> str:
    one, measure, period = draft.mention, draft.measure, draft.period
    if draft.is_threshold:
        about = {}
    elif measure is None:
        about = new.about(one)
    else:
        about = {"indicator" if isinstance(measure, Indicator) else "metric": measure.id}
    row: dict[str, str] = {"entity": new.entity(one)} if one.is_sure else {}
    row |= about
    if period is not None:
        row["period"] = str(period)
    row["value"] = draft.value
    row["source"] = f"{source}#{one.locator}"
    row["note"] = _context(one, text)
    unknown: dict[str, str] = {"entity": one.whose or one.entity} if not one.is_sure else {}
    unknown |= {"metric" if one.said else "indicator": one.subject} if not about else {}
    unknown |= {"period": one.period} if period is None else {}
    lines = block("observation", row).splitlines()
    lines[1:1] = [f"# {line}" for line in block("", unknown).splitlines()[1:]]
    return "\n".join([*lines, ""])
