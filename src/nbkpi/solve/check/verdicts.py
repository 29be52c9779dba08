"""The verdict on a printed derived figure: what it asserts against what follows from everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from nbkpi.book.records import Entity, Measure, Metric, Observation
from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.format import exact_text, format_interval
from nbkpi.figure.unit import POINTS
from nbkpi.language import _
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.whole_cases import UNSETTLED, Cases, ratio_of
from nbkpi.solve.expr.expression import Slot
from nbkpi.solve.expr.state import describe_state
from nbkpi.solve.network import Sort
from nbkpi.solve.printed import either_way, limits_of
from nbkpi.solve.relations import definition, relation_formulas, relations_text
from nbkpi.solve.result import Result

Verdict = Literal["exact", "consistent", "truncated", "contradicted", "uninformative", "not comparable", "unknown"]
VERDICTS: tuple[Verdict, ...] = (
    "contradicted", "truncated", "not comparable", "unknown", "uninformative", "consistent", "exact",
)  # fmt: skip
FINDINGS: tuple[Verdict, ...] = ("contradicted", "truncated")
"""The verdicts that somebody must look into."""
FITTING: tuple[Verdict, ...] = ("uninformative", "consistent", "exact")
"""The verdicts on what was checked and found possible."""

_EARLY = {"preliminary", "estimated"}


@dataclass(slots=True)
class Check:
    """What came of checking one claim, identity or other relation.

    asserted is the printed figure that is held against the figures; it is None where the relation itself is.
    computed and nominal are what follows for it, in unit, None where nothing does. difference is what was asserted
    minus what was computed, at the printed numbers, or else the gap between the two. statement is the relation for
    people, relations are the same as formulas.
    """

    verdict: Verdict
    sort: Sort | Literal["sources"]
    entity: Entity
    measure: Measure | None
    period: Period
    unit: Unit
    statement: str
    reason: str
    asserted: Observation | None = None
    computed: Interval | None = None
    nominal: Fraction | None = None
    difference: Fraction | None = None
    figures: tuple[Observation, ...] = ()
    hints: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    @property
    def decimals(self) -> int:
        """With how many decimals, at least, to show what follows for a share."""
        return decimals_beside(self.asserted, self.is_finding)

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict in FINDINGS

    @property
    def printed(self) -> tuple[Observation, ...]:
        """Every printed figure that takes part, the asserted one first."""
        first = () if self.asserted is None else (self.asserted,)
        return tuple(dict.fromkeys((*first, *self.figures)))


class Judge:
    """Judges the claims of one book."""

    def __init__(self, calculator: Calculator) -> None:
        self.calculator = calculator

    def judge(self, claim: Observation) -> Check:
        """The verdict on one claim, by all that was printed besides it."""
        metric = claim.measure
        assert isinstance(metric, Metric)
        computed = self.calculator.computed(metric, claim.entity, claim.period)
        check = _check_of(claim, metric, computed)
        if claim.interval is None:
            return replace(check, reason=describe_state(claim.figure.missing or "unknown"))
        if claim.figure.unit.dimension != metric.unit.dimension:
            return replace(check, verdict="not comparable", reason=_percent_or_points(claim))
        if not claim.is_comparable:
            reason = _("growth at constant prices cannot be computed from levels at current prices")
            return replace(check, verdict="not comparable", reason=reason)
        cases = self._cases(claim, metric)
        if cases is not None and computed.interval is None:
            return _judge_cases(check, claim, cases)
        if computed.interval is None:
            return _without_value(check, computed)
        return self._against(check, claim, computed, cases)

    def _against(self, check: Check, claim: Observation, computed: Result, cases: Cases | None) -> Check:
        """The verdict where there is something to compare with."""
        assert computed.interval is not None
        follows, metric = computed.interval, claim.measure
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
            reason = _no_cases(claim, cases)
        return replace(check, verdict="contradicted", reason=reason)

    def _cases(self, claim: Observation, metric: Metric) -> Cases | None:
        """The whole cases that a claim is a rate over; None when it is something else or says only a bound."""
        ratio = ratio_of(self.calculator.program(metric), metric.unit.scale)
        if ratio is None:
            return None
        part, whole = (self._known(slot, claim) for slot in (ratio.part, ratio.whole))
        if part is None and whole is None:
            return None
        return Cases.of(ratio, part or EVERYTHING, whole or EVERYTHING)

    def _known(self, slot: Slot, claim: Observation) -> Interval | None:
        """What is known of a number of cases without the claim."""
        assert slot.measure is not None
        period = slot.period(claim.period)
        value = self.calculator.printed_value(slot.measure, claim.entity, period)
        if value is not None:
            return value.interval
        found = self.calculator.solver.deduction(claim.entity, slot.measure, period, without=claim)
        return None if found is None else found.interval


def is_of_two_states(figures: Iterable[Observation]) -> bool:
    """Whether some were revised and others are still preliminary or estimated: what differs may have been revised."""
    statuses = {one.status for one in figures}
    return "revised" in statuses and bool(statuses & _EARLY)


def cut_off(claim: Observation) -> Interval | None:
    """What a printed number stands for if its further digits were cut off; None where it was not rounded at all."""
    figure, nominal = claim.figure, claim.nominal
    if figure.reading != "nearest" or nominal is None:
        return None
    step = figure.step * figure.unit.factor_to(claim.measure.unit)
    if nominal < 0:
        return Interval(nominal - step, nominal, False, True)
    return Interval(nominal, nominal + step, True, False)


def difference(asserted: Observation | None, computed: Interval | None, nominal: Fraction | None) -> Fraction | None:
    """What was asserted minus what was computed: of the numbers, else of their nearest ends, 0 where they touch."""
    if asserted is None or computed is None:
        return None
    if asserted.nominal is not None and nominal is not None:
        return asserted.nominal - nominal
    band = either_way(asserted)
    if band.lower is not None and computed.upper is not None and band.lower > computed.upper:
        return band.lower - computed.upper
    if band.upper is not None and computed.lower is not None and band.upper < computed.lower:
        return band.upper - computed.lower
    return Fraction(0)


def _check_of(claim: Observation, metric: Metric, computed: Result) -> Check:
    """A check without a verdict yet."""
    figures = tuple(dict.fromkeys(one for value in computed.inputs for one in value.observations))
    # Where all else that was printed was solved together, it is not the formula of the claim alone that speaks.
    equations = [one for step in computed.steps for one in step.equations]
    statement = relations_text(equations) if equations else definition(metric)
    formulas = relation_formulas(equations) or (f"{metric.id} = {metric.formula}",)
    return Check(
        "unknown", "metric", claim.entity, metric, claim.period, computed.unit, statement, "", claim,
        computed.interval, computed.nominal, None, figures, relations=formulas,
    )  # fmt: skip


def _fits(band: Interval, follows: Interval, cases: Cases | None) -> bool:
    common = band.intersect(follows)
    return common is not None and (cases is None or cases.example(common) is not None)


def decimals_beside(asserted: Observation | None, is_wrong: bool) -> int:
    """With how many decimals to show what follows beside a printed figure: where it is wrong, one more tells why."""
    return 0 if asserted is None else asserted.figure.decimals + is_wrong


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


def _is_exactly_zero(computed: Result) -> bool:
    """Whether a base that is zero as printed is zero, and was not only rounded to it."""
    values = computed.inputs
    if any(value.nominal == 0 and not value.interval.is_point for value in values):
        return False
    return any(value.nominal == 0 for value in values) or all(value.interval.is_point for value in values)


def _judge_cases(check: Check, claim: Observation, cases: Cases) -> Check:
    """The verdict on a rate of which only the number of cases, or only their total, is known."""
    band = either_way(claim).intersect(limits_of(claim.measure)) or either_way(claim)
    found = cases.example(band)
    if found is None:
        cut = cut_off(claim)
        if cut is not None and cases.example(cut) is not None:
            return replace(check, verdict="truncated", reason=_("truncated instead of rounded"))
        return replace(check, verdict="contradicted", reason=_no_cases(claim, cases))
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


def _judge_mean(check: Check, cases: Cases, found: tuple[int, int], is_any_possible: bool) -> Check:
    """The verdict on a mean, or a rate without an upper limit, that some whole number gives.

    Where nothing is known of that number, the rates it gives from one whole to the next are those from none to one.
    """
    if is_any_possible and cases.part.lower == 0 and cases.part.upper is None:
        reason = _("any value would fit, so this cannot be tested")
        return replace(check, verdict="uninformative", reason=reason)
    reason = _("a whole number gives it, for example {part} / {whole}", part=found[0], whole=found[1])
    return replace(check, verdict="consistent", reason=reason)


def _no_cases(claim: Observation, cases: Cases) -> str:
    """No whole number of cases gives the rate."""
    if cases.whole.is_point and cases.whole.lower is not None:
        whole = exact_text(cases.whole.lower)
        return _("no whole number of cases out of {whole} gives {rate}", whole=whole, rate=claim.text)
    return _("no whole number of cases gives {rate}, whichever of the possible totals is right", rate=claim.text)


def _percent_or_points(claim: Observation) -> str:
    name = claim.measure.name
    if claim.figure.unit.dimension == POINTS:
        return _("percentage points were published, but “{name}” is a rate", name=name)
    return _("a percentage was published, but the unit of “{name}” is percentage points", name=name)
