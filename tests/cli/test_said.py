"""Nothing a person would want to know stays unsaid: what was wrong first, what was written, and where."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[[source]]
id = "paper"
title = "t"

[[entity]]
id = "east"
name = "东村"

[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
"""
FIGURE = """
[[observation]]
entity = "东村"
indicator = "households"
period = "{}"
value = "{}"
source = "paper#1"
"""
MANY = "".join(FIGURE.format(year, "100户") for year in range(2000, 2020))


@pytest.fixture
def book(tmp_path: Path):
    """A book of these texts; its folder."""

    def write(text: str) -> str:
        (tmp_path / "book.toml").write_text(text, "utf-8")
        return str(tmp_path)

    return write


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ('name = "东村"', 'nmae = "东村"', "name"),
        ('id = "paper"', 'di = "paper"', "id"),
        ('unit = "户"', 'unti = "户"', "unit"),
        ("[[entity]]", "[[entitys]]", "entity"),
    ],
)
def test_one_bad_key_is_one_error(right: str, wrong: str, meant: str, book, nbkpi: Run) -> None:
    said = nbkpi("summary", "--book", book((BOOK + MANY).replace(right, wrong))).err
    assert said.count("error:") == 1
    assert f"did you mean “{meant}”" in said


def test_the_cause_stands_before_what_follows_from_it(book, nbkpi: Run) -> None:
    said = nbkpi("summary", "--book", book(MANY + BOOK.replace('kind = "count"', "kind = 3"))).err
    assert said.index("wrong-value") == said.index("[") + 1
    said = nbkpi("summary", "--book", book(MANY + BOOK.replace('"东村"', "3").replace('"paper"', '"papers"'))).err
    assert said.count("error:") == 3
    assert said.index("[wrong-type]") < said.index("[unknown-name]")
    assert "also in 19 more: " in said


def test_what_is_wrong_with_a_new_figure_has_no_line(book, nbkpi: Run) -> None:
    folder = book(BOOK + MANY)
    said = nbkpi("add", "east", "households", "2O25", "1户", "--source", "papre", "--book", folder).err
    assert "book.toml:" not in said
    assert "book.toml, new figure: error: " in said
    assert '   | source = "papre"\n' in said
    assert said.endswith("nbkpi: nothing was written: errors in the new figure: 2\n")


def test_a_conflict_with_a_line_that_is_there_names_it(book, nbkpi: Run) -> None:
    folder = book(BOOK + FIGURE.format(2024, "1户"))
    (Path(folder) / "z.toml").write_text(FIGURE.format(2025, "2户"), "utf-8")
    (Path(folder) / "y.toml").write_text(FIGURE.format(2025, "2户").replace("2025", "2026"), "utf-8")
    said = nbkpi("add", "east", "households", "2024", "3户", "--source", "paper#1", "--book", folder).err
    assert "z.toml, new figure: error: " in said


def test_growth_that_no_whole_number_gives(book, nbkpi: Run) -> None:
    claim = FIGURE.format(2024, "5.0%").replace("indicator", "metric").replace("households", "households.growth")
    outcome = nbkpi("check", "--book", book(BOOK + FIGURE.format(2024, "100户") + claim))
    assert outcome.code == 1
    assert "no whole number for 农户 2023 gives this: it would have to be 95." in outcome.out
    assert nbkpi("check", "--book", book(BOOK + FIGURE.format(2024, "105户") + claim)).code == 0


def test_a_blank_figure_is_not_said_to_be_printed(book, nbkpi: Run) -> None:
    text = BOOK + FIGURE.format(2024, "空") + FIGURE.format(2023, "100户")
    shown = nbkpi("explain", "households", "--book", book(text)).out
    assert "left blank: 农户 2024" in shown
    assert "no figure" not in shown


def test_computed_growth_beside_a_printed_value_is_called_computed(book, nbkpi: Run) -> None:
    text = BOOK + FIGURE.format(2024, "110户") + FIGURE.format(2023, "100户")
    rows = nbkpi("trend", "households", "--book", book(text)).out.splitlines()
    assert any("2024" in row and "published; growth: computed" in row for row in rows)
    assert any("2023" in row and "published" in row and "computed" not in row for row in rows)


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("title = “x”", '"', "“"),
        ('title = "x”', '"', "”"),
        ("title = ‘x’", "'", "‘"),
        ('title＝"x"', "=", "＝"),
        ('aliases = ["x"，"y"]', ",", "，"),
        ("［book]", "[", "［"),
    ],
)
def test_signs_of_an_input_method_are_told(line: str, right: str, wrong: str, book, nbkpi: Run) -> None:
    said = nbkpi("summary", "--book", book(f"[book]\n{line}\n")).err
    assert f"book.toml:2:{line.index(wrong) + 1 + (wrong == '”')}: " in said
    assert f"remedy: write {right} instead of {wrong}" in said


@pytest.mark.parametrize("text", ['[book]\ntitle = "', "[book", "x = 1 y"])
def test_other_mistakes_lead_to_the_manual_of_toml(text: str, book, nbkpi: Run) -> None:
    assert "remedy: see https://toml.io" in nbkpi("summary", "--book", book(text)).err


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (("growth",), "g.csv"),
        (("report",), "r.html"),
        (("export",), "e.xlsx"),
        (("schema",), "s.json"),
        (("extract", "text.txt"), "drafts.toml"),
        (("extract", "text.txt"), "drafts.csv"),
        (("audit", "text.txt"), "a.html"),
        (("import", "villages.csv", "--new-entities", "--new-indicators"), "i.toml"),
        (("panel", "collective_income.growth", "--from", "panel.csv"), "p.csv"),
    ],
)
def test_what_was_written_is_said(
    call: tuple[str, ...], name: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    file, text = tmp_path / name, str(tmp_path / "text.txt")
    Path(text).write_text("全县受理诉求1200件，办结1165件，办结率97.1%。", "utf-8")
    outcome = nbkpi(*(text if word == "text.txt" else word for word in call), "-o", str(file))
    assert (outcome.code, file.is_file()) == (0, True)
    assert outcome.err.endswith(f"written to “{file}”\n")
    assert nbkpi(*call, "--lang", "zh", "-o", str(tmp_path / "none" / name)).err.count("已写入") == 0


def test_nothing_is_said_of_a_device(nbkpi: Run) -> None:
    assert nbkpi("growth", "-o", "/dev/null") == (0, "", "")


def test_a_table_from_the_pipe(nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As from a file, whatever it is; it cannot be read again in place."""
    text = "村名,年份,村集体经营性收入（万元）\n东山村,2023,61.3\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    piped = nbkpi("import", "-", "--new-entities", "--new-indicators")
    assert (piped.code, piped.err) == (0, "")
    assert 'value = "61.3' in piped.out
    assert 'id = "standard_input"' in piped.out
    refused = nbkpi("import", "-", "--as-table")
    assert (refused.code, refused.out) == (2, "")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["x.xlsx", "x.ods", "x.parquet", "x.doc"])
def test_what_is_no_text_leads_to_the_command_for_it(name: str, lang: str, nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    said = nbkpi("audit", str(tmp_path / name), "--lang", lang)
    assert said.code == 2
    assert f"“{name}”" in said.err
    assert ("docx" if name == "x.doc" else "nbkpi import") in said.err


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.ods", "x.csv", "x.pdf", "x.docx", "x.parquet"])
def test_nothing_of_a_damaged_file_is_said_in_the_words_of_a_library(name: str, nbkpi: Run, tmp_path: Path) -> None:
    for data in (b"no such thing", b"PK\x03\x04no", b"%PDF-1.4 no", b'"\x00"a"b\n"'):
        (tmp_path / name).write_bytes(data)
        for command in ("import", "audit"):
            said = nbkpi(command, str(tmp_path / name), "--lang", "zh").err.replace(str(tmp_path / name), "")
            words = set(re.findall(r"(?<![\w.-])[A-Za-z]{2,}(?![\w-])", said.replace(name, "")))
            assert words <= {"nbkpi", "import", "audit", "check", "UTF-8", "UTF", "docx", "PDF"}, said


ELSEWHERE = {
    "受理1200件，办结1165件。\n\n办结率98.1%。\n": ("1165件 / 1200件", "97.08% from another paragraph, so not checked"),
    "党员200名。\n\n女党员50名，占30%。\n": ("50名 / 200名", "25% from another paragraph, so not checked"),
    "满意率98.1%。\n": ("", "the figures it is computed from were not found in the text"),
}


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_stands_in_another_paragraph_is_not_said_to_be_missing(text: str, tmp_path: Path, nbkpi: Run) -> None:
    relation, reason = ELSEWHERE[text]
    (tmp_path / "t.txt").write_text(text, "utf-8")
    outcome = nbkpi("audit", str(tmp_path / "t.txt"))
    row = next(line for line in outcome.out.splitlines() if "not checked " in line)
    assert outcome.code == 0
    assert row.endswith(f"  {reason}")
    assert relation in row
    record = nbkpi("audit", str(tmp_path / "t.txt"), "--json").results()[0]
    assert record["verdict"] == "unrelated"
    assert record["reason"] == reason
