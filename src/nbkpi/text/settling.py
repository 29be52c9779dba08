"""What the verdicts of a text say to each other: what is taken, what is settled, and which totals shares deny."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.share_runs import SAYS_PARTS
from nbkpi.text.verdicts import RIGHT, Judged

_LEFT = regex("(?:办理|处理|流转|跟进|整改)中$|[正尚][在未]|未办|在办|待办")
"""What stands before how much is not done yet."""
LITTLE = 10
"""What is missing is so many times less than what is left, or it is of something else."""


def without_taken(judged: dict[int, Judged]) -> None:
    """Drop what is nearly a rate or share of two figures of which another claim is just that, and what may be one of
    two that several claims may be as well.
    """
    of_two = {index: each for index, each in judged.items() if each.kind in ("rate", "share", "mean")}
    taken = {each.by.figures for each in judged.values() if each.verdict in RIGHT}
    guessed = Counter(frozenset(one.index for one in each.by.figures) for each in of_two.values())
    for index, each in of_two.items():
        is_guess = each.verdict == "plausible" and guessed[frozenset(one.index for one in each.by.figures)] > 1
        if is_guess or (each.verdict == "nearly" and each.by.figures in taken):
            del judged[index]


def settle(judged: Sequence[Judged]) -> None:
    """Tell what is wrong which figures other claims are right with."""
    sure = [each for each in judged if each.verdict in RIGHT]
    settled = frozenset(one.index for each in sure for one in (each.claim, *each.by.figures))
    for each in judged:
        each.settled = settled


def done_and_left(scene: Scene, judged: Mapping[int, Judged]) -> Iterator[Judged]:
    """The wholes of which so much is done by a rate that is right, and what is left beside it is not the rest: 600件，
    办结590件，办理中11件，办结率98.3%.
    """
    for each in judged.values():
        if each.kind != "rate" or each.verdict not in RIGHT or each.by.expression.form != "ratio":
            continue
        done, whole = each.by.figures[0], each.by.figures[-1]
        left = scene.following(done)
        is_beside = left is not None and left.is_operand("level") and left.segment == done.segment
        if left is None or not is_beside or not left.is_counted_as(done) or not _LEFT.search(left.lead):
            continue
        gap = abs(done.quantity.value + left.quantity.value - whole.quantity.value)
        for made in proposed("sum", whole, (done, left), "sum", split=2, prior=0.0):
            if not made.fits and gap * LITTLE <= left.quantity.value:
                yield Judged("nearly", made)


def missed_totals(scene: Scene, judged: Mapping[int, Judged]) -> Iterator[Judged]:
    """The totals whose parts are told behind them with shares that make up 100% of each other, and are not of it:
    共受理284件。其中甲类124件，占63.7%；乙类71件，占36.3%.
    """
    for each in judged.values():
        if each.kind != "share" or each.by.expression.form != "part" or each.verdict not in RIGHT:
            continue
        first, figures = each.by.figures[0], set(each.by.figures)
        runs = [run for run in scene.share_runs.of(each.claim) if run.adds_up and not run.names_whole]
        whole = scene.previous(first)
        if whole is None or not any(run.parts[0] is first and set(run.parts) == figures for run in runs):
            continue
        is_whole = whole.is_operand("level") and whole.measured == first.measured and whole.index not in judged
        if is_whole and whole.paragraph == first.paragraph and SAYS_PARTS.search(scene.between(whole, first)):
            added = total([one.quantity for one in figures])
            for made in proposed("sum", whole, each.by.figures, "sum", split=len(figures), prior=0.0):
                if added.high < whole.quantity.low:
                    yield Judged("nearly", made)
