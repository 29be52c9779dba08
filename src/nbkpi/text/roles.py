"""What a figure is used for in its sentence: a level, a growth, a share, a rate, a gap; by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from nbkpi.figure import Unit
from nbkpi.figure.unit import MULTIPLIERS, POINTS, PURE
from nbkpi.text.mentions import Mention
from nbkpi.text.subjects import CHANGE

Role = Literal[
    "level",
    "base",
    "change",
    "growth",
    "share",
    "rate",
    "points",
    "schedule",
    "pull",
    "contribution",
    "mean",
    "part",
    "other",
]
"""base: the level that something is compared with; part: one share of a structure a:b:c; other: a threshold."""

_PULL = re.compile(r"拉动|上拉|拉升|拉低|下拉")
_SCHEDULE = re.compile(r"序时|时间进度|进度要求|时序进度")
_GROWTH = re.compile(r"(?:增速|增幅|降幅|涨幅|跌幅|增长率)(?:[分别为达到是约]|[^\d,]{0,2}为)*$")
_TO = re.compile(r"[到至]$|^由|从$")
_SHARE = re.compile(r"占|比重|份额|[(]$")
_REST = re.compile(r"其余|余下|剩余")
_ONLY_PERIOD = re.compile(
    r"(?:20[0-9]{2}年|上年|去年|前年|上半年|第?[一二三四]季度|[0-9]{1,2}月份?)+(?:则?[为是]|只有|仅)"
)
_RATE = re.compile(r"率|完成|进度|度(?:[为达]|$)")
_MEAN = re.compile(
    r"(?P<of>日|天|月|年|周|人|户|村|亩|次|件|家|船|车|台|店|企|校|场|班|期|馆|园|镇|乡|所|站|桌|棚|头|株|辆|套|单体|单项|单船|单车|单店)均|(?P<yield>亩产)|平均(?:(?:每|单)(?P<each>[\u4e00-\u9fff]{1,4})|$)|均价|每(?P<every>[\u4e00-\u9fff]{1,3})"
)
_BASE = re.compile(
    r"上年|去年同|(?:与|比|较|同比)同期|同期[为的]|前年|上月|上季度?|上期|上届|基期|年初(?![预计目下安])|原来|起初|原有|[比较](?:20\d\d年|去年|前年)"
)
_IN_BRACKETS = re.compile(r"[(](?:去年|上年|前年|上月|上季|同期|[一二三四]季度|上半年|[0-9]{1,2}月|20[0-9]{2}年)")
_COMPARED = re.compile(r"(?<![同环占])[比较](?!重)[^,]{1,10}的$")
_FROM = re.compile(r"(?:从(?![业事而严容])|由)")
_FROM_EACH = re.compile(r"[由从]每[\u4e00-\u9fff]{1,4}$")
_WORK = re.compile(r"完成[^,]{0,8}提升$")
_LEFT = re.compile(
    r"(?:少|多|尚差|差|剩余|还剩|其余|缩短|压缩|压减|节约|超额|超计划|顺差|逆差|差额|结余|净流入|净流出|净迁入|净迁出)(?:了|额|为|达)?$"
)
_CONSTANT = re.compile(r"可比价|不变价|可比口径|实际增长|扣除价格")
_VALUE_ADDED = re.compile(r"增加值|生产总值|GDP")
_NET = re.compile(r"(?:净增|增收|多收|少收|净减)(?:加)?(?:了)?$")


@dataclass(slots=True, eq=False)
class Term:
    """A figure with its role.

    clause is the text from the last comma up to it; share_of what it is said to be a share of (总数, 年度计划).
    symbol is its unit without a multiplier; is_constant: a growth that says nothing of current prices. size is the
    printed number in the base unit, 0 where there is none.
    """

    mention: Mention
    role: Role
    clause: str
    symbol: str
    share_of: str = ""
    is_constant: bool = False
    mean_of: str = ""
    size: Fraction = field(init=False)

    def __post_init__(self) -> None:
        figure = self.mention.figure
        self.size = (figure.nominal or Fraction(0)) * figure.unit.scale

    @property
    def is_amount(self) -> bool:
        """Whether it is so much of something, be it what is left of it: 其余1.2万元."""
        return self.role == "level" or (self.role == "change" and _REST.search(self.mention.lead) is not None)

    @property
    def label(self) -> str:
        """What the words before it say it is of."""
        return self.mention.subject or self.clause

    @property
    def unit(self) -> Unit:
        """The printed unit."""
        return self.mention.figure.unit


_BORDERS = re.compile(r"[,;。!?\n]")
_SHARE_OF = re.compile(r"(?:占|完成)(?:了|全部|到)?(?P<whole>[\u4e00-\u9fff“”A-Za-z]{0,14}?)(?:的|比重?|达|为|分别)*$")


def terms_of(mentions: list[Mention], text: str, base_symbols: dict[str, str]) -> list[Term]:
    """Every figure with its role, in order; text is the normalised text they are from."""
    found: list[Term] = []
    for mention in mentions:
        start = max(0, mention.start - 80)
        borders = list(_BORDERS.finditer(text, start, mention.start))
        clause = text[borders[-1].end() if borders else start : mention.start]
        term = Term(mention, "level", clause, base_symbols.get(mention.figure.unit.symbol, mention.figure.unit.symbol))
        _assign(term, text, found[-1] if found else None)
        found.append(term)
    return found


def _assign(term: Term, text: str, before: Term | None) -> None:
    mention, clause = term.mention, term.clause
    lead, figure = mention.lead, mention.figure
    if mention.found.group >= 0:
        term.role = "part"
    elif _is_of_period_before(term, before):
        term.role = "base"
    elif figure.unit.dimension == POINTS:
        near = clause[-24:]
        term.role = "pull" if _PULL.search(near) else "schedule" if _SCHEDULE.search(near) else "points"
    elif figure.unit.dimension == PURE and figure.unit.symbol not in MULTIPLIERS:
        _rate(term, text, before)
    else:
        mean = _MEAN.search(lead)
        way = CHANGE.search(lead)
        changed = way is not None and not _TO.search(way[0])
        if _FROM.search(lead[-3:]) or _FROM_EACH.search(lead) or _COMPARED.search(lead):
            term.role = "base"
        elif mean is not None or ("/" in term.symbol and not changed):
            term.role, term.mean_of = "mean", _per(mean)
        elif _WORK.search(clause):
            term.role = "level"
        elif changed or _NET.search(lead) or _LEFT.search(lead):
            term.role = "change"
        elif _IN_BRACKETS.match(lead) or _COMPARED.search(lead) or _BASE.search(lead) or _FROM.search(lead[-12:]):
            term.role = "base"


def _is_of_period_before(term: Term, before: Term | None) -> bool:
    """Whether a figure is the same as the one before it, of another period: 三季度为84.7%，二季度为79.9%."""
    if before is None or before.symbol != term.symbol or before.mention.sentence != term.mention.sentence:
        return False
    now, then = before.mention.when, term.mention.when
    if before.role not in ("level", "rate", "share") or now is None or then is None or then.start >= now.start:
        return False
    return _ONLY_PERIOD.fullmatch(term.mention.lead.strip()) is not None


def _per(mean: re.Match[str] | None) -> str:
    """What a mean is per; nothing where its unit says so."""
    if mean is None:
        return ""
    return "亩" if mean["yield"] else mean["of"] or mean["each"] or mean["every"] or ""


def _rate(term: Term, text: str, before: Term | None) -> None:
    """The role of a percentage or a multiple."""
    mention, clause, lead = term.mention, term.clause, term.mention.lead
    way = CHANGE.search(lead)
    rises = re.match(r"增长|增加|增|提高|提升|扩大|上升", mention.words)
    # A list without words of its own goes on with what the first of it was.
    if before is not None and re.fullmatch(r"[、和与及]|以及", lead.strip()) and before.symbol == term.symbol:
        term.role, term.share_of, term.is_constant = before.role, before.share_of, before.is_constant
    elif mention.tail.startswith("的") and not lead.strip(" ,") and "占" not in clause:
        term.role = "other"
    elif "贡献率" in clause[-16:] or (before is not None and "贡献率" in lead):
        term.role = "contribution"
    elif "自然增长率" in lead:
        term.role = "rate"
    elif rises or (way is not None and not _TO.search(way[0])) or _GROWTH.search(lead):
        term.role = "growth"
        start = max(0, mention.start - 60, before.mention.end if before is not None and before.role == "growth" else 0)
        near, behind = text[start : mention.start], text[mention.end : mention.end + 8]
        own = near[max(near.rfind(";"), near.rfind("。"), near.rfind(")")) + 1 :]
        term.is_constant = bool(_CONSTANT.search(own) or _CONSTANT.search(behind) or _VALUE_ADDED.search(own))
    elif _IN_BRACKETS.match(lead) or _COMPARED.search(lead) or _BASE.search(lead) or _FROM.search(lead[-12:]):
        term.role = "base"
    elif _RATE.search(lead) and "占" not in clause:
        term.role = "rate"
    elif _SHARE.search(clause) or lead.strip() in ("的", ""):
        term.role = "share"
    else:
        term.role = "rate"
    if term.role in ("share", "rate") and not term.share_of:
        whole = _SHARE_OF.search(clause)
        term.share_of = whole["whole"] if whole is not None else ""
