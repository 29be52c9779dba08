"""Checking a book: every claim by itself, then all that was printed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from nbkpi.language import _
from nbkpi.model.records import Observation
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.beyond import beyond_limits
from nbkpi.solve.check.growth_of_totals import growth_of_rows
from nbkpi.solve.check.joint import joint_checks
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.check.totals import total_checks
from nbkpi.solve.check.verdicts import FINDINGS, VERDICTS, Check, difference
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.printed import best, either_way, is_usable
from nbkpi.solve.select import Selection


def check(calculator: Calculator, selection: Selection) -> list[Check]:
    """Everything in the selection that can be checked, the gravest verdict first, else in the order of the book."""
    selection = selection.with_every_cell()
    # How a half was rounded is not known, so that a claim is judged with both ends of every rounded figure.
    book, judge = calculator.book, Judge(Calculator(calculator.book, either_way, calculator.formulas))
    asked = (one for one in book.observations if one.is_claim and selection.has_figure(one.entity, one.measure))
    claims = [growth_of_rows(judge, judge.judge(one)) for one in asked]
    judged = ("not comparable", *FINDINGS)
    doubtful = {one.asserted for one in claims if one.verdict in judged and one.asserted is not None}
    parts = book.cells.parts() if selection.names_cells else ()
    entities = (
        one
        for one in book.subjects()
        if selection.has_entity(one) or any(selection.has_figure(one, part) for part in parts)
    )
    network = Builder(calculator.formulas, either_way, doubtful).whole(entities)
    conflicts, solved = contradictions(network)
    calculator.solver.unsolved = len(solved.not_together)
    calculator.solver.unfinished = len(solved.unfinished)
    together = list(joint_checks(network, conflicts))
    # What cannot be true together with others is contradicted, whatever it is by itself.
    contradicted = {one.asserted for one in together if one.is_finding}
    alone = _each_once(one for one in claims if one.asserted not in contradicted)
    beyond = beyond_limits(judge.calculator, selection)
    found = [*_sources(calculator, selection), *alone, *together, *beyond]
    shown = [one for one in found if _is_asked_for(one, selection)] + list(total_checks(book, selection))
    return sorted(shown, key=lambda one: VERDICTS.index(one.verdict))


def _each_once(claims: Iterable[Check]) -> Iterator[Check]:
    """Two claims that contradict each other are one finding, not two: that one was cut off, if it explains both."""
    seen: set[frozenset[Observation]] = set()
    for one in sorted(claims, key=lambda one: one.verdict != "truncated"):
        figures = frozenset(one.printed)
        if one.is_finding and figures in seen:
            continue
        if one.is_finding:
            seen.add(figures)
        yield one


def _is_asked_for(one: Check, selection: Selection) -> bool:
    """Whether the figure that is checked passes the filters; in a contradiction any figure may be the wrong one."""
    if one.printed:
        figures = one.printed if one.is_finding else one.printed[:1]
        return any(selection.has_observation(figure) for figure in figures)
    return selection.has_entity(one.entity) and selection.has_period(one.period) and selection.sources is None


def _sources(calculator: Calculator, selection: Selection) -> Iterator[Check]:
    """Figures that several sources print of one thing, each against the first."""
    seen: set[tuple[object, ...]] = set()
    for one in calculator.book.observations:
        key = (one.entity, one.measure, one.period)
        same = calculator.book.printed(*key)
        if len(same) < 2 or key in seen or not selection.has_entity(one.entity):
            continue
        seen.add(key)
        first, *others = best([each for each in same if is_usable(each)]) or [one]
        for other in others:
            both = either_way(first).intersect(either_way(other)) is not None
            yield Check(
                "consistent" if both else "contradicted",
                "sources",
                *key,
                one.measure.unit,
                _("{name} was published twice", name=one.measure.name),
                _("both can be true") if both else _("both cannot be true"),
                other,
                either_way(first),
                first.nominal,
                difference(other, either_way(first), first.nominal),
                (first,),
            )


def causes(findings: Sequence[Check]) -> list[tuple[Observation | None, list[Check]]]:
    """The findings in groups: those that one figure would explain if it were wrong, with that figure.

    The figure that explains most comes first; what shares no figure with another finding is in a group of its own,
    without one. No finding is in two groups.
    """
    takes_part: defaultdict[Observation, list[int]] = defaultdict(list)
    for number, one in enumerate(findings):
        for figure in one.printed:
            takes_part[figure].append(number)
    left = dict(enumerate(findings))
    groups: list[tuple[Observation | None, list[Check]]] = []
    for figure, numbers in sorted(takes_part.items(), key=lambda pair: (-len(pair[1]), pair[0].is_claim)):
        explained = [number for number in numbers if number in left]
        if len(explained) > 1:
            groups.append((figure, [left.pop(number) for number in explained]))
    return groups + [(None, [one]) for one in left.values()]
