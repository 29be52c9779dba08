"""A book of a county with two villages, of which some figures stay in a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.model.book import Book

COUNTY = """
[[source]]
id = "paper"
title = "Paper"

[[entity]]
id = "county"
name = "甲县"
kind = "county"

[[entity]]
id = "east"
name = "东村"
within = "甲县"
code = "001"

[[entity]]
id = "west"
name = "西村"
within = "甲县"

[[breakdown]]
id = "sex"
name = "性别"
members = ["男", "女"]
complete = true

[[indicator]]
id = "income"
name = "收入"
unit = "万元"

[[indicator]]
id = "so_far"
name = "收入累计值"
unit = "万元"

[[indicator]]
id = "homes"
name = "农户"
unit = "户"
kind = "count"

[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
measure = "stock"

"""


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Book]:
    """Load that book with this [[table]] and these rows: texts of a CSV, or what writes the file at a path."""

    def load_with(table: str, rows: str | Callable[[Path], object], name: str = "t.csv") -> Book:
        if isinstance(rows, str):
            (tmp_path / name).write_text(rows, "utf-8")
        else:
            rows(tmp_path / name)
        (tmp_path / "book.toml").write_text(f'{COUNTY}[[table]]\npath = "{name}"\n{table}\n', "utf-8")
        return load(tmp_path)

    return load_with
