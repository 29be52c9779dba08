"""How far a name is that of a figure, and what a share is said to be of."""

from __future__ import annotations

from functools import lru_cache

from nbkpi.patterns import regex
from nbkpi.text.names import VERBS
from nbkpi.text.terms import Term, once

_NOT_NAMED = regex(
    r"^(?:全[市县区镇乡村省国州]|[我本该][市县区镇乡村省国州]|其|该|同期|当[期年月]|所有|全部|上述)+|[的“”\s]|(?:累计|完成|实现)+$"
)
_PLACES = "市县区镇乡村省国州"
_AHEAD = regex(r"[(（]")
_OF_TRADE = regex("(?:对?外贸易?|货物贸易)(?=进口|出口|进出口)")
"""What is said of all that goes in or out, and adds nothing."""
_OF_ALL = regex(r"[数量额值]$")
_IN_ALL = regex(r"总(?![数量额计和])[\u4e00-\u9fff]{2,4}")
_NO_WHOLE = regex("其中|[人户亩日]均")


@lru_cache(1 << 12)
def bare(name: str) -> str:
    """A name without 全市 before it, and without 总数 and the like behind it."""
    name = _NOT_NAMED.sub("", name).replace("总", "").replace("规模以上", "规上").replace("GDP", "地区生产值")
    short = _OF_ALL.sub("", name)
    return short if len(short) > 1 else name if len(name) > 2 else ""


def covers(name: str, term: Term) -> float:
    """How far a name is that of a term, from 0 to 1; 1 only where both are the same from their heads."""
    wanted = bare(name)
    if not wanted:
        return 0.0
    own = bare(term.name)
    if _OF_TRADE.search(wanted):
        wanted, own = _OF_TRADE.sub("", wanted), _OF_TRADE.sub("", own)
    if own == wanted:
        return 1.0
    if own.endswith(wanted) and own[: -len(wanted)] in VERBS:
        return 1.0
    if len(own) > 3 and wanted.startswith(own) and wanted[len(own) :] in VERBS:
        return 1.0
    if own and (own.startswith(wanted) or wanted.startswith(own)) and min(len(own), len(wanted)) > 1:
        return 0.7 + 0.29 * min(len(own), len(wanted)) / max(len(own), len(wanted))
    if len(wanted) > 3 and own.endswith(wanted):
        return 0.92
    if len(own) > 1 and wanted.endswith(own):
        return 0.95 if wanted[: -len(own)][-1] in _PLACES else 0.75
    words = own + term.clause[-24:] + _AHEAD.split(term.mention.tail[:6], 1)[0]
    if wanted in words:
        return 0.8
    shared = sum(char in words for char in wanted)
    return 0.6 * shared / len(wanted)


def is_all_of(name: str, term: Term) -> bool:
    """Whether a term bears a name, or one that says no more than all of something, at its end: 总收入 of 经济总收入."""
    wanted = _NOT_NAMED.sub("", name)
    if _IN_ALL.fullmatch(wanted) is not None and term.name.endswith(wanted):
        return not _NO_WHOLE.search(term.clause)
    return bare(name) != "" and covers(name, term) == 1


def alike(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two names share, from 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


@lru_cache(1 << 12)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[place : place + 2] for place in range(len(name) - 1))


_WHOLE_NAME = regex(
    r"(?:占(?:了|到)?(?P<name>[\u4e00-\u9fff“”A-Za-z0-9()]{0,24}?)"
    r"|在(?P<of>[\u4e00-\u9fff“”A-Za-z0-9()]{2,24}?)中所?占?)(?:的?比[重例]|的?占比|的?份额|的)?"
    r"(?:由[^,;。]{1,16}[到至])?(?:分别)?(?:[为是达约]|达到|近|超过?|仅)*$"
)


@once
def whole_name(claim: Term) -> str:
    """What a share is said to be of, by the words between 占 and the figure."""
    found = _WHOLE_NAME.search(claim.clause)
    name = "" if found is None else found["name"] or found["of"] or ""
    return "" if name == "比" else name
