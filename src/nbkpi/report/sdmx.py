"""Printed figures in the terms of SDMX: columns of SDMX-CSV 2.0, time periods, units, and codes of CL_OBS_STATUS."""

from __future__ import annotations

from nbkpi.book.records import Observation
from nbkpi.figure import Period, Unit, Units
from nbkpi.figure.unit import MULTIPLIERS
from nbkpi.report.document import Json
from nbkpi.report.numbers import number_text

STRUCTURE_ID = "NBKPI:OBSERVATIONS(1.0.0)"
UNSPECIFIED = "_X"
"""What a dimension has that is not given, as none may be empty."""

STATUS = {"final": "A", "preliminary": "P", "revised": "A", "estimated": "E"}
"""A normal, P provisional, E estimated. SDMX has no code for what was revised: it is the normal value then."""

MISSING = {"below_half": "N", "not_applicable": "M", "unknown": "O", "withheld": "Q"}
"""N not significant (not a real zero), M cannot exist, O missing for whatever reason, Q suppressed."""


def sdmx_record(observation: Observation, units: Units) -> dict[str, Json]:
    """A figure as a row of SDMX-CSV: what it is about, its value in the printed unit, and the words as attributes.

    REF_AREA, INDICATOR, SOURCE and TIME_PERIOD tell one observation from the others. OBS_VALUE is empty where the
    words give no single number.
    """
    figure, source = observation.figure, observation.source
    power, unit = unit_parts(figure.unit, units)
    interval = figure.interval
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": STRUCTURE_ID,
        "ACTION": "I",
        "REF_AREA": observation.entity.id,
        "INDICATOR": observation.measure.id,
        "SOURCE": source.id if source is not None else UNSPECIFIED,
        "TIME_PERIOD": time_period(observation.period),
        "OBS_VALUE": number_text(figure.nominal if figure.is_central else None),
        "OBS_STATUS": MISSING[figure.missing] if figure.missing is not None else STATUS[observation.status],
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


def time_period(period: Period) -> str:
    """2024, 2024-S1, 2024-Q3 and 2024-06; any other span as its first day and its length, 2022-01-01/P3Y."""
    year, month = divmod(period.start, 12)
    if (month % period.length, period.length) == (0, 12):
        return f"{year:04}"
    if period.length in (3, 6) and month % period.length == 0:
        return f"{year:04}-{'Q' if period.length == 3 else 'S'}{month // period.length + 1}"
    if period.length == 1:
        return f"{year:04}-{month + 1:02}"
    years, months = divmod(period.length, 12)
    return f"{year:04}-{month + 1:02}-01/P{f'{years}Y' if not months else f'{period.length}M'}"


def unit_parts(unit: Unit, units: Units) -> tuple[int, str]:
    """The power of ten before a unit, as in UNIT_MULT (4 = 万, 8 = 亿), and the unit without it; 0 for others."""
    multiplier, base = units.split(unit.symbol) or ("", unit)
    return len(str(MULTIPLIERS[multiplier])) - 1, base.symbol
