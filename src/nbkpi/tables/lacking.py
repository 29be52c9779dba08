"""Which of entity and period nothing says for the columns of figures of a table."""

from __future__ import annotations

from typing import Any

from nbkpi.errors import as_typed
from nbkpi.language import _, separated
from nbkpi.tables import words
from nbkpi.tables.asking import apart
from nbkpi.tables.columns import Columns
from nbkpi.tables.titled import place_of_titles


class Lacking:
    """What the columns of figures of one table lack, gathered column by column.

    have_rows_indicators: the rows say the indicators, so that a heading need say no entity for its column to be read.
    are_words_left: a column of words is left that may be that of the entities.
    """

    def __init__(self, columns: Columns, have_rows_indicators: bool, are_words_left: bool) -> None:
        self._columns, self._have_rows_indicators = columns, have_rows_indicators
        self._are_words_left = are_words_left
        self._is_any_read = False
        self._lacking, self._may_lack = set[str](), set[str]()

    def add_read(self, about: Any) -> None:
        """Take in the entry of a column that is read."""
        self._is_any_read = True
        self._lacking |= {key for key in ("entity", "period") if not isinstance(about, dict) or key not in about}

    def add_unread(self, column: int, meant: words.Meant) -> None:
        """Take in a column that is not understood."""
        missing = set() if meant.period else {"period"}
        if not self._have_rows_indicators and self._columns.place_level is None:
            missing.add("entity")
        self._may_lack |= missing
        # With its unit the column is read, and what else it lacks would be the next question.
        self._lacking |= missing if self._columns.unmatched.needs_a_unit(column) else set()

    def say(self) -> None:
        """Note which of the two no figure, or not every one, has; the period of the title serves for all."""
        columns, found = self._columns, self._columns.found
        lacking = self._lacking if self._is_any_read else self._may_lack
        for key in ("entity", "period"):
            if key in found.table or key not in lacking:
                continue
            if key == "period" and columns.about is not None:
                found.table["period"] = str(columns.about)
                found.facts.append((_("period, from the title"), str(columns.about)))
                continue
            message = _("no {key} given for the figures", key=_(key))
            remedy = _("give it with --{key}, or the column where it stands with --{key}-column", key=key)
            if key == "entity" and not self._are_words_left:
                remedy = _("give it with --entity")
            if key == "entity" and (place := place_of_titles(columns.shape.titles)):
                option = apart(f"--entity {as_typed(place)}")
                remedy = separated([remedy, _("it may be {option}", option=option)])
            if key == "entity" and columns.may_be_places:
                also = _("where the headings name entities, give their indicator with --indicator")
                remedy = separated([remedy, also])
            columns.miss(message, columns.shape.header.start, 0, remedy)
