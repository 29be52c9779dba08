"""Old workbooks: locked with the password that nobody is asked for, or with a wrong code page for their words.

The lock is put on here by other code than opens it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from hashlib import md5
from pathlib import Path

import pytest

from nbkpi.errors import UsageError
from nbkpi.sheets.open import open_grid
from nbkpi.sheets.standard_password import unlocked

NAMES = {"東村": 88.25, "西村": 70.5}
SALT, VERIFIER = bytes(range(16)), bytes(range(100, 116))


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(row: int, column: int, words: str) -> bytes:
    coded = words.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(words), 1) + coded)


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def stream(lock: bytes) -> tuple[bytes, list[range]]:
    """A workbook of one sheet, and where it would be encrypted."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + lock
    cells = [text(0, 0, "村名"), text(0, 1, "收入(万元)")]
    for row, (name, value) in enumerate(NAMES.items(), 1):
        cells += [text(row, 0, name), number(row, 1, value)]
    size = struct.pack("<IIHHH", 0, len(cells), 0, 2, 0)
    sheet = [record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)), record(0x200, size), *cells,
             record(0x0A, b"")]  # fmt: skip
    filling = record(0x1FF, bytes(4000))
    name = b"Sheet1"
    length = len(start) + len(filling) + 4 + 8 + len(name) + 4
    page = record(0x85, struct.pack("<IHBB", length, 0, len(name), 0) + name)
    parts = [start, filling, page, record(0x0A, b""), *sheet]
    spans, place = list[range](), len(start)
    for part in parts[1:]:
        kind = struct.unpack_from("<H", part)[0]
        if kind != 0x809:
            spans.append(range(place + (8 if kind == 0x85 else 4), place + len(part)))
        place += len(part)
    return b"".join(parts), spans


def rc4(key: bytes, length: int) -> list[int]:
    box, j, out = list(range(256)), 0, []
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    while len(out) < length:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(box[(box[i] + box[j]) % 256])
    return out


def locked(password: str) -> bytes:
    """The workbook, encrypted with a password as old versions of Excel do it."""
    first = md5(password.encode("utf-16-le")).digest()[:5]
    key = md5(b"".join(first + SALT for _time in range(16))).digest()[:5]
    keys = [rc4(md5(key + struct.pack("<I", block)).digest(), 1024) for block in range(8)]
    checked = bytes(one ^ other for one, other in zip(VERIFIER + md5(VERIFIER).digest(), keys[0], strict=False))
    data, spans = stream(record(0x2F, struct.pack("<HHH", 1, 1, 1) + SALT + checked))
    found = bytearray(data)
    for span in spans:
        for place in span:
            found[place] ^= keys[place // 1024][place % 1024]
    return bytes(found)


def compound(data: bytes) -> bytes:
    """A file of one stream."""
    sectors = -(-len(data) // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)[:32]
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        coded = name.encode("utf-16-le") + b"\0\0" if name else b""
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            coded.ljust(64, b"\0")
            + struct.pack("<HBB", len(coded), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    root = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(data))
    folder = root + entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return head + struct.pack("<128I", *table) + folder + data.ljust(sectors * 512, b"\0")


def test_a_workbook_that_nobody_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(compound(locked("VelvetSweatshop")))
    grid = open_grid(tmp_path / "t.xls", "t.xls")
    assert grid.rows == [["村名", "收入(万元)"], *([name, value] for name, value in NAMES.items())]


def test_another_password_is_said(tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(compound(locked("x")))
    with pytest.raises(UsageError, match="encrypted"):
        open_grid(tmp_path / "t.xls", "t.xls")


@pytest.mark.parametrize("cut", [100, 600, 1100, 3000])
def test_damaged_files_are_not_opened(cut: int) -> None:
    whole = compound(locked("VelvetSweatshop"))
    assert unlocked(whole) is not None
    assert unlocked(whole[:cut]) is None
    assert unlocked(compound(stream(b"")[0])) is None


def workbook(version: int, page: int, label: Callable[[int, int, str], bytes]) -> bytes:
    """A workbook of one sheet that names this code page."""
    start = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)) + record(0x42, struct.pack("<H", page))
    cells = [label(0, 0, "村名"), label(0, 1, "Income")]
    for row, (name, value) in enumerate(NAMES.items(), 1):
        cells += [label(row, 0, name), number(row, 1, value)]
    size = struct.pack("<IIHHH", 0, len(cells), 0, 2, 0)
    sheet = [record(0x809, struct.pack("<HHHHII", version, 16, 0, 0, 0, 0)), record(0x200, size), *cells]
    filling, name = record(0x1FF, bytes(4000)), "表1".encode("gb18030") if version == 0x500 else b"\0One"
    length = len(start) + len(filling) + 4 + 7 + len(name) + 4
    about = record(0x85, struct.pack("<IHB", length, 0, 3) + name)
    return compound(b"".join([start, filling, about, record(0x0A, b""), *sheet, record(0x0A, b"")]))


def narrow(row: int, column: int, words: str) -> bytes:
    """A cell of words, whose Latin letters take one byte each."""
    if not words.isascii():
        return text(row, column, words)
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(words), 0) + words.encode("latin-1"))


def old(row: int, column: int, words: str) -> bytes:
    """A cell of words as before Excel 97, in the code page of a Chinese machine."""
    coded = words.encode("gb18030")
    return record(0x204, struct.pack("<HHHH", row, column, 0, len(coded)) + coded)


@pytest.mark.parametrize("page", [936, 1252, 1200])
def test_words_in_unicode_are_read_whatever_code_page_is_named(page: int, tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(workbook(0x600, page, narrow))
    grid = open_grid(tmp_path / "t.xls", "t.xls")
    assert grid.rows == [["村名", "Income"], *([name, value] for name, value in NAMES.items())]


@pytest.mark.parametrize("page", [936, 1252])
def test_chinese_words_are_read_whatever_code_page_is_named(page: int, tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(workbook(0x500, page, old))
    grid = open_grid(tmp_path / "t.xls", "t.xls")
    assert grid.rows == [["村名", "Income"], *([name, value] for name, value in NAMES.items())]
    assert any("gb18030" in fact for fact in grid.facts) == (page == 1252)
    assert (grid.sheet == "表1") == (page == 936)
    assert not grid.unread  # What says how numbers are shown was found under the same name.
