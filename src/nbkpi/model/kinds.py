"""The kinds of entities that stand on one level of administration."""

from __future__ import annotations

from collections.abc import Mapping

LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("province", "federal state", "autonomous region", "municipality", "special administrative region"),
    "city": ("city", "prefecture"),
    "county": ("county", "district", "county-level city", "banner"),
    "town": ("town", "township", "subdistrict", "street"),
}

KINDS = (*(kind for kinds in LEVELS.values() for kind in kinds), "village", "community")
"""The kinds of places, which names in English end with: Ash County, Elm village."""

PLACE_KINDS = ("village", "community", "town", "county", "city")
"""The kinds of places that are asked for by a name of their own."""

NAMED_TOGETHER: Mapping[str, str] = {
    **dict.fromkeys(("乡镇", "镇乡", "镇街", "乡镇街道", "乡镇（街道）", "镇（街道）"), "town"),
    **dict.fromkeys(("区县", "县区", "市县", "县市区", "区市县", "区县（市）", "县（市、区）"), "county"),
}
"""A level by the kinds that stand on it: 乡镇 are towns and townships."""

SUFFIXES = (
    ("特别行政区", "special administrative region"), ("自治区", "autonomous region"), ("自治州", "prefecture"),
    ("街道办事处", "subdistrict"), ("街道办", "subdistrict"), ("街道", "subdistrict"),
    ("居民委员会", "community"), ("居委会", "community"), ("社区", "community"),
    ("村民委员会", "village"), ("村委会", "village"), ("嘎查", "village"), ("村", "village"),
    ("苏木", "township"), ("乡", "township"), ("镇", "town"), ("公司", "company"),
    ("省", "province"), ("市", "city"), ("盟", "prefecture"), ("县", "county"), ("旗", "banner"), ("区", "district"),
)  # fmt: skip
"""What the names of the kinds end with, the longer ends first."""

_CITIES = ("municipality", "county-level city")

SUBITEM = "subitem"
"""Some of what it lies within, as 其中 says, perhaps not all and perhaps not it alone: never added to anything."""


def level(kind: str) -> tuple[str, ...]:
    """The kinds meant when one is asked for: 区 stands on the level of 县, 街道 on that of 镇."""
    return LEVELS.get(kind, (kind,))


def called(kind: str) -> tuple[str, ...]:
    """The kinds of what may be called one: cities of every level are cities."""
    return tuple(dict.fromkeys((*level(kind), *_CITIES))) if kind == "city" else level(kind)


def level_of(kind: str) -> str:
    """The kind that stands for all on the same level: county for a district; a kind of no level stands for itself."""
    return next((name for name, kinds in LEVELS.items() if kind in kinds), kind)
