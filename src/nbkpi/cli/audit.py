"""nbkpi audit: every claim of a text checked against its other figures; exit 1 when one is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from nbkpi.cli.accepted import Accept, AcceptedFile, AcceptedFindings
from nbkpi.cli.browser import Open, page_to_open, show_page
from nbkpi.cli.extract import AsOf, book_of_text
from nbkpi.cli.inputs import refuse_over, texts_in
from nbkpi.cli.progress import Show, progress
from nbkpi.cli.request import Request
from nbkpi.cli.watch import Judge, Watch, watched
from nbkpi.errors import UsageError
from nbkpi.language import _, later, listed

if TYPE_CHECKING:
    from nbkpi.figure import Period
    from nbkpi.model.book import Book
    from nbkpi.render import Format
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
READ = ("table", "md")
"""The formats that people read in a pipe."""

COMMENTED = ".docx"
"""The ending of a file that is the text itself, given back with comments."""


def audit(
    request: Request,
    files: Files,
    as_of: AsOf = None,
    accept: Accept = None,
    accepted: AcceptedFile = None,
    watch: Watch = False,
    open_page: Open = False,
) -> None:
    """The command."""
    is_one = len(files) == 1 and not files[0].is_dir()
    if watch and (not is_one or str(files[0]) == "-"):
        raise UsageError(_("--watch takes one file"))
    if watch and accept is not None:
        raise UsageError(_("--watch and --accept exclude each other"))
    target = _target(request, is_one, open_page)
    texts, others = (files, []) if is_one else texts_in(files)
    refuse_over(target.path, [*texts, *filter(None, (accept, accepted))])
    refuse_over(accept, texts)

    def judge() -> int:
        reader, given = AuditContext.of(request, as_of), AcceptedFindings("audit", accept, accepted)
        code = _judged(reader, texts, others, target, given.acceptance, is_one)
        given.keep()
        return code

    if watch:
        code = watched(files[0], _opening(judge, target.path) if open_page else judge, target.chosen in READ)
    else:
        code = judge()
        if open_page and target.path is not None:
            show_page(target.path)
    if code:
        raise typer.Exit(code)


class AuditDestination(NamedTuple):
    """In which format the audit goes where; chosen is None for the text itself with comments."""

    chosen: Format | None
    path: Path | None


def _target(request: Request, is_one: bool, open_page: bool) -> AuditDestination:
    """What was asked for; UsageError where it cannot be had."""
    from nbkpi.render.output import choose_format, refuse_other

    out = request.out
    if out is not None and out.suffix.lower() == COMMENTED:
        refuse_other(out, COMMENTED[1:], request.chosen_format)
        if open_page:
            raise UsageError(_("--open shows a web page, not {format}", format=COMMENTED.removeprefix(".")))
        if not is_one:
            raise UsageError(_("only one docx file at a time can be written with comments"))
        return AuditDestination(None, out)
    chosen = choose_format(request.chosen_format, out)
    if not open_page:
        return AuditDestination(chosen, out)
    if request.format is None and not request.json and out is None:
        chosen = "html"
    return AuditDestination(chosen, page_to_open(chosen, out))


def _judged(
    reader: AuditContext,
    texts: Sequence[Path],
    others: Sequence[Path],
    target: AuditDestination,
    acceptance: Acceptance,
    is_one: bool,
) -> int:
    """Audit the texts once and say what was found; the exit code."""
    from nbkpi.render.output import send

    unread = 0
    if is_one:
        with progress(_("checking")):
            text = reader.audited(texts[0], acceptance)
        document = text.audit.document
    else:
        with progress(_("checking")) as show:
            document, unread = _together(reader, texts, others, acceptance, show)
    document.notes += acceptance.notes
    if target.chosen is None and target.path is not None:
        _write_comments(text, target.path)
    else:
        send(document, target.chosen, target.path)
    return 1 if document.findings else 2 if unread else 0


def _opening(judge: Judge, path: Path | None) -> Judge:
    """Judging that shows the page once, when it is first there."""
    shown: list[Path] = []

    def judged() -> int:
        code = judge()
        if path is not None and not shown:
            shown.append(path)
            show_page(path)
        return code

    return judged


def audited(request: Request, file: Path, as_of: str | None) -> Document:
    """What the audit of a file says."""
    from nbkpi.report.accepted import Acceptance

    return AuditContext.of(request, as_of).audited(file, Acceptance()).audit.document


class AuditContext(NamedTuple):
    """What texts are audited with: a book, and when they were written."""

    book: Book
    written: Period | None

    @classmethod
    def of(cls, request: Request, as_of: str | None) -> AuditContext:
        """The reader that was asked for."""
        book = book_of_text(request)
        if as_of is None:
            return cls(book, None)
        from nbkpi.solve.dates import as_of as moment

        return cls(book, moment(as_of, book).month)

    def audited(self, path: Path, acceptance: Acceptance, name: str = "") -> AuditedText:
        """The audit of a file; UsageError when it cannot be read."""
        from nbkpi.report.audit_of_text import audit_of_text
        from nbkpi.text.source import read_source

        return audit_of_text(read_source(path, name), self.book, self.written, acceptance)


def _together(
    reader: AuditContext, texts: Sequence[Path], others: Sequence[Path], acceptance: Acceptance, show: Show
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
    remarks = [Remark(one.start, one.end, "\n".join(one.why())) for one in text.findings]
    done = commented(source.docx, source.name, remarks)
    write_whole(path, done.data)
    say(_("comments in {path}: {count}", path=path, count=done.written))
    if done.left_out:
        say(_("findings in text boxes, where comments cannot be added: {count}", count=len(done.left_out)))
    if done.unread:
        say(_("headers, footers and notes were not read: {parts}", parts=listed(done.unread)))
    for note in text.audit.document.notes:
        say(note)
