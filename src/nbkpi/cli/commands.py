"""Typer's commands, speaking the language of the user: in their help, and of what they were called wrongly with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from typer._click import Command, Context, Parameter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from nbkpi.errors import Misuse
from nbkpi.language import _


class _Spoken(Command):
    """Help with its words from the catalogue."""

    def __init__(self, name: str | None = None, *, params: list[Parameter] | None = None, **settings: Any) -> None:
        super().__init__(name=name, params=_translated(params), **settings)

    def get_help(self, ctx: Context) -> str:
        """The help screen."""
        from nbkpi.cli.help import help_text

        return help_text(self, ctx)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help."""
        return _spoken(super().get_help_option(ctx))


class SpokenCommand(_Spoken, TyperCommand):
    """A command with its words from the catalogue."""

    # What is left over is told of here, as Typer would do it in English.
    allow_extra_args = True

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line; Misuse where it cannot be understood."""
        try:
            left = super().parse_args(ctx, args)
        except UsageError as error:
            raise _reworded(error, self, ctx) from None
        if left and not ctx.resilient_parsing:
            raise _misuse(_("“{word}” is not expected here", word=" ".join(left)), self, ctx)
        return left


class SpokenGroup(_Spoken, TyperGroup):
    """The list of commands with its words from the catalogue."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what stands before the command; Misuse where it cannot be understood."""
        try:
            return super().parse_args(ctx, args)
        except NoArgsIsHelpError:
            raise
        except UsageError as error:
            raise _reworded(error, self, ctx) from None

    def invoke(self, ctx: Context) -> Any:
        """Run the command that is named; Misuse where none is."""
        try:
            return super().invoke(ctx)
        except UsageError:
            raise _misuse(_("a command is missing"), self, ctx) from None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is named; Misuse where there is none of this name."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            from difflib import get_close_matches

            message = _("there is no command “{name}”", name=args[0])
            raise _misuse(message, self, ctx, get_close_matches(args[0], self.commands))
        return super().resolve_command(ctx, args)


def _translated(params: list[Parameter] | None) -> list[Parameter] | None:
    """Options and arguments with their help, and what stands for a value, in the language of the user.

    They are declared when modules are imported, which says nothing of the language that is spoken now.
    """
    for one in params or ():
        if isinstance(one, (TyperArgument, TyperOption)):
            one.help, one.metavar = _(one.help or ""), _(one.metavar or "") or None
    return params


def _spoken(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("show this help")
        option.callback = _show_help
    return option


def _show_help(ctx: Context, _option: Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from nbkpi.render.output import prepared

        prepared(sys.stdout).write(ctx.get_help() + "\n")
        ctx.exit()


def _reworded(error: UsageError, command: TyperCommand | TyperGroup, ctx: Context) -> Misuse:
    """What is wrong with a command line, in our own words."""
    if isinstance(error, NoSuchOption):
        message = _("there is no option {name}", name=error.option_name)
        return _misuse(message, command, ctx, error.possibilities or ())
    if isinstance(error, BadOptionUsage):
        options = [one for one in command.get_params(ctx) if isinstance(one, TyperOption)]
        is_flag = any(one.is_flag for one in options if error.option_name in one.opts)
        said = _("{name} takes no value") if is_flag else _("{name} needs a value")
        return _misuse(said.format(name=error.option_name), command, ctx)
    if isinstance(error, MissingParameter) and error.param is not None:
        return _misuse(_("the argument {name} is missing", name=_name(error.param)), command, ctx)
    if isinstance(error, BadParameter) and error.param is not None:
        return _misuse(_wanted(error.param) or error.format_message(), command, ctx)
    return _misuse(error.format_message(), command, ctx)


def _name(param: Parameter) -> str:
    """What an option or an argument is called in its help."""
    return param.opts[-1] if isinstance(param, TyperOption) else param.human_readable_name


def _wanted(param: Parameter) -> str:
    """Which numbers an option takes; nothing where it takes other things."""
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if least is None:
        return ""
    if most is None:
        return _("{name} must be a whole number of {least} or more", name=_name(param), least=least)
    return _("{name} must be a whole number from {least} to {most}", name=_name(param), least=least, most=most)


def _misuse(message: str, command: TyperCommand | TyperGroup, ctx: Context, candidates: Sequence[str] = ()) -> Misuse:
    from nbkpi.cli.help import usage_pieces

    return Misuse(message, candidates, ctx.command_path, f"{ctx.command_path} {usage_pieces(command, ctx)}")
