"""A sheet is never read by what was settled about another one that only looks like it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

TARGETS = "2025年6月情况\n村名,收入(万元),目标(万元),农户(户),农户目标(户)\n东村,5,12.0,7,—\n西村,6,14,8,9\n"


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> Run:
    """The tool in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return nbkpi


def facts(book: Path) -> list[tuple[str, str, str, str]]:
    return [(one.entity.name, one.measure.id, str(one.period), one.text) for one in load(book).observations]


def test_growth_that_moved_behind_another_column_is_refused(clerk: Run) -> None:
    """同比增长 is of the column on its left: moved, it would become the growth of the households."""
    Path("a.csv").write_text(
        "2025年6月情况\n村名,收入(万元),同比增长(%),农户(户)\n东村,5.2,4.1,7\n西村,6,2,8\n", "utf-8"
    )
    Path("b.csv").write_text(
        "2025年7月情况\n村名,收入(万元),农户(户),同比增长(%)\n东村,5.2,7,4.1\n西村,6,8,2\n", "utf-8"
    )
    assert clerk("import", "a.csv", "--new", "county").code == 0
    outcome = clerk("import", "b.csv", "--book", "county")
    assert outcome.code == 1
    assert "column “同比增长(%)”: last time 收入.growth %, now 农户.growth %" in outcome.err
    assert not Path("county/b.toml").exists()


def test_other_places_under_the_same_headings_are_refused(clerk: Run) -> None:
    """Else the total of another county would become that of the county of last time."""
    Path("a.csv").write_text("2025年6月情况\n村名,收入(万元)\n东村,5\n西村,6\n合计,11\n", "utf-8")
    Path("b.csv").write_text("2025年7月情况\n村名,收入(万元)\n甲村,5\n乙村,6\n合计,11\n", "utf-8")
    assert clerk("import", "a.csv", "--new", "county", "--within", "示例县").code == 0
    outcome = clerk("import", "b.csv", "--book", "county", "--new-entities")
    assert outcome.code == 1
    assert "rows: last time 东村, 西村, 示例县, now 甲村, 乙村, 示例县" in outcome.err


def test_what_is_said_of_one_sheet_is_not_taken_for_another(clerk: Run) -> None:
    """Every village sends the same table without its name: that of last time must not be given to this one."""
    for name, number in (("东村", 5), ("西村", 6)):
        Path(f"{name}.csv").write_text(f"2025年6月情况\n指标,数值\n收入(万元),{number}\n农户(户),{number}1\n", "utf-8")
    book = '[book]\ntitle = "b"\n' + "".join(
        f'[[entity]]\nid = "{one}"\nname = "{name}"\n' for one, name in (("e", "东村"), ("w", "西村"))
    ) + "".join(f'[[indicator]]\nid = "{one}"\nname = "{name}"\nunit = "{unit}"\n'
                for one, name, unit in (("i", "收入", "万元"), ("h", "农户", "户")))  # fmt: skip
    Path("b.toml").write_text(book, "utf-8")
    assert clerk("import", "东村.csv", "--book", "b.toml", "--entity", "东村").code == 0
    outcome = clerk("import", "西村.csv", "--book", "b.toml")
    assert outcome.code == 1
    assert "--entity was given last time: give that of this sheet" in outcome.err
    assert clerk("import", "西村.csv", "--book", "b.toml", "--entity", "西村").code == 0
    assert {(one[0], one[1], one[3]) for one in facts(Path("b.toml"))} == {
        ("东村", "i", "5"), ("东村", "h", "51"), ("西村", "i", "6"), ("西村", "h", "61"),
    }  # fmt: skip


def test_a_unit_line_above_rows_of_indicators_is_compared_too(clerk: Run) -> None:
    table = "2025年{0}月主要指标\n单位：{1}\n指标,{0}月\n收入,5\n支出,6\n"
    Path("6.csv").write_text(table.format(6, "万元"), "utf-8")
    Path("7.csv").write_text(table.format(7, "亿元"), "utf-8")
    book = '[book]\ntitle = "b"\n[[entity]]\nid = "c"\nname = "甲县"\n' + "".join(
        f'[[indicator]]\nid = "{one}"\nname = "{name}"\nunit = "万元"\n' for one, name in (("i", "收入"), ("s", "支出"))
    )
    Path("b.toml").write_text(book, "utf-8")
    assert clerk("import", "6.csv", "--book", "b.toml", "--entity", "甲县").code == 0
    outcome = clerk("import", "7.csv", "--book", "b.toml", "--entity", "甲县")
    assert outcome.code == 1
    assert "column “2025-07”: last time 万元 2025-07, now 亿元 2025-07" in outcome.err


def test_figures_of_other_months_from_a_source_of_the_same_name_stay(clerk: Run) -> None:
    """A file that is called alike every month is one source: the figures of June must not go when July is replaced."""
    Path("表.csv").write_text("村名,收入(万元)\n东村,5\n西村,6\n", "utf-8")
    assert clerk("import", "表.csv", "--new", "county", "--period", "2025-06").code == 0
    assert clerk("import", "表.csv", "--book", "county", "--period", "2025-07").code == 0
    Path("表.csv").write_text("村名,收入(万元)\n东村,5.5\n西村,6\n", "utf-8")
    outcome = clerk("import", "表.csv", "--book", "county", "--period", "2025-07", "--replace")
    assert outcome.code == 0, outcome.err
    assert "figures of the same source stay whose periods are not in the file: 2025-06" in outcome.err
    assert ("东村", "收入", "2025-06", "5") in facts(Path("county"))
    assert [one[3] for one in facts(Path("county")) if one[2] == "2025-07"] == ["5.5", "6"]


def test_a_worksheet_asked_for_is_asked_for_again_where_several_are_called_so(clerk: Run) -> None:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for month in range(1, 5):
        sheet = made.create_sheet(f"{month}月")
        for row in ([f"2025年{month}月情况"], ["村名", "收入(万元)"], ["东村", month + 0.5], ["西村", month + 1.5]):
            sheet.append(row)
    made.save("book.xlsx")
    assert clerk("import", "book.xlsx", "--new", "county", "--sheet", "3月").code == 0
    outcome = clerk("import", "book.xlsx", "--book", "county")
    assert outcome.code == 1
    assert "the worksheet was given with --sheet last time" in outcome.err
    assert clerk("import", "book.xlsx", "--book", "county", "--sheet", "4月").code == 0
    for month in (1, 2, 3):
        made.remove(made[f"{month}月"])
    made.create_sheet("说明", 0)["A1"] = "本表单位万元"
    made["4月"]["A1"] = "2025年5月情况"
    made["4月"].title = "5月"
    made.save("book.xlsx")
    assert clerk("import", "book.xlsx", "--book", "county").code == 0
    assert {one[2] for one in facts(Path("county"))} == {"2025-03", "2025-04", "2025-05"}


def test_a_column_of_targets_is_asked_about_and_its_period_is_not_guessed(clerk: Run) -> None:
    Path("6.csv").write_text(TARGETS, "utf-8")
    Path("a.csv").write_text("2025年5月情况\n村名,集体收入(万元)\n东村,5\n西村,6\n", "utf-8")
    assert clerk("import", "a.csv", "--new", "county").code == 0
    outcome = clerk("import", "6.csv", "--book", "county", "--map", "收入(万元)=集体收入")
    assert outcome.code == 1
    assert 'if these are targets, give --map "目标(万元)=target:…"' in outcome.err
    mapped = ("--map", "收入(万元)=集体收入", "--map", "目标(万元)=target:集体收入", "--skip-column", "农户目标(户)")
    outcome = clerk("import", "6.csv", "--book", "county", *mapped)
    assert outcome.code == 1
    assert "unclear which period the targets are for" in outcome.err
    assert 'say it with --map "目标(万元)=target:集体收入@2025"' in outcome.err


TOWNS = (
    "2025年{0}月各村情况,,,\n单位：万元,,,\n乡镇,村名,农户(户),收入\n清溪镇,上坪村,412,86.5\n云岭镇,高山村,198,42.8\n"
)


def test_a_unit_line_that_is_gone_is_no_smaller_matter(
    nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures in yuan below no unit line were read in 万元, as those of the month before."""
    monkeypatch.chdir(tmp_path)
    Path("6.csv").write_text(TOWNS.format(6), "utf-8")
    Path("7.csv").write_text(TOWNS.format(7).replace("单位：万元,,,\n", ""), "utf-8")
    assert nbkpi("import", "6.csv", "--new", "county").code == 0
    outcome = nbkpi("import", "7.csv", "--book", "county")
    assert outcome.code == 1
    assert "the layout has changed: unit line: last time 万元, now none" in outcome.err
    assert nbkpi("import", "7.csv", "--book", "county", "--unit", "万元").code == 0


def test_a_period_that_overruled_a_title_once_is_not_asked_for_again(
    nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for month in (6, 7):
        Path(f"{month}.csv").write_text(TOWNS.format(month), "utf-8")
    assert nbkpi("import", "6.csv", "--new", "county", "--period", "2025-05").code == 0
    assert nbkpi("import", "7.csv", "--book", "county").code == 0
    assert "2025-07" in nbkpi("list", "observations", "--book", "county").out


def test_a_new_row_is_skipped_by_its_path_and_the_total_is_of_no_town(
    nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy that was printed did nothing; and of the rows left the total became that of their town."""
    monkeypatch.chdir(tmp_path)
    Path("6.csv").write_text(TOWNS.format(6) + "合计,,610,129.3\n", "utf-8")
    Path("7.csv").write_text(TOWNS.format(7).replace("高山村", "新河村") + "合计,,610,129.3\n", "utf-8")
    assert nbkpi("import", "6.csv", "--new", "county").code == 0
    refused = nbkpi("import", "7.csv", "--book", "county")
    assert refused.code == 1
    assert "--skip 云岭镇/新河村" in refused.err
    assert "it may be “云岭镇”" not in refused.err
    assert nbkpi("import", "7.csv", "--book", "county", "--skip", "云岭镇/新河村").code == 0
    shown = nbkpi("list", "observations", "--book", "county", "--period", "2025-07").out
    assert "129.3" not in shown
    assert "新河村" not in shown
