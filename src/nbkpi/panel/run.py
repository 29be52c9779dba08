"""Running a panel: from the names of metrics to a table of results, with what the small engine has to compute in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Cell
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.arrange import CellPlace, arranged
from nbkpi.panel.beside import Beside, add_totals
from nbkpi.panel.categories import PanelCategories, in_columns, in_groups, is_among
from nbkpi.panel.cells import Decoder
from nbkpi.panel.claims import verdicts
from nbkpi.panel.condition import Test, any_of, column
from nbkpi.panel.engine import Engine
from nbkpi.panel.groups import GroupSums, grouped
from nbkpi.panel.made import Made
from nbkpi.panel.order import ENTITY, PERIOD, TIME
from nbkpi.panel.plan import (
    DIFFERENCE,
    KINDS,
    PARTS,
    RANKS,
    VERDICT,
    CellSource,
    ResultColumns,
    Wanted,
    check_scopes,
    fields_for,
    places_of,
)
from nbkpi.panel.prepare import Prepared, prepare
from nbkpi.panel.row_by_row import Exactly
from nbkpi.panel.sums_of_formulas import Summand

HARD = "nbkpi_hard"


@dataclass(slots=True)
class Answer:
    """The results of a panel: a frame with a row for each, the headings of its keys, and the metrics.

    hard is how many rows were computed by the small engine, is_ranked is whether there are columns of ranks, is_sorted
    whether the rows are in the order of their keys. categories are those of the rows.
    Numbers are only looked at when the frame is computed: that has to happen while prepared is watched.
    """

    prepared: Prepared
    frame: nw.LazyFrame[Any]
    keys: tuple[str, str]
    wanted: Sequence[Wanted]
    is_sorted: bool
    hard: int = 0
    is_ranked: bool = False
    categories: PanelCategories | None = None

    @property
    def last(self) -> object:
        """The last period as written."""
        return self.prepared.times.get(max(self.prepared.times, default=0))

    def parts(self, one: Wanted) -> tuple[str, ...]:
        """What stands behind the name of a metric in the names of its columns."""
        return (*parts_of(one), *(RANKS if self.is_ranked else ()))

    def named(self) -> nw.LazyFrame[Any]:
        """The frame in the order of its keys, under the headings that the user knows."""
        headings = [*self.keys]
        for one in self.wanted:
            headings += [one.name + part for part in self.parts(one)]
        inner = list(self.frame.collect_schema())
        if self.categories is not None:
            return in_columns(self.prepared.engine, self.frame, self.categories, self.keys, headings[2:])
        ordered = self.frame if self.is_sorted else self.frame.sort(inner[0], inner[1])
        return ordered.select(*(nw.col(name).alias(heading) for name, heading in zip(inner, headings, strict=True)))

    def renamed(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """A frame under these headings again as the other is."""
        if self.categories is not None:
            # Keys have been taken apart there.
            return self.frame
        inner = list(self.frame.collect_schema())
        headings = list(frame.collect_schema())
        return frame.select(*(nw.col(heading).alias(name) for name, heading in zip(inner, headings, strict=True)))


def parts_of(one: Wanted) -> tuple[str, ...]:
    """What is computed of a metric row by row, of claims about it too."""
    return PARTS if one.claim is None else (*PARTS, VERDICT, DIFFERENCE)


def run(
    engine: Engine, book: Book, panel: Panel, wanted: Sequence[Wanted], group: str | None,
    whole: str | None = None, making: Sequence[Made] = (), of: Cell = (),
) -> Answer:  # fmt: skip
    """Compute the metrics over the panel, or over groups of its entities; UsageError for what cannot be.

    whole is the column of the groups that whole() is about. What is to be made for the metrics is in the book already.
    of chooses the rows of one cell, of the panels that have columns of categories.
    """
    made = {PanelField(one.measure.id, one.measure): one for one in making}
    known = [*panel.fields, *made]
    fields = _fields(panel, wanted, (group, whole), known, made)
    prepared = prepare(engine, book, panel, [one for one in fields if one not in made], group or whole)
    with prepared.watched():
        if prepared.categories is not None and group in panel.of:
            prepared.frame = in_groups(engine, prepared.frame, prepared.categories, group, of)
        if group is None and made:
            totals = {at: total for at, one in enumerate(fields) if isinstance(total := made.get(one), Beside)}
            at = {place: _places_in(fields, known, one)[0] for place, one in totals.items()}
            add_totals(prepared, totals, at, whole)
        return _answered(prepared, book, wanted, fields, group, known, made, of)


def _answered(
    prepared: Prepared, book: Book, wanted: Sequence[Wanted], fields: list[PanelField], group: str | None,
    known: Sequence[PanelField], made: Mapping[PanelField, Made], of: Cell,
) -> Answer:  # fmt: skip
    engine, panel = prepared.engine, prepared.panel
    step = prepared.step() if any(slot.periods for one in wanted for slot in one.program.slots) else 1
    for field, column_of in enumerate(prepared.columns):
        column_of.refuse_crossed(prepared.readable(), prepared.cells(field), ENTITY, PERIOD)
    places = _placed(wanted, fields, known, prepared.length, step)
    if group is None:
        frame, is_sorted = arranged(engine, prepared, places)
        sources = {(place, False): _source(prepared, place) for place in places}
        decoders: Mapping[int, Decoder] = dict(enumerate(prepared.decoders))
    else:
        summands = {at: summand for at, one in enumerate(fields) if isinstance(summand := made.get(one), Summand)}
        at = {place: _places_in(fields, known, summand) for place, summand in summands.items()}
        (frame, sums), is_sorted = grouped(engine, prepared, places, summands, at), False
        sources = {(place, is_mean): _summed(sums[place.field], place, is_mean)
                   for place in places for is_mean in (False, True)}  # fmt: skip
        decoders = sums
    for place, one in enumerate(wanted):
        one.column = f"nbkpi_metric{place}"
    results = [ResultColumns(one, lambda place, is_mean: sources[place, is_mean], prepared.length, engine.room)
               for one in wanted]  # fmt: skip
    keys = (group or panel.entity, panel.period)
    categories = None if group in panel.of else prepared.categories
    if categories is not None and of:
        frame = frame.filter(is_among([categories.place(of)]))
    answer = Answer(prepared, frame, keys, wanted, is_sorted, categories=categories)
    columns, hard = _columns_of(prepared, results, sources)
    return _patched(answer, columns, hard, Exactly(book, wanted, decoders, prepared.length))


def _placed(
    wanted: Sequence[Wanted], fields: list[PanelField], known: Sequence[PanelField], length: int, step: int
) -> list[CellPlace]:
    """Give every metric the places of its figures; all that are needed, and one at least where there are fields."""
    for one in wanted:
        chosen = fields_for(one.program, known)
        one.places = places_of(one.program, chosen, fields, length, step)
    places = list(dict.fromkeys(place for one in wanted for place in one.needed))
    return places or [CellPlace(0, 0)] if fields else places


def _columns_of(
    prepared: Prepared, results: Sequence[ResultColumns], sources: Mapping[tuple[CellPlace, bool], CellSource]
) -> tuple[dict[str, nw.Expr], Test]:
    """The columns of all metrics by their names, and which rows the small engine has to compute."""
    columns: dict[str, nw.Expr] = {}
    hard = [result.hard for result in results]
    for result in results:
        columns |= result.columns()
        claim = result.wanted.claim
        if claim is not None:
            found = verdicts(result, sources[CellPlace(claim, 0), False], prepared.decoders[claim])
            columns |= {
                result.wanted.column + VERDICT: found.verdict,
                result.wanted.column + DIFFERENCE: found.difference,
            }
            hard.append(found.hard)
    return columns, any_of(hard)


def _places_in(fields: Sequence[PanelField], known: Sequence[PanelField], made: Made) -> list[int]:
    """Where the figures that something is made of are among the fields."""
    return [fields.index(one) for one in fields_for(made.program, known) if one is not None]


def _fields(
    panel: Panel, wanted: Sequence[Wanted], headings: tuple[str | None, str | None], known: Sequence[PanelField],
    made: Mapping[PanelField, Made],
) -> list[PanelField]:  # fmt: skip
    """The fields that the metrics need, in the order of the panel, and the places of claims among them.

    Those that are made of others are the last ones. The headings are those of groups and of wholes.
    """
    group, _whole = headings
    needed: list[PanelField] = []
    for one in wanted:
        check_scopes(one, group is not None)
        needed += [found for found in fields_for(one.program, known) if found is not None]
    making = [made[one] for one in needed if one in made]
    for other in making:
        needed += [found for found in fields_for(other.program, known) if found is not None]
    metrics = [one.metric for one in wanted]
    claims = [field for field in panel.fields if field.use == "claim" and field.measure in metrics]
    if claims and group is not None:
        raise UsageError(_("claims are for single entities: leave out --by"))
    _check_headings(making, *headings)
    fields = sorted(dict.fromkeys([*needed, *claims]), key=lambda field: field in made)
    for one in wanted:
        mine = [field for field in claims if field.measure is one.metric]
        one.claim = fields.index(mine[0]) if mine else None
    if not fields:
        raise UsageError(_("the formula uses no column of the panel"))
    return fields


def _check_headings(needed: Sequence[Made], group: str | None, whole: str | None) -> None:
    """UsageError for groups that go with nothing that is made."""
    totals = [one for one in needed if isinstance(one, Beside)]
    if group is not None and totals:
        raise UsageError(_("running() and whole() stand beside single entities: leave out --by"))
    if whole is not None and not any(one.over == "others" for one in totals):
        raise UsageError(_("--group-column is for whole(), which none of the formulas has"))


def _source(prepared: Prepared, place: CellPlace) -> CellSource:
    decoder = prepared.decoders[place.field]
    return CellSource(decoder.leaf(place.name), decoder.absent(place.name), decoder.missing(place.name))


def _summed(sums: GroupSums, place: CellPlace, is_mean: bool) -> CellSource:
    return CellSource(sums.leaf(place.name, is_mean), sums.absent(place.name), [])


def _patched(answer: Answer, columns: dict[str, nw.Expr], hard: Any, exactly: Exactly) -> Answer:
    """The results over the arranged rows; those of hard rows are computed by the small engine and put beside them."""
    engine, frame = answer.prepared.engine, answer.frame
    head = {ENTITY: nw.col(ENTITY), PERIOD: nw.col(PERIOD)}
    named = [expr.alias(name) for name, expr in (head | columns).items()]
    if hard is False:
        answer.frame = frame.select(*named)
        return answer
    marked = frame.with_columns(column(hard).alias(HARD))
    if any(one.claim is not None for one in answer.wanted):
        # Verdicts are counted, sought and shown: what they are computed from is long.
        marked = engine.keep(frame.select(TIME, *exactly.columns(), *named, column(hard).alias(HARD)))
        named = [nw.col(name) for name in head | columns]
    plain = marked.filter(~nw.col(HARD)).select(*named)
    rest = marked.filter(nw.col(HARD)).select(ENTITY, PERIOD, TIME, *exactly.columns())
    schema = frame.collect_schema()
    kinds = {ENTITY: _kind(schema[ENTITY]), PERIOD: _kind(schema[PERIOD])}
    for one in exactly.wanted:
        kinds |= {one.column + part: KINDS[part] for part in parts_of(one)}
    found = []
    with answer.prepared.steps.step(_("looked for rows that have to be computed one by one, and computed them")):
        for piece in engine.pieces(rest):
            answer.hard += len(piece)
            found.append(engine.small(kinds, list(_rows(exactly, piece))))
    if found:
        answer.frame, answer.is_sorted = nw.concat([plain, *found]), False
    else:
        answer.frame = plain
    return answer


def _rows(exactly: Exactly, piece: Sequence[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for row, values in zip(piece, exactly.rows((row[2], row[3:]) for row in piece), strict=True):
        yield [row[0], row[1], *values]


def _kind(dtype: Any) -> str:
    return "whole" if dtype.is_integer() else "text"
