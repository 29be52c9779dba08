"""The relations that the tables of a text state, judged as the claims of its sentences are."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.figure import Units
from nbkpi.model.book import Book
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.mentions import Mention
from nbkpi.text.roles import Role
from nbkpi.text.scan import Found
from nbkpi.text.tabular.cells import ReadTable, TableCell, read_tables
from nbkpi.text.tabular.evidence import TableRelation
from nbkpi.text.tabular.relations import relations_of
from nbkpi.text.tabular.table import TextTable
from nbkpi.text.terms import Term, smallest, term_of
from nbkpi.text.verdicts import RIGHT, Judged, right, wrong

_ROLES: dict[str, Role] = {"share": "share", "growth": "growth", "rate": "rate", "change": "change", "sum": "level"}


def judged_tables(text: str, tables: Sequence[TextTable], book: Book) -> tuple[list[Judged], list[Mention]]:
    """The verdict on every relation of these tables of a text, and all their figures."""
    judged: list[Judged] = []
    mentions: list[Mention] = []
    for number, table in enumerate(read_tables(text, tables, book), 1):
        found, figures = _judged(table, number, book.units)
        judged += found
        mentions += figures
    return judged, mentions


def _judged(table: ReadTable, number: int, units: Units) -> tuple[list[Judged], list[Mention]]:
    relations = relations_of(table)
    one = smallest([cell.figure for cell in table.cells.values()])
    above = table.table.above
    terms = {id(cell): _term(cell, (number, cell.row + 1 - above, cell.col + 1), one, units)
             for cell in table.cells.values()}  # fmt: skip
    judged = [found for each in relations if (found := _verdict(each, terms)) is not None]
    return judged, [term.mention for term in terms.values()]


def _term(cell: TableCell, place: tuple[int, int, int], one: int, units: Units) -> Term:
    """A cell as a figure of the text: what it counts is said by its row and its column; place counts from 1."""
    found = Found(cell.start, cell.end, cell.words, cell.figure)
    mention = Mention(found, cell.line, cell.column, 0, 0, "", "", "", base=f"{cell.label} {cell.heading}".strip())
    term = term_of(mention, 0, "", units, one)
    if cell.value is not None and cell.value.is_negative and term.quantity.value > 0:
        term.quantity = term.quantity.negated()
    term.cell = place
    return term


def _verdict(relation: TableRelation, terms: dict[int, Term]) -> Judged | None:
    """Confirmed where the figures fit; accused only where the table leaves no other reading."""
    for made in _hypothesis(relation, terms):
        if not made.fits:
            return Judged(wrong(made), made) if relation.is_demanded else None
        verdict = right(made)
        return Judged(verdict if relation.is_demanded or verdict in RIGHT else "plausible", made)
    return None


def _hypothesis(relation: TableRelation, terms: dict[int, Term]) -> tuple[Hypothesis, ...]:
    above, below = relation.numerator or relation.added, relation.denominator or relation.subtracted
    figures = tuple(terms[id(cell)] for cell in (*above, *below))
    claim = terms[id(relation.claim)]
    claim.role = _ROLES[relation.kind]
    form = "sum" if relation.kind in ("sum", "change") else "growth" if relation.kind == "growth" else "ratio"
    return proposed(relation.kind, claim, figures, form, split=len(above), prior=1.0, demand=2)
