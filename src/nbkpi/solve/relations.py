"""The relations between figures in words: formulas, identities, sums of parts and of periods."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.book.records import Identity, Metric
from nbkpi.language import _, listed
from nbkpi.solve.network import Equation


def relations_text(equations: Sequence[Equation]) -> str:
    """Each relation once."""
    return listed(dict.fromkeys(relation_text(equation) for equation in equations))


def relation_text(equation: Equation) -> str:
    """One relation: a formula, an identity, or what adds up to what."""
    about = equation.about
    if isinstance(about, Identity):
        return about.text
    if isinstance(about, Metric):
        return f"{about.name} = {about.formula}"
    name = about.name if about is not None else ""
    if equation.sort == "periods":
        return _("{name}: periods add up to {period}", name=name, period=equation.period)
    if equation.sort == "sum":
        return _("{name}: total over the entities within {entity}", name=name, entity=equation.entity.label)
    return _("{name}: {entity} has at least what its parts have", name=name, entity=equation.entity.label)
