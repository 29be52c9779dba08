"""Books for comparing, written as lines of words: entity, measure, period, value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator

PLACES = """
entity = [
  { id = "county", name = "甲县", kind = "county" },
  { id = "town", name = "甲镇", kind = "town", within = "county" },
  { id = "other", name = "乙镇", kind = "subdistrict", within = "county" },
  { id = "a", name = "甲村", kind = "village", within = "town" },
  { id = "b", name = "乙村", kind = "village", within = "town" },
  { id = "c", name = "丙村", kind = "village", within = "other" },
]
indicator = [
  { id = "x", name = "收入", unit = "万元", range = "any" },
  { id = "done", name = "办结", unit = "件", kind = "count" },
  { id = "cases", name = "受理", unit = "件", kind = "count" },
  { id = "people", name = "人口", unit = "人", kind = "count", measure = "stock" },
  { id = "fires", name = "火灾", unit = "起", kind = "count", better = "lower" },
  { id = "waiting", name = "积案", unit = "件", kind = "count", measure = "stock", better = "lower" },
  { id = "index", name = "指数", unit = "1" },
  { id = "rate", name = "满意率", unit = "%", kind = "rate" },
  { id = "fee", name = "均价", unit = "元/人" },
]
metric = [
  { id = "done_rate", name = "办结率", formula = "done / cases", unit = "%", family = "resolution" },
  { id = "twice", name = "两倍", formula = "done_rate * 2", unit = "%" },
  { id = "per_head", name = "人均", formula = "x / people", unit = "元/人" },
  { id = "gap_rate", name = "差", formula = "x - fee * people", unit = "万元" },
]
"""
METRICS = ("done_rate", "twice", "per_head", "gap_rate")


def rows(sort: str, lines: str) -> str:
    """TOML of one sort for every line of words."""
    text = ""
    for line in filter(None, map(str.strip, lines.splitlines())):
        entity, measure, period, value, *more = line.split()
        key = "metric" if measure in METRICS or "." in measure else "indicator"
        pairs = {"entity": entity, key: measure, "period": period, "value": value}
        pairs |= dict(one.split("=") for one in more)
        text += f"[[{sort}]]\n" + "".join(f"{name} = {json.dumps(text)}\n" for name, text in pairs.items())
    return text


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Calculator]:
    """A calculator over a book of these figures, targets and whatever else is written."""

    def made(figures: str, targets: str = "", more: str = "") -> Calculator:
        path = tmp_path / "book.toml"
        path.write_text(PLACES + rows("observation", figures) + rows("target", targets) + more, "utf-8")
        return Calculator(load(path))

    return made
