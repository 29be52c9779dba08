"""Figures of one thing over periods that lie within each other: a year so far is never less than a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

NEAR = 6

_MAY_FALL = re.compile(r"净|利润|余额|结余|存量|保有|库存|人口|户数|均|率|度|价|库|在册|顺差|逆差")
"""What is no flow that only grows as time goes on."""


def within(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level over a longer period that is less than the same over the first part of it: 1-4月38亿元；1-5月36亿元."""
    period = claim.mention.when
    if period is None or period.length > 12 or _MAY_FALL.search(claim.name + claim.lead):
        return
    near = [one for one in scene.operands(claim.measured, claim, NEAR) if one.sentence >= claim.sentence - 1]
    near += [one for one in scene.operands_behind(claim.measured, claim, NEAR) if one.sentence <= claim.sentence + 1]
    for other in near:
        then = other.mention.when
        is_part = then is not None and then.start == period.start and then.length < period.length
        is_same = other.name == claim.name and other.symbol == claim.symbol and other.role == "level"
        if not is_part or not is_same or other.quantity.low <= claim.quantity.high:
            continue
        if not (claim.mention.period and other.mention.period in scene.text[max(0, other.mention.start - 30) : other.mention.start]):
            continue
        made = hypothesis("period", claim, (other,), Expression("sum", (other.quantity,), 1), 1.0, scene.one, 2)
        if made is not None:
            made.fault = "below a part"
            yield made
