"""Words of the categories that official tables have: sexes, ages, town and country, education, industries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.figure.characters import heading_key, normalise
from nbkpi.loading.labels import without_footnote, without_subitem
from nbkpi.model.spelt_names import without_translation
from nbkpi.patterns import regex

Span = tuple[int, int]
"""The first and the last year of an age class; OLDEST where it has no end."""

OLDEST = 999


FEWEST, OLD = 3, range(60, 111)
"""So many classes at least, the last of which begins there, are ages where people are counted."""


class Sort(NamedTuple):
    """A way to break figures down that is known by its words.

    members are the spellings of each, the first of them its name; every_member says which other words are. is_closed:
    the members make up the whole, where no others are there. may_be_one: one of them may stand beside the whole alone.
    """

    id: str
    name: str
    heading: re.Pattern[str]
    members: tuple[tuple[str, ...], ...] = ()
    every_member: re.Pattern[str] | None = None
    is_closed: bool = False
    may_be_one: bool = False

    def key(self, word: str) -> str:
        """What is the same for all spellings of a member; empty for a word that is none."""
        for spellings in self.members:
            if word.lower() in spellings:
                return spellings[0]
        return word if self.every_member is not None and self.every_member.fullmatch(word) else ""

    def spelt_like(self, key: str, other: str) -> str:
        """A member in the language and in the form that another one is written in: Men beside Women."""
        same = next(one for one in self.members if one[0] == key)
        place = next((one.index(other.lower()) for one in self.members if other.lower() in one), 0)
        found = same[place] if place < len(same) else key
        return found.capitalize() if other[:1].isupper() else found

    def is_whole(self, keys: Iterable[str]) -> bool:
        """Whether these are all there are, or only some of those that make up the whole."""
        return self.is_closed and (not self.members or set(keys) <= {one[0] for one in self.members})


class Seen(NamedTuple):
    """A label that is a category by its words: the sort, what is the same for its spellings, and how it is written.

    is_part: it is marked as a part of the label before it (其中：中职).
    """

    sort: Sort
    key: str
    written: str
    is_part: bool = False


_AGE_ENGLISH = (
    r"(?:by[\s_]+)?(?:(?:single|five[\s-]year|5[\s-]year|individual|current|detailed|broad|mother'?s)[\s_]+)*"
    r"(?:years?[\s_]of[\s_])?ages?(?:[\s_-]?(?:group|class|band|range|bracket|interval|cohort)\w*)?(?:[\s_(].*)?"
)
AGE = Sort(
    "age", "年龄",
    regex(
        rf"年[龄齡齢](组|組|段|分组|分組|階級|阶级|阶层|层|级|别|各[岁歲歳])?(\([岁歲歳]\))?|연령(별|대|계층|계급)?|나이|{_AGE_ENGLISH}"
        r"|alter(sgruppen?|sklassen?)?|(?:groupe|tranche|classe)?d?'?âges?|edad(?:es)?|idade|età",
        re.IGNORECASE,
    ),
    is_closed=True,
)  # fmt: skip
"""Ages, which are told by their numbers."""

SORTS = (
    Sort(
        "sex", "性别",
        regex(r"性[别別]|男女[别別]|성별|(?:by)?(?:sex|gender)(?:es|s)?|geschlecht|sexe|sexo", re.IGNORECASE),
        (
            ("男", "男性", "男子", "남자", "남성", "male", "males", "men", "m"),
            ("女", "女性", "女子", "여자", "여성", "female", "females", "women", "f"),
        ),
        is_closed=True,
    ),
    Sort(
        "residence", "城乡", regex(r"城乡(类型|分类)?|residence|urbanisation|urbanization", re.IGNORECASE),
        (("城镇", "城市", "urban"), ("乡村", "农村", "rural")), is_closed=True,
    ),
    Sort(
        "industry", "产业", regex(r"三?次?产业(类型)?"),
        (("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产")), is_closed=True,
    ),
    Sort(
        "education", "受教育程度", regex(r"受?(教育|文化)程度|学历|education(level)?", re.IGNORECASE),
        every_member=regex(
            r"(未上过学|学前教育|不识字|小学|初中|高中|中专|大专|本科|大学专科|大学本科|大学|(硕士|博士)?研究生|硕士|博士)(及以[上下])?"
        ),
    ),
    Sort(
        "marital_status", "婚姻状况", regex(r"婚姻状况|marital(status)?", re.IGNORECASE),
        every_member=regex(r"未婚|有配偶|初婚有配偶|再婚有配偶|离婚|丧偶"),
    ),
    Sort(
        "registration", "户口性质", regex(r"户口(性质|类型|登记状况)"),
        every_member=regex(r"(非农业|农业|非农|居民)(户口|人口)?"),
    ),
    Sort(
        "nationality", "民族", regex(r"民族"), (("汉族",), ("少数民族",)),
        every_member=regex(r"(?!单一|混合|[二三四多各])[\u4e00-\u9fff]{1,6}族|未识别的?民族"), is_closed=True,
    ),
)  # fmt: skip

HEADED = regex(
    r"(行业|职业|产业|经济类型|(登记)?注册类型|案件|诉求|投诉|工单)(类别|类型|门类|名称|分类)?|类别|类型|种类"
    r"|(?!.*(?:area|region|geograph|location|territor|province|country|county|place|city|town|village|district|name))"
    r".*(?:type|method|sector|industry|purpose|occupation|religion|ethnicity|race|citizenship|mode)s?",
    re.IGNORECASE,
)
"""The headings of columns of labels that break down whatever they are called."""

_OF_AGE = r"(?:周?[岁歲歳]|세|(?:years?|yrs?\.?)(?:\s*(?:old|of\s*age))?)"
_AGES = (
    regex(rf"([0-9]{{1,3}})\s*{_OF_AGE}?\s*(?:[-~至到]|to)\s*([0-9]{{1,3}})\s*{_OF_AGE}?", re.IGNORECASE),
    regex(
        rf"([0-9]{{1,3}})\s*{_OF_AGE}?\s*(?:\+|及?以上|이상|(?:and|or|&)\s*(?:over|older|above|more))\s*{_OF_AGE}?()",
        re.IGNORECASE,
    ),
    regex(
        rf"()([0-9]{{1,3}})\s*{_OF_AGE}?\s*(?:及?以下|以内|이하|未満|未满|미만|(?:and|or)\s*(?:under|younger|less|below))",
        re.IGNORECASE,
    ),
    regex(rf"([0-9]{{1,3}})\s*{_OF_AGE}(?!.)", re.IGNORECASE),
    regex(rf"()(?:<|under|below|less\s*than)\s*([0-9]{{1,3}})\s*{_OF_AGE}?", re.IGNORECASE),
)
_SAYS_AGE = regex(r"[岁歲歳세]|years?\b|yrs?\b|(?<=[0-9])y(?:ea)?rs?", re.IGNORECASE)
_TERM = regex(r"[0-9]+\s*(?:years?|yrs?\.?)", re.IGNORECASE)
_KEY = regex(r"([0-9]+)-([0-9]+)")
_AGE_ALONE = regex(r"[0-9]{1,3}")


def plain_label(text: str) -> str:
    """A label without its footnote, its translation, and the sign that it is a part of another."""
    return heading_key(without_subitem(without_translation(normalise(without_footnote(text)[0]).strip()))).strip()


def age_span(word: str) -> Span | None:
    """The ages that a label says: (0, 14) for 0-14岁, (65, OLDEST) for 65岁及以上; None for other words."""
    text = normalise(word).replace("—", "-").replace("–", "-").replace("～", "~").strip()
    for number, pattern in enumerate(_AGES):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if number == 1:
            return int(match[1]), OLDEST
        if number == 2:
            # 14岁以下 leaves out 14 only where it does not say 及以下; 未満 always does.
            return 0, int(match[2]) - (0 if "及" in text or "이하" in text or text.isascii() else 1)
        if number == 4:
            return (0, int(match[2]) - 1) if int(match[2]) else None
        low, high = int(match[1]), int(match[match.lastindex or 1])
        return (low, high) if low <= high else None
    return None


def span_of_key(key: str) -> Span | None:
    """The ages that the key of a category says; None for what is none of them, such as an age not stated."""
    match = _KEY.fullmatch(key)
    return (int(match[1]), int(match[2])) if match is not None else None


def may_be_age(word: str) -> bool:
    """Whether a label below a heading of ages is one: a number alone, too."""
    return bool(age_of_number(word)) or age_span(word) is not None


PEOPLE = regex(r"人口|居民|死亡|population|deaths", re.IGNORECASE)
"""What is counted where classes of numbers that go on from 0 are ages."""

_SPEAKS_OF_AGES = regex(r"年龄|岁|\bage\b")


def may_be_ages(told: Sequence[str], labels: Iterable[Sequence[str]]) -> bool:
    """Whether numbers may be ages by the words around them, or where people are counted by what they are themselves."""
    if _SPEAKS_OF_AGES.search(normalise(" ".join(told)).lower()):
        return True
    return PEOPLE.search(" ".join(told)) is not None and any(map(follow_as_ages, labels))


def follow_as_ages(labels: Iterable[str]) -> bool:
    """Whether classes of numbers go on from 0 to an age of old people: 0-14, 15-64, 65+; sizes have other ends.

    A class of all of them, 0-120, is none of these."""
    spans = sorted({span for label in labels if (span := age_span(plain_label(label))) is not None})
    spans = [one for one in spans if one[0] or one[1] < max(high for _low, high in spans)]
    if len(spans) < FEWEST or spans[0][0] != 0:
        return False
    return spans[-1][0] in OLD and follow(spans)


def follow(spans: Iterable[Span]) -> bool:
    """Whether each class begins where the one before ends."""
    return all(high + 1 == low for (_first, high), (low, _last) in pairwise(spans))


def says_age(word: str) -> bool:
    """Whether a label says itself that its numbers are ages: 15-64岁, not 15-64, nor 1 year, which may be a term."""
    plain = normalise(word)
    return not _TERM.fullmatch(plain) and _SAYS_AGE.search(plain) is not None and age_span(word) is not None


def sort_of(word: str, *, may_be_age: bool) -> tuple[Sort, str] | None:
    """The sort that a plain label is a category of, and what is the same for all its spellings; None for other words.

    may_be_age: what stands beside it says that its numbers are ages.
    """
    if (says_age(word) or may_be_age) and (span := age_span(word)) is not None:
        return AGE, f"{span[0]}-{span[1]}"
    return next(((one, key) for one in SORTS if (key := one.key(word))), None)


def age_of_number(word: str) -> str:
    """The key of the age that a bare number is below a heading of ages; empty for what is none."""
    number = int(word) if _AGE_ALONE.fullmatch(word) else OLDEST
    return f"{number}-{number}" if number <= OLD.stop + 10 else ""


def heads_ages(heading: str) -> bool:
    """Whether a heading says that its column is of ages, and not that it is of their mean."""
    return AGE.heading.fullmatch(" ".join(normalise(heading).split())) is not None


def sort_headed(heading: str) -> Sort | None:
    """The sort that a heading says its column is of: 性别, 受教育程度, 行业; None for other headings."""
    if heads_ages(heading):
        return AGE
    plain = plain_label(heading)
    head = plain.lower()
    known = next((one for one in (AGE, *SORTS) if one.heading.fullmatch(head)), None)
    if known is not None:
        return known
    return Sort(head, plain, HEADED) if HEADED.fullmatch(head) else None
