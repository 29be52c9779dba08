"""A book to import into."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.model.book import Book

BOOK = """
[book]
title = "county"

[[entity]]
id = "county"
name = "甲县"
kind = "county"

[[entity]]
id = "river"
name = "江口街道"
kind = "subdistrict"
within = "甲县"

[[entity]]
id = "brook"
name = "溪口镇"
kind = "town"
within = "甲县"

[[entity]]
id = "ridge1"
name = "岭下"
kind = "village"
within = "江口街道"
code = "330213001"

[[entity]]
id = "ridge2"
name = "岭下"
kind = "village"
within = "溪口镇"
code = "330213002"

[[entity]]
id = "east"
name = "东村"
kind = "village"
within = "甲县"

[[entity]]
id = "west"
name = "西村"
kind = "village"
within = "甲县"

[[indicator]]
id = "income"
name = "经营性收入"
unit = "万元"

[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
measure = "stock"

[[indicator]]
id = "gdp"
name = "地区生产总值"
unit = "亿元"

[[indicator]]
id = "primary"
name = "第一产业"
unit = "亿元"

[[indicator]]
id = "people"
name = "常住人口"
unit = "万人"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the book in it."""
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    return tmp_path


@pytest.fixture
def book(folder: Path) -> Book:
    return load(folder)
