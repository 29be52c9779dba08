"""Shell completion: what a shell is offered for the words on its line, and the scripts that make it ask."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.options import choice
from nbkpi.cli.params import Param, flags_of, params_of
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


def answer(shell: str) -> None:
    """Print what the shell may offer, a word on a line, as it must be written there."""
    words, begun = sys.argv[1:], os.environ.get(BEGUN, "")
    raw = begun
    if shell == "bash":
        *words, begun = (_unquoted(word) for word in _joined([*words, begun]))
    found = offered(words, begun)
    if shell == "bash" and begun.startswith("--") and "=" in begun:
        # Bash takes what stands behind the equals sign for a word of its own.
        found = [one.partition("=")[2] for one in found]
    output = "".join(f"{_written(one, shell, raw)}\n" for one in found)
    sys.stdout.buffer.write(output.encode("utf-8", "surrogateescape"))


def offered(words: Sequence[str], begun: str) -> list[str]:
    """What may stand in place of a word that was begun, behind the words before it."""
    from nbkpi.cli.app import PROGRAM, function_of
    from nbkpi.cli.catalogue import commands

    params = params_of(PROGRAM)
    place = _first_argument(words, flags_of(params))
    if place is None:
        return _values(params, words, begun) or [name for name in commands() if name.startswith(begun)]
    if words[place] not in commands():
        return []
    return _values(params_of(function_of(words[place])), words[place + 1 :], begun)


def _first_argument(words: Sequence[str], flags: Mapping[str, Param]) -> int | None:
    """Where the first word is that is neither an option nor the value of one."""
    return next(iter(_arguments(words, flags)), None)


def _arguments(words: Sequence[str], flags: Mapping[str, Param]) -> list[int]:
    """Where the words are that are neither options nor values of one."""
    found, is_value = [], False
    for place, word in enumerate(words):
        if is_value:
            is_value = False
        elif word.startswith("-") and word != "-":
            is_value = word in flags and not flags[word].is_switch
        else:
            found.append(place)
    return found


def _values(params: Sequence[Param], words: Sequence[str], begun: str) -> list[str]:
    flags = flags_of(params)
    flag, equals, value = begun.partition("=")
    if equals and flag in flags:
        return [f"{flag}={one}" for one in _completed(flags[flag], words, value)]
    is_behind_option = bool(words) and words[-1] in flags and not flags[words[-1]].is_switch
    if is_behind_option:
        return _completed(flags[words[-1]], words, begun)
    if begun.startswith("-"):
        return [one for one in flags if one.startswith("--") and one.startswith(begun)]
    arguments = [one for one in params if not one.flags]
    given = len(_arguments(words, flags))
    if given < len(arguments):
        return _completed(arguments[given], words, begun)
    return _completed(arguments[-1], words, begun) if arguments and arguments[-1].is_many else []


def _completed(param: Param, words: Sequence[str], begun: str) -> list[str]:
    return [] if param.completer is None else param.completer(list(words), begun)


def _joined(words: Sequence[str]) -> list[str]:
    """The words of Bash, which takes the equals sign of --village=东山村 for a word of its own."""
    found: list[str] = []
    for word in words:
        if found and (word == "=" or found[-1].endswith("=")) and found[-1].startswith("--"):
            found[-1] += word
        else:
            found.append(word)
    return found


def _unquoted(word: str) -> str:
    """A word as it is meant, also where its quotes are still open."""
    for closing in ("", '"', "'", "\\"):
        try:
            return "".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word


def _written(name: str, shell: str, begun: str) -> str:
    """A name as it is typed in the shell, inside the quotes that are open there; zsh and fish quote by themselves."""
    if shell == "powershell":
        return name if re.fullmatch(r"[\w./=:-]+", name) else "'" + name.replace("'", "''") + "'"
    if shell != "bash":
        return name
    if begun.startswith('"'):
        return re.sub(r'([\\"$`])', r"\\\1", name)
    if begun.startswith("'"):
        return name.replace("'", "'\\''")
    return re.sub(r"([^\w%+=,./:@-])", r"\\\1", name)


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
    say(_("completion for {shell} is in {path}; it works in every shell started from now on", shell=shell, path=path))
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
