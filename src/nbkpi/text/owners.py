"""What a figure's own name leaves to the words before: 重点项目95项,完成率92% is 重点项目完成率."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from nbkpi.text.names import VERBS, cleaned, has_verb, head_of, is_bare_verb, is_rate, starts_with_verb
from nbkpi.text.told import Subject, Told
from nbkpi.text.vocabulary import pattern, words

_WHO = words("people") + words("acting_things")
LONGEST_THING = 12
"""What has more characters is a clause and no name of a thing."""
LONG_NAME = 5
"""The name of a quantity with so many characters says what it is of."""
_ALIKE = {counter: group.split("|")[0] for group in words("counted_alike") for counter in group.split("|")}
_MEASURED = ("count", "amount")
_PERSONS = {"人": "人数", "名": "人数", "位": "人数", "户": "户数", "户次": "户数", "人次": "人次"}


class Left(NamedTuple):
    """What is left to other words: of stands before the name, behind after it.

    perhaps_of is of what it may be as well, said where other figures have the same name.
    """

    of: str = ""
    behind: str = ""
    perhaps_of: str = ""


NOTHING = Left()
"""A name that says it all."""


class Owners:
    """Goes through the figures of a text, and remembers the thing that a part of a sentence begins to count."""

    def __init__(self) -> None:
        self.sentence = self.part = -1
        self.is_first = True
        self.thing = self.invested = ""
        self.last = "", NOTHING
        self.kinds: dict[str, str] = {}
        self.scope, self.scope_part = "", -1

    def next(self, told: Told, subject: Subject, scope: str, part: int, is_named: bool) -> Left:
        """What the name of the next figure leaves out: what that before it did, where both have the same name.

        scope is the label of its list, or what 其中 is a part of; part is where its sentence, or the semicolon in it,
        begins; is_named: it is of somebody who is named in its clause.
        """
        is_same = told.sentence == self.sentence and subject.base == self.last[0] and bool(subject.said)
        scope = self._scope_of(told, subject.base, scope, part)
        left = self.last[1] if is_same else self._left(told, subject, scope, part, is_named)
        self.last = subject.base, left
        if told.kind in _MEASURED:
            self.kinds[subject.base] = told.kind
        return left

    def _scope_of(self, told: Told, base: str, scope: str, part: int) -> str:
        """The scope where a figure can be in it: no number of things in an amount of money, nor one of another item of
        a list than that in which 其中 stood behind a figure of its own.
        """
        if scope != self.scope:
            is_of_item = part == self.part and not self.is_first
            self.scope, self.scope_part = scope, part if is_of_item else -1
        if self.scope_part not in (-1, part):
            return ""
        kind = self.kinds.get(scope, told.kind)
        own = told.kind if told.kind in _MEASURED else "count" if base.endswith("数") else kind
        return scope if kind == own else ""

    def _left(self, told: Told, subject: Subject, scope: str, part: int, is_named: bool) -> Left:
        if told.sentence != self.sentence:
            self.sentence, self.thing, self.invested = told.sentence, "", ""
        if part != self.part:
            self.part, self.is_first = part, True
        base, thing = subject.base, self.thing
        is_vague = pattern("vague").fullmatch(base) is not None or (
            pattern("mean_of_places").fullmatch(base) is not None and pattern("of_places").search(thing) is not None
        )
        if not thing and is_bare_verb(base) and told.kind == "count":
            before = pattern("thing_before").search(told.before)
            of = cleaned(before["next"] or before["first"]) if before is not None else ""
            return Left(of, self._behind(told, base))
        is_behind_thing = bool(thing) and thing not in base and not is_named
        of = thing if is_vague and is_behind_thing else ""
        perhaps = thing if is_behind_thing and _says_no_thing(base) else ""
        if scope and scope not in base and base not in scope:
            perhaps = scope
        left = Left(of, self._behind(told, base), "" if base.startswith(("每", "人均", "户均")) else perhaps)
        self._remember(told, subject)
        return left

    def _behind(self, told: Told, base: str) -> str:
        """投资 of 完成3亿元, and 人数 of 吸纳300人."""
        if base == "完成" and told.kind == "amount":
            return self.invested
        if told.kind == "count" and is_bare_verb(base) and pattern("to_persons").fullmatch(base):
            return _PERSONS.get(told.symbol, "")
        return ""

    def _remember(self, told: Told, subject: Subject) -> None:
        if subject.base.endswith("投资"):
            self.invested = "投资"
        if told.kind != "count" or subject.said or not self.is_first:
            return
        self.is_first = False
        self.thing = "" if pattern("harm").search(subject.base) is None else self.thing
        thing = pattern("about_to").sub("", subject.base)
        if len(thing) > 3 and starts_with_verb(thing) and thing.endswith(words("works")):
            thing = thing[2:]
        is_name = 1 < len(thing) <= LONGEST_THING and not (head_of(thing) or is_rate(thing) or has_verb(thing))
        is_name = is_name or thing.endswith("事故")
        if is_name and not thing.endswith(_WHO):
            self.thing = thing


def _says_no_thing(base: str) -> bool:
    """Whether a name says what was done, how much or what harm, and not of what."""
    is_quantity = len(base) < LONG_NAME and (bool(head_of(base)) or is_rate(base))
    return base[:2] in VERBS or is_quantity or pattern("harm").fullmatch(base) is not None


def counter_of(unit: str) -> str:
    """One counter for all that count the same things: 件 for 个; other units as they are."""
    return _ALIKE.get(unit, unit)


def same_names(figures: Iterable[tuple[tuple[str, ...], str]]) -> set[tuple[str, ...]]:
    """The names, each with whose, when and in which unit, that figures of different values have."""
    values: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, value in figures:
        values[name].add(value)
    return {name for name, found in values.items() if len(found) > 1}
