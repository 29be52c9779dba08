"""Answers to a shell that completes: what may stand next on its line."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Mapping, Sequence

from nbkpi.cli.app import PROGRAM, function_of
from nbkpi.cli.catalogue import commands
from nbkpi.cli.completion import BEGUN
from nbkpi.cli.params import Param, flags_of, params_of


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
