"""Who figures are about: the names a book knows, and what looks like the name of a place or a company."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from nbkpi.book.book import Book

_SUFFIX = (
    "街道|社区|集团|公司|合作社|开发区|高新区|新区|园区|自治县|自治区|自治州|学院|大学|医院|银行|水库|码头|港区|市场"
    "|市|县|区|镇|乡|村|省|厂|局|所"
)
_HAN = "零〇一二两三四五六七八九十百千万"
_LIKE_A_NAME = re.compile(rf"[\u4e00-\u9fff·]{{1,12}}?(?:{_SUFFIX})(?![民级域内外间务场长际区县道委府政属局所])")
_WORDS_BEFORE = re.compile(
    r".*(?:其中|今年|去年|上年|以来|目前|截至|全年|位于|来自|走进|通过|如|以及|此外|同时|帮助|带动|成为|建设|打造|推动|实现|完成"
    r"|[的在与和及或是为从到向对把被让由于等了着过也都又还就将已年月日个家名位条项件有比较给以])",
    re.DOTALL,
)
_GENERIC = re.compile(
    rf"[全各该本每某我多数几哪这那两新老旧大小]|[{_HAN}]+[个家座条]?$|(?:行政|自然|建制|试点|示范|重点|先进|农|乡|山|城|郊|"
    r"社|小|校|厂|地|辖|片|库|景|灾|疫|贫困|薄弱|经济|工业|产业|住宅|安置|居住|商业|功能|保税|旅游|农业|特色|美丽|未来|共富)+$"
)
WHOLE = re.compile(r"(?:全|我|本|该)(?:市|县|区|镇|乡|村|省|国|街道|社区)")


_FIRST_WORDS = re.compile(r"(?:^|[。!?\n;])\s*([\u4e00-\u9fffA-Za-z“”·]{2,9})$")
_NO_NAME = re.compile(r"其中|截至|截止|到|据|而|但|从|自|在|以来|今年|去年|全年|累计|目前|[的了着一二三四五六七八九十]")


class Place(NamedTuple):
    """A name in a text; is_known: the book has it."""

    start: int
    end: int
    name: str
    is_known: bool


def names_of(book: Book) -> dict[str, list[str]]:
    """Every name and alias of the entities of a book by its first character, the longest first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in book.entities:
        for name in (entity.name, *entity.aliases):
            if len(name) > 1:
                found[name[0]].add(name)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}


def places_in(text: str, known: dict[str, list[str]]) -> Iterator[Place]:
    """Every name in a normalised text, in order; those of the book come before what only looks like one."""
    listed = list(_known(text, known)) if known else []
    ahead = iter(listed)
    following = next(ahead, None)
    at = 0
    for match in _LIKE_A_NAME.finditer(text):
        while following is not None and following.start < match.end():
            yield following
            at, following = following.end, next(ahead, None)
        if match.start() < at:
            continue
        place = _as_name(match)
        if place is not None:
            yield place
    while following is not None:
        yield following
        following = next(ahead, None)


def named_first(text: str, at: int) -> Place | None:
    """What a sentence begins with right before a period at this place: 海晟新材 2024年…; None where that is no name."""
    match = _FIRST_WORDS.search(text, max(0, at - 12), at)
    if match is None or _NO_NAME.search(match[1]) or WHOLE.match(match[1]):
        return None
    return Place(match.start(1), match.end(1), match[1].strip("“”"), False)


def _known(text: str, known: dict[str, list[str]]) -> Iterator[Place]:
    starts = re.compile("[" + "".join(map(re.escape, known)) + "]")
    at = 0
    while (match := starts.search(text, at)) is not None:
        place = match.start()
        name = next((one for one in known[match[0]] if text.startswith(one, place)), None)
        if name is not None:
            yield Place(place, place + len(name), name, True)
        at = place + (len(name) if name else 1)


def _as_name(match: re.Match[str]) -> Place | None:
    """What is left of a match without the words before the name; None when it names nothing."""
    words = match[0]
    whole = WHOLE.search(words)
    if whole is not None and whole.end() == len(words):
        return Place(match.start() + whole.start(), match.end(), whole[0], False)
    cut = _WORDS_BEFORE.match(words[:-1])
    start = cut.end() if cut else 0
    name = words[start:]
    suffix = re.search(rf"(?:{_SUFFIX})$", name)
    stem = name[: suffix.start()] if suffix else ""
    if (
        not 1 <= len(stem) <= 8
        or _GENERIC.match(stem)
        or (len(stem) == 1 and len(name) == 2 and name[-1] in "所局厂区")
    ):
        return None
    return Place(match.start() + start, match.end(), name, False)
