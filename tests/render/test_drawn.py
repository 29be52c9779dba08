"""Tables on a terminal: what gives way first where there is little room, and that nothing is lost by it."""

from __future__ import annotations

import contextvars
import io
import re
from collections.abc import Sequence

import pytest
from wcwidth import wcswidth

from nbkpi.language import use
from nbkpi.render.table import draw
from nbkpi.report.document import Column, Document, Mark, Marked, Table

COLUMNS = (
    Column("entity", "entity"),
    Column("period", "period"),
    Column("value", "value", "right", fixed=True),
    Column("sources", "sources", refers=True, is_aside=True),
)
ROWS = [
    ("东山村", "2025H1", "61.28 (60.91–61.65)", "bulletin-of-the-county#§1, bulletin-of-the-county#§2"),
    ("东山村", "2025Q3", "5.5 (5.45–5.55)", "yearbook-of-the-city#p12"),
    ("西山村", "2024", "1234.56", ""),
]
STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal, of one encoding."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def drawn(document: Document, room: int, monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> str:
    """What a terminal of so many cells is sent."""
    monkeypatch.setenv("COLUMNS", str(room))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    stream.encoding = encoding
    draw(document, stream)
    return stream.getvalue()


def plain(tables: Sequence[Table], room: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of some tables, without styles and the line of the book."""
    shown = STYLE.sub("", drawn(Document("list", ("", ""), list(tables)), room, monkeypatch)).splitlines()
    assert max(map(wcswidth, shown)) <= room
    assert shown[-2:] == ["", "without a book"]
    return shown[:-2]


def test_a_table_with_room_for_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain([Table(COLUMNS, ROWS, "Growth", grouped=1)], 100, monkeypatch) == [
        "Growth",
        "entity  period                value  sources",
        "─" * 89,
        "东山村  2025H1  61.28 (60.91–61.65)  bulletin-of-the-county#§1, bulletin-of-the-county#§2",
        "        2025Q3      5.5 (5.45–5.55)  yearbook-of-the-city#p12",
        "西山村  2024                1234.56",
    ]


def test_ids_of_sources_become_numbers_first(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("list", ("", ""), [Table(COLUMNS, ROWS, grouped=1)])
    lines = STYLE.sub("", drawn(document, 80, monkeypatch)).splitlines()
    assert lines[2] == "东山村  2025H1  61.28 (60.91–61.65)  1#§1, 1#§2"
    assert lines[3] == "        2025Q3      5.5 (5.45–5.55)  2#p12"
    assert lines[-2:] == ["1 = bulletin-of-the-county, 2 = yearbook-of-the-city", "without a book"]


def test_then_bounds_go_onto_a_line_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = COLUMNS[:3]
    rows = [row[:3] for row in ROWS]
    assert plain([Table(columns, rows)], 30, monkeypatch) == [
        "entity  period          value",
        "─" * 29,
        "东山村  2025H1          61.28",
        "                (60.91–61.65)",
        "东山村  2025Q3            5.5",
        "                  (5.45–5.55)",
        "西山村  2024          1234.56",
    ]


def test_then_what_rows_are_grouped_by_stands_above_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row[:3] for row in ROWS]
    assert plain([Table(COLUMNS[:3], rows, grouped=1)], 28, monkeypatch) == [
        "period                value",
        "─" * 27,
        "东山村",
        "2025H1  61.28 (60.91–61.65)",
        "2025Q3      5.5 (5.45–5.55)",
        "西山村",
        "2024                1234.56",
    ]


def test_then_what_stands_aside_goes_below_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (Column("entity", "entity"), Column("value", "value", "right", fixed=True),
               Column("formula", "formula", least=20, is_aside=True))  # fmt: skip
    rows = [("东山村", "61.28", "income / people of the village"), ("西山村", "5.5", "")]
    assert plain([Table(columns, rows)], 30, monkeypatch) == [
        "entity  value",
        "─" * 13,
        "东山村  61.28",
        "  formula income / people of",
        "  the village",
        "西山村    5.5",
    ]


def test_in_the_end_each_row_is_told_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (Column("entity", "entity"), Column("period", "period"), Column("a", "value", "right", fixed=True),
               Column("b", "bounds", "right", fixed=True), Column("c", "limit", "right", fixed=True))  # fmt: skip
    rows = [("东山村", "2024", "123456789", "987654321", ""), ("西山村", "", "1", "222222222222222222", "3")]
    assert plain([Table(columns, rows)], 24, monkeypatch) == [
        "东山村  2024",
        "  value 123456789",
        "  bounds 987654321",
        "西山村",
        "  value 1",
        "  bounds",
        "  222222222222222222",
        "  limit 3",
    ]


def test_columns_of_words_shrink_the_widest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = Column("a", "a"), Column("b", "b", least=20)
    rows = [("many words that say little", "and some others which say less")]
    assert plain([Table(columns, rows)], 40, monkeypatch) == [
        "a                   b",
        "─" * 40,
        "many words that     and some others",
        "say little          which say less",
    ]


def test_a_verdict_above_its_rows_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The column that it stands in is that of the entities, which may be narrower."""
    columns = Column("verdict", "verdict", fixed=True), Column("entity", "entity"), Column("reason", "reason", least=20)
    table = Table(columns, [("consistent", "甲村", "for a reason of many words"), ("exact", "甲村", "")], grouped=2)
    above = 0
    for room in range(30, 60):
        lines = plain([table], room, monkeypatch)
        assert "consistent" in "\n".join(lines)
        above += "consistent" in lines
    assert above


def test_tables_stand_apart_and_one_without_rows_is_its_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [Table(COLUMNS, [], "None", reason="there is nothing"), Table(COLUMNS[:1], [("甲村",)], more=["a", "b"])]
    assert plain(tables, 60, monkeypatch) == ["None", "there is nothing", "", "a", "b", "entity", "──────", "甲村"]
    assert (
        STYLE.sub("", drawn(Document("x", ("", ""), notes=["a note"]), 60, monkeypatch)) == "a note\nwithout a book\n"
    )


def test_halves_and_quarters_in_chinese_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(COLUMNS[:3], [row[:3] for row in ROWS])
    bare = Table(COLUMNS[2:3], [("2025H1",)])

    def in_chinese(tables: list[Table], room: int) -> str:
        use("zh")
        return drawn(Document("x", ("", ""), tables), room, monkeypatch)

    wide, narrow = (contextvars.copy_context().run(in_chinese, *call) for call in (([table, bare], 60), ([table], 40)))
    assert "2025年上半年" in wide
    assert "2025年三季度" in wide
    assert "2025H1" in drawn(Document("x", ("", ""), [table]), 60, monkeypatch)
    assert wide.count("2025H1") == 1  # The cell of a column that holds no periods.
    assert "2025H1" in narrow


def test_a_row_has_the_colour_of_what_is_to_be_thought_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(COLUMNS[:1], title="wrong", style="bad")
    table.add("甲村", style="good")
    table.add("乙村")
    shown = drawn(Document("x", ("", ""), [table]), 60, monkeypatch)
    assert "\x1b[1;31mwrong" in shown
    assert "\x1b[32m甲村" in shown
    assert "\n乙村\n" in shown


def test_signs_of_ours_in_ascii_where_the_terminal_has_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(COLUMNS[2:3], [("≥ 61.28 (60.91–61.65)",)])
    lines = STYLE.sub("", drawn(Document("x", ("", ""), [table]), 60, monkeypatch, "ascii")).splitlines()
    assert lines[1:3] == ["-" * 21, ">= 61.28 (60.91-61.65)"]


def test_a_text_is_shown_with_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In colours, and with a sign behind each; lines stay lines, and what acts on a terminal is written out."""
    text = "收入88万元，\n增长43.6%\t。\x1b[31m\n\n"
    marks = [Mark(2, 6, "good", ""), Mark(10, 15, "bad", "")]
    shown = drawn(Document("audit", ("", ""), marked=Marked(text, lambda: marks)), 60, monkeypatch)
    assert "\x1b[32m88万元✓" in shown
    assert "\x1b[1;31m43.6%✗" in shown
    assert STYLE.sub("", shown) == "收入88万元✓，\n增长43.6%✗  。\\u001b[31m\n\nwithout a book\n"
    assert "[ok]" in drawn(Document("audit", ("", ""), marked=Marked(text, lambda: marks)), 60, monkeypatch, "ascii")


@pytest.mark.parametrize("room", range(16, 60, 3))
def test_an_audited_text_breaks_no_number(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "全市地区生产总值18147.7亿元，增长5.4%；其中第一产业增加值451.1亿元、第二产业7882.6亿元。"
    marks = [Mark(found.start(), found.end(), "near", "") for found in re.finditer(r"[\d.]+(?:亿元|%)", text)]
    lines = STYLE.sub("", drawn(Document("audit", ("", ""), marked=Marked(text, lambda: marks)), room, monkeypatch))
    assert max(map(wcswidth, lines.splitlines())) <= room
    assert re.findall(r"[\d.]+", lines) == re.findall(r"[\d.]+", text)
