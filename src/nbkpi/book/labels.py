"""Labels and figures of tables, as they are written there and as they are meant."""

from __future__ import annotations

import re

from nbkpi.figure import Unit, Units
from nbkpi.figure.figure import MISSING_WORDS
from nbkpi.figure.numeral import normalise
from nbkpi.sheets.grid import heading_key

TOTALS = frozenset({"合计", "总计", "共计", "累计", "总和", "total", "sum"})
SUBTOTALS = frozenset({"小计", "subtotal"})

_FOOTNOTE = re.compile(r"(?<=[\w)）%.])\s*([①-⑳*†‡]+)$")
_SUBITEM = re.compile(r"^(?:[#＃]\s*|其中\s*[:：、]?\s*)+(?=\S)")
_IN_BRACKETS = re.compile(r"^(.*?)\s*[(（]\s*(?:单位\s*[:：]\s*)?([^()（）]+?)\s*[)）]\s*$", re.DOTALL)
_BARE = re.compile(r"[-+]?\s*[0-9][0-9,\s]*(?:\.[0-9]+)?")
_QUOTED = re.compile("'(?=[=+\\-@\t\r＝＋－＠])")


def without_footnote(text: str) -> tuple[str, str]:
    """The text, and the marks of footnotes behind it: 5698.3① and ①."""
    match = _FOOTNOTE.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def without_subitem(text: str) -> str:
    """A label without the sign that it is a part of the row above: 城镇 for #城镇 and 其中:城镇."""
    return _SUBITEM.sub("", text)


def is_subitem(text: str) -> bool:
    """Whether a label says that its row is a part of the row above."""
    return _SUBITEM.match(text) is not None


def is_total(text: str) -> bool:
    """Whether a label says no more than that its row is the sum of others."""
    return heading_key(text).lower().strip(":") in TOTALS


def is_subtotal(text: str) -> bool:
    """Whether a label is that of a sum of some rows only."""
    return heading_key(text).lower().strip(":") in SUBTOTALS


def without_unit(text: str, units: Units) -> tuple[str, Unit | None]:
    """A heading or a label, and the unit in brackets behind it, if it has one."""
    match = _IN_BRACKETS.match(text)
    unit = units.get(normalise(match[2])) if match else None
    return (match[1], unit) if match and unit is not None else (text, None)


def is_bare(text: str) -> bool:
    """Whether a figure is a number without a unit or another word."""
    return _BARE.fullmatch(normalise(text)) is not None


def unquoted(text: str) -> str:
    """A cell without the sign that keeps spreadsheets from taking it for a formula."""
    return text[1:] if _QUOTED.match(text) else text


def depth(text: str) -> int:
    """How far a label is indented by blanks; one of full width counts as two."""
    blanks = text[: len(text) - len(text.lstrip())]
    return sum(2 if char == "\u3000" else 1 for char in blanks)


def symbols(missing: dict[str, str]) -> dict[str, str | None]:
    """What to write for each symbol of a profile; None for those whose cells are not read."""
    return {
        symbol.strip(): None if meaning == "skip" else MISSING_WORDS[meaning][0]  # type: ignore[index]
        for symbol, meaning in missing.items()
    }
