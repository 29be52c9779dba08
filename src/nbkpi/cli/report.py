"""nbkpi report: a book, or a text that was audited, as one page to hand round."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.cli.browser import Open, page_to_open, show_page
from nbkpi.cli.complete import one_of
from nbkpi.cli.inputs import refuse_over
from nbkpi.cli.options import choice
from nbkpi.cli.progress import progress
from nbkpi.cli.request import Request
from nbkpi.cli.run import naming_the_book, opened
from nbkpi.cli.target import AsOf
from nbkpi.errors import UsageError
from nbkpi.language import _, later, listed

if TYPE_CHECKING:
    from nbkpi.render import Format
    from nbkpi.report.page import Page

FORMS = ("html", "md", "xlsx")

Form = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="|".join(FORMS), autocompletion=one_of(FORMS),
        help=later("as a page, as Markdown or as a workbook; the ending of the file decides too"),
    ),
]  # fmt: skip
Sections = Annotated[
    list[str], typer.Option("--section", metavar=later("NAME"), help=later("only these sections, in the order given"))
]
Top = Annotated[int | None, typer.Option("--top", metavar="N", min=1, max=1000, help=later("number of ranks to show"))]
Audited = Annotated[
    Path | None,
    typer.Option("--audit", metavar=later("FILE"), help=later("report on an audit of this text, not on the book")),
]
Title = Annotated[str | None, typer.Option("--title", metavar=later("TEXT"), help=later("the title of the report"))]
NoCharts = Annotated[bool, typer.Option("--no-charts", help=later("show only tables, no charts"))]


def report(
    request: Request,
    form: Form = None,
    section: Sections = [],  # noqa: B006
    top: Top = None,
    title: Title = None,
    audit: Audited = None,
    as_of: AsOf = None,
    no_charts: NoCharts = False,
    open_page: Open = False,
) -> None:
    """The command."""
    from nbkpi.render.output import choose_format, deliver, refuse_binary

    choice(form, FORMS, "--format")
    request = request._replace(format=form)
    chosen = choose_format(request.chosen_format, request.out)
    if chosen == "table" and (request.out is None or not request.out.suffix):
        chosen = "html"
    if chosen not in FORMS:
        raise UsageError(_("the format of a report must be {known}, not {format}", known=listed(FORMS), format=chosen))
    out = page_to_open(chosen, request.out) if open_page else request.out
    if out is None:
        refuse_binary(chosen)
        if chosen == "html" and sys.stdout.isatty():
            raise UsageError(_("give the file of the report with -o, such as -o report.html"))
    refuse_over(out, [] if audit is None else [audit])
    with progress(_("computing")):
        if audit is not None:
            page = _of_text(request, audit, as_of, section, title or "")
        else:
            page = _of_book(request, top, as_of, section, title or "")
        if out is not None and str(out) != "-":
            page.document.notes.append(_made())
        content = _rendered(page, chosen, not no_charts)
    deliver(content, chosen, out)
    if open_page and out is not None:
        show_page(out)


def _made() -> str:
    """When a report was made, and with what; SOURCE_DATE_EPOCH says another day, as for all that is built again."""
    from datetime import UTC, date, datetime

    from nbkpi.version import __version__

    try:
        day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        day = date.today()
    return _("made on {day} with nbkpi {version}", day=day.isoformat(), version=__version__)


def _of_book(request: Request, top: int | None, as_of: str | None, wanted: list[str], title: str) -> Page:
    """The report of a book."""
    from nbkpi.model.plans import SECTIONS

    for name in wanted:
        choice(name, SECTIONS, "--section")
    from nbkpi.report.asker import Asker
    from nbkpi.report.bulletin import bulletin

    with naming_the_book(request):
        calculator, selection, style = opened(request)
    asker = Asker(calculator, selection, style, top or calculator.book.plan.top, as_of)
    return bulletin(asker, wanted, title)


def _of_text(request: Request, file: Path, as_of: str | None, wanted: list[str], title: str) -> Page:
    """The report of a text that is audited."""
    from nbkpi.cli.audit import audited as audit_of
    from nbkpi.report.audited import AUDITED, audited

    for name in wanted:
        choice(name, AUDITED, "--section")
    return audited(audit_of(request, file, as_of), wanted, title)


def _rendered(page: Page, chosen: Format, charts: bool) -> str | bytes:
    """The page in the format asked for."""
    if chosen == "xlsx":
        from nbkpi.render.workbook import render_xlsx
        from nbkpi.report.page import as_document

        return render_xlsx(as_document(page))
    if chosen == "md":
        from nbkpi.render.markdown import render_page as in_markdown

        return in_markdown(page)
    from nbkpi.render.page import render_page

    if not charts:
        return render_page(page)
    from nbkpi.render.charts import Drawer

    return render_page(page, Drawer())
