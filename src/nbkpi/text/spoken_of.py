"""What a text spoke of before a figure, and what a name leaves to it: 面积 of 海外仓, 开工 of a kind of houses."""

from __future__ import annotations

from nbkpi.text.names import has_verb, head_of, is_bare_verb, is_rate, split_verb, starts_with_verb
from nbkpi.text.told import Subject, Told
from nbkpi.text.vocabulary import pattern, words

_OF_COUNTED = frozenset(f"{total}{one}" for one in words("of_counted") + words("extents") for total in ("", "总"))
"""Quantities that things just counted have: 海外仓63个，面积超240万平方米."""
_OF_BASE = words("speeds")


class SpokenOf:
    """What was spoken of before a figure, and names with what they leave to it."""

    def __init__(self) -> None:
        self.found: list[Subject] = []
        self.told: list[Told] = []
        self.coming: list[Subject] = []
        self.base = ""
        self.begin()

    def begin(self) -> None:
        """A new sentence: topic and label are names that verbs go on with, whole what 其中 is a part of.

        counted is the noun behind the last number, carried the verb before it, acts what was done to which thing;
        open_from says how a figure with 由 or 从 related to its base, share what the next share is of.
        """
        self.topic = self.label = self.whole = self.counted = self.carried = ""
        self.acts: dict[str, str] = {}
        self.is_inside = False
        self.open_from: str | None = None
        self.share: Subject | None = None
        self.outside: list[tuple[str, str, str]] = []

    def completed(self, base: str, told: Told) -> str:
        """A name with what an ellipsis leaves to the words before."""
        of_what = self._of_label(base, told) or self._of_base(base, told) or self._of_whole(base, told)
        if of_what:
            return of_what
        if self.whole.endswith("进出口") and base in ("出口", "进口"):
            return self.whole.removesuffix("进出口") + base
        if is_bare_verb(base):
            return self.acts.get(base[-2:]) or f"{self.topic}{base}"
        self._remember(base)
        return base

    def _of_label(self, base: str, told: Told) -> str:
        """The label of a list before a verb, a quantity or a rate; what was counted behind what was done to it."""
        if self.label and (is_bare_verb(base) or head_of(base) or is_rate(base)):
            return f"{self.label}{base}"
        if told.is_of_noun and is_bare_verb(base) and told.symbol == self.told[-1].symbol:
            return f"{base}{self.counted}"
        return "完成率" if told.kind == "rate" and pattern("done").fullmatch(base) else ""

    def _of_base(self, base: str, told: Told) -> str:
        """A quantity, a mean or a speed with what was spoken of before."""
        if base == "平均":
            return self.base
        is_quantity, head = base == head_of(base), head_of(self.base)
        if told.is_of_noun and (is_quantity or (is_rate(base) and len(base) < 6)):
            return f"{self.base}{base}"
        if self.base and (of_base := self._with_base(base, told)):
            return of_base
        if is_quantity and told.is_behind and told.core.startswith("、") and head and head != self.base:
            return f"{self.base.removesuffix(head)}{base}"
        if base == "累计" or base.endswith("拥有"):
            return base + pattern("fresh").sub("", self.base)
        return ""

    def _with_base(self, base: str, told: Told) -> str:
        """A mean over the years, a mean of the thing, or what is always said of something else."""
        if base == "年均" and told.kind == "rate":
            return f"{self.base}年均增速"
        if pattern("per").fullmatch(base):
            return f"{base}人口" if told.symbol == "人" and self.base.endswith("户") else f"{base}{self.base}"
        is_of_works = base == "完成投资" and self.base.endswith(("项目", "工程"))
        return f"{self.base}{base}" if base in _OF_BASE or is_of_works else ""

    def _of_whole(self, base: str, told: Told) -> str:
        """What things just counted have, which of them they are, or what else was done as they were."""
        is_attribute = pattern("attribute").fullmatch(base) is not None
        if self.is_inside and self.whole and told.kind == "count" and is_attribute:
            return f"{base}{self.whole}"
        is_thing = len(self.base) > 1 and not has_verb(self.base)
        if base in _OF_COUNTED and self.told and self.told[-1].kind == "count" and is_thing:
            return (self.whole if pattern("attribute").match(self.base) else self.base) + base
        return f"{self.base[:2]}{base}" if self.goes_on(told) and not starts_with_verb(base) else ""

    def _remember(self, base: str) -> None:
        """What was done to which thing, for clauses that name only one of the two."""
        thing = split_verb(base)
        if thing and not starts_with_verb(thing):
            self.topic = thing
        elif starts_with_verb(base):
            self.acts[base[:2]] = base
        elif base.startswith(("需完成", "完成")) and not is_rate(base):
            self.acts["完成"] = base.removeprefix("需")

    def goes_on(self, told: Told) -> bool:
        """Whether a figure is one more of what was done, in a row: 涉及劳动者1750人、金额2860万元."""
        is_more = told.is_behind and told.core.startswith("、") and told.kind in ("count", "amount")
        return is_more and len(self.base) > 2 and starts_with_verb(self.base)
