"""The rows of every table for programs: numbers no format makes narrower, and decimals as people are shown them."""

from __future__ import annotations

import csv
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure.format import exact_text
from nbkpi.render.delimited import render_csv
from nbkpi.render.parquet import double
from nbkpi.render.rows import numeric, places_shown, rounded, tidy
from nbkpi.report.document import Document, visible

exact = st.fractions().map(exact_text) | st.decimals(allow_nan=False, allow_infinity=False).map(
    lambda number: exact_text(Fraction(number))
)


@given(exact)
def test_bounds_go_outward_and_values_stay_near(text: str) -> None:
    value = Fraction(text)
    lower, nearest, upper = (Fraction(rounded(key, text)) for key in ("lower", "value", "upper"))
    assert lower <= value <= upper
    assert max(abs(one - value) for one in (lower, nearest, upper)) <= abs(value) / 10**14
    assert all(len(rounded(key, text).as_tuple().digits) <= 15 for key in ("lower", "value", "upper"))


@given(exact)
def test_doubles_go_outward_too(text: str) -> None:
    value = Fraction(text)
    lower, nearest, upper = (double(text, how) for how in (ROUND_FLOOR, ROUND_HALF_UP, ROUND_CEILING))
    if abs(value) >= Fraction(2) ** 1024 - 2**970:
        assert nearest is None
        return
    assert lower is not None
    assert nearest is not None
    assert upper is not None
    assert nearest == float(value)
    assert lower <= nearest <= upper
    assert Fraction(lower) <= value if lower != float("-inf") else True
    assert Fraction(upper) >= value if upper != float("inf") else True
    assert (lower == upper) == (Fraction(nearest) == value)


@pytest.mark.parametrize(
    ("key", "number", "row", "places"),
    [
        ("value", "5.2", {"printed": "5.20%"}, 2),
        ("value", "43.6", {"display": "43.6% (43.55–43.65)"}, 1),
        ("upper", "43.65", {"display": "43.6% (43.55–43.65)", "printed": "43.6%"}, 2),
        ("value", "100", {"display": "100% (99.5–100.0)"}, 0),
        ("value", "22000/359", {"display": "61.28 (60.91–61.65) 万元"}, 2),
        ("lower", "175000/2873", {"display": "61.28 (60.91–61.65) 万元"}, 2),
        ("value", "71000", {"printed": "7.1亿元"}, 0),
        ("nominal", "88", {"value": "88.00万元"}, 2),
        ("lower", "87.995", {"value": "88.00万元"}, 3),
        ("value", "-0.6", {"printed": "-0.6‰"}, 1),
        ("value", "1/3", {"printed": "三分之一", "value": "1/3"}, 6),
        ("value", "10/3", {"display": None, "printed": None, "value": "10/3"}, 6),
        ("value", "0.123456789", {}, 6),
        ("lower", "0", {}, 0),
        ("value", "1055.3", {"printed": "1,055.30"}, 2),
        ("value", "1055.3", {"display": "1,055.30 万元"}, 2),
    ],
)
def test_decimals_are_those_that_people_see(key: str, number: str, row: dict[str, str | None], places: int) -> None:
    assert places_shown(key, number, row) == places


def test_nested_things_become_columns() -> None:
    record = {
        "entity": {"id": "e", "name": "东村", "kind": "village", "path": "县/东村"},
        "lower_closed": False,
        "figures": 3,
        "inputs": [{"unit": "元"}],
        "aliases": ["a", "b"],
        "sources": [{"id": "s", "title": "t", "locator": "3"}, {"id": "r", "title": "t", "locator": None}],
        "note": None,
    }
    header, rows = tidy([record, {"more": "1"}])
    assert header == ["entity", "entity_id", "lower_closed", "figures", "aliases", "sources", "note", "more"]
    assert list(rows[0].values()) == ["东村", "e", False, 3, "a; b", "s#3; r", None]
    assert tidy([]) == ([], [])


def test_numbers_are_known_by_the_end_of_their_names() -> None:
    document = Document("list", ("b", "b"))
    assert numeric(["value", "gap_lower", "lower_closed", "values", "difference_upper"], document.numbers) == {
        "value", "gap_lower", "difference_upper",
    }  # fmt: skip
    made = Document("list", ("b", "b"), records=lambda: [{"gap_upper": "1/3", "note": "1/3"}])
    assert render_csv(made) == "gap_upper,note\n0.333333333333334,1/3\n"


def test_a_measure_that_is_none_has_its_columns() -> None:
    assert tidy([{"measure": None, "figures": [{"id": "x"}], "x": None}])[1] == [
        {"measure": "", "measure_id": "", "x": None}
    ]


def shown_again(text: str) -> str:
    """What a text was before its control characters were written out, by the rule in README.md."""
    return re.sub(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", lambda match: chr(int(match[1] or match[2], 16)), text)


@given(st.text() | st.text(st.sampled_from("\\uU05cae1\n\u202e\U000e0041\ufffe"), max_size=12))
def test_characters_that_are_written_out_can_be_told_from_words(text: str) -> None:
    assert shown_again(visible(text)) == text
    assert not re.search("[\x00-\x1f\x7f\u202e\ud800-\udfff\ufffe\U000e0041]", visible(text))


def unguarded(cell: str) -> str:
    """What stood in a cell of CSV before ' was put before it, by the rule in README.md."""
    rest = cell[1:]
    is_guarded = cell.startswith("'") and rest.lstrip("'").lstrip().startswith(tuple("=+-@＝＋－＠"))
    return rest if is_guarded else cell


@given(st.text(st.sampled_from("'=+-@＝ \t1.a万"), max_size=6))
def test_a_guard_against_formulas_can_be_taken_off_again(text: str) -> None:
    document = Document("list", ("b", "b"), records=lambda: [{"note": text, "more": "x"}])
    ((_header, *_more), (cell, _x)) = csv.reader(StringIO(render_csv(document)))
    assert unguarded(cell) == visible(text)
    is_number = bool(cell) and cell.removeprefix("-").replace(".", "", 1).isdecimal()
    assert is_number or not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_numbers_in_csv_are_decimals() -> None:
    record = {"value": "1/3", "lower": "1/3", "upper": "1/3"}
    document = Document("list", ("b", "b"), records=lambda: [record])
    _header, row = csv.reader(StringIO(render_csv(document)))
    assert row == ["0.333333333333333", "0.333333333333333", "0.333333333333334"]
    assert Decimal(row[1]) < Fraction(1, 3) < Decimal(row[2])


def test_what_is_nested_deeper_has_columns_too() -> None:
    """An amount within a record, the categories of an entity, and a figure that something is compared with."""
    record = {
        "gap": {"value": "1/3", "lower": None},
        "of": {"sex": "男", "age": "15-24岁"},
        "entity": {"id": "e", "name": "东村", "of": {"sex": "女"}},
        "compared": [{"words": "88万元", "source": "s#1"}, {"words": "5.5%", "source": None}],
    }
    assert tidy([record])[1] == [
        {
            "gap_value": "1/3",
            "gap_lower": None,
            "of": "sex=女",
            "entity": "东村",
            "entity_id": "e",
            "compared": "88万元 (s#1); 5.5%",
        }
    ]


def test_a_missing_or_whole_number_and_a_flag_in_csv() -> None:
    records = [{"value": None, "count": 3, "is_new": True, "note": None}, {"value": "5", "count": 0, "note": "x"}]
    made = Document("list", ("b", "b"), records=lambda: records)
    assert render_csv(made) == "value,count,is_new,note\n,3,true,\n5,0,,x\n"
    assert render_csv(Document("list", ("b", "b"))) == ""
