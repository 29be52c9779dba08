"""A total row is of the place that its words say: 全县合计 is never the figure of a town."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

TOWNS = "2025年6月情况\n镇,村,收入(万元)\n"


@pytest.mark.parametrize(
    ("rows", "options", "whose"),
    [
        ("青山镇,东山村,100\n青山镇,西湖村,150\n全县合计,,250\n", ["--within", "甲县"], "甲县"),
        ("全县,,450\n青山镇,东山村,100\n,西湖村,150\n白石镇,南塘村,200\n", ["--within", "甲县"], "甲县"),
        ("合计,,450\n青山镇,东山村,100\n,西湖村,150\n白石镇,南塘村,200\n", ["--within", "甲县"], "甲县"),
        ("青山镇,东山村,100\n青山镇,西湖村,150\n全镇合计,,250\n", ["--within", "甲县"], "青山镇"),
        ("青山镇,东山村,100\n青山镇,西湖村,150\n全市合计,,250\n", ["--within", "甲县"], ""),
        ("青山镇,东山村,100\n青山镇,西湖村,150\n全县合计,,250\n", [], ""),
        ("青山镇,东山村,100\n白石镇,西湖村,150\n全县合计,,250\n", ["--total", "甲县"], "甲县"),
    ],
)
def test_whose_totals_are(
    rows: str, options: list[str], whose: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TOWNS + rows, "utf-8")
    nbkpi("import", "t.csv", "--new", "county", *options)
    book = load(tmp_path / "county")
    wholes = [one.entity.name for one in book.observations if one.text in ("250", "450")]
    assert wholes == [whose] * bool(whose)
    villages = [one for one in book.entities if one.kind == "village"]
    if options and whose:
        assert all(whose in [upper.name for upper in one.ancestors()] for one in villages)


def test_a_total_beside_towns_is_held_against_the_villages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TOWNS + "全县合计,,455\n青山镇,东山村,100\n,西湖村,150\n白石镇,南塘村,200\n", "utf-8")
    nbkpi("import", "t.csv", "--new", "county")
    done = nbkpi("check", "--book", "county")
    assert "全县合计" in done.out
    assert done.code == 1
