"""Tables of people by sex and age, made up, in the layouts of yearbooks: what each cell is of, and what follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broken_down import AGES, COUNTIES, SEXES, Counts, margin, margins
from nbkpi.loading.load import load
from nbkpi.tables.category_words import age_span
from nbkpi.tables.joined_headings import levels_of_joined

Grid = list[list[object]]
Edit = dict[tuple[str, ...], object]
"""What stands in place of the figures of some cells: county, then categories."""


def _cell(county: str, counts: Counts, of: tuple[str, ...], edit: Edit) -> object:
    return edit.get((county, *of), margin(counts, *of))


def in_columns(edit: Edit) -> Grid:
    """Counties in rows, ages over sexes in columns, as in most yearbooks."""
    groups = [(age, sex) for age in ("", *AGES) for sex in ("", *SEXES)]
    upper = [age or "合计" if not sex else "" for age, sex in groups]
    rows: Grid = [["1-1 各县分性别、年龄的常住人口（2024年）"], ["单位：人"], ["地区", *upper]]
    rows.append(["", *(sex or "小计" for _age, sex in groups)])
    for county, counts in COUNTIES.items():
        cells = [tuple(filter(None, (sex, age))) for age, sex in groups]
        rows.append([county, *(_cell(county, counts, of, edit) for of in cells)])
    return rows


def in_rows(edit: Edit) -> Grid:
    """Sexes below each county, ages in columns."""
    rows: Grid = [["各县分性别、年龄的常住人口（2024年）"], ["单位：人"], ["地区", "合计", *AGES]]
    for county, counts in COUNTIES.items():
        for sex in ("", *SEXES):
            cells = [tuple(filter(None, (sex, age))) for age in ("", *AGES)]
            rows.append([sex or county, *(_cell(county, counts, of, edit) for of in cells)])
    return rows


def in_sections(edit: Edit) -> Grid:
    """The counties below each sex, ages in columns."""
    rows: Grid = [["各县分性别、年龄的常住人口（2024年）"], ["单位：人"], ["地区", "合计", *AGES]]
    for sex in ("", *SEXES):
        rows += [[sex]] if sex else []
        for county, counts in COUNTIES.items():
            cells = [tuple(filter(None, (sex, age))) for age in ("", *AGES)]
            rows.append([county, *(_cell(county, counts, of, edit) for of in cells)])
    return rows


def in_labels(edit: Edit) -> Grid:
    """A column of sexes and one of ages, one figure a row; what is left blank is as above."""
    rows: Grid = [["地区", "性别", "年龄", "年份", "常住人口(人)"]]
    for county, counts in COUNTIES.items():
        for of in margins(SEXES, AGES):
            sex = next((one for one in of if one in SEXES), "合计")
            age = next((one for one in of if one in AGES), "合计")
            rows.append([county, sex, age, 2024, _cell(county, counts, of, edit)])
    return rows


WOMEN = ("东县", "女", "65岁及以上")
LAYOUTS = [in_columns, in_rows, in_sections, in_labels]


@pytest.fixture
def taken(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Imports a table into a new book, and says where that is."""

    def take(grid: Grid, *options: str) -> Path:
        path = tmp_path / "table.csv"
        path.write_text("\n".join(",".join(map(str, row)) for row in grid) + "\n", encoding="utf-8")
        outcome = nbkpi("import", str(path), "--new", str(tmp_path / "book"), *options)
        assert outcome.code == 0, outcome.out + outcome.err
        return tmp_path / "book"

    return take


def _values(book: Path) -> dict[tuple[str, ...], str]:
    """The figures of a book by their county and categories."""
    found = load(book).observations
    assert {(one.measure.name, str(one.period)) for one in found} == {("常住人口", "2024")}
    return {(one.entity.name, *(each.name for each in one.entity.of)): one.text for one in found}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_of_its_categories_and_every_margin_is_checked(
    nbkpi: Callable[..., Any], taken: Callable[..., Path], layout: Callable[[Edit], Grid]
) -> None:
    book = taken(layout({}))
    expected = {
        (county, *of): str(margin(counts, *of))
        for county, counts in COUNTIES.items() for of in margins(SEXES, AGES)
    }  # fmt: skip
    found = {(key[0], *sorted(key[1:], key=[*SEXES, *AGES].index)): text for key, text in _values(book).items()}
    assert found == expected
    assert all(one.is_complete for one in load(book).cells.breakdowns.all)

    verdicts = [one["verdict"] for one in nbkpi("check", "--book", str(book), "--json").results()]
    # For each county: a sum by sex for the whole and each age, and one by age for the whole and each sex.
    assert verdicts == ["exact"] * len(COUNTIES) * (1 + len(AGES) + 1 + len(SEXES))


@pytest.mark.parametrize("layout", [in_columns, in_rows])
def test_a_blanked_cell_is_deduced(
    nbkpi: Callable[..., Any], taken: Callable[..., Path], layout: Callable[[Edit], Grid]
) -> None:
    [one] = nbkpi("deduce", "--book", str(taken(layout({WOMEN: ""}))), "--json").results()
    assert (one["entity"]["name"], one["entity"]["of"]) == ("东县", {"sex": "女", "age": "65岁及以上"})
    assert one["value"] == COUNTIES["东县"]["女", "65岁及以上"]


@pytest.mark.parametrize("layout", [in_columns, in_sections])
def test_one_wrong_digit_is_found_and_named(
    nbkpi: Callable[..., Any], taken: Callable[..., Path], layout: Callable[[Edit], Grid]
) -> None:
    outcome = nbkpi("check", "--book", str(taken(layout({WOMEN: 169}))))
    assert outcome.code == 1
    assert "“169” should be “139” (one digit wrong)" in outcome.out


def test_what_stands_once_holds_for_what_stands_again_below_it(taken: Callable[..., Path]) -> None:
    rows = [["年龄", "常住人口(人)"]]
    counts = COUNTIES["东县"]
    for sex in ("", *SEXES):
        rows += [[age or sex or "合计", str(margin(counts, *filter(None, (sex, age))))] for age in ("", *AGES)]
    found = _values(taken(rows, "--entity", "东县", "--period", "2024"))
    cells = {("东县", *sorted(key[1:], key=[*SEXES, *AGES].index)): int(text) for key, text in found.items()}
    assert cells == {("东县", *of): margin(counts, *of) for of in margins(SEXES, AGES)}


@pytest.mark.parametrize(("headings", "row", "expected"), [
    # Beside the column that they add up to, whatever stands between.
    ("户数(户),年末人口(人),男,女", "600,1797,903,894", {("年末人口", "男"): "903", ("年末人口", "女"): "894"}),
    ("人口(人),人口密度(人/平方公里),男,女", "1797,120,903,894", {("人口", "男"): "903", ("人口", "女"): "894"}),
    # Marked as parts, and no more than what is left of them.
    ("党员(人),#女", "300,120", {("党员", "女"): "120"}),
    # What adds up to nothing on the left is no part of it.
    ("户数(户),男(人),女(人)", "600,903,894", {}),
    # A heading above says what is broken down; the shorter path is the whole.
    ("在校生(人),其中:女(人)", "900,440", {}),
])  # fmt: skip
def test_columns_headed_by_a_category_are_parts_of_one_beside_them(
    taken: Callable[..., Path], headings: str, row: str, expected: dict[tuple[str, ...], str]
) -> None:
    grid: Grid = [["村名", *headings.split(",")], ["东村", *row.split(",")]]
    found = load(taken(grid, "--period", "2024")).observations
    cells = {(one.measure.name, one.entity.cell_text): one.text for one in found if one.entity.of}
    assert cells == expected


def test_what_adds_up_nowhere_is_left_as_it_is(nbkpi: Callable[..., Any], taken: Callable[..., Path]) -> None:
    grid: Grid = [
        ["地区", "期望寿命(岁)", "", ""],
        ["", "合计", "男", "女"],
        ["东县", 79.1, 76.8, 81.6],
        ["西县", 78.4, 76.0, 81.0],
    ]
    book = taken(grid, "--period", "2024")
    assert load(book).indicators.find("期望寿命").adds_up is False
    assert nbkpi("check", "--book", str(book)).code == 0


def test_what_is_not_all_there_is_does_not_make_up_the_whole(taken: Callable[..., Path]) -> None:
    grid: Grid = [
        ["地区", "就业人员(人)", "", "", ""],
        ["", "合计", "小学", "初中", "高中"],
        ["东县", 900, 200, 300, 250],
        ["西县", 500, 100, 150, 120],
    ]
    [education] = load(taken(grid, "--period", "2024")).cells.breakdowns.all
    assert (education.name, education.is_complete) == ("受教育程度", False)


def test_a_book_that_keeps_each_category_as_an_indicator_goes_on_so(nbkpi: Callable[..., Any], tmp_path: Path) -> None:
    grid = "地区,常住人口(人),\n,男,女\n东县,903,894\n"
    (tmp_path / "2024.csv").write_text(grid, encoding="utf-8")
    (tmp_path / "2025.csv").write_text(grid.replace("903", "905"), encoding="utf-8")
    book = str(tmp_path / "book")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "book.toml").write_text('[book]\ntitle = "b"\n', encoding="utf-8")
    new = ("--new-entities", "--new-indicators")
    assert nbkpi("import", str(tmp_path / "2024.csv"), "--book", book, "--period", "2024", *new).code == 0
    assert nbkpi("import", str(tmp_path / "2025.csv"), "--book", book, "--period", "2025", "--new-breakdowns").code == 0
    found = load(tmp_path / "book").observations
    assert {(one.measure.name, str(one.period), one.text) for one in found} == {
        ("常住人口男", "2024", "903"), ("常住人口女", "2024", "894"),
        ("常住人口男", "2025", "905"), ("常住人口女", "2025", "894"),
    }  # fmt: skip


def test_a_table_is_read_where_it_is_and_the_next_one_like_it(
    nbkpi: Callable[..., Any], taken: Callable[..., Path]
) -> None:
    book = taken(in_rows({}))
    for year, options in (("2025", ("--as-table", "-o", str(book / "read.toml"))), ("2026", ())):
        text = "\n".join(",".join(map(str, row)) for row in in_rows({})).replace("2024年", f"{year}年")
        (book / f"{year}.csv").write_text(text + "\n", encoding="utf-8")
        outcome = nbkpi("import", str(book / f"{year}.csv"), "--book", str(book), *options)
        assert outcome.code == 0, outcome.out + outcome.err
    found = load(book).observations
    by_year = [
        {(one.entity.formula, one.text) for one in found if str(one.period) == year}
        for year in ("2024", "2025", "2026")
    ]
    assert by_year[0] == by_year[1] == by_year[2]
    assert len(by_year[0]) == len(COUNTIES) * len(list(margins(SEXES, AGES)))


CODES = {"0-14岁": "Y_LT15", "15-64岁": "Y15-64", "65岁及以上": "Y_GE65", "男": "M", "女": "F"}


def _coded(total_of_ages: str = "TOTAL", total_of_sexes: str = "T") -> str:
    """The people of 东县 as Eurostat would write them."""
    rows = ["DATAFLOW,LAST UPDATE,freq,unit,age,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"]
    for age in ("", *AGES):
        for sex in ("", *SEXES):
            count = margin(COUNTIES["东县"], *filter(None, (sex, age)))
            codes = f"{CODES[age] if age else total_of_ages},{CODES[sex] if sex else total_of_sexes}"
            rows.append(f"ESTAT:DEMO(1.0),2025,A,NR,{codes},东县,2024,{count},")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("totals", [("TOTAL", "T"), ("_T", "_T")])
def test_dimensions_of_sex_and_age_become_breakdowns(
    nbkpi: Callable[..., Any], tmp_path: Path, totals: tuple[str, str]
) -> None:
    (tmp_path / "demo.csv").write_text(_coded(*totals), encoding="utf-8")
    book = tmp_path / "book"
    options = ("--indicator", "常住人口", "--unit", "人")
    outcome = nbkpi("import", str(tmp_path / "demo.csv"), "--new", str(book), *options)
    assert outcome.code == 0, outcome.err
    found = {frozenset(one.name for one in each.entity.of): each.text for each in load(book).observations}
    assert found == {
        frozenset(CODES[one] for one in of): str(margin(COUNTIES["东县"], *of)) for of in margins(SEXES, AGES)
    }
    verdicts = [one["verdict"] for one in nbkpi("check", "--book", str(book), "--json").results()]
    assert verdicts == ["exact"] * (1 + len(AGES) + 1 + len(SEXES))


def test_dimensions_are_known_by_the_breakdowns_of_a_book(
    nbkpi: Callable[..., Any], taken: Callable[..., Path]
) -> None:
    book = taken(in_columns({}))
    (book / "demo.csv").write_text(_coded().replace(",2024,", ",2025,"), encoding="utf-8")
    options = ("--indicator", "常住人口", "--unit", "人", "--as-table", "-o", str(book / "read.toml"))
    outcome = nbkpi("import", str(book / "demo.csv"), "--book", str(book), *options)
    assert outcome.code == 0, outcome.err
    found = [one for one in load(book).observations if one.entity.name == "东县"]
    by_year = [
        {(one.entity.formula, one.text) for one in found if str(one.period) == year} for year in ("2024", "2025")
    ]
    assert by_year[0] == by_year[1]
    assert len(by_year[0]) == len(list(margins(SEXES, AGES)))


def test_dimensions_in_the_names_of_indicators_stay_there(nbkpi: Callable[..., Any], tmp_path: Path) -> None:
    rows = "".join(
        f"ESTAT:DEMO(1.0),2025,A,NR,{sex},东县,{{year}},{count},\n" for sex, count in (("M", 903), ("F", 894))
    )
    head = "DATAFLOW,LAST UPDATE,freq,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.toml").write_text('[book]\ntitle = "b"\n', encoding="utf-8")
    for year, new in (("2024", ("--new-entities", "--new-indicators")), ("2025", ("--new-breakdowns",))):
        (tmp_path / f"{year}.csv").write_text(head + rows.format(year=year), encoding="utf-8")
        outcome = nbkpi("import", str(tmp_path / f"{year}.csv"), "--book", str(book), "--unit", "人", *new)
        assert outcome.code == 0, outcome.err
    found = load(book).observations
    assert {one.entity.cell_text for one in found} == {""}
    assert len({one.measure for one in found}) == len(SEXES)
    assert len(found) == 2 * len(SEXES)


def enterprises(labels: dict[str, int], year: str) -> str:
    """How many enterprises there are by their kinds."""
    rows = "".join(f"{label},{count}\n" for label, count in {"合计": sum(labels.values()), **labels}.items())
    return f"{year}年甲县企业单位数\n单位：个\n类型,单位数\n{rows}"


def test_categories_that_a_breakdown_does_not_have_are_told_and_can_be_said_to_be_others(
    nbkpi: Callable[..., Any], tmp_path: Path
) -> None:
    """Neither are the rows left out, nor taken for entities: what the breakdown lacks is named."""
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text(enterprises({"国有企业": 20, "私营企业": 60, "外商投资企业": 20}, "2023"), "utf-8")
    later.write_text(enterprises({"国企": 20, "私营企业": 70, "外商投资企业": 25}, "2024"), "utf-8")
    book = str(tmp_path / "book")
    assert nbkpi("import", str(first), "--new", book, "--entity", "甲县").code == 0
    outcome = nbkpi("import", str(later), "--entity", "甲县", "--book", book)
    assert outcome.code == 1
    assert "the rows are of the breakdown “类型”, which does not have: 国企 [not-understood]" in outcome.err
    assert "--name 国企=…" in outcome.err
    outcome = nbkpi("import", str(later), "--entity", "甲县", "--book", book, "--name", "国企=国有企业")
    assert outcome.code == 0, outcome.err
    found = {
        (one.period.start // 12, *(of.name for of in one.entity.of)): one.text for one in load(Path(book)).observations
    }
    assert found[2024, "国有企业"] == "20"
    assert len(found) == 8


def test_three_classifications_in_two_levels_of_headings_and_a_column(
    nbkpi: Callable[..., Any], taken: Callable[..., Path]
) -> None:
    """Town and country over the sexes, ages in rows: a wrong digit is in three sums, and is named."""
    places = ("城镇", "乡村")
    cells = {(place, sex, age): 100 * (1 + place_at) + 37 * sex_at + 11 * age_at + 1000
             for place_at, place in enumerate(places) for sex_at, sex in enumerate(SEXES)
             for age_at, age in enumerate(AGES)}  # fmt: skip
    groups = [(place, sex) for place in ("", *places) for sex in ("", *SEXES)]

    def grid(wrong: int) -> Grid:
        rows: Grid = [["3-4 甲县按年龄、性别分的常住人口（2024年）"], ["单位：人"]]
        rows.append(["年龄", *("" if sex else place or "合计" for place, sex in groups)])
        rows.append(["", *(sex or "小计" for _place, sex in groups)])
        for age in ("", *AGES):
            row: list[object] = [age or "总计"]
            for place, sex in groups:
                of = {one for one in (place, sex, age) if one}
                is_wrong = of == {"城镇", "女", "65岁及以上"}
                row.append(sum(count for cell, count in cells.items() if of <= set(cell)) + (wrong if is_wrong else 0))
            rows.append(row)
        return [*rows, ["注：本表为推算数。"]]

    book = taken(grid(40), "--entity", "甲县")
    found = load(book)
    assert len(found.observations) == 36
    assert all(one.is_complete for one in found.cells.breakdowns.all)
    checks = json.loads(nbkpi("check", "--book", str(book), "--json").out)["results"]
    assert sum(one["verdict"] == "contradicted" for one in checks) == 3
    assert "“1199” should be “1159” (one digit wrong)" in nbkpi("check", "--book", str(book)).out


def test_a_table_that_goes_on_twice_ends_each_time_where_it_goes_on(
    nbkpi: Callable[..., Any], taken: Callable[..., Path], tmp_path: Path
) -> None:
    """Peoples over the sexes, with the headings again over every few counties: each row is read once.

    The total on the first page is that of all pages, and is not held against the rows of its own.
    """
    peoples = ("汉族", "回族", "其他民族")
    grid: Grid = []
    for page, county in enumerate(("东县", "西县", "南县")):
        grid.append([f"1-6 {f'续表{page}' if page else '各地区分性别、民族的人口'}"])
        grid += [["单位：人"], ["地区", *(one for one in ("合计", *peoples) for _sex in range(3))]]
        grid.append(["", *("小计", "男", "女") * 4])
        men, women = [30 + page, 20, 10], [31, 22 + page, 11]
        grid += [] if page else [["总计", *(900 if at % 3 == 0 else 450 for at in range(12))]]
        sums = [sum(men) + sum(women), sum(men), sum(women)]
        grid.append([county, *sums, *(n for m, w in zip(men, women, strict=True) for n in (m + w, m, w))])
        grid += [[""], [""]]
    book = taken(grid, "--period", "2024")
    found = load(book)
    assert len(found.observations) == 36
    again = nbkpi("import", str(tmp_path / "table.csv"), "--book", str(book), "--period", "2024", "--dry-run")
    assert "[wrong-total]" not in again.err
    assert {(one.id, len(one.members), one.is_complete) for one in found.cells.breakdowns.all} == {
        ("sex", 2, True), ("nationality", 3, True),
    }  # fmt: skip
    assert {one["verdict"] for one in nbkpi("check", "--book", str(book), "--json").results()} == {"exact"}


@pytest.mark.parametrize(
    ("headings", "title", "is_of_ages"),
    [
        (("0-14", "15-64", "65+"), "各县人口数", True),
        (("0-14", "15-64", "65+"), "各县企业数", False),
        (("0-9", "10-49", "50+"), "各县人口数", False),
        (("20以下", "20-50", "50-100"), "各县人口数", False),
    ],
)
def test_numbers_that_go_on_from_zero_are_ages_where_people_are_counted(
    headings: tuple[str, ...], title: str, is_of_ages: bool, taken: Callable[..., Path]
) -> None:
    """Sizes have other ends, or overlap: they are not taken for ages."""
    book = taken([[f"{title}（2024年）"], ["单位：人"], ["地区", *headings], ["东县", 1, 2, 3], ["西县", 4, 5, 6]],
                 "--indicator", title.removeprefix("各县"))  # fmt: skip
    assert [one.id for one in load(book).cells.breakdowns.all] == (["age"] if is_of_ages else [])


def test_a_word_for_the_total_among_the_sexes_is_none_of_them(taken: Callable[..., Path]) -> None:
    rows: Grid = [["年份", "性别", "人口数(人)"], *([2024, one, n] for one, n in (("计", 9), ("男", 5), ("女", 4)))]
    found = load(taken(rows, "--entity", "甲县"))
    assert [one.name for one in found.cells.breakdowns.all.find("sex").every()] == ["男", "女"]
    assert {"".join(of.name for of in one.entity.of): one.text for one in found.observations} == {
        "": "9", "男": "5", "女": "4",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("19 years and under", (0, 19)), ("65 years and over", (65, 999)), ("80 or older", (80, 999)),
        ("under 5", (0, 4)), ("15 - 19 yrs", (15, 19)), ("18 to 24", (18, 24)), ("23歲", (23, 23)),
        ("100歳以上", (100, 999)),
        ("5세 미만", (0, 4)), ("about 5", None),
    ],
)  # fmt: skip
def test_ages_in_other_languages(label: str, span: tuple[int, int] | None) -> None:
    assert age_span(label) == span


@pytest.mark.parametrize(
    ("heading", "levels"),
    [
        ("人口数-男", ["人口数", "男"]), ("23岁_女", ["23岁", "女"]), ("sex-male", ["sex", "male"]),
        ("age-15-to-59", ["age", "15 to 59"]), ("Rural Females", ["Rural", "Females"]),
        ("Urban Persons", ["Urban", "Total"]), ("Total Males", ["Total", "Males"]),
        ("城镇-男-0-14岁", ["城镇", "男", "0 14岁"]), ("Persons", ["Persons"]),
        ("0-14岁", ["0-14岁"]), ("gap_male_female", ["gap_male_female"]), ("gdp_m", ["gdp_m"]),
        ("Employed males", ["Employed males"]), ("出生人口性别比", ["出生人口性别比"]),
    ],
)  # fmt: skip
def test_headings_that_join_levels(heading: str, levels: list[str]) -> None:
    assert levels_of_joined(heading) == levels


def test_joined_headings_are_parts_of_the_column_that_they_add_up_to(taken: Callable[..., Path]) -> None:
    rows: Grid = [["村", "户数(户)", "人口数(人)", "人口数-男", "0-14岁-男", "0-14岁-女", "15岁以上-男", "15岁以上-女"],
                  ["东山村", 4, 10, 6, 2, 1, 4, 3], ["西山村", 3, 8, 3, 1, 2, 2, 3]]  # fmt: skip
    found = load(taken(rows, "--period", "2024", "--unit", "人"))
    assert {one.measure.name for one in found.observations} == {"户数", "人口数"}
    cells = {"、".join(of.name for of in one.entity.of): one.text for one in found.observations}
    assert cells["男"] in ("6", "3")
    assert len(cells) == 6


def test_columns_of_words_that_cross_the_entities_break_them_down(taken: Callable[..., Path]) -> None:
    rows: Grid = [["县", "年份", "案由", "受理数(件)"]]
    rows += [[place, year, case, n] for place in ("甲县", "乙县") for year in (2023, 2024)
             for n, case in enumerate(("邻里", "婚姻", "土地"), 5)]  # fmt: skip
    found = load(taken(rows))
    assert [one.name for one in found.cells.breakdowns.all] == ["案由"]
    assert len(found.observations) == 12
    assert {one.entity.itself.name for one in found.observations} == {"甲县", "乙县"}


def test_what_is_measured_is_no_category_of_the_rows_of_the_whole(taken: Callable[..., Path]) -> None:
    """The name given for a data set without one stood in every blank cell, those of categories too."""
    rows: Grid = [["Country or Area", "Year", "Sex", "Age", "Record Type", "Value", "Value Footnotes"]]
    told = (("Total", "Total"), ("Male", "Total"), ("Female", "Total"), ("Male", "0 - 4"), ("Female", "5 - 9"))
    rows += [["Atland", 2010, sex, age, "Census", n, 1] for n, (sex, age) in enumerate(told, 5)]
    found = load(taken(rows, "--indicator", "Census population", "--unit", "persons"))
    cells = {one.entity.cell_text: one.text for one in found.observations}
    assert cells == {"": "5", "Male": "6", "Female": "7", "Male, 0 - 4": "8", "Female, 5 - 9": "9"}


def test_columns_may_be_named_that_the_file_itself_says(taken: Callable[..., Path]) -> None:
    rows: Grid = [["DATAFLOW", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"], ["X:AREAS(1.0)", "Atland", 2020, 5]]
    asked = ("--entity-column", "REF_AREA", "--period-column", "TIME_PERIOD")
    (one,) = load(taken(rows, "--indicator", "Area", "--unit", "hectares", *asked)).observations
    assert (one.entity.name, one.measure.name, str(one.period), one.text) == ("Atland", "Area", "2020", "5")
