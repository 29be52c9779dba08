"""nbkpi report: a book as one page to hand round."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.cli.options import Request, choice
from nbkpi.cli.run import opened
from nbkpi.errors import UsageError
from nbkpi.language import _, listed

if TYPE_CHECKING:
    from nbkpi.render import Format
    from nbkpi.report.page import Page

FORMS = ("html", "md", "xlsx")

Sections = Annotated[
    list[str], typer.Option("--section", metavar=_("NAME"), help=_("only this section, in the order given"))
]
Top = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, max=1000, help=_("how many places rankings show"))
]
Title = Annotated[str | None, typer.Option("--title", metavar=_("TEXT"), help=_("the title of the report"))]
Charts = Annotated[bool, typer.Option("--charts/--no-charts", help=_("with charts, or with tables only"))]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar=_("PERIOD"), help=_("what was reported until the end of this: 2025-06, 2025H1")),
]


def report(
    request: Request,
    section: Sections = [],  # noqa: B006
    top: Top = None,
    title: Title = None,
    as_of: AsOf = None,
    charts: Charts = True,
) -> None:
    """The command."""
    from nbkpi.book.records import SECTIONS
    from nbkpi.render.output import choose_format, deliver, refuse_binary

    for name in section:
        choice(name, SECTIONS, "--section")
    chosen = choose_format(request.chosen_format, request.out)
    if chosen == "table" and request.format is None and (request.out is None or not request.out.suffix):
        chosen = "html"
    if chosen not in FORMS:
        raise UsageError(_("a report is {known}, not {format}", known=listed(FORMS), format=chosen))
    if request.out is None:
        refuse_binary(chosen)
    if chosen == "html" and request.out is None and sys.stdout.isatty():
        raise UsageError(_("say where the report goes: -o report.html"))

    from nbkpi.report.bulletin import bulletin
    from nbkpi.report.sections import Asker

    calculator, selection, style = opened(request)
    plan = calculator.book.plan
    asker = Asker(calculator, selection, style, top or plan.top, as_of)
    page = bulletin(asker, section, title or "")
    deliver(_rendered(page, chosen, charts), chosen, request.out)


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
