"""Looking at a panel before anything is computed: its columns, periods and ranges, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.reader import FigureReader
from nbkpi.book.records import Panel, PanelField
from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.language import _, listed
from nbkpi.panel.cells import Bounds, Decoder, Numbers, Words
from nbkpi.panel.condition import how_many
from nbkpi.panel.engine import Engine, is_text
from nbkpi.panel.whole import EXACT_DOUBLE, LONG

if TYPE_CHECKING:
    import narwhals as nw

ENTITY, TIME, PERIOD, GROUP = "nbkpi_entity", "nbkpi_time", "nbkpi_period", "nbkpi_group"
"""What the columns are called while they are computed with."""

MAX_PERIODS = 5000
EXAMPLES = 3


@dataclass(slots=True)
class Prepared:
    """A panel made ready: the frame has ENTITY, TIME (months), PERIOD as written, GROUP where asked for, and cells.

    length is that of every period in months; times are those that occur, with how each is written; whole are the cells
    that are nowhere empty.
    """

    panel: Panel
    frame: nw.LazyFrame[Any]
    fields: list[PanelField]
    decoders: list[Decoder]
    times: dict[int, object]
    length: int
    count: int
    whole: list[bool]

    def cell(self, place: int) -> str:
        """The name of the cells of a field."""
        return f"nbkpi_cell{place}"

    def cells(self, place: int) -> list[str]:
        """All columns of a field: one, or those of the lower and the upper ends."""
        name = self.cell(place)
        return [name, f"{name}_upper"] if isinstance(self.decoders[place], Bounds) else [name]


def prepare(engine: Engine, book: Book, panel: Panel, fields: Sequence[PanelField], group: str | None) -> Prepared:
    """The panel as columns of whole numbers; UsageError for anything that is wrong with it."""
    import narwhals as nw

    path = Path(panel.path)
    frame = engine.read(path, panel.table or None)
    schema = frame.collect_schema()
    headings = _headings(panel, fields, group)
    _check_headings(panel, headings, list(schema))
    # Engines take some names apart: headings of the user's own are not used in what they compute.
    names = {heading: f"nbkpi_given{place}" for place, heading in enumerate(headings)}
    frame = frame.select(*(nw.col(heading).alias(name) for heading, name in names.items()))
    keys = {ENTITY: names[panel.entity], PERIOD: names[panel.period]} | ({GROUP: names[group]} if group else {})
    columns = [_Column(engine, book, panel, one, names, schema, frame) for one in fields]
    if panel.indicator:
        frame = frame.filter(nw.col(names[panel.indicator]).is_in([one.heading for one in fields]))
    selected = [nw.col(given).alias(name) for name, given in keys.items()]
    for place, column in enumerate(columns):
        for suffix, expr in column.cells().items():
            selected.append(expr.alias(f"nbkpi_cell{place}{suffix}"))
        selected += [test.alias(f"nbkpi_wrong{place}{given}") for given, test in column.checks().items()]
    looked_at = frame.select(*selected)
    ranges, count, written = _surveyed(engine, looked_at, panel, columns)
    times, length, timed = _timed(engine, looked_at, panel, written, schema[panel.period].is_integer())
    for place, column in enumerate(columns):
        for given, wrong in ranges[place].wrong.items():
            if wrong:
                _report_wrong(engine, looked_at, column, f"nbkpi_wrong{place}{given}", wrong)
        if column.field.upper:
            _check_ends(engine, looked_at, column.field, f"nbkpi_cell{place}")
    cells = timed.drop([name for name in looked_at.collect_schema() if name.startswith("nbkpi_wrong")])
    decoders = [column.decoder(*ranges[place][:2]) for place, column in enumerate(columns)]
    for place, column in enumerate(columns):
        cells = column.with_places(cells, f"nbkpi_cell{place}")
    whole = [ranges[place][2] == count for place in range(len(columns))]
    return Prepared(panel, cells, list(fields), decoders, times, length, count, whole)


def _headings(panel: Panel, fields: Sequence[PanelField], group: str | None) -> list[str]:
    """Every heading that is needed."""
    wanted = [panel.entity, panel.period, *([group] if group else [])]
    wanted += [panel.indicator, panel.value] if panel.indicator else [one.heading for one in fields]
    wanted += [one.upper for one in fields if one.upper]
    return list(dict.fromkeys(wanted))


def _check_headings(panel: Panel, wanted: Sequence[str], known: list[str]) -> None:
    """UsageError that names every heading which is not there."""
    missing = [name for name in wanted if name not in known]
    if missing:
        near = dict.fromkeys(hint for name in missing for hint in get_close_matches(name, known, 2))
        have = listed(near or known[:20])
        message = _("{path} has no column {names}; it has {have}", path=panel.path, names=listed(missing), have=have)
        raise UsageError(message)


def _timed(
    engine: Engine, frame: nw.LazyFrame[Any], panel: Panel, found: Sequence[object], is_integer: bool
) -> tuple[dict[int, object], int, nw.LazyFrame[Any]]:
    """The periods that occur by their first month, their common length, and the frame with TIME."""
    import narwhals as nw

    periods: dict[object, Period] = {}
    wrong = []
    for one in sorted(found, key=str):
        try:
            periods[one] = Period.parse(str(one))
        except ValueError:
            wrong.append("—" if one is None else str(one))
    if wrong:
        expected = _("2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05 or 2022..2024")
        shown = listed(f"“{one}”" for one in wrong[:EXAMPLES]) + (" …" if len(wrong) > EXAMPLES else "")
        raise UsageError(_("{heading} holds {found}: {expected} is expected here", heading=panel.period, found=shown,
                           expected=expected))  # fmt: skip
    lengths = {period.length: written for written, period in periods.items()}
    if len(lengths) > 1:
        shown = listed(f"“{one}”" for one in lengths.values())
        raise UsageError(_("{heading} mixes periods of different lengths: {found}", heading=panel.period, found=shown))
    times: dict[int, object] = {}
    for written, period in periods.items():
        times.setdefault(period.start, written)
    length = next(iter(lengths), 12)
    if is_integer and length == 12:
        return times, length, frame.with_columns((nw.col(PERIOD).cast(nw.Int64) * 12).alias(TIME))
    kind = "whole" if is_integer else "text"
    # 2024 and 2024年 are one period, and become one word for it.
    rows = [(written, period.start, times[period.start]) for written, period in periods.items()]
    small = engine.small({"nbkpi_written": kind, TIME: "whole", "nbkpi_word": kind}, rows)
    joined = frame.join(small, left_on=PERIOD, right_on="nbkpi_written", how="left")
    return times, length, joined.drop(PERIOD).rename({"nbkpi_word": PERIOD})


class _Column:
    """One column of figures: how its cells become whole numbers."""

    def __init__(
        self,
        engine: Engine,
        book: Book,
        panel: Panel,
        field: PanelField,
        names: Mapping[str, str],
        schema: Any,
        frame: nw.LazyFrame[Any],
    ) -> None:
        self.names = names
        self.engine, self.book, self.panel, self.field, self.frame = engine, book, panel, field, frame
        self.heading = panel.value or field.heading
        self.dtype = schema[self.heading]
        self.reader = FigureReader(book.units, book.convention)
        self.is_text = is_text(Path(panel.path))
        self.words: Words | None = None
        self.decimals = self._decimals()

    def _decimals(self) -> int:
        given, dtype = self.field.decimals, self.dtype
        step = self.field.measure.step
        while given and step is not None and (Fraction(1, 10**given) / step).denominator != 1:
            # People are counted in whole ones, whatever holds for the other columns.
            given -= 1
        if dtype.is_float() and given is None:
            message = _("{heading} holds numbers of no stated rounding: say with decimals how many were kept",
                        heading=self.heading)  # fmt: skip
            raise UsageError(message)
        if dtype.is_decimal():
            return max(given or 0, int(dtype.scale))
        if given is not None or dtype.is_integer():
            if not dtype.is_numeric() and not self.is_text:
                message = _("{heading} holds text, not numbers; without decimals it is read as printed",
                            heading=self.heading)  # fmt: skip
                raise UsageError(message)
            return given or 0
        if dtype.is_numeric() or dtype.is_temporal() or dtype.is_boolean():
            raise UsageError(_("{heading} holds no figures", heading=self.heading))
        return -1

    def cells(self) -> dict[str, Any]:
        """The cells as whole numbers, those of upper ends too; words as they are."""
        import narwhals as nw

        found = {"": self._cell(self.heading)}
        if self.field.upper:
            found["_upper"] = self._cell(self.field.upper)
        if not self.panel.indicator:
            return found
        mine = nw.col(self.names[self.panel.indicator]) == self.field.heading
        return {suffix: nw.when(mine).then(expr) for suffix, expr in found.items()}

    def _cell(self, heading: str) -> Any:
        import narwhals as nw

        column, steps = nw.col(self.names[heading]), 10 ** max(self.decimals, 0)
        if self.decimals < 0:
            return column
        if self.dtype.is_integer():
            return column.cast(nw.Int64) * steps
        if self.dtype.is_decimal():
            return (column * steps).cast(nw.Int64)
        number = column.cast(nw.Float64)
        # Beyond what a double holds exactly nothing can be told from it; the survey finds that out.
        fits = (number.abs() < EXACT_DOUBLE / steps) & ~number.is_nan()
        return nw.when(fits).then((nw.when(fits).then(number) * steps).round().cast(nw.Int64))

    def checks(self) -> dict[str, Any]:
        """How many cells are no number of so many decimals, or too large a one."""
        import narwhals as nw

        if self.decimals < 0 or not (self.dtype.is_float() or self.is_text):
            return {}
        steps, found = 10**self.decimals, {}
        for heading in filter(None, (self.heading, self.field.upper)):
            given = nw.col(self.names[heading])
            number = given.cast(nw.Float64)
            finite = number.is_finite()
            fits = finite & (number.abs() < EXACT_DOUBLE / steps)
            # A number is that of its nearest decimal up to 15 digits, as it is where spreadsheets are read.
            scaled = nw.when(fits).then(number) * steps
            wrong = (scaled - scaled.round()).abs() > scaled.abs() * (
                2.0**-23 if self.dtype == nw.Float32 else 2.0**-51
            )
            found[self.names[heading]] = self._mine(finite & (wrong | ~fits))
        return found

    def _mine(self, test: Any) -> Any:
        """A test of the rows of this indicator, in a long panel."""
        import narwhals as nw

        if not self.panel.indicator:
            return test
        return (nw.col(self.names[self.panel.indicator]) == self.field.heading) & test

    def decoder(self, low: int | None, high: int | None) -> Decoder:
        """What the cells mean, once their range is known."""
        field, rounding = self.field, self.field.rounding or self.reader.convention.rounding
        if field.use == "target":
            rounding = "exact"
        if self.decimals < 0:
            assert self.words is not None
            return self.words
        low, high = low or 0, high or 0
        if max(-low, high) > LONG // 4:
            raise UsageError(_("{heading} holds numbers of too many digits", heading=self.heading))
        measure, room = field.measure, self.engine.room
        if low < 0 and measure.limits != "any":
            message = _("{heading} holds numbers below zero, which {name} cannot be", heading=field.heading,
                        name=measure.name)  # fmt: skip
            raise UsageError(message)
        if measure.limits == "share" and high > 10**self.decimals / measure.unit.scale:
            raise UsageError(_("{heading} holds shares above 100%", heading=field.heading))
        if field.upper:
            return Bounds(measure, self.decimals, low, high, room)
        return Numbers(measure, self.reader, self.decimals, rounding, low, high, room)

    def read_words(self) -> None:
        """Read every different text of the column once; UsageError with the first of those that are no figures."""
        import narwhals as nw

        frame, name = self.frame, self.names[self.heading]
        if self.panel.indicator:
            frame = frame.filter(nw.col(self.names[self.panel.indicator]) == self.field.heading)
        found = sorted(row[0] for row in self.engine.rows(frame.select(name).unique()) if row[0] is not None)
        self.words = words = Words(self.field.measure, self.reader, found, self.engine.room)
        if words.wrong:
            shown = listed(f"“{text}” ({why})" for text, why in words.wrong[:EXAMPLES])
            shown += " …" if len(words.wrong) > EXAMPLES else ""
            raise UsageError(_("{heading} holds what is no figure: {found}", heading=self.field.heading, found=shown))

    def with_places(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """The frame with the place of each text in the list of words instead of the text."""
        if self.words is None:
            return frame
        rows = [(text, place) for place, text in enumerate(self.words.texts)]
        small = self.engine.small({"nbkpi_text": "text", "nbkpi_place": "whole"}, rows)
        joined = frame.join(small, left_on=name, right_on="nbkpi_text", how="left").drop(name)
        return joined.rename({"nbkpi_place": name})


def _report_wrong(engine: Engine, frame: nw.LazyFrame[Any], column: _Column, test: str, count: int) -> None:
    """UsageError with the first rows whose numbers have more decimals, or digits, than was said."""
    import narwhals as nw

    some = frame.filter(nw.col(test)).select(ENTITY, PERIOD).sort(ENTITY, PERIOD).head(EXAMPLES)
    shown = listed(f"{entity} {period}" for entity, period in engine.rows(some))
    message = _("{heading} holds {total} numbers of more than {count} decimals, or of too many digits: {found}",
                heading=column.heading, total=count, count=column.decimals, found=shown)  # fmt: skip
    raise UsageError(message)


def _check_ends(engine: Engine, frame: nw.LazyFrame[Any], field: PanelField, name: str) -> None:
    """UsageError with the first rows whose lower end lies above the upper one."""
    import narwhals as nw

    crossed = frame.filter(nw.col(name) > nw.col(f"{name}_upper"))
    found = engine.rows(crossed.select(ENTITY, PERIOD).sort(ENTITY, PERIOD).head(EXAMPLES))
    if found:
        shown = listed(f"{entity} {period}" for entity, period in found)
        message = _("{heading} holds lower ends above those of {upper}: {found}", heading=field.heading,
                    upper=field.upper, found=shown)  # fmt: skip
        raise UsageError(message)


class _Range(NamedTuple):
    """The least and the greatest cell of a column, how many are filled, and how many are wrong under each heading."""

    low: int | None
    high: int | None
    filled: int
    wrong: dict[str, int]


def _surveyed(
    engine: Engine, cells: nw.LazyFrame[Any], panel: Panel, columns: Sequence[_Column]
) -> tuple[list[_Range], int, list[object]]:
    """What is in every column, the number of rows and the periods as written; UsageError when some have no entity."""
    import narwhals as nw

    asked = {"rows": nw.len(), "nobody": how_many(nw.col(ENTITY).is_null())}
    for place, column in enumerate(columns):
        name = f"nbkpi_cell{place}"
        asked[f"filled{place}"] = nw.col(name).count()
        if column.decimals < 0:
            column.read_words()
            continue
        for suffix in ("", "_upper")[: 1 + bool(column.field.upper)]:
            asked[f"low{place}{suffix}"] = nw.col(name + suffix).min()
            asked[f"high{place}{suffix}"] = nw.col(name + suffix).max()
        for heading in column.checks():
            asked[f"wrong{place}{heading}"] = how_many(nw.col(f"nbkpi_wrong{place}{heading}"))
    # By period, which tells the periods in the same pass.
    by_period = cells.group_by(PERIOD).agg(*(expr.alias(name) for name, expr in asked.items())).head(MAX_PERIODS + 1)
    rows = engine.rows(by_period)
    if len(rows) > MAX_PERIODS:
        raise UsageError(_("{heading} holds more than {limit} periods", heading=panel.period, limit=MAX_PERIODS))
    found = {name: [row[1 + at] for row in rows] for at, name in enumerate(asked)}
    if nobody := sum(found["nobody"]):
        raise UsageError(_("{count} rows have no entity", count=nobody))
    ranges = [_range(found, place, column) for place, column in enumerate(columns)]
    return ranges, sum(found["rows"]), [row[0] for row in rows]


def _range(found: Mapping[str, list[Any]], place: int, column: _Column) -> _Range:
    """What is in one column, from what is in it in every period."""
    lows, highs = (
        [one for suffix in ("", "_upper") for one in found.get(f"{end}{place}{suffix}", ()) if one is not None]
        for end in ("low", "high")
    )
    wrong = {heading: sum(found[f"wrong{place}{heading}"]) for heading in column.checks()}
    return _Range(min(lows, default=None), max(highs, default=None), sum(found[f"filled{place}"]), wrong)
