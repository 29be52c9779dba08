"""What each figure of a text counts, carried over clauses, lists and 分别, as readers carry it."""

from __future__ import annotations

from nbkpi.text.names import (
    AGENTS,
    VERBS,
    cleaned,
    has_verb,
    head_of,
    is_bare_verb,
    is_rate,
    noun_of,
    starts_with_verb,
)
from nbkpi.text.spoken_of import SpokenOf
from nbkpi.text.subjects import CHANGE, Words, taken_apart
from nbkpi.text.told import Subject, Told, listed_names
from nbkpi.text.vocabulary import pattern, words

_ONLY_THERE = words("only_there")
_NEW = ("新增", "增加", "减少", "净增")
_PLACES = ("镇", "乡", "村", "县", "区", "市", "省", "街道", "社区")
_MOST = pattern("most")
_BY_NUMBER = "一二三四五六七八九"
_BACK = 40
"""So many figures back are looked at."""


class Chain(SpokenOf):
    """Reads the figures of a text one after the other, and remembers of a sentence what later clauses leave out."""

    def _to_depth(self, depth: int) -> None:
        """Into brackets, or out of them to what was spoken of before."""
        while len(self.outside) < depth:
            self.outside.append((self.base, self.counted, self.carried))
        while len(self.outside) > depth:
            self.base, self.counted, self.carried = self.outside.pop()

    def next(self, told: Told, row: int) -> Subject:
        """What the next figure counts; row is how many figures in a row begin with it."""
        if self.told and told.sentence != self.told[-1].sentence:
            self.begin()
        self._to_depth(told.depth)
        if self.coming:
            subject = self._of_row(self.coming.pop(0), told)
        elif told.group >= 0:
            subject = self._of_structure(told)
        else:
            subject = self._first(told, row)
        self.found.append(subject)
        self.told.append(told)
        return subject

    @property
    def scope(self) -> str:
        """The label of the list that is gone through, or what 其中 is a part of; empty outside of both."""
        return self.label or (self.whole if self.is_inside else "")

    def _first(self, told: Told, row: int) -> Subject:
        """A figure that stands alone or is the first of a row."""
        before = told.before
        if "其中" in told.core or "其中" in before:
            self.is_inside, self.whole = True, self.base
        label = pattern("labelled").search(before) if before else None
        if label is not None:
            self.label = cleaned(label[1]) if pattern("label").search(label[1]) else ""
        apart = taken_apart(told.core, told.words, told.kind)
        subject = self._read(told, apart)
        if row > 1:
            subject, *self.coming = _of_industries(self._shared(told, apart, subject, row))
        return subject

    def _of_row(self, subject: Subject, told: Told) -> Subject:
        """A further figure of a row; 同比分别增长2%和下降3% change in ways of their own."""
        self.base = subject.base or self.base
        own = taken_apart(told.core, told.words, told.kind).said if len(told.core) > 2 else ""
        since = pattern("since_chains").match(subject.said) if own else None
        return subject._replace(said=f"{since[0] if since is not None else ''}{own}") if own else subject

    def _of_structure(self, told: Told) -> Subject:
        """One share of a:b:c; the parts of a second structure are those of the first."""
        groups = [one.group for one in self.told[-_BACK:]]
        position = len(groups) - groups.index(told.group) if told.group in groups else 0
        earlier = groups[-position - 1] if len(groups) > position else -1
        if earlier >= 0 and (position or "调整" in told.core or not cleaned(told.core)):
            same = [place for place, group in enumerate(groups) if group == earlier]
            return self.found[-len(groups) :][same[min(position, len(same) - 1)]]
        if "产业" in told.core or (position and self.found[-1].base.endswith("产业")):
            return Subject(f"第{_BY_NUMBER[position % 9]}产业", "结构")
        base = self.base if position else cleaned(told.core).removesuffix("结构").removesuffix("比例")
        return Subject(base, "结构")

    def _read(self, told: Told, apart: Words) -> Subject:
        """The subject by the words before the figure, or by those behind it, or else by what came before."""
        said = apart.said
        if (given := self._given(told, apart)) is not None:
            return given
        noun = "" if apart.is_to else told.noun
        if apart.is_to and not apart.base and self.open_from is not None:
            base, said = self.base, f"{self.open_from} 现".strip()
        else:
            base = self._base(told, apart, noun)
        self.open_from = None
        if apart.is_from and not noun:
            self.open_from, said = said, f"{said} 原".strip()
        subject = Subject(self._fitting(base, said, told), said)
        if self.base and pattern("of_plan").fullmatch(base) is not None:
            is_share = told.kind == "rate" and bool(apart.base)
            return Subject(self.base, base) if is_share else subject._replace(base=base.removeprefix("为"))
        self.base = base or self.base
        return subject

    def _given(self, told: Told, apart: Words) -> Subject | None:
        """The subject where what stands around the figure gives all of it; None elsewhere."""
        if apart.is_whole and not apart.is_separate:
            return Subject(self.base if pattern("of_plan").fullmatch(apart.said) else "", apart.said)
        if not apart.base and (level := self._also_changed(told, apart.said)) is not None:
            return level
        if pattern("held_against").fullmatch(told.core) and pattern("against_it").match(told.tail):
            return Subject(self.base)
        if self.share is not None and told.kind == "rate" and told.core == "的":
            subject, self.share = self.share, None
            return subject
        return self._of_what_follows(told, apart) if told.kind in ("count", "amount") else None

    def _of_what_follows(self, told: Told, apart: Words) -> Subject | None:
        """减少20万吨废液, and 为预算20万元的30%, of which the share is told next."""
        is_done = not apart.base and (apart.said in _NEW or (bool(apart.said) and told.kind == "amount"))
        behind = noun_of(told.tail) if is_done else ""
        if len(behind) > 1:
            self.base = f"{apart.said}{behind}"
            return Subject(self.base)
        part = pattern("part_of").search(told.core) if told.tail == "的" else None
        if part is None:
            return None
        whole, is_said = part["whole"], bool(part["way"].strip("("))
        if not is_said and not pattern("of_plan").fullmatch(whole):
            return None
        self.share = Subject("" if part["way"] == "完成" else self.base, part[0] if is_said else f"为{whole}")
        return Subject(cleaned(whole) or self.base)

    def _also_changed(self, told: Told, said: str) -> Subject | None:
        """减少26起、440人: what was counted in the unit of each changed."""
        last = self.found[-1].said if self.found and told.core == "、" else ""
        if CHANGE.search(said or last) is None or told.kind not in ("count", "amount") or told.noun:
            return None
        near = zip(reversed(self.found[-_BACK:]), reversed(self.told[-_BACK:]), strict=True)
        of_sentence = ((one, each.symbol) for one, each in near if each.sentence == told.sentence)
        levels = [(one, symbol) for one, symbol in of_sentence if not one.said]
        same = next((one for one, symbol in levels if symbol == told.symbol), None)
        if same is None or levels[0][1] == told.symbol:
            return None if same is None or said else Subject(same.base, last, same.name)
        return Subject(same.base, said or last, same.name)

    def _base(self, told: Told, apart: Words, noun: str) -> str:
        """What is counted."""
        is_nothing = apart.base in _ONLY_THERE or pattern("ranks").fullmatch(apart.base) is not None
        base, said = "" if is_nothing else apart.base, apart.said
        if told.tail.startswith("口") and told.symbol.endswith("人"):
            return "人口"
        if noun and not said:
            return self._counted(told, base, noun)
        if not base:
            found = _MOST.sub("", self.base) if said else self._unsaid(told)
            return found or (told.symbol if told.symbol in _PLACES else "")
        base = "最高" if base == "最" else base
        is_alike = bool(self.told) and self.told[-1].kind == told.kind == "rate"
        if _MOST.fullmatch(base) and (_MOST.search(self.base) or is_alike):
            return _MOST.sub("", self.base) + base
        if pattern("that").fullmatch(base):
            return self.base
        limit = self.told[-1].words if self.told and told.is_behind else ""
        return (limit if limit.endswith(("以上", "以下")) else "") + self.completed(base, told)

    def _unsaid(self, told: Told) -> str:
        """What is counted where the words right before the figure say nothing."""
        if told.kind == "rate" and told.tail.startswith("的") and (of := noun_of(told.tail[1:])):
            return f"{of}占比"
        if pattern("some_of").search(told.words) and not told.core and (of := noun_of(told.tail)):
            return f"{of}占比"
        if told.core == "、" and told.symbol.endswith("人") and self.goes_on(told):
            return f"{self.base[:2]}人口"
        verb = told.tail[:3]
        if self.counted and verb[:1] in ("已", "未") and pattern("nothing").fullmatch(told.core):
            return f"{verb}{self.counted}" if verb[1:] in VERBS else self.base
        done = pattern("done_by_part").match(told.tail) if self.is_inside and told.kind == "count" else None
        return done[1] if done is not None else self._from_before(told) or self._same_as_before(told)

    def _counted(self, told: Told, base: str, noun: str) -> str:
        """The name of counted things where their noun stands behind the number."""
        if told.is_of_noun and told.core.endswith("、"):
            base = ""  # What stands before it is said of the things before: 核心区全覆盖、10个协同区.
        if not base and self.carried and not told.before and pattern("nothing").fullmatch(told.core):
            return f"{self.carried}{noun}"
        self.carried, self.counted = "", noun
        rest = told.tail[len(noun) :]
        of_them = pattern("of_them").match(rest) if base and is_bare_verb(base) else None
        if of_them is not None:
            return f"{base}{of_them[1]}的{noun}"
        if not base:
            done = pattern("done_to_it").fullmatch(rest) if told.is_last else None
            return f"{done['verb']}{noun}" if done is not None and done["verb"][-2:] in VERBS else noun
        if starts_with_verb(base):
            self.carried = base[:2]
        elif base[-2:] in VERBS and base[:-2].endswith(AGENTS):
            base = base[-2:]
        return f"{base}{noun}"

    def _from_before(self, told: Told) -> str:
        """What the clause before names, when no figure of its own follows it there."""
        named = pattern("named").findall(told.before)
        if named:
            return cleaned(named[-1])
        clause = pattern("last_clause").search(told.before.rstrip(",:; "))
        name = cleaned(clause[0]) if clause is not None else ""
        if told.kind == "count":
            name = name.removesuffix("中")
        return name if 1 < len(name) <= 8 and not starts_with_verb(name) and not pattern("no_name").search(name) else ""

    def _same_as_before(self, told: Told) -> str:
        """What was counted before, unless nothing at all is said of a figure in another unit."""
        if (
            told.core
            or told.kind == "rate"
            or pattern("by_parts").search(told.before)
            or not self.told
            or told.symbol == self.told[-1].symbol
        ):
            return self.base
        if self.whole and "其中" in told.before:
            return self.whole
        if told.kind == "count" and self.told[-1].kind == "amount" and not told.is_behind:
            return "人口" if told.symbol.endswith("人") else ""
        return self.base if told.sentence == self.told[-1].sentence or self._is_next_of_list(told) else ""

    def _is_next_of_list(self, told: Told) -> bool:
        """Whether a sentence goes on with the next name of a list: 甲村118.2万元,增长21.1%。乙村86.4万元."""
        near = zip(reversed(self.found[-_BACK:]), reversed(self.told[-_BACK:]), strict=True)
        of_sentence = ((one, each) for one, each in near if each.sentence == told.sentence - 1 and each.names)
        level = next((each for one, each in of_sentence if not (one.said and one.base == self.base)), None)
        return bool(told.names) and not told.before and level is not None and level.symbol == told.symbol

    def _fitting(self, base: str, said: str, told: Told) -> str:
        """The name with the quantity it is of, where the words before say which: 民营企业增长8.8%."""
        last = self.found[-1].said if self.found else ""
        if base == self.base:
            if told.kind == "points" and said and last.startswith("占") and not base.endswith("占比"):
                return f"{base}占比"
            is_gap = told.kind == "points" and pattern("above").match(said) and pattern("rate_of_change").search(last)
            return f"{base}增速" if is_gap else base
        if not base or not self.is_inside or told.kind != "rate" or said.startswith("占"):
            return base
        if said:
            return base if head_of(base) else base + head_of(self.whole)
        return base if is_rate(base) or has_verb(base) else f"{base}占比"

    def _shared(self, told: Told, apart: Words, subject: Subject, row: int) -> list[Subject]:
        """One subject for each figure of a row: of the names or years before it, or of as many figures before."""
        names = listed_names(apart, row)
        if names:
            return [Subject(self._fitting(name, subject.said, told), subject.said) for name in names]
        base = apart.behind or subject.base
        if len(told.years) == row:
            return [Subject(base, subject.said, "", year) for year in told.years]
        goes_on = bool(self.found) and len(told.names) == row and self.found[-1].name == told.names[-1]
        if len(told.names) == row and (apart.is_separate or goes_on):
            return [Subject(base, subject.said, name) for name in told.names]
        levels = self._levels(told, row) if not apart.base and (apart.is_separate or subject.said) else []
        return [Subject(one.base, subject.said, one.name) for one in levels] or [subject] * row

    def _levels(self, told: Told, row: int) -> list[Subject]:
        """The last levels and shares before a row, as many as it has; empty where they are not of as many things."""
        near = zip(self.found[-_BACK:], self.told[-_BACK:], strict=True)
        near_by = (one for one, each in near if each.sentence >= told.sentence - 1)
        levels = [one for one in near_by if one.said in ("", "占比")][-row:]
        return levels if len({(one.base, one.name) for one in levels if not one.said}) == row else []


def _of_industries(subjects: list[Subject]) -> list[Subject]:
    """Of a row of three that the three industries share each of its own: 三次产业贡献率分别为."""
    if len(subjects) != 3 or not all("三次产业" in one.base for one in subjects):
        return subjects
    return [
        one._replace(base=one.base.replace("三次产业", f"第{number}产业"))
        for one, number in zip(subjects, _BY_NUMBER, strict=False)
    ]
