"""The audits of several texts as one document: a line for each, then what is wrong in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.report.accepted import accepted_table
from nbkpi.report.columns import columns
from nbkpi.report.document import Document, Json, Table
from nbkpi.report.findings import CONFIRMED, WRONG, ClaimFinding
from nbkpi.text.english_spots import is_english


class AuditOfFile(NamedTuple):
    """What came of one text: its name, its document, how many figures and verdicts it has, and what is accepted."""

    name: str
    document: Document
    figures: int
    verdicts: Counter[str]
    accepted: Sequence[ClaimFinding]


def audits(book: tuple[str, str], files: Sequence[AuditOfFile]) -> Document:
    """One document for all: the records have the name of their file, the text with its marks is left out."""
    document = Document("audit", book, title=f"{_('Audit')} · {_('files: {count}', count=len(files))}")
    document.findings = sum(one.document.findings for one in files)
    document.records = lambda: [_named(record, one.name) for one in files for record in one.document.records()]
    document.tables.append(_summary(files))
    for one in files:
        blocks = [table for table in one.document.tables if table.name]
        document.tables += [replace(table, title=f"{one.name} · {table.title}", name="") for table in blocks]
    if foreign := sum(one.document.marked is not None and is_english(one.document.marked.text) for one in files):
        document.notes.append(_("texts that are not in Chinese, hardly checked: {count}", count=foreign))
    accepted = [(one.name, finding) for one in files for finding in one.accepted]
    if accepted:
        document.tables.append(accepted_table(accepted))
    return document


def _named(record: Mapping[str, Json], name: str) -> dict[str, Json]:
    return {"file": name, **record}


def _summary(files: Sequence[AuditOfFile]) -> Table:
    """One row for each file: how many figures it has, and what became of its claims."""
    table = Table(
        columns("file figures confirmed nearly wrong accepted"),
        title=_("Files"),
    )
    for one in files:
        accepted = Counter(finding.verdict for finding in one.accepted)
        left = one.verdicts - accepted
        sums = [sum(left[verdict] for verdict in verdicts) for verdicts in (CONFIRMED, ("nearly",), WRONG)]
        table.add(one.name, *map(str, (one.figures, *sums, len(one.accepted))))
    return table
