"""The audit of a text from beginning to end: its claims, what is accepted of them, and the book beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.report.accepted import Acceptance, accept
from nbkpi.report.audit import audit as view
from nbkpi.report.audits import AuditOfFile
from nbkpi.report.findings import ClaimFinding, findings_of, verdict_counts
from nbkpi.text.audit import audit
from nbkpi.text.english_spots import is_english
from nbkpi.text.source import TextSource


class AuditedText(NamedTuple):
    """A text, its findings without those that are accepted, and its audit."""

    source: TextSource
    findings: Sequence[ClaimFinding]
    audit: AuditOfFile


def audit_of_text(source: TextSource, book: Book, written: Period | None, acceptance: Acceptance) -> AuditedText:
    """The audit of a text that was written in a month, if that is known; beside the book if that is one."""
    found = audit(source.text, book, written, source.tables)
    document = view(book, source, found)
    findings = findings_of(found, source.text)
    accepted = accept(document, findings, acceptance)
    if book.location:
        from nbkpi.language import current
        from nbkpi.report.book_comparison import add_comparison
        from nbkpi.report.results import PRINTED, Style
        from nbkpi.text.against_book import compare_text

        style = Style(plain=book.units, in_english=True) if current() == "en" and book.is_english else PRINTED
        add_comparison(document, source.text, compare_text(source.text, book, written), style)
    if written is not None and is_english(source.text):
        document.notes.append(
            _("the date given changes nothing: the periods of an English text are those of its sentences and its title")
        )
    left = [one for one in findings if one not in accepted]
    part = AuditOfFile(source.name, document, len(found.mentions), verdict_counts(found), accepted)
    return AuditedText(source, left, part)
