"""The Typer application: the list of commands, of which only the one that is called is imported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from nbkpi.cli import completion
from nbkpi.cli.catalogue import commands
from nbkpi.cli.commands import SpokenCommand, SpokenGroup
from nbkpi.cli.options import Language, with_help, with_options
from nbkpi.cli.params import params_of
from nbkpi.language import _, later


def build_app() -> typer.Typer:
    """The application; of its commands only the one that is called is ever made."""
    app = typer.Typer(
        name="nbkpi",
        cls=_Commands,
        add_completion=False,
        add_help_option=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
    )
    app.callback()(PROGRAM)
    return app


class _Commands(SpokenGroup):
    """The commands by their names, and the whole of the one that is called."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.params_declared = params_of(PROGRAM)
        for name in commands():
            self.add_command(TyperCommand(name))

    def get_help(self, ctx: Any) -> str:
        """The help screen."""
        from nbkpi.cli.help import program_help

        return program_help(ctx.command_path, _purpose(), self.params_declared, _groups())

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is called, and its arguments."""
        name, outline, rest = super().resolve_command(ctx, args)
        return name, outline if name is None else _whole(name), rest


class _Command(SpokenCommand):
    """A command with its help and its examples."""

    def get_help(self, ctx: Any) -> str:
        """The help screen."""
        from nbkpi.cli.help import command_help

        row = commands()[self.name or ""]
        return command_help(ctx.command_path, row.help, row.examples, self.params_declared)


def function_of(name: str) -> Callable[..., None]:
    """The function of a command, which declares its options; its module is imported for it."""
    command = commands()[name]
    function: Callable[..., None] = getattr(import_module(f"nbkpi.cli.{command.module}"), command.module)
    return with_help(with_options(function, command.options) if command.options else function)


def _whole(name: str) -> Any:
    """A command with its options and its function."""
    function = function_of(name)
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(name, cls=_Command, add_help_option=False)(function)
    command = get_command(app)
    assert isinstance(command, _Command)
    command.params_declared = params_of(function)
    return command


def _purpose() -> str:
    return _("Computes indicators from published figures, exactly as they were published.")


def _groups() -> dict[str, list[tuple[str, str]]]:
    """The commands by their groups, each with its help."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, command in commands().items():
        found.setdefault(command.group, []).append((name, command.help))
    return found


def _begin() -> str:
    """What is shown where no command is named: the commands, and how to begin."""
    from nbkpi.cli.help import grouped

    steps = (
        ("nbkpi summary", _("what the book of this folder holds, else the one that comes with nbkpi")),
        ("nbkpi growth --village 东山村", _("growth of a village, with what was published and what follows")),
        ("nbkpi audit bulletin.txt", _("a text checked before it is published")),
        ("nbkpi init", _("a small book of your own, to write figures into")),
        ("nbkpi COMMAND --help", _("what a command takes, with examples")),
    )
    return "\n\n".join([_purpose(), *grouped(_groups()), *grouped({_("To begin:"): steps})])


def _show_version(wanted: bool) -> None:
    if wanted:
        from nbkpi.version import __version__

        typer.echo(f"nbkpi {__version__}")
        raise typer.Exit


def _program(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help=later("show the version"))
    ] = False,
    lang: Language = None,  # noqa: ARG001
    install_completion: completion.Install = None,  # noqa: ARG001
    show_completion: completion.Show = None,  # noqa: ARG001
) -> None:
    """Options before the command; the language was already chosen when the program started."""
    if ctx.invoked_subcommand is None:
        import sys

        from nbkpi.render.output import prepared

        prepared(sys.stdout).write(_begin() + "\n")


PROGRAM = with_help(_program)
"""The function of the program itself, which declares the options before a command."""
