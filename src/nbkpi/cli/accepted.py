"""The options --accept and --accepted, and the file of accepted findings that they write and read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from nbkpi.contents import content_of
from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _, later

if TYPE_CHECKING:
    from nbkpi.report.accepted import Acceptance, Entry

Accept = Annotated[
    Path | None,
    typer.Option("--accept", metavar=later("FILE"), help=later("accept all findings: write them to this file")),
]
AcceptedFile = Annotated[
    Path | None,
    typer.Option(
        "--accepted", metavar=later("FILE"),
        help=later("do not count the findings accepted in this file (written by --accept)"),
    ),
]  # fmt: skip

Sort = Literal["audit", "check"]
MAX_BYTES = 8_000_000
_KEYS: dict[str, tuple[str, ...]] = {
    "audit": ("words", "against"),
    "check": ("entity", "measure", "period", "words", "against"),
}
"""The keys of an entry, by the command whose finding it is; each may have a note besides."""


class Noted(NamedTuple):
    """An entry of a file, of which command, and the note that a person wrote to it."""

    sort: str
    entry: Entry
    note: str = ""


class AcceptedFindings:
    """What the two options of a command ask for: acceptance decides on its findings, keep writes them down."""

    def __init__(self, sort: Sort, accept: Path | None, accepted: Path | None) -> None:
        from nbkpi.report.accepted import Acceptance

        self.sort, self.path = sort, accept
        if accept is not None and accept.exists():
            read_accepted(accept)  # What is wrong with it is said before the work is done.
        known = read_accepted(accepted) if accepted is not None else []
        entries = {one.entry: None for one in known if one.sort == sort}
        self.acceptance: Acceptance = Acceptance(entries, accept is not None)

    def keep(self) -> None:
        """Write the new findings behind --accept into its file, with those that are there already."""
        from nbkpi.cli.failure import tell
        from nbkpi.editing.changes import changing
        from nbkpi.render.output import write_whole

        if self.path is None:
            return
        with changing(self.path):
            before = read_accepted(self.path) if self.path.exists() else []
            there = {(one.sort, one.entry) for one in before}
            new = [Noted(self.sort, entry) for entry in self.acceptance.new if (self.sort, entry) not in there]
            if new:
                write_whole(self.path, accepted_text([*before, *new]))
        tell(_("newly accepted in {path}: {count}", path=self.path, count=len(new)))


def read_accepted(path: Path) -> list[Noted]:
    """The entries of a file; UsageError where it cannot be read or holds anything else."""
    import tomli

    from nbkpi.loading.syntax import syntax_words

    try:
        rows = tomli.loads(content_of(path, path, MAX_BYTES).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None
    except tomli.TOMLDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise UsageError(_("{path} cannot be read: {reason}", path=place, reason=syntax_words(error.msg))) from None
    found = []
    for sort, entries in rows.items():
        for number, row in enumerate(entries if isinstance(entries, list) else [entries], 1):
            if sort not in _KEYS or not _is_entry(row, _KEYS[sort]):
                place = f"[[{sort}]] {number}"
                raise UsageError(_("{path} is not a file of accepted findings: {place}", path=path, place=place))
            found.append(_noted(sort, row))
    return found


def _is_entry(row: Any, keys: Sequence[str]) -> bool:
    """Whether a table of a file has the keys of an entry, all of them texts but for a list of texts."""
    if not isinstance(row, dict) or {*row} - {"note"} != {*keys}:
        return False
    against = row["against"]
    is_list = isinstance(against, list) and all(isinstance(one, str) for one in against)
    return is_list and all(isinstance(value, str) for key, value in row.items() if key != "against")


def _noted(sort: str, row: dict[str, Any]) -> Noted:
    from nbkpi.report.accepted import Entry

    values = {key: row[key] for key in _KEYS[sort]} | {"against": tuple(row["against"])}
    return Noted(sort, Entry(**values), row.get("note", ""))


def accepted_text(entries: Iterable[Noted]) -> str:
    """The file: entries by command and then by their keys, so that a new one changes only its own lines."""
    from nbkpi.editing.writing import block

    blocks = []
    for one in sorted(entries, key=lambda one: (one.sort, [getattr(one.entry, key) for key in _KEYS[one.sort]])):
        values = {key: getattr(one.entry, key) for key in _KEYS[one.sort]}
        note = {"note": one.note} if one.note else {}
        blocks.append(block(one.sort, values | {"against": list(one.entry.against)} | note))
    return "\n".join([_heading(), *blocks])


def _heading() -> str:
    lines = (
        _(
            "Findings that were looked into and accepted. nbkpi reads this file with --accepted and "
            "adds to it with --accept."
        ),
        _("A finding is recognised by all of its words: when one of its figures is different, it is reported again."),
        _('Write the reason in a line such as note = "…"; comments are not kept.'),
    )
    return "".join(f"# {line}\n" for line in lines)
