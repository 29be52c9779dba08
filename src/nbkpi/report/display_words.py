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
    "unrelated": later("no basis in text"),
    "agrees": later("agrees"),
    "not in the book": later("not in the book"),
}

BASIS_WORDS: dict[str, str] = {
    "printed": later("published"),
    "computed": later("computed"),
    "implied": later("deduced"),
}


def verdict_text(verdict: str) -> str:
    """The verdict in the language of the user."""
    return _(VERDICT_WORDS[verdict])
