"""Cities that --city did not find, and municipalities that were counted as provinces."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

CITIES = {"a": ("上海市", "municipality"), "b": ("重庆市", "municipality"), "c": ("甲市", "county-level city")}
BOOK = '[book]\ntitle = "t"\n[[indicator]]\nid = "x"\nname = "常住人口"\nunit = "万人"\nkind = "count"\n'
BOOK += "".join(f'[[entity]]\nid = "{one}"\nname = "{name}"\nkind = "{kind}"\n' for one, (name, kind) in CITIES.items())
BOOK += "".join(
    f'[[observation]]\nentity = "{one}"\nindicator = "x"\nperiod = "2025"\nvalue = "9.1"\n' for one in CITIES
)


@pytest.mark.parametrize("name", ["上海市", "甲市"])
def test_a_city_is_a_city(nbkpi: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    assert name in nbkpi("trend", "x", "--city", name, "--book", str(tmp_path / "book.toml")).out


def test_what_was_ranked_is_called_by_its_kind(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    assert "2个直辖市参与排名" in nbkpi("rank", "x", "--lang", "zh", "--book", str(tmp_path / "book.toml")).out
