"""The options of all commands, each written once."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from nbkpi.cli import complete
from nbkpi.cli.params import Param
from nbkpi.cli.request import Request
from nbkpi.errors import UsageError
from nbkpi.language import LANGUAGES, _, later, listed
from nbkpi.render import FORMATS


def option(flag: str, metavar: str, help_text: str) -> Any:
    """An option of a command of its own that takes a text."""
    return typer.Option(flag, metavar=metavar, help=help_text)


def as_of(help_text: str) -> Any:
    """The option --as-of: a date or a period."""
    return typer.Option("--as-of", metavar=later("DATE"), help=help_text)


def pairs(given: list[str], flag: str) -> dict[str, str]:
    """What was given as A=B, by A; UsageError for anything else."""
    found = {}
    for one in given:
        name, equals, meaning = one.rpartition("=")
        if not equals or not name or not meaning:
            raise UsageError(_("{flag} must be written as {form}, not “{value}”", flag=flag, form="A=B", value=one))
        found[name] = meaning
    return found


def _names(flag: str, help_text: str, names: Callable[..., list[str]]) -> Any:
    return Annotated[list[str], typer.Option(flag, metavar=later("NAME"), help=help_text, autocompletion=names)]


def choice(value: str | None, allowed: tuple[str, ...], flag: str) -> str | None:
    """The value as given; UsageError for one that is not allowed."""
    if value is not None and value not in allowed:
        raise UsageError(
            _("{flag} must be one of {allowed}, not “{value}”", flag=flag, allowed=listed(allowed), value=value)
        )
    return value


def _format(value: str | None) -> str | None:
    return choice(value, FORMATS, "--format")


def known_language(value: str | None) -> str | None:
    """The language as given; UsageError for one that is not spoken here."""
    return choice(value, LANGUAGES, "--lang")


def _show_help(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from nbkpi.render.output import prepared

        prepared(sys.stdout).write(ctx.get_help() + "\n")
        raise typer.Exit


Help = Annotated[bool, typer.Option("-h", "--help", is_eager=True, callback=_show_help, help=later("show this help"))]
BookPath = Annotated[
    Path | None, typer.Option("--book", metavar=later("PATH"), help=later("the book: a folder or a file"))
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="|".join(LANGUAGES), help=later("the language of the output"), callback=known_language,
        autocompletion=complete.one_of(LANGUAGES),
    ),
]  # fmt: skip


def _out(help_text: str) -> Any:
    return typer.Option("-o", "--out", metavar=later("FILE"), help=help_text)


Out = Annotated[Path | None, _out(later("write into a file"))]
_FORMATS = typer.Option(
    "--format", metavar=later("FORMAT"), callback=_format, autocompletion=complete.one_of(FORMATS),
    help=later("table, json, jsonl, csv, tsv, md, html, xlsx, parquet or excel"),
)  # fmt: skip
_OUT = _out(later("write to a file; its ending decides the format"))
_KIND = typer.Option(
    "--kind", metavar=later("KIND"), help=later("only entities of this kind: village, county"),
    autocompletion=complete.kinds,
)  # fmt: skip
_PERIOD = typer.Option(
    "--period", metavar=later("PERIOD"), help=later("only this period and those within it, such as 2024 or 2024H1")
)
_PLACES = typer.Option("--places", metavar="N", min=0, max=50, help=later("number of decimals to show"))
_EXACT = typer.Option("--exact", help=later("show the exact ends of the bounds"))
_PLAIN = typer.Option("--plain-units", help=later("write amounts in full: 880,000 yuan instead of 88万元"))

COMMON: dict[str, tuple[Any, Any]] = {
    "entity": (_names("--entity", later("only this entity, of any kind"), complete.entities), []),
    "village": (_names("--village", later("only this village"), complete.of_kind("village")), []),
    "community": (_names("--community", later("only this community"), complete.of_kind("community")), []),
    "town": (_names("--town", later("only this town"), complete.of_kind("town")), []),
    "county": (_names("--county", later("only this county"), complete.of_kind("county")), []),
    "city": (_names("--city", later("only this city"), complete.of_kind("city")), []),
    "within": (
        _names("--within", later("only members of this entity (all that lies within it)"), complete.entities),
        [],
    ),
    "kind": (Annotated[list[str], _KIND], []),
    "indicator": (_names("--indicator", later("only this indicator or metric"), complete.measures), []),
    "period": (Annotated[list[str], _PERIOD], []),
    "source": (_names("--source", later("only what is based on this source"), complete.sources), []),
    "of": (_names("--of", later("only this category of a breakdown: female, or sex=female"), complete.members), []),
    "by": (_names("--by", later("by the categories of this breakdown, with their total"), complete.breakdowns), []),
    "across": (
        _names(
            "--across",
            later("the same, with the categories in columns where values stand in rows"),
            complete.breakdowns,
        ),
        [],
    ),
    "book": (BookPath, None),
    "format": (Annotated[str | None, _FORMATS], None),
    "json": (Annotated[bool, typer.Option("--json", help=later("the same as --format json"))], False),
    "excel": (
        Annotated[bool, typer.Option("--excel", help=later("csv as Excel opens it, with the columns shown"))],
        False,
    ),
    "out": (Annotated[Path | None, _OUT], None),
    "places": (Annotated[int | None, _PLACES], None),
    "exact": (Annotated[bool, _EXACT], False),
    "plain_units": (Annotated[bool, _PLAIN], False),
    "lang": (Language, None),
    "help": (Help, False),
}
"""The type and default of each option that commands share."""


def is_common(param: Param) -> bool:
    """Whether a parameter is one that commands share, and not one of a command's own that is called alike."""
    return any(param.info in get_args(annotation) for annotation, _default in COMMON.values())


SHOWN = ("book", "format", "json", "excel", "out", "lang")
"""What a command has that reads something else than a book."""

FOLDED: tuple[tuple[tuple[str, ...], str | tuple[str, ...]], ...] = (
    (("entity", "village", "community", "town", "county", "city"),
     later("only this one, by name or id; may be repeated")),
    (("within", "kind"), later("only what lies within this one, only this kind: village, county")),
    (("indicator", "period", "source"), later("only this one; a period with those within it")),
    (("of", "by", "across"),
     later("only this category (female), by the categories of this breakdown (sex), these in columns")),
    (("book",), ""),
    (("format", "json", "excel", "out"),
     later("table, json, jsonl, csv, tsv, md, html, xlsx or parquet; excel: csv with the columns shown, for Excel; the "
           "ending of the file decides too")),
    (("places", "exact", "plain_units"),
     (later("decimals"), later("exact ends"), later("880,000 yuan instead of 88万元"))),
    (("lang",), ""),
    (("help",), ""),
)  # fmt: skip
"""Which of them stand on one line of a help screen, and what is said of them there: of all, or of each in turn."""


def with_options(command: Callable[..., None], only: Collection[str]) -> Callable[..., None]:
    """The command with these of the common options: what they were given reaches it as its first argument, a Request.

    The other options have their defaults.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    common = [_parameter(name) for name in COMMON if name in only]
    defaults = {name: default for name, (_annotation, default) in COMMON.items()}

    @wraps(command)
    def run(**values: Any) -> None:
        # A command may have an option of its own in place of a common one that it does not have.
        given = {name: values.pop(name) if name in only else defaults[name] for name in Request._fields}
        command(Request(**given), **values)

    return _declared(run, [*own, *common])


def with_help(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the option --help, which stops before the command is reached."""

    @wraps(command)
    def run(*, help: bool, **values: Any) -> None:  # noqa: ARG001
        command(**values)

    return _declared(run, [*inspect.signature(command, eval_str=True).parameters.values(), _parameter("help")])


def _parameter(name: str) -> inspect.Parameter:
    annotation, default = COMMON[name]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _declared(run: Callable[..., None], parameters: list[inspect.Parameter]) -> Callable[..., None]:
    """The function with these parameters declared, which Typer reads."""
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
