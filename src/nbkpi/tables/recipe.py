"""What was settled about a sheet, for the next one of its layout: learnt, found again, and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nbkpi.diagnostics import Diagnostic
from nbkpi.figure import Period
from nbkpi.loading.layout import column_at
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator
from nbkpi.sheets.grid import Grid
from nbkpi.tables.column_names import is_called
from nbkpi.tables.doubts import BY_PLACE
from nbkpi.tables.importing import Imported
from nbkpi.tables.masks import loose, masked, period_of_file, period_of_sheet, spelled
from nbkpi.tables.understood import Asked

MOST_ROWS = 2000
"""So many names of rows are kept, to see whether a sheet is of the same ones."""

Say = Callable[[str], str]
"""How a text with periods in it is written."""

AS_ASKED = {"entity": "entity", "entity_column": "entity_columns", "within": "within", "indicator": "indicator",
             "period_column": "period_column", "unit": "unit", "name": "names",
             "missing": "missing"}  # fmt: skip
"""The options of a recipe that are kept as they were given, and what they are called in Asked."""


def learnt(imported: Imported, asked: Asked, grid: Grid, book: Book, about: Period | None) -> dict[str, Any]:
    """The recipe of a sheet that was understood, all its periods masked; without encoding, delimiter and sheet."""
    return _row(imported, asked, grid, book, lambda text: masked(text, about))


def about_of(imported: Imported, asked: Asked) -> Period | None:
    """The period that a sheet is about, once it was understood."""
    paths = [role.heading.split("/") for one in imported.tables for role in one.columns]
    return period_of_sheet(asked.period, imported.understood.titles, paths)


def spelled_out(imported: Imported, asked: Asked, grid: Grid, book: Book, about: Period | None) -> dict[str, Any]:
    """The same of a sheet as it is, to be compared with an earlier one."""
    return _row(imported, asked, grid, book, lambda text: spelled(text, about))


def _row(imported: Imported, asked: Asked, grid: Grid, book: Book, say: Say) -> dict[str, Any]:
    columns, others = list[dict[str, str]](), list[str]()
    entity, indicator, total = list[str](), "", ""
    for one in imported.tables:
        letters = {role.letter: role.heading for role in one.columns if role.heading}
        figures = set[str]()
        for key, entry in one.table.get("columns", {}).items():
            letter = key[1:-1] if column_at(key) is not None else _letter(letters, key)
            figures.add(letter)
            about = _of_column(entry, one.table.get("unit", ""), book, say)
            columns.append({"heading": say(letters.get(letter, key)), **about})
        others += [say(heading) for letter, heading in letters.items() if letter not in figures]
        named = one.table.get("entity", []) if not asked.entity else []
        entity += [name for name in ([named] if isinstance(named, str) else named) if name not in entity]
        indicator = indicator or one.table.get("indicator", "")
        total = total or one.table.get("total", "")
    figures_of_all = (*imported.observations, *imported.targets)
    rows = dict.fromkeys(found.measure.name if indicator else _row_of(found.entity) for found in figures_of_all)
    titled = period_of_sheet("", imported.understood.titles, ())
    row = {
        "title": say("".join(imported.understood.titles)),
        "period": _period_from(asked, titled, grid),
        "headings": others,
        "columns": columns,
        "entity": entity,
        "indicator": indicator,
        "total": total,
        "unit_line": [asked.unit] if asked.unit else imported.understood.unit_line,
        "sections": imported.understood.sections,
        "rows": list(rows)[:MOST_ROWS],
        "options": _options(imported, asked, say),
    }
    return {key: value for key, value in row.items() if value}


def _row_of(entity: Entity) -> str:
    """How the row of an entity, or of a cell of it, is called, in all languages alike: 东县 (男, 0-14岁)."""
    categories = ", ".join(one.name for one in entity.of)
    return f"{entity.itself.label} ({categories})" if categories else entity.label


def _period_from(asked: Asked, titled: Period | None, grid: Grid) -> str:
    """Where the period of a sheet stands."""
    # A title that says another period of the same length was overruled once; the next one may be right.
    if not asked.period or (titled is not None and titled.length == Period.parse(asked.period).length):
        return "sheet"
    return "file" if str(period_of_file(grid.file)) == asked.period else "option"


def _letter(letters: Mapping[str, str], heading: str) -> str:
    return next((letter for letter, own in letters.items() if own == heading), "")


def _of_column(entry: Any, unit: str, book: Book, say: Say) -> dict[str, str]:
    """What a column is of: the entry of a [[table]], its unit, else that of the table, and its period."""
    about: dict[str, Any] = {"indicator": entry} if isinstance(entry, str) else dict(entry)
    about["unit"] = about.get("unit") or unit
    found = {key: str(about[key]) for key in ("indicator", "metric", "target", "unit", "entity") if about.get(key)}
    if "indicator" in found and not isinstance(book.measure(found["indicator"]), Indicator):
        found["metric"] = found.pop("indicator")
    found |= {"of": about["of"]} if about.get("of") else {}
    return found | ({"period": say(about["period"])} if about.get("period") else {})


def _options(imported: Imported, asked: Asked, say: Say) -> dict[str, Any]:
    """What was said of the sheet; columns by their headings, of which those without one cannot be found again."""
    found: dict[str, Any] = {key: _plain(getattr(asked, name)) for key, name in AS_ASKED.items()}
    paths = {role.letter: role.heading for one in imported.tables for role in one.columns}
    found["map"] = _by_path(asked.columns, paths, say)
    measured = [name for name in imported.understood.measured if name in asked.units]
    found["units"] = _by_path(asked.units, paths, say) | {name: asked.units[name] for name in measured}
    found["entity_column"] = [
        next((path for letter, path in paths.items() if path and is_called(name, letter, path)), name)
        for name in asked.entity_columns
    ]
    found["skip"] = list(asked.skip)
    found["skip_column"] = list(_by_path(dict.fromkeys(asked.skip_columns, ""), paths, say))
    found["category_column"] = list(_by_path(dict.fromkeys(asked.category_columns, ""), paths, say))
    if asked.header is not None:
        found["heading_rows"] = asked.header[1] - asked.header[0] + 1
    return {key: value for key, value in found.items() if value}


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value


def _by_path(given: Mapping[str, str], paths: Mapping[str, str], say: Say) -> dict[str, str]:
    found = dict[str, str]()
    for key, meaning in given.items():
        own = [path for letter, path in paths.items() if is_called(key, letter, path)]
        found |= {say(path): _with_period(meaning, say) for path in own}
    return found


def _with_period(meaning: str, say: Say) -> str:
    """What was said of a column, the period of targets written as say writes it."""
    name, at, period = meaning.partition("@")
    return f"{name}@{say(period)}" if at else meaning


def is_remembered(row: Mapping[str, Any], asked: Asked) -> bool:
    """Whether a recipe holds all that was said of single columns: what has no heading cannot be found again."""
    options = row.get("options", {})
    return not any(name.startswith("[") for name in options.get("entity_column", ())) and all(
        len(options.get(key, ())) >= len(given)
        for key, given in (
            ("map", asked.columns),
            ("units", asked.units),
            ("skip_column", asked.skip_columns),
            ("category_column", asked.category_columns),
        )
    )


def without_known_growth(imported: Imported, row: Mapping[str, Any]) -> list[Diagnostic]:
    """The findings without those on growth that is of the same column as it was in the sheet of a recipe."""
    known = {loose(one["heading"]) for one in row["columns"] if str(one["metric"] or "").endswith(".growth")}
    headings = {one.letter: loose(masked(one.heading, None)) for one in imported.understood.columns}
    return [
        one
        for one in imported.findings
        if one.code != BY_PLACE or headings.get(one.path.rpartition("!")[2].rstrip("0123456789")) not in known
    ]
