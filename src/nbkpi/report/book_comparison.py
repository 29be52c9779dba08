"""The figures of a text beside those of a book: a block for each contradiction, a table of all, counts, and records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nbkpi.figure.format import number_text as numbers_shown
from nbkpi.language import _, listed, separated
from nbkpi.model.records import Observation
from nbkpi.report.columns import columns
from nbkpi.report.display_words import WHY_NOT_WORDS, verdict_text
from nbkpi.report.document import Column, Document, Json, Mark, Marked, Table
from nbkpi.report.numbers import number_text
from nbkpi.report.records import entity_record, measure_record
from nbkpi.report.results import PRINTED, Style, off_by, printed_at, with_prices
from nbkpi.text.book_judge import BookComparison
from nbkpi.text.book_verdicts import BOOK_VERDICTS
from nbkpi.text.phrases import phrase

KIND = "book"
"""What tells these records of an audit from those of claims."""
_LONGEST_PHRASE = 24


def add_comparison(document: Document, text: str, found: Sequence[BookComparison], style: Style = PRINTED) -> None:
    """Put what came of the comparison into the document of an audit; a text without figures adds nothing."""
    if not found:
        return
    document.findings += sum(one.is_finding for one in found)
    blocks = [_contradiction(text, one, style) for one in found if one.is_finding]
    first = next((at for at, table in enumerate(document.tables) if not table.name), len(document.tables))
    document.tables[first:first] = blocks
    document.tables.append(comparison_table(text, found, style))
    document.notes.append(comparison_note(found))
    marked = document.marked
    if marked is not None:
        document.marked = Marked(marked.text, lambda: list(_with_marks(marked.marks, found, style)))
    claims = document.records
    document.records = lambda: [*claims(), *comparison_records(text, found)]


def comparison_table(text: str, found: Sequence[BookComparison], style: Style) -> Table:
    """One row for each figure of the text, what must be looked into first, else in its order."""
    table = Table(
        columns("place verdict phrase book source reason"),
        title=_("The text and the book"),
    )
    for one in in_order(found):
        table.names.append(_name(one))
        sources = ", ".join(dict.fromkeys(filter(None, map(_source, one.figures))))
        table.add(
            _place(one),
            verdict_text(one.verdict),
            _phrase(text, one),
            separated(_values(one, style)),
            sources,
            _reason(one, style),
        )
    return table


def in_order(found: Sequence[BookComparison]) -> list[BookComparison]:
    """The gravest verdict first, else in the order of the text."""
    return sorted(found, key=lambda one: BOOK_VERDICTS.index(one.verdict))


def _contradiction(text: str, one: BookComparison, style: Style) -> Table:
    """A block for a contradiction: the words of the text, and those of the book with their sources."""
    assert one.measure is not None
    entity = one.entity.label if one.entity is not None else listed(figure.entity.label for figure in one.figures)
    table = Table(
        columns("role words", Column("source", _("source"), refers=True)),
        title=f"{verdict_text(one.verdict)} · {_place(one)} · {_phrase(text, one)}",
        reason=f"{entity} · {one.measure.name} · {one.period}: {_reason(one, style)}",
        name=f"finding-{_name(one)}",
    )
    table.add(_("in the text"), one.mention.words, _place(one))
    if one.check is not None or one.computed is not None:
        table.add(_("computed"), *_values(one, style), "")
    for figure in one.figures:
        label = "" if figure.measure is one.measure else f"{figure.measure.name} {figure.period} "
        label = label if figure.entity is one.entity else f"{figure.entity.label} {label}"
        table.add(_("in the book"), label + _value(figure, style), _source(figure))
    return table


def comparison_note(found: Sequence[BookComparison]) -> str:
    """How many figures there are of each verdict, and why the others were not compared."""
    counts, reasons = Counter(one.verdict for one in found), Counter(one.why for one in found if one.why)
    ranks = sum(one.is_rank for one in found)
    said = [(verdict_text(verdict), counts[verdict]) for verdict in BOOK_VERDICTS if counts[verdict]]
    parts = [_("{meaning}: {subject}", meaning=meaning, subject=count) for meaning, count in said]
    compared = len(found) - counts["not in the book"]
    heading = _("compared with the book: {count}", count=compared) if compared else _("no figure was compared")
    numbers = [_("figures: {count}", count=len(found) - ranks), *([_("ranks: {count}", count=ranks)] if ranks else [])]
    whole = " · ".join([*numbers, heading, *parts])
    why = ((_(WHY_NOT_WORDS[why]), count) for why, count in reasons.most_common())
    said_why = [_("{meaning}: {subject}", meaning=meaning, subject=count) for meaning, count in why]
    return _("{what} ({value})", what=whole, value=listed(said_why)) if said_why else whole


def comparison_records(text: str, found: Sequence[BookComparison]) -> list[dict[str, Json]]:
    """The comparisons for programs, in the order of the text."""
    return [
        {
            "kind": KIND,
            "verdict": one.verdict,
            "line": one.mention.line,
            "column": one.mention.column,
            "start": one.mention.start,
            "end": one.mention.end,
            "phrase": _phrase(text, one),
            "asserted": one.mention.words,
            "entity": None if one.entity is None else entity_record(one.entity),
            "measure": None if one.measure is None else measure_record(one.measure),
            "period": None if one.period is None else str(one.period),
            "book": list(_book_records(one)),
            "difference": number_text(one.difference),
            "reason": _reason(one, PRINTED),
        }
        for one in found
    ]


def _book_records(one: BookComparison) -> Iterator[dict[str, Json]]:
    """What the book has: a figure as computed from others comes first, then those that were printed."""
    if (one.check is not None or one.computed is not None) and one.measure is not None:
        yield {"words": _values(one, PRINTED)[0], "measure": one.measure.id, "source": None,
               "period": str(one.period), "status": "computed"}  # fmt: skip
    for figure in one.figures:
        yield {"words": figure.text, "measure": figure.measure.id, "source": _source(figure) or None,
               "period": str(figure.period), "status": figure.status}  # fmt: skip


def _with_marks(marks: Sequence[Mark], found: Sequence[BookComparison], style: Style) -> Iterator[Mark]:
    """The marks, and those of contradictions, which replace every mark without a finding that they overlap."""
    bad = [one for one in marks if one.style == "bad"]
    new = [
        Mark(
            one.mention.start,
            one.mention.end,
            "bad",
            f"{verdict_text(one.verdict)}: {_reason(one, style)}",
            f"finding-{_name(one)}",
        )
        for one in found
        if one.is_finding
    ]
    new = [one for one in new if not any(_overlap(one, other) for other in bad)]
    kept = [one for one in marks if not any(_overlap(one, other) for other in new)]
    return iter(sorted([*kept, *new]))


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _name(one: BookComparison) -> str:
    """What the mark of a figure leads to."""
    return f"book-{one.mention.start}"


def _place(one: BookComparison) -> str:
    return f"{one.mention.line}:{one.mention.column}"


def _phrase(text: str, one: BookComparison) -> str:
    """A figure with the words before it in its clause."""
    clause = one.mention.start - len(one.mention.lead)
    before = max(clause, one.mention.start - _LONGEST_PHRASE)
    return ("…" if before > clause else "") + phrase(text, before, one.mention.end)


def _values(one: BookComparison, style: Style) -> list[str]:
    """What the book has, in its words, or what it computes."""
    check, computed = one.check, one.computed
    if computed is not None:
        decimals = one.mention.figure.decimals
        shown = numbers_shown(computed.interval, computed.nominal, None, computed.unit, decimals)
        return [style.amount(shown, computed.unit)]
    if check is not None and check.computed is not None:
        shown = numbers_shown(check.computed, check.nominal, None, check.unit, check.decimals)
        return [style.amount(shown, check.unit)]
    return [_value(figure, style) for figure in one.figures]


def _value(figure: Observation, style: Style) -> str:
    words = style.printed(figure.text, figure.measure.unit)
    words = with_prices(words, figure.prices)
    return words if figure.status == "final" else _("{basis}, {status}", basis=words, status=_(figure.status))


def _source(figure: Observation) -> str:
    return printed_at(figure)


def _reason(one: BookComparison, style: Style) -> str:
    """Why the verdict is what it is, by how much the figures differ, and what was assumed for it."""
    reason = one.reason
    if one.difference and one.measure is not None:
        decimals = one.mention.figure.decimals + 1
        difference = off_by(one.difference, one.measure.unit, style, decimals)
        reason = _("{reason}, {difference}", reason=reason, difference=difference)
    if not one.assumed:
        return reason
    return _("{reason}; assumed: {assumed}", reason=reason, assumed=one.assumed)
