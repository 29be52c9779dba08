"""A book of English names shows its units in English; printed numbers stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

SHEET = """Village,Revenue ({}),Households
Ashby,{},{}
Denham,0.983,280
Total,2.0,640
"""


@pytest.mark.parametrize(
    ("unit", "revenue", "shown"),
    [
        ("million yuan", "1.205", "1.205 million yuan  1.2045–1.2055"),
        ("10,000 yuan", "1.205", "12,050 yuan  12,045–12,055"),
        ("yuan", "1205", "1,205 yuan"),
    ],
)
def test_units_in_english(
    unit: str, revenue: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("v.csv").write_text(SHEET.format(f'"{unit}"'.strip('"').replace(",", ""), revenue, 321), "utf-8")
    options = ["--period", "2025", "--total", "Ash County", "--unit", "Households=households"]
    nbkpi("import", "v.csv", "--new", "ash", *options)
    assert shown in nbkpi("rank", "Revenue", "--book", "ash").out
    assert "321 households" in nbkpi("rank", "Households", "--book", "ash").out
    for command in ("rank Revenue", "growth", "check", "summary", "deduce"):
        assert not any("\u4e00" <= one <= "\u9fff" for one in nbkpi(*command.split(), "--book", "ash").out)


def test_machines_read_what_they_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("v.csv").write_text(SHEET.format("10000 yuan", "1.205", 320), "utf-8")
    nbkpi("import", "v.csv", "--new", "ash", "--period", "2025", "--unit", "Households=households")
    done = nbkpi("rank", "Revenue", "--book", "ash", "--format", "csv").out
    assert ",1.205,1.2045,true,1.2055,false," in done


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2.5 million yuan", True), ("310 households", True), ("1,200 yuan", True), ("88万元", True),
        ("at least 1.2 million yuan", True), ("over 300 households", True), ("310 parrots", False),
    ],
)  # fmt: skip
def test_a_figure_is_added_in_its_own_words(
    value: str, written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("v.csv").write_text(SHEET.format("10000 yuan", "1.205", 320), "utf-8")
    nbkpi("import", "v.csv", "--new", "ash", "--period", "2025", "--unit", "Households=households")
    measure = "Households" if "h" in value else "Revenue"
    done = nbkpi("add", "Ashby", measure, "2024", value, "--book", "ash", "--note", "telephone")
    assert done.code == (0 if written else 2)
    text = "".join(one.read_text("utf-8") for one in Path("ash").glob("*.toml"))
    assert (f'value = "{value}"' in text) == written
    assert not written or value in done.out
