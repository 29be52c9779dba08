"""Periods of titles and headings, said by the period of their sheet, and said anew under another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure import Period
from nbkpi.tables.masks import expanded, loose, masked, period_of_file, period_of_sheet, spelled

JUNE, JULY, JANUARY = (Period.parse(one) for one in ("2025H1", "2025-01..2025-07", "2026-01"))


@pytest.mark.parametrize(
    ("text", "mask", "in_july", "in_january"),
    [
        ("2025年上半年各村指标", "{period}各村指标", "{2025-01..2025-07}各村指标", "{2026-01}各村指标"),
        ("收入/2024年1-6月", "收入/{period-1y}", "收入/{2024-01..2024-07}", "收入/{2025-01}"),
        ("收入/2025-06", "收入/{month}", "收入/{2025-07}", "收入/{2026-01}"),
        ("6月", "{month}", "{2025-07}", "{2026-01}"),
        ("1-6月", "{period}", "{2025-01..2025-07}", "{2026-01}"),
        ("2025年6月收入", "{month}收入", "{2025-07}收入", "{2026-01}收入"),
        ("2024年", "{year-1y}", "{2024}", "{2025}"),
        ("3月", "{Y:-03}", "{2025-03}", "{2026-03}"),
        ("2024年一季度", "{Y-1:Q1}", "{2024Q1}", "{2025Q1}"),
        ("2010年", "{2010}", "{2010}", "{2010}"),
        ("本月", "本月", "本月", "本月"),
        ("第12期", "第#期", "第#期", "第#期"),
    ],
)
def test_a_period_is_said_by_that_of_the_sheet(text: str, mask: str, in_july: str, in_january: str) -> None:
    assert masked(text, JUNE) == mask
    assert expanded(mask, JUNE) == spelled(text, JUNE)
    assert expanded(mask, JULY) == in_july
    assert expanded(mask, JANUARY) == in_january


@given(
    st.builds(Period, st.integers(1950 * 12, 2090 * 12), st.integers(1, 12)),
    st.builds(Period, st.integers(1950 * 12, 2090 * 12), st.sampled_from([1, 3, 6, 12])),
)
def test_what_is_masked_comes_back_under_the_same_period(about: Period, period: Period) -> None:
    assert expanded(masked(f"{period}", about), about) == spelled(f"{period}", about)


def test_words_alone_count_for_likeness() -> None:
    assert loose(masked("2025年1-6月收入", JUNE)) == loose(masked("2026年1月收入", JANUARY)) == "{}收入"
    assert loose("6月收入") == loose("{month}收入")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2025-06.xlsx", "2025-06"),
        ("in/各村_2025-06.csv", "2025-06"),
        ("报表2025年6月.xlsx", "2025-06"),
        ("june.xlsx", None),
        ("2025-06 2025-07.xlsx", None),
    ],
)
def test_the_period_of_a_file_name(name: str, period: str | None) -> None:
    assert period_of_file(name) == (Period.parse(period) if period else None)


def test_the_period_of_a_sheet() -> None:
    headings = [["村名"], ["收入", "2023年"], ["收入", "2024年"]]
    assert period_of_sheet("2025-06", ["2024年情况"], headings) == Period.parse("2025-06")
    assert period_of_sheet("", ["2024年上半年情况"], headings) == Period.parse("2024H1")
    assert period_of_sheet("", ["各村情况"], headings) == Period.parse("2024")
    assert period_of_sheet("", [], [["村名"]]) is None
