"""What of an audited text somebody should look into: its place, its words, what they were compared with, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.report.claims import Claim, claims_of, reason_of
from nbkpi.report.computation import computation
from nbkpi.report.display_words import verdict_text
from nbkpi.report.document import visible
from nbkpi.text.audit import Audit
from nbkpi.text.hints import hints_of
from nbkpi.text.verdicts import FINDINGS, Judged

WRONG = FINDINGS
"""The verdicts that make the exit code 1."""

DOUBTFUL = (*WRONG, "nearly")
"""The verdicts that are worth a comment, and that a person can accept."""

CONFIRMED = ("exact", "consistent")


class ClaimFinding(NamedTuple):
    """A claim that is wrong or nearly right; number is that of the claim in the document of the audit, from 1.

    words are those of the claim with some before it, against what it was compared with, why tells those of a comment.
    """

    number: int
    start: int
    end: int
    place: str
    verdict: str
    words: str
    against: tuple[str, ...]
    why: Callable[[], tuple[str, ...]]

    @property
    def is_wrong(self) -> bool:
        """Whether it makes the exit code 1."""
        return self.verdict in WRONG


def findings_of(found: Audit, text: str) -> list[ClaimFinding]:
    """The findings of an audit, in the order of the text."""
    findings = []
    for claim in claims_of(found):
        one = claim.judged
        if one is None or one.verdict not in DOUBTFUL:
            continue
        against, words = tuple(each.mention.words for each in one.by.figures), claim.phrase(text)
        why = partial(_why, claim, one)
        findings.append(ClaimFinding(claim.number, *claim.span, claim.place, one.verdict, words, against, why))
    return findings


def _why(claim: Claim, one: Judged) -> tuple[str, ...]:
    verdict = _("{meaning}: {subject}", meaning=verdict_text(one.verdict), subject=claim.asserted)
    why = [f"{verdict} · {reason_of(one)}", _("relation: {relation}", relation=computation(one))]
    why += [_("perhaps: {hint}", hint=hint) for hint in hints_of(one)]
    return tuple(map(visible, why))


def verdict_counts(found: Audit) -> Counter[str]:
    """How many claims there are of each verdict."""
    return Counter(one.verdict for one in found.judged)
