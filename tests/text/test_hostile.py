"""Hostile text: long, repetitive or broken, and yet there is an answer (tests/benchmarks/text.py measures how soon)."""

from __future__ import annotations

import random
import re
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.text.measuring import empty_book, gold

from nbkpi.errors import UsageError
from nbkpi.text.audit import audit
from nbkpi.text.mentions import mentions_in
from nbkpi.text.source import TextSource, read_source

PIECES = (
    "1", "一", "十", "1,", "1.", "1:", "1+", "1-", "2024-", "2024年", "(", "“", "第1", "1%、", "占1%的", " ", "a1",
    "增长", "村", "甲村", "一一一村", "1个和", "共1件、", "其中1件，", "\n", "万", "3千5百", "数十", "约", "占一的的",
    "1 000 ", "比上年", "。", "\t", "\x00", "\u202e", "<b>", "0.3、", "12:", "1元/",
    "2024年1件全年", "甲乙、丙丁三地1件，", "甲村、乙村1件", "由1件到2件", "占占", "分别占1%和",
    "同比分别增长1%和下降", "1:2:3调整为",
    "其中", "完成完成", "（1件", "走进", "实现", "开工", "年", "全市", "公司", "的的的", "2020—2024年1件、",
)  # fmt: skip


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """What takes squares or powers of the length of a text never comes to an end: that must not hold up everything."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(300)
    yield
    signal.alarm(0)


LENGTHS = [2_000, pytest.param(20_000, marks=pytest.mark.thorough)]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("piece", PIECES)
def test_one_thing_over_and_over(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    assert all(text[one.start : one.end] for one in mentions_in(text, empty_book()))


@pytest.mark.parametrize(
    "piece",
    ["共1件、", "其中1件，", "占1%的", "1%、", "88万元，增长5%，", "1:99，", "由58%提高到71%，提高15个百分点，"],
)
def test_one_claim_over_and_over(piece: str) -> None:
    assert not [one for one in audit(piece * (3000 // len(piece)), empty_book()).findings if not one.by.figures]


@pytest.mark.parametrize("parts", [40, 3000])
def test_a_total_of_more_parts_than_anybody_lists(parts: int) -> None:
    found = audit("1件、" * parts + "共5件。", empty_book())
    assert not found.judged


SIZE = 400_000
SIZES = [SIZE // 20, pytest.param(SIZE, marks=pytest.mark.thorough)]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OPENED = {
    "tables": "<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>",
    "tables without rows": "<w:tbl>|</w:tbl>",
    "tables with text": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p>|</w:tc></w:tr></w:tbl>",
    "paragraphs": "<w:p>|</w:p>",
    "runs": "<w:r>|</w:r>",
    "other versions": "<w:p><m:Fallback>|</m:Fallback></w:p>",
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sort", OPENED)
def test_docx_nested_as_deep_as_it_goes(sort: str, size: int, tmp_path: Path) -> None:
    begin, end = OPENED[sort].split("|")
    depth = size // len(begin + end)
    assert read_docx(tmp_path, begin * depth + end * depth) is not None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "piece",
    [
        "<w:tr><w:tc><w:vMerge/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>",
        '<w:tr><w:tc><w:gridSpan w:val="9999"/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>',
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>",
        "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>",
    ],
)
def test_docx_tables_of_many_rows_and_columns(piece: str, size: int, tmp_path: Path) -> None:
    once = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    many = f"<w:tr>{once * (size // len(once))}</w:tr>"
    assert read_docx(tmp_path, f"<w:tbl>{piece * (size // len(piece))}</w:tbl>") is not None
    assert read_docx(tmp_path, f"<w:tbl>{many}{piece * (size // len(piece))}</w:tbl>") is not None


def read_docx(folder: Path, body: str) -> TextSource:
    document = f'<w:document xmlns:w="{WORD}" xmlns:m="{COMPATIBLE}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return read_source(folder / "a.docx")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "piece",
    [
        "<a ", '<a b="', "<a b='", "<a<", "<!--", "<![CDATA[", "<", "</", "<?", "<table>", "<table><tr><td>",
        "<td>", "<tr>", "<svg>", "<svg></p>", "<script>", "<script></script>", "<p>", "&#", "&#9", "&", "</table>",
        "<div></div>",
        "<td rowspan=9999 colspan=9999>1", "<table><tr><td rowspan=500 colspan=500>1<tr><td>2</table>", '<a b="\'>',
        "='\"", "<tr><td>1<td>2", "<select></svg>", "<p></p></p>", "<title>", "<textarea></title>",
    ],
)  # fmt: skip
def test_broken_html_over_and_over(piece: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><table>{piece * (size // len(piece))}", "utf-8")
    assert read_source(path).text is not None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "piece",
    [
        "|", "| ", "|-", "|-|\n", "| 1 | 2 |\n", "1\t", "甲\t1\n", "甲  1\n", "甲 1 2\n", "  ", "\t", "\u3000",
        "- ", "1 ",
        "|" + " " * 1900 + "x-\n", "-" * 1900 + "x|\n", ":-" * 900 + "|\n", "甲  1\n\n", "甲  1\n乙\n", "单位:",
        "单位:万元\n", "**|", "|*\n", "甲\t1\n" + "\t" * 1000 + "1\n", "甲\t1\n合计\t2\n\n",
    ],
)  # fmt: skip
def test_half_tables_over_and_over(piece: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(piece * (size // len(piece)), "utf-8")
    source = read_source(path)
    assert all(one.start < one.end for one in source.tables)


def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲县收入88万元，" * 400_000, "utf-8")
    with pytest.raises(UsageError, match="larger than 8 MB"):
        read_source(path)
    path.write_text("甲县收入88万元，" * 300_000, "gb18030")
    assert read_source(path).tables == ()


SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_bulletins_cut_up_and_put_together_at_random(seed: int) -> None:
    """Whatever stands beside whatever, there is an answer."""
    chance = random.Random(seed)
    rows = gold("bulletin", "develop")
    pieces = [piece for row in rows for piece in re.split(r"(?<=[，。；、（）])", row["text"]) if piece]
    for _each in range(60):
        text = "".join(chance.choice(pieces) for _piece in range(chance.randint(1, 12)))
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice("其中合计占%（）：:0,，。增长1两个百分点") + text[place:]
        assert audit(text, empty_book()).mentions is not None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("东镇完成12.5亿元，西镇完成9.3亿元，两镇合计21.8亿元。", "consistent"),
        ("东镇完成12.5亿元，西镇完成9.3亿元，两镇合计22.8亿元。", "contradicted"),
    ],
)
def test_a_total_behind_as_many_parts_as_it_says(text: str, verdict: str) -> None:
    assert [one.verdict for one in audit(text, empty_book()).judged] == [verdict]


def calls_for(text: str) -> int:
    """How many functions are called to audit a text, those of generators each time that they go on."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        audit(text, empty_book())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("share", ["", "占"])
def test_a_row_twice_as_long_takes_twice_as_long(share: str) -> None:
    """Not the square of it, as where each member looks at the whole row."""
    row = ["、".join(f"{1 + place % 98}%" for place in range(length)) for length in (30, 150, 300)]
    _first, once, twice = (calls_for(f"甲县{share}{one}。") for one in row)
    assert twice < 2.5 * once
