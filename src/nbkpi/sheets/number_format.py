"""What a spreadsheet shows for a stored number under a number format: that is what was printed."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from nbkpi.patterns import regex

GENERAL = "General"

BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
}  # fmt: skip
"""The formats that a workbook names by number only (ECMA-376, 18.8.30), dates, times and fractions aside."""

_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?,*)|(?P<point>\.[0#?]+)|(?P<plain>.)",
    re.DOTALL,
)
_EXPONENT = regex(r"#*0(?:\.(0*))?[eE]\+0+")
_COLOUR = regex(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+)", re.IGNORECASE)
_CURRENCY = regex(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_BLANKS = " \u00a0\u2009\u202f'"
"""What parts the thousands in some countries; a stroke above the line does in Switzerland."""

_OTHERS = frozenset("eEyYmMdDhHsS/@gGbB")
"""Letters that make a format one of dates, exponents, fractions or texts."""


class _Section(NamedTuple):
    """One part of a format: what stands before and behind the number, and how the number is written."""

    before: str
    after: str
    digits: int
    optional: int
    whole: int
    scale: int
    is_grouped: bool


class UnknownFormat(ValueError):
    """A format under which it is not known what a number looks like: one with conditions or fractions."""


def shown(number: float, code: str) -> str | None:
    """The words of a number under a format; None where it shows all digits, or a word in the place of zero.

    UnknownFormat where that is not known.
    """
    if code.strip().lower() in ("general", "", "@"):
        return None
    if match := _EXPONENT.fullmatch(code):
        return f"{Decimal(f'{number:.15g}'):.{len(match[1] or '')}E}"
    sections = _sections(code)
    if sections is None:
        raise UnknownFormat(code)
    value = Decimal(f"{number:.15g}")
    section = _section_for(value, sections)
    scaled = abs(value).scaleb(section.scale).quantize(Decimal(1).scaleb(-section.digits), ROUND_HALF_UP)
    digits = _digits(scaled, section)
    if digits is None:
        return None
    sign = "-" if value < 0 and scaled and len(sections) == 1 else ""
    return f"{sign}{section.before}{digits}{section.after}".strip()


def _section_for(value: Decimal, sections: tuple[_Section, ...]) -> _Section:
    """The section under which a value is shown: the second is for values below zero, the third for zero."""
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0] if value >= 0 or len(sections) == 1 else sections[1]


def _digits(scaled: Decimal, section: _Section) -> str | None:
    """The digits of a value without its sign; None where a section shows none, only words or nothing."""
    text = f"{scaled:,f}" if section.is_grouped else f"{scaled:f}"
    whole, point, rest = text.partition(".")
    for _digit in range(section.optional):
        if not rest.endswith("0"):
            break
        rest = rest[:-1]
    if section.whole < 0 or (whole == "0" and not section.whole and not rest):
        return None
    whole = whole.zfill(section.whole)
    return f"{whole}.{rest}" if point and rest else whole


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The sections of a format; None where it is one of dates, fractions, texts or conditions."""
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["plain"] == ";":
            parts.append([])
        else:
            parts[-1].append(match)
    found = [_section(part) for part in parts[:3]]
    if None in found:
        return None
    return tuple(one for one in found if one is not None)


def _section(tokens: list[re.Match[str]]) -> _Section | None:
    """One section; whole is -1 where it has words only. None where it is not of plain numbers."""
    before, after, number, percents, is_parted = "", "", "", 0, False
    for match in tokens:
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind in ("number", "point"):
            if number and not (_is_group(text) and "." not in number and after and not after.strip(_BLANKS)):
                return None
            # Blanks between groups of three part thousands for the eye, as a comma does.
            is_parted = is_parted or bool(number)
            number, after = number + text, ""
            continue
        words = _words_of(match)
        if words is None:
            return None
        percents += {"%": 2, "‰": 3}.get(text, 0) if kind == "plain" else 0
        before, after = (before, after + words) if number else (before + words, after)
    if not number:
        return _Section(before, "", 0, 0, -1, 0, False)
    whole, _point, decimals = number.rstrip(",").partition(".")
    thousands = len(number) - len(number.rstrip(","))
    return _Section(
        before,
        after,
        len(decimals),
        len(decimals) - len(decimals.rstrip("#?")),
        whole.count("0"),
        percents - 3 * thousands,
        "," in whole or is_parted,
    )


def _words_of(token: re.Match[str]) -> str | None:
    """What a part of a format that holds no digits shows; None where it makes the format one of no plain numbers."""
    kind, text = token.lastgroup, token[token.lastgroup or 0]
    if kind == "bracket":
        currency = _CURRENCY.fullmatch(text)
        if currency is not None:
            return currency[1]
        return "" if _COLOUR.fullmatch(text) else None
    if kind == "plain" and text in _OTHERS:
        return None
    return "" if kind in ("space", "fill") else text


def _is_group(text: str) -> bool:
    """Whether these are places of three digits, with decimals behind them or not."""
    return re.fullmatch(r"[0#?]{3}(?:\.[0#?]*)?", text) is not None
