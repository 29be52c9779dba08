"""Every screen in both languages: complete, in columns that fit, and with the same data for programs."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

from nbkpi.cli.catalogue import commands
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.language import LANGUAGES
from nbkpi.loading.load import load
from nbkpi.loading.models import book_schema
from nbkpi.model.book import Book
from nbkpi.render import ENDINGS, FORMATS
from nbkpi.report.listing import SORTS
from nbkpi.report.width import width

if TYPE_CHECKING:
    from conftest import Run

HERE = Path(__file__).parent
ERRORS = HERE.parent / "errors"
BULLETIN = str(HERE / "texts" / "true.txt")
HAN = re.compile("[\u3400-\u9fff]")
ASKED = {
    "calc": ("sales / years()", "--unit", "亿元"),
    "explain": ("resolution_rate",),
    "check": ("-v",),
    "rank": ("collective_income",),
    "compare": ("奉化区", "余姚市"),
    "trend": ("collective_income",),
    "target": ("--as-of", "2025-06"),
    "extract": (BULLETIN, "--as-of", "2025-06"),
    "audit": (BULLETIN, "--as-of", "2025-06"),
    "list": ("observations",),
    "panel": ("collective_income.growth", "--from", str(Path(__file__).with_name("panel.csv"))),
}
"""What is asked of the commands that need to be asked something."""

SILENT = ("import", "init", "add", "schema", "report", "manual")
"""Commands without --json."""

NO_WORDS = set(
    re.findall(
        "[A-Za-z]+",
        "nbkpi id ID GB TOML JSON CSV SDMX Schema Parquet Markdown HTML docx PDF UTF utf gb xlsx xlsm xls ods csv tsv "
        "parquet table toml bash zsh fish powershell pp below_half not_applicable unknown withheld skip min dense "
        "shell months days year previous place drafts sales stores growth income https io "
        "big cp Excel DuckDB Spark local host spark URL duckdb polars exact nearest truncated entity period",
    )
)
"""What is written in letters in Chinese too: formats, and values and examples of what may be given."""

FOR_PEOPLE = ("display", "reason", "name", "notes", "hints")
"""The texts of JSON that are sentences and names for people; all else is the same in every language."""


FUNCTIONS_OF_PANELS = ("whole()", "running()")
"""Named in the help of options that go with them."""


def english_words(text: str) -> set[str]:
    """What is left of English in a Chinese screen without names of options and commands, and examples."""
    text = re.sub(r"^ +nbkpi .*$|--?[a-z][a-z-]*", "", text, flags=re.MULTILINE)
    for known in (*FUNCTIONS_OF_PANELS, *commands(), *FORMATS, *ENDINGS, *SORTS, *LANGUAGES):
        text = re.sub(rf"(?<![a-z]){re.escape(known)}(?![a-z])", "", text)
    return {word for word in re.findall("[A-Za-z]{2,}", text) if word not in NO_WORDS}


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_is_all_chinese(name: str, nbkpi: Run) -> None:
    shown = nbkpi(*filter(None, [name]), "--help", "--lang", "zh") if name else nbkpi("--lang", "zh", "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("用法：nbkpi")
    assert not english_words(shown.out)


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_is_all_english(name: str, nbkpi: Run) -> None:
    """Under a Chinese locale too, and after Chinese was spoken in this process; examples name entities of the book."""
    nbkpi(*filter(None, [name]), "--help", NBKPI_LANG="zh")
    shown = nbkpi("--lang", "en", *filter(None, [name]), "--help", NBKPI_LANG="", LC_ALL="zh_CN.UTF-8").out
    assert shown.startswith("Usage: nbkpi")
    units = {"合计", "万元"}
    assert not [
        line
        for line in shown.splitlines()
        if not line.startswith("  nbkpi ") and set(HAN.findall(line)) - set("".join(units))
    ]


@pytest.mark.parametrize("columns", ["50", "80", pytest.param("120", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", *commands()])
def test_the_columns_of_help_fit(name: str, language: str, columns: str, nbkpi: Run) -> None:
    shown = nbkpi(*filter(None, [name]), "--help", NBKPI_LANG=language, COLUMNS=columns).out
    for section in shown.split("\n\n"):
        heading, *rows = section.splitlines()
        if heading.endswith((":", "：")):
            starts = {width(row) - width(row.lstrip()) for row in rows if row.startswith("   ")}
            starts |= {width(row[: match.end()]) for row in rows if (match := re.match(r"  \S.*?  +(?=\S)", row))}
            assert len(starts) <= 1, section
        for row in section.splitlines():
            # What is to be copied stays in one line.
            is_whole = row.startswith(("  --", "  nbkpi ")) or len(row.split()) == 1
            assert width(row) <= max(int(columns) - 2, 50) or is_whole, row


def test_help_word_by_word(nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    """Every help screen in Chinese, as it is on 80 columns; those in English are with the other screens."""
    shown = [nbkpi(*filter(None, [name]), "--help", NBKPI_LANG="zh", COLUMNS="80").out for name in ("", *commands())]
    expected("all-help-zh", "\n".join(shown))


def keys_and_values(schema: Any) -> Iterator[str]:
    """Every key that TOML of a book may have, and every value that is one of a few."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from map(str, [*schema.get("enum", ()), schema.get("const", "")])
        schema = list(schema.values())
    for inner in schema if isinstance(schema, list) else ():
        yield from keys_and_values(inner)


OF_BOOKS = {word for text in keys_and_values(book_schema()) for word in re.findall("[A-Za-z]+", text)}
EXCERPT = re.compile(r"^  \d* *\| .*$|\[[a-z0-9-]+\]$|[\w./-]+\.(toml|csv)|0x[0-9a-f]+", re.MULTILINE)
"""Lines of the book, codes, names of files and bytes in what is told of a mistake."""


@pytest.mark.parametrize("book", sorted(path.name for path in ERRORS.iterdir() if (path / "expected.txt").exists()))
def test_every_mistake_is_told_in_chinese(book: str, nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told holds no English besides what the book has, and the exit code is that of English."""
    monkeypatch.chdir(ERRORS / book)
    told, english = (nbkpi("check", "--book", ".", "-v", NBKPI_LANG=language) for language in ("zh", "en"))
    assert told.code == english.code
    own = "".join(path.read_text("utf-8", "replace") for path in Path().iterdir() if path.name != "expected.txt")
    said = EXCERPT.sub("", told.out + told.err).replace(book, "")
    assert HAN.search(said)
    assert not english_words(said) - OF_BOOKS - set(FUNCTIONS) - set(re.findall("[A-Za-z]+", own))


def asked(name: str) -> tuple[str, ...]:
    return (name, *ASKED.get(name, ()))


def data(value: Any) -> Any:
    """What programs read: all but the texts for people."""
    if isinstance(value, dict):
        words = {
            key for key, inner in value.items() if key in FOR_PEOPLE or (key == "measure" and isinstance(inner, str))
        }
        return {key: None if key in words else data(inner) for key, inner in value.items()}
    return [data(inner) for inner in value] if isinstance(value, list) else value


FILTERED = [name for name in commands() if name not in (*SILENT, "extract", "audit", "export", "panel")]


@pytest.mark.parametrize("name", [name for name in commands() if name not in SILENT])
def test_what_programs_read_depends_neither_on_the_language_nor_on_plain_units(name: str, nbkpi: Run) -> None:
    """JSON but for texts for people, and the columns of CSV; --plain-units changes what is shown, none of it."""
    english, chinese = (nbkpi(*asked(name), "--json", NBKPI_LANG=language) for language in ("en", "zh"))
    assert english.code == chinese.code
    assert english.out
    assert json.dumps(data(english.json())) == json.dumps(data(chinese.json()))
    columns, others = (nbkpi(*asked(name), "--format", "csv", NBKPI_LANG=language) for language in ("en", "zh"))
    assert columns.out.partition("\n")[0] == others.out.partition("\n")[0]
    if name in FILTERED:
        assert nbkpi(*asked(name), "--json", "--plain-units", NBKPI_LANG="en") == english
        assert nbkpi(*asked(name), "--format", "csv", "--plain-units", NBKPI_LANG="zh") == others


def names_of(book: Book) -> set[str]:
    """Every word in letters that the book itself has."""
    texts = [one.id + " " + one.name for one in (*book.entities, *book.indicators, *book.metrics)]
    texts += [one.formula for one in book.metrics] + [one.id + " " + one.title for one in book.sources.values()]
    texts += [one.locator for one in book.observations]
    return set(re.findall("[A-Za-z]+", " ".join(texts)))


@pytest.mark.parametrize("name", [name for name in commands() if name not in (*SILENT, "export")])
def test_tables_are_all_chinese(name: str, nbkpi: Run) -> None:
    shown = nbkpi(*asked(name), "--format", "table", NBKPI_LANG="zh")
    assert shown.err == ""
    assert not english_words(shown.out) - names_of(load()) - {"prior", "years", "previous"}


@pytest.mark.parametrize("name", ["summary", "growth", "coverage", "resolution", "metric", "trend", "rank", "calc"])
def test_amounts_written_out_in_english_have_no_chinese_units(name: str, nbkpi: Run) -> None:
    documents = {"calc": ("sales - profit",), "rank": ("gdp",), "trend": ("gdp",)}
    lines = nbkpi(name, *documents.get(name, ()), "--plain-units", "--format", "md").out.splitlines()
    heading = next(line for line in lines if "value" in line).split("|")
    columns = [place for place, cell in enumerate(heading) if cell.strip() in ("value", "bounds")]
    cells = [line.split("|")[place] for line in lines if line.count("|") == len(heading) - 1 for place in columns]
    assert len(cells) > 4
    assert not [cell for cell in cells if HAN.search(cell)]


def test_amounts_are_written_out_in_both_languages(
    nbkpi: Run, expected: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE / "books")
    calls = [["growth", "--village", "东山村"], ["explain", "gdp_per_head"], ["list", "indicators"], ["check", "-v"]]
    calls += [["target", "--as-of", "2025-06", "--book", "county.toml"]]
    calls += [["compare", "东村", "西村", "--book", "county.toml"]]
    said = [nbkpi(*call, "--plain-units", NBKPI_LANG=language).out for language in LANGUAGES for call in calls]
    expected("plain-units", "\n".join(said))


@pytest.mark.parametrize("columns", [40, 80, pytest.param(120, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", ["growth", "explain", "check", "compare", "target", "audit"])
def test_chinese_tables_fit_a_terminal(name: str, columns: int, screen: Callable[..., str]) -> None:
    book = f"--book {HERE / 'books' / 'county.toml'}"
    calls = {"compare": f"compare 东村 西村 {book}", "target": f"target --as-of 2025-06 {book}"}
    shown = screen(columns, calls.get(name, " ".join(asked(name))), NBKPI_LANG="zh")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert len(lines) > 3
    assert max(map(wcswidth, lines)) <= columns


def test_examples_of_help_are_the_same(nbkpi: Run) -> None:
    for name, command in commands().items():
        shown = nbkpi(name, "--help", NBKPI_LANG="zh", COLUMNS="120").out
        for example in command.examples:
            assert shlex.split(example)[:2] == ["nbkpi", name]
            assert f"\n  {example}\n" in shown
