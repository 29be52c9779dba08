"""The audit of a text: each claim with its verdict and what it was compared with, and the text with marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from nbkpi.book.book import Book
from nbkpi.exact import Interval
from nbkpi.figure import Unit
from nbkpi.figure.format import exact_text, format_interval, value_text, with_unit
from nbkpi.figure.unit import PERCENTAGE_POINT, POINTS
from nbkpi.language import _
from nbkpi.report.check import difference_unit
from nbkpi.report.document import Column, Document, Json, Mark, Marked, Table
from nbkpi.report.records import interval_record, number_text
from nbkpi.solve.verdicts import VERDICTS
from nbkpi.text.audit import Audit
from nbkpi.text.case import Judged
from nbkpi.text.roles import Term

UNRELATED = "unrelated"
_STYLES: dict[str, Literal["good", "bad", "open"]] = {
    "contradicted": "bad",
    "truncated": "bad",
    "exact": "good",
    "consistent": "good",
    "uninformative": "good",
}
_NAME = re.compile(r"\bf([0-9]+)\b")
_LONGEST_PHRASE = 24


def audit(book: Book, text: str, found: Audit) -> Document:
    """Every claim of a text in its order; the findings once more with their hints."""
    document = Document("audit", (book.title, book.location))
    document.findings = len(found.findings)
    document.marked = Marked(text, list(_marks(found)))
    document.records = lambda: [one for _place, one in sorted(_records(text, found), key=lambda pair: pair[0])]
    document.tables += [_finding(text, one) for one in found.findings]
    if found.judged or found.unrelated:
        document.tables.append(_table(text, found))
        document.notes.append(_counts(found))
    elif found.mentions:
        document.notes.append(_("no figure in the text follows from others"))
    else:
        document.notes.append(_("no figure was found in the text"))
    return document


def _counts(found: Audit) -> str:
    counts = Counter(one.check.verdict for one in found.judged)
    said = [(_(verdict), counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    said += [(_("unrelated"), len(found.unrelated))] if found.unrelated else []
    parts = [_("{meaning}: {subject}", meaning=meaning, subject=count) for meaning, count in said]
    return " · ".join([_("figures: {count}", count=len(found.mentions)), *parts])


def _phrase(text: str, start: int, end: int, term: Term) -> str:
    """The claim with the words before it in its clause."""
    before = max(start - len(term.clause), start - _LONGEST_PHRASE)
    return ("…" if before > start - len(term.clause) else "") + text[before:end].strip()


def _unit(one: Judged) -> Unit:
    """The unit to show what follows in: points for points."""
    is_points = one.relation.asserted.unit.dimension == POINTS
    return PERCENTAGE_POINT if is_points else one.check.unit


def _follows(one: Judged) -> str:
    check = one.check
    return "" if check.computed is None else format_interval(check.computed, check.nominal, _unit(one))


def _reason(one: Judged) -> str:
    """Why the verdict is what it is; what follows is said in points where the claim is in points."""
    if one.check.verdict == "contradicted" and one.check.computed is not None and one.check.difference:
        return _("what follows is {value}", value=_follows(one))
    return one.check.reason


def _difference(one: Judged) -> str:
    if not one.check.difference:
        return ""
    return with_unit(value_text(Interval.point(one.check.difference), None), difference_unit(_unit(one)))


def computation(one: Judged) -> str:
    """The formula with the printed words in it: 37510件 / 38264件."""
    way = one.way
    words = [term.mention.words for term in way.figures] + [exact_text(each) for each in way.constants]
    if way.formula == "growth":
        return f"{words[0]} / {words[1]} - 1"
    if way.formula == "grim":
        return f"? / {words[0]}"
    return _NAME.sub(lambda match: words[int(match[1]) - 1] if int(match[1]) <= len(words) else match[0], way.formula)


def _table(text: str, found: Audit) -> Table:
    """One row for each claim."""
    table = Table(
        (
            Column("place", _("place"), fixed=True),
            Column("verdict", _("verdict"), fixed=True),
            Column("phrase", _("phrase"), least=16),
            Column("computed_from", _("compared with"), least=16),
            Column("computed", _("computed"), "right"),
            Column("difference", _("difference"), "right", fixed=True),
            Column("reason", _("reason"), least=16),
        ),
        title=_("Claims"),
    )
    rows: list[tuple[int, tuple[str, ...]]] = []
    for one in found.judged:
        term, (start, end) = one.relation.asserted, one.span
        verdict = (
            _("{verdict} (a guess)", verdict=_(one.check.verdict)) if one.relation.is_guess else _(one.check.verdict)
        )
        cells = (
            _follows(one),
            _difference(one),
            "" if one.check.verdict == "contradicted" and one.check.computed else _reason(one),
        )
        rows.append((start, (_place(term), verdict, _phrase(text, start, end, term), computation(one), *cells)))
    for term in found.unrelated:
        phrase = _phrase(text, term.mention.start, term.mention.end, term)
        rows.append((term.mention.start, (_place(term), _("unrelated"), phrase, "", "", "", _why(term))))
    for _start, cells_of_row in sorted(rows, key=lambda row: row[0]):
        table.add(*cells_of_row)
    return table


def _place(term: Term) -> str:
    return f"{term.mention.line}:{term.mention.column}"


def _why(term: Term) -> str:
    if term.is_constant:
        return _("growth at constant prices does not follow from levels at current prices")
    return _("what it is computed from is not in the text")


def _finding(text: str, one: Judged) -> Table:
    """A block for what is wrong: the reason, the hints, and the words that take part with their places."""
    start, end = one.span
    asserted = one.asserted_words
    reason = _reason(one)
    if one.check.computed is not None and one.check.difference:
        reason = _(
            "asserted {asserted}, computed {computed}, difference {difference}",
            asserted=asserted,
            computed=_follows(one),
            difference=_difference(one),
        )
    term = one.relation.asserted
    table = Table(
        (Column("role", ""), Column("words", _("as printed"), fixed=True), Column("place", _("place"), fixed=True)),
        title=f"{_(one.check.verdict)} · {_place(term)} · {_phrase(text, start, end, term)}",
        reason=reason,
    )
    table.more.append(_("because: {relation}", relation=computation(one)))
    table.more += [_("perhaps: {hint}", hint=hint) for hint in one.hints]
    table.add(_("asserted"), asserted, _place(term))
    for each in one.way.figures:
        table.add(_("against"), each.mention.words, _place(each))
    return table


def _marks(found: Audit) -> Iterator[Mark]:
    """The claims in their order, without those inside another."""
    marks = []
    for one in found.judged:
        verdict = one.check.verdict
        said = [f"{_(verdict)}: {computation(one)}", _reason(one), *one.hints]
        marks.append(Mark(*one.span, _STYLES.get(verdict, "open"), "\n".join(said)))
    for term in found.unrelated:
        marks.append(Mark(term.mention.start, term.mention.end, "open", f"{_('unrelated')}: {_why(term)}"))
    at = 0
    for mark in sorted(marks, key=lambda each: (each.start, each.style != "bad")):
        if mark.start >= at:
            yield mark
            at = mark.end


def _records(text: str, found: Audit) -> Iterator[tuple[int, dict[str, Json]]]:
    for one in found.judged:
        yield one.span[0], _record(text, one)
    for term in found.unrelated:
        mention = term.mention
        yield (
            mention.start,
            {
                **_claim(text, term, mention.start, mention.end, mention.words),
                "verdict": UNRELATED,
                "kind": term.role,
                "is_guess": False,
                "unit": mention.figure.unit.symbol,
                "formula": None,
                "with": [],
                "value": None,
                **interval_record(None),
                "display": None,
                "difference": None,
                "reason": _why(term),
                "hints": [],
            },
        )


def _claim(text: str, term: Term, start: int, end: int, words: str) -> dict[str, Json]:
    return {
        "line": term.mention.line,
        "column": term.mention.column,
        "start": start,
        "end": end,
        "phrase": _phrase(text, start, end, term),
        "asserted": words,
    }


def _record(text: str, one: Judged) -> dict[str, Json]:
    """A claim with its verdict for programs."""
    check, (start, end) = one.check, one.span
    return {
        **_claim(text, one.relation.asserted, start, end, one.asserted_words),
        "verdict": check.verdict,
        "kind": one.relation.kind,
        "is_guess": one.relation.is_guess,
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
            for each in one.way.figures
        ],
        "value": number_text(check.nominal),
        **interval_record(check.computed),
        "display": _follows(one) or None,
        "difference": number_text(check.difference),
        "reason": _reason(one),
        "hints": list(one.hints),
    }
