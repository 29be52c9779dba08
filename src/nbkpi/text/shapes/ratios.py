"""Ratios and multiples of two levels of one sort, and the same quantity in another unit in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, permutations, product

from nbkpi.patterns import regex
from nbkpi.text.arithmetic import ONE
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike, covers
from nbkpi.text.roles import Role
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

HUNDRED = Fraction(100)
_LEVELS: tuple[Role, ...] = ("level", "mean", "base")
_RATIO = regex(r"(?P<of>[\u4e00-\u9fff]{2,8}?)比(?:例|值)?[^,]{0,6}$")
_TIMES = regex(r"(?P<name>[^,;。]*?)(?:正好|约)?(?:[是为]|相当于|达到?)(?P<of>[^,;。]+)的$")
_OF_BEFORE = regex(rf"^(?:{any_of('earlier', 'years_before')})")
NAMED, NEAR = 0.7, 14
"""So far a level must be called what is so many times another, and so many figures before and behind it may stand."""
FAR = 40
"""So far before a multiple of a mean that may stand."""
_CONVERTED = regex(r"\((?:约|合|折合)?|、约合|,(?:折)?合")


def conversion(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The same in another unit, in brackets right behind it: 291.6万吨（583.2亿斤）."""
    before = scene.previous(claim)
    if before is None or not before.is_bounded or before.symbol == claim.symbol:
        return
    if before.unit.counting or before.unit.dimension != claim.unit.dimension or claim.is_rate:
        return
    if _CONVERTED.fullmatch(scene.between(before, claim).strip()):
        yield from proposed("conversion", claim, (before,), "sum", prior=1.0, demand=2)


def ratio(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How many of one there are for one or a hundred of another: 性别比105.07, 城乡收入比2.12:1."""
    wanted = (one for one in scene.before(claim, 12) if one.is_operand("level", "mean"))
    found = _RATIO.search(claim.clause)
    name = found["of"] if found is not None else ""
    near = list(islice((one for one in wanted if one.paragraph >= claim.paragraph - bool(name)), 8))
    for (first, above), (second, below) in permutations(enumerate(near), 2):
        if above.measured == below.measured and below.quantity.low > 0:
            prior = -2.0 - 0.4 * (first + second)
            prior += 2.0 if above.index == below.index - 1 or above.sentence == below.sentence else 0.0
            is_named = _are_named(name, above, below)
            prior += 1.0 if is_named else 0.0
            for factor in (ONE,) if ":" in claim.mention.words else (ONE, HUNDRED):
                for made in proposed("ratio", claim, (above, below), "ratio", factor=factor, prior=prior):
                    if made.fits or (made.slip is not None and is_named):
                        yield made


def _are_named(name: str, above: Term, below: Term) -> bool:
    """Whether two levels are those a ratio names by a sign each, 城乡比; that of the sexes is one of 男 and 女."""
    first, second = "男女" if name.endswith("性别") else (name[:1], name[1:2])
    return bool(name) and first in above.label and second in below.label


def multiple(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How many times one level is another, by their names or times: 1200件，是去年同期的1.5倍，去年同期为800件."""
    yield from _of_base_before(scene, claim)
    found = _TIMES.search(scene.terms[claim.row.start].clause)
    if found is None:
        return
    near = [one for one in scene.terms[max(0, claim.index - NEAR) : claim.index + NEAR] if one.is_operand(*_LEVELS)]
    near = [one for one in near if one.paragraph == claim.paragraph]
    yield from _of_mean(scene, claim, found["of"])
    is_of_before = _OF_BEFORE.match(found["of"]) is not None
    for part, whole in product(_multiplied(scene, claim, found["name"], near), near):
        if part is whole or part.measured != whole.measured or whole.quantity.low <= 0:
            continue
        if whole.role == "base" if is_of_before else _is_named(found["of"], part, whole):
            is_plain = is_of_before and part.index == claim.index - 1 and abs(whole.index - claim.index) < 3
            demand = 2 if is_plain else -1
            figures = (part, whole)
            yield from proposed("ratio", claim, figures, "ratio", prior=1.0, demand=demand, must_fit=not is_plain)


def _of_base_before(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How many times a level is the earlier one that stands between: 61.3万元，是上年45万元的1.36倍."""
    base = scene.previous(claim)
    level = scene.previous(base) if base is not None else None
    if claim.lead != "的" or base is None or level is None or base.role != "base" or base.quantity.low <= 0:
        return
    if level.is_operand("level", "mean") and level.measured == base.measured and level.segment == claim.segment:
        yield from proposed("ratio", claim, (level, base), "ratio", prior=1.0, demand=2)


def _of_mean(scene: Scene, claim: Term, name: str) -> Iterator[Hypothesis]:
    """How many times a mean before it a level is; of a row of multiples, that in its place: 是全市平均的1.8倍."""
    count, own = len(claim.row), scene.previous(claim)
    parts = [own] if count == 1 and own is not None else scene.levels_before_row(claim, count, _is_level)
    if "平均" not in name or not parts or not _is_level(parts[-1]):
        return
    part = parts[claim.place_in_row]
    means = (one for one in scene.before(claim, FAR) if one.is_bounded and "均" in one.clause and one.quantity.low > 0)
    same = (one for one in means if _is_level(one) and one.symbol == part.symbol)
    for rank, whole in enumerate(islice(same, 3)):
        if part.is_bounded and whole is not part:
            prior = 0.5 - 0.5 * rank
            yield from proposed("ratio", claim, (part, whole), "ratio", prior=prior, demand=-1, must_fit=True)


def _is_level(one: Term) -> bool:
    return one.is_amount("level", "mean")


def _multiplied(scene: Scene, claim: Term, name: str, near: list[Term]) -> list[Term]:
    """What is so many times another: the levels of the name before 是, or the figure right before it."""
    if len(name) > 1:
        return [one for one in near if one.role != "base" and covers(name, one) >= NAMED]
    own = scene.previous(claim)
    return [own] if own is not None and own.segment == claim.segment and own in near else []


def _is_named(name: str, part: Term, whole: Term) -> bool:
    """Whether a level is called what another is said to be so many times of: 农村居民 may stand for its own income."""
    if covers(name, whole) >= NAMED:
        return True
    return len(name) > 1 and whole.name.startswith(name) and alike(whole.name.removeprefix(name), part.name) > NAMED
