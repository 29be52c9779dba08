"""A county stood first among its own villages in `target`; a misspelt kind gave an empty ranking and exit 0."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
entity = [
  { id = "county", name = "甲县", kind = "county" },
  { id = "other", name = "乙区", kind = "district" },
  { id = "a", name = "甲村", kind = "village", within = "county" },
  { id = "b", name = "乙村", kind = "village", within = "county" },
  { id = "c", name = "丙社区", kind = "community", within = "county" },
  { id = "d", name = "丁公司", kind = "company", within = "county" },
]
indicator = [{ id = "x", name = "收入", unit = "万元" }]
"""
VALUES = {"county": 900, "other": 800, "a": 10, "b": 20, "c": 30}


@pytest.fixture
def ask(nbkpi: Run, tmp_path: Path) -> Callable[..., list[dict[str, object]]]:
    path = tmp_path / "book.toml"
    rows = [
        f'[[observation]]\nentity = "{one}"\nindicator = "x"\nperiod = "2025H1"\nvalue = {value}\n'
        for one, value in VALUES.items()
    ]
    rows += [f'[[target]]\nentity = "{one}"\nindicator = "x"\nperiod = "2025"\nvalue = 1000\n' for one in VALUES]
    path.write_text(BOOK + "".join(rows), "utf-8")

    def answer(*arguments: str, **changes: str) -> list[dict[str, object]]:
        found = nbkpi(*arguments, "--book", str(path), "--json", **changes).results()
        return [(one["entity"]["id"], one.get("rank_best")) for one in found]

    answer.path = path
    return answer


def test_targets_are_ranked_within_their_level(ask, nbkpi: Run) -> None:
    found = ask("target")
    assert found == [("county", 1), ("other", 2), ("b", 1), ("a", 2), ("c", 1)]
    shown = nbkpi("target", "--book", str(ask.path)).out
    assert "收入 · 2025 · county\n" in shown
    assert "收入 · 2025 · village\n" in shown
    assert ask("target", "--kind", "村") == [("b", 1), ("a", 2)]


@pytest.mark.parametrize("kind", ["village", "村"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_kind_is_named_in_either_language(kind: str, lang: str, ask) -> None:
    assert ask("rank", "x", "--kind", kind, NBKPI_LANG=lang) == [("b", 1), ("a", 2)]
    assert ask("trend", "x", "--kind", kind, NBKPI_LANG=lang) == [("a", None), ("b", None)]


@pytest.mark.parametrize("kind", ["county", "district", "县", "县（市）", "区"])
def test_a_kind_stands_for_its_level(kind: str, ask) -> None:
    assert ask("rank", "x", "--kind", kind) == [("county", 1), ("other", 2)]


def test_several_kinds_are_all_meant(ask) -> None:
    both = [("c", 1), ("b", 2), ("a", 3)]
    assert ask("rank", "x", "--kind", "village", "--kind", "社区") == both
    assert ask("rank", "x", "--kind", "社区", "--kind", "village") == both


@pytest.mark.parametrize("command", [("rank", "x"), ("target",), ("growth",), ("list", "entities")])
def test_a_kind_that_there_is_not_is_an_error(command: tuple[str, ...], ask, nbkpi: Run) -> None:
    outcome = nbkpi(*command, "--kind", "village", "--kind", "vilage", "--book", str(ask.path))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "nbkpi: no entity of the book is a “vilage”; there are county, village, community, company\n"
    )


@pytest.mark.parametrize(
    ("option", "name", "right"),
    [
        ("--village", "丙社区", "--community 丙社区"),
        ("--village", "乙区", "--county 乙区"),
        ("--county", "丁公司", "--entity 丁公司"),
    ],
)
def test_another_kind_has_an_option_of_its_own(option: str, name: str, right: str, ask, nbkpi: Run) -> None:
    outcome = nbkpi("growth", option, name, "--book", str(ask.path))
    assert outcome.code == 2
    assert outcome.err.endswith(f"  did you mean {right}?\n")
