"""nbkpi add: a figure at the end of a file, all else in it untouched, and nothing written that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from broken_down import SEX, breakdown
from nbkpi.editing.append import with_observation
from nbkpi.editing.writing import block, toml_text
from nbkpi.loading.load import load
from nbkpi.loading.place import template

if TYPE_CHECKING:
    from conftest import Run

ROW = ("east", "households", "2025", "180户")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A file of a book, as nbkpi init writes it."""
    file = tmp_path / "book.toml"
    file.write_bytes(template("en").read_bytes())
    return file


def added(nbkpi: Run, book: Path, *row: str) -> str:
    """What stands behind the old content after adding a figure; the old content is unchanged."""
    return added_row(nbkpi, book, "[[observation]]", *row)


def added_row(nbkpi: Run, book: Path, head: str, *row: str) -> str:
    before = book.read_bytes()
    outcome = nbkpi("add", *row, "--book", str(book))
    assert (outcome.code, outcome.err) == (0, "")
    after = book.read_bytes()
    assert after.startswith(before)
    place = before.count(b"\n") + 2 + (not before.endswith(b"\n"))
    assert outcome.out.startswith(f"{book}:{place}: ")
    assert after.decode().splitlines()[place - 1] == head
    return after[len(before) :].decode()


def test_a_figure_is_appended(nbkpi: Run, book: Path) -> None:
    text = added(nbkpi, book, *ROW, "--source", "bulletin-2024#1", "--note", "counted")
    assert text == (
        '\n[[observation]]\nentity = "east"\nindicator = "households"\nperiod = "2025"\nvalue = "180户"\n'
        'source = "bulletin-2024#1"\nnote = "counted"\n'
    )
    last = load(book).observations[-1]
    assert (last.entity.id, last.measure.id, last.text, last.note) == ("east", "households", "180户", "counted")


def test_a_figure_of_a_metric_is_a_claim(nbkpi: Run, book: Path) -> None:
    assert 'metric = "income.growth"' in added(nbkpi, book, "West village", "income.growth", "2025", "3%")
    assert 'metric = "income_per_household"' in added(nbkpi, book, "west", "income_per_household", "2025", "4000元/户")


def test_a_figure_of_a_category_is_added(nbkpi: Run, book: Path) -> None:
    with book.open("a", encoding="utf-8") as file:
        file.write("\n" + SEX + breakdown("age", "年龄", '["0-14岁", "15岁及以上"]'))
    row = ("east", "households", "2025", "80户")
    outcome = nbkpi("add", *row, "--of", "女", "--of", "age=0-14岁", "--book", str(book))
    assert outcome.code == 0, outcome.err
    assert "女, 0-14岁" in outcome.out
    assert 'of = ["女", "age=0-14岁"]' in book.read_text("utf-8")
    assert load(book).observations[-1].entity.cell_text == "女, 0-14岁"
    before = book.read_bytes()
    refused = nbkpi("add", *row, "--of", "人", "--book", str(book))
    assert refused.code == 2
    assert "no breakdown has a category “人”" in refused.err
    assert book.read_bytes() == before


def test_a_target_is_no_figure(nbkpi: Run, book: Path) -> None:
    before = len(load(book).observations)
    text = added_row(
        nbkpi, book, "[[target]]", "west", "income", "2025", "150万元", "--target", "--source", "bulletin-2024"
    )
    assert 'period = "2025"\nvalue = "150万元"\nsource = "bulletin-2024"\n' in text
    after = load(book)
    assert len(after.observations) == before
    assert [(one.entity.id, one.figure.write()) for one in after.targets][-1] == ("west", "150万元")
    outcome = nbkpi("add", "west", "income", "2025", "160万元", "--target", "--book", str(book))
    assert (outcome.code, outcome.out) == (2, "")
    assert "new [[target]]: error: this figure is already in the book" in outcome.err


def test_entities_and_indicators_are_defined(nbkpi: Run, book: Path) -> None:
    added_row(
        nbkpi, book, "[[entity]]", "--new-entity", "南村", "--within", "county", "--code", "0301", "--alias", "南  村"
    )
    added_row(nbkpi, book, "[[indicator]]", "--new-indicator", "游客", "--unit", "万人次", "--note", "since 2024")
    after = load(book)
    south, visitors = after.entity("南  村"), after.measure("游客")
    assert (south.kind, south.within and south.within.id, south.code) == ("village", "county", "0301")
    assert (visitors.unit.symbol, visitors.kind) == ("万人次", "count")
    assert nbkpi("add", "南村", "游客", "2025", "3万人次", "--book", str(book)).code == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("east", "income", "2025"), "the argument VALUE is missing"),
        (("--new-indicator", "x"), "--new-indicator needs --unit"),
        (("--new-indicator", "x", "--unit", "刀"), "there is no unit “刀”"),
        (("--new-indicator", "households", "--unit", "户"), "“households” is in the book already"),
        (("--new-entity", "West village"), "“West village” is in the book already; another one of this name needs"),
        (("--new-entity", "x", "--within", "nowhere"), "there is no entity “nowhere”"),
        (("--new-entity", "x", *ROW), "--new-entity and a figure exclude each other"),
        (("--new-entity", "x", "--new-indicator", "y", "--unit", "户"), "exclude each other"),
        (("--new-entity", "x", "--target"), "--new-entity and --target exclude each other"),
        ((*ROW, "--kind", "village"), "exclude each other"),
        (("--kind", "village"), "--kind needs --new-entity"),
        (("--alias", "x"), "--alias needs --new-entity"),
        (("--new-entity", "x\udcff"), "is not in UTF-8"),
    ],
)
def test_what_is_no_definition_is_not_written(row: tuple[str, ...], said: str, nbkpi: Run, book: Path) -> None:
    before = book.read_bytes()
    outcome = nbkpi("add", *row, "--book", str(book))
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert book.read_bytes() == before


def test_figures_below_zero(nbkpi: Run, book: Path) -> None:
    before = book.read_bytes()
    outcome = nbkpi("add", "--book", str(book), "--", "west", "income.growth", "2025", "-3.5%")
    assert outcome.code == 0
    assert book.read_bytes().removeprefix(before).decode().endswith('value = "-3.5%"\n')
    assert "-3.5% (-3.55 – -3.45%)" in outcome.out


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\r\n", "# no line feed"])
def test_any_end_of_a_file(ending: str, nbkpi: Run, book: Path) -> None:
    text = book.read_text("utf-8").rstrip("\n")
    book.write_bytes(((text.replace("\n", "\r\n") if ending == "\r\n" else text) + ending).encode())
    added(nbkpi, book, *ROW)
    lines = book.read_bytes().split(b"\n")
    assert {line.endswith(b"\r") for line in lines[:-1]} == {ending == "\r\n"}


def test_a_mark_of_byte_order_and_tables_behind(nbkpi: Run, book: Path) -> None:
    book.write_bytes(b"\xef\xbb\xbf" + book.read_bytes() + b'[[identity]]\nequation = "income = income"\n')
    added(nbkpi, book, *ROW)


@pytest.mark.usefixtures("book")
def test_the_file_that_quotes_the_source_gets_it(nbkpi: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "a.toml", tmp_path / "z.toml"
    figure = '[[observation]]\nentity = "west"\nindicator = "income"\nperiod = "{}"\nvalue = "1万元"\nsource = "{}"\n'
    one.write_text('[[source]]\nid = "new"\ntitle = "t"\n' + figure.format(2000, "new#1"), "utf-8")
    other.write_text(figure.format(2001, "bulletin-2024"), "utf-8")
    assert nbkpi("add", *ROW, "--source", "new#2", "--book", str(tmp_path)).out.startswith(f"{one}:11: ")
    assert nbkpi("add", "east", "households", "2026", "1户", "--book", str(tmp_path)).out.startswith(f"{other}:8: ")
    assert len(load(tmp_path).observations) == 9


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("eats", "households", "2025", "180户"), ["there is no entity “eats”"]),
        (("east", "household", "2O25", "180刀"), ["“household”", "bad-period", "bad-figure"]),
        (("east", "households", "2024", "210余户", "--source", "bulletin-2024#1"), ["duplicate-observation"]),
        (("east", "households", "2024", "211户", "--source", "bulletin-2024#1"), ["conflicting-observation"]),
        ((*ROW, "--source", "nowhere"), ["there is no source “nowhere”"]),
        (("east", "income", "2025", "180户"), ["bad-figure"]),
        (("", "", "", ""), ["expected here"]),
        (("x" * 10_000, "households", "2025", "1户"), ["there is no entity"]),
        (('e"\n[[x]]\n', "households", "2025", "1户"), ["there is no entity"]),
    ],
)
def test_what_cannot_be_used_is_not_written(row: tuple[str, ...], said: list[str], nbkpi: Run, book: Path) -> None:
    before = book.read_bytes()
    outcome = nbkpi("add", *row, "--book", str(book))
    assert (outcome.code, outcome.out) == (2, "")
    for words in said:
        assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert book.read_bytes() == before
    assert os.listdir(book.parent) == ["book.toml"]


def test_bytes_that_are_no_text_are_refused(nbkpi: Run, book: Path) -> None:
    before = book.read_bytes()
    for row in (("east", "households", "2025", "1\udcff户"), (*ROW, "--note", "\udcff"), ("\udcff", *ROW[1:])):
        outcome = nbkpi("add", *row, "--book", str(book))
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.endswith("\\udcff” is not in UTF-8\n") or "\\udcff户” is not in UTF-8" in outcome.err
    assert book.read_bytes() == before


def test_another_source_that_contradicts_is_a_warning(nbkpi: Run, book: Path) -> None:
    book.write_text(book.read_text("utf-8") + '[[source]]\nid = "new"\ntitle = "t"\n', "utf-8")
    outcome = nbkpi("add", "east", "income", "2024", "99万元", "--source", "new", "--book", str(book))
    assert outcome.code == 0
    assert (
        "warning: bulletin-2024 has “88万元” for the same thing: the two cannot both be true [conflicting-sources]"
        in outcome.err
    )
    later = nbkpi("add", *ROW, "--book", str(book))
    assert (later.code, later.err) == (0, "")


def test_a_figure_without_a_source_that_contradicts_is_called_one(nbkpi: Run, book: Path) -> None:
    text = book.read_text("utf-8")
    book.write_text(text + '[[source]]\nid = "new"\ntitle = "t"\n', "utf-8")
    assert nbkpi("add", "east", "income", "2022", "50万元", "--book", str(book)).code == 0
    outcome = nbkpi("add", "east", "income", "2022", "40万元", "--source", "new", "--book", str(book))
    assert outcome.code == 0
    assert "warning: the book (without a source) has “50万元” for the same thing" in outcome.err


def test_a_broken_book_stays_as_it_is(nbkpi: Run, book: Path) -> None:
    book.write_text("[book\n")
    outcome = nbkpi("add", *ROW, "--book", str(book))
    assert outcome.code == 2
    assert f"nbkpi: nothing was written: errors in {book}: 1" in outcome.err
    assert book.read_text() == "[book\n"


@pytest.mark.parametrize("ending", ["\n]\n", ",\n]\n", ", # the last\n]\n# end", "]"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_figures_in_an_array_get_one_more(ending: str, start: str, nbkpi: Run, tmp_path: Path) -> None:
    """With all else in the file as it was."""
    book = tmp_path / "book.toml"
    last = '  { entity = "a", indicator = "x", period = "2023", value = "1", note = "]" }'
    text = f"""{start}entity = [{{ id = "a", name = "A" }}]
indicator = [{{ id = "x", name = "X", unit = "1" }}]
observation = [
{last}"""
    book.write_bytes((text + ending).encode())
    outcome = nbkpi("add", "a", "x", "2024", "2", "--book", str(book))
    assert (outcome.code, outcome.err) == (0, "")
    after = book.read_text("utf-8")
    added = '{ entity = "a", indicator = "x", period = "2024", value = "2" }'
    [line] = [number for number, one in enumerate(after.split("\n"), 1) if f"  {added}" in one]
    assert outcome.out.startswith(f"{book}:{line}:")
    apart = str.maketrans("", "", ", \n")
    assert after.replace(added, "").translate(apart) == (text + ending).translate(apart)
    refused = nbkpi("add", "a", "x", "2025", "2.x", "--book", str(book))
    assert refused.code == 2
    assert "new figure" in refused.err
    assert book.read_text("utf-8") == after


def test_the_embedded_book_is_not_changed(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = nbkpi("add", "东山村", "visitors", "2025", "12万人次")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: the embedded book cannot be changed")


def test_the_book_of_the_environment_and_of_the_folder(
    nbkpi: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nbkpi("add", *ROW, NBKPI_BOOK=str(book)).out.startswith(f"{book}:103: ")
    monkeypatch.chdir(tmp_path)
    assert nbkpi("add", "west", "households", "2025", "1户").out.startswith("book.toml:109: ")


def test_a_full_disk_leaves_the_book_whole(nbkpi: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = nbkpi("add", *ROW, "--book", str(book))
    kept = book.with_name(".book.nbkpi-undo.json")
    assert (outcome.code, outcome.err) == (2, f"nbkpi: {kept} cannot be written: No space left on device\n")
    assert book.read_bytes() == before
    assert os.listdir(book.parent) == ["book.toml"]


@given(st.text())
def test_every_text_can_be_quoted(text: str) -> None:
    given_text = text.encode("utf-8", "ignore").decode()
    assert tomli.loads(f"x = {toml_text(given_text)}") == {"x": given_text}
    assert tomli.loads(block("observation", {"note": given_text})) == {"observation": [{"note": given_text}]}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_note_comes_back(note: str) -> None:
    addition = with_observation(template("en"), {
        "entity": "east", "measure": "households", "period": "2025", "value": "180户", "note": note,
    })  # fmt: skip
    assert addition.observation.note == note
    assert addition.content.startswith(template("en").read_bytes())


def test_a_day_that_ends_a_year_is_written_as_that_year(nbkpi: Run, tmp_path: Path) -> None:
    """The line says which period was taken; of a flow a day is none."""
    path = tmp_path / "book.toml"
    names = "".join(f'[[indicator]]\nid = "{one}"\nname = "{one}"\nunit = "户"\nmeasure = "{one}"\n' for one in
                    ("stock", "flow"))  # fmt: skip
    path.write_text('[[entity]]\nid = "a"\nname = "东村"\n' + names, "utf-8")
    outcome = nbkpi("add", "东 村", "stock", "2024年12月31日", "358户", "--book", str(path))
    assert (outcome.code, "东村 stock 2024: 358户" in outcome.out + outcome.err) == (0, True)
    assert 'period = "2024"' in path.read_text("utf-8")
    outcome = nbkpi("add", "东村", "flow", "2024-12-31", "358户", "--book", str(path))
    assert (outcome.code, "“2024-12-31” is a day" in outcome.err) == (2, True)
