"""The claims of an audited text as people read them: where they stand, what follows, and why the verdict is so."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from nbkpi.figure import Unit
from nbkpi.figure.comparable import SAME_COVERAGE
from nbkpi.figure.format import format_interval
from nbkpi.figure.unit import PERCENTAGE_POINT, POINTS
from nbkpi.language import _
from nbkpi.report.display_words import verdict_text
from nbkpi.report.results import PRINTED, off_by
from nbkpi.text.audit import Audit
from nbkpi.text.phrases import phrase
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged

UNRELATED = "unrelated"
SHOWN = ("contradicted", "truncated", "nearly")
"""The verdicts of which the figures are shown with their places."""
_LONGEST_PHRASE = 24
_LIKELY_ELSEWHERE = -2.5
"""How likely, in bits, a relation to figures of other paragraphs must be before a reader is told of it."""


class Claim(NamedTuple):
    """What a text claims, numbered in its order; judged is nothing where it could not be related.

    unheld is what would follow for it then, where anything would, though nothing is said by it.
    """

    number: int
    term: Term
    judged: Judged | None
    unheld: Judged | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return (self.term.mention.start, self.term.mention.end) if self.judged is None else self.judged.span

    @property
    def asserted(self) -> str:
        """Its figure as printed."""
        return self.term.mention.words if self.judged is None else self.judged.asserted_words

    @property
    def place(self) -> str:
        """Its line and column."""
        return f"{self.term.mention.line}:{self.term.mention.column}"

    @property
    def is_shown(self) -> bool:
        """Whether its figures are shown: something is wrong with it, or nearly right."""
        return self.judged is not None and self.judged.verdict in SHOWN

    @property
    def name(self) -> str:
        """What its mark leads to: the block of what is wrong, else its row."""
        return f"finding-{self.number}" if self.is_shown else self.row

    @property
    def row(self) -> str:
        """The name of its row."""
        return f"claim-{self.number}"

    @property
    def verdict(self) -> str:
        """The verdict in the language of the user."""
        return verdict_text(UNRELATED if self.judged is None else self.judged.verdict)

    def phrase(self, text: str) -> str:
        """The claim with the words before it in its clause."""
        start, end = self.span
        if self.term.cell is not None:
            return f"{self.term.name} {self.asserted}".strip()
        clause = self.term.mention.start - len(self.term.clause)
        before = max(clause, start - _LONGEST_PHRASE)
        return ("…" if before > clause else "") + phrase(text, before, end)


def claims_of(found: Audit) -> list[Claim]:
    """The claims in the order of the text."""
    claims = [Claim(0, one.claim, one) for one in found.judged]
    claims += [Claim(0, term, None, found.unheld.get(term.index)) for term in found.unrelated]
    claims.sort(key=lambda claim: claim.span[0])
    return [claim._replace(number=number) for number, claim in enumerate(claims, 1)]


def unit_of(one: Judged) -> Unit:
    """The unit to show what follows in: points for points."""
    return PERCENTAGE_POINT if one.claim.unit.dimension == POINTS else one.claim.unit


def what_follows(one: Judged) -> str:
    """What the claim should be; nothing where only the number of cases is printed."""
    if one.computed is None:
        return ""
    return format_interval(one.computed, one.nominal, unit_of(one), None, _decimals(one))


def also_published(one: Judged) -> str:
    """The words in which the text says the same once more, in another unit; nothing where it is computed."""
    return one.by.figures[0].mention.words if one.kind == "conversion" else ""


def difference_of(one: Judged) -> str:
    """By how much what is claimed is too high or too low; nothing where there is no difference."""
    return off_by(one.difference, unit_of(one), PRINTED, _decimals(one)) if one.difference else ""


def _decimals(one: Judged) -> int:
    """With how many decimals to show what follows: as the claim was printed, and one more where that is wrong."""
    return one.claim.mention.figure.decimals + (one.verdict in SHOWN)


def reason_of(one: Judged) -> str:
    """Why the verdict is what it is, in a few words."""
    if one.by.fault is not None:
        return {
            "above_its_whole": _("a part cannot be more than its whole"),
            "below_a_part": _(
                "the figure cannot be less than {figure}, which is a part of it", figure=one.by.figures[0].mention.words
            ),
            "points_meant": _("the number is the change in percentage points, not growth in percent"),
            "percent_meant": _("the number is growth in percent, not the change in percentage points"),
        }[one.by.fault]
    if one.verdict == "contradicted" and one.kind == "grim":
        return _("no whole number out of {cases} gives it", cases=one.by.figures[0].mention.words)
    if one.verdict == "contradicted" and one.kind == "conversion":
        return _("also published as {words}, which is {value}", words=also_published(one), value=what_follows(one))
    if one.verdict == "contradicted":
        return _("computed: {value}", value=what_follows(one))
    if one.is_adjusted:
        return _("the last digit was adjusted so that all shares add up to 100%")
    if one.verdict == "nearly":
        return _("likely computed from this, but {difference}", difference=difference_of(one))
    return {
        "truncated": _("truncated instead of rounded"),
        "plausible": _("the numbers fit, but the words do not relate them"),
        "uninformative": _("any value would fit, so this cannot be tested"),
        "exact": _("it is exactly the computed value"),
        "consistent": _("it agrees within rounding"),
    }.get(one.verdict, "")


def outcome_of(one: Judged) -> str:
    """What follows where the verdict speaks for itself, else the reason for it."""
    is_plain = (
        one.by.fault is None
        and not one.is_adjusted
        and one.verdict in ("exact", "consistent", "plausible", "nearly", "contradicted")
    )
    return (what_follows(one) if is_plain else "") or reason_of(one)


def from_elsewhere(claim: Claim) -> Judged | None:
    """What follows for a claim that was not judged from figures of other paragraphs, which accuse nobody.

    None where the words do not make that likely, or where the claim is far from what follows.
    """
    one = claim.unheld
    if one is None or one.difference is None or not one.by.is_far or one.by.likelihood < _LIKELY_ELSEWHERE:
        return None
    found = one.nominal or Fraction(0)
    return one if abs(one.difference) * 2 <= max(abs(found), abs(found + one.difference)) else None


def why_unrelated(claim: Claim) -> str:
    """Why a claim was not judged, in a few words."""
    term, elsewhere = claim.term, from_elsewhere(claim)
    if term.is_constant and SAME_COVERAGE.search(term.clause + term.mention.tail):
        return _("for comparable coverage, which is not that of the levels given")
    if term.is_constant:
        return _("growth at constant prices cannot be computed from levels at current prices")
    if not term.is_bounded:
        return _("only a bound was published")
    if elsewhere is not None:
        return _("{value} from another paragraph, so not checked", value=what_follows(elsewhere))
    if claim.unheld is not None and claim.unheld.by.is_far:
        return _("what it may be computed from is in another paragraph, so not checked")
    if claim.unheld is not None:
        return _("unclear which figures it is computed from")
    return {
        "growth": _("neither its base nor the change was found"),
        "yearly": _("its base or the number of years was not found in the text"),
        "share": _("no whole that fits this share was found in the text"),
        "progress": _("its target was not found in the text"),
        "points": _("what it is compared with was not found in the text"),
        "schedule": _("the rate of completion or the time was not found in the text"),
    }.get(term.role, _("the figures it is computed from were not found in the text"))
