"""Hostile shapes, twice and four times as long: time must not grow faster than the length does."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fuzz.hostile import WORDS
from tests.fuzz.markup import TAGS
from tests.fuzz.running import within

LEAST = 0.4
"""So many seconds must a run take before it is believed that it grows."""

MOST_TIMES = 3.0
"""Twice the length may take so many times as long: what grows with the square takes four times."""

LONGEST = 300_000
PIECES = (
    "2024-", "2024年", "1,", "1.", "一", "其中", "占1%的", "共1件、", "88万元，", "（", "“", "由1件到2件",
    "甲村、", "分别", "1:",
    "东山村收入88万元，同比增长5%。", "同比增长", "|", "| 1 | 2 |\n", "甲\t1\n", "- ", "#", "\n", "第1",
    "1 000 ", "年", "比上年", "、", "和",
)  # fmt: skip


def _text(piece: str, size: int, folder: Path) -> list[str]:
    (folder / "a.txt").write_text(piece * (size // len(piece)), "utf-8")
    return ["audit", "a.txt"]


def _page(piece: str, size: int, folder: Path) -> list[str]:
    (folder / "a.html").write_text("<html><body><table>" + piece * (size // len(piece)), "utf-8")
    return ["extract", "a.html"]


def _document(piece: str, size: int, folder: Path) -> list[str]:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    begin, _bar, end = piece.partition("|")
    times = size // len(piece)
    body = begin * times + end * times if end else begin * times
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return ["extract", "a.docx"]


def _columns(piece: str, size: int, folder: Path) -> list[str]:
    many = range(size // 20)
    heads, cells = (",".join(f(one) for one in many) for f in (lambda n: f"{piece}{n}(万元)", lambda n: f"{n % 97}"))
    (folder / "a.csv").write_text(f"村名,{heads}\n甲村,{cells}\n", "utf-8")
    return ["import", "a.csv", "--new", "made", "--period", "2024", "--dry-run"]


def _rows(piece: str, size: int, folder: Path) -> list[str]:
    rows = "".join(f"{piece}{n}村,{n % 97}\n" for n in range(size // 20))
    (folder / "a.csv").write_text(f"村名,收入(万元)\n{rows}", "utf-8")
    return ["import", "a.csv", "--new", "made", "--period", "2024", "--dry-run"]


def _formula(piece: str, size: int, _folder: Path) -> list[str]:
    return ["calc", (piece * (size // len(piece)))[: size // 50]]


def _book(piece: str, size: int, folder: Path) -> list[str]:
    entities = "".join(f'[[entity]]\nid = "e{n}"\nname = "{piece}{n}"\nkind = "village"\n' for n in range(size // 100))
    (folder / "book.toml").write_text(f'[book]\ntitle = "t"\n{entities}', "utf-8")
    return ["list", "entities", "--book", "book.toml"]


XML = (
    "<w:p>|</w:p>", "<w:tbl>|</w:tbl>", "<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>",
    "<w:p><w:r><w:t>1件，</w:t></w:r></w:p>",
    "<w:p/>", "<w:r>|</w:r>", "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>",
    "<w:p><w:r><w:t>甲</w:t></w:r>|</w:p>",
)  # fmt: skip
SHAPES: dict[Callable[[str, int, Path], list[str]], tuple[str, ...]] = {
    _text: PIECES,
    _page: tuple(f"<{tag}>" for tag in TAGS)
    + tuple(f"<{tag}>1</{tag}>" for tag in TAGS)
    + ("<a ", '<a b="', "<!--", "&#", "<![CDATA["),
    _document: XML,
    _columns: ("指标", "收入", "x", "同比"),
    _rows: ("甲", "合计", "其中：", "x"),
    _formula: ("(", "1+", "gdp+", "growth(", "-", "2^", "gdp*(", "gdp/gdp+"),
    _book: ("甲", "东山", "x", "村"),
}


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One piece over and over, or two in turn, at three lengths."""
    shape = chance.choice([one for one in SHAPES for _each in range(6 if one is _text else 3 if one is _page else 1)])
    piece = chance.choice(SHAPES[shape])
    if shape in (_text, _page) and chance.random() < 0.6:
        piece += chance.choice(SHAPES[shape])
    if shape is _text and chance.random() < 0.2:
        piece += chance.choice([one for one in WORDS if len(one) < 20])
    size = 4000
    seconds = [_seconds(shape, piece, size, folder)]
    while seconds[-1] < LEAST * 4 and size < LONGEST:
        size *= 2
        seconds.append(_seconds(shape, piece, size, folder))
    if _grows(seconds):  # Something else may have slowed it down: it is tried again.
        again = [_seconds(shape, piece, size >> back, folder) for back in (2, 1, 0)]
        if _grows(again):
            took = ", ".join(f"{one:.2f} s" for one in again)
            yield f"{shape.__name__[1:]} of {piece!r}: {size >> 2}, {size >> 1} and {size} long take {took}"


def _grows(seconds: list[float]) -> bool:
    """Whether the last two doublings took more than they may, what starting takes aside."""
    rest = [one - seconds[0] / 2 for one in seconds[-3:]]
    return (
        len(rest) == 3 and rest[2] > LEAST and rest[2] > MOST_TIMES * rest[1] and rest[1] > MOST_TIMES * 0.8 * rest[0]
    )


def _seconds(shape: Callable[[str, int, Path], list[str]], piece: str, size: int, folder: Path) -> float:
    arguments = shape(piece, size, folder)
    begin = time.process_time()
    within(*arguments)
    return time.process_time() - begin
