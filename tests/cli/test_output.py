"""Where results go and in which form: formats, files, pipes, encodings."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from nbkpi.cli.options import COMMON, FOLDED
from nbkpi.errors import installing
from nbkpi.language import in_all_languages
from nbkpi.render import ENDINGS as KNOWN_ENDINGS
from nbkpi.render import FORMATS

if TYPE_CHECKING:
    from conftest import Run

GROWTH = ("growth", "--village", "东山村")
STARTS = {
    "table": "Growth\n",
    "json": "{\n",
    "jsonl": '{"entity"',
    "csv": "entity,entity_id,",
    "tsv": "entity\tentity_id\t",
    "md": "### Growth\n",
    "html": "<!DOCTYPE html>\n",
}
ENDINGS = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".md": "md", ".html": "html", ".txt": "table",
    "": "table",
}  # fmt: skip
BINARY = {"xlsx": b"PK\x03\x04", "parquet": b"PAR1"}


def test_both_lists_of_formats_in_the_help_are_those_there_are() -> None:
    """On the line of the option by itself, and on the one that it shares with --json and --out."""
    option, _default = COMMON["format"]
    folded = next(said for names, said in FOLDED if "format" in names)
    for text in (*in_all_languages(get_args(option)[-1].help), *in_all_languages(str(folded))):
        found = [word for word in re.findall("[a-z]+", text) if word in FORMATS]
        assert tuple(found[: len(FORMATS)]) == FORMATS


@pytest.mark.parametrize("name", STARTS)
def test_format(name: str, nbkpi: Run) -> None:
    outcome = nbkpi(*GROWTH, "--format", name)
    assert outcome.code == 0
    assert outcome.out.startswith(STARTS[name])
    assert outcome.out.endswith("\n")
    assert "\r" not in outcome.out


def test_json_for_short_and_contradiction(nbkpi: Run) -> None:
    assert (
        nbkpi(*GROWTH, "--json") == nbkpi(*GROWTH, "--format", "json") == nbkpi(*GROWTH, "--json", "--format", "json")
    )
    outcome = nbkpi(*GROWTH, "--json", "--format", "csv")
    assert (outcome.code, outcome.err) == (2, "nbkpi: --json and --format csv exclude each other\n")


@pytest.mark.parametrize("flag", ["--format", "--lang"])
def test_unknown_choices_name_the_known(flag: str, nbkpi: Run) -> None:
    outcome = nbkpi(*GROWTH, flag, "xml")
    known = ", ".join([*STARTS, *BINARY, "excel"]) if flag == "--format" else "en, zh"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"nbkpi: {flag} must be one of {known}, not “xml”\n")


@pytest.mark.parametrize("ending", [*ENDINGS, ".JSON"])
def test_the_ending_of_a_file_decides(ending: str, nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / f"result{ending}"
    assert nbkpi(*GROWTH, "-o", str(file)) == (0, "", f"written to “{file}”\n")
    assert file.read_text("utf-8") == nbkpi(*GROWTH, "--format", ENDINGS[ending.lower()]).out
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", BINARY)
def test_binary_formats_go_into_files_and_pipes(name: str, nbkpi: Run, process: Run, tmp_path: Path) -> None:
    file = tmp_path / f"result.{name}"
    assert nbkpi(*GROWTH, "-o", str(file)) == (0, "", f"written to “{file}”\n")
    assert file.read_bytes().startswith(BINARY[name])
    assert list(tmp_path.iterdir()) == [file]
    command = [sys.executable, "-m", "nbkpi", *GROWTH, "--format", name]
    done = subprocess.run(command, env=process.environment(), capture_output=True, check=True)
    assert done.stdout.startswith(BINARY[name])


@pytest.mark.parametrize(("name", "package"), [("xlsx", "xlsxwriter"), ("parquet", "duckdb")])
def test_a_format_whose_package_is_missing(
    name: str, package: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    extra = {"xlsx": ("XlsxWriter", "excel"), "parquet": ("DuckDB", "panel")}[name]
    outcome = nbkpi(*GROWTH, "-o", str(tmp_path / f"result.{name}"))
    said = f"nbkpi: {extra[0]} is not installed; run: {installing(extra[1])}\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


def test_a_format_asked_for_wins_over_the_ending(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "result.docx"
    refused = nbkpi(*GROWTH, "--out", str(file))
    assert refused.code == 2
    known = ", ".join(KNOWN_ENDINGS)
    assert f"no format has the ending “.docx”; use {known}, or --format" in refused.err
    assert not file.exists()
    assert nbkpi(*GROWTH, "--out", str(file), "--json").code == 0
    assert json.loads(file.read_text("utf-8"))["schema"] == "nbkpi/2"


@pytest.mark.parametrize(
    ("name", "asked"), [("x.csv", "--json"), ("x.JSON", "csv"), ("x.txt", "md"), ("x.md", "table")]
)
def test_an_ending_and_a_format_that_disagree(name: str, asked: str, nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / name
    for command in (GROWTH, ("check",), ("export",)):
        options = ("--json",) if asked == "--json" else ("--format", asked)
        outcome = nbkpi(*command, "-o", str(file), *options)
        found, given = ENDINGS[file.suffix.lower()], asked.removeprefix("--")
        said = f"-o {file} is for {found}, but {given} was asked for; change the ending or leave out --format (--json)"
        assert (outcome.code, outcome.out, outcome.err) == (2, "", f"nbkpi: {said}\n")
    assert nbkpi(*GROWTH, "-o", str(file), "--format", found).code == 0
    assert list(tmp_path.iterdir()) == [file]


def test_csv_for_excel_is_the_table_as_shown(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "result.csv"
    assert nbkpi(*GROWTH, "--excel", "--lang", "zh", "-o", str(file)).code == 0
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 0
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert rows[:3] == [
        ["增长情况"],
        ["对象", "指标", "时间", "数值", "区间", "数据性质", "来源"],
        ["东山村", "村集体经营性收入增速", "2024年", "43.6%", "43.55～43.65", "发布", "nbdaily-2025#§1"],
    ]
    assert rows[-1] == ["数据集：宁波（内置）"]
    assert nbkpi(*GROWTH, "--format", "excel", "--lang", "zh").out.encode() == raw
    refused = nbkpi(*GROWTH, "--excel", "-o", str(tmp_path / "x.json"))
    assert (refused.code, refused.out) == (2, "")
    assert nbkpi(*GROWTH, "--excel", "--json").err == "nbkpi: --json and --excel exclude each other\n"


def test_an_export_for_excel_is_the_same_with_a_mark(nbkpi: Run) -> None:
    plain = (
        nbkpi("export").out if nbkpi("export").out.startswith("entity_id") else nbkpi("export", "--format", "csv").out
    )
    assert nbkpi("export", "--excel").out == "\ufeff" + plain.replace("\n", "\r\n")


def test_a_file_keeps_its_mode_and_a_link_its_target(nbkpi: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "result.csv", tmp_path / "latest.csv"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert nbkpi(*GROWTH, "-o", str(link)).code == 0
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("entity,")
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["missing/result.json", ".", "x" * 300 + ".json"])
def test_a_place_that_cannot_be_written(target: str, nbkpi: Run, tmp_path: Path) -> None:
    outcome = nbkpi(*GROWTH, "-o", f"{tmp_path}/{target}", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "cannot be written: " in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["json", "html", "xlsx", "parquet"])
def test_after_a_failure_what_stood_there_is_unchanged(
    ending: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"result.{ending}"
    file.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = nbkpi(*GROWTH, "-o", str(file))
    assert (outcome.code, outcome.err) == (2, f"nbkpi: {file} cannot be written: No space left on device\n")
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_text() == "old"


def test_a_wrong_question_leaves_the_file_alone(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("old")
    assert nbkpi("growth", "--village", "西山村", "-o", str(file)).code == 2
    assert file.read_text() == "old"


def test_devices(nbkpi: Run, process: Run) -> None:
    assert nbkpi(*GROWTH, "-o", "/dev/null") == (0, "", "")
    for name in ("csv", *BINARY):
        outcome = nbkpi(*GROWTH, "-o", "/dev/full", "--format", name)
        assert (outcome.code, outcome.err) == (2, "nbkpi: /dev/full cannot be written: No space left on device\n")
    assert process(*GROWTH, "-o", "/dev/stdout", "--format", "csv").out == nbkpi(*GROWTH, "--format", "csv").out


def test_schema_into_a_file(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "book.schema.json"
    assert nbkpi("schema", "-o", str(file)) == (0, "", f"written to “{file}”\n")
    assert file.read_text("utf-8") == nbkpi("schema").out


def piped(process: Run, command: str, reader: str) -> tuple[int, str, str]:
    """The exit code and the errors of a command whose output goes to a reader, and what that reader showed."""
    line = f'{{ "{sys.executable}" -m nbkpi {command}; echo $? >&3; }} {reader}'
    whole = f"exec 3>&1; {line}"
    done = subprocess.run(["bash", "-c", whole], env=process.environment(), capture_output=True, text=True, check=False)
    *shown, code = done.stdout.rsplit("\n", 2)[:-1] if done.stdout.count("\n") > 1 else ("", done.stdout)
    return int(code), "".join(shown), done.stderr


@pytest.mark.parametrize(
    "command", ["summary", "list observations --json", "schema", "--help", "export", "growth --format xlsx"]
)
def test_a_reader_that_stops_is_no_error(command: str, process: Run) -> None:
    assert piped(process, command, "| true") == (0, "", "")


@pytest.mark.parametrize("command", ["summary", "schema", "growth --json", "export", "growth --format xlsx"])
def test_a_full_disk_is_an_error(command: str, process: Run) -> None:
    assert piped(process, command, "> /dev/full") == (2, "", "nbkpi: No space left on device\n")


@pytest.mark.thorough
def test_a_narrow_encoding_never_fails(process: Run, nbkpi: Run) -> None:
    growth = ("growth", "--village", "dongshan")
    for settings in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        for name in STARTS:
            outcome = process(*growth, "--format", name, **settings)
            assert (outcome.code, outcome.err) == (0, "")
            assert outcome.out.isascii()
        assert process("coverage", **settings).out.count(">=") == nbkpi("coverage").out.count("≥")
        assert "43.55-43.65" in process(*growth, **settings).out
        assert process("growth", "--village", "西山村", **settings).code == 2


def test_json_loses_nothing_in_a_narrow_encoding(nbkpi: Run) -> None:
    whole = nbkpi("list", "observations", "--json").json()
    for encoding in ("ascii", "gbk", "latin-1"):
        assert nbkpi("list", "observations", "--json", encoding=encoding).json() == whole
        lines = nbkpi("list", "observations", "--format", "jsonl", encoding=encoding).out.splitlines()
        assert [json.loads(line) for line in lines] == whole["results"]


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "gb18030", "latin-1"])
def test_a_page_loses_nothing_in_another_encoding(encoding: str, nbkpi: Run) -> None:
    whole = nbkpi("list", "observations", "--format", "html").out
    shown = nbkpi("list", "observations", "--format", "html", encoding=encoding).out
    assert shown.isascii()
    assert unescape(shown) == unescape(whole)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "gb18030", "big5", "utf-16"])
def test_csv_can_be_read_in_any_encoding(encoding: str, nbkpi: Run) -> None:
    outcome = nbkpi("list", "observations", "--format", "csv", encoding=encoding)
    rows = list(csv.reader(outcome.out.splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}
    if encoding.startswith("gb"):
        assert outcome.out == nbkpi("list", "observations", "--format", "csv").out


@pytest.mark.parametrize("places", [0, 1, 2, 7, 50])
def test_places(places: int, nbkpi: Run) -> None:
    display = nbkpi("growth", "--village", "东山村", "--places", str(places), "--json").results()[1]["display"]
    numbers = display.split(" 万元")[0].replace(" (", "–").rstrip(")").split("–")
    assert [len(number.partition(".")[2]) for number in numbers] == [places] * 3


@pytest.mark.parametrize("places", ["-1", "51", "x", "1.5", ""])
def test_places_out_of_bounds(places: str, nbkpi: Run) -> None:
    outcome = nbkpi(*GROWTH, "--places", places)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--places" in outcome.err


def test_exact_ends(nbkpi: Run) -> None:
    shown = nbkpi(*GROWTH, "--exact").out
    for ends in ("[43.55, 43.65)", "[152425/5742, 154521/5746)", "(175000/2873, 59000/957)"):
        assert ends in shown
    assert "(100000, ∞)" in nbkpi("list", "observations", "--indicator", "visitors", "--exact").out.replace(
        "10,", "100000,"
    )
    assert nbkpi(*GROWTH, "--exact", "--json").out == nbkpi(*GROWTH, "--json").out


def test_a_dash_is_standard_output(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert nbkpi("growth", "-o", "-").out == nbkpi("growth").out
    assert not list(tmp_path.iterdir())
