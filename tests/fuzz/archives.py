"""Workbooks and documents whose archives, or the XML in them, were spoiled: never a crash, never a flood."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.hostile import spoiled, spoiled_bytes, word
from tests.fuzz.running import within

NUMBERS = (
    "0",
    "-1",
    "1048577",
    "4000000000",
    "99999999999999999999",
    "ZZZ1",
    "ZZZZZZZ1",
    "A0",
    "A1048577",
    "XFD1048576",
    "",
)


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One file of one kind."""
    ending = chance.choice(("xlsx", "ods", "docx"))
    path = folder / f"a.{ending}"
    {"xlsx": _xlsx, "ods": _ods, "docx": _docx}[ending](path)
    if chance.random() < 0.85:
        _rewrite(chance, path)
    if chance.random() < 0.25:
        path.write_bytes(spoiled_bytes(chance, path.read_bytes()))
    if ending == "docx":
        yield from within("extract", path.name, "--json").complaints()
        yield from within("audit", path.name, "-o", "b.docx").complaints()
    else:
        yield from within("import", path.name, "--new", "made", "--period", "2024").complaints()


def _xlsx(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        shown = book.add_format({"num_format": "0.0"})
        for row, cells in enumerate([["村名", "收入(万元)", "户数(户)"], ["东山村", 88.25, 36], ["西山村", 61.3, 40]]):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, shown)
        sheet.write_formula(3, 1, "=SUM(B2:B3)", None, 149.55)
        sheet.merge_range(4, 0, 4, 2, "注：甲县")


def _ods(path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{one}="{space}{one}:1.0"' for one in ("office", "table", "text"))
    rows = "".join(map(_ods_row, (("村名", "收入(万元)"), ("东山村", 88.2), ("西山村", 61.3))))
    sheet = f'<office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content{spaces}><office:body>{sheet}</office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def _ods_row(cells: tuple[str, str | float]) -> str:
    """A row with the numbers that a program writes for how often it and its cells are repeated."""
    shown = [f"<text:p>{cell}</text:p></table:table-cell>" for cell in cells]
    kinds = [f' office:value-type="float" office:value="{cell}"' if isinstance(cell, float) else "" for cell in cells]
    begun = [f'<table:table-cell table:number-columns-repeated="1"{kind}>' for kind in kinds]
    inside = "".join(map("".join, zip(begun, shown, strict=True)))
    return f'<table:table-row table:number-rows-repeated="1">{inside}</table:table-row>'


def _docx(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("甲县收入88万元，其中东山村50万元，西山村39万元，增长5.2%。")
    table = document.add_table(2, 2)
    for place, text in enumerate(("村", "收入(万元)", "东山村", "50")):
        table.cell(place // 2, place % 2).text = text
    document.save(str(path))


def _rewrite(chance: random.Random, path: Path) -> None:
    """Spoil the text of one or two entries, or pack entries otherwise."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in entries if name.endswith(("sheet1.xml", "Strings.xml", "document.xml", "content.xml"))]
    names = names if chance.random() < 0.8 else list(entries)
    for name in chance.sample(names, min(len(names), chance.randint(1, 2))):
        entries[name] = _spoiled_xml(chance, entries[name].decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name if chance.random() < 0.98 else word(chance)[:100] or "x", content)


def _spoiled_xml(chance: random.Random, text: str) -> str:
    """XML with an attribute or a tag that says too much, or with pieces of it anywhere."""
    kind = chance.random()
    quotes = [place for place, sign in enumerate(text) if sign == '"']
    if kind < 0.4 and len(quotes) > 3:
        for _each in range(chance.randint(1, 3)):
            place = chance.randrange(0, len(quotes) // 2) * 2
            start, end = quotes[place] + 1, quotes[place + 1]
            text = text[:start] + chance.choice(NUMBERS) + text[end:]
            quotes = [place for place, sign in enumerate(text) if sign == '"']
        return text
    if kind < 0.6 and "<" in text:
        tags = [piece.partition(">")[0] for piece in text.split("<")[1:]]
        tag = chance.choice(tags)
        middle = text.find("<" + tag)
        return text[:middle] + f"<{tag}>" * chance.choice((2, 500, 30_000)) + text[middle:]
    return spoiled(chance, text)
