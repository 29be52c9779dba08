"""The verdict on a claim: confirmed by the best hypothesis that fits, wrong only where the words leave no other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, claimed
from nbkpi.text.likeness import whole_name
from nbkpi.text.misfits import (
    EIGHTH,
    HALF,
    LISTS,
    NAMED,
    OF_TWO,
    QUARTER,
    SLIP,
    THIRD,
    UNSAID,
    is_about_right,
    is_from_to,
    is_list_below,
    is_said_from_end_to_end,
    is_said_plainly,
    may_be_held,
    may_slip,
    names_another,
)
from nbkpi.text.rivals import HELD, without_rivals
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged, is_loose, right, wrong

SURE, BEST_OF_WORDS, NO_RIVAL, GUESS = 4.5, -1.5, -4.0, 1.5
LEAST_BITS = 3.5
"""What a share must say at least that is of a vague figure."""
_FAR_FETCHED = -3.0
"""Of two figures that are less likely than this to be a list."""
_AS_GOOD_A_LIST = 2.0
"""Of lists that fit and are as good within so many bits, the one that the words say was meant."""
_AS_GOOD = 3.0
"""Of hypotheses that fit and are as good within so many bits, the one with the fewest figures is what was meant."""

_LIKELY: dict[Kind, float] = {"change": -1.0, "pull": -2.5, "contribution": -2.5, "mean": 0.5}
"""From which likelihood on a misfit of the likeliest hypothesis is said to be nearly right."""
_WIDELY = frozenset(("contribution", "growth_of_parts"))
"""Forms of which a misfit is nearly right up to a half: a whole grows no less than each of its parts."""
_GUESSED: dict[Kind, float] = {"sum": 7.0, "difference": SURE, "ratio": SURE}
"""What a guess must score, where that is more than GUESS."""
_UNLIKELY: dict[Kind, float] = {"rate": -3.0}
"""How likely the words must make a guess at least."""
_NEVER_NEARLY: frozenset[Kind] = frozenset((*LISTS, "yearly", "ratio"))
"""Lists are often incomplete, and what is left of them says nothing."""

_OF_ALL = regex("^(?:全[市县区镇乡村省国部]|所有)|总[数量额]$")
"""What a share of is not meant as one of a part: 占全镇党员的, 占志愿者总数的."""


class _Case(NamedTuple):
    """A claim with its hypotheses: the best that fits, the best that a slip explains, the one likeliest by its words.

    best_score is how good any is that fits, far below everything where none does.
    inside are those that stand in the paragraph of the claim.
    """

    several: Sequence[Hypothesis]
    inside: Sequence[Hypothesis]
    best: Hypothesis | None
    near: Hypothesis | None
    top: Hypothesis | None
    best_score: float

    def nearly(self, by: Hypothesis, *rivals: Hypothesis) -> Judged:
        """The verdict that the claim is off by a little; or only cut off, where its words say what it follows from."""
        is_said = not rivals and not by.is_far and by.demand >= 0 and max(by.likelihood, by.score - SURE) >= 0
        is_cut = is_said and wrong(by) == "truncated"
        return Judged("truncated" if is_cut else "nearly", by, rivals)

    def held(self, by: Hypothesis) -> Judged:
        """The verdict that it is wrong; nearly right where the words may yet mean something else, and it is far off."""
        if not is_about_right(by, EIGHTH) and not is_said_from_end_to_end(by):
            return self.nearly(by)
        return Judged(wrong(by), by)


def decide(several: Sequence[Hypothesis]) -> Judged | None:
    """The verdict on a claim by the likeliest of its hypotheses, with the rivals of a misfit; None where none says a
    thing.
    """
    if not several:
        return None
    found = _of_fault(several)
    if found is None:
        case = _case(several)
        steps = (_otherwise_named, _slipped, _confirmed, _held, _likely_slip, _likely_misfit, _guessed)
        found = next((judged for step in steps if (judged := step(case)) is not None), None)
    if found is not None and not found.by.fits and not found.rivals:
        fits = [each for each in several if each.fits and each.kind == found.kind]
        found.rivals = tuple(sorted(fits, key=lambda each: -each.score)[:2])
    return found


def _of_fault(several: Sequence[Hypothesis]) -> Judged | None:
    """What is wrong though the numbers fit."""
    faulty = [each for each in several if each.fault is not None]
    if not faulty:
        return None
    worst = max(faulty, key=lambda each: each.likelihood)
    return Judged("contradicted" if worst.demand == 2 and not worst.is_far else "nearly", worst)


def _case(several: Sequence[Hypothesis]) -> _Case:
    claim = several[0].claim
    several = without_rivals([each for each in several if each.only] or several)
    fits = [each for each in several if each.fits]
    if is_loose(claim) or _is_round_mean(claim):
        several = fits
    slips = [each for each in several if each.slip is not None and may_slip(each)]
    inside = [each for each in several if not each.is_far]
    near = max(slips, key=lambda each: each.score, default=None)
    top = max(several, key=lambda each: each.likelihood, default=None)
    best_score = max((each.score for each in fits), default=-99.0)
    return _Case(several, inside, _plainest(fits), near, top, best_score)


def _is_round_mean(claim: Term) -> bool:
    """Whether a mean is said in round numbers: 人均500万元."""
    steps = claim.quantity.value // claim.step
    return claim.role == "mean" and steps >= 100 and len(str(steps).rstrip("0")) == 1


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
        if each.score >= best.score - _AS_GOOD
        or each.bounds.nominal(Fraction(1)) == best.bounds.nominal(Fraction(1))
        or (each.named >= NAMED and each.score >= SURE and best.expression.form == "part")
    ]
    return min(same, key=lambda each: (len(each.figures), each.expression.form == "part", -each.score))


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
    if near.demand < 2 and (near.slip or 0.0) < (SLIP if near.kind == "rate" else 0.0):
        return None  # A number in few digits is a slip of too many others.
    if near.expression.form == "part" and case.best is not None and case.best.kind == "share":
        return None  # A list need not be all there, and another whole fits.
    if near.kind == "share" and case.best is not None and case.best.kind == "sum":
        return None  # Shares as they are printed add up to it.
    is_held = near.demand >= 2 and not near.is_far and near.likelihood >= HELD
    return case.held(near) if is_held else case.nearly(near)


def _confirmed(case: _Case) -> Judged | None:
    """What fits, where it is what the words say first, or the numbers say enough."""
    best, top = case.best, case.top
    if best is None or top is None:
        return None
    is_list = best.kind in LISTS
    is_first = not is_list and best.likelihood >= max(top.likelihood - 0.3, BEST_OF_WORDS)
    sure = UNSAID if is_list and (best.likelihood < 0 or best.claim.role == "change") else SURE
    sure = OF_TWO if _is_far_fetched(best) else sure
    if case.best_score < (0.0 if is_first else sure) or _says_nothing(best):
        return None
    return Judged(right(best), best)


def _says_nothing(best: Hypothesis) -> bool:
    """Whether a share fits only since what it is of is so vague that nearly any would: 128项 of 数百家."""
    if best.kind == "rate" and best.demand < 0 and best.expression.form == "ratio" and best.bits < SURE:
        return True  # The words do not say what it is the rate of, and nearly any would do: 1.3万件 of 1.4万件.
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
    held = [each for each in case.inside if each.demand == 2 and not each.fits and may_be_held(each)]
    held = [each for each in held if is_said_plainly(each) or is_about_right(each, THIRD)]
    if case.best_score >= NO_RIVAL or not held:
        return None
    worst = max(held, key=lambda each: each.likelihood)
    if worst.likelihood >= HELD:
        return case.held(worst)
    is_about = worst.slip is not None or is_about_right(worst, QUARTER)
    return case.nearly(worst) if is_about and worst.kind not in _NEVER_NEARLY else None


def _likely_slip(case: _Case) -> Judged | None:
    """A slip in the paragraph that says enough by itself."""
    near = case.near
    if near is None or near.score < SLIP or (near.is_far and not is_list_below(near)):
        return None
    return case.nearly(near)


def _likely_misfit(case: _Case) -> Judged | None:
    """A misfit of what the words say far before anything else."""
    top = case.top
    if top is None or top.fits or top.kind in _NEVER_NEARLY:
        return None
    is_called = _is_called(top)
    if (top.is_far and not is_called) or case.best_score >= (SURE if is_called else 0.0):
        return None
    if names_another(top) or not _is_near_enough(top):
        return None
    if top.demand < 0 or (top.kind == "rate" and not top.demand):
        return None
    value, under = top.bounds.value, top.bounds.value_under
    others = [each.likelihood for each in case.several if each.bounds.value * under != value * each.bounds.value_under]
    margin = top.likelihood - max(others, default=-99.0)
    is_likely = margin >= (1.0 if top.kind == "share" else 2.0) and top.likelihood >= _LIKELY.get(top.kind, 0.0)
    return case.nearly(top) if is_likely else None


def _is_near_enough(top: Hypothesis) -> bool:
    """Whether a misfit is of what is claimed: about right, or said from one to the other, or all of a sure list."""
    if top.expression.form in _WIDELY:
        return top.demand == 2 or is_about_right(top, HALF)
    return is_from_to(top) or is_about_right(top, QUARTER)


def _is_called(each: Hypothesis) -> bool:
    """Whether a share is of the one figure of the text that bears the name it says."""
    return (
        each.kind == "share"
        and each.demand == 2
        and each.named == 1
        and each.figures[0].paragraph == each.claim.paragraph
    )


def _guessed(case: _Case) -> Judged | None:
    """What fits, though the words do not say that it was meant."""
    best = case.best
    if best is None or best.score < _GUESSED.get(best.kind, GUESS) or best.likelihood < _UNLIKELY.get(best.kind, -99.0):
        return None
    return None if _is_finer(best) else Judged("plausible", best)


def _is_finer(by: Hypothesis) -> bool:
    """Whether a claim is printed with a digit more than its figures can give: it was computed from others."""
    wanted, found = claimed(by.claim, by.kind), by.bounds
    width = Fraction(found.high, found.high_under) - Fraction(found.low, found.low_under)
    return width > 10 * max(wanted.high - wanted.low, by.claim.step)
