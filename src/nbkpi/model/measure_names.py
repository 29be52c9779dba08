"""Finding indicators and metrics by their names, also those metrics that exist without being declared."""

from __future__ import annotations

from difflib import get_close_matches

from nbkpi.errors import AmbiguousName, NoMetric, UnknownName
from nbkpi.language import _, in_all_languages
from nbkpi.model.cells import Cells
from nbkpi.model.generated import GENERATED, GENERATED_FUNCTIONS, GENERATED_NAMES, OF_WHOLE, Generated
from nbkpi.model.names import MAX_NEAREST, Directory
from nbkpi.model.records import Indicator, Measure, Metric


class MeasureNames:
    """The indicators and metrics of a book, and the growth, share and so on of each, by all their names."""

    def __init__(
        self, indicators: Directory[Indicator], metrics: Directory[Metric], generated: Generated, cells: Cells
    ) -> None:
        self._indicators, self._metrics, self._generated, self._cells = indicators, metrics, generated, cells

    def find(self, name: str) -> Measure:
        """The indicator or metric of this id or name, income.growth and the like included; UnknownName otherwise.

        Capitals count only where names differ by nothing else.
        """
        declared = self._declared(name)
        if len(declared) > 1:
            candidates = [one.id for one in declared]
            raise AmbiguousName(
                _("“{name}” is ambiguous: it can mean {count} different things", name=name, count=len(declared)),
                candidates,
            )
        if declared:
            return declared[0]
        base, _dot, function = name.rpartition(".")
        if base and function in GENERATED_FUNCTIONS:
            of = self.find(base)
            if self.has(of, function):
                return self._generated.of(of, function)
        shown_so = self._shown_as(name) or self._in_other_case(name)
        if shown_so is not None:
            return shown_so
        near = {*self._metrics.nearest(name), *self._indicators.nearest(name)}
        near |= set(self._generated.like(name, self._indicators.by_id.values()))
        best = get_close_matches(name, sorted(near), len(near) or 1, cutoff=0)
        raise UnknownName(_("there is no indicator or metric “{name}”", name=name), best[:MAX_NEAREST])

    def find_metric(self, name: str) -> Metric:
        """The metric of this id or name; UnknownName otherwise, also when it is an indicator."""
        measure = self.find(name)
        if isinstance(measure, Indicator):
            near = [self._generated.of(measure, function).name for function in GENERATED[:2]]
            raise NoMetric(_("“{name}” is an indicator, not a metric", name=name), near, measure.name)
        return measure

    def called(self, name: str) -> list[Measure]:
        """Every indicator and metric of this id or name, income.growth and the like included; nothing is suggested."""
        measures = self._declared(name)
        base, _dot, function = name.rpartition(".")
        if not measures and base and function in GENERATED_FUNCTIONS:
            bases = [measure for measure in self.called(base) if self.has(measure, function)]
            return [self._generated.of(measure, function) for measure in bases]
        return measures

    def has(self, measure: Measure, function: str) -> bool:
        """Whether a measure has this metric without its being declared: cells of what adds up are parts of a whole."""
        if function not in OF_WHOLE:
            return True
        return bool(self._cells.breakdowns) and isinstance(measure, Indicator) and measure.is_summed

    def _declared(self, name: str) -> list[Measure]:
        """What the book itself calls so; an id comes before a name."""
        known = self._indicators.by_id.get(name) or self._metrics.by_id.get(name)
        return [known] if known is not None else [*self._indicators.named(name), *self._metrics.named(name)]

    def _in_other_case(self, name: str) -> Measure | None:
        """What is called so but for its capitals; None where nothing or several things are."""
        every = (*self._indicators, *self._metrics)
        found = [one for one in every if name.lower() in map(str.lower, (one.id, one.name, *one.aliases))]
        return found[0] if len(found) == 1 else None

    def _shown_as(self, name: str) -> Metric | None:
        """What is generated and shown under this name, in any language; None where nothing or several things are."""
        metrics = dict.fromkeys(
            self._generated.of(base, function)
            for function, words in GENERATED_NAMES
            for form in in_all_languages(words)
            for begins, ends in [form.split("{name}")]
            if name.startswith(begins) and name.endswith(ends) and len(name) > len(begins + ends)
            for base in self.called(name[len(begins) : len(name) - len(ends)])
            if self.has(base, function)
        )
        return next(iter(metrics)) if len(metrics) == 1 else None
