"""Checks of what was printed together: figures that are possible only one by one, and sums that hold."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure.format import format_interval
from nbkpi.language import _
from nbkpi.solve.check.middle_levels import middle_levels, not_checked, with_middle_levels
from nbkpi.solve.check.verdicts import Check, Verdict, cut_off, decimals_beside, difference, is_of_two_states
from nbkpi.solve.conflict import Conflict
from nbkpi.solve.network import Equation, KnownVariable, Network, Sort, solved_for
from nbkpi.solve.printed import either_way
from nbkpi.solve.relations import relation_formula, relation_formulas, relation_text, relations_text


def joint_checks(network: Network, conflicts: Iterable[Conflict]) -> Iterator[Check]:
    """Every contradiction in a network, then the identities and sums of printed figures that hold."""
    broken: set[int] = set()
    for conflict in conflicts:
        broken.update(conflict.equations)
        yield _contradiction(network, conflict)
    # An identity that names metrics is there in two forms, the second with the metrics as they were printed.
    holding: dict[tuple[object, ...], Check] = {}
    totals, middle = dict(_printed_totals(network, broken)), middle_levels(network, broken)
    # Where an identity says that a whole is the sum of its categories too, it is the one that is named.
    said = {frozenset(one.variables) for one in network.equations if one.sort == "identity"}
    for number, equation in enumerate(network.equations):
        is_said = equation.sort == "members" and frozenset(equation.variables) in said
        if number not in broken and equation.sort not in ("metric", "together") and not is_said:
            known = totals if equation.sort == "identity" else {}
            variables = [known.get(place) or network.variables[place] for place in equation.variables]
            variables = with_middle_levels(network, equation, middle) if equation.sort == "members" else variables
            # By how much one side of a rule is less than the other was not printed.
            is_rest = equation.sort == "identity"
            is_printed = all(one.printed or (is_rest and one.key.role == "rest") for one in variables)
            if is_printed and equation.shape.has_value([one.allowed for one in variables]):
                about = (relation_formula(equation), equation.entity, equation.period)
                if (found := _holding(equation, variables)) is not None:
                    holding[about] = found
    yield from holding.values()
    yield from not_checked(network, middle)


def _printed_totals(network: Network, broken: Container[int]) -> Iterator[tuple[int, KnownVariable]]:
    """Totals and means over the entities within, as if they had been printed where all that they add up was."""
    for number, equation in enumerate(network.equations):
        if equation.sort == "sum" and number not in broken:
            whole, *parts = (network.variables[place] for place in equation.variables)
            if whole.key.role in ("sum", "mean") and all(one.printed for one in parts):
                box = [whole.limits, *(one.allowed for one in parts)]
                total = solved_for(equation, equation.variables[0], box)
                if total is not None:
                    figures = tuple(figure for one in parts for figure in one.printed)
                    yield equation.variables[0], replace(whole, allowed=total, printed=figures)


def _contradiction(network: Network, conflict: Conflict) -> Check:
    """A contradiction as a check of the figure that is held against the others."""
    equations = [network.equations[number] for number in conflict.equations]
    variable = network.variables[conflict.asserted]
    measure = variable.key.measure
    assert measure is not None
    asserted = variable.printed[0] if conflict.asserted in conflict.figures else None
    figures = tuple(one for number in conflict.figures for one in network.variables[number].printed)
    computed, nominal = conflict.computed, None
    if asserted is not None and computed is not None and computed.intersect(either_way(asserted)) is not None:
        # One interval cannot say what is left when it is all but the asserted value.
        computed = None
    verdict: Verdict = "contradicted"
    if computed is not None:
        nominal = None if asserted is None else _number(network, conflict, equations)
        shown = format_interval(computed, nominal, measure.unit, None, decimals_beside(asserted, True))
        reason = _("computed: {value}", value=shown)
    else:
        reason = _why(network, conflict, equations, len(figures))
    cut = None if asserted is None or computed is None else cut_off(asserted)
    if cut is not None and computed is not None and cut.intersect(computed) is not None:
        verdict, reason = "truncated", _("truncated instead of rounded")
    if is_of_two_states(figures):
        verdict, reason = "not comparable", _("revised and preliminary figures are mixed")
    return Check(
        verdict,
        _sort(equations),
        variable.key.entity,
        measure,
        variable.key.period,
        measure.unit,
        relations_text(equations),
        reason,
        asserted,
        computed,
        nominal,
        difference(asserted, computed, nominal),
        tuple(one for one in figures if one is not asserted),
        relations=relation_formulas(equations),
    )


def _why(network: Network, conflict: Conflict, equations: Sequence[Equation], count: int) -> str:
    """Why figures contradict each other where there is no value to compare the asserted one with."""
    if not conflict.figures:
        return _("this relation can never hold")
    said = _("these figures cannot all be true") if count > 1 else _("this figure cannot be true")
    return _no_whole_number(network, conflict, equations) or said


def _no_whole_number(network: Network, conflict: Conflict, equations: Sequence[Equation]) -> str:
    """That something nobody printed would have to lie between two whole numbers; nothing where that is not why."""
    for equation in equations:
        variables = [network.variables[number] for number in equation.variables]
        there = zip(equation.variables, variables, strict=True)
        box = [one.allowed if number in conflict.figures else one.limits for number, one in there]
        for number, one in zip(equation.variables, variables, strict=True):
            measure, step = one.key.measure, one.step
            if measure is None or step is None or number in conflict.figures:
                continue
            left = solved_for(equation, number, box)
            if left is not None and left.snapped(step) is None:
                name = f"{measure.name} {one.key.period}"
                bounds = format_interval(left, None, measure.unit)
                return _("no whole number for {name} gives this: it would have to be {value}", name=name, value=bounds)
    return ""


_SORTS: tuple[Sort, ...] = ("metric", "sum", "members", "identity", "periods", "within")


def _sort(equations: Sequence[Equation]) -> Sort:
    """What the relations are; of several sorts the one that says most about what was printed."""
    return min((equation.sort for equation in equations), key=_SORTS.index)


def _number(network: Network, conflict: Conflict, equations: Sequence[Equation]) -> Fraction | None:
    """What follows for a variable at the printed numbers, where a single equation between the figures says it."""
    if len(equations) != 1 or not set(equations[0].variables) <= set(conflict.figures):
        return None
    asserted = conflict.asserted
    box = []
    for number in equations[0].variables:
        variable = network.variables[number]
        values = [one.nominal for one in variable.printed if one.nominal is not None]
        if number != asserted and not values:
            return None
        box.append(variable.limits if number == asserted else Interval.point(values[0]))
    found = solved_for(equations[0], asserted, box)
    return found.lower if found is not None and found.is_point else None


def _how_it_holds(equation: Equation, variables: Sequence[KnownVariable], *, is_exact: bool) -> str:
    """In words: of a rule whether it holds for whatever the rounded figures were."""
    rest = len(variables) - 1
    if variables[rest].key.role != "rest":
        return _("the relation holds exactly") if is_exact else _("the relation holds within rounding")
    box = [*(variable.allowed for variable in variables[:rest]), EVERYTHING]
    left = solved_for(equation, equation.variables[rest], box)
    is_certain = left is not None and left in variables[rest].limits
    return _("the relation holds") if is_certain else _("the relation can hold, as far as the figures say")


def _holding(equation: Equation, variables: Sequence[KnownVariable]) -> Check | None:
    """An identity or a sum that holds, None where it does not: the first of its figures is held against the others."""
    place = next((place for place, one in enumerate(variables) if one.key.role == "own"), 0)
    first = variables[place]
    assert first.key.measure is not None
    box = [first.limits if one is first else one.allowed for one in variables]
    computed = solved_for(equation, equation.variables[place], box)
    if computed is None or computed.intersect(first.allowed) is None:
        return None
    is_exact = all(variable.allowed.is_point for variable in variables if variable.printed)
    figures = tuple(
        one for variable in (first, *variables[:place], *variables[place + 1 :]) for one in variable.printed
    )
    return Check(
        "exact" if is_exact else "consistent",
        equation.sort,
        equation.entity,
        first.key.measure,
        equation.period,
        first.key.measure.unit,
        relation_text(equation),
        _how_it_holds(equation, variables, is_exact=is_exact),
        figures[0],
        computed,
        figures=figures[1:],
        relations=(relation_formula(equation),),
    )
