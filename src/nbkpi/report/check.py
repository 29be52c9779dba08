"""The findings of a check: what was asserted, what follows, by how much they differ, and the words of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from nbkpi.figure.format import format_interval, number_text
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.model.records import Observation
from nbkpi.model.totals import MOST_SAID
from nbkpi.report.accepted import Acceptance, entry_of_check
from nbkpi.report.columns import columns
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.nothing import nothing_to_check
from nbkpi.report.records import check_record
from nbkpi.report.results import (
    Style,
    bounds_shown,
    measure_text,
    off_by,
    printed_at,
    reading_notes_of,
    unsolved_notes,
)
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import everything as checking
from nbkpi.solve.check.hints import HintSearch
from nbkpi.solve.check.verdicts import FITTING, VERDICTS, Check
from nbkpi.solve.select import Selection


def check(
    calculator: Calculator,
    selection: Selection,
    style: Style,
    limit: int | None,
    verbose: bool,
    acceptance: Acceptance,
) -> Document:
    """Every finding, grouped by the figure that would explain several; all other verdicts too when verbose.

    At most limit findings are in tables, and without a limit there are none, as only programs ask for that; counts and
    records are of all. Accepted ones are no findings, and always listed.
    """
    book = calculator.book
    checks = checking.check(calculator, selection)
    accepted = [one for one in checks if one.is_finding and acceptance.has(entry_of_check(one))]
    excused = set(map(id, accepted))
    findings = [one for one in checks if one.is_finding and id(one) not in excused]
    groups = checking.causes(findings)
    ordered = [one for _figure, group in groups for one in group]
    shown = ordered[:limit]
    search = HintSearch(calculator)
    with_hints = sum(_find_hints(search, one) for one in shown)
    others = [one for one in checks if not one.is_finding]
    document = Document("check", (book.title, book.location))
    document.findings = len(findings)
    document.records = lambda: [
        check_record(one, style.places, id(one) in excused)
        for one in (*shown, *_with_hints(search, ordered[len(shown) :]), *accepted, *others)
    ]
    if limit is not None:
        document.tables += _finding_tables(groups, set(map(id, shown)), style)
        if accepted:
            document.tables.append(replace(verdicts_table(accepted, style), title=_("Accepted")))
        if verbose and others:
            document.tables.append(verdicts_table(others, style))
    document.notes += _counts(len(accepted), len(findings), len(shown), with_hints)
    document.notes += [] if limit is None else _open_totals(checks)
    document.notes += [_checked(checks, selection, verbose or limit is None), *unsolved_notes(calculator)]
    document.notes += reading_notes_of(_figures(shown), style)
    return document


def _open_totals(checks: Iterable[Check]) -> Iterator[str]:
    """Why totals of sheets were not held against their rows; of many only the first are said."""
    reasons = [one.reason for one in checks if one.sort == "total" and one.verdict in ("unknown", "not comparable")]
    yield from reasons[:MOST_SAID]
    if len(reasons) > MOST_SAID:
        yield _("{count} more totals are not checked, as some of their rows have no figure",
                count=len(reasons) - MOST_SAID)  # fmt: skip


def _counts(accepted: int, findings: int, shown: int, with_hints: int) -> Iterator[str]:
    """How many findings are accepted, how many are not shown, and for how few of those a repair was looked for."""
    if accepted:
        yield _("accepted: {count}", count=accepted)
    if findings > shown:
        yield _("{count} more findings: show them with --top", count=findings - shown)
    if with_hints < shown:
        yield _("what may have gone wrong was looked for in the first {count} findings", count=with_hints)


def _with_hints(search: HintSearch, findings: Sequence[Check]) -> Iterator[Check]:
    """The findings, each with what may have gone wrong."""
    for one in findings:
        _find_hints(search, one)
        yield one


def _find_hints(search: HintSearch, finding: Check) -> bool:
    """Note what may have gone wrong; whether it was looked for."""
    is_looked_for = not search.is_given_up
    finding.hints = search.hints(finding)
    return is_looked_for


def _checked(checks: Sequence[Check], selection: Selection, every_verdict: bool) -> str:
    """How much was checked: in short that all of it fits, where it does, else how many of each verdict there are."""
    if not checks:
        return nothing_to_check(selection)
    if every_verdict or any(one.is_finding for one in checks):
        return verdict_counts(checks)
    fit = sum(one.verdict in FITTING for one in checks)
    said = [_("checked: {count}, all consistent", count=fit) if fit else _("checked: {count}", count=0)]
    if fit < len(checks):
        said.append(_("could not be checked: {count} (-v shows why)", count=len(checks) - fit))
    return " · ".join(said)


def _finding_tables(
    groups: Iterable[tuple[Observation | None, Sequence[Check]]], shown: Collection[int], style: Style
) -> Iterator[Table]:
    """A block for each finding that is shown; the first of those with one cause says so.

    Where one repair makes all of them fit, the others are rows of one table.
    """
    for figure, group in groups:
        seen = [one for one in group if id(one) in shown]
        is_mended = len(seen) > 1 and bool(set.intersection(*(set(one.hints) for one in seen)))
        if is_mended:
            # The figure is wrong itself there; elsewhere others are held against it.
            seen.sort(key=lambda one: one.asserted is not figure)
        for place, one in enumerate(seen[:1] if is_mended else seen):
            table = finding_table(one, style)
            if figure is not None and place == 0:
                table.more.append(cause_text(figure, len(group)))
            yield table
        if is_mended:
            yield replace(verdicts_table(seen[1:], style), title=_("The same repair makes these fit too"))


def _figures(checks: Sequence[Check]) -> list[Observation]:
    return list(dict.fromkeys(figure for one in checks for figure in one.printed))


def verdict_counts(checks: Sequence[Check]) -> str:
    """How many were checked, and how many of each verdict there are; what could not be judged was not checked."""
    counts = Counter(one.verdict for one in checks)
    said = [verdict for verdict in VERDICTS if counts[verdict]]
    parts = [_("{meaning}: {subject}", meaning=verdict_text(verdict), subject=counts[verdict]) for verdict in said]
    return " · ".join([_("checked: {count}", count=sum(map(was_checked, checks))), *parts])


def was_checked(one: Check) -> bool:
    """Whether it could be judged, as what could not be is not said to be checked."""
    return one.is_finding or one.verdict in FITTING


def cause_text(figure: Observation, count: int) -> str:
    """That one figure would explain several findings."""
    name = f"{figure.entity.label} {measure_text(figure.measure, figure.period)} {period_text(figure.period)}"
    return _("{count} findings share one figure: {name} “{words}”", count=count, name=name, words=figure.text)


def finding_table(one: Check, style: Style) -> Table:
    """A block: the verdict and what it is about, the reason, the hints, and a row for each printed figure."""
    name = measure_text(one.measure, one.period) if one.measure is not None else one.statement
    title = f"{verdict_text(one.verdict)} · {one.entity.label} · {name} · {period_text(one.period)}"
    table = Table(
        columns("role what period words bounds source"),
        title=title,
        reason=_reason(one, style),
        style="bad" if one.is_finding else None,
    )
    table.more.append(_("relation: {relation}", relation=one.statement))
    table.more += [_("perhaps: {hint}", hint=hint) for hint in one.hints]
    for figure in one.printed:
        role = _("stated") if figure is one.asserted else _("compared with")
        called = measure_text(figure.measure, figure.period)
        label = f"{figure.entity.label} {called}" if figure.entity is not one.entity else called
        unit = (
            figure.figure.unit if figure.figure.unit.dimension != figure.measure.unit.dimension else figure.measure.unit
        )
        bounds = style.amount(bounds_shown(figure.interval, style), unit)
        source = printed_at(figure)
        table.add(role, label, str(figure.period), style.printed(figure.text, unit), bounds, source)
    return table


def _reason(one: Check, style: Style) -> str:
    """What is asserted, what follows, and by how much they differ."""
    if one.asserted is None or one.computed is None:
        return one.reason
    asserted = style.printed(one.asserted.text, one.unit)
    other = _published_elsewhere(one, style)
    if other:
        line = _("stated {asserted}, elsewhere published as {other}", asserted=asserted, other=other)
        if one.difference:
            off = off_by(one.difference, one.unit, style, one.decimals)
            line = _(
                "stated {asserted}, elsewhere published as {other}, {difference}",
                asserted=asserted, other=other, difference=off,
            )  # fmt: skip
        return _("{meaning}: {subject}", meaning=line, subject=one.reason)
    computed = style.amount(number_text(one.computed, one.nominal, style.places, one.unit, one.decimals), one.unit)
    if one.difference:
        line = _(
            "stated {asserted}, computed {computed}, {difference}",
            asserted=asserted,
            computed=computed,
            difference=off_by(one.difference, one.unit, style, one.decimals),
        )
    else:
        line = _("stated {asserted}, computed {computed}", asserted=asserted, computed=computed)
    # That they differ is all there is to say of most contradictions.
    is_said = format_interval(one.computed, one.nominal, one.unit, None, one.decimals) in one.reason
    return line if is_said else _("{meaning}: {subject}", meaning=line, subject=one.reason)


def _published_elsewhere(one: Check, style: Style) -> str:
    """The words of a figure that another source prints of the same thing, which nothing was computed for."""
    return style.printed(one.figures[0].text, one.unit) if one.sort == "sources" and one.figures else ""


def check_reason(one: Check) -> str:
    """Why the verdict is what it is, with the relation unless it is a metric of a known formula."""
    if one.sort == "metric":
        return one.reason
    return _("{meaning}: {subject}", meaning=one.statement, subject=one.reason)


def verdicts_table(checks: Sequence[Check], style: Style) -> Table:
    """One row for each verdict that is no finding."""
    table = Table(
        columns(
            "verdict entity measure period asserted computed", Column("reason", _("reason"), least=20, is_aside=True)
        ),
        title=_("Checked"),
        grouped=2,
    )
    for one in checks:
        follows = _published_elsewhere(one, style)
        if follows:
            follows = _("published: {words}", words=follows)
        elif one.computed is not None:
            follows = number_text(one.computed, one.nominal, style.places, one.unit, one.decimals)
        words = "" if one.asserted is None else style.printed(one.asserted.text, one.unit)
        name = measure_text(one.measure, one.period) if one.measure is not None else ""
        table.add(
            verdict_text(one.verdict),
            one.entity.label,
            name,
            str(one.period),
            words,
            follows if one.sort == "sources" else style.amount(follows, one.unit),
            check_reason(one),
            style="bad" if one.is_finding else None,
        )
    return table
