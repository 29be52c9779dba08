"""The labels of a long table, which say of what each row is: a label that is sought and is in no row is no silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.model.panels import Panel
from nbkpi.panel.columns import PanelColumn
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine

_SHOWN = 20


def refuse_missing_labels(
    engine: Engine, rows: nw.LazyFrame[Any], panel: Panel, names: Mapping[str, str], columns: Sequence[PanelColumn],
    found: Mapping[str, Any],
) -> None:  # fmt: skip
    """UsageError with the labels that no row of a long table has; names are those of the headings in all its rows.

    found are the ends of every column: only where one has no figure at all the labels themselves are looked at.
    """
    if not panel.indicator:
        return
    empty = [one.field.heading for place, one in enumerate(columns)
             if (not one.words.texts if one.words is not None else found[f"low{place}"] is None)]  # fmt: skip
    if not empty:
        return
    known = sorted(
        str(row[0]) for row in engine.rows(distinct(rows.select(names[panel.indicator]))) if row[0] is not None
    )
    missing = [one for one in dict.fromkeys(empty) if one not in known]
    if missing:
        have = listed(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
        message = _("column “{heading}” has no row of {names}; it has {have}: --map LABEL=ID says of what the rows "
                    "with a label are", heading=panel.indicator, names=listed(missing), have=have)  # fmt: skip
        raise UsageError(message)
