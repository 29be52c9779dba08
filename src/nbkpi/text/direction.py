"""Which way a figure goes by its words, and at what prices a growth is."""

from __future__ import annotations

from nbkpi.patterns import regex
from nbkpi.text.mentions import Mention
from nbkpi.text.roles import Role
from nbkpi.text.subjects import CHANGE, DOWN
from nbkpi.text.vocabulary import any_of

SIGNED: frozenset[Role] = frozenset(("change", "growth", "yearly", "points", "schedule", "pull"))
"""The roles of figures that words can turn around: 下降3%."""

_FALL = regex(
    r"(?:降幅|跌幅|减幅|下降率)[^,;。]{0,4}$"
    rf"|{any_of('fallen_by')}(?:了|于)?[^,;。0-9]{{0,14}}(?:[(][^)]{{0,20}}[)])?$"
)


def is_falling(mention: Mention, role: Role, clause: str) -> bool:
    """Whether the words say that something fell by it, or is that much less."""
    is_growth_before = role == "base" and mention.figure.kind == "rate"
    if role not in SIGNED and not is_growth_before:
        return False
    way = CHANGE.search(mention.lead)
    if way is not None:
        return way["way"] in DOWN
    return _FALL.search(clause if role == "schedule" else mention.lead) is not None


_CONSTANT = regex(r"可比价|不变价|可比口径|实际增长|扣除价格|同口径|可比增长|按可比")
_VALUE_ADDED = regex(r"增加值|生产总值|GDP")


def is_at_constant_prices(mention: Mention, text: str) -> bool:
    """Whether a growth says nothing of current prices: 按可比价计算, or that of a value added."""
    near, behind = text[max(0, mention.start - 60) : mention.start], text[mention.end : mention.end + 8]
    own = near[max(near.rfind(";"), near.rfind("。"), near.rfind(")"), near.rfind("\n")) + 1 :]
    return bool(_CONSTANT.search(own) or _CONSTANT.search(behind) or _VALUE_ADDED.search(own))
