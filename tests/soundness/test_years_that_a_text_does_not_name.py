"""A text that names no year is of the last one of a book only where its figures fit that."""

from __future__ import annotations

import pytest
from tests.soundness.conftest import Compare

BOOK = """
[[indicator]]
id = "received"
name = "受理"
unit = "件"
kind = "count"
[[indicator]]
id = "resolved"
name = "办结"
unit = "件"
kind = "count"
[[entity]]
id = "east"
name = "东山村"
kind = "village"
within = "甲县"
"""
ROW = '[[observation]]\nentity = "{}"\nindicator = "{}"\nperiod = "{}"\nvalue = "{}件"\nsource = "s"\n'
FIGURES = [
    ("甲县", "received", "2025-06", 550), ("甲县", "resolved", "2025-06", 508), ("东山村", "received", "2025-06", 100),
    ("东山村", "resolved", "2025-06", 95), ("甲县", "received", "2024-06", 440),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("6月份，甲县受理550件，办结518件。东山村受理100件、办结95件。", "agrees contradicted agrees agrees"),
        ("6月份工作通报\n\n全县受理550件，办结508件。", "agrees agrees"),
        ("6月份，甲县受理551件，办结518件。东山村受理99件、办结95件。", "- - - -"),
        ("6月份，甲县受理600件。", "-"),
        ("6月份，甲县受理550件。", "-"),
        ("2026年工作。6月份，甲县受理550件，办结508件，东山村受理110件。", "- - -"),
    ],
)
def test_years_that_a_text_does_not_name(text: str, verdicts: str, compare: Compare) -> None:
    rows = "\n".join(ROW.format(*one) for one in FIGURES)
    found = compare(text, BOOK + rows)
    assert " ".join(one.verdict if not one.why else "-" for one in found) == verdicts
    named = [one for one in found if not one.why]
    assert all("2025" in one.assumed for one in named)
    assert any("--as-of" in one.reason for one in found) == (not named and "2026" not in text)
