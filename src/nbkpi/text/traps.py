"""Numerals that are no figures: dates, codes, ranks, names and slogans; each rule is tried at one place only."""

from __future__ import annotations

import re
from typing import NamedTuple

_DASH = r"(?:[-—–~至到]|——|～)"
_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_HAN = "零〇一二三四五六七八九十"


class Trap(NamedTuple):
    """A rule: what stands at the numeral, and what must stand just before it (nothing: anything)."""

    name: str
    at: re.Pattern[str]
    before: re.Pattern[str] | None = None


def _trap(name: str, at: str, before: str = "") -> Trap:
    return Trap(name, re.compile(at), re.compile(f"(?:{before})$") if before else None)


DIGITS: tuple[Trap, ...] = (
    _trap("document number", rf"{_YEAR}[〕\])】]\s?第?[0-9]{{1,5}}号?", r"[〔\[(【]"),
    _trap(
        "date",
        rf"{_YEAR}年?\s?{_DASH}\s?(?:{_YEAR}|[0-9]{{2}})(?:年度?|学年)"
        rf"|{_YEAR}\s?年\s?{_MONTH}\s?月?\s?{_DASH}\s?{_MONTH}\s?月份?"
        rf"|{_YEAR}\s?年\s?{_MONTH}\s?月份?(?:\s?{_DAY}\s?[日号](?:\s?{_DASH}\s?(?:{_MONTH}\s?月)?\s?{_DAY}\s?[日号])?)?"
        rf"|{_YEAR}\s?年(?:度|代|初|底|末|内|间|版|级|以?来|起|前|后)?"
        rf"|{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?![0-9])|{_YEAR}[-/.](?:0[1-9]|1[0-2])(?![0-9十百千万亿%‰元个吨斤亩])"
        rf"|{_MONTH}\s?月?份?\s?{_DASH}\s?{_MONTH}\s?月份?"
        rf"|{_MONTH}\s?月\s?{_DAY}\s?(?:[日号](?:\s?{_DASH}\s?(?:{_MONTH}\s?月)?\s?{_DAY}\s?[日号])?|{_DASH}\s?{_DAY}\s?[日号])"
        rf"|{_MONTH}\s?月(?:份|底|末|初|中旬|上旬|下旬)?"
        rf"|{_DAY}\s?[日号]?\s?{_DASH}\s?{_DAY}\s?[日号](?!均)|{_DAY}日(?!均|[a-zA-Z])"
        r"|[0-9]{2}年(?=[^\u4e00-\u9fff]|度|代|级)",
    ),
    _trap("time", r"(?:2[0-4]|[01]?[0-9])[::][0-5][0-9](?:[::][0-5][0-9])?(?![0-9.::∶])"),
    _trap("time", r"(?:2[0-4]|[01]?[0-9])(?:时(?![段间代期])(?:[0-9]{1,2}分)?|点(?:[0-9]{1,2}分|半|钟|前|后|整))"),
    _trap("ratio", r"[0-9]{1,4}(?:\.[0-9]{1,3})?\s?[::∶]\s?[0-9]{1,4}(?:\.[0-9]{1,3})?(?![0-9.::∶])"),
    _trap("quarter", r"[1-4]季度|[1-4]\s?[-—~至]\s?[1-4]季度"),
    _trap("telephone", r"0[0-9]{2,3}[-—][0-9]{7,8}|1[3-9][0-9]{9}(?![0-9])|400[-—][0-9]{3}[-—][0-9]{4}"),
    _trap(
        "code",
        r"[0-9]{3,6}(?=热线|专线|便民|政务服务|服务热线|政府|平台|电话|国道|省道|县道|系统|工程|行动|体系|机制|模式"
        r"|科创|产业|现代|高地|战略|计划|短号|市长)",
    ),
    _trap("number of something", r"[0-9]{1,6}(?:号(?!召)|#|[后届版](?!续|期|排|方|面))"),
    _trap("rank", r"[0-9]+(?:\.[0-9]+)*(?:\s?[-—~至到、,]\s?[0-9]+)*", r"第\s?|TOP\s?|top\s?|No\.?\s?|NO\.?\s?"),
    _trap("rank", r"[0-9]+(?:位|名|强|列|茅|[家户项类批所大]|(?=[,。;、)]))", "前"),
    _trap("months", r"[0-9]{1,2}\s?个(?:月|季度)", "前"),
    _trap("years", r"[0-9]{1,2}年(?:来|间|内|以来|前|后)?", "近|前|过去|最近|未来|今后|连续|这"),
    _trap("years", r"[0-9]{1,3}多?年(?!以上|以下|以内)(?:来|间|内|以来|前|后)?", r"(?<![期限龄时间达为满长])"),
    _trap(
        "duration",
        r"[0-9]{1,3}秒(?=[接响到]|内[\u4e00-\u9fff]{1,5}率)|[0-9]{1,3}(?:小时|分钟|天|日)内?(?=[\u4e00-\u9fff]{1,5}率)",
    ),
    _trap("slogan", r"[0-9]+(?:\s?\+\s?(?:[0-9]+|[A-Za-zＮＸ]+))+"),
    _trap("slogan", r"[0-9]+\s?[×xX*]\s?[0-9]+(?:小时)?"),
    _trap("version", r"[0-9]+(?:\.[0-9]+){2,}|[0-9]\.[0-9](?=版|时代|模式)"),
    _trap("version", r"[0-9]\.0(?![0-9%])", "工业|时代|版本|改革"),
    _trap("name", r"[0-9]+(?:[·・][0-9]+)+"),
    _trap(
        "age",
        r"[0-9]{1,3}(?:\s?[-—~至到]\s?[0-9]{1,3})?周?岁(?:[以及]|(?:人口|儿童|青年|女生|妇女|老人)|之?[上下间内]|老|儿|至|到|\))",
    ),
    _trap("section", r"[0-9]{1,2}[)]", "[(]"),
    _trap("anniversary", r"[0-9]{1,4}周年"),
    _trap("fixed phrase", r"365天(?!以)"),
    _trap("fixed phrase", r"24小时(?=不打烊|服务|在线|不间断|值班|值守|热线|营业|自助|响应|开放|监测|全天|轮)"),
)
"""For digits; the text is normalised, so that brackets and colons are those of ASCII."""

LIST_ITEM = re.compile(r"[ \t>*#-]{0,8}[(]?[0-9]{1,3}(?:[)、]|[.](?![0-9])|[.]\s)")
"""The number that a line begins with."""

LETTERS_AFTER = re.compile(r"[0-9.]*[A-Za-z][A-Za-z0-9.+×/-]*")
UNITS_OF_LETTERS = re.compile(
    r"[0-9][0-9,.]*\s?(?:kg|km|mm|cm|m|t|GB|TB|kW|MW|GW|kWh|MWh|GWh|TEU|pp|mg|g|L|h)(?![A-Za-z0-9])"
)
LETTER_BEFORE = re.compile(r"[A-Za-z][-_]?$")

HAN: tuple[Trap, ...] = (
    _trap("fixed phrase", "[个一两二三]位数|零部件"),
    _trap("date", rf"[二一][{_HAN}]{{3}}年(?:[{_HAN}]{{1,3}}月(?:[{_HAN}]{{1,3}}[日号])?)?"),
    _trap(
        "date",
        rf"[{_HAN}]{{1,3}}月(?:份|底|末|初|[{_HAN}]{{1,3}}[日号])?|[一二三四]\s?季度|[一二三四][、至到][一二三四]季度",
    ),
    _trap("rank", rf"[{_HAN}百]{{1,6}}", "第"),
    _trap("rank", rf"[{_HAN}百]{{1,4}}(?:位|名|强|大|列|茅|[家户项类批所]|(?=[,。;、]))", "前"),
    _trap("months", rf"[{_HAN}两]{{1,3}}个?(?:月|季度|年)", "前"),
    _trap("years", rf"[{_HAN}两几]{{1,3}}年(?:来|间|内|以来|前|后)?", "近|前|过去|最近|未来|今后|连续|这|[十]"),
    _trap(
        "years", rf"[{_HAN}两几]{{1,3}}多?年(?!以上|以下|以内)(?:来|间|内|以来|前|后)?", r"(?<![期限龄时间达为满长])"
    ),
    _trap("congress", rf"[{_HAN}]{{1,3}}(?:届|大(?![^精报以])|中全会|次全会)"),
    _trap("plan", rf"[{_HAN}]{{1,2}}五(?=时期|规划|期间|末|以来|开局|收官|”|计划)"),
    _trap("industry", rf"[{_HAN}](?:次产业|产(?=[,、。;增业])|、[{_HAN}]产)|[一二三]{{2,3}}产"),
    _trap(
        "slogan",
        rf"[{_HAN}两百千万]{{1,6}}[\u4e00-\u9fff]{{0,3}}[{_HAN}两百千万]{{1,6}}[\u4e00-\u9fff]{{0,2}}(?:工程|行动|计划|改革|治|战略|指数|体系|方针|格局)",
    ),
    _trap("fixed phrase", r"千上万|百上千", "成"),
    _trap("name", r"[一二三四五六七八九十]组", r"[:;,。、\n]"),
    _trap("stage", r"[一二三四五]期(?=工程|项目|建设|改造|完成|投产|地块|基金|[0-9]|尚)"),
    _trap("weekday", r"[一二三四五六]", "周|星期|礼拜"),
    _trap("anniversary", rf"[{_HAN}百]{{1,5}}周年"),
    _trap(
        "name",
        rf"[{_HAN}两百千万]{{1,2}}[\u4e00-\u9fff]{{1,2}}(?:县|市|区)(?![级域长委内外场面政])(?<![个家座地条]县)(?<![个家座地条]市)(?<![个家座地条]区)",
    ),
    _trap("fixed phrase", r"二次(?=消费|供水|装修|污染|创业|分配|元|利用|加工|开发)"),
    _trap(
        "fixed phrase",
        r"[三五七九]通一平|四通八达|一股(?=脑|气|力|劲|清|热)|百分(?!之|点)|十分|万分|千方百计|成千上万|千家万户|千辛万苦|万众|百姓|百家|百业|百花|千载|万里|四季|五谷|五湖",
    ),
    _trap("fixed phrase", r"[三四五六七八九](?:方面|位一体|农|资企业|好农村|化|有机制|新一)"),
    _trap(
        "name",
        rf"[{_HAN}两百千万]{{1,3}}[门乡里口块台市县区村镇斤角组堡塘房桥丈峰屿台]?[\u4e00-\u9fff]?(?:村|镇|乡|街道|社区)(?!合作|党|支|[、,。;)]?(?:共|合计))(?<![个家条座名位项处大级]村)(?<![个家条座名位项处大级]社区)",
    ),
)
"""For Chinese numerals."""

_ANY_OF_DIGITS, _ANY_OF_HAN = (re.compile("|".join(one.at.pattern for one in rules)) for rules in (DIGITS, HAN))
"""What no rule begins with is found out in one step."""

CLASSIFIED = re.compile(rf"[{_HAN}两百千万]+(?:余|多|几)?(?:个|家|名|位|座|条|项|件|处|户|所)")
QUOTED = re.compile(r"[“「『‘《〈\"]([^”」』’》〉\"\n]{1,15})[”」』’》〉\"]")
MEASURED = re.compile(r"[%‰元点番倍]")


def trapped(text: str, place: int, line_start: int) -> int:
    """Where the trap that a numeral at this place is ends; the place itself when it is none."""
    first = text[place]
    before = text[max(0, place - 4) : place]
    if first in "0123456789":
        if end := _of_digits(text, place, before, line_start):
            return end
        if not _ANY_OF_DIGITS.match(text, place):
            return place
        rules = DIGITS
    else:
        if CLASSIFIED.match(text, place) and before[-1:] not in ("第", "前"):
            return place
        if not _ANY_OF_HAN.match(text, place):
            return place
        rules = HAN
    for trap in rules:
        if trap.before is not None and not trap.before.search(before):
            continue
        match = trap.at.match(text, place)
        if match is not None:
            return match.end()
    return place


def _of_digits(text: str, place: int, before: str, line_start: int) -> int:
    """The end of a number that is part of a word of letters, or the number of a line; else 0."""
    if LETTER_BEFORE.search(before):
        end = place
        while end < len(text) and ((text[end].isascii() and text[end].isalnum()) or text[end] in ".-+"):
            end += 1
        return end
    if place - line_start < 12 and not text[line_start:place].strip(" \t>*#-("):
        match = LIST_ITEM.match(text, line_start)
        if match is not None and match.end() > place:
            return match.end()
    match = LETTERS_AFTER.match(text, place)
    if match is not None and not UNITS_OF_LETTERS.match(text, place):
        return match.end()
    return 0
