"""What looks like a name of a place, an office, a company, a body or a project: by its ending and the words around."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from nbkpi.text.names import LIGHT, QUANTITIES, VERBS
from nbkpi.text.vocabulary import any_of, words

_KIND = re.compile(f"{any_of('areas')}|{any_of('bodies', 'offices', 'own_offices')}")
_AREA = re.compile(any_of("areas", "offices", "own_offices"))
_OF_AREA = re.compile(any_of("areas", "offices", "own_offices") + "$")
_OFFICES = words("own_offices") + words("offices")
_OWN = frozenset(words("own"))
"""What is not the place it is named after: 强村公司."""
WHOLE = re.compile(
    r"(?:[全我本该](?:市|县|区|镇|乡|村|省|街道|社区)|[全我]国|该(?:公司|集团|企业|院|校|园区|平台|中心|厂|合作社|联盟|局|所|站))"
    r"(?:公安机关|检察机关|法院系统|[教卫]育?系统)?"
)
_FOLLOWS = {
    "市": "民场域区级占值容长",
    "县": "级域道长",
    "区": "域级间块别位划长",
    "镇": "级域区长",
    "乡": "级域亲愁土村镇长风",
    "村": "级域务干道容民长",
    "省": "级域道内外份长",
    "局": "部面限长势",
    "委": "托员会",
    "厂": "房区商家",
    "湖": "泊水面",
    "中心": "城镇村",
    "社区": "居服",
    "联盟": "国",
    "海关": "总",
    "中学": "习生",
    "大学": "生",
    "小学": "生",
}
"""What may not follow an ending, since it makes another word of it: 市场, 村民."""
_ALLOWED = ("民宿", "民营", "民生", "民政", "民用", "民族")
"""But a village's 村民宿 is."""
_OFFICE = "委府政属直"
"""What follows the name of a place, but makes 市政 and 省属 of an ending that stands alone."""
_GENERIC = re.compile(
    rf"(?:[各每某多数几哪这那其两]|加快|{any_of('no_beginnings')}).*|(?:[返市县区镇乡村]|.*上|下|城|乡|社|小|地|辖|库|灾|疫|子|分|母|总|省|本|中|.{{2,}}[城都])"
    r"|[一二三四五六七八九十]期|.*[0-9零〇一二两三四五六七八九十百千万][个家座条户项处名]"
    rf"|.*{any_of('sorts')}小?"
)
_PAIRS = (
    "乡镇",
    "村镇",
    "市区",
    "县区",
    "县市",
    "市县",
    "镇村",
    "乡村",
    "省市",
    "省区",
    *(f"{one}局" for one in "布格结时残僵开终战大全"),
)
"""Two kinds of places and no name: 农村乡镇, 各县市."""
_GENERIC_AREA = re.compile(f".*{any_of('sorts_of_areas')}|.*产业")
_NO_PART_OF_NAME = re.compile(
    r"[的了在与和及或为从到向对把被让由于等着过也都又还就将已比较占每全我居列是](?!$)|[的了在为从到把被将占全居是于由对向与或让着过也都又还已每我等较]"
    r"|其中|今年|去年|以来|全年|计划|累计|完成|[另共现设拥]有|[ⅠⅡⅢⅣⅤ—]"
)
_PROVINCE = re.compile(rf"{any_of('provinces')}|[某甲乙丙丁戊己庚辛A-Z]")
_SHORT = re.compile(rf"{any_of('provinces', 'cities')}(?!合作|时间|人民|大学|[路籍菜话舰])")
_PUBLISHED = re.compile(rf"[^,;。!?:\n0-9]{{0,8}}(?:[(][^)\n]{{0,12}}[)])?[^,;。!?:\n]{{0,12}}?{any_of('saying')}")
_MEASURED = tuple(one for one in QUANTITIES if len(one) > 1)
_COMPANY = re.compile(rf"[\u4e00-\u9fff]{{2}}{any_of('companies')}")
_NO_COMPANY = re.compile(
    r"民用|私人|商用|二手|进口|国产|高端|绿色|数字|现代|传统|家用|工业|农业|石油|煤炭|集成|新型|精细|生物|装备|先进|汽车|通用|专用|全国|全市|我国|其他|公共|城市"
)
_QUOTED_NAME = re.compile(r"“([\u4e00-\u9fff]{2,8})”(?=开办|成立|上线|启用|运行|创办|投用)")
_BORDER = re.compile(r"[,;:。!?\n、()“”0-9]")
_FIGURE_NEXT = re.compile(
    r"(?:达|为|共|有|由|从|数)?(?:近|超|约|逾)?(?:[0-9](?![0-9]{0,3}[年月]|[0-9]?\s?[-—~至]\s?[0-9]{1,2}月)|[一二三四五六七八九十]+[个家])"
)
_LINE = re.compile(r"[0-9]{1,2}号线(?:[\u4e00-\u9fff]{0,4}段)?")
_DOES = re.compile(r"订单|[一二]期|两家|三年|完成|[、和][\u4e00-\u9fff]{2,6}(?:两家|等|[0-9]家)")
"""What stands behind the name of a company, besides verbs and periods."""
COMPARED = re.compile(r"(?:平均|均值|第[一二三0-9](?!产业)|前列|首位|倒数|水平)(?![0-9])")
"""What stands behind a name that something is only compared with."""
REACH = 24
"""A name has no more characters."""


class Name(NamedTuple):
    """A name: where it begins and ends; is_bare: only an ending, such as 公司."""

    start: int
    end: int
    is_bare: bool = False


_RANKS = ("国", "省", "市县区", "镇乡道", "村社")


def rank_of(name: str) -> int:
    """How far down a name stands: 0 the country, 4 a village, and 5 what is no place that is run by somebody."""
    last = name[1] if WHOLE.fullmatch(name) else name[-1]
    if name.endswith("社区"):
        return 4
    is_short = _SHORT.fullmatch(name) is not None
    return next((rank for rank, ends in enumerate(_RANKS) if last in ends), 2 if is_short else 5)


def is_area(name: str) -> bool:
    """Whether a name ends like that of a place or an office."""
    return _OF_AREA.search(name) is not None


def name_at(text: str, at: int, periods: Container[int], is_first: bool) -> Name | None:
    """The name that a clause begins with here; is_first: a sentence begins with it. periods are where periods begin."""
    whole = WHOLE.match(text, at)
    if whole is not None:
        return None if COMPARED.match(text, whole.end()) else Name(at, whole.end())
    quoted = _QUOTED_NAME.match(text, at) if is_first else None
    if quoted is not None:
        return Name(quoted.start(1), quoted.end(1))
    border = _BORDER.search(text, at, at + REACH)
    window = text[at : border.start() if border is not None else at + REACH]
    line = _LINE.match(text, at + len(window)) if window else None
    if line is not None:
        return Name(at, line.end())
    end = _company(text, at, window, periods)
    if end:
        return Name(at, end)
    length = _length(text, at, window, is_first)
    short = _SHORT.match(window)
    if short is not None and short.end() >= length:
        return Name(at, at + short.end())
    if window[:length].endswith(words("publishers")) and _PUBLISHED.match(text, at + length):
        length = max((one.end() for one in _KIND.finditer(window, 0, length) if one[0] in "市县区省"), default=0)
    return Name(at, at + length, _KIND.fullmatch(window[:length]) is not None) if length else None


def _company(text: str, at: int, window: str, periods: Container[int]) -> int:
    """Where the short name of a company ends; 0 where there is none."""
    company = _COMPANY.match(window)
    if company is None or _NO_COMPANY.match(window) or _is_verb(window, 0):
        return 0
    end = at + company.end()
    does = end in periods or (_is_verb(text, end) and not text.startswith("服务", end)) or _DOES.match(text, end)
    return end if does else 0


def _is_verb(text: str, at: int) -> bool:
    return text[at : at + 2] in VERBS or text.startswith(LIGHT, at)


def _length(text: str, at: int, window: str, is_first: bool) -> int:
    """How long the name that a clause begins with is; 0 where it begins with none."""
    length = 0
    for match in _KIND.finditer(window):
        start, end = match.span()
        if length and start > length + 8:
            break
        is_next = start == length and (match[0] in _OWN or _AREA.fullmatch(match[0]) is not None)
        is_office = match[0] in _OFFICES and start <= length + 6 and not _has_verb(window[length:start])
        if length and not (start < length or is_next or is_office or match[0] in ("工程", "项目")):
            continue
        is_name = _is_name(window[:start], match[0], text, at + end) if start else is_first and _is_bare(match[0])
        starts_well = bool(length) or not _is_verb(window, 0)
        if is_name and starts_well and (_AREA.fullmatch(match[0]) or not _FIGURE_NEXT.match(text, at + end)):
            length = end
    return length


def _has_verb(words: str) -> bool:
    return any(words[place : place + 2] in VERBS for place in range(len(words) - 1))


def _is_bare(kind: str) -> bool:
    """Whether an ending alone is what a sentence can be about: 平台, 合作社, 园区."""
    return len(kind) > 1 and not _AREA.fullmatch(kind) and kind not in ("项目", "工程")


def _is_name(stem: str, kind: str, text: str, end: int) -> bool:
    """Whether a stem with an ending is a name of its own: 东山村, but not 空壳村, 村民 or 城镇."""
    if len(stem) > 12 or not stem or _GENERIC.fullmatch(stem) or _NO_PART_OF_NAME.search(stem):
        return False
    no_more = _FOLLOWS.get(kind, "") + ("" if len(stem) > 1 else _OFFICE)
    if text[end : end + 1] in no_more and not text.startswith(_ALLOWED, end):
        return False
    if stem[-1] + kind in _PAIRS:
        return False
    if kind in ("省", "自治区"):
        return (_PROVINCE.match if kind == "自治区" else _PROVINCE.fullmatch)(stem) is not None
    if not _AREA.fullmatch(kind):
        return len(stem) > 1 or kind not in ("项目", "工程")
    if _GENERIC_AREA.fullmatch(stem):
        return False
    return len(kind) > 1 or not (_has_verb(stem[1:]) or any(one in stem for one in _MEASURED))
