"""Words of totals in English, and of what is never added up: rates, means, ranks, and what is given per head."""

from __future__ import annotations

import re

from nbkpi.figure.characters import heading_key
from nbkpi.patterns import regex

UNSUMMED = regex(
    r"率|比重|占比|比例|百分比|构成|人均|户均|亩均|平均|均价|单价|价格|指数|得分|评分|分数|名次|排名|位次|序号|编号|代码|密度|浓度|增速|增幅"
    r"|增长|年龄|倍数|满意度|最[高低大小多少]|时间|日期|排序|面率|强度|PM|气温|水位"
)
"""Headings and names of figures that are never added up."""

_PLACES = r"(?:countr(?:y|ies)|provinces?|cit(?:y|ies)|count(?:y|ies)|districts?|towns?|townships?|villages?|regions?)"
IN_ENGLISH = regex(
    rf"(?P<all>(?:the)?(?:all|whole|entire)(?:of)?(?:the)?[0-9]*(?P<level>{_PLACES})(?:total)?)"
    rf"|(?:the)?(?P<own>{_PLACES})total|total(?:for|of|in)(?:the|all)*(?P<of>{_PLACES})"
)
"""What a row of all others is called in English, in small letters without blanks: all villages, county total."""


def whole_in_english(label: str) -> str | None:
    """The word for the places that a total is of: county for County total, villages for All villages; else None."""
    said = in_english(heading_key(label))
    return None if said is None else said["level"] or said["own"] or said["of"]


def in_english(key: str) -> re.Match[str] | None:
    """What a heading without blanks says of being a total in English; None where it says nothing of it."""
    return IN_ENGLISH.fullmatch(key.lower().strip(":")) if key.isascii() else None
