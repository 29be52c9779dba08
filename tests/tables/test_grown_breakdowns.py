"""Later sheets with categories that the breakdowns of a book do not have: added where that is asked for, and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from nbkpi.editing.growing import with_categories
from nbkpi.errors import UsageError
from nbkpi.library.book import load

AGES = "年龄,合计,男,女\n合计,100,52,48\n0-14岁,20,11,9\n15-64岁,60,31,29\n65岁及以上,20,10,10\n"
FINER = "年龄,合计,男,女\n合计,110,57,53\n0-14岁,20,11,9\n15-59岁,50,26,24\n60-64岁,20,10,10\n65岁及以上,20,10,10\n"
TRADES = "行业,{}\n合计,100\n农业,10\n工业,50\n服务业,40\n"
MORE = "行业,{}\n合计,130\n农业,12\n工业,61\n建筑业,7\n服务业,50\n"


@pytest.fixture
def taken(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Imports a sheet into the book, which the first one makes."""

    def take(name: str, text: str, *options: str) -> Any:
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        book = tmp_path / "book"
        into = ("--book", str(book)) if book.exists() else ("--new", str(book))
        about = ("--entity", "甲县", "--indicator", "单位数", "--unit", "个")
        return nbkpi("import", str(tmp_path / f"{name}.csv"), *about, *options, *into)

    return take


def _values(nbkpi: Callable[..., Any], book: Path, *options: str) -> dict[str, Any]:
    rows = nbkpi("metric", "单位数.share", "--json", *options, "--book", str(book)).results()
    return {" ".join(one["entity"]["of"].values()): one["value"] for one in rows}


def test_finer_ages_go_into_those_that_hold_them(
    nbkpi: Callable[..., Any], taken: Callable[..., Any], tmp_path: Path
) -> None:
    book = tmp_path / "book"
    taken("first", AGES, "--period", "2023")
    before = {path: path.read_bytes() for path in book.glob("*.toml")}
    refused = taken("second", FINER, "--period", "2024")
    assert refused.code == 1
    assert "--new-breakdowns" in refused.err
    assert "gone" not in refused.err
    assert taken("second", FINER, "--period", "2024", "--new-breakdowns").code == 0
    [age] = [one for one in load(book).data.cells.breakdowns.all if one.id == "age"]
    assert [(one.name, one.depth) for one in age.every()] == [
        ("0-14岁", 0), ("15-64岁", 0), ("15-59岁", 1), ("60-64岁", 1), ("65岁及以上", 0),
    ]  # fmt: skip
    assert age.members[1].is_complete
    found = load(book)
    assert found.metric("单位数", entity="甲县", of="15-64岁", period="2024").display() == "70 个"
    assert found.metric("单位数.growth", entity="甲县", of="15-64岁", period="2024").display() == "16.67%"
    assert nbkpi("check", "--book", str(book)).code == 0
    assert nbkpi("import", "--undo", "--book", str(book)).code == 0
    assert {path: path.read_bytes() for path in book.glob("*.toml")} == before


def test_a_new_category_joins_those_that_make_up_the_whole_where_the_figures_show_it(
    nbkpi: Callable[..., Any], taken: Callable[..., Any], tmp_path: Path
) -> None:
    taken("first", TRADES.format(2023))
    assert taken("second", MORE.format(2024), "--new-breakdowns").code == 0
    assert taken("third", MORE.format(2025)).code == 0
    [trade] = load(tmp_path / "book").data.cells.breakdowns.all
    assert (trade.is_complete, [one.name for one in trade.members]) == (True, ["农业", "工业", "服务业", "建筑业"])
    shares = _values(nbkpi, tmp_path / "book", "--of", "建筑业", "--period", "2025")
    assert shares == {"建筑业": pytest.approx(100 * 7 / 130)}


@pytest.mark.parametrize("languages", [("zh", "en"), ("en", "zh")])
def test_a_layout_is_the_same_in_another_language(taken: Callable[..., Any], tmp_path: Path, languages: Any) -> None:
    first, second = languages
    assert taken("first", AGES, "--period", "2023", "--lang", first).code == 0
    recipes = tmp_path / "book" / "recipes.toml"
    assert "甲县 (0-14岁, 男)" in recipes.read_text("utf-8")
    # As it was written in Chinese once.
    old = (
        recipes.read_text("utf-8").replace("甲县 (0-14岁, 男)", "甲县（0-14岁、男）").replace("甲县 (女)", "甲县（女）")
    )
    recipes.write_text(old, "utf-8")
    done = taken("second", AGES, "--period", "2024", "--lang", second)
    assert done.code == 0, done.err
    assert "甲县 (女)" not in done.err
    assert "甲县（女）" not in done.err


@pytest.mark.parametrize("sheet", [MORE.replace("合计,130\n", ""), MORE.replace("建筑业,7", "建筑业,9")])
def test_a_new_category_that_the_figures_do_not_show_to_belong_to_a_whole_is_none(
    taken: Callable[..., Any], tmp_path: Path, sheet: str
) -> None:
    taken("first", TRADES.format(2023))
    before = (tmp_path / "book" / "first.toml").read_bytes()
    refused = taken("second", sheet.format(2024), "--new-breakdowns")
    assert refused.code == 1
    assert "“行业” is complete, and no figures show that it is with 建筑业 too" in refused.err
    assert (tmp_path / "book" / "first.toml").read_bytes() == before
    assert taken("second", MORE.format(2024), "--new-breakdowns").code == 0


def test_a_breakdown_does_not_grow_where_the_book_does_not_change(taken: Callable[..., Any], tmp_path: Path) -> None:
    taken("first", TRADES.format(2023))
    refused = taken("second", MORE.format(2024), "--new-breakdowns", "-o", str(tmp_path / "elsewhere.toml"))
    assert refused.code == 2
    assert "leave out -o" in refused.err
    inside = tmp_path / "book" / "more.toml"
    assert taken("second", MORE.format(2024), "--new-breakdowns", "-o", str(inside), "--as-table").code == 0
    assert len(load(tmp_path / "book").data.observations) == 4 + 5


def test_ages_that_lie_across_others_are_told(taken: Callable[..., Any]) -> None:
    taken("first", AGES, "--period", "2023")
    across = FINER.replace("15-59岁", "10-59岁")
    refused = taken("second", across, "--period", "2024", "--new-breakdowns")
    assert refused.code == 1
    assert "does not have: 10-59岁, 60-64岁" in refused.err


def test_a_word_of_another_sort_is_of_the_heading_of_its_column(taken: Callable[..., Any], tmp_path: Path) -> None:
    """农业 is a kind of household by itself."""
    assert taken("first", TRADES.format(2023)).code == 0
    [trade] = load(tmp_path / "book").data.cells.breakdowns.all
    assert [one.name for one in trade.members] == ["农业", "工业", "服务业"]


@pytest.mark.parametrize(("sheet", "options"), [
    ("地区,性别,2024\n东县,合计,30\n东县,男,14\n东县,女,15\n东县,未知,1\n", ()),
    ("地区,2024\n东县,30\n男,14\n女,15\n未知,1\n西县,9\n男,5\n女,3\n未知,1\n", ()),
    ("性别,2024\n合计,30\n男,14\n女,15\n未知,1\n", ("--entity", "东县")),
])  # fmt: skip
def test_a_category_is_skipped_wherever_it_stands(
    nbkpi: Callable[..., Any], tmp_path: Path, sheet: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "a.csv").write_text(sheet, encoding="utf-8")
    book = tmp_path / "book"
    done = nbkpi(
        "import", str(tmp_path / "a.csv"), "--new", str(book), "--indicator", "人口", "--unit", "人", *options,
        "--skip", "未知",
    )  # fmt: skip
    assert done.code == 0, done.err
    found = load(book).data
    assert sorted(
        (one.entity.name, one.entity.cell_text, one.text) for one in found.observations if one.entity.name != "西县"
    ) == [
        ("东县", "", "30"), ("东县", "女", "15"), ("东县", "男", "14"),
    ]  # fmt: skip


GROWABLE = {
    "a list": 'members = ["甲", "乙"] # all\n',
    "a list that ends with a comma": 'members = [\n  "甲", # first\n  "乙", # last ]\n]\n',
    "tables": 'members = [{ name = "甲" }, { name = "乙", aliases = ["丁]"] }]\n',
    "plain quotes": "members = ['甲', '乙']\n",
}


@pytest.mark.parametrize("members", GROWABLE.values(), ids=GROWABLE)
@pytest.mark.parametrize("within", [[], ["甲"], ["乙"]])
def test_all_else_of_a_file_stays_as_it_was(tmp_path: Path, members: str, within: list[str]) -> None:
    text = (
        f'[[breakdown]]\r\nid = "other"\nname = "o"\nmembers = ["甲"]\n[[breakdown]]\nid = "x"\nname = "x"\n{members}'
    )
    path = tmp_path / "book.toml"
    path.write_bytes(("\ufeff" + text).encode())
    [(found, content)] = with_categories(tmp_path, {}, "x", within, ["丙"], is_complete=False).items()
    new = content.decode()
    assert found == path
    assert new.startswith("\ufeff")
    [other, grown] = tomli.loads(new.removeprefix("\ufeff"))["breakdown"]
    assert other["members"] == ["甲"]
    rows = [one if isinstance(one, dict) else {"name": one} for one in grown["members"]]
    inner = next((one["members"] for one in rows if one["name"] in within), [])
    assert [one["name"] for one in rows] == (["甲", "乙"] if within else ["甲", "乙", "丙"])
    assert inner == (["丙"] if within else [])
    for comment in ("# all", "# first", "# last ]"):
        assert (comment in new) == (comment in text)


def test_what_cannot_be_written_in_its_place_is_left_to_people(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(
        '[[breakdown]]\nid = "x"\nname = "x"\n[[breakdown.members]]\nname = "甲"\n', "utf-8"
    )
    with pytest.raises(UsageError, match="by hand"):
        with_categories(tmp_path, {}, "x", [], ["丙"], is_complete=False)
