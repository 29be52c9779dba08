"""The report of an audited text: what is wrong in it, the text with its marks, and every claim."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.language import _
from nbkpi.report.document import Document
from nbkpi.report.page import Block, Page, Section

AUDITED = ("findings", "text", "claims")
"""The sections of such a report, in their order."""


def audited(document: Document, wanted: Sequence[str] = (), title: str = "") -> Page:
    """The page of an audit's document, with the sections and the title asked for, else all and its own."""
    findings = Section("findings", _("Findings"), count=document.findings, tone="bad" if document.findings else "good")
    findings.lines = list(document.notes)
    text = Section("text", _("The text"), marked=document.marked)
    claims = Section("claims", _("Claims"), records=document.records)
    for table in document.tables:
        if table.name:
            findings.blocks.append(Block(table, tone="bad"))
        else:
            claims.blocks.append(Block(table))
    made = {one.name: one for one in (findings, text, claims)}
    sections = [made[name] for name in dict.fromkeys(wanted or AUDITED)]
    own = Document("report", document.book, findings=document.findings)
    return Page(title or document.title, own, sections=[one for one in sections if not one.is_empty])
