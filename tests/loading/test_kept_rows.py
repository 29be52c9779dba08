"""Rows that are kept are those that were read, and nobody sees a difference."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import DataError
from nbkpi.loading import files, kept_rows
from nbkpi.loading.kept_rows import SHIPPED, KeptRows, cache_folder
from nbkpi.loading.load import load
from nbkpi.loading.place import embedded_book
from nbkpi.loading.problems import Problems
from nbkpi.loading.ship import ship

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
COUNTY = ROOT / "tests" / "cli" / "books" / "county.toml"
BOOKS = sorted(
    [
        *ROOT.glob("data/*.toml"),
        *(path for place in ("errors/*", "cli/books", "panel") for path in ROOT.glob(f"tests/{place}/*.toml")),
        *ROOT.glob("src/nbkpi/loading/template/*.toml"),
    ]
)
FAULTY = sorted(path for path in (ROOT / "tests" / "errors").iterdir() if (path / "expected.txt").exists())
CALLS = ("summary", "growth", "check -v", "list observations", "deduce", "summary --json", "target --lang zh", "export")


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of an empty cache, which is not there yet."""
    monkeypatch.setenv("NBKPI_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "cache" / "nbkpi"


def refuse_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """TOML must not be read any more."""

    def refused(file: Any, _problems: Problems) -> None:
        raise AssertionError(f"{file.name} is read as TOML")

    monkeypatch.setattr(files, "_parse", refused)


def kept_again(place: Path, raw: bytes, rows: dict[str, Any]) -> dict[str, Any] | None:
    """What is found after these rows were kept."""
    before = KeptRows(place, place)
    assert before.rows(raw) is None
    before.keep(raw, rows)
    before.save()
    return KeptRows(place, None).rows(raw)


def test_what_is_shipped_is_the_embedded_book(tmp_path: Path) -> None:
    ship(tmp_path / "rows")
    assert (tmp_path / "rows").read_bytes() == SHIPPED.read_bytes(), "python -m nbkpi.loading.ship writes it anew"


def test_the_embedded_book_needs_no_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_reading(monkeypatch)
    assert load().warnings == []


def test_a_figure_edited_in_data_shows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nbkpi: Run) -> None:
    folder = tmp_path / "data"
    shutil.copytree(embedded_book(), folder)
    monkeypatch.setattr("nbkpi.loading.place.embedded_book", lambda: folder)
    before = nbkpi("summary").out
    feature = folder / "nbdaily-2025.toml"
    feature.write_text(feature.read_text("utf-8").replace("43.6%", "44.6%"), "utf-8", newline="\n")
    after = nbkpi("summary").out
    assert ("43.6%" in before, "44.6%" in before) == (True, False)
    assert ("43.6%" in after, "44.6%" in after) == (False, True)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rows_of_a_book_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    problems = Problems()
    documents = files.read_files(path, problems, {}, KeptRows(None, None))
    if documents and not problems:
        _file, rows = documents[0]
        assert repr(kept_again(tmp_path / "rows", path.read_bytes(), rows)) == repr(rows)
    else:
        assert path.parent.parent.name == "errors"


DECIMALS = [Decimal(text) for text in ("43.60", "5e0", "-0.0", "1E+30", "NaN", "Infinity", "-Infinity", "0E-7", "10")]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.sampled_from(DECIMALS),
    st.decimals(allow_nan=False, allow_infinity=False),
)
ROWS = st.dictionaries(
    st.text(), st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
)


@given(rows=ROWS, raw=st.binary())
def test_rows_come_back_as_they_were(
    rows: dict[str, Any], raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Decimals with all their digits and whole numbers apart, in the order of the keys."""
    assert repr(kept_again(tmp_path_factory.mktemp("kept") / "rows", raw, rows)) == repr(rows)


@given(place=st.integers(0), sign=st.integers(1, 255), cut=st.booleans())
def test_what_is_damaged_is_not_found(
    place: int, sign: int, cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("kept") / "rows"
    rows = {"entity": [{"id": "a", "name": "甲村", "share": Decimal("1.50")}], "book": None}
    assert kept_again(path, b"toml", rows) == rows
    content = bytearray(path.read_bytes())
    place %= len(content) - 1  # Without its last byte, which ends the line, nothing is missing.
    if cut:
        del content[place:]
    else:
        content[place] ^= sign
    path.write_bytes(content)
    assert KeptRows(path, None).rows(b"toml") is None


@pytest.mark.parametrize("name", ["__version__", "COMPILED"])
def test_other_versions_keep_for_themselves(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert kept_again(tmp_path / "rows", b"toml", {"book": None}) == {"book": None}
    (tmp_path / "models").write_text("{}")
    monkeypatch.setattr(kept_rows, name, "0.0" if name == "__version__" else tmp_path / "models")
    assert KeptRows(tmp_path / "rows", None).rows(b"toml") is None


def test_a_book_is_read_once(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of a book of several files only those that changed are read again; beside the book nothing is written."""
    folder = tmp_path / "book"
    folder.mkdir()
    shutil.copy(COUNTY, folder / "county.toml")
    (folder / "more.toml").write_text('[[source]]\nid = "more"\ntitle = "first"\n', "utf-8")
    assert load(folder).sources["more"].title == "first"
    assert len(list(cache.iterdir())) == 1
    read: list[str] = []
    parse = files._parse
    monkeypatch.setattr(files, "_parse", lambda file, problems: (read.append(file.name), parse(file, problems))[1])
    assert load(folder).sources["more"].title == "first"
    assert read == []
    (folder / "more.toml").write_text('[[source]]\nid = "more"\ntitle = "second"\n', "utf-8")
    assert load(folder).sources["more"].title == "second"
    assert load(folder).sources["more"].title == "second"
    assert read == [str(folder / "more.toml")]
    assert len(list(cache.iterdir())) == 1
    assert {path.name for path in folder.iterdir()} == {"county.toml", "more.toml"}


def test_what_a_change_would_do_is_not_kept(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('[[source]]\nid = "s"\ntitle = "first"\n', "utf-8")
    changed = load(path, {path: b'[[source]]\nid = "s"\ntitle = "second"\n'})
    assert changed.sources["s"].title == "second"
    assert not cache.exists()


@pytest.mark.parametrize("folder", FAULTY, ids=lambda path: path.name)
def test_a_faulty_book_is_not_kept_and_judged_alike(
    folder: Path, cache: Path, nbkpi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    calls = [("check", "--book", ".", "-v", "--lang", language) for language in ("en", "zh")]
    plainly = [nbkpi(*call) for call in calls]
    settings = {"NBKPI_CACHE": "1", "XDG_CACHE_HOME": str(cache.parent)}
    # Whatever is kept by the first is read by the second.
    assert [nbkpi(*call, **settings) for call in calls] == plainly
    try:
        load(".")
    except DataError:
        assert not cache.exists()
    else:
        assert cache.exists()


@pytest.mark.parametrize("call", CALLS)
def test_every_command_says_the_same(call: str, cache: Path, nbkpi: Run) -> None:
    """Without a cache, while it is written, and from it; and of the embedded book without what is shipped."""
    settings = {"NBKPI_CACHE": "1", "XDG_CACHE_HOME": str(cache.parent)}
    asked = [*call.split(), "--book", str(COUNTY)]
    plainly = nbkpi(*asked)
    assert not cache.exists()
    assert [nbkpi(*asked, **settings) for _time in range(2)] == [plainly] * 2
    assert cache.exists()
    with pytest.MonkeyPatch.context() as patch:
        shipped = nbkpi(*call.split())
        patch.setattr(kept_rows, "SHIPPED", cache / "nothing")
        assert nbkpi(*call.split()) == shipped


def test_a_cache_that_cannot_be_written_is_none(cache: Path) -> None:
    cache.parent.write_text("a file")
    assert load(COUNTY).title == load(COUNTY).title
    assert cache.parent.read_text() == "a file"


def test_a_damaged_cache_is_replaced(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = load(COUNTY).title
    (place,) = cache.iterdir()
    whole = place.read_bytes()
    place.write_bytes(whole[:-100])
    assert load(COUNTY).title == title
    assert place.read_bytes() == whole
    refuse_reading(monkeypatch)
    assert load(COUNTY).title == title


def test_it_can_be_turned_off(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBKPI_CACHE", "0")
    load(COUNTY)
    assert not cache.exists()
    assert cache_folder() is None


def test_where_it_is(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the folder that the system has for it; a relative one does not count, and without a home there is none."""
    assert cache_folder() == cache
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache_folder() == tmp_path / ".cache" / "nbkpi"
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "nbkpi"
    monkeypatch.setenv("HOME", "nowhere")
    assert cache_folder() is None


@pytest.mark.parametrize(("limit", "most"), [("MAX_BOOKS", 3), ("MAX_CACHE", 0)])
def test_books_of_long_ago_are_forgotten(
    limit: str, most: int, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kept_rows, limit, most)
    for name in range(5):
        path = tmp_path / f"{name}.toml"
        path.write_text(f'[[source]]\nid = "s"\ntitle = "{name}"\n', "utf-8")
        load(path)
        assert len(list(cache.iterdir())) == min(name + 1, most or 1)
    refuse_reading(monkeypatch)
    assert load(tmp_path / "4.toml").sources["s"].title == "4"


def test_a_large_book_is_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_rows, "MAX_KEPT", 100)
    load(COUNTY)
    assert not cache.exists()
