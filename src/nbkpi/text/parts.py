"""Whether the parts of a list must add up to its total: by what they are called, and by how the digits miss it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from nbkpi.text.roles import Term

_ALL_OF_IT = re.compile(r"分别为|分为|包括|组成|构成")
_SOME = re.compile(r"龙头|骨干|领军|前[两三四五六七八九十0-9]|排名|重点|主要|典型|代表|部分|个别")
_REST = re.compile(r"其他|其余|及其|另外?有")
_OPPOSITES = (
    ("出口", "进口"), ("出港", "进港"), ("出境", "入境"), ("男", "女"), ("续建", "新建"), ("续建", "新开工"),
    ("境内", "境外"), ("国内", "国外"), ("国内", "入境"), ("省内", "省外"), ("市内", "市外"), ("县内", "县外"),
    ("公共", "专用"), ("税收", "非税"), ("财产险", "人身险"), ("城镇", "农村"), ("城镇", "乡村"), ("城区", "农村"),
    ("公办", "民办"), ("公立", "民营"), ("外贸", "内贸"), ("线上", "线下"), ("网上", "网下"), ("轻工业", "重工业"),
    ("个人", "单位"), ("门诊", "急诊"),
)  # fmt: skip
"""What there is no third beside."""
_INDUSTRIES = ("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产")
_NOT = re.compile(r"[未不非]([\u4e00-\u9fff]{2})")
_THRESHOLD = re.compile(r"([^、,;(]+?)(?:及|含|\(含\))?以([上下])")
_SORTS = frozenset("类业级型期产省市县区乡镇村道路")
_OVERLAPPING = re.compile(
    r"党员|女|学历|本科|研究生|[岁龄]|以[上下]|重[点大]|民间|民营|国有|规上|限上|高新|专精特新|困难|少数民族|一般贸易|加工贸易|跨境"
    r"|新增|新开工|亿元|首次|各类|优秀|其他|累计|实施|完成|通过|获"
)
"""Words for parts that may share members with others: 企业中规上企业和高新技术企业."""


def are_all(labels: Sequence[str], opening: str) -> bool:
    """Whether parts with these words before them are surely all parts of a total."""
    if _SOME.search(opening):
        return False
    if _ALL_OF_IT.search(opening) or _REST.search(labels[-1]):
        return True
    if len(labels) == 2:
        return are_opposite(*labels)
    thirds = labels if len(labels) == 3 else labels[:-1] if len(labels) == 4 and "居民" in labels[-1] else ()
    return any(
        len(thirds) == 3 and all(name in label for name, label in zip(names, thirds, strict=True))
        for names in _INDUSTRIES
    )


def are_opposite(one: str, other: str) -> bool:
    """Whether there is no third beside these two: 城镇 and 农村, 采纳 and 未采纳, 三层及以上 and 三层以下."""
    for a, b in ((one, other), (other, one)):
        if any(first in a and second in b and second not in a for first, second in _OPPOSITES):
            return True
        if any(word in a and not _NOT.search(a) for word in _NOT.findall(b)):
            return True
    above, below = _THRESHOLD.search(one), _THRESHOLD.search(other)
    if above is None or below is None or above[2] == below[2]:
        return False
    return above[1].endswith(below[1][-2:]) or below[1].endswith(above[1][-2:])


def exclude_each_other(labels: Sequence[str]) -> bool:
    """Whether parts are called after one sort of division: 工业类, 农业类, 服务业类."""
    ends = {label[-1:] for label in labels}
    thresholds = any("以上" in label or "以下" in label for label in labels)
    return len(ends) == 1 and ends <= _SORTS and not thresholds


def may_overlap(labels: Sequence[str]) -> bool:
    """Whether something may well be counted in two of them."""
    return any(_OVERLAPPING.search(label) for label in labels)


def is_slip(added: Fraction, total: Term, parts: Sequence[Term]) -> bool:
    """Whether one wrong digit, or two swapped, is all that is wrong; of totals of three digits and more."""
    figure = total.mention.figure
    if not figure.step or figure.nominal is None or figure.nominal / figure.step < 100:
        return False
    gap = total.size - added
    return any(
        _is_misprint(term, term.size + (gap if term is not total else -gap))
        for term in (total, *parts)
        if term.mention.figure.step
    )


def _is_misprint(term: Term, wanted: Fraction) -> bool:
    figure = term.mention.figure
    step = figure.step * figure.unit.scale
    if wanted < 0 or (wanted / step).denominator != 1 or figure.nominal is None:
        return False
    printed, right = str(figure.nominal / figure.step), str(wanted / step)
    if len(printed) != len(right) or len(printed) < 2:
        return False
    wrong = [place for place, (a, b) in enumerate(zip(printed, right, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return printed[wrong[0]] == right[wrong[1]] and printed[wrong[1]] == right[wrong[0]]
    return len(wrong) == 1
