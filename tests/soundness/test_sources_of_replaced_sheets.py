"""After import --replace every figure leads back to the sheet, title and cell it was printed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Run

FIRST = "2024年和2025年各村收入\n村名,2024年收入(万元),2025年收入(万元)\n甲村,1,12\n乙村,2,22.5\n合计,3,34.5\n"
NEXT = "2025年和2026年各村收入\n村名,2025年收入(万元),2026年收入(万元)\n甲村,12,14\n乙村,22.8,25\n合计,34.8,39\n"


@pytest.fixture(autouse=True)
def book(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("v.csv", FIRST), ("next.csv", NEXT)):
        Path(name).write_text(text, "utf-8")
    assert nbkpi("import", "v.csv", "--new", "county").code == 0


def figures(nbkpi: Run) -> dict[tuple[str, str], tuple[str, str, str]]:
    """What was printed of each village and year, in which source and cell."""
    found: list[dict[str, Any]] = nbkpi("list", "observations", "--book", "county", "--json").results()
    kept = {(one["entity"]["name"], one["period"]): one for one in found}
    assert len(kept) == len(found)
    return {key: (one["printed"], one["source"], one["locator"]) for key, one in kept.items()}


EXPECTED = {
    ("甲村", "2024"): ("1", "v", "B3"), ("乙村", "2024"): ("2", "v", "B4"),
    ("甲村", "2025"): ("12", "OWN", "B3"), ("乙村", "2025"): ("22.8", "OWN", "B4"),
    ("甲村", "2026"): ("14", "OWN", "C3"), ("乙村", "2026"): ("25", "OWN", "C4"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["next", "v"])
@pytest.mark.parametrize("is_known", [False, True])
def test_figures_of_other_years_keep_their_source_and_new_ones_get_their_own(
    nbkpi: Run, name: str, is_known: bool
) -> None:
    own = {"next": "next", "v": "v_2"}[name]
    Path(f"{name}.csv").write_text(NEXT, "utf-8")
    to = ("--book", "county")
    if is_known:
        # It was imported beside the first: its figures are not to stand there twice.
        assert nbkpi("import", f"{name}.csv", *to).code == 0
    before = {path: path.read_bytes() for path in Path("county").glob("*.toml")}
    for _time in range(2):
        done = nbkpi("import", f"{name}.csv", "--replace", "--source", "v", *to)
        assert done.code == 0, done.err
        found = {key: (text, source.replace(own, "OWN"), cell) for key, (text, source, cell) in figures(nbkpi).items()}
        assert found == EXPECTED
        sources = {one["id"]: one["title"] for one in nbkpi("list", "sources", *to, "--json").results()}
        assert sources == {"v": "2024年和2025年各村收入", own: "2025年和2026年各村收入"}
        checked = nbkpi("check", *to)
        assert (checked.code, "consistent: 3" in checked.out or "checked: 3" in checked.out) == (0, True), checked.out
    assert nbkpi("import", "--undo", *to).code == nbkpi("import", "--undo", *to).code == 0
    assert {path: path.read_bytes() for path in Path("county").glob("*.toml")} == before


def test_a_source_that_is_rounded_in_its_own_way_keeps_its_figures(nbkpi: Run) -> None:
    path = Path("county/v.toml")
    path.write_text(
        path.read_text("utf-8").replace('收入"\n', '收入"\nreading = { rounding = "truncated" }\n', 1), "utf-8"
    )
    assert nbkpi("import", "next.csv", "--replace", "--source", "v", "--book", "county").code == 0
    assert {source for _text, source, _cell in figures(nbkpi).values()} == {"v"}
