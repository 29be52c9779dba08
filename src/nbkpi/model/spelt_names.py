"""Names of entities as they are written elsewhere: padded for print, behind their town, before their office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from nbkpi.figure.characters import normalise
from nbkpi.model.kinds import KINDS, SUFFIXES, level_of
from nbkpi.model.names import Directory
from nbkpi.model.records import Entity
from nbkpi.patterns import regex

_OFFICES = ("村民委员会", "社区居民委员会", "社区居委会", "居民委员会", "村委会", "居委会", "委员会", "委会",
            "街道办事处", "街道办", "人民政府")  # fmt: skip
"""The offices of places, those of villages and communities by the organic laws of the committees of both."""
_ENDS = ("委会", "委员会", "街道办事处", "街道办", "人民政府")
_BODY = {"村民委员会": "村", "村委会": "村", "社区居民委员会": "社区", "社区居委会": "社区", "居民委员会": "社区",
         "居委会": "社区", "街道办事处": "街道", "街道办": "街道"}  # fmt: skip
"""What the places are called whose offices these are, where their names do not say it twice."""
_SEPARATORS = regex(r"[/\\|>→、,，·・\s]+|(?<=[\u4e00-\u9fff])[-–—_]+(?=[\u4e00-\u9fff])")
_LONGEST = 100
"""A longer text is no name with others before it."""
_BLANKS = regex(r"[\s\u200b\ufeff]+")
_CHINESE = regex(r"[\u4e00-\u9fff]")
_OTHER_WORDS = regex("[A-Z][a-z]{2,}|[a-z]{4,}")
"""What words of another language have, and units and abbreviations have not: kWh, GDP."""
_TRANSLATED = regex(
    r"(?P<chinese>[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*?)(?:\s+|\s*/\s*)(?P<other>[A-Za-z][A-Za-z0-9\s'’.,&()%/-]*)"
)
"""Chinese, and behind it the same in words of another language: 东村 East Village, but not 人均 GDP."""


@lru_cache(maxsize=4096)
def without_translation(text: str) -> str:
    """The Chinese of a label or heading that has another language beside it; other texts as they are."""
    if text.isascii() or not _OTHER_WORDS.search(text):
        return text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    chinese = [line for line in lines if has_chinese(line)]
    if len(chinese) < len(lines) and chinese and not any(_OTHER_WORDS.search(line) for line in chinese):
        others = [line for line in lines if not has_chinese(line)]
        return "".join(chinese) if all(map(_OTHER_WORDS.search, others)) else text
    match = _TRANSLATED.fullmatch(" ".join(lines))
    return match["chinese"].strip() if match is not None and _OTHER_WORDS.search(match["other"]) else text


def is_foreign(text: str) -> bool:
    """Whether words are in Latin letters and have no Chinese among them."""
    return bool(re.search("[A-Za-z]{2}", text)) and not has_chinese(text)


def has_chinese(text: str) -> bool:
    """Whether there is Chinese among words."""
    return _CHINESE.search(text) is not None


def plain_name(text: str) -> str:
    """What of a name counts when it is looked for as it may be written elsewhere: neither blanks nor width nor case."""
    return _BLANKS.sub("", normalise(text)).casefold()


class SpeltNames:
    """The entities of a directory by their names as they may be written elsewhere; those added later are found too."""

    def __init__(self, directory: Directory[Entity]) -> None:
        self.directory = directory
        self._by_name: dict[str, list[Entity]] = {}
        self._by_code: dict[str, list[Entity]] = {}
        self._taken = 0

    def meant(self, text: str) -> list[Entity]:
        """Every entity that a name may mean which is exactly that of none, by the first reading that leads to any.

        Readings: the name without blanks for print; its Chinese, where another language stands beside it; without
        村委会 and the like behind it; behind what it lies within, with or without a separator; with or without the word
        for its kind, where only one fits. Nothing is cut from a name of which a part is not understood.
        """
        self._index()
        for name in dict.fromkeys((text, without_translation(text))):
            for found in (self._named(plain_name(name)), self._within(name)):
                if found:
                    return found
        found = self.of_its_kind(text)
        return found if len(found) == 1 else []

    def of_its_kind(self, text: str) -> list[Entity]:
        """Every entity that is called so with or without the word for what it is: 前湾村 for the village 前湾."""
        self._index()
        name, found = plain_name(text), list[Entity]()
        written, is_chinese = normalise(text).casefold(), has_chinese(text)
        for end, word, level in _words_for_kinds():
            is_behind = name.endswith(word) and name != word and written.endswith(end)
            others = [(name + word, end)] if has_chinese(end) == is_chinese and len(name) > 1 else []
            for one, behind in (*others, *([(name.removesuffix(word), "")] if is_behind else [])):
                found += (
                    entity
                    for entity in self._by_name.get(one, ())
                    if level_of(entity.kind) == level and _ends_with(entity, one, behind)
                )
        return list(dict.fromkeys(found))

    def split(self, text: str) -> tuple[Entity | None, str]:
        """The only entity whose name a new name has in front, and the rest; None and the whole where there is none."""
        *above, last = [part for part in _SEPARATORS.split(normalise(text)) if part]
        if above:
            found = self.meant("".join(above))
            return (found[0], last) if len(found) == 1 else (None, text)
        self._index()
        for end in range(len(text) - 2, 1, -1) if len(text) <= _LONGEST else ():
            found = self._by_name.get(plain_name(text[:end]), [])
            if len(found) == 1:
                return found[0], text[end:]
        return None, text

    def coded(self, code: str) -> list[Entity]:
        """Every entity of this code."""
        self._index()
        return self._by_code.get(code, [])

    def codes_like(self, code: str) -> list[str]:
        """The codes that differ from a number only by zeros at the front: spreadsheets make 301 of 0301."""
        self._index()
        return [one for one in self._by_code if code.isdecimal() and one.lstrip("0") == code.lstrip("0")]

    def _index(self) -> None:
        known = self.directory.by_id
        for entity in islice(known.values(), self._taken, None) if len(known) > self._taken else ():
            for name in dict.fromkeys(map(plain_name, (entity.name, *entity.aliases))):
                self._by_name.setdefault(name, []).append(entity)
            if entity.code:
                self._by_code.setdefault(entity.code, []).append(entity)
        self._taken = len(known)

    def _named(self, name: str) -> list[Entity]:
        """The entities of a name without blanks, or else of what its office is called after."""
        for one in dict.fromkeys((name, *_without_office(name))):
            found = self._by_name.get(one)
            if found:
                return found
        return []

    def _within(self, text: str) -> list[Entity]:
        """The entities whose name stands behind those of some of what they lie within, and nothing else."""
        if len(text) > _LONGEST:
            return []
        whole = plain_name(_SEPARATORS.sub("", normalise(text)))
        for one in dict.fromkeys((whole, *_without_office(whole))):
            for start in range(1, len(one)):
                found = [entity for entity in self._by_name.get(one[start:], ()) if _spells(one[:start], entity)]
                if found:
                    return found
        return []


@cache
def _words_for_kinds() -> tuple[tuple[str, str, str], ...]:
    """What stands behind the names of places of a kind, the same without its blanks, and the level of the kind."""
    ends = (*SUFFIXES, *((f" {kind}", kind) for kind in KINDS))
    return tuple((end, plain_name(end), level_of(kind)) for end, kind in ends)


def _without_office(name: str) -> Iterator[str]:
    """A name without the office behind it: 东村村委会 and 东村委会 are those of 东村, 花园居委会 that of 花园社区."""
    for office in _OFFICES if name.endswith(_ENDS) else ():
        bare = name.removesuffix(office)
        if bare not in ("", name):
            if not bare.endswith(("村", "社区")) and office in _BODY:
                yield bare + _BODY[office]
            if len(bare) > 1:
                yield bare
            return


def with_kind(entity: Entity) -> Iterator[str]:
    """Chinese names of a place with the word for what it is behind them, where they have none: 前湾村 of 前湾."""
    ends = [end for end, kind in SUFFIXES if kind == entity.kind and kind in KINDS]
    for name in (entity.name, *entity.aliases):
        if has_chinese(name) and not any(name.endswith(end) for end, _kind in SUFFIXES):
            yield from (name + end for end in ends)


def _ends_with(entity: Entity, name: str, end: str) -> bool:
    """Whether a name of an entity, which is this without its blanks, has these words behind it."""
    names = (normalise(one).casefold() for one in (entity.name, *entity.aliases))
    return any(plain_name(one) == name and one.endswith(end) for one in names)


def _spells(text: str, entity: Entity) -> bool:
    """Whether a text is nothing but names of what an entity lies within, from the outermost, gaps allowed."""
    rest = {text}
    for ancestor in entity.ancestors():
        names = [plain_name(name) for name in (ancestor.name, ancestor.id, *ancestor.aliases)]
        rest |= {one.removesuffix(name) for one in rest for name in names if name and one.endswith(name)}
    return "" in rest
