"""Findings that a person has looked into and knows to be right: told by their words, listed, and no longer findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.language import _, listed
from nbkpi.report.columns import columns
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import Document, Mark, Marked, Table

if TYPE_CHECKING:
    from nbkpi.report.findings import ClaimFinding
    from nbkpi.solve.check.verdicts import Check

MOST_NOTES = 5


class Entry(NamedTuple):
    """What tells a finding from others: its words as written and those it was compared with.

    Of a book also whose they are: the path of the entity, the id of the measure (else the relations), and the period.
    """

    words: str
    against: tuple[str, ...]
    entity: str = ""
    measure: str = ""
    period: str = ""


def entry_of_check(check: Check) -> Entry:
    """The entry for a finding of a book."""
    measure = "; ".join(check.relations) if check.measure is None else check.measure.id
    words = "" if check.asserted is None else check.asserted.text
    against = tuple(one.text for one in check.printed if one is not check.asserted)
    return Entry(words, against, check.entity.path, measure, str(check.period))


@dataclass(slots=True)
class Acceptance:
    """Which findings are accepted: the known ones, or all where all are to be; met are those that were asked about."""

    known: Collection[Entry] = ()
    is_of_all: bool = False
    met: dict[Entry, None] = field(default_factory=dict)

    def has(self, entry: Entry) -> bool:
        """Whether a finding is accepted."""
        self.met[entry] = None
        return self.is_of_all or entry in self.known

    @property
    def new(self) -> list[Entry]:
        """The findings met that were not known before."""
        return [entry for entry in self.met if entry not in self.known]

    @property
    def notes(self) -> list[str]:
        """What was known but not met: a figure was changed, or what was wrong is right now."""
        missed = [entry for entry in self.known if entry not in self.met]
        notes = [
            _("accepted before, but not found any more: {words}", words=_told(entry)) for entry in missed[:MOST_NOTES]
        ]
        if len(missed) > MOST_NOTES:
            notes.append(_("accepted before, but not found any more: {count} more", count=len(missed) - MOST_NOTES))
        return notes


def _told(entry: Entry) -> str:
    """An entry in one line."""
    whose = [part for part in (entry.entity, entry.measure, entry.period, entry.words) if part]
    told = " · ".join(whose)
    return _("{what} ({value})", what=told, value=listed(entry.against)) if entry.against else told


def accept(document: Document, findings: Sequence[ClaimFinding], acceptance: Acceptance) -> list[ClaimFinding]:
    """Mark in the document of an audit what is accepted; these findings.

    What was a block of its own is only a row then, its mark in the text is one of what stays open, and every record
    says whether it is accepted.
    """
    accepted = [one for one in findings if acceptance.has(Entry(one.words, one.against))]
    numbers = {one.number for one in accepted}
    rows = {f"finding-{number}": f"claim-{number}" for number in numbers}
    document.findings = sum(one.is_wrong for one in findings if one.number not in numbers)
    document.tables = [_with_accepted(table, rows.values()) for table in document.tables if table.name not in rows]
    marked = document.marked
    if marked is not None and accepted:
        document.marked = Marked(marked.text, lambda: [_opened(mark, rows) for mark in marked.marks])
    records, spans = document.records, {(one.start, one.end, one.verdict) for one in accepted}
    document.records = lambda: [
        record | {"accepted": (record["start"], record["end"], record["verdict"]) in spans} for record in records()
    ]
    if accepted:
        document.notes.append(_("accepted: {count}", count=len(accepted)))
    return accepted


def _with_accepted(table: Table, accepted: Collection[str]) -> Table:
    """The table with the verdicts of these rows in words that say that they are accepted."""
    keys = [column.key for column in table.columns]
    if "verdict" not in keys or not table.names:
        return table
    rows = [list(row) for row in table.rows]
    for row, name in zip(rows, table.names, strict=True):
        if name in accepted:
            row[keys.index("verdict")] = _("{verdict}, accepted", verdict=row[keys.index("verdict")])
    return replace(table, rows=list(map(tuple, rows)))


def _opened(mark: Mark, rows: Mapping[str, str]) -> Mark:
    """The mark of what is no finding any more, which leads to its row."""
    if mark.target not in rows:
        return mark
    return mark._replace(style="open", title=f"{_('Accepted')}\n{mark.title}", target=rows[mark.target])


def accepted_table(found: Iterable[tuple[str, ClaimFinding]]) -> Table:
    """A row for each accepted finding of several texts, with the name of its file."""
    table = Table(
        columns("file place verdict phrase with"),
        title=_("Accepted"),
        grouped=1,
    )
    for name, one in found:
        table.add(name, one.place, verdict_text(one.verdict), one.words, listed(one.against))
    return table
