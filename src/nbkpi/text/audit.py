"""The audit of a text: every relation between its figures, each with a verdict, and the claims without one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nbkpi.figure import Period
from nbkpi.figure.characters import normalise
from nbkpi.model.book import Book
from nbkpi.text.adjusted import accept_adjusted
from nbkpi.text.decision import decide
from nbkpi.text.exchanged import replace_exchanged
from nbkpi.text.hypothesis import Hypothesis
from nbkpi.text.layout import Layout
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.misfits import UNSAID
from nbkpi.text.periods import date_of, periods_in
from nbkpi.text.roles import Role
from nbkpi.text.scene import Scene
from nbkpi.text.settling import done_and_left, missed_totals, settle, without_taken
from nbkpi.text.shapes import (
    above,
    cases,
    changes,
    differences,
    growth,
    growth_by_change,
    headlines,
    means,
    namesakes,
    other_lists,
    percents,
    plans,
    points,
    pulls,
    rates,
    ratios,
    restated,
    schedule,
    shares,
    spans,
    structure,
    sums,
    together,
    wholes,
    yearly,
)
from nbkpi.text.share_runs import SHARES
from nbkpi.text.spaced import Spaced
from nbkpi.text.structures import whole_structures
from nbkpi.text.terms import Term, terms_of
from nbkpi.text.verdicts import RIGHT, Judged
from nbkpi.text.votes import vote, vote_by_rows

if TYPE_CHECKING:
    from nbkpi.text.tabular.table import TextTable

PLACEHOLDER = Period(2001 * 12 + 11, 1)
"""When a text was written that does not say so: only the months of its periods matter then."""

Shape = Callable[[Scene, Term], Iterator[Hypothesis]]

OF_A_LIST: tuple[Shape, ...] = (structure.structure, *percents.OF_ALL)
"""What percentages are among themselves."""

SHAPES: dict[Role, tuple[Shape, ...]] = {
    "growth": (
        growth_by_change.growth_by_change,
        growth_by_change.of_change_before,
        growth.growth_by_base,
        growth.growth_over_row_between,
        growth.growth_between,
        growth.of_index,
        namesakes.over_namesake,
        pulls.sum_of_pulls,
        changes.mixed_up,
    ),
    "yearly": (yearly.yearly,),
    "change": (
        changes.change,
        yearly.amount_a_year,
        means.of_change,
        namesakes.over_namesake,
        cases.natural,
        ratios.conversion,
    ),
    "points": (
        points.points,
        points.over_series,
        headlines.points_over_headline,
        headlines.points_over_mean,
        cases.natural_points,
        namesakes.over_namesake,
        points.cancelling,
        changes.mixed_up,
    ),
    "schedule": (schedule.schedule, points.points),
    "pull": (pulls.pull,),
    "contribution": (pulls.pull, percents.contributions_together),
    "share": (
        shares.shares,
        *OF_A_LIST,
        percents.rows_of_all,
        together.shares_together,
        pulls.shares_of_change,
        plans.of_open_target,
    ),
    "percent": (shares.shares, rates.rates, *OF_A_LIST),
    "rate": (
        rates.rates,
        together.done_in_all,
        together.over_new_and_left,
        namesakes.rate_of_named,
        plans.of_open_target,
        cases.grim,
        cases.vital,
        *OF_A_LIST,
    ),
    "progress": (rates.rates, plans.progress_by_gap, plans.of_open_target),
    "structure": (structure.structure, percents.rest_of_all),
    "mean": (means.mean, yearly.amount_a_year),
    "ratio": (ratios.ratio,),
    "multiple": (ratios.multiple,),
    "level": (ratios.conversion, spans.within, above.above_its_whole),
}
"""The shapes that are looked for, by what a figure is used for; sums are looked for over the whole text at once."""


@dataclass(slots=True)
class Audit:
    """What came of a text: judged claims in its order, claims without a relation, and all its figures.

    unheld is what would follow for a claim without a relation, by its index, where nothing is said by it: from figures
    of other paragraphs, which may confirm a claim and never accuse one, or only perhaps, from those of its own.
    """

    judged: list[Judged]
    unrelated: list[Term]
    mentions: list[Mention]
    unheld: dict[int, Judged] = field(default_factory=dict)

    @property
    def findings(self) -> list[Judged]:
        """The claims that somebody must look into."""
        return [each for each in self.judged if each.is_finding]


def audit(text: str, book: Book, written: Period | None = None, tables: Sequence[TextTable] = ()) -> Audit:
    """Every relation that a text states, judged; tables are those in it, written the month of writing, if known."""
    spaced = Spaced(text)
    plain = normalise(spaced.text)
    mentions = mentions_in(spaced.text, book, written or _written(plain), plain)
    if tables:
        mentions = [one for one in mentions if not _is_within(spaced.place(one.start), tables)]
    scene = scene_of(plain, mentions, book)
    found = _audited(scene, mentions)
    spaced.restore_clauses(scene.terms)
    spaced.restore(mentions)
    if tables:
        from nbkpi.text.tabular.judged import judged_tables

        judged, figures = judged_tables(text, tables, book)
        found.judged = sorted([*found.judged, *judged], key=lambda each: each.span)
        found.mentions = sorted([*found.mentions, *figures], key=lambda each: each.start)
    return found


def scene_of(plain: str, mentions: list[Mention], book: Book) -> Scene:
    """The figures of a text as terms of relations; plain is the text, normalised."""
    terms, one = terms_of(mentions, plain, Layout(plain), book.units)
    return Scene(terms, plain, one)


def _is_within(place: int, tables: Sequence[TextTable]) -> bool:
    """Whether a place of the text is in one of its tables, which are in order."""
    found = bisect_right(tables, place, key=lambda table: table.start) - 1
    return found >= 0 and place < tables[found].end


def _written(plain: str) -> Period:
    """When a text says it was written; else at the end of the last year it names; else any year will do."""
    found = date_of(plain)
    if found is not None:
        return found
    years = [spoken.period.year for spoken in periods_in(plain, None) if spoken.period is not None]
    return Period(max(years) * 12 + 11, 1) if years else PLACEHOLDER


def _audited(scene: Scene, mentions: list[Mention]) -> Audit:
    judged, more = _totals(scene)
    for each in judged.values():
        if each.kind == "sum" and each.verdict in RIGHT:
            scene.totals |= {part.index: each.claim.index for part in each.by.figures}
    found = hypotheses(scene, judged)
    for index, several in found.items():
        verdict = decide(several)
        if verdict is not None:
            judged[index] = verdict
    replace_exchanged(scene, judged, found)
    accept_adjusted(judged.values())
    without_taken(judged)
    _follow(scene, judged, more)
    used = {one.index for each in judged.values() if each.verdict in RIGHT for one in each.by.figures}
    for again in restated.restated(scene, used.union(judged)):
        verdict = decide([again])
        if verdict is not None:
            judged[again.claim.index] = verdict
    totals = [each for each in judged.values() if each.kind == "sum" and each.verdict in RIGHT]
    others = [other for each in totals for other in other_lists.other_lists(scene, each)]
    others += [*missed_totals(scene, judged), *done_and_left(scene, judged), *above.more_than_all(scene, judged)]
    settle([*judged.values(), *others])
    structured = list(whole_structures([judged[index] for index in sorted(judged)], scene))
    structured = sorted([*others, *structured], key=lambda each: each.span)
    unrelated = _unrelated(scene, structured)
    unheld = {
        term.index: Judged("unknown", max(possible, key=lambda each: each.likelihood))
        for term in unrelated
        if (possible := found.get(term.index))
    }
    return Audit(structured, unrelated, mentions, unheld)


def _unrelated(scene: Scene, judged: Sequence[Judged]) -> list[Term]:
    """The claims that nothing is said of, and that nothing else is computed from."""
    known = {each.claim.index for each in judged}
    known |= {one.index for each in judged for one in (*each.members, *each.by.figures)}
    return [term for term in scene.terms if term.is_claim and term.index not in known]


def hypotheses(scene: Scene, judged: Container[int] = ()) -> dict[int, list[Hypothesis]]:
    """What each claim may follow from, by its index, with the votes of its neighbours; not those that are judged, nor
    totals: sums and differences are looked for over the whole text.
    """
    found: defaultdict[int, list[Hypothesis]] = defaultdict(list)
    for term in scene.terms:
        if term.is_bounded and term.index not in judged:
            for shape in SHAPES.get(term.role, ()):
                found[term.index] += shape(scene, term)
    vote(scene, found, lambda claim, wholes: shares.shares(scene, claim, wholes) if claim.role in SHARES else ())
    vote_by_rows(scene, found)
    return found


def _totals(scene: Scene) -> tuple[dict[int, Judged], list[Hypothesis]]:
    """The verdicts on totals and on what is left of them, and the other lists that confirmed ones have as well; parts
    of one total are held against no other.
    """
    found: defaultdict[int, list[Hypothesis]] = defaultdict(list)
    for each in (
        *sums.voted(sums.sums(scene)),
        *sums.named_together(scene),
        *differences.differences(scene),
        *spans.parts_of_time(scene),
    ):
        found[each.claim.index].append(each)
    decided = [decide(several) for several in found.values()]
    judged = [each for each in decided if each is not None]
    taken = {part.index for each in judged if each.verdict in RIGHT for part in each.by.figures}
    more = [
        other
        for each in judged
        if each.verdict in RIGHT and each.kind == "sum"
        for other in found[each.claim.index]
        if other.fits
        and other.kind == "sum"
        and other.score >= UNSAID
        and set(other.figures).isdisjoint(each.by.figures)
    ]
    return {
        each.claim.index: each
        for each in judged
        if each.verdict in RIGHT or not taken.intersection(part.index for part in each.by.figures)
    }, more


def _follow(scene: Scene, judged: dict[int, Judged], more: Sequence[Hypothesis]) -> None:
    """What follows from each relation that is confirmed, or from more of them, where nothing is said of it yet."""
    known = set(judged)
    first = [(each.by, True) for each in judged.values() if each.verdict in RIGHT]
    for by, may_accuse in [*first, *((each, False) for each in more)]:
        for shape in wholes.FOLLOWING.get(by.kind, ()):
            for made in shape(scene, by):
                verdict = decide([made]) if made.claim.index not in known else None
                if verdict is not None and (made.fits or may_accuse):
                    judged[made.claim.index] = verdict
                    known |= {one.index for one in (made.claim, *made.figures)}
