"""Auditing a text: every relation it states, each with a verdict, and the claims that could not be related."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nbkpi.book.book import Book
from nbkpi.figure import Period
from nbkpi.text import changes, growth, means, rates, shares, structures, sums
from nbkpi.text.case import Judged, hints_for, judge
from nbkpi.text.guesses import fits_elsewhere, guess
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.periods import date_of, periods_in
from nbkpi.text.plain import plain_text
from nbkpi.text.relation import Relation
from nbkpi.text.roles import Term, terms_of
from nbkpi.text.scene import REACH, Scene
from nbkpi.text.spaced import Spaced

CLAIMS = frozenset({"growth", "change", "share", "rate", "points", "schedule", "pull", "contribution", "mean"})
"""Roles of figures that others could confirm."""

PLACEHOLDER = Period(2001 * 12 + 11, 1)
"""When a text was written that does not say so: only the months of its periods matter then."""

NEARBY = 6
"""So many figures of the same unit are kept for hints."""


@dataclass(slots=True)
class Audit:
    """What came of a text: judged relations in its order, claims without a relation, and all its figures."""

    judged: list[Judged]
    unrelated: list[Term]
    mentions: list[Mention]

    @property
    def findings(self) -> list[Judged]:
        """The relations that somebody must look into."""
        return [one for one in self.judged if one.check.is_finding]


def audit(text: str, book: Book, written: Period | None = None) -> Audit:
    """Every relation that a text states, judged; written is the month in which it was written, if known."""
    spaced = Spaced(text)
    plain = plain_text(spaced.text)
    mentions = mentions_in(spaced.text, book, written or _written(plain))
    symbols = {one.figure.unit.symbol: book.units.without_multiplier(one.figure.unit).symbol for one in mentions}
    scene = Scene(terms_of(mentions, plain, symbols), plain)
    found = _audited(scene, mentions, book)
    spaced.restore_clauses(scene.terms)
    spaced.restore(mentions)
    return found


def _audited(scene: Scene, mentions: list[Mention], book: Book) -> Audit:
    places = {id(term): place for place, term in enumerate(scene.terms)}
    judged: list[Judged] = []
    for relation in _relations(scene, places):
        found = judge(relation, book)
        if found.check.is_finding:
            if fits_elsewhere(scene, relation, places[id(relation.asserted)]):
                continue
            found.hints = hints_for(found, _nearby(scene, relation, places), book)
        if _says_something(found):
            judged.append(found)
    related = {id(one.relation.asserted) for one in judged}
    for place, term in enumerate(scene.terms):
        guessed = guess(scene, place) if term.role in CLAIMS and id(term) not in related else None
        if guessed is not None:
            found = judge(guessed, book)
            if found.check.verdict in ("exact", "consistent"):
                judged.append(found)
    judged = _whole_structures(judged, scene)
    claimed = {id(one.relation.asserted) for one in judged}
    claimed |= {id(term) for one in judged for term in one.way.figures}
    unrelated = [term for term in scene.terms if term.role in CLAIMS and id(term) not in claimed]
    judged.sort(key=lambda one: one.relation.asserted.mention.start)
    return Audit(judged, unrelated, mentions)


def _says_something(judged: Judged) -> bool:
    """Whether a verdict is worth saying: of a guess only that it is right."""
    verdict = judged.check.verdict
    if judged.relation.is_guess:
        return verdict in ("exact", "consistent")
    return verdict != "unknown" or judged.relation.is_noted


def _written(plain: str) -> Period:
    """When a text says it was written; else at the end of the last year it names; else any year will do."""
    found = date_of(plain)
    if found is not None:
        return found
    years = [spoken.period.year for spoken in periods_in(plain, None) if spoken.period is not None]
    return Period(max(years) * 12 + 11, 1) if years else PLACEHOLDER


def _relations(scene: Scene, places: dict[int, int]) -> Iterator[Relation]:
    """Every relation between the figures of a text."""
    totals: dict[int, int] = {}
    grown: set[int] = set()
    for relation in sums.sums(scene):
        if relation.is_noted:
            yield relation
            continue
        parts = [places[id(term)] for term in relation.ways[0].figures]
        of_parts = growth.growth_of_parts(scene, places[id(relation.asserted)], parts)
        if of_parts is not None and id(of_parts.asserted) not in grown:
            grown.add(id(of_parts.asserted))
            yield of_parts
        totals |= dict.fromkeys(map(id, relation.ways[0].figures), places[id(relation.asserted)])
        yield relation
    yield from structures.structures(scene)
    finders = {
        "growth": growth.growth,
        "change": changes.change,
        "points": changes.points,
        "schedule": changes.schedule,
        "pull": changes.pull,
        "contribution": changes.pull,
        "mean": means.means,
    }
    for index, term in enumerate(scene.terms):
        if (found := changes.from_to(scene, index)) is not None:
            pass
        elif term.role == "rate":
            natural = changes.natural(scene, index) if "自然增长率" in term.clause else None
            found = natural or _rate(scene, index, totals)
        elif term.role == "share":
            found = shares.shares(scene, index, totals)
            if found is not None and found.kind == "share" and not found.is_guess and len(found.ways[0].figures) == 2:
                whole = places[id(found.ways[0].figures[1])]
                totals = {id(scene.terms[one]): whole for one in shares.alike(scene, index, whole)} | totals
        else:
            finder = changes.change if term.mention.lead.endswith("新增") else finders.get(term.role)
            found = finder(scene, index) if finder is not None else None
        if found is not None:
            yield found


def _rate(scene: Scene, index: int, totals: dict[int, int]) -> Relation | None:
    """A rate of completion of something named, or a rate over cases."""
    term = scene.terms[index]
    explicit = shares.shares(scene, index, totals) if term.mention.lead.strip() == "的" or "占" in term.clause else None
    return explicit or rates.rates(scene, index)


def _nearby(scene: Scene, relation: Relation, places: dict[int, int]) -> tuple[Term, ...]:
    """Other levels of the units that take part, near the claim."""
    symbols = {one.symbol for way in relation.ways for one in way.figures}
    place, start = places[id(relation.asserted)], relation.asserted.mention.start
    around = scene.terms[max(0, place - REACH) : place + REACH]
    same = [one for one in around if one.symbol in symbols and one.role in ("level", "base")]
    same.sort(key=lambda one: abs(one.mention.start - start))
    return tuple(same[:NEARBY])


def _whole_structures(judged: list[Judged], scene: Scene) -> list[Judged]:
    """The shares of one structure as one relation, with the gravest verdict among them."""
    from nbkpi.solve.verdicts import VERDICTS

    kept: list[Judged] = []
    groups: dict[int, Judged] = {}
    for one in judged:
        group = one.relation.asserted.mention.found.group
        if one.relation.kind != "structure":
            kept.append(one)
        elif group not in groups or VERDICTS.index(one.check.verdict) < VERDICTS.index(groups[group].check.verdict):
            groups[group] = one
    members: defaultdict[int, list[Term]] = defaultdict(list)
    for term in scene.terms:
        members[term.mention.found.group].append(term)
    for group, one in groups.items():
        one.members = tuple(members[group])
        if len(one.way.figures) > len(one.members):
            figures = one.way.figures[1:]
            formula = " : ".join(f"f{number}" for number in range(1, len(figures) + 1))
            one.way = one.way._replace(figures=figures, formula=formula)
    return [*kept, *groups.values()]
