"""How a table is laid out: which of its cells are headings, which are labels, and which are figures of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from nbkpi.figure import days
from nbkpi.figure.characters import heading_key
from nbkpi.figure.spelling import is_bare
from nbkpi.language import _, listed
from nbkpi.loading.headings import SEARCHED, headings
from nbkpi.loading.labels import is_said_once
from nbkpi.loading.tidy_columns import are_results, no_results, tidy_columns
from nbkpi.model.breakdowns import Written
from nbkpi.sheets.grid import Grid, column_name, column_number, is_blank

Keys = tuple[str | int, ...]

EXTRA = ("locator", "status", "prices", "note")
"""What is said about each figure in a column of its own, or not at all."""

_SHORTEST_PERIOD = len("2024")


class BadTable(Exception):
    """A [[table]] that does not fit its file: the key that is to blame, what is wrong, and what to do."""

    def __init__(self, key: Keys, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.key, self.remedy = key, remedy


class ColumnOrText(NamedTuple):
    """Where something about a figure stands: in a column, or nowhere, as it is the same for all."""

    column: int | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self.column is not None or bool(self.text)


class Figures(NamedTuple):
    """A column of figures, and what they are about; a part that is empty is not said. is_target: they are targets.

    Several parts of an entity make a path, and those of a period are its year and its month, quarter or half. of are
    the categories of all figures of the column, each behind the breakdown it belongs to, which may be blank. derived is
    the function of what the rows say that the figures are of, as growth is.
    """

    heading: str
    column: int
    measure: ColumnOrText
    entity: tuple[ColumnOrText, ...]
    period: tuple[ColumnOrText, ...]
    unit: ColumnOrText
    source: ColumnOrText
    decimals: int | None
    is_target: bool = False
    of: tuple[tuple[str, str], ...] = ()
    derived: str = ""


class TableLayout:
    """A [[table]] laid over its grid; BadTable when that cannot be done.

    header and rows are the rows of the headings and of the figures, counted from 0. headings are those of all columns,
    each with the levels it stands under.
    """

    def __init__(self, grid: Grid, row: dict[str, Any]) -> None:
        self.grid, self.row = grid, row
        if not any(row[key] for key in ("indicator", "value", "columns")) and (grid.tidy or not row["entity"]):
            row = self.row = row | _tidy(grid, row)
        self.header = self._header()
        self.headings = headings(grid, self.header)
        self._columns: defaultdict[str, list[int]] = defaultdict(list)
        for column, parts in enumerate(self.headings):
            for name in {heading_key("/".join(parts)), heading_key(parts[-1]) if parts else ""}:
                self._columns[name].append(column)
        self.rows = self._rows()
        self.extra = {key: self._column((key,), row[key]) for key in EXTRA if row[key]}
        self.of = self.columns_of_categories()
        self.figures = self._figures()

    def label_chains(self) -> list[list[int | None]]:
        """Columns of labels, the outermost first, whose labels hold for the rows below that leave them blank; those of
        categories stand behind the ones of entities, and before the last of them.
        """
        entities = [[part.column for part in parts] for parts in dict.fromkeys(one.entity for one in self.figures)]
        periods = [[part.column for part in parts] for parts in dict.fromkeys(one.period for one in self.figures)]
        chains: list[list[int | None]] = [*entities, *periods]
        chains += [[*one] for one in self.periods_beside_labels() if is_said_once(self.grid, self.rows, *one)]
        if self.of and self.grid.tidy is None:
            for own in entities:
                before = [one for one in self.of if own[-1] is not None and one < own[-1]]
                chains += [[*own, *self.of], [*before, own[-1]]]
        return chains

    def periods_beside_labels(self) -> list[tuple[int, int]]:
        """Each column of periods, or of their years, with each of labels."""
        parts = [(columns_of(one.period), columns_of((*one.entity[-1:], one.measure))) for one in self.figures]
        return list({(when[0], one): None for when, labels in parts if len(when) == 1 for one in labels})

    def columns_of_categories(self) -> list[int]:
        """The columns of categories: those named, in the terms of SDMX by their dimensions."""
        tidy, names = self.grid.tidy, _several(self.row["of"])
        if tidy is None:
            return [self._column(("of",), name) for name in names]
        if unknown := [name for name in names if name not in tidy.dimensions]:
            message = _("{file} has no heading “{name}”", file=self.grid.name, name=unknown[0])
            raise BadTable(("of",), message, _("its headings: {names}", names=listed(tidy.dimensions)))
        if names and not tidy.of:
            from nbkpi.sheets.sdmx import break_down

            break_down(self.grid, tidy, names)
        return tidy.of

    def _header(self) -> range:
        asked = self.row["header"]
        if asked is None:
            wanted = {heading_key(name) for name in self._named() if column_at(name) is None}
            for number, cells in enumerate(self.grid.rows[:SEARCHED]):
                if wanted <= {heading_key(str(cell)) for cell in cells} and not is_blank(cells):
                    return range(number, number + 1)
            return range(0, 1)
        ends = asked if isinstance(asked, list) else [asked]
        if not 1 <= len(ends) <= 2 or not 0 < ends[0] <= ends[-1] <= len(self.grid.rows):
            expected = _("the first and the last row of the headings, from 1 to {count}", count=len(self.grid.rows))
            raise BadTable(("header",), _("{expected} is expected here", expected=expected))
        return range(ends[0] - 1, ends[-1])

    def _named(self) -> Iterable[str]:
        """Everything that must be a heading."""
        row = self.row
        entity = row["entity"] if isinstance(row["entity"], list) else []
        of = _several(row["of"]) if self.grid.tidy is None else []
        return [*row["columns"], *entity, *of, *(row[key] for key in ("value", *EXTRA) if row[key])]

    def _rows(self) -> range:
        asked, end = self.row["rows"], len(self.grid.rows)
        if self.grid.tidy is not None and self.grid.tidy.stop is not None:
            end = self.grid.tidy.stop
        if asked is None:
            return range(self.header.stop, end)
        if len(asked) != 2 or not self.header.stop < asked[0] <= asked[1]:
            expected = _("the first and the last row of figures, below the headings")
            raise BadTable(("rows",), _("{expected} is expected here", expected=expected))
        return range(asked[0] - 1, min(asked[1], end))

    def _column(self, key: Keys, name: str) -> int:
        """The column of a heading, or of letters in brackets; BadTable when there is none or more than one."""
        place = column_at(name)
        found = [place] if place is not None and place < self.grid.width else self._columns.get(heading_key(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            letters = listed(self.grid.place(self.header.stop - 1, one).rpartition("!")[2] for one in found)
            message = _("“{name}” is the heading of several columns: {cells}", name=name, cells=letters)
            raise BadTable(key, message, _("name a column by its letter, such as [C]"))
        known = ["/".join(parts) for parts in self.headings if parts]
        message = _("{file} has no heading “{name}”", file=self.grid.name, name=name)
        raise BadTable(key, message, _("its headings: {names}", names=listed(known[:20])) if known else "")

    def _part(self, key: str) -> ColumnOrText:
        """What a key names: a heading if there is such, else the thing itself."""
        return self._meant(key, self.row[key])

    def _meant(self, key: str, asked: object) -> ColumnOrText:
        if asked is None:
            return ColumnOrText()
        if key == "period" and is_period(str(asked)):
            return ColumnOrText(None, str(asked))  # A column headed 1997 holds what is of that year, and no periods.
        found = self._columns.get(heading_key(str(asked)), ())
        if found or column_at(str(asked)) is not None:
            return ColumnOrText(self._column((key,), str(asked)))
        return ColumnOrText(None, str(asked))

    def _entity(self) -> tuple[ColumnOrText, ...]:
        asked = self.row["entity"]
        if isinstance(asked, list):
            return tuple(ColumnOrText(self._column(("entity",), name)) for name in asked)
        part = self._part("entity")
        return (part,) if part else ()

    def _period(self) -> tuple[ColumnOrText, ...]:
        asked = self.row["period"]
        if isinstance(asked, list) and len(asked) != 2:
            expected = _("a heading, a period, or the headings of the year and of its part")
            raise BadTable(("period",), _("{expected} is expected here", expected=expected))
        parts = [self._meant("period", one) for one in (asked if isinstance(asked, list) else [asked])]
        return tuple(filter(None, parts))

    def _figures(self) -> list[Figures]:
        """Every column of figures with what is said of it: by itself, else by the table."""
        row, entity, period = self.row, self._entity(), self._period()
        measure, unit, source = (self._part(key) for key in ("indicator", "unit", "source"))
        found = []
        if row["value"]:
            found.append(Figures(row["value"], self._column(("value",), row["value"]), measure, entity, period, unit,
                                 source, row["decimals"]))  # fmt: skip
        for heading, about in row["columns"].items():
            place: Keys = ("columns", heading)
            given: dict[str, Any] = {"indicator": about} if isinstance(about, str) else dict(about)
            decimals, of = given.pop("decimals", None), _members(given.pop("of", None))
            own = {name: ColumnOrText(None, str(value)) for name, value in given.items() if value is not None}
            derived = own["metric"].text.removeprefix(".") if _is_of_rows(own, measure) else ""
            named = measure if derived else own.get("target") or own.get("indicator") or own.get("metric") or measure
            who = (own["entity"],) if "entity" in own else entity
            when = self._period_of(own["period"], period) if "period" in own else period
            rest = (when, own.get("unit", unit), own.get("source", source))
            decimals = row["decimals"] if decimals is None else decimals
            column = self._column(place, heading)
            is_target = "target" in own
            found.append(Figures(heading, column, named, who, *rest, decimals, is_target, of, derived))
        if not found:
            raise BadTable((), _("no column of figures is given"), _('give them as columns = { "…" = "…" }'))
        for figures in found:
            for key, is_said, remedy in (
                ("entity", figures.entity, _('add entity = "…": a heading, or an entity')),
                ("indicator", figures.measure, _('add indicator = "…": a heading, or an indicator')),
                ("period", figures.period, _('add period = "…": a heading, or a period')),
            ):
                if not is_said:
                    message = _("column “{heading}”: no {key} given",
                                key=_(key), heading=figures.heading)  # fmt: skip
                    raise BadTable((), message, remedy)
        return found

    def _period_of(self, own: ColumnOrText, whole: tuple[ColumnOrText, ...]) -> tuple[ColumnOrText, ...]:
        """The period of a column of figures: its own, behind the column of the years where it is only a month of one.

        A year stands before the column of the rows where that has nothing but months, quarters or halves.
        """
        if len(whole) != 1 or whole[0].column is None:
            return (own,)
        if _is_part(own.text):
            return (*whole, own)
        texts = {text for text in self.grid.texts(whole[0].column, self.rows) if text}
        is_year = len(own.text) == _SHORTEST_PERIOD and own.text.isdecimal()
        return (own, *whole) if is_year and texts and all(map(_is_part, texts)) else (own,)


def _is_of_rows(own: Mapping[str, ColumnOrText], measure: ColumnOrText) -> bool:
    """Whether a column is of a function of what its rows say: metric = ".growth" beside a column of indicators."""
    return "metric" in own and own["metric"].text.startswith(".") and measure.column is not None


def columns_of(parts: Iterable[ColumnOrText]) -> list[int]:
    """The columns that say some parts, without those that are said by a text."""
    return [part.column for part in parts if part.column is not None]


def _several(names: str | list[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else names or []


def _members(written: Written | None) -> tuple[tuple[str, str], ...]:
    """The categories of a column, each behind its breakdown."""
    if isinstance(written, Mapping):
        return tuple(written.items())
    return tuple(("", name) for name in _several(written))  # type: ignore[arg-type]


def _is_part(text: str) -> bool:
    """Whether words are a month, a quarter or a half without its year."""
    return not days.is_period(text) and days.is_period(days.year_and_part("2024", text))


def _tidy(grid: Grid, row: dict[str, Any]) -> dict[str, Any]:
    """The keys for a table with one figure a row, by its headings; nothing when it is none."""
    if grid.are_results:
        raise BadTable(("path",), *no_results())
    if grid.tidy is not None:
        return {key: f"[{column_name(column)}]" for key, column in grid.tidy.columns.items() if row[key] is None}
    number = (row["header"] if isinstance(row["header"], int) else 1) - 1
    if not 0 <= number < len(grid.rows):
        return {}
    present = {heading_key(str(cell)).lower(): str(cell).strip() for cell in reversed(grid.rows[number])}
    found = tidy_columns(present)
    if "value" in found and are_results(present):
        raise BadTable(("path",), *no_results())
    return {key: name for key, name in found.items() if row[key] is None} if "value" in found else {}


def column_at(name: str) -> int | None:
    """The column that letters in brackets name, as [C]; None for other names."""
    return column_number(name[1:-1]) if name[:1] == "[" and name[-1:] == "]" else None


def is_period(text: str) -> bool:
    """Whether these words are a period, wherever they stand, a mark of its status behind it or not.

    Four digits are a year from 1900 to 2100, and a count otherwise, as other numbers are: 202412, 2024.12.
    """
    if len(text) < _SHORTEST_PERIOD or (text.isdigit() and not (len(text) == 4 and "1900" <= text <= "2100")):
        return False
    return days.is_period(text) and not is_bare(text)
