"""Names of villages that were once kept with the blanks that fill their cells, and that no text had."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked


def test_a_name_is_kept_without_the_blanks_that_fill_its_cell(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("村,产值（万元）\n东　　山村,88\n西  岭,75\nEast Hill,70\n", "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert [row["name"] for sort, row in found.understood.new if sort == "entity"] == ["东山村", "西岭", "East Hill"]
    assert [one.entity.name for one in found.observations] == ["东山村", "西岭", "East Hill"]
