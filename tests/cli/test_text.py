"""nbkpi extract and nbkpi audit on the command line: what they print, write and return."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

from nbkpi.loading.place import embedded_book

if TYPE_CHECKING:
    from conftest import Run, Schema

TEXTS = Path(__file__).with_name("texts")
TRUE, WRONG = str(TEXTS / "true.txt"), str(TEXTS / "wrong.txt")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("audit-wrong", ()),
        ("audit-wrong-json", ("--json",)),
        ("audit-wrong-zh", ("--lang", "zh")),
    ],
)
def test_a_wrong_text(name: str, arguments: tuple[str, ...], nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi("audit", WRONG, "--as-of", "2025-06", *arguments)
    assert (outcome.code, outcome.err) == (1, "")
    expected(name, outcome.out)


def test_drafts(nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi("extract", TRUE, "--toml", "--book", str(embedded_book()))
    assert (outcome.code, outcome.err) == (0, "")
    expected("extract-toml", outcome.out)
    rows = tomli.loads(outcome.out)
    assert rows["observation"][-2]["value"] == "超10万人次"
    assert rows["observation"][-2]["indicator"] == "visitors"


class Reader(HTMLParser):
    """The tags of a page, the text within marks, the names of elements and what links lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "mark":
            self.marked.append((dict(attrs).get("class") or "", ""))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and not self.marked[-1][1]:
            self.marked[-1] = (self.marked[-1][0], data)


def test_the_page_is_whole_and_escaped(nbkpi: Run, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"
    assert nbkpi("audit", WRONG, "-o", str(page)).code == 1
    text = page.read_text("utf-8")
    reader = Reader()
    reader.feed(text)
    assert "script" not in reader.tags
    assert not re.search(r"\bb>", text)
    assert "&lt;b&gt;[red]东山村" in text
    assert ("bad", "98.1%") in reader.marked
    assert ("good", "58.3%") in reader.marked
    assert ("open", "20%") in reader.marked
    assert "default-src 'none'" in text


def test_marks_lead_to_what_is_said_of_them_and_back(nbkpi: Run) -> None:
    reader = Reader()
    reader.feed(nbkpi("audit", WRONG, "--format", "html").out)
    assert len(set(reader.names)) == len(reader.names)
    assert {f"#{name}" for name in reader.names} >= set(reader.links)
    legend = 5
    forth, back = ({link for link in reader.links if link.startswith("#mark-") is is_back} for is_back in (False, True))
    assert len(forth) == len(reader.marked) - legend
    assert back == {f"#mark-{link.rpartition('-')[2]}" for link in forth}
    bad = sum(style == "bad" for style, _words in reader.marked[legend:])
    assert bad == sum(link.startswith("#finding-") for link in forth) > 0


def test_drafts_are_kept_apart_until_a_person_moves_them(nbkpi: Run, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.toml").write_text('[book]\ntitle = "甲"\n\n[[entity]]\nid = "east"\nname = "东山村"\n', "utf-8")
    first = nbkpi("extract", TRUE, "--add-to", str(book))
    assert first.code == 0
    again = nbkpi("extract", TRUE, "--add-to", str(book))
    assert "0 of" in again.err
    drafts = (book / "drafts.toml").read_text("utf-8")
    assert drafts.count("[[source]]") == 1
    assert len(tomli.loads(drafts)["observation"]) == drafts.count("[[observation]]") > 10
    assert nbkpi("list", "observations", "--book", str(book), "--json").results() == []
    file = tmp_path / "one.toml"
    file.write_text((book / "book.toml").read_text("utf-8"), "utf-8")
    assert nbkpi("extract", TRUE, "--add-to", str(file)).code == 0
    assert (tmp_path / "one.drafts.toml").is_file()


EMPTY = '[book]\ntitle = "a"\n\n[[entity]]\nid = "other"\nname = "乙县"\n'
BULLETIN = """江海县农业农村局2025年上半年通报
（2025年7月15日）

上半年，全县村级集体经济收入6.82亿元，同比增长9.4%。东岙村、西岙村收入分别为52万元和61万元，同比分别增长18.2%和下降3.5%。
截至6月底，农家乐接待游客312.6万人次，存款余额4.28亿元，民间投资下降2.1%。50万元以上的村有218个，占行政村总数的63.7%。
"""


def test_drafts_that_are_moved_make_a_book(nbkpi: Run, tmp_path: Path) -> None:
    """What nothing is commented out of can be moved as it is, with the entities and indicators that it names."""
    text = tmp_path / "通报.txt"
    text.write_text(BULLETIN, "utf-8")
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.toml").write_text(EMPTY, "utf-8")
    assert nbkpi("extract", str(text), "--add-to", str(book)).code == 0
    drafts = (book / "drafts.toml").read_text("utf-8")
    whole = [block for block in drafts.split("\n[[") if "\n# " not in block or block.startswith("#")]
    assert len(whole) < len(drafts.split("\n[["))
    (book / "bulletin.toml").write_text("\n[[".join(whole), "utf-8")
    assert nbkpi("check", "--book", str(book)).code == 0
    rows = nbkpi("list", "observations", "--book", str(book), "--json").results()
    found = {(row["entity"]["name"], row["measure"]["name"], row["period"], row["printed"]) for row in rows}
    assert {
        ("江海县", "村级集体经济收入", "2025H1", "6.82亿元"),
        ("江海县", "农家乐接待游客", "2025H1", "312.6万人次"),
        ("江海县", "存款余额", "2025-06", "4.28亿元"),
        ("东岙村", "收入", "2025H1", "52万元"),
        ("西岙村", "收入", "2025H1", "61万元"),
        ("江海县", "民间投资增速", "2025H1", "下降2.1%"),
    } <= found
    # What the book knows by then is not proposed once more.
    again = nbkpi("extract", str(text), "--toml", "--book", str(book)).out
    assert "[[entity]]" not in again
    assert again.count("[[indicator]]") < drafts.count("[[indicator]]")


def test_drafts_of_a_wrong_bulletin_are_found_out(nbkpi: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("甲县2025年收入120万元，比上年增加20万元，同比增长25.0%。", "utf-8")
    book = tmp_path / "book.toml"
    book.write_text(EMPTY, "utf-8")
    assert nbkpi("extract", str(text), "--add-to", str(book)).code == 0
    book.write_text(book.read_text("utf-8") + (tmp_path / "book.drafts.toml").read_text("utf-8"), "utf-8")
    outcome = nbkpi("check", "--book", str(book))
    assert (outcome.code, outcome.out.partition(" ")[0]) == (1, "contradicted")


def test_the_same_thing_is_proposed_once_whichever_text_speaks_of_it(nbkpi: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text(EMPTY, "utf-8")
    for name, words in (("a.txt", "甲县2024年收入120万元。"), ("b.txt", "甲县2025年收入1.5亿元。")):
        (tmp_path / name).write_text(words, "utf-8")
        assert nbkpi("extract", str(tmp_path / name), "--add-to", str(book)).code == 0
    drafts = tomli.loads((tmp_path / "book.drafts.toml").read_text("utf-8"))
    assert [len(drafts[key]) for key in ("source", "entity", "indicator", "observation")] == [2, 1, 1, 2]


@pytest.mark.parametrize("command", ["extract", "audit"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_misuse_is_one_sentence(command: str, lang: str, nbkpi: Run, tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)) * 4)
    for arguments in ((str(tmp_path / "none.txt"),), (str(binary),), (TRUE, "--as-of", "gestern")):
        outcome = nbkpi(command, *arguments, "--lang", lang)
        assert outcome.code == 2
        assert outcome.out == ""
        assert len(outcome.err.splitlines()) == 1


def test_nothing_in_it(nbkpi: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for command in ("extract", "audit"):
        outcome = nbkpi(command, str(empty))
        assert outcome.code == 0
        assert "no figure was found" in outcome.out
        assert nbkpi(command, str(empty), "--json").results() == []


def test_control_characters_stay_visible(nbkpi: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\x1b[31m收入88万元\u202e，去年同期为61.4万元，增长5%=cmd()。" * 3, "utf-8")
    for command in ("extract", "audit"):
        for form in ("table", "json", "md", "csv"):
            out = nbkpi(command, str(path), "--format", form).out
            assert "\x1b" not in out
            assert "\u202e" not in out


@pytest.mark.parametrize("command", ["extract", "audit"])
def test_json_keeps_to_its_schema(command: str, nbkpi: Run, schema: Schema) -> None:
    for text in (TRUE, WRONG):
        schema.validate(nbkpi(command, text, "--json").json())
