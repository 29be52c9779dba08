"""The totals that sheets printed of their own rows, each against what these add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nbkpi.figure.format import number_text
from nbkpi.figure.plain import amount_of
from nbkpi.figure.unit import Units
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.model.totals import PrintedTotal, Sum, cells_told, cells_written, gaps_of, not_checked, sum_of
from nbkpi.solve.check.verdicts import Check, difference
from nbkpi.solve.printed import best
from nbkpi.solve.select import Selection


def total_checks(book: Book, selection: Selection) -> Iterator[Check]:
    """A verdict on each total of which some figure was asked for."""
    for one in book.totals:
        if any(map(selection.has_observation, one.parts or (one.claim,))):
            yield _beside_revised(book, one, _check(one, book.units))


def _beside_revised(book: Book, one: PrintedTotal, found: Check) -> Check:
    """The check of a total that holds for the figures it was printed with; not where some were revised."""
    now = [best(book.printed(part.entity, part.measure, part.period)) for part in one.parts]
    revised = [figures[0] for figures, part in zip(now, one.parts, strict=True) if part not in figures]
    if found.verdict != "consistent" or not revised or found.asserted is None or found.asserted.status == "revised":
        return found
    total, stated = sum_of(one.claim, [each[0] for each in now], has_others=one.has_others), one.claim.possible
    if total is None or stated is None or total.fits(stated):
        return found
    reason = _(
        "“{name}” was revised, and the total was not revised with it: the figures now add up to {sum}",
        name=revised[0].entity.label,
        sum=_amount(total, one.claim.measure, book.units),
    )
    return replace(found, verdict="not comparable", reason=reason, figures=tuple(each[0] for each in now),
                   computed=total.computed, nominal=total.nominal)  # fmt: skip


def _amount(total: Sum, measure: Measure, units: Units) -> str:
    return amount_of(measure.name, number_text(total.computed, total.nominal, unit=measure.unit), measure.unit, units)


def _check(one: PrintedTotal, units: Units) -> Check:
    claim, cells = one.claim, cells_told(one.cells)
    measure = claim.measure
    found = Check(
        "unknown", "total", claim.entity, measure, claim.period, measure.unit,
        _("“{label}” is the total of {cells}", label=claim.entity.name, cells=cells), "", claim, figures=one.parts,
    )  # fmt: skip
    stated = claim.possible
    total, gaps = None if one.lost else sum_of(claim, one.parts, has_others=one.has_others), gaps_of(one)
    if one.lost:
        found.reason = _("the book has no figure of {cells}", cells=cells_told(cells_written(one.lost)))
    elif stated is not None and gaps and (total is None or total.fits(stated)):
        found.reason = not_checked(claim.entity.name, measure, gaps)
    elif stated is None or total is None:
        found.reason = _("nothing follows from these figures")
    else:
        found.computed, found.nominal = total.computed, total.nominal
        fits = total.fits(stated)
        found.verdict = "consistent" if fits else "contradicted"
        found.reason = _("{cells} add up to {sum}", cells=cells, sum=_amount(total, measure, units))
        found.difference = None if fits else difference(claim, total.computed, total.nominal)
    return found
