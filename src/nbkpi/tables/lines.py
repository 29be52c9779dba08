"""Lines around a table that are neither titles nor headings nor figures: its units, and who filled a form in."""

from __future__ import annotations

import re

from nbkpi.figure.characters import normalise
from nbkpi.figure.days import is_day
from nbkpi.figure.english_units import worded
from nbkpi.figure.unit import PLAIN
from nbkpi.patterns import regex

_UNIT_LINE = regex(
    r"(?<![\u4e00-\u9fff])(?:计量)?[单単]\s*位\s*(?:[:：]|为)\s*(?P<units>.+)"
    r"|(?:Units?|단위|Единицы? измерения)\s*[:：]\s*(?P<english>.+)",
    re.IGNORECASE,
)
_FORM_LINE = regex(
    r"(?:(?:填报|填表|制表|编制|报送|上报|报出|报告|制定|批准|备案|审批|综合)(?:单位|机关|部门|人|日期|时间|文号)|填报|报送"
    r"|表号|文号|有效期[至限]?|(?:单位)?(?:负责人|审核人)|审核|联系人|联系方式|(?:联系)?电话)\s*(?:[(（][^()（）]*[)）])?\s*[:：].*"
    r"|(?:reported|filled(?:\s+in)?|prepared|compiled|submitted)\s+by\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
"""Who filled a form in, when, and on whose orders: neither what the table is called nor when its figures are of."""
_FORM_WORD = regex(
    r"(?P<word>(?:单位)?负责人|(?:填报|填表|制表|报送|上报)?日期|(?:联系)?(?:电话|手机|方式)|传真"
    r"|(?:填报|填表|制表|编制|报送|上报|统计|审核|复核|联系|经办)人?)\s*[:：]?\s*(?P<rest>.*)",
    re.DOTALL,
)
"""The same without a colon, as it stands below a table, in one cell or beside what it says."""
_TELEPHONE = regex(r"(?:\+?86[-\s]?)?(?:[(（]?0[0-9]{2,3}[)）]?[-\s]?[0-9]{7,8}|1[3-9][0-9]{9})(?:\s*[、,，/]\s*.*)?")
_PERSON = regex(r"[\u4e00-\u9fff·]{2,4}")
_UNIT_WORD = regex(r"units?\s*[:：]", re.IGNORECASE)
"""The word for the unit in a cell of its own, before the unit."""
_IN_BRACKETS = regex(
    r"[(（\[].*(?:thousand|million|billion|[0-9]{3}|rmb|usd|us\$).*[)）\]](?: *(?:not )?seasonally.*)?", re.I
)
"""What in brackets, alone in its cell, may be the unit of a whole table: (RMB 100 million)."""
_IN_A_SENTENCE = regex(
    r"(?:notes? ?[:：] ?)?(?:(?:all )?(?:figures|values|amounts|numbers|data)(?: are| is)?(?: \w+ed| given| shown)? )?"
    r"(?P<words>in (?:thousand|million|billion|trillion|hundred)s?\b[^.;]*)\.?",
    re.IGNORECASE,
)
"""All figures are in millions of dollars."""
_POWER_OF_ALL = regex(r"(?:in )?(?:thousand|million|billion|trillion)s?\b", re.IGNORECASE)
_BETWEEN_UNITS = regex(r"[、,，;；\s]+|和|或")


def joined_unit(cells: list[str]) -> list[str]:
    """The filled cells of a row; the word for the unit and the unit, where they are all of it, as one."""
    filled = list(filter(None, cells))
    is_apart = len(filled) == 2 and _UNIT_WORD.fullmatch(filled[0].strip())
    return [" ".join(filled)] if is_apart else filled


def units_of(cells: list[str]) -> list[str] | None:
    """The units of a line such as 单位:万元、户; None when it is no such line."""
    filled = joined_unit(cells)
    alone = [cell for cell in filled if len(filled) == 1 and _is_unit_alone(cell.strip())]
    for cell in filled:
        match = _UNIT_LINE.search(normalise(cell))
        is_alone = match is None and cell in alone
        sentence = _IN_A_SENTENCE.fullmatch(cell.strip()) if is_alone else None
        words = match["english"] if match else sentence["words"] if sentence else cell
        known = worded(words) if is_alone or (match and match["english"]) else None
        if known is not None and known.symbol != PLAIN:
            return [known.symbol]
        if match:
            several = _BETWEEN_UNITS.split((match["units"] or match["english"]).strip(" )）"))
            return [normalise(word) for word in several if word]
    return None


def says_unit(text: str) -> bool:
    """Whether a text says a unit by the word for it: 人口(单位：千人)."""
    return _UNIT_LINE.search(normalise(text)) is not None


def _is_unit_alone(cell: str) -> bool:
    """Whether what is alone in its cell may be the unit of a whole table, in brackets or words: Billions of dollars."""
    if _IN_BRACKETS.fullmatch(cell) or _IN_A_SENTENCE.fullmatch(cell):
        return True
    return _POWER_OF_ALL.match(cell) is not None and (unit := worded(cell)) is not None and unit.is_all


def is_form_line(text: str) -> bool:
    """Whether a cell only says who filled a form in, or when: 填报单位：青山镇."""
    return _FORM_LINE.fullmatch(text.strip()) is not None


def is_footer(cells: list[str]) -> bool:
    """Whether the cells of a row below the figures only say who made the table, when, and how to reach them.

    A day or a telephone number by itself is nothing else, nor is what stands in the cell behind 制表人 or 联系电话.
    A number that may be a figure is always one.
    """
    before, found = "", 0
    for cell in cells:
        match = _FORM_WORD.fullmatch(cell.strip())
        rest = match["rest"] if match is not None else ""
        is_said = match is not None and (not rest or _is_of_form(rest))
        if is_form_line(cell) or is_said or (before and _is_of_form(cell)):
            found += 1
        elif not _is_day_or_number(cell):
            return False
        before = match["word"] if match is not None and not rest else ""
    return bool(found) or len(cells) == 1


def _is_of_form(text: str) -> bool:
    return _PERSON.fullmatch(text.strip()) is not None or _is_day_or_number(text)


def _is_day_or_number(text: str) -> bool:
    """Whether a cell is a day or a telephone number."""
    return _TELEPHONE.fullmatch(text.strip()) is not None or is_day(normalise(text))


def without_units(cell: str) -> str:
    """What stands beside the units in a cell of such a line."""
    if _is_unit_alone(cell.strip()) and units_of([cell]) is not None:
        return ""
    return (_UNIT_LINE.sub("", normalise(cell)) if _UNIT_LINE.search(normalise(cell)) else cell).strip(" (（")
