"""Shell completion: the scripts that make a shell ask, and the options that show and install them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.options import choice
from nbkpi.language import _, later

VARIABLE = "_NBKPI_COMPLETE"
"""Names the shell that asks; the words before the one that was begun are the arguments."""
BEGUN = "_NBKPI_WORD"
"""Holds the word that was begun."""

_BASH = f"""_nbkpi() {{
    local word
    COMPREPLY=()
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(
        {VARIABLE}=bash {BEGUN}="${{COMP_WORDS[COMP_CWORD]}}" nbkpi "${{COMP_WORDS[@]:1:COMP_CWORD-1}}" 2>/dev/null
    )
}}
complete -o default -F _nbkpi nbkpi
"""
_ZSH = f"""#compdef nbkpi
_nbkpi() {{
    local -a found
    found=(${{(f)"$({VARIABLE}=zsh {BEGUN}="${{(Q)words[CURRENT]}}" nbkpi "${{(@Q)words[2,CURRENT-1]}}" 2>/dev/null)"}})
    if (( $#found )); then compadd -a found; else _files; fi
}}
compdef _nbkpi nbkpi
"""
_FISH = f"""function __nbkpi_complete
    set -l found ({VARIABLE}=fish {BEGUN}=(commandline -ct) nbkpi (commandline -opc)[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c nbkpi -f -a '(__nbkpi_complete)'
"""
_POWERSHELL = f"""Register-ArgumentCompleter -Native -CommandName nbkpi -ScriptBlock {{
    param($word, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object {{
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {{ $_.Value }} else {{ "$_" }}
    }})
    if ($word -ne "" -and $words.Count -gt 0) {{ $words = @($words | Select-Object -SkipLast 1) }}
    $env:{VARIABLE} = "powershell"
    $env:{BEGUN} = $word.Trim("'`"")
    nbkpi @words 2>$null
    Remove-Item Env:{VARIABLE}, Env:{BEGUN}
}}
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
_FILES = {
    "bash": (".bash_completions/nbkpi.sh", ".bashrc", 'source "{path}"'),
    "zsh": (".zfunc/_nbkpi", ".zshrc", 'autoload -Uz compinit && compinit && source "{path}"'),
    "fish": (".config/fish/completions/nbkpi.fish", "", ""),
}
"""Where the script of a shell goes, and the line that makes the shell read it, with the file that line goes into."""


def _install(shell: str | None) -> None:
    if shell is None or choice(shell, tuple(SCRIPTS), "--install-completion") is None:
        return
    from nbkpi.errors import UsageError
    from nbkpi.render.output import say, write_whole

    if shell not in _FILES:
        command = f"nbkpi --show-completion {shell} >> $PROFILE"
        raise UsageError(_("write it into your profile: {command}", command=command))
    name, settings, line = _FILES[shell]
    path = Path.home() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, SCRIPTS[shell])
    if settings:
        file = Path.home() / settings
        before = file.read_text("utf-8") if file.exists() else ""
        line = line.format(path=path)
        if line not in before:
            write_whole(file, f"{before.rstrip()}\n{line}\n".lstrip())
    say(
        _(
            "completion for {shell} was written to {path}; it works in every terminal opened from now on",
            shell=shell,
            path=path,
        )
    )
    raise typer.Exit


def _show(shell: str | None) -> None:
    if shell is not None and choice(shell, tuple(SCRIPTS), "--show-completion") is not None:
        sys.stdout.write(SCRIPTS[shell])
        raise typer.Exit


_SHELLS = "|".join(SCRIPTS)
Install = Annotated[
    str | None,
    typer.Option(
        "--install-completion", metavar=_SHELLS, callback=_install, is_eager=True, autocompletion=one_of(SCRIPTS),
        help=later("make this shell complete commands and names"),
    ),
]  # fmt: skip
Show = Annotated[
    str | None,
    typer.Option(
        "--show-completion", metavar=_SHELLS, callback=_show, is_eager=True, autocompletion=one_of(SCRIPTS),
        help=later("print what this shell needs for that, and stop"),
    ),
]  # fmt: skip
