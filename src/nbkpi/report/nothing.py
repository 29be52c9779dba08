"""The notes where there is nothing to show, with what there would be without the filters."""

from __future__ import annotations

from nbkpi.figure import Period
from nbkpi.language import _, abridged, listed
from nbkpi.model.book import Book
from nbkpi.solve.select import Selection

EVERYTHING_ASKED = Selection()
"""Where no filter was given."""
LISTED = 5
"""How many periods are named where the one that was asked for has no figures."""


def nothing(selection: Selection, book: Book, why: str = "") -> str:
    """The note where there is nothing to show: the filters where there are any, else why, if there is more to say.

    Behind a filter by periods, or else by entities, it says which ones there are without it.
    """
    if selection != EVERYTHING_ASKED:
        if any(map(selection.has_observation, book.observations)):
            return _("nothing to show: the book has figures for these filters, but none of these follow from them")
        told = _("nothing to show: no figure in the book matches these filters")
        more = _others(selection, book)
        return _("{message} ({more})", message=told, more=more) if more else told
    return why or _("nothing to show: the book has none of these")


def _others(selection: Selection, book: Book) -> str:
    """Which periods or entities have figures behind the other filters; nothing where these do not matter."""
    if selection.periods:
        others = selection._replace(periods=())
        names = last_periods(others, book)
        return _("the last periods with figures: {names}", names=names) if names else ""
    if selection.entities is None:
        return ""
    others = selection._replace(entities=None)
    labels = list(dict.fromkeys(one.entity.label for one in book.observations if others.has_observation(one)))
    return _("entities with figures: {names}", names=abridged(labels)) if labels else ""


def last_periods(selection: Selection, book: Book) -> str:
    """The last periods of which figures that pass the filters were printed; nothing where there are none."""
    known = {one.period for one in book.observations if selection.has_observation(one)}
    return listed(map(str, sorted(known, key=Period.when)[-LISTED:]))


def nothing_to_check(selection: Selection) -> str:
    """The note where no claim is made and no relation holds between figures that were printed."""
    if selection != EVERYTHING_ASKED:
        return _("nothing to check: no claim and no relation matches these filters")
    return _(
        "nothing to check: the book has no claims (published derived figures), and no relation "
        "whose figures were all published"
    )
