"""What a rate says by its name: what it is the rate of, and of which."""

from __future__ import annotations

from itertools import pairwise

from nbkpi.patterns import regex
from nbkpi.text.terms import Term, once
from nbkpi.text.vocabulary import any_of

_STEM = regex(r"(?P<stem>[\u4e00-\u9fff]{2,10}?)(?:率|进度|程度|比例|面(?=[为达是]?$))")
_GENERIC = regex(rf"^{any_of('generic')}|的$")
_OF_ALL = regex(
    "[全我本][国省市县区州旗镇乡村]|总体|整体|综合|平均|累计|总|目前|当前|各类|实际|完成|事项|案件|工单|诉求|问题|件"
)
"""What says nothing of which of all a rate is of."""


@once
def stem_of(claim: Term) -> str:
    """What a rate is the rate of: 按时办结 of 按时办结率."""
    found = _STEM.findall(claim.clause[-16:])
    return _GENERIC.sub("", found[-1]) if found else ""


def is_narrower(stem: str, part: Term, whole: Term) -> bool:
    """Whether a rate is of some of what two levels count, by what stands before what was done: 审判案件结案率."""
    of, around = _OF_ALL.sub("", stem[:-2]), "".join(one.clause + one.name for one in (part, whole))
    return len(of) > 1 and stem[-2:] in around and not any(two in around for two in map("".join, pairwise(of)))
