"""The verdict on a claim: confirmed by the best hypothesis that fits, wrong only where the words leave no other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, claimed
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged, is_loose, right, wrong

SURE, BEST_OF_WORDS, NO_RIVAL, SLIP, GUESS = 4.5, -1.5, -4.0, 3.0, 1.5
LEAST_BITS = 3.5
"""What a share must say at least that is of a vague figure."""
VOTED = 5.0
"""The votes of two neighbours: over a whole that these are of a slip is worth saying even from far away."""
PRECISE = 1000
"""A whole of fewer digits may fit two shares by chance."""
NAMED = 0.9
"""How far the whole that a share or a pull names must be that which it misses."""
OPEN, UNSAID, OF_TWO = 4.0, 5.5, 7.5
"""What a total must score whose list need not be complete, where no words announce a list, and of two figures from
here and there, which add up by chance too often."""
_FAR_FETCHED = -3.0
"""Of two figures that are less likely than this to be a list."""
CLEAR = 7.0
"""A slip that says so much is one, however much is missing by it."""
_SLIPS_FROM = -2.0
"""Of what is less likely than this even a slip says nothing."""
_SOMEHOW_NAMED = 0.5
"""A whole that is printed and named about so fits rather than the sum of some parts is missed."""
HELD = 0.99
"""A claim is contradicted only from this likelihood on; below it is off by a little, perhaps."""
_AS_GOOD_A_LIST = 2.0
"""Of lists that fit and are as good within so many bits, the one that the words say was meant."""
_AS_GOOD = 3.0
"""Of hypotheses that fit and are as good within so many bits, the one with the fewest figures is what was meant."""

_LIKELY: dict[Kind, float] = {"change": -1.0, "pull": -2.5, "contribution": -2.5, "mean": 0.5}
"""From which likelihood on a misfit of the likeliest hypothesis is said to be nearly right."""
_LISTS: frozenset[Kind] = frozenset(("sum", "difference"))
_GUESSED: dict[Kind, float] = {"sum": 7.0, "difference": SURE, "ratio": SURE}
"""What a guess must score, where that is more than GUESS."""
_UNLIKELY: dict[Kind, float] = {"rate": -3.0}
"""How likely the words must make a guess at least."""
_NEVER_NEARLY: frozenset[Kind] = frozenset((*_LISTS, "yearly", "ratio"))
"""Lists are often incomplete, and what is left of them says nothing."""

_OF_ALL = regex("^(?:全[市县区镇乡村省国部]|所有)|总[数量额]$")
"""What a share of is not meant as one of a part: 占全镇党员的, 占志愿者总数的."""


class _Case(NamedTuple):
    """A claim with its hypotheses: the best that fits, the best that a slip explains, the one likeliest by its words.

    best_score is how good any is that fits, far below everything where none does.
    inside are those that stand in the paragraph of the claim; one is how many of the smallest unit make 1.
    """

    claim: Term
    one: int
    several: Sequence[Hypothesis]
    inside: Sequence[Hypothesis]
    best: Hypothesis | None
    near: Hypothesis | None
    top: Hypothesis | None
    best_score: float

    def nearly(self, by: Hypothesis, *rivals: Hypothesis) -> Judged:
        """The verdict that the claim is off by a little."""
        return Judged(self.claim, "nearly", by, self.one, rivals)

    def held(self, by: Hypothesis) -> Judged:
        """The verdict that it is wrong."""
        return Judged(self.claim, wrong(self.claim, by, self.one), by, self.one)


def decide(claim: Term, several: Sequence[Hypothesis], one: int) -> Judged | None:
    """The verdict by the likeliest of several hypotheses, with the rivals of a misfit; None where none says a thing."""
    found = _of_fault(claim, several, one)
    if found is None:
        case = _case(claim, several, one)
        steps = (_otherwise_named, _slipped, _confirmed, _held, _likely_slip, _likely_misfit, _guessed)
        found = next((judged for step in steps if (judged := step(case)) is not None), None)
    if found is not None and not found.by.fits and not found.rivals:
        fits = [each for each in several if each.fits and each.kind == found.kind]
        found.rivals = tuple(sorted(fits, key=lambda each: -each.score)[:2])
    return found


def _of_fault(claim: Term, several: Sequence[Hypothesis], one: int) -> Judged | None:
    """What is wrong though the numbers fit."""
    faulty = [each for each in several if each.fault is not None]
    if not faulty:
        return None
    worst = max(faulty, key=lambda each: each.likelihood)
    return Judged(claim, "contradicted" if worst.demand == 2 and not worst.is_far else "nearly", worst, one)


def _case(claim: Term, several: Sequence[Hypothesis], one: int) -> _Case:
    several = [each for each in several if each.only] or several
    fits = [each for each in several if each.fits]
    if is_loose(claim):
        several = fits
    slips = [each for each in several if each.slip is not None and _may_slip(each)]
    inside = [each for each in several if not each.is_far]
    near = max(slips, key=lambda each: each.score, default=None)
    top = max(several, key=lambda each: each.likelihood, default=None)
    best_score = max((each.score for each in fits), default=-99.0)
    return _Case(claim, one, several, inside, _plainest(fits), near, top, best_score)


def _plainest(fits: Sequence[Hypothesis]) -> Hypothesis | None:
    """The best of those that fit; of one sort the plainest of those that are nearly as good."""
    fits = sorted(fits, key=lambda each: -each.score)
    if not fits or fits[0].kind not in ("share", "sum"):
        return fits[0] if fits else None
    best = fits[0]
    if best.kind == "sum":
        # That a list fits more closely says nothing against another that is all there.
        same = [each for each in fits if each.kind == "sum" and each.score >= best.score - _AS_GOOD_A_LIST]
        return max(same, key=lambda each: (each.likelihood, each.score))
    same = [
        each
        for each in fits
        if each.kind == "share" and each.figures[0] is best.figures[0]
        if each.score >= best.score - _AS_GOOD or each.bounds.nominal(Fraction(1)) == best.bounds.nominal(Fraction(1))
    ]
    return min(same, key=lambda each: (len(each.figures), each.expression.form == "part", -each.score))


def _may_slip(each: Hypothesis) -> bool:
    """Whether a slip of this hypothesis is worth to be said at all."""
    if each.demand < 0 or (each.kind == "yearly" and each.demand < 2):
        return False
    if each.is_far:
        return _may_slip_from_afar(each)
    if _names_another(each):
        return False
    return _may_miss_its_parts(each) if each.kind in _LISTS else each.likelihood >= _SLIPS_FROM


def _names_another(each: Hypothesis) -> bool:
    """Whether a share or pull names another whole than it is held against, which its neighbours are not of either."""
    if each.kind == "pull":
        return each.named < NAMED
    return each.kind == "share" and each.named < NAMED and each.votes < VOTED and bare(whole_name(each.claim)) != ""


def _may_slip_from_afar(each: Hypothesis) -> bool:
    """The same where not all figures are in the paragraph of the claim: neighbours or names must say which are."""
    whole = each.figures[-1]
    is_beside = each.claim.paragraph - whole.paragraph <= 1 or each.named >= NAMED
    is_sure = is_beside or whole.quantity.value >= PRECISE * whole.step
    if each.votes >= VOTED and is_sure and ((each.slip or 0.0) >= SLIP or each.demand == 2):
        return each.kind == "structure" or each.figures[0].paragraph == each.claim.paragraph
    return each.named > 0.99 and each.figures[0].symbol == whole.symbol


def _may_miss_its_parts(each: Hypothesis) -> bool:
    """Whether a list is one though its total misses it."""
    needed = OPEN if each.likelihood >= -0.5 else UNSAID
    if each.demand < 2 and ((each.slip or 0.0) < SLIP or each.score < needed):
        return False
    if each.kind == "difference" and any(part.symbol != each.claim.symbol for part in each.figures):
        return False
    printed = [part.quantity.value for part in each.figures]
    if len(set(printed)) < len(printed) and each.demand < 2:
        return False  # What is said twice is hardly added twice.
    if (each.slip or 0.0) >= CLEAR:
        return True
    gap = abs(each.bounds.nominal(Fraction(1)) - each.claim.quantity.value)
    return all(abs(part.quantity.value) > gap for part in each.figures)


def _otherwise_named(case: _Case) -> Judged | None:
    """A share that fits only over another whole than the one that is named."""
    best = case.best
    if best is None or best.kind != "share" or best.named >= NAMED or best.votes >= 4:
        return None
    named = [each for each in case.inside if each.named > 0.99 and each.likelihood >= best.likelihood]
    if not named or any(each.fits for each in named):
        return None
    if best.score >= SURE + 3 and not _OF_ALL.search(whole_name(best.claim)):
        return None
    return case.nearly(max(named, key=lambda each: each.likelihood), best)


def _slipped(case: _Case) -> Judged | None:
    """A slip over a likely whole that says more than any fit elsewhere."""
    near = case.near
    if near is None or near.likelihood < 0 or near.score <= case.best_score + 1.5:
        return None
    if near.expression.form == "part" and case.best is not None and case.best.named > _SOMEHOW_NAMED:
        return None
    is_held = near.demand >= 2 and not near.is_far and near.likelihood >= HELD
    return case.held(near) if is_held else case.nearly(near)


def _confirmed(case: _Case) -> Judged | None:
    """What fits, where it is what the words say first, or the numbers say enough."""
    best, top = case.best, case.top
    if best is None or top is None:
        return None
    is_list = best.kind in _LISTS
    is_first = not is_list and best.likelihood >= max(top.likelihood - 0.3, BEST_OF_WORDS)
    sure = UNSAID if is_list and (best.likelihood < 0 or best.claim.role == "change") else SURE
    sure = OF_TWO if _is_far_fetched(best) else sure
    if case.best_score < (0.0 if is_first else sure) or _says_nothing(best):
        return None
    return Judged(case.claim, right(case.claim, best, case.one), best, case.one)


def _says_nothing(best: Hypothesis) -> bool:
    """Whether a share fits only since what it is of is so vague that nearly any would: 128项 of 数百家."""
    return best.kind == "share" and best.bits < LEAST_BITS and any(map(_is_vague, best.figures))


def _is_vague(term: Term) -> bool:
    """Whether both ends of a figure are more than a tenth of it apart."""
    return (term.quantity.high - term.quantity.low) * 10 > abs(term.quantity.value)


def _is_far_fetched(best: Hypothesis) -> bool:
    """Whether two figures are hardly a list by their words, or stand neither in the sentence of a total nor beside."""
    if best.kind != "sum" or len(best.figures) > 2:
        return False
    is_elsewhere = best.demand < 0 and all(abs(one.sentence - best.claim.sentence) > 1 for one in best.figures)
    return best.likelihood < _FAR_FETCHED or is_elsewhere


def _held(case: _Case) -> Judged | None:
    """A misfit that the words do not let go, where nothing else fits."""
    held = [each for each in case.inside if each.demand == 2 and not each.fits and _may_be_held(each)]
    if case.best_score >= NO_RIVAL or not held:
        return None
    worst = max(held, key=lambda each: each.likelihood)
    if worst.likelihood >= HELD:
        return case.held(worst)
    return None if worst.kind in _NEVER_NEARLY or not _is_about(worst, case.one) else case.nearly(worst)


def _may_be_held(each: Hypothesis) -> bool:
    """Whether a misfit is no list that is not all there: a slip explains it, or the total is less than its parts."""
    if each.kind not in _LISTS or each.slip is not None:
        return True
    return each.kind == "sum" and each.bounds.low > each.claim.quantity.high * each.bounds.low_under


def _likely_slip(case: _Case) -> Judged | None:
    """A slip in the paragraph that says enough by itself."""
    near = case.near
    return case.nearly(near) if near is not None and near.score >= SLIP and not near.is_far else None


def _likely_misfit(case: _Case) -> Judged | None:
    """A misfit of what the words say far before anything else."""
    top = case.top
    if top is None or top.is_far or top.fits or top.kind in _NEVER_NEARLY or case.best_score >= 0:
        return None
    if _names_another(top) or not _is_about(top, case.one):
        return None
    if top.demand < 0 or (top.kind == "rate" and not top.demand):
        return None
    value, under = top.bounds.value, top.bounds.value_under
    others = [each.likelihood for each in case.several if each.bounds.value * under != value * each.bounds.value_under]
    margin = top.likelihood - max(others, default=-99.0)
    is_likely = margin >= (1.0 if top.kind == "share" else 2.0) and top.likelihood >= _LIKELY.get(top.kind, 0.0)
    return case.nearly(top) if is_likely else None


def _is_about(by: Hypothesis, one: int) -> bool:
    """Whether what follows and what is claimed differ by no more than half of the larger; of pulls by a quarter."""
    wanted = Fraction(claimed(by.claim, by.kind, one).value)
    found = Fraction(by.bounds.value, by.bounds.value_under)
    times = 4 if by.kind == "pull" else 2
    return abs(found - wanted) * times <= max(abs(found), abs(wanted))


def _guessed(case: _Case) -> Judged | None:
    """What fits, though the words do not say that it was meant."""
    best = case.best
    if best is None or best.score < _GUESSED.get(best.kind, GUESS) or best.likelihood < _UNLIKELY.get(best.kind, -99.0):
        return None
    return None if _is_finer(best, case.one) else Judged(case.claim, "plausible", best, case.one)


def _is_finer(by: Hypothesis, one: int) -> bool:
    """Whether a claim is printed with a digit more than its figures can give: it was computed from others."""
    wanted, found = claimed(by.claim, by.kind, one), by.bounds
    width = Fraction(found.high, found.high_under) - Fraction(found.low, found.low_under)
    return width > 10 * max(wanted.high - wanted.low, by.claim.step)
