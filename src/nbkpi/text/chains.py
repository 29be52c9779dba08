"""What each figure of a text counts, carried over clauses, lists and 分别, as readers carry it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nbkpi.text.lexicon import AGENTS, VERBS
from nbkpi.text.subjects import (
    Words,
    cleaned,
    head_of,
    is_bare_verb,
    is_rate_name,
    noun_of,
    split_verb,
    starts_with_verb,
    taken_apart,
)

_AND = re.compile(r"[、和与及,]|以及|(?:、|,)?(?:和|与|及)")
_LIST = re.compile(r"以及|[、和与及]")
_KINDS = ("项目", "企业", "产业", "工程", "渠道", "行业", "机构")
_OF_COUNTED = frozenset("面积 金额 总面积 总投资 总投资额 总市值 总金额 总长度 营业收入 总产值 产值".split())
"""Quantities that things just counted have: 海外仓63个，面积超240万平方米."""
_PART_OF = re.compile(r"(占|完成)([\u4e00-\u9fff]{2,10})$")
_LABEL = re.compile(r"(?:项目|类|渠道|方面)$")
_LABELLED = re.compile(r"([^,;。:]{2,12}):$")
_FRESH = re.compile(r"^(?:新登记|在册|新增|新建|累计)+")
_THAT = re.compile(r"(?:这一|该|这个|这项)(?:数字|数据|数|比例|指标|收入)?(?:变成|增长|上升)?$")
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:[率额量值]|收入|投资|面积|人数)(?=排名|居|位|列|方面|[的是为]|$)")
_SAID_OF_TAIL = re.compile(r"(?:已|正在|顺利|成功)*(?P<verb>(?:未|联合)?[\u4e00-\u9fff]{2})$")
_NO_NAME = re.compile(r"[后时中来]$|持平|相比")
_PER = re.compile(r"[日人户亩村月年周店企]均")
_ATTRIBUTE = re.compile(r"[A-H]股|[境省市县国][内外]|[外本]地|公立|民办|国有|民营")
_SUMMED_UP = re.compile(
    r"[0-9一二两三四五六七八九十]+[个大种类](?:环节|产业|行业|领域|板块|方面|类)(?=[\u4e00-\u9fff]*$)"
)
_BY_NUMBER = "一二三四五六七八九"


class Told(NamedTuple):
    """A figure with the words around it.

    core is what stands before it without names and periods, and without the noun of the figure before; is_of_noun:
    it goes on right behind that noun, is_behind: right behind that figure. tail is what stands behind, is_last: up to the end of the clause. before gives
    the words of the clauses between this one and the figure before. names are the row of names last spoken of.
    """

    words: str
    kind: str
    symbol: str
    core: str
    tail: str
    is_last: bool
    is_behind: bool
    is_of_noun: bool
    sentence: int
    group: int
    before: Callable[[], str]
    names: Sequence[str]
    years: Sequence[str]


class Subject(NamedTuple):
    """What a figure counts, how it relates to that, and which of a row of names or years it belongs to."""

    base: str
    said: str = ""
    name: str = ""
    year: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.base, self.said, self.year) if part)


class Chain:
    """Reads the figures of a text one after the other."""

    def __init__(self) -> None:
        self.found: list[Subject] = []
        self.told: list[Told] = []
        self.coming: list[Subject] = []
        self._begin()
        self.base = ""
        self.last_group = -2

    def _begin(self) -> None:
        """A new sentence."""
        self.topic = self.label = self.whole = self.counted = self.carried = ""
        self.acts: dict[str, str] = {}
        self.is_inside = False
        self.open_from: str | None = None
        self.share: tuple[str, str] | None = None

    def next(self, told: Told, row: int) -> Subject:
        """What the next figure counts; row is how many figures in a row begin with it."""
        if self.told and told.sentence != self.told[-1].sentence:
            self._begin()
        if self.coming:
            subject = self.coming.pop(0)
            self.base = subject.base or self.base
        else:
            subject = self._single(told, row)
        self.found.append(subject)
        self.told.append(told)
        return subject

    def _single(self, told: Told, row: int) -> Subject:
        if told.group >= 0:
            return self._of_structure(told)
        if "其中" in told.core or "其中" in told.before():
            self.is_inside, self.whole = True, self.base
        label = _LABELLED.search(told.before())
        if label is not None:
            self.label = cleaned(label[1]) if _LABEL.search(label[1]) else ""
        words = taken_apart(told.core, told.words, told.kind)
        subject = self._read(told, words)
        if row > 1:
            shared = self._shared(told, words, subject, row)
            subject, self.coming = shared[0], shared[1:]
        return subject

    def _of_structure(self, told: Told) -> Subject:
        position = 1
        while len(self.told) >= position and self.told[-position].group == told.group:
            position += 1
        if position == 1:
            self.last_group = self.told[-1].group if self.told and self.told[-1].group >= 0 else -2
        before = [place for place, one in enumerate(self.told) if one.group == self.last_group]
        if len(before) >= position and (not cleaned(told.core) or "调整" in told.core or position > 1):
            return self.found[before[position - 1]]
        if "产业" in told.core or position > 1 and self.found[-1].base.endswith("产业"):
            return Subject(f"第{_BY_NUMBER[(position - 1) % 9]}产业", "结构")
        base = cleaned(told.core).removesuffix("结构").removesuffix("比例") if position == 1 else self.base
        return Subject(base, "结构")

    def _read(self, told: Told, words: Words) -> Subject:
        base, said = words.base, words.said
        if words.is_whole and not words.is_separate:
            return Subject("", said)
        noun = noun_of(told.tail) if told.kind == "count" and not words.is_to else ""
        if noun and not said:
            base = self._counted(told, base, noun)
        elif self.share is not None and told.kind == "rate" and told.core == "的":
            (base, said), self.share = self.share, None
            return Subject(base, said)
        elif (
            told.tail == "的" and told.kind in ("count", "amount") and (part := _PART_OF.search(told.core)) is not None
        ):
            self.share = ("" if part[1] != "占" else self.base, f"{part[1]}{part[2]}")
            return Subject(cleaned(part[2]) or self.base)
        elif base and _THAT.fullmatch(base):
            base = self.base
        elif told.kind == "rate" and not base and not said and told.tail.startswith("的") and noun_of(told.tail[1:]):
            base = f"{noun_of(told.tail[1:])}占比"
        elif base:
            limit = self.told[-1].words if self.told and told.is_behind else ""
            base = (limit if limit.endswith(("以上", "以下")) else "") + self._completed(base, told)
        elif words.is_to and self.open_from is not None:
            base, said = self.base, f"{self.open_from} 现".strip()
        elif told.core == "、" and told.symbol.endswith("人") and self._goes_on(told):
            base = f"{self.base[:2]}人口"
        elif not said and told.core.strip(" 、,和") == "" and told.tail[:1] in ("已", "未") and self.counted:
            verb = told.tail[:3]
            base = f"{verb}{self.counted}" if verb[1:] in VERBS else self.base
        else:
            base = self._from_before(told, said) or self._same_as_before(told, said)
        self.open_from = None
        if words.is_from and not noun:
            self.open_from = said
            said = f"{said} 原".strip()
        fitted = self._fitting(base, said, told)
        self.base = base or self.base
        return Subject(fitted, said)

    def _counted(self, told: Told, base: str, noun: str) -> str:
        """The name of counted things where their noun stands behind the number."""
        if not base and re.fullmatch(r"[、,和]*", told.core) and self.carried:
            return f"{self.carried}{noun}"
        self.carried = ""
        rest = told.tail[len(noun) :]
        self.counted = noun
        if rest.startswith("的") and base and is_bare_verb(base):
            what = re.match(r"的([\u4e00-\u9fff]{2,12})", rest)
            if what is not None:
                return f"{base}{what[1]}的{noun}"
        if not base:
            verb = _SAID_OF_TAIL.fullmatch(rest.rstrip(" ,;。!?\n")) if told.is_last else None
            if verb is not None and verb["verb"][-2:] in VERBS:
                return f"{verb['verb']}{noun}"
            return noun
        if starts_with_verb(base) or is_bare_verb(base):
            self.carried = base[:2] if starts_with_verb(base) else ""
            return f"{base}{noun}"
        return f"{base[-2:] if base[:-2].endswith(AGENTS) and starts_with_verb(base[-2:]) else base}{noun}"

    def _completed(self, base: str, told: Told) -> str:
        """A name with what an ellipsis leaves to the words before."""
        if self.label and (is_bare_verb(base) or head_of(base) or is_rate_name(base)):
            return f"{self.label}{base}"
        if told.is_of_noun and is_bare_verb(base) and told.symbol == self.told[-1].symbol:
            return f"{base}{self.counted}"
        if told.is_of_noun and (base == head_of(base) or (is_rate_name(base) and len(base) < 6)):
            return f"{self.base}{base}"
        if self.is_inside and _ATTRIBUTE.fullmatch(base) and told.kind == "count" and self.whole:
            return f"{base}{self.whole}"
        if base in _OF_COUNTED and self.told and self.told[-1].kind == "count" and self._is_thing(self.base):
            return f"{self.base}{base}"
        if _PER.fullmatch(base) and self.base:
            return f"{base}{self.base}"
        if base in ("增速", "增幅", "降幅", "平均") and self.base:
            return self.base if base == "平均" else f"{self.base}{base}"
        if re.fullmatch("(?:已|仅)?完成", base) and told.kind == "rate":
            return "完成率"
        if base == "累计":
            return f"累计{_FRESH.sub('', self.base)}"
        if self._goes_on(told) and not starts_with_verb(base):
            return f"{self.base[:2]}{base}"
        if is_bare_verb(base):
            verb = base[-2:]
            if verb in self.acts:
                return self.acts[verb]
            return f"{self.topic}{base}" if self.topic else base
        if base == "完成投资" and self.base.endswith(("项目", "工程")):
            return f"{self.base}{base}"
        thing, _verb = split_verb(base)
        if thing and not starts_with_verb(thing):
            self.topic = thing
        elif starts_with_verb(base):
            self.acts[base[:2]] = base
        elif base.startswith(("需完成", "完成")) and not is_rate_name(base):
            self.acts["完成"] = base.removeprefix("需")
        if base.endswith("拥有") and self.base:
            return f"{base}{_FRESH.sub('', self.base)}"
        return base

    def _same_as_before(self, told: Told, said: str) -> str:
        """What was counted before, unless this is in another unit and nothing is said of it."""
        if said or told.core or told.kind == "rate" or not self.told or told.symbol == self.told[-1].symbol:
            return self.base
        return "" if told.sentence != self.told[-1].sentence else self.base

    def _goes_on(self, told: Told) -> bool:
        """Whether a figure is one more of what was done, in a row: 涉及劳动者1750人、金额2860万元."""
        is_more = told.core.startswith("、") and told.kind in ("count", "amount")
        return is_more and starts_with_verb(self.base) and len(self.base) > 2

    def _is_thing(self, name: str) -> bool:
        """Whether this names things that are counted, and not what was done."""
        return len(name) > 1 and not any(name[place : place + 2] in VERBS for place in range(len(name) - 1))

    def _from_before(self, told: Told, said: str) -> str:
        """What the clause before names, when no figure of its own follows it there."""
        before = told.before()
        if not before or said:
            return ""
        named = _NAMED.findall(before)
        if named:
            return cleaned(named[-1])
        name = cleaned(re.sub(r"^.*[,;。:]", "", before.rstrip(",:; ")))
        if told.kind == "count" and name.endswith("中"):
            name = name[:-1]
        is_name = 1 < len(name) <= 8 and not starts_with_verb(name) and not _NO_NAME.search(name)
        return name if is_name else ""

    def _fitting(self, base: str, said: str, told: Told) -> str:
        """The name with the quantity it is of, where the whole says it: 民营企业增长8.8%."""
        last = self.found[-1].said if self.found else ""
        if told.kind == "points" and said and base == self.base:
            if last.startswith("占") and not base.endswith("占比"):
                return f"{base}占比"
            if re.match(r"[高低快慢]于|超过", said) and re.search(r"增长|下降", last):
                return f"{base}增速"
        own = base and base != self.base
        if self.is_inside and own and said and told.kind == "rate" and not head_of(base) and not said.startswith("占"):
            return base + head_of(self.whole)
        if self.is_inside and own and not said and told.kind == "rate" and not is_rate_name(base):
            return f"{base}占比" if not any(base[at : at + 2] in VERBS for at in range(len(base))) else base
        return base

    def _shared(self, told: Told, words: Words, subject: Subject, row: int) -> list[Subject]:
        """One subject for each figure of a row."""
        names = self._names(told, words, row)
        if names is not None:
            return [Subject(name, subject.said) for name in names]
        base = words.behind or subject.base
        if len(told.years) == row:
            return [Subject(base, subject.said, "", year) for year in told.years]
        if len(told.names) == row and (words.is_separate or len(self.found) and self.found[-1].name == told.names[-1]):
            return [Subject(base, subject.said, name) for name in told.names]
        if not words.base and (words.is_separate or subject.said):
            levels = [
                one for one, told_ in zip(self.found, self.told, strict=True) if told_.sentence >= told.sentence - 1
            ]
            levels = [one for one in levels if not one.said or one.said == "占比"][-row:]
            levels = [one for one in levels if not one.said]
            if len(levels) == row and len({(one.base, one.name) for one in levels}) > 1:
                return [Subject(one.base, subject.said, one.name) for one in levels]
        return [subject] * row

    def _names(self, told: Told, words: Words, row: int) -> list[str] | None:
        """The names of a list before 分别, each with the quantity that only the last says."""
        parts = [part for part in _LIST.split(_SUMMED_UP.sub("", words.base)) if part]
        if len(parts) != row or row < 2:
            return None
        last = parts[-1]
        head = head_of(last) or next((kind for kind in _KINDS if last.endswith(kind)), "")
        if head and len(last) > len(head) and not any(part.endswith(head) for part in parts[:-1]):
            parts = [*(part + head for part in parts[:-1]), last]
        if parts[0].startswith("对"):
            parts = [part if part.startswith("对") else f"对{part}" for part in parts]
        return [part + words.behind for part in parts]


def rows(told: Sequence[tuple[str, str]]) -> list[int]:
    """For each figure, given its lead and symbol, how many in a row begin with it: 204件、875件和960件 are 3, 1 and 1."""
    lengths = [1] * len(told)
    first = 0
    for place in range(1, len(told)):
        lead, symbol = told[place]
        if symbol == told[place - 1][1] and _AND.fullmatch(lead.strip()):
            lengths[first] += 1
        else:
            first = place
    return lengths
