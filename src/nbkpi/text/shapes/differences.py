"""What is left of a whole, where the words say so: 在办, 未完成, 顺差; and balances of what came in and was spent."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

NEAR = 6

_LEFT_OVER = regex(
    rf"(?:{any_of('surely_left', 'left')}|[年期月]末结转|存案|结转下[年月期]|[结转]转?次年"
    r"|未[\u4e00-\u9fff]{2,3}|尚[有差未]\w{0,4}|正在\w{2}|净\w{1,3}|在\w{1,3})[^,]{0,3}$"
)
_UNDONE = regex(
    r"[,;、\s]*(?:[其现仍还]中?有?)?(?:尚?未[办完处答回]?[结成理复]\w?|正在\w{2}|在办|尚有|尚未\w{2,4})(?:的|案件|件数)?"
)
"""What of all that came in is not done yet, by the words before a figure."""
_UNDONE_BEHIND = regex(r"(?:仍|还|尚)?(?:正?在(?:办理|处理|推进|审理)|未办结|尚未\w{2})")
"""The same by the words behind it."""
_CAME = regex("[受收登]理|[受收]案|收[到件]|来[信件访]|接[收到听]|[交承转]办|派[发单]|新[收增立]|收入|入库|登记|共有")
_DONE = regex("[办审执了]结|结案|答复|回复|完成|处理|支出|出库")
_AT_FIRST = regex("[,;、\\s]*(?:[期年月季]初|上[年月期季]度?末|原有)")
_AT_LAST = regex("[,;、\\s]*(?:[期年月季]末|本[年月期季]度?末|现有|现存)")
_LESS = regex("减|销|出|脱贫|释放|退|死亡|用|结案|[审办执]结|撤|并")
_PLAINLY = regex(any_of("surely_left", "plainly_left") + r"[\u4e00-\u9fff]{0,3}$")
_BALANCE = regex(any_of("balances"))
_CUMULATED = regex(any_of("cumulated"))
_CARRIED_OVER = regex(any_of("carried_over"))
_SPENT = regex(any_of("spent"))


def differences(scene: Scene) -> Iterator[Hypothesis]:
    """What is called left of a whole, over each whole near it and what was taken from that."""
    for claim in scene.terms:
        if _AT_LAST.match(claim.lead) and claim.is_operand("level"):
            yield from _moved(scene, claim)
        is_left = claim.is_operand("level", "change") and (_LEFT_OVER.search(claim.lead) or _is_undone(claim))
        if is_left and not _CARRIED_OVER.search(claim.lead):
            yield from _balance(scene, claim)
            yield from _left(scene, claim)
            yield from _flow(scene, claim)


def _is_undone(term: Term) -> bool:
    """Whether the words before a figure or behind it say that so much is not done yet."""
    return _UNDONE.fullmatch(term.lead) is not None or _UNDONE_BEHIND.match(term.mention.tail) is not None


def _moved(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What was there at first, with what came and without what went: 期初120户，新增5户，脱贫38户，期末87户."""
    near = [
        one for one in scene.terms[max(0, claim.index - 3) : claim.index] if one.is_operand("level", "base", "change")
    ]
    if len(near) < 3 or not _AT_FIRST.match(near[0].lead) or near[0].segment != claim.segment:
        return
    went = [one for one in near[1:] if one.falls or _LESS.search(one.lead)]
    came = [one for one in near[1:] if one not in went]
    if len(went) == len(came) == 1 and all(one.is_counted_as(claim) for one in near):
        figures = (near[0], *came, *went)
        yield from proposed("difference", claim, figures, "sum", split=2, prior=0.0, demand=-1, must_fit=True)


def _flow(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What was there and what came in, less what was done: 旧存120件，新收980件，结案1010件，未结90件."""
    near = [one for one in scene.operands(claim.measured, claim, NEAR) if one.sentence >= claim.sentence - 1][::-1]
    near = [one for one in near if one.is_counted_as(claim) and one.paragraph == claim.paragraph]
    was = [one for one in near if _CARRIED_OVER.search(one.lead)]
    done = [one for one in near if one not in was and _DONE.search(one.lead)]
    came = [one for one in near if one not in was and one not in done and _CAME.search(one.lead)]
    if len(was) == len(came) == len(done) == 1:
        figures = (*was, *came, *done)
        is_row = [one.index for one in figures] == [*range(claim.index - 3, claim.index)]
        is_plain = is_row and was[0].segment == claim.segment
        prior, demand = (0.6, 2) if is_plain else (0.0, -1)
        yield from proposed(
            "difference", claim, figures, "sum", split=2, prior=prior, demand=demand, must_fit=not is_plain
        )


def _left(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A whole less what was done of it."""
    near = [each for each in scene.operands(claim.measured, claim, NEAR) if each.sentence >= claim.sentence - 2]
    is_cumulated = _CUMULATED.search(claim.lead) is not None and _BALANCE.search(claim.lead) is not None
    is_plain = _PLAINLY.search(claim.lead) is not None and not is_cumulated
    for first, taken in enumerate(near[:4]):
        for second, whole in enumerate(near):
            if whole.index >= taken.index or whole.quantity.high < taken.quantity.low:
                continue
            prior, demand = -0.5 - 0.6 * first - 0.5 * (second - 1), 0
            prior -= 1.0 if whole.paragraph != claim.paragraph else 0.0
            if is_plain and (first, second) == (0, 1) and whole.segment == claim.segment:
                prior, demand = 1.0, 2
            elif _is_told(scene, claim, whole, taken):
                prior, demand = 0.6, 2
            if is_cumulated:
                # What is left of all years is what came in and was spent in none of them.
                prior, demand = prior - 2.0, -1
            yield from proposed(
                "difference", claim, (whole, taken), "sum", prior=prior, demand=demand, must_fit=is_cumulated
            )


def _is_told(scene: Scene, claim: Term, whole: Term, taken: Term) -> bool:
    """Whether what came in, what was done of it and what was not stand right behind each other: 受理860件，办结842件，
    未办结18件. What was still there from before may be done as well.
    """
    between = (*scene.terms[whole.index + 1 : taken.index], *scene.terms[taken.index + 1 : claim.index])
    if not _is_undone(claim) or whole.segment != claim.segment or not all(one.is_rate for one in between):
        return False
    near = scene.operands(claim.measured, claim, NEAR)
    is_flow = _CAME.search(whole.lead) is not None and _DONE.search(taken.lead) is not None
    return is_flow and not any(_CARRIED_OVER.search(one.lead) for one in near)


def _balance(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What came in, and what was left from before, less what was spent."""
    if not _BALANCE.search(claim.lead):
        return
    near = scene.here(claim, lambda each: each.role == "level" and each.symbol == claim.symbol, NEAR, 1)[::-1]
    came = [each for each in near if not _SPENT.search(each.lead)]
    spent = [each for each in near if _SPENT.search(each.lead)]
    if len(came) > 1 and spent:
        yield from proposed(
            "difference", claim, (*came, *spent), "sum", split=len(came), prior=-1.0, demand=-1, must_fit=True
        )
