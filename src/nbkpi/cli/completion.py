"""Shell completion: the options that put it into the user's shell, and the completers of Typer."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from nbkpi.errors import UsageError
from nbkpi.language import _, later

_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_VARIABLE = "_NBKPI_COMPLETE"


def prepare() -> None:
    """Let the shells that ask for completions be answered, as Typer knows them."""
    if _VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def _shell() -> str:
    """The shell that the program was started from; UsageError for one that completion is not written for."""
    from typer._completion_shared import _get_shell_name

    name = _get_shell_name()
    if name not in _SHELLS:
        raise UsageError(_("completion works in bash, zsh, fish and PowerShell, not in this shell"))
    return name


def _install(wanted: bool) -> None:
    if not wanted:
        return
    from typer._completion_shared import install

    from nbkpi.render.output import say

    shell, path = install(_shell(), "nbkpi", _VARIABLE)
    say(
        _(
            "completion for {shell} was written to {path}; it works in every terminal opened from now on",
            shell=shell,
            path=path,
        )
    )
    raise typer.Exit


def _show(wanted: bool) -> None:
    if not wanted:
        return
    from typer._completion_shared import get_completion_script

    typer.echo(get_completion_script(prog_name="nbkpi", complete_var=_VARIABLE, shell=_shell()))
    raise typer.Exit


Install = Annotated[
    bool,
    typer.Option(
        "--install-completion",
        callback=_install,
        is_eager=True,
        help=later("install completion of commands and names for this shell"),
    ),
]
Show = Annotated[
    bool,
    typer.Option(
        "--show-completion",
        callback=_show,
        is_eager=True,
        help=later("show the completion script without installing it"),
    ),
]
