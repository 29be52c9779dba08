"""What a [[panel]] says of the columns of its table, which is only looked at when it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.errors import DataError
from nbkpi.loading.load import load
from nbkpi.model.panels import Panel

BASE = """
[[indicator]]
id = "income"
name = "收入"
unit = "万元"

[[indicator]]
id = "homes"
name = "农户"
unit = "户"
kind = "count"

[[metric]]
id = "per_home"
name = "户均收入"
formula = "income / homes"
unit = "万元/户"

[[panel]]
id = "villages"
path = "villages.csv"
entity = "村"
period = "年"
"""


def panels(folder: Path, text: str) -> list[Panel]:
    (folder / "book.toml").write_text(BASE + text, "utf-8")
    return load(folder).panels


def wrong(folder: Path, text: str) -> list[tuple[str, str]]:
    """What is wrong, and the line that it is said to be in."""
    with pytest.raises(DataError) as caught:
        panels(folder, text)
    lines = (BASE + text).split("\n")
    return [(one.code, lines[one.line - 1]) for one in caught.value.diagnostics]


def test_columns_are_values_targets_and_claims(tmp_path: Path) -> None:
    (panel,) = panels(
        tmp_path,
        'decimals = 1\nrounding = "truncated"\n[panel.columns]\n"收入" = "income"\n'
        '"户" = { indicator = "homes", upper = "户至", decimals = 0 }\n'
        '"目标" = { target = "per_home", rounding = "nearest" }\n"户均" = { claim = "户均收入" }\n',
    )
    assert panel.path == str(tmp_path / "villages.csv")
    assert [(one.heading, one.measure.id, one.use, one.upper) for one in panel.fields] == [
        ("收入", "income", "value", ""),
        ("户", "homes", "value", "户至"),
        ("目标", "per_home", "target", ""),
        ("户均", "per_home", "claim", ""),
    ]
    assert [(one.decimals, one.rounding) for one in panel.fields] == [
        (1, "truncated"),
        (0, "truncated"),
        (1, "nearest"),
        (1, "truncated"),
    ]


def test_a_long_table_names_two_columns(tmp_path: Path) -> None:
    (panel,) = panels(tmp_path, 'indicator = "指标"\nvalue = "数值"\ncolumns = { "收入" = "income" }\n')
    assert (panel.indicator, panel.value, panel.fields[0].measure.id) == ("指标", "数值", "income")
    (panel,) = panels(tmp_path, 'indicator = "指标"\nacross = "2019..2024"\ncolumns = { "收入" = "income" }\n')
    assert (panel.indicator, panel.value, panel.across) == ("指标", "", "2019..2024")
    for key in ("indicator", "value"):
        found = wrong(tmp_path, f'{key} = "列"\ncolumns = {{ "收入" = "income" }}\n')
        assert found == [("wrong-value", f'{key} = "列"')]
    found = wrong(tmp_path, 'value = "列"\nacross = "2019..2024"\ncolumns = { "收入" = "income" }\n')
    assert found == [("wrong-value", 'value = "列"')]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ('"户" = "hmes"', "unknown-name"),
        ('"户" = { claim = "homes" }', "unknown-name"),
        ('"户" = { upper = "户至" }', "wrong-value"),
        ('"户" = { indicator = "homes", target = "homes" }', "wrong-value"),
    ],
)
def test_a_column_is_of_one_thing_that_there_is(column: str, code: str, tmp_path: Path) -> None:
    text = f'[panel.columns]\n"收入" = "income"\n{column}\n'
    assert wrong(tmp_path, text) == [(code, column)]


def test_no_two_panels_of_one_id(tmp_path: Path) -> None:
    columns = 'columns = { "收入" = "income" }\n'
    again = '[[panel]]\npath = "b.csv"\nentity = "村"\nperiod = "年"\nid = "villages"\n'
    assert wrong(tmp_path, columns + again + columns) == [("duplicate", 'id = "villages"')]
