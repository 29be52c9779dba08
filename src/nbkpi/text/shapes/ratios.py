"""Ratios of two levels of one sort, and the same quantity in another unit in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, permutations

from nbkpi.text.arithmetic import ONE
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

HUNDRED = Fraction(100)
_RATIO = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,8}?)比(?:例|值)?[^,]{0,6}$")
_CONVERTED = re.compile(r"\((?:约|合|折合)?|、约合|,(?:折)?合")


def conversion(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The same in another unit, in brackets right behind it: 291.6万吨（583.2亿斤）."""
    before = scene.previous(claim)
    if before is None or not before.is_bounded or before.symbol == claim.symbol:
        return
    if before.unit.counting or before.unit.dimension != claim.unit.dimension or claim.is_rate:
        return
    if _CONVERTED.fullmatch(scene.between(before, claim).strip()):
        yield from proposed(scene, "conversion", claim, (before,), "sum", prior=1.0, demand=2)


def ratio(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How many of one there are for one or a hundred of another: 性别比105.07, 城乡收入比2.12:1."""
    wanted = (one for one in scene.before(claim, 12) if one.is_operand("level", "mean"))
    near = list(islice((one for one in wanted if one.paragraph == claim.paragraph), 8))
    found = _RATIO.search(claim.clause)
    name = found["of"] if found is not None else ""
    for (first, above), (second, below) in permutations(enumerate(near), 2):
        if above.measured == below.measured and below.quantity.low > 0:
            prior = -2.0 - 0.4 * (first + second)
            prior += 2.0 if above.index == below.index - 1 or above.sentence == below.sentence else 0.0
            prior += 1.0 if name and name[0] in above.label and name[1:2] in below.label else 0.0
            for factor in (ONE, HUNDRED):
                for made in proposed(scene, "ratio", claim, (above, below), "ratio", factor=factor, prior=prior):
                    if made.fits or made.slip is not None:
                        yield made
