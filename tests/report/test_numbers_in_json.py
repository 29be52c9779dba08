"""Numbers in JSON: what jq can add, beside them what is exact, and never a bound that says more than it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.cli.app import commands
from nbkpi.figure.format import exact_text
from nbkpi.render.json import json_number

if TYPE_CHECKING:
    from conftest import Run, Schema

BOOK = """
[book]
title = "b"
[[source]]
id = "s"
title = "S"
[[entity]]
id = "county"
name = "县"
kind = "county"
[[entity]]
id = "east"
name = "东村"
kind = "village"
within = "county"
[[entity]]
id = "west"
name = "西村"
kind = "village"
within = "county"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[observation]]
entity = "east"
indicator = "income"
period = "2023"
value = "61.3万元"
source = "s#1"
[[observation]]
entity = "east"
indicator = "income"
period = "2024"
value = "88万元"
[[observation]]
entity = "east"
metric = "income.growth"
period = "2024"
value = "30%"
[[observation]]
entity = "west"
indicator = "income"
period = "2024"
value = "超10万元"
[[observation]]
entity = "west"
metric = "income.growth"
period = "2024"
value = "3.5%"
[[observation]]
entity = "east"
indicator = "income"
period = "2025-01..2025-05"
value = "30万元"
[[breakdown]]
id = "source"
name = "来源"
members = ["经营", "其他"]
complete = true
[[observation]]
entity = "east"
indicator = "income"
period = "2024"
of = "经营"
value = "71万元"
[[target]]
entity = "east"
indicator = "income"
period = "2025"
value = "97万元以上"
"""
TEXT = "2024年，东村收入98万元，比上年的61.3万元增长43.6%。其中甲业30万元，占30.6%；乙业58万元，占65.9%。\n"
PANEL = "entity,period,income,said\n东,2023,61.3,\n东,2024,88,30\n西,2023,5,\n西,2024,7,40.0\n"

CALLS = [
    ("summary",),
    ("growth",),
    ("coverage",),
    ("resolution",),
    ("metric", "income.growth", "income.change"),
    ("metric", "income", "--aggregate"),
    ("calc", "income / 7"),
    ("explain", "income.growth", "--entity", "东村"),
    ("deduce",),
    ("check",),
    ("rank", "income.growth"),
    ("compare", "东村", "西村"),
    ("trend", "income"),
    ("target", "--as-of", "2025-05"),
    ("structure", "income"),
    ("list", "observations"),
    ("export",),
    ("extract", "text.txt"),
    ("audit", "text.txt"),
    ("panel", "income.growth", "--from", "panel.csv", "--claim", "income.growth=said"),
]
calls = pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[:2]))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a book, a text and a panel to work in."""
    for name, text in (("book.toml", BOOK), ("text.txt", TEXT), ("panel.csv", PANEL)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)


class Literal(str):
    """A number as it was written."""


def parsed(text: str) -> Any:
    return json.loads(text, parse_float=Literal, parse_int=Literal)


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value but those of exact strings."""
    if isinstance(value, dict):
        yield value
        value = [one for key, one in value.items() if key != "exact"]
    for one in value if isinstance(value, list) else ():
        yield from mappings(one)


def digits_of(text: str) -> int:
    return len(Decimal(text).normalize().as_tuple().digits)


def holds(key: str, written: str, text: str) -> bool:
    """Whether a number is written as it must be: itself where 17 digits are enough, else the nearest to the outside."""
    number, exact = Fraction(Decimal(written)), Fraction(text)
    if "/" not in text and digits_of(text) <= 17:
        return number == exact
    step = Fraction(10) ** (Decimal(written).adjusted() - 16)
    off = number - exact
    side = {"lower": -step < off <= 0, "upper": 0 <= off < step}.get(key, abs(off) <= step / 2)
    return digits_of(written) <= 17 and side


def test_every_command_that_has_json_is_here() -> None:
    others = {"report", "import", "init", "add", "schema", "manual"}
    assert {call[0] for call in CALLS} == {*commands()} - others


@calls
def test_numbers_are_what_their_exact_strings_say(call: tuple[str, ...], nbkpi: Run, schema: Schema) -> None:
    outcome = nbkpi(*call, "--json")
    assert outcome.err == ""
    whole = parsed(outcome.out)
    seen = 0
    for mapping in mappings(whole["results"]):
        exact = mapping.get("exact", {})
        for key, text in exact.items():
            assert (mapping[key] is None) == (text is None)
            if text is not None:
                seen += 1
                assert isinstance(mapping[key], Literal)
                assert holds(key, mapping[key], text), (key, mapping[key], text)
        if "lower" in mapping:
            assert {"lower", "upper"} < exact.keys()
            best = exact.get("value", exact.get("nominal"))
            low, high = exact["lower"], exact["upper"]
            assert None in (low, best) or Fraction(low) <= Fraction(best)
            assert None in (best, high) or Fraction(best) <= Fraction(high)
    assert seen or call[0] in ("coverage", "resolution")
    schema.validate(json.loads(outcome.out))


WORDS = {
    *("id", "name", "entity", "period", "months", "reported", "printed", "text", "words", "asserted", "locator"),
    *("path", "value"),
}
"""What may look like a number and is none: names, periods, places, and what was printed."""


@calls
def test_only_words_are_strings_of_digits(call: tuple[str, ...], nbkpi: Run) -> None:
    for mapping in mappings(nbkpi(*call, "--json").json()["results"]):
        for key, one in mapping.items():
            is_number = isinstance(one, str) and re.fullmatch(r"-?\d+(\.\d+|/\d+)?", one)
            assert not is_number or key in WORDS, (key, one)
            assert key != "value" or call == ("export",) or not isinstance(one, str)


@calls
def test_lines_say_the_same(call: tuple[str, ...], nbkpi: Run) -> None:
    lines = nbkpi(*call, "--format", "jsonl").out.splitlines()
    assert [parsed(line) for line in lines] == parsed(nbkpi(*call, "--json").out)["results"]


@calls
def test_jq_can_add_them(call: tuple[str, ...], nbkpi: Run) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    text = nbkpi(*call, "--json").out
    keys = ("value", "lower", "upper") if call[0] != "export" else ("nominal", "lower", "upper")
    program = f"[.results[] | .{', .'.join(keys)} | numbers] | add // 0"
    done = subprocess.run(["jq", program], input=text, capture_output=True, encoding="utf-8", check=True)
    numbers = [record[key] for record in json.loads(text)["results"] for key in keys if record.get(key) is not None]
    assert float(done.stdout) == pytest.approx(sum(numbers))


fractions = st.fractions() | st.builds(
    lambda above, below, power: Fraction(above, below) * Fraction(10) ** power,
    st.integers(-(10**40), 10**40), st.integers(1, 10**25), st.integers(-60, 60),
)  # fmt: skip


@given(fractions, st.sampled_from(["value", "lower", "upper", "difference"]))
def test_any_number(value: Fraction, key: str) -> None:
    text = exact_text(value)
    written = json_number(key, text)
    assert holds(key, written, text)
    assert parsed(written) == written
    assert len(written) <= 40


@pytest.mark.parametrize(
    ("key", "exact", "written"),
    [
        ("value", "43.55", "43.55"),
        ("value", "0", "0"),
        ("lower", "-0.125", "-0.125"),
        ("upper", "12345678901234567", "12345678901234567"),
        ("value", "0.12345678901234567", "0.12345678901234567"),
        ("value", "123456789012345675", "123456789012345680"),
        ("lower", "123456789012345678", "123456789012345670"),
        ("upper", "-123456789012345678", "-123456789012345670"),
        ("value", "22000/359", "61.281337047353760"),
        ("lower", "1/3", "0.33333333333333333"),
        ("value", "2/3", "0.66666666666666667"),
        ("upper", "1/3", "0.33333333333333334"),
        ("lower", "-1/3", "-0.33333333333333334"),
        ("value", "1" + "0" * 21, "1" + "0" * 21),
        ("value", "1" + "0" * 22, "1e+22"),
        ("value", "-0." + "0" * 29 + "15", "-1.5e-30"),
        ("lower", "1/3" + "0" * 30, "3.3333333333333333e-31"),
        ("value", "7" * 400, "7.7777777777777778e+399"),
    ],
)
def test_how_numbers_are_written(key: str, exact: str, written: str) -> None:
    assert Decimal(json_number(key, exact)) == Decimal(written)
    assert json_number(key, exact) in (written, written.rstrip("0"))
    assert float(json.loads(json_number(key, exact))) == float(written)
