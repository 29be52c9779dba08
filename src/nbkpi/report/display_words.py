"""What people call verdicts and where a value comes from; programs get the codes."""

from __future__ import annotations

from nbkpi.language import _, later

VERDICT_WORDS = {
    "exact": later("exact match"),
    "consistent": later("consistent"),
    "truncated": later("truncated"),
    "contradicted": later("contradicted"),
    "nearly": later("nearly"),
    "plausible": later("plausible"),
    "uninformative": later("untestable"),
    "not comparable": later("not comparable"),
    "unknown": later("not checkable"),
    "unrelated": later("not checked"),
    "agrees": later("agrees"),
    "not in the book": later("not compared"),
}

WHY_NOT_WORDS = {
    "name": later("indicator not named, or not in the book"),
    "words": later("the words leave open what it is"),
    "entity": later("not clear whose, or not in the book"),
    "period": later("period not clear, or not in the book"),
    "unit": later("in another unit"),
    "absent": later("no figure in the book"),
}
"""Why a figure of a text was not compared with a book."""

BASIS_WORDS: dict[str, str] = {
    "printed": later("published"),
    "computed": later("computed"),
    "implied": later("deduced"),
}


READING_WORDS = {
    "exact": later("exact"),
    "nearest": later("rounded"),
    "truncated": later("truncated"),
    "remainder": later("more than (余, 多)"),
    "above": later("more than"),
    "at_least": later("at least"),
    "below": later("less than"),
    "at_most": later("at most"),
    "about": later("about"),
    "range": later("range"),
    "fraction": later("exact fraction"),
    "doubling": later("doublings"),
    "growth multiple": later("growth in multiples"),
    "below_half": later("below half a unit"),
    "not_applicable": later("not applicable"),
    "unknown": later("unknown"),
    "withheld": later("withheld"),
}
"""By which rule a figure was read."""

SORT_WORDS = {
    "metric": later("metric"),
    "identity": later("identity"),
    "sum": later("total of the parts"),
    "members": later("total of the categories"),
    "within": later("part of a whole"),
    "periods": later("total of the periods"),
    "together": later("several relations"),
    "sources": later("two publications"),
    "total": later("total of rows"),
}
"""Where a relation that is checked comes from."""

CODES: dict[str, dict[str, str]] = {
    "basis": BASIS_WORDS,
    "verdict": VERDICT_WORDS,
    "reading": READING_WORDS,
    "missing": READING_WORDS,
    "sort": SORT_WORDS,
    "type": {"indicator": later("indicator"), "metric": later("metric")},
    "prices": {
        "constant": later("constant prices"),
        "current": later("current prices"),
        "comparable": later("comparable coverage"),
    },
}
"""The codes of records that people read as words, by the names of their columns."""

SPOKEN = ("kind", "status")
"""The names of columns whose codes are words of their own."""


def shown_code(key: str, cell: str) -> str:
    """What people read in place of a code in a column of records; every other text as it is."""
    if key in CODES:
        return _(CODES[key].get(cell, cell))
    return _(cell) if cell and key in SPOKEN else cell


def verdict_text(verdict: str) -> str:
    """The verdict in the language of the user."""
    return _(VERDICT_WORDS[verdict])
