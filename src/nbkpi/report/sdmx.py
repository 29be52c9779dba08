"""Printed figures in the terms of SDMX: the columns of SDMX-CSV 2.0, and units as their powers and what is left."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.figure import Unit, Units
from nbkpi.figure.unit import MULTIPLIERS
from nbkpi.model.breakdowns import Breakdown
from nbkpi.model.records import Observation
from nbkpi.report.document import Json
from nbkpi.report.numbers import number_text
from nbkpi.sheets.sdmx_terms import MISSING, STATUS, STRUCTURE_ID, UNSPECIFIED, WHOLES, time_period


def sdmx_record(observation: Observation, units: Units, breakdowns: Sequence[Breakdown] = ()) -> dict[str, Json]:
    """A figure as a row of SDMX-CSV: what it is about, its value in the printed unit, and the words as attributes.

    REF_AREA, INDICATOR, SOURCE and TIME_PERIOD, and a dimension for each breakdown with the ids of its categories, tell
    one observation from the others. OBS_VALUE is empty where the
    words give no single number, and OBS_STATUS too then, unless the figure is missing: no code says that it is a bound.
    """
    figure, source = observation.figure, observation.source
    status = MISSING[figure.missing] if figure.missing is not None else STATUS[observation.status]
    has_value = figure.is_central and figure.nominal is not None
    of = {one.breakdown: one.id for one in observation.entity.of}
    power, unit = unit_parts(figure.unit, units)
    interval = figure.interval
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": STRUCTURE_ID,
        "ACTION": "I",
        "REF_AREA": observation.entity.id,
        **{one.id.upper(): of.get(one, WHOLES[0]) for one in breakdowns},
        "INDICATOR": observation.measure.id,
        "SOURCE": source.id if source is not None else UNSPECIFIED,
        "TIME_PERIOD": time_period(observation.period),
        "OBS_VALUE": number_text(figure.nominal if figure.is_central else None),
        "OBS_STATUS": status if has_value or figure.missing is not None else None,
        "UNIT_MEASURE": unit,
        "UNIT_MULT": str(power),
        "DECIMALS": str(figure.decimals) if figure.is_central else None,
        "LOWER": number_text(interval.lower) if interval is not None else None,
        "LOWER_CLOSED": interval.lower_closed if interval is not None else None,
        "UPPER": number_text(interval.upper) if interval is not None else None,
        "UPPER_CLOSED": interval.upper_closed if interval is not None else None,
        "PRINTED": observation.text,
        "STATUS": observation.status,
        "PRICES": observation.prices or None,
        "LOCATOR": observation.locator or None,
        "COMMENT_OBS": observation.note or None,
    }


def unit_parts(unit: Unit, units: Units) -> tuple[int, str]:
    """The power of ten before a unit, as in UNIT_MULT (4 = 万, 8 = 亿), and the unit without it; 0 for others."""
    multiplier, base = units.split(unit.symbol) or ("", unit)
    return len(str(MULTIPLIERS[multiplier])) - 1, base.symbol
