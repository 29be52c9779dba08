"""A yearbook table of people by sex and age, made up, through every command that shows categories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broken_down import AGE, SEX, figure
from nbkpi.library.book import load

HEAD = f"""
[[source]]
id = "yearbook"
title = "年鉴"
[[entity]]
id = "east"
name = "东县"
kind = "county"
[[entity]]
id = "west"
name = "西县"
kind = "county"
{SEX}{AGE}[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
measure = "stock"
"""
AGES = ("0-14岁", "15-64岁", "65岁以上")
COUNTS = {
    ("东县", "2023"): {"男": (180, 620, 110), "女": (165, 600, 130)},
    ("东县", "2024"): {"男": (170, 615, 118), "女": (160, 595, 139)},
    ("西县", "2024"): {"男": (90, 310, 80), "女": (88, 300, 95)},
}


def _figure(entity: str, period: str, value: object, *of: str, sort: str = "observation") -> str:
    return figure(entity, "people", period, value, of, sort, "yearbook")


def yearbook(blank: tuple[str, ...] = (), wrong: int = 0) -> str:
    """The table as a book, without one cell of 东县 in 2024, or with so much too much in it."""
    text = HEAD
    for (entity, period), by_sex in COUNTS.items():
        cells = {(sex, age): count for sex, row in by_sex.items() for age, count in zip(AGES, row, strict=True)}
        text += _figure(entity, period, sum(cells.values()))
        for sex in by_sex:
            text += _figure(entity, period, sum(by_sex[sex]), sex)
        for age in AGES:
            text += _figure(entity, period, sum(count for (_sex, one), count in cells.items() if one == age), age)
        for cell, count in cells.items():
            is_meant = (entity, period) == ("东县", "2024") and cell == ("女", "65岁以上")
            if not (is_meant and blank):
                text += _figure(entity, period, count + wrong * is_meant, *cell)
    return text + _figure("东县", "2025", "150人以上", "女", "65岁以上", sort="target")


@pytest.fixture
def run(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def found(*arguments: str, text: str = "") -> Any:
        path = tmp_path / "people.toml"
        path.write_text(text or yearbook(), encoding="utf-8")
        return nbkpi(*arguments, "--book", str(path))

    return found


def _shown(outcome: Any) -> dict[str, Any]:
    """The values of results by their entities, categories, measures and periods."""
    return {
        " ".join((one["entity"]["id"], *one["entity"].get("of", {}).values(), one["measure"]["id"], one["period"])): (
            one["value"]
        )
        for one in outcome.results()
    }


def test_every_margin_of_the_table_is_checked(run: Callable[..., Any]) -> None:
    outcome = run("check", "--json")
    verdicts = [(one["verdict"], one["sort"]) for one in outcome.results()]
    # For each of three: the whole by sex, each age by sex, and the whole and each sex by age, through 15岁以上.
    assert verdicts == [("exact", "members")] * 3 * (1 + 3 + 1 + 2)


def test_a_level_between_that_was_not_printed_is_passed_through_or_said_to_be_unchecked(
    run: Callable[..., Any],
) -> None:
    wrong = yearbook().replace('value = "903"', 'value = "904"')
    found = run("check", "--of", "男", "--entity", "东县", "--period", "2024", "--json", text=wrong).json()["results"]
    assert {one["verdict"] for one in found} >= {"contradicted"}
    less = yearbook().replace(_figure("东县", "2024", 615, "男", "15-64岁"), "")
    outcome = run("check", "--of", "男", "--entity", "东县", "--period", "2024", "-v", text=less)
    assert outcome.code == 0
    assert "not checked: 男, 15岁以上 was not published, nor all of its categories" in outcome.out
    assert "not checkable: 1" in outcome.out


def test_a_blank_cell_is_deduced_and_says_from_what(run: Callable[..., Any]) -> None:
    found = _shown(run("deduce", "--json", "--period", "2024", text=yearbook(("blank",))))
    assert found["east 女 65岁以上 people 2024"] == 139
    assert found["east 女 15岁以上 people 2024"] == 595 + 139
    words = run(
        "explain", "people", "--of", "女", "--of", "65岁以上", "--period", "2024", text=yearbook(("blank",))
    ).out
    assert "人口: 东县 (65岁以上) is the total of its categories by 性别" in words
    assert "人口 (65岁以上)" in words


def test_one_wrong_digit_is_found_and_named(run: Callable[..., Any]) -> None:
    outcome = run("check", text=yearbook(wrong=30))
    assert outcome.code == 1
    assert "东县 (女, 65岁以上) 人口 2024: “169” should be “139” (one digit wrong)" in outcome.out


def test_categories_are_chosen_and_laid_out(run: Callable[..., Any]) -> None:
    assert _shown(run("metric", "people.growth", "--json")) == {
        "east people.growth 2024": pytest.approx(-0.443, abs=1e-3)
    }
    of = _shown(run("growth", "--of", "男", "--json"))
    assert of["east 男 people.change 2024"] == (170 + 615 + 118) - (180 + 620 + 110)
    assert all(" 男 " in key for key in of)
    by = _shown(run("metric", "people.growth", "--by", "性别", "--json"))
    assert list(by) == ["east people.growth 2024", "east 男 people.growth 2024", "east 女 people.growth 2024"]
    crossed = _shown(run("metric", "people.growth", "--by", "sex", "--of", "65岁以上", "--json"))
    assert crossed["east 男 65岁以上 people.growth 2024"] == pytest.approx(100 * 8 / 110)


@pytest.mark.parametrize(
    "command", ["growth", "growth --against previous", "metric people.growth", "metric people.share", "calc people*2"]
)
def test_a_category_that_only_follows_stands_beside_those_that_were_printed(
    run: Callable[..., Any], command: str
) -> None:
    """As rank and deduce show it."""
    whole = HEAD
    for period, (men, women) in {"2023": (910, 895), "2024": (903, 894)}.items():
        whole += _figure("东县", period, men + women) + _figure("东县", period, men, "男")
    shown = run(*command.split(), "--by", "sex", "--json", text=whole).results()
    by_sex = [one["value"] for one in shown if one["entity"].get("of") == {"sex": "女"}]
    men_too = [one for one in shown if one["entity"].get("of") == {"sex": "男"}]
    assert by_sex
    assert len(by_sex) == len(men_too)
    assert None not in by_sex
    assert run(*command.split(), "--of", "女", "--json", text=whole).results()
    assert not run(*command.split(), "--by", "age", "--json", text=whole).results()


def test_categories_stand_in_columns(run: Callable[..., Any]) -> None:
    lines = run("metric", "people.share", "--across", "sex", "--by", "age", "--entity", "西县").out.splitlines()
    head = next(one for one in lines if one.startswith("entity")).split()
    assert head[-3:] == ["total", "男", "女"]
    counts = COUNTS["西县", "2024"]
    whole = sum(map(sum, counts.values()))
    for place, age in enumerate(AGES):
        men, women = (100 * counts[sex][place] / whole for sex in ("男", "女"))
        shown = [float(one.rstrip("%")) for one in next(one for one in lines if f"({age})" in one).split()[-3:]]
        assert shown == pytest.approx([men + women, men, women], abs=0.006)
    rows = [run("metric", "people.share", flag, "sex", "--json").results() for flag in ("--across", "--by")]
    assert rows[0] == rows[1]
    assert "there is no breakdown “gender”" in run("growth", "--across", "gender").err


def test_a_rank_is_of_one_category_or_of_all_of_a_breakdown(run: Callable[..., Any]) -> None:
    assert list(_shown(run("rank", "people", "--of", "女", "--json"))) == ["east 女 people 2024", "west 女 people 2024"]
    by = list(_shown(run("rank", "people.share", "--by", "sex", "--json")))
    assert len(by) == 4
    assert by[0] == "east 男 people.share 2024"


def test_categories_stand_side_by_side(run: Callable[..., Any]) -> None:
    assert "东县 (男) · 西县 (男)" in run("compare", "东县", "西县", "--of", "男").out
    out = run("compare", "东县", "--by", "sex", "--indicator", "people").out
    assert out.startswith("东县 (男) · 东县 (女)")
    assert "903 人" in out
    assert "894 人" in out


def test_a_category_that_is_only_deduced_has_a_trend(run: Callable[..., Any]) -> None:
    out = run("trend", "people", "--of", "女", "--of", "65岁以上", "--entity", "东县", text=yearbook(("blank",))).out
    assert "139 人" in out
    assert "deduced" in out


def test_a_target_of_a_category_is_held_against_its_figures(run: Callable[..., Any]) -> None:
    [one] = run("target", "--json").results()
    assert one["entity"]["of"] == {"sex": "女", "age": "65岁以上"}


def test_structure_is_one_table_for_each_breakdown(run: Callable[..., Any], expected: Callable[..., None]) -> None:
    expected("breakdowns-structure", run("structure", "--entity", "东县").out.partition("\nbook:")[0])
    found = _shown(run("structure", "people", "--by", "sex", "--entity", "东县", "--json"))
    assert found["east 男 people.share 2024"] == pytest.approx(100 * 903 / 1797)
    assert found["east 女 people.contribution 2024"] == pytest.approx(100 * -1 / -8)
    assert "metric" in run("structure", "people.growth").err


def test_a_report_shows_what_figures_are_made_of_with_a_chart_of_the_shares(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    assert run("report", "--section", "structure", "--entity", "东县", "--period", "2024", "-o", str(page)).code == 0
    html = page.read_text("utf-8")
    # By sex and by age, each with its shares of 1797.
    assert html.count("<svg") == 2
    assert f"男 {100 * 903 / 1797:.2f}%; 女 {100 * 894 / 1797:.2f}%" in html
    assert f"0-14岁 {100 * 330 / 1797:.2f}%; 15岁以上 {100 * 1467 / 1797:.2f}%" in html
    plain = run("report", "--section", "structure", "--format", "md", text=HEAD)
    assert "nothing to show" in plain.out


def test_lists_and_exports_say_the_categories(run: Callable[..., Any]) -> None:
    rows = run("export", "--format", "csv").out.splitlines()
    assert "of" in rows[0].split(",")
    assert any("sex=男; age=0-14岁" in row for row in rows)
    assert len(rows) == 1 + 3 * (1 + 2 + 3 + 6)
    listed = run("list", "observations", "--of", "男", "--json").results()
    assert {one["entity"]["of"]["sex"] for one in listed} == {"男"}
    assert len(listed) == 3 * (1 + 3)
    assert "sex=男" in run("list", "observations", "--format", "csv").out


@pytest.mark.parametrize("command", ["list observations", "export", "deduce"])
def test_what_has_everything_has_all_of_a_category_or_what_a_breakdown_lays_out(
    run: Callable[..., Any], command: str
) -> None:
    def cells(*options: str) -> list[dict[str, str]]:
        outcome = run(*command.split(), *options, "--format", "json", text=yearbook(("blank",)))
        rows = outcome.results()
        if command != "export":
            return [one["entity"].get("of", {}) for one in rows]
        return [dict(part.split("=") for part in one["of"].split("; ") if part) for one in rows]

    assert any(len(one) == 2 for one in cells("--of", "女"))
    assert {one["sex"] for one in cells("--of", "女")} == {"女"}
    assert all(set(one) <= {"age"} for one in cells("--by", "age"))
    assert all("age" in one or one == {"sex": "女"} for one in cells("--of", "女", "--by", "age"))


@pytest.mark.parametrize(("command", "key"), [
    ("list observations", "measure"), ("export", "measure_id"), ("check", "measure"), ("deduce", "measure"),
])  # fmt: skip
def test_figures_under_a_name_of_their_own_are_those_of_their_category(
    nbkpi: Callable[..., Any], command: str, key: str
) -> None:
    def measures(*options: str) -> set[str]:
        rows = nbkpi(*command.split(), *options, "--format", "json").results()
        return {one[key]["id"] if isinstance(one[key], dict) else one[key] for one in rows}

    found = measures("--of", "第二产业")
    assert found
    assert found <= {"secondary", "secondary.growth", "secondary.pull", "secondary.contribution"}
    assert found <= measures("--by", "industry", "--indicator", "gdp")
    assert not found & measures("--of", "第三产业")
    assert not found & measures("--indicator", "gdp")
    assert not measures("--of", "第二产业", "--indicator", "urbanisation_rate")


def test_breakdowns_are_listed_with_their_categories(run: Callable[..., Any]) -> None:
    assert "男, 女 make up the whole" in run("list", "breakdowns").out
    [_sex, age] = run("list", "breakdowns", "--json").results()
    assert [one["within"] for one in age["members"] if one["name"] in {"15岁以上", "65岁以上"}] == [None, "15岁以上"]
    assert [one["id"] for one in run("list", "breakdowns", "--by", "sex", "--json").results()] == ["sex"]


def test_entities_are_listed_of_which_there_are_figures_of_a_category(run: Callable[..., Any]) -> None:
    assert [one["id"] for one in run("list", "entities", "--of", "女", "--json").results()] == ["east", "west"]


def test_what_was_exported_makes_a_new_book(run: Callable[..., Any], nbkpi: Callable[..., Any], tmp_path: Path) -> None:
    """With the sources that it names."""
    table, new = str(tmp_path / "all.csv"), str(tmp_path / "new")
    assert run("export", "--sdmx", "-o", table).code == 0
    done = nbkpi("import", table, "--new", new)
    assert done.code == 0, done.err
    assert "is not read" not in done.err
    assert len(load(Path(new)).data.observations) == 3 * (1 + 2 + 3 + 6)
    assert nbkpi("check", "--book", new).code == 0


def test_names_that_are_not_there_are_told(run: Callable[..., Any]) -> None:
    assert "no breakdown has a category “男性”" in run("growth", "--of", "男性").err
    assert "there is no breakdown “gender”" in run("growth", "--by", "gender").err


def test_the_library_has_categories(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(yearbook(("blank",)), encoding="utf-8")
    book = load(path)
    found = book.metric("people", entity="东县", of=["女", "65岁以上"], period="2024")
    assert (found.display(), found.record()["entity"]["of"]) == ("139 人", {"sex": "女", "age": "65岁以上"})  # type: ignore[index,call-overload]
    assert [one.display() for one in book.metrics("people.share", of="男")] == ["50.42%", "50.25%", "49.84%"]
    assert {one.entity.cell_text for one in book.deduce(entity="东县", period="2024")} >= {"女, 65岁以上"}


EMBEDDED = ("primary", "secondary", "tertiary")


@pytest.mark.parametrize("industry", EMBEDDED)
def test_the_industries_are_known_by_their_ids_and_as_categories(nbkpi: Callable[..., Any], industry: str) -> None:
    book = load()
    name = {"primary": "第一产业", "secondary": "第二产业", "tertiary": "第三产业"}[industry]
    for period in ("2023", "2024"):
        own = book.metric(industry, entity="宁波市", period=period)
        cell = book.metric("gdp", entity="宁波市", of=name, period=period)
        assert (own.interval, own.nominal, own.basis) == (cell.interval, cell.nominal, cell.basis)
        growth = book.metric(f"{industry}.growth", entity="宁波市", period=period)
        assert growth.interval == book.metric("gdp.growth", entity="宁波市", of=name, period=period).interval
    share = book.metric("gdp.share", entity="宁波市", of=name, period="2024")
    assert share.interval == book.metric(f"{industry}_share", entity="宁波市", period="2024").interval
    assert nbkpi("metric", f"{industry}_share", "--json").code == 0
    assert nbkpi("calc", f"{industry} / gdp").code == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "sdmx.csv"])
@pytest.mark.parametrize("options", [(), ("--as-table",)], ids=["figures", "table"])
def test_categories_come_back_from_what_was_exported(
    run: Callable[..., Any], nbkpi: Callable[..., Any], tmp_path: Path, ending: str, options: tuple[str, ...]
) -> None:
    table, empty = tmp_path / f"all.{ending}", tmp_path / "book"
    assert run("export", *(("--sdmx",) if "sdmx" in ending else ()), "-o", str(table)).code == 0
    empty.mkdir()
    (empty / "book.toml").write_text(HEAD, encoding="utf-8")
    into = str(empty / "figures.toml")
    done = nbkpi("import", str(table), "--book", str(empty), "-o", into, *options)
    assert done.code == 0, done.err

    def figures(path: Path) -> list[tuple[str, str, str]]:
        return sorted((one.entity.formula, str(one.period), one.text) for one in load(path).data.observations)

    assert figures(empty) == figures(tmp_path / "people.toml")


def test_a_column_of_categories_is_read_and_what_is_none_is_said(tmp_path: Path, nbkpi: Callable[..., Any]) -> None:
    (tmp_path / "people.csv").write_text("县,性别,2024\n东县,合计,30\n东县,男,14\n东县,女性,16\n", encoding="utf-8")
    keys = 'path = "people.csv"\nentity = "县"\nof = "性别"\nperiod = "2024"\ncolumns = { "2024" = "people" }\n'
    book = tmp_path / "book.toml"
    book.write_text(f"{HEAD}[[table]]\n{keys}", encoding="utf-8")
    outcome = nbkpi("check", "--book", str(book))
    assert outcome.code == 2
    assert "people.csv!B4" in outcome.err
    assert "no breakdown has a category “女性”" in outcome.err
    book.write_text(
        f"{HEAD}[[table]]\n{keys}names = {{}}\n".replace('"女"]', '{ name = "女", aliases = ["女性"] }]', 1), "utf-8"
    )
    [found] = nbkpi("check", "--book", str(book), "--json").results()
    assert (found["verdict"], found["lower"], found["upper"]) == ("exact", 30, 30)


def test_statistical_exchange_has_a_dimension_for_each_breakdown(run: Callable[..., Any]) -> None:
    head, *rows = run("export", "--sdmx").out.splitlines()
    columns = head.split(",")
    keys = [columns.index(one) for one in ("REF_AREA", "SEX", "AGE", "INDICATOR", "TIME_PERIOD")]
    found = [tuple(row.split(",")[place] for place in keys) for row in rows]
    assert len(set(found)) == len(found) == 3 * (1 + 2 + 3 + 6)
    assert ("east", "男", "_T", "people", "2024") in found
