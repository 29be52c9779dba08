"""Headings of which each row says what it is of, as portals write them: 指标, 地区, 频度, 单位 in the first column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.figure.characters import heading_key, normalise
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid

_KEYS = {
    "indicator": regex(r"(?:统计)?指标(?:名称)?|indicator(?:name)?|series(?:name)?"),
    "entity": regex(r"地区|区域|国家|country|region|area"),
    "frequency": regex(r"频度|频率|频次|frequency"),
    "unit": regex(r"(?:计量)?单位|units?"),
    "source": regex(r"(?:数据)?来源|source"),
    "multiplier": regex(r"multiplier|unit_?mult"),
    "code": regex(r"(?:series)?(?:id|code)|(?:系列|指标)?(?:代码|编码|id)"),
    "status": regex(
        r"状态|status|(?:seasonal)?adjustment|(?:first|last)obs\.?date|lastupdate(?:time|d)?|更新时间|起始时间|结束时间"
    ),
}
_NUMBERS = ("multiplier", "code")
"""What may say numbers that are no figures."""
_LENGTHS = {
    **{"月": 1, "季": 3, "半年": 6, "年": 12},
    **{"monthly": 1, "quarterly": 3, "annual": 12, "yearly": 12, "m": 1, "q": 3, "a": 12},
}


class Keyed(NamedTuple):
    """What the rows of headings say of one column; empty for what they do not say, and 0 for the months of a period."""

    indicator: str = ""
    entity: str = ""
    unit: str = ""
    months: int = 0


def keyed_headings(grid: Grid, header: range, columns: range) -> dict[int, Keyed]:
    """What is said of each column; nothing unless the first says of every row what it is, the indicator among them."""
    first = columns.start
    heads = [grid.text(row, first) for row in header]
    keys = list(map(_key, heads))
    told = [key for key in keys if key != "status"]
    if len(keys) < 2 or "" in keys or len(set(told)) < len(told) or not {"indicator", "entity"} <= set(keys):
        return {}
    found = {}
    for column in columns[1:]:
        said = {key: grid.text(row, column) for key, row in zip(keys, header, strict=True)}
        frequency = normalise(said.get("frequency", "")).strip().lower()
        months = _LENGTHS.get(frequency.removesuffix("度"), 0)
        times = said.get("multiplier", "").strip().lower()
        unit = said.get("unit", "") if times in ("", "1", "units") else f"{times} {said.get('unit', '')}"
        found[column] = Keyed(said["indicator"], said["entity"], unit, months)
    return found


def _key(head: str) -> str:
    plain = heading_key(head).lower().rstrip(":")
    return next((key for key, words in _KEYS.items() if words.fullmatch(plain)), "")


def heads_periods(parts: Sequence[str]) -> bool:
    """Whether a column has the words for what rows of headings say, so that the periods stand below them."""
    return len(parts) > 1 and {"indicator", "entity"} <= set(map(_key, parts)) - {""}


def says_numbers(cells: Sequence[str]) -> bool:
    """Whether a row of headings says codes or multipliers, by its first cell: Series ID, Multiplier."""
    return bool(cells) and _key(cells[0]) in _NUMBERS


_ANSWERS = regex(r"yes|no|是|否|有|无", re.IGNORECASE)


def questions(grid: Grid, header: range, columns: range) -> dict[int, str]:
    """What columns headed Yes and No answer: the words left of them in that row, with nothing below; else no words.

    Only of a row with both, as No. alone numbers the rows.
    """
    rows = range(header.stop, len(grid.rows))
    found = dict[int, str]()
    for row in header:
        texts = {column: grid.text(row, column) for column in columns}
        answers = [column for column, text in texts.items() if _ANSWERS.fullmatch(text)]
        if len({texts[column].lower() for column in answers}) < 2:
            continue
        left = next((column for column in range(answers[0] - 1, columns.start - 1, -1) if texts[column]), None)
        is_question = left is not None and grid.is_blank_in(left, rows)
        found |= dict.fromkeys(answers, texts[left] if left is not None and is_question else "")
    return found
