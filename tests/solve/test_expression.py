"""Trees are equal when they say the same: a number is no variable, and a quoted word no name."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, Text
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, substituted

EXPRESSIONS: list[Expression] = [
    Constant(Fraction(1)),
    Variable(1),
    Share(Variable(1)),
    Power(Variable(1), 2),
    Growth(Variable(1), Variable(2)),
    Growth(Variable(1), Constant(Fraction(2))),
    Binary("-", Variable(1), Variable(2)),
    Binary("-", Constant(Fraction(1)), Variable(2)),
]
NODES: list[Node] = [
    Number(Fraction(1), 0, 1),
    Name("a", 0, 1),
    Text("a", 0, 1),
    Negation(Name("a", 0, 1), 0, 1),
    Negation(Text("a", 0, 1), 0, 1),
    Operation("-", Name("a", 0, 1), Text("a", 0, 1), 0, 1),
    Call("a", (), 0, 1),
]


def test_what_differs_in_kind_only_is_not_equal() -> None:
    for trees in (EXPRESSIONS, NODES):
        assert len(set(trees)) == len(trees)
        for one, other in combinations(trees, 2):
            assert one != other
            assert not one == other  # noqa: SIM201 - the two are answered apart


def test_no_tree_is_equal_to_what_it_holds() -> None:
    for tree in [*EXPRESSIONS, *NODES]:
        assert tree != tuple(tree)
        assert tuple(tree) != tree


def test_what_says_the_same_is_equal_and_found() -> None:
    for tree in EXPRESSIONS:
        same = substituted(tree, [Variable(slot) for slot in range(3)])
        assert same == tree
        assert not same != tree  # noqa: SIM202 - the two are answered apart
        assert {tree: "found"}[same] == "found"
