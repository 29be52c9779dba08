"""The audit of a text: each claim with its verdict and what it was compared with, and the text with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.exact import Interval
from nbkpi.figure import Unit
from nbkpi.figure.format import format_interval, value_text, with_unit
from nbkpi.figure.unit import PERCENTAGE_POINT, POINTS
from nbkpi.language import _
from nbkpi.report.check import difference_unit
from nbkpi.report.computation import computation
from nbkpi.report.document import Column, Document, Json, Mark, Marked, Style, Table
from nbkpi.report.records import interval_record, number_text
from nbkpi.text.audit import Audit
from nbkpi.text.hints import hints_of
from nbkpi.text.source import Source
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import VERDICTS, Judged

UNRELATED = "unrelated"
_STYLES: dict[str, Style] = {
    "contradicted": "bad",
    "truncated": "bad",
    "nearly": "near",
    "plausible": "guess",
    "exact": "good",
    "consistent": "good",
    "uninformative": "good",
}
_SHOWN = ("contradicted", "truncated", "nearly")
"""The verdicts of which the figures are shown with their places."""
_LONGEST_PHRASE = 24


class Claim(NamedTuple):
    """What a text claims, numbered in its order; judged is nothing where it could not be related."""

    number: int
    term: Term
    judged: Judged | None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return (self.term.mention.start, self.term.mention.end) if self.judged is None else self.judged.span

    @property
    def asserted(self) -> str:
        """Its figure as printed."""
        return self.term.mention.words if self.judged is None else self.judged.asserted_words

    @property
    def place(self) -> str:
        """Its line and column."""
        return f"{self.term.mention.line}:{self.term.mention.column}"

    @property
    def is_shown(self) -> bool:
        """Whether its figures are shown: something is wrong with it, or nearly right."""
        return self.judged is not None and self.judged.verdict in _SHOWN

    @property
    def name(self) -> str:
        """What its mark leads to: the block of what is wrong, else its row."""
        return f"finding-{self.number}" if self.is_shown else self.row

    @property
    def row(self) -> str:
        """The name of its row."""
        return f"claim-{self.number}"

    @property
    def verdict(self) -> str:
        """The verdict in the language of the user."""
        return _(UNRELATED if self.judged is None else self.judged.verdict)

    def phrase(self, text: str) -> str:
        """The claim with the words before it in its clause."""
        start, end = self.span
        if self.term.cell is not None:
            return f"{self.term.name} {self.asserted}".strip()
        clause = self.term.mention.start - len(self.term.clause)
        before = max(clause, start - _LONGEST_PHRASE)
        return ("…" if before > clause else "") + " ".join(text[before:end].split())


def claims_of(found: Audit) -> list[Claim]:
    """The claims in the order of the text."""
    claims = [Claim(0, one.claim, one) for one in found.judged]
    claims += [Claim(0, term, None) for term in found.unrelated]
    claims.sort(key=lambda claim: claim.span[0])
    return [claim._replace(number=number) for number, claim in enumerate(claims, 1)]


def audit(book: Book, source: Source, found: Audit) -> Document:
    """Every claim of a text in its order; what is wrong or nearly right once more with its hints."""
    claims = claims_of(found)
    document = Document("audit", (book.title, book.location), title=f"{_('Audit')} · {source.name}")
    document.findings = len(found.findings)
    document.marked = Marked(source.text, list(_marks(claims)))
    document.records = lambda: [_record(source.text, claim) for claim in claims]
    for verdicts in (_SHOWN[:2], _SHOWN[2:]):
        document.tables += [
            _finding(source.text, claim, claim.judged)
            for claim in claims
            if claim.judged is not None and claim.judged.verdict in verdicts
        ]
    if claims:
        document.tables.append(_table(source.text, claims))
        document.notes.append(_counts(found))
    elif found.mentions:
        document.notes.append(_("no figure in the text follows from others"))
    else:
        document.notes.append(_("no figure was found in the text"))
    return document


def _counts(found: Audit) -> str:
    counts = Counter(one.verdict for one in found.judged)
    said = [(_(verdict), counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    said += [(_(UNRELATED), len(found.unrelated))] if found.unrelated else []
    parts = [_("{meaning}: {subject}", meaning=meaning, subject=count) for meaning, count in said]
    return " · ".join([_("figures: {count}", count=len(found.mentions)), *parts])


def _unit(one: Judged) -> Unit:
    """The unit to show what follows in: points for points."""
    return PERCENTAGE_POINT if one.claim.unit.dimension == POINTS else one.claim.unit


def _follows(one: Judged) -> str:
    return "" if one.computed is None else format_interval(one.computed, one.nominal, _unit(one))


def _difference(one: Judged) -> str:
    if not one.difference:
        return ""
    return with_unit(value_text(Interval.point(one.difference), None), difference_unit(_unit(one)))


def reason_of(one: Judged) -> str:
    """Why the verdict is what it is, in a few words."""
    if one.by.fault is not None:
        return {
            "above its whole": _("a part cannot be more than its whole"),
            "below a part": _("it cannot be less than {figure}, a part of it", figure=one.by.figures[0].mention.words),
            "points meant": _("it is the change in percentage points"),
            "percent meant": _("it is the growth in percent"),
        }[one.by.fault]
    if one.verdict == "contradicted" and one.kind == "grim":
        return _("no whole number of {cases} gives it", cases=one.by.figures[0].mention.words)
    if one.verdict == "contradicted":
        return _("what follows is {value}", value=_follows(one))
    if one.verdict == "nearly":
        return _("likely, but off by {difference}", difference=_difference(one))
    return {
        "truncated": _("cut off instead of rounded"),
        "plausible": _("it fits, but the words do not say that it was meant"),
        "uninformative": _("whatever had been printed would have been possible"),
        "exact": _("it is exactly what follows"),
        "consistent": _("it agrees within rounding"),
    }.get(one.verdict, "")


def _outcome(one: Judged) -> str:
    """What follows where the verdict speaks for itself, else the reason for it."""
    is_plain = one.by.fault is None and one.verdict in ("exact", "consistent", "plausible", "nearly", "contradicted")
    return (_follows(one) if is_plain else "") or reason_of(one)


def why_unrelated(term: Term) -> str:
    """Why a claim was not judged, in a few words."""
    if term.is_constant:
        return _("growth at constant prices does not follow from levels at current prices")
    if not term.is_bounded:
        return _("only a bound is printed")
    return {
        "growth": _("neither what it grew from nor by how much is in the text"),
        "yearly": _("neither what it grew from nor over how many years is in the text"),
        "share": _("no whole that it could be of is in the text"),
        "progress": _("the target is not in the text"),
        "points": _("what it is compared with is not in the text"),
        "schedule": _("the rate of completion or the time is not in the text"),
    }.get(term.role, _("what it is computed from is not in the text"))


def _table(text: str, claims: list[Claim]) -> Table:
    """One row for each claim."""
    table = Table(
        (
            Column("place", _("place"), fixed=True),
            Column("verdict", _("verdict"), fixed=True),
            Column("phrase", _("phrase"), least=16),
            Column("computed_from", _("compared with"), least=16),
            Column("computed", _("computed"), least=14),
        ),
        title=_("Claims"),
        names=[claim.row for claim in claims],
    )
    for claim in claims:
        one = claim.judged
        against, computed = ("", why_unrelated(claim.term)) if one is None else (computation(one), _outcome(one))
        table.add(claim.place, claim.verdict, claim.phrase(text), against, computed)
    return table


def _finding(text: str, claim: Claim, one: Judged) -> Table:
    """A block for what is wrong: the reason, the hints, and the words that take part with their places."""
    reason = reason_of(one)
    if one.difference and one.verdict != "truncated" and one.by.fault is None:
        reason = _(
            "asserted {asserted}, computed {computed}, difference {difference}",
            asserted=claim.asserted,
            computed=_follows(one),
            difference=_difference(one),
        )
    table = Table(
        (Column("role", ""), Column("words", _("as printed"), fixed=True), Column("place", _("place"), fixed=True)),
        title=f"{claim.verdict} · {claim.place} · {claim.phrase(text)}",
        reason=reason,
        name=claim.name,
    )
    table.more.append(_("because: {relation}", relation=computation(one)))
    table.more += [_("perhaps: {hint}", hint=hint) for hint in hints_of(one)]
    table.add(_("asserted"), claim.asserted, claim.place)
    for each in one.by.figures:
        table.add(_("against"), each.mention.words, f"{each.mention.line}:{each.mention.column}")
    return table


def _marks(claims: list[Claim]) -> Iterator[Mark]:
    """The claims in their order, without those inside another."""
    marks = []
    for claim in claims:
        one = claim.judged
        style: Style = "open"
        said = [f"{_(UNRELATED)}: {why_unrelated(claim.term)}"]
        if one is not None:
            style = _STYLES.get(one.verdict, "open")
            said = [f"{_(one.verdict)}: {computation(one)}", reason_of(one), *hints_of(one)]
        marks.append(Mark(*claim.span, style, "\n".join(said), claim.name))
    at = 0
    for mark in sorted(marks, key=lambda each: (each.start, each.style != "bad")):
        if mark.start >= at:
            yield mark
            at = mark.end


def _record(text: str, claim: Claim) -> dict[str, Json]:
    """A claim with its verdict for programs."""
    start, end = claim.span
    said: dict[str, Json] = {
        "line": claim.term.mention.line,
        "column": claim.term.mention.column,
        "start": start,
        "end": end,
        "phrase": claim.phrase(text),
        "asserted": claim.asserted,
        "cell": None
        if claim.term.cell is None
        else dict(zip(("table", "row", "column"), claim.term.cell, strict=True)),
    }
    return said | (_unjudged(claim.term) if claim.judged is None else _judged(claim.judged))


def _unjudged(term: Term) -> dict[str, Json]:
    return {
        "verdict": UNRELATED,
        "kind": term.role,
        "is_guess": False,
        "unit": term.unit.symbol,
        "formula": None,
        "with": [],
        "value": None,
        **interval_record(None),
        "display": None,
        "difference": None,
        "reason": why_unrelated(term),
        "hints": [],
    }


def _judged(one: Judged) -> dict[str, Json]:
    return {
        "verdict": one.verdict,
        "kind": one.kind,
        "is_guess": one.verdict == "plausible",
        "unit": _unit(one).symbol,
        "formula": computation(one),
        "with": [
            {
                "words": each.mention.words,
                "line": each.mention.line,
                "column": each.mention.column,
                "start": each.mention.start,
                "end": each.mention.end,
            }
            for each in one.by.figures
        ],
        "value": number_text(one.nominal),
        **interval_record(one.computed),
        "display": _follows(one) or None,
        "difference": number_text(one.difference),
        "reason": reason_of(one),
        "hints": list(hints_of(one)),
    }
