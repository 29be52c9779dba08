"""What follows from a relation that is confirmed: the growth and the change of a whole from those of its parts, and by
how much a share moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.figure.unit import currency
from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import covers
from nbkpi.text.misfits import is_outside_of
from nbkpi.text.quantity import Quantity, total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes import lists, sums
from nbkpi.text.since import Since, since
from nbkpi.text.terms import Term

MOST = 8
"""So many parts may grow to a whole."""
FAR = 14
"""So many figures behind a level its change may stand."""
NAMED = 0.7
"""So far the name of a level must be that of its change, where another stands between them."""
COARSE = 100
"""Parts are coarse whose sum may be off by a larger part than one in so many."""

_OUTPUT = regex("产值|增加值|总产出")
"""The growth of these may be at constant prices though it does not say so."""


def growth_of_whole(scene: Scene, of: Hypothesis) -> Iterator[Hypothesis]:
    """The growth of a whole whose parts are all there, each with its own growth right behind it; and that of each part
    from the whole and the others. What an amount moved by has no growth of its own: 减少50.3万人，下降9.1%.
    """
    claim = _growth_of(scene, of.claim)
    if claim is None or len(of.figures) > MOST or of.claim.role == "change":
        return
    pairs = [(part, rate) for part in of.figures if (rate := _growth_of(scene, part, since(claim))) is not None]
    pairs = pairs if len(pairs) == len(of.figures) else _in_rows(scene, of.figures)
    if not pairs:
        return
    operands = tuple(one for part, rate in pairs for one in (part.quantity, rate.signed))
    figures = tuple(one for pair in pairs for one in pair)
    is_free = _is_free(of, claim, pairs) or not lists.is_beside(scene, of.claim, of.figures)
    is_outside = not is_free and _is_outside(of, claim, [rate for _part, rate in pairs])
    prior, demand = (1.5, 2) if is_outside else (0.5, of.demand)
    yield from proposed(
        "growth",
        claim,
        figures,
        "growth_of_parts",
        operands=operands,
        prior=prior,
        demand=0 if is_free else max(0, demand),
        must_fit=is_free,
    )
    yield from _growths_of_rest(of.claim, claim, pairs)


def _is_free(of: Hypothesis, claim: Term, pairs: Sequence[tuple[Term, Term]]) -> bool:
    """Whether the growth of a whole may be another than its parts give: it is since another time, or they are coarse,
    or at other prices. Whatever prices, a whole grows more than the slowest of its parts, and less than the fastest.
    """
    rates = [rate for _part, rate in pairs]
    is_open = not is_outside_of(claim, rates) and (_is_coarse(of) or _may_be_real(of, (claim, *rates)))
    return is_open or _are_since_another(claim, rates)


def _is_outside(of: Hypothesis, claim: Term, rates: Sequence[Term]) -> bool:
    """Whether a whole is told in one sentence with all its parts to have grown less than each of them, or more, all at
    the same prices.
    """
    is_of_one = all(one.sentence == claim.sentence and one.is_constant == claim.is_constant for one in rates)
    return is_of_one and is_outside_of(claim, rates) and not (_is_coarse(of) or _may_be_real(of, (claim, *rates)))


def _growths_of_rest(whole: Term, growth: Term, pairs: Sequence[tuple[Term, Term]]) -> Iterator[Hypothesis]:
    """The growth of each part from the whole with its growth, and the others."""
    for part, rate in pairs:
        others = [one for pair in pairs if pair[0] is not part for one in pair]
        figures = (part, whole, growth, *others)
        operands = (part.quantity, whole.quantity, *_in_turn((growth, *others)))
        yield from proposed(
            "growth", rate, figures, "growth_of_rest", operands=operands, prior=0.0, demand=-1, must_fit=True
        )


def _are_since_another(claim: Term, rates: Sequence[Term]) -> bool:
    """Whether a part says that it grew since another time than its whole, which is a year before if nothing is said."""
    return any(since(one) not in ("", since(claim) or "year") for one in rates)


def _is_coarse(of: Hypothesis) -> bool:
    """Whether parts are so round that others may be missing which are not told: 29.2万亿元 of 25万亿元 and more."""
    return (of.bounds.high - of.bounds.low) * COARSE > of.claim.quantity.value


def _may_be_real(of: Hypothesis, growths: Sequence[Term]) -> bool:
    """Whether growths may be at other prices than amounts: what is counted or measured has none."""
    if any(one.role == "mean" for one in (of.claim, *of.figures)):
        return True
    is_real = any(one.is_constant or _OUTPUT.search(one.name + one.clause) for one in (*growths, of.claim))
    return is_real and currency(of.claim.unit) != ""


def _in_rows(scene: Scene, parts: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Parts with their growths where these stand in a row right behind them: 甲3件、乙5件，分别增长8%、9%; or none."""
    ordered = sorted(parts, key=lambda one: one.index)
    last = ordered[-1]
    following = scene.following(last)
    if (
        following is None
        or following.role != "growth"
        or following.segment != last.segment
        or len(following.row) != len(parts)
    ):
        return []
    rates = scene.row(following)
    are_all = last.index - ordered[0].index == len(parts) - 1 and all(
        one.is_bounded and one.symbol == "%" for one in rates
    )
    return list(zip(ordered, rates, strict=True)) if are_all else []


def _in_turn(terms: Sequence[Term]) -> Iterator[Quantity]:
    """What growths and levels in turn say, the growths with their signs."""
    return (one.signed if place % 2 == 0 else one.quantity for place, one in enumerate(terms))


def change_of_whole(scene: Scene, of: Hypothesis) -> Iterator[Hypothesis]:
    """The change of a whole whose parts are all there, each with its own change behind it."""
    claim = _change_of(scene, of.claim)
    changes = tuple(one for part in of.figures if (one := _change_of(scene, part)) is not None)
    if claim is None or len(changes) != len(of.figures):
        return
    operands, split = tuple(one.signed for one in changes), len(changes)
    for made in proposed("sum", claim, changes, "sum", operands=operands, split=split, prior=1.5):
        are_since_one_year = {since(one) for one in (claim, *changes)} == {"year"}
        if made.fits:
            made.demand = -1
            yield made
        elif are_since_one_year and not _may_have_had_more(of, claim, changes):
            made.kind, made.demand = "change", 2
            yield made


def _may_have_had_more(of: Hypothesis, claim: Term, changes: tuple[Term, ...]) -> bool:
    """Whether a list that is all of a whole now may have been some of it before: a part of it is new, so others that
    ceased would not be in it, 1起, 增加1起.
    """
    missing = total([one.signed for one in changes]).value - claim.signed.value
    are_new = (part.quantity.value == change.signed.value for part, change in zip(of.figures, changes, strict=True))
    return missing > 0 and any(are_new)


def move_of_share(scene: Scene, of: Hypothesis) -> Iterator[Hypothesis]:
    """By how many points a share moved, from the growths of its part and its whole at current prices."""
    claim = scene.following(of.claim)
    if claim is None or claim.role != "points" or claim.segment != of.claim.segment or len(of.figures) != 2:
        return
    part, whole = of.figures
    rate, growth = _growth_of(scene, part), _growth_of(scene, whole)
    if rate is None or growth is None or rate.is_constant or growth.is_constant or since(claim) == "time":
        return
    operands = (part.quantity, rate.signed, whole.quantity, growth.signed)
    figures = (part, rate, whole, growth)
    yield from proposed("points", claim, figures, "share_moved", operands=operands, prior=0.5, demand=-1, must_fit=True)


def base_of_whole(scene: Scene, of: Hypothesis) -> Iterator[Hypothesis]:
    """What a whole was before, where it stands right behind it as that of each part does, in the same words."""
    found = [scene.following(one) for one in (of.claim, *of.figures)]
    whole, *parts = [one for one in found if one is not None and one.is_operand("base")] or [of.claim]
    is_told = len(parts) == len(of.figures) and all(one.lead == whole.lead for one in parts)
    if not is_told or any(one.measured != of.claim.measured for one in parts):
        return
    for made in proposed("sum", whole, tuple(parts), "sum", split=len(parts), prior=1.5, demand=2):
        made.slip = None if made.fits else sums.slip_of(made)
        if made.fits or made.slip is not None:
            yield made


FOLLOWING = {"sum": (growth_of_whole, change_of_whole, base_of_whole), "share": (move_of_share,)}
"""What follows from the confirmed relations of a kind."""


def _change_of(scene: Scene, term: Term) -> Term | None:
    """The change behind a level in its sentence that has its name, or stands before any other that counts the same."""
    behind = scene.terms[term.index + 1 : term.index + FAR]
    same = [one for one in behind if one.sentence == term.sentence and one.is_counted_as(term)]
    named = [one for one in same if one.role == "change" and covers(term.name, one) > NAMED]
    return next((one for one in (named or same)[:1] if one.is_operand("change")), None)


def _growth_of(scene: Scene, term: Term, when: Since | None = None) -> Term | None:
    """The growth that stands right behind a level, or behind its share or change; of several the one since then, or
    the first. Of a row with as many growths right behind it the one in its place.
    """
    behind = scene.terms[term.row.stop : term.row.stop + len(term.row)]
    if len(term.row) > 1 and len(behind) == len(term.row) and all(_is_growth_behind(one, term) for one in behind):
        return behind[term.place_in_row]
    found: list[Term] = []
    for other in scene.terms[term.index + 1 : term.index + 6]:
        if other.segment != term.segment or (other.role in ("level", "mean") and other.depth <= term.depth):
            break
        if _is_growth_behind(other, term):
            found += _own_of_row(scene, other, term)
    return next((one for one in found if since(one) == when), found[0] if found else None)


def _own_of_row(scene: Scene, growth: Term, term: Term) -> list[Term]:
    """Of a row of growths the one of a level among as many before it: 274起、死亡77人，分别下降18%和32%."""
    row = scene.row(growth)
    if len(row) == 1:
        return [growth]
    levels = scene.levels_before_row(growth, len(row), lambda one: one.is_amount("level"))
    return [own for level, own in zip(levels, row, strict=False) if level is term]


def _is_growth_behind(growth: Term, term: Term) -> bool:
    """Whether a figure is a growth in percent in the segment of another, in no bracket of its own."""
    is_growth = growth.role == "growth" and growth.is_bounded and growth.unit.symbol == "%"
    return is_growth and growth.segment == term.segment and growth.depth <= term.depth
