"""What may be said of a misfit: whether a slip explains it, whether the words hold it, and how far it is off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.text.hypothesis import Hypothesis, Kind, claimed
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.terms import Term

SLIP = 3.0
"""From this score on a slip says enough by itself."""
VOTED = 5.0
"""The votes of two neighbours: over a whole that these are of a slip is worth saying even from far away."""
PRECISE = 1000
"""A whole of fewer digits may fit two shares by chance."""
NAMED = 0.9
"""How far the whole that a share or a pull names must be that which it misses."""
OPEN, UNSAID, OF_TWO = 4.0, 5.5, 7.5
"""What a total must score whose list need not be complete, where no words announce a list, and of two figures from
here and there, which add up by chance too often."""
CLEAR = 7.0
"""A slip that says so much is one, however much is missing by it."""
ANNOUNCED_BELOW = -0.9
"""So likely is a list in the next paragraph where words announce it."""
TELLING = 100
"""What a list misses its total by is one digit by chance too often, unless it is so many times the last place."""
MANY = 4
"""So many parts make a list that is rather all there."""
_SLIPS_FROM = -2.0
"""Of what is less likely than this even a slip says nothing."""
HALF, THIRD, QUARTER, EIGHTH = 2, 3, 4, 8
"""A misfit is nearly right up to a quarter, and wrong up to a third, unless it is said plainly."""
PLAIN = 2.5
"""So likely is what the words say from end to end: 由52万元增加到210万元，增长."""
_COMPARING: frozenset[Kind] = frozenset(("points", "growth", "change"))
LISTS: frozenset[Kind] = frozenset(("sum", "difference"))


def may_slip(each: Hypothesis) -> bool:
    """Whether a slip of this hypothesis is worth to be said at all."""
    if each.demand < 0 or (each.kind == "yearly" and each.demand < 2):
        return False
    if each.is_far:
        return _may_slip_from_afar(each)
    if names_another(each):
        return False
    return _may_miss_its_parts(each) if each.kind in LISTS else each.likelihood >= _SLIPS_FROM


def names_another(each: Hypothesis) -> bool:
    """Whether a share or pull names another whole than it is held against, which its neighbours are not of either."""
    if each.kind == "pull":
        return each.named < NAMED
    return each.kind == "share" and each.named < NAMED and each.votes < VOTED and bare(whole_name(each.claim)) != ""


def _may_slip_from_afar(each: Hypothesis) -> bool:
    """The same where not all figures are in the paragraph of the claim: neighbours or names must say which are."""
    if each.kind == "sum" and is_list_below(each):
        return _may_miss_its_parts(each)
    whole = each.figures[-1]
    if each.claim.is_before(whole) or whole.is_before(each.claim):
        return False
    is_beside = each.claim.paragraph - whole.paragraph <= 1 or each.named >= NAMED
    is_sure = is_beside or whole.quantity.value >= PRECISE * whole.step
    if each.votes >= VOTED and is_sure and ((each.slip or 0.0) >= SLIP or each.demand == 2):
        return each.kind == "structure" or each.figures[0].paragraph == each.claim.paragraph
    return each.named > 0.99 and each.figures[0].symbol == whole.symbol


def is_list_below(each: Hypothesis) -> bool:
    """Whether the paragraph below a total begins with a list that is announced as its parts, and is all of it."""
    places = sorted(one.index for one in each.figures)
    is_next = places == [*range(each.claim.index + 1, each.claim.index + 1 + len(places))]
    is_one = all(one.paragraph == each.claim.paragraph + 1 and one.depth == 0 for one in each.figures)
    return each.kind == "sum" and each.demand >= 0 and each.likelihood >= ANNOUNCED_BELOW and is_next and is_one


def _may_miss_its_parts(each: Hypothesis) -> bool:
    """Whether a list is one though its total misses it."""
    if each.demand < 2 and not _is_likely_list(each):
        return False
    if each.kind == "difference" and any(part.symbol != each.claim.symbol for part in each.figures):
        return False
    gap = each.claim.quantity.value - each.bounds.nominal(Fraction(1))
    is_open = each.demand < 2 and gap > 0 and each.kind == "sum"
    if is_open and gap < TELLING * _grain(each):
        return False  # What 其中 does not list may well be a round number.
    if (each.slip or 0.0) >= CLEAR:
        return True
    if is_open and len(each.figures) < MANY:
        return False  # 其中 of a few need not be all.
    return all(abs(part.quantity.value) > abs(gap) for part in each.figures)


def _grain(each: Hypothesis) -> int:
    """To which power of ten, from the place of the last digit on, a total and all its parts are round."""
    values, grain = [one.quantity.value for one in (each.claim, *each.figures)], each.claim.step
    while all(value % (grain * 10) == 0 for value in values):
        grain *= 10
    return grain


def _is_likely_list(each: Hypothesis) -> bool:
    """Whether a slip says enough for a list that words do not demand, of which nothing is said twice."""
    needed = OPEN if each.likelihood >= -0.5 or is_list_below(each) else UNSAID
    printed = {part.quantity.value for part in each.figures}
    is_slip = (each.slip or 0.0) >= SLIP and each.score >= needed
    return is_slip and len(each.figures) > 2 and len(printed) == len(each.figures)


def is_said_plainly(each: Hypothesis) -> bool:
    """Whether a misfit is one however far it is off: a slip, of rows by their order, from A to B,
    in another unit, of a base right beside it, of the whole right before it,
    or as all other shares of a list say.
    """
    if each.slip is not None or len(each.claim.row) > 1 or is_from_to(each) or each.kind == "conversion":
        return True
    if each.expression.form == "scaled":
        return True
    if each.kind in _COMPARING and _stand_together(each):
        return any(one.role in ("base", "change") for one in each.figures)
    return each.kind == "share" and each.figures[-1].index == each.claim.index - 1  # 占30个村的62%.


def is_said_from_end_to_end(each: Hypothesis) -> bool:
    """Whether what is compared stands right beside the claim, or is called what was before it there."""
    if is_from_to(each) or each.kind == "conversion":
        return True
    if each.expression.form == "growth_of_parts" and is_outside_of(each.claim, each.figures[1::2]):
        return True
    if any(one.role == "base" and abs(one.index - each.claim.index) == 1 for one in each.figures):
        return True
    if each.kind == "share" and each.demand == 2 and each.figures[0].index == each.claim.index - 1:
        # 共6个村，其中100万元以上的3个，占60%; or two neighbours are of the same whole.
        return each.figures[-1].sentence == each.claim.sentence or each.votes >= VOTED
    return _stand_together(each)


def is_outside_of(growth: Term, rates: Sequence[Term]) -> bool:
    """Whether a growth is less than each of others, or more: no whole of which these are all parts can have it."""
    low, high = min(one.signed.low for one in rates), max(one.signed.high for one in rates)
    grown = claimed(growth, "growth")
    return grown.high < low or high < grown.low


def _stand_together(each: Hypothesis) -> bool:
    """Whether a claim and the figures it is computed from stand in a row in one segment."""
    near = {each.claim.index, *(one.index for one in each.figures)}
    is_row = max(near) - min(near) == len(near) - 1
    return is_row and all(one.segment == each.claim.segment for one in each.figures)


def is_from_to(each: Hypothesis) -> bool:
    """Whether the words say a growth or a change from end to end."""
    return each.kind in ("growth", "change") and each.prior >= PLAIN


def may_be_held(each: Hypothesis) -> bool:
    """Whether a misfit is no list that is not all there: a slip explains it, or the total is less than its parts."""
    if each.kind not in LISTS or each.slip is not None:
        return True
    return each.kind == "sum" and each.bounds.low > each.claim.quantity.high * each.bounds.low_under


def is_about_right(by: Hypothesis, times: int) -> bool:
    """Whether what follows and what is claimed differ by no more than a half, a third … of the larger.

    What is farther off is rather of something else than wrong.
    """
    wanted = Fraction(claimed(by.claim, by.kind).value)
    found = Fraction(by.bounds.value, by.bounds.value_under)
    return abs(found - wanted) * times <= max(abs(found), abs(wanted))
