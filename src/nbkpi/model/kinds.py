"""The kinds of entities that stand on one level of administration."""

from __future__ import annotations

from collections.abc import Mapping

LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("province", "federal state", "autonomous region", "municipality", "special administrative region"),
    "city": ("city", "prefecture"),
    "county": ("county", "district", "county-level city", "banner"),
    "town": ("town", "township", "subdistrict", "street"),
}

PLACE_KINDS = ("village", "community", "town", "county", "city")
"""The kinds of places that are asked for by a name of their own."""

NAMED_TOGETHER: Mapping[str, str] = {
    **dict.fromkeys(("乡镇", "镇乡", "镇街", "乡镇街道", "乡镇（街道）", "镇（街道）"), "town"),
    **dict.fromkeys(("区县", "县区", "市县", "县市区", "区市县", "区县（市）", "县（市、区）"), "county"),
}
"""A level by the kinds that stand on it: 乡镇 are towns and townships."""

SUBITEM = "subitem"
"""Some of what it lies within, as 其中 says, perhaps not all and perhaps not it alone: never added to anything."""


def level(kind: str) -> tuple[str, ...]:
    """The kinds meant when one is asked for: 区 stands on the level of 县, 街道 on that of 镇."""
    return LEVELS.get(kind, (kind,))


def level_of(kind: str) -> str:
    """The kind that stands for all on the same level: county for a district; a kind of no level stands for itself."""
    return next((name for name, kinds in LEVELS.items() if kind in kinds), kind)
