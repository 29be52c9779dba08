"""Typer's commands, speaking the language of the user of what they were called wrongly with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from nbkpi.cli.params import Param, flags_of
from nbkpi.errors import Misuse
from nbkpi.language import _
from nbkpi.model.generated import GENERATED_FUNCTIONS


class SpokenCommand(TyperCommand):
    """A command whose mistakes are told in words from the catalogue; params_declared is what its function declares."""

    # What is left over is told of here, as Typer would do it in English.
    allow_extra_args = True
    params_declared: Sequence[Param] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; Misuse where it cannot be understood."""
        left = _parsed(super().parse_args, self.params_declared, ctx, args)
        if left:
            from nbkpi.cli.complete import as_options
            from nbkpi.cli.inputs import auditing, is_text

            word = " ".join(left)
            flags = flags_of(self.params_declared)
            candidates = [one for one in as_options(args, left[0]) if one.split(" ")[0] in flags]
            if is_text(Path(left[0])):
                candidates = [auditing(left[0])]
            raise _misuse(_("“{word}” is not expected here", word=word), self.params_declared, ctx, candidates)
        return left


class SpokenGroup(TyperGroup):
    """The program, whose mistakes are told in words from the catalogue."""

    params_declared: Sequence[Param] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; Misuse where it cannot be understood."""
        return _parsed(super().parse_args, self.params_declared, ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is named; Misuse where there is none of this name."""
        if args[0] not in self.commands:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.commands)
            if args[0] == "help":
                near = [" ".join(["nbkpi", *(one for one in args[1:2] if one in self.commands), "--help"])]
            message = _("there is no command “{name}”", name=args[0])
            raise _misuse(message, self.params_declared, ctx, near)
        return super().resolve_command(ctx, args)


_MEASURE = "MEASURE"
_OF_MEASURES = ("METRIC", _MEASURE, "INDICATOR")
"""Arguments that name something of the book."""


def lacking(ctx: typer.Context, name: str) -> Misuse:
    """What is said where an argument is left out that may be left out only beside some options."""
    declared = getattr(ctx.command, "params_declared", ())
    return _misuse(_("the argument {name} is missing", name=name), declared, ctx)


def _parsed(
    parse: Callable[[Any, list[str]], list[str]], params: Sequence[Param], ctx: typer.Context, args: list[str]
) -> list[str]:
    """What is left of a command line; Misuse in our own words where Typer does not understand it."""
    try:
        return parse(ctx, args)
    except typer.TyperException as error:
        raise _reworded(error, params, ctx) from None


def _reworded(error: typer.TyperException, params: Sequence[Param], ctx: typer.Context) -> Misuse:
    """What is wrong with a command line.

    Typer's exceptions are told apart by their attributes: their classes have no public names.
    """
    flags = flags_of(params)
    flag: str | None = getattr(error, "option_name", None)
    if flag is not None and flag not in flags:
        from difflib import get_close_matches

        measured = any(param.called == _MEASURE for param in params)
        near = (
            [f"{_('MEASURE')}.{flag[2:]}"]
            if measured and flag[2:] in GENERATED_FUNCTIONS
            else get_close_matches(flag, flags)
        )
        return _misuse(_("there is no option {name}", name=flag), params, ctx, near)
    if flag is not None:
        said = _("{name} takes no value") if flags[flag].is_switch else _("{name} needs a value")
        return _misuse(said.format(name=flag), params, ctx)
    wrong = getattr(getattr(error, "param", None), "name", None)
    param = next((one for one in params if one.name == wrong), None)
    if param is None:
        return _misuse(error.format_message(), params, ctx)
    if hasattr(error, "param_type"):
        message = _("the argument {name} is missing", name=_(param.called))
        if param.called in _OF_MEASURES:
            more = _("there are: nbkpi list indicators, nbkpi list metrics")
            message = _("{message} ({more})", message=message, more=more)
        return _misuse(message, params, ctx)
    return _misuse(_wanted(param) or error.format_message(), params, ctx)


def _wanted(param: Param) -> str:
    """Which numbers an option takes; nothing where it takes other things."""
    least, most = param.info.min, param.info.max
    if least is None:
        return ""
    if most is None:
        return _("{name} must be a whole number of {least} or more", name=param.called, least=least)
    return _("{name} must be a whole number from {least} to {most}", name=param.called, least=least, most=most)


def _misuse(message: str, params: Sequence[Param], ctx: typer.Context, candidates: Sequence[str] = ()) -> Misuse:
    from nbkpi.cli.help import usage

    is_program = ctx.parent is None
    return Misuse(message, candidates, ctx.command_path, usage(ctx.command_path, params, is_program))
