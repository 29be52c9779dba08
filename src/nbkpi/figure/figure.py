"""A figure: the words as printed, and every value they leave possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Convention:
    """How printed numbers are taken where the words leave it open.

    about: "half" or "unit" (half a unit, or a unit, of the last non-zero digit) or a share of the value such as
    Fraction(1, 10). rounding: "nearest" or "truncated".
    """

    about: Literal["half", "unit"] | Fraction = "half"
    rounding: Literal["nearest", "truncated"] = "nearest"


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

    @property
    def is_central(self) -> bool:
        """Whether the printed number itself is the best single value (it is not for bounds, 余 and ranges)."""
        return self.nominal is not None and self.second is None and self.bound in ("as_printed", "about")

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return max(0, len(str(self.step.denominator)) - 1)

    def write(self) -> str:
        """The figure in its plainest words; reading them again gives an equal figure."""
        if self.missing is not None:
            return MISSING_WORDS[self.missing][0]
        if self.nominal is None:
            return self.text
        before = "" if self.bound in ("as_printed", "remainder") else canonical(self.bound, "before")
        inside = canonical("remainder", "inside") if self.bound == "remainder" else ""
        if self.reading == "doubling":
            return f"{before}翻{self.nominal.numerator.bit_length() - 1}番"
        if self.reading == "fraction":
            return f"{before}{self.step.denominator}分之{self.nominal / self.step}"
        digits = self._digits(self.nominal)
        if self.reading == "growth multiple":
            return f"{before}增长{digits}{inside}倍"
        if self.second is not None:
            return f"{digits}～{self._digits(self.second)}{self.unit}"
        return f"{before}{digits}{inside}{self.unit}"

    def _digits(self, value: Fraction) -> str:
        places = self.decimals
        scaled = abs(value) * 10**places
        whole = f"{scaled.numerator // scaled.denominator:0{places + 1}d}"
        sign = "-" if value < 0 else ""
        return sign + (f"{whole[:-places]}.{whole[-places:]}" if places else whole)
