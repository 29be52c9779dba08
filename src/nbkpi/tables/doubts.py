"""What was taken for granted of a sheet and may be meant otherwise: said as warnings, with what to do then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.figure import Period, Units, WrittenPeriod
from nbkpi.language import _, listed, quoted
from nbkpi.loading.layout import is_period
from nbkpi.model.records import Entity, Measure
from nbkpi.tables.asking import BLANK, blank, entity_for, skipping
from nbkpi.tables.heading_periods import only_period
from nbkpi.tables.titled import period_of_titles

BY_PLACE = "growth-by-place"
"""The code of what is said of growth whose heading does not say of what it is."""


def growth_of_a_count(heading: str, measure: Measure, place: str) -> Diagnostic:
    """That a column of growth is taken for that of a count, only because it stands beside it.

    In most sheets it is an amount that grows: where its column is missing, the growth stands beside another one.
    """
    message = _("“{heading}” is taken as the growth of “{name}”, the column on its left",
                heading=heading, name=measure.name)  # fmt: skip
    option = blank("--map", heading, _("the name of that indicator"), f"{BLANK}.growth")
    remedy = _("if it is that of another indicator, say so with {option}", option=option)
    return Diagnostic(BY_PLACE, message, place, remedy=remedy, severity="warning")


def may_be_targets(measure: Measure, heading: str, place: str) -> Diagnostic:
    """That what looks like targets becomes an indicator of its own."""
    message = _("“{heading}” becomes an indicator of its own, and may be targets", heading=measure.name)
    option = blank("--map", heading, _("the name of an indicator"), f"target:{BLANK}")
    remedy = _("if these are targets, give {option}", option=option)
    return Diagnostic("may-be-targets", message, place, remedy=remedy, severity="warning")


def period_against_title(given: str, titles: list[str], name: str, units: Units) -> list[Diagnostic]:
    """That a sheet is taken to be of another period than its title says: neither a part of that nor the year so far."""
    titled = period_of_titles(titles, units)
    if titled is None or not is_period(given):
        return []
    asked = WrittenPeriod.parse(given).period
    if titled.covers(asked) or _is_so_far(asked, titled):
        return []
    message = _("the period given is {given}, but the title says {titled}: “{title}”; {given} is taken",
                given=asked, titled=titled, title=" ".join(titles))  # fmt: skip
    remedy = _("if the title is right, leave --period out")
    return [Diagnostic("period-against-title", message, name, remedy=remedy, severity="warning")]


def period_against_column(given: str, headings: list[str], place: str, are_several: bool) -> Diagnostic:
    """That a sheet is said to be of one period, though columns of it say the period of each row.

    are_several: these are different ones, so that these count, and not the period given.
    """
    if are_several:
        message = _("the period given is {given}, but {headings} has another one in each row, which is taken",
                    given=given, headings=quoted(headings))  # fmt: skip
        remedy = _("if the column is right, leave --period out")
        return Diagnostic("period-against-title", message, place, remedy=remedy, severity="warning")
    message = _("the period given is {given}, but {headings} has the period of each row; {given} is taken",
                given=given, headings=quoted(headings))  # fmt: skip
    remedy = _("if the column is right, leave --period out")
    return Diagnostic("period-against-title", message, place, remedy=remedy, severity="warning")


def period_against_headings(given: str, taken: Mapping[str, str], place: str, units: Units) -> list[Diagnostic]:
    """That headings say a period that is no part of the one given; taken is that of the figures below each heading.

    The heading counts, unless its year is a part of a name of the book.
    """
    if not is_period(given):
        return []
    asked = WrittenPeriod.parse(given).period
    periods = ((heading, only_period(heading, units)) for heading in taken)
    said = {heading: period for heading, period in periods if period is not None and not asked.covers(period)}
    own = [f"“{heading}” {period}" for heading, period in said.items() if taken[heading]]
    named = [heading for heading in said if not taken[heading]]
    found = []
    if own:
        message = _("the period given is {given}, but headings say their own, which is taken: {said}",
                    given=asked, said=listed(own))  # fmt: skip
        found.append((message, _("if the headings are wrong, correct them in the file")))
    if named:
        message = _("the period given is {given}, but names have another year: {names}; {given} is taken",
                    given=asked, names=quoted(named))  # fmt: skip
        found.append((message, _("if the year is the period, rename the indicator in the book")))
    return [
        Diagnostic("period-against-title", message, place, remedy=remedy, severity="warning")
        for message, remedy in found
    ]


def _is_so_far(asked: Period, titled: Period) -> bool:
    """Whether one period ends with the other, as the months of a year up to the one of the title do."""
    return asked.covers(titled) and asked.end == titled.end


def partial_total(entity: Entity, tops: Sequence[Entity], label: str, place: str) -> list[Diagnostic]:
    """That parts of the whole have no row, of the kinds that have one: the total of this label may not be of them."""
    kinds = {one.kind for one in tops}
    missing = [one.name for one in entity.parts if one.kind in kinds and one not in tops]
    if not missing:
        return []
    message = _(
        "the total row is taken as the figure of “{name}”, but {parts} have no row",
        name=entity.id if entity.is_ambiguous else entity.name,
        parts=listed(missing[:5]),
    )
    remedy = _("if it adds up only the rows shown, skip it with {option}", option=skipping(label))
    return [Diagnostic("partial-total", message, place, remedy=remedy, severity="warning")]


def part_of_several(label: str, place: str) -> Diagnostic:
    """A warning of a row that may be a part of several rows above."""
    message = _("“{label}” may be a part of several rows above, and is not read", label=label)
    remedy = _("say what it is with {option}", option=entity_for(label))
    return Diagnostic("row-left-out", message, place, remedy=remedy, severity="warning")


def lost_total(label: str, place: str) -> Diagnostic:
    """A warning of a total by formulas of which the file does not have the results."""
    message = _("“{label}” has formulas, and the file does not say what they come to; the row is not read", label=label)
    remedy = _("open the file in a spreadsheet program, save it there, and import it again")
    return Diagnostic("row-left-out", message, place, remedy=remedy, severity="warning")
