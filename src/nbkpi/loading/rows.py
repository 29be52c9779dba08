"""The rows of a table: which of them hold figures, and what their labels mean in the book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from nbkpi.figure.characters import heading_key
from nbkpi.figure.days import as_headed, year_and_part
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.unit import PLAIN
from nbkpi.language import _
from nbkpi.loading.categories import MixedLabels, without_categories
from nbkpi.loading.labels import (
    depth,
    fill_down,
    is_subtotal,
    is_total,
    path_of,
    symbols,
    take_totals,
    unquoted,
    without_footnote,
    without_subitem,
    without_unit,
)
from nbkpi.loading.labels_of_blocks import repeat_in_blocks
from nbkpi.loading.layout import ColumnOrText, Figures, TableLayout, columns_of
from nbkpi.loading.marks import join_marks
from nbkpi.loading.merged import repeat_merged
from nbkpi.model.records import Entity, Measure, Source
from nbkpi.sheets.grid import Cell, number_text, number_texts, text_of

if TYPE_CHECKING:
    from nbkpi.loading.observe import Resolver

_TEXTUAL = {str, int, float}

TOTAL = "合计"
"""The label of a row that is about all entities together, where its own label is only that of a category."""


class TableRows:
    """The rows of a laid out table; file_source is what they are from where nothing else is said.

    active are those that hold figures: not the rows to be skipped, nor those where all figures are blank, which only
    part the others (in a table with one figure a row, a blank figure is an unknown one).
    """

    def __init__(self, resolver: Resolver, layout: TableLayout, file_source: Source) -> None:
        self.resolver, self.layout, self.file_source = resolver, layout, file_source
        self.book, self.grid, self.row = resolver.book, layout.grid, layout.row
        self.missing = symbols(self.row["missing"])
        self._texts: dict[int, list[str]] = {}
        repeat_merged(layout)
        for column in {one.entity[-1].column for one in layout.figures} - {None}:
            take_totals(self.grid, layout.rows, column or 0)
        self._fill_down()
        join_marks(layout)
        self.of = [self._categories(column) for column in layout.of]
        self.of += self._among_labels() if self.book.cells.breakdowns else []
        self.active = self._active()

    def _fill_down(self) -> None:
        """Repeat labels farther out in the rows below that leave them blank."""
        for when, label in self.layout.periods_beside_labels():
            repeat_in_blocks(self.grid, self.layout.rows, label, when)
        for *outer, inner in self.layout.label_chains():
            if inner is not None:
                fill_down(self.grid, self.layout.rows, [one for one in outer if one is not None], inner)

    def _categories(self, column: int) -> list[str]:
        """The categories of all rows in a column of them, those that hold for several rows in each of these."""
        texts = list(map(self.plain, self.texts(column)))
        names = self.row["names"]
        texts = [str(names.get(text, text)) if text else text for text in texts] if names else texts
        mixed = MixedLabels(self.book, texts, lambda _text: False)
        return [";".join(one.cell) for one in mixed.carried(texts)] if mixed.are_several else texts

    def _among_labels(self) -> list[list[str]]:
        """The categories of all rows where those stand among the labels of entities or measures, which leave them."""
        entities = dict.fromkeys(one.entity[-1].column for one in self.layout.figures)
        measures = dict.fromkeys(one.measure.column for one in self.layout.figures)
        found = [self._mixed(column, self._entities_called, TOTAL) for column in entities]
        return list(filter(None, [*found, *(self._mixed(one, self.book.measures_called) for one in measures)]))

    def _mixed(self, column: int | None, called: Callable[[str], Sequence[object]], whole: str = "") -> list[str]:
        """What each row is of by the categories among the labels of a column, which then leave them."""
        texts = [] if column is None else self.texts(column)
        mixed = MixedLabels(self.book, list(map(self.called, texts)), lambda text: bool(called(text)))
        if column is None or not mixed.members:
            return []
        figures = zip(*(self.texts(one.column) for one in self.layout.figures), strict=True)
        rows = list(mixed.carried(texts, [not any(cells) for cells in figures]))
        self._texts[column] = without_categories(rows, texts, whole)
        return [";".join(one.cell) for one in rows]

    def texts(self, column: int) -> list[str]:
        """The words of a column in all rows; what is no text or number is noted.

        Blanks around them count only where the words are those of a book.
        """
        if column not in self._texts:
            cells = self.grid.cells(column, self.layout.rows)
            kinds = set(map(type, cells))
            if not kinds <= _TEXTUAL:
                self._note_odd(column, cells)
                cells = [text_of(cell) for cell in cells]
            elif kinds == {float}:
                cells = number_texts(cells)
            elif kinds != {str}:
                cells = [cell if type(cell) is str else number_text(cell) for cell in cells]
            self._texts[column] = list(cells) if self.grid.is_verbatim else list(map(str.strip, cells))
        return self._texts[column]

    def _note_odd(self, column: int, cells: list[Cell]) -> None:
        """Remember the cells that hold neither text nor a number."""
        may_be_days = any(part.column == column for one in self.layout.figures for part in one.period)
        for row, cell in zip(self.layout.rows, cells, strict=True):
            if type(cell) not in _TEXTUAL and cell is not None and not (may_be_days and isinstance(cell, date)):
                what = _("a truth value") if isinstance(cell, bool) else _("a date or a time")
                self.grid.wrong[row, column] = what

    def _active(self) -> range | list[int]:
        rows, columns = self.layout.rows, [one.column for one in self.layout.figures]
        kept: list[bool] = [True] * len(rows)
        if not self.row["value"] and all("" in self.texts(column) for column in columns):
            wrong = {row for row, column in self.grid.wrong if column in columns}
            texts = zip(*map(self.texts, columns), strict=True)
            kept = [any(cells) or row in wrong for row, cells in zip(rows, texts, strict=True)]
        left_out = self.grid.tidy.left_out if self.grid.tidy is not None else ()
        kept = [keep and row not in left_out for row, keep in zip(rows, kept, strict=True)] if left_out else kept
        kept = self._without_skipped(kept) if self.row["skip"] else kept
        if all(kept):
            return rows
        return [row for row, keep in zip(rows, kept, strict=True) if keep]

    def _without_skipped(self, kept: list[bool]) -> list[bool]:
        """Which rows are kept, without those to be skipped: by a label, or by the path that these make."""
        skip = self.row["skip"]
        skipped = set(map(heading_key, skip))
        labels = {part.column for one in self.layout.figures for part in (*one.entity, one.measure)} - {None}
        for column in labels:
            known = {text: heading_key(text) in skipped for text in set(self.texts(column or 0))}
            kept = [keep and not known[text] for keep, text in zip(kept, self.texts(column or 0), strict=True)]
        kept = self._without_skipped_categories(kept, labels, skipped)
        for parts in {one.entity for one in self.layout.figures} if any("/" in name for name in skip) else ():
            columns = list(map(self.texts, columns_of(parts)))
            if len(columns) > 1:
                paths = map(path_of, zip(*columns, strict=True))
                kept = [keep and path not in skip for keep, path in zip(kept, paths, strict=True)]
        return kept

    def _without_skipped_categories(
        self, kept: list[bool], labels: Collection[int | None], skipped: set[str]
    ) -> list[bool]:
        """Which rows are kept; 合计 is skipped among entities, and beside them it is the whole of one."""
        skipped = {name for name in skipped if not is_total(name) and not is_subtotal(name)}
        for column in (*self.layout.of, *labels) if self.of and skipped else ():
            cells = map(text_of, self.grid.cells(column or 0, self.layout.rows))
            kept = [keep and heading_key(text) not in skipped for keep, text in zip(kept, cells, strict=True)]
        return kept

    def at(self, column: int) -> list[str]:
        """The words of a column in the rows that hold figures."""
        return self.in_use(self.texts(column))

    def in_use(self, texts: list[str]) -> list[str]:
        """What is said of all rows, of those that hold figures."""
        start = self.layout.rows.start
        return texts if len(self.active) == len(texts) else [texts[row - start] for row in self.active]

    def entity_labels(self, parts: tuple[ColumnOrText, ...]) -> list[str]:
        """What each row calls its entity; several columns make a path."""
        columns = list(map(self.at, columns_of(parts)))
        if len(columns) == 1:
            return columns[0]
        if not columns:
            return [parts[0].text] * len(self.active)
        return list(map(path_of, zip(*columns, strict=True)))

    def periods(self, parts: tuple[ColumnOrText, ...]) -> list[str]:
        """What each row says of its period; a year and its part are put together."""
        columns = [
            as_headed(self.layout.headings[part.column], self.at(part.column))
            if part.column is not None
            else [part.text] * len(self.active)
            for part in parts
        ]
        if len(columns) == 1:
            return columns[0]
        return list(map(year_and_part, *columns))

    def entities(self, parts: tuple[ColumnOrText, ...]) -> list[Entity | None]:
        """The entity of each row; None where it is not clear which that is.

        What several entities are called may become clear by the row that the label is indented under.
        """
        labels, column = self.entity_labels(parts), parts[-1].column
        known = {label: self._entities_called(label) for label in set(labels)}
        single = {label: found[0] if len(found) == 1 else None for label, found in known.items()}
        entities = list(map(single.__getitem__, labels))
        if column is not None and any(len(found) > 1 for found in known.values()):
            for place, label in enumerate(labels):
                if len(known[label]) > 1:
                    entities[place] = self._indented(label, self.active[place], column)
        return entities

    def plain(self, text: str) -> str:
        """A text without the sign that keeps spreadsheets from taking it for a formula."""
        return text if self.grid.is_verbatim else unquoted(text)

    def called(self, label: str) -> str:
        """What a label of an entity or an indicator means in the book, as far as the table says so."""
        name, names = self.plain(label), self.row["names"]
        plain = without_subitem(without_footnote(name)[0])
        return str(names.get(name, names.get(plain, name)))

    def _entities_called(self, label: str) -> list[Entity]:
        """Every entity that a label may mean; a code, a total and a path mean one at most."""
        label = self.called(label)
        if self.grid.is_verbatim and label in self.book.entities.by_id:
            return [self.book.entities.by_id[label]]
        if self.row["total"] and (is_total(label) or label == self.row["total"]):
            return self.book.entities_called(self.row["total"])
        plain = without_subitem(without_footnote(label)[0])
        for find, names in (
            (self.book.spelt.coded, (label, plain)),
            (self.book.entities_called, (self.inside(label), self.inside(plain))),
            (self.book.spelt.meant, (self.inside(label), self.inside(plain))),
        ):
            for name in dict.fromkeys(names):
                if several := find(name):
                    return several
        return []

    def inside(self, name: str) -> str:
        """The name of an entity, with what all of the table lies within before it."""
        return f"{self.row['within']}/{name}" if self.row["within"] else name

    def _indented(self, label: str, row: int, column: int) -> Entity | None:
        """The entity of a label that lies within that of the row above which is indented less."""
        own = self._depth(row, column)
        for above in range(row - 1, self.layout.rows.start - 1, -1):
            if self._depth(above, column) < own and self.grid.text(above, column):
                found = self._entities_called(f"{self.grid.text(above, column)}/{label}")
                return found[0] if len(found) == 1 else None
        return None

    def _depth(self, row: int, column: int) -> int:
        return self.grid.indents.get(row, 0) + depth(text_of(self.grid.rows[row][column]))

    def measure(self, label: str) -> tuple[Measure | None, str]:
        """The measure of a label, None when it is not clear which that is, and the unit that the label names."""
        name = self.called(label)
        bare, unit = without_unit(without_subitem(without_footnote(name)[0]), self.book.units)
        for one in dict.fromkeys((name, bare)):
            found = self.book.measures_called(one)
            if len(found) == 1:
                return found[0], unit.symbol if unit is not None and one is bare else ""
        return None, ""

    def unit(self, text: str) -> str:
        """The unit that a row says; for one of SDMX that no book has, what the table says that it is."""
        if self.grid.tidy is not None and text in self.grid.tidy.unknown:
            return str(self.row["names"].get(text, text))
        known = unit_called(self.book.units, text) if text and not self.grid.is_verbatim else None
        return text if known is None else known.symbol or PLAIN

    def places(self, figures: Figures) -> dict[str, int]:
        """The columns where what the figures are about stands, by the keys of an observation."""
        found: dict[str, Any] = {
            "entity": figures.entity[-1].column,
            "indicator": figures.measure.column,
            "period": next((part.column for part in reversed(figures.period) if part.column is not None), None),
            "source": figures.source.column,
            "of": self.layout.of[-1] if self.layout.of else None,
            **self.layout.extra,
        }
        return {key: column for key, column in found.items() if column is not None}
