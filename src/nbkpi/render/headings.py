"""What people call the columns of records, which programs know by their keys."""

from __future__ import annotations

from nbkpi.language import _

HEADINGS = {
    "entity_id": "entity id",
    "measure_id": "measure id",
    "lower": "lower bound",
    "lower_closed": "includes lower bound",
    "upper": "upper bound",
    "upper_closed": "includes upper bound",
    "display": "shown",
    "printed": "as published",
    "state": "state",
    "reason": "reason",
    "formula": "formula",
    "sources": "source",
    "unit": "unit",
    "entity": "entity",
    "measure": "measure",
    "period": "period",
    "basis": "origin",
    "value": "value",
    "kind": "kind",
    "path": "lies within",
    "code": "code",
    "aliases": "aliases",
    "range": "range",
    "prices": "prices",
    "reading": "read as",
    "missing": "missing",
    "status": "status",
    "locator": "place",
    "note": "note",
    "publisher": "publisher",
    "verdict": "verdict",
    "asserted": "stated",
    "difference": "difference",
    "relations": "relations",
    "hints": "hints",
    "steps": "relation",
    "reported": "data to",
    "target": "target",
    "better": "better when",
    "actual": "actual",
    "attainment": "percent of target",
    "due": "expected by now",
    "gap": "ahead (+) / behind (−)",
    "lights": "light",
    "colours": "colour",
    "rank": "rank",
    "best": "best",
    "worst": "worst",
    "needed": "needed per month",
    "pace": "change in pace needed",
    "left_out": "not counted",
    "against": "compared with",
    "ratio": "ratio",
    "sort": "sort",
    "accepted": "accepted",
    "source": "source",
    "id": "id",
    "title": "title",
    "date": "date",
    "url": "web address",
    "figures": "no. of figures",
}
"""What people call the columns of records; a heading of the table itself comes first."""


def heading(key: str) -> str:
    """What people call a column of records, also one of the parts of another, as gap_lower; else its key."""
    if key in HEADINGS:
        return _(HEADINGS[key])
    whole, _line, part = key.partition("_")
    return f"{_(HEADINGS[whole])} · {_(HEADINGS[part])}" if whole in HEADINGS and part in HEADINGS else key
