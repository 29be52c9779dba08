"""Files and their text: encodings, formats, and what is no text at all."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import UsageError
from nbkpi.text.docx import read_docx
from nbkpi.text.markup import html_text
from nbkpi.text.source import MAX_BYTES, read_source

TEXT = "甲县收入88万元，增长5%。\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("2024: " + TEXT).encode(encoding))
    assert read_source(path).text == "2024: " + TEXT


def test_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一\r\n二\r三\n".encode())
    assert read_source(path).text == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", bytes(range(256)) * 10),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 500),
        ("a.txt", b"\x81" * 501),
        ("a.docx", b"PK\x03\x04 and no more"),
        ("a.docx", b"plain"),
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.pdf", b"plain"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + random.Random(1).randbytes(3000)),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + random.Random(2).randbytes(3000)),
        ("a.bin", random.Random(3).randbytes(5000)),
        ("a.gz", b"\x1f\x8b\x08\x00" + random.Random(4).randbytes(3000)),
        ("a.db", b"SQLite format 3\x00\x10\x00" + b"\x00\x01" * 700),
    ],
)
def test_what_is_no_text_is_one_clear_error(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError, match=name):
        read_source(path)


def test_empty_and_blank_files_are_texts(tmp_path: Path) -> None:
    for number, data in enumerate([b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", " \u3000\n".encode()]):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(data)
        assert read_source(path).text.strip() == ""


def test_mixed_scripts(tmp_path: Path) -> None:
    text = "甲县 Ａ區 收入88万元 \u0645\u0631\u062d\u0628\u0627 Привет \U0001f600 \u202e12\u202c e\u0301\n"
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert read_source(path).text == text


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="standard input cannot be read"):
        read_source(Path("-"))


def test_what_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_source(tmp_path / "missing.txt")
    with pytest.raises(UsageError, match="cannot be read"):
        read_source(tmp_path)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(UsageError, match=f"larger than {MAX_BYTES // 1_000_000} MB"):
        read_source(large)


def docx(body: str, name: str = "word/document.xml") -> bytes:
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return packed.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_docx(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(paragraph('甲'))}{cell.format(paragraph('88万元'))}</w:tr></w:tbl>"
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("收入8", "8万元，") + table + paragraph("完。")))
    assert read_source(path).text == "收入88万元，\n甲\t88万元\n完。\n"


def cells(*contents: str) -> str:
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{content}</w:tc>" for content in contents) + "</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # The positions of tabs are no tabs.
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>1</w:t></w:r></w:p>", "甲\t1\n"),
        # A text box stands behind its paragraph, once, although old programs find it written a second time.
        (f"<w:p><w:r><w:t>外</w:t><w:txbxContent>{paragraph('内')}</w:txbxContent></w:r></w:p>", "外\n内\n"),
        # Two paragraphs of a cell are not one number.
        (cells(paragraph("12") + paragraph("34"), paragraph("5")), "12 34\t5\n"),
        # A frame around a text is no row of a table, and what is in it are its lines.
        (cells(paragraph("甲") + cells(paragraph("1"), paragraph("2")) + paragraph("乙")), "甲\n1\t2\n乙\n"),
        (cells(cells(paragraph("1")), paragraph("2")), "1\n2\n"),
        # What was moved away or deleted is not there any more.
        (f"<w:moveFrom>{paragraph('1')}</w:moveFrom><w:p><w:r><w:delText>2</w:delText><w:t>3</w:t></w:r></w:p>", "3\n"),
        # How a character is read is no part of the text.
        ("<w:p><w:r><w:ruby><w:rt><w:t>jia</w:t></w:rt><w:t>甲</w:t></w:ruby></w:r></w:p>", "甲\n"),
        ("<w:sdt><w:sdtContent>" + paragraph("a&amp;", "b") + "</w:sdtContent></w:sdt>", "a&b\n"),
        ("<w:p><w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>05</w:t></w:r></w:p>", "2024-05\n"),
        ("", ""),
        # A table in a text box is one.
        (f"<w:p><w:r><w:t>外</w:t><w:txbxContent>{cells(paragraph('1'), paragraph('2'))}</w:txbxContent></w:r></w:p>",
         "外\n1\t2\n\n"),
    ],
)  # fmt: skip
def test_what_a_docx_file_says(body: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body))
    assert read_source(path).text == text
    read = read_docx(docx(body), "a")
    assert "".join(read.text[piece.start : piece.end] for piece in read.pieces) == re.sub(r"[\s-]", "", text)


@pytest.mark.parametrize("body", ["<w:p/>" * 4_000_000, paragraph("1" * 8_100_000)], ids=["unpacked", "text"])
def test_a_docx_file_that_is_made_to_be_too_much(body: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body))
    with pytest.raises(UsageError, match=r"a\.docx is larger than .* when unpacked"):
        read_source(path)


@given(st.data())
def test_a_docx_file_with_some_bytes_changed(data: st.DataObject) -> None:
    whole = bytearray(docx(cells(paragraph("甲"), paragraph("88", "万元")) + paragraph("增长5%")))
    for _change in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UsageError):
        read_docx(bytes(whole), "a")


def test_hostile_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{bomb}<a>&c;</a>')
    for data in (packed.getvalue(), docx("", "other.xml"), docx("<w:p>")):
        path.write_bytes(data)
        with pytest.raises(UsageError, match=r"a\.docx"):
            read_source(path)


def test_limits_count_what_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    packed = io.BytesIO(docx(paragraph("收入88万元。")))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/media/image1.jpeg", random.Random(5).randbytes(MAX_BYTES + 1))
    path.write_bytes(packed.getvalue())
    assert read_source(path).text == "收入88万元。\n"
    with zipfile.ZipFile(packed := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    assert len(packed.getvalue()) < 100_000
    path.write_bytes(packed.getvalue())
    with pytest.raises(UsageError, match="is larger than 20 MB when unpacked"):
        read_source(path)


def test_a_docx_with_more_entries_than_any(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed := io.BytesIO(docx("")), "a") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    (tmp_path / "a.docx").write_bytes(packed.getvalue())
    with pytest.raises(UsageError, match=r"a\.docx"):
        read_source(tmp_path / "a.docx")


def test_strict_files_have_names_of_their_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{strict}">{paragraph("甲")}</w:document>')
    (tmp_path / "a.docx").write_bytes(packed.getvalue())
    assert read_source(tmp_path / "a.docx").text == "甲\n"


def test_pdf(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "a.pdf"
    writer.write(path)
    with pytest.raises(UsageError, match="only pictures"):
        read_source(path)


def pdf(contents: bytes, forms: dict[str, bytes] | None = None) -> bytes:
    """A page that draws this, with forms that may draw each other."""
    pypdf = pytest.importorskip("pypdf")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    objects = DictionaryObject()
    resources = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
            NameObject("/XObject"): objects,
        }
    )
    page[NameObject("/Resources")] = resources
    for name, data in (forms or {}).items():
        form = DecodedStreamObject()
        form.set_data(data)
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/Resources"): resources,
            }
        )
        objects[NameObject(f"/{name}")] = writer._add_object(form)
    stream = DecodedStreamObject()
    stream.set_data(contents)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    writer.write(packed := io.BytesIO())
    return packed.getvalue()


@pytest.mark.thorough
def test_hostile_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"BT /F1 12 Tf 10 10 Td (88) Tj ET"))
    assert read_source(path).text.strip() == "88"
    path.write_bytes(pdf(b" " * 30_000_000))
    with pytest.raises(UsageError, match=r"is larger than .* when unpacked"):
        read_source(path)
    forms = {f"X{number}": f"/X{number + 1} Do ".encode() * 10 for number in range(9)}
    path.write_bytes(pdf(b"/X0 Do", forms | {"X9": b"BT /F1 12 Tf 10 10 Td (88) Tj ET"}))
    with contextlib.suppress(UsageError):
        assert len(read_source(path).text) < 8_000_000


def test_lines_of_a_page_become_paragraphs() -> None:
    from nbkpi.text.source import _unfolded

    page = "标题\n全县完成固定资产投资十二点五亿元，占年度计\n划的45.3%。\n第二段。"
    assert _unfolded(page) == "标题\n全县完成固定资产投资十二点五亿元，占年度计划的45.3%。\n第二段。"


def test_html(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>t</title><style>p{width:5%}</style></head>"
        "<body><script>var a = '6%'</script>"
        "<h1>通报</h1><p>收入<b>88万元</b>，\n增长&nbsp;5%。</p><table><tr><td>甲</td><td>3家</td></tr></table></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, "utf-8")
    assert read_source(path).text == "通报\n收入88万元， 增长\xa05%。\n甲\t3家\n"


@pytest.mark.parametrize("page", ["", "<", "<p", "</p></p>", "<script>", "&#x;", "<p>" * 5000, "<!--"])
def test_broken_html_is_read_as_far_as_it_goes(page: str) -> None:
    assert html_text(page).tables == []
