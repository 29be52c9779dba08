"""What a figure counts, by simple rules: the words before it within its clause, without verbs and connectives."""

from __future__ import annotations

import re

CHANGE = re.compile(
    r"(?P<since>同比|环比|比上年(?:同期|末)?|较上年(?:同期|末)?|比去年(?:同期|末)?|较去年(?:同期|末)?|比年初|较年初|较上月|比上月|年均|两年平均|与上年同期相比|同期)?[,]?"
    r"(?:名义|实际|现价)?(?:分别)?(?P<way>负增长|增长|增加|上升|提高|提升|扩大|上涨|增|升|下降|减少|降低|回落|下滑|下跌|缩小|收窄|减|(?<!起)降|加快|放缓|多增|少增|攀升|回升|上浮|(?<![至最许很更])多|压减|压降|缩减|缩短|压缩|削减|(?<![至最不])少)"
    r"(?:幅度)?(?:了|到|至|为|达|达到|分别为)?$"
)
DOWN = frozenset(
    {
        "负增长",
        "下降",
        "减少",
        "降低",
        "回落",
        "下滑",
        "下跌",
        "缩小",
        "收窄",
        "减",
        "降",
        "放缓",
        "少增",
        "压减",
        "压降",
        "缩减",
        "缩短",
        "压缩",
        "削减",
        "少",
    }
)
_VERBS = re.compile(
    r"(?:已经|已|分别|累计|总共|一共|共计|共有|共|合计|总计|达到了|达到|达成|高达|达|约为|分别为|为|是|有|完成|实现|占|仅|只有|就有|就|近|约|超过了|超过"
    r"|突破|的|了|到|至|在|于|计|即|每年|全年|总量|[:\s])+$"
)
_BEFORE = re.compile(
    r"(?:其中|此外|同时|另外|另有|另|截至目前|截至|截止|目前|今年以来|以来|累计|全年|共有|拥有|现有|有|分别|并且|并|而|且|以及|及|和|与|还|又|也|已|共|同比|使|让|将|"
    r"完成|实现|全市|全县|全区|全镇|全村|全省|全国|我市|我县|我区|该市|该县|该区|该镇|该村|[、,:\s的)(])+"
)


def subject_of(lead: str) -> tuple[str, str]:
    """What the words before a figure say is counted, and how that changed, if it did; both may be empty."""
    change = CHANGE.search(lead)
    if change is not None:
        lead = lead[: change.start()]
    trimmed = _VERBS.sub("", lead)
    start = _BEFORE.match(trimmed)
    return trimmed[start.end() if start else 0 :].strip(), change[0] if change is not None else ""
