"""Targets: what is reached, the gap to what is due, lights, and the pace still required."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.compare.beside import Amount
from nbkpi.compare.elapsed import Calendar
from nbkpi.compare.sofar import accrues
from nbkpi.compare.target import Lack, Progress, progress
from nbkpi.figure import Period
from nbkpi.figure.format import exact_text, printed_text, round_decimal, value_text, with_unit
from nbkpi.figure.spoken import period_text
from nbkpi.figure.unit import PERCENT, PURE
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.plans import Light
from nbkpi.model.records import Entity
from nbkpi.report.columns import columns
from nbkpi.report.compare import amount_record, amount_text
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.numbers import number_text
from nbkpi.report.ranking import rank_text
from nbkpi.report.records import entity_record, measure_record
from nbkpi.report.results import Style, cells, reading_notes
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.dates import as_of as moment
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

_LACKS: dict[Lack, str] = {
    "not_begun": "the target period has not begun",
    "not_reported": "nothing was published for the target period",
    "no_number": "the target is not a number",
    "target_not_positive": "the target is not above zero, so it has no percentage",
}


def target(calculator: Calculator, selection: Selection, style: Style, as_of: str | None, by_days: bool) -> Document:
    """Every target of the selection: a table for each measure and period, leaders first."""
    book = calculator.book
    calendar: Calendar = "days" if by_days else "months"
    groups = progress(calculator, selection, None if as_of is None else moment(as_of, book).until, calendar)
    document = Document("target", (book.title, book.location))
    for group, title in zip(groups, group_titles(groups), strict=True):
        known = [one for one in group if one.gap is not None]
        paced = [one for one in known if one.needed is not None]
        document.tables += [progress_table(known, style, title)] if known else []
        document.tables += [pace_table(paced, style, title)] if paced else []
    found = [one for group in groups for one in group]
    silent = [one for one in found if one.gap is None]
    if silent:
        document.tables.append(silent_table(silent, style))
    document.records = lambda: [target_record(one) for one in found]
    if found:
        document.notes = [*_light_notes(found, book), *target_notes(found, by_days, as_of, style)]
    elif book.targets:
        document.notes = [nothing(selection, book)]
    else:
        document.notes = [_("the book has no targets: add them with [[target]]")]
    return document


def _light_notes(found: Sequence[Progress], book: Book) -> list[str]:
    """What the lights mean, where the book does not say it."""
    if book.lights or not any(one.lights for one in found):
        return []
    return [
        _(
            "lights: green when not behind, yellow when up to 30 pp behind, red when further behind; "
            "[[light]] sets others"
        )
    ]


def group_titles(groups: Sequence[Sequence[Progress]]) -> list[str]:
    """Measure and period of each group, and the kind of its entities where several have targets for them."""
    titles = [f"{group[0].target.measure.name} · {period_text(group[0].target.period)}" for group in groups]
    return [
        f"{title} · {_(level_of(group[0].target.entity.kind))}" if titles.count(title) > 1 else title
        for title, group in zip(titles, groups, strict=True)
    ]


def progress_table(group: Sequence[Progress], style: Style, title: str) -> Table:
    """What was reported until when, attainment, what was due, gap and light, leaders first."""
    # A rate is not reached little by little: what is due is the target itself.
    due = _("expected") if group[0].target.measure.unit.dimension == PURE else _("expected by now")
    table = Table(
        columns(
            "rank entity",
            Column("period", _("data to"), fixed=True, is_aside=True),
            "actual target attainment",
            Column("due", due, "right", fixed=True),
            "gap light",
        ),
        title=title,
    )
    for one in group:
        actual, target = one.actual, one.target
        table.add(
            "" if one.rank is None else rank_text(one.rank),
            target.entity.label,
            "" if actual is None else str(actual.period),
            "" if actual is None else cells(actual, style)[0],
            _target_text(one, style),
            # Its bounds are as wide as those of the gap, which are shown.
            "" if one.attainment is None else attained_text(one.attainment, style),
            _due_text(one),
            _signed(one.gap, style),
            "/".join(_light_name(light) for light in one.lights),
        )
    return table


def pace_table(group: Sequence[Progress], style: Style, title: str) -> Table:
    """What the months left require of each."""
    needs = _("allowed per month") if group[0].lower_better else _("needed per month")
    table = Table(
        columns("entity left", Column("needed", needs, "right", fixed=True), "pace"),
        title=_("{title}: remaining months", title=title),
    )
    for one in group:
        needed, pace = amount_text(one.needed, style), amount_text(one.pace, style)
        table.add(one.target.entity.label, str(one.months_left), needed, pace)
    return table


def silent_table(silent: Sequence[Progress], style: Style) -> Table:
    """The targets of which no gap can be told, and why."""
    table = Table(columns("measure period entity target", Column("reason", _("reason"))), title=_("Not compared"))
    for one in silent:
        target = one.target
        words = _target_text(one, style)
        table.add(target.measure.name, str(target.period), target.entity.label, words, _reason(one))
    return table


def _target_text(one: Progress, style: Style) -> str:
    """The target in its words; or the number that it sets, written out."""
    unit = one.target.measure.unit
    if style.plain is None or one.set_to is None:
        return printed_text(one.target.figure.text, unit)
    return style.amount(_plain(one.set_to), unit)


def _signed(gap: Amount | None, style: Style) -> str:
    """How far ahead or behind, with its sign."""
    is_ahead = gap is not None and (gap.nominal or gap.interval.lower or 0) > 0
    return ("+" if is_ahead else "") + amount_text(gap, style)


def attained_text(amount: Amount, style: Style) -> str:
    """How much of a target is reached, without bounds."""
    return style.amount(value_text(amount.interval, amount.nominal, style.places, amount.unit), amount.unit)


def _due_text(one: Progress) -> str:
    """The share that was due; of a rate the target itself."""
    if one.due is None or one.set_to is None:
        return ""
    if one.target.measure.unit.dimension == PURE:
        return with_unit(_plain(one.set_to), one.target.measure.unit)
    return with_unit(_plain(one.due * 100), PERCENT)


def _plain(value: Fraction) -> str:
    """50, 41.67."""
    return exact_text(value) if value.denominator == 1 else round_decimal(value, 2)


def _light_name(light: Light) -> str:
    name = light.name
    return _(name) if name in ("green", "yellow", "red") else name


def _reason(one: Progress) -> str:
    """Why something of it does not exist; nothing where all does."""
    if one.lack == "interrupted":
        return _interruption(one)
    if one.lack:
        return _(_LACKS[one.lack])
    actual = one.actual
    return "" if actual is None else actual.reason


def _interruption(one: Progress) -> str:
    """What was counted, what was reported later, and what is missing between them."""
    actual, names = one.actual, listed(map(period_text, one.left_out))
    if one.missing is None:
        why = _("{periods} cannot be added to the data before it", periods=names)
    else:
        why = _("{missing} is missing, so {periods} cannot be added", missing=period_text(one.missing), periods=names)
    if actual is None or actual.interval is None:
        return why
    return _("{reason}: only {period} is counted", reason=why, period=period_text(actual.period))


def target_notes(found: Sequence[Progress], by_days: bool, as_of: str | None, style: Style) -> list[str]:
    """Until when, what due and gap mean here, and the assumptions behind the figures."""
    actuals = [one.actual for one in found if one.actual is not None]
    notes = _until(found, as_of)
    known = [one for one in found if one.due is not None]
    if any(one.is_timed for one in known):
        counted = _("in days") if by_days else _("in months")
        notes.append(
            _(
                "expected by now: the share of the target period elapsed by the date of the data, {counted}",
                counted=counted,
            )
        )
    if any(one.is_timed and not accrues(one.target.measure) for one in known):
        notes.append(_("stocks include what existed before the target period began"))
    if any(one.target.measure.unit.dimension == PURE for one in known):
        notes.append(_("rates are compared with the target itself, in percentage points"))
    if any(not one.is_timed and one.target.measure.unit.dimension != PURE for one in known):
        notes.append(_("averages, and upper limits on stocks, are expected in full at any time"))
    if any(one.lower_better for one in known):
        notes.append(_("for lower-is-better targets, + means still below the limit for this date"))
    if any(one.pace is not None for one in found):
        notes.append(
            _("change in pace needed: change in the monthly average for the rest of the period (− = may slow down)")
        )
    return notes + reading_notes(actuals, style)


def _until(found: Sequence[Progress], as_of: str | None) -> list[str]:
    """Until when it was reported, and what to do about a gap in that."""
    notes = []
    ends = [one.actual.period.end for one in found if one.actual is not None and not one.left_out]
    unused: dict[Period, list[Entity]] = {}
    for one in found:
        for period in one.conflicting:
            unused.setdefault(period, []).append(one.target.entity)
    for period, entities in unused.items():
        names = listed(dict.fromkeys(entity.label for entity in entities))
        when = period_text(period)
        notes.append(_("figures for {period} contradict each other, not used: {names}", period=when, names=names))
    if ends and as_of is None and all(period.end <= max(ends) for period in unused):
        notes.append(_("data to {period}, the last that was published", period=period_text(Period(max(ends) - 1, 1))))
    if any(one.left_out for one in found):
        notes.append(_("where months are missing, use --as-of to see the progress before them"))
    return notes


def target_record(one: Progress) -> dict[str, Json]:
    """A target and what has come of it, for programs."""
    target, actual = one.target, one.actual
    state = one.lack or (actual.state if actual is not None else "")
    sources = {} if actual is None else dict.fromkeys(actual.sources)
    if target.source is not None:
        sources[target.source, target.locator] = None
    best, worst = one.rank if one.rank is not None else (None, None)
    return {
        "entity": entity_record(target.entity),
        "measure": measure_record(target.measure),
        "period": str(target.period),
        "reported": str(actual.period) if actual is not None else None,
        "unit": target.measure.unit.symbol,
        "target": number_text(one.set_to),
        "printed": target.figure.text,
        "better": "lower" if one.lower_better else "higher",
        "actual": amount_record(_amount(actual)),
        "attainment": amount_record(one.attainment),
        "due": None if one.due is None else number_text(one.due * 100),
        "gap": amount_record(one.gap),
        "lights": [light.name for light in one.lights],
        "colours": [light.colour for light in one.lights],
        "rank_best": best,
        "rank_worst": worst,
        "needed": amount_record(one.needed),
        "pace": amount_record(one.pace),
        "state": state or None,
        "reason": _reason(one) or None,
        "sources": [{"id": source.id, "title": source.title, "locator": place or None} for source, place in sources],
        "left_out": [str(period) for period in one.left_out],
    }


def _amount(actual: Result | None) -> Amount | None:
    return None if actual is None or actual.interval is None else Amount(actual.interval, actual.nominal, actual.unit)
