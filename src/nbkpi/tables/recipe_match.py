"""Which recipe fits a sheet, and how the sheet is to be read by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nbkpi.figure import Period, Units
from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.loading.files import Rows
from nbkpi.loading.headings import headings
from nbkpi.model.book import Book
from nbkpi.sheets.grid import Grid
from nbkpi.tables.blocks import shapes_of
from nbkpi.tables.file_sources import sources_of_file
from nbkpi.tables.masks import expanded, loose, masked, period_of_file, period_of_sheet, spelled
from nbkpi.tables.recipe import AS_ASKED
from nbkpi.tables.shape import SEARCHED, shape_of
from nbkpi.tables.understood import Asked

ALIKE = 0.5
"""A layout is that of a recipe where its title is the same and at least so much of its headings."""
ALIKE_UNTITLED = 0.7


class Recipe(NamedTuple):
    """A recipe that fits a sheet: its place among those of the book, its row, and how the sheet is to be read by it."""

    place: int
    row: Rows
    asked: Asked


class _Seen(NamedTuple):
    """What can be seen of a sheet without a book: titles, the paths of its headings, the rows these stand in."""

    titles: list[str]
    paths: list[str]
    header: tuple[int, int] | None = None


def recipe_for(rows: Sequence[Rows], grid: Grid, units: Units, asked: Asked) -> Recipe | None:
    """The recipe that fits a sheet best, the last one where several do, with what the user says now above it."""
    if not rows or grid.is_of_programs:
        return None
    plain = _seen(grid, units)
    best: tuple[float, Recipe] | None = None
    for place, row in enumerate(rows):
        options = row["options"] or {}
        count = options.get("heading_rows")
        seen = _with_header(grid, units, count, row) if count and asked.header is None else plain
        if seen is None:
            continue
        alike = _alike(row, seen)
        is_it = loose(masked("".join(seen.titles), None)) == loose(row["title"])
        if is_it and alike >= (ALIKE if row["title"] else ALIKE_UNTITLED) and (best is None or alike >= best[0]):
            best = alike, Recipe(place, row, _asked_by(row, seen, grid, asked))
    return best[1] if best is not None else None


def _seen(grid: Grid, units: Units) -> _Seen:
    titles, paths = dict[str, None](), list[str]()
    for shape in shapes_of(grid, units):
        titles.update(dict.fromkeys(shape.titles))
        heads = headings(grid, shape.header)
        paths += ["/".join(heads[column]) for column in shape.columns if heads[column]]
    return _Seen(list(titles), paths)


def _with_header(grid: Grid, units: Units, count: int, row: Rows) -> _Seen | None:
    """A sheet whose headings are looked for, where they were pointed out before; None where they are not found."""
    best: tuple[float, _Seen] | None = None
    for first in range(min(SEARCHED, len(grid.rows) - count)):
        paths = ["/".join(parts) for parts in headings(grid, range(first, first + count)) if parts]
        seen = _Seen([], paths, (first + 1, first + count))
        alike = _alike(row, seen)
        if alike >= ALIKE and (best is None or alike > best[0]):
            best = alike, seen
    return best[1]._replace(titles=shape_of(grid, units).titles) if best is not None else None


def _alike(row: Rows, seen: _Seen) -> float:
    """Which share of their headings a recipe and a sheet have in common, periods aside."""
    known = Counter(map(loose, [*row["headings"], *(column["heading"] for column in row["columns"])]))
    here = Counter(loose(masked(path, None)) for path in seen.paths)
    return 2 * (known & here).total() / max(1, known.total() + here.total())


def _asked_by(row: Rows, seen: _Seen, grid: Grid, asked: Asked) -> Asked:
    """What a recipe says of a sheet, and above it what the user says."""
    options = row["options"] or {}
    merged = asked._replace(**_kept(options, asked))
    if row["total"] and not merged.total:
        merged = merged._replace(total=row["total"])
    if row["period"] == "file" and not asked.period and not asked.period_column:
        period = period_of_file(grid.file)
        merged = merged._replace(period=str(period) if period is not None else "")
    about = period_of_sheet(merged.period, seen.titles, [path.split("/") for path in seen.paths])
    columns = {**_real(options.get("map") or {}, seen, about), **asked.columns}
    units = {**_real(options.get("units") or {}, seen, about), **asked.units}

    def named(option: str, own: Sequence[str]) -> tuple[str, ...]:
        """The columns that an option named, and those that are named now."""
        old = _real(dict.fromkeys(options.get(option) or (), ""), seen, about)
        return tuple(dict.fromkeys([*old, *own]))

    return merged._replace(
        columns=columns, units=units, skip_columns=named("skip_column", asked.skip_columns),
        category_columns=named("category_column", asked.category_columns),
        skip=tuple(dict.fromkeys([*(options.get("skip") or ()), *asked.skip])), header=asked.header or seen.header,
    )  # fmt: skip


def _kept(options: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """The options of a recipe that are as they were given, where nothing else is said now."""
    kept: dict[str, Any] = {}
    for key, name in AS_ASKED.items():
        old, new = options.get(key), getattr(asked, name)
        if old and isinstance(old, Mapping):
            kept[name] = {**old, **new}
        elif old and not new and not _excluded(key, asked):
            kept[name] = _several(old) if name == "entity_columns" else old
    return kept


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    """The columns of the entities, which recipes may also write as one."""
    return (names,) if isinstance(names, str) else tuple(names)


def _excluded(name: str, asked: Asked) -> bool:
    """Whether an option of a recipe goes against one that was given now."""
    against = {"entity": "entity_columns", "entity_column": "entity", "period_column": "period"}
    return bool(getattr(asked, against[name])) if name in against else False


def _real(given: Mapping[str, str], seen: _Seen, about: Period | None) -> dict[str, str]:
    """What was said of masked headings, by those that this sheet has."""
    wanted = {heading_key(expanded(path, about)): _plain_period(meaning, about) for path, meaning in given.items()}
    keys = {path: heading_key(spelled(path, about)) for path in seen.paths}
    return {path: wanted[key] for path, key in keys.items() if key in wanted}


def _plain_period(meaning: str, about: Period | None) -> str:
    """What was said of a column, the period of targets as the user would write it."""
    name, at, period = meaning.partition("@")
    return f"{name}@{expanded(period, about).strip('{}')}" if at else meaning


def is_of_layout(row: Rows, new: Mapping[str, Any]) -> bool:
    """Whether a recipe is of the layout that another one was learnt from."""
    paths = [*new.get("headings", ()), *(column["heading"] for column in new.get("columns", ()))]
    is_it = loose(new.get("title", "")) == loose(row["title"])
    return is_it and _alike(row, _Seen([], paths)) >= (ALIKE if row["title"] else ALIKE_UNTITLED)


def lacking(recipe: Recipe, asked: Asked) -> list[str]:
    """What was said of the last sheet of this layout, is that of each sheet alone, and was not said of this one.

    asked is what the user says of this sheet.
    """
    row, options = recipe.row, recipe.row["options"] or {}
    told = []
    if row["period"] == "file" and not recipe.asked.period:
        told.append(
            _("the period stood in the name of the file last time, and is not there now: give it with --period")
        )
    if row["period"] == "option" and not asked.period:
        told.append(_("the period was given with --period last time: give that of this sheet"))
    for key, flag, given in (("entity", "--entity", asked.entity), ("indicator", "--indicator", asked.indicator)):
        # What the title names is the same where the title is.
        if options.get(key) and not given and options[key] not in row["title"]:
            told.append(_("{flag} was given last time: give that of this sheet", flag=flag))
    return told


def earlier_sources(grid: Grid, book: Book, asked: Asked, name: str) -> list[str]:
    """The ids of the source that was asked for, and of those that earlier imports of this file gave its figures."""
    titles = shape_of(grid, book.units).titles if asked.header is not None else _seen(grid, book.units).titles
    named = [asked.source.partition("#")[0]] if asked.source else []
    return list(dict.fromkeys([*named, *sources_of_file(book, name, " ".join(titles) or name)]))
