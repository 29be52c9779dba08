"""From the files of a panel to one table: under the headings that were asked for, with years across in rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.language import _, listed, quoted
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.engine import Engine
from nbkpi.panel.files import Files, files_of
from nbkpi.panel.plain_text import PlainText, cells_of, plain_text
from nbkpi.patterns import regex

if TYPE_CHECKING:
    from nbkpi.sheets.grid import Grid

ACROSS = "nbkpi_across"
"""The column of the figures that stood under years."""

_STATED_UNIT = regex(r"单位\s*[:：]\s*([^\s,，;；、)）\"]+)")
_NOTE = regex(r"\s*\[[^\]]*\]\s*$")
_MOST_CELLS = 3_000_000
"""A larger sheet takes too long to be handed over cell by cell."""


class PanelTable(NamedTuple):
    """The rows under the headings that are needed; is_text: all cells are text. facts tell what was made of the file.

    panel is the one given, with the headings of the period and of the figures where years stood across.
    """

    frame: nw.LazyFrame[Any]
    schema: dict[str, Any]
    panel: Panel
    is_text: bool
    facts: list[str]


def read_table(
    engine: Engine, book: Book, panel: Panel, fields: Sequence[PanelField], group: str | None
) -> PanelTable:  # fmt: skip
    """The table in the files of a panel; UsageError for what cannot be read, and headings that it does not have."""
    files, facts = files_of(panel.path, panel.glob), list[str]()
    written: list[Sequence[str]] = []
    # Years across have no heading of their own, nor have the figures under them.
    least = {panel.entity, *panel.of, *([group] if group else []), *([panel.indicator] if panel.indicator else [])}
    if files.is_workbook:
        frame, above, headings = _of_workbook(engine, files, least, headings_of(panel, fields, group))
        written = [headings]
        if any(above):
            facts.append(_left_out(files.paths[0], above))
        _refuse_other_unit(book, panel, fields, above)
    elif files.is_text:
        texts = [plain_text(path, files.separator, least, engine.folder) for path in files.paths]
        facts += _told(files, texts)
        written = [text.headings for text in texts]
        _refuse_other_unit(book, panel, fields, [line for text in texts for line in text.above])
        frame = engine.read(files._replace(paths=tuple(text.path for text in texts)), panel.table or None)
    else:
        frame = engine.read(files, panel.table or None)
    names = list(frame.collect_schema())
    years = _years_across(panel, names)
    for row in written or [names]:
        _refuse_twice(panel.path, row, [*headings_of(panel, fields, group, years), *years.values()])
    frame = _renamed(frame, names, [*headings_of(panel, fields, group, years), *years])
    schema = dict(frame.collect_schema())
    if years:
        facts.append(_("periods stand across: {first} to {last}", first=next(iter(years)), last=list(years)[-1]))
        frame, panel = _laid_down(engine, frame, panel, fields, group, years)
        schema = dict(frame.collect_schema())
    if panel.indicator and not panel.value:
        raise UsageError(_("a long table needs both a heading for indicator and one for value"))
    _check_headings(panel, headings_of(panel, fields, group), list(schema))
    return PanelTable(frame, schema, panel, files.is_text or files.is_workbook, facts)


def headings_of(
    panel: Panel, fields: Sequence[PanelField], group: str | None, years: Collection[str] = ()
) -> list[str]:  # fmt: skip
    """Every heading that is needed; with years across those of the period and the figures are not."""
    wanted = [panel.entity, *([] if years else [panel.period]), *([group] if group else [])]
    wanted += [*panel.of, *([panel.indicator] if panel.indicator else [])]
    if not years:
        wanted += [panel.value] if panel.indicator and panel.value else []
        wanted += [] if panel.indicator else [one.heading for one in fields]
        wanted += [one.upper for one in fields if one.upper]
    return list(dict.fromkeys(wanted))


def _told(files: Files, texts: Sequence[PlainText]) -> list[str]:
    """What was done to texts, for people."""
    facts = []
    for text, path in zip(texts, files.paths, strict=True):
        if text.encoding not in ("utf-8", "utf-8-sig"):
            facts.append(_("{path}: encoding {encoding}", path=path.name, encoding=text.encoding))
        if text.above:
            facts.append(
                _left_out(path, (" ".join(filter(None, cells_of(line, files.separator))) for line in text.above))
            )
    return facts


def _refuse_other_unit(book: Book, panel: Panel, fields: Sequence[PanelField], above: Sequence[str]) -> None:
    """UsageError where the lines above the headings state another unit than the one that the figures are taken in."""
    for line in above:
        stated = _STATED_UNIT.search(line)
        unit = book.units.get(stated[1]) if stated else None
        for field in fields if unit is not None else ():
            own = field.measure.unit
            if unit is not None and unit.dimension == own.dimension and unit.scale != own.scale:
                message = _("{path} says “{line}” above its headings, but “{name}” is in {unit}", path=panel.path,
                            line=line.strip(' ,\t"'), name=field.measure.name, unit=own.symbol)  # fmt: skip
                raise UsageError(message)


def _left_out(path: Path, lines: Iterable[str]) -> str:
    return _("{path}: left out above the headings: {lines}", path=path.name, lines=quoted(filter(None, lines)))


def _of_workbook(
    engine: Engine, files: Files, wanted: Collection[str], needed: Collection[str]
) -> tuple[nw.LazyFrame[Any], list[str], list[str]]:
    """The first sheet that holds anything, as texts below the first row that has the headings; the lines above it.

    The headings are those of all its columns.
    """
    from nbkpi.sheets.open import open_grid

    grid = open_grid(files.paths[0], files.name)
    if len(grid.rows) * grid.width > _MOST_CELLS:
        raise UsageError(_("{path} is too large a sheet: save it as CSV", path=files.name))
    rows = _texts_of(grid)
    asked = {one.strip().casefold() for one in wanted}
    at = next((at for at, row in enumerate(rows) if asked <= {cell.casefold() for cell in row}), None)
    if at is None:
        missing = listed(wanted)
        raise UsageError(_("{path} has no row with the headings {names}", path=files.name, names=missing))
    above = [" ".join(dict.fromkeys(filter(None, row))) for row in rows[:at]]
    places = {heading: place for place, heading in reversed(list(enumerate(rows[at]))) if heading}
    used = {place for heading, place in places.items() if any(_same(heading, one) for one in needed)}
    # Where years stand across, any column may be needed.
    _refuse_wrong(grid, at, used if len(used) == len(set(needed)) else set(places.values()))
    body = [[row[place] or None for place in places.values()] for row in rows[at + 1 :] if any(row)]
    return engine.small(dict.fromkeys(places, "text"), body), above, rows[at]


def _texts_of(grid: Grid) -> list[list[str]]:
    """The cells of a sheet as texts; what is merged is in each of its cells."""
    from nbkpi.sheets.grid import text_of

    rows = [[text_of(cell).strip() for cell in row] for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
    return rows


def _refuse_wrong(grid: Grid, above: int, columns: Collection[int]) -> None:
    """UsageError with the first cell below a row, in these columns, that holds something unusable."""
    wrong = next((spot for spot in sorted(grid.wrong) if spot[0] > above and spot[1] in columns), None)
    if wrong is not None:
        raise UsageError(_("{path}, row {row}: {reason}", path=grid.file, row=wrong[0] + 1, reason=grid.wrong[wrong]))


def _years_across(panel: Panel, names: Sequence[str]) -> dict[str, str]:
    """The headings that are periods, by the periods that they are; none where periods have a column of their own."""
    if not panel.across and any(_same(name, panel.period) for name in names):
        return {}
    periods: list[tuple[Period, str]] = []
    for name in names:
        try:
            periods.append((Period.parse(_NOTE.sub("", name).strip()), name))
        except ValueError:
            continue
    periods.sort(key=lambda one: one[0])
    if panel.across:
        ends = [Period.parse(end) for end in panel.across.split("..")]
        periods = [one for one in periods if ends[0].start <= one[0].start <= ends[-1].start]
        if not periods:
            raise UsageError(_("{path} has no columns of {periods}", path=panel.path, periods=panel.across))
    if not panel.across and len(periods) < 2:
        return {}
    for (period, name), (other, second) in pairwise(periods):
        if period == other:
            raise UsageError(_("columns {names} are both of {period}", names=quoted([name, second]), period=period))
    return {str(period): name for period, name in periods}


def _refuse_twice(path: str, headings: Sequence[str], needed: Iterable[str]) -> None:
    """UsageError for a heading that is needed and stands over two columns: engines give one of them another name."""
    for one in dict.fromkeys(needed):
        found = [heading for heading in headings if heading == one] or [name for name in headings if _same(name, one)]
        if len(found) > 1:
            raise UsageError(_("{path} has several columns {names}: give each a heading of its own", path=path,
                               names=quoted(found)))  # fmt: skip


def _same(name: str, other: str) -> bool:
    return name.strip().casefold() == other.strip().casefold()


def _renamed(frame: nw.LazyFrame[Any], names: Sequence[str], wanted: Sequence[str]) -> nw.LazyFrame[Any]:
    """The frame under the headings as they are asked for, where the file has them in another case."""
    found = {}
    for heading in wanted:
        like = [name for name in names if _same(name, heading)]
        if heading not in names and len(like) == 1:
            found[like[0]] = heading
    if not found:
        return frame
    return frame.select(*(nw.col(name).alias(found.get(name, name)) for name in names))


def _laid_down(
    engine: Engine,
    frame: nw.LazyFrame[Any],
    panel: Panel,
    fields: Sequence[PanelField],
    group: str | None,
    years: dict[str, str],
) -> tuple[nw.LazyFrame[Any], Panel]:
    """A row for each of the periods that stood across."""
    if not panel.indicator and len(fields) > 1:
        message = _("periods that stand across are those of one indicator; --label-column tells several apart")
        raise UsageError(message)
    value = ACROSS if panel.indicator else fields[0].heading
    schema = frame.collect_schema()
    others = [name for name in schema if name not in years.values() and name not in (panel.period, value)]
    kind = _common([schema[name] for name in years.values()])
    needed = [name for name in others if name in headings_of(panel, fields, group, years)]
    cells = [nw.col(name).cast(kind).alias(f"{ACROSS}{period}") for period, name in years.items()]
    wide = engine.keep(frame.select(*(nw.col(name) for name in needed), *cells))
    long = nw.concat([
        wide.select(*(nw.col(name) for name in needed), nw.lit(period, nw.String).alias(panel.period),
                    nw.col(f"{ACROSS}{period}").alias(value))
        for period in years
    ])  # fmt: skip
    return long, replace(panel, value=value if panel.indicator else "")


def _common(dtypes: Sequence[Any]) -> Any:
    """The type that holds the figures of all of the columns."""
    if len(set(dtypes)) == 1:
        return dtypes[0]
    if all(dtype.is_integer() for dtype in dtypes):
        return nw.Int64()
    if all(dtype.is_decimal() for dtype in dtypes):
        return nw.Decimal(38, max(dtype.scale for dtype in dtypes))
    return nw.Float64() if all(dtype.is_numeric() for dtype in dtypes) else nw.String()


def _check_headings(panel: Panel, wanted: Sequence[str], known: list[str]) -> None:
    """UsageError that names every heading which is not there."""
    missing = [name for name in wanted if name not in known]
    if missing:
        near = dict.fromkeys(hint for name in missing for hint in get_close_matches(name, known, 2))
        have = listed(near or known[:20])
        message = _("{path} has no column {names}; it has {have}", path=panel.path, names=listed(missing), have=have)
        raise UsageError(message)
