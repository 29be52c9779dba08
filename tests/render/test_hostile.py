"""A book written to do harm: nothing in it may act on a terminal, a spreadsheet, a browser or a parser."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from nbkpi.render import BINARY, FORMATS

if TYPE_CHECKING:
    from conftest import Run

NAMES = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07\x1b]8;;https://example.org\x1b\\link",
    "[red]markup[/red] [link=https://example.org]x[/link] :smile:",
    "=cmd()",
    "+1+1|calc!A1",
    "-2+3",
    "@SUM(1)",
    "＝cmd()",
    " =1+1",
    "\t=1+1",
    "<script>alert(1)</script>",
    "a|b\\|c`d`*e*_f_~g~",
    "two\nlines\r\nand\ttabs\x0b\x0c",
    "\u202eright to left\u2066\u200b\ufeff",
    "\x7f\x85\x9b31m\u2028\u2029\xad",
    '"quoted", and; comma',
    "'apostrophe",
    "e\u0301\u0301\u0301 combining",
    "\U0001f600\U0001f468\u200d\U0001f469 \U000e0041",
    "\\ud800\\u202e escapes of escapes",
    "长" * 2_000,
]
ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]"
)
"""What may not come out; line feeds and tabs are ours and counted elsewhere."""

CALLS = [
    ("summary",),
    ("growth",),
    ("metric",),
    ("calc", "income * 2"),
    ("explain", "income.growth"),
    ("rank", "income", "--kind", NAMES[0]),
    ("compare", "e0", "e1", "e3"),
    ("trend", "income"),
    ("target",),
    *(("list", sort) for sort in ("entities", "indicators", "metrics", "sources", "observations")),
    ("export",),
]


def quoted(text: str) -> str:
    """As TOML, which quotes like JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wherever a book takes free text, it is one of the names."""
    first, second = map(quoted, NAMES[:2])
    parts = [f"[book]\ntitle = {first}"]
    parts.append(f'[[indicator]]\nid = "income"\nname = {quoted(NAMES[12])}\nunit = "万元"\nkind = "amount"')
    parts.append(f'[[metric]]\nid = "m"\nname = {second}\nformula = "income / 2"\nunit = "万元"')
    for place, name in enumerate(map(quoted, NAMES)):
        parts.append(f'[[source]]\nid = "s{place}"\ntitle = {name}\npublisher = {name}\nurl = {name}')
        parts.append(f'[[entity]]\nid = "e{place}"\nname = {name}\nkind = {name}\ncode = {name}')
        for value in ('indicator = "income"\nvalue = "88万元"', 'metric = "income.growth"\nvalue = "43.6%"'):
            source = quoted(f"s{place}#{NAMES[place]}")
            parts.append(
                f'[[observation]]\nentity = "e{place}"\nperiod = "2024"\n{value}\nsource = {source}\nnote = {name}'
            )
        parts.append(f'[[target]]\nentity = "e{place}"\nindicator = "income"\nperiod = "2024"\nvalue = "{place}万元"')
        ends = [f"at_least = {place}"] * (place > 0) + [f"below = {place + 1}"] * (place + 1 < len(NAMES))
        parts.append("\n".join([f"[[light]]\nname = {name}", *ends]))
    file = tmp_path_factory.mktemp("hostile") / "book.toml"
    file.write_text("\n".join(parts) + "\n", "utf-8")
    return file


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in BINARY])
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_nothing_acts_on_a_terminal(call: tuple[str, ...], form: str, nbkpi: Run, book: Path) -> None:
    outcome = nbkpi(*call, "--book", str(book), "--format", form)
    assert (outcome.code, outcome.err) == (0, "")
    out = outcome.out
    if form == "excel":
        out = out.removeprefix("\ufeff").replace("\r\n", "\n")
        cells = [cell for row in csv.reader(out.splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "＝"))]
    assert not ACTIVE.search(out)
    if form != "tsv":
        assert "\t" not in outcome.out


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_report_shows_names_and_obeys_none(form: str, nbkpi: Run, book: Path) -> None:
    outcome = nbkpi("report", "--book", str(book), "--format", form)
    assert (outcome.code, outcome.err) == (0, "")
    assert not ACTIVE.search(outcome.out)
    assert not re.search(r"(?<!\\)<script", outcome.out)


@pytest.mark.browser
def test_a_browser_executes_nothing_of_a_report(nbkpi: Run, book: Path, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    assert nbkpi("report", "--book", str(book), "-o", str(file)).code == 0
    page, said = browser.new_page(viewport={"width": 375, "height": 800}), []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    assert said == [file.as_uri()]
    assert page.locator("script, img, iframe, object, embed, form, link, base").count() == 0
    assert page.locator("a:not([href^='#'])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    # Names that look like markup are there to be read.
    assert "<script>alert(1)</script>" in page.locator("#growth").text_content()
    page.close()


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_format_stays_readable(call: tuple[str, ...], nbkpi: Run, book: Path) -> None:
    whole = nbkpi(*call, "--book", str(book), "--json").results()
    lines = nbkpi(*call, "--book", str(book), "--format", "jsonl").out.split("\n")[:-1]
    assert [json.loads(line) for line in lines] == whole
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        text = nbkpi(*call, "--book", str(book), "--format", form).out
        header, *rows = csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
        assert len(rows) == len(whole)
        assert {len(row) for row in rows} == {len(header)}
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "＝"))]
        assert not [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-\d+(\.\d+)?", cell)]


@pytest.mark.parametrize("call", [*CALLS, ("report",)], ids=" ".join)
def test_a_workbook_holds_only_texts_and_numbers(call: tuple[str, ...], nbkpi: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    assert nbkpi(*call, "--book", str(book), "-o", str(file)).code == 0
    for sheet in openpyxl.load_workbook(file):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "b")
                assert cell.hyperlink is None
                assert not ACTIVE.search(str(cell.value or ""))


def test_json_keeps_every_name_as_it_is(nbkpi: Run, book: Path) -> None:
    assert [entity["name"] for entity in nbkpi("list", "entities", "--book", str(book), "--json").results()] == NAMES


def test_markdown_shows_markup_as_text(nbkpi: Run, book: Path) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    text = nbkpi("list", "observations", "--book", str(book), "--format", "md").out
    html = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<script" not in html
    assert not re.search("<(a|em|strong|code|del|img)\\b", html)
    assert [row.count("<td") for row in html.split("<tr>")[2:]] == [6] * 2 * len(NAMES)


def test_a_terminal_shows_markup_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from io import StringIO

    from nbkpi.render.table import draw
    from nbkpi.report.document import Column, Document, Table

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "dumb")
    table = Table(
        (Column("name", NAMES[0]), Column("other", NAMES[2], fixed=True)), [(name, "1") for name in NAMES], NAMES[1]
    )
    shown = Terminal()
    draw(Document("list", (NAMES[0], NAMES[1]), [table], list(NAMES)), shown)
    assert not ACTIVE.search(shown.getvalue())
    assert "[red]markup[/red]" in shown.getvalue()
    assert ":smile:" in shown.getvalue()


@pytest.mark.parametrize("name", NAMES[:-1])
def test_errors_show_names_but_do_not_obey_them(name: str, nbkpi: Run, book: Path) -> None:
    for call in (
        ["metric", name],
        ["growth", "--entity", f"{name}?"],
        ["explain", f"{name}!"],
        ["growth", "--source", "e"],
    ):
        outcome = nbkpi(*call, "--book", str(book))
        assert not ACTIVE.search(outcome.out + outcome.err)
        assert "Traceback" not in outcome.err


def test_diagnostics_do_not_obey_the_file(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_bytes('[book]\ntitle = "t"\n[[entity]]\nid = "x" \x1b[31m\u202e\n'.encode())
    outcome = nbkpi("summary", "--book", str(file))
    assert outcome.code == 2
    assert not ACTIVE.search(outcome.err)
