"""A wrong share of 全县 was let be where the county stood in a sentence of its own, with nothing else in the text."""

from __future__ import annotations

import pytest

import nbkpi


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全县村集体收入400.0万元。西河村86.0万元，占全县的23.5%。", "contradicted"),
        ("全县村集体收入400.0万元。西河村86.0万元，占全县的21.5%。", "consistent"),
        ("全县村集体收入400.0万元。东山村120.0万元，占全县的30.0%；西河村86.0万元，占全县的23.5%。", "contradicted"),
        ("全县村集体收入400.0万元，增长5.0%。其中，东山村120.0万元。西河村86.0万元，占全县的23.5%。", "contradicted"),
        ("全镇村集体收入400.0万元。西河村实现村集体收入86.0万元，占全镇的23.5%。", "contradicted"),
        ("全县村集体收入400.0万元。西河村旅游收入86.0万元，占全县的23.5%。", "unrelated"),
        ("全县村集体收入400.0万元，2021年全县村集体收入360.0万元。西河村86.0万元，占全县的23.5%。", "unrelated"),
        ("全镇村集体收入400.0万元。西河村86.0万元，占全县的23.5%。", "unrelated"),
        ("全县村集体收入400.0万元。西河村86.0万元，获评先进；党员占全县的23.5%。", "unrelated"),
    ],
)
def test_the_last_share(text: str, verdict: str) -> None:
    assert nbkpi.audit(text).to_dicts()[-1]["verdict"] == verdict
