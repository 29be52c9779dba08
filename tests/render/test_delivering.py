"""Where a document goes: which format is meant, what an encoding can print, and files that are whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from nbkpi.errors import OutputError, UsageError
from nbkpi.render import Format, output
from nbkpi.render.json import render_json
from nbkpi.report.document import Column, Document, Table

TABLE = Table((Column("entity", "对象"), Column("value", "value", "right")), [("东山村", "88 ≥ 1")], title="Growth")
DOCUMENT = Document("growth", ("宁波", "book.toml"), [TABLE], records=lambda: [{"entity": "东山村", "value": "88"}])


class Stream(io.TextIOWrapper):
    """A stream that may say it is a terminal."""

    is_terminal = False

    def isatty(self) -> bool:
        return self.is_terminal

    def written(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def replaced(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> tuple[Stream, Stream]:
    """What stands for standard output and standard error; no fixture, since pytest sets its own before each test."""
    out, err = (Stream(io.BytesIO(), encoding) for _one in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return out, err


@pytest.mark.parametrize(
    ("name", "asked", "chosen"),
    [
        (None, None, "table"),
        (None, "json", "json"),
        ("x", None, "table"),
        ("x", "md", "md"),
        ("x.JSONL", None, "jsonl"),
        ("x.txt", None, "table"),
        ("x.docx", "md", "md"),
        ("x.csv", "excel", "excel"),
        ("x.csv", "csv", "csv"),
    ],
)
def test_the_format_asked_for_or_that_of_the_ending(name: str | None, asked: Format | None, chosen: Format) -> None:
    assert output.choose_format(asked, Path(name) if name else None) == chosen


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("x.docx", None, "no format has the ending “.docx”; use .json, .jsonl, .csv"),
        ("x.csv", "json", "-o x.csv is for csv, but json was asked for"),
        ("x.json", "excel", "-o x.json is for json, but excel was asked for"),
    ],
)
def test_an_ending_that_says_nothing_or_something_else(name: str, asked: Format | None, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        output.choose_format(asked, Path(name))
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("path", [None, Path("-")])
def test_a_terminal_gets_colours_and_a_pipe_none(path: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = replaced(monkeypatch)
    output.send(DOCUMENT, None, path)
    assert out.written().decode() == (
        "Growth\n对象     value\n──────────────\n东山村  88 ≥ 1\n\nbook: 宁波 (book.toml)\n"
    )
    out.is_terminal = err.is_terminal = True
    output.send(DOCUMENT, None, path)
    assert "\x1b[1mGrowth" in out.written().decode()
    assert err.written() == b""


def test_a_table_beside_the_output_is_drawn_for_whoever_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _out, err = replaced(monkeypatch)
    output.show_table(DOCUMENT, err)
    assert err.written().decode().endswith("\n\nbook: 宁波 (book.toml)\n\n")
    assert b"\x1b" not in err.written()
    err.is_terminal = True
    output.show_table(DOCUMENT, err)
    assert b"\x1b[1mGrowth" in err.written()


def test_bytes_go_into_a_pipe_and_not_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, _err = replaced(monkeypatch)
    output.send(DOCUMENT, "xlsx", None)
    assert out.written().startswith(b"PK")
    out.is_terminal = True
    with pytest.raises(UsageError, match="xlsx cannot be shown on a terminal; write it to a file with -o"):
        output.send(DOCUMENT, "xlsx", None)


@pytest.mark.parametrize(
    ("chosen", "held", "printed"),
    [
        ("html", "甲 ≥ 1", "&#30002; &#8805; 1"),
        ("json", '{"a": "甲"}', '{"a": "\\u7532"}'),
        ("jsonl", '{"a": "≥"}', '{"a": "\\u2265"}'),
        ("table", "甲 ≥ 1 ── ✗", "? >= 1 -- [!]"),
        ("md", "甲 ≥ 1", "? ? 1"),
        ("table", "1 > 0", "1 > 0"),
    ],
)
def test_what_ascii_has_no_signs_for(chosen: Format, held: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON and web pages say the same in ASCII, tables show their own signs otherwise, and words become ?."""
    narrow, _err = replaced(monkeypatch, "ascii")
    output.deliver(held, chosen, None)
    assert narrow.written() == printed.encode()
    output.deliver(held, chosen, Path("-"))
    assert narrow.written() == printed.encode() * 2


def test_a_page_in_utf8_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    out, _err = replaced(monkeypatch)
    output.deliver("甲 ≥ 1", "html", None)
    assert out.written().decode() == "甲 ≥ 1"


def test_lines_and_texts_go_where_they_are_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out, err = replaced(monkeypatch)
    output.say("done\x1b[31m")
    output.put("text\n", None)
    output.put("more\n", Path("-"))
    assert out.written().decode() == "done\\u001b[31m\ntext\nmore\n"
    file = tmp_path / "x.md"
    output.put("甲\r\n", file)
    assert file.read_bytes() == "甲\r\n".encode()
    assert err.written().decode() == f"written to “{file}”\n"


def test_whoever_opens_a_csv_with_chinese_in_excel_is_told_how(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a terminal only, and not of what is ASCII."""
    _out, err = replaced(monkeypatch)
    advice = "UTF-8 with columns for programs; with --excel Excel opens it\n"
    for is_terminal, content, told in ((False, "甲", False), (True, "a", False), (True, "甲", True)):
        err.is_terminal = is_terminal
        output.deliver(content, "csv", tmp_path / "x.csv")
        assert err.written().decode().endswith(advice) == told


def test_a_closed_standard_error_hears_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.deliver("甲", "csv", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8") == "甲"


def test_a_file_is_replaced_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    output.write_whole(file, render_json(DOCUMENT))
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~umask
    file.chmod(0o640)
    output.write_whole(file, b"\xff")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"\xff", 0o640)
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    target.write_text("before", "utf-8")
    link.symlink_to(target)
    output.write_whole(link, "after")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "after"


def test_what_fails_half_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("before", "utf-8")

    def failing() -> None:
        with output.replacing(file) as part:
            part.write_text("half", "utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"x\.txt cannot be written: "):
        failing()
    assert file.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(("mode", "links", "reason"), [(0o444, 1, "it is write-protected"), (0o644, 2, "another name")])
def test_a_file_that_must_stay(mode: int, links: int, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("before", "utf-8")
    for number in range(1, links):
        os.link(file, tmp_path / f"other{number}")
    file.chmod(mode)
    with pytest.raises(OutputError, match=reason):
        output.write_whole(file, "after")
    assert file.read_text("utf-8") == "before"


@pytest.mark.parametrize("name", ["no/such/folder/x.txt", ".", "x" * 300])
def test_a_place_where_nothing_can_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=" cannot be written: "):
        output.write_whole(tmp_path / name, "text")
    assert list(tmp_path.iterdir()) == []


def test_a_named_pipe_is_written_through_and_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _out, err = replaced(monkeypatch)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    output.put("甲\n", pipe)
    reader.join()
    assert read == ["甲\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert err.written() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_device_that_is_full_is_said() -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written: "):
        output.write_whole(Path("/dev/full"), "text")
