"""How a sheet differs from the one its recipe was learnt from: what may change the meaning, and what is only said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nbkpi.errors import UnknownName
from nbkpi.figure import Period
from nbkpi.figure.characters import heading_key
from nbkpi.language import _, listed
from nbkpi.loading.files import Rows
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.tables.masks import expanded

MOST = 12
"""So many names are listed, then how many more there are."""
KEPT = 0.5
"""At least so much of the rows must be there again: else a sheet is of other places."""

_CATEGORIES = regex(r"([^（）]+)（([^（）]+)）")

Row = Mapping[str, Any]


class Difference(NamedTuple):
    """Something that was otherwise last time, in words: what, as it was, as it is now."""

    what: str
    before: str
    now: str


class Differences(NamedTuple):
    """Those by which figures could come to mean something else, and sentences on all others."""

    grave: list[Difference]
    other: list[str]


def differences(before: Rows, now: Row, about: Period | None, book: Book) -> Differences:
    """What differs between a recipe and a sheet that was read by it; about is the period of the sheet."""
    found = Differences([], [])
    _columns(before, now, about, book, found)
    _labels(before, now, found)
    _sections(before, now, found)
    _rows(before, now, found)
    return found


def _columns(before: Rows, now: Row, about: Period | None, book: Book, found: Differences) -> None:
    """The columns by their headings: of those that both have, what their figures are of."""
    then, here = _by_heading(before["columns"], about), _by_heading(now.get("columns", ()), about)
    unread = {heading_key(expanded(one, about)): one for one in before["headings"]}
    unread_now = {heading_key(one): one for one in now.get("headings", ())}
    for key in [*then, *(key for key in here if key not in then)]:
        if key in ({*here, *unread_now} if key in then else unread):
            heading = _shown((then.get(key) or here[key])[0]["heading"], about)
            was, is_now = (_meanings(side.get(key, ()), about, book) for side in (then, here))
            if was != is_now:
                found.grave.append(Difference(_("column “{heading}”", heading=heading), was, is_now))
    _say_names(found, _("new columns: {names}"), _apart(here, unread_now, {*then, *unread}, about))
    _say_names(found, _("columns that are gone: {names}"), _apart(then, unread, {*here, *unread_now}, about))


def _apart(
    columns: Mapping[str, Sequence[Row]], others: Mapping[str, str], known: set[str], about: Period | None
) -> list[str]:
    """The headings that the other side does not have."""
    found = [_shown(those[0]["heading"], about) for key, those in columns.items() if key not in known]
    return found + [_shown(heading, about) for key, heading in others.items() if key not in known]


def _meanings(columns: Sequence[Row], about: Period | None, book: Book) -> str:
    """What the columns of one heading are of."""
    return listed([_meaning(one, about, book) for one in columns]) if columns else _("not read")


def _by_heading(columns: Sequence[Row], about: Period | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for one in columns:
        found.setdefault(heading_key(expanded(one["heading"], about)), []).append(one)
    return found


def _shown(masked: str, about: Period | None) -> str:
    """A heading for people, with the period that this sheet would have there."""
    return expanded(masked, about).replace("{", "").replace("}", "")


def _meaning(column: Row, about: Period | None, book: Book) -> str:
    """What the figures of a column are of, in words that are the same only where it is the same."""
    name = column.get("indicator") or column.get("metric") or column.get("target") or ""
    try:
        measure = book.measure(name) if name else None
    except UnknownName:
        measure = None
    unit = column.get("unit") or (measure.unit.symbol if measure is not None else "")
    target = _("target") if column.get("target") else ""
    period = _shown(column.get("period") or "", about)
    return " ".join(filter(None, (column.get("entity"), name, target, unit, period)))


def _labels(before: Rows, now: Row, found: Differences) -> None:
    """Where the labels of the rows stand, and whose the total is."""
    for what, old, new in (
        (_("entity"), before["entity"], now.get("entity", [])),
        (_("indicator"), before["indicator"] or "", now.get("indicator", "")),
        # Of a sheet whose total nobody asked for, it may be asked for now.
        (_("total"), before["total"] or now.get("total", ""), now.get("total", "")),
        (_("unit line"), before["unit_line"], now.get("unit_line", []) if before["unit_line"] else []),
    ):
        was, is_now = (" / ".join([side] if isinstance(side, str) else side) for side in (old, new))
        if heading_key(was) != heading_key(is_now):
            found.grave.append(Difference(what, was or _("none"), is_now or _("none")))


def _sections(before: Rows, now: Row, found: Differences) -> None:
    was, is_now = before["sections"], now.get("sections", [])
    if list(map(heading_key, was)) != list(map(heading_key, is_now)):
        sides = (_names(side) or _("none") for side in (was, is_now))
        found.grave.append(Difference(_("rows that part the others"), *sides))


def _in_all_languages(row: str) -> str:
    """The label of a row with its categories as they are written now; they were in the language of the user."""
    match = _CATEGORIES.fullmatch(row)
    return row if match is None else f"{match[1]} ({match[2].replace('、', ', ')})"


def _rows(before: Rows, now: Row, found: Differences) -> None:
    """Which entities or indicators are new, and which have no row any more."""
    was, is_now = (list(map(_in_all_languages, one)) for one in (before["rows"], now.get("rows", [])))
    if not was or not is_now:
        return
    kept = set(was) & set(is_now)
    if len(kept) < KEPT * len(was):
        found.grave.append(Difference(_("rows"), _names(was), _names(is_now)))
        return
    _say_names(found, _("new rows: {names}"), [name for name in is_now if name not in kept])
    _say_names(found, _("rows that are gone: {names}"), [name for name in was if name not in kept])


def _say_names(found: Differences, sentence: str, names: Sequence[str]) -> None:
    if names:
        found.other.append(sentence.format(names=_names(names)))


def _names(names: Sequence[str]) -> str:
    first = listed(names[:MOST])
    return first if len(names) <= MOST else _("{words} and {count} more", words=first, count=len(names) - MOST)
