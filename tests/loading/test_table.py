"""Figures that stay in a file: what a [[table]] says, and what its cells become."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from nbkpi.errors import DataError
from nbkpi.figure import Units, read
from nbkpi.loading.labels import in_unit
from nbkpi.model.book import Book


def figures(book: Book) -> list[tuple[str, str, str, str]]:
    return [(one.entity.id, one.measure.id, str(one.period), one.text) for one in book.observations]


def problems(error: DataError) -> list[tuple[str, str]]:
    return [(one.code, one.path.rpartition("/")[2]) for one in error.diagnostics]


def test_the_table_of_the_manual(loaded) -> None:
    book = loaded(
        'entity = "村名"\nperiod = "年份"\n'
        'columns = { "收入(亿元)" = { indicator = "income", unit = "亿元" }, "农户" = "homes" }',
        "村名,年份,收入(亿元),农户\n东村,2024,0.0088,210\n西村,2023年,约0.01,余\n".replace("余", "200余"),
    )
    assert figures(book) == [
        ("east", "income", "2024", "0.0088亿元"),
        ("west", "income", "2023", "约0.01亿元"),
        ("east", "homes", "2024", "210"),
        ("west", "homes", "2023", "200余"),
    ]
    first = book.observations[0]
    assert first.nominal == 88
    assert first.interval is not None
    assert (first.interval.lower, first.interval.upper) == (Fraction(175, 2), Fraction(177, 2))


def test_printed_precision_is_that_of_the_text(loaded) -> None:
    book = loaded('entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income" }', "村,收入\n东村,5.20\n西村,5.2\n")
    assert [one.interval.width for one in book.observations] == [Fraction(1, 100), Fraction(1, 10)]


def test_figures_lead_back_to_their_cells(loaded) -> None:
    book = loaded('entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income" }', "村,收入\n东村,5\n西村,约6\n")
    assert [(one.source.id, one.locator) for one in book.observations] == [("t.csv", "B2"), ("t.csv", "B3")]
    table = 'entity = "村"\nperiod = "2024"\nsource = "{}"\ncolumns = {{ "收入" = "income" }}'
    book = loaded(table.format("paper"), "村,收入\n东村,5\n西村,约6\n")
    assert [(one.source.id, one.locator) for one in book.observations] == [("paper", "B2"), ("paper", "B3")]
    book = loaded(table.format("paper#§1"), "村,收入\n东村,5\n西村,约6\n")
    assert [(one.source.id, one.locator) for one in book.observations] == [("paper", "§1"), ("paper", "§1")]
    book = loaded(table.format("来源"), "村,收入,来源\n东村,5,paper#2\n西村,约6,\n")
    assert [(one.source and one.source.id, one.locator) for one in book.observations] == [("paper", "2"), (None, "")]


def test_labels_totals_and_rows_to_leave_out(loaded) -> None:
    book = loaded(
        'entity = "村"\nperiod = "2024"\ntotal = "甲县"\nskip = ["小计"]\nnames = { "西" = "west" }\n'
        'columns = { "收入" = "income", "[C]" = "homes" }',
        "村,收入,户\n001,1,2\n一、南部,,\n西①,3,4\n小计,4,6\n合　计,4,6\n",
    )
    assert figures(book) == [
        ("east", "income", "2024", "1"),
        ("west", "income", "2024", "3"),
        ("county", "income", "2024", "4"),
        ("east", "homes", "2024", "2"),
        ("west", "homes", "2024", "4"),
        ("county", "homes", "2024", "6"),
    ]


def test_symbols_mean_what_the_profile_says(loaded) -> None:
    book = loaded(
        'entity = "村"\nperiod = "2024"\nmissing = { "-" = "unknown", "0" = "below_half", "x" = "skip" }\n'
        'columns = { "收入" = "income", "户" = "homes" }',
        "村,收入,户\n东村,-,0\n西村,x,…\n甲县,***,—\n",
    )
    assert [(one.entity.id, one.measure.id, one.figure.missing) for one in book.observations] == [
        ("east", "income", "unknown"),
        ("county", "income", "withheld"),
        ("east", "homes", "below_half"),
        ("west", "homes", "below_half"),
        ("county", "homes", "not_applicable"),
    ]


def test_footnotes_are_no_part_of_a_figure(loaded) -> None:
    table = 'entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income" }'
    book = loaded(table, "村,收入\n东村,5 698.3①\n西村,- 203.0*\n")
    assert [(one.text, one.note, one.nominal) for one in book.observations] == [
        ("5 698.3", "①", Fraction("5698.3")),
        ("- 203.0", "*", Fraction(-203)),
    ]


def test_a_table_with_one_figure_a_row_needs_no_keys(loaded) -> None:
    book = loaded(
        "",
        "entity,entity_id,kind,measure,period,value,unit,source,status,prices,note\n"
        "东村,east,village,income,2024,88,万元,paper#1,preliminary,,初步\n"
        "东村,east,village,income.growth,2024,'+3.5%,%,paper#1,final,constant,\n"
        "西村,west,village,homes,2023..2024,,户,,,,'=cmd()\n",
    )
    assert [
        (one.entity.id, one.measure.id, one.text, one.locator, one.status, one.prices, one.note)
        for one in book.observations
    ] == [
        ("east", "income", "88", "1", "preliminary", "", "初步"),
        ("east", "income.growth", "+3.5%", "1", "final", "constant", ""),
        ("west", "homes", "", "", "final", "", "=cmd()"),
    ]


def test_everything_wrong_is_listed_with_its_cell(loaded) -> None:
    with pytest.raises(DataError) as caught:
        loaded(
            'entity = "村"\nperiod = "年"\nstatus = "状态"\ncolumns = { "收入" = "income" }',
            "村,年,收入,状态\n东林,2024,1,\n东村,上年,2,\n西村,2024,见附注,\n,2024,3,\n东村,2024,4,初稿\n合计,2024,9,\n"
            "东村,2023,1,\n",
        )
    assert problems(caught.value) == [
        ("unknown-name", "t.csv!A2"),
        ("bad-period", "t.csv!B3"),
        ("bad-figure", "t.csv!C4"),
        ("bad-cell", "t.csv!A5"),
        ("wrong-value", "t.csv!D6"),
        ("unknown-name", "t.csv!A7"),
    ]


def test_a_figure_twice_in_one_place_is_an_error(loaded) -> None:
    with pytest.raises(DataError) as caught:
        loaded(
            'entity = "村"\nperiod = "2024"\nsource = "paper#1"\ncolumns = { "收入" = "income" }',
            "村,收入\n东村,1\n东村,1\n东村,2\n",
        )
    assert problems(caught.value) == [
        ("duplicate-observation", "t.csv!B3"),
        ("conflicting-observation", "t.csv!B4"),
    ]


def test_half_of_the_smallest_unit_is_not_told_in_another(loaded) -> None:
    with pytest.raises(DataError) as caught:
        loaded(
            'entity = "村"\nperiod = "2024"\nunit = "元"\ncolumns = { "收入" = "income" }',
            "村,收入\n东村,…\n西村,5000\n",
        )
    assert problems(caught.value) == [("bad-figure", "t.csv!B2")]


def test_a_wrong_name_is_said_once_for_all_its_cells(loaded) -> None:
    rows = "村,收入,户\n" + "南村,1,2\n" * 100
    with pytest.raises(DataError) as caught:
        loaded('entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income", "户" = "homes" }', rows)
    (found,) = caught.value.diagnostics
    assert found.path.endswith("t.csv!A2")
    assert "also in 99 more: A3, A4, A5" in found.message
    assert found.message.endswith("A22, …)")


@pytest.mark.parametrize("name", ["", "within", "total"])
def test_names_of_the_table_itself_must_be_known(name: str, loaded) -> None:
    extra = f'{name} = "乙县"\n' if name else ""
    table = f'{extra}entity = "村"\nperiod = "2024"\ncolumns = {{ "收入" = "incme" }}'
    with pytest.raises(DataError) as caught:
        loaded(table, "村,收入\n东村,1\n")
    assert {one.code for one in caught.value.diagnostics} == {"unknown-name"}
    assert any(one.line for one in caught.value.diagnostics) is bool(name)


def test_a_book_without_tables_reads_none(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('[[indicator]]\nid = "x"\nname = "x"\nunit = "万元"\n', "utf-8")
    unwanted = "[one for one in sys.modules if 'sheets' in one or 'csv' == one]"
    code = f"import sys, nbkpi; nbkpi.load(sys.argv[1]); print({unwanted})"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("约5", "约5亿元"),
        ("5以上", "5亿元以上"),
        ("超5.20", "超5.20亿元"),
        ("３至５", "３至５亿元"),
        ("50余", "50余亿元"),
        ("20万", "20万元"),
        ("近三", "近三亿元"),
        ("88万元", "88万元"),
        ("-5.0", "-5.0亿元"),
        ("…", None),
        ("***", "***"),
    ],
)
def test_the_unit_of_a_table_goes_into_the_words(words: str, expected: str | None) -> None:
    """Without it, 约5 under 亿元 would be taken for 5 of the unit of the indicator."""
    units = Units()
    written = in_unit(words, "亿元", units)
    assert written == expected
    if written is not None:
        assert read(written, units=units).interval == read(words, unit=units.get("亿元"), units=units).interval


def test_whole_columns_give_what_single_cells_do(loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["5", "5.20", "约5", "5以上", '"1,234"', "5 698.3", "—", "", "***", "7①", "８", "0", "0.0", "50余"]
    rows = "村,年,收入,农户\n" + "".join(
        f"{('东村', '西村')[year % 2]},{year},{words[year % 14]},{words[year % 5]}\n" for year in range(1950, 2025)
    )
    table = (
        'entity = "村"\nperiod = "年"\ncolumns = { "收入" = { indicator = "income", unit = "元" }, "农户" = "homes" }'
    )

    def read_all() -> list[tuple[object, ...]]:
        found = loaded(table, rows).observations
        return [
            (one.entity.id, one.period, one.text, one.note, one.locator, one.source.id, one.interval) for one in found
        ]

    at_once = read_all()
    monkeypatch.setattr("nbkpi.loading.figures._not_plain", lambda texts: set(range(len(texts))))
    assert read_all() == at_once
    assert len(at_once) == 150
