"""nbkpi add: write a printed figure, a target, an entity or an indicator into a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nbkpi.cli import complete
from nbkpi.cli.options import BookPath, Language, option
from nbkpi.errors import UsageError
from nbkpi.language import _, later

if TYPE_CHECKING:
    from nbkpi.editing.append import Addition
    from nbkpi.model.book import Book

EntityName = Annotated[
    str | None, typer.Argument(metavar=later("ENTITY"), help=later("an id or a name"), autocompletion=complete.entities)
]
MeasureName = Annotated[
    str | None,
    typer.Argument(metavar=later("MEASURE"), help=later("a metric or an indicator"), autocompletion=complete.measures),
]
PeriodName = Annotated[str | None, typer.Argument(metavar=later("PERIOD"), help=later("such as 2024, 2024H1, 2024-06"))]
Value = Annotated[
    str | None,
    typer.Argument(
        metavar=later("VALUE"), help=later("as published, such as 88万元; write -- before a value that begins with “-”")
    ),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar=later("SOURCE"), help=later("where it was published: source id#place"),
                 autocompletion=complete.sources),
]  # fmt: skip
Of = Annotated[
    list[str],
    typer.Option("--of", metavar=later("NAME"), help=later("the category of a breakdown: female, or sex=female"),
                 autocompletion=complete.members),
]  # fmt: skip
Note = Annotated[str | None, typer.Option("--note", metavar=later("TEXT"), help=later("a note"))]
StatusName = Annotated[
    str | None, option("--status", later("STATUS"), later("its status: revised, preliminary or estimated"))
]
AsTarget = Annotated[bool, typer.Option("--target", help=later("it is a target, not what was reached"))]
NewEntity = Annotated[str | None, option("--new-entity", later("NAME"), later("add an entity of this name instead"))]
Kind = Annotated[str | None, option("--kind", later("KIND"), later("its kind; by the end of its name when left out"))]
Within = Annotated[str | None, option("--within", later("NAME"), later("the entity that it lies within"))]
Code = Annotated[str | None, option("--code", later("CODE"), later("its code in the tables of others"))]
NewIndicator = Annotated[
    str | None, option("--new-indicator", later("NAME"), later("add an indicator of this name instead"))
]
UnitName = Annotated[str | None, option("--unit", later("UNIT"), later("its unit"))]
Alias = Annotated[list[str], option("--alias", later("NAME"), later("another name for it; may be repeated"))]


def add(
    ctx: typer.Context,
    entity: EntityName = None,
    measure: MeasureName = None,
    period: PeriodName = None,
    value: Value = None,
    of: Of = [],  # noqa: B006
    source: Source = None,
    note: Note = None,
    status: StatusName = None,
    target: AsTarget = False,
    new_entity: NewEntity = None,
    kind: Kind = None,
    within: Within = None,
    code: Code = None,
    new_indicator: NewIndicator = None,
    unit: UnitName = None,
    alias: Alias = [],  # noqa: B006
    book: BookPath = None,
    lang: Language = None,  # noqa: ARG001
) -> None:
    """The command."""
    from nbkpi.cli.commands import lacking
    from nbkpi.editing.append import with_definition, with_observation, with_target
    from nbkpi.solve.dates import written_period

    printed = {"entity": entity, "measure": measure, "period": period, "value": value, "source": source, "note": note}
    printed["status"] = _status(status)
    row: dict[str, Any] = {key: text for key, text in printed.items() if text is not None}
    row |= {"of": of[0] if len(of) == 1 else of} if of else {}
    own = {"--kind": kind, "--within": within, "--code": code, "--new-entity": new_entity}
    _refuse_mixed(row, target, own, {"--unit": unit, "--new-indicator": new_indicator}, alias)
    if new_entity is not None:
        about = {"code": code, "aliases": alias, "note": note}
        _write(book, lambda place: with_definition(
            place, "entity", lambda loaded: _entity(loaded, new_entity, kind, within, about)))  # fmt: skip
    elif new_indicator is not None:
        about = {"aliases": alias, "note": note}
        _write(book, lambda place: with_definition(
            place, "indicator", lambda loaded: _indicator(loaded, new_indicator, unit, about)))  # fmt: skip
    else:
        for name, given in ((_("ENTITY"), entity), (_("MEASURE"), measure), (_("PERIOD"), period), (_("VALUE"), value)):
            if given is None:
                raise lacking(ctx, name)
        _write(book, lambda place: (with_target if target else with_observation)(place, row, written_period))


def _status(words: str | None) -> str | None:
    """The status of a figure that is called so; UsageError for other words."""
    from nbkpi.loading.figure_column import STATUSES

    if words is None:
        return None
    if not STATUSES.get(words) or not words:
        raise UsageError(
            _("there is no status “{words}”; there are: {names}", words=words, names=", ".join(filter(None, STATUSES)))
        )
    return STATUSES[words]


def _refuse_mixed(
    row: dict[str, Any], target: bool, of_entity: dict[str, Any], of_indicator: dict[str, Any], alias: list[str]
) -> None:
    """UsageError where what was given is not about one thing."""
    sorts = {
        "--new-entity": [flag for flag, given in of_entity.items() if given is not None],
        "--new-indicator": [flag for flag, given in of_indicator.items() if given is not None],
    }
    if target and "status" in row:
        raise UsageError(_("{one} and {other} exclude each other", one="--target", other="--status"))
    figure = [_("a figure")] if any(key != "note" for key in row) else ["--target"] if target else []
    given = [flags[-1] if name in flags else flags[0] for name, flags in sorts.items() if flags] + figure
    if len(given) > 1:
        raise UsageError(_("{one} and {other} exclude each other", one=given[0], other=given[1]))
    for name, flags in sorts.items():
        if flags and name not in flags:
            raise UsageError(_("{flag} needs {other}", flag=flags[0], other=name))
    if alias and not any(sorts.values()):
        raise UsageError(_("{flag} needs {other}", flag="--alias", other="--new-entity"))


def _entity(book: Book, name: str, kind: str | None, within: str | None, about: dict[str, Any]) -> dict[str, Any]:
    """The keys of a new entity."""
    from nbkpi.tables.define import define_entity
    from nbkpi.tables.kinds import kind_of
    from nbkpi.tables.understood import Understood

    whole = book.entity(within) if within else None
    if any(whole is None or one.within is whole for one in book.entities_called(name)):
        raise UsageError(_("“{name}” is in the book already; another one of this name needs --within", name=name))
    found = Understood({})
    define_entity(book, name, whole, found, kind or kind_of(name))
    return {key: given for key, given in {**found.new[0][1], **about}.items() if given}


def _indicator(book: Book, name: str, unit: str | None, about: dict[str, Any]) -> dict[str, Any]:
    """The keys of a new indicator."""
    from nbkpi.figure.english_units import required_unit
    from nbkpi.tables.define import define_indicator
    from nbkpi.tables.understood import Understood

    if unit is None:
        raise UsageError(_("{flag} needs {other}", flag="--new-indicator", other="--unit"))
    if book.measures_called(name):
        raise UsageError(_("“{name}” is in the book already", name=name))
    found = Understood({})
    define_indicator(book, name, required_unit(book.units, unit), found)
    return {key: given for key, given in {**found.new[0][1], **about}.items() if given}


def _write(book: Path | None, addition_to: Any) -> None:
    """Write what is added to the book, and say where."""
    from nbkpi.cli.changing import changeable, make_changes
    from nbkpi.cli.destination import command_line
    from nbkpi.cli.failure import show_diagnostics, tell
    from nbkpi.diagnostics import OTHER_SOURCE
    from nbkpi.editing.changes import Change, changing
    from nbkpi.loading.place import book_location
    from nbkpi.render.output import say

    location = changeable(book_location(book))
    with changing(location):
        addition: Addition = addition_to(location)
        show_diagnostics(addition.warnings)
        make_changes(location, command_line(), [Change(addition.path, addition.before, addition.content)])
    say(f"{addition.path}:{addition.line}: {_said(addition)}")
    if addition.observation is not None and any(one.code == OTHER_SOURCE for one in addition.warnings):
        revised = command_line().replace("add", " ".join(("add", "--status", "revised")), 1)
        tell("  " + _("if it was revised: {command}", command=revised))


def _said(addition: Addition) -> str:
    """What was written, on one line."""
    from nbkpi.figure import Units
    from nbkpi.report.results import printed_line

    if addition.observation is not None:
        return printed_line(addition.observation, Units())
    lines = addition.content.decode("utf-8").splitlines()[addition.line - 1 :]
    return " · ".join(line.strip() for line in lines if line.strip())
