"""What the titles of a sheet say that all of its figures are of."""

from __future__ import annotations

from nbkpi.model.book import Book
from nbkpi.tables.define import define_entity
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.labelled import names_quantity
from nbkpi.tables.preamble import said_of_all
from nbkpi.tables.shape import Shape
from nbkpi.tables.titled import quantity_of
from nbkpi.tables.understood import Asked, Understood


def entity_of_titles(book: Book, shape: Shape, asked: Asked, found: Understood, block: str = "") -> str:
    """The only entity that the titles, or who filled it in, name; the longest name where one holds another.

    block is what only the title of this one of several alike tables says: no quantity, it is the name of an entity.
    """
    title = "".join([*shape.titles, *shape.forms])
    named = [one for one in book.entities if one.name in title]
    longest = max(map(len, (one.name for one in named)), default=0)
    best = [one for one in named if len(one.name) == longest]
    if len(best) == 1:
        return best[0].name
    said = said_of_all(shape.titles, "entity")
    if said and "/" not in said and asked.new_entities and not book.entities_called(said):
        define_entity(book, said, None, found, kind_of(said))
        return said
    if block and asked.new_entities and not names_quantity(book, block) and quantity_of(block) is None:
        if not book.entities_called(block):
            define_entity(book, block, None, found, kind_of(block))
        return block
    return ""
