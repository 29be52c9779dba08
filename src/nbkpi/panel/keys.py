"""The columns that tell rows apart: what names an entity, a group or a period, and as what it is computed with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.language import _, quoted
from nbkpi.panel.engine import Engine
from nbkpi.panel.whole_numbers import LONG

_EXAMPLES = 3


@dataclass(slots=True)
class KeyColumn:
    """A column of names or periods; is_whole: it holds whole numbers, which become those of 64 bits, else text.

    is_day: what its texts say are days.
    """

    heading: str
    dtype: Any
    is_whole: bool
    is_day: bool = False

    def column(self, given: nw.Expr) -> nw.Expr:
        """The names as they are computed with: of every width of whole numbers there is, only one."""
        if self.is_whole:
            return given if self.dtype == nw.Int64 else given.cast(nw.Int64)
        return given if self.dtype == nw.String else given.cast(nw.String)


def key_of(engine: Engine, frame: nw.LazyFrame[Any], name: str, heading: str, dtype: Any) -> KeyColumn:
    """What the column of this name in the frame holds; UsageError where it cannot name anything.

    Doubles and decimals are taken when all are whole, as years and codes are that went through a spreadsheet.
    """
    if dtype.is_integer() and dtype not in (nw.UInt64, nw.Int128, nw.UInt128):
        return KeyColumn(heading, dtype, True)
    if dtype.is_numeric():
        return KeyColumn(heading, dtype, _fits(engine, frame, name, heading, dtype))
    if dtype.is_nested() or dtype in (nw.Binary, nw.Time, nw.Duration):
        message = _("column “{heading}” is of the type {type}, which names neither entities nor periods",
                    heading=heading, type=type(dtype).__name__)  # fmt: skip
        raise UsageError(message)
    return KeyColumn(heading, dtype, False, dtype.is_temporal())


def _fits(engine: Engine, frame: nw.LazyFrame[Any], name: str, heading: str, dtype: Any) -> bool:
    """Whether numbers fit into 64 bits, where they are whole; UsageError where they are not."""
    given = nw.col(name)
    if dtype.is_float():
        wrong = ~given.is_finite() | (given != given.round())
        _refuse_parts(engine, frame.filter(wrong).select(given), heading)
    ((low, high),) = engine.rows(frame.select(given.min().alias("low"), given.max().alias("high")))
    fits = all(end is None or abs(Decimal(end)) <= LONG for end in (low, high))
    if dtype.is_decimal() and dtype.scale:
        if fits:
            cut = given.cast(nw.Int64).cast(nw.Decimal(38, dtype.scale))
            _refuse_parts(engine, frame.filter(cut != given).select(given), heading)
        else:
            _refuse_parts(engine, frame.select(given), heading)
    if dtype.is_float() and not fits:
        _refuse_parts(engine, frame.filter(given.abs() > LONG).select(given), heading)
    return fits


def _refuse_parts(engine: Engine, wrong: nw.LazyFrame[Any], heading: str) -> None:
    found = [row[0] for row in engine.rows(wrong.head(_EXAMPLES))]
    if found:
        raise UsageError(
            _("column “{heading}” has {found}, which is not a whole number", heading=heading, found=quoted(found))
        )
