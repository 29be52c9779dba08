"""Which units the figures below a heading may be in, by its words: a rate is in % or ‰, and 户数 in 户."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nbkpi.figure import Unit, Units
from nbkpi.figure.characters import heading_key
from nbkpi.figure.unit import CURRENCIES, NUMBER, PURE
from nbkpi.patterns import regex
from nbkpi.tables.growth_words import IN_PERCENT, SAYS_GROWTH


class _Sort(NamedTuple):
    """Headings of one sort: how they are worded, and which units their figures are in.

    refuses are the units that figures of such headings are never in, even where the unit line names no other. is_weak:
    a heading farther up tells more. is_strong: it tells more than any heading below it.
    """

    words: re.Pattern[str]
    wants: Callable[[Unit], bool]
    refuses: Callable[[Unit], bool]
    is_weak: bool = False
    is_strong: bool = False


def _is_of(unit: Unit, *names: str) -> bool:
    return any((name, 1) in unit.dimension for name in names)


def _never(_unit: Unit) -> bool:
    return False


def _is_any(unit: Unit) -> bool:
    return unit is not NUMBER


def _is_not_pure(unit: Unit) -> bool:
    return unit.dimension != PURE


def _is_of_persons(unit: Unit) -> bool:
    return _is_of(unit, "person")


def _is_of_visits(unit: Unit) -> bool:
    return _is_of(unit, "visit")


def _is_of_households(unit: Unit) -> bool:
    return _is_of(unit, "count") and unit.symbol.endswith("户")


def _is_of_things(unit: Unit) -> bool:
    return _is_of(unit, "count") and unit.counting


def _is_money(unit: Unit) -> bool:
    return _is_of(unit, *CURRENCIES)


def _other_than(wants: Callable[[Unit], bool], or_pure: bool = False) -> Callable[[Unit], bool]:
    """Whatever is not wanted; with or_pure not percentages either, as a table of counts may be one of shares."""
    return lambda unit: not wants(unit) and not (or_pure and unit.dimension == PURE)


def _sort(words: str, wants: Callable[[Unit], bool], refuses: Callable[[Unit], bool], is_weak: bool = False) -> _Sort:
    return _Sort(regex(words, re.IGNORECASE), wants, refuses, is_weak)


_MONEY_WORDS = (
    r"产值|增加值|总值|(?<![高中低等])收入|支出|金额|总额|利润|利税|工资|薪酬|报酬|销售额|零售额|营业额|交易额|成交额"
    r"|进出?口额|出口额|投资额|贷款额|税额|产出额|余额|gdp|revenues?|incomes?|expenditures?|spending|profits?|wages?|salar(?:y|ies)|earnings|sales|turnover"
    r"|investments?|loans?|deposits?|savings|taxes|imports|exports|value.added|output.value|budgets?|assets|debts?"
)
_SORTS = (
    # The work of so many persons in a year is no number of persons, nor is that of some of them.
    _Sort(regex(r".*(?:全时当量|人年|full.time.equivalents?).*"), lambda unit: unit.symbol.endswith("人年"),
          _is_of_persons, is_strong=True),
    # How many men there are to 100 women is in no unit that a line could name.
    _sort(r".*性别比(?!例|重).*|.*[(（]女性?=100[)）]|.*sex.?ratio.*", _never, _is_any),
    _sort(r".*(?:占(?:.{1,20})?(?:比|比重|比例|百分比|份额|%)|比重|百分比|构成比?|比例|per ?cent(?:age)?"
          r"|share(?: of .*)?)(?:[(（].*[)）])?|占(?!地|用|道|有|补).+|(?:share|per ?cent(?:age)?|proportion) of .*"
          r"|pct[_ ].*|.*[_ ]pct",
          lambda unit: unit.symbol == "%", _is_not_pure),
    _sort(r".*(?<!生产)(?<!产出)(?<!周转)(?<![汇效频功速])率(?:[(（].*[)）])?"
          r"|.*增[长减][速幅]|增[速幅]|.*[涨跌降]幅|.*(?<!exchange )\brate",
          lambda unit: unit.is_part_of_one, _is_not_pure),
    _sort(IN_PERCENT.pattern, lambda unit: unit.is_part_of_one, _is_not_pure),
    # How many more persons there are may be called growth, what more was earned is not.
    _sort(SAYS_GROWTH.pattern, lambda unit: unit.is_part_of_one, lambda unit: _is_not_pure(unit) and not unit.counting),
    _sort(r".*(?:指数|系数|倍数|(?<!同)(?<!环)(?<!对)比)(?:[(（].*[)）])?|.*=\s*100.*|.*\b(?:index|ratio)",
          _never, _is_not_pure),
    _sort(r".*人次数?", _is_of_visits, _other_than(_is_of_visits)),
    _sort(r".*户数|.*number.of.households", _is_of_households, _other_than(_is_of_households)),
    _sort(r".*(?:人口?|人员|职工|学生|教师|员工|劳动力|会员|居民)(?:总|人)?数"
          r"|.*(?:number.of.(?:persons|people|employees))",
          _is_of_persons, _other_than(_is_of_persons)),
    _sort(r".*(?:人口|人员|职工|劳动力|劳动者|从业者|学生|教师|医师|护士|population|persons|people|employees)",
          _is_of_persons, _other_than(_is_of_persons, or_pure=True)),
    _sort(r"(?:.*\b)?number +of .*|(?!.*\b(?:" + _MONEY_WORDS + r") (?:of|by|from|per|to|for)\b)(?:.*\b)?"
          r"(?:visitors|tourists|guests|residents|inhabitants|workers|pupils|students|teachers|patients|births|deaths)",
          lambda unit: unit.counting, _is_money),
    _sort(r".*(?:单位|企业|机构|学校|项目|法人|公司|工厂|医院|网点|合同|专利|床位|家|个|件|台|辆|村|社区|乡镇)(?:个|家|件)?数",
          _is_of_things, _other_than(_is_of_things)),
    _sort(rf".*(?:{_MONEY_WORDS})", _is_money, lambda unit: unit.counting),
    _sort(r".*(?:投资|贷款|存款|税收?|税金|费用?|经费|资产|负债|资金|成本|价值|价格|进口|出口|(?<!数)额)",
          _is_money, _never),
    _sort(r".*面积|.*\barea", lambda unit: _is_of(unit, "area"), lambda unit: unit.counting),
    _sort(r".*(?:里程|长度)", lambda unit: _is_of(unit, "length"), _never),
    _sort(r".*[用发售供]电量", lambda unit: _is_of(unit, "energy"), _never),
    _sort(r".*产量", lambda unit: _is_of(unit, "mass"), _never),
    # Of nothing but these no one can tell 12 households from what they earned: it is asked.
    _sort(r".*(?:家庭|集体|农|住|居民|商|用)户|.*households?", _is_of_households,
          lambda unit: _is_money(unit) or _is_of_persons(unit), is_weak=True),
    _sort(r".*(?:党员|团员|社员|村民)", _is_of_persons, _is_money, is_weak=True),
    _sort(r".*合作社", _is_of_things, _is_money, is_weak=True),
    _sort(r"[男女](?:性|生)?|(?:fe)?males?|(?:wo)?men", _is_of_persons, _never, is_weak=True),
)  # fmt: skip
"""The sorts of headings, the narrower ones first; what is of none of them may be in any unit."""


_PARTS = {1000: "‰", 10_000: "‱", 100_000: "/10万"}
"""What a rate is in that is counted per so many."""


def units_for(heading: Sequence[str], line: Sequence[Unit]) -> list[Unit]:
    """The units of a unit line that the figures below a heading may be in, by the words of the heading.

    Of a line with several units it is those that fit, and all where the heading says nothing of a unit; the unit of a
    line with only one is left out where the heading cannot be in it, as a rate cannot be in 万元.
    """
    sort = _sort_of(heading)
    if sort is None:
        return list(line)
    if len(line) == 1:
        return [unit for unit in line if not sort.refuses(unit)]
    return [unit for unit in line if sort.wants(unit)]


def is_told(heading: Sequence[str]) -> bool:
    """Whether the words of a heading tell which sort of figures stands below it."""
    return _sort_of(heading) is not None


def in_power(heading: Sequence[str], unit: Unit, units: Units, *, in_digits: bool) -> Unit | None:
    """The unit of figures below a heading with a unit behind it, where that is only a power of ten; None if unclear.

    A rate is in no thousands: 1000 behind one is short for per 1000. in_digits: written as 1000 behind words that tell
    no sort of figures, it may be either.
    """
    if unit.dimension != PURE or unit.scale <= 1:
        return unit
    sort = _sort_of(heading)
    if sort is None:
        return None if in_digits else unit
    parts = [one for symbol in ("%", *_PARTS.values()) if (one := units.get(symbol)) and sort.wants(one)]
    if not parts:
        return unit
    symbol = _PARTS.get(int(unit.scale)) if in_digits else None
    return next((one for one in parts if one.symbol == symbol), None)


def _sort_of(heading: Sequence[str]) -> _Sort | None:
    """The sort of the innermost words that have one; men and women are of what stands above them."""
    found = [sort for part in reversed(heading) if (sort := _sort_of_part(part)) is not None]
    strong = next((sort for sort in found if sort.is_strong), None)
    return strong or next((sort for sort in found if not sort.is_weak), None) or next(iter(found), None)


def _sort_of_part(part: str) -> _Sort | None:
    plain = heading_key(part).lower() if not part.isascii() else " ".join(part.lower().split())
    return next((sort for sort in _SORTS if sort.words.fullmatch(plain)), None)
