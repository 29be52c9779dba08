"""nbkpi audit: every claim of a text checked against its other figures; exit 1 when one is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from nbkpi.cli.accepted import Accept, AcceptedFile, AcceptedFindings
from nbkpi.cli.extract import AsOf, book_of_text
from nbkpi.cli.inputs import refuse_over, texts_in
from nbkpi.cli.options import Request
from nbkpi.cli.progress import Show, progress
from nbkpi.errors import UsageError
from nbkpi.language import _, later, listed

if TYPE_CHECKING:
    from nbkpi.book.book import Book
    from nbkpi.figure import Period
    from nbkpi.report.accepted import Acceptance
    from nbkpi.report.audit_of_text import AuditedText
    from nbkpi.report.document import Document

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar=later("FILE..."),
        help=later("texts: plain text, Markdown, HTML, docx or PDF, or folders of them; “-” reads from the pipe"),
    ),
]
COMMENTED = ".docx"
"""The ending of a file that is the text itself, given back with comments."""


def audit(
    request: Request, files: Files, as_of: AsOf = None, accept: Accept = None, accepted: AcceptedFile = None
) -> None:
    """The command."""
    from nbkpi.render.output import choose_format, refuse_other, send

    is_one = len(files) == 1 and not files[0].is_dir()
    is_commented = request.out is not None and request.out.suffix.lower() == COMMENTED
    if not is_commented or request.out is None:
        choose_format(request.chosen_format, request.out)
    else:
        refuse_other(request.out, COMMENTED[1:], request.chosen_format)
    if is_commented and not is_one:
        raise UsageError(_("only one docx file at a time can be written with comments"))
    reader = Reader.of(request, as_of)
    texts, others = (files, []) if is_one else texts_in(files)
    refuse_over(request.out, [*texts, *filter(None, (accept, accepted))])
    refuse_over(accept, texts)
    given = AcceptedFindings("audit", accept, accepted)
    unread = 0
    if is_one:
        with progress(_("checking")):
            text = reader.audited(files[0], given.acceptance)
        document = text.audit.document
    else:
        with progress(_("checking")) as show:
            document, unread = _together(reader, texts, others, given.acceptance, show)
    document.notes += given.acceptance.notes
    if is_commented and request.out is not None:
        _write_comments(text, request.out)
    else:
        send(document, request.chosen_format, request.out)
    given.keep()
    if document.findings or unread:
        raise typer.Exit(1 if document.findings else 2)


def audited(request: Request, file: Path, as_of: str | None) -> Document:
    """What the audit of a file says."""
    from nbkpi.report.accepted import Acceptance

    return Reader.of(request, as_of).audited(file, Acceptance()).audit.document


class Reader(NamedTuple):
    """What texts are audited with: a book, and when they were written."""

    book: Book
    written: Period | None

    @classmethod
    def of(cls, request: Request, as_of: str | None) -> Reader:
        """The reader that was asked for."""
        from nbkpi.text import periods

        written = None if as_of is None else periods.as_of(as_of)
        return cls(book_of_text(request.book), written)

    def audited(self, path: Path, acceptance: Acceptance, name: str = "") -> AuditedText:
        """The audit of a file; UsageError when it cannot be read."""
        from nbkpi.report.audit_of_text import audit_of_text
        from nbkpi.text.source import read_source

        return audit_of_text(read_source(path, name), self.book, self.written, acceptance)


def _together(
    reader: Reader, texts: Sequence[Path], others: Sequence[Path], acceptance: Acceptance, show: Show
) -> tuple[Document, int]:
    """The audit of several files, and how many of them could not be read; UsageError when none could."""
    from nbkpi.cli.failure import show_failure
    from nbkpi.report.audits import audits

    done = []
    for place, path in enumerate(texts):
        show(place, len(texts))
        try:
            done.append(reader.audited(path, acceptance, str(path)).audit)
        except UsageError as error:
            show_failure(error)
    if not done:
        raise UsageError(_("none of the files could be read"))
    document = audits((reader.book.title, reader.book.location), done)
    unread = len(texts) - len(done)
    if unread:
        document.notes.append(_("could not be read: {count}", count=unread))
    if others:
        endings = listed(sorted({path.suffix or path.name for path in others}))
        document.notes.append(
            _("files that are not texts, skipped: {count} ({endings})", count=len(others), endings=endings)
        )
    return document, unread


def _write_comments(text: AuditedText, path: Path) -> None:
    """Write the docx file with a comment at each finding, and say what could have none."""
    from nbkpi.render.output import say, write_whole
    from nbkpi.text.commented import Remark, commented

    source = text.source
    if source.docx is None:
        raise UsageError(_("{path} is not a docx file: only docx files can be written with comments", path=source.name))
    remarks = [Remark(one.start, one.end, "\n".join(one.why)) for one in text.findings]
    done = commented(source.docx, source.name, remarks)
    write_whole(path, done.data)
    say(_("comments in {path}: {count}", path=path, count=done.written))
    if done.left_out:
        say(_("findings in text boxes, where comments cannot be added: {count}", count=len(done.left_out)))
    if done.unread:
        say(_("headers, footers and notes were not read: {parts}", parts=listed(done.unread)))
    for note in text.audit.document.notes:
        say(note)
