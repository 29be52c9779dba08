"""Taking in printed figures: observations, claims and targets, checked against what they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from nbkpi.book.book import Book
from nbkpi.book.files import Documents, Rows
from nbkpi.book.problems import Problems, TextFile
from nbkpi.book.records import Entity, Indicator, Measure, Metric, Observation, Source, Target
from nbkpi.errors import AmbiguousName, UnknownName, UnreadableFigure
from nbkpi.figure import Figure, Kind, Period, Unit, read
from nbkpi.figure.reading import PLAIN
from nbkpi.figure.unit import POINTS, PURE
from nbkpi.language import _

Path = tuple[str | int, ...]
Found = TypeVar("Found")


def add_observations(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[observation]]: those of indicators, and those of metrics, which are claims."""
    resolver = _Resolver(book, problems)
    for file, document in documents:
        for index, row in enumerate(document["observation"]):
            observation = resolver.observation(file, index, row)
            if observation is not None:
                resolver.reject_duplicate(file, index, observation)
                book.add_observation(observation)


def add_targets(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[target]]."""
    resolver = _Resolver(book, problems)
    for file, document in documents:
        for index, row in enumerate(document["target"]):
            target = resolver.target(file, index, row)
            if target is not None:
                book.targets.append(target)


class _Resolver:
    """Turns names into things; each name is looked up once."""

    def __init__(self, book: Book, problems: Problems) -> None:
        self.book, self.problems = book, problems
        self._entity = _Memo(book.entity)
        self._measure = _Memo(book.measure)
        self._period = _Memo(Period.parse)
        self._source = _Memo(self._find_source)
        self._plain: dict[tuple[Measure, str], bool] = {}

    def observation(self, file: TextFile, index: int, row: Rows) -> Observation | None:
        path = ("observation", index)
        found = self._common(file, path, row)
        if found is None:
            return None
        entity, measure, period, (source, locator) = found
        observation = Observation(
            entity, measure, period, str(row["value"]), source, locator,
            row["status"], row["prices"] or "", row["note"] or "", self._read,
        )  # fmt: skip
        if not self._is_plain(measure, observation.text):
            try:
                figure = observation.figure
            except UnreadableFigure as error:
                self.problems.add_error(file, (*path, "value"), "bad-figure", error)
                return None
            self._warn(file, (*path, "value"), figure, measure)
        return observation

    def target(self, file: TextFile, index: int, row: Rows) -> Target | None:
        path = ("target", index)
        found = self._common(file, path, row)
        if found is None:
            return None
        entity, measure, period, (source, locator) = found
        try:
            figure = self._figure(str(row["value"]), measure, source)
        except UnreadableFigure as error:
            self.problems.add_error(file, (*path, "value"), "bad-figure", error)
            return None
        return Target(entity, measure, period, figure, source, locator)

    def reject_duplicate(self, file: TextFile, index: int, observation: Observation) -> None:
        """Note a figure that the same place of the same source printed already."""
        for other in self.book.printed(observation.entity, observation.measure, observation.period):
            same_place = other.source is observation.source and other.locator == observation.locator
            if not same_place or other.status != observation.status or other.prices != observation.prices:
                continue
            code, message = "duplicate-observation", _("this figure is in the book already")
            if other.text != observation.text:
                code = "conflicting-observation"
                message = _("the book already has “{other}” for this from the same place", other=other.text)
            remedy = _("keep one of them, or give each its own source or status")
            self.problems.add(file, ("observation", index, "value"), code, message, remedy)
            return

    def _common(
        self, file: TextFile, path: Path, row: Rows
    ) -> tuple[Entity, Measure, Period, tuple[Source | None, str]] | None:
        """What a row is about, or None when something of it was not found; every such thing is noted."""
        entity = self._resolve(self._entity, row["entity"], file, (*path, "entity"), "unknown-name")
        period = self._resolve(self._period, str(row["period"]), file, (*path, "period"), "bad-period")
        source = self._resolve(self._source, row["source"] or "", file, (*path, "source"), "unknown-name")
        measure = None
        if (row["indicator"] is None) == (row["metric"] is None):
            message = _("a figure is of an indicator or of a metric, and of one of them only")
            self.problems.add(file, path, "no-measure", message, _('write indicator = "…" or metric = "…"'))
        else:
            key = "metric" if row["indicator"] is None else "indicator"
            name = row["indicator"] or row["metric"] or ""
            measure = self._resolve(self._measure, name, file, (*path, key), "unknown-name")
            if measure is not None and isinstance(measure, Indicator) != (key == "indicator"):
                right = _("it is a metric") if key == "indicator" else _("it is an indicator")
                message = _("“{name}” is not the {key} it is called: {right}", name=name, key=key, right=right)
                self.problems.add(file, (*path, key), "wrong-value", message)
                measure = None
        if entity is None or period is None or source is None or measure is None:
            return None
        return entity, measure, period, source

    def _resolve(self, memo: _Memo[Found], name: str, file: TextFile, path: Path, code: str) -> Found | None:
        found = memo[name]
        if not isinstance(found, Exception):
            return found
        if isinstance(found, AmbiguousName):
            self.problems.add_error(file, path, "ambiguous-name", found)
        elif isinstance(found, UnknownName):
            self.problems.add_unknown(file, path, name, found)
        else:
            expected = _("2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05 or 2022..2024")
            self.problems.add(file, path, code, _("{expected} is expected here", expected=expected))
        return None

    def _find_source(self, text: str) -> tuple[Source | None, str]:
        """A source and the locator behind #; both empty when no source is given."""
        name, _hash, locator = text.partition("#")
        if not name:
            return None, locator
        source = self.book.sources.get(name)
        if source is None:
            raise UnknownName(_("there is no source “{name}”", name=name), list(self.book.sources)[:5])
        return source, locator

    def _is_plain(self, measure: Measure, text: str) -> bool:
        """Whether the words are a bare number in a unit that fits, so that reading them cannot fail."""
        match = PLAIN.fullmatch(text)
        if match is None or measure.limits == "share":
            return False
        known = self._plain.get((measure, match[3]))
        if known is None:
            unit = self.book.units.get(match[3])
            known = not match[3] or (unit is not None and unit.dimension == measure.unit.dimension)
            self._plain[measure, match[3]] = known
        return known

    def _read(self, observation: Observation) -> Figure:
        return self._figure(observation.text, observation.measure, observation.source)

    def _figure(self, text: str, measure: Measure, source: Source | None) -> Figure:
        """The figure these words print; UnreadableFigure also when its unit does not measure what it is about."""
        convention = source.convention if source is not None else self.book.convention
        figure = read(
            text, unit=measure.unit, kind=_kind(measure), limits=measure.limits, convention=convention,
            units=self.book.units,
        )  # fmt: skip
        if figure.unit.dimension == measure.unit.dimension:
            return figure
        per_unit = self._per(figure.unit, measure.unit)
        if per_unit is not None:
            return replace(figure, unit=per_unit)
        if isinstance(measure, Metric) and {figure.unit.dimension, measure.unit.dimension} == {PURE, POINTS}:
            return figure
        given, found = measure.unit, figure.unit.symbol or _("a plain number")
        raise UnreadableFigure(
            _("{name} is given in {unit}, not in {found}", name=measure.name, unit=given, found=found)
        )

    def _per(self, printed: Unit, expected: Unit) -> Unit | None:
        """What is given per head or per case is printed without saying so again: 186379元 for 元/人."""
        _above, slash, below = expected.symbol.partition("/")
        unit = self.book.units.get(f"{printed.symbol}/{below}") if slash else None
        return unit if unit is not None and unit.dimension == expected.dimension else None

    def _warn(self, file: TextFile, path: Path, figure: Figure, measure: Measure) -> None:
        for warning in figure.warnings:
            self.problems.add(file, path, "odd-wording", warning, severity="warning")
        if figure.unit.dimension != measure.unit.dimension:
            message = _(
                "percent and percentage points differ; {name} is given in {unit}", name=measure.name, unit=measure.unit
            )
            self.problems.add(file, path, "percent-for-points", message, severity="warning")


class _Memo(dict[str, Found | Exception]):
    """What a function finds for a name, or the exception it raised."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> Found | Exception:
        try:
            found: Found | Exception = self._find(name)
        except (UnknownName, ValueError) as error:
            found = error
        self[name] = found
        return found


def _kind(measure: Measure) -> Kind:
    """Counts are exact when printed in full; a growth of a count is one too."""
    if isinstance(measure, Metric):
        return _kind(measure.base) if measure.base is not None else "amount"
    return measure.kind
