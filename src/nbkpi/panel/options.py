"""What was asked of a panel on the command line, put together with what the book says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nbkpi.errors import UsageError
from nbkpi.figure.english_units import required_unit
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Name, Node
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.generated import OF_WHOLE
from nbkpi.model.panels import Panel, PanelField
from nbkpi.model.records import Indicator, Measure, Metric
from nbkpi.panel.files import files_of
from nbkpi.panel.made import Made, taken_apart, with_made
from nbkpi.panel.plan import Wanted
from nbkpi.patterns import regex
from nbkpi.solve.calculate import own_metric
from nbkpi.solve.expr.compile import compile_metric
from nbkpi.solve.expr.units import unit_of

_NAMED = regex(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)


@dataclass(slots=True)
class Options:
    """The options of nbkpi panel; what is None or empty is left to the [[panel]] of the book."""

    given: str | None
    table: str | None
    entity: str | None
    period: str | None
    columns: dict[str, str]
    label: str | None
    value: str | None
    uppers: dict[str, str]
    targets: dict[str, str]
    claims: dict[str, str]
    decimals: int | None
    decimals_of: dict[str, int]
    rounding: str | None
    unit: str | None
    unique: bool
    glob: bool
    across: str | None
    of: list[str]
    """The headings of the columns of categories."""
    group: str | None = None
    """The column of the groups that whole() is about."""
    wanted: list[Wanted] = field(default_factory=list)
    book: Book | None = None
    """The book with what is made of its indicators as indicators, where something is."""
    made: list[Made] = field(default_factory=list)
    """What formulas need that no column holds."""

    def add_metric(self, book: Book, text: str) -> None:
        """One more metric: its name, or a formula, which may have a name before =; FormulaError for a bad one."""
        book = self.book or book
        if any(isinstance(one, Indicator) for one in book.measures_called(text)):
            # An indicator itself, with nothing computed.
            measure = book.measure(text)
            name = measure.id
            metric = self._formula(book, name, text)
            metric.name = measure.name
        elif book.measures_called(text) or re.fullmatch(r"[^\W\d][\w.]*", text):
            metric = self._known(book, text)
            name = metric.id
        else:
            match = _NAMED.fullmatch(text)
            name, formula = (match[1], match[2]) if match else (text, text)
            metric = self._formula(book, name, formula)
        if any(one.name == name for one in self.wanted):
            raise UsageError(_("“{name}” was given twice", name=name))
        self.wanted.append(Wanted(metric, name, compile_metric(self.book or book, metric)))

    def _known(self, book: Book, text: str) -> Metric:
        """A metric of the book, or the share of an indicator in the whole of its group, and the like."""
        base, _dot, function = text.rpartition(".")
        parts = [one for one in book.measures_called(base) if isinstance(one, Indicator)]
        is_of_group = function in OF_WHOLE and len(parts) == 1 and not book.measures_called(text)
        metric = book.generated(parts[0], function) if is_of_group else book.metric(text)
        node, found = taken_apart(metric.node, metric.formula, book, self._has_wholes(book))
        if node == metric.node:
            return metric
        self._with_made(book, found)
        return replace(metric, node=node)

    def _has_wholes(self, book: Book) -> bool:
        """Whether whole(x) is in the row of the whole, as it is where rows are of categories."""
        return self.group is None and bool(self.of or self._base(book).of)

    def _with_made(self, book: Book, found: list[Made]) -> Book:
        """The book with what is made as well."""
        self.made += found
        if self.made:
            book = self.book = with_made(book, self.made)
        return book

    def _formula(self, book: Book, name: str, formula: str) -> Metric:
        if book.measures_called(formula):
            node: Node = Name(formula, 0, len(formula))
        else:
            node, found = taken_apart(parse_formula(formula), formula, book, self._has_wholes(book))
            book = self._with_made(book, found)
        quantity = check_formula(node, book.named)
        unit = unit_of(node, book) if self.unit is None else required_unit(book.units, self.unit)
        check_unit(quantity, unit, node)
        metric = own_metric(node, unit, formula)
        metric.name = name
        return metric

    def panel(self, book: Book) -> Panel:
        """The panel of the book, changed by the options, or one of these alone; UsageError when it lacks something."""
        base = self._base(book)
        entity = self.entity or base.entity
        period = self.period or base.period
        label, value = self.label or base.indicator, self.value or base.value
        if value and not label:
            raise UsageError(_("a long table needs both a heading for indicator and one for value"))
        is_pattern, unique = self.glob or base.glob, self.unique or base.unique
        files_of(base.path, is_pattern)
        return Panel(base.id, base.path, entity, period, self.table or base.table, label, value,
                     self._fields(book, base), unique, is_pattern, self.across or base.across,
                     tuple(self.of) or base.of)  # fmt: skip

    def _base(self, book: Book) -> Panel:
        """The panel of the book that is asked for, else one of the file alone."""
        known = {one.id: one for one in book.panels}
        if self.given is None and len(known) == 1:
            return next(iter(known.values()))
        if self.given is None:
            names = listed(known)
            raise UsageError(
                _("there are several panels: choose one with --from: {names}", names=names) if known
                else _("give the file of the rows with --from")
            )  # fmt: skip
        return known.get(self.given) or Panel("", self.given, "entity", "period")

    def _fields(self, book: Book, base: Panel) -> list[PanelField]:
        """The columns that are named, and of those that are not, the ones called as the indicators that are needed."""
        found = [self._field(heading, book.measure(name), "value") for heading, name in self.columns.items()]
        found += [self._field(heading, book.measure(name), "target") for heading, name in self.targets.items()]
        found += [self._field(heading, self._claimed(name), "claim") for heading, name in self.claims.items()]
        named = {one.heading for one in found}
        found += [self._changed(one) for one in base.fields if one.heading not in named]
        held = {one.measure for one in found if one.use == "value"}
        needed = dict.fromkeys(measure for measure in self._needed() if measure not in held)
        return [*found, *(self._field(measure.id, measure, "value") for measure in needed)]

    def _claimed(self, name: str) -> Metric:
        for one in self.wanted:
            if name in (one.name, one.metric.name):
                return one.metric
        raise UsageError(_("a claim must be for one of the metrics that are computed, not for “{name}”", name=name))

    def _needed(self) -> Iterator[Measure]:
        """The indicators of the formulas, and those that others are made of."""
        programs = {one.measure: one.program for one in self.made}
        for wanted in self.wanted:
            for slot in wanted.program.slots:
                made = programs.get(slot.measure) if isinstance(slot.measure, Indicator) else None
                for part in (slot,) if made is None else made.slots:
                    if part.measure is not None and part.scope != "target":
                        yield part.measure

    def _field(self, heading: str, measure: Measure, use: str) -> PanelField:
        upper = self.uppers.get(heading, "")
        decimals = self.decimals_of.get(heading, self.decimals)
        return PanelField(heading, measure, use, upper, decimals, self.rounding or "")

    def _changed(self, one: PanelField) -> PanelField:
        decimals = self.decimals_of.get(one.heading, one.decimals if self.decimals is None else self.decimals)
        upper = self.uppers.get(one.heading, one.upper)
        return PanelField(one.heading, one.measure, one.use, upper, decimals, self.rounding or one.rounding)
