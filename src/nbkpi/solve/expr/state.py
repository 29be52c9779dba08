"""Why a value does not exist: states that stand in place of a number, never exceptions a user sees."""

from __future__ import annotations

from nbkpi.exact import Interval
from nbkpi.language import _

MEANINGS = {
    "zero_base": "the base is zero (基期为零)",
    "base_may_be_zero": "the base may be zero",
    "base_sign_unknown": "the base may be negative",
    "turned_to_profit": "from loss to profit (扭亏为盈)",
    "turned_to_loss": "from profit to loss (由盈转亏)",
    "loss_narrowed": "the loss narrowed (减亏)",
    "loss_widened": "the loss widened (增亏)",
    "loss_unclear": "a loss, whether narrowed or widened is unknown",
    "division_by_zero": "the divisor may be zero",
    "negative_root": "the root of a negative number",
    "too_large": "the exact value has too many digits",
    "unknown": "no figure gives it",
    "blank": "left blank",
    "not_applicable": "published as not applicable",
    "withheld": "published as withheld",
    "conflict": "the published figures contradict each other",
    "out_of_range": "no value is possible with this input",
}


class Undefined(ArithmeticError):
    """A value that does not exist: one of MEANINGS, and what it is about."""

    def __init__(self, state: str, subject: str = "") -> None:
        super().__init__(state)
        self.state, self.subject = state, subject


def describe_state(state: str, subject: str = "", sign: str = "") -> str:
    """The state in the user's language; sign is what was printed in place of a figure, where that is known."""
    if state == "unknown" and subject and not sign:
        return _("no figure gives {subject}", subject=subject)
    if state == "out_of_range" and subject:
        return subject  # What it comes to says why.
    meaning = (_published(state, sign) if sign else "") or _(MEANINGS[state])
    return _("{meaning}: {subject}", meaning=meaning, subject=subject) if subject else meaning


def _published(state: str, sign: str) -> str:
    """What a sign that was printed in place of a figure means; nothing where the state is no such meaning."""
    if state == "unknown":
        return _("published as “{sign}” (unknown)", sign=sign)
    if state == "not_applicable":
        return _("published as “{sign}” (not applicable)", sign=sign)
    return _("published as “{sign}” (withheld)", sign=sign) if state == "withheld" else ""


def growth_state(value: Interval, base: Interval) -> str | None:
    """Why growth from this base is no number; None when it is one. Practice of the NBS: none across zero."""
    if base.is_positive:
        # A fall below zero is a turn to loss, not a growth of under −100%.
        return "turned_to_loss" if value.is_negative else None
    if base.is_point and base.lower == 0:
        return "zero_base"
    if not base.is_negative:
        nonnegative = base.lower is not None and base.lower >= 0
        return "base_may_be_zero" if nonnegative else "base_sign_unknown"
    if value.is_positive:
        return "turned_to_profit"
    if value.lower is not None and base.upper is not None and value.lower > base.upper:
        return "loss_narrowed"
    if value.upper is not None and base.lower is not None and value.upper < base.lower:
        return "loss_widened"
    return "loss_unclear"
