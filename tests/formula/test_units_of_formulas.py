"""A formula is checked for names, arguments and units before anything is computed."""

from __future__ import annotations

import pytest

from nbkpi.errors import FormulaError, UnknownName
from nbkpi.figure import Unit, Units
from nbkpi.figure.unit import NUMBER, PURE
from nbkpi.formula.parse import parse_equation, parse_formula
from nbkpi.formula.units import NamedMeasure, check_equation, check_formula, check_unit, describe

UNITS = Units()
INDICATORS = {
    "income": "万元", "gdp": "亿元", "people": "人", "cases": "件", "closed": "件", "rate": "%", "deaths": "‰",
    "mass": "吨", "per_head": "元/人", "dollars": "美元", "index": "1",
}  # fmt: skip
METRICS = {"办结率": "%", "gap": "pp"}


def unit(symbol: str) -> Unit:
    found = NUMBER if symbol in ("", "1") else UNITS.get(symbol)
    assert found is not None, symbol
    return found


def lookup(name: str) -> NamedMeasure:
    known = INDICATORS.get(name) or METRICS.get(name)
    if known is None:
        raise UnknownName(f"no {name}", ["income"] if name == "incone" else [])
    return NamedMeasure(unit(known), name in INDICATORS, name in INDICATORS and unit(known).dimension != PURE)


def check(formula: str, symbol: str) -> None:
    node = parse_formula(formula)
    check_unit(check_formula(node, lookup), unit(symbol), node)


def refused(formula: str, symbol: str = "1") -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        check(formula, symbol)
    assert 0 <= caught.value.start <= caught.value.end <= len(formula)
    return caught.value


@pytest.mark.parametrize(
    ("formula", "symbol"),
    [
        ("income + gdp", "万元"),
        ("income - gdp", "亿元"),
        ("gdp / people", "元/人"),
        ("gdp / people", "万元/人"),
        ("income / gdp", "%"),
        ("closed / cases", "%"),
        ("closed / cases", "‰"),
        ("closed / cases", "倍"),
        ("gdp / per_head", "人"),
        ("per_head * people", "亿元"),
        ("rate - deaths", "%"),
        ("rate - deaths", "pp"),
        ("rate + gap", "%"),
        ("办结率 - 90%", "pp"),
        ("growth(income)", "%"),
        ("change(people)", "人"),
        ("change(rate)", "%"),
        ("change(rate)", "pp"),
        ("points(rate)", "pp"),
        ("points(办结率, 3)", "pp"),
        ("prior(income, 2)", "亿元"),
        ("cagr(income, 3)", "%"),
        ("share(income, gdp)", "%"),
        ("sum(people)", "人"),
        ("mean(income)", "万元"),
        ("pull(income, gdp)", "pp"),
        ("contribution(income, gdp)", "%"),
        ("income / target(income) - elapsed()", "pp"),
        ("mass / years()", "吨"),
        ("(income / gdp) ^ (1/2)", "%"),
        ("people ^ 2 / people", "人"),
        ("people ^ 0", "1"),
        ("-income", "万元"),
        ('growth(cases, "previous")', "%"),
        ("2 * income", "万元"),
    ],
)
def test_units_that_fit(formula: str, symbol: str) -> None:
    check(formula, symbol)


@pytest.mark.parametrize(
    ("formula", "symbol", "words"),
    [
        ("people + income", "人", "person and CNY cannot be added"),
        ("income + dollars", "万元", "CNY and USD cannot be added"),
        ("income + 1", "万元", "CNY and a ratio cannot be added"),
        ("income + rate", "万元", "CNY and a ratio"),
        ("gdp / people", "元", "the formula is CNY/person, which cannot be given in 元"),
        ("closed / cases", "件", "the formula is a ratio, which cannot be given in 件"),
        ("growth(income)", "pp", "the formula is a ratio, which cannot be given in pp"),
        ("rate + deaths", "pp", "cannot be given in pp"),
        ("points(rate)", "%", "cannot be given in %"),
        ("points(income)", "pp", "not of CNY"),
        ("share(income, people)", "%", "CNY and person"),
        ("pull(people, gdp)", "pp", "person and CNY"),
        ("sum(rate)", "%", "“rate” is a rate"),
        ("mean(rate)", "%", "“rate” is a rate"),
        ("sum(办结率)", "%", "“办结率” is a rate"),
        ("sum(income + gdp)", "万元", "the name of an indicator"),
        ("target(办结率)", "%", "the name of an indicator"),
        ("people ^ (1/2)", "1", "only a number without a unit has a root"),
        ("2 ^ people", "1", "an exponent must be a number"),
        ("2 ^ 1000000000", "1", "within ±100"),
        ("2 ^ (1 / 0)", "1", "an exponent must be a number"),
        ("cagr(income)", "%", "takes 2 arguments, not 1"),
        ("cagr(income, 0)", "%", "a whole number of years"),
        ("cagr(income, 1.5)", "%", "a whole number of years"),
        ('cagr(income, "previous")', "%", "a whole number of years"),
        ('growth(income, "last")', "%", '"previous" or a whole number of years'),
        ("growth(income, -1)", "%", "whole number of years"),
        ("growth(income, 201)", "%", "whole number of years"),
        ("growth()", "%", "takes 1–2 arguments, not 0"),
        ("elapsed(income)", "%", "takes 0 arguments, not 1"),
        ('income + "previous"', "万元", "quoted words"),
        ('"previous"', "1", "quoted words"),
    ],
)
def test_what_does_not_fit_is_refused(formula: str, symbol: str, words: str) -> None:
    assert words in str(refused(formula, symbol))


def test_unknown_names_have_a_place_and_a_suggestion() -> None:
    error = refused("people / incone", "人/元")
    assert (error.start, error.end) == (9, 15)
    assert "income" in error.remedy
    error = refused("grwoth(income)", "%")
    assert error.remedy == "did you mean “growth”?"
    assert "functions: growth, change" in refused("xyz(income)").remedy


def test_both_sides_of_an_identity_measure_the_same() -> None:
    check_equation(parse_equation("gdp = income + sum(income)"), lookup)
    check_equation(parse_equation("办结率 = closed / cases"), lookup)
    for text in ("gdp = people", "gdp = income / people", "gdp = nothing"):
        with pytest.raises(FormulaError):
            check_equation(parse_equation(text), lookup)


@pytest.mark.parametrize(
    "equation", ["people + 2 * people = 3", "3 = people", "people - 5 = 2 * people", "2 * people / 3 = 1"]
)
def test_a_plain_number_beside_counts_is_a_count(equation: str) -> None:
    check_equation(parse_equation(equation), lookup)


@pytest.mark.parametrize(
    "equation", ["income = 3", "income / people = 3", "people = growth(people)", "people * people = 3"]
)
def test_a_plain_number_beside_anything_else_is_none(equation: str) -> None:
    with pytest.raises(FormulaError):
        check_equation(parse_equation(equation), lookup)


def test_the_longest_formulas_are_checked_too() -> None:
    check("+".join(["income"] * 301), "万元")
    check("(" * 59 + "income" + ")" * 59, "万元")


def test_dimensions_in_words() -> None:
    assert describe(unit("元/人").dimension) == "CNY/person"
    assert describe(check_formula(parse_formula("1 / people ^ 2"), lookup).dimension) == "1/person^2"
    assert describe(PURE) == "a ratio"
