"""The year of a text that names none: the last of a book, where the figures of the text fit what it has for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from nbkpi.figure import Period
from nbkpi.figure.characters import normalise
from nbkpi.language import _, separated
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.solve.dates import last_year
from nbkpi.text.book_judge import BookComparison

_YEAR = regex("(?:19|20)[0-9]{2}(?=年|[-/.][0-9])")
_ENOUGH = 2
"""So many figures must agree for a year to be taken, and so many times as many as contradict the book."""

Compare = Callable[[Period | None], list[BookComparison]]


def with_year(text: str, book: Book, compare: Compare) -> list[BookComparison]:
    """What compare finds in a text of unknown date, in the last year of the book where the text fits that.

    Where it does not fit, its figures are of no known period, and the reason says what would help.
    """
    found = compare(None)
    wanting = {one.mention.start for one in found if one.why == "period" and one.period is None}
    year = last_year(book)
    if not wanting or year is None or _YEAR.search(normalise(text)):
        return found
    guessed = compare(Period(12 * year + 11, 1))
    counts = Counter(one.verdict for one in guessed if one.mention.start in wanting)
    if counts["agrees"] >= _ENOUGH * max(1, counts["contradicted"]):
        return [_assumed(one, year) if one.mention.start in wanting and not one.why else one for one in guessed]
    return [_helped(one) if one.mention.start in wanting and one.mention.period else one for one in found]


def _assumed(one: BookComparison, year: int) -> BookComparison:
    words = _("the text names no year, {year} fits", year=year)
    return replace(one, assumed=separated(list(filter(None, (one.assumed, words)))))


def _helped(one: BookComparison) -> BookComparison:
    reason = _("the text does not say of which year {period} is; --as-of gives its date", period=one.mention.period)
    return replace(one, reason=reason)
