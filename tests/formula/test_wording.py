"""Formulas as people read them."""

from __future__ import annotations

import pytest

from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import names
from nbkpi.formula.wording import with_names

NAMES = {"a": "收入", "b": "农户（户）", "aa": "支出 / 人", "a.growth": "收入增速"}


@pytest.mark.parametrize(
    ("formula", "wording"),
    [
        ("a / b", "收入 / 农户（户）"),
        ("a + aa * a", "收入 + “支出 / 人” * 收入"),
        ("growth(a, 2) - a.growth", "growth(收入, 2) - 收入增速"),
        ("(a)", "(收入)"),
        ("a - 1", "收入 - 1"),
    ],
)
def test_ids_become_names(formula: str, wording: str) -> None:
    assert with_names(formula, names(parse_formula(formula)), NAMES.__getitem__) == wording
