"""Tables of any cells: what is taken in loads again, and every figure in the book stands in the table."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.hostile import number, spoiled
from tests.fuzz.running import within

HEADINGS = (
    "收入(万元)",
    "户数(户)",
    "同比增长%",
    "占比",
    "单位",
    "指标",
    "2023年",
    "2024年",
    "1-6月",
    "合计",
    "序号",
    "备注",
    "",
)
LABELS = ("东山村", "西山村", "甲县", "合计", "总计", "其中：一组", "  二组", "", "注：甲", "男", "女")


def table(chance: random.Random) -> list[list[str]]:
    """Some rows below one or two headings, mostly in order."""
    width = chance.choice((2, 3, 5, 12))
    rows = [[chance.choice(("村名", "地区", "指标", ""))] + [chance.choice(HEADINGS) for _each in range(width - 1)]]
    if chance.random() < 0.3:
        rows.insert(0, [chance.choice(("甲县2024年各村收入（万元）", "单位：万元", ""))] + [""] * (width - 1))
    for _row in range(chance.choice((1, 3, 8, 40))):
        label = (
            chance.choice(LABELS) if chance.random() < 0.7 else f"{chance.choice('甲乙丙丁戊')}{chance.randrange(99)}村"
        )
        rows.append([label] + [number(chance) for _each in range(width - 1)])
    return rows


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One table, taken in as a book and looked at as a panel."""
    mark = chance.choice((",", "\t", ";"))
    lines = [mark.join(f'"{one}"' if mark in one or "\n" in one else one for one in row) for row in table(chance)]
    text = "\n".join(lines)
    text = spoiled(chance, text) if chance.random() < 0.4 else text
    ending = ".tsv" if mark == "\t" else ".csv"
    (folder / f"a{ending}").write_bytes(
        text.encode(chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")
    )
    call = ["import", f"a{ending}", "--new", "made"] + (["--period", "2024"] if chance.random() < 0.7 else [])
    call += chance.choice(([], [], ["--total", "first"], ["--new-entities"], ["--header", "1"], ["--unit", "万元"]))
    taken = within(*call)
    yield from taken.complaints()
    yield from within("import", f"a{ending}", "--as-table", "-o", "-").complaints()
    if taken.code == 0 and (folder / "made").is_dir():
        listed = within("export", "--book", "made", "--json")
        yield from listed.complaints()
        yield from within("check", "--book", "made").complaints()
        if listed.code == 2:
            yield f"what was imported cannot be used: {listed.err}"
        else:
            yield from _not_in(text, listed.out)


def _not_in(text: str, listed: str) -> Iterator[str]:
    """Figures of a book whose digits stand nowhere in the table."""
    plain = text.replace(",", "")
    for one in json.loads(listed)["results"]:
        digits = str(one.get("text") or "").lstrip("-").removesuffix("%")
        if digits[:1].isdigit() and digits.isascii() and digits not in plain:
            yield f"a figure that is not in the table: {one}"
