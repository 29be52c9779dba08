"""What an engine must do: read a table, compute in columns, keep, hand over rows, and write files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from nbkpi.panel.files import Files

if TYPE_CHECKING:
    import narwhals as nw

OUTPUTS = (".parquet", ".csv")

Progress = Callable[[float | None], None]
"""Is told the share of the current step that is done, None where that is not known."""


class Engine(Protocol):
    """Computes in columns.

    room is the largest whole number it holds, errors are its exceptions; sorts: to sort rows and look at those before
    takes it less time than to bring the periods into columns.
    """

    room: int
    sorts: bool
    errors: tuple[type[Exception], ...]

    def read(self, files: Files, table: str | None) -> nw.LazyFrame[Any]:
        """The table in the files, whose names are taken to the letter; UsageError when it cannot be read."""

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows, computed once."""

    def beside(self, frame: nw.LazyFrame[Any], columns: Mapping[str, tuple[str, int]]) -> nw.LazyFrame[Any] | None:
        """The frame with more columns: each has what another one has so many rows before.

        None where rows have no order that could be relied on.
        """

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """All rows, for few of them."""

    def pieces(self, frame: nw.LazyFrame[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, some at a time."""

    def small(self, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> nw.LazyFrame[Any]:
        """A table of these rows; columns gives the type of each: whole, double, text or flag."""

    def written(self, frame: nw.LazyFrame[Any], path: Path, ending: str) -> nw.LazyFrame[Any] | None:
        """Write the rows in their order into one file, as the ending says; those rows, where reading them is
        cheaper than to compute them again.

        OSError or OutputError when it cannot be written.
        """

    def close(self) -> None:
        """Give back what it holds."""


def first_line(error: Exception) -> str:
    """What an engine says of a failure, in one line."""
    return " ".join((str(error).splitlines() or [""])[0].split())
