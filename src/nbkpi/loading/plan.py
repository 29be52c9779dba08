"""What a report is to show of a book, with the names of its headline resolved."""

from __future__ import annotations

from nbkpi.errors import UnknownName
from nbkpi.language import _
from nbkpi.loading.files import Documents
from nbkpi.loading.problems import Problems
from nbkpi.model.book import Book
from nbkpi.model.plans import Plan
from nbkpi.model.records import Measure


def add_plan(book: Book, documents: Documents, problems: Problems) -> None:
    """The one [report] of a book; every unknown name, and a second such table, is a problem."""
    seen = False
    for file, document in documents:
        row = document["report"]
        if row is None:
            continue
        if seen:
            message = _("another file of this book has a [report] table already")
            problems.add(file, ("report",), "duplicate", message)
            continue
        seen = True
        headline: list[Measure] = []
        for place, name in enumerate(row["headline"]):
            try:
                headline.append(book.measure(name))
            except UnknownName as error:
                problems.add_unknown(file, ("report", "headline", place), name, error)
        sections = tuple(dict.fromkeys(row["sections"] or ()))
        book.plan = Plan(row["title"] or "", row["note"] or "", sections, tuple(headline), row["top"])
