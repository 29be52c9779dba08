"""The relations between figures in words and as formulas: metrics, identities, sums of parts and of periods."""

from __future__ import annotations

from collections.abc import Iterable

from nbkpi.figure.spoken import period_text
from nbkpi.language import _, separated
from nbkpi.model.records import Identity, Metric
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.network import Equation
from nbkpi.solve.result import Result


def relations_text(equations: Iterable[Equation]) -> str:
    """Each relation once, for people."""
    return separated(dict.fromkeys(map(relation_text, equations)))


def relation_formulas(equations: Iterable[Equation]) -> tuple[str, ...]:
    """Each relation once, for programs."""
    return tuple(dict.fromkeys(map(relation_formula, equations)))


def relations_behind(result: Result) -> str:
    """What an implied result rests on: the formulas of the claims in it, then what else it went through."""
    claimed = (claim.measure for claim in result.claims)
    formulas = [definition(measure) for measure in claimed if isinstance(measure, Metric)]
    steps = (relation_text(equation) for step in result.steps for equation in step.equations)
    return separated(dict.fromkeys([*formulas, *steps]))


def relation_text(equation: Equation) -> str:
    """One relation for people: with names, in their language."""
    about = equation.about
    if isinstance(about, Identity):
        return about.wording
    if isinstance(about, Metric):
        return definition(about)
    name = about.name if about is not None else ""
    if equation.sort == "periods":
        return _("{name}: periods add up to {period}", name=name, period=period_text(equation.period))
    if equation.sort == "sum":
        if _is_mean(equation):
            return _("{name}: mean of the members of {entity}", name=name, entity=equation.entity.label)
        return _("{name}: total of the members of {entity}", name=name, entity=equation.entity.label)
    if equation.sort == "members" and equation.by is not None:
        return _("{name}: {entity} is the total of its categories by {breakdown}",
                 name=name, entity=equation.entity.label, breakdown=equation.by.name)  # fmt: skip
    return _("{name}: {entity} is not less than the total of its parts", name=name, entity=equation.entity.label)


def definition(metric: Metric) -> str:
    """What a metric is computed by, for people."""
    return f"{metric.name} = {metric.readable}"


def definition_formula(metric: Metric) -> str:
    """The same for programs."""
    return f"{metric.id} = {metric.formula}"


def relation_formula(equation: Equation) -> str:
    """One relation for programs: with ids, in no language."""
    about, entity, period = equation.about, equation.entity.formula, equation.period
    if isinstance(about, Identity):
        return about.text
    if isinstance(about, Metric):
        return definition_formula(about)
    name = about.id if about is not None else ""
    if equation.sort == "periods":
        return f"{name}({period}) = sum of {name} over the periods in it"
    if equation.sort == "sum":
        what = "mean" if _is_mean(equation) else "sum"
        return f"{what}({name}) = {what} of {name} over the entities within {entity}"
    if equation.sort == "members" and equation.by is not None:
        return f"{name} of {entity} = sum of {name} by {equation.by.id}"
    return f"{name} of {entity} >= sum of {name} over its parts"


def _is_mean(equation: Equation) -> bool:
    """Whether what is added up is divided by how many there are."""
    return isinstance(equation.shape, Linear) and any(abs(factor) != 1 for _place, factor in equation.shape.factors)
