"""The words by which columns of a sheet are known, and how the words of a heading lead to a measure of the book."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from nbkpi.figure import Period, Unit, WrittenPeriod
from nbkpi.figure.bases import is_based
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.days import looks_like_period
from nbkpi.loading.labels import is_subtotal, is_total, without_footnote, without_subitem, without_unit
from nbkpi.loading.layout import is_period
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure
from nbkpi.model.spelt_names import without_translation
from nbkpi.patterns import regex
from nbkpi.tables.growth_words import GROWTH_OF, IN_PERCENT, OF_GROWTH, is_growth
from nbkpi.tables.heading_periods import split_period
from nbkpi.tables.heading_units import unit_alone, unit_below_others, without_own_unit
from nbkpi.tables.relative import period_before, said_by_table
from nbkpi.tables.states import state_called

ENTITIES = regex(
    r"(村|社区|乡|镇|街道|县|区|市|省|单位|企业|公司|地区|区域|部门|行政区划?|区县|县区|乡镇|镇街|园区|机构|学校)?(名称?|单位名称)"
    r"|省|市|州|县|区|镇|乡|省市|地市|州市|(行政)?村|社区|乡镇|镇街|镇\(街道\)|街道|区县|县区|县市区|区\(县\)|地区|区域|单位|部门|企业|公司|name|entity"
    r"|(village|town|county|city|region|country|area|state|province|district|municipality|location|economy|territory|geo)(name|nm)?"
    r"|[a-z]{3,8}[0-9]{0,2}nm|countryorarea|country/area|country/region|country/territory|referencearea|geography|countries|regions|地区名称?"
    r"|행정구역|행정기관|시도|시군구|읍면동|자치구|지역|기관명|都道府县|市区町村|市町村"
)
PERIODS = regex(
    r"(?:年份?|年度|years?)?[(]?(?:公[历元曆]|西[历元曆暦]|阳历|gregorian|[ac]\.?[de]\.?)[)]?(?:年份?|years?)?|年份?|年度|月[份度]?|季度|时期|期间|时间|日期|统计期|报告期|年月|所属期|统计时间|统计年月?|統計年月?|統計期|統計時間|年[別别]|月[別别]|時間|期[別别]|季[别別]?|period|year|month|quarter|qtr\.?|date|time"
    r"|time_?period|observation_?date|ref_?date|referenceperiod|(?:reference|fiscal|financial|school|academic|budget|crop|marketing|survey|census)year|年次|(?:年度?|年別)?[(]?民[國国](?:年度?|年別|年份)?[)]?|[연년]도|연월|월|분기|기간|시점"
    r"|jahre?|monate?|quartale?|zeitraum|datum|ann[ée]e|mois|trimestre|p[ée]riode|per[ií]odo|a[ñn]o|m[eê]s|fecha|anno|mese|år|год|y[ıi]l|ay|dönem"
)
INDICATORS = regex(
    r"指标(名称)?|项目(名称)?|统计指标|(indicator|series|variable|measure|metric|item|subject|parameter)(name|_?id|_?name|descriptor|description|label)?|keys"
)
ITEMS = regex(r"项目(?:名称)?|items?")
"""Those that may as well head what the figures are of: 可供量 below 项目, with 原煤 and 汽油 over the columns."""
PLACES = regex(
    r"(所[在属])?(省|市|州|盟|县|区|旗|镇|乡|村|省市|地市|州市|(行政|自然)村(\(社区\))?|社区|村[/、]?(\(?(社区|居)\)?)|乡镇|镇街|镇乡"
    r"|乡?镇[/、]?\(?街道\)?|镇\(乡\)|乡\(镇\)|街道"
    r"|区县|县区|县市区|区\(县\)|village|town|county|city|province|district|i\u0307?l(?:çe)?(?:ad[ıi])?)(名称?)?"
)
"""The headings of places that one label may lie within another of."""
LABELS = regex("|".join((ENTITIES.pattern, PERIODS.pattern, INDICATORS.pattern, r"序号|编号|no\.?")))
CODES = regex(
    r"(行政区划|区划|地区|国家|省市|统计|机构|单位|指标)?(代码|编码)|(country|area|region|geo|entity|state|iso3?|alpha-?[23]|fips|indicator|series)?(codes?|cd)|iso_?[23a]*"
)
"""Codes of what stands in another column."""
UNITS = regex(r"(计量)?单位|units?(?:of)?(?:measure(?:ment)?)?|単位|단위")
_RANKS = r".*(?:排名|位次|名次)|rank(?:ing)?"
NUMBERS = regex(rf"序号|序號|编号|編號|行次|顺序号|line|(?:(?:s|sr|sl|si|serial)\.?)?no\.?|#|№|{_RANKS}", re.IGNORECASE)
RANKS = regex(_RANKS, re.IGNORECASE)
IDENTIFIERS = regex(
    r".*(?:코드|コード|代码|代碼|编码|編碼|标识码|識別碼|识别码|邮编|邮政编码|身份证号|信用代码)|.*codes?|[a-z]{3,8}[0-9]{0,2}cd|.*fips|(?:.*_)?id|geo_?id"
    r"|lau[0-9]?|nuts[\s_-]?[0-9]?|ags|insee|codgeo|plz|zip|postcode|окпо|инн|огрн|istat|ibge|gaul|dial|iso.*numeric|naics|isic|nace|hs[0-9]?|sitc|cpc"
    r"|cbsa|csa|metdiv|mdiv|(?:un)?m49|iso[\s_-]?(?:3166)?[\s_-]?(?:num(?:eric)?)?(?:code)?",
    re.IGNORECASE,
)
"""What numbers that name something are headed by: never figures, whatever they look like."""
COORDINATES = regex(r"[东西]?经度?(?:坐标)?|[南北]?纬度?(?:坐标)?|long?|lng|lat|.*l(?:ong|at)itude", re.IGNORECASE)
"""What says where something lies, and measures nothing."""
AVERAGES = regex(
    r"(?:总|算术)?平均(?:值|数|水平)?|均值|中位数|(?:overall |annual )?(?:average|mean|avg\.?)|median", re.IGNORECASE
)
"""What a row or a column is called that is only the average of others."""
NOTES = regex(
    r"备注|说明|注释?|脚注|(?:value|obs)?(?:foot)?notes?|remarks?|footnotes?|(?:obs_?|value)?flags?(?:andfootnotes)?|obs(?:ervation)?_?status"
)
_PERCENT = regex(r"%|\bper ?cent|\bgrowth +rate\b", re.IGNORECASE)
_BRACKETS = regex(r"\s*\([^()]*\)\s*")
GENERIC = regex(
    r"总额|总量|金额|数额|数量|绝对值|绝对数|绝对量|数值|数|值|本年|本期|当年|当期|实绩|values?|amounts?|quantity|numbers?|figures?|count",
    re.IGNORECASE,
)
"""What a heading says below another one without meaning anything else."""
SAYS_NOTHING = regex(r"(?:obs_?)?values?|数值|值|数", re.IGNORECASE)
"""What a heading says alone of any figure: no indicator is called so."""
NOTHING = regex(
    r"(?:主要|统计|有关)?(?:项目|指标)(?:名称)?|(?:主要|基本|总体|综合|经济|社会|经营|生产)?(?:情况|数据)|其中|items?|indicators?|data",
    re.IGNORECASE,
)
"""What a heading says above others without telling anything of them."""


class LeftOf(NamedTuple):
    """What the figures of the column on the left are of, as far as that is known.

    latest is the later period of a column and that of the year before beside it, which growth behind both is of.
    """

    measure: Measure | None = None
    period: Period | None = None
    latest: Period | None = None

    def followed_by(self, measure: Measure | None, period: Period | None, is_before: bool = False) -> LeftOf:
        """What stands on the left once this column, perhaps one of the year before, has been passed."""
        if is_before and period is not None:
            return LeftOf(measure, period, period.years_before(-1))
        latest = self.latest if measure is not None and measure is self.measure else None
        is_older = latest is not None and period is not None and period == latest.years_before()
        return LeftOf(measure, period, latest if is_older else period)


class Meant(NamedTuple):
    """What a heading means: a measure of the book (or none that is known), a unit, a period, and words left over.

    unclear are words such as 本月 that mean a period which the table does not tell. is_before: its period is that of
    the year before beside another column.
    """

    measure: Measure | None
    unit: Unit | None
    period: str
    words: list[str]
    unclear: str = ""
    is_before: bool = False


def meaning(book: Book, parts: Sequence[str], left: LeftOf | None = None, about: Period | None = None) -> Meant:
    """What the levels of a heading say.

    left is the column on the left, for 同比增长 and 上年同期 beside it, and about the period that the whole table is
    about, for 本月 and 1-5月. Without a column on the left such words are words like others.
    """
    period, unit, words, unclear, is_before = "", None, list[str](), "", False
    for part in parts:
        plain = without_translation(normalise(without_footnote(part)[0]).strip())
        if not period and not unclear:
            period, plain, unclear, is_before = _period_and_rest(book, plain, left, about)
        elif period and left is not None:
            period, plain, unclear = _within(book, period, plain)
        if not plain:
            continue
        bare, own = without_own_unit(plain, book.units)
        alone = unit_alone(book.units, plain) if own is None and len(parts) > 1 else None
        if alone is not None:
            unit = alone
            continue
        unit = own or unit
        words.append(without_subitem(bare).strip())
    measure, is_of_left = _measure_or_growth(book, words, parts, unit, left)
    if left is not None and not period and not unclear and left.latest not in (None, about) and is_of_left:
        period = str(left.latest)
    return Meant(measure, unit_below_others(measure, unit, parts, book.units), period, words, unclear, is_before)


def _measure_or_growth(
    book: Book, words: list[str], parts: Sequence[str], unit: Unit | None, left: LeftOf | None
) -> tuple[Measure | None, bool]:
    """The measure that a heading means beside the column on the left, and whether it says growth of that column."""
    before = left.measure if left is not None else None
    is_percent = unit is not None and unit.symbol == "%"
    if words and _is_growth_in_percent(words[-1], before, is_percent):
        words = [*words[:-1], "growth"]
    measure = _measure(book, words, parts, before)
    base = _grown(book, words, before) if measure is None and is_percent else None
    if base is not None:
        return book.generated(base, "growth"), base is before
    if measure is None and left is not None and (unit is None or is_percent):
        measure = _growth_beside(book, words, before, is_percent=unit is not None)
        return measure, measure is not None
    return measure, bool(words) and is_growth(words[-1])


def _is_growth_in_percent(words: str, before: Measure | None, is_percent: bool) -> bool:
    """Whether words say in English by how many percent the figures on the left grew: of a rate it may be points."""
    is_rate = isinstance(before, Indicator) and before.kind == "rate"
    is_said = is_percent or _PERCENT.search(words) is not None
    return not is_rate and is_said and IN_PERCENT.fullmatch(words) is not None


def _grown(book: Book, words: Sequence[str], before: Measure | None) -> Indicator | None:
    """The indicator whose growth in percent a heading names in English, whatever letters are capitals.

    First that of the column on the left; none that is a rate, whose growth may be in points.
    """
    match = GROWTH_OF.fullmatch(words[0]) if len(words) == 1 else None
    name = (match["of"] or match["base"]).lower() if match is not None else ""
    known = [one for one in (before, *book.indicators) if name and isinstance(one, Indicator) and one.kind != "rate"]
    return next((one for one in known if name in map(str.lower, (one.name, *one.aliases))), None)


def _period_and_rest(book: Book, plain: str, left: LeftOf | None, about: Period | None) -> tuple[str, str, str, bool]:
    """The period that a part of a heading says, the rest, what would be a period if it were clear, and is_before."""
    if is_based(plain):
        return "", plain, "", False
    bare = without_unit(plain, book.units)[0].rstrip("%‰")
    if not period_before(plain)[0] and measure_of(book, [plain, bare]) is not None:
        return "", plain, "", False  # A name of the book, whatever year it has.
    found, rest, undated = split_period(plain, book.units)
    if found:
        return found, rest, "", False
    if left is not None and undated and not looks_like_period(bare):
        return "", "", undated, False
    if left is not None and looks_like_period(bare):
        return "", "", bare, False
    if left is None or is_growth(bare) or measure_of(book, [plain, bare]) is not None:
        return "", plain, "", False
    said = said_by_table(plain, about, left.period)
    if said is None:
        return "", plain, "", False
    unclear = plain if said.period is None else ""
    return ("" if said.period is None else str(said.period)), said.rest, unclear, said.is_before


def _within(book: Book, period: str, plain: str) -> tuple[str, str, str]:
    """The period of a heading with a level farther down, whose own may only be a part of it, and what is unclear."""
    found, rest, undated = split_period(plain, book.units)
    if not found and not undated:
        return period, plain, ""
    if undated or not is_period(period) or not _covers(period, found):
        return period, "", plain
    return found, rest, ""


def _covers(period: str, part: str) -> bool:
    return WrittenPeriod.parse(period).period.covers(WrittenPeriod.parse(part).period)


def _measure(book: Book, words: list[str], parts: Sequence[str], before: Measure | None) -> Measure | None:
    """The measure that a heading names; growth is that of what it stands under, or of the column on the left.

    Every level counts: 甲族/男 is not what is called 男. Only what stands for the whole (合计), what says nothing
    (项目) and a last word that says no more than that it is a value, as in 收入/总额, are left out.
    """
    levels = levels_of(words)
    raw = [part.strip() for part in parts[-1:]] if len(levels) < 2 else []
    exact = measure_of(book, ["".join(words), *(["".join(levels), name_of(levels), *raw] if levels else [])])
    exact = exact or state_called(book, name_of(levels))
    if exact is not None or not levels:
        return exact
    if is_growth(levels[-1]):
        base = _measure(book, levels[:-1], (), None) if len(levels) > 1 else before
        return book.generated(base, "growth") if isinstance(base, Indicator) else None
    says_no_more = GENERIC.fullmatch(heading_key(levels[-1])) and len(levels) > 1
    return _measure(book, levels[:-1], (), None) if says_no_more else None


def _growth_beside(book: Book, words: Sequence[str], before: Measure | None, *, is_percent: bool) -> Measure | None:
    """The growth of the column on the left, under a heading with the end of its name: 收入增幅 beside 村集体收入.

    Nothing where another indicator of the book ends so too, nor beside a rate, whose growth may be in points.
    """
    match = OF_GROWTH.fullmatch(heading_key(words[0])) if len(words) == 1 else None
    if match is None or (match["open"] and not is_percent) or not isinstance(before, Indicator):
        return None
    ends = [one for one in book.indicators if any(name.endswith(match["base"]) for name in (one.name, *one.aliases))]
    return book.generated(before, "growth") if ends == [before] and before.kind != "rate" else None


def last_of(parts: Sequence[str]) -> str:
    """The lowest level of a heading that is more than brackets, as (人) and (2015=100) below others are."""
    return next(
        (part for part in reversed(parts) if not _BRACKETS.fullmatch(normalise(part))), parts[-1] if parts else ""
    )


def levels_of(words: Sequence[str]) -> list[str]:
    """The levels of a heading that tell something: not 合计, which stands for the whole, nor 项目 above others."""
    upper = [word for word in words[:-1] if not NOTHING.fullmatch(heading_key(word))]
    return [word for word in (*upper, *words[-1:]) if not is_total(word) and not is_subtotal(word)]


def name_of(levels: Sequence[str]) -> str:
    """What the levels of a heading are called together: 人口数男, Population, male."""
    name = ""
    for one in filter(None, levels):
        is_apart = name[-1:].isascii() and one[:1].isascii() and name != "" and one[0] != "("
        name += f", {one}" if is_apart else one
    return name


def measure_of(book: Book, names: Sequence[str]) -> Measure | None:
    """The measure that has the first of these names that is one."""
    for name in dict.fromkeys(filter(None, names)):
        for spelt in dict.fromkeys((name, heading_key(name))):
            found = book.measures_called(spelt)
            if len(found) == 1:
                return found[0]
    return None


def new_id(name: str, known: Container[str]) -> str:
    """An id for something new: its name without what ids cannot have, and a number where that is taken."""
    base = re.sub(r"[^\w]", "", name).strip("_") or "x"
    base = base if not base[0].isdigit() else f"_{base}".replace("_", "n", 1)
    if base not in known:
        return base
    # Thousands of names may leave the same: a free number above a taken one is found without trying all of them.
    taken, free = 1, 2
    while f"{base}{free}" in known:
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if f"{base}{middle}" in known else (taken, middle)
    return f"{base}{free}"
