"""The arguments and options of a command, read from the signature of its function: for its help and for completion."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo

Completer = Callable[[list[str], str], list[str]]
"""What may stand in place of a word that was begun, behind the words before it."""


class Param(NamedTuple):
    """An option, or an argument where it has no flags; info is what was declared for Typer."""

    name: str
    flags: tuple[str, ...]
    info: OptionInfo | ArgumentInfo
    default: Any
    is_switch: bool
    is_many: bool

    @property
    def is_required(self) -> bool:
        """Whether it must be there."""
        return self.default is inspect.Parameter.empty

    @property
    def called(self) -> str:
        """What it is called where it is missing or wrong."""
        return self.flags[-1] if self.flags else self.info.metavar or self.name

    @property
    def completer(self) -> Completer | None:
        """What completes its values."""
        return self.info.autocompletion


def params_of(function: Callable[..., Any]) -> list[Param]:
    """The parameters that are declared for Typer, in their order."""
    found = []
    for one in inspect.signature(function, eval_str=True).parameters.values():
        if one.annotation is inspect.Parameter.empty:
            continue
        kind, *declared = get_args(one.annotation) or (one.annotation,)
        for info in declared:
            if isinstance(info, (OptionInfo, ArgumentInfo)):
                # Typer takes the first flag for a default until it looks at the function.
                flags = [flag for flag in (info.default, *(info.param_decls or ())) if isinstance(flag, str)]
                short_first = tuple(sorted(flags, key=lambda flag: flag.startswith("--")))
                is_many = get_origin(kind) is list
                found.append(Param(one.name, short_first, info, one.default, kind is bool, is_many))
    return found


def flags_of(params: Sequence[Param]) -> dict[str, Param]:
    """Options by each of their flags."""
    return {flag: one for one in params for flag in one.flags}
