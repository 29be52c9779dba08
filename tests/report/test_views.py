"""What each view says of a small book: its rows, and a sentence of its own wherever there is nothing or too little."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

ENTITIES = [("county", "甲县", "county"), ("east", "东山村", "village"), ("west", "西山村", "village"),
            ("south", "南山村", "village"), ("town", "乙镇", "town")]  # fmt: skip
FIGURES = [
    ("county income 2020", "9.0万元"), ("east income 2022", "55万元\nstatus = preliminary\nnote = 快报"),
    ("east income 2023", "61.3万元"), ("east income 2024", "88万元"), ("east income 2025H1", "30万元"),
    ("west income 2023", "40万元"), ("west income 2024", "约50万元"), ("town income 2024", "300万元"),
    ("east people 2024", "1000人"), ("east people 2024", "520人\nof = 男"), ("west people 2024", "500人"),
    ("town people 2024", "4000人"), ("south people 2024", "300人"),
]  # fmt: skip
DEFINITIONS = """
[book]
title = "甲县"
[[source]]
id = "s"
title = "简报"
[[indicator]]
id = "income"
name = "集体收入"
unit = "万元"
kind = "amount"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
measure = "stock"
[[metric]]
id = "per_head"
name = "人均收入"
formula = "income / people"
unit = "元/人"
family = "average"
[[metric]]
id = "none"
name = "无数"
formula = "income / (people - people)"
unit = "元/人"
[[breakdown]]
id = "sex"
name = "性别"
members = ["男", "女"]
complete = true
[[target]]
entity = "east"
indicator = "income"
period = "2025"
value = "97万元以上"
[[target]]
entity = "west"
indicator = "income"
period = "2025"
value = "60万元"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the book in it, to work in."""
    text = DEFINITIONS
    for one_id, name, kind in ENTITIES:
        text += f'[[entity]]\nid = "{one_id}"\nname = "{name}"\nkind = "{kind}"\n'
        text += "" if kind == "county" else 'within = "county"\n'
    for what, value in FIGURES:
        keys = dict(zip(("entity", "indicator", "period"), what.split(), strict=True), source="s#1")
        printed, *more = value.split("\n")
        keys |= {"value": printed} | dict(line.split(" = ") for line in more)
        text += "[[observation]]\n" + "".join(f'{key} = "{said}"\n' for key, said in keys.items())
    (tmp_path / "book.toml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(nbkpi: Run, call: str, code: int = 0) -> list[str]:
    """What is printed, with one blank between cells."""
    outcome = nbkpi(*call.split(), COLUMNS="300")
    assert outcome.code == code, outcome.err
    return [" ".join(line.split()) for line in (outcome.out + outcome.err).splitlines()]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("growth --period 2020",
         "nothing to show: figures of 2020, but none of the year before to compare them with"),
        ("growth --period 2019",
         "nothing to show: no figure in the book matches these filters "
         "(the last periods with figures: 2020, 2022, 2023, 2024, 2025H1)"),
        ("growth --village 南山村 --period 2019",
         "nothing to show: no figure in the book matches these filters (the last periods with figures: 2024)"),
        ("list observations --village 南山村 --indicator income",
         "nothing to show: no figure in the book matches these filters "
         "(entities with figures: 甲县, 东山村, 西山村, 乙镇)"),
        ("growth --against previous --village 南山村",
         "nothing to show: no figure was published for two periods in a row"),
        ("growth --against previous --period 2025H1",
         "figures from January on, such as those of Jan–Jun, have no period before; see nbkpi deduce"),
        ("metric per_head --village 南山村 --period 2024", "南山村 人均收入 2024: no figure gives 集体收入 2024"),
        ("metric per_head --period 2023",
         "人均收入: the figures it is computed from were not published for this selection"),
        ("compare 甲县 南山村", "no measure has values for two of these entities in the same period"),
        ("structure income",
         "nothing to show: no figure of the book is broken down; see nbkpi manual breakdowns"),
        ("structure people --of 男",
         "nothing to show: the book has figures for these filters, but none of these follow from them"),
        ("check --period 2019", "nothing to check: no claim and no relation matches these filters"),
        ("check",
         "nothing to check: the book has no claims (published derived figures), and no relation whose figures "
         "were all published"),
        ("target --village 南山村",
         "nothing to show: the book has figures for these filters, but none of these follow from them"),
    ],
)  # fmt: skip
def test_nothing_is_said_to_be_nothing(call: str, said: str, nbkpi: Run) -> None:
    shown = lines(nbkpi, call)
    assert said in shown
    assert not [line for line in shown if line.startswith("─")]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("calc 1+2", "nbkpi: the formula uses no indicator or metric of the book, so there is nothing to compute"),
        ("compare 东山村 西山村 --village 东山村",
         "nbkpi: name the entities to compare as arguments; options that choose entities do not apply"),
        ("explain income --village 南山村",
         "nbkpi: “集体收入” was not published for this selection, and cannot be deduced from other figures"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(call: str, said: str, nbkpi: Run) -> None:
    assert said in lines(nbkpi, call, 2)


@pytest.mark.parametrize(
    ("call", "rows"),
    [
        ("growth --against previous",
         ["东山村 集体收入 growth over the previous period 2023 11.5% 10.3–12.6 computed s#1",
          "西山村 集体收入 growth over the previous period 2024 25% 11–40 computed s#1",
          "assumed: “约50万元” is read as 45–55 万元"]),
        ("metric none",
         ["东山村 无数 2024 — computed: the divisor may be zero s#1"]),
        ("rank per_head --top 1 --bottom 1",
         ["人均收入 · 2024: first 1", "1 西山村 1000 元/人 900–1100 computed s#1",
          "人均收入 · 2024: last 1", "2 东山村 880 元/人 875–885 computed s#1",
          "without a value: 1",
          "entities of other kinds also have values, choose with --kind: county (1), town (1)"]),
        ("rank income --kind village",
         ["Not ranked", "南山村 no figure gives 集体收入 2024", "ranked: 2 (kind: village), highest first"]),
        ("rank income --aggregate",
         ["1 甲县 438 万元 432–444 computed s#1", "computed from the totals of the members: sum(集体收入)",
          "not in the totals of 甲县, because nothing was published for them: 南山村"]),
        ("compare 东山村 西山村",
         ["人均收入 2024 880 元/人 (875–885) 1000 元/人 (900–1100) 120 元/人 (15–225) 1.14 (1.02–1.26)",
          "无数 2024 the divisor may be zero the divisor may be zero"]),
        ("compare 东山村 西山村 乙镇 --exact",
         ["compared with 东山村", "人口 2024 西山村 -500 人 ([-500, -500]) 0.5 ([0.5, 0.5])",
          "集体收入 2024 乙镇 212 万元 ((211, 213)) 3.41 ((599/177, 601/175))"]),
        ("explain income --village 东山村 --period 2022",
         ["东山村 · 集体收入 · 2022 = 55万元 (54.5–55.5) · published, preliminary",
          "集体收入 (快报) 2022 55万元 rounded 54.5–55.5 万元 s#1"]),
        ("explain per_head --village 东山村 --plain-units",
         ["东山村 · 人均收入 · 2024 = 880 yuan/person (875–885) · computed",
          "集体收入 2024 88万元 rounded 875,000–885,000 yuan s#1"]),
        ("trend income --village 西山村 --plain-units",
         ["2023 400,000 yuan 395,000–405,000 published s#1",
          "2024 500,000 yuan 450,000–550,000 25% 11–40 published; growth: computed s#1"]),
        ("list", ["nbkpi list entities 5", "nbkpi list observations 13"]),
        ("list sources", ["s 简报"]),
        ("structure people --village 东山村", ["total 1000人", "男 520人 52%", "女 480 人 48%"]),
        ("deduce --village 东山村",
         ["东山村 (女) 人口 2024 480 人 “1000人”, “520人” 人口: 东山村 is the total of its categories by 性别"]),
        ("target",
         ["1 东山村 2025H1 30万元 97万元以上 30.9% 50% -19.1 pp (-19.6 – -18.5) yellow",
          "东山村 6 11.17 万元 (11.08–11.25) 123% (118–129)",
          "集体收入 2025 西山村 60万元 nothing was published for the target period",
          "data to 2025-06, the last that was published",
          "lights: green when not behind, yellow when up to 30 pp behind, red when further behind; "
          "[[light]] sets others"]),
        ("target --plain-units",
         ["1 东山村 2025H1 300,000 yuan 970,000 yuan 30.9% 50% -19.1 pp (-19.6 – -18.5) yellow"]),
        ("target --as-of 2024-05", ["集体收入 2025 东山村 97万元以上 the target period has not begun"]),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_the_rows_of_each_view(call: str, rows: list[str], nbkpi: Run) -> None:
    shown = lines(nbkpi, call)
    assert [row for row in rows if row not in shown] == [], "\n".join(shown)


def test_what_can_be_listed_is_counted_for_programs_too(nbkpi: Run) -> None:
    assert {"what": "entities", "count": 5} in nbkpi("list", "--json").results()


TEXT = (
    "2024年，东山村集体收入88万元，比上年的61.3万元增长43.6%。全镇企业240家，其中工业企业96家，占45.0%。"
    "受理7件，办结率90.0%。地区生产总值按不变价增长5.4%。村庄120个，其中示范村130个，占108.3%。合格率超9成。\n"
)


def test_an_audit_says_of_each_claim_what_it_was_held_against(folder: Path, nbkpi: Run) -> None:
    (folder / "text.txt").write_text(TEXT, "utf-8")
    shown = lines(nbkpi, "audit text.txt", 1)
    rows = [
        "in the text 45.0%, computed 40%, 5 pp too high",
        "relation: 96家 / 240家",
        "perhaps: “45.0%” should be “40.0%” (one digit wrong)",
        "no whole number out of 7件 gives it",
        "a part cannot be more than its whole",
        "1:31 consistent 比上年的61.3万元增长43.6% 88万元 / 61.3万元 - 1 43.6 (42.6–44.5)%",
    ]
    assert [row for row in rows if row not in shown] == [], "\n".join(shown)
    whys = ("growth at constant prices cannot be computed from levels at current prices", "only a bound was published")
    assert all(any(line.endswith(why) for line in shown) for why in whys)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天天气很好。\n", "no figure was found in the text"),
        ("收入88万元。\n", "the text has no figure that can be computed from others"),
        ("Total income was 88 million yuan, up 5.2 percent.\n",
         "English sentences are compared with the book: what follows from the text itself was hardly checked"),
    ],
)  # fmt: skip
def test_a_text_without_claims(text: str, said: str, folder: Path, nbkpi: Run) -> None:
    (folder / "text.txt").write_text(text, "utf-8")
    assert said in lines(nbkpi, "audit text.txt")
    (folder / "book.toml").unlink()
    alone = said.replace("English sentences are compared with the book: what follows from the text itself was hardly",
                         "only Chinese sentences are understood without a book: nothing in this text was")  # fmt: skip
    assert alone in lines(nbkpi, "audit text.txt")


def test_the_report_of_a_text_has_its_findings_and_claims(folder: Path, nbkpi: Run) -> None:
    """Markdown has no marks, so the text itself is not in it, nor a heading for that."""
    (folder / "text.txt").write_text(TEXT, "utf-8")
    shown = nbkpi("report", "--audit", "text.txt", "--format", "md").out
    assert [line for line in shown.splitlines() if line.startswith("## ")] == ["## Findings", "## Claims"]
    only = nbkpi("report", "--audit", "text.txt", "--format", "md", "--section", "claims").out
    assert [line for line in only.splitlines() if line.startswith("## ")] == ["## Claims"]
    page = nbkpi("report", "--audit", "text.txt", "--format", "html").out
    assert '<mark class="bad" title="contradicted: 96家 / 240家 · computed: 40% · ' in page


SHEET = "村名,集体收入(万元),人口(人),备考\n东山村,90.3,1000,\n北山村,5,7,甲\n合计,95.4,1007,\n"


def test_what_was_understood_of_a_sheet_is_shown_before_it_is_written(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text(SHEET, "utf-8")
    shown = lines(nbkpi, "import t.csv --period 2026", 1)
    rows = [
        "read as encoding utf-8, delimiter “,”",
        "A 村名 entity",
        "B 集体收入(万元) a column of figures 集体收入 万元 (of the indicator)",
        "A4 合计 total row skipped: no entity given for it (--total NAME)",
    ]
    assert [row for row in rows if row not in shown] == [], "\n".join(shown)
    assert any(line.startswith("names that are not in the book: match them (--map, --name)") for line in shown)
    made = lines(nbkpi, "import t.csv --period 2026 --new-entities --total 甲县")
    assert "[[entity]] 北山村 北山村" in made
    assert "A4 合计 total row: the figure of 甲县" in made
    assert "figures imported: 6 · findings: 0 · warnings: 2 · totals kept for the check: 1" in made
    assert (folder / "t.toml").exists()


def test_programs_get_the_same_of_a_sheet(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text(SHEET, "utf-8")
    outcome = nbkpi("import", "t.csv", "--period", "2026", "--json")
    assert outcome.code == 1
    (found,) = outcome.json()["results"]
    assert found["source"] == {"id": "t", "title": "t.csv", "is_new": True}
    assert [(one["letter"], one["measure"]) for one in found["columns"]][:3] == [
        ("A", ""), ("B", "income"), ("C", "people"),
    ]  # fmt: skip
    assert found["rows"][0]["cell"] == "A4"
    assert [(one["measure"]["id"], one["value"], one["locator"]) for one in found["figures"]] == [
        ("income", "90.3", "B2"), ("people", "1000", "C2"),
    ]  # fmt: skip
    assert {one["code"] for one in found["findings"]} >= {"unknown-name"}


PANEL = (
    "entity,period,income,people,said\n东山村,2023,61,1000,\n东山村,2024,88,1000,30\n西山村,2023,40,500,\n"
    "西山村,2024,50,500,25.0\n"
)


def test_a_panel_shows_the_first_rows_the_wrong_claims_and_counts(folder: Path, nbkpi: Run) -> None:
    (folder / "p.csv").write_text(PANEL, "utf-8")
    shown = lines(nbkpi, "panel per_head income.growth --from p.csv --claim income.growth=said", 1)
    rows = [
        "人均收入 · 2024",
        "1 西山村 1000 元/人 990–1010",
        "contradicted · 集体收入 growth",
        "rows: 4",
        "人均收入: with a value: 4",
    ]
    assert [row for row in rows if row not in shown] == [], "\n".join(shown)
    records = nbkpi("panel", "per_head", "--from", "p.csv", "--json").results()
    assert [(one["sort"], one.get("entity")) for one in records] == [
        ("top", "西山村"), ("top", "东山村"), ("counts", None),
    ]  # fmt: skip


def test_the_margins_of_a_panel_are_shown_and_counted(folder: Path, nbkpi: Run) -> None:
    """A total that its categories cannot make is a finding; one of which a category is missing is not checkable."""
    rows = ["东,2024,男,520", "东,2024,女,480", "东,2024,,1100", "西,2024,男,5", "西,2024,女,6", "西,2024,,11"]
    (folder / "q.csv").write_text("\n".join(["entity,period,sex,people", *rows, "北,2024,男,3", "北,2024,,9"]), "utf-8")
    call = "panel people --from q.csv --margins --of-column sex"
    shown = lines(nbkpi, call, 1)
    assert shown[shown.index("contradicted · 人口") + 3] == "东 2024 性别 1100 人 1000 人"
    assert "人口: totals of categories checked: 2 · contradicted: 1 · not checkable: 1" in shown
    outcome = nbkpi(*call.split(), "--json")
    assert outcome.code == 1
    by_sort = {one["sort"]: one for one in outcome.json()["results"]}
    margin, counted = by_sort["margin"], by_sort["margins"]
    assert (margin["entity"], margin["by"], margin["value"], margin["asserted"], margin["difference"]) == (
        "东", "sex", 1000, 1100, 100,
    )  # fmt: skip
    assert (counted["with_value"], counted["states"], counted["verdicts"]) == (
        2, {"unknown": 1}, {"contradicted": 1, "consistent": 1},
    )  # fmt: skip


MORE = """
[[observation]]
entity = "east"
metric = "income.growth"
period = "2024"
value = "50.0%"
source = "s#2"
[[observation]]
entity = "east"
indicator = "people"
period = "2024"
of = "女"
value = "490人"
[[observation]]
entity = "county"
metric = "income.growth"
period = "2021"
value = "10.0%"
"""


def test_a_check_shows_what_is_stated_what_follows_and_by_how_much(folder: Path, nbkpi: Run) -> None:
    with (folder / "book.toml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    shown = lines(nbkpi, "check -v", 1)
    found = "contradicted · 东山村 · 集体收入 growth · 2024"
    assert shown[shown.index(found) + 1].startswith("stated 50.0%, computed 43.6 (42.6–44.5)%, 6.44 pp too high")
    assert any(line.startswith("contradicted · 东山村 · 人口 · 2024") for line in shown)
    assert "not checkable 甲县 集体收入 growth 2021 10.0% no other figure gives 集体收入 2021" in shown
    first = lines(nbkpi, "check --top 1", 1)
    assert "1 more findings: show them with --top" in first


def test_nothing_follows_beyond_what_was_published(folder: Path, nbkpi: Run) -> None:
    text = (folder / "book.toml").read_text("utf-8")
    (folder / "book.toml").write_text(text.partition("[[breakdown]]")[0], "utf-8")
    assert lines(nbkpi, "deduce")[0] == "nothing can be deduced beyond the published figures"


def test_a_gap_in_the_months_is_said_with_what_is_counted(folder: Path, nbkpi: Run) -> None:
    with (folder / "book.toml").open("a", encoding="utf-8") as file:
        for period, value in (("2025-01..2025-03", "20万元"), ("2025-05", "6万元")):
            file.write(
                f'[[observation]]\nentity = "west"\nindicator = "income"\nperiod = "{period}"\nvalue = "{value}"\n'
            )
    shown = lines(nbkpi, "target --village 西山村")
    assert any("2025-04 is missing, so 2025-05 cannot be added" in line for line in shown), "\n".join(shown)
    assert "where months are missing, use --as-of to see the progress before them" in shown
