"""Columns that only number or code what other columns name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nbkpi.sheets.grid import Grid, heading_key
from nbkpi.tables import words
from nbkpi.tables.roles import Labels


def codes_of(
    grid: Grid, headings: Sequence[list[str]], rows: range, labels: Labels
) -> tuple[dict[str, str], list[int]]:
    """The codes of the entities by their labels, and the columns of codes that belong one to one to another column."""
    codes: dict[str, str] = {}
    columns = []
    named = labels.entities if len(labels.entities) == 1 else []
    for column in labels.words:
        head = heading_key(headings[column][-1]).lower() if headings[column] else ""
        if column in (*labels.entities, labels.indicator) or not words.CODES.fullmatch(head):
            continue
        for other in (*named, *(() if labels.indicator is None else (labels.indicator,))):
            pairs = _one_to_one((grid.text(row, other), grid.text(row, column)) for row in rows)
            if pairs:
                codes = pairs if other in named else codes
                columns.append(column)
                break
    return codes, columns


def _one_to_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The codes by what they stand for; nothing where one stands for two things, or two for one."""
    found = {(name, code) for name, code in pairs if name and code}
    codes = dict(found)
    return codes if len(codes) == len(found) == len(set(codes.values())) else {}


def counts_rows(column: int, texts: Sequence[str]) -> bool:
    """Whether a column left of all others counts the rows from 0 or 1, as tables that programs write have it."""
    is_first = column == 0 and len(texts) > 1 and texts[0] in ("0", "1")
    return is_first and all(text == str(number) for number, text in enumerate(texts, int(texts[0])))
