"""A formula as a user types it, who may call things by names that formulas take apart: Retail sales / Visitors."""

from __future__ import annotations

import re

from nbkpi.errors import FormulaError
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Node
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.patterns import regex


def parse_typed(text: str, book: Book) -> Node:
    """The formula, in which names may stand in quotation marks; FormulaError, with the formula of ids that is meant."""
    text = _QUOTED.sub(lambda match: _id_of(match, book), text)
    try:
        return parse_formula(text)
    except FormulaError as error:
        of_ids = _with_ids(text, book)
        if not _is_formula(of_ids):
            raise
        raise FormulaError(str(error), error.start, error.end, _("write the ids: {formula}", formula=of_ids)) from None


_QUOTED = regex(r"[\"“]([^\"“”]+)[\"”]")
"""What stands in quotation marks: the name of an indicator, or an argument such as "previous"."""


def _id_of(match: re.Match[str], book: Book) -> str:
    """The id of what is called so, in the place of its name; any other words as they are."""
    found = book.measures_called(match[1])
    return found[0].id if len(found) == 1 else match[0]


def _is_formula(text: str) -> bool:
    try:
        parse_formula(text)
    except FormulaError:
        return False
    return True


def _with_ids(text: str, book: Book) -> str:
    """The text with the id of each indicator and metric in the place of its name; the longest name goes first."""
    named = {one.name.lower(): one.id for one in (*book.metrics, *book.indicators)}
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    if not names:
        return text
    return re.sub(rf"(?i)(?<![\w.])(?:{names})(?![\w.])", lambda match: named[match[0].lower()], text)
