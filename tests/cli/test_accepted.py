"""Findings that a person accepted: written with --accept, read with --accepted, by audit and check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from conftest import Run, Schema

TEXT = "全县受理诉求1200件，办结1165件，办结率98.1%。\n乙镇受理诉求100件，办结85件，办结率86%。\n"
BOOK = """
[[entity]]
id = "east"
name = "东村"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
"""
ROW = '[[observation]]\nentity = "east"\n{}\nperiod = "{}"\nvalue = "{}"\n'


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text with two findings, in the folder to work in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return path


def book(growth: str, before: str = "100万元") -> str:
    """A path of a book of one village with this growth."""
    rows = [("metric = 'income.growth'", "2024", growth), ("indicator = 'income'", "2024", "120万元")]
    rows.append(("indicator = 'income'", "2023", before))
    Path("villages.toml").write_text(BOOK + "".join(ROW.format(*row) for row in rows), "utf-8")
    return "villages.toml"


def test_what_is_accepted_is_listed_and_no_finding(text: Path, nbkpi: Run) -> None:
    assert nbkpi("audit", text.name).code == 1
    first = nbkpi("audit", text.name, "--accept", "known.toml")
    assert (first.code, first.err) == (0, "newly accepted in known.toml: 2\n")
    again = nbkpi("audit", text.name, "--accepted", "known.toml")
    assert (again.code, again.err) == (0, "")
    assert again.out == first.out
    assert again.out.count("contradicted, accepted") == 2
    assert "perhaps" not in again.out
    assert "accepted: 2\n" in again.out
    assert [row["accepted"] for row in nbkpi("audit", text.name, "--accepted", "known.toml", "--json").results()] == [
        True,
        True,
    ]


def test_the_file_is_small_sorted_and_readable(text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    content = Path("known.toml").read_text("utf-8")
    assert content.startswith("# Findings that were looked into and accepted")
    assert content.partition("\n\n")[2] == (
        '[[audit]]\nwords = "办结率86%"\nagainst = ["85件", "100件"]\n\n'
        '[[audit]]\nwords = "办结率98.1%"\nagainst = ["1165件", "1200件"]\n'
    )
    nbkpi("audit", text.name, "--accept", "known.toml", "--lang", "zh")
    assert Path("known.toml").read_text("utf-8") == content


@pytest.mark.parametrize(
    ("old", "new"), [("办结率86%", "办结率87%"), ("办结85件", "办结84件"), ("受理诉求100件", "受理诉求101件")]
)
def test_a_changed_figure_is_reported_again(old: str, new: str, text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    text.write_text(TEXT.replace(old, new), "utf-8")
    outcome = nbkpi("audit", text.name, "--accepted", "known.toml", "--json")
    assert outcome.code == 1
    rows = [row for row in outcome.json()["results"] if row["verdict"] == "contradicted"]
    assert [row["accepted"] for row in rows] == [True, False]
    assert "accepted before, but not found any more: 办结率86% (85件, 100件)" in outcome.json()["notes"]


def test_an_entry_that_matches_nothing_is_said(text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    text.write_text(TEXT.replace("98.1%", "97.1%"), "utf-8")
    outcome = nbkpi("audit", text.name, "--accepted", "known.toml")
    assert outcome.code == 0
    assert "accepted before, but not found any more: 办结率98.1% (1165件, 1200件)\n" in outcome.out
    entries = "".join(f'[[audit]]\nwords = "{number}"\nagainst = []\n' for number in range(9))
    Path("many.toml").write_text(entries, "utf-8")
    outcome = nbkpi("audit", text.name, "--accepted", "many.toml")
    assert outcome.out.count("accepted before, but not found any more") == 6
    assert "accepted before, but not found any more: 4 more\n" in outcome.out


def test_new_ones_are_added_to_those_that_are_there_with_their_notes(text: Path, nbkpi: Run) -> None:
    known = Path("known.toml")
    known.write_text(
        '[[check]]\nentity = "乙"\nmeasure = "x"\nperiod = "2024"\nwords = "1"\nagainst = ["2"]\n'
        '[[audit]]\nwords = "办结率86%"\nagainst = ["85件", "100件"]\nnote = "of cases \\"closed\\""\n',
        "utf-8",
    )
    outcome = nbkpi("audit", text.name, "--accept", "known.toml")
    assert outcome.err == "newly accepted in known.toml: 1\n"
    rows = tomli.loads(known.read_text("utf-8"))
    assert [row["words"] for row in rows["audit"]] == ["办结率86%", "办结率98.1%"]
    assert rows["audit"][0]["note"] == 'of cases "closed"'
    assert rows["check"] == [{"entity": "乙", "measure": "x", "period": "2024", "words": "1", "against": ["2"]}]


def test_what_one_file_has_need_not_be_in_the_other(text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    text.write_text(TEXT + "丙镇受理诉求200件，办结180件，办结率95%。\n", "utf-8")
    assert nbkpi("audit", text.name, "--accepted", "known.toml", "--accept", "more.toml").code == 0
    assert [row["words"] for row in tomli.loads(Path("more.toml").read_text("utf-8"))["audit"]] == ["办结率95%"]


def test_nothing_to_accept(text: Path, nbkpi: Run) -> None:
    text.write_text("甲县收入88万元。\n", "utf-8")
    outcome = nbkpi("audit", text.name, "--accept", "known.toml")
    assert (outcome.code, outcome.err) == (0, "newly accepted in known.toml: 0\n")
    assert not Path("known.toml").exists()


@pytest.mark.parametrize("command", ["audit", "check"])
@pytest.mark.parametrize("flag", ["--accept", "--accepted"])
@pytest.mark.parametrize(
    "content",
    [
        "[[entity]]\nid = 'a'\n",
        "[[audit]]\nwords = 1\nagainst = []\n",
        "[[audit]]\nwords = 'a'\nagainst = [1]\n",
        "[[audit]]\nwords = 'a'\n",
        "[audit]\nwords = 'a'\n",
        "audit = 1\n",
        "[[check]]\nwords = 'a'\nagainst = []\n",
        "[[audit]\n",
        b"\xff\xff",
        None,
    ],
)
def test_what_is_no_such_file_is_one_sentence_and_stays(
    content: str | bytes | None, flag: str, command: str, text: Path, nbkpi: Run
) -> None:
    path = Path("other.toml")
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    elif flag == "--accept":
        path.mkdir()
    before = path.read_bytes() if path.is_file() else b""
    outcome = nbkpi(command, *([text.name] if command == "audit" else []), flag, "other.toml")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: other.toml")
    assert len(outcome.err.splitlines()) == 1
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_never_over_an_input(text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    Path("linked.txt").symlink_to(text)
    for arguments in (
        ("-o", text.name),
        ("-o", "linked.txt"),
        ("--accept", text.name),
        ("--accepted", "known.toml", "-o", "known.toml", "--format", "json"),
        ("--accept", "new.txt", "-o", "new.txt"),
    ):
        outcome = nbkpi("audit", text.name, *arguments)
        assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (2, "", 1)
    assert text.read_text("utf-8") == TEXT
    outcome = nbkpi("check", "--book", book("30%"), "--accepted", "known.toml", "-o", "known.toml", "--format", "json")
    assert outcome.code == 2


def test_marks_of_what_is_accepted_lead_to_its_row(text: Path, nbkpi: Run) -> None:
    nbkpi("audit", text.name, "--accept", "known.toml")
    page = nbkpi("audit", text.name, "--accepted", "known.toml", "--format", "html").out
    assert '<mark class="bad">0</mark>' in page
    assert 'href="#finding-' not in page
    assert 'href="#claim-1"' in page


@pytest.mark.usefixtures("text")
def test_check(nbkpi: Run) -> None:
    assert nbkpi("check", "--book", book("30%")).code == 1
    first = nbkpi("check", "--book", book("30%"), "--accept", "known.toml")
    assert (first.code, first.err) == (0, "newly accepted in known.toml: 1\n")
    assert tomli.loads(Path("known.toml").read_text("utf-8")) == {
        "check": [
            {
                "entity": "东村",
                "measure": "income.growth",
                "period": "2024",
                "words": "30%",
                "against": ["120万元", "100万元"],
            }
        ]
    }
    again = nbkpi("check", "--book", book("30%"), "--accepted", "known.toml")
    assert (again.code, again.out, again.err) == (0, first.out, "")
    assert again.out.startswith("Accepted\n")
    assert "checked: 1 · contradicted: 1\n" in again.out
    assert [
        row["accepted"] for row in nbkpi("check", "--book", book("30%"), "--accepted", "known.toml", "--json").results()
    ]
    for changed in (book("31%"), book("30%", "101万元")):
        outcome = nbkpi("check", "--book", changed, "--accepted", "known.toml")
        assert outcome.code == 1
        assert (
            "accepted before, but not found any more: 东村 · income.growth · 2024 · 30% (120万元, 100万元)"
            in outcome.out
        )


def test_check_says_what_is_right_now_unless_it_was_not_looked_for(text: Path, nbkpi: Run) -> None:
    nbkpi("check", "--book", book("30%"), "--accept", "known.toml")
    right = book("20%")
    assert "accepted before, but not found any more" in nbkpi("check", "--book", right, "--accepted", "known.toml").out
    nothing = "nothing to check: no claim and no relation matches these filters"
    filtered = nbkpi("check", "--book", right, "--accepted", "known.toml", "--period", "2023")
    assert filtered.out.splitlines()[:-1] == [nothing]
    # What a text is accused of is nothing to a book.
    nbkpi("audit", text.name, "--accept", "texts.toml")
    assert nbkpi("check", "--book", right, "--accepted", "texts.toml").out.splitlines()[:-1] == [
        "checked: 1, all consistent"
    ]


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("arguments", [("audit", "text.txt"), ("audit", "."), ("check",)])
def test_json_keeps_to_its_schema(arguments: tuple[str, ...], nbkpi: Run, schema: Schema) -> None:
    extra = ("--book", book("30%")) if arguments == ("check",) else ()
    outcome = nbkpi(*arguments, *extra, "--accept", "known.toml", "--json")
    schema.validate(outcome.json())
    assert all(row["accepted"] for row in outcome.json()["results"])


def test_in_chinese(text: Path, nbkpi: Run) -> None:
    outcome = nbkpi("audit", text.name, "--accept", "known.toml", "--lang", "zh")
    assert "矛盾（已认可）" in outcome.out
    assert Path("known.toml").read_text("utf-8").startswith("# 经人工核查、已认可的问题")
