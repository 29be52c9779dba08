"""Help screens in the language of the user, in columns that fit wide characters."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from typer._click import Command, Context, Parameter
from typer.core import TyperGroup

from nbkpi.language import _
from nbkpi.report.width import width, wrapped

_WIDEST = 78
_NARROWEST = 50
_WIDEST_NAME = 30
_INDENT = "  "


def help_text(command: Command, ctx: Context) -> str:
    """How a command is called, what it is for, and its arguments, options and subcommands."""
    room = max(min(shutil.get_terminal_size().columns - 2, _WIDEST), _NARROWEST)
    parts = ["\n".join(_hanging(_("Usage: {name}", name=ctx.command_path) + " ", usage_pieces(command, ctx), room))]
    for paragraph in (command.help or "").split("\n\n"):
        parts.append("\n".join(_INDENT + line for line in wrapped(paragraph, room - len(_INDENT))))
    params = command.get_params(ctx)
    arguments = [(one.make_metavar(ctx=ctx), _described(one)) for one in params if one.param_type_name == "argument"]
    options = [(_written(one, ctx), _described(one)) for one in params if one.param_type_name == "option"]
    parts += _section(_("Arguments:"), arguments, room) + _section(_("Options:"), options, room)
    if isinstance(command, TyperGroup):
        rows = [(name, one.short_help or "") for name, one in command.commands.items()]
        parts += _section(_("Commands:"), rows, room)
    return "\n\n".join(parts)


def usage_pieces(command: Command, ctx: Context) -> str:
    """What is written behind the name of a command: [OPTIONS] {FILE}."""
    pieces = [piece for one in command.get_params(ctx) for piece in one.get_usage_pieces(ctx)]
    behind = [_("COMMAND [ARGS]...")] if isinstance(command, TyperGroup) else []
    return " ".join([_("[OPTIONS]"), *pieces, *behind])


def _written(option: Parameter, ctx: Context) -> str:
    """The names of an option, the short one first, and what goes behind it: -o, --out FILE."""
    names = ", ".join(sorted(option.opts, key=lambda name: name.startswith("--")))
    return names if getattr(option, "is_flag", False) else f"{names} {option.make_metavar(ctx)}"


def _described(one: Parameter) -> str:
    """What an option or argument is for, its default, which numbers are allowed, and whether it must be there."""
    extra = []
    if one.default not in (None, False, ()) and one.default != []:
        extra.append(_("[default: {value}]", value=one.default))
    least, most = getattr(one.type, "min", None), getattr(one.type, "max", None)
    if least is not None:
        allowed = (
            _("[{least} or more]", least=least) if most is None else _("[{least} to {most}]", least=least, most=most)
        )
        extra.append(allowed)
    if one.required:
        extra.append(_("[required]"))
    told: str = getattr(one, "help", None) or ""
    return "  ".join(filter(None, [told, " ".join(extra)]))


def _section(heading: str, rows: Sequence[tuple[str, str]], room: int) -> list[str]:
    """A heading with names and what they mean in two columns; nothing where there are none."""
    if not rows:
        return []
    lines = [heading]
    column = min(max(width(name) for name, _meaning in rows), _WIDEST_NAME) + 2
    for name, meaning in rows:
        told = wrapped(meaning, max(room - column - len(_INDENT), 10)) or [""]
        if width(name) > _WIDEST_NAME:
            lines.append(_INDENT + name)
        else:
            lines.append((_INDENT + name + " " * (column - width(name)) + told.pop(0)).rstrip())
        lines += [_INDENT + " " * column + line for line in told]
    return ["\n".join(lines)]


def _hanging(start: str, text: str, room: int) -> list[str]:
    """The text behind its start, further lines below where it begins."""
    first, *others = wrapped(text, max(room - width(start), 20)) or [""]
    return [start + first, *(" " * width(start) + line for line in others)]
