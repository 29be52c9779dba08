"""A quoted sign was taken for the sign itself."""

from __future__ import annotations

import pytest

from nbkpi.errors import FormulaError
from nbkpi.formula.parse import parse_equation, parse_formula


@pytest.mark.parametrize("text", ['x "=" y', 'share(x "," y)', 'sum "(" x)'])
def test_quoted_signs(text: str) -> None:
    for parse in (parse_formula, parse_equation):
        with pytest.raises(FormulaError):
            parse(text)
