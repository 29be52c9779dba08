"""What was asked for with the options that commands share, and ordinary lines that can be read without Typer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.errors import UsageError
from nbkpi.language import LANGUAGES, _
from nbkpi.model.kinds import PLACE_KINDS
from nbkpi.render import FORMATS, Format


class Request(NamedTuple):
    """What was asked for on the command line, besides the arguments of the command itself."""

    entity: list[str]
    village: list[str]
    community: list[str]
    town: list[str]
    county: list[str]
    city: list[str]
    within: list[str]
    kind: list[str]
    indicator: list[str]
    period: list[str]
    source: list[str]
    of: list[str]
    by: list[str]
    across: list[str]
    book: Path | None
    format: str | None
    json: bool
    excel: bool
    out: Path | None
    places: int | None
    exact: bool
    plain_units: bool
    lang: str | None

    @property
    def chosen_format(self) -> Format | None:
        """The output format, if one was asked for; UsageError when two different ones were."""
        asked = {self.format, "json" if self.json else None, "excel" if self.excel else None} - {None}
        if len(asked) > 1:
            flags = ["--json"] * self.json + ["--excel"] * self.excel + [f"--format {self.format}"] * bool(self.format)
            raise UsageError(_("{one} and {other} exclude each other", one=flags[0], other=flags[1]))
        return next((name for name in FORMATS if name in asked), None)

    @property
    def named_by_kind(self) -> dict[str, list[str]]:
        """Names given by the kind of entity they must be."""
        return {kind: names for kind in PLACE_KINDS if (names := getattr(self, kind))}


_SWITCHES = ("json", "excel", "exact", "plain_units")
_SINGLE = ("book", "format", "out", "places", "lang")
_PATHS = ("book", "out")
_CHOICES = {"format": FORMATS, "lang": LANGUAGES}
"""What some options are limited to."""


def plain_request(words: Sequence[str]) -> Request | None:
    """The request of words that are common options, written in full as most are; None where Typer is to judge them.

    Loading Typer takes a third of the time in which a short command answers.
    """
    given: dict[str, Any] = {name: [] for name in Request._fields}
    given |= dict.fromkeys(_SWITCHES, False) | dict.fromkeys(_SINGLE)
    left = list(reversed(words))
    while left:
        flag = left.pop()
        name = flag[2:].replace("-", "_")
        if name not in given or flag != f"--{name.replace('_', '-')}":
            return None
        if name in _SWITCHES:
            given[name] = True
            continue
        value = left.pop() if left else ""
        # Numbers are for Typer to judge, and so is what it may take for an option.
        if name == "places" or not value or value.startswith("-") or value not in _CHOICES.get(name, (value,)):
            return None
        if name not in _SINGLE:
            given[name].append(value)
        elif given[name] is None:
            given[name] = Path(value) if name in _PATHS else value
        else:
            return None
    return Request(**given)
