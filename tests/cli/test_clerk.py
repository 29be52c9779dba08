"""The clerk's month: from sheets to figures in a book with few commands, remembered, replaced, taken back."""

from __future__ import annotations

import os
import shlex
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import tomli

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run, Schema

Office = Callable[[list[Path], str], Path]
Rows = list[list[Any]]

VILLAGES: Rows = [
    ["合  计", "226.1", "209.6", 7.9, 770, 1075],
    ["东  村", "52.0", "49.4", 5.3, 210, 15],
    ["西村", "73.1", "66.6", 9.8, 320, 1000],
    ["南村", "101.0", "93.6", 7.9, 240, 60],
]
TOTAL = 0


def workbook(
    path: Path, last: int, rows: Rows, unit: str = "单位：万元", headings: dict[str, str] | None = None
) -> None:
    """A sheet as a clerk gets it every month: the figures of January to some month, with those of the year before."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = f"{last}月"
    cells = {
        "A1": f"2025年1-{last}月各村主要指标", "F2": unit,
        "A3": "村名", "B3": "集体收入", "E3": "农户(户)", "F3": "受理(件)",
        "B4": f"2025年1-{last}月", "C4": f"2024年1-{last}月", "D4": "同比增长（%）",
    }  # fmt: skip
    for cell, text in (cells | (headings or {})).items():
        sheet[cell] = text
    for cells_of in ("A1:F1", "A3:A4", "B3:D3", "E3:E4", "F3:F4"):
        sheet.merge_cells(cells_of)
    for row in rows:
        sheet.append(row)
    sheet.append([f"填报日期：2025年{last + 1}月3日"])
    made.save(path)


def grown(rows: Rows, by: int) -> Rows:
    """The rows of a later month, in which every village has so much more."""
    more = {row[0]: by * (len(VILLAGES) - 1 if row is VILLAGES[0] else 1) for row in rows}
    return [[row[0], *(f"{float(cell) + more[row[0]]:.1f}" for cell in row[1:3]), *row[3:]] for row in rows]


FIRST = ("--within", "示例县", "--name", "东  村=东村")


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> Run:
    """The tool in a folder with the sheets of two months."""
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "june.xlsx", 6, VILLAGES)
    workbook(tmp_path / "july.xlsx", 7, grown(VILLAGES, 10))
    return nbkpi


def started(clerk: Run) -> None:
    """A book of the first month."""
    assert clerk("import", "june.xlsx", "--new", "county", *FIRST).code == 0


def facts(book: Path) -> list[tuple[str, str, str, str]]:
    return [(one.entity.name, one.measure.id, str(one.period), one.text) for one in load(book).observations]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_first_month_takes_four_commands_and_the_next_two(clerk: Run) -> None:
    first = [
        ("import", "june.xlsx", "--new", ".", *FIRST),
        ("check",),
        ("rank", "集体收入"),
        ("report", "-o", "june.html", "--no-charts"),
    ]
    following = [("import", "july.xlsx"), ("report", "-o", "july.html", "--no-charts")]
    for command in [*first, *following]:
        outcome = clerk(*command)
        assert outcome.code == 0, outcome.err
    assert len([one for one in facts(Path()) if one[2] == "2025H1"]) == 4 * 4
    july = {one for one in facts(Path()) if one[2] == "2025-01..2025-07"}
    assert ("东村", "集体收入", "2025-01..2025-07", "62.0") in july
    assert ("示例县", "集体收入", "2025-01..2025-07", "256.1") in july
    assert ("东村", "集体收入", "2024-01..2024-07", "59.4") in facts(Path())
    assert "62.0" in Path("july.html").read_text("utf-8")


def test_what_stands_in_the_book_already_is_not_touched(clerk: Run) -> None:
    started(clerk)
    before = contents(Path("county"))
    assert clerk("import", "july.xlsx", "--book", "county").code == 0
    after = contents(Path("county"))
    assert set(after) - set(before) == {"july.toml"}
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {".nbkpi-undo.json", "recipes.toml"}


def test_a_folder_goes_in_all_or_nothing_with_the_findings_of_each_file(clerk: Run) -> None:
    Path("in").mkdir()
    for name in ("june", "july"):
        os.rename(f"{name}.xlsx", f"in/{name}.xlsx")
    workbook(Path("in/may.xlsx"), 5, [*VILLAGES[1:], ["无名村", "1.0", "1.0", 0.0, 1, 1]])
    Path("in/notes.txt").write_text("村名,集体收入\n", "utf-8")
    Path("in/~$june.xlsx").write_bytes(b"")
    started_book = ("import", "in/june.xlsx", "--new", "county", *FIRST)
    assert clerk(*started_book).code == 0
    before = contents(Path("county"))
    outcome = clerk("import", "in/july.xlsx", "in/may.xlsx", "--book", "county")
    assert (outcome.code, outcome.out) == (1, "")
    assert "in/may.xlsx:5月!A8" in outcome.err
    assert "in/july.xlsx:7月!" not in outcome.err
    assert outcome.err.endswith("nothing was written: findings: 2\n")
    assert contents(Path("county")) == before
    os.unlink("in/may.xlsx")
    os.unlink("in/june.xlsx")
    outcome = clerk("import", "in", "--book", "county")
    assert outcome.code == 0, outcome.err
    assert "written to “county/july.toml”" in outcome.err


def test_a_folder_without_tables_is_said(clerk: Run) -> None:
    started(clerk)
    Path("empty").mkdir()
    outcome = clerk("import", "empty", "--book", "county")
    assert (outcome.code, outcome.err) == (2, "nbkpi: there is no table in empty\n")


def test_a_single_file_book_grows_and_keeps_its_recipes_beside_it(clerk: Run) -> None:
    Path("b.toml").write_text('[book]\ntitle = "one"\n# mine\n', "utf-8")
    new = ("--new-entities", "--new-indicators")
    assert clerk("import", "june.xlsx", "--book", "b.toml", *FIRST, *new).code == 0
    assert Path("b.toml").read_text("utf-8").startswith('[book]\ntitle = "one"\n# mine\n\n[[source]]')
    assert len(tomli.loads(Path("b.recipes.toml").read_text("utf-8"))["recipe"]) == 1
    assert clerk("import", "july.xlsx", "--book", "b.toml").code == 0
    assert len(facts(Path("b.toml"))) == 2 * 5 * 4


def test_new_makes_no_book_where_one_is(clerk: Run) -> None:
    workbook(Path("bad.xlsx"), 6, [*VILLAGES, ["中村", "abc", "1.0", 0.0, 1, 1]])
    outcome = clerk("import", "bad.xlsx", "--new", "county")
    assert (outcome.code, "bad.xlsx:6月!B9: error" in outcome.err) == (1, True)  # One cell keeps no other out.
    shutil.rmtree("county")
    started(clerk)
    before = contents(Path("county"))
    outcome = clerk("import", "july.xlsx", "--new", "county")
    assert outcome.code == 2
    assert "county/book.toml is there already" in outcome.err
    assert contents(Path("county")) == before
    Path("other").mkdir()
    for name in ("villages.toml", "recipes.toml", "book.schema.json"):
        Path("other", name).write_text("# mine\n", "utf-8")
        outcome = clerk("import", "july.xlsx", "--new", "other")
        assert outcome.code == 2
        assert "is there already" in outcome.err
        assert contents(Path("other")) == {name: b"# mine\n"}
        Path("other", name).unlink()


def test_what_was_understood_is_there_for_programs(clerk: Run, schema: Schema) -> None:
    outcome = clerk("import", "june.xlsx", "--new", "county", *FIRST, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    found = outcome.json()
    schema.validate(found)
    (result,) = found["results"]
    assert [one["heading"] for one in result["columns"]][:2] == ["村名", "集体收入/2025年1-6月"]
    assert {(one["entity"]["name"], one["value"], one["locator"]) for one in result["figures"]} >= {
        ("东村", "52.0", "6月!B6"), ("示例县", "226.1", "6月!B5"),
    }  # fmt: skip
    assert "written to “county/june.toml”" in found["notes"]
    before = contents(Path("county"))
    outcome = clerk("import", "june.xlsx", "--book", "county", "--json")
    assert (outcome.code, outcome.err) == (1, "")
    found = outcome.json()
    schema.validate(found)
    assert {one["code"] for one in found["results"][0]["findings"]} == {"duplicate-observation"}
    assert found["notes"][-1] == "nothing was written: findings: 5"
    assert contents(Path("county")) == before
    printed = clerk("import", "july.xlsx", "--book", "county", "-o", "-", "--json")
    assert len(printed.results()[0]["figures"]) == 20
    assert contents(Path("county")) == before


def test_units_and_columns_left_out_are_said_by_heading_and_remembered(clerk: Run) -> None:
    for month in (6, 7):
        table = f"2025年{month}月情况\n村名,收入,支出,农户\n东村,5.{month},4,7\n西村,6,3,8\n"
        Path(f"{month}.csv").write_text(table, "utf-8")
    said = ("--unit", "收入=万元", "--unit", "户", "--skip-column", "支出")
    assert clerk("import", "6.csv", "--new", "county", *said).code == 0
    assert clerk("import", "7.csv", "--book", "county").code == 0
    book = load(Path("county"))
    assert {(one.measure.name, one.measure.unit.symbol) for one in book.observations} == {
        ("收入", "万元"),
        ("农户", "户"),
    }
    assert ("东村", "收入", "2025-07", "5.7") in facts(Path("county"))
    for wrong in (("--skip-column", "利润"), ("--unit", "利润=元"), ("--map", "利润=收入")):
        outcome = clerk("import", "7.csv", "--book", "county", *wrong)
        assert outcome.code == 2
        assert "has no column “利润”" in outcome.err
    assert "there is no unit “刀”" in clerk("import", "7.csv", "--book", "county", "--unit", "收入=刀").err


TARGETS = "2025年{0}情况\n村名,收入(万元),年度目标(万元),农户(户),农户目标(户)\n东村,5.{1},12.0,7,—\n西村,6,{2},8,9\n"


def test_targets_come_in_beside_figures_and_again_every_month(clerk: Run) -> None:
    for month, last in ((6, "14"), (7, "14"), (8, "15")):
        Path(f"{month}.csv").write_text(TARGETS.format(f"{month}月", month, last), "utf-8")
    mapped = ("--map", "年度目标(万元)=target:收入", "--map", "农户目标(户)=target:农户@2025")
    assert clerk("import", "6.csv", "--new", "county", *mapped).code == 0
    book = load(Path("county"))
    assert {(one.entity.name, one.measure.name, str(one.period), one.figure.write(), one.locator)
            for one in book.targets} == {
        ("东村", "收入", "2025", "12.0万元", "C3"), ("西村", "收入", "2025", "14万元", "C4"),
        ("西村", "农户", "2025", "9户", "E4"),
    }  # fmt: skip
    assert ("西村", "收入", "2025-06", "14") not in facts(Path("county"))
    assert clerk("import", "7.csv", "--book", "county").code == 0
    assert len(load(Path("county")).targets) == 3
    outcome = clerk("import", "8.csv", "--book", "county")
    assert outcome.code == 1
    assert "8.csv!C4: error: the book already has the target “14万元” for the same thing" in outcome.err
    (recipe,) = tomli.loads(Path("county/recipes.toml").read_text("utf-8"))["recipe"]
    assert recipe["options"]["map"]["农户目标(户)"] == "target:农户@{year}"


def test_a_table_read_in_place_may_hold_targets(clerk: Run) -> None:
    Path("6.csv").write_text(TARGETS.format("6月", 6, 14), "utf-8")
    Path("b").mkdir()
    Path("b/book.toml").write_text(
        '[book]\ntitle = "b"\n[[entity]]\nid = "e"\nname = "东村"\n[[entity]]\nid = "w"\nname = "西村"\n'
        '[[indicator]]\nid = "income"\nname = "收入"\nunit = "万元"\n', "utf-8",
    )  # fmt: skip
    options = ("--map", "年度目标(万元)=target:income", "--skip-column", "农户(户)", "--skip-column", "农户目标(户)")
    assert clerk("import", "6.csv", "--book", "b", *options, "--as-table", "-o", "b/t.toml").code == 0
    book = load(Path("b"))
    assert [(one.entity.id, str(one.period), one.figure.write()) for one in book.targets] == [
        ("e", "2025", "12.0万元"), ("w", "2025", "14万元"),
    ]  # fmt: skip
    assert len(book.observations) == 2


def test_unknown_labels_are_asked_for_once_and_the_answer_can_be_pasted(clerk: Run) -> None:
    """What is printed as the remedy is what does it, whatever stands in the labels."""
    labels = ["青山 东村", "西村本级", "南村$(甲)", "老村"]
    Path("a.csv").write_text("2025年6月情况\n村名,收入(万元)\n东村,5\n西村,6\n南村,7\n", "utf-8")
    rows = "".join(f"{label},{number}.5\n" for number, label in enumerate(labels))
    Path("b.csv").write_text("2025年7月情况表\n村名,收入(万元)\n" + rows, "utf-8")
    assert clerk("import", "a.csv", "--new", "county").code == 0
    outcome = clerk("import", "b.csv", "--book", "county")
    assert outcome.code == 1
    assert outcome.err.count("[unknown-name]") == 1
    assert "row labels that the book does not know: 4: “青山 东村”, “西村本级”, “南村$(甲)”, “老村”" in outcome.err
    line = next(line for line in outcome.err.splitlines() if "--name" in line and "remedy" in line)
    pasted = shlex.split(line.partition("command: ")[2].partition(";")[0])
    assert pasted == ["--name", "青山 东村=东村", "--name", "西村本级=西村", "--name", "南村$(甲)=南村"]
    assert clerk("import", "b.csv", "--book", "county", *pasted, "--skip", "老村").code == 0
    assert {one for one in facts(Path("county")) if one[2] == "2025-07"} == {
        ("东村", "收入", "2025-07", "0.5"), ("西村", "收入", "2025-07", "1.5"), ("南村", "收入", "2025-07", "2.5"),
    }  # fmt: skip


def test_two_sheets_of_one_name_are_two_files_of_the_book(clerk: Run) -> None:
    started(clerk)
    os.replace("july.xlsx", "june.xlsx")
    assert clerk("import", "june.xlsx", "--book", "county").code == 0
    assert {"june.toml", "june-2.toml"} <= set(os.listdir("county"))
    assert {one.source.id for one in load(Path("county")).observations if one.source} == {"june", "june_2"}


# Recipes.


def changed_month(tmp_path: Path, **changes: Any) -> Path:
    """The sheet of July with something changed in it."""
    path = tmp_path / "july.xlsx"
    workbook(path, 7, changes.pop("rows", grown(VILLAGES, 10)), **changes)
    return path


def test_a_recipe_holds_no_row_numbers_and_no_letters_of_columns(clerk: Run) -> None:
    started(clerk)
    (recipe,) = tomli.loads(Path("county/recipes.toml").read_text("utf-8"))["recipe"]
    assert recipe["title"] == "{period}各村主要指标"
    assert [one["heading"] for one in recipe["columns"]] == [
        "集体收入/{period}", "集体收入/{period-1y}", "集体收入/同比增长(%)", "农户(户)", "受理(件)",
    ]  # fmt: skip
    assert recipe["options"] == {"within": "示例县", "name": {"东  村": "东村"}}
    assert "header" not in recipe
    assert not any(isinstance(value, int) for value in recipe.values())


def test_recipes_are_no_figures_and_no_concern_of_other_commands(clerk: Run) -> None:
    started(clerk)
    before = len(load(Path("county")).observations)
    Path("county/recipes.toml").write_text("[[recipe]\n", "utf-8")
    assert len(load(Path("county")).observations) == before
    assert clerk("check", "--book", "county").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[recipe]\n", "recipes.toml:1:9: error:"),
        ('[[recipe]]\ntitel = "x"\n', "recipes.toml:2:1: error: the key “titel” is not allowed here"),
        ("[[recipe]]\noptions = { within = 3 }\n", "recipes.toml:2:22: error:"),
        ('[[entity]]\nid = "x"\nname = "x"\n', "recipes.toml:1:3: error: [[entity]] does not belong here"),
    ],
)
def test_a_damaged_recipe_is_said_where_it_is_and_nothing_is_read(text: str, said: str, clerk: Run) -> None:
    started(clerk)
    Path("county/recipes.toml").write_text(text, "utf-8")
    before = contents(Path("county"))
    outcome = clerk("import", "july.xlsx", "--book", "county")
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert contents(Path("county")) == before


def test_a_recipe_in_a_file_of_the_book_is_an_error(clerk: Run) -> None:
    started(clerk)
    Path("county/book.toml").write_text('[book]\ntitle = "x"\n[[recipe]]\ntitle = "y"\n', "utf-8")
    outcome = clerk("check", "--book", "county")
    assert outcome.code == 2
    assert "[[recipe]] does not belong here" in outcome.err


def test_recipes_written_by_hand_stay_as_they_are(clerk: Run) -> None:
    started(clerk)
    path = Path("county/recipes.toml")
    mine = '# Mine.\n[[recipe]]\ntitle   =  "另一张表"   # not yours\nheadings = [ "村名" ]\n\n# The end.\n'
    path.write_text(mine + path.read_text("utf-8"), "utf-8")
    workbook(Path("july.xlsx"), 7, grown(VILLAGES[:-1], 10))
    assert clerk("import", "july.xlsx", "--book", "county").code == 0
    text = path.read_text("utf-8")
    assert text.startswith(mine)
    recipes = tomli.loads(text)["recipe"]
    assert [one.get("rows") for one in recipes] == [None, ["示例县", "东村", "西村"]]


def test_new_and_gone_rows_and_columns_are_said(clerk: Run, tmp_path: Path) -> None:
    started(clerk)
    rows = [row[:-1] for row in grown(VILLAGES[:-1], 10)]
    rows.append(["中村", "1.0", "1.0", 0.0, 1])
    changed_month(tmp_path, rows=rows, headings={"F3": "", "F2": "", "E2": "单位：万元"})
    outcome = clerk("import", "july.xlsx", "--book", "county", "--new-entities")
    assert outcome.code == 0, outcome.err
    differs = next(line for line in outcome.err.splitlines() if line.startswith("differs from last time"))
    assert differs == (
        "differs from last time: columns that are gone: 受理(件); new rows: 中村; rows that are gone: 南村"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "单位：亿元"}, "column “集体收入/2025-01..2025-07”: last time 集体收入 万元 2025-01..2025-07, "
         "now 集体收入 亿元 2025-01..2025-07"),
        ({"headings": {"B4": "2024年1-7月", "C4": "2023年1-7月"}},
         "column “集体收入/同比增长(%)”: last time 集体收入.growth %, now 集体收入.growth % 2024-01..2024-07"),
    ],
    ids=["unit", "years"],
)  # fmt: skip
def test_what_may_change_the_meaning_is_refused(changes: dict[str, Any], said: str, clerk: Run, tmp_path: Path) -> None:
    started(clerk)
    before = contents(Path("county"))
    changed_month(tmp_path, **changes)
    outcome = clerk("import", "july.xlsx", "--book", "county")
    assert outcome.code == 1
    assert said in outcome.err
    assert "--new-layout" in outcome.err
    assert contents(Path("county")) == before
    assert clerk("import", "july.xlsx", "--book", "county", "--new-layout", *FIRST).code == 0
    assert len(tomli.loads(Path("county/recipes.toml").read_text("utf-8"))["recipe"]) == 1


def test_a_period_given_by_hand_is_not_remembered(clerk: Run) -> None:
    Path("表.csv").write_text("村名,收入(万元)\n东村,5\n西村,6\n", "utf-8")
    assert clerk("import", "表.csv", "--new", "county", "--period", "2025-06").code == 0
    outcome = clerk("import", "表.csv", "--book", "county")
    assert outcome.code == 1
    assert "the period was given with --period last time" in outcome.err
    assert clerk("import", "表.csv", "--book", "county", "--period", "2025-07").code == 0
    assert {str(one.period) for one in load(Path("county")).observations} == {"2025-06", "2025-07"}


def test_a_period_that_stands_in_the_file_name_is_found_there_again(clerk: Run) -> None:
    for name in ("2025-06.csv", "2025-07.csv", "august.csv"):
        Path(name).write_text("村名,收入(万元)\n东村,5\n西村,6\n", "utf-8")
    assert clerk("import", "2025-06.csv", "--new", "county", "--period", "2025-06").code == 0
    assert clerk("import", "2025-07.csv", "--book", "county").code == 0
    assert {str(one.period) for one in load(Path("county")).observations} == {"2025-06", "2025-07"}
    outcome = clerk("import", "august.csv", "--book", "county")
    assert outcome.code == 1
    assert "the period stood in the name of the file last time" in outcome.err


def test_how_a_file_was_opened_is_remembered(clerk: Run) -> None:
    for month in (6, 7):
        text = f"2025年{month}月情况\n村名|收入(万元)\n东村|5.{month}\n西村|6\n"
        Path(f"{month}.csv").write_bytes(text.encode("gb18030"))
    opened = ("--encoding", "gb18030", "--delimiter", "|")
    assert clerk("import", "6.csv", "--new", "county", *opened).code == 0
    assert clerk("import", "7.csv", "--book", "county").code == 0
    assert ("东村", "收入", "2025-07", "5.7") in facts(Path("county"))


def test_rows_of_headings_pointed_out_once_are_found_by_their_words(clerk: Run) -> None:
    above = "本表说明,甲,乙\n"
    table = "村名,收入(万元),农户(户)\n东村,5,7\n西村,6,8\n"
    Path("6.csv").write_text(above + table, "utf-8")
    Path("7.csv").write_text(above * 3 + table, "utf-8")
    assert clerk("import", "6.csv", "--new", "county", "--header", "2", "--period", "2025-06").code == 0
    outcome = clerk("import", "7.csv", "--book", "county", "--period", "2025-07")
    assert outcome.code == 0, outcome.err
    assert ("西村", "农户", "2025-07", "8") in facts(Path("county"))


def test_january_and_the_rest_of_the_year_are_one_layout(clerk: Run) -> None:
    """In January the month is the year so far, so that a period alone does not say which of both is meant."""
    sheet = "2026年{0}情况\n村名,{1}收入(万元),去年同期收入(万元)\n东村,5,7\n西村,6,8\n"
    Path("2.csv").write_text(sheet.format("1-2月", "2月"), "utf-8")
    Path("1.csv").write_text(sheet.format("1月", "1月"), "utf-8")
    first = clerk("import", "2.csv", "--new", "county", "--map", "2月收入(万元)=收入")
    assert first.code == 0, first.err
    outcome = clerk("import", "1.csv", "--book", "county")
    assert outcome.code == 0, outcome.err
    assert "differs" not in outcome.err
    assert ("东村", "收入", "2026-01", "5") in facts(Path("county"))


# Replacing and taking back.


def test_a_corrected_sheet_replaces_its_own_figures_only(clerk: Run) -> None:
    started(clerk)
    assert clerk("import", "july.xlsx", "--book", "county").code == 0
    assert clerk("add", "东村", "农户", "2025-06", "9户", "--source", "june#电话", "--book", "county").code == 0
    july = Path("county/july.toml").read_bytes()
    rows = [list(row) for row in VILLAGES]
    rows[1][1] = "53.0"
    workbook(Path("june.xlsx"), 6, rows[:-1])
    refused = clerk("import", "june.xlsx", "--book", "county")
    assert refused.code == 1
    assert "--replace" in refused.err
    outcome = clerk("import", "june.xlsx", "--book", "county", "--replace")
    assert outcome.code == 0, outcome.err
    found = facts(Path("county"))
    assert ("东村", "集体收入", "2025H1", "53.0") in found
    assert ("东村", "集体收入", "2025H1", "52.0") not in found
    assert not any(name == "南村" and period in ("2025H1", "2024H1") for name, _what, period, _text in found)
    assert ("东村", "农户", "2025-06", "9户") in found
    assert Path("county/july.toml").read_bytes() == july


def test_nothing_to_replace_is_said(clerk: Run) -> None:
    started(clerk)
    before = contents(Path("county"))
    outcome = clerk("import", "july.xlsx", "--book", "county", "--replace")
    assert outcome.code == 2
    assert "the book has no figures of an earlier import of it" in outcome.err
    assert contents(Path("county")) == before


def test_undo_restores_every_byte(clerk: Run) -> None:
    started(clerk)
    Path("county/own.toml").write_bytes('# 我的\r\n[[target]]\r\nentity="东村"\r\nindicator="集体收入"\r\n'
                                        'period="2025"\r\nvalue="100"\r\n'.encode())  # fmt: skip
    for command in (
        ("import", "july.xlsx"),
        ("add", "东村", "农户", "2025-08", "9户"),
        ("import", "july.xlsx", "-o", "county/x.toml"),
        ("import", "june.xlsx", "--replace"),
    ):
        before = contents(Path("county"))
        assert clerk(*command, "--book", "county").code == 0
        assert contents(Path("county")) != before
        outcome = clerk("import", "--undo", "--book", "county")
        assert outcome.code == 0, outcome.err
        left = contents(Path("county"))
        # The steps before it can still be undone.
        assert (before.pop(".nbkpi-undo.json", None) is None) == (left.pop(".nbkpi-undo.json", None) is None)
        assert left == before


def test_undo_refuses_where_the_files_were_changed_since(clerk: Run) -> None:
    started(clerk)
    assert clerk("import", "july.xlsx", "--book", "county").code == 0
    path = Path("county/july.toml")
    path.write_text(path.read_text("utf-8") + "# a word\n", "utf-8")
    before = contents(Path("county"))
    outcome = clerk("import", "--undo", "--book", "county")
    assert outcome.code == 2
    assert outcome.err == "nbkpi: county/july.toml was changed since: the last change cannot be undone\n"
    assert contents(Path("county")) == before
    Path("county/.nbkpi-undo.json").write_text('{"form": "nbkpi undo 1"}', "utf-8")
    assert "is damaged" in clerk("import", "--undo", "--book", "county").err


def test_a_full_disk_leaves_the_book_as_it_was(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started(clerk)
    before = contents(Path("county"))
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = clerk("import", "july.xlsx", "--book", "county")
    assert outcome.code == 2
    assert "cannot be written: No space left on device" in outcome.err
    assert contents(Path("county")) == before


def test_figures_added_at_once_are_all_there(clerk: Run, process: Run) -> None:
    started(clerk)
    codes = list[int]()

    def add(year: int) -> None:
        command = ("add", "东村", "农户", str(year), f"{year % 100}户", "--book", "county")
        codes.append(process(*command, cwd=Path.cwd()).code)

    threads = [threading.Thread(target=add, args=(2000 + number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [0] * 4
    assert {period for _who, _what, period, _text in facts(Path("county"))} >= {"2000", "2001", "2002", "2003"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--undo", "july.xlsx"), "--undo and a file exclude each other"),
        (("july.xlsx", "--new", "x", "--book", "county"), "--new and --book exclude each other"),
        (("july.xlsx", "--replace", "-o", "x.toml"), "--replace and -o exclude each other"),
        (("july.xlsx", "june.xlsx", "--as-table"), "--as-table takes one file at a time"),
        (("july.xlsx", "--unit", "元", "--unit", "户"), "only one --unit can be for all columns"),
        (("nowhere.xlsx", "--book", "county"), "there is no file nowhere.xlsx"),
    ],
)
def test_misuse_is_said_and_nothing_written(options: tuple[str, ...], said: str, clerk: Run) -> None:
    started(clerk)
    before = contents(Path("county"))
    outcome = clerk("import", *options)
    assert outcome.code == 2
    assert said in outcome.err
    assert contents(Path("county")) == before


def test_the_embedded_book_is_neither_changed_nor_undone(clerk: Run) -> None:
    for options in (("--undo",), ("june.xlsx", "--replace")):
        outcome = clerk("import", *options)
        assert outcome.code == 2
        assert outcome.err.startswith("nbkpi: the embedded book cannot be changed")


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_sheets_of_another_program_follow_the_recipe_too(
    clerk: Run, office: Office, ending: str, tmp_path: Path
) -> None:
    started(clerk)
    folder = office([tmp_path / "july.xlsx"], ending)
    assert clerk("import", str(folder / f"july.{ending}"), "--book", "county").code == 0
    assert ("东村", "集体收入", "2025-01..2025-07", "62.0") in facts(Path("county"))


def test_an_empty_book_begins_with_a_sheet(clerk: Run) -> None:
    assert clerk("init", "--empty", "county").code == 0
    assert clerk("summary", "--book", "county").code == 0
    new = ("--new-entities", "--new-indicators")
    assert clerk("import", "june.xlsx", "--book", "county", *FIRST, *new).code == 0
    assert clerk("import", "july.xlsx", "--book", "county").code == 0
    assert sorted(os.listdir("county")) == [
        ".nbkpi-undo.json", "book.schema.json", "book.toml", "july.toml", "june.toml", "recipes.toml",
    ]  # fmt: skip
