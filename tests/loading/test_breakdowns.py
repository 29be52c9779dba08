"""Breakdowns in a book: what can be written, and what is said of what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken_down import GROWN, breakdown, figure
from nbkpi.errors import AmbiguousName, DataError, UnknownName, UsageError
from nbkpi.loading.load import load
from nbkpi.loading.models import book_schema

BREAKDOWNS = "".join(
    (
        breakdown("sex", "性别", '["男", { name = "女", id = "f", aliases = ["女性"] }]'),
        breakdown("head", "户主性别", '["男", "女"]', complete=False),
        breakdown("age", "年龄", f'["0-14岁", {GROWN}]', complete=False),
    )
)
BOOK = f"""
[[entity]]
id = "town"
name = "镇"
{BREAKDOWNS}[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
"""


def _figure(of: str, value: str = "5", sort: str = "observation", what: str = "people") -> str:
    return figure("镇", what, "2024", value, of, sort)


def _diagnostics(tmp_path: Path, more: str) -> list[tuple[str, str, str, str]]:
    path = tmp_path / "book.toml"
    path.write_text(BOOK + more, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(path)
    return [(one.code, one.message, one.remedy, one.excerpt) for one in caught.value.diagnostics]


def test_a_category_that_is_there_twice_is_all_that_is_said(tmp_path: Path) -> None:
    twice = '[[breakdown]]\nid = "use"\nname = "用途"\nmembers = ["自用", "出租", "自用"]\n'
    found = _diagnostics(tmp_path, twice + _figure('"自用"') + _figure('"出租"'))
    assert [(code, remedy) for code, _message, remedy, _excerpt in found] == [("duplicate", "keep one of them")]


@pytest.mark.parametrize(("of", "cell"), [
    ('"0-14岁"', "age=0-14岁"),
    ('["sex=男", "65岁以上"]', "sex=男, age=65岁以上"),
    ('["65岁以上", "性别=男"]', "sex=男, age=65岁以上"),
    ('{ age = "15岁以上", sex = "男" }', "sex=男, age=15岁以上"),
    ('{ "性别" = "女性", "户主性别" = "男" }', "sex=女, head=男"),
    ('"f"', "sex=女"),
])  # fmt: skip
def test_a_cell_is_written_by_its_members(tmp_path: Path, of: str, cell: str) -> None:
    path = tmp_path / "book.toml"
    path.write_text(BOOK + _figure(of), encoding="utf-8")
    [found] = load(path).observations
    assert found.entity.formula == f"town[{cell}]"
    assert found.entity.itself is load(path).entity("镇") or found.entity.itself.id == "town"


def test_a_claim_and_a_target_are_of_a_cell_too(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    claim = _figure('"0-14岁"', "5%", what="people.growth")
    path.write_text(BOOK + claim + _figure('"0-14岁"', "7人以上", "target"), encoding="utf-8")
    book = load(path)
    assert book.observations[0].entity is book.targets[0].entity
    assert book.observations[0].entity.of


def test_a_bare_member_of_two_breakdowns_is_an_error_that_lists_both(tmp_path: Path) -> None:
    [(code, message, remedy, excerpt)] = _diagnostics(tmp_path, _figure('"男"'))
    assert (code, excerpt) == ("ambiguous-name", 'of = "男"')
    assert "“男” is ambiguous" in message
    assert 'of = { sex = "男" } / of = { head = "男" }' in remedy


def test_everything_wrong_with_members_is_said_at_once_where_it_stands(tmp_path: Path) -> None:
    more = _figure('"0-15岁"') + _figure('{ colour = "男" }') + _figure('["0-14岁", "65岁以上"]', "x")
    found = _diagnostics(tmp_path, more)
    assert sorted((code, excerpt) for code, _message, _remedy, excerpt in found) == [
        ("bad-breakdown", 'of = ["0-14岁", "65岁以上"]'),
        ("bad-figure", 'value = "x"'),
        ("unknown-name", 'of = "0-15岁"'),
        ("unknown-name", 'of = { colour = "男" }'),
    ]
    assert any("0-14岁" in remedy for _code, _message, remedy, _excerpt in found)


def test_the_same_cell_twice_is_the_same_figure_twice(tmp_path: Path) -> None:
    again = _figure('["65岁以上", "sex=男"]') + _figure('{ sex = "男", age = "65岁以上" }', "6")
    assert [code for code, *_rest in _diagnostics(tmp_path, again)] == ["conflicting-observation"]
    path = tmp_path / "book.toml"
    path.write_text(BOOK + _figure('"65岁以上"') + _figure('"15岁以上"', "6"), encoding="utf-8")
    assert len(load(path).observations) == 2


def test_members_have_names_of_their_own_within_a_breakdown(tmp_path: Path) -> None:
    again = '[[breakdown]]\nid = "trade"\nname = "行业"\nmembers = ["批发", { name = "零售", members = ["批发"] }]\n'
    found = _diagnostics(tmp_path, again + again)
    assert [code for code, *_rest in found] == ["duplicate", "duplicate"]


@pytest.mark.parametrize(("keys", "code"), [
    ('of = "0-14岁"', "missing-key"),
    ('whole = "people"', "missing-key"),
    ('whole = "folk"\nof = "0-14岁"', "unknown-name"),
    ('whole = "people"\nof = "0-13岁"', "unknown-name"),
    ('whole = "people"\nof = "0-14岁"\nmeasure = "stock"', "bad-breakdown"),
    ('whole = "children"\nof = "0-14岁"', "bad-breakdown"),
])  # fmt: skip
def test_an_indicator_that_is_a_cell_of_another_one_is_like_it(tmp_path: Path, keys: str, code: str) -> None:
    one = '[[indicator]]\nid = "children"\nname = "儿童"\nunit = "人"\nkind = "count"\n'
    assert [found[0] for found in _diagnostics(tmp_path, one + keys + "\n")] == [code]


def test_what_is_wrong_with_the_table_of_a_breakdown_is_said_where_it_is(tmp_path: Path) -> None:
    wrong = '[[breakdown]]\nid = "x"\nname = "别"\nmembers = [{ id = "a" }]\ncomplet = true\n'
    codes = {code for code, *_rest in _diagnostics(tmp_path, wrong)}
    assert {"missing-key", "unknown-key"} <= codes


def test_editors_know_breakdowns() -> None:
    schema = book_schema()
    assert "breakdown" in schema["properties"]
    assert "of" in schema["$defs"]["ObservationRow"]["properties"]


def test_cells_are_found_by_programs_too(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(BOOK, encoding="utf-8")
    known = load(path).cells.breakdowns
    with pytest.raises(AmbiguousName) as caught:
        known.cell("女")
    assert caught.value.candidates == ("sex=女", "head=女")
    with pytest.raises(UnknownName):
        known.cell({"sex": "0-14岁"})
    with pytest.raises(UsageError):
        known.cell(["sex=男", "sex=女"])
    assert known.cell(["head=男", "sex=男"]) == known.cell(["sex=男", "head=男"])
