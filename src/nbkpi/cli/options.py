"""The options of all commands, each written once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from nbkpi.cli import complete
from nbkpi.errors import UsageError
from nbkpi.language import LANGUAGES, _, later, listed
from nbkpi.render import FORMATS, Format

PLACE_KINDS = ("village", "city", "county", "town", "community")


class Request(NamedTuple):
    """What was asked for on the command line, besides the arguments of the command itself."""

    entity: list[str]
    village: list[str]
    community: list[str]
    town: list[str]
    county: list[str]
    city: list[str]
    within: list[str]
    indicator: list[str]
    period: list[str]
    source: list[str]
    book: Path | None
    format: str | None
    json: bool
    out: Path | None
    places: int | None
    exact: bool
    plain_units: bool
    lang: str | None

    @property
    def chosen_format(self) -> Format | None:
        """The output format, if one was asked for; UsageError when two different ones were."""
        if self.json and self.format not in (None, "json"):
            raise UsageError(_("--json and --format {format} cannot be used together", format=self.format))
        return "json" if self.json else next((name for name in FORMATS if name == self.format), None)

    @property
    def kinds(self) -> dict[str, list[str]]:
        """Names given by the kind of entity they must be."""
        return {kind: names for kind in PLACE_KINDS if (names := getattr(self, kind))}


def option(flag: str, metavar: str, help_text: str) -> Any:
    """An option of a command of its own that takes a text."""
    return typer.Option(flag, metavar=metavar, help=help_text)


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


BookPath = Annotated[
    Path | None, typer.Option("--book", metavar=later("PATH"), help=later("the book: a folder or a file"))
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="|".join(LANGUAGES), help=later("language of the output"), callback=known_language,
        autocompletion=lambda: list(LANGUAGES),
    ),
]  # fmt: skip


def _annotations() -> dict[str, tuple[Any, Any]]:
    """The type and default of each option, in the order of --help."""
    period = typer.Option(
        "--period", metavar=later("PERIOD"), help=later("only this period and those within it, such as 2024 or 2024H1")
    )
    formats = typer.Option(
        "--format", metavar="|".join(FORMATS), help=later("output format"), callback=_format,
        autocompletion=lambda: list(FORMATS),
    )  # fmt: skip
    out = typer.Option(
        "-o", "--out", metavar=later("FILE"), help=later("write to a file; its ending decides the format")
    )
    places = typer.Option("--places", metavar="N", min=0, max=50, help=later("number of decimals to show"))
    plain = typer.Option("--plain-units", help=later("write amounts in full: 880,000 yuan instead of 88万元"))
    village, community = later("only this village"), later("only this community")
    town, county, city = later("only this town"), later("only this county"), later("only this city")
    return {
        "entity": (_names("--entity", later("only this entity, of any kind"), complete.entities), []),
        "village": (_names("--village", village, complete.of_kind("village")), []),
        "community": (_names("--community", community, complete.of_kind("community")), []),
        "town": (_names("--town", town, complete.of_kind("town")), []),
        "county": (_names("--county", county, complete.of_kind("county")), []),
        "city": (_names("--city", city, complete.of_kind("city")), []),
        "within": (
            _names("--within", later("only members of this entity (all that lies within it)"), complete.entities),
            [],
        ),
        "indicator": (_names("--indicator", later("only this indicator or metric"), complete.measures), []),
        "period": (Annotated[list[str], period], []),
        "source": (_names("--source", later("only what is based on this source"), complete.sources), []),
        "book": (BookPath, None),
        "format": (Annotated[str | None, formats], None),
        "json": (Annotated[bool, typer.Option("--json", help=later("the same as --format json"))], False),
        "out": (Annotated[Path | None, out], None),
        "places": (Annotated[int | None, places], None),
        "exact": (Annotated[bool, typer.Option("--exact", help=later("show the exact ends of the bounds"))], False),
        "plain_units": (Annotated[bool, plain], False),
        "lang": (Language, None),
    }


def with_options(command: Callable[..., None], only: Collection[str]) -> Callable[..., None]:
    """The command with these of the common options: what they were given reaches it as its first argument, a Request.

    The other options have their defaults.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    annotations = _annotations()
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in annotations.items()
        if name in only
    ]
    defaults = {name: default for name, (_annotation, default) in annotations.items()}

    @wraps(command)
    def run(**values: Any) -> None:
        # A command may have an option of its own in place of a common one that it does not have.
        given = {name: values.pop(name) if name in only else defaults[name] for name in Request._fields}
        command(Request(**given), **values)

    run.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
    return run
