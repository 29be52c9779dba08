"""What quantity a title names: 2020—2022年各县粮食产量(万吨), Table 3. Coal output by county, 2020 to 2022.

Only a title that is no more than the name of one quantity, when it is of and how it is divided, says what the figures
below headings such as 2021, 数量 or Amount are of. 粮食生产情况 and Key indicators name none, 产量和面积 two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from nbkpi.figure import Period, Units, WrittenPeriod
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.model.spelt_names import has_chinese, without_translation
from nbkpi.patterns import regex
from nbkpi.tables.countries import is_country
from nbkpi.tables.heading_periods import Run, only_period, runs_of, split_period
from nbkpi.tables.kinds import COUNTRY_NAMES, FIRST_LEVEL, kind_of
from nbkpi.tables.relative import period_of_title


class Titled(NamedTuple):
    """The quantity that a title names, and the words in brackets behind it, which may be its unit."""

    name: str
    unit: str = ""


_NUMBER = regex(r"(?i:附?表|table|tab\.?|figure)\s*[0-9一二三四五六七八九十]+(?:[-.—–][0-9]+)*[a-z]?[.:：、—–-]*\s*"
                r"|[0-9]+(?:[-—–.][0-9]+)+[a-z]?[.、]?\s+"
                r"|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}、")  # fmt: skip
_BRACKETS = regex(r"\s*\(([^()]*)\)\s*$")
_CONTINUED = regex(r"续.?|continued|cont\.?|.*(?:19|20)[0-9]{2}(?!.*=).*")
_YEARS = (
    r"(?:19|20)[0-9]{2}\s*(?:年度?)?(?:\s*(?:[-—–~至到/]+|to|through)\s*(?:(?:19|20)?[0-9]{2})(?![0-9])\s*(?:年度?)?)?"
)
_DATED = regex(
    rf"{_YEARS}(?:第?[一二三四1-4]季度|[上下]半年|前[二三]季度|(?:[0-9]{{1,2}}月?\s*[-—–~至到]+\s*)?[0-9]{{1,2}}月[份末底]?|[末底])?"
)
_UNITS_OF_PLACE = (
    "性别|年龄组?|产业|城乡|民族|文化程度|受教育程度|学历|职业|登记注册类型|经济类型|类[别型]|品种|用途|规模"
    "|省|自治区|直辖市|市|自治州|州|盟|县|旗|区县|区|镇街|镇|乡|街道|村|社区|区域|国家|行业|年度?(?![末底终均初])|月份?(?![末底均初])|[、()和]"
)
_DIVIDED = regex(
    rf"[\u4e00-\u9fff]{{0,8}}?[各分按](?:地区|(?:{_UNITS_OF_PLACE})+)(?:[分按](?:{_UNITS_OF_PLACE})+)?(?:分组?|划分)?的?|全国|我国|历年"
)
_PLACE = regex(
    r"(?![各分按全本我]|.{0,6}(?:城市|城镇|农村|乡村|市区|郊区|城区|地区))[\u4e00-\u9fff]{1,8}?"
    r"(?:自治[区州县]|省|市|州|盟|县|旗|区|镇|乡|街道|村|社区)(?![场民政镇村域])"
)
"""A place with the word for its kind, at the beginning of a title."""
_ONE_NAME = r"[A-Z][\w'’.-]*"
_ENGLISH_PLACE = regex(
    r"(?:^|[:,;(–—-]\s*|\b(?:of|in|for)\s+(?:the\s+)?)"
    rf"(?P<name>(?:City|County|Town|Township|Village|District|Province) of {_ONE_NAME}(?:\s+{_ONE_NAME})*"
    rf"|{_ONE_NAME}(?:\s+{_ONE_NAME}){{0,2}}\s+(?:City|County|Town|Township|Village|District|Province|Prefecture))(?!\w)"
)
"""A place with the English word for its kind, at the beginning of a title or behind what leads to it."""
_MOST_WORDS = 60
"""In so many words of a title countries are looked for."""
_SHEET = regex(r"(?:基本)?(?:统计|汇总|一览)?(?:情况)?(?:统计|汇总|一览)?[表图]?(?:\([^()]*\))?$")
_SEVERAL = regex(
    r"[、,，;；:：/\s\d]|[^平]和|与|[^普涉]及|指标|情况|统计|排[名序]|概况|数据|构成|同比|环比|增长(?!率)|增[速幅]|比上年|预测|目标|计划"
)
_QUANTITY = regex(
    r".*(?:量|额|值|数|率|人口|人员|面积|收入|支出|价格?|工资|报酬|里程|投资|存款|贷款|存栏|出栏|成本|费用|利润|税收|比重|长度|密度)"
    r"(?:\([^()]*\))?"
)
_NO_NAMES = regex(r"按.*|总[量额值数]|数[量额值]|[量额值数率]|金额|绝对[值数]")

_BY = regex(r",?\s+by\s+.*$|,\s*(?:all|selected|major)\s+.*$", re.IGNORECASE)
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}"
_AT_END = regex(
    rf"[\s,:;–—-]*(?:\b(?:in|for|from|during|as of|between)\s+)?(?:\b{_MONTHS}\s+)?{_YEARS}\s*$",
    re.IGNORECASE,
)
_AT_START = regex(rf"^{_YEARS}\s+", re.IGNORECASE)
_ENGLISH = regex(
    r".*\b(?:production|output|yields?|population|consumption|exports?|imports?|employment|unemployment|areas?|incomes?"
    r"|revenues?|expenditures?|spending|sales|prices?|wages?|earnings|rates?|index|ratio|number of \S+.*"
    r"|percentage of \S+.*|share of \S+.*|births|deaths|households|arrivals|deliveries|stocks?|generation|supply"
    r"|demand|emissions|enrol?ments?"
    r"|gdp|gross domestic product|turnover|investments?|capacity|rainfall|precipitation|harvest|catch|landings)\b.*",
    re.IGNORECASE,
)
_OTHER_ENGLISH = regex(
    rf"[;:/&]|(?<!per )(?<![0-9,])[0-9]|\b(?:{_MONTHS}|and|or|vs|versus|statistics?|data|indicators?|summary|overview"
    r"|reports?|surveys?|census|key|tables?|change|growth|increase|targets?|forecasts?|projections?|rank(?:ing|ed)?s?)\b",
    re.IGNORECASE,
)

_OF_PAPER = regex(
    r"©|\b(?:source|published|printed|updated?|released?|issued?|compiled|prepared|revised|generated|exported"
    r"|downloaded|retrieved|accessed|created|modified|conducted|approved|adopted|effective|signed|sent|due|year ?book"
    r"|edition|version|copyright|plan|vision|agenda|strategy|programme|dated?|no\.? ?[0-9]+)\b",
    re.IGNORECASE,
)
"""What makes a line above a table one on its paper, or on a plan, and its period none of the figures."""
_UNCLEAR = regex(
    r"\b(?:(?:fiscal|financial|school|academic|crop|marketing|season)(?:al)? years?|weeks?|days?|spring|summer|autumn"
    r"|fall|winter|season|quarterly|weekly|half[- ]year(?:ly)?|interim|(?:year|months?) (?:ended|ending|to))\b",
    re.IGNORECASE,
)
"""What makes a year beside it not the whole period: a fiscal year, a season, one of several quarters."""
_ENDED = regex(r"\s*(?:[)\],.;:(–—|]|by\b|$)", re.IGNORECASE)


def quantity_of_titles(titles: Iterable[str]) -> Titled | None:
    """The only quantity that the titles name; of titles in two languages the Chinese one counts."""
    found = list(dict.fromkeys(one for title in titles if (one := quantity_of(title)) is not None))
    if len(found) > 1:
        found = [one for one in found if has_chinese(one.name)]
    return found[0] if len(found) == 1 else None


def period_of_quantity(titles: Iterable[str], units: Units | None) -> Period | None:
    """The period, a year at most, of the only English title that names a quantity: a year in it is nothing else."""
    named = [title for title in titles if not has_chinese(title) and quantity_of(title) is not None]
    found = only_period(named[0], units) if len(named) == 1 else None
    return found if found is not None and found.length <= 12 else None


def period_of_titles(titles: Iterable[str], units: Units | None) -> Period | None:
    """The only period that titles say all figures are of, in whatever language."""
    every = list(titles)
    found = period_of_title("".join(every)) or period_of_quantity(every, units)
    return found or _period_in_english([normalise(title).strip() for title in every if not has_chinese(title)], units)


def _period_in_english(titles: Iterable[str], units: Units | None) -> Period | None:
    """The only period, a year at most, that English titles begin or end with; None where one says an unclear one."""
    found = set[Period]()
    for title in titles:
        said = split_period(title, units)
        if said.unclear or (said.period and _UNCLEAR.search(title)):
            return None
        if not said.period or _OF_PAPER.search(title):
            continue
        run = next((one for one in runs_of(title, units) if one.sort == "period"), Run(0, len(title), "period"))
        is_first = not _NUMBER.sub("", title[: run.start], count=1) and title[run.start : run.end] != "2000"
        if not is_first and not _ENDED.match(title, run.end):
            return None
        found.add(WrittenPeriod.parse(said.period).period)
    return found.pop() if len(found) == 1 and all(one.length <= 12 for one in found) else None


def place_of_titles(titles: Iterable[str]) -> str:
    """The only place that titles name, by its words: 甲县 in 2024年甲县主要指标, a country in English; else nothing."""
    found = set[str]()
    for title in titles:
        plain = heading_key(_NUMBER.sub("", _DATED.sub("", normalise(title)).strip(), count=1))
        if has_chinese(plain):
            name = next((name for name in (*COUNTRY_NAMES, *FIRST_LEVEL) if plain.startswith(name)), "")
            match = _PLACE.match(plain)
            found |= {one for one in (match[0] if match else name,) if kind_of(one) != "other"}
        else:
            spans = [words.strip(".,:;()") for words in title.split()[:_MOST_WORDS]]
            pairs = combinations(range(len(spans) + 1), 2)
            found |= {name for one, other in pairs if is_country(name := " ".join(spans[one:other]))}
            found |= {match["name"] for match in _ENGLISH_PLACE.finditer(normalise(title))}
    return found.pop() if len(found) == 1 else ""


def quantity_of(title: str) -> Titled | None:
    """The quantity that a title names; None where it names none, several, or more than that."""
    plain = normalise(title).strip()
    plain = _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain
    plain, unit = _without_brackets(plain)
    return _in_chinese(plain, unit) if has_chinese(plain) else _in_english(plain, unit)


def _without_brackets(text: str) -> tuple[str, str]:
    """A title without brackets behind it that only say when, or that it goes on; and words that may be a unit."""
    while (match := _BRACKETS.search(text)) is not None:
        if not _CONTINUED.fullmatch(match[1].lower()):
            return text, match[1].removeprefix("单位:").strip()
        text = text[: match.start()]
    return text, ""


def _in_chinese(text: str, unit: str) -> Titled | None:
    bare = text[: _BRACKETS.search(text).start()] if unit else text  # type: ignore[union-attr]
    plain = heading_key(_DATED.sub("", without_translation(bare)))
    plain = _DIVIDED.sub("", plain, count=1) if _DIVIDED.match(plain) else _without_place(plain)
    plain = _SHEET.sub("", plain.strip(",:的"))
    if len(plain) < 2 or _SEVERAL.search(plain) or _NO_NAMES.fullmatch(plain) or not _QUANTITY.fullmatch(plain):
        return None
    return Titled(plain, unit)


def _without_place(text: str) -> str:
    """A title without the division of the first level that it begins with."""
    name = next((name for name in FIRST_LEVEL if text.startswith(name)), "")
    return text.removeprefix(name).removeprefix("省").removeprefix("市") if name else text


def _in_english(text: str, unit: str) -> Titled | None:
    bare = text[: _BRACKETS.search(text).start()] if unit else text  # type: ignore[union-attr]
    plain = _AT_START.sub("", _AT_END.sub("", bare)).strip(" .,:")
    plain = _AT_END.sub("", _BY.sub("", plain)).strip(" .,:")
    if not plain or len(plain.split()) > 10 or _OTHER_ENGLISH.search(plain) or not _ENGLISH.fullmatch(plain):
        return None
    return Titled(plain, unit)
