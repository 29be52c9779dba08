"""Options that a remedy asks for: ready to paste where the value is known, else with a blank and what goes there."""

from __future__ import annotations

from collections.abc import Iterable

from nbkpi.errors import as_typed
from nbkpi.figure import Unit, Units
from nbkpi.figure.english_units import word_for, worded
from nbkpi.language import _, current, separated
from nbkpi.tables.guessed_unit import counted_in

BLANK = "…"
"""Stands for what only the user knows; no name has it, so that a blank which is left is refused."""

MOST = 12
"""So many columns have their options in one remedy."""


def given(flag: str, heading: str, value: str) -> str:
    """An option for one column or label, ready to paste: --map "收入(万元)=income"."""
    return apart(_pasted(flag, heading, value))


def _pasted(flag: str, heading: str, value: str) -> str:
    return f"{flag} {as_typed(f'{heading}={value}')}"


def apart(options: str) -> str:
    """Options in a sentence: in Chinese, which has no blanks, quotation marks say where they end."""
    return options if current() == "en" else f"“{options}”"


def blank(flag: str, heading: str, what: str, form: str = BLANK) -> str:
    """The same where only the user knows the value: form has a blank, and what says what goes there."""
    return _("{option} (for “…” put {what})", option=given(flag, heading, form), what=what)


def skipping(label: str) -> str:
    """The option that leaves a row out."""
    return apart(f"--skip {as_typed(label)}")


def indicator_for(heading: str, flag: str = "--map") -> str:
    """The option that gives a column, or with --name a label, an indicator which only the user knows."""
    return blank(flag, heading, _("the name of an indicator"))


def entity_for(label: str) -> str:
    """The option that gives a label or a heading an entity which only the user knows."""
    return blank("--name", label, _("the name of an entity"))


def _typed_unit(unit: Unit, heading: str) -> str:
    """What to type for a unit: its English word beside an English heading, if it is one that is read."""
    word = word_for(unit) if heading.isascii() else unit.symbol
    return word if word == unit.symbol or worded(word) is not None else unit.symbol


def units_for(columns: Iterable[tuple[str, str]], units: Units) -> str:
    """The remedy for columns whose new indicators have no unit: their headings, each with the name of its indicator.

    The unit is there where the name tells what it counts: --unit 农户=户.
    """
    wanted = list(columns)
    counted = [counted_in(name, units) for _heading, name in wanted]
    options = [
        _pasted("--unit", heading, BLANK if unit is None else _typed_unit(unit, heading))
        for (heading, _name), unit in zip(wanted[:MOST], counted, strict=False)
    ]
    option = apart(" ".join(options))
    if len(wanted) > MOST:
        option = separated([option, _("and the others likewise")])
    if None in counted[:MOST]:
        return _("say the unit with {option} (for “…” put the unit, 1 for a plain number)", option=option)
    return _("say the unit with {option} (1 for a plain number)", option=option)
