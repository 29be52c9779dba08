"""What the words before a figure say of it: what is counted, a change of that, a share of something, a gap."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.text.names import cleaned, without_saying
from nbkpi.text.vocabulary import any_of, words

_YEAR_BEFORE = r"[比较](?:上年|去年|前年|年初|上月|上一?季度|[0-9]{4}年[末底]?)(?:同期|末)?"
CHANGE = re.compile(
    rf"(?P<since>同比|环比|{_YEAR_BEFORE}|年均|两年平均|与上年同期相比|同期)?[,]?(?:名义|实际|现价)?(?:分别)?"
    r"(?:小幅|大幅|微幅|略微|略有?|明显|快速|再度?|又|同步)?"
    rf"(?P<way>{any_of('rises', 'falls')}|[增升涨减跌]|(?<!起)降|(?<![至更最许很])多|(?<![至最不])少)"
    r"(?:幅度)?(?:了|到|至|为|达|达到|分别为)?$"
)
"""The words that say that something changed, right before the figure that says by how much."""
DOWN = frozenset((*words("falls"), *words("falls_short"), "少"))

_SHARE = re.compile(
    r"(?<!市)占(?!有|地面|地[0-9约近达超]|地$|道|用|比|据|线)(?P<of>[^,;]*?)的?(?:比重|比例|(?<=的)份额)?的?(?:分别)?"
    r"(?:为|是|达到|达|约|近|超过|超|仅|高达|只|由|从|提升|提高|[上下]降|升|降|到|至)*$"
)
_SHARE_ALONE = re.compile(r"占比(?:分别)?(?:为|达到|达|约|仅)*$")
_PLAN = re.compile(
    r"(?:^|[已仅,别])(?P<said>(?:为|完成|达到|占)了?(?:全年|年初|调整|年度|年|总|计划|目标|当年|投资|合同|五年|今年)*(?:投资|计划|目标|任务|预算)+总?[数量额]?)"
    r"(?:的|分别|为)*$"
)
_PULLED = re.compile(r"(?:对(?=[^,;]{1,24}贡献率)|拉动|上拉|拉升|拉低|下拉)[^,;]{1,24}$")
_AGAINST = re.compile(
    r"(?:(?:高于|低于|快于|慢于|高出|低出|好于|领先|滞后|落后|超出|超过|超(?=序时|时间|进度|时序))[^,;0-9]{0,16}"
    r"|(?<![同环占])比(?!上年|去年|年初|上月|上季|同期|重)[^,;]{2,14}?(?:高|低|快|慢|多|少)出?|^(?:分别)?[高低快慢]出?)$"
)
_SCHEDULE = re.compile(r"序时|时间进度|时序进度|进度要求")
_CHANGED_SINCE = re.compile(
    r"(?P<since>同比|环比|(?<![同环占对])[比较与](?:[\u4e00-\u9fff0-9“”年月]{1,10}?)(?:相比)?)?(?:分别)?"
    r"(?:小幅|大幅|微幅|略微|略有?|明显|快速|再度?|又|同步|大)?"
    rf"(?:{any_of('rises', 'falls')}|多出|增收|翻番|[多少高低快慢])[了约]*$"
)
_AT_THE_END = re.compile(r"(?:幅度)?(?:了|达到|达|分别为|为|约)*$")
_CAME_TO = re.compile(
    r"(?:增长|增加|提高|提升|扩大|上升|上涨|下降|减少|降低|回落|缩短|压缩|缩减|发展|壮大|[涨升降增减变])(?:到|至|为|成)了?"
    r"(?:如今|现在|目前)?的?$|^再?[到至]的?$"
)
_CHANGED_THING = re.compile(r"(?:平均)?(?P<way>降低|提高|减少|增加|提升|压缩|缩短)(?P<thing>[\u4e00-\u9fff]{2,})")
_FROM = re.compile(r"[由从](?:起初|原来|最初|原先|过去)?的?$")
_COMPARED_WITH = re.compile(r"^[比较与](?:上年|去年|前年|上月|上季度|上届|[0-9]{1,2}月)(?:同期|末)?的?$")
_RISES = re.compile(r"(?:增长|增加|提高|提升|扩大|上升|上涨|增)(?![到至为])(?=.*倍)")
_TIMES_OF = re.compile(r"(?:是|为|达|达到|相当于).*的")
_SINCE = re.compile(r"(?:同比|环比|年均|[比较](?:上年|去年)(?:同期)?)$")
_HUNDREDS = re.compile(r"^[0-9]+(?=[\u4e00-\u9fff])")


_FROM_LEVEL = re.compile("[由从][0-9.]+[%‰]?[到至]?$")
_EACH = re.compile("依次(?![是为])|各(?=占|增|减|上|下|提|降|升)")
"""What gives each of a row its figure, as 分别 does."""


class Words(NamedTuple):
    """The words before a figure, taken apart.

    base is what is counted, empty where that was said before; said how the figure relates to it (同比增长, 占比);
    is_whole: said needs no base (快于序时进度). is_from and is_to: it is what something came from, or came to.
    is_separate: 分别 gives each of a row its figure; behind is what follows 分别.
    """

    base: str
    said: str = ""
    is_whole: bool = False
    is_from: bool = False
    is_to: bool = False
    is_separate: bool = False
    behind: str = ""


class _Said(NamedTuple):
    """base is raw: as it stands in the text."""

    base: str
    said: str = ""
    is_whole: bool = False
    is_to: bool = False


def taken_apart(lead: str, figure: str, kind: str) -> Words:
    """Take the words before a figure apart; lead is without names and periods, figure and kind are its own."""
    lead = _COMPARED_WITH.sub("", _EACH.sub("分别", lead.strip(" ,、:(")))
    comes_from = _FROM.search(lead)
    found = _said(lead if comes_from is None else lead[: comes_from.start()], figure, kind)
    base, separate, behind = found.base.partition("分别")
    said = found.said.replace("分别", "")
    if base in ("自然", "净"):
        base, said = f"{base}{said}", ""
    elif base.endswith("新") and said == "增":
        base, said = base[:-1], "新增"
    is_separate = bool(separate) or "分别" in found.said or "分别" in lead
    is_from = comes_from is not None
    base = _FROM_LEVEL.sub("", base)
    return Words(cleaned(base), said, found.is_whole, is_from, found.is_to, is_separate, cleaned(behind))


def _said(lead: str, figure: str, kind: str) -> _Said:
    """How a figure relates to what is counted: the first rule that its words and its kind fit."""
    if kind in ("rate", "multiple") and (found := _share(lead)) is not None:
        return found
    if kind in ("rate", "points", "multiple") and (found := _against(lead)) is not None:
        return found
    if kind == "multiple" and _TIMES_OF.fullmatch(lead):
        return _Said("")
    came_to = _CAME_TO.search(lead)
    if came_to is not None:
        return _Said(lead[: came_to.start()], is_to=True)
    return _change(lead, figure, kind) or _Said(lead)


def _share(lead: str) -> _Said | None:
    """占年度计划的…, 占全省的…, X占…: a share."""
    plan = _PLAN.search(lead)
    if plan is not None:
        return _Said(lead[: plan.start("said")], plan["said"].replace("了", ""), is_whole=True)
    alone = _SHARE_ALONE.search(lead)
    if alone is not None:
        return None if lead[: alone.start()].strip(" 、,和也") else _Said("", "占比")
    share = _SHARE.search(lead)
    if share is None:
        return None
    of, base = _HUNDREDS.sub("", share["of"].strip("的“” 了").removesuffix("的比重")), lead[: share.start()]
    if of:
        return _Said(base, f"占{of}", is_to=share[0].endswith(("到", "至")))
    return _Said(f"{base.rstrip()}占比") if base.replace("分别", "").strip(" 、,和") else _Said(base, "占比")


def _against(lead: str) -> _Said | None:
    """拉动…增长, 高于全省平均, 快于序时进度: what a figure is compared with, or does to something else."""
    found = _PULLED.search(lead) or _AGAINST.search(lead)
    if found is None:
        return None
    return _Said(lead[: found.start()], without_saying(found[0]), is_whole=_SCHEDULE.search(found[0]) is not None)


def _change(lead: str, figure: str, kind: str) -> _Said | None:
    """同比增长, 比上年净增, 平均降低…, or 增长 in the words of the figure itself."""
    thing = _CHANGED_THING.fullmatch(lead) if kind in ("rate", "points") else None
    if thing is not None and not lead.endswith(words("changes")):
        return _Said(thing["thing"], thing["way"])
    change, since = CHANGE.search(lead), _CHANGED_SINCE.search(lead)
    if since is not None and (change is not None or since.start() == 0 or since["since"]):
        start = since.start() if change is None else min(since.start(), change.start())
        return _Said(lead[:start], _AT_THE_END.sub("", lead[start:]))
    if change is not None:
        return _Said(lead[: change.start()], _AT_THE_END.sub("", change[0]))
    rises = _RISES.match(figure)
    if rises is None:
        return None
    base = _SINCE.sub("", lead)
    return _Said(base, lead[len(base) :] + rises[0])
