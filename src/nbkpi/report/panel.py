"""The view of a panel: the first rows by rank, the worst claims, and how many rows there are of each sort."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.figure import Unit
from nbkpi.figure.format import bounds_text, range_text, value_text, with_unit
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.panel.margins import MarginLine, Margins
from nbkpi.panel.plan import Wanted
from nbkpi.panel.row_by_row import outward
from nbkpi.panel.run import Answer
from nbkpi.panel.summary import Summary, SummaryLine
from nbkpi.report.columns import columns
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import NUMBERS, Column, Document, Json, Table
from nbkpi.report.records import measure_record, of_record
from nbkpi.report.results import Style
from nbkpi.solve.check.verdicts import FINDINGS, VERDICTS
from nbkpi.solve.expr.state import MEANINGS

_NUMBERS = (*NUMBERS, "asserted")


def panel(
    book: Book, answer: Answer, summary: Summary, style: Style, is_shown: bool, margins: Sequence[Margins] = ()
) -> Document:
    """The document of a panel; is_shown: with the first rows of each metric and not only the counts."""
    document = Document("panel", (book.title, book.location), numbers=_NUMBERS)
    for one in answer.wanted:
        if is_shown and summary.top.get(one.name):
            document.tables.append(_top(one, summary, style))
        if summary.worst.get(one.name):
            document.tables.append(_worst(one, summary.worst[one.name], style))
    document.tables += [margins_table(one, style) for one in margins if one.lines]
    document.records = lambda: [
        *(record for table in document.tables if table.records for record in table.records()),
        *(counts_record(one, summary) for one in answer.wanted),
        *(margins_record(one) for one in margins),
    ]
    document.notes.append(_("rows: {count}", count=summary.rows))
    for one in answer.wanted:
        document.notes.append(_counts(one, summary))
    document.notes += map(margins_note, margins)
    if answer.hard:
        document.notes.append(_("rows computed exactly one by one: {count}", count=answer.hard))
    document.notes += answer.prepared.facts
    if answer.prepared.panel.unique:
        document.notes.append(_("declared but not checked: every entity has one row per period"))
    document.findings = sum(summary.verdicts[one].get(word, 0) for one in summary.verdicts for word in FINDINGS)
    document.findings += sum(one.wrong for one in margins)
    return document


def plan_notes(answer: Answer) -> list[str]:
    """What was done on the way, a numbered line for each step with its seconds on the clock."""
    return [
        _("{number}. {step} ({seconds} s)", number=number, step=step, seconds=f"{seconds:.1f}")
        for number, (step, seconds) in enumerate(answer.prepared.steps.done, 1)
    ]


def _top(one: Wanted, summary: Summary, style: Style) -> Table:
    table = Table(
        columns("rank entity value bounds"),
        title=" · ".join((one.metric.name, str(summary.period), *(member.name for member in summary.of))),
        records=lambda: [line_record("top", one, line, style.places) for line in summary.top[one.name]],
    )  # fmt: skip
    for line in summary.top[one.name]:
        rank = str(line.best) if line.best == line.worst else range_text(line.best, line.worst)
        table.add(rank, str(line.entity), *_cells(line, one.metric.unit, style))
    return table


def _worst(one: Wanted, lines: Sequence[SummaryLine], style: Style) -> Table:
    table = Table(
        columns("entity period asserted computed bounds"),
        title=f"{verdict_text('contradicted')} · {one.metric.name}",
        records=lambda: [line_record("contradicted", one, line, style.places) for line in lines],
    )  # fmt: skip
    for line in lines:
        number = _asserted(line)
        claimed = "" if number is None else f"{number:.6g}"
        table.add(_entity(line), str(line.period), style.amount(claimed, one.metric.unit),
                  *_cells(line, one.metric.unit, style))  # fmt: skip
    return table


def _entity(line: SummaryLine) -> str:
    """The entity of a line, with its categories."""
    return f"{line.entity} ({', '.join(one.name for one in line.of)})" if line.of else str(line.entity)


def _asserted(line: SummaryLine) -> float | None:
    """What was claimed: the value and what the claim differs from it, without the noise of doubles."""
    return None if line.value is None or line.difference is None else round(line.value + line.difference, 6)


def line_record(sort: str, one: Wanted, line: SummaryLine, places: int | None) -> dict[str, Json]:
    """A row of the results: one of the first by rank (top), or a claim that is contradicted."""
    measure: dict[str, Json] = {"id": one.name, "name": one.metric.name, "type": "metric"}
    return _record(sort, measure, one.metric.unit, line, places)


def _record(sort: str, measure: dict[str, Json], unit: Unit, line: SummaryLine, places: int | None) -> dict[str, Json]:
    interval = interval_of(line)
    value = None if line.value is None else Fraction(line.value)
    claim: dict[str, Json] = {"asserted": None, "difference": None}
    if sort != "top":
        claim = {"asserted": _decimal(_asserted(line)), "difference": _decimal(line.difference)}
    return {
        "sort": sort,
        "measure": measure,
        "entity": str(line.entity),
        **of_record(line.of),
        "period": str(line.period),
        "unit": unit.symbol,
        "value": _decimal(line.value),
        "lower": _decimal(line.lower, ROUND_FLOOR),
        "lower_closed": line.lower_closed,
        "upper": _decimal(line.upper, ROUND_CEILING),
        "upper_closed": line.upper_closed,
        "display": with_unit(value_text(interval, value, places, unit), unit),
        "rank_best": line.best,
        "rank_worst": line.worst,
        **claim,
    }


def margins_table(one: Margins, style: Style) -> Table:
    """The printed figures that the total of their categories cannot be."""
    unit = one.measure.unit
    table = Table(
        columns(
            "entity period", Column("by", _("by"), fixed=True), "asserted",
            Column("computed", _("total of the categories"), "right", fixed=True), "bounds",
        ),
        title=f"{verdict_text('contradicted')} · {one.measure.name}",
        records=lambda: [
            {**_record("margin", measure_record(one.measure), unit, _as_line(line), style.places), "by": line.by.id}
            for line in one.lines
        ],
    )  # fmt: skip
    for line in one.lines:
        stated = value_text(line.printed.interval, line.printed.nominal, style.places, unit)
        table.add(_entity(_as_line(line)), str(line.period), line.by.name, style.amount(stated, unit),
                  *_cells(_as_line(line), unit, style))  # fmt: skip
    return table


def _as_line(line: MarginLine) -> SummaryLine:
    """The total of categories as a line, beside what was printed."""
    total, printed = line.total, line.printed
    value = None if total.nominal is None else float(total.nominal)
    both = None not in (total.nominal, printed.nominal)
    off = float((printed.nominal or 0) - (total.nominal or 0)) if both else None
    ends = outward(total.interval)
    return SummaryLine(
        line.entity, line.period, value, *ends, total.interval.lower_closed, total.interval.upper_closed,
        difference=off, of=line.of,
    )  # fmt: skip


def margins_record(one: Margins) -> dict[str, Json]:
    """How many totals of an indicator there are of each sort."""
    return {
        "sort": "margins",
        "measure": measure_record(one.measure),
        "rows": one.checked + one.unknown,
        "with_value": one.checked,
        "states": {"unknown": one.unknown} if one.unknown else {},
        "verdicts": {"contradicted": one.wrong, "consistent": one.checked - one.wrong},
    }


def margins_note(one: Margins) -> str:
    """The same in words."""
    parts = [
        _("totals of categories checked: {count}", count=one.checked),
        _("{meaning}: {subject}", meaning=verdict_text("contradicted"), subject=one.wrong),
    ]
    if one.unknown:
        parts.append(_("{meaning}: {subject}", meaning=verdict_text("unknown"), subject=one.unknown))
    return _("{meaning}: {subject}", meaning=one.measure.name, subject=" · ".join(parts))


def counts_record(one: Wanted, summary: Summary) -> dict[str, Json]:
    """How many rows of a metric there are of each sort."""
    verdicts = summary.verdicts.get(one.name)
    return {
        "sort": "counts",
        "measure": {"id": one.name, "name": one.metric.name, "type": "metric"},
        "rows": summary.rows,
        "with_value": summary.values[one.name],
        "states": dict(summary.states[one.name]),
        "verdicts": None if verdicts is None else dict(verdicts),
    }


def _decimal(number: float | None, rounding: str = "") -> str | None:
    """A double as a decimal: the shortest that is read as it, or an end rounded outward to 17 digits."""
    if number is None:
        return None
    found = Context(prec=17, rounding=rounding).create_decimal(number) if rounding else Decimal(repr(number))
    return f"{found.normalize():f}"


def _cells(line: SummaryLine, unit: Unit, style: Style) -> tuple[str, str]:
    """Value and bounds as other commands show them."""
    interval = interval_of(line)
    nominal = None if line.value is None else Fraction(line.value)
    bounds = bounds_text(interval, style.places, unit)
    value = value_text(interval, nominal, style.places, unit)
    return style.amount(value, unit), "" if bounds == value else style.numbers(bounds, unit)


def interval_of(line: SummaryLine) -> Interval:
    """The bounds of a line; those that differ by rounding only are one number."""
    low, high = line.lower, line.upper
    if low is not None and high is not None and abs(high - low) <= 8 * max(math.ulp(low), math.ulp(high)):
        middle = Fraction(line.value if line.value is not None else low)
        return Interval(middle, middle)
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Interval.of(ends[0], ends[1], False, False)


def _counts(one: Wanted, summary: Summary) -> str:
    """How many rows have a value, how many have none and why, and the verdicts."""
    parts = [_("with a value: {count}", count=summary.values[one.name])]
    parts += [_("{meaning}: {subject}", meaning=_(MEANINGS[state]), subject=count)
              for state, count in summary.states[one.name].items()]  # fmt: skip
    found = summary.verdicts.get(one.name)
    if found is not None:
        parts.append(_("checked: {count}", count=sum(found.values())))
        parts += [
            _("{meaning}: {subject}", meaning=verdict_text(word), subject=found[word])
            for word in VERDICTS
            if word in found
        ]
    return _("{meaning}: {subject}", meaning=one.metric.name, subject=" · ".join(parts))
