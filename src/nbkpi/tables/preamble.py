"""Lines above a table that say what all of it is of: 指标：年末常住人口(万人), 地区：甲市."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex

_SAID = {
    "indicator": regex(r"(?:(?:统计)?指标(?:名称)?|indicator|series)\s*[:：]\s*(\S.*)", re.IGNORECASE),
    "entity": regex(r"(?:地区|区域|城市|省份|country|area|region)\s*[:：]\s*(\S.*)", re.IGNORECASE),
}
"""Only what stands behind a word for it and a colon: portals of statistical offices head each download so."""

_BROKEN_DOWN = regex(
    r"(?:.*按|.*分)[^的]{1,20}?(?:分组?|分类)?的(?P<named>[^\d\s()（）:：,，、]{2,12}?)(?:情况|统计)?(?:表|数据)?(?:[(（].*)?"
)
"""分性别、年龄的人口, 按行业分的就业人员: what stands behind 的 is what is broken down."""


def broken_down(titles: Iterable[str]) -> str:
    """What the only title of this kind says is broken down; nothing where none does, or several."""
    found = {match["named"] for title in titles if (match := _BROKEN_DOWN.fullmatch(normalise(title).strip()))}
    return found.pop() if len(found) == 1 else ""


def said_of_all(titles: Iterable[str], key: str) -> str:
    """What the titles say that all figures are of, by the key of a table; nothing where they say nothing or several."""
    matches = [match for title in titles if (match := _SAID[key].fullmatch(normalise(title).strip()))]
    found = {match[1] for match in matches}
    return found.pop().strip() if len(found) == 1 else ""
