"""The panels of a book: tables that are not loaded, with what their columns are of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbkpi.errors import UnknownName
from nbkpi.language import _
from nbkpi.loading.files import Documents, rows_of
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField

_USES = {"indicator": "value", "target": "target", "claim": "claim"}


def add_panels(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[panel]], with its measures found; the file itself is only looked at when the panel is used."""
    for file, path, row in rows_of(documents, "panel"):
        if any(one.id == row["id"] for one in book.panels):
            problems.add(file, (*path, "id"), "duplicate", _("the id “{id}” is used twice", id=row["id"]))
            continue
        if (row["indicator"] is None) != (row["value"] is None) and not (row["indicator"] and row["across"]):
            message = _("a long table needs both a heading for indicator and one for value")
            problems.add(file, (*path, "value" if row["value"] else "indicator"), "wrong-value", message)
            continue
        found = [_field(book, problems, file, path, row, heading) for heading in row["columns"]]
        where = str(Path(file.name).parent / row["path"])
        fields = [one for one in found if one is not None]
        book.panels.append(
            Panel(
                row["id"], where, row["entity"], row["period"], row["table"] or "", row["indicator"] or "",
                row["value"] or "", fields, row["unique"], row["glob"],
                row["across"] or "", tuple(row["of"]),
            )
        )  # fmt: skip


def _field(
    book: Book, problems: Problems, file: TextFile, path: tuple[str | int, ...], row: Any, heading: str
) -> PanelField | None:
    """What is under a heading; None after noting what is wrong with it."""
    given = row["columns"][heading]
    place = (*path, "columns", heading)
    if isinstance(given, str):
        given = {"indicator": given, "target": None, "claim": None, "upper": None, "decimals": None, "rounding": None}
    named = [key for key in _USES if given[key] is not None]
    if len(named) != 1:
        problems.add(file, place, "wrong-value", _("a column needs exactly one of indicator, target and claim"))
        return None
    name = given[named[0]]
    try:
        measure = book.metric(name) if named[0] == "claim" else book.measure(name)
    except UnknownName as error:
        problems.add_unknown(file, place, name, error)
        return None
    decimals = row["decimals"] if given["decimals"] is None else given["decimals"]
    rounding = given["rounding"] or row["rounding"] or ""
    return PanelField(heading, measure, _USES[named[0]], given["upper"] or "", decimals, rounding)
