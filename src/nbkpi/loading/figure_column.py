"""A column of figures in a table, with what its rows say of each: looked up once for each label."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.figure.bases import is_based
from nbkpi.figure.unit import NUMBER, PLAIN, PURE
from nbkpi.loading.categories import take_cells
from nbkpi.loading.dating import RowPeriods
from nbkpi.loading.labels import with_decimals
from nbkpi.loading.layout import ColumnOrText, Figures
from nbkpi.loading.problems import SheetFile
from nbkpi.loading.rows import TableRows
from nbkpi.model.records import Indicator, Measure
from nbkpi.sheets.grid import column_name
from nbkpi.sheets.lookups import looked_up, looked_up_in_pairs

_IN_CHINESE = {"最终": "final", "初步": "preliminary", "修订": "revised", "估计": "estimated"}
STATUSES = {
    "": "final",
    **{status: status for status in ("final", "preliminary", "revised", "estimated")},
    "provisional": "preliminary",
    **_IN_CHINESE,
    **{f"{word}数": status for word, status in _IN_CHINESE.items()},
}
"""What the status of a figure may be called in a column of its own; unless said, figures are final."""

PRICES = {
    "": "", "current": "current", "constant": "constant", "comparable": "comparable",
    "现价": "current", "不变价": "constant", "可比口径": "comparable",
}  # fmt: skip
"""What the prices of a figure may be called in a column of its own."""


class Aim(NamedTuple):
    """What a figure is of: suffix is the unit to write behind a bare number, is_plain whether that cannot go wrong."""

    measure: Measure | None
    suffix: str
    is_plain: bool


NO_AIM = Aim(None, "", False)
"""That of a label which means nothing in the book."""


class FigureColumn:
    """One column of figures over the rows of its table that are read; every list has an item for each of those.

    extra has what further columns say (locator, status, prices, note), cells the categories of each; wrong are the rows
    of the whole sheet with an unusable cell in one of the columns used here.
    """

    def __init__(self, rows: TableRows, figures: Figures) -> None:
        self.rows, self.figures = rows, figures
        self.resolver, self.problems = rows.resolver, rows.resolver.problems
        self.file = SheetFile(rows.grid, figures.column, rows.places(figures))
        self.texts = rows.at(figures.column)
        if figures.decimals is not None:
            self.texts = [with_decimals(text, figures.decimals) for text in self.texts]
        self.entity_labels = rows.entity_labels(figures.entity)
        self.entities = rows.entities(figures.entity)
        self.measures, self.units = self._labels(figures.measure), self._labels(figures.unit)
        self.aims = looked_up_in_pairs(self.measures, self.units, self._aim)
        self.extra = {key: rows.at(column) for key, column in rows.layout.extra.items()}
        self.periods = RowPeriods(self.resolver, rows.periods(figures.period))
        self.sources = self._places_in_sources()
        columns = {figures.column, *rows.places(figures).values()}
        self.locators = self._locators()
        of = [rows.in_use(texts) for texts in rows.of]
        own = [f"{breakdown}={name}" if breakdown else name for breakdown, name in figures.of]
        self.cells = take_cells(self.resolver.book, of, own, self.entities) if of or own else []
        self.wrong = {row for row, column in rows.grid.wrong if column in columns}

    def _labels(self, part: ColumnOrText) -> list[str]:
        return self.rows.at(part.column) if part.column is not None else [part.text] * len(self.texts)

    def _places_in_sources(self) -> list[str]:
        """What each row says of its source, with the place in it where that has a column of its own."""
        sources = looked_up(self._labels(self.figures.source), self.rows.plain).each
        if "locator" not in self.extra or not self.figures.source:
            return sources
        pairs = zip(sources, self.extra["locator"], strict=True)
        return [f"{source}#{self.rows.plain(place)}" if place else source for source, place in pairs]

    def _aim(self, label: str, unit: str) -> Aim:
        """What the figures of a label are of, with the unit that is said for them; that of the label comes first.

        What is 100 for a base, by its name, is in no unit that is said of a whole table.
        """
        measure, own = self.rows.measure(label)
        if measure is None:
            return NO_AIM
        if self.figures.derived:
            if not isinstance(measure, Indicator) or measure.kind == "rate":
                return NO_AIM  # Nothing tells what grows by points and what by percents.
            measure, own = self.resolver.book.generated(measure, self.figures.derived), ""
        is_index = measure.unit is NUMBER and is_based(measure.name)
        symbol = own if own or is_index else self.rows.unit(unit)
        if symbol == PLAIN and measure.unit.dimension == PURE:
            symbol = measure.unit.symbol if measure.unit.scale == 1 else symbol
        suffix = "" if symbol == measure.unit.symbol else symbol
        if suffix == PLAIN:
            return Aim(measure, suffix, False)
        return Aim(measure, suffix, self.resolver.reader.is_plain("1" + suffix, measure))

    def _locators(self) -> list[str]:
        """The cells, which lead back to where each figure stands; nothing where the table itself says the place."""
        source = self.figures.source
        if source.column is not None or "#" in source.text or (source and "locator" in self.extra):
            return []
        sheet = f"{self.rows.grid.sheet}!" if self.rows.grid.sheet else ""
        before = sheet + column_name(self.figures.column)
        cells = [f"{before}{row + 1}" for row in self.rows.active]
        if "locator" not in self.extra:
            return cells
        own = map(self.rows.plain, self.extra["locator"])
        return [place or cell for place, cell in zip(own, cells, strict=True)]

    def label(self, place: int) -> str:
        """What the row of a figure is called, in its words."""
        return self.rows.called(self.entity_labels[place])
