"""The columns of a long table of an office: codes, and the labels that stand beside them or in the same cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid

ENVELOPE = frozenset(
    (
        "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "LAST_UPDATE", "KEY",
        "SERIES_KEY", "TIME_FORMAT", "FREQ", "FREQUENCY",
    )
)  # fmt: skip
"""What says something of the file or the period, and nothing of what a figure is of."""

_OWN_HEADINGS = frozenset(
    ("VALUE", "TIME", "YEAR", "FLAG CODES", "FLAG", "FLAGS", "FLAG AND FOOTNOTES", "UNIT", "UOM", "UNIT CODE")
)
"""What is a column of its own behind any other."""

_CODE = regex(r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*|[A-Z][A-Za-z]* Codes?")
_BOTH = regex(r"\s*([^\s:]+)\s*:\s*(\S.*)", re.DOTALL)
_LABELLED = ("TIME_PERIOD", "OBS_VALUE", "TIME", "FREQ", "LOCATION")
_LIST = regex(r"\s*\((?:M49|FAO|ISO2|ISO3|CPC|SDG)\)$")
"""The list of codes behind a heading of the FAO."""

_DATA_SET = regex(r"(?:[\w.]+:)?([\w.@$]+)")


class Dimension(NamedTuple):
    """A column by its code in capitals; label is the column of the words for its codes, is_both: they share a cell."""

    name: str
    column: int
    label: int | None = None
    is_both: bool = False


def dimensions_of(grid: Grid) -> list[Dimension]:
    """The columns of a sheet in their order, without those that hold the labels of the ones before them."""
    found: list[Dimension] = []
    places: dict[str, int] = {}
    headings = _without_data_set(grid, [_LIST.sub("", grid.text(0, column)) for column in range(grid.width)])
    has_labels = _has_labels(headings)
    for column, heading in enumerate(headings):
        code, colon, _words = heading.partition(":")
        name = code.strip().upper()
        before = headings[column - 1] if column else ""
        is_free = bool(found) and found[-1].column == column - 1 and not found[-1].is_both and not colon
        if is_free and (_is_same(heading, before) or (has_labels and _is_in_words(heading, before))):
            found[-1] = found[-1]._replace(label=column)
        elif name.endswith("_LABEL") and name[:-6] in places:
            place = places[name[:-6]]
            found[place] = found[place]._replace(label=column)
        elif name:
            places.setdefault(name, len(found))
            found.append(Dimension(name, column, None, bool(colon)))
    return found


def _without_data_set(grid: Grid, headings: list[str]) -> list[str]:
    """The headings without the name of the data set behind that of each dimension: AREA_AGR_001 of OFFICE:AGR_001."""
    place = headings.index("DATAFLOW") if "DATAFLOW" in headings and len(grid.rows) > 1 else None
    match = _DATA_SET.match(grid.text(1, place)) if place is not None else None
    return headings if match is None else [heading.removesuffix(f"_{match[1]}") for heading in headings]


def _has_labels(headings: Sequence[str]) -> bool:
    """Whether a file has labels beside its codes: then those of the time, the value or of one word show it."""
    pairs = list(pairwise(headings))
    return any(before in _LABELLED and _is_in_words(heading, before) for before, heading in pairs) or any(
        _is_same(heading, before) and before.isupper() for before, heading in pairs
    )


def _is_same(heading: str, before: str) -> bool:
    """Whether a heading is that of the code before it: SEX and Sex, Unit Code and Unit."""
    return heading != before and heading.upper() in (before.upper(), re.sub(r" CODES?$", "", before.upper()))


def _is_in_words(heading: str, before: str) -> bool:
    """Whether a heading in words stands behind a code that it may be the name of: REF_AREA, Reference area."""
    own = heading.upper() in ENVELOPE or (heading.upper() in _OWN_HEADINGS and before not in _LABELLED[:2])
    return bool(heading) and not own and _CODE.fullmatch(before) is not None and not _CODE.fullmatch(heading)


def split_cells(grid: Grid, rows: range, dimension: Dimension) -> list[tuple[str, str]]:
    """The code and the label of each row, the label empty where there is none."""
    texts = grid.texts(dimension.column, rows)
    if dimension.label is not None:
        return list(zip(texts, grid.texts(dimension.label, rows), strict=True))
    known = {text: _split(text) if dimension.is_both else (text, "") for text in set(texts)}
    return [known[text] for text in texts]


def _split(text: str) -> tuple[str, str]:
    match = _BOTH.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")
