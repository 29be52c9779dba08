"""The sections of a report that judge: findings, what was checked, and targets with their lights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from nbkpi.compare.target import Progress, progress
from nbkpi.figure import Period
from nbkpi.language import _, abridged
from nbkpi.model.records import Measure
from nbkpi.report.asker import ROWS, Asker, derived, omitted
from nbkpi.report.chart import Bullet, Bullets, Tone, extent_of
from nbkpi.report.check import cause_text, check_reason, finding_table, verdict_counts, verdicts_table, was_checked
from nbkpi.report.columns import columns
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import Column, Table
from nbkpi.report.page import Block, Derivation, Section
from nbkpi.report.records import check_record
from nbkpi.report.results import Style, measure_text, unsolved_notes
from nbkpi.report.target import (
    attained_text,
    group_titles,
    pace_table,
    progress_table,
    silent_table,
    target_notes,
    target_record,
)
from nbkpi.solve.check import everything as checking
from nbkpi.solve.check.hints import HintSearch
from nbkpi.solve.check.verdicts import Check, Verdict
from nbkpi.solve.dates import as_of
from nbkpi.solve.result import Result

FINDINGS = 100
"""How many findings are shown with all their figures."""


def findings(asker: Asker) -> Section:
    """What cannot be true, with the words of both sides."""
    section = Section("findings", _("Findings"))
    checks = asker.checks()
    wrong = [one for one in checks if one.is_finding]
    section.blocks = list(islice(_findings(asker, wrong), FINDINGS))
    section.count, section.tone = len(wrong), "bad" if wrong else "good" if any(map(was_checked, checks)) else ""
    if checks:
        section.lines = [verdict_counts(checks)]
    if any(map(was_checked, checks)) and not wrong:
        section.lines.insert(0, _("no published figures contradict each other"))
    if len(wrong) > len(section.blocks):
        section.notes.append(_("{count} more findings: see nbkpi check", count=len(wrong) - FINDINGS))
    section.notes += unsolved_notes(asker.calculator)
    section.records = lambda: [check_record(one, asker.style.places) for one in wrong]
    return section


def _findings(asker: Asker, wrong: Sequence[Check]) -> Iterator[Block]:
    """A block for each, one after the other those that one figure would explain."""
    search = HintSearch(asker.calculator)
    for figure, group in checking.causes(wrong):
        for place, one in enumerate(group):
            one.hints = search.hints(one)
            table = finding_table(one, asker.style)
            if figure is not None and place == 0:
                table.more.append(cause_text(figure, len(group)))
            yield Block(table, tone="bad")


def verdicts(asker: Asker) -> Section:
    """The verdict on everything that is no finding, with the words on both sides; the others by their reasons."""
    section = Section("verdicts", _("What was checked"), is_aside=True)
    found = [one for one in asker.checks() if not one.is_finding]
    groups = _by_reason(found)
    single = [one for one in found if len(groups.get(_why(one), ())) < 2]
    if single:
        shown = single[:ROWS]
        behind = [Derivation(check_reason(one), (finding_table(one, asker.style),)) for one in shown]
        table = verdicts_table(shown, asker.style)
        section.blocks.append(Block(table, behind, lines=omitted(len(single), len(shown))))
    together = [group for group in groups.values() if len(group) > 1]
    if together:
        for verdict in _OPEN:
            alike = [group for group in together if group[0].verdict == verdict]
            if alike:
                section.blocks.append(Block(_open_table(alike[:ROWS], verdict), lines=omitted(len(alike), ROWS)))
    section.records = lambda: [check_record(one, asker.style.places) for one in found]
    return section


_OPEN: tuple[Verdict, ...] = ("not comparable", "unknown")
"""The verdicts on what could not be checked."""


def _why(one: Check) -> tuple[Measure | None, Period, str]:
    """What many checks have in common that could not be made: growth of villages of which no year before is known."""
    return one.measure, one.period, one.reason


def _by_reason(checks: Sequence[Check]) -> dict[tuple[Measure | None, Period, str], list[Check]]:
    """The checks that could not be made, those of one measure and period for one reason together."""
    found: dict[tuple[Measure | None, Period, str], list[Check]] = {}
    for one in checks:
        if one.verdict in _OPEN:
            found.setdefault(_why(one), []).append(one)
    return found


def _open_table(groups: Sequence[Sequence[Check]], verdict: Verdict) -> Table:
    """One row for what could not be checked for one reason, with how many there are and of whom."""
    table = Table(
        columns("measure period figures entity", Column("reason", _("reason"), least=20)),
        title=verdict_text(verdict),
    )  # fmt: skip
    for group in groups:
        one = group[0]
        name = measure_text(one.measure, one.period) if one.measure is not None else ""
        who = abridged(list(dict.fromkeys(each.entity.label for each in group)))
        table.add(name, str(one.period), str(len(group)), who, check_reason(one))
    return table


def targets(asker: Asker) -> Section:
    """How far along targets are: a table and a chart for each measure and period."""
    section = Section("targets", _("Targets"))
    until = None if asker.as_of is None else as_of(asker.as_of, asker.calculator.book).until
    groups = progress(asker.calculator, asker.selection, until)
    found = [one for group in groups for one in group]
    for group, title in zip(groups, group_titles(groups), strict=True):
        known = [one for one in group if one.gap is not None]
        shown = known[: asker.top]
        if shown:
            behind = [None if one.actual is None else _reported(one.actual, asker.style) for one in shown]
            table = progress_table(shown, asker.style, title)
            tones = [_tone(one) for one in shown]
            lines = omitted(len(known), len(shown))
            section.blocks.append(Block(table, behind, _bullets(table.title, shown, asker), "", tones, lines))
        paced = [one for one in shown if one.needed is not None]
        if paced:
            section.blocks.append(Block(pace_table(paced, asker.style, title)))
    silent = [one for one in found if one.gap is None]
    if silent:
        section.blocks.append(Block(silent_table(silent[:ROWS], asker.style), lines=omitted(len(silent), ROWS)))
    if found:
        section.notes = target_notes(found, False, asker.as_of, asker.style)
    section.records = lambda: [target_record(one) for one in found]
    return section


def _reported(actual: Result, style: Style) -> Derivation:
    """How what was reached came about, and until when it was reported."""
    found = derived(actual, style)
    return found._replace(line=f"{actual.period} · {found.line}")


def _tone(one: Progress) -> Tone:
    """The worst light that may be shown."""
    colours = {light.colour for light in one.lights}
    ranked: tuple[tuple[str, Tone], ...] = (("red", "bad"), ("orange", "fair"), ("yellow", "fair"), ("green", "good"))
    return next((tone for colour, tone in ranked if colour in colours), "other" if colours else "")


def _bullets(title: str, group: Sequence[Progress], asker: Asker) -> Bullets | None:
    bullets = [
        Bullet(
            one.target.entity.label, extent_of(one.attainment.interval, one.attainment.nominal),
            None if one.due is None else one.due * 100, attained_text(one.attainment, asker.style), _tone(one),
        )
        for one in group
        if one.attainment is not None
    ]  # fmt: skip
    # Titles are told apart by what they are of: the chart shows no amounts.
    return Bullets(f"{title} · {_('percent of target')}", "%", bullets) if bullets else None
