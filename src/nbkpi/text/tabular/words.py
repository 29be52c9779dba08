"""The words of headings and labels that say how the figures of a table belong together."""

from __future__ import annotations

import re

from nbkpi.patterns import regex
from nbkpi.tables.growth_words import IN_PERCENT

_YEAR_BEFORE = r"上年同期|去年同期|上年同月|去年同月|上年度?|去年|同期|基期|上年实绩|前一年"
_JUST_BEFORE = r"上月|上一?个?季度|上期|上周|上旬"
_AT_START = r"年初|上年末|上年底|去年底|去年末"
_BEFORE = rf"{_AT_START}|{_YEAR_BEFORE}|{_JUST_BEFORE}"
SINCE = {"year": regex(rf"同比|{_YEAR_BEFORE}"), "before": regex(rf"环比|{_JUST_BEFORE}"),
         "start": regex(_AT_START)}  # fmt: skip
"""What something is compared with: a year before, the month, quarter or week before, or the beginning of the year."""

COMPARED = regex(
    rf"(?P<stem>.*?)(?P<since>同比|环比|[比较与](?:{_BEFORE})(?:末|底|同期)?(?:相?比)?)?"
    r"(?P<way>增长率?|增速|增幅|增减率|增减幅度?|涨幅|涨跌幅度?|增减[额量数值]?|增长[额量数值]?|增加[额量数]?|净增[额量数加]?|增量|升降|变化|差额|±)?(?:情况)?"
)
"""A column or row of growths or changes, where it has since or way."""

RATE_WAYS = regex(r"增长率?|增速|增幅|增减率|增减幅度?|涨幅|涨跌幅度?")
AMOUNT_WAYS = regex(r"增减[额量数值]|增长[额量数值]|增加[额量数]|净增[额量数加]?|增量|差额")
"""Ways that say a rate, and ways that say an amount; the others say either."""

BASE = regex(rf"(?<![比较与])(?:{_BEFORE})(?:累计)?(?:完成)?(?:数|值|额|实绩|末|底)?")
"""The figure that another is compared with."""

CURRENT = regex(
    r"本年度?|今年|当年|本期|当期|报告期|本月|当月|本季度?|期末|年末|[0-9]{1,2}(?:[-—–~至到][0-9]{1,2})?月(?:份|底|末)?"
    r"|[上下]半年|前?[一二三四]季度|累计|止"
)
GENERIC = regex(
    r"(?:总额|总量|总数|金额|数额|数量|绝对[值数量]|数值|实绩|完成[数额值]?|合计|总计|小计|[数额量]|(?<![产总加价市])值)$"
)
"""What a heading says besides what is measured."""

SHARE = regex(
    r"(?P<of>[^占]*)(?:所?占(?P<whole>.*?)的?(?P<sort>比重|比例|百分比|份额|比|率)?|(?:比重|构成比?|份额|百分比|结构))"
)
WHOLES = regex(r"(?P<said>|.*(?:合计|总计|总量|总数|总额|总|全部|全体))|全[国省市县区镇乡村州盟旗].{0,6}")
"""The whole of a share that is the total of its column or of its row; 全市 may be another than that of the table."""

RATE = regex(
    r"(?P<stem>.+?)(?:率|比例|百分比|%)"
    r"|(?P<plan>.{0,6}?(?:完成|[为达]到?|占).{0,4}?(?:计划|目标|任务|预算).*(?:的|比[重例]?|%))"
)
PLAN_STEM = "完成"
PLANS = regex(r"计划|目标|任务|预算|下达|指标|应")
DONE = regex(r"完成|实绩|实际|执行|到位|支出|落实|累计")
"""What of a plan, and what is done of it."""

RECEIVED = regex(r"受理|收到|接收|交办|应|总|合计|参[加评]|抽[检查]|检[测查]")
"""What cases are counted of, where a rate is of some of them."""

RUNNING = "累计"
"""A sum so far, of what may stand elsewhere."""

WHOLE_LABEL = regex(r"全[国省市县区镇乡村州盟旗]|总数|总体")
"""A row of a whole that is not said to be the sum of the others."""

PART_ONLY = regex(r"部分|主要|重点|前[一二三四五六七八九十0-9]+|其中|代表性|典型|选|TOP", re.IGNORECASE)
"""Titles of tables that do not list everything."""

FALLS = regex(r"下降|减少|降幅|降低|减幅|回落")
NUMBERINGS = (
    regex(r"[一二三四五六七八九十]{1,3}[、.．]"),
    regex(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    regex(r"[0-9]{1,3}[.、．](?![0-9])"),
    regex(r"[(（][0-9]{1,3}[)）]|[①-⑳]"),
)
"""How the rows of each level are numbered, from the outermost."""

NOTES = regex(r"[*※★]?\s*(?:注|备注|说明|资料来源|数据来源|来源|填表|制表|审核|单位)")
COUNTED = regex(r"(?P<counter>[人户件家个次项起宗村])(?:次)?数量?$")
NUMBER = regex(r"数量?$")

AMOUNTS = regex(r"额|收入|支出|产值|投资|资金|利润|税|产量|面积|里程|余额|存款|贷款|费|价|款|总值|增加值|电量|水量")
"""What is measured rather than counted."""

_SHARE_IN_ENGLISH = regex(
    r"(?:(?:%|per ?cent(?:age)?) )?(?:share|proportion)(?: of (?:the )?total)?"
    r"|(?:%|per ?cent(?:age)?) of (?:the )?total",
    re.IGNORECASE,
)


def in_chinese(heading: str) -> str:
    """A heading in English that says growth or a share, as Chinese ones do: Growth, YoY, Share of total."""
    words = heading.strip()
    if not words.isascii():
        return heading
    if _SHARE_IN_ENGLISH.fullmatch(words):
        return "占比"
    return "同比增长" if IN_PERCENT.fullmatch(words) else heading
