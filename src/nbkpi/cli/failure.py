"""Telling the user what went wrong, on standard error, one clear sentence or one block for each place."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import (
    DataError,
    FormulaError,
    Misuse,
    NbkpiError,
    NoMetric,
    OtherKind,
    UnknownName,
    as_typed,
    reason_of,
)
from nbkpi.language import _
from nbkpi.model.kinds import PLACE_KINDS
from nbkpi.report.document import visible
from nbkpi.report.width import width

_LONGEST_EXCERPT = 160
_BLANKS = str.maketrans("\t\r\n", "   ")


def show_failure(error: NbkpiError) -> None:
    """An error with what may help; all diagnostics of a book that cannot be used."""
    if isinstance(error, DataError):
        show_diagnostics(error.diagnostics)
        tell(f"nbkpi: {visible(str(error))}")
        return
    tell(f"nbkpi: {visible(str(error))}")
    if isinstance(error, OtherKind):
        tell("  " + visible(_("did you mean {names}?", names=_option_for(error))))
    elif isinstance(error, (UnknownName, Misuse)) and error.suggestion:
        tell("  " + visible(error.suggestion))
    if isinstance(error, NoMetric):
        tell("  " + visible(_("its values: {command}", command=f"nbkpi rank {as_typed(error.name)}")))
    if isinstance(error, Misuse):
        tell("  " + visible(_("usage: {usage}", usage=error.usage)))
        tell("  " + _("help: {command} --help", command=error.command))


def _option_for(error: OtherKind) -> str:
    """The option that takes an entity of the kind that it is."""
    return f"--{error.level if error.level in PLACE_KINDS else 'entity'} {as_typed(error.name)}"


def show_formula_error(error: FormulaError, formula: str) -> None:
    """A formula given on the command line that cannot be used, with a mark under the place."""
    excerpt, mark = _window(formula, error.start)
    lines = [f"nbkpi: {error}"]
    if excerpt.strip():
        lines += [f"  {excerpt}", f"  {' ' * mark}^"]
    if error.remedy:
        lines.append(f"  {error.remedy}")
    tell("\n".join(visible(line) for line in lines))


def show_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Each diagnostic as a block of its own."""
    for diagnostic in diagnostics:
        tell(diagnostic_text(diagnostic))


def show_system_error(error: OSError) -> None:
    """What the system refused."""
    is_closed = error.errno == errno.EBADF
    told = _("standard output is closed: what belongs there could not be written") if is_closed else reason_of(error)
    named = f"{error.filename}: " if isinstance(error.filename, str) else ""
    tell(f"nbkpi: {visible(named + told)}")


def diagnostic_text(diagnostic: Diagnostic) -> str:
    """file:line:column, what is wrong, the line with a mark under the place, and the remedy."""
    severity = _("error") if diagnostic.severity == "error" else _("warning")
    told = _("{meaning}: {subject}", meaning=severity, subject=diagnostic.message)
    lines = [f"{diagnostic.place}: {told} [{diagnostic.code}]"]
    if diagnostic.excerpt:
        number = str(diagnostic.line or "")
        excerpt, mark = _window(diagnostic.excerpt, diagnostic.column - 1, len(number) + 5)
        lines.append(f"  {number} | {excerpt}")
        lines.append(f"  {' ' * len(number)} | {' ' * mark}^")
    if diagnostic.remedy:
        lines.append("  " + _("remedy: {remedy}", remedy=diagnostic.remedy))
    return "\n".join(visible(line) for line in lines) + "\n"


def _window(line: str, place: int, before: int = 2) -> tuple[str, int]:
    """The part of a line around a place, and how many terminal cells lie before that place in it.

    before: so many cells stand in front of it on a terminal.
    """
    longest, room = _LONGEST_EXCERPT, _room()
    if room is not None and width(visible(line)) + before > room:
        longest = max(room - before, 20) // 2  # Characters may take two cells.
    start = max(0, place - longest // 2) if len(line) > longest else 0
    shown = line[start : start + longest].translate(_BLANKS)
    return shown, width(visible(shown[: place - start]))


def tell(text: str) -> None:
    """One piece of text on standard error."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    room = _room()
    if room is not None:
        from nbkpi.render.wrapping import hanging

        text = "\n".join(part for line in text.split("\n") for part in hanging(line, room))
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def _room() -> int | None:
    """How many cells a line has where standard error is a terminal."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or None
    except (OSError, ValueError):
        return None
