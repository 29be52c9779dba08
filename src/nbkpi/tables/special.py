"""Rows of a sheet that are not simply figures of an entity: totals, parts of the row above, names to be defined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.loading.headings import headings
from nbkpi.loading.labels import (
    depth,
    fill_down,
    is_subitem,
    is_subtotal,
    is_total,
    path_of,
    take_totals,
    without_footnote,
    without_subitem,
)
from nbkpi.model.book import Book
from nbkpi.model.kinds import SUBITEM, SUFFIXES, level_of
from nbkpi.model.records import Entity
from nbkpi.model.spelt_names import without_translation
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, is_blank, text_of
from nbkpi.tables import words
from nbkpi.tables.define import define_entity
from nbkpi.tables.doubts import lost_total, part_of_several, partial_total
from nbkpi.tables.kinds import COUNTRY, COUNTRY_NAMES, is_whole, is_within, kind_of, kind_under, may_lie_within
from nbkpi.tables.shape import Shape, first_rows, lacks_results
from nbkpi.tables.titled import place_of_titles
from nbkpi.tables.understood import Asked, RowRole, Understood
from nbkpi.tables.whose_total import are_all_within, put_within, skipped_total, whose_total


def special_rows(
    grid: Grid, book: Book, asked: Asked, shape: Shape, columns: list[int], found: Understood,
    codes: Mapping[str, str] = MappingProxyType({}), category: Callable[[str], object] = lambda _label: None,
) -> None:  # fmt: skip
    """Say what becomes of totals and of parts of the row above, and define new entities where that was asked for.

    codes are those of the entities by their labels; category gives what a label is of that is no entity, or None.
    A total is the figure of the entity that all rows lie within, if there is one; it is never added to anything.
    """
    rows = _Rows(grid, book, asked, shape, columns, found)
    rows.codes_of_labels, rows.category = codes, category
    rows.look()


_SUM_OF_SOME = regex(r".(?:合计|总计|小计|共计|汇总|总和)$")


class _Rows:
    def __init__(
        self, grid: Grid, book: Book, asked: Asked, shape: Shape, columns: list[int], found: Understood
    ) -> None:
        self.grid, self.book, self.asked, self.shape, self.found = grid, book, asked, shape, found
        self.codes_of_labels: Mapping[str, str] = {}
        self.category: Callable[[str], object] = lambda _label: None
        self.columns, self.known = columns, dict[str, Entity | None]()
        self.heads = [words.last_of(parts) for parts in headings(grid, shape.header)]
        self.tops: list[Entity] = []
        self.within = book.entity(asked.within) if asked.within else None
        self.above: list[tuple[int, Entity]] = []
        self._run, self._kind = 0, ""
        self._inside: int | None = None
        self.country: Entity | None = None
        self.new, self.place = set[Entity](), place_of_titles(shape.titles)

    def look(self) -> None:
        """Every row once."""
        totals, skip, skipped = list[tuple[int, str]](), list(self.asked.skip), {"", *self.asked.skip}
        take_totals(self.grid, self.shape.rows, self.columns[-1])
        if fill_down(self.grid, self.shape.rows, self.columns[:-1], self.columns[-1]):
            self.found.facts.append((_("filled down"), _("labels farther left, to the rows below them")))
        cells = [self.grid.cells(column, self.shape.rows) for column in self.columns]
        rows: Iterable[int] = self.shape.rows
        if not self.grid.indents and not any(depth(text_of(cell)) for cell in set(cells[-1])):
            rows = first_rows(self.grid, self.shape.rows, list(zip(*cells, strict=True)), self.columns)
        for row in rows:
            label = self._label(row)
            own = next(filter(None, (self.grid.text(row, column) for column in reversed(self.columns))), "")
            if {own, label} & skipped:
                continue
            figures = [self.grid.rows[row][column] for column in self.shape.columns if column not in self.columns]
            if self.category(own) is not None and not self._called(own):
                self._say(row, label, _("a category of what it stands with"))
            elif not is_blank(figures):
                self._figures(row, label, own, totals, skip)
            elif any((is_total(label), is_subtotal(own))) and lacks_results(self.grid, row, self.shape.columns):
                skip.append(own)
                self._say(row, label, _("total row skipped: its formulas have no stored results"))
                self.found.findings.append(lost_total(own, self.grid.place(row, self._column_of(row, label))))
            elif not is_total(label):
                self._say(row, label, _("heading inside the table, without figures"))
                self.found.sections.append(label)
                self._remember(row, label, None)
        self._totals(totals, skip)
        self._put_under_country()
        if skip:
            self.found.table["skip"] = list(dict.fromkeys(skip))

    def _figures(self, row: int, label: str, own: str, totals: list[tuple[int, str]], skip: list[str]) -> None:
        """Look at a row with figures; own is the innermost of its labels."""
        if is_total(label) or self._is_whole(row, label):
            totals.append((row, label))
        elif is_subtotal(own) or is_total(own) or self._is_sum_of_some(label):
            skip.append(own)
            self._say(row, label, _("subtotal row skipped: unclear which rows it adds up"))
        elif words.AVERAGES.fullmatch(own) and own not in self.asked.names and not self._called(own):
            skip.append(own)
            self._say(row, label, _("average row skipped: computed from other rows"))
        elif own not in self.asked.names and self._is_part_of_several(row, own):
            skip.append(own)
            self._inside = self.above[-1][0] if self._inside is None and self.above else self._inside
            self._say(row, label, _("a part of the rows above: of which is not known, not read"))
            self.found.findings.append(part_of_several(own, self.grid.place(row, self.columns[-1])))
        else:
            self._run = self._run + 1 if not is_subitem(own) else 0
            self._kind = kind_of(own) if not is_subitem(own) else self._kind
            self._entity(row, label)

    def _is_whole(self, row: int, label: str) -> bool:
        """Whether a row is of all others by its words, as 全市 is, and no entity is called so.

        Or whether it is the last one, and of the place that the title names, in which those above lie.
        """
        if label == self.place and row == self._last_place and not self.asked.total:
            return are_all_within(label, self._called(label), self.tops, self.new)
        return is_whole(label) and kind_of(label) != COUNTRY and not self._called(label)

    def _is_sum_of_some(self, label: str) -> bool:
        """Whether a label that would be a new entity only says of what its row is the sum: 青山镇合计."""
        return self.asked.new_entities and _SUM_OF_SOME.search(label) is not None and not self._called(label)

    def _is_part_of_several(self, row: int, label: str) -> bool:
        """Whether 其中 stands below several rows of one level and may be a part of all; # is a part of the last.

        What is of the same kind as the rows above (山区村 below villages) is no part of one of them, nor is a last
        row below several, however it is indented.
        """
        name = without_subitem(without_footnote(label)[0])
        if self._inside is not None and self._depth(row) > self._inside and not self._called(name):
            return True
        self._inside = None
        if not heading_key(label).startswith("其中") or self._called(name):
            return False
        upper = next((one for one in range(row - 1, self.shape.rows.start - 1, -1) if self._label(one)), row)
        kind = kind_of(name)
        if kind != "other" and kind == self._kind:
            return True
        if self._run < 2:
            return False
        return row > self._last_place or self._depth(row) <= self._depth(upper)

    @cached_property
    def _last_place(self) -> int:
        """The last row whose label is neither that of a part nor of a total."""
        labels = ((row, self._label(row)) for row in reversed(self.shape.rows))
        ordinary = (row for row, label in labels if label and not is_subitem(label) and not is_total(label))
        return next(ordinary, self.shape.rows.start)

    def _label(self, row: int) -> str:
        return path_of(self.grid.text(row, column) for column in self.columns)

    def _say(self, row: int, label: str, role: str) -> None:
        self.found.rows.append(RowRole(row, self.grid.place(row, self._column_of(row, label)), label, role))

    def _column_of(self, row: int, label: str) -> int:
        """The column in which a label was written: 合计 often stands in the cell of the row's number."""
        inner = self.columns[-1]
        if not is_total(label) and not is_subtotal(label):
            return inner
        return next((column for column in range(inner) if self.grid.text(row, column) == label), inner)

    def _depth(self, row: int) -> int:
        column = self.columns[-1]
        return self.grid.indents.get(row, 0) + depth(text_of(self.grid.rows[row][column]))

    def _entity(self, row: int, label: str) -> None:
        """Look at a row of an entity: what it is called in the book, and whether it is a part of a row above."""
        name = self.asked.names.get(label, without_subitem(without_footnote(label)[0]))
        is_part = is_subitem(label) or self._depth(row) > (self.above[0][0] if self.above else self._depth(row))
        several = self._called(name) or self._named_by_the_last(row, label)
        entity = several[0] if len(several) == 1 else None
        if not several and self.asked.new_entities and label not in self.known:
            entity = self._define(row, name, is_subitem(label))
        if entity is None and not several:
            self.found.unknown.append((self.grid.place(row, self.columns[-1]), label))
        self.known[label] = entity
        if entity is not None and name in COUNTRY_NAMES:
            self.country = entity
        if is_subitem(label):
            self._say(row, label, _("a part of the row above, not added to the other rows"))
        else:
            if several and entity is not None and not self._exactly(name):
                self._say(row, label, _("read as “{name}”", name=entity.label))
            self._remember(row, label, entity)
        if entity is not None and not is_part:
            self.tops.append(entity)

    def _remember(self, row: int, label: str, entity: Entity | None) -> None:
        """Keep the rows that this one is indented under, and itself."""
        own = self._depth(row)
        self.above = [(depth, one) for depth, one in self.above if depth < own]
        several = [entity] if entity is not None else self._called(without_footnote(label)[0])
        if len(several) == 1:
            self.above.append((own, several[0]))

    def _named_by_the_last(self, row: int, label: str) -> list[Entity]:
        """The only entity of the innermost label, where the book says nothing against those farther out.

        So a book that knows villages without their towns, or by another name of the town, is added to as it is.
        """
        *outer, own = [text for column in self.columns if (text := self.grid.text(row, column))]
        found = self._called(without_footnote(own)[0]) if outer and label not in self.asked.names else []
        if len(found) != 1 or found[0] in self.new or is_subitem(own):
            return []
        if not all(may_lie_within(found[0], text, self.book) for text in outer):
            return []
        self.found.table["names"] = {**self.found.table.get("names", {}), label: without_footnote(own)[0]}
        return found

    def _called(self, name: str) -> list[Entity]:
        """Every entity that a name may mean, within what all lie within first."""
        return self._exactly(name) or self.book.spelt.meant(
            f"{self.asked.within}/{name}" if self.asked.within else name
        )

    def _exactly(self, name: str) -> list[Entity]:
        inside = f"{self.asked.within}/{name}" if self.asked.within else name
        return self.book.entities_called(inside) or self.book.entities_called(name) or self.book.spelt.coded(name)

    def _define(self, row: int, name: str, is_part: bool) -> Entity:
        """A new entity within what the row stands under; each part of a path that is new, too."""
        own = self._depth(row)
        parents = [one for depth, one in self.above if depth < own or is_part]
        within = parents[-1] if parents else self.within
        *path, last = name.split("/") if len(self.columns) > 1 else [name]
        filled = [self.heads[column] for column in self.columns if self.grid.text(row, column)]
        heads = filled if len(filled) == len(path) + 1 else [""] * (len(path) + 1)
        for part, head in zip(path, heads, strict=False):
            called = f"{within.id}/{part}" if within is not None else part
            found = self.book.entities_meant(called) or [one for one in self._called(part) if is_within(one, within)]
            within = found[0] if len(found) == 1 else self._new(part, within, kind_under(head, part, within))
        last = without_translation(last)
        above, rest = self.book.spelt.split(last)
        is_place = kind_of(rest) in ("village", "community") and rest not in dict(SUFFIXES)
        if above is not None and is_place and kind_of(rest) != above.kind:
            within, last = above, rest
        kind = SUBITEM if is_part else kind_under(heads[-1], last, within)
        return self._new(last, within, kind, self.codes_of_labels.get(self._label(row), ""))

    def _new(self, name: str, within: Entity | None, kind: str, code: str = "") -> Entity:
        code = "" if code and self.book.spelt.coded(code) else code
        entity = define_entity(self.book, without_translation(name), within, self.found, kind, code)
        self.new.add(entity)
        return entity

    def _put_under_country(self) -> None:
        """Let new divisions of the first level lie within the country that has a row of its own."""
        first = [one for one in self.tops if level_of(one.kind) == "province"]
        put_within(self.country, first, self.new, self.found)

    def _totals(self, totals: list[tuple[int, str]], skip: list[str]) -> None:
        if not totals:
            return
        whole = self._whole(totals[0][1])
        for row, label in totals:
            of_whole = _("total row: the figure of {name}", name=whole)
            self._say(
                row, label, of_whole if whole else skipped_total(self.shape.titles, self.book, self.asked.new_entities)
            )
        if whole:
            self.found.table["total"] = whole
            names = {label: whole for _row, label in totals if not is_total(label)}
            if names:
                self.found.table["names"] = {**self.found.table.get("names", {}), **names}
            place = self.grid.place(totals[0][0], self.columns[-1])
            self.found.findings += partial_total(self.book.entity(whole), self.tops, totals[0][1], place)
        else:
            skip += [label for _row, label in totals]

    def _whole(self, label: str) -> str:
        """The entity of the total rows as the user says it, else by what all rows lie within; nothing where unclear."""
        if self.asked.total:
            put_within(self.book.entity(self.asked.total), self.tops, self.new, self.found)
            return self.asked.total
        if label == self.place:
            upper = next(iter(self._called(label)), None) or self._new(label, None, kind_of(label))
            put_within(upper, self.tops, self.new, self.found)
            return upper.id if upper.is_ambiguous else upper.name
        # Where the rows say what they lie within, those that were skipped may lie within something else.
        if (self.asked.skip and len(self.columns) > 1) or None in self.known.values():
            return ""
        whole = whose_total(label, self.tops, self.within)
        return "" if whole is None else whole.id if whole.is_ambiguous else whole.name
