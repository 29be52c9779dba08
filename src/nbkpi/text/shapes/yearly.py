"""The mean growth a year: between two levels, or of a growth or change over so many years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import difference
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

LEVELS = 4
LONGEST = 20
"""Years that are further apart than this are no span of a mean growth."""
GUESSES = (2, 3, 5, 10)
"""The spans that are tried though the text does not say them."""

_YEARS = {char: number for number, char in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_SPAN = regex(r"([两二三四五六七八九十]|[2-9]|1[0-9])年(?:间|来)?")
_YEAR = regex(r"(?:19|20)[0-9]{2}(?=年)")
_COMPARED = regex("^[,、]?比[^,]{4,}年(?:的年)?平?均")
"""A mean growth of other years, which this one is only held against."""
_OF_CENSUS = regex("人口|居民|常住")


def yearly(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The mean growth a year between two levels, or of a growth over so many years."""
    if _COMPARED.search(claim.lead):
        return
    near = [one for one in scene.before(claim, 12) if one.paragraph == claim.paragraph and one.is_bounded]
    for years, is_known in _years(scene, claim):
        prior = 0.0 if is_known else -5.0
        yield from _of_growth(scene, claim, near, years, prior - 0.5)
        yield from _between_levels(scene, claim, near, years, prior - 1.0)
        yield from _of_change(scene, claim, near, years, prior - 0.5)


def _of_growth(scene: Scene, claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """The growth of all these years, printed in the same sentence."""
    for one in near:
        if one.role == "growth" and one.falls == claim.falls and one.sentence == claim.sentence:
            yield from proposed(
                scene, "yearly", claim, (one,), "root", operands=(one.signed,), split=years, prior=prior
            )


def _between_levels(scene: Scene, claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """From one level to another."""
    levels = [one for one in near if one.is_amount("level", "mean", "base")][:LEVELS]
    for level in levels:
        for base in levels:
            if base is not level and base.symbol == level.symbol and base.quantity.low > 0:
                likely = prior + (1.0 if base.role == "base" else -1.0)
                yield from proposed(scene, "yearly", claim, (level, base), "root", split=years, prior=likely)


def _of_change(scene: Scene, claim: Term, near: Sequence[Term], years: int, prior: float) -> Iterator[Hypothesis]:
    """To a level that changed by so much in the same sentence."""
    for change in near:
        if change.role != "change" or change.sentence != claim.sentence:
            continue
        for level in scene.operands(change.measured, change, 2):
            base = difference(level.quantity, change.signed)
            if base.low > 0:
                operands = (level.quantity, base)
                yield from proposed(
                    scene, "yearly", claim, (level, change), "root", operands=operands, split=years, prior=prior
                )


def _years(scene: Scene, claim: Term) -> list[tuple[int, bool]]:
    """Over how many years, and whether the text says so."""
    found: dict[int, bool] = {}
    said = _SPAN.search(claim.clause)
    if said is not None:
        found[_YEARS.get(said[1]) or int(said[1])] = True
    near = scene.text[max(0, claim.mention.start - 120) : claim.mention.end]
    years = sorted({int(one) for one in _YEAR.findall(near)})
    found |= {last - first: True for first in years for last in years if 1 < last - first <= LONGEST}
    beginning = scene.text[:2000]
    if "普查" in beginning and _OF_CENSUS.search(beginning):
        found.setdefault(10, True)
    for guess in GUESSES:
        found.setdefault(guess, False)
    return list(found.items())
