"""Categories that have categories themselves and that nobody printed: sums go through them, where all inside was."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from nbkpi.language import _, listed
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.network import Equation, KnownVariable, Network, solved_for
from nbkpi.solve.relations import relation_formula, relation_text


def middle_levels(network: Network, broken: Container[int]) -> dict[int, KnownVariable]:
    """Cells that were not printed, as if they had been, where all of their own categories were; inner levels count."""
    found: dict[int, KnownVariable] = {}
    sums = [one for number, one in enumerate(network.equations) if one.sort == "members" and number not in broken]
    is_new = True
    while is_new:
        is_new = False
        for equation in sums:
            place, *places = equation.variables
            parts = [found.get(one) or network.variables[one] for one in places]
            whole = network.variables[place]
            if place in found or whole.printed or not all(one.printed for one in parts):
                continue
            total = solved_for(equation, place, [whole.limits, *(one.allowed for one in parts)])
            if total is not None:
                figures = tuple(figure for one in parts for figure in one.printed)
                found[place], is_new = replace(whole, allowed=total, printed=figures), True
    return found


def with_middle_levels(network: Network, equation: Equation, known: Mapping[int, KnownVariable]) -> list[KnownVariable]:
    """The variables of a sum of categories: its whole as it is, of the categories those that are as if printed."""
    whole, *parts = equation.variables
    return [network.variables[whole], *(known.get(one) or network.variables[one] for one in parts)]


def not_checked(network: Network, known: Mapping[int, KnownVariable]) -> Iterator[Check]:
    """Printed wholes whose categories were printed but for those with categories of their own, of which some lack."""
    for equation in network.equations:
        if equation.sort != "members":
            continue
        whole, *parts = with_middle_levels(network, equation, known)
        missing = [one for one in parts if not one.printed]
        are_middle = all(any(member.members for member in one.key.entity.of) for one in missing)
        if whole.printed and missing and are_middle and len(missing) < len(parts):
            measure = whole.key.measure
            assert measure is not None
            names = listed(one.key.entity.cell_text for one in missing)
            reason = _("not checked: {names} was not published, nor all of its categories", names=names)
            yield Check(
                "unknown", "members", equation.entity, measure, equation.period, measure.unit, relation_text(equation),
                reason, whole.printed[0], figures=tuple(one for each in parts for one in each.printed),
                relations=(relation_formula(equation),),
            )  # fmt: skip
