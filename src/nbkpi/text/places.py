"""Who figures are about: the names a book knows, and what a clause begins with that looks like a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.text.lexicon import COMPANIES, LIGHT, QUANTITIES, VERBS, words
from nbkpi.text.periods import Spoken

_AREAS = "街道|开发区|高新区|新区|社区|自治县|自治区|自治州|市|县|区|镇|乡|村|省"
_OFFICES = "局|委|支队|大队|分局"
_BODIES = (
    "集团|公司|合作社|学院|大学|中学|小学|医院|银行|水库|码头|港区|市场|园区|物流园|产业园|片区|联盟|党委|驿站|服务中心"
    "|中心|平台|工程|项目|通道|大桥|水厂|延伸段|产业集群|基地|景区|老街|古镇|机场|港口|电站|电厂|湖|厂|所|馆"
)
_KIND = re.compile(f"{_AREAS}|{_BODIES}|{_OFFICES}")
_IS_AREA = re.compile(f"(?:{_AREAS}|{_OFFICES})$")
_OWN = frozenset(words("公司 集团 合作社 学院 大学 中学 小学 医院 银行 水库 码头 港区 机场 局 厂"))
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
_COMPANY = re.compile(rf"[\u4e00-\u9fff]{{2}}(?:{COMPANIES})")
_NO_COMPANY = re.compile(
    r"民用|私人|商用|二手|进口|国产|高端|绿色|数字|现代|传统|家用|工业|农业|石油|煤炭|集成|新型|精细|生物|装备|先进|汽车|通用|专用|全国|全市|我国|其他|公共|城市"
)
_QUOTED_NAME = re.compile(r"“([\u4e00-\u9fff]{2,8})”(?=开办|成立|上线|启用|运行|创办|投用)")
_LEAD_IN = re.compile(
    r"(?:[\s>*#|(-]|[(]?[一二三四五六七八九十0-9]{1,2}[)、.](?![0-9])|其中|此外|另外|同时|目前|当前|日前|近日|据悉|据统计|据了解"
    r"|其次[是为]?|[一二三四五]是|分别[是为]|而|但|走进|来到|位于|在|作为|随着|近年来|截至目前)*"
)
_BROUGHT_IN = re.compile(r"(?:落户于?|走进|来到|位于|地处|坐落于?)(?=[\u4e00-\u9fff])")
_CLAUSE = re.compile(r"[,;:。!?\n]|(?<=[%元件个户人家])、")
_CLAUSE_END = re.compile(r"[,;:。!?\n、()“”0-9]")
_FIGURE_NEXT = re.compile(
    r"(?:达|为|共|有|由|从|数)?(?:近|超|约|逾)?(?:[0-9](?![0-9]{0,3}[年月]|[0-9]?\s?[-—~至]\s?[0-9]{1,2}月)|[一二三四五六七八九十]+[个家])"
)
_AND = re.compile(r"[、和与及]|以及|的")
_RELATED = re.compile(r"(?:占|居|列|高于|低于|快于|慢于|好于|优于|比|较|与|拉动|带动|超过|超)$")
_COMPARED_NOT = re.compile(r"(?:平均|均值|第[一二三0-9]|前列|首位|倒数|水平)(?![0-9])")
_COMPARED = re.compile(r"平均|均值|第[一二三0-9]|前列|首位|倒数|水平")


class Place(NamedTuple):
    """A name in a text; is_known: the book has it; is_bare: 公司, which is the one spoken of where there is one."""

    start: int
    end: int
    name: str
    is_known: bool
    is_bare: bool = False


def names_of(book: Book) -> dict[str, list[str]]:
    """Every name and alias of the entities of a book by its first character, the longest first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in book.entities:
        for name in (entity.name, *entity.aliases):
            if len(name) > 1:
                found[name[0]].add(name)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}


def known_in(text: str, known: dict[str, list[str]]) -> Iterator[Place]:
    """Every name of a book in a normalised text, in order."""
    if not known:
        return
    starts = re.compile("[" + "".join(map(re.escape, known)) + "]")
    at = 0
    while (match := starts.search(text, at)) is not None:
        place = match.start()
        name = next((one for one in known[match[0]] if text.startswith(one, place)), None)
        if name is not None:
            yield Place(place, place + len(name), name, True)
        at = place + (len(name) if name else 1)


def places_in(text: str, known: Iterable[Place], periods: Iterable[Spoken]) -> list[Place]:
    """The names that clauses are about, in order: those of a book anywhere, others where a clause begins with them."""
    spoken = {one.start: one.end for one in periods}
    listed = {one.start: one for one in known}
    found = {one.start: one for one in listed.values() if not _is_compared(text, one)}
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    is_first = True
    for start in starts:
        is_first = is_first or text[start - 1] in "。!?\n"
        begin = _begin(text, start, spoken)
        for place in _names_from(text, begin, spoken, listed, is_first):
            found.setdefault(place.start, place)
        # A sentence goes on beginning behind a period that has a clause of its own.
        is_first = is_first and text[begin : begin + 1] == ","
    for match in _BROUGHT_IN.finditer(text):
        for place in _names_from(text, match.end(), spoken, listed, False):
            found.setdefault(place.start, place)
    return _without_overlaps(sorted(found.values()))


def _without_overlaps(places: list[Place]) -> list[Place]:
    """Of names that lie within each other the one of the book, else the longer one."""
    kept: list[Place] = []
    for one in places:
        if kept and one.start < kept[-1].end:
            if one.is_known and not kept[-1].is_known:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _is_compared(text: str, one: Place) -> bool:
    """Whether a name is only what something is compared with, or a part of."""
    return bool(_RELATED.search(text[max(0, one.start - 3) : one.start]) or _COMPARED.match(text, one.end))


def _begin(text: str, start: int, spoken: dict[int, int]) -> int:
    """Where the words of a clause begin behind numbers, connectives and periods."""
    while True:
        match = _LEAD_IN.match(text, start, start + 40)
        at = match.end() if match is not None else start
        if at not in spoken:
            return at
        start = spoken[at]


def _names_from(
    text: str, at: int, spoken: dict[int, int], listed: dict[int, Place], is_first: bool
) -> Iterator[Place]:
    """The names that stand in a row here: A、B和C; of A的B both."""
    is_within = False
    for _each in range(40):
        place = listed.get(at) or _name_at(text, at, spoken, is_first)
        if place is None or (is_within and not _IS_AREA.search(place.name)):
            return
        if not place.is_known:
            yield place
        following = _AND.match(text, place.end)
        if following is None and place.name[-1] not in "市县区镇乡":
            return
        at = following.end() if following is not None else place.end
        is_first, is_within = False, following is None


def _name_at(text: str, at: int, spoken: dict[int, int], is_first: bool) -> Place | None:
    whole = WHOLE.match(text, at)
    if whole is not None:
        return None if _COMPARED_NOT.match(text, whole.end()) else Place(at, whole.end(), whole[0], False)
    quoted = _QUOTED_NAME.match(text, at) if is_first else None
    if quoted is not None:
        return Place(quoted.start(1), quoted.end(1), quoted[1], False)
    border = _CLAUSE_END.search(text, at, at + 24)
    window = text[at : border.start() if border is not None else at + 24]
    if border is not None and border[0].isdigit():
        line = re.compile(r"[0-9]{1,2}号线(?:[\u4e00-\u9fff]{0,4}段)?").match(text, border.start())
        if line is not None and window:
            return Place(at, line.end(), text[at : line.end()], False)
    company = _COMPANY.match(window)
    if company is not None and _is_company(text, at + company.end(), company[0], spoken):
        return Place(at, at + company.end(), company[0], False)
    end = _end_of_name(text, at, window, is_first)
    return Place(at, at + end, window[:end], False, _KIND.fullmatch(window[:end]) is not None) if end else None


def _is_company(text: str, end: int, name: str, spoken: dict[int, int]) -> bool:
    """Whether 远航汽车 is a company here: it does something, or something is said of it in a period."""
    if _NO_COMPANY.match(name):
        return False
    return (
        end in spoken
        or is_verb(text, end)
        or text[end : end + 2] in ("订单", "一期", "二期", "两家", "三年", "完成")
        or bool(re.compile(r"[、和][\u4e00-\u9fff]{2,6}(?:两家|等|\d家)").match(text, end))
    )


def is_verb(text: str, at: int) -> bool:
    """Whether a verb stands here."""
    return text[at : at + 2] in VERBS or text.startswith(LIGHT, at) or text.startswith("完成", at)


def _end_of_name(text: str, at: int, window: str, is_first: bool) -> int:
    """How long the name that a clause begins with is; 0 where it begins with none."""
    end = 0
    for match in _KIND.finditer(window):
        if end and match.start() > end + 8:
            break
        is_area = match.start() == end and _IS_AREA.match(match[0]) is not None
        is_own = match.start() == end and match[0] in _OWN
        goes_on = bool(end) and (match.start() < end or is_area or is_own or match[0] in ("工程", "项目"))
        if end and not goes_on:
            continue
        if _is_name(window[: match.start()], match[0], text, at + match.end(), is_first, bool(end)):
            end = match.end()
    return end


def _is_name(stem: str, kind: str, text: str, end: int, is_first: bool, is_longer: bool) -> bool:
    is_area = bool(_IS_AREA.match(kind))
    if not stem:
        bare = is_first and len(kind) > 1 and not is_area and kind not in ("项目", "工程")
        return bare and not _FIGURE_NEXT.match(text, end)
    if is_area and _GENERIC_AREA.fullmatch(stem):
        return False
    if len(stem) > 12 or _GENERIC.fullmatch(stem) or _NO_PART_OF_NAME.search(stem):
        return False
    if text[end : end + 1] in _FOLLOWS.get(kind, "") and not text.startswith("民宿", end):
        return False
    if not is_area and _FIGURE_NEXT.match(text, end):
        return False
    if not is_longer and (stem[:2] in VERBS or stem.startswith(LIGHT)):
        return False
    if is_area and len(kind) == 1 and (any(one in stem for one in _MEASURED) or _has_verb(stem)):
        return False
    return not (kind in ("项目", "工程") and len(stem) < 2)


def _has_verb(stem: str) -> bool:
    return any(stem[place : place + 2] in VERBS for place in range(1, len(stem) - 1))
