"""Columns of growth and of shares of English tables follow from the columns beside them, where their years do."""

from __future__ import annotations

import pytest

import nbkpi

ROWS = """| Village | {} | {} | {} | {} |
|---|---|---|---|---|
| Ashby | 1.114 | 1.205 | 8.2 | 33.3 |
| Denham | 0.935 | 0.983 | 5.1 | 27.2 |
| Oakfield | 1.272 | 1.430 | {} | {} |
| Total | 3.321 | 3.618 | 8.9 | 100.0 |
"""


def wrong(*headings: str, growth: str = "12.4", share: str = "39.5") -> list[str]:
    """The words of the claims that are contradicted."""
    found = nbkpi.audit(ROWS.format(*headings, growth, share))
    return [one.asserted for one in found if one.verdict == "contradicted"]


@pytest.mark.parametrize("growth", ["Growth (%)", "YoY (%)", "Change on year (%)", "Annual growth (%)", "% change"])
@pytest.mark.parametrize("share", ["Share (%)", "% of total", "Share of total (%)", "Percentage share"])
def test_growth_and_shares(growth: str, share: str) -> None:
    years = ("2024 (million yuan)", "2025 (million yuan)")
    assert wrong(*years, growth, share) == []
    assert wrong(*years, growth, share, growth="21.4") == ["21.4"]
    assert wrong(*years, growth, share, share="93.5") == ["93.5"]


@pytest.mark.parametrize(
    "headings",
    [
        ("2010 (million yuan)", "2025 (million yuan)", "Annual growth (%)", "Score"),
        ("Revenue", "Spending", "Growth (%)", "Score"),
        ("2024 (million yuan)", "2025 (million yuan)", "Growth of exports (%)", "Share of exports in GDP (%)"),
    ],
)
def test_what_may_be_of_something_else(headings: tuple[str, ...]) -> None:
    assert wrong(*headings, growth="21.4") == []
