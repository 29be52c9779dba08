"""nbkpi audit of several files and folders, and of docx files that are given back with comments."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.errors import installing

if TYPE_CHECKING:
    from conftest import Run, Schema

WRONG = "全县受理诉求1200件，办结1165件，办结率98.1%。\n"
TRUE = "全县受理诉求1200件，办结1165件，办结率97.1%。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two texts, one of them below, and what is none; the folder to work in."""
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "texts"
    for name, content in {
        "b.txt": TRUE,
        "a/2.md": WRONG,
        "a/10.HTML": f"<p>{TRUE}</p>",
        ".hidden/c.txt": WRONG,
        "a/.d.txt": WRONG,
        "~$b.docx": "lock",
        "data.csv": "1,2\n",
        "known.toml": "",
    }.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, "utf-8")
    return place


def names(out: str) -> list[str]:
    """The files of the summary."""
    lines = out.partition("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines[3:]]


def test_a_folder(nbkpi: Run) -> None:
    outcome = nbkpi("audit", "texts")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == (
        "Files\n"
        "file             no. of figures  confirmed  nearly  wrong  accepted\n"
        "───────────────────────────────────────────────────────────────────\n"
        "texts/b.txt                   3          1       0      0         0\n"
        "texts/a/10.HTML               3          1       0      0         0\n"
        "texts/a/2.md                  3          0       0      1         0\n"
        "\n"
        "texts/a/2.md · contradicted · 1:24 · 办结率98.1%\n"
        "in the text 98.1%, computed 97.08%, 1.02 pp too high\n"
        "relation: 1165件 / 1200件\n"
        "perhaps: “98.1%” should be “97.1%” (one digit wrong)\n"
        "                    as published  place\n"
        "───────────────────────────────────────\n"
        "figure in the text  98.1%         1:24\n"
        "compared with       1165件        1:15\n"
        "compared with       1200件        1:7\n"
        "\n"
        "files that are not texts, skipped: 2 (.csv, .toml)\n"
        "without a book\n"
    )


def test_the_exit_code_is_1_where_any_has_a_finding(nbkpi: Run) -> None:
    assert nbkpi("audit", "texts/b.txt", "texts/a/10.HTML").code == 0
    assert nbkpi("audit", "texts/b.txt", "texts/a/2.md").code == 1


def test_files_come_in_the_order_given_and_each_once(nbkpi: Run) -> None:
    outcome = nbkpi("audit", "texts/b.txt", "texts/a", "texts/data.csv", "texts")
    assert names(outcome.out) == ["texts/b.txt", "texts/a/10.HTML", "texts/a/2.md", "texts/data.csv"]


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(folder: Path, nbkpi: Run) -> None:
    (folder / "a" / "broken.pdf").write_bytes(b"no")
    outcome = nbkpi("audit", "texts", "missing.txt")
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "nbkpi: texts/a/broken.pdf is not a file of the type of its ending",
        "nbkpi: missing.txt cannot be read: No such file or directory",
    ]
    assert "could not be read: 2\n" in outcome.out
    assert len(names(outcome.out)) == 3
    # Where nothing else is wrong, that is.
    assert nbkpi("audit", "texts/b.txt", "missing.txt").code == 2
    nothing = nbkpi("audit", "missing.txt", "gone.txt")
    assert (nothing.code, nothing.out) == (2, "")
    assert nothing.err.splitlines()[-1] == "nbkpi: none of the files could be read"


def test_a_folder_without_texts(folder: Path, nbkpi: Run) -> None:
    (folder.parent / "empty").mkdir()
    outcome = nbkpi("audit", "empty")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", "nbkpi: there is no text in empty\n")


def test_what_is_no_file_in_a_folder_is_passed_over(folder: Path, nbkpi: Run) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    assert len(names(nbkpi("audit", "texts").out)) == 3


def test_records_carry_the_name_of_the_file(nbkpi: Run, schema: Schema) -> None:
    whole = nbkpi("audit", "texts", "--json").json()
    schema.validate(whole)
    files = ["texts/b.txt", "texts/a/10.HTML", "texts/a/2.md"]
    assert [row["file"] for row in whole["results"]] == files
    assert [row["verdict"] for row in whole["results"]] == ["consistent", "consistent", "contradicted"]
    lines = nbkpi("audit", "texts", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == whole["results"]
    rows = list(csv.DictReader(io.StringIO(nbkpi("audit", "texts", "--format", "csv").out)))
    assert [row["file"] for row in rows] == files
    assert "file" not in nbkpi("audit", "texts/b.txt", "--json").results()[0]


def test_a_page_of_several(nbkpi: Run) -> None:
    assert nbkpi("audit", "texts", "-o", "all.html").code == 1
    page = Path("all.html").read_text("utf-8")
    assert "<h1>Audit · files: 3</h1>" in page
    assert "texts/a/2.md · contradicted" in page
    assert "href=" not in page


def test_accepted_findings_of_several(nbkpi: Run) -> None:
    outcome = nbkpi("audit", "texts", "--accept", "texts/known.toml")
    assert (outcome.code, outcome.err) == (0, "newly accepted in texts/known.toml: 1\n")
    assert "texts/a/2.md                  3          0       0      0         1\n" in outcome.out
    assert "texts/a/2.md  1:24   contradicted  办结率98.1%  1165件, 1200件\n" in outcome.out


def test_never_over_a_file_of_the_folder(nbkpi: Run) -> None:
    outcome = nbkpi("audit", "texts", "-o", "texts/b.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert Path("texts/b.txt").read_text("utf-8") == TRUE


def test_a_wrong_ending_is_said_before_anything_is_read(nbkpi: Run) -> None:
    assert "no format has the ending “.odt”" in nbkpi("audit", "missing.txt", "-o", "checked.odt").err


class TestComments:
    """-o checked.docx."""

    @pytest.fixture
    def bulletin(self, tmp_path: Path) -> Path:
        """A docx file with a finding in a paragraph, one in a cell, and a header."""
        docx = pytest.importorskip("docx")
        made = docx.Document()
        made.sections[0].header.paragraphs[0].text = "第3期"
        made.add_paragraph().add_run("全县受理诉求12").bold = True
        made.paragraphs[0].add_run("00件，办结1165件，办结率98")
        made.paragraphs[0].add_run(".1%。")
        made.add_table(1, 2).cell(0, 1).text = "乙镇受理诉求100件，办结85件，办结率86%。"
        path = tmp_path / "bulletin.docx"
        made.save(str(path))
        return path

    def test_a_comment_at_each_finding(self, bulletin: Path, nbkpi: Run) -> None:
        import docx

        before = bulletin.read_bytes()
        outcome = nbkpi("audit", "bulletin.docx", "-o", "checked.docx")
        assert (outcome.code, outcome.err) == (1, "")
        assert outcome.out == (
            "comments in checked.docx: 2\n"
            "headers, footers and notes were not read: word/header1.xml\n"
            "figures: 6 · contradicted: 2\n"
        )
        checked = docx.Document("checked.docx")
        assert [one.text.splitlines() for one in checked.comments] == [
            [
                "contradicted: 98.1% · computed: 97.08%",
                "relation: 1165件 / 1200件",
                "perhaps: “98.1%” should be “97.1%” (one digit wrong)",
            ],
            [
                "contradicted: 86% · computed: 85%",
                "relation: 85件 / 100件",
                "perhaps: “86%” should be “85%” (one digit wrong)",
                "perhaps: “85件” should be “86件” (one digit wrong)",
            ],
        ]
        assert checked.paragraphs[0].text == "全县受理诉求1200件，办结1165件，办结率98.1%。"
        assert bulletin.read_bytes() == before

    def test_what_is_accepted_has_no_comment(self, bulletin: Path, nbkpi: Run) -> None:
        import docx

        Path("known.toml").write_text('[[audit]]\nwords = "办结率86%"\nagainst = ["85件", "100件"]\n', "utf-8")
        outcome = nbkpi("audit", bulletin.name, "--accepted", "known.toml", "-o", "checked.docx")
        assert "accepted: 1\n" in outcome.out
        assert len(docx.Document("checked.docx").comments) == 1

    def test_from_a_pipe(self, bulletin: Path, process: Run) -> None:
        import subprocess
        import sys

        command = [sys.executable, "-m", "nbkpi", "audit", "-", "-o", "checked.docx"]
        done = subprocess.run(
            command, input=bulletin.read_bytes(), capture_output=True, env=process.environment(), check=False
        )
        assert (done.returncode, done.stderr) == (1, b"")
        assert Path("checked.docx").is_file()

    def test_misuse(self, bulletin: Path, nbkpi: Run) -> None:
        before = bulletin.read_bytes()
        for arguments, said in (
            (("texts/b.txt", "-o", "checked.docx"), "b.txt is not a docx file"),
            (("texts", "-o", "checked.docx"), "only one docx file at a time"),
            (("bulletin.docx", "texts/b.txt", "-o", "checked.docx"), "only one docx file at a time"),
            (("bulletin.docx", "-o", "bulletin.docx"), "bulletin.docx is read by this command"),
            (("bulletin.docx", "-o", "nowhere/checked.docx"), "nowhere/checked.docx cannot be written"),
        ):
            outcome = nbkpi("audit", *arguments)
            assert (outcome.code, outcome.out) == (2, "")
            assert said in outcome.err
            assert len(outcome.err.splitlines()) == 1
        assert not Path("checked.docx").exists()
        assert bulletin.read_bytes() == before

    def test_without_the_extra(self, bulletin: Path, nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        import sys

        monkeypatch.setitem(sys.modules, "docx.comments", None)
        outcome = nbkpi("audit", bulletin.name, "-o", "checked.docx")
        said = f"nbkpi: python-docx>=1.2 is not installed; run: {installing('text')}\n"
        assert outcome == (2, "", said)

    def test_no_other_format_is_written_into_a_file_of_that_name(self, bulletin: Path, nbkpi: Run) -> None:
        said = "-o checked.docx is for docx, but json was asked for; change the ending or leave out --format (--json)"
        assert nbkpi("audit", bulletin.name, "--json", "-o", "checked.docx") == (2, "", f"nbkpi: {said}\n")
        assert not Path("checked.docx").exists()
