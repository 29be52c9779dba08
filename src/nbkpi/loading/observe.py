"""Taking in printed figures: observations, claims and targets, checked against what they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nbkpi.errors import UnknownName, UnreadableFigure, UsageError
from nbkpi.figure import Figure, Period, WrittenPeriod
from nbkpi.figure.spelling import canonical_months
from nbkpi.language import _
from nbkpi.loading.files import Documents, Rows, rows_of
from nbkpi.loading.others import Others
from nbkpi.loading.problems import Problems, SheetFile, TextFile
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Written
from nbkpi.model.kinds import SUBITEM
from nbkpi.model.records import Entity, Indicator, Measure, Observation, Source, Target

_SHORTEST_DAY = len("2024-1-1")

Path = tuple[str | int, ...]
Key = TypeVar("Key")
Found = TypeVar("Found")


def add_observations(book: Book, documents: Documents, problems: Problems, reader: FigureReader) -> None:
    """Every [[observation]]: those of indicators, and those of metrics, which are claims."""
    resolver, others = Resolver(book, problems, reader), Others(book, problems)
    for file, document in documents:
        each = [resolver.observation(file, index, row) for index, row in enumerate(document["observation"])]
        places = [index for index, one in enumerate(each) if one is not None] if None in each else range(len(each))
        found = [one for one in each if one is not None]
        for place in book.add_observations(found):
            others.note(file, places[place], found[place])


def add_targets(book: Book, documents: Documents, problems: Problems, reader: FigureReader) -> None:
    """Every [[target]]; one for each thing and period."""
    resolver = Resolver(book, problems, reader)
    known: set[tuple[Entity, Measure, Period]] = {(one.entity, one.measure, one.period) for one in book.targets}
    for file, path, row in rows_of(documents, "target"):
        target = resolver.target(file, path, row)
        if target is None:
            continue
        key = (target.entity, target.measure, target.period)
        if key in known:
            message = _("this figure is already in the book")
            problems.add(file, (*path, "value"), "duplicate-observation", message)
        known.add(key)
        book.targets.append(target)


class _Wrong(ValueError):
    """A name or the lack of one that a row cannot be used with: what to report, and at which key."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.remedy = code, remedy


class Resolver:
    """Turns names into things; each name is looked up once. reader reads figures that are of this book."""

    def __init__(self, book: Book, problems: Problems, reader: FigureReader | None = None) -> None:
        self.book, self.problems = book, problems
        self.reader = reader or FigureReader(book.units, book.convention)
        self.periods = _Memo(_find_period)
        self.sources = _Memo(self._find_source)
        self._is_day = _Memo(_is_day)
        self._entity = _Memo(book.entity)
        self._measure = _Memo(self._find_measure)

    def observation(self, file: TextFile, index: int, row: Rows) -> Observation | None:
        """The observation of a row; None when anything in it is wrong, after noting all that is."""
        text = str(row["value"])
        about = self._about(file, ("observation", index), row)
        if about is None:
            return None
        entity, measure, (period, status), source, locator = about
        observation = Observation(
            entity,
            measure,
            period,
            text,
            source,
            locator,
            status if status and row["status"] == "final" else row["status"],
            row["prices"] or "",
            row["note"] or "",
            self.figure,
        )
        if not self.reader.is_plain(text, measure):
            path = ("observation", index, "value")
            try:
                self._warn(file, path, observation)
            except UnreadableFigure as error:
                self.problems.add_error(file, path, "bad-figure", error)
                return None
        return observation

    def target(self, file: TextFile, path: Path, row: Rows) -> Target | None:
        """The target of a row; None when anything in it is wrong, after noting all that is."""
        about = self._about(file, path, row)
        if about is None:
            return None
        entity, measure, (period, _status), source, locator = about
        try:
            figure = self.reader.read(str(row["value"]), measure, source)
        except UnreadableFigure as error:
            self.problems.add_error(file, (*path, "value"), "bad-figure", error)
            return None
        return Target(entity, measure, period, figure, source, locator)

    def total(self, file: TextFile, path: Path, row: Rows) -> Observation | None:
        """The total of a row, of an entity called like it; None when anything in it is wrong, after noting it."""
        measure = self._noted(file, (*path, "indicator"), self._measure, (row["indicator"], None))
        as_stock = measure is None or measure.is_stock
        when = self._noted(file, (*path, "period"), self.periods, (str(row["period"]), as_stock))
        source = self._noted(file, (*path, "source"), self.sources, row["source"])
        if measure is None or when is None or source is None:
            return None
        entity, text = Entity(row["source"], row["label"], SUBITEM), str(row["value"])
        found = Observation(entity, measure, when.period, text, *source, "final", "", "", self.figure)
        try:
            self._warn(file, (*path, "value"), found)
        except UnreadableFigure as error:
            self.problems.add_error(file, (*path, "value"), "bad-figure", error)
            return None
        return found

    def _about(
        self, file: TextFile, path: Path, row: Rows
    ) -> tuple[Entity, Measure, WrittenPeriod, Source | None, str] | None:
        """What a row is about; None when anything of it is not found, after noting all that is wrong."""
        try:
            entity, measure = self._entity[row["entity"]], self._measure[row["indicator"], row["metric"]]
            if row["of"] is not None:
                entity, measure = self.cell(entity, measure, row["of"])
            text = str(row["period"])
            when = self.periods[text, measure.is_stock]
            if len(text) >= _SHORTEST_DAY and self._is_day[text] and not isinstance(file, SheetFile):
                self.warn_of_day(file, path, text, when.period)
            return entity, measure, when, *self.sources[row["source"]]
        except (UsageError, _Wrong):
            self._note(file, path, row)
            return None

    def cell(self, entity: Entity, measure: Measure, of: Written) -> tuple[Entity, Measure]:
        """The cell of an entity, and the measure, that a figure of these members is kept under."""
        cells = self.book.cells
        return self.book.standing_for(cells.of(entity, cells.breakdowns.cell(of)), measure)

    def warn_of_day(self, file: TextFile, path: Path, day: str, period: Period) -> None:
        """Say which period a day was taken for: the book has the same state under no other."""
        message = _("the day “{day}” is taken as the end of {period}", day=day, period=period)
        remedy = _("write the period, such as {period}", period=period)
        self.problems.add(file, (*path, "period"), "day-for-period", message, remedy, severity="warning")

    def _note(self, file: TextFile, path: Path, row: Rows) -> None:
        """Note everything that is wrong with a row that cannot be used, its words too."""
        measure_key = "metric" if row["indicator"] is None else "indicator"
        self._noted(file, (*path, "entity"), self._entity, row["entity"])
        measure = self._noted(file, (*path, measure_key), self._measure, (row["indicator"], row["metric"]))
        if row["of"] is not None:
            try:
                self.book.cells.breakdowns.cell(row["of"])
            except UsageError as error:
                from nbkpi.loading.breakdowns import note_cell

                note_cell(file, (*path, "of"), self.problems, error)
        as_stock = measure is None or measure.is_stock
        self._noted(file, (*path, "period"), self.periods, (str(row["period"]), as_stock))
        source = self._noted(file, (*path, "source"), self.sources, row["source"])
        try:
            self.reader.read(str(row["value"]), measure, source[0] if source is not None else None)
        except UnreadableFigure as error:
            self.problems.add_error(file, (*path, "value"), "bad-figure", error)

    def _noted(self, file: TextFile, path: Path, memo: _Memo[Key, Found], key: Key) -> Found | None:
        """What is found for a key, or None after noting why nothing is."""
        try:
            return memo[key]
        except UnknownName as error:
            name = next((part for part in key if part), "") if isinstance(key, tuple) else key
            self.problems.add_unknown(file, path, str(name), error)
        except _Wrong as error:
            place = path[:-1] if error.code == "no-measure" else path
            self.problems.add(file, place, error.code, str(error), error.remedy)
        return None

    def _find_measure(self, names: tuple[str | None, str | None]) -> Measure:
        """The measure that a row names as its indicator or as its metric."""
        indicator, metric = names
        if (indicator is None) == (metric is None):
            message = _("a figure belongs to exactly one of the two: an indicator or a metric")
            raise _Wrong("no-measure", message, _('write indicator = "…" or metric = "…"'))
        found = self.book.measure(indicator or metric or "")
        if isinstance(found, Indicator) != (metric is None):
            key, right = (
                ("metric", _('it is an indicator, so write indicator = "…"'))
                if indicator is None
                else ("indicator", _('it is a metric, so write metric = "…"'))
            )
            name = indicator or metric
            message = _("“{name}” cannot be given as {key}: {right}", name=name, key=key, right=right)
            raise _Wrong("wrong-value", message)
        return found

    def _find_source(self, text: str | None) -> tuple[Source | None, str]:
        """A source and the locator behind #; both empty when no source is given."""
        name, _hash, locator = (text or "").partition("#")
        if not name:
            return None, locator
        source = self.book.sources.get(name)
        if source is None:
            raise UnknownName(_("there is no source “{name}”", name=name), list(self.book.sources)[:5])
        return source, locator

    def figure(self, observation: Observation) -> Figure:
        """What the words of an observation say."""
        return self.reader.read(observation.text, observation.measure, observation.source)

    def _warn(self, file: TextFile, path: Path, observation: Observation) -> None:
        figure, measure = observation.figure, observation.measure
        for warning in figure.warnings:
            self.problems.add(file, path, "odd-wording", warning, severity="warning")
        if figure.unit.dimension != measure.unit.dimension:
            name, unit = measure.name, measure.unit
            message = _(
                "percent and percentage points are not the same; the unit of “{name}” is {unit}", name=name, unit=unit
            )
            self.problems.add(file, path, "percent-for-points", message, severity="warning")
        if observation.is_below_one:
            message = _("“{name}” is counted in whole numbers: less than half of one {unit} says nothing",
                        unit=measure.unit, name=measure.name)  # fmt: skip
            remedy = _(
                "write 0 where there are none, or give the indicator the unit of the published table, such as 万人"
            )
            self.problems.add(file, path, "below-one", message, remedy, severity="warning")


class _Memo(dict[Key, Found]):
    """What a function finds for a key; an exception it raises for one is raised again whenever it is asked for."""

    def __init__(self, find: Callable[[Key], Found]) -> None:
        super().__init__()
        self._find = find
        self._failed: dict[Key, Exception] = {}

    def __missing__(self, key: Key) -> Found:
        if key in self._failed:
            raise self._failed[key]
        try:
            found = self[key] = self._find(key)
        except (UnknownName, _Wrong) as error:
            self._failed[key] = error
            raise
        return found


def _is_day(text: str) -> bool:
    """Whether words are a day. A period as nbkpi writes it never is one, and is settled without looking further."""
    if canonical_months(text) is not None:
        return False
    from nbkpi.figure.days import is_day

    return is_day(text)


def period_of(text: str, of_stock: bool = False) -> WrittenPeriod:
    """The period that words of a book mean, and the status that they give; ValueError, with a sentence, for others.

    A day that ends a month is one for figures of a state, as are 年末 and 月末: 31 December ends its year.
    """
    try:
        return WrittenPeriod.parse(text)
    except ValueError:
        from nbkpi.figure.days import day_of, ended_by, is_day, refusal

        day = day_of(text) if of_stock and is_day(text) else None
        ended = ended_by(day) if day is not None else None
        if ended is None:
            raise ValueError(refusal(text)) from None
        return WrittenPeriod(ended)


def _find_period(key: tuple[str, bool]) -> WrittenPeriod:
    try:
        return period_of(*key)
    except ValueError as error:
        raise _Wrong("bad-period", str(error)) from None
