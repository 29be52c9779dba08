"""The words of headings that say growth: of the column on the left, or of what they name."""

from __future__ import annotations

import re

from nbkpi.figure.characters import heading_key
from nbkpi.patterns import regex

_GROWTH = regex(
    r"(比|较)?(上年|上年同期|去年同期|去年|同期)?(同比)?(增长|增速|增减|增幅|±)(率|幅度)?|同比|(yoy|y/y|year-on-year|annual)?growth(rate)?|yoy",
    re.IGNORECASE,
)

_ON_YEAR_IN_ENGLISH = r"(?:on|over|from|vs\.?) (?:the )?(?:previous |prior |last |a )?year(?: ago| earlier| before)?"
_YEARLY = r"(?:yoy|y/y|y-o-y|year[- ]on[- ]year|year[- ]over[- ]year|annual|yearly)"
IN_PERCENT = regex(
    rf"(?:{_YEARLY} )?(?:%|per ?cent(?:age)?|growth|change|increase)(?: (?:growth|change|increase|rate))*"
    rf"(?:,? (?:{_ON_YEAR_IN_ENGLISH}|{_YEARLY}))?|{_YEARLY}",
    re.IGNORECASE,
)
"""What heads the growth in percent of the column on the left: Change on year, Annual % change, YoY."""
GROWTH_OF = regex(
    rf"(?:{_YEARLY} )?(?:% )?(?:growth|change|increase)(?: rate)? (?:of|in) (?:the )?(?P<of>\S.*)"
    rf"|(?P<base>.*\S),? (?:(?:{_YEARLY} )?(?:% ?)?(?:growth|change|increase)(?: rate)?|{_YEARLY})"
    rf"(?:,? (?:{_ON_YEAR_IN_ENGLISH}|{_YEARLY}))?",
    re.IGNORECASE,
)
"""The growth in percent of what is called so: Revenue growth, Growth of revenue."""
SAYS_GROWTH = regex(
    rf"(?:.* )?growth(?: rate)?(?: (?:of|in) .*|,? (?:{_ON_YEAR_IN_ENGLISH}|{_YEARLY}))?|(?!net ).* change"
    r"|.*(?:%|per ?cent(?:age)?) (?:growth|change|increase|decrease).*",
    re.IGNORECASE,
)
"""What is growth by its words, of whatever stands beside it, and in no unit of money: Sales growth, % change."""
_ON_YEAR = regex(r"[比较]([0-9]{4})年")

OF_GROWTH = regex(
    r"(?P<base>.*?[\u4e00-\u9fff]{2})(?:[比较](?:上年|去年)(?:同期)?|同比)?(?:增速|增幅|增长率|增长幅度|增长速度|(?P<open>增长))"
)
"""The growth of what is called so: 收入增幅. Growth alone (收入增长) may be an amount where it is not in percent."""


def is_growth(words: str, period: str = "") -> bool:
    """Whether words say that a figure is growth, of what stands beside it; on the year before that of the period."""
    key = heading_key(words)
    match = _ON_YEAR.match(key)
    if match is not None and period[:4].isdecimal() and int(match[1]) == int(period[:4]) - 1:
        key = key[match.end() :]
    return _GROWTH.fullmatch(key) is not None
