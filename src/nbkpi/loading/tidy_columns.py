"""Tables with one figure a row: what their headings may be called, as `nbkpi export` writes them and others do."""

from __future__ import annotations

from collections.abc import Iterable

from nbkpi.language import _

TIDY: dict[str, tuple[str, ...]] = {
    "entity": ("entity_id", "entity", "实体编号", "实体", "对象"),
    "indicator": ("measure_id", "measure", "indicator", "metric", "指标编号", "指标", "度量"),
    "period": ("period", "时期", "期间", "年份", "时间"),
    "value": ("value", "数值", "值"),
    "unit": ("unit", "单位", "计量单位"),
    "source": ("source", "来源", "资料来源"),
    "of": ("of", "分组"),
    "locator": ("locator", "出处", "位置"),
    "status": ("status", "状态", "数据状态"),
    "prices": ("prices", "价格"),
    "note": ("note", "备注", "注"),
}
"""The headings of a table with one figure a row, as `nbkpi export` writes it; the first found of each counts."""

PARTS_OF_YEARS = ("month", "quarter", "月份", "月", "季度", "季")
"""The headings of a column that says which part of the year in the column of the period is meant."""

_RESULTS = (frozenset({"printed", "aspublished", "原文"}), frozenset({"lower", "lowerbound", "下限"}))
"""Headings of what other commands write: values there may be rounded, computed or missing, and are not as printed."""


def tidy_columns(present: dict[str, str]) -> dict[str, str | list[str]]:
    """The headings of a table with one figure a row, by key; present has them by their lower-case names.

    The period has two where its year and its month or quarter stand apart.
    """
    named = {key: next((present[name] for name in names if name in present), None) for key, names in TIDY.items()}
    found: dict[str, str | list[str]] = {key: name for key, name in named.items() if name is not None}
    part = next((present[name] for name in PARTS_OF_YEARS if name in present), None)
    if part is not None and (year := named["period"]) is not None:
        found["period"] = [year, part]
    return found


def are_results(present: Iterable[str]) -> bool:
    """Whether these are the headings of what a command computed or listed, by their lower-case names."""
    return all(not names.isdisjoint(present) for names in _RESULTS)


def no_results() -> tuple[str, str]:
    """Why results are not read as figures, and what to do."""
    return _("these are results of nbkpi, not figures as published"), _("import a table written by nbkpi export")
