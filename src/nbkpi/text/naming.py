"""What looks like a name of a place, an office, a company, a body or a project: by its ending and the words around."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from nbkpi.text.names import LIGHT, QUANTITIES, VERBS, has_verb
from nbkpi.text.vocabulary import pattern, words

_OFFICES = words("own_offices") + words("offices")
_AREAS = frozenset(words("areas"))
_OWN = frozenset(words("own"))
"""What is not the place it is named after: 强村公司."""
WHOLE = pattern("whole")
_MEASURED = tuple(one for one in QUANTITIES if len(one) > 1)
COMPARED = pattern("compared_naming")
"""What stands behind a name that something is only compared with."""
LONGEST_STEM = 4
"""Before 市, 县, 区, 镇, 乡 or 村 a name has no more characters, unless it is written by its sound."""
REACH = 24
"""A name has no more characters."""


class NameForm(NamedTuple):
    """A name: where it begins and ends; is_bare: only an ending, such as 公司."""

    start: int
    end: int
    is_bare: bool = False


_RANKS = ("国", "省", "市县区", "镇乡道", "村社")
NO_PLACE = len(_RANKS)
"""The rank of what is no place that is run by somebody."""


def rank_of(name: str) -> int:
    """How far down a name stands: 0 the country, 4 a village, NO_PLACE what is none."""
    last = name[1] if WHOLE.fullmatch(name) else name[-1]
    if name.endswith("社区"):
        return 4
    is_short = pattern("short").fullmatch(name) is not None
    return next((rank for rank, ends in enumerate(_RANKS) if last in ends), 2 if is_short else NO_PLACE)


def is_area(name: str) -> bool:
    """Whether a name ends like that of a place or an office."""
    return pattern("of_area").search(name) is not None


def name_at(text: str, at: int, periods: Container[int], is_first: bool) -> NameForm | None:
    """The name that a clause begins with here; is_first: a sentence begins with it. periods are where periods begin."""
    ministry, whole = pattern("ministry").match(text, at), WHOLE.match(text, at)
    if ministry is not None:
        return None if pattern("published").match(text, ministry.end()) else NameForm(at, ministry.end())
    if whole is not None:
        return None if COMPARED.match(text, whole.end()) else NameForm(at, whole.end())
    return (_first_name(text, at) if is_first else None) or _name_in(text, at, periods, is_first)


def _first_name(text: str, at: int) -> NameForm | None:
    """A hotline, or a name in quotes, that a sentence begins with."""
    hotline, quoted = pattern("hotline_of").match(text, at), pattern("quoted_name").match(text, at)
    if hotline is not None:
        return NameForm(at, hotline.end())
    return NameForm(quoted.start(1), quoted.end(1)) if quoted is not None else None


def _name_in(text: str, at: int, periods: Container[int], is_first: bool) -> NameForm | None:
    """The name that the words up to the next border begin with."""
    border = pattern("border").search(text, at, at + REACH)
    window = text[at : border.start() if border is not None else at + REACH]
    line = pattern("line").match(text, at + len(window)) if window else None
    if line is not None:
        return NameForm(at, line.end())
    end = _company(text, at, window, periods)
    if end:
        return NameForm(at, end)
    length = _length(text, at, window, is_first)
    of_city = pattern("of_city").match(text, at)
    if of_city is not None and of_city.end() - at > length:
        return NameForm(at, of_city.end())
    short = pattern("short").match(window)
    if short is not None and (short.end() >= length or has_verb(window[short.end() : length])):
        return NameForm(at, at + short.end())
    is_publisher = window[:length].endswith(words("publishers")) and pattern("published").match(text, at + length)
    if is_publisher or (length and pattern("signed").match(text, at + length)):
        length = _place_of_publisher(text, at, window, length)
    return NameForm(at, at + length, pattern("kind").fullmatch(window[:length]) is not None) if length else None


def _place_of_publisher(text: str, at: int, window: str, length: int) -> int:
    """How long the place is that a name of a publisher begins with; 0 where it begins with none."""
    ends = (
        one.end()
        for one in pattern("kind").finditer(window, 1, length)
        if one[0] in "市县区省"
        and not pattern("another_word").match(text, at + one.start())
        and window[one.start() - 1] != one[0]  # 江南区区委
    )
    return max(ends, default=0)


def _company(text: str, at: int, window: str, periods: Container[int]) -> int:
    """Where the short name of a company ends; 0 where there is none."""
    company = pattern("company").match(window)
    if company is None or pattern("no_company").match(window) or _is_verb(window, 0):
        return 0
    end = at + company.end()
    does = (
        end in periods or (_is_verb(text, end) and not text.startswith("服务", end)) or pattern("does").match(text, end)
    )
    return end if does else 0


def _is_verb(text: str, at: int) -> bool:
    return text[at : at + 2] in VERBS or text.startswith(LIGHT, at)


def _length(text: str, at: int, window: str, is_first: bool) -> int:
    """How long the name that a clause begins with is; 0 where it begins with none."""
    length = area = 0
    for match in pattern("kind").finditer(window):
        start, end = match.span()
        is_next = start == length and (match[0] in _OWN or pattern("area").fullmatch(match[0]) is not None)
        is_office = match[0] in _OFFICES and start <= length + 6 and not has_verb(window[length:start])
        if length and not (start < length or is_next or is_office or match[0] in ("工程", "项目")):
            continue
        is_bare = is_first and _is_bare(match[0]) and not pattern("another_word").match(text, at)
        is_name = _is_name(window[:start], match[0], text, at + end) if start else is_bare
        starts_well = bool(length) or not _is_verb(window, 0)
        if not (is_name and starts_well):
            continue
        if match[0] in _AREAS:
            length = area = end
        elif not pattern("figure_next").match(text, at + end):
            length = end
        elif match[0] in _OFFICES:
            length = area  # 江海县公安局12件: what is counted.
    return length


def _is_bare(kind: str) -> bool:
    """Whether an ending alone is what a sentence can be about: 平台, 合作社, 园区."""
    return len(kind) > 1 and not pattern("area").fullmatch(kind) and kind not in ("项目", "工程")


def _is_stem(stem: str, kind: str, text: str, end: int) -> bool:
    """Whether the name of a county, town or village is short enough, and 青云镇村 no town with its villages."""
    if len(stem) > LONGEST_STEM and not pattern("by_sound").fullmatch(stem):
        return False
    return stem[-1] + kind != "镇村" or pattern("alone").match(text, end) is not None


def _is_name(stem: str, kind: str, text: str, end: int) -> bool:
    """Whether a stem with an ending is a name of its own: 东山村, but not 空壳村, 村民 or 城镇."""
    if stem == "某":
        return pattern("area").fullmatch(kind) is not None
    if len(stem) > 12 or not stem or pattern("generic").fullmatch(stem) or pattern("no_part_of_name").search(stem):
        return False
    if pattern("single").fullmatch(kind) and not _is_stem(stem, kind, text, end):
        return False
    if pattern("another_word").match(text, end - len(kind)) or pattern("no_pair").fullmatch(stem[-1] + kind):
        return False
    if len(stem) < 2 and pattern("another_office").match(text, end - len(kind)):
        return False
    if kind in ("省", "自治区"):
        return (pattern("province").match if kind == "自治区" else pattern("province").fullmatch)(stem) is not None
    if not pattern("area").fullmatch(kind):
        return len(stem) > 1 or kind not in ("项目", "工程")
    if pattern("generic_area").fullmatch(stem):
        return False
    return len(kind) > 1 or not (has_verb(stem[1:]) or any(one in stem for one in _MEASURED))
