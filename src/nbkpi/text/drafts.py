"""Figures of a text as drafts for a book: what is known filled in, what is not left for a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.records import Indicator, Measure
from nbkpi.errors import UnknownName
from nbkpi.language import _
from nbkpi.text.mentions import Mention

_NOT_ID = re.compile(r"[^\w-]+")


class Draft(NamedTuple):
    """A figure with what the book knows of it: measure is None where its subject is no name of the book."""

    mention: Mention
    measure: Measure | None

    @property
    def value(self) -> str:
        """The words for a book: with 下降 before them where the text says that something fell by it."""
        return (
            f"下降{self.mention.words}"
            if self.mention.falls and self.mention.figure.kind == "rate"
            else self.mention.words
        )


def drafts(mentions: Iterable[Mention], book: Book) -> list[Draft]:
    """Every figure with its measure in the book, as far as its subject names one."""
    names: dict[str, Measure | None] = {}
    return [Draft(one, names.setdefault(one.subject, _measure(one, book))) for one in mentions]


def _measure(mention: Mention, book: Book) -> Measure | None:
    """The indicator or metric of this name, or its growth where that is what the figure is."""
    name = mention.subject.removesuffix(mention.change).strip()
    if not name:
        return None
    try:
        found = book.measure(name)
    except UnknownName:
        return None
    if not mention.change:
        return found
    if mention.figure.kind == "rate" and isinstance(found, Indicator):
        return book.generated(found, "growth")
    return None


def drafts_text(found: Sequence[Draft], source: str, text: str) -> str:
    """The drafts as TOML; what nobody knows yet is a comment, so that a forgotten draft is an error of its book."""
    slug = _NOT_ID.sub("-", source.rpartition(".")[0] or source).strip("-") or "text"
    blocks = [_draft(one, slug, text) for one in found]
    source_row = _table("source", [f"id = {_quoted(slug)}", f"title = {_quoted(source)}"])
    return "\n".join([_heading(), source_row, *blocks])


def _heading() -> str:
    lines = (
        _("Drafts: nbkpi does not read this file. Check each against the text, fill in what is missing,"),
        _("and move it into a file of the book; then remove it here."),
    )
    return "".join(f"# {line}\n" for line in lines)


def _draft(draft: Draft, source: str, text: str) -> str:
    one = draft.mention
    measure = draft.measure
    if measure is None:
        about = f"# indicator = {_quoted(one.subject)}"
    else:
        about = f"{'indicator' if isinstance(measure, Indicator) else 'metric'} = {_quoted(measure.id)}"
    period = f"period = {_quoted(str(one.when))}" if one.when is not None else f"# period = {_quoted(one.period)}"
    lines = [
        f"{'' if one.is_known else '# '}entity = {_quoted(one.entity)}",
        about,
        period,
        f"value = {_quoted(draft.value)}",
        f"source = {_quoted(f'{source}#{one.locator}')}",
        f"note = {_quoted(text[max(one.start - len(one.lead), 0) : one.end].strip())}",
    ]
    return _table("observation", lines)


def _table(name: str, lines: Iterable[str]) -> str:
    return f"[[{name}]]\n" + "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are a part of TOML's, but for what TOML wants escaped and JSON does not."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
