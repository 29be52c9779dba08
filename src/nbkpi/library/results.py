"""Lists of results: short to look at, as JSON has them, and as data frames."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeVar, overload

from nbkpi.errors import MissingExtra
from nbkpi.report.document import NUMBERS, Json
from nbkpi.report.records import result_record
from nbkpi.solve.result import Result as Found

if TYPE_CHECKING:
    import pandas
    import polars

MOST_SHOWN = 10
"""So many items of a list are shown where it is looked at."""


class Item:
    """One result of a list."""

    __slots__ = ()

    def record(self) -> dict[str, Json]:
        """What formats are made of: exact numbers are strings in it, a decimal or p/q."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The same as an item of results in the JSON of the command: numbers, and exact strings beside them."""
        from nbkpi.render.json import json_text

        found: dict[str, Any] = json.loads(json_text(self.record(), NUMBERS))
        return found


T = TypeVar("T", bound=Item)


class Results(list[T]):
    """A list of results; slices are lists of results too."""

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Results[T]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | Results[T]:
        return Results(super().__getitem__(place)) if isinstance(place, slice) else super().__getitem__(place)

    def __repr__(self) -> str:
        shown = [repr(one) for one in self[:MOST_SHOWN]]
        more = [f"… {len(self) - MOST_SHOWN} more"] if len(self) > MOST_SHOWN else []
        return "[" + ",\n ".join([*shown, *more]) + "]"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The same as results in the JSON of the command."""
        return [one.to_dict() for one in self]

    def to_pandas(self) -> pandas.DataFrame:
        """The columns of CSV as a data frame of pandas: numbers are doubles, bounds never inward.

        MissingExtra where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtra("pandas", "pandas") from None
        header, numbers, rows = self._columns()
        return pandas.DataFrame(rows, columns=header).astype(dict.fromkeys(numbers, "float64"))

    def to_polars(self) -> polars.DataFrame:
        """The columns of CSV as a data frame of Polars: numbers are doubles, bounds never inward.

        MissingExtra where Polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise MissingExtra("Polars", "polars") from None
        header, numbers, rows = self._columns()
        types = {key: polars.Float64 if key in numbers else None for key in header}
        return polars.DataFrame(rows, schema=types, infer_schema_length=None)

    def _columns(self) -> tuple[list[str], set[str], list[dict[str, Any]]]:
        """The names of all columns, of those of numbers, and the rows."""
        from nbkpi.render.parquet import double
        from nbkpi.render.rows import numeric, rounding, tidy

        header, rows = tidy(one.record() for one in self)
        numbers = numeric(header, NUMBERS)
        made = [
            {
                key: double(cell, rounding(key)) if key in numbers and isinstance(cell, str) else cell
                for key, cell in row.items()
            }
            for row in rows
        ]
        return header, numbers, made


class Result(Item, Found):
    """A measure of an entity in a period: interval and nominal are in unit, exact; display() is for people.

    interval is None where there is no value, and state says why. basis is printed, computed or implied. trace, claims
    and sources lead back to the printed words.
    """

    __slots__ = ()

    @classmethod
    def of(cls, found: Found, **more: Any) -> Self:
        """The same result with what the library adds."""
        return cls(**{one.name: getattr(found, one.name) for one in fields(Found)}, **more)

    def record(self) -> dict[str, Json]:
        """What formats are made of: exact numbers are strings in it, a decimal or p/q."""
        return result_record(self)

    def __repr__(self) -> str:
        return f"<{self.entity.label} {self.measure.name} {self.period}: {self.display()}>"


def results_of(found: Iterable[Found]) -> Results[Result]:
    """Results of the library."""
    return Results(map(Result.of, found))
