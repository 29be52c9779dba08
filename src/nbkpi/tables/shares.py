"""Percentages that may have been stored as shares of one: 0.45 for 45%, and -0.5 among percentages for -0.5%."""

from __future__ import annotations

from operator import attrgetter

from nbkpi.diagnostics import Diagnostic
from nbkpi.language import _
from nbkpi.loading.labels import is_bare
from nbkpi.loading.layout import Figures, TableLayout
from nbkpi.loading.table import Taken
from nbkpi.model.records import Observation
from nbkpi.sheets.grid import column_name
from nbkpi.tables.asking import given
from nbkpi.tables.column_names import is_called
from nbkpi.tables.understood import Asked

_MEASURE = attrgetter("measure")
_SIGNS = ("%", "‰")


def shares_for_percents(taken: Taken, figures: Figures, layout: TableLayout, asked: Asked) -> list[Diagnostic]:
    """Bare numbers of a rate none of which exceeds one: a warning; among percentages one question for all of them.

    These are not taken, whatever stands beside, unless the user says that the column is in percents.
    """
    if not {one.unit.symbol for one in set(map(_MEASURE, taken.observations))} & {*_SIGNS}:
        return []
    rates = [(row, one) for row, one in zip(taken.rows, taken.observations, strict=True)
             if one.measure.unit.symbol in _SIGNS]  # fmt: skip
    numbers = [(row, one) for row, one in rates if is_bare(one.text)]
    shares = [(row, one) for row, one in numbers if _is_share(one.text)]
    is_mixed = any(sign in one.text for _row, one in rates for sign in _SIGNS)
    if not shares or _is_said(figures, layout, asked) or (not is_mixed and len(shares) < max(2, len(numbers))):
        return []
    row, first = shares[0]
    place = taken.file.place(("observation", row))
    if is_mixed:
        return [_asked(taken, shares, place, figures.heading)]
    message = _("“{text}” is read as {unit}; none of the {count} rates in this column exceeds 1", text=first.text,
                unit=first.measure.unit, count=len(numbers))  # fmt: skip
    remedy = _("if 1 means 100%, format the column as percentages in the spreadsheet")
    return [Diagnostic("share-for-percent", message, place, remedy=remedy, severity="warning")]


def _asked(taken: Taken, shares: list[tuple[int, Observation]], place: str, heading: str) -> Diagnostic:
    """The question what the bare numbers of a column with percentages are, which are taken out of it."""
    wrong = {row for row, _one in shares}
    kept = [(row, one) for row, one in zip(taken.rows, taken.observations, strict=True) if row not in wrong]
    taken.rows[:], taken.observations[:] = [row for row, _one in kept], [one for _row, one in kept]
    message = _("“{text}” stands among percentages and may be a share of one; cells like it in this column, "
                "not read: {count}", text=shares[0][1].text, count=len(shares))  # fmt: skip
    remedy = _("if they are percentages too, say so with {option}", option=given("--unit", heading, "%"))
    return Diagnostic("share-for-percent", message, place, remedy=remedy)


def _is_said(figures: Figures, layout: TableLayout, asked: Asked) -> bool:
    """Whether the user said that a column is in percents."""
    path = "/".join(layout.headings[figures.column])
    named = (unit for name, unit in asked.units.items() if is_called(name, column_name(figures.column), path))
    return next(named, asked.unit) in _SIGNS


def _is_share(text: str) -> bool:
    return "." in text and text.lstrip("+- ").startswith(("0.", "1.0"))
