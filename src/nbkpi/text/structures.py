"""The members of a structure a:b:c, which are one claim to a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nbkpi.text.scene import Scene
from nbkpi.text.verdicts import Judged, Verdict

_GRAVEST: tuple[Verdict, ...] = ("contradicted", "truncated", "nearly", "plausible", "consistent", "exact")


def whole_structures(judged: Sequence[Judged], scene: Scene) -> Iterator[Judged]:
    """The members of one structure as one claim, with the gravest verdict among them."""
    groups: defaultdict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        if each.claim.role == "structure":
            groups[each.claim.row.start].append(each)
        else:
            yield each
    for start, members in groups.items():
        row = scene.terms[start].row
        gravest = min(members, key=lambda each: (_GRAVEST.index(each.verdict), not each.is_adjusted))
        if (
            len(members) < len(row)
            and gravest.verdict in ("consistent", "exact")
            and gravest.by.expression.form != "complement"
        ):
            gravest.verdict = "plausible"
        gravest.members = tuple(scene.terms[row.start : row.stop])
        yield gravest
