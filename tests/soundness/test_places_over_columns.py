"""Places over the columns, once taken for indicators; rows of 项目, of which nothing was read; totals asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

SHEETS: dict[str, tuple[str, dict[str, Any], set[tuple[str, str, str]], int]] = {
    "provinces": (
        "year,北京市,河北省\n2022,5,6\n", {"indicator": "某值"}, {("北京市", "某值", "5"), ("河北省", "某值", "6")}, 0
    ),
    "provinces with an entity of all rows": (
        "year,北京市,河北省\n2022,5,6\n", {"indicator": "某值", "entity": "甲县"},
        {("北京市", "某值", "5"), ("河北省", "某值", "6")}, 0,
    ),
    "provinces of no known indicator": ("year,北京市,河北省\n2022,5,6\n", {"entity": "甲县"}, set(), 2),
    "countries": (
        "Year,France,Germany\n2022,5,6\n", {"indicator": "某值"}, {("France", "某值", "5"), ("Germany", "某值", "6")}, 0
    ),
    "countries of no known indicator": ("Year,France,Germany\n2022,5,6\n", {"entity": "World"}, set(), 2),
    "codes of countries": (
        "Date,AT,BE,DE,EA20,FR\n2022-01,5,6,7,8,9\n", {"indicator": "x"},
        {("AT", "x", "5"), ("BE", "x", "6"), ("DE", "x", "7"), ("EA20", "x", "8"),
         ("FR", "x", "9")}, 0,
    ),
    "what is no code of a country": (
        "Date,CO,SO,PM\n2022,5,6,7\n", {"entity": "甲市"},
        {("甲市", "CO", "5"), ("甲市", "SO", "6"), ("甲市", "PM", "7")}, 0,
    ),
    "cities beside provinces without the word for what they are": (
        "年份,北京,上海,广州\n2022,5,6,7\n", {"indicator": "某值"},
        {("北京", "某值", "5"), ("上海", "某值", "6"), ("广州", "某值", "7")}, 0,
    ),
    "names that only the user knows": (
        "Year,Atland,Beland\n2022,5,6\n", {"indicator": "某值"}, {("Atland", "某值", "5"), ("Beland", "某值", "6")}, 0
    ),
    "indicators by countries": (
        "Indicator,France,Italy\nSales,5,6\n", {"period": "2022"},
        {("France", "Sales", "5"), ("Italy", "Sales", "6")}, 0,
    ),
    "products by countries": (
        "Product,France,Italy\nWheat,5,6\n", {"period": "2022"}, {("France", "Wheat", "5"), ("Italy", "Wheat", "6")}, 0
    ),
    "indicators over countries": (
        "Year,Sales,Sales,Costs,Costs\n,France,Italy,France,Italy\n2022,5,6.5,7,8\n2023,5,6.5,7,8\n", {},
        {("France", "Sales", "5"), ("Italy", "Sales", "6.5"), ("France", "Costs", "7"), ("Italy", "Costs", "8")}, 0,
    ),
    "countries over indicators": (
        "Year,France,France,Italy,Italy\n,Sales,Costs,Sales,Costs\n2022,5,6.5,7,8\n2023,5,6.5,7,8\n", {},
        {("France", "Sales", "5"), ("France", "Costs", "6.5"), ("Italy", "Sales", "7"), ("Italy", "Costs", "8")}, 0,
    ),
    "countries over countries": ("Country,France,Italy\nFrance,5,6\nItaly,7,8\n", {"period": "2022"}, set(), 2),
    "countries left of their regions": (
        "Country,Region,Year,Sales\nFrance,Europe,2022,5\nItaly,Europe,2022,6\nChad,Africa,2022,7\n", {},
        {("France", "Sales", "5"), ("Italy", "Sales", "6"), ("Chad", "Sales", "7")}, 0,
    ),
    "each country in a region of its own": (
        "Country,Region,Year,Sales\nFrance,Europe,2022,5\nChad,Africa,2022,7\n", {},
        {("France", "Sales", "5"), ("Chad", "Sales", "7")}, 0,
    ),
    "parts and all of what the user says": (
        "村名,合计,男,女\n东村,9,5,4\n", {"indicator": "某值", "period": "2022"},
        {("东村", "某值", "9"), ("东村", "某值男", "5"), ("东村", "某值女", "4")}, 0,
    ),
    "sorts of places": (
        "year,城市(万元),农村(万元)\n2022,5,6\n", {"entity": "甲县"}, {("甲县", "城市", "5"), ("甲县", "农村", "6")}, 0
    ),
    "rows of items": (
        "项目,原煤,汽油\n可供量,5,6\n", {"period": "2022"}, {("可供量", "原煤", "5"), ("可供量", "汽油", "6")}, 0
    ),
    "a total that is asked for": (
        "谁,TOTAL\n甲乡,5\n", {"period": "2022", "columns": {"TOTAL": "total"}}, {("甲乡", "total", "5")}, 0
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_what_stands_over_columns(name: str, tmp_path: Path) -> None:
    text, given, figures, errors = SHEETS[name]
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(unit="万元", new_entities=True, new_indicators=True)._replace(**given)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert {(one.entity.name, one.measure.name, one.text) for one in found.observations} == figures
    assert len([one for one in found.findings if one.severity == "error"]) == errors
