"""How well figures and relations are found in the three parts of the gold sets: develop, seen and measured."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from nbkpi.figure import Convention, Figure, Period, Units
from nbkpi.figure.characters import normalise
from nbkpi.figure.unit import POINTS, PURE
from nbkpi.model.book import Book
from nbkpi.text.arithmetic import ONE
from nbkpi.text.audit import audit, hypotheses, scene_of
from nbkpi.text.hypothesis import Hypothesis
from nbkpi.text.mentions import Mention, mentions_in
from nbkpi.text.verdicts import Judged

GOLD = Path(__file__).parent / "gold"
SPLITS = ("develop", "seen", "measured")
CONTEXT = ("entity", "period", "subject", "loosely")


def gold(sort: str, split: str) -> list[dict[str, Any]]:
    """The sentences or bulletins of one part; those only measured have a folder of their own, read by nobody."""
    found = []
    places = [GOLD / split] if split == "measured" else [GOLD, GOLD / split]
    for path in (path for place in places for path in sorted(place.glob(f"{sort}s-*.toml"))):
        rows = tomli.loads(path.read_text("utf-8"), parse_float=str).get(sort, [])
        found += [row | {"file": path.stem} for row in rows if row["split"] == split]
    return found


@dataclass
class Score:
    """Right ones among those found and among those there are."""

    right: int = 0
    found: int = 0
    there: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Fraction:
        return Fraction(self.right, self.found) if self.found else Fraction(1)

    @property
    def recall(self) -> Fraction:
        return Fraction(self.right, self.there) if self.there else Fraction(1)

    def __str__(self) -> str:
        shares = f"precision {float(self.precision):6.1%}, recall {float(self.recall):6.1%}"
        return f"{shares} ({self.right} right, {self.found} found, {self.there} there)"


@cache
def empty_book() -> Book:
    """A book that knows no names: what any text must be read without."""
    return Book("", "", Convention(), Units())


def ends(figure: Figure) -> tuple[str, bool, str, bool]:
    """The ends in the printed unit without its multiplier, rates as ratios: as the gold sets have them."""
    interval = figure.interval
    if interval is None:
        return "", False, "", False
    base = empty_book().units.without_multiplier(figure.unit)
    is_ratio = figure.unit.dimension in (PURE, POINTS)
    scale = figure.unit.scale if is_ratio else figure.unit.scale / base.scale
    low, high = (None if end is None else end * scale for end in (interval.lower, interval.upper))
    return (
        "" if low is None else str(low),
        interval.lower_closed,
        "" if high is None else str(high),
        interval.upper_closed,
    )


def same_ends(mine: tuple[str, bool, str, bool], row: dict[str, Any]) -> bool:
    theirs = tuple(str(Fraction(row[key])) if row[key] else "" for key in ("lower", "upper"))
    closed = tuple(bool(row[f"{key}_closed"]) and bool(row[key]) for key in ("lower", "upper"))
    return (mine[0], mine[2]) == theirs and (mine[1], mine[3]) == closed


def figures(split: str) -> dict[str, Score]:
    """Words found at their place; and of those the interval, unit, entity, period and subject that are right."""
    scores = {name: Score() for name in ("words", "interval", "unit", "kind", *CONTEXT)}
    for row in gold("sentence", split):
        mine = {(one.start, one.words): one for one in mentions_in(row["text"], empty_book(), Period(2025 * 12, 1))}
        at, there = 0, []
        for each in row["figures"]:
            start = row["text"].find(each["words"], at)
            there.append(((start, each["words"]), each))
            at = start + len(each["words"])
        words = scores["words"]
        words.found += len(mine)
        words.there += len(there)
        keys = {key for key, _each in there}
        words.wrong += [
            f"{row['text']}\n    not a figure: {words_}" for start, words_ in mine if (start, words_) not in keys
        ]
        for key, each in there:
            one = mine.get(key)
            if one is None:
                words.wrong.append(f"{row['text']}\n    not found: {key[1]}")
                continue
            words.right += 1
            unit = empty_book().units.without_multiplier(one.figure.unit).symbol
            checks = {
                "interval": same_ends(ends(one.figure), each),
                "unit": unit == each["unit"],
                "kind": one.figure.kind == each["kind"],
            }
            said = {"interval": f"{one.figure.interval}", "unit": unit, "kind": one.figure.kind}
            in_context(scores, one, each, row["text"])
            for name, is_right in checks.items():
                scores[name].found += 1
                scores[name].there += 1
                scores[name].right += is_right
                if not is_right:
                    theirs = (
                        {k: v for k, v in each.items() if k.startswith(name) or k.startswith(("lower", "upper"))}
                        if name == "interval"
                        else each.get(name)
                    )
                    scores[name].wrong.append(f"{row['text']}\n    {name} of {key[1]}: {said[name]!r}, not {theirs!r}")
    return scores


def in_context(scores: dict[str, Score], one: Mention, each: dict[str, Any], text: str) -> None:
    """Whether a figure is of what the gold says, of whom, and when; subjects also apart from how they are put."""
    theirs = {name: each.get(name, "") for name in ("subject", "entity", "period")}
    mine = {"subject": one.subject, "entity": one.entity, "period": one.period}
    checks = {name: mine[name] == theirs[name] for name in theirs}
    checks["loosely"] = loosely(mine["subject"]) == loosely(theirs["subject"])
    for name, is_right in checks.items():
        score, what = scores[name], "subject" if name == "loosely" else name
        score.found, score.there, score.right = score.found + 1, score.there + 1, score.right + is_right
        if not is_right:
            score.wrong.append(f"{text}\n    {what} of {one.words}: {mine[what]!r}, not {theirs[what]!r}")


_NO_MATTER = re.compile(r"^(?:全|我|本|该)[省市县区镇乡村]|[的 “”已]|(?:原|现|起初|如今|现在)$|的?比重$")


def loosely(subject: str) -> str:
    """A subject without what does not matter: 的, blanks, 全市 before it, and the marks of before and after."""
    return _NO_MATTER.sub("", subject)


def contexts() -> list[dict[str, Any]]:
    """The texts in which only what is counted, of whom and when was written down, a line for each figure."""
    rows = []
    for path in sorted(GOLD.glob("contexts-*.toml")):
        for row in tomli.loads(path.read_text("utf-8"))["sentence"]:
            lines = [[part.strip() for part in line.split("|")] for line in row["figures"].split("\n") if line]
            figures = [dict(zip(("words", "subject", "entity", "period"), line, strict=True)) for line in lines]
            rows.append({"file": path.stem, "text": row["text"], "figures": figures})
    return rows


def in_contexts() -> dict[str, Score]:
    """How often the figures of these texts are found, and what they are of is told rightly."""
    scores = {name: Score() for name in ("words", *CONTEXT)}
    for row in contexts():
        mine = {(one.start, one.words): one for one in mentions_in(row["text"], empty_book(), Period(2025 * 12, 1))}
        at = 0
        for each in row["figures"]:
            start = row["text"].index(each["words"], at)
            at = start + len(each["words"])
            one = mine.pop((start, each["words"]), None)
            scores["words"].there += 1
            if one is None:
                scores["words"].wrong.append(f"{row['text']}\n    not found: {each['words']}")
                continue
            scores["words"].right += 1
            in_context(scores, one, each, row["text"])
        scores["words"].wrong += [f"{row['text']}\n    not a figure: {words}" for _start, words in mine]
        scores["words"].found = scores["words"].right + len(scores["words"].wrong)
    return scores


def relations(split: str) -> dict[str, Score]:
    """Claims found with the figures they follow from; and of those the verdicts that are right."""
    scores = {name: Score() for name in ("relation", "kind", "verdict", "contradicted")}
    for row in gold("bulletin", split):
        mine: dict[tuple[str, frozenset[str]], Judged] = {}
        for one in audit(row["text"], empty_book()).judged:
            mine[one.asserted_words, frozenset(each.mention.words for each in one.by.figures)] = one
        there = {(each["asserted"], frozenset(each["with"])): each for each in row["relations"]}
        head = f"{row['file']} ({row['seeded']})\n{row['text']}"
        found, right = scores["relation"], [key for key in there if key in mine]
        found.found += len(mine)
        found.there += len(there)
        found.right += len(right)
        for (asserted, with_), judged in mine.items():
            if (asserted, with_) not in there:
                found.wrong.append(f"{head}\n    not there: {judged.kind} {asserted} {sorted(with_)} {judged.verdict}")
        for (asserted, with_), each in there.items():
            if (asserted, with_) not in mine:
                found.wrong.append(
                    f"{head}\n    not found: {each['kind']} {asserted} {sorted(with_)} {each['verdict']}"
                )
        for key in right:
            judged, each = mine[key], there[key]
            for name, mine_, theirs in (
                ("kind", judged.kind, each["kind"]),
                ("verdict", judged.verdict, each["verdict"]),
            ):
                scores[name].found += 1
                scores[name].there += 1
                # What is wrong is found where it is said to be nearly right, too; only what is accused exits with 1.
                is_right = mine_ == theirs or (mine_ == "nearly" and theirs in ("contradicted", "truncated"))
                scores[name].right += is_right
                if not is_right:
                    scores[name].wrong.append(
                        f"{head}\n    {name} of {key[0]}: {mine_}, not {theirs}: {judged.by.likelihood:.1f}"
                    )
        # Whichever figures it was held against: what counts is that the claim is wrong.
        false = {key[0] for key, each in mine.items() if each.verdict == "contradicted"}
        true = {key[0] for key, each in there.items() if each["verdict"] == "contradicted"}
        score = scores["contradicted"]
        score.found, score.there, score.right = (
            score.found + len(false),
            score.there + len(true),
            score.right + len(false & true),
        )
        score.wrong += [f"{head}\n    falsely contradicted: {key}" for key in false - true]
        score.wrong += [f"{head}\n    not seen: {key}" for key in true - false]
    return scores


MARGIN = 2.0
"""By so many bits the words must say one thing before another, so that it counts as their first choice."""


def calibration(*splits: str) -> dict[str, Score]:
    """By shape: where the words and the neighbours say one thing before any other, how often that is the true relation.

    The numbers of the claim itself are left aside, so that it shows what a rule about words is worth.
    """
    scores: dict[str, Score] = {}
    for row in (row for split in splits for row in gold("bulletin", split)):
        plain = normalise(row["text"])
        scene = scene_of(plain, mentions_in(row["text"], empty_book(), Period(2025 * 12, 1)), empty_book())
        found = hypotheses(scene)
        for relation in row["relations"]:
            score = scores.setdefault(relation["kind"], Score())
            several = [
                found[term.index]
                for term in scene.terms
                if relation["asserted"].endswith(term.mention.words)
                if term.index in found
            ]
            if len(several) != 1 or not several[0]:
                continue
            first = max(several[0], key=lambda one: one.likelihood)
            others = [one.likelihood for one in several[0] if _figures_of(one) != _figures_of(first)]
            score.there += 1
            if first.likelihood - max(others, default=-99.0) < MARGIN:
                continue
            score.found += 1
            meant = {one.bounds.nominal(ONE) for one in several[0] if _figures_of(one) == sorted(relation["with"])}
            if first.bounds.nominal(ONE) in meant:
                score.right += 1
            else:
                score.wrong.append(f"{row['text']}\n    {relation['asserted']}: {_figures_of(first)}")
    return scores


def _figures_of(one: Hypothesis) -> list[str]:
    return sorted(figure.mention.words for figure in one.figures)


def main(split: str, shown: str = "", *wanted: str) -> None:
    kinds = {"figures": figures, "relations": relations, "contexts": lambda _split: in_contexts()}
    for what in wanted or kinds:
        for name, score in kinds[what](split).items():
            print(f"{split:9} {what:9} {name:13} {score}")
            if name == shown:
                print("\n".join(score.wrong))


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
