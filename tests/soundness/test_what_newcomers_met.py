"""What newcomers met: growth of thousands in points, a share of places held against itself, a name without an end."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

import nbkpi as library


@pytest.mark.parametrize(
    ("unit", "word"), [("千", "growth"), ("万", "growth"), ("1", "growth"), ("%", "points"), ("‰", "points")]
)
def test_only_parts_of_one_grow_by_points(nbkpi: Run, tmp_path: Path, unit: str, word: str) -> None:
    """320.5千 after 322.0千 was told to be 150,000 percentage points more."""
    mark = "" if unit == "1" else unit
    rows = "".join(
        f'[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "{year}"\nvalue = "{value}{mark}"\n'
        for year, value in (("2023", "20.5"), ("2024", "22.0"))
    )
    things = (
        f'[[entity]]\nid = "a"\nname = "A"\nkind = "county"\n[[indicator]]\nid = "x"\nname = "X"\nunit = "{unit}"\n'
    )
    (tmp_path / "book.toml").write_text(things + rows, "utf-8")
    found = {one["measure"]["id"] for one in nbkpi("growth", "--book", str(tmp_path), "--json").results()}
    assert (f"x.{word}" in found, "x.points" in found) == (True, word == "points")


def test_a_share_of_what_places_have_together_is_of_their_total() -> None:
    """三县 of 占三县总额的53.9% was the amount and the whole: 100%, and the claim nearly."""
    text = (
        "三县营业收入合计1200亿元。其中甲县373亿元，占三县总额的31.1%；乙县647亿元，占三县总额的53.9%；"
        "丙县180亿元，占三县总额的15.0%。"
    )
    told = {one["asserted"]: one["verdict"] for one in library.audit(text).to_dicts()}
    assert told["31.1%"] == told["53.9%"] == "consistent"


def test_a_figure_whose_name_stands_in_the_clause_before(nbkpi: Run, tmp_path: Path) -> None:
    """A traceback: nothing stands between 村集体收入中 and the figure but the place."""
    text = tmp_path / "notice.txt"
    for words in ("村集体收入中，东山村88万元。", "村集体收入中，88万元。", "在村集体收入中，东山村88万元。"):
        text.write_text(words, "utf-8")
        assert nbkpi("audit", str(text), "--book", "data").code in (0, 1)


def test_an_english_text_is_not_said_to_have_nothing_to_check(nbkpi: Run, tmp_path: Path) -> None:
    """It was said to have no figure that can be computed from others, though 2,944 of 3,200 stands in it."""
    text = tmp_path / "notice.txt"
    text.write_text(
        "Of 3,200 callers, 2,944 were satisfied, a satisfaction rate of 94.2%, and 88 villages took part.", "utf-8"
    )
    told = nbkpi("audit", str(text)).out
    assert "only Chinese sentences are understood" in told
    assert "no figure" not in told


def test_an_english_text_says_how_far_it_was_checked(nbkpi: Run, tmp_path: Path) -> None:
    """Beside a book all its figures were called hardly checked, and among other files nothing was said at all."""
    text, other = tmp_path / "notice.txt", tmp_path / "other.txt"
    text.write_text("Village revenue of Denham was £5k.", "utf-8")
    other.write_text("全年收入88万元，同比增长43.6%，增加26.7万元。", "utf-8")
    assert "nothing in this text was checked" in nbkpi("audit", str(text)).out
    assert "not in Chinese, hardly checked: 1" in nbkpi("audit", str(text), str(other)).out
    told = nbkpi("audit", str(text), "--book", "data").out
    assert "compared with the book" in told
    assert "only Chinese" not in told
    assert "“Village revenue of" not in told


def test_a_number_in_no_unit_is_not_held_against_money(nbkpi: Run, tmp_path: Path) -> None:
    """560.0 was accused where the book has 560.0 thousand pounds; signs, and letters for powers, were not read."""
    (tmp_path / "book.toml").write_text(
        """[book]\ntitle = "t"\n[[source]]\nid = "s"\ntitle = "s"
[[entity]]\nid = "a"\nname = "Denham"\nkind = "town"
[[indicator]]\nid = "r"\nname = "Village revenue"\nunit = "千英镑"\nkind = "amount"
[[observation]]\nentity = "a"\nindicator = "r"\nperiod = "2025"\nvalue = "560.0千英镑"
""",
        "utf-8",
    )
    text = tmp_path / "notice.txt"
    for words, said in {
        "£560 higher": "around the figure",
        "560.0": "in which unit",
        "£560.0k": "agrees: 1",
        "GBP 570,000": "contradicted: 1",
    }.items():
        text.write_text(f"Village revenue of Denham came to {words} in 2025.", "utf-8")
        assert said in nbkpi("audit", str(text), "--book", str(tmp_path)).out
