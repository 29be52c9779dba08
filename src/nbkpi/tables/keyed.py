"""Headings of which each row says what it is of, as portals write them: 指标, 地区, 频度, 单位 in the first column."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, heading_key

_KEYS = {
    "indicator": regex(r"(?:统计)?指标(?:名称)?|indicator(?:name)?|series(?:name)?"),
    "entity": regex(r"地区|区域|国家|country|region|area"),
    "frequency": regex(r"频度|频率|频次|frequency"),
    "unit": regex(r"(?:计量)?单位|units?"),
    "source": regex(r"(?:数据)?来源|source"),
}
_LENGTHS = {"月": 1, "季": 3, "半年": 6, "年": 12, "monthly": 1, "quarterly": 3, "annual": 12, "m": 1, "q": 3, "a": 12}


class Keyed(NamedTuple):
    """What the rows of headings say of one column; empty for what they do not say, and 0 for the months of a period."""

    indicator: str = ""
    entity: str = ""
    unit: str = ""
    months: int = 0


def keyed_headings(grid: Grid, header: range, columns: range) -> dict[int, Keyed]:
    """What is said of each column; nothing unless the first says of every row what it is, the indicator among them."""
    first = columns.start
    heads = [heading_key(grid.text(row, first)).lower() for row in header]
    keys = [next((key for key, words in _KEYS.items() if words.fullmatch(head)), "") for head in heads]
    if len(keys) < 2 or "" in keys or len(set(keys)) < len(keys) or not {"indicator", "entity"} <= set(keys):
        return {}
    found = {}
    for column in columns[1:]:
        said = {key: grid.text(row, column) for key, row in zip(keys, header, strict=True)}
        frequency = normalise(said.get("frequency", "")).strip().lower()
        months = _LENGTHS.get(frequency.removesuffix("度"), 0)
        found[column] = Keyed(said["indicator"], said["entity"], said.get("unit", ""), months)
    return found
