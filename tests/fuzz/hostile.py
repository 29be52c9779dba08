"""Words, numbers and bytes that programs trip over, and how a good file becomes a bad one."""

from __future__ import annotations

import random

WORDS = (
    "", " ", "　", "0", "-0", "00", "1e9999", "nan", "inf", "-", "--", "—", "…", "..", "/", "\\", "%", "‰", "pp",
    "9" * 400,
    "0." + "0" * 300 + "1", "1/0", "１２３", "一百二十", "十亿亿亿", "约", "超", "88万元", "43.6%", "近3万户",
    "3-5万元", "2024",
    "2024-13", "2024Q5", "2024..2020", "0000", "99999", "上年", "去年同期", "东山村", "合计", "其中", "\u202e",
    "\ufeff",
    "\x1b[31m", "\r\n", "\t", "\n\n", "'", '"', "`$(x)`", "[red]", "<b>", "&lt;", "=1+1", "@x", "🀄", "e\u0301",
    "\ud7ff", "\U0010ffff",
    "a" * 5000, "村" * 3000, "{}", "[]", "[[", "]]", "#", "//", "(" * 200, "growth(" * 60, "x^999", "1^0.5", "*",
    "?", "null", "true",
)  # fmt: skip

RAW = ("\udcff", "\udc80x", "a\0b", "\0")
"""What only a command line can hold, not a file in UTF-8."""


def word(chance: random.Random) -> str:
    """A word of these, or two in one."""
    found = chance.choice(WORDS)
    return found + chance.choice(WORDS) if chance.random() < 0.2 else found


def number(chance: random.Random) -> str:
    """A number as tables have them, mostly a good one."""
    kind = chance.random()
    if kind < 0.1:
        return word(chance)
    value = chance.choice((0, 1, 7, 36, 100, 2024, 12345, 99_999_999)) * chance.choice((1, -1, 1, 1))
    return chance.choice((f"{value}", f"{value / 10:.1f}", f"{value:,}", f"{value / 100:.2f}%", f"{value}万元"))


def spoiled(chance: random.Random, text: str) -> str:
    """A text with some pieces of it dropped, doubled, moved, or replaced by hostile ones."""
    for _each in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 2, 5, 20, 200)))
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:end] + text[start:end] * chance.choice((1, 2, 50)) + text[end:]
        elif kind == 2:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + text[start:end] + text[place:]
        else:
            text = text[:start] + word(chance) + text[end:]
    return text


def spoiled_bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes with some of them changed, dropped or doubled."""
    changed = bytearray(data)
    for _each in range(chance.choice((1, 1, 3, 10))):
        place = chance.randrange(len(changed) + 1)
        kind = chance.randrange(4)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[place : place + chance.choice((1, 4, 100))]
        elif kind == 2:
            changed[place:place] = changed[place : place + chance.choice((1, 30))]
        else:
            changed[place : place + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x80", b"\x7f\xff\xff\xff"))
    return bytes(changed)
