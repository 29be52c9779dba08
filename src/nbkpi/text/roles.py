"""What a figure is used for in its sentence: by rules over the words around it, those of roles.toml, of which the first
holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import tomli

from nbkpi.patterns import regex
from nbkpi.text.mentions import Mention
from nbkpi.text.subjects import CHANGE, PROMOTED
from nbkpi.text.vocabulary import pattern, written

Role = Literal[
    "level",
    "base",
    "target",
    "change",
    "mean",
    "word",
    "growth",
    "yearly",
    "share",
    "progress",
    "rate",
    "percent",
    "elapsed",
    "points",
    "pull",
    "contribution",
    "schedule",
    "structure",
    "ratio",
    "multiple",
    "other",
]
"""base: an earlier level; target: one that was set; word: a number in words, 三类; progress: of a target; percent:
one of which nothing is said; elapsed: 序时进度 itself; structure: one of a:b:c; multiple: 是去年同期的
1.5倍; other: a threshold."""

CLAIMED: frozenset[Role] = frozenset(
    (
        "change", "growth", "yearly", "share", "progress", "rate", "points", "pull", "contribution", "schedule",
        "structure", "ratio", "multiple",
    )
)  # fmt: skip
"""The roles of figures that were computed from others."""

Kind = Literal["points", "rate", "quantity"]


class FigureSurroundings(NamedTuple):
    """A figure with what stands around it; following are the words up to the next figure, behind those beyond it."""

    mention: Mention
    kind: Kind
    clause: str
    symbol: str
    following: str
    role_before: Role | None
    before: Mention | None
    is_of_structure: bool
    behind: str = ""

    @property
    def lead(self) -> str:
        """The words since the figure before, or since the last comma."""
        return self.mention.lead


class Assigned(NamedTuple):
    """A role; is_said: the figure's own words say so, whatever its row says."""

    role: Role
    is_said: bool


class Rule(NamedTuple):
    """A role for figures of these kinds whose words fit; in: the words it is looked for in."""

    role: Role
    kinds: str
    at: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    where: Literal["lead", "clause", "following", "words", "symbol"] = "lead"


def _rule(row: Mapping[str, str]) -> Rule:
    at, unless = (regex(written(row[name])) if name in row else None for name in ("at", "unless"))
    return Rule(row["role"], row["kinds"], at, unless, row.get("where", "lead"))  # type: ignore[arg-type]


_RULES = [_rule(row) for row in tomli.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["rule"]]
_BY_KIND = {kind: [rule for rule in _RULES if kind in rule.kinds.split("|")] for kind in ("points", "rate", "quantity")}


def role_of(one: FigureSurroundings) -> Assigned:
    """The role of a figure, by its own words."""
    special = _special(one) or (_of_change(one) if one.kind != "points" else None)
    if special is not None:
        return Assigned(special, True)
    for rule in _BY_KIND[one.kind]:
        words = _words(one, rule.where)
        if rule.at.search(words) and not (rule.unless is not None and rule.unless.search(words)):
            return Assigned(rule.role, rule.at.pattern != "")
    return Assigned("level", False)


def _special(one: FigureSurroundings) -> Role | None:
    """What the form of a figure makes it, or what stands right around it; None where it is an ordinary one."""
    if one.is_of_structure:
        return "structure"
    if one.kind == "quantity" and one.role_before == "change" and one.lead.strip() == "(":
        return "change"
    if pattern("from_before").search(one.lead) and (
        pattern("becomes").match(one.following) or pattern("becomes_by").match(one.behind)
    ):
        return "base"
    if one.symbol == "倍" and one.kind == "rate":
        is_of_base = one.lead == "的" and one.role_before == "base"
        if is_of_base or pattern("multiple_of").search(one.clause):
            return "multiple"
    if one.kind == "rate" and one.symbol == "":
        if one.role_before == "base" and pattern("reaches").search(one.lead):
            return "level"  # 系数由0.172降到0.137.
        return "ratio" if ":" in one.mention.words or pattern("ratio_of").search(one.clause) is not None else "other"
    return None


def _of_change(one: FigureSurroundings) -> Role | None:
    """What a figure is by which something changed, or one of an earlier time; None for all others."""
    early = _yearly_or_change(one) if _changed(one) else None
    if early is not None:
        return early
    return "base" if pattern("bracketed_base").match(one.lead) or _is_same_of_other_time(one) else None


def _changed(one: FigureSurroundings) -> bool:
    """Whether something changed by a figure: not to it, nor was so much of it changed, or new."""
    way = CHANGE.search(one.lead)
    if way is None or pattern("reaches").search(way[0]) or pattern("done_up").search(one.lead):
        return False
    if one.kind == "quantity" and PROMOTED.search(one.lead):
        return False
    return way["way"] != "新增" or pattern("compared_roles").search(one.clause) is not None


def _yearly_or_change(one: FigureSurroundings) -> Role | None:
    """What a figure right behind a word of change is."""
    if one.kind == "quantity":
        return "change"
    if pattern("each_year").search(one.clause[-14:]):
        return "yearly"
    if re.search("拉动|贡献率", one.clause):
        return None
    if pattern("vital_rates").search(one.clause[-10:]):
        return "rate"
    return "growth"


def _is_same_of_other_time(one: FigureSurroundings) -> bool:
    """Whether a figure is the same as the one before it, of an earlier period: 三季度为84.7%，二季度为79.9%."""
    before = one.before
    if before is None or one.role_before not in ("level", "rate", "share", "percent"):
        return False
    if before.figure.unit.symbol != one.mention.figure.unit.symbol or before.sentence != one.mention.sentence:
        return False
    now, then = before.when, one.mention.when
    if now is None or then is None or then.start >= now.start:
        return False
    return pattern("only_period").fullmatch(one.lead.strip()) is not None


def _words(one: FigureSurroundings, where: str) -> str:
    if where == "clause":
        return one.clause
    if where == "following":
        return one.following
    if where == "words":
        return one.mention.words
    return one.symbol if where == "symbol" else one.lead
