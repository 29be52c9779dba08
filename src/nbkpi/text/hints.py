"""What may have gone wrong where a claim does not fit: a slip of the pen, or figures that it would be right for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, islice, pairwise

from nbkpi.figure.format import format_interval, round_decimal
from nbkpi.language import _
from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, claimed
from nbkpi.text.misfits import LISTS
from nbkpi.text.quantity import Bounds, Quantity, difference
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged

MOST = 3


def hints_of(judged: Judged) -> tuple[str, ...]:
    """The likeliest repairs, best first; none for a claim that is right."""
    if judged.verdict not in ("contradicted", "truncated", "nearly"):
        return ()
    slips = _slips(judged.by) if judged.claim.index not in judged.settled else ()
    found = (*slips, *_swapped(judged.by), *_others(judged), *_slips_before(judged))
    return tuple(islice(dict.fromkeys(found), MOST))


def _slips(by: Hypothesis) -> Iterator[str]:
    """The number that follows, where the printed one is it with two digits swapped or one digit wrong."""
    if by.slip is None:
        return
    claim, figure = by.claim, by.claim.mention.figure
    wanted = claimed(claim, by.kind)
    if figure.nominal is None:
        return
    right = abs(Fraction(by.bounds.value, by.bounds.value_under))
    steps = round(right / claim.step)
    moved = (steps * claim.step - abs(wanted.value)) / claim.scale
    old, new = (round_decimal(abs(value), figure.decimals) for value in (figure.nominal, figure.nominal + moved))
    if old == new or old not in claim.mention.words:
        return
    words = claim.mention.words.replace(old, new, 1)
    if sorted(old) == sorted(new):
        yield _("“{printed}” should be “{words}” (two digits swapped)", words=words, printed=claim.mention.words)
    elif len(old) == len(new) and sum(a != b for a, b in zip(old, new, strict=True)) == 1:
        yield _("“{printed}” should be “{words}” (one digit wrong)", words=words, printed=claim.mention.words)


def _slips_before(judged: Judged) -> Iterator[str]:
    """The figure that the claim is computed from which one digit wrong, or two swapped, in it alone makes right.

    Nothing where several parts of a list could be it: nobody knows which. Not those that another claim is right with,
    nor digits that only the widest rounding makes right.
    """
    by, expression = judged.by, judged.by.expression
    if tuple(each.quantity for each in by.figures) != expression.operands:
        return
    wanted = claimed(by.claim, by.kind)
    found: dict[int, list[str]] = {}
    for place, term in enumerate(by.figures):
        if term.index in judged.settled:
            continue
        for words, moved in (*_with_another_digit(term), *_with_two_swapped(term)):
            operands = (*expression.operands[:place], moved, *expression.operands[place + 1 :])
            bounds = Expression(expression.form, operands, expression.split, expression.factor).bounds(by.claim.one)
            if bounds is not None and _is_in_its_midst(bounds, wanted):
                found.setdefault(place, []).append(_repair(term.mention.words, words))
    if len(found) == 1 or by.kind not in LISTS:
        yield from chain.from_iterable(found.values())


def _repair(printed: str, words: str) -> str:
    """What printed words should be."""
    if sum(old != new for old, new in zip(printed, words, strict=True)) == 1:
        return _("“{printed}” should be “{words}” (one digit wrong)", words=words, printed=printed)
    return _("“{printed}” should be “{words}” (two digits swapped)", words=words, printed=printed)


def _is_in_its_midst(bounds: Bounds, wanted: Quantity) -> bool:
    """Whether the printed numbers themselves give the claim, and not only the ends of what they may be."""
    return wanted.low * bounds.value_under <= bounds.value <= wanted.high * bounds.value_under


def _with_another_digit(term: Term) -> Iterator[tuple[str, Quantity]]:
    """What a figure in digits would be with another digit at each of its places."""
    words, places = term.mention.words, _places(term)
    for power, place in enumerate(reversed(places)):
        for digit in range(1 if power == len(places) - 1 else 0, 10):
            moved = (digit - int(words[place])) * 10**power
            if moved:
                yield f"{words[:place]}{digit}{words[place + 1 :]}", _moved(term, moved)


def _with_two_swapped(term: Term) -> Iterator[tuple[str, Quantity]]:
    """What a figure in digits would be with two neighbouring digits the other way round."""
    words, places = term.mention.words, _places(term)
    for power, (after, before) in enumerate(pairwise(reversed(places))):
        one, other = words[before], words[after]
        if one != other and (other != "0" or before != places[0]):
            swapped = [*words]
            swapped[before], swapped[after] = other, one
            yield "".join(swapped), _moved(term, (int(other) - int(one)) * 9 * 10**power)


def _places(term: Term) -> list[int]:
    """Where the digits of a figure stand in its words, without zeros before it; none where not all are there."""
    words, number = term.mention.words, str(term.quantity.value // term.step)
    places = [place for place, char in enumerate(words) if char.isdecimal()]
    is_all = "".join(words[place] for place in places).lstrip("0") == number
    return places[-len(number) :] if is_all else []


def _moved(term: Term, steps: int) -> Quantity:
    low, high, value, *closed = term.quantity
    moved = steps * term.step
    return Quantity(low + moved, high + moved, value + moved, *closed)


def _swapped(by: Hypothesis) -> Iterator[str]:
    """A growth over the later of its two levels, or in points for percent."""
    claim = by.claim
    if by.kind == "growth" and by.expression.form == "growth":
        level, base = by.expression.operands
        over = Expression("ratio", (difference(level, base), level)).bounds(claim.one)
        if over is not None and over.meets(claimed(claim, "growth")):
            value = format_interval(over.interval(claim.scale), over.nominal(claim.scale), claim.unit)
            what = _("the base is swapped: the number is the change divided by the later value")
            yield _("{what} ({value})", what=what, value=value)
    if by.kind == "growth" and claim.unit.symbol == "倍":
        wanted, one = claimed(claim, "growth"), claim.one
        moved = wanted._replace(low=wanted.low - one, high=wanted.high - one, value=wanted.value - one)
        if by.bounds.meets(moved):
            yield _("the number is the multiple of the base: write 增长到")


def _others(judged: Judged) -> Iterator[str]:
    """Other figures that the claim fits."""
    for rival in judged.rivals:
        unit = rival.claim.scale
        whole = (
            rival.figures[-1].mention.words if rival.expression.form == "ratio" else _("the sum of the parts listed")
        )
        text = _("it fits with another denominator: {name}", name=whole)
        if rival.kind != "share":
            text = _(
                "it fits with other figures: {figures}",
                figures=" · ".join(each.mention.words for each in rival.figures),
            )
        shown = format_interval(rival.bounds.interval(unit), rival.bounds.nominal(unit), rival.claim.unit)
        yield _("{what} ({value})", what=text, value=shown)
