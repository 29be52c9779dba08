"""nbkpi check: one line when all is well, each finding once, and the same for people and for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

if TYPE_CHECKING:
    from conftest import Outcome, Run, Schema

PLACES = """
[book]
title = "Villages"
[[source]]
id = "bulletin"
title = "Bulletin"
[[source]]
id = "yearbook"
title = "Yearbook"
[[entity]]
id = "county"
name = "甲县"
kind = "county"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
"""
VILLAGE = """
[[entity]]
id = "v{number}"
name = "{name}"
kind = "village"
within = "甲县"
[[observation]]
entity = "v{number}"
indicator = "income"
period = "{year}"
value = "120万元"
source = "bulletin#{number}"
[[observation]]
entity = "v{number}"
indicator = "income"
period = "{before}"
value = "100万元"
source = "bulletin#{number}"
[[observation]]
entity = "v{number}"
metric = "income.growth"
period = "{year}"
value = "{growth}"
source = "yearbook#{number}"
"""

Write = Callable[..., str]
KINDS = ("table", "md", "json", "jsonl", "csv", "tsv")


def village(number: int, growth: str, name: str = "", year: int = 2024) -> str:
    return VILLAGE.format(number=number, name=name or f"村{number}", growth=growth, year=year, before=year - 1)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A book of villages, at a path that is returned."""

    def written(*villages: str) -> str:
        path = tmp_path / "book.toml"
        path.write_text(PLACES + "".join(villages), "utf-8")
        return str(path)

    return written


@pytest.fixture
def mixed(write: Write) -> str:
    """One village whose growth is wrong, one whose growth is right, one of another year whose growth is wrong."""
    return write(village(1, "30%"), village(2, "20%"), village(3, "25%", year=2022))


def findings(outcome: Outcome) -> list[dict[str, Any]]:
    assert outcome.err == ""
    return [one for one in outcome.json()["results"] if one["verdict"] in ("contradicted", "truncated")]


def said(outcome: Outcome) -> str:
    """The first line of what all went well with."""
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out.splitlines()[0]


def test_how_much_was_checked_when_all_is_well(nbkpi: Run, write: Write) -> None:
    assert said(nbkpi("check", "--book", write(village(1, "20%"), village(2, "20%")))) == "checked: 2, all consistent"
    assert said(nbkpi("check", "--lang", "zh")).startswith("已核对13项，全部相符 · 无法核对：10项")
    lone = village(1, "20%").replace('"2023"', '"2020"')
    assert said(nbkpi("check", "--book", write(lone))) == "checked: 0 · could not be checked: 1 (-v shows why)"


def test_where_there_is_nothing_to_check(nbkpi: Run, write: Write) -> None:
    nothing = (
        "nothing to check: the book has no claims (published derived figures), "
        "and no relation whose figures were all published"
    )
    for arguments in ((), ("-v",)):
        assert said(nbkpi("check", *arguments, "--book", write())) == nothing
    behind = nbkpi("check", "--book", write(village(1, "20%")), "--period", "1949")
    assert said(behind) == "nothing to check: no claim and no relation matches these filters"


COMMANDS = ("check", "deduce", "growth", "summary", "coverage", "metric", "rank income", "trend income", "target",
            "list metrics", "list observations", "export --format table")  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_filters_are_spoken_of_only_where_there_are_any(command: str, nbkpi: Run, write: Write) -> None:
    for language, word in (("en", "these filters"), ("zh", "筛选")):
        spoken = ("--book", write(), "--lang", language)
        assert word not in nbkpi(*command.split(), *spoken).out
        if command != "target":
            assert word in nbkpi(*command.split(), "--source", "yearbook", "--period", "1949", *spoken).out


def test_every_verdict_when_asked(nbkpi: Run, write: Write) -> None:
    outcome = nbkpi("check", "-v", "--book", write(village(1, "20%")))
    assert outcome.code == 0
    assert outcome.out == nbkpi("check", "--verbose", "--book", write(village(1, "20%"))).out
    assert re.search(
        r"consistent +村1 +收入 growth +2024 +20% +20.0 \(18.9–21.2\)% +it agrees within rounding", outcome.out
    )
    assert "checked: 1 · consistent: 1\n" in outcome.out
    assert nbkpi("check", "-v", "--book", write()).code == 0


def test_a_finding_is_exit_code_1(nbkpi: Run, mixed: str) -> None:
    outcome = nbkpi("check", "--book", mixed)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.count("contradicted · ") == 2
    assert "村2" not in outcome.out
    assert "“30%” should be “20%”" in outcome.out
    for words in ("30%", "120万元", "100万元", "yearbook#1", "bulletin#1", "stated 30%, computed 20.0 (18.9–21.2)%"):
        assert words in outcome.out


@pytest.mark.parametrize("kind", KINDS)
def test_every_format(kind: str, nbkpi: Run, mixed: str) -> None:
    outcome = nbkpi("check", "--book", mixed, "--format", kind)
    assert (outcome.code, outcome.err) == (1, "")
    if kind in ("table", "md"):
        assert outcome.out.count("contradicted ·") == 2
    elif kind == "jsonl":
        assert [json.loads(line)["verdict"] for line in outcome.out.splitlines()].count("contradicted") == 2
    elif kind == "json":
        assert len(findings(outcome)) == 2
    else:
        rows = list(csv.DictReader(io.StringIO(outcome.out), delimiter="," if kind == "csv" else "\t"))
        assert [(row["verdict"], row["entity"], row["difference"]) for row in rows[:2]] == [
            ("contradicted", "村1", "10"),
            ("contradicted", "村3", "5"),
        ]
        assert all(None not in row for row in rows)


@pytest.mark.parametrize("arguments", [(), ("-v",), ("--top", "1"), ("--village", "村2")])
def test_json_keeps_to_its_schema(arguments: tuple[str, ...], nbkpi: Run, mixed: str, schema: Schema) -> None:
    for book in (("--book", mixed), ()):
        outcome = nbkpi("check", *book, *(arguments if book else ()), "--json")
        whole = outcome.json()
        schema.validate(whole)
        assert whole["command"] == "check"
        assert outcome.code == int(bool(findings(outcome)))
        assert not schema.is_valid({**whole, "results": [{**whole["results"][0], "verdict": "wrong"}]})


def test_programs_get_everything_exactly(nbkpi: Run, mixed: str) -> None:
    one = findings(nbkpi("check", "--book", mixed, "--json"))[0]
    assert (one["sort"], one["asserted"], one["value"], one["difference"]) == ("metric", "30%", 20, 10)
    exact = one["exact"]
    assert (exact["lower"], one["lower_closed"], exact["upper"], one["upper_closed"]) == (
        "3800/201",
        True,  # a claim is judged with both ends of what was rounded
        "4200/199",
        True,
    )
    assert one["relations"] == ["income.growth = growth(income)"]
    assert [(each["text"], each["source"], each["locator"]) for each in one["figures"]] == [
        ("30%", "yearbook", "1"),
        ("120万元", "bulletin", "1"),
        ("100万元", "bulletin", "1"),
    ]
    assert one["hints"][0] == "村1 收入 growth 2024: “30%” should be “20%” (one digit wrong)"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--village", "村1"), ["村1"]),
        (("--village", "村2"), []),
        (("--village", "村1", "--village", "村3"), ["村1", "村3"]),
        (("--within", "甲县"), ["村1", "村3"]),
        (("--county", "甲县"), []),
        (("--period", "2022"), ["村3"]),
        (("--period", "2023"), ["村1"]),  # the base may be what is wrong
        (("--period", "1949"), []),
        (("--indicator", "income"), ["村1", "村3"]),
        (("--indicator", "income.growth"), ["村1", "村3"]),
        (("--indicator", "people"), []),
        (("--source", "yearbook"), ["村1", "村3"]),
        (("--source", "bulletin", "--village", "村3"), ["村3"]),
    ],
    ids=" ".join,
)
def test_filters(filters: tuple[str, ...], found: list[str], nbkpi: Run, mixed: str) -> None:
    outcome = nbkpi("check", "--book", mixed, *filters, "--json")
    assert [one["entity"]["name"] for one in findings(outcome)] == found
    assert outcome.code == int(bool(found))
    assert nbkpi("check", "--book", mixed, *filters).code == outcome.code


def test_an_unknown_name_is_misuse(nbkpi: Run, mixed: str) -> None:
    outcome = nbkpi("check", "--book", mixed, "--village", "村九")
    assert (outcome.code, outcome.out) == (2, "")
    assert "村九" in outcome.err


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_is_a_number_of_findings(limit: str, nbkpi: Run) -> None:
    outcome = nbkpi("check", "--top", limit)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--top" in outcome.err


def test_a_thousand_contradictions(nbkpi: Run, write: Write) -> None:
    book = write(*(village(number, f"{30 + number % 5}%") for number in range(1000)))
    outcome = nbkpi("check", "--book", book, "--top", "3")
    assert outcome.code == 1
    assert outcome.out.count("contradicted · ") == 3
    assert "997 more findings: show them with --top\n" in outcome.out
    assert "checked: 1000 · contradicted: 1000\n" in outcome.out


@pytest.mark.parametrize(
    ("kind", "limit"), [("json", ()), ("jsonl", ("--top", "1")), ("csv", ()), ("tsv", ("--top", "1"))]
)
def test_programs_get_every_finding(kind: str, limit: tuple[str, ...], nbkpi: Run, write: Write) -> None:
    """The limit is one of tables: programs got a hundred findings of more, and no word of it but a note in JSON."""
    book = write(*(village(number, "30%") for number in range(102)), village(200, "20%"))
    out = nbkpi("check", "--book", book, *limit, "--format", kind).out
    assert out.count("contradicted") - (kind == "json") == 102
    assert out.count("“30%” should be “20%”") == 102
    assert "more findings" not in out


def test_one_wrong_figure_is_one_cause(nbkpi: Run, write: Write) -> None:
    """A village's growth of two years and the one base they share."""
    again = village(1, "20%").partition("[[observation]]")[2].replace('"2024"', '"2025"').replace('"2023"', '"2024"')
    third = again.split("[[observation]]")
    book = write(village(1, "30%"), "[[observation]]" + third[0], "[[observation]]" + third[2])
    outcome = nbkpi("check", "--book", book)
    assert outcome.code == 1
    assert "2 findings share one figure: 村1 收入 2024 “120万元”" in outcome.out


def test_into_a_file(nbkpi: Run, mixed: str, tmp_path: Path) -> None:
    for ending in ("json", "csv", "md", "txt"):
        file = tmp_path / f"found.{ending}"
        assert nbkpi("check", "--book", mixed, "-o", str(file)) == (1, "", f"written to “{file}”\n")
        kind = {"txt": "table"}.get(ending, ending)
        assert file.read_text("utf-8") == nbkpi("check", "--book", mixed, "--format", kind).out


def test_a_file_is_written_when_all_is_well_too(nbkpi: Run, write: Write, tmp_path: Path) -> None:
    """What was found before must not stay in it."""
    file = tmp_path / "found.txt"
    file.write_text("contradicted")
    assert nbkpi("check", "--book", write(village(1, "20%")), "-o", str(file)) == (0, "", f"written to “{file}”\n")
    assert "contradicted" not in file.read_text("utf-8")


HOSTILE = ["[red]村[/red]", "=cmd()", "村\\u001b[31m", "@SUM(1)", "a|b`c`*d*", "村\\u202e", "村\\n村"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_would_do_harm(name: str, kind: str, nbkpi: Run, write: Write) -> None:
    outcome = nbkpi("check", "-v", "--book", write(village(1, "30%", name)), "--format", kind)
    assert (outcome.code, outcome.err) == (1, "")
    assert not re.search("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e]", outcome.out)
    if kind in ("csv", "tsv"):
        for row in csv.reader(io.StringIO(outcome.out), delimiter="," if kind == "csv" else "\t"):
            assert not any(cell.startswith(("=", "@")) for cell in row)
    if name == "[red]村[/red]" and kind == "table":
        assert "[red]村[/red]" in outcome.out


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal(columns: int, screen: Callable[..., str], mixed: str) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", screen(columns, f"check -v --book {mixed}"))
    assert max(map(wcswidth, shown.splitlines())) <= columns
    for words in (
        "contradicted · 村1 · 收入 growth · 2024",
        "30%",
        "119.5–120.5 万元",
        "99.5–100.5 万元",
        "checked: 3",
    ):
        assert words in shown


def test_in_chinese_only_words_differ(nbkpi: Run, mixed: str) -> None:
    english, chinese = (findings(nbkpi("check", "--book", mixed, "--json", "--lang", lang)) for lang in ("en", "zh"))
    for one, other in zip(english, chinese, strict=True):
        for key in ("reason", "hints", "display"):
            one.pop(key), other.pop(key)
        assert {**one, "measure": None} == {**other, "measure": None}


def test_places_and_exact_ends(nbkpi: Run, mixed: str) -> None:
    assert (
        "computed 20.0000 (18.9054–21.1056)%, 10.0000 pp too high\n"
        in nbkpi("check", "--book", mixed, "--places", "4").out
    )
    assert "[119.5, 120.5) 万元" in nbkpi("check", "--book", mixed, "--exact").out
