"""Help screens in the language of the user, in columns that fit wide characters."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence

from nbkpi.cli.options import FOLDED, is_common
from nbkpi.cli.params import Param
from nbkpi.language import _, separated
from nbkpi.render.wrapping import wrapped
from nbkpi.report.width import width

_WIDEST = 78
_NARROWEST = 50
_WIDEST_NAME = 26
_INDENT = "  "

Rows = Sequence[tuple[str, str]]


def command_help(path: str, told: str, examples: Sequence[str], params: Sequence[Param]) -> str:
    """How a command is called, what it is for, examples, and what it takes: its own options before the common ones."""
    room = _room()
    own = [one for one in params if one.flags and not is_common(one)]
    common = [one for one in params if one.flags and is_common(one)]
    arguments = [one for one in params if not one.flags]
    parts = [_usage_lines(path, params, False, room), *_paragraphs(told, room)]
    parts += ["\n".join([_("Examples:"), *(_INDENT + one for one in examples)])]
    parts += _section(_("Arguments:"), [(_(one.info.metavar or one.name), _described(one)) for one in arguments], room)
    parts += _section(_("Options:"), [(_written(one), _described(one)) for one in own], room)
    parts += _section(_("Common options:"), _folded(common), room)
    return "\n\n".join(parts)


def program_help(path: str, told: str, params: Sequence[Param], groups: Mapping[str, Rows]) -> str:
    """How the program is called, and its commands in groups."""
    room = _room()
    rows = [(_written(one), _described(one)) for one in params]
    parts = [_usage_lines(path, params, True, room), *_paragraphs(told, room), *grouped(groups)]
    return "\n\n".join([*parts, *_section(_("Options:"), rows, room)])


def grouped(groups: Mapping[str, Rows]) -> list[str]:
    """The commands in groups, their help in one column."""
    column = max(width(name) for rows in groups.values() for name, _meaning in rows) + 2
    return [part for heading, rows in groups.items() for part in _section(heading, rows, _room(), column)]


def usage(path: str, params: Sequence[Param], is_program: bool) -> str:
    """How it is called: nbkpi rank [OPTIONS] MEASURE."""
    behind = [_("COMMAND [ARGS]...")] if is_program else []
    arguments = [_(one.info.metavar or one.name) for one in params if not one.flags]
    return " ".join([path, _("[OPTIONS]"), *arguments, *behind])


def _room() -> int:
    return max(min(shutil.get_terminal_size().columns - 2, _WIDEST), _NARROWEST)


def _usage_lines(path: str, params: Sequence[Param], is_program: bool, room: int) -> str:
    start = _("Usage: {name}", name=path) + " "
    return "\n".join(_hanging(start, usage(path, params, is_program).removeprefix(path).strip(), room))


def _paragraphs(text: str, room: int) -> list[str]:
    return ["\n".join(_INDENT + line for line in wrapped(text, room - len(_INDENT)))]


def _written(option: Param) -> str:
    """The names of an option, the short one first, and what goes behind it: -o, --out FILE."""
    names = ", ".join(option.flags)
    return names if option.is_switch else f"{names} {_(option.info.metavar or '')}"


def _described(one: Param) -> str:
    """What an option or argument is for, its default, and which numbers are allowed."""
    extra = []
    if one.flags and one.default not in (None, False) and one.default != []:
        extra.append(_("[default: {value}]", value=one.default))
    least, most = one.info.min, one.info.max
    if least is not None:
        extra.append(
            _("[{least} or more]", least=least) if most is None else _("[{least} to {most}]", least=least, most=most)
        )
    return "  ".join(filter(None, [_(one.info.help or ""), " ".join(extra)]))


def _folded(params: Iterable[Param]) -> Rows:
    """The common options, those of one sort on a line."""
    left = {one.name: one for one in params}
    known, rows = set(left), []
    for names, told in FOLDED:
        found = [left.pop(name) for name in names if name in left]
        if len(found) == 1:
            rows.append((_written(found[0]), _described(found[0])))
        elif found:
            values = ["" if one.is_switch else _(one.info.metavar or "") for one in found]
            # What takes the same value needs it said once.
            alike = values[0] if len(set(values)) == 1 else ""
            written = [one.flags[0] if alike else f"{one.flags[0]} {value}".rstrip()
                       for one, value in zip(found, values, strict=True)]  # fmt: skip
            each = (
                []
                if isinstance(told, str)
                else [_(one) for name, one in zip(names, told, strict=True) if name in known]
            )
            meaning = _(told) if isinstance(told, str) else separated(each)
            rows.append((f"{', '.join(written)} {alike}".rstrip(), meaning))
    return rows


def _section(heading: str, rows: Rows, room: int, column: int = 0) -> list[str]:
    """A heading with names and what they mean in two columns; nothing where there are none."""
    if not rows:
        return []
    lines = [heading]
    column = column or min(max(width(name) for name, _meaning in rows), _WIDEST_NAME) + 2
    for name, meaning in rows:
        told = wrapped(meaning, max(room - column - len(_INDENT), 10)) or [""]
        if width(name) > column - 2:
            lines += [_INDENT + line for line in wrapped(name, room - len(_INDENT))]
        else:
            lines.append((_INDENT + name + " " * (column - width(name)) + told.pop(0)).rstrip())
        lines += [_INDENT + " " * column + line for line in told]
    return ["\n".join(lines)]


def _hanging(start: str, text: str, room: int) -> list[str]:
    """The text behind its start, further lines below where it begins."""
    first, *others = wrapped(text, max(room - width(start), 20)) or [""]
    return [start + first, *(" " * width(start) + line for line in others)]
