"""Lines above a table that are neither titles nor headings: its units, and who filled a form in."""

from __future__ import annotations

import re

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex
from nbkpi.sheets.foreign_units import PURE, unit_of_words

_UNIT_LINE = regex(
    r"(?<![\u4e00-\u9fff])(?:计量)?单\s*位\s*[:：]\s*(?P<units>.+)|Units?\s*[:：]\s*(?P<english>.+)", re.IGNORECASE
)
_FORM_LINE = regex(
    r"(?:(?:填报|填表|制表|编制|报送|上报|报出|报告|制定|批准|备案|审批|综合)(?:单位|机关|部门|人|日期|时间|文号)|填报|报送"
    r"|表号|文号|有效期[至限]?|(?:单位)?(?:负责人|审核人)|审核|联系人|联系方式|(?:联系)?电话)\s*(?:[(（][^()（）]*[)）])?\s*[:：].*"
    r"|(?:reported|filled(?:\s+in)?|prepared|compiled|submitted)\s+by\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
"""Who filled a form in, when, and on whose orders: neither what the table is called nor when its figures are of."""
_BETWEEN_UNITS = regex(r"[、,，;；\s]+|和|或")


def units_of(cells: list[str]) -> list[str] | None:
    """The units of a line such as 单位:万元、户; None when it is no such line."""
    for cell in cells:
        match = _UNIT_LINE.search(cell)
        known = unit_of_words(match["english"].strip(" )）")) if match and match["english"] else None
        if known not in (None, PURE):
            return [known]
        if match:
            words = _BETWEEN_UNITS.split((match["units"] or match["english"]).strip(" )）"))
            return [normalise(word) for word in words if word]
    return None


def is_form_line(text: str) -> bool:
    """Whether a cell only says who filled a form in, or when: 填报单位：青山镇."""
    return _FORM_LINE.fullmatch(text.strip()) is not None


def without_units(cell: str) -> str:
    """What stands beside the units in a cell of such a line."""
    return _UNIT_LINE.sub("", cell).strip(" (（")
