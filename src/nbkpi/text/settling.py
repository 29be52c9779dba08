"""What the verdicts of a text say to each other: what is taken, what is settled, and which totals shares deny."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nbkpi.text.hypothesis import proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.share_runs import SAYS_PARTS
from nbkpi.text.verdicts import RIGHT, Judged


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
