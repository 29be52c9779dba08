"""The calculation that is shown of a claim comes to what was computed for it: every sort of relation, done by hand."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from tests.text.measuring import empty_book
from tests.text.test_kinds_of_relation import KINDS, SELDOM

from nbkpi.report.computation import _FORMS, computation
from nbkpi.text.audit import audit
from nbkpi.text.verdicts import Judged

SIGNS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def worked_out(node: ast.expr, values: dict[str, Fraction]) -> float | Fraction:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=int(number)):
            return Fraction(number)
        case ast.UnaryOp(operand=operand):
            return -worked_out(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            return SIGNS[type(op)](worked_out(left, values), worked_out(right, values))
    raise AssertionError(ast.dump(node))


def by_hand(one: Judged) -> float | Fraction:
    """What the shown calculation comes to, in the smallest units of money, people and the like."""
    # What is planned is put in as it is printed, though 80个以上 is no one number.
    pairs = zip(one.by.figures, one.by.expression.operands, strict=False)  # Some operands are of no figure.
    numbers = [each.quantity.value or put_in.value for each, put_in in pairs]
    words = [each.mention.words.lstrip("-") for each in one.by.figures]
    printed = {word: Fraction(abs(number), one.claim.one) for word, number in zip(words, numbers, strict=True)}
    words = [*sorted(printed, key=len, reverse=True), "100%"]
    names = {word: f"f{place}" for place, word in enumerate(words)}
    text = re.sub("|".join(map(re.escape, words)), lambda found: names[found[0]], computation(one)).replace("^", "**")
    values = {names[word]: printed.get(word, Fraction(1)) for word in words}
    return worked_out(ast.parse(text, mode="eval").body, values)


def judged() -> Iterator[Judged]:
    for kind in KINDS + SELDOM:
        for text, *_claims in (*kind.get("true", ()), *kind.get("wrong", ())):
            yield from audit(text, empty_book()).judged


def test_what_is_shown_comes_to_what_was_computed() -> None:
    forms = set()
    for one in judged():
        if one.nominal is None or (one.members and one.by.expression.form == "part"):
            continue
        forms.add(one.by.expression.form)
        # The words of a mean have units of their own: 万吨 over 公顷 for 公斤.
        scale = one.claim.unit.scale / (one.by.expression.factor if one.kind == "mean" else 1)
        computed, found = one.nominal * scale, by_hand(one)
        assert abs(found - computed) <= abs(computed) / 10**9, f"{computation(one)} is {found}, not {computed}"
    assert forms == set(_FORMS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("投诉600件，商品、服务和其他的比例为70.0:20.0:10.0。", "100% - 70.0 - 20.0"),
        (
            "三次产业增加值分别为77.84亿元、154.35亿元、188.58亿元，三次产业结构为18.5:36.7:44.8。",
            "77.84亿元 : 154.35亿元 : 188.58亿元",
        ),
    ],
)
def test_a_structure_is_that_of_its_members_or_of_itself(text: str, shown: str) -> None:
    assert [computation(one) for one in audit(text, empty_book()).judged] == [shown]


def test_what_only_falls_begins_with_its_sign() -> None:
    """It began with a blank and a sign: “ + 9.94个百分点 - 5.31个百分点”."""
    text = "甲类占比提高0.3个百分点，乙类占比提高0.5个百分点，丙类占比下降0.8个百分点。"
    shown = [computation(one) for one in audit(text, empty_book()).judged]
    assert shown == ["0.8个百分点 - 0.5个百分点", "0.8个百分点 - 0.3个百分点", "-0.3个百分点 - 0.5个百分点"]


def test_of_a_rate_without_its_cases_only_their_number_is_known() -> None:
    (one,) = audit("受理7件，办结率90.0%。", empty_book()).judged
    assert (one.verdict, computation(one)) == ("contradicted", "? / 7件")
