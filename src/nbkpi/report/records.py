"""Results as records for programs: the stable, documented form that JSON prints."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from nbkpi.exact import Interval
from nbkpi.figure import Unit
from nbkpi.figure.format import format_interval
from nbkpi.model.breakdowns import Cell
from nbkpi.model.records import Entity, Indicator, Measure, Observation
from nbkpi.report.document import Json
from nbkpi.report.numbers import interval_record, number_text, single_value

if TYPE_CHECKING:
    from nbkpi.solve.check.verdicts import Check
    from nbkpi.solve.result import Result, Value


def result_record(result: Result, places: int | None = None) -> dict[str, Json]:
    """A result with its exact ends, what it came from and where that was printed."""
    from nbkpi.solve.relations import relation_formulas

    words = [claim.text for claim in result.observations]
    return {
        "entity": entity_record(result.entity),
        "measure": measure_record(result.measure),
        "period": str(result.period),
        "basis": result.basis,
        "unit": result.unit.symbol,
        "value": number_text(single_value(result.interval, result.nominal)),
        **interval_record(result.interval),
        "display": result.display(places),
        "printed": words[0] if words else None,
        "state": result.state or None,
        "reason": result.reason or None,
        "formula": result.formula or None,
        "steps": list(relation_formulas(one for step in result.steps for one in step.equations)),
        "inputs": [input_record(value) for value in result.inputs],
        "sources": [
            {"id": source.id, "title": source.title, "locator": locator or None} for source, locator in result.sources
        ],
    }


def entity_record(entity: Entity) -> dict[str, Json]:
    """An entity as part of a record; of a cell with its members by their breakdowns."""
    return {"id": entity.id, "name": entity.name, "kind": entity.kind, "path": entity.path, **of_record(entity.of)}


def of_record(cell: Cell) -> dict[str, Json]:
    """The members of a cell by their breakdowns, as part of a record; nothing for the whole."""
    return {"of": {one.breakdown.id: one.name for one in cell}} if cell else {}


def measure_record(measure: Measure) -> dict[str, Json]:
    """An indicator or a metric as part of a record."""
    indicator = isinstance(measure, Indicator)
    return {"id": measure.id, "name": measure.name, "type": "indicator" if indicator else "metric"}


def bounds_record(interval: Interval | None, nominal: Fraction | None, unit: Unit | None) -> dict[str, Json]:
    """Possible values in a unit, as part of a record; all of it null where there are none."""
    return {
        "unit": None if unit is None else unit.symbol,
        "value": number_text(single_value(interval, nominal)),
        **interval_record(interval),
    }


def input_record(value: Value) -> dict[str, Json]:
    """Something that was put into a calculation, in the words it was printed in."""
    return {
        "entity": value.entity.id,
        **of_record(value.entity.of),
        "measure": value.measure.id if value.measure is not None else value.label,
        "period": str(value.period),
        "unit": value.measure.unit.symbol if value.measure is not None else "",
        "value": number_text(value.nominal),
        **interval_record(value.interval),
        "printed": [observation_words(one) for one in value.observations] + target_words(value),
    }


def observation_words(observation: Observation) -> Mapping[str, Json]:
    """A printed figure: its words, the rule they were read by, and the place."""
    return {
        "text": observation.text,
        "reading": observation.figure.reading,
        "source": observation.source.id if observation.source is not None else None,
        "locator": observation.locator or None,
    }


def target_words(value: Value) -> list[Mapping[str, Json]]:
    """The words a target was set in; nothing for anything else."""
    target = value.target
    if target is None:
        return []
    source = target.source.id if target.source is not None else None
    return [{"text": target.figure.text, "reading": "target", "source": source, "locator": target.locator or None}]


def check_record(check: Check, places: int | None = None, accepted: bool = False) -> dict[str, Json]:
    """A verdict with what was asserted, what follows, and every printed figure that takes part."""
    return {
        "verdict": check.verdict,
        "sort": check.sort,
        "entity": entity_record(check.entity),
        "measure": None if check.measure is None else measure_record(check.measure),
        "period": str(check.period),
        "unit": check.unit.symbol,
        "asserted": None if check.asserted is None else check.asserted.text,
        "value": number_text(check.nominal),
        **interval_record(check.computed),
        "display": None
        if check.computed is None
        else format_interval(check.computed, check.nominal, check.unit, places, check.decimals),
        "difference": number_text(check.difference),
        "relations": list(check.relations),
        "reason": check.reason,
        "figures": [figure_record(one) for one in check.printed],
        "hints": list(check.hints),
        "accepted": accepted,
    }


def figure_record(observation: Observation) -> Mapping[str, Json]:
    """A printed figure that takes part in a check: what it is of, its words and its place."""
    return {
        "entity": observation.entity.id,
        **of_record(observation.entity.of),
        "measure": observation.measure.id,
        "period": str(observation.period),
        **observation_words(observation),
    }


def observation_record(observation: Observation) -> dict[str, Json]:
    """A printed figure by itself, as nbkpi list observations shows it."""
    figure = observation.figure
    return {
        "entity": entity_record(observation.entity),
        "measure": measure_record(observation.measure),
        "period": str(observation.period),
        "unit": observation.measure.unit.symbol,
        "value": number_text(observation.nominal),
        **interval_record(observation.interval),
        "printed": observation.text,
        "kind": figure.kind,
        "reading": figure.reading,
        "missing": figure.missing,
        "status": observation.status,
        "prices": observation.prices or None,
        "source": observation.source.id if observation.source is not None else None,
        "locator": observation.locator or None,
        "note": observation.note or None,
    }
