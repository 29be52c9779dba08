"""One column of figures: how its cells become whole numbers, and what is wrong with those that cannot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.cells import BoundColumns, Decoder, Numbers
from nbkpi.panel.condition import any_of, column, how_many
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine
from nbkpi.panel.fractions_beside_percentages import first_rows, refuse_fractions
from nbkpi.panel.whole_numbers import EXACT_DOUBLE, LONG
from nbkpi.panel.words import PrintedWords

ALARM = 1e300
"""No whole number: the engine stops where a cell becomes this one."""

EXAMPLES = 3

_PLAIN, _EXACTLY = 9, 15
"""So many decimals plain numbers may have, and those that are exact."""


def _is_text(dtype: Any) -> bool:
    """Whether cells of a type may be words."""
    return type(dtype).__name__ in ("String", "Categorical", "Enum")


class PanelColumn:
    """The cells under a heading, or those of a label in a long panel; names are those of the headings in the frame."""

    def __init__(
        self,
        engine: Engine,
        book: Book,
        panel: Panel,
        field: PanelField,
        names: Mapping[str, str],
        schema: Any,
        is_text: bool,
    ) -> None:
        self.engine, self.panel, self.field, self.names = engine, panel, field, names
        self.heading = panel.value or field.heading
        self.dtype = schema[self.heading]
        self.reader = FigureReader(book.units, book.convention)
        self.is_text = is_text
        self.words: PrintedWords | None = None
        self.is_small = False
        """Whether all numbers are known to be ones that are far from a half where they are nearly whole."""
        self.decimals = self._decimals()

    def _decimals(self) -> int:
        given, dtype = self.field.decimals, self.dtype
        step = self.field.measure.step
        while given and step is not None and (Fraction(1, 10**given) / step).denominator != 1:
            # People are counted in whole ones, whatever holds for the other columns.
            given -= 1
        if dtype.is_float() and given is None:
            # They are looked for in the column itself.
            return 0
        if dtype.is_decimal():
            # What was printed has as many decimals as was said, whatever room the column has for more.
            return int(dtype.scale) if given is None else given
        if given is not None or dtype.is_integer():
            if not dtype.is_numeric() and not self.is_text:
                message = _("column “{heading}” has text, not numbers: leave out decimals to read it as published",
                            heading=self.heading)  # fmt: skip
                raise UsageError(message)
            return given or 0
        if not _is_text(dtype):
            raise UsageError(_("column “{heading}” has no figures: it is of the type {type}", heading=self.heading,
                               type=type(dtype).__name__))  # fmt: skip
        return -1

    @property
    def is_words(self) -> bool:
        """Whether the cells are figures as printed, not plain numbers."""
        return self.decimals < 0

    @property
    def is_rounded(self) -> bool:
        """Whether the numbers are doubles, which have to be those of so many decimals."""
        return not self.is_words and (self.dtype.is_float() or self.is_text)

    @property
    def is_found(self) -> bool:
        """Whether how many decimals there are is found in the numbers themselves, as nobody has said it."""
        return bool(self.dtype.is_float()) and self.field.decimals is None

    def find_decimals(self, frame: nw.LazyFrame[Any]) -> None:
        """Take as many decimals as the numbers of the column have; UsageError where they are not plain ones.

        Of numbers that are as they are said to be exact, as many as a double holds.
        """

        most = _EXACTLY if self.field.rounding == "exact" else _PLAIN
        asked = []
        for decimals in range(most + 1):
            self.decimals = decimals
            tests = [self._is_wrong(heading) for heading in self.headings().values()]
            asked.append(how_many(any_of(tests)).alias(f"nbkpi_wrong{decimals}"))
        (found,) = self.engine.rows(frame.select(*asked))
        if 0 not in [count or 0 for count in found]:
            message = _("column “{heading}” has numbers of unknown rounding: give the decimals kept with "
                        "--decimals (in a book: decimals)",
                        heading=self.heading)  # fmt: skip
            raise UsageError(message)
        self.decimals = [count or 0 for count in found].index(0)
        step = self.field.measure.step
        if step is not None and self.decimals and (Fraction(1, 10**self.decimals) / step).denominator != 1:
            message = _("column “{heading}” has numbers with decimals, but “{name}” is counted in whole ones",
                        heading=self.heading, name=self.field.measure.name)  # fmt: skip
            raise UsageError(message)

    def _is_wrong(self, heading: str) -> nw.Expr:
        """Where numbers are none of so many decimals."""
        given = self.given(heading)
        return given.is_finite() & ~column(self._is_fine(given * 10**self.decimals))

    def infinite(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """The entities and periods of the cells that are infinite."""
        entity, period = self.names[self.panel.entity], self.names[self.panel.period]
        test = any_of(~self.given(one).is_finite() & ~self.given(one).is_nan() for one in self.headings().values())
        return self.engine.rows(frame.filter(column(test)).select(nw.col(entity), nw.col(period)).sort(entity, period))

    @property
    def may_be_cut(self) -> bool:
        """Whether the numbers are decimals that have room for more digits than were kept."""
        return bool(self.dtype.is_decimal()) and not self.is_words and self.dtype.scale > self.decimals

    def headings(self) -> dict[str, str]:
        """The heading of the cells by what stands behind their name: those of the upper ends too, where there are."""
        return {"": self.heading} | ({"_upper": self.field.upper} if self.field.upper else {})

    def given(self, heading: str) -> nw.Expr:
        """The numbers, or words, that the file has under a heading; in a long panel those of this indicator."""
        found: nw.Expr = nw.col(self.names[heading])
        if self.panel.indicator:
            found = nw.when(nw.col(self.names[self.panel.indicator]) == self.field.heading).then(found)
        if self.is_words:
            return found if self.dtype == nw.String else found.cast(nw.String)
        return found.cast(nw.Float64) if self.is_rounded else found

    def cell(self, heading: str) -> nw.Expr:
        """The cells as whole numbers, with an alarm for wrong ones; words as they are."""
        given, steps = self.given(heading), 10 ** max(self.decimals, 0)
        if self.is_rounded:
            scaled = given * steps
            alarm = nw.when(given.is_finite()).then(nw.lit(ALARM))
            given = nw.when(self._is_fine(scaled)).then(self._nearest(scaled)).otherwise(alarm).cast(nw.Int64)
        elif self.dtype.is_integer():
            given = given.cast(nw.Int64) * steps
        elif self.dtype.is_decimal():
            # Nothing is lost: whether digits that are not kept are zeros was looked at before.
            given = self._scaled(given).cast(nw.Int64)
        return given

    def _scaled(self, given: nw.Expr) -> nw.Expr:
        """Decimals times what makes whole numbers of them, with all the digits there can be."""
        found: nw.Expr = given.cast(nw.Decimal(38, self.dtype.scale)) * 10**self.decimals
        return found

    def _is_cut(self, given: nw.Expr) -> nw.Expr:
        """Whether a decimal has digits other than zero behind those that were kept."""
        scaled = self._scaled(given)
        found: nw.Expr = scaled.cast(nw.Int64).cast(nw.Decimal(38, self.dtype.scale)) != scaled
        return found

    def _is_fine(self, scaled: nw.Expr) -> nw.Expr:
        """Whether a number is that of its nearest decimal up to 15 digits, as it is where spreadsheets are read."""
        size = scaled.abs()
        return ((scaled - self._nearest(scaled)).abs() <= size * self._off) & (size < EXACT_DOUBLE)

    @property
    def _off(self) -> float:
        """By what share of it a number may be off its nearest decimal."""
        return 2.0**-23 if self.dtype == nw.Float32 else 2.0**-51

    def _nearest(self, scaled: nw.Expr) -> nw.Expr:
        """The nearest whole number; where numbers are small, that below a half more: engines find it in less time."""
        return (scaled + 0.5).floor() if self.is_small else scaled.round()

    def refuse_wrong(self, frame: nw.LazyFrame[Any], entity: str, period: str) -> None:
        """UsageError with the first rows whose numbers have more decimals, or digits, than was said."""
        if not self.is_rounded and not self.may_be_cut:
            return
        for heading in self.headings().values():
            given = self.given(heading)
            test = self._is_cut(given) if self.may_be_cut else self._is_wrong(heading)
            wrong = frame.filter(column(test))
            ((count,),) = self.engine.rows(wrong.select(nw.len()))
            if count:
                shown = first_rows(self.engine, wrong, entity, period)
                message = _("column “{heading}” has {total} numbers with more than {count} decimals or too many "
                            "digits: {found}", heading=self.heading, total=count, count=self.decimals,
                            found=shown)  # fmt: skip
                raise UsageError(message)

    def refuse_crossed(self, frame: nw.LazyFrame[Any], cells: Sequence[str], entity: str, period: str) -> None:
        """UsageError with the first rows whose lower end lies above the upper one."""
        if not self.field.upper:
            return
        shown = first_rows(self.engine, frame.filter(nw.col(cells[0]) > nw.col(cells[1])), entity, period)
        if shown:
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
        self.is_small = max(-low, high) * self._off < 1 / 4
        if max(-low, high) > LONG // 4:
            raise UsageError(
                _("column “{heading}” has numbers with too many digits: give the decimals kept with --decimals "
                  "(in a book: decimals)", heading=self.heading) if self.dtype.is_decimal() and field.decimals is None
                else _("column “{heading}” has numbers with too many digits", heading=self.heading)
            )  # fmt: skip
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
            return BoundColumns(measure, self.decimals, low, high, room)
        return Numbers(measure, self.reader, self.decimals, rounding, low, high, room)

    def read_words(self, frame: nw.LazyFrame[Any]) -> None:
        """Read every different text of the column once; UsageError with the first of those that are no figures."""
        if self.panel.indicator:
            frame = frame.filter(nw.col(self.names[self.panel.indicator]) == self.field.heading)
        cells = frame.select(self.given(self.heading).alias(self.names[self.heading]))
        found = sorted(row[0] for row in self.engine.rows(distinct(cells)) if row[0] is not None)
        self.words = words = PrintedWords(self.field.measure, self.reader, found, self.engine.room)
        if words.wrong:
            shown = listed(_("{what} ({value})", what=f"“{text}”", value=why) for text, why in words.wrong[:EXAMPLES])
            shown += " …" if len(words.wrong) > EXAMPLES else ""
            raise UsageError(
                _("column “{heading}” has cells that are not figures: {found}", heading=self.field.heading, found=shown)
            )

        cells = frame.select(*(nw.col(self.names[one]) for one in (self.panel.entity, self.panel.period, self.heading)))
        refuse_fractions(self.engine, cells, self.field.heading, words.texts, self.field.measure.unit)

    def with_places(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
        """The frame with the place of each text in the list of words instead of the text."""
        if self.words is None:
            return frame
        rows = [(text, place) for place, text in enumerate(self.words.texts)]
        small = self.engine.small({"nbkpi_text": "text", "nbkpi_place": "whole"}, rows)
        joined = frame.join(small, left_on=name, right_on="nbkpi_text", how="left").drop(name)
        return joined.rename({"nbkpi_place": name})
