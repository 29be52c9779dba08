"""nbkpi init: a book that works at once, in either language, and nothing written over what is there."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import tomli

from nbkpi.language import LANGUAGES
from nbkpi.loading.load import load
from nbkpi.loading.place import template

if TYPE_CHECKING:
    from conftest import Run

FILES = ["book.schema.json", "book.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_new_book_works_at_once(language: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = nbkpi("init", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert "nbkpi summary" in outcome.out
    assert sorted(os.listdir()) == FILES
    summary = nbkpi("summary", "--lang", language)
    assert (summary.code, summary.err) == (0, "")
    assert {"en": "3,995–4,194", "zh": "3995～4194"}[language] in summary.out
    assert summary.out.splitlines()[-1].endswith(("(.)", "（.）"))
    assert nbkpi("explain", "income", "--entity", "east", "--period", "2023").code == 0
    assert nbkpi("--lang", language, "init", "other").code == 0
    assert Path("other/book.toml").read_text("utf-8") == Path("book.toml").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_where_editors_look_for_it(language: str, nbkpi: Run, tmp_path: Path) -> None:
    assert nbkpi("init", str(tmp_path), "--lang", language).code == 0
    text = (tmp_path / "book.toml").read_text("utf-8")
    named = re.fullmatch(r"#:schema (\S+)", text.splitlines()[0])
    assert named
    schema = json.loads((tmp_path / named[1]).read_text("utf-8"))
    assert schema == json.loads(nbkpi("schema").out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(tomli.loads(text), default=str)))


def test_both_templates_say_the_same() -> None:
    english, chinese = (tomli.loads(template(language).read_text("utf-8")) for language in ("en", "zh"))
    assert [(sort, len(rows)) for sort, rows in english.items()] == [
        (sort, len(rows)) for sort, rows in chinese.items()
    ]
    for one, other in zip(load(template("en")).observations, load(template("zh")).observations, strict=True):
        assert (one.entity.id, one.measure.id, one.text) == (other.entity.id, other.measure.id, other.text)
    assert load(template("en")).warnings == load(template("zh")).warnings == []


@pytest.mark.parametrize("taken", [*FILES, "villages.toml"])
def test_nothing_is_overwritten(taken: str, nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / taken).write_text("mine")
    outcome = nbkpi("init", str(tmp_path))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert str(tmp_path / taken) in outcome.err
    assert os.listdir(tmp_path) == [taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_not_even_a_link_to_nowhere(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "book.toml").symlink_to(tmp_path / "gone")
    assert nbkpi("init", str(tmp_path)).code == 2
    assert os.listdir(tmp_path) == ["book.toml"]


def test_a_second_time_is_refused(nbkpi: Run, tmp_path: Path) -> None:
    assert nbkpi("init", str(tmp_path)).code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert nbkpi("init", str(tmp_path)).code == 2
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_other_files_in_the_folder_are_no_matter(nbkpi: Run, tmp_path: Path) -> None:
    for name in ("pyproject.toml", "table.xlsx", "notes.md"):
        (tmp_path / name).write_text("mine")
    assert nbkpi("init", str(tmp_path)).code == 0
    assert nbkpi("summary", "--book", str(tmp_path)).code == 0


def test_folders_are_made(nbkpi: Run, tmp_path: Path) -> None:
    place = tmp_path / "数据" / "甲 县"
    outcome = nbkpi("init", str(place))
    assert outcome.code == 0
    assert f'nbkpi summary --book "{place}"' in outcome.out
    assert sorted(os.listdir(place)) == FILES


@pytest.mark.parametrize("place", ["file", "file/below", "/dev/null"])
def test_a_place_that_is_no_folder(place: str, nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    outcome = nbkpi("init", str(tmp_path / place))
    assert (outcome.code, outcome.out) == (2, "")
    assert "cannot be written: " in outcome.err
    assert os.listdir(tmp_path) == ["file"]


def test_after_a_failure_there_is_nothing(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = nbkpi("init", str(tmp_path))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("cannot be written: No space left on device\n")
    assert len(synced) == 2
    assert os.listdir(tmp_path) == []
