"""Which of several hypotheses of a claim are none in the light of the others: what is elsewhere, or goes round."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.text.hypothesis import Hypothesis
from nbkpi.text.misfits import NAMED

HELD = 0.99
"""A claim is contradicted only from this likelihood on; below it is off by a little, perhaps."""
_NO_HINT = 3.0
"""So much less likely is a rate of figures that no word hints at."""
_AROUND = dict.fromkeys(("ratio", "rest", "part", "scaled"), ("complement", "scaled"))
"""By the form of what words demand of a share, what follows from other shares and need not be meant."""


def without_rivals(several: Sequence[Hypothesis]) -> Sequence[Hypothesis]:
    """Without what goes round by other figures, where the words say what a share is of and it is not that.

    Shares that make up 100% among themselves do not make the amounts beside them right, nor do these in their sum,
    where words and neighbours say a printed whole rather.
    """
    held = [each for each in several if _is_held(each)]
    around = {form for each in held for form in _AROUND.get(each.expression.form, ())}
    held = [each for each in held if each.expression.form == "ratio"]
    here = {each.figures[0].index for each in several if _is_rather_of_whole_here(each)}

    def is_rival(each: Hypothesis) -> bool:
        """Whether what fits says nothing against the others."""
        if each.expression.form in around or any(_is_lost(each, by) for by in held):
            return True
        return each.figures[0].index in here and _is_of_whole_elsewhere(each)

    return [each for each in several if not each.fits or not is_rival(each)]


def _is_held(each: Hypothesis) -> bool:
    """Whether words of its paragraph demand what a claim misses."""
    is_demanded = each.demand == 2 and each.likelihood >= HELD and each.kind in ("share", "structure", "rate")
    return is_demanded and not each.fits and not each.is_far


def _is_rather_of_whole_here(each: Hypothesis) -> bool:
    """Whether a share misses the whole before its part in its sentence: 357人，其中53人占."""
    is_plain = each.kind == "share" and each.expression.form == "ratio" and len(each.figures) == 2
    return is_plain and each.demand > 0 and each.likelihood >= 0 and not each.fits and not each.is_far


def _is_of_whole_elsewhere(each: Hypothesis) -> bool:
    """Whether a share fits a whole of another paragraph that neither its words nor its neighbours say."""
    return each.fits and each.kind == "share" and each.is_far and each.named < NAMED and not each.votes


def _is_lost(each: Hypothesis, by: Hypothesis) -> bool:
    """Whether a sum of parts, or a rate of figures that no word hints at, loses to printed ones that words demand."""
    if each.kind == "rate" and each.demand < 0:
        return each.likelihood < by.likelihood - _NO_HINT
    is_sum = each.kind == "share" and each.expression.form == "part"
    return is_sum and each.votes <= by.votes and by.figures[-1] not in each.figures
