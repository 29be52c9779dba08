"""Tables in a text: found in every form, their cells at their places, and the relations that their words state."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.source import TextSource, read_source
from nbkpi.text.tabular.cells import ReadTable, read_tables
from nbkpi.text.tabular.evidence import TableRelation, fits
from nbkpi.text.tabular.relations import relations_of

Rows = list[list[str]]
TITLE, UNITS, BEFORE, AFTER = "表1 2024年各镇情况", "单位：万元", "全县共有3个镇，下面是情况：", "全县收入88万元。"


def as_docx(path: Path, rows: Rows) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in (BEFORE, TITLE, UNITS):
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph(AFTER)
    document.save(path / "a.docx")
    return path / "a.docx"


def as_html(path: Path, rows: Rows) -> Path:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in rows)
    before = "".join(f"<p>{line}</p>" for line in (BEFORE, TITLE, UNITS))
    (path / "a.html").write_text(f"<html>{before}<table>{body}</table><p>{AFTER}", "utf-8")
    return path / "a.html"


def as_lines(path: Path, lines: list[str], ending: str = "txt") -> Path:
    (path / f"a.{ending}").write_text("\n".join([BEFORE, TITLE, UNITS, *lines, AFTER]) + "\n", "utf-8")
    return path / f"a.{ending}"


def as_markdown(path: Path, rows: Rows) -> Path:
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return as_lines(path, [lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""], "md")


def with_tabs(path: Path, rows: Rows) -> Path:
    return as_lines(path, ["\t".join(cells) for cells in rows])


def with_blanks(path: Path, rows: Rows) -> Path:
    return as_lines(path, ["  " + "   ".join(cells) for cells in rows])


def with_single_blanks(path: Path, rows: Rows) -> Path:
    return as_lines(path, [" ".join(cells) for cells in rows])


FORMS: tuple[Callable[[Path, Rows], Path], ...] = (
    as_docx, as_html, as_markdown, with_tabs, with_blanks, with_single_blanks,
)  # fmt: skip


def rows_of(text: str) -> Rows:
    return [[cell.strip(" ") for cell in line.split("|")] for line in text.strip().splitlines()]


CASES = """
镇|上年同期|本期|同比增长(%)
甲镇|100.0|110.0|10.0
乙镇|200.0|190.0|-5.0
丙镇|50.0|60.0|20.0
合计|350.0|360.0|2.9
&
部门|受理（件）|办结（件）|办结率
甲局|50|45|90.0%
乙局|40|38|95.0%
丙局|30|24|80.0%
合计|120|107|89.2%
&
来源|件数（件）|占比（%）
电话|50|50.0
网络|30|30.0
来访|20|20.0
合计|100|100.0
"""
RIGHT = [rows_of(text) for text in CASES.split("&")]
WRONG = [
    (0, 3, 3, "25.0"),
    (0, 4, 2, "380.0"),
    (1, 2, 3, "59.0%"),
    (1, 4, 1, "102"),
    (2, 3, 2, "25.0"),
    (2, 4, 1, "200"),
]
"""The table, the row and the column of the one cell that is changed, and what is put there."""


def read_one(source: TextSource) -> ReadTable:
    (table,) = read_tables(source.text, source.tables, empty_book())
    return table


def accused(table: ReadTable) -> list[TableRelation]:
    return [one for one in relations_of(table) if one.is_demanded and not fits(one)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_right_tables_are_confirmed(form: Callable[[Path, Rows], Path], number: int, tmp_path: Path) -> None:
    source = read_source(form(tmp_path, RIGHT[number]))
    table = read_one(source)
    assert accused(table) == []
    found = relations_of(table)
    assert {one.kind for one in found} >= {("growth", "rate", "share")[number], "sum"}
    assert len(found) >= 4
    assert all(one.is_demanded for one in found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("number", "row", "column", "cell"), WRONG)
def test_wrong_cells_are_accused(
    form: Callable[[Path, Rows], Path], number: int, row: int, column: int, cell: str, tmp_path: Path
) -> None:
    rows = [list(cells) for cells in RIGHT[number]]
    rows[row][column] = cell
    found = accused(read_one(read_source(form(tmp_path, rows))))
    involved = [{one.claim.words, *(each.words for each in (*one.added, *one.numerator, *one.denominator))}
                for one in found]  # fmt: skip
    assert found
    assert all(cell in words for words in involved)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_places_of_cells(form: Callable[[Path, Rows], Path], number: int, tmp_path: Path) -> None:
    source = read_source(form(tmp_path, RIGHT[number]))
    (placed,) = source.tables
    table = read_one(source)
    lines = source.text.split("\n")
    assert source.text[placed.start : placed.end].startswith(TITLE)
    assert BEFORE in source.text[: placed.start]
    assert AFTER in source.text[placed.end :]
    printed = [cell for cells in RIGHT[number] for cell in cells]
    assert [source.text[start:end] for start, end in sorted(placed.places.values())] == [TITLE, UNITS, *printed]
    for cell in table.cells.values():
        assert source.text[cell.start : cell.end] == cell.words
        assert lines[cell.line - 1][cell.column - 1 :].startswith(cell.words)
        assert placed.grid.text(cell.row, cell.col) == cell.words
        assert cell.figure.nominal is not None
        assert cell.label
        assert cell.heading


def test_units_come_from_the_heading_or_from_the_line_above(tmp_path: Path) -> None:
    rows = rows_of("镇|收入|户数（户）|人数|占比\n甲镇|88|20|30|50%\n乙镇|88.5|20|31|50%")
    cells = read_one(read_source(as_html(tmp_path, rows))).cells
    found = [(one.figure.unit.symbol, one.figure.reading) for (row, _column), one in cells.items() if row == 3]
    assert found == [("万元", "nearest"), ("户", "exact"), ("人", "exact"), ("%", "nearest")]


def test_headings_of_two_rows_and_merged_labels(tmp_path: Path) -> None:
    page = """<table><tr><th rowspan=2>片区<th rowspan=2>镇<th colspan=3>收入（万元）<th colspan=3>户数
        <tr><th>2023年<th>2024年<th>增长（%）<th>合计<th>农户<th>其他
        <tr><td rowspan=3>东片<td>甲镇<td>10.0<td>11.0<td>10.0<td>30<td>20<td>10
        <tr><td>乙镇<td>20.0<td>21.0<td>5.0<td>40<td>15<td>24
        <tr><td>小计<td>30.0<td>32.0<td>6.7<td>70<td>35<td>35
        <tr><td colspan=2>合计<td>30.0<td>32.0<td>6.7<td>70<td>35<td>35</table>"""
    (tmp_path / "a.html").write_text(page, "utf-8")
    table = read_one(read_source(tmp_path / "a.html"))
    assert [line.words for line in table.columns][:4] == [
        "收入（万元） / 2023年", "收入（万元） / 2024年", "收入（万元） / 增长（%）", "户数 / 合计",
    ]  # fmt: skip
    wrong = {(one.kind, one.claim.label, one.claim.heading) for one in accused(table)}
    assert wrong == {("sum", "东片 / 乙镇", "户数 / 合计"), ("sum", "东片 / 小计", "户数 / 其他")}


SUMS = {
    "subtotals behind their rows": (
        "镇|户\n甲|10\n乙|20\n小计|30\n丙|5\n丁|6\n小计|11\n合计|41",
        ["10+20", "5+6", "30+11"],
    ),
    "subtotals before their rows": (
        "镇|户\n合计|41\n山区小计|30\n甲|10\n乙|20\n平原小计|11\n丙|5\n丁|6",
        ["30+11", "10+20", "5+6"],
    ),
    "parts of a row": ("项目|件\n甲|30\n其中：丙|10\n乙|20\n合计|50", ["30+20"]),
    "numbered parts": ("项目|件\n一、甲|30\n1.丙|10\n2.丁|20\n二、乙|20\n合计|50", ["30+20"]),
    "indented parts": ("项目|件\n甲|30\n　　丙|10\n　　丁|15\n乙|20\n合计|50", ["30+20"]),
    "titles within": (
        "镇|户\n一、山区|\n甲|10\n乙|20\n小计|30\n二、平原|\n丙|5\n丁|6\n小计|11\n总计|41",
        ["10+20", "5+6", "30+11"],
    ),
}


@pytest.mark.parametrize("sort", SUMS)
def test_what_totals_are_made_of(sort: str, tmp_path: Path) -> None:
    text, expected = SUMS[sort]
    found = relations_of(read_one(read_source(as_html(tmp_path, rows_of(text)))))
    assert ["+".join(one.words for one in relation.added) for relation in found] == expected


SILENT = {
    "two ways to divide the same": "镇|合计|男|女|城镇|农村\n甲|30|18|12|10|20\n乙|40|20|20|15|25",
    "means and rates": "村|人均收入（元）|满意率（%）|得分\n甲|100|90|88\n乙|200|95|92\n合计|180|93|91",
    "a row that was not read": "镇|件数\n甲|10\n乙|见附表\n合计|30",
    "a row without a figure": "镇|件数\n甲|10\n乙|—\n丙|20\n合计|35",
    "a row that lacks": "镇|件数|备注\n甲|10|x\n乙||\n合计|35|y",
    "a row that ends early": "镇|件数|办结\n甲|10|9\n乙\n合计|35|9",
    "different things": "项目|单位|数量\n道路|公里|10\n桥梁|座|3\n合计||25",
    "growth at comparable prices": "指标|2024年|2023年|增长（%）\n生产总值（亿元）|120.5|110.2|6.0",
    "a share of another whole": "厂|产值（亿元）|占全县比重（%）\n甲|10.0|20.0\n乙|8.0|16.0\n合计|18.0|36.0",
    "another base": "镇|本月|上年同期|环比（%）\n甲|110|100|5.0\n乙|120|100|7.0",
    "a running total": "月份|受理|累计\n11月|10|100\n12月|20|120",
    "rounded parts": "镇|收入（万元）\n甲|10.4\n乙|10.4\n丙|10.4\n合计|31.3",
    "a total within": "项目|预算\n公共预算收入|100\n税收收入|60\n非税收入|40\n合计|100",
}


@pytest.mark.parametrize("sort", SILENT)
@pytest.mark.parametrize("form", [as_docx, as_html, as_markdown, with_tabs])
def test_what_words_do_not_demand_is_not_accused(sort: str, form: Callable[[Path, Rows], Path], tmp_path: Path) -> None:
    rows = rows_of(SILENT[sort])
    rows = [cells + [""] * (len(rows[0]) - len(cells)) for cells in rows] if form is as_docx else rows
    source = read_source(form(tmp_path, rows))
    assert len(source.tables) == 1
    assert accused(read_one(source)) == []


def test_tables_of_which_not_all_is_printed(tmp_path: Path) -> None:
    rows = rows_of("镇|件数（件）|占比\n甲|30|30%\n乙|20|20%\n丙|10|10%\n合计|100|100%")
    path = as_html(tmp_path, rows)
    path.write_text(path.read_text("utf-8").replace(TITLE, "前三位的镇"), "utf-8")
    found = relations_of(read_one(read_source(path)))
    assert [one.kind for one in found] == ["share"] * 3


def test_rows_as_columns(tmp_path: Path) -> None:
    rows = rows_of("类别|咨询|投诉|举报|合计\n件数（件）|10|20|5|35\n占比（%）|28.6|57.1|15.3|100")
    table = read_one(read_source(as_html(tmp_path, rows)))
    assert [(one.kind, one.claim.words) for one in accused(table)] == [("share", "15.3")]
    assert [one.kind for one in relations_of(table)] == ["sum", "share", "share", "share"]


def test_growth_from_one_row_to_the_next(tmp_path: Path) -> None:
    rows = rows_of(
        "年份|收入（万元）|增长（%）\n2021年|100.0|\n2022年|110.0|10.0\n2023年|121.0|10.0\n2024年|133.1|20.0"
    )
    table = read_one(read_source(as_html(tmp_path, rows)))
    assert [(one.claim.label, one.claim.words) for one in accused(table)] == [("2024年", "20.0")]


PROSE = [
    "甲县完成投资88万元，增长5%。\n乙县完成投资99万元，增长6%。\n",
    "联系人：张三    电话：12345678\n地址：甲县    邮编：315000\n",
    "甲县统计局      2024年3月5日\n\n第1期      共3页\n",
    "全年 办结 1165 件\n比上年 增长 5%\n",
    "a | b\nc | d\n",
    "一、甲县情况\n二、乙县情况\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_table(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert read_source(tmp_path / "a.txt").tables == ()


def test_tables_that_arrange_a_page_are_lines(tmp_path: Path) -> None:
    inner = "<table><tr><td>镇<td>户数<tr><td>甲<td>3<tr><td>乙<td>4</table>"
    prose = "<p>甲县收入88万元，增长5%。</p>" * 8
    (tmp_path / "a.html").write_text(f"<table><tr><td>{prose}<td>旁边</tr><tr><td>{inner}</table>后文", "utf-8")
    source = read_source(tmp_path / "a.html")
    assert source.text.split("\n")[:9] == ["甲县收入88万元，增长5%。"] * 8 + ["旁边"]
    assert [one.grid.rows[-1] for one in source.tables] == [["乙", "4"]]
    assert source.text.endswith("乙\t4\n后文\n")


def test_the_title_of_a_table_is_no_prose(tmp_path: Path) -> None:
    for line, is_title in (("附表：各镇情况", True), ("全县收入88万元", False), ("收入增长，支出下降", False)):
        (tmp_path / "a.txt").write_text(f"{line}\n镇\t户数\n甲\t3\n乙\t4\n", "utf-8")
        (table,) = read_source(tmp_path / "a.txt").tables
        assert (table.start == 0) is is_title


@pytest.mark.parametrize("seed", range(20))
def test_half_tables_are_read_as_far_as_they_go(seed: int, tmp_path: Path) -> None:
    """Whatever is cut off or put in, there is an answer, and places hold."""
    chance = random.Random(seed)
    for form in (as_html, as_markdown, with_tabs, with_blanks, with_single_blanks):
        rows = [list(cells) for cells in chance.choice(RIGHT)]
        for _each in range(chance.randint(1, 5)):
            row = chance.choice(rows)
            place = chance.randrange(len(row) + 1)
            row[place:place] = chance.choice(
                [["合计"], ["其中：甲"], [""], ["0"], ["—"], ["2024年"], ["<td>"], ["|"], []]
            )
            del row[chance.randrange(len(row) + 1) :][:1]
        path = form(tmp_path, rows)
        text = path.read_text("utf-8")
        cut = chance.randrange(len(text))
        path.write_text(text[:cut] + text[cut + chance.randint(0, 9) :], "utf-8")
        source = read_source(path)
        for table in read_tables(source.text, source.tables, empty_book()):
            assert all(source.text[one.start : one.end] == one.words for one in table.cells.values())
            assert all(isinstance(fits(one), bool) for one in relations_of(table))


def test_a_column_of_units_is_none_of_firms(tmp_path: Path) -> None:
    rows = rows_of("指标|单位|2024年|2023年|增长（%）\n财政收入|万元|5000|4500|11.1\n常住人口|万人|51.2|51.0|0.4")
    cells = read_one(read_source(as_html(tmp_path, rows))).cells.values()
    assert [(one.label, one.figure.unit.symbol) for one in cells if one.heading == "2024年"] == [
        ("财政收入", "万元"),
        ("常住人口", "万人"),
    ]
