"""One column of figures: how its cells become whole numbers, and what is wrong with those that cannot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.cells import Bounds, Decoder, Numbers, Words
from nbkpi.panel.condition import column
from nbkpi.panel.engine import Engine, is_text
from nbkpi.panel.whole import EXACT_DOUBLE, LONG

if TYPE_CHECKING:
    import narwhals as nw

ALARM = 1e300
"""No whole number: the engine stops where a cell becomes this one."""

EXAMPLES = 3


class Column:
    """The cells under a heading, or those of a label in a long panel; names are those of the headings in the frame."""

    def __init__(
        self, engine: Engine, book: Book, panel: Panel, field: PanelField, names: Mapping[str, str], schema: Any
    ) -> None:
        self.engine, self.panel, self.field, self.names = engine, panel, field, names
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
            message = _("column “{heading}” has numbers of unknown rounding: give the decimals kept with "
                        "--decimals (in a book: decimals)",
                        heading=self.heading)  # fmt: skip
            raise UsageError(message)
        if dtype.is_decimal():
            return max(given or 0, int(dtype.scale))
        if given is not None or dtype.is_integer():
            if not dtype.is_numeric() and not self.is_text:
                message = _("column “{heading}” has text, not numbers: leave out decimals to read it as published",
                            heading=self.heading)  # fmt: skip
                raise UsageError(message)
            return given or 0
        if dtype.is_numeric() or dtype.is_temporal() or dtype.is_boolean():
            raise UsageError(_("column “{heading}” has no figures", heading=self.heading))
        return -1

    @property
    def is_words(self) -> bool:
        """Whether the cells are figures as printed, not plain numbers."""
        return self.decimals < 0

    @property
    def is_rounded(self) -> bool:
        """Whether the numbers are doubles, which have to be those of so many decimals."""
        return not self.is_words and (self.dtype.is_float() or self.is_text)

    def headings(self) -> dict[str, str]:
        """The heading of the cells by what stands behind their name: those of the upper ends too, where there are."""
        return {"": self.heading} | ({"_upper": self.field.upper} if self.field.upper else {})

    def given(self, heading: str) -> nw.Expr:
        """The numbers, or words, that the file has under a heading; in a long panel those of this indicator."""
        import narwhals as nw

        found: nw.Expr = nw.col(self.names[heading])
        if self.panel.indicator:
            found = nw.when(nw.col(self.names[self.panel.indicator]) == self.field.heading).then(found)
        return found.cast(nw.Float64) if self.is_rounded else found

    def cell(self, heading: str) -> nw.Expr:
        """The cells as whole numbers, with an alarm for wrong ones; words as they are."""
        import narwhals as nw

        given, steps = self.given(heading), 10 ** max(self.decimals, 0)
        if self.is_rounded:
            scaled = given * steps
            alarm = nw.when(given.is_finite()).then(nw.lit(ALARM))
            given = nw.when(self._is_fine(scaled)).then(scaled.round()).otherwise(alarm).cast(nw.Int64)
        elif self.dtype.is_integer():
            given = given.cast(nw.Int64) * steps
        elif self.dtype.is_decimal():
            given = (given * steps).cast(nw.Int64)
        return given

    def _is_fine(self, scaled: nw.Expr) -> nw.Expr:
        """Whether a number is that of its nearest decimal up to 15 digits, as it is where spreadsheets are read."""
        import narwhals as nw

        off = 2.0**-23 if self.dtype == nw.Float32 else 2.0**-51
        size = scaled.abs()
        return ((scaled - scaled.round()).abs() <= size * off) & (size < EXACT_DOUBLE)

    def refuse_wrong(self, frame: nw.LazyFrame[Any], entity: str, period: str) -> None:
        """UsageError with the first rows whose numbers have more decimals, or digits, than was said."""
        import narwhals as nw

        if not self.is_rounded:
            return
        for heading in self.headings().values():
            given = self.given(heading)
            scaled = given * 10**self.decimals
            wrong = frame.filter(column(given.is_finite() & ~column(self._is_fine(scaled))))
            ((count,),) = self.engine.rows(wrong.select(nw.len()))
            if count:
                some = wrong.select(entity, period).sort(entity, period).head(EXAMPLES)
                shown = listed(f"{row[0]} {row[1]}" for row in self.engine.rows(some))
                message = _("column “{heading}” has {total} numbers with more than {count} decimals or too many "
                            "digits: {found}", heading=self.heading, total=count, count=self.decimals,
                            found=shown)  # fmt: skip
                raise UsageError(message)

    def refuse_crossed(self, frame: nw.LazyFrame[Any], cells: Sequence[str], entity: str, period: str) -> None:
        """UsageError with the first rows whose lower end lies above the upper one."""
        import narwhals as nw

        if not self.field.upper:
            return
        crossed = frame.filter(nw.col(cells[0]) > nw.col(cells[1]))
        found = self.engine.rows(crossed.select(entity, period).sort(entity, period).head(EXAMPLES))
        if found:
            shown = listed(f"{row[0]} {row[1]}" for row in found)
            message = _(
                "column “{heading}” has lower bounds above the upper bounds of column “{upper}”: {found}",
                heading=self.field.heading,
                upper=self.field.upper,
                found=shown,
            )
            raise UsageError(message)

    def steps(self, number: Any) -> int:
        """A number of the file as the whole one that its cell is."""
        return round(number * 10**self.decimals) if math.isfinite(number) else 0

    def decoder(self, ends: Iterable[Any]) -> Decoder:
        """What the cells mean, once their least and greatest are known."""
        field, rounding = self.field, self.field.rounding or self.reader.convention.rounding
        if field.use == "target":
            rounding = "exact"
        if self.words is not None:
            return self.words
        whole = [self.steps(end) for end in ends if end is not None]
        low, high = min(whole, default=0), max(whole, default=0)
        if max(-low, high) > LONG // 4:
            raise UsageError(_("column “{heading}” has numbers with too many digits", heading=self.heading))
        measure, room = field.measure, self.engine.room
        if low < 0 and measure.limits != "any":
            message = _(
                "column “{heading}” has numbers below zero, but “{name}” cannot be negative",
                heading=field.heading,
                name=measure.name,
            )
            raise UsageError(message)
        if measure.limits == "share" and high > 10**self.decimals / measure.unit.scale:
            raise UsageError(_("column “{heading}” has shares above 100%", heading=field.heading))
        if field.upper:
            return Bounds(measure, self.decimals, low, high, room)
        return Numbers(measure, self.reader, self.decimals, rounding, low, high, room)

    def read_words(self, frame: nw.LazyFrame[Any]) -> None:
        """Read every different text of the column once; UsageError with the first of those that are no figures."""
        import narwhals as nw

        if self.panel.indicator:
            frame = frame.filter(nw.col(self.names[self.panel.indicator]) == self.field.heading)
        texts = self.engine.rows(frame.select(self.names[self.heading]).unique())
        found = sorted(row[0] for row in texts if row[0] is not None)
        self.words = words = Words(self.field.measure, self.reader, found, self.engine.room)
        if words.wrong:
            shown = listed(_("{what} ({value})", what=f"“{text}”", value=why) for text, why in words.wrong[:EXAMPLES])
            shown += " …" if len(words.wrong) > EXAMPLES else ""
            raise UsageError(
                _("column “{heading}” has cells that are not figures: {found}", heading=self.field.heading, found=shown)
            )

    def with_places(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """The frame with the place of each text in the list of words instead of the text."""
        if self.words is None:
            return frame
        rows = [(text, place) for place, text in enumerate(self.words.texts)]
        small = self.engine.small({"nbkpi_text": "text", "nbkpi_place": "whole"}, rows)
        joined = frame.join(small, left_on=name, right_on="nbkpi_text", how="left").drop(name)
        return joined.rename({"nbkpi_place": name})
