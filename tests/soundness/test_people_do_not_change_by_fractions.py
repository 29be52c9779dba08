"""200人, up by 5.0%, implied a change of 9.52人, though no whole number of people grows to 200 by 4.95% to 5.05%."""

from __future__ import annotations

from pathlib import Path

import nbkpi

BOOK = """
[[entity]]
id = "a"
name = "甲村"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
[[observation]]
entity = "a"
indicator = "people"
period = "2024"
value = "{people}人"
[[observation]]
entity = "a"
metric = "people.growth"
period = "2024"
value = "{growth}"
"""


def changes(folder: Path, people: int, growth: str) -> dict[str, nbkpi.Result]:
    (folder / "book.toml").write_text(BOOK.format(people=people, growth=growth), encoding="utf-8")
    results = nbkpi.load(folder).growth()
    return {f"{result.measure.id} {result.period}": result for result in results}


def test_people_do_not_change_by_fractions(tmp_path: Path) -> None:
    found = changes(tmp_path, 210, "5.0%")
    assert found["people.change 2024"].display() == "10 人"
    assert found["people 2023"].display() == "200 人"


def test_what_no_whole_number_allows_is_said_and_not_left_out(tmp_path: Path) -> None:
    found = changes(tmp_path, 200, "5.0%")
    assert {found[name].state for name in ("people.change 2024", "people 2023")} == {"out_of_range"}
