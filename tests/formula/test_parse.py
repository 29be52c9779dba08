"""Formulas parse as they are read, know their places, and cannot do harm."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import FormulaError
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.formula.parse import MAX_DEPTH, MAX_LENGTH, MAX_OPERATIONS, parse_equation, parse_formula, parse_inequality
from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, Text, functions_in, names


def shown(node: Node) -> str:
    """Every operation in brackets."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Name):
        return node.text
    if isinstance(node, Text):
        return f'"{node.text}"'
    if isinstance(node, Negation):
        return f"(-{shown(node.operand)})"
    if isinstance(node, Operation):
        return f"({shown(node.left)}{node.operator}{shown(node.right)})"
    return f"{node.function}({', '.join(map(shown, node.arguments))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", "(a+(b*c))"),
        ("(a + b) * c", "((a+b)*c)"),
        ("a - b - c", "((a-b)-c)"),
        ("a / b / c * d", "(((a/b)/c)*d)"),
        ("2 ^ 3 ^ 2", "(2^(3^2))"),
        ("-2 ^ 2", "(-(2^2))"),
        ("2 ^ -1", "(2^(-1))"),
        ("-a * b", "((-a)*b)"),
        ("a - -b", "(a-(-b))"),
        ("+a", "a"),
        ("a − b × c ÷ d", "(a-((b*c)/d))"),
        ("（a ＋ b）* c", "((a+b)*c)"),
        ("share（a，b）", "share(a, b)"),
        ("5% + 43.6％ + 1_000", "((1/20+109/250)+1000)"),
        ("5 %", "1/20"),
        ("第一产业增加值 / 地区生产总值", "(第一产业增加值/地区生产总值)"),
        ("“三链”党建核心区 + 《条例》数", "(“三链”党建核心区+《条例》数)"),
        ("income.growth", "income.growth"),
        ('growth(a + b, "previous")', 'growth((a+b), "previous")'),
        ("elapsed()", "elapsed()"),
        ("a\n+\tb", "(a+b)"),
    ],
)
def test_precedence_and_spelling(text: str, tree: str) -> None:
    assert shown(parse_formula(text)) == tree


def test_numbers_are_exact() -> None:
    assert parse_formula("0.1 + 0") == Operation("+", Number(Fraction(1, 10), 0, 3), Number(Fraction(0), 6, 7), 0, 7)


def test_nodes_know_their_places() -> None:
    text = "办结 / share(受理 , b) - 5%"
    node = parse_formula(text)
    assert isinstance(node, Operation)
    assert isinstance(node.left, Operation)
    call = node.left.right
    assert isinstance(call, Call)
    assert text[call.start : call.end] == "share(受理 , b)"
    assert text[node.right.start : node.right.end] == "5%"
    assert [text[name.start : name.end] for name in names(node)] == ["办结", "受理", "b"]


@pytest.mark.parametrize(
    ("text", "start", "word"),
    [
        ("", 0, "expected here"),
        ("a +", 3, "expected here"),
        ("a b", 2, "“b” is not expected"),
        ("a + * b", 4, "expected here"),
        ("(a + b", 6, "“)”"),
        ("a + b)", 5, "“)” is not expected"),
        ("a; b", 1, "no meaning"),
        ("a $ b", 2, "no meaning"),
        ("1e5", 1, "“e5” is not expected"),
        (".5", 0, "no meaning"),
        ("growth(a b)", 9, "“)” is expected"),
        ("f(,)", 2, "expected here"),
        ("a = b", 2, "“=” is not expected"),
        ('sum "(" a)', 4, "not expected"),
        ('share(a "," b)', 8, "“)” is expected"),
        ('growth(a, ")"', 13, "“)” is expected"),
        ("9" * 61, 0, "more than 60 digits"),
        ("1_" * 2000, 0, "digits"),
    ],
)
def test_a_mistake_has_a_place(text: str, start: int, word: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert word in str(caught.value)
    assert caught.value.start == start


def test_equations() -> None:
    equation = parse_equation("gdp = a + b")
    assert (shown(equation.left), shown(equation.right)) == ("gdp", "(a+b)")
    assert parse_equation("a == b") == parse_equation("a =  b")
    for text in ("gdp", "a = b = c", "= a", "a =", 'a "=" b'):
        with pytest.raises(FormulaError):
            parse_equation(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [("a <= b", "<="), ("a>=b", ">="), ("a < b", "<"), ("a ＞ b", ">"), ("a ≤ b", "<="), ("a≥b", ">=")],
)
def test_inequalities(text: str, relation: str) -> None:
    found = parse_inequality(text)
    assert (shown(found.left), shown(found.right), found.relation) == ("a", "b", relation)


@pytest.mark.parametrize("text", ["a", "a = b", "a <= b <= c", "<= a", "a <", "a =< b", "a <> b"])
def test_what_is_no_inequality(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_inequality(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 10_000 + "a" + ")" * 10_000,
        "(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1),
        "-" * 3_000 + "a",
        "a^" * 1_900 + "a",
        "f(" * 1_900,
        "7" * 10_000,
        "a+" * (MAX_OPERATIONS + 1) + "a",
        "a" * (MAX_LENGTH + 1),
        " " * 100_000,
    ],
    ids=lambda text: f"{text[:6]} {len(text)}",
)
def test_what_is_too_large_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text)


def test_what_is_just_small_enough_is_not() -> None:
    depth = MAX_DEPTH - 1
    assert parse_formula("(" * depth + "a" + ")" * depth) == Name("a", depth, depth + 1)
    assert len(names(parse_formula("+".join("a" * (MAX_OPERATIONS + 1))))) == MAX_OPERATIONS + 1
    assert parse_formula("2 ^ 1000000000")


symbols = st.lists(st.sampled_from([*'+-*/^(),=%"” a1._', "growth(", "previous", "村", "“", *FUNCTIONS]), max_size=30)


@given(st.one_of(st.text(max_size=60), symbols.map("".join)))
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    for parse in (parse_formula, parse_equation):
        error = None
        try:
            parse(text)
        except FormulaError as raised:
            error = raised
        assert error is None or (str(error) and 0 <= error.start <= error.end <= len(text))


@st.composite
def written(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A formula of numbers and its value by Python's own rules, which are the same but for ^ and %."""
    if depth == 0 or draw(st.booleans()):
        number = draw(st.integers(1, 9))
        return str(number), Fraction(number)
    (left, a), (right, b) = draw(written(depth - 1)), draw(written(depth - 1))
    operator = draw(st.sampled_from("+-*/")) if b else "-"
    return f"({left} {operator} {right})", {"+": a + b, "-": a - b, "*": a * b, "/": a / (b or 1)}[operator]


@given(written())
def test_numbers_compute_as_usual(pair: tuple[str, Fraction]) -> None:
    from nbkpi.formula.units import constant

    assert constant(parse_formula(pair[0])) == pair[1]


def test_the_functions_of_a_formula_wherever_they_stand() -> None:
    formula = parse_formula("-sum(income) / max(households, 2 * whole(cases)) + growth")
    assert functions_in(formula) == {"sum", "max", "whole"}
    assert functions_in(parse_formula("a + 1")) == set()
