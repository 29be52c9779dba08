"""The names that completion offers are those in the files now, though they are read once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nbkpi.cli.complete import as_options
from nbkpi.cli.complete import members as members_of
from nbkpi.loading import kept_names
from nbkpi.loading.kept_names import names_in

BOOK = '[[entity]]\nid = "{id}"\nname = "东村"\nkind = "village"\ncode = 7\n[[source]]\nid = "s"\ntitle = "s"\n'


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of an empty cache."""
    monkeypatch.setenv("NBKPI_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "cache" / "nbkpi"


def test_members_of_breakdowns_are_names_too(cache: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    members = '["男", { name = "女", members = [1, { id = "girls", complete = true }] }]'
    book.write_text(f'[[breakdown]]\nid = "sex"\nname = "性别"\nmembers = {members}\n', "utf-8")
    wanted = ["男", {"name": "女", "members": ["1", {"id": "girls"}]}]
    for _from_the_cache in (False, True):
        assert names_in(book)[0]["breakdown"] == [{"id": "sex", "name": "性别", "members": wanted}]
    assert list(cache.iterdir())


def test_names_are_read_once_and_are_those_of_now(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "a.toml").write_text(BOOK.format(id="east"), "utf-8")
    (folder / "b.toml").write_text('[[indicator]]\nid = "income"\nname = "收入"\nunit = "万元"\n', "utf-8")
    first = names_in(folder)
    assert first[0]["entity"] == [{"id": "east", "name": "东村", "kind": "village"}]
    assert first[0]["source"] == [{"id": "s"}]
    assert first[1]["indicator"] == [{"id": "income", "name": "收入"}]
    seen: list[bytes] = []
    read = kept_names._read
    monkeypatch.setattr(kept_names, "_read", lambda raw: (seen.append(raw), read(raw))[1])
    assert names_in(folder) == first
    assert seen == []
    (folder / "a.toml").write_text(BOOK.format(id="west"), "utf-8")
    assert names_in(folder)[0]["entity"][0]["id"] == "west"
    assert len(seen) == 1
    assert len(list(cache.iterdir())) == 1
    assert len(list(folder.iterdir())) == 2


def test_categories_are_names_too(cache: Path, tmp_path: Path) -> None:
    members = '["男", { name = "女", members = ["老", 7, 2020-01-01], code = 2020-01-01 }]'
    (tmp_path / "a.toml").write_text(f'[[breakdown]]\nid = "sex"\nname = "性别"\nmembers = {members}\n', "utf-8")
    row = {"id": "sex", "name": "性别", "members": ["男", {"name": "女", "members": ["老", "7", "2020-01-01"]}]}
    assert [names_in(tmp_path / "a.toml")[0]["breakdown"] for _time in range(2)] == [[row], [row]]
    assert cache.exists()
    assert members_of(["--book", str(tmp_path / "a.toml")], "") == ["男", "女", "老", "7", "2020-01-01"]
    assert as_options(["--book", str(tmp_path / "a.toml")], "老") == ["--of 老"]


@pytest.mark.parametrize("text", ["[[entity", "entity = 3", "entity = [1, 2]", 'source = "s"', "\ufeff"])
def test_a_file_without_names_has_none(text: str, cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(text, "utf-8")
    assert [one for _time in range(2) for names in names_in(path) for one in (*names["entity"], *names["source"])] == []
    path.write_bytes(b"\xff")
    assert names_in(path) == []
    assert names_in(tmp_path / "nowhere") == []
    assert cache.exists() == (text != "[[entity")


def test_the_names_of_the_embedded_book_come_without_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomli", None)
    assert any(row["name"] == "东山村" for names in names_in(None) for row in names["entity"])
