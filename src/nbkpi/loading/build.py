"""From validated rows to a Book: every name, unit, period, figure and formula resolved, every error noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbkpi.errors import FormulaError, UnknownName
from nbkpi.figure import Unit
from nbkpi.figure.english_units import no_unit, unit_called
from nbkpi.figure.unit import NUMBER, PLAIN, PURE
from nbkpi.formula.parse import parse_equation, parse_formula, parse_inequality
from nbkpi.formula.syntax import Node, names
from nbkpi.formula.units import check_equation, check_formula, check_unit
from nbkpi.language import _
from nbkpi.loading.files import Documents, Rows, rows_of
from nbkpi.loading.header import bad_reading, convention_of, new_book
from nbkpi.loading.kept_figures import KeptFigures
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.generated import GENERATED_FUNCTIONS
from nbkpi.model.records import Entity, Identity, Indicator, Metric, Source
from nbkpi.patterns import regex

_IN_FORMULAS = regex(r"[^\W\d][\w.]*")
_ID = regex(r"[^\W\d][\w-]*(?:\.[\w-]+)*|\d[\w-]*")
MAX_NESTING = 50
_SHARE_FAMILIES = ("coverage", "resolution", "share")


def build_book(location: str, documents: Documents, problems: Problems, kept: KeptFigures | None = None) -> Book:
    """The book these rows describe; it is whole only when no problem was noted. kept are figures read before."""
    from nbkpi.loading.observe import add_observations, add_targets

    book = new_book(location, documents, problems)
    builder = _Builder(book, documents, problems)
    builder.sources()
    builder.entities()
    if any(document["breakdown"] for _file, document in documents):
        from nbkpi.loading.breakdowns import add_breakdowns

        add_breakdowns(book, documents, problems)
    builder.indicators()
    builder.metrics()
    builder.relations()
    reader = FigureReader(book.units, book.convention, kept)
    add_observations(book, documents, problems, reader)
    if any(document["table"] for _file, document in documents):
        from nbkpi.loading.table import add_tables

        add_tables(book, documents, problems, reader)
    add_targets(book, documents, problems, reader)
    if any(document["total"] for _file, document in documents):
        from nbkpi.loading.totals import add_totals

        add_totals(book, documents, problems, reader)
    if any(document["light"] for _file, document in documents):
        from nbkpi.loading.lights import add_lights

        add_lights(book, documents, problems)
    if any(document["report"] for _file, document in documents):
        from nbkpi.loading.plan import add_plan

        add_plan(book, documents, problems)
    if any(document["panel"] for _file, document in documents):
        from nbkpi.loading.panels import add_panels

        add_panels(book, documents, problems)
    return book


class _Builder:
    """The definitions of a book, one sort after the other."""

    def __init__(self, book: Book, documents: Documents, problems: Problems) -> None:
        self.book, self.documents, self.problems = book, documents, problems

    def _is_new(self, file: TextFile, path: tuple[str | int, ...], row: Any, known: Callable[[str], bool]) -> bool:
        """Whether the row has a usable id of its own."""
        if not _ID.fullmatch(row["id"]):
            message = _("an id can hold only letters, digits, “_” and “-”")
            self.problems.add(file, (*path, "id"), "bad-id", message)
        elif path[0] in ("indicator", "metric") and not _IN_FORMULAS.fullmatch(row["id"]):
            message = _("formulas cannot use this id: it must begin with a letter and cannot hold “-”")
            self.problems.add(file, (*path, "id"), "bad-id", message)
        elif known(row["id"]):
            self.problems.add(file, (*path, "id"), "duplicate", _("the id “{id}” is used twice", id=row["id"]))
        else:
            return True
        self.problems.leave_out(row)
        return False

    def sources(self) -> None:
        """Every [[source]]; a source may have a reading of its own."""
        for file, path, row in rows_of(self.documents, "source"):
            if self._is_new(file, path, row, self.book.sources.__contains__):
                source = Source(row["id"], row["title"], row["publisher"] or "", row["date"] or "", row["url"] or "")
                try:
                    source.convention = convention_of(row["reading"], self.book.convention)
                except ValueError:
                    bad_reading(file, (*path, "reading", "about"), self.problems)
                self.book.sources[row["id"]] = source

    def entities(self) -> None:
        """Every [[entity]], then what each lies within."""
        places = []
        for file, path, row in rows_of(self.documents, "entity"):
            if self._is_new(file, path, row, self.book.entities.by_id.__contains__):
                entity = Entity(row["id"], row["name"], row["kind"], None, row["code"] or "", tuple(row["aliases"]))
                self.book.entities.add(entity)
                places.append((file, path, row, entity))
        # Paths such as 奉化区/溪口镇 are followed once the places on them are known.
        for file, path, row, entity in sorted(places, key=lambda place: "/" in (place[2]["within"] or "")):
            if row["within"] is None:
                continue
            try:
                within = self.book.entity(row["within"])
            except UnknownName as error:
                self.problems.add_unknown(file, (*path, "within"), row["within"], error)
                continue
            if entity is within or entity in within.ancestors():
                message = _("“{name}” lies within itself", name=entity.name)
                self.problems.add(file, (*path, "within"), "cyclic-within", message)
                continue
            entity.within = within
            entity.join_whole()
        for _file, _path, _row, entity in places:
            entity.is_ambiguous = len(self.book.entities.sharing(entity.name)) > 1

    def _unit(self, file: TextFile, path: tuple[str | int, ...], row: Any) -> Unit | None:
        """The unit of an indicator or metric, which is left out when there is none."""
        symbol = row["unit"]
        unit = NUMBER if symbol == PLAIN else self.book.units.get(symbol)
        if unit is None:
            remedy = _("define it with [[unit]], or use a known one such as 万元, 人, 个, %")
            if symbol not in self.problems.left_out:
                if (meant := unit_called(self.book.units, symbol)) is not None:
                    remedy = _("write it as “{symbol}”", symbol=meant.symbol or PLAIN)
                self.problems.add(file, (*path, "unit"), "bad-unit", no_unit(symbol), remedy)
            self.problems.leave_out(row)
        return unit

    def indicators(self) -> None:
        """Every [[indicator]]."""
        for file, path, row in rows_of(self.documents, "indicator"):
            if not self._is_new(file, path, row, self.book.indicators.by_id.__contains__):
                continue
            unit = self._unit(file, path, row)
            if unit is None:
                continue
            if row["kind"] == "rate" and unit.dimension != PURE:
                message = _("the unit of a rate is %, ‰ or 倍, not {unit}", unit=unit)
                self.problems.add(file, (*path, "unit"), "bad-unit", message)
            self.book.indicators.add(_indicator(row, unit))
        if any(
            row["whole"] is not None or row["of"] is not None
            for _file, _path, row in rows_of(self.documents, "indicator")
        ):
            from nbkpi.loading.breakdowns import name_cells

            name_cells(self.book, self.documents, self.problems)

    def metrics(self) -> None:
        """Every [[metric]]: all are named first, so that a formula may use one that stands further down."""
        pending = []
        for file, path, row in rows_of(self.documents, "metric"):
            if not self._is_new(file, path, row, self._is_measure):
                continue
            try:
                node = parse_formula(row["formula"])
            except FormulaError as error:
                self.problems.add_error(file, (*path, "formula"), "bad-formula", error)
                self.problems.leave_out(row)
                continue
            unit = self._unit(file, path, row)
            if unit is None:
                continue
            metric = _metric(row, node, unit)
            self.book.metrics.add(metric)
            pending.append((file, path, metric))
        for file, path, metric in pending:
            self._check_metric(file, path, metric)

    def _is_measure(self, name: str) -> bool:
        return name in self.book.metrics.by_id or name in self.book.indicators.by_id

    def _check_metric(self, file: TextFile, path: tuple[str | int, ...], metric: Metric) -> None:
        try:
            cycle = _cycle_from(self.book, metric)
            if cycle:
                message = _("the metric depends on itself: {chain}", chain=" → ".join(cycle))
                self.problems.add(file, (*path, "formula"), "cyclic-metric", message)
                return
            check_unit(check_formula(metric.node, self.book.named), metric.unit, metric.node)
            metric.wording = self.book.with_names(metric.formula, metric.node)
        except FormulaError as error:
            self.problems.add_formula(file, (*path, "formula"), metric.formula, error)

    def relations(self) -> None:
        """Every [[identity]] and [[rule]]."""
        for table, key, parsed in (("identity", "equation", parse_equation), ("rule", "inequality", parse_inequality)):
            for file, path, row in rows_of(self.documents, table):
                try:
                    equation = parsed(row[key])
                    check_equation(equation, self.book.named)
                except FormulaError as error:
                    self.problems.add_formula(file, (*path, key), row[key], error)
                    continue
                wording = self.book.with_names(row[key], equation.left, equation.right)
                self.book.identities.append(Identity(row["name"] or row[key], row[key], equation, wording))


def _indicator(row: Rows, unit: Unit) -> Indicator:
    return Indicator(
        id=row["id"],
        name=row["name"],
        unit=unit,
        kind=row["kind"],
        measure=row["measure"],
        prices=row["prices"] or "",
        limits=row["range"] or ("any" if unit.signed else "nonnegative"),
        better=row["better"] or "",
        aliases=tuple(row["aliases"]),
        adds_up=row["adds_up"],
    )


def _metric(row: Rows, node: Node, unit: Unit) -> Metric:
    return Metric(
        id=row["id"],
        name=row["name"],
        formula=row["formula"],
        node=node,
        unit=unit,
        family=row["family"],
        limits=row["range"] or ("share" if row["family"] in _SHARE_FAMILIES else "any"),
        better=row["better"] or "",
        aliases=tuple(row["aliases"]),
    )


def _cycle_from(book: Book, start: Metric) -> list[str]:
    """The chain of metrics that leads from one back to itself, or nothing; FormulaError for one that is too long."""
    trail: list[tuple[Metric, list[Metric]]] = [(start, _used_by(book, start))]
    seen = {start.id}
    while trail:
        _metric_here, left = trail[-1]
        if not left:
            trail.pop()
            continue
        following = left.pop()
        if len(trail) > MAX_NESTING:
            raise FormulaError(_("metrics use each other more than {limit} levels deep", limit=MAX_NESTING))
        if following is start:
            return [metric.id for metric, _left in trail] + [start.id]
        if following.id not in seen:
            seen.add(following.id)
            trail.append((following, _used_by(book, following)))
    return []


def _used_by(book: Book, metric: Metric) -> list[Metric]:
    """The declared metrics that a formula names; unknown names are reported by the check of units."""
    found = []
    for name in names(metric.node):
        text = name.text
        while text.rpartition(".")[2] in GENERATED_FUNCTIONS and text not in book.metrics.by_id:
            text = text.rpartition(".")[0]
        found += book.metrics.named(text)
    return found
