"""The figures of a column of a table, each with its entity, measure, period and source, or noted for what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from operator import concat, itemgetter
from typing import Any, TypeVar

from nbkpi.errors import NbkpiError
from nbkpi.loading.dating import NO_PERIOD, Dated
from nbkpi.loading.figure_column import NO_AIM, PRICES, STATUSES, FigureColumn
from nbkpi.loading.unusual_figures import UnusualFigures
from nbkpi.model.records import Observation, Source
from nbkpi.patterns import regex
from nbkpi.sheets.lookups import Lookups, looked_up, looked_up_in_pairs, same_for_all

_PLAIN = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?+"
_NUMBER, _NUMBERS = regex(_PLAIN), regex(rf"(?:{_PLAIN}\n)*+")

Key = TypeVar("Key")
Found = TypeVar("Found")

_NOTHING: tuple[Any, str] = (None, "?")
_FIRST, _SECOND = itemgetter(0), itemgetter(1)


def observations(column: FigureColumn) -> tuple[list[int], list[Observation]]:
    """The rows and the observations of all figures that can be used; what is wrong with the others is noted.

    Whole columns are handled at once: a loop over their rows would take several times as long.
    """
    active = column.rows.active
    entities, aims = column.entities, column.aims
    periods = column.periods.found(aim.measure for aim in aims.each)
    for day, (place, period) in column.periods.taken_days(periods.each).items():
        column.resolver.warn_of_day(column.file, ("observation", active[place]), day, period)
    sources, states = _sources(column), _states(column, periods)
    found: list[Observation | None] = list(
        map(
            Observation,
            entities,
            map(_FIRST, aims.each),
            map(_FIRST, periods.each),
            map(concat, column.texts, map(_SECOND, aims.each)),
            map(_FIRST, sources.each),
            column.locators or map(_SECOND, sources.each),
            map(_FIRST, states.each),
            map(_SECOND, states.each),
            _notes(column),
            repeat(column.resolver.figure),
        )
    )
    odd = _odd(column, ((periods, NO_PERIOD), (sources, _NOTHING), (states, _NOTHING), (aims, NO_AIM)))
    unusual = UnusualFigures(column, periods.each)
    for place in sorted(odd):
        found[place] = unusual.observation(place)
    if not odd or None not in found:
        return list(active), found  # type: ignore[return-value]
    kept = [(row, one) for row, one in zip(active, found, strict=True) if one is not None]
    return [row for row, _one in kept], [one for _row, one in kept]


def _odd(column: FigureColumn, found: Iterable[tuple[Lookups[Any], object]]) -> set[int]:
    """The places of figures that are not plain, and of those of which something is missing in what was found."""
    odd, aims = _not_plain(column.texts), column.aims
    if None in column.entities:
        odd.update(place for place, entity in enumerate(column.entities) if entity is None)
    for things, missing in found:
        if any(thing is missing for thing in things.different):
            odd.update(place for place, thing in enumerate(things.each) if thing is missing)
    if not all(aim.is_plain for aim in aims.different):
        odd.update(place for place, aim in enumerate(aims.each) if not aim.is_plain)
    if column.rows.missing:
        odd.update(place for place, text in enumerate(column.texts) if text in column.rows.missing)
    if column.wrong:
        odd.update(place for place, row in enumerate(column.rows.active) if row in column.wrong)
    return odd


def _sources(column: FigureColumn) -> Lookups[tuple[Source | None, str]]:
    if not column.figures.source:
        return same_for_all((column.rows.file_source, ""), len(column.texts))
    return looked_up(column.sources, _or_nothing(lambda label: column.resolver.sources[label or None], _NOTHING))


def _states(column: FigureColumn, periods: Lookups[Dated]) -> Lookups[tuple[str, str]]:
    """Status and prices of each figure; a status in its own column comes before that of the period."""
    own = _own_states(column)
    if not any(status for _period, status in periods.different):
        return own
    return looked_up_in_pairs(periods.each, own.each, _with_status)


def _own_states(column: FigureColumn) -> Lookups[tuple[str, str]]:
    if "status" not in column.extra and "prices" not in column.extra:
        return same_for_all(("final", ""), len(column.texts))
    blank = [""] * len(column.texts)
    find: Callable[[tuple[str, str]], tuple[str, str]]
    find = _or_nothing(lambda pair: (STATUSES[pair[0]], PRICES[pair[1]]), _NOTHING)
    statuses, prices = column.extra.get("status", blank), column.extra.get("prices", blank)
    return looked_up_in_pairs(statuses, prices, lambda status, price: find((status, price)))


def _notes(column: FigureColumn) -> Iterable[str]:
    return looked_up(column.extra["note"], column.rows.plain).each if "note" in column.extra else repeat("")


def _not_plain(texts: list[str]) -> set[int]:
    """The places of what is no bare number, looked for one by one only where there is any."""
    joined = "\n".join(texts) + "\n"
    match = _NUMBERS.match(joined)
    if match is not None and match.end() == len(joined) and joined.count("\n") == len(texts):
        return set()
    return {place for place, text in enumerate(texts) if not _NUMBER.fullmatch(text)}


def _with_status(dated: Dated, state: tuple[str, str]) -> tuple[str, str]:
    """Status and prices of a figure whose period may say a status."""
    status = dated[1]
    return (status, state[1]) if status and state[0] == "final" else state


def _or_nothing(find: Callable[[Key], Found], nothing: Found) -> Callable[[Key], Found]:
    """The function, but giving None where it raises an error."""

    def found(key: Key) -> Found:
        try:
            return find(key)
        except (NbkpiError, ValueError, KeyError):
            return nothing

    return found
