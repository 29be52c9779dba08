"""Comments in docx files: at the very words, whatever runs hold them, and nothing else changed."""

from __future__ import annotations

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import MissingExtra, UsageError, installing
from nbkpi.text.commented import Remark, commented
from nbkpi.text.docx import read_docx

docx = pytest.importorskip("docx.comments") and pytest.importorskip("docx")

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOX = (
    "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>框内86%</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内86%</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
)


def document(*paragraphs: list[str]) -> Any:
    """A document whose paragraphs have these runs, every second one bold."""
    made = docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for place, words in enumerate(runs):
            paragraph.add_run(words).bold = bool(place % 2)
    return made


def packed(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def changed(data: bytes, change: Callable[[str], str], which: str = "word/document.xml") -> bytes:
    """The same file with another document.xml, or another of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            after.writestr(part, change(content.decode()) if part == which else content)
    return written.getvalue()


def remark(data: bytes, words: str, said: str = "said") -> Remark:
    start = read_docx(data, "a").text.index(words)
    return Remark(start, start + len(words), said)


def words_of_comments(data: bytes) -> dict[str, str]:
    """What each comment says, with the words that it stands at."""
    made = docx.Document(io.BytesIO(data))
    said = {str(one.comment_id): one.text for one in made.comments}
    words, opened = dict.fromkeys(said, ""), set()
    for element in made.element.iter():
        if element.tag == f"{WORD}commentRangeStart":
            opened.add(element.get(f"{WORD}id"))
        elif element.tag == f"{WORD}commentRangeEnd":
            opened.remove(element.get(f"{WORD}id"))
        elif element.tag == f"{WORD}t":
            for one in opened:
                words[one] += element.text or ""
    assert not opened
    return {said[one]: words[one] for one in said}


def looks(data: bytes) -> list[tuple[str, bool | None]]:
    """Every character of the document with its formatting."""
    made = docx.Document(io.BytesIO(data))
    runs = [run for paragraph in made.element.iter(f"{WORD}p") for run in paragraph.iter(f"{WORD}r")]
    return [
        (char, run.find(f"{WORD}rPr/{WORD}b") is not None and run.find(f"{WORD}rPr/{WORD}b").get(f"{WORD}val") is None)
        for run in runs
        for char in "".join(text.text or "" for text in run.iter(f"{WORD}t"))
    ]


RUNS = ["全县受理12", "00件，办结1165件，", "办结率98", ".1%；满意率", "95.6%。"]


@pytest.mark.parametrize("words", ["1200件", "98.1%", "办结率98.1%；", "全县", "95.6%。", "0", RUNS[1], "".join(RUNS)])
def test_a_comment_stands_at_the_very_words(words: str) -> None:
    data = packed(document(RUNS))
    done = commented(data, "a", [remark(data, words, "why\nbecause")])
    assert words_of_comments(done.data) == {"why\nbecause": words}
    assert (done.written, done.left_out, done.unread) == (1, [], [])
    assert read_docx(done.data, "a").text == read_docx(data, "a").text
    assert looks(done.data) == looks(data)


@given(
    st.lists(st.text("受理12%，", min_size=1, max_size=4), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 19), st.integers(1, 19)), max_size=5),
)
def test_comments_within_each_other(runs: list[str], spans: list[tuple[int, int]]) -> None:
    data, text = packed(document(["前", *runs])), "前" + "".join(runs)
    inside = [(start, min(end, len(text))) for start, end in spans if start < min(end, len(text))]
    done = commented(data, "a", [Remark(*span, str(place)) for place, span in enumerate(inside)])
    assert words_of_comments(done.data) == {str(place): text[start:end] for place, (start, end) in enumerate(inside)}
    assert looks(done.data) == looks(data)


def test_all_else_stays() -> None:
    made = document(RUNS, ["第二段。"])
    made.add_table(1, 2).cell(0, 1).text = "占58.3%"
    made.add_paragraph("后").add_run().add_tab()
    made.sections[0].header.paragraphs[0].text = "第3期"
    made.core_properties.author = "某"
    data = packed(made)
    done = commented(data, "a", [remark(data, "58.3%"), remark(data, "98.1%")])
    assert done.unread == ["word/header1.xml"]
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(done.data)) as after:
        assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
        for part in before.namelist():
            if part not in ("word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"):
                assert after.read(part) == before.read(part), part
    assert without_comments(done.data) == without_comments(data)


def without_comments(data: bytes) -> str:
    """document.xml without comments, with runs of the same looks joined."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = ElementTree.canonicalize(archive.read("word/document.xml").decode())
    text = re.sub(r"<w:commentRange(?:Start|End) [^>]*></w:commentRange(?:Start|End)>", "", text)
    text = re.sub(r"<w:r>(?:(?!</w:r>).)*<w:commentReference.*?</w:r>", "", text)
    text = text.replace(' xml:space="preserve"', "")
    joint = re.compile(r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t>([^<]*)</w:t></w:r><w:r>\1<w:t>")
    while (shorter := joint.sub(r"<w:r>\1<w:t>\2", text)) != text:
        text = shorter
    return text


def test_words_in_cells_links_and_insertions() -> None:
    made = document(["前言"])
    made.add_table(2, 2).cell(1, 1).text = "占58.3%。"
    inner = "<w:{0}><w:r><w:rPr><w:i/></w:rPr><w:tab/><w:t>办结</w:t><w:t>率98.1%</w:t><w:tab/></w:r></w:{0}>"
    data = changed(packed(made), lambda text: text.replace("</w:p>", inner.format("ins") + "</w:p>", 1))
    data = changed(data, lambda text: text.replace("</w:p>", inner.format("hyperlink") + "</w:p>", 1))
    text = read_docx(data, "a").text
    assert text.startswith("前言\t办结率98.1%\t\t办结率98.1%\t\n\t\n\t占58.3%。\n")
    second = text.rindex("结率98")
    done = commented(
        data,
        "a",
        [remark(data, "58.3%", "cell"), remark(data, "率98.1%", "first"), Remark(second, second + 4, "second")],
    )
    assert words_of_comments(done.data) == {"cell": "58.3%", "first": "率98.1%", "second": "结率98"}
    assert read_docx(done.data, "a").text == text


def test_text_boxes_are_left_alone_and_said() -> None:
    data = changed(packed(document(["办结率98.1%"])), lambda text: text.replace("</w:p>", f"<w:r>{BOX}</w:r></w:p>", 1))
    assert read_docx(data, "a").text.startswith("办结率98.1%\n框内86%\n")
    left = remark(data, "86%")
    done = commented(data, "a", [left, remark(data, "98.1%")])
    assert (done.written, done.left_out) == (1, [left])
    assert words_of_comments(done.data) == {"said": "98.1%"}


def test_comments_that_are_there_stay() -> None:
    made = document(RUNS)
    made.add_comment(made.paragraphs[0].runs[2:4], "mine", "me")
    data = packed(made)
    done = commented(data, "a", [remark(data, "98.1%")])
    assert words_of_comments(done.data) == {"mine": "办结率98.1%；满意率", "said": "98.1%"}


def test_a_span_of_nothing_in_the_document() -> None:
    data = packed(document(["甲"], ["乙"]))
    assert commented(data, "a", [Remark(1, 2, "end of a line"), Remark(99, 100, "behind")]).written == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:200],
        lambda data: changed(data, lambda text: text.replace("<w:body>", "<w:body><w:p>")),
        lambda data: changed(data, lambda text: "<!DOCTYPE a [<!ENTITY b 'c'>]>" + text.partition("?>")[2]),
        lambda data: data.replace(b"[Content_Types].xml", b"[Content_Tapes].xml"),
        lambda data: data.replace(b"_rels/.rels", b"_rals/.rels"),
        lambda data: changed(data, lambda text: text.replace("Target=", "Torget="), "_rels/.rels"),
        lambda data: changed(data, lambda text: text.replace("document.main", "template.main"), "[Content_Types].xml"),
        lambda data: changed(data, lambda _text: "<a/>", "[Content_Types].xml"),
    ],
)
def test_what_is_broken_is_one_clear_error(damage: Callable[[bytes], bytes]) -> None:
    data = damage(packed(document(RUNS)))
    unread, unusable = "is not a docx file that can be read", "it is not a usable docx file"
    with pytest.raises(UsageError, match=f"a[.]docx(?: {unread}|: {unusable})$"):
        commented(data, "a.docx", [])


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(document(RUNS))
    monkeypatch.setitem(sys.modules, "docx.comments", None)
    with pytest.raises(MissingExtra, match=re.escape(f"python-docx>=1.2 is not installed; run: {installing('text')}")):
        commented(data, "a", [])


@pytest.mark.office
def test_an_office_opens_it(office: Callable[[list[Path], str], Path], tmp_path: Path) -> None:
    """LibreOffice takes the comments for such: it writes them into its own format, at the same words."""
    program = shutil.which("soffice")
    if program is not None and not Path(program).resolve().with_name("libswlo.so").exists():
        pytest.skip("LibreOffice is installed without its Writer")
    made = document(RUNS)
    made.add_table(1, 1).cell(0, 0).text = "占58.3%"
    data = packed(made)
    file = tmp_path / "checked.docx"
    file.write_bytes(commented(data, "a", [remark(data, "98.1%", "一"), remark(data, "58.3%", "二")]).data)
    opened = (office([file], "fodt") / "checked.fodt").read_text("utf-8")
    notes = re.findall(r"<office:annotation .*?</office:annotation>(.*?)<office:annotation-end", opened, re.DOTALL)
    assert [re.sub("<[^>]*>", "", note) for note in notes] == ["98.1%", "58.3%"]
