"""import --replace says what it changes: how many figures are new, other than before, or gone, and which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


def printed(nbkpi: Run) -> dict[str, str]:
    found = nbkpi("list", "observations", "--book", "book", "--json").results()
    assert len({(one["source"], one["locator"]) for one in found}) == len(found)
    return {f"{one['entity']['name']} {one['period']}": f"{one['printed']} {one['source']}" for one in found}


def test_what_an_import_in_place_of_another_changes(
    nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "County,Year,Cost (yuan)\n"
    Path("r.csv").write_text(f"{head}Ash,2023,10\nAsh,2024,12\nElm,2024,13.0\nYew,2024,7\n", "utf-8")
    assert nbkpi("import", "r.csv", "--new", "book").code == 0
    Path("r.csv").write_text(f"{head}Ash,2024,15\nAsh,2025,15\nElm,2024,13.0\nFir,2024,13\n", "utf-8")
    told = nbkpi("import", "r.csv", "--book", "book", "--replace", "--new-entities").err
    assert "figures of “r”: 2 new, 1 changed, 1 gone; Ash Cost 2024: 12 → 15" in told
    assert printed(nbkpi) == {"Ash 2023": "10 r", "Ash 2024": "15 r_2", "Ash 2025": "15 r_2",
                              "Elm 2024": "13.0 r_2", "Fir 2024": "13 r_2"}  # fmt: skip
    again = nbkpi("import", "r.csv", "--book", "book", "--replace").err
    assert "figures of “r”: 0 new, 0 changed, 0 gone" in again
