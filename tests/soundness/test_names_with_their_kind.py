"""Villages that were not found, or of which a text was not compared, by their name with or without 村."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text

ENTITIES = [("a", "前湾", "village"), ("b", "大岙村", "village"), ("c", "青山镇", "town"), ("d", "北山", "village")]
ENTITIES += [("e", "北山社区", "community"), ("f", "Elm", "village"), ("g", "Oak Village", "village")]
ENTITIES += [("h", "石桥村", "village"), ("i", "石桥社区", "community")]
BOOK = '[book]\ntitle = "t"\n[[source]]\nid = "s"\ntitle = "s"\n'
BOOK += '[[indicator]]\nid = "x"\nname = "村集体收入"\nunit = "万元"\n'
BOOK += "".join(f'[[entity]]\nid = "{one}"\nname = "{name}"\nkind = "{kind}"\n' for one, name, kind in ENTITIES)
BOOK += "".join(
    f'[[observation]]\nentity = "{one}"\nindicator = "x"\nperiod = "2025-06"\nvalue = "61.1"\nsource = "s"\n'
    for one, _name, _kind in ENTITIES
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    return tmp_path / "book.toml"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("前湾村", "前湾"),
        ("大岙", "大岙村"),
        ("青山", "青山镇"),
        ("Elm Village", "Elm"),
        ("elm village", "Elm"),
        ("Oak", "Oak Village"),
        ("北山村", "北山"),
    ],
)
def test_a_name_with_or_without_its_kind(book: Path, asked: str, name: str) -> None:
    assert load(book).entity(asked).name == name


@pytest.mark.parametrize("asked", ["前湾镇", "前湾社区", "青山村", "村", "前", "Elmvillage", "Elm Town", "石桥"])
def test_of_another_kind_or_of_several(nbkpi: Run, book: Path, asked: str) -> None:
    assert nbkpi("growth", "--entity", asked, "--book", str(book)).code == 2


@pytest.mark.parametrize(("option", "name"), [("--village", "石桥村"), ("--community", "石桥社区")])
def test_the_kind_that_is_asked_for_tells_which(nbkpi: Run, book: Path, option: str, name: str) -> None:
    found = nbkpi("trend", "x", option, "石桥", "--book", str(book))
    assert name in found.out


@pytest.mark.parametrize(
    ("value", "verdict"), [("61.1", "agrees"), ("61.2", "contradicted"), ("61.0", "contradicted"), ("61", "agrees")]
)
@pytest.mark.parametrize("name", ["前湾村", "前湾", "大岙村"])
def test_a_text_that_says_the_kind(book: Path, name: str, value: str, verdict: str) -> None:
    """61.2 and 61.1 are both true only of 61.15, rounded up in one place and down in the other."""
    (found,) = compare_text(f"2025年6月，{name}村集体收入{value}万元。", load(book))
    assert found.entity is not None
    assert (found.entity.name[:2], found.verdict) == (name[:2], verdict)


def test_a_text_that_gives_what_was_revised_since(book: Path) -> None:
    more = '[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "2025-06"\nvalue = "64.9"\nstatus = "revised"\n'
    book.write_text(BOOK + more, "utf-8")
    texts = {value: f"2025年6月，前湾村村集体收入{value}万元。" for value in ("61.1", "64.9")}
    said = {value: compare_text(text, load(book))[0] for value, text in texts.items()}
    assert {value: one.verdict for value, one in said.items()} == {"61.1": "agrees", "64.9": "agrees"}
    assert "revised since: 64.9" in said["61.1"].reason
    assert "revised" not in said["64.9"].reason


@pytest.mark.parametrize("formula", ['"村集体收入" * 2', "“村集体收入” * 2", 'growth("村集体收入", "previous")'])
def test_a_name_in_quotation_marks_is_a_name(nbkpi: Run, book: Path, formula: str) -> None:
    found = nbkpi("calc", formula, "--village", "前湾村", "--book", str(book))
    assert not found.code
    assert ("122.2" in found.out) == formula.endswith("2")


def test_the_option_for_a_total_can_be_pasted(nbkpi: Run, tmp_path: Path) -> None:
    sheet = '"Elm County: figures, June 2025",\n,Unit: yuan\nVillage,Income\nAsh,5\nOak,6\nTotal,11\n'
    (tmp_path / "t.csv").write_text(sheet, "utf-8")
    done = nbkpi("import", str(tmp_path / "t.csv"), "--new", str(tmp_path / "b"))
    assert '--total "Elm County"' in done.out + done.err
