"""The audit of a text: each claim with its verdict and what it was compared with, and the text with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.report.claims import (
    SHOWN,
    UNRELATED,
    Claim,
    also_published,
    claims_of,
    difference_of,
    from_elsewhere,
    outcome_of,
    reason_of,
    unit_of,
    what_follows,
    why_unrelated,
)
from nbkpi.report.columns import columns
from nbkpi.report.computation import computation
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import Column, Document, Json, Mark, Marked, Style, Table
from nbkpi.report.numbers import interval_record, number_text
from nbkpi.text.audit import Audit
from nbkpi.text.english_spots import is_english
from nbkpi.text.hints import hints_of
from nbkpi.text.source import TextSource
from nbkpi.text.verdicts import VERDICTS, Judged

_STYLES: dict[str, Style] = {
    "contradicted": "bad",
    "truncated": "bad",
    "nearly": "near",
    "plausible": "guess",
    "exact": "good",
    "consistent": "good",
    "uninformative": "good",
}


def audit(book: Book, source: TextSource, found: Audit) -> Document:
    """Every claim of a text in its order; what is wrong or nearly right once more with its hints."""
    claims = claims_of(found)
    document = Document("audit", (book.title, book.location), title=f"{_('Audit')} · {source.name}")
    document.findings = len(found.findings)
    document.marked = Marked(source.text, lambda: list(_marks(claims)))
    document.records = lambda: [_record(source.text, claim) for claim in claims]
    for verdicts in (SHOWN[:2], SHOWN[2:]):
        document.tables += [
            _finding(source.text, claim, claim.judged)
            for claim in claims
            if claim.judged is not None and claim.judged.verdict in verdicts
        ]
    is_foreign = is_english(source.text)
    if claims:
        document.tables.append(_table(source.text, claims))
        document.notes.append(_counts(found))
    elif found.mentions and not is_foreign:
        document.notes.append(_("the text has no figure that can be computed from others"))
    elif not is_foreign:
        document.notes.append(_("no figure was found in the text"))
    if is_foreign:
        document.notes.append(_foreign(found, book))
    return document


def _foreign(found: Audit, book: Book) -> str:
    """How far a text is checked that is not Chinese."""
    if book.location:
        return _("English sentences are compared with the book: what follows from the text itself was hardly checked")
    if found.judged:
        return _("only Chinese sentences are understood: those of this text were hardly checked")
    return _("only Chinese sentences are understood without a book: nothing in this text was checked")


def _counts(found: Audit) -> str:
    counts = Counter(one.verdict for one in found.judged)
    said = [(verdict_text(verdict), counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    said += [(verdict_text(UNRELATED), len(found.unrelated))] if found.unrelated else []
    parts = [_("{meaning}: {subject}", meaning=meaning, subject=count) for meaning, count in said]
    return " · ".join([_("figures: {count}", count=len(found.mentions)), *parts])


def _table(text: str, claims: list[Claim]) -> Table:
    """One row for each claim."""
    table = Table(
        columns("place verdict phrase computed_from", Column("computed", _("computed"), least=14)),
        title=_("Claims"),
        names=[claim.row for claim in claims],
    )
    for claim in claims:
        one = claim.judged
        shown = one or from_elsewhere(claim)
        against = "" if shown is None else computation(shown)
        computed = why_unrelated(claim) if one is None else outcome_of(one)
        style = _STYLES.get(one.verdict) if one is not None and claim.is_shown else None
        table.add(claim.place, claim.verdict, claim.phrase(text), against, computed, style=style)
    return table


def _finding(text: str, claim: Claim, one: Judged) -> Table:
    """A block for what is wrong: the reason, the hints, and the words that take part with their places."""
    reason = reason_of(one)
    if one.difference and one.verdict != "truncated" and one.by.fault is None:
        asserted, computed, difference = claim.asserted, what_follows(one), difference_of(one)
        if words := also_published(one):
            reason = _(
                "in the text {asserted}, also published as {words}, which is {computed}, {difference}",
                asserted=asserted, words=words, computed=computed, difference=difference,
            )  # fmt: skip
        else:
            reason = _(
                "in the text {asserted}, computed {computed}, {difference}",
                asserted=asserted, computed=computed, difference=difference,
            )  # fmt: skip
    table = Table(
        columns("role words place"),
        title=f"{claim.verdict} · {claim.place} · {claim.phrase(text)}",
        reason=reason,
        name=claim.name,
        style=_STYLES.get(one.verdict),
    )
    table.more.append(_("relation: {relation}", relation=computation(one)))
    table.more += [_("perhaps: {hint}", hint=hint) for hint in hints_of(one)]
    table.add(_("figure in the text"), claim.asserted, claim.place)
    for each in one.by.figures:
        table.add(_("compared with"), each.mention.words, f"{each.mention.line}:{each.mention.column}")
    return table


def _marks(claims: list[Claim]) -> Iterator[Mark]:
    """The claims in their order, without those inside another."""
    marks = []
    for claim in claims:
        one = claim.judged
        style: Style = "open"
        elsewhere = from_elsewhere(claim)
        relation = [] if elsewhere is None else [computation(elsewhere)]
        said = [f"{verdict_text(UNRELATED)}: {why_unrelated(claim)}", *relation]
        if one is not None:
            style = _STYLES.get(one.verdict, "open")
            said = [f"{verdict_text(one.verdict)}: {computation(one)}", reason_of(one), *hints_of(one)]
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
    return said | (_unjudged(claim) if claim.judged is None else _judged(claim.judged))


def _unjudged(claim: Claim) -> dict[str, Json]:
    term = claim.term
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
        "reason": why_unrelated(claim),
        "hints": [],
    }


def _judged(one: Judged) -> dict[str, Json]:
    return {
        "verdict": one.verdict,
        "kind": one.kind,
        "is_guess": one.verdict == "plausible",
        "unit": unit_of(one).symbol,
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
        "display": what_follows(one) or None,
        "difference": number_text(one.difference),
        "reason": reason_of(one),
        "hints": list(hints_of(one)),
    }
