"""A formula as a user types it, who may call things by names that formulas take apart: Retail sales / Visitors."""

from __future__ import annotations

import re

from nbkpi.errors import FormulaError
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Node
from nbkpi.language import _
from nbkpi.model.book import Book


def parse_typed(text: str, book: Book) -> Node:
    """The formula; FormulaError, with the formula of ids that is meant where its names say so."""
    try:
        return parse_formula(text)
    except FormulaError as error:
        of_ids = _with_ids(text, book)
        if not _is_formula(of_ids):
            raise
        raise FormulaError(str(error), error.start, error.end, _("write the ids: {formula}", formula=of_ids)) from None


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
