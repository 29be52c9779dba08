"""What an asserted number would be right for: another base, another whole, another kind of change."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.errors import NbkpiError
from nbkpi.figure import Unit
from nbkpi.figure.format import format_interval
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, PURE
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Call, Name, Node, Operation
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _
from nbkpi.model.records import Metric, Observation
from nbkpi.solve.calculate import Calculator, own_metric
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.printed import either_way


class OtherReadings:
    """Looks for them in one book, one claim after the other; formulas that were tried are kept."""

    def __init__(self, calculator: Calculator) -> None:
        self.calculator, self.book = calculator, calculator.book
        self._metrics: dict[tuple[str, Unit], Metric] = {}

    def of(self, check: Check) -> Iterator[str]:
        """What the asserted number would be right for, if it is a claim: other bases, wholes and kinds of change."""
        claim = check.asserted
        if claim is None or not isinstance(claim.measure, Metric) or claim.interval is None:
            return
        metric = claim.measure
        if metric.base is not None:
            name = metric.base.id
            if metric.base.unit.dimension == PURE and metric.function in ("growth", "points", "change"):
                # A rate that went from 20% to 25% grew by 25% and by 5 percentage points.
                yield from self._if_right(
                    claim,
                    f"growth({name})",
                    PERCENT,
                    _("the number is growth in percent, not the change in percentage points"),
                )
                points = f"({name} - prior({name}))"
                in_points = _("the number is the change in percentage points, not growth in percent")
                yield from self._if_right(claim, points, PERCENT, in_points, PERCENTAGE_POINT)
            if metric.function == "growth":
                swapped = f"1 - prior({name}) / {name}"
                yield from self._if_right(
                    claim,
                    swapped,
                    PERCENT,
                    _("the base is swapped: the number is the change divided by the later value"),
                )
                before = _("the number is growth over the previous period")
                yield from self._if_right(claim, f'growth({name}, "previous")', PERCENT, before)
                yield from self._if_right(
                    claim, f"growth({name}, 2)", PERCENT, _("the number is growth over two years")
                )
        yield from self._other_wholes(claim, metric)

    def _other_wholes(self, claim: Observation, metric: Metric) -> Iterator[str]:
        """Rates that fit with another divisor: another figure of the same kind, or the sum of the parts listed."""
        part, whole = _fraction(metric.node)
        if part is None or whole is None:
            return
        used = self.book.measure(whole.text)
        same = [
            one
            for one in self.book.indicators
            if one is not used
            and one.unit.dimension == used.unit.dimension
            and self.book.printed(claim.entity, one, claim.period)
        ]
        above = metric.formula[part.start : part.end]
        candidates = [(one.id, one.name) for one in same if not isinstance(part, Name) or one.id != part.text]
        for identity in self.book.identities:
            left, right, relation = identity.equation
            if relation == "=" and isinstance(left, Name) and self.book.measure(left.text) is used:
                candidates.append((identity.text[right.start : right.end], _("the sum of its parts")))
        if len(same) > 1:
            candidates.append((" + ".join(one.id for one in same), _("the sum of the parts listed")))
        for formula, name in candidates:
            text = _("it fits with another denominator: {name}", name=name)
            found = list(self._if_right(claim, f"({above}) / ({formula})", metric.unit, text))
            if found:
                yield found[0]
                return

    def _if_right(
        self, claim: Observation, formula: str, unit: Unit, text: str, shown: Unit | None = None
    ) -> Iterator[str]:
        """The text with the value, in the unit shown, if the claim is right as this formula."""
        try:
            found = self.calculator.computed(self._metric(formula, unit), claim.entity, claim.period)
        except NbkpiError:
            return
        interval = claim.interval
        if found.basis != "computed" or found.interval is None or interval is None or not found.interval.is_bounded:
            return
        # A percentage and a number of percentage points are compared by their numbers.
        printed = claim.figure.unit.scale if claim.figure.unit.dimension != unit.dimension else claim.measure.unit.scale
        band = either_way(claim).scaled(printed / unit.scale)
        if band.intersect(found.interval) is not None:
            yield _("{what} ({value})", what=text, value=format_interval(found.interval, found.nominal, shown or unit))

    def _metric(self, formula: str, unit: Unit) -> Metric:
        """A formula as a metric, the same one each time; NbkpiError where the book has no such values in this unit."""
        if (formula, unit) not in self._metrics:
            node = parse_formula(formula)
            check_unit(check_formula(node, self.book.named), unit, node)
            self._metrics[formula, unit] = own_metric(node, unit, formula)
        return self._metrics[formula, unit]


def _fraction(node: Node) -> tuple[Node | None, Name | None]:
    """The part and the whole of a formula that is a quotient or a share of something named."""
    if isinstance(node, Operation) and node.operator == "/" and isinstance(node.right, Name):
        return node.left, node.right
    if isinstance(node, Call) and node.function == "share" and isinstance(node.arguments[1], Name):
        return node.arguments[0], node.arguments[1]
    return None, None
