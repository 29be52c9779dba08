"""Columns that only number or code what other columns name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from nbkpi.figure.characters import heading_key
from nbkpi.loading.labels import is_total
from nbkpi.sheets.grid import Grid, paired
from nbkpi.tables import words
from nbkpi.tables.roles import Labels

ENOUGH = 5
"""Of fewer rows the cells alone do not show that they are numbered or coded."""

IN_FRONT = 3
"""So many do where the numbers stand in front of the names."""

SHORTEST = 5
"""Codes that are told by their cells alone have so many digits or more."""

Naming = Literal["number", "rank", "code"]
"""What numbers do that are no figures: they count the rows, rank them, or stand for something else."""


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


def naming(head: str, texts: Sequence[str], labels: Sequence[str], is_in_front: bool = False) -> Naming | None:
    """What the whole numbers of a column are if they are no figures, by its heading and by its cells.

    head is in lower case. is_in_front: the column stands left of the labels.
    labels are those of the entities of the same rows, empty where no column has them, and then the cells alone show
    nothing: in a table of one entity a figure may well rise by one each year.
    """
    present = [(text, label) for text, label in zip(texts, labels or texts, strict=True) if text and not is_total(text)]
    numbers = [text for text, _label in present]
    headed = _naming_by_heading(head)
    if headed == "number" and 2 * sum(map(str.isdecimal, numbers)) > len(numbers):
        return headed
    if not numbers or not all(text.isdecimal() for text in numbers):
        return None
    if headed is not None or not labels:
        return headed
    is_place = is_in_front and any(one.fullmatch(head) for one in (words.ENTITIES, words.PLACES))
    if _have_zeros(numbers) or is_place:
        return "code"
    return (_naming_in_front(present) if is_in_front else None) or _naming_by_cells(present)


def _have_zeros(numbers: Sequence[str]) -> bool:
    """Whether numbers of one length have zeros in front, which no figure has: 01, 02, 10."""
    are_alike = len(set(map(len, numbers))) == 1 and len(numbers[0]) > 1
    return are_alike and any(text[0] == "0" for text in numbers)


def _naming_by_heading(head: str) -> Naming | None:
    """What a heading in lower case says that the whole numbers below it do."""
    if words.RANKS.fullmatch(head):
        return "rank"
    if words.NUMBERS.fullmatch(head):
        return "number"
    return "code" if words.IDENTIFIERS.fullmatch(head) else None


def _count_up(numbers: Sequence[str]) -> bool:
    """Whether these are 1, 2, 3 and so on."""
    return list(numbers) == [str(number) for number in range(1, len(numbers) + 1)]


def _naming_in_front(present: Sequence[tuple[str, str]]) -> Naming | None:
    """What whole numbers do that stand in front of labels: count them, or stand one to one for labels that recur."""
    if len(present) >= IN_FRONT and _count_up([text for text, _label in present]):
        return "number"
    return "code" if _recur_together(present) else None


def _recur_together(present: Sequence[tuple[str, str]]) -> bool:
    """Whether numbers stand one to one for labels, and again and again."""
    return 1 < paired(present) < len(present)


def code_in_front(texts: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether whole numbers in front of categories code these: one of them for each, every time."""
    present = [(text, label) for text, label in zip(texts, labels, strict=True) if text and label]
    return all(text.isdecimal() for text, _label in present if text != "-") and _recur_together(present)


def _naming_by_cells(present: Sequence[tuple[str, str]]) -> Naming | None:
    """What whole numbers do, each of which stands beside a label of its own, wherever their column is."""
    numbers = [text for text, _label in present]
    if not len(numbers) == len(set(numbers)) == len({label for _text, label in present}) >= ENOUGH:
        return None
    if _count_up(numbers):
        return "number"
    is_of_one_length = len(set(map(len, numbers))) == 1 and len(numbers[0]) >= SHORTEST
    return "code" if is_of_one_length and len({text[:2] for text in numbers}) == 1 else None
