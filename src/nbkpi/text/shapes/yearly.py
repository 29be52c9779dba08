"""What a year brings on the mean: the growth between two levels, or of a growth or change over so many years; and the
amount, where that of all these years is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

LEVELS = 4
BEHIND = 4
"""So far behind a mean growth that of all these years may stand."""
PLAN = 5
"""So many years has a plan: “十三五”."""
LONGEST = 20
"""Years that are further apart than this are no span of a mean growth."""
GUESSES = (2, 3, 5, 10)
"""The spans that are tried though the text does not say them."""

_YEARS = {char: number for number, char in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_SPAN = regex(r"(?<!第)([两二三四五六七八九十]|(?<![0-9])(?:[2-9]|1[0-9]))年(?:间|来)?")
_PLAN = regex("“十[一二三四五]五”")
_YEAR = regex(r"(?:19|20)[0-9]{2}(?=年|\s?[-—~至到]\s?(?:19|20)[0-9]{2}年)")
_EACH_YEAR = regex("年均|年平均|平均每年|每年平均")
_COMPARED = regex("^[,、]?比[^,]{4,}年(?:的年)?平?均")
"""A mean growth of other years, which this one is only held against."""
_OF_ONE = regex("同比|去年|上年")
"""A growth of one year is none of all."""
_OF_CENSUS = regex("人口|居民|常住")


def yearly(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The mean growth a year between two levels, or of a growth over so many years."""
    if _COMPARED.search(claim.lead):
        return
    near = [one for one in scene.before(claim, 12) if one.paragraph == claim.paragraph and one.is_bounded]
    near += [one for one in scene.terms[claim.index + 1 : claim.index + BEHIND] if one.role == "growth"]
    for years, is_known in _years(scene, claim):
        prior = 0.0 if is_known else -5.0
        yield from _of_growth(claim, near, years, prior - 0.5)
        yield from _between_levels(claim, near, years, prior - 1.0)
        yield from _of_change(scene, claim, near, years, prior - 0.5)


def _of_growth(claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """The growth of all these years, printed in the same sentence."""
    for one in near:
        if one.role != "growth" or one.falls != claim.falls or not one.is_bounded or _OF_ONE.search(one.mention.change):
            continue
        is_next = one.index > claim.index or one.sentence != claim.sentence
        if one.paragraph == claim.paragraph and abs(one.sentence - claim.sentence) <= 1:
            likely, ways = prior - (1.0 if is_next else 0.0), (one.signed,)
            yield from proposed(
                "yearly", claim, (one,), "root", operands=ways, split=years, prior=likely, must_fit=is_next
            )


def _between_levels(claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """From one level to another."""
    levels = [one for one in near if one.is_amount("level", "mean", "base")][:LEVELS]
    for level in levels:
        for base in levels:
            if base is not level and base.symbol == level.symbol and base.quantity.low > 0:
                likely = prior + (1.0 if base.role == "base" else -1.0)
                yield from proposed("yearly", claim, (level, base), "root", split=years, prior=likely)


def _of_change(scene: Scene, claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """To a level that changed by so much in the same sentence."""
    for change in near:
        if change.role != "change" or change.sentence != claim.sentence:
            continue
        for level in scene.operands(change.measured, change, 2):
            ways = (level.quantity, change.signed)
            yield from proposed(
                "yearly", claim, (level, change), "root_by_change", operands=ways, split=years, prior=prior
            )


def amount_a_year(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """An amount of so many years over their number: 五年累计增加120万亩，年均增加24万亩."""
    if not _EACH_YEAR.search(claim.clause):
        return
    near = (one for one in scene.before(claim, 6) if one.is_operand("level", "change") and one.symbol == claim.symbol)
    near = (one for one in near if one.paragraph == claim.paragraph and one.sentence >= claim.sentence - 1)
    for rank, whole in enumerate(near):
        for years in (years for years, is_known in _years(scene, claim) if is_known):
            for number in (years, years + 1):  # From 2021 to 2023 are three.
                operands = (whole.quantity, Quantity.whole(number, scene.one))
                prior = -0.5 * rank - 0.5 * (number > years)
                yield from proposed(
                    "mean", claim, (whole,), "ratio", operands=operands, prior=prior, demand=-1, must_fit=True
                )


def _years(scene: Scene, claim: Term) -> list[tuple[int, bool]]:
    """Over how many years, and whether the text says so."""
    found: dict[int, bool] = {}
    before = scene.words_before(claim, 120)
    near = before + scene.text[claim.mention.start : claim.mention.end + 60]
    said = _SPAN.findall(before)
    found |= {_YEARS.get(one) or int(one): True for one in said[::-1]}
    if _PLAN.search(before):
        found[PLAN] = True
    years = sorted({int(one) for one in _YEAR.findall(near)})
    found |= {last - first: True for first in years for last in years if 1 < last - first <= LONGEST}
    beginning = scene.text[:2000]
    if "普查" in beginning and _OF_CENSUS.search(beginning):
        found.setdefault(10, True)
    for guess in GUESSES:
        found.setdefault(guess, False)
    return list(found.items())
