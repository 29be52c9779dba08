"""Judging one printed derived figure by all that was printed besides it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure.format import format_interval
from nbkpi.figure.unit import POINTS
from nbkpi.language import _
from nbkpi.model.records import Measure, Metric, Observation
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.rates import KnownCases, judge_cases, no_cases, on_the_fewest
from nbkpi.solve.check.verdicts import Check, cut_off, decimals_beside, difference, is_of_two_states
from nbkpi.solve.check.whole_cases import Cases, ratio_of
from nbkpi.solve.expr.expression import Slot
from nbkpi.solve.expr.state import describe_state
from nbkpi.solve.printed import either_way, limits_of
from nbkpi.solve.relations import definition, definition_formula, relation_formulas, relations_text
from nbkpi.solve.result import Result

MAX_FIGURES = 30
"""Of so many figures at most it is asked whether each is needed for a contradiction."""

PATIENCE = 300
"""For so many figures of one book it is asked where everything has to be solved anew for each."""


class Judge:
    """Judges the claims of one book."""

    def __init__(self, calculator: Calculator) -> None:
        self.calculator = calculator
        self._patience = PATIENCE

    def judge(self, claim: Observation) -> Check:
        """The verdict on one claim, by all that was printed besides it."""
        metric = claim.measure
        assert isinstance(metric, Metric)
        computed = self.calculator.computed(metric, claim.entity, claim.period)
        check = _check_of(claim, metric, computed)
        if claim.interval is None:
            return replace(check, reason=describe_state(claim.figure.missing or "unknown", sign=claim.sign))
        if claim.figure.unit.dimension != metric.unit.dimension:
            return replace(check, verdict="not comparable", reason=_percent_or_points(claim))
        if not claim.is_comparable:
            return replace(check, verdict="not comparable", reason=_other_prices(claim))
        ratio = ratio_of(self.calculator.program(metric), metric.unit.scale)
        cases = None
        if ratio is not None:
            part, whole = self._known(ratio.part, claim), self._known(ratio.whole, claim)
            cases = Cases.of(ratio, part.interval, whole.interval) if part.figures or whole.figures else None
            if cases is not None and computed.interval is None:
                return on_the_fewest(judge_cases(check, claim, cases), claim, cases, part, whole)
        if computed.interval is None:
            return _without_value(check, computed)
        judged = self.against(check, claim, computed.interval, cases)
        return self._on_the_fewest(judged, claim, is_implied=computed.basis == "implied")

    def against(self, check: Check, claim: Observation, follows: Interval, cases: Cases | None = None) -> Check:
        """The verdict where there is something to compare with."""
        metric = claim.measure
        check.difference = difference(claim, follows, check.nominal)
        if _fits(either_way(claim), follows, cases):
            if follows.is_point and claim.nominal == follows.lower:
                return replace(check, verdict="exact", reason=_("it is exactly the computed value"))
            if _covers_all(follows, metric, claim):
                reason = _("any value would fit, so this cannot be tested")
                return replace(check, verdict="uninformative", reason=reason)
            return replace(check, verdict="consistent", reason=_("it agrees within rounding"))
        if (cut := cut_off(claim)) is not None and _fits(cut, follows, cases):
            return replace(check, verdict="truncated", reason=_("truncated instead of rounded"))
        if is_of_two_states(check.printed):
            return replace(check, verdict="not comparable", reason=_("revised and preliminary figures are mixed"))
        reason = _("computed: {value}", value=_follows(check))
        if cases is not None and follows.intersect(either_way(claim)) is not None:
            reason = no_cases(claim, cases)
        return replace(check, verdict="contradicted", reason=reason)

    def _on_the_fewest(self, check: Check, claim: Observation, *, is_implied: bool) -> Check:
        """A contradiction without the figures that it does not need: whatever they were, it would be one."""
        # Where whole numbers of cases decide, all of them do.
        if check.verdict != "contradicted" or check.computed is None or len(check.figures) > MAX_FIGURES:
            return check
        if check.computed.intersect(either_way(claim)) is not None or len(check.figures) < 2:
            return check
        if is_implied:
            self._patience -= len(check.figures)
            if self._patience < 0:
                return check
        spared: set[Observation] = set()
        for figure in check.figures:
            left = self._without_figures(claim, {*spared, figure})
            if left is not None and left.intersect(either_way(claim)) is None:
                spared.add(figure)
                check = replace(check, computed=left)
        if not spared:
            return check
        check = replace(check, figures=tuple(one for one in check.figures if one not in spared))
        check.difference = difference(claim, check.computed, check.nominal)
        return replace(check, reason=_("computed: {value}", value=_follows(check)))

    def _without_figures(self, claim: Observation, spared: Collection[Observation]) -> Interval | None:
        """What follows for a claim if some figures may have been anything; None where nothing does."""

        def read(one: Observation) -> Interval:
            return limits_of(one.measure) if one in spared else either_way(one)

        calculator = Calculator(self.calculator.book, read, self.calculator.formulas)
        assert isinstance(claim.measure, Metric)
        return calculator.computed(claim.measure, claim.entity, claim.period).interval

    def _known(self, slot: Slot, claim: Observation) -> KnownCases:
        """What is known of a number of cases without the claim."""
        assert slot.measure is not None
        period = slot.period(claim.period)
        value = self.calculator.printed_value(slot.measure, claim.entity, period)
        if value is not None:
            return KnownCases(value.interval, value.observations)
        found = self.calculator.solver.deduction(claim.entity, slot.measure, period, without=claim)
        if found is None:
            return KnownCases(EVERYTHING)
        return KnownCases(found.interval, found.figures, tuple(one for step in found.steps for one in step.equations))


def _check_of(claim: Observation, metric: Metric, computed: Result) -> Check:
    """A check without a verdict yet."""
    figures = tuple(dict.fromkeys(one for value in computed.inputs for one in value.observations))
    # Where all else that was printed was solved together, it is not the formula of the claim alone that speaks.
    equations = [one for step in computed.steps for one in step.equations]
    statement = relations_text(equations) if equations else definition(metric)
    formulas = relation_formulas(equations) or (definition_formula(metric),)
    return Check(
        "unknown", "metric", claim.entity, metric, claim.period, computed.unit, statement, "", claim,
        computed.interval, computed.nominal, None, figures, relations=formulas,
    )  # fmt: skip


def _fits(band: Interval, follows: Interval, cases: Cases | None) -> bool:
    common = band.intersect(follows)
    return common is not None and (cases is None or cases.example(common) is not None)


def _follows(check: Check) -> str:
    """What follows, for a claim that is contradicted by it."""
    if check.computed is None:
        return ""
    return format_interval(check.computed, check.nominal, check.unit, None, decimals_beside(check.asserted, True))


def _covers_all(follows: Interval, metric: Measure, claim: Observation) -> bool:
    """Whether every value that could have been printed would have been possible."""
    limits = limits_of(metric)
    if limits.lower is not None and limits.upper is not None:
        half = claim.figure.step * claim.figure.unit.factor_to(metric.unit) / 2
        inner = Interval.of(min(limits.lower + half, limits.upper), max(limits.upper - half, limits.lower))
        return inner in follows
    is_growth = isinstance(metric, Metric) and metric.function == "growth"
    least = limits.lower if limits.lower is not None else -1 / metric.unit.scale if is_growth else None
    reaches_down = follows.lower is None or (least is not None and follows.lower <= least)
    return reaches_down and follows.upper is None


def _without_value(check: Check, computed: Result) -> Check:
    """The verdict where there is nothing to compare with: a growth that does not exist cannot be asserted."""
    if computed.state == "zero_base" and _is_exactly_zero(computed):
        return replace(check, verdict="contradicted", reason=describe_state(computed.state))
    if computed.state.startswith(("turned_to", "loss_")):
        return replace(check, verdict="not comparable", reason=describe_state(computed.state))
    if computed.state == "unknown":
        return replace(check, reason=_("no other figure gives {name}", name=computed.subject or computed.measure.name))
    return replace(check, reason=describe_state(computed.state, computed.subject))


def _other_prices(claim: Observation) -> str:
    if claim.prices == "comparable":
        return _("for comparable coverage, which is not that of the levels given")
    return _("growth at constant prices cannot be computed from levels at current prices")


def _is_exactly_zero(computed: Result) -> bool:
    """Whether a base that is zero as printed is zero, and was not only rounded to it."""
    values = computed.inputs
    if any(value.nominal == 0 and not value.interval.is_point for value in values):
        return False
    return any(value.nominal == 0 for value in values) or all(value.interval.is_point for value in values)


def _percent_or_points(claim: Observation) -> str:
    name = claim.measure.name
    if claim.figure.unit.dimension == POINTS:
        return _("percentage points were published, but “{name}” is a rate", name=name)
    return _("a percentage was published, but the unit of “{name}” is percentage points", name=name)
