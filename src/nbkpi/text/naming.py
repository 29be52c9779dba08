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
_OWN = frozenset(words("own"))
"""What is not the place it is named after: 强村公司."""
WHOLE = re.compile(
    r"(?:[全我本该](?:市|县|区|镇|乡|村|省|街道|社区)|[全我]国|该(?:公司|集团|企业|院|校|园区|平台|中心|厂|合作社|联盟|局|所|站))"
    r"(?:公安机关|检察机关|法院系统|[教卫]育?系统)?"
)
_FOLLOWS = {
    "市": "民场域区级属占直委府政值容",
    "县": "级域道委府政属直",
    "区": "域级间块属委府政别位划直",
    "镇": "级域属政府区",
    "乡": "级域属亲政府愁土村镇",
    "村": "级域属委务干道容民",
    "省": "级域道属委府政内外份",
    "局": "部面限长势",
    "委": "托员会",
    "所": "有在以属需得",
    "厂": "房区商家",
    "湖": "泊水面",
    "馆": "藏",
    "中心": "城镇村",
    "社区": "居服",
}
"""What may not follow an ending, since it makes another word of it: 市场, 村民; but 村民宿 is a village's."""
_GENERIC = re.compile(
    r"[各每某多数几哪这那其两].*|(?:[返市县区镇乡村]|.*上|下|城|乡|农|社|小|地|辖|库|灾|疫|子|分|母|总|省|本|中)|.*[0-9零〇一二两三四五六七八九十百千万][个家座条户项处名]"
    r"|.*(?:行政|自然|建制|试点|示范|重点|先进|空壳|薄弱|股东|城中|老旧|上市|控股|国有|民营|外资|类|开工|在建|集中|竣工|年度|[绿黄红]牌"
    r"|贫困|住宅|安置|居住|商业|储备|签约|续建|前期|批发|专业|农贸|劳动力|资本|消费|就业|人力|国内|国际|境外|海外|民生|惠民|投资|市政|政府|中小|重大)小?"
)
_GENERIC_AREA = re.compile(r".*(?:经济|工业|产业|功能|保税|旅游|特色|美丽|未来|共富|农业)")
_NO_PART_OF_NAME = re.compile(
    r"[的了在与和及或为从到向对把被让由于等着过也都又还就将已比较占每全我居列](?!$)|[的了在为从到把被将占全居]|其中|今年|去年|以来|全年|计划|累计|完成"
)
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
COMPARED = re.compile(r"(?:平均|均值|第[一二三0-9]|前列|首位|倒数|水平)(?![0-9])")
"""What stands behind a name that something is only compared with."""
REACH = 24
"""A name has no more characters."""


class Name(NamedTuple):
    """A name: where it begins and ends; is_bare: only an ending, such as 公司."""

    start: int
    end: int
    is_bare: bool = False


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
    company = _COMPANY.match(window)
    if company is not None and not _NO_COMPANY.match(window):
        end = at + company.end()
        if end in periods or _is_verb(text, end) or _DOES.match(text, end):
            return Name(at, end)
    length = _length(text, at, window, is_first)
    return Name(at, at + length, _KIND.fullmatch(window[:length]) is not None) if length else None


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
        if length and not (start < length or is_next or match[0] in ("工程", "项目")):
            continue
        is_name = _is_name(window[:start], match[0], text, at + end) if start else is_first and _is_bare(match[0])
        starts_well = bool(length) or not _is_verb(window, 0)
        if is_name and starts_well and (_AREA.fullmatch(match[0]) or not _FIGURE_NEXT.match(text, at + end)):
            length = end
    return length


def _is_bare(kind: str) -> bool:
    """Whether an ending alone is what a sentence can be about: 平台, 合作社, 园区."""
    return len(kind) > 1 and not _AREA.fullmatch(kind) and kind not in ("项目", "工程")


def _is_name(stem: str, kind: str, text: str, end: int) -> bool:
    """Whether a stem with an ending is a name of its own: 东山村, but not 空壳村, 村民 or 城镇."""
    if len(stem) > 12 or _GENERIC.fullmatch(stem) or _NO_PART_OF_NAME.search(stem):
        return False
    if text[end : end + 1] in _FOLLOWS.get(kind, "") and not text.startswith("民宿", end):
        return False
    if not _AREA.fullmatch(kind):
        return len(stem) > 1 or kind not in ("项目", "工程")
    if _GENERIC_AREA.fullmatch(stem):
        return False
    is_done = any(stem[place : place + 2] in VERBS for place in range(1, len(stem) - 1))
    return len(kind) > 1 or not (is_done or any(one in stem for one in _MEASURED))
