"""The kind of a new entity by its name, for all levels of the divisions of China."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbkpi.figure.characters import heading_key
from nbkpi.figure.total_words import whole_in_english
from nbkpi.model.book import Book
from nbkpi.model.kinds import NAMED_TOGETHER, SUFFIXES, level_of
from nbkpi.model.records import Entity
from nbkpi.patterns import regex
from nbkpi.tables.countries import are_country_codes, is_country, is_group

COUNTRY = "country"
COUNTRY_NAMES = ("全国", "中国", "中华人民共和国", "全国总计", "China", "National")

_BY_KIND = {
    "province": "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 "
    "河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海",
    "autonomous region": "内蒙古 广西 西藏 宁夏 新疆",
    "municipality": "北京 天津 上海 重庆",
}
MAINLAND = {name: kind for kind, names in _BY_KIND.items() for name in names.split()}
_OTHERS = {"台湾": "province"} | dict.fromkeys(("香港", "澳门"), "special administrative region")
FIRST_LEVEL = MAINLAND | _OTHERS
"""The divisions of the first level by the standard of their codes (GB/T 2260), of two or three characters without the
word for what they are.

A suffix cannot tell them: they are printed without one, and 北京市 ends like any other city.
"""

_PREFECTURES = ("大兴安岭", "阿克苏", "喀什", "和田", "塔城", "阿勒泰", "阿里")
"""The prefectures that are 地区 by the same standard: of other names this is the end of a word for an area."""

_IN_ENGLISH = regex(
    r"(?!(?:all|whole|entire|other|total|each|every|this|rest)\b)(?:(?P<of>city|county|province|state|town|township|village|district)"
    r" of \S.*|\S.* (?P<kind>city|county|province|state|prefecture|banner|town|township|subdistrict|community"
    r"|village|district|autonomous region))",
    re.IGNORECASE,
)
"""Ash County, City of Ash."""
_HEADINGS = {
    **dict(SUFFIXES), **NAMED_TOGETHER, "行政村": "village", "state": "federal state",
    **{kind: kind for kind in ("province", "city", "county", "district", "town", "township", "village")},
}  # fmt: skip
"""What columns of places of one kind are headed; not Municipality, which is of another level in each country."""
_NO_ONE_PLACE = regex(
    r"(?:other|others|all|rest|remainder|unknown|unspecified|unallocated|not|non|various|no|none|n/a|total)\b|[-—–]|未|不",
    re.IGNORECASE,
)
_LAST = frozenset(end[-1] for end, _kind in SUFFIXES)

_AREAS = regex(
    r".*(?:地区|山区|库区|灾区|林牧区|牧区|市区|辖区|片区|城区和郊区|经济区|城市群|[联欧东同]盟)"
    r"|[东西南北中]+部?(?:省|市|县|区)|其[他它余].*|.*(?:等|及其他)[省市县区镇乡村]"
)
"""Words for areas and groups that end like a division and are none."""
_SETTLED = regex(
    r".*(?:城市|农村|乡村|城镇|集镇|建制镇|城区|郊区|小区|园区|校区|林区|矿区|新区|开发区|保护区|公司|[大中小]城市)"
)
"""Sorts of places and of firms, which headings divide figures into."""
_WHOLE = regex(r"全(?P<level>国|省|自治区|区|市|州|盟|县|旗|镇|乡|街道|村|社区)(?:合计|总计|平均)?")


def kind_of(name: str, within: Entity | None = None) -> str:
    """The kind of an entity of this name within another; "other" where its name does not tell.

    A city within a city of the second level is one of the level of counties.
    """
    if name in COUNTRY_NAMES:
        return COUNTRY
    for short in (name[:2], name[:3]):
        kind = FIRST_LEVEL.get(short, "")
        if kind and (name == short or _is_full(name, short, kind)):
            return kind
    if name.removesuffix("地区") in _PREFECTURES and name.endswith("地区"):
        return "prefecture"
    if _AREAS.fullmatch(name):
        return "other"
    kind = next((kind for end, kind in SUFFIXES if name.endswith(end)), "other") if name[-1:] in _LAST else "other"
    if kind == "other" and is_country(name):
        return COUNTRY
    if kind == "other" and (match := _IN_ENGLISH.fullmatch(name)) is not None:
        kind = (match["of"] or match["kind"]).lower().replace("state", "federal state")
    if kind == "city" and within is not None and level_of(within.kind) == "city":
        return "county-level city"
    return kind


def kind_under(heading: str, name: str, within: Entity | None = None) -> str:
    """The kind of an entity by its name, else by what its column is headed: Ash below Village, 东山 below 村."""
    kind = kind_of(name, within)
    if kind != "other" or _AREAS.fullmatch(name) or _NO_ONE_PLACE.match(name):
        return kind
    head = heading_key(heading).lower().removesuffix("名称").removesuffix("名").removesuffix("name")
    return _HEADINGS.get(head, "other")


def _is_full(name: str, short: str, kind: str) -> bool:
    """Whether a name is the official one of a division of the first level: 内蒙古自治区, 广西壮族自治区, 北京市."""
    rest = name.removeprefix(short)
    if kind == "autonomous region":
        return re.fullmatch(r"(?:壮族|回族|维吾尔)?自治区|区", rest) is not None
    return rest == {"province": "省", "municipality": "市"}.get(kind, "特别行政区")


def is_whole(name: str) -> bool:
    """Whether a label is that of all which the rows of its table make up, by its words alone: 全国, 全省, 全市."""
    is_said = _WHOLE.fullmatch(name) is not None or whole_in_english(name) is not None
    return name in COUNTRY_NAMES or is_said


def level_of_whole(label: str) -> str:
    """The level of the place that a total is of by its words: county for 全县合计; empty where they say none."""
    match, word = _WHOLE.fullmatch(label), whole_in_english(label)
    if word is not None:
        return level_of(word) if word in _HEADINGS or word == COUNTRY else ""  # All villages are of no village.
    return level_of(COUNTRY if match["level"] == "国" else dict(SUFFIXES)[match["level"]]) if match is not None else ""


def are_places(names: Sequence[str]) -> bool:
    """Whether several names are those of places: 北京市 and 河北省 by their words, but not 城市 and 农村.

    Or Austria and Belgium, which are known, or AT, BE and DE. Where half of them are known, the others are their like.
    """
    if len(set(names)) < 2:
        return False
    whole = set(names)
    # 甲省 东部 is a part of 甲省.
    own = [name for name in names if name.partition(" ")[0] not in whole - {name}]
    if all(len(name) > 1 and kind_of(name) != "other" and not _SETTLED.fullmatch(name) for name in own):
        return True
    known = sum(is_country(name) or is_group(name) or name in FIRST_LEVEL for name in names)
    return 1 < known >= len(names) / 2 or are_country_codes(names)


def may_lie_within(entity: Entity, label: str, book: Book) -> bool:
    """Whether a label is what an entity lies within, or of a level of which the book has nothing that it lies within.

    石桥 is 石桥镇. Of another town it is another village, though it may be called the same.
    """
    ancestors = entity.ancestors()
    if any(one in ancestors for one in book.entities_meant(label)):
        return True
    if any(one.name.startswith(label) and one.name[len(label) :] in dict(SUFFIXES) for one in ancestors):
        return True
    return level_of(kind_of(label)) not in {level_of(one.kind) for one in ancestors}


def is_within(entity: Entity, upper: Entity | None) -> bool:
    """Whether an entity lies within another one, as far as is known of it."""
    return upper is None or entity.within is None or upper in entity.ancestors()
