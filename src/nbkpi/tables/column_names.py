"""What columns are called: in a [[table]], and by the user, by a heading, its path, or [A], the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache

from nbkpi.errors import UsageError
from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.model.spelt_names import without_translation
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.sheets.tidy import Tidy
from nbkpi.tables.understood import Asked

_WITHIN = regex(r"(?<=[^\x00-\x7f])[ \t\r]*\n\s*(?=[^\x00-\x7f])")
"""A break between Chinese characters."""


class ColumnNames:
    """The columns of one table by their headings; columns are those that it has, where others stand beside it.

    Blanks, breaks of lines, width and a translation beside the Chinese do not count where the user names one.
    """

    def __init__(self, headings: list[list[str]], columns: range, asked: Asked) -> None:
        self.headings, self.asked, self._columns = headings, asked, columns

    def whole(self, column: int) -> str:
        """The path of the headings of a column, in one line."""
        lines = (_WITHIN.sub("", part) for part in self.headings[column])
        return "/".join(" ".join(part.split("\n")) for part in lines)

    def heading(self, column: int) -> str:
        """What a [[table]] calls a column: its heading, or its letter where that is not its alone."""
        whole = "/".join(self.headings[column])
        return self.whole(column) if whole and self._columns_called[whole] == 1 else f"[{column_name(column)}]"

    @cached_property
    def _columns_called(self) -> Counter[str]:
        """How many columns have a heading, as the path or as the last part of it."""
        return Counter(name for one in self.headings for name in {"/".join(one), *one[-1:]})

    def called(self, name: str) -> int | None:
        """The first column of the table that is called so."""
        return next((column for column in self._columns if self._is_called(column, name)), None)

    def indicator_asked(self, column: int) -> str | None:
        """What the user said that a column is of."""
        return next((self.asked.columns[name] for name in self._said(column, self.asked.columns)), None)

    def unit_asked(self, column: int) -> str | None:
        """The unit that the user said of a column."""
        return next((self.asked.units[name] for name in self._said(column, self.asked.units)), None)

    def is_asked_for(self, column: int) -> bool:
        """Whether the user said what a column is of."""
        return self.indicator_asked(column) is not None

    def is_of_entities(self, column: int) -> bool:
        """Whether the user said that a column is of the entities."""
        return any(self._said(column, self.asked.entity_columns))

    def is_of_categories(self, column: int) -> bool:
        """Whether the user said that a column is of categories, or that its figures are of one."""
        return any(self._said(column, self.asked.category_columns))

    def is_skipped(self, column: int) -> bool:
        """Whether the user said that a column is not to be read."""
        return any(self._said(column, self.asked.skip_columns))

    def _said(self, column: int, names: Iterable[str]) -> list[str]:
        """Those of the names that mean a column, that by its letter first, then that by its path."""
        found = [name for name in names if self._is_called(column, name)]
        return sorted(found, key=lambda name: (name[:1] != "[", "/" not in name)) if len(found) > 1 else found

    def _is_called(self, column: int, name: str) -> bool:
        return is_called(name, column_name(column), "/".join(self.headings[column]))


def is_called(name: str, letter: str, path: str) -> bool:
    """Whether a column is meant by a name: its letter in brackets, its heading with or without what stands above."""
    return name == f"[{letter}]" or any(
        own == key or own.endswith(f"/{key}") for key in _keys(name) for own in _keys(path) if key
    )


def refuse_other_columns(grid: Grid, tidy: Tidy, asked: Asked) -> None:
    """UsageError where entities or periods are to stand in another column than the file itself says."""
    given = [("entity", one) for one in asked.entity_columns]
    for key, name in [*given, *([("period", asked.period_column)] if asked.period_column else [])]:
        column = tidy.columns.get(key)
        if column is None or not is_called(name, column_name(column), grid.text(0, column)):
            message = _("{file} itself says where its entities and periods stand: only --entity and --period serve",
                        file=grid.name)  # fmt: skip
            raise UsageError(message)


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[str, ...]:
    """What of a name counts, as it is and without a translation."""
    plain = "/".join(map(without_translation, name.split("/")))
    return tuple({heading_key(one).lower() for one in (name, plain)})
