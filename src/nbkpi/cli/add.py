"""nbkpi add: write a printed figure into a book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.options import BookPath, Language
from nbkpi.language import later

Entity = Annotated[
    str, typer.Argument(metavar=later("ENTITY"), help=later("an id or a name"), autocompletion=complete.entities)
]
Measure = Annotated[
    str,
    typer.Argument(metavar=later("MEASURE"), help=later("a metric or an indicator"), autocompletion=complete.measures),
]
Period = Annotated[str, typer.Argument(metavar=later("PERIOD"), help=later("such as 2024, 2024H1, 2024-06"))]
Value = Annotated[
    str,
    typer.Argument(
        metavar=later("VALUE"), help=later("as published, such as 88万元; write -- before a value that begins with “-”")
    ),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar=later("SOURCE"), help=later("where it was published: source id#place"),
                 autocompletion=complete.sources),
]  # fmt: skip
Note = Annotated[str | None, typer.Option("--note", metavar=later("TEXT"), help=later("a note"))]


def add(
    entity: Entity,
    measure: Measure,
    period: Period,
    value: Value,
    source: Source = None,
    note: Note = None,
    book: BookPath = None,
    lang: Language = None,  # noqa: ARG001
) -> None:
    """The command."""
    from nbkpi.book.append import with_observation
    from nbkpi.book.changes import Change, changing
    from nbkpi.book.place import book_location
    from nbkpi.cli.changing import changeable, make_changes
    from nbkpi.cli.destination import command_line
    from nbkpi.cli.failure import show_diagnostics
    from nbkpi.render.output import say
    from nbkpi.report.results import printed_line

    location = changeable(book_location(book))
    row = {"entity": entity, "measure": measure, "period": period, "value": value, "source": source, "note": note}
    with changing(location):
        addition = with_observation(location, {key: text for key, text in row.items() if text is not None})
        show_diagnostics(addition.warnings)
        make_changes(location, command_line(), [Change(addition.path, addition.before, addition.content)])
    say(f"{addition.path}:{addition.line}: {printed_line(addition.observation)}")
