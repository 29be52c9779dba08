"""What an import that takes the place of an earlier one changes: figures that are new, other than before, or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter

from nbkpi.figure import Period
from nbkpi.language import _, separated
from nbkpi.model.book import Book
from nbkpi.model.records import Observation, is_cell

_Subject = tuple[str, str, Period]
Figures = Mapping[_Subject, Observation]
"""Figures by what they are of."""

_FEW = 3
"""So many changes are shown."""


def _by_subject(figures: Iterable[Observation]) -> Figures:
    return {(one.entity.path, one.measure.id, one.period): one for one in figures}


def imported_from(book: Book, sources: Iterable[str]) -> Figures:
    """The figures of a book that imports took from these sources, of each thing that of the first of them."""
    order = {source: -place for place, source in enumerate(sources)}
    figures = [(order[one.source.id], one) for one in book.observations if one.source and one.source.id in order]
    return _by_subject(one for _place, one in sorted(figures, key=itemgetter(0)) if is_cell(one.locator))


def replaced_note(before: Figures, figures: Iterable[Observation], periods: Collection[Period], source: str) -> str:
    """How many figures are new, other than before, with the first of these, and gone; of the source that is named."""
    after = _by_subject(figures)
    gone = [one for subject, one in before.items() if subject[2] in periods and subject not in after]
    changed = [(before[one], after[one]) for one in after if one in before and _differ(before[one], after[one])]
    counted = _("figures of “{source}”: {new} new, {changed} changed, {gone} gone",
                source=source, new=len(after.keys() - before.keys()), changed=len(changed), gone=len(gone))  # fmt: skip
    shown = [
        _("{name}: {before} → {after}", name=_name(now), before=old.text, after=now.text) for old, now in changed[:_FEW]
    ]
    return separated([counted, *shown])


def _differ(one: Observation, other: Observation) -> bool:
    """Whether other words were printed that do not say the same either."""
    return one.text != other.text and (one.interval, one.figure.missing) != (other.interval, other.figure.missing)


def _name(one: Observation) -> str:
    return f"{one.entity.label} {one.measure.name} {one.period}"
