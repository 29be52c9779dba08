"""Whose the figure of a total row is: what all rows lie within, of the level that 全县合计 says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from nbkpi.errors import as_typed
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.kinds import SUBITEM, level_of
from nbkpi.model.records import Entity
from nbkpi.tables.kinds import kind_of, level_of_whole
from nbkpi.tables.titled import place_of_titles
from nbkpi.tables.understood import Understood


def whose_total(label: str, tops: Sequence[Entity], within: Entity | None) -> Entity | None:
    """The entity of a total row, of rows of these entities which all lie within one; None where that is not clear.

    Of 合计 it is what all lie directly within, else what the user says that they do; of 全县合计 the county among what
    they lie in. A few rows of one entity may be parts of anything.
    """
    around = [one for one in tops[0].ancestors() if all(one in other.ancestors() for other in tops)] if tops else []
    level = level_of_whole(label)
    if level:
        found = [one for one in around if level_of(one.kind) == level]
        return found[0] if len(found) == 1 else None
    if len(tops) > 1 and len({id(one.within) for one in tops}) == 1:
        return tops[0].within
    return within if within in around else None


def are_all_within(label: str, called: Sequence[Entity], tops: Sequence[Entity], new: Collection[Entity]) -> bool:
    """Whether several rows are of what lies right within the place of this label, of a lower level.

    called is what the book calls so. Rows of which it does not know that, or which lie elsewhere, are not.
    """
    level = level_of(called[0].kind if called else kind_of(label))
    inside = (one.within in called or (one.within is None and one in new) for one in tops)
    return len(tops) > 1 and len(called) < 2 and all(inside) and all(level_of(one.kind) != level for one in tops)


def put_within(upper: Entity | None, tops: Iterable[Entity], new: Collection[Entity], found: Understood) -> None:
    """Let the outermost of the rows, where they are new and of a lower level, lie within the one that a total is of."""
    rows = {row["id"]: row for sort, row in found.new if sort == "entity"}
    for one in ([row, *row.ancestors()][-1] for row in tops):
        is_open = one in new and one.within is None and one is not upper and one.kind != SUBITEM
        if upper is not None and is_open and level_of(one.kind) != level_of(upper.kind):
            one.within = upper
            one.join_whole()
            rows[one.id]["within"] = upper.id if upper.is_ambiguous else upper.name


def skipped_total(titles: Sequence[str], book: Book, new_entities: bool) -> str:
    """What becomes of a total row of which it is not known whose it is; the option has the place of the title."""
    place = place_of_titles(titles)
    name = as_typed(place) if place else _("NAME")
    if place and not new_entities and not book.entities_called(place):
        name += " --new-entities"
    return _("total row skipped: no entity given for it (--total {name})", name=name)
