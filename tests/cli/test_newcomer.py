"""What a newcomer stumbled over: growth over the month before, names of books, sums that hold, figures said twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import nbkpi as library
from nbkpi.errors import UsageError

if TYPE_CHECKING:
    from conftest import Run

NAMES = """
[[entity]]
id = "town"
name = "青山镇"
[[entity]]
id = "a"
name = "东村"
within = "town"
[[entity]]
id = "b"
name = "西村"
within = "town"
[[indicator]]
id = "x"
name = "农户"
unit = "户"
kind = "count"
[[identity]]
equation = "x = sum(x)"
"""


def figure(entity: str, period: str, value: int) -> str:
    return f'[[observation]]\nentity = "{entity}"\nindicator = "x"\nperiod = "{period}"\nvalue = {value}\n'


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book without a title in the working folder, called small."""
    folder = tmp_path / "small"
    folder.mkdir()
    figures = (("东村", "2024-05", 100), ("东村", "2024-06", 110), ("西村", "2024-06", 90), ("青山镇", "2024-06", 200))
    (folder / "book.toml").write_text(NAMES + "".join(figure(*one) for one in figures), "utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_growth_over_the_month_before(small: Path, nbkpi: Run) -> None:
    found = nbkpi("growth", "--against", "previous", "--json").results()
    said = {(one["measure"]["id"], one["period"], one["value"]) for one in found}
    assert said == {('growth(x, "previous")', "2024-06", 10), ('change(x, "previous")', "2024-06", 10)}
    assert nbkpi("calc", found[0]["measure"]["id"], "--json").results()[0]["value"] == 10
    assert "year-on-year" not in nbkpi("growth", "--against", "previous").out
    assert [one.nominal for one in library.load(small).growth(against="previous")] == [10, 10]


@pytest.mark.usefixtures("small")
def test_no_two_periods_in_a_row(nbkpi: Run) -> None:
    shown = nbkpi("growth", "--against", "previous", "--entity", "西村")
    assert "no figure was published for two periods in a row" in shown.out


def test_only_two_things_to_compare_with(small: Path, nbkpi: Run) -> None:
    assert nbkpi("growth", "--against", "month").code == 2
    with pytest.raises(UsageError):
        library.load(small).growth(against="month")  # type: ignore[arg-type]


@pytest.mark.usefixtures("small")
def test_no_period_of_which_nothing_was_published(nbkpi: Run) -> None:
    found = nbkpi("calc", "growth(x)", "--entity", "东村", "--json").results()
    assert {one["period"] for one in found} == {"2024-05", "2024-06"}


@pytest.mark.usefixtures("small")
def test_a_book_without_a_title_has_the_name_of_its_folder(nbkpi: Run) -> None:
    shown = nbkpi("list", "entities").out
    assert shown.endswith("book: small\n")
    last = {line.split()[0]: line.split()[-1] for line in shown.splitlines()[2:5]}
    assert last["a"] == "青山镇"
    assert last["town"] != "青山镇"


def test_a_sum_that_holds_has_a_line(small: Path, nbkpi: Run) -> None:
    assert "农户 = sum(农户): the relation holds exactly" in nbkpi("check", "-v").out
    (small / "book.toml").write_text((small / "book.toml").read_text("utf-8").replace("200", "201"), "utf-8")
    wrong = nbkpi("check", "-v")
    assert wrong.code == 1
    assert "holds" not in wrong.out


def test_without_a_book_none_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("村名,2024年村集体经营性收入(万元)\n东山村,5.2\n", "utf-8")
    shown = nbkpi("import", "t.csv", "--dry-run")
    assert shown.code == 1
    assert "there is no book here" in shown.err
    assert "make one with nbkpi import t.csv --new FOLDER" in shown.err
    assert nbkpi("import", "t.csv").code == 1


AUDITS = {
    "全市有30个村参加，占30个村的62%。": ("contradicted", "30个 / 30个"),
    "30个村参加，占40个村的62%。": ("contradicted", "30个 / 40个"),
    "30个村参加，占40个村的75%。": ("exact", "30个 / 40个"),
    "男30人，占50%；女30人，占50%。": ("exact", "30人 / (30人 + 30人)"),
}


@pytest.mark.parametrize("text", AUDITS)
def test_a_share_of_a_whole_that_is_named(text: str) -> None:
    verdict, formula = AUDITS[text]
    first = library.audit(text)[0].to_dict()
    assert (first["verdict"], first["formula"]) == (verdict, formula)


@pytest.mark.parametrize("text", ["30个村参加，占50%，这30个村占全市的50%。", "参加的30个，占50%；参加的30个，占50%。"])
def test_what_is_said_twice_is_not_added_to_itself(text: str) -> None:
    assert all("30个" not in (one.to_dict()["formula"] or "") for one in library.audit(text))


def test_the_same_in_another_unit_is_published_not_computed(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("修建道路5公里，合5800米。", "utf-8")
    assert "also published as 5公里" in nbkpi("audit", str(tmp_path / "t.txt")).out


SHEET = "2025年1—{0}月情况\n村名,收入(万元)\n东村,{1}\n西村,6.0\n合计,{2}\n"


def test_several_changes_are_taken_back_one_after_the_other(small: Path, nbkpi: Run) -> None:
    before = (small / "book.toml").read_bytes()
    for count in (101, 102, 103):
        assert nbkpi("add", "东村", "x", f"{2000 + count}", f"{count}户").code == 0
    assert nbkpi("import", "--undo").out.startswith("undone: nbkpi add 东村 x 2103")
    assert nbkpi("import", "--undo").out.startswith("undone: nbkpi add 东村 x 2102")
    assert nbkpi("import", "--undo").code == 0
    assert (small / "book.toml").read_bytes() == before
    assert "there is nothing to undo" in nbkpi("import", "--undo").err
    assert "there is no book at nosuch" in nbkpi("import", "--undo", "--book", "nosuch").err


@pytest.mark.usefixtures("small")
def test_a_month_without_its_year_is_that_of_the_last_year(nbkpi: Run) -> None:
    added = nbkpi("add", "西村", "x", "5月", "101户")
    assert added.code == 0, added.err
    found = nbkpi("list", "observations", "--entity", "西村", "--json").results()
    assert {one["period"] for one in found} == {"2024-05", "2024-06"}
    refused = nbkpi("add", "东村", "x", "7月", "101户")
    assert (refused.code, refused.err) == (2, "nbkpi: “7月” does not say its year; write 2023-07 or 2024-07\n")


def test_a_wrong_total_is_counted_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("5.csv").write_text(SHEET.format(5, "5.0", "12.0"), "utf-8")
    assert (
        "findings: 0 · warnings: 1 · totals kept for the check: 1\n" in nbkpi("import", "5.csv", "--new", "county").err
    )
    Path("6.csv").write_text(SHEET.format(6, "7.0", "13.0"), "utf-8")
    assert "findings: 0 · totals kept for the check: 1\n" in nbkpi("import", "6.csv", "--book", "county").err


@pytest.mark.usefixtures("small")
def test_names_are_offered_instead_of_ids(nbkpi: Run) -> None:
    assert "did you mean “农户 growth”, “农户 change”?" in nbkpi("metric", "农户").err
    assert nbkpi("metric", "农户 growth").code == 0


IN_PLACE = """
[[table]]
path = "6.csv"
header = 2
entity = "村名"
period = "2020"
columns = { "农户" = "x" }
skip = ["合计"]
"""


def test_check_knows_wrong_totals_of_sheets_that_are_read_in_place(small: Path, nbkpi: Run) -> None:
    (small / "table.toml").write_text(IN_PLACE, "utf-8")
    for total, said in (("21", False), ("25", True)):
        (small / "6.csv").write_text(f"2020年情况\n村名,农户\n东村,10\n西村,11\n合计,{total}\n", "utf-8")
        checked = nbkpi("check")
        assert checked.code == 0
        assert ("6.csv!B5: warning: “合计” is 25, but B3–B4 add up to 21 户 [wrong-total]" in checked.err) is said


def test_a_wrong_heading_of_a_table_is_one_error(small: Path, nbkpi: Run) -> None:
    (small / "6.csv").write_text("2020年情况\n村名,农户\n东村,10\n西村,11\n", "utf-8")
    (small / "table.toml").write_text(IN_PLACE.replace("村名", "村各"), "utf-8")
    said = nbkpi("check").err
    assert said.count("error:") == 1
    assert "table.toml:5:10: error: 6.csv has no heading “村各”, and there is no entity of this name" in said
    assert "remedy: its headings: 村名, 农户" in said


@pytest.mark.usefixtures("small")
def test_what_can_be_named_is_said(nbkpi: Run) -> None:
    assert "MEASURE is missing (there are: nbkpi list indicators, nbkpi list metrics)" in nbkpi("rank").err
    assert "“农户增速”" in nbkpi("rank", "增速", "--lang", "zh").err
    assert "“农户 growth”" in nbkpi("rank", "growth").err


def test_figures_from_january_on_have_no_period_before(small: Path, nbkpi: Run) -> None:
    assert "figures from January on" not in nbkpi("growth", "--against", "previous", "--entity", "西村").out
    (small / "sum.toml").write_text(figure("西村", "2023-01..2023-05", 70), "utf-8")
    assert "figures from January on" in nbkpi("growth", "--against", "previous", "--entity", "西村").out
