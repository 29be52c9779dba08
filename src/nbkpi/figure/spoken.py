"""Periods in sentences, as people write them; tables keep the codes that can be typed back."""

from __future__ import annotations

from nbkpi.figure.period import Period
from nbkpi.language import current

_HALVES = ("上半年", "下半年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def period_text(period: Period) -> str:
    """2025, 2025 H1, 2025 Q3, 2025-06 or 2025-01 to 2025-05; 2025年, 2025年上半年, 2025年6月 or 2025年1—5月."""
    return _chinese(period) if current() == "zh" else _english(period)


def _english(period: Period) -> str:
    text = str(period).replace("..", " to ")
    return text.replace("H", " H").replace("Q", " Q")


def _chinese(period: Period) -> str:
    year, month = divmod(period.start, 12)
    last_year, last_month = divmod(period.end - 1, 12)
    if month == 0 and period.length % 12 == 0:
        return f"{year}年" if year == last_year else f"{year}—{last_year}年"
    if period.length == 6 and month % 6 == 0:
        return f"{year}年{_HALVES[month // 6]}"
    if period.length == 3 and month % 3 == 0:
        return f"{year}年{_QUARTERS[month // 3]}"
    if period.length == 1:
        return f"{year}年{month + 1}月"
    last = f"{last_month + 1}月" if year == last_year else f"{last_year}年{last_month + 1}月"
    return f"{year}年{month + 1}—{last}" if year == last_year else f"{year}年{month + 1}月—{last}"
