"""What an engine must do: read a table, compute in columns, keep, hand over rows, and write files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.panel.files import Files

if TYPE_CHECKING:
    import narwhals as nw

LEAST_MEMORY = 64_000_000
OUTPUTS = (".parquet", ".csv")

Progress = Callable[[float | None], None]
"""Is told the share of the current step that is done, None where that is not known."""


_MEMORY = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]i?B?|%)", re.IGNORECASE)


class EngineStopped(UsageError):
    """An engine could not read or compute something, for a reason of its own."""


class Limits(NamedTuple):
    """What an engine may use: bytes of memory, threads (0 for what it takes by itself), a folder for what does not fit.

    Rows beyond the memory go into files in that folder, which are removed at the end.
    """

    memory: int = 0
    threads: int = 0
    spill: Path | None = None


NO_LIMITS = Limits()


def limits_of(memory: str | None, threads: int | None, spill: Path | None) -> Limits:
    """The limits as they are written on a command line; UsageError for what is no size, or no folder."""
    size = 0
    if memory is not None:
        match = _MEMORY.fullmatch(memory.strip())
        if match is None or match[2] == "%":
            raise UsageError(_("{flag} must be a size such as 2GB or 500MB, not “{value}”", flag="--memory",
                               value=memory))  # fmt: skip
        unit, power = match[2].upper(), "KMGT".index(match[2][0].upper()) + 1
        size = int(Decimal(match[1]) * (1024 if "I" in unit else 1000) ** power)
        if size < LEAST_MEMORY:
            raise UsageError(_("{flag} must be {least} at least", flag="--memory", least="64MB"))
    if spill is not None and not spill.is_dir():
        raise UsageError(_("there is no folder {path}", path=spill))
    return Limits(size, threads or 0, spill)


class Engine(Protocol):
    """Computes in columns.

    room is the largest whole number it holds, errors are its exceptions; folder is its own, and removed at the end.
    sorts: to sort rows and look at those before takes it less time than to bring the periods into columns.
    """

    room: int
    sorts: bool
    errors: tuple[type[Exception], ...]
    folder: Path

    def read(self, files: Files, table: str | None) -> nw.LazyFrame[Any]:
        """The table in the files, whose names are taken to the letter; UsageError when it cannot be read."""

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows, computed once."""

    def beside(self, frame: nw.LazyFrame[Any], columns: Mapping[str, tuple[str, int]]) -> nw.LazyFrame[Any] | None:
        """The frame with more columns: each has what another one has so many rows before.

        None where rows have no order that could be relied on.
        """

    def numbered(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any] | None:
        """The frame with the number of each row, from 1, in the order that rows were kept in.

        None where rows have no order that could be relied on.
        """

    def may_repeat(
        self, frame: nw.LazyFrame[Any], key: str, place: str, size: int, only_dense: bool = False
    ) -> bool | None:  # fmt: skip
        """Whether a key may have two rows with one place, which is a whole number from 0 to below size.

        False is a proof that none has; None where the engine has no way of its own to find out, or, only_dense, none
        that takes hardly longer than to read the rows.
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


def first_line(error: BaseException) -> str:
    """What an engine says of a failure, in one line."""
    return " ".join((str(error).splitlines() or [""])[0].split())
