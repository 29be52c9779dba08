"""A figure: the words as printed, and every value they leave possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure.qualifiers import Bound, canonical
from nbkpi.figure.unit import Unit

Kind = Literal["count", "amount", "rate", "points", "multiple"]
Missing = Literal["below_half", "not_applicable", "unknown", "withheld"]
Range = Literal["any", "nonnegative", "share"]
"""What an indicator can be at all: anything, nothing below zero, or a share of a whole within [0, 100%]."""

MISSING_WORDS: dict[Missing, tuple[str, ...]] = {
    "below_half": ("…", "...", "……"),
    "not_applicable": ("—", "-", "–", "——", "--", "－"),
    "unknown": ("", "空"),
    "withheld": ("***", "**", "*"),
}
"""The symbols of Chinese yearbooks; none of them is zero."""

SIGNS_ANYWHERE: dict[str, Missing] = {
    **dict.fromkeys(("..", ":", "/", "n/a", "n.a."), "unknown"),
    **dict.fromkeys(("缺", "无", "暂无", "无数据", "暂缺", "未统计", "不详"), "unknown"),
}  # fmt: skip
"""What else is written for a figure that is missing, and for nothing else; in lower case."""

TABLE_SIGNS: dict[str, Missing] = {
    **SIGNS_ANYWHERE,
    **dict.fromkeys(("na", "#n/a", "nan", "null", "none", "nd"), "unknown"),
    **dict.fromkeys(("x", "s", "c"), "withheld"),
    ".": "not_applicable",
}  # fmt: skip
"""What stands in tables for a figure that is missing, besides MISSING_WORDS; in lower case.

Sources: the symbols of Eurostat (:, c), of the OECD (.., x), of Statistics Canada (x, ..), of R (NA), Excel and SQL.
"""

_HALF = Fraction(1, 2)
_HAN_DIGITS = "零一二三四五六七八九"
_PLACE_WORDS = {Fraction(10**power): word for power, word in enumerate(("", "十", "百", "千"))}
_BELOW_ZERO: dict[Bound, str] = {"above": "高于", "below": "低于"}
"""超 and 近 speak of the size of a number; below zero these say which side is meant."""


class Convention(NamedTuple):
    """How printed numbers are taken where the words leave it open.

    about: "half" or "unit" (half a unit, or a unit, of the last non-zero digit) or a share of the value such as
    Fraction(1, 10). rounding: "nearest" or "truncated".
    """

    about: Literal["half", "unit"] | Fraction = "half"
    rounding: Literal["nearest", "truncated"] = "nearest"


DEFAULT_CONVENTION = Convention()


@dataclass(frozen=True, slots=True)
class Figure:
    """What was printed, and what it allows.

    interval and nominal are in unit; both are None when the value is missing (except that below_half has an
    interval). step is the place of the last printed digit. reading names the rule that was applied. equality
    ignores the words, so that two ways to write the same figure are equal.
    """

    text: str = field(compare=False)
    interval: Interval | None
    nominal: Fraction | None
    unit: Unit
    kind: Kind
    bound: Bound = "as_printed"
    step: Fraction = Fraction(1)
    reading: str = "nearest"
    second: Fraction | None = None
    missing: Missing | None = None
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        """What was printed, and between what it lies: <Figure 88万元: 87.5–88.5 万元>."""
        from nbkpi.figure.format import format_interval

        if self.interval is None:
            return f"<Figure {self.text or 'blank'}: {self.missing}>"
        return f"<Figure {self.text}: {format_interval(self.interval, None, self.unit)}>"

    @property
    def is_central(self) -> bool:
        """Whether the printed number itself is the best single value (it is not for bounds, 余 and ranges)."""
        is_single = self.nominal is not None and self.second is None and self.reading != "several"
        return is_single and self.bound in ("as_printed", "about")

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return max(0, len(str(self.step.denominator)) - 1)

    def write(self) -> str:
        """The figure in its plainest words; reading them again, with the same unit expected, gives an equal figure."""
        if self.missing is not None:
            return MISSING_WORDS[self.missing][0]
        if self.nominal is None:
            return self.text
        if self.reading == "level":
            return f"{canonical(self.bound)}持平"
        if self.nominal == 0 and self.reading == "exact" and self.kind not in ("count", "amount"):
            return "0"  # 0% might have been rounded; without the unit it is nothing at all.
        rises = "增长" if self.reading == "growth multiple" else ""
        bound = _BELOW_ZERO.get(self.bound, canonical(self.bound)) if self.nominal < 0 else canonical(self.bound)
        return rises + bound + self._number(self.nominal)

    def _number(self, nominal: Fraction) -> str:
        if self.reading == "doubling":
            return f"翻{nominal.numerator.bit_length() - 1}番"
        if self.reading == "fraction":
            parts = nominal / self.step
            return f"{'-' if parts < 0 else ''}{self.step.denominator}分之{abs(parts)}{self.unit}"
        if self.reading == "several":
            return f"{'-' if nominal < 0 else ''}数{_PLACE_WORDS[abs(nominal)]}{self.unit}"
        if self.step == _HALF:
            return f"{'-' if nominal < 0 else ''}{int(abs(nominal))}{self.unit}半"
        if self.step > 1 and self.bound == "as_printed" and self.second is None:
            return ("-" if nominal < 0 else "") + self._written_by_places(int(abs(nominal)))
        digits = self._digits(nominal)
        if self.second is not None:
            digits += "～" + self._digits(self.second)
        elif self.bound == "remainder":
            digits += "零几" if self._is_a_few_more(nominal) else canonical("remainder", "inside")
        return f"{digits}{self.unit}"

    def _is_a_few_more(self, nominal: Fraction) -> bool:
        """Whether what remains is below ten though the number ends in hundreds: 一百零几."""
        ends = (self.interval.lower, self.interval.upper) if self.interval is not None else ()
        return nominal != 0 and nominal % 100 == 0 and all(end is not None and abs(end - nominal) <= 10 for end in ends)

    def _written_by_places(self, number: int) -> str:
        """A number that is no more precise than its last digit which is not zero, as such a number is written."""
        symbol = self.unit.symbol
        multiplier = symbol[:1] if symbol[:1] in ("万", "亿") and symbol[:2] != "万亿" else ""
        is_all_of_next = multiplier == "万" and number >= 10_000 and number % 10_000 == 0
        return _by_places(number, multiplier) + (symbol[1:] if is_all_of_next else symbol)

    def _digits(self, value: Fraction) -> str:
        places = self.decimals
        scaled = abs(value) * 10**places
        whole = f"{scaled.numerator // scaled.denominator:0{places + 1}d}"
        sign = "-" if value < 0 else ""
        return sign + (f"{whole[:-places]}.{whole[-places:]}" if places else whole)


_SECTIONS = {"": ("", "万", "亿", "万亿"), "万": ("", "亿", "万亿"), "亿": ("", "万")}
"""What stands behind each four digits of a number in units of a multiplier, the last ones first."""


def _by_places(number: int, multiplier: str = "") -> str:
    """A whole number below 10^16 in Chinese numerals, in units of a multiplier that is written behind it.

    Read again it is as precise as its last digit; below 10,000 without a multiplier it is of digits: 3千5百2十.
    """
    if number < 10_000:
        return _places_of(number, "0123456789" if not multiplier else _HAN_DIGITS)
    written, is_gap = "", False
    for place, name in reversed([*enumerate(_SECTIONS[multiplier])]):
        section = number // 10_000**place % 10_000
        if section:
            is_after_zero = bool(written) and (is_gap or section < 1000)
            written += "零" * is_after_zero + _places_of(section, _HAN_DIGITS) + name
        is_gap = not section
    return written


def _places_of(number: int, digits: str) -> str:
    """A number below 10,000 by its places."""
    written, is_gap = "", False
    for place, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if is_gap and written else "") + digits[digit] + place
        is_gap = not digit
    return written
