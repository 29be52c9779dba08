"""How tables are laid out: headings over columns, labels over rows, categories, and what fits nowhere."""

from __future__ import annotations

import pytest

from nbkpi.errors import DataError
from nbkpi.loading.labels import Written, path_of, printed_number, span_of, with_decimals
from nbkpi.model.book import Book


def figures(book: Book) -> list[tuple[str, str, str, str]]:
    return [(one.entity.name, one.measure.id, str(one.period), one.text) for one in book.observations]


def test_a_heading_goes_on_over_those_below_it(loaded) -> None:
    book = loaded(
        'entity = "村"\nheader = [1, 2]\nperiod = "2024"\n[table.columns]\n'
        '"收入/2023年" = { indicator = "income", period = "2023" }\n'
        '"收入/2024年" = "income"\n"人口" = "people"\n',
        "村,收入,,人口\n,2023年,2024年,\n东村,1,2,3\n",
    )
    assert figures(book) == [
        ("东村", "income", "2023", "1"),
        ("东村", "income", "2024", "2"),
        ("东村", "people", "2024", "3"),
    ]


def test_a_heading_over_the_middle_is_that_of_its_group(loaded) -> None:
    columns = "".join(
        f'"{above}/{below}" = {{ indicator = "{measure}", period = "2024-{below[:-1]:0>2}" }}\n'
        for above, measure in (("收入", "income"), ("人口", "people"))
        for below in ("1月", "2月", "3月")
    )
    book = loaded(
        f'entity = "村"\nheader = [1, 2]\n[table.columns]\n{columns}',
        "村,,收入,,,人口,\n,1月,2月,3月,1月,2月,3月\n东村,1,2,3,4,5,6\n",
    )
    assert [(measure, period, text) for _name, measure, period, text in figures(book)] == [
        ("income", "2024-01", "1"),
        ("income", "2024-02", "2"),
        ("income", "2024-03", "3"),
        ("people", "2024-01", "4"),
        ("people", "2024-02", "5"),
        ("people", "2024-03", "6"),
    ]


def test_labels_farther_out_hold_for_the_rows_below(loaded) -> None:
    book = loaded(
        'entity = ["县", "村"]\nperiod = ["年", "月"]\ncolumns = { "收入" = "income" }\n',
        "县,村,年,月,收入\n甲县,东村,2023,11月,1\n,西村,,12月,2\n,西村,2024,1,3\n",
    )
    assert figures(book) == [
        ("东村", "income", "2023-11", "1"),
        ("西村", "income", "2023-12", "2"),
        ("西村", "income", "2024-01", "3"),
    ]


def cells(book: Book) -> list[tuple[str, list[str], str]]:
    return [(one.entity.itself.name, [member.name for member in one.entity.of], one.text) for one in book.observations]


def test_categories_in_a_column_of_their_own(loaded) -> None:
    book = loaded(
        'entity = "村"\nof = "性别"\nperiod = "2024"\ncolumns = { "人口" = "people" }\n',
        "村,性别,人口\n东村,男,5\n东村,女,6\n东村,合计,11\n西村,sex=男,7\n",
    )
    assert cells(book) == [("东村", ["男"], "5"), ("东村", ["女"], "6"), ("东村", [], "11"), ("西村", ["男"], "7")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("东村,11\n男,5\n女,6\n西村,9\n男,4\n女,5\n", "东 东男 东女 西 西男 西女"),
        ("男,\n东村,5\n西村,6\n女,\n东村,4\n西村,5\n", "东男 西男 东女 西女"),
        ("男,\n东村,5\n女,\n西村,5\n", "东男 西女"),
    ],
)
def test_categories_among_the_labels(rows: str, expected: str, loaded) -> None:
    book = loaded('entity = "村"\nperiod = "2024"\ncolumns = { "人口" = "people" }\n', "村,人口\n" + rows)
    assert " ".join(name[0] + "".join(of) for name, of, _text in cells(book)) == expected


def test_a_column_of_one_category(loaded) -> None:
    book = loaded(
        'entity = "村"\nperiod = "2024"\n[table.columns]\n"男" = { indicator = "people", of = "男" }\n'
        '"女" = { indicator = "people", of = { sex = "女" } }\n',
        "村,男,女\n东村,5,6\n",
    )
    assert cells(book) == [("东村", ["男"], "5"), ("东村", ["女"], "6")]


def test_a_column_of_targets(loaded) -> None:
    table = 'entity = "村"\nperiod = "2024"\n[table.columns]\n"目标" = { target = "income" }\n'
    book = loaded(table, "村,目标\n东村,120\n西村,—\n东村,120\n")
    assert [(one.entity.id, one.figure.text, one.locator) for one in book.targets] == [("east", "120", "B2")]
    with pytest.raises(DataError) as caught:
        loaded(table, "村,目标\n东村,120\n东村,130\n")
    (found,) = caught.value.diagnostics
    assert (found.code, found.path.rpartition("/")[2]) == ("conflicting-observation", "t.csv!B3")
    assert "120" in found.message


def test_what_counts_from_january_on_is_of_the_months_so_far(loaded) -> None:
    book = loaded(
        'entity = "村"\nperiod = "月份"\ncolumns = { "累计" = "so_far", "当月" = "income" }\n',
        "村,月份,累计,当月\n东村,2024-06,60,11\n东村,2024,120,\n",
    )
    assert figures(book)[:3] == [
        ("东村", "so_far", "2024H1", "60"),
        ("东村", "so_far", "2024", "120"),
        ("东村", "income", "2024-06", "11"),
    ]


def test_days_are_periods_by_their_steps(loaded) -> None:
    table = 'entity = "村"\nperiod = "日期"\ncolumns = { "人口" = "people" }\n'
    book = loaded(table, "村,日期,人口\n东村,2024-03-31,1\n东村,2024-06-30,2\n")
    assert [str(one.period) for one in book.observations] == ["2024Q1", "2024Q2"]
    alone = loaded(table, "村,日期,人口\n东村,2024-06-30,2\n")
    assert [str(one.period) for one in alone.observations] == ["2024-06"]
    assert [(one.code, one.path.rpartition("!")[2]) for one in alone.warnings] == [("day-for-period", "B2")]


COLUMNS = 'columns = { "收入" = "income" }\n'


@pytest.mark.parametrize(
    ("table", "key", "said"),
    [
        ('entity = "村"\nperiod = "2024"\nheader = 9\n' + COLUMNS, "header", "from 1 to 3"),
        ('entity = "村"\nperiod = "2024"\nheader = [1, 2, 3]\n' + COLUMNS, "header", "from 1 to 3"),
        ('entity = "村"\nperiod = "2024"\nrows = [1, 2]\n' + COLUMNS, "rows", "below the headings"),
        ('entity = "村"\nperiod = "2024"\nrows = [3, 2]\n' + COLUMNS, "rows", "below the headings"),
        ('entity = "村"\nperiod = ["村", "收入", "户"]\n' + COLUMNS, "period", "the year and of its part"),
        ('entity = ["乡"]\nperiod = "2024"\n' + COLUMNS, "entity", "no heading “乡”"),
        ('entity = "村"\nperiod = "2024"\nof = "性别"\n' + COLUMNS, "of", "no heading “性别”"),
        ('entity = "村"\nperiod = "2024"\nlocator = "页"\n' + COLUMNS, "locator", "no heading “页”"),
        ('entity = "村"\nperiod = "2024"\ncolumns = { "户" = "people" }\n', "columns", "several columns: C1, D1"),
        ('entity = "村"\nperiod = "2024"\ncolumns = { "[H]" = "people" }\n', "columns", "no heading “[H]”"),
        ('entity = "村"\nperiod = "2024"\n', "[[table]]", "no column of figures"),
        (COLUMNS + 'entity = "村"\n', "[[table]]", "no period given"),
        (COLUMNS + 'period = "2024"\n', "[[table]]", "no entity given"),
    ],
)
def test_what_does_not_fit_the_file_is_said_at_its_key(table: str, key: str, said: str, loaded) -> None:
    with pytest.raises(DataError) as caught:
        loaded(table, "村,收入,户,户\n东村,1,2,3\n西村,4,5,6\n")
    (found,) = caught.value.diagnostics
    assert found.code == "bad-table"
    assert said in found.message
    assert found.excerpt.startswith(key)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("(12.3)", Written("-12.3")),
        ("▲12.3", Written("-12.3")),
        ("12.3-", Written("-12.3")),
        ("-12.3-", None),
        ("+(12.3)", None),
        ("12.3p", Written("12.3", "preliminary")),
        ("12.3（初步数）", Written("12.3", "preliminary")),
        ("(5%)", Written("-5%")),
        ("2.02E+11", Written("202十亿", is_powered=True)),
        ("1.5e2", Written("15十", is_powered=True)),
        ("1.25E1", Written("12.5")),
        ("7①", Written("7", mark="①")),
        (": c", Written(":", mark="c", missing="unknown")),
        ("见附注", None),
    ],
)
def test_a_number_in_a_cell(cell: str, expected: Written | None) -> None:
    assert printed_number(cell) == expected


def test_paths_spans_and_zeros() -> None:
    assert path_of(["甲县", "", "东村"]) == "甲县/东村"
    assert path_of(["合计", "总计"]) == "总计"
    assert path_of(["全县合计", "全县合计"]) == "全县合计"
    assert span_of("1,500- 1846") == (1500, 1846)
    assert span_of("115-113") is None
    assert [with_decimals(text, 1) for text in ("66", "66.25", "-3", "约6")] == ["66.0", "66.25", "-3.0", "约6"]
