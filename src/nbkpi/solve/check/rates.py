"""The verdict on a rate over whole cases of which only the number of cases, or only their total, is known."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure.format import bounds_text, exact_text, with_unit
from nbkpi.language import _, separated
from nbkpi.model.records import Observation
from nbkpi.solve.check.verdicts import Check, cut_off
from nbkpi.solve.check.whole_cases import ANY_PART, ANY_WHOLE, UNSETTLED, Cases
from nbkpi.solve.expr.ranges import WHOLE
from nbkpi.solve.network import Equation
from nbkpi.solve.printed import either_way, limits_of
from nbkpi.solve.relations import relation_formulas, relations_text


class KnownCases(NamedTuple):
    """What is known of a number of cases: what it may be, the figures that say so, the relations between them."""

    interval: Interval
    figures: tuple[Observation, ...] = ()
    equations: tuple[Equation, ...] = ()


def judge_cases(check: Check, claim: Observation, cases: Cases) -> Check:
    """The verdict on a rate of which only the number of cases, or only their total, is known."""
    found = cases.example(_band(claim))
    if found is None:
        cut = cut_off(claim)
        if cut is not None and cases.example(cut) is not None:
            return replace(check, verdict="truncated", reason=_("truncated instead of rounded"))
        return replace(check, verdict="contradicted", reason=no_cases(claim, cases))
    if cases.whole.upper is None or claim.nominal is None or (found == UNSETTLED and not cases.is_share):
        return replace(check, reason=_("the figures it is computed from were not published"))
    step = claim.figure.step * claim.figure.unit.factor_to(claim.measure.unit)
    possible, total = cases.possible_rates(step)
    if not cases.is_share:
        return _judge_mean(check, cases, found, possible == total)
    if possible == total:
        reason = _(
            "any percentage written to this precision would fit these counts ({total} of {total}), so "
            "this cannot be tested",
            total=total,
        )
        return replace(check, verdict="uninformative", reason=reason)
    reason = _(
        "{possible} of the {total} percentages written to this precision would fit these counts",
        possible=possible,
        total=total,
    )
    if found != UNSETTLED:
        reason = _("for example {part} of {whole}: {reason}", part=found[0], whole=found[1], reason=reason)
    return replace(check, verdict="consistent", reason=reason)


def _band(claim: Observation) -> Interval:
    """What a rate was printed as, as far as there are such rates."""
    return either_way(claim).intersect(limits_of(claim.measure)) or either_way(claim)


def _judge_mean(check: Check, cases: Cases, found: tuple[int, int], is_any_possible: bool) -> Check:
    """The verdict on a mean, or a rate without an upper limit, that some whole number gives.

    Where nothing is known of that number, the rates it gives from one whole to the next are those from none to one.
    """
    if is_any_possible and cases.part.lower == 0 and cases.part.upper is None:
        reason = _("any value would fit, so this cannot be tested")
        return replace(check, verdict="uninformative", reason=reason)
    reason = _("a whole number gives it, for example {part} / {whole}", part=found[0], whole=found[1])
    return replace(check, verdict="consistent", reason=reason)


def no_cases(claim: Observation, cases: Cases) -> str:
    """No whole number of cases gives the rate."""
    if cases.whole.is_point and cases.whole.lower is not None:
        whole = exact_text(cases.whole.lower)
        if not cases.is_share:
            return _("no whole number over {whole} gives {rate}", whole=whole, rate=claim.text)
        return _("no whole number of cases out of {whole} gives {rate}", whole=whole, rate=claim.text)
    if not cases.is_share:
        return _("no whole number over any possible whole gives {rate}", rate=claim.text)
    return _("no whole number of cases gives {rate}, whichever of the possible totals is right", rate=claim.text)


def on_the_fewest(check: Check, claim: Observation, cases: Cases, part: KnownCases, whole: KnownCases) -> Check:
    """The verdict with what it rests on: of a contradiction only the numbers without which it would be none."""
    needed = {"part": part, "whole": whole}
    if check.verdict == "contradicted":
        if cases._replace(part=ANY_PART).example(_band(claim)) is None:
            cases = cases._replace(part=ANY_PART)
            del needed["part"]
        if cases._replace(whole=ANY_WHOLE).example(_band(claim)) is None:
            del needed["whole"]
        if not needed and cases.is_share:
            limits = with_unit(bounds_text(WHOLE.scaled(1 / check.unit.scale)), check.unit)
            check = replace(check, reason=_("the result is outside the possible range ({limits})", limits=limits))
    figures = dict.fromkeys(one for known in needed.values() for one in known.figures)
    equations = [equation for known in needed.values() for equation in known.equations]
    statement = separated([check.statement, relations_text(equations)] if equations else [check.statement])
    relations = (*check.relations, *relation_formulas(equations))
    return replace(check, figures=tuple(figures), statement=statement, relations=relations)
