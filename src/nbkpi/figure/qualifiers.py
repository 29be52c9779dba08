"""The words around a number, what each of them says, and where that rule comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from nbkpi.patterns import regex

Bound = Literal["as_printed", "above", "at_least", "below", "at_most", "about", "remainder"]
Place = Literal["before", "after", "inside"]
BOUNDED: tuple[Bound, ...] = ("above", "at_least", "below", "at_most", "about")
"""The bounds that English has words for."""

_CIVIL_CODE = "Civil Code of the PRC, art. 1259"
_USAGE = "common usage of published statistics"


class Qualifier(NamedTuple):
    """A rule: these words at this place make that bound; the first word is the one we write."""

    bound: Bound
    place: Place
    words: tuple[str, ...]
    source: str


QUALIFIERS: tuple[Qualifier, ...] = (
    Qualifier("as_printed", "before", ("达", "达到", "高达", "已达", "达成", "为", "是", "等于"), _USAGE),
    Qualifier("as_printed", "before", ("共", "共有", "共计", "合计", "总计", "累计", "计"), _USAGE),
    Qualifier(
        "as_printed", "before", ("有", "仅", "只有", "全年", "首次", "已", "均", "在", "介于", "位于", "从"), _USAGE
    ),
    Qualifier("above", "before", ("超", "超过", "逾", "突破", "高于", "大于", "多于", "超出", ">", "＞"), _CIVIL_CODE),
    Qualifier("above", "after", ("以外", "有余", "开外", "出头"), _CIVIL_CODE + "; " + _USAGE),
    Qualifier(
        "at_least",
        "before",
        ("至少", "不少于", "不低于", "不小于", "最少", "起码", "大于等于", "大于或等于", "大于或者等于", "≥", ">="),
        _USAGE,
    ),
    Qualifier(
        "at_least", "after", ("以上", "及以上", "或以上", "或者以上", "(含)以上", "或更多", "或者更多"), _CIVIL_CODE
    ),
    Qualifier(
        "below",
        "before",
        ("近", "将近", "接近", "不足", "不到", "未到", "不满", "低于", "小于", "少于", "未满", "<", "＜"),
        _CIVIL_CODE + "; " + _USAGE,
    ),
    Qualifier(
        "at_most",
        "before",
        ("不超过", "至多", "最多", "不高于", "不多于", "不大于", "小于等于", "小于或等于", "小于或者等于", "≤", "<="),
        _USAGE,
    ),
    Qualifier(
        "at_most",
        "after",
        ("以下", "以内", "之内", "及以下", "或以下", "或者以下", "(含)以下", "或更少", "或者更少"),
        _CIVIL_CODE,
    ),
    Qualifier("about", "before", ("约", "大约", "大概", "约为", "大致"), "a convention of the book, always shown"),
    Qualifier("about", "after", ("左右", "上下", "许"), "a convention of the book, always shown"),
    Qualifier("about", "inside", ("来",), "a convention of the book, always shown"),
    Qualifier("remainder", "inside", ("余", "多", "几"), "numeral followed by 余, 多 or 几: less than its last place"),
)


LONGER = regex(
    r"许(?!的)[\u4e00-\u9fff]|上下[铺床游班级车楼学]|左右(?:手(?![续工机术])|[岸侧翼两])|出头鸟|有余[杭姚]|不满意"
    r"|以(?:[内外]贸|外向型|外[资商](?![产金料户店铺])|上海(?![拔洋域岸水]))"
)
"""Words that begin as one of these and say nothing of a number: 300个许可证, 300家以外贸为主的企业."""


BETWEEN = "(?:了|有|过|于|为|达到?)"
"""What may stand between a word before a number and the number, and changes nothing: 超过了, 至少有, 突破了."""


DASH = r"\s*(?:至|到|—{1,2}|~{1,2}|[-‐‑‒–―])\s*"
"""What stands between the ends of a range."""
SIGNS = {
    "US$": "美元",
    "HK$": "港元",
    "$": "美元",
    "¥": "元",
    "￥": "元",
    "€": "欧元",
    "£": "英镑",
    "人民币": "元",
    "港币": "港元",
    "新台币": "新台币",
}
"""What may stand before an amount of money, and the unit that it says."""
SIGN = "|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))


def words(place: Place) -> list[tuple[str, Bound]]:
    """Every word at this place with its bound, longest first."""
    found = [(word, rule.bound) for rule in QUALIFIERS if rule.place == place for word in rule.words]
    return sorted(found, key=lambda pair: -len(pair[0]))


def alternatives(place: Place, only: Bound | None = None, beginning: str = "") -> str:
    """A pattern for the words at this place, those with this bound only, that begin so."""
    found = (re.escape(word) for word, bound in words(place) if only in (None, bound) and word.startswith(beginning))
    return rf"(?!{LONGER.pattern})(?:{'|'.join(found)})"


WordTable = dict[str, list[tuple[str, Bound]]]
"""Words with their bounds by their first character, the longest first."""


def by_first_character(found: Iterable[tuple[str, Bound]]) -> WordTable:
    """A table of words in which those that may stand at a place are found by the character there."""
    table: WordTable = {}
    for word, bound in found:
        table.setdefault(word[0], []).append((word, bound))
    return table


def canonical(bound: Bound, place: Place = "before") -> str:
    """The word we write for a bound at this place; nothing when it has none there, or for a number as printed."""
    if bound == "as_printed":
        return ""
    return next((rule.words[0] for rule in QUALIFIERS if (rule.bound, rule.place) == (bound, place)), "")
