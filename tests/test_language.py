"""The two languages: every message has its Chinese, the catalogue is whole and compiled, and data stay the same."""

from __future__ import annotations

import ast
import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, TypeGuard, get_args

import pytest

from nbkpi import language
from nbkpi.compare.target import DEFAULT_LIGHTS
from nbkpi.errors import DataError
from nbkpi.figure import Convention, Units
from nbkpi.figure.unit import STANDARD
from nbkpi.language import LANGUAGES, _, current, preferred, use
from nbkpi.loading.files import _EXPECTED
from nbkpi.loading.load import load
from nbkpi.loading.models import EntityRow, Family, Kind, Status
from nbkpi.loading.syntax import syntax_words
from nbkpi.loading.tidy_columns import TIDY
from nbkpi.model.book import Book
from nbkpi.model.kinds import PLACE_KINDS, SUFFIXES
from nbkpi.model.names import Directory
from nbkpi.render.delimited import render_csv
from nbkpi.render.headings import HEADINGS
from nbkpi.render.json import render_json
from nbkpi.report import views
from nbkpi.report.compare import compare
from nbkpi.report.display_words import WHY_NOT_WORDS
from nbkpi.report.document import Document
from nbkpi.report.explain import explain
from nbkpi.report.listing import SORTS, listing
from nbkpi.report.ranking import RankingRequest, rank
from nbkpi.report.results import Style
from nbkpi.report.target import _LACKS, target
from nbkpi.report.trend import trend
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.expr.state import MEANINGS
from nbkpi.solve.select import select
from nbkpi.tables.kinds import FIRST_LEVEL

PACKAGE = Path(__file__).parents[1] / "src" / "nbkpi"
PO = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.po"
COUNTY = Path(__file__).parent / "cli" / "books" / "county.toml"
REMEDY = "translate it in nbkpi.po, or remove it there, and compile as the head of that file says"

HAN = re.compile("[\u4e00-\u9fff]+")
FULL_WIDTH = re.compile("[\u3000-\u303f\uff01-\uff5e]")
TERMS = {"增长", "增长到", "基期为零", "扭亏为盈", "由盈转亏", "减亏", "增亏", "余", "多", "几", "合计"}
"""Chinese that English messages may hold besides units: the printed words that are spoken of, and terms of art."""

COMMON_KINDS = ("country", "subitem", "province", "prefecture", "township", "department", "institution", "school")
"""Kinds of entities that books may well have, though the embedded one has not; any word may be a kind."""


class Said(NamedTuple):
    """One call of _(), in_context() or later(): where it stands, its literal or else its expression, its values."""

    file: str
    line: int
    literal: str | None
    expression: str
    values: frozenset[str | None]
    is_later: bool


SPEAKING = ("_", "in_context", "later")


def message_of(call: ast.Call) -> ast.expr:
    """The message of a call; in_context() takes its context first, which catalogues put before the message."""
    if ast.unparse(call.func) != "in_context":
        return call.args[0]
    context, message = (ast.literal_eval(argument) for argument in call.args)
    return ast.Constant(f"{context}\x04{message}")


def is_said(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether it is a call that gives a message to the catalogue."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKING


def calls() -> Iterator[Said]:
    """Every call of _() and later() in the files."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if is_said(node):
                message = message_of(node)
                literal = str(message.value) if isinstance(message, ast.Constant) else None
                values = frozenset(keyword.arg for keyword in node.keywords)
                file = path.relative_to(PACKAGE).as_posix()
                yield Said(file, node.lineno, literal, ast.unparse(message), values, node.func.id == "later")


@cache
def trees() -> dict[Path, ast.Module]:
    """All files, parsed when the first test needs them, as every worker collects all tests."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def said() -> list[Said]:
    """Every call of _() and later() in the package."""
    return list(calls())


@cache
def literals() -> set[str]:
    """Every message that stands in a call itself."""
    return {call.literal for call in said() if call.literal is not None}


def kinds_of_entities() -> set[str]:
    """The kinds that options ask for, the embedded book has and names tell, the default, and other common ones."""
    default = EntityRow.model_fields["kind"].default
    told = {*FIRST_LEVEL.values(), *(kind for _end, kind in SUFFIXES), "county-level city", "federal state"}
    return {*PLACE_KINDS, *told, *(entity.kind for entity in load().entities), default, *COMMON_KINDS}


def sorts_of_things() -> set[str]:
    """What the directories of a book call their things."""
    empty = Book("", "", Convention(), Units())
    things = [*vars(empty).values(), *vars(empty.cells.breakdowns).values()]
    return {one.sort for one in things if isinstance(one, Directory)}


def titles_of_summary() -> set[str]:
    """The headings that the summary chooses from."""
    nodes = ast.walk(ast.parse((PACKAGE / "report" / "views.py").read_text("utf-8")))
    written = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {*views._TITLES.values(), *({"Growth", "Other metrics"} & written)}


VARIABLES: dict[tuple[str, str], Iterable[str]] = {
    **{
        ("cli/help.py", call): ()
        for call in (
            "one.info.metavar or one.name",
            "one.info.metavar or ''",
            "option.info.metavar or ''",
            "one.info.help or ''",
            "told",
            "one",
        )
    },
    ("cli/commands.py", "param.called"): (),
    ("loading/syntax.py", "known"): (),
    ("errors.py", "error.strerror or str(error)"): (),
    ("errors.py", "self.offer"): (),
    ("formula/wording.py", "FUNCTIONS[function].word"): (),
    ("formula/units.py", "base"): {base for unit in STANDARD for base, _power in unit.dimension},
    ("loading/files.py", "_EXPECTED.get(detail['type'], detail['msg'])"): _EXPECTED.values(),
    ("loading/layout.py", "key"): ("entity", "indicator", "period"),
    ("tables/sdmx.py", "key"): (*TIDY, "unit"),
    ("model/names.py", "self.sort"): sorts_of_things(),
    ("report/display_words.py", "VERDICT_WORDS[verdict]"): (),
    ("report/book_comparison.py", "figure.status"): get_args(Status),
    **{("render/headings.py", f"HEADINGS[{name}]"): HEADINGS.values() for name in ("key", "whole", "part")},
    **{(file, f"BASIS_WORDS[{basis}]"): () for file, basis in (("report/results.py", "result.basis"),)},
    ("report/columns.py", "COLUMNS[key].heading"): (),
    ("report/display_words.py", "CODES[key].get(cell, cell)"): (),
    ("report/display_words.py", "cell"): {*kinds_of_entities(), *get_args(Kind), *get_args(Status)},
    ("report/views.py", "kind"): kinds_of_entities(),
    ("report/listing.py", "one.kind"): {*kinds_of_entities(), *get_args(Kind)},
    ("report/listing.py", "one.family"): get_args(Family),
    ("report/overview.py", "one.kind"): kinds_of_entities(),
    ("report/months.py", "_MONTHS[first]"): (),
    ("report/months.py", "_MONTHS[last]"): (),
    ("report/panel.py", "MEANINGS[state]"): MEANINGS.values(),
    ("compare/ranking.py", "kind"): kinds_of_entities(),
    ("report/ranking.py", "kind"): kinds_of_entities(),
    ("report/results.py", "claim.status"): get_args(Status),
    ("report/target.py", "_LACKS[one.lack]"): _LACKS.values(),
    ("report/target.py", "name"): {light.name for light in DEFAULT_LIGHTS},
    ("report/views.py", "title"): titles_of_summary(),
    ("solve/check/hints.py", "what"): (),
    ("solve/select.py", "found[0].kind"): kinds_of_entities(),
    ("solve/select.py", "kind"): kinds_of_entities(),
    ("solve/select.py", "one"): kinds_of_entities(),
    ("report/target.py", "level_of(group[0].target.entity.kind)"): kinds_of_entities(),
    ("tables/lacking.py", "key"): ("entity", "period"),
    ("tables/tidy_headings.py", "role"): TIDY,
    ("solve/expr/state.py", "MEANINGS[state]"): MEANINGS.values(),
    ("report/book_comparison.py", "WHY_NOT_WORDS[why]"): WHY_NOT_WORDS.values(),
    ("text/book_verdicts.py", "claim.status"): get_args(Status),
    ("text/book_verdicts.py", "printed.status"): get_args(Status),
}
"""The calls of _() with something else than a literal, and all the constants that can reach each of them.

What is marked with later() is found by itself.
"""

CONSTANTS = {text for texts in VARIABLES.values() for text in texts}


def entries(text: str) -> list[tuple[str, str]]:
    """Every msgid of a catalogue with its msgstr."""
    found = re.findall(r'^(msgctxt (".*"\n))?msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)', text, re.MULTILINE)
    contexts = (f"{unquoted(context)}\x04" if context else "" for _line, context, *_texts in found)
    return [
        (context + unquoted(msgid), unquoted(msgstr))
        for context, (_line, _context, msgid, msgstr) in zip(contexts, found, strict=True)
    ]


def unquoted(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


def compiled(data: bytes) -> dict[str, str]:
    """The messages of a compiled catalogue; the format is that of GNU gettext, little-endian."""
    magic, _revision, count, ids, strings = struct.unpack_from("<5I", data)
    assert magic == 0x950412DE

    def text(table: int, index: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * index)
        return data[start : start + length].decode("utf-8")

    return {text(ids, index): text(strings, index) for index in range(count)}


ENTRIES = entries(PO.read_text("utf-8"))
CATALOGUE = {msgid: msgstr for msgid, msgstr in ENTRIES if msgid}


def fields(text: str) -> set[str]:
    """The placeholders of a message."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    use(wanted)
    try:
        yield
    finally:
        use("en")


def test_every_message_has_a_translation() -> None:
    missing = sorted(text for text in literals() | CONSTANTS if not CATALOGUE.get(text))
    assert not missing, REMEDY


def test_every_translation_is_used() -> None:
    stale = sorted(set(CATALOGUE) - literals() - CONSTANTS)
    assert not stale, REMEDY


def test_every_variable_message_is_known() -> None:
    given = {(call.file, call.expression) for call in said() if call.literal is None}
    assert given == set(VARIABLES), "say in VARIABLES of this file which constants reach these calls of _()"


def test_no_message_is_put_together_before_it_is_said() -> None:
    """An f-string, a sum or a formatted text would never be found in the catalogue."""
    wrong = [call for call in said() if call.expression.startswith(("f'", 'f"')) or ".format(" in call.expression]
    assert not wrong
    assert not [call for call in said() if call.is_later and (call.literal is None or call.values)]


def test_nothing_is_said_while_modules_are_imported() -> None:
    """The language may be another one when it is shown: such messages are marked with later()."""
    wrong = []
    for path, tree in trees().items():
        inside = {id(node) for outer in ast.walk(tree) if isinstance(outer, FUNCTIONS) for node in body_of(outer)}
        calling = [node for node in ast.walk(tree) if is_said(node) and ast.unparse(node.func) == "_"]
        wrong += [f"{path.name}:{node.lineno}" for node in calling if id(node) not in inside]
    assert not wrong, "write later(…) instead of _(…) there"


FUNCTIONS = (ast.FunctionDef, ast.Lambda)


def body_of(function: ast.AST) -> Iterator[ast.AST]:
    """What of a function runs only when it is called."""
    body = function.body if isinstance(function, ast.FunctionDef) else [function.body]  # type: ignore[attr-defined]
    for node in body:
        yield from ast.walk(node)


def test_everything_the_toml_parser_says_is_known() -> None:
    """Its messages are literals in its source; what stands in braces is a name or a character."""
    import tomli._parser

    source = Path(tomli._parser.__file__).with_name("_parser.py").read_text("utf-8")
    messages = []
    for node in ast.walk(ast.parse(source)):
        is_error = isinstance(node, ast.Call) and ast.unparse(node.func) == "TOMLDecodeError"
        message = node.args[0] if is_error else None  # type: ignore[attr-defined]
        if isinstance(message, ast.Constant):
            messages.append(str(message.value))
        elif isinstance(message, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in message.values]
            messages.append("".join(map(str, parts)))
    assert len(messages) > 15
    for text in messages:
        with speaking("zh"):
            assert HAN.search(syntax_words(text)), text
        assert syntax_words(text) == text
    with speaking("zh"):
        assert syntax_words("Something new") == "Something new"


def test_values_are_given_for_exactly_the_placeholders() -> None:
    given = [call for call in said() if call.literal is not None and call.values]
    wrong = [f"{call.file}:{call.line}" for call in given if fields(call.literal or "") != call.values]
    assert not wrong


def test_words_that_reach_messages_through_variables_have_no_placeholders() -> None:
    assert not [text for text in CONSTANTS if fields(text)]


def test_a_translation_says_the_same() -> None:
    foreign = re.compile("[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]")
    for english, chinese in CATALOGUE.items():
        assert fields(chinese) == fields(english), english
        assert chinese == chinese.strip(), english
        assert chinese != english
        assert not foreign.search(chinese), f"Chinese has its own punctuation: {english}"
        chinese.format(**dict.fromkeys(fields(chinese), "{x} {"))


def test_the_catalogue_is_written_once_and_for_good() -> None:
    text = PO.read_text("utf-8")
    assert len(ENTRIES) == text.count("\nmsgid ") == len({msgid for msgid, _msgstr in ENTRIES})
    assert "#~" not in text
    assert "fuzzy" not in text


def test_the_catalogue_is_compiled() -> None:
    found = compiled(PO.with_suffix(".mo").read_bytes())
    header = found.pop("")
    assert found == CATALOGUE, "compile nbkpi.po as the head of that file says"
    assert "charset=utf-8" in header.lower()


def test_english_messages_hold_only_such_chinese_as_they_speak_of() -> None:
    units = Units()
    for text in literals() | CONSTANTS:
        unknown = [word for word in HAN.findall(text) if word not in TERMS and units.get(word) is None]
        assert not unknown, text
        assert not FULL_WIDTH.search(text), text


def test_braces_in_data_are_only_data() -> None:
    for wanted in LANGUAGES:
        with speaking(wanted):
            assert "{0} {" in _("“{word}” is not expected here", word="{0} {")
            assert _("{kind}") == "{kind}"
            assert _("{") == "{"


def test_what_has_no_translation_is_said_as_it_is() -> None:
    with speaking("zh"):
        assert _("a word of the data") == "a word of the data"
        assert _("") == ""


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", struct.pack("<5I", 0x950412DE, 0, 9, 28, 99)])
def test_english_stays_where_the_catalogue_cannot_be_read(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.mo"
    damaged.parent.mkdir(parents=True)
    if content is not None:
        damaged.write_bytes(content)
    monkeypatch.setattr(language, "__file__", str(tmp_path / "language.py"))
    language._catalogue.cache_clear()
    try:
        with speaking("zh"):
            assert _("period") == "period"
    finally:
        language._catalogue.cache_clear()


def test_only_known_languages_are_spoken() -> None:
    with pytest.raises(ValueError, match="fr"):
        use("fr")
    assert current() == "en"


def test_a_language_is_spoken_only_in_its_context() -> None:
    copy_context().run(use, "zh")
    assert current() == "en"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"NBKPI_LANG": "zh"}, "zh"),
        ({"NBKPI_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"NBKPI_LANG": "", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "ZH_cn.gbk"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("NBKPI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert preferred() == expected


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line with nothing of the language in its environment but what is given."""
    chosen = ("NBKPI_LANG", "NBKPI_BOOK", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in chosen}
    set_here = {"PYTHONUTF8": "1", "PYTHONPATH": str(PACKAGE.parent), **environment}
    command = [sys.executable, "-m", "nbkpi", *arguments]
    return subprocess.run(
        command, env=kept | set_here, capture_output=True, encoding="utf-8", check=False, cwd=PACKAGE.parent, timeout=60
    )


GROWTH = ("growth", "--village", "东山村")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--lang", "zh", *GROWTH), {}),
        ((*GROWTH, "--lang=zh"), {"LANG": "en_US.UTF-8"}),
        (GROWTH, {"NBKPI_LANG": "zh"}),
        (GROWTH, {"LC_ALL": "zh_CN.UTF-8"}),
    ],
    ids=["--lang before the command", "--lang behind it", "NBKPI_LANG", "LC_ALL"],
)
def test_chinese_is_spoken_when_asked_for(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    done = run(*arguments, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    title, headings, *_rest = done.stdout.splitlines()
    assert title == "增长情况"
    assert headings.split() == ["对象", "指标", "时间", "数值", "区间", "数据性质", "来源"]
    assert "推导" in done.stdout
    assert "数据集：宁波（内置）" in done.stdout


def test_english_is_spoken_otherwise() -> None:
    done = run(*GROWTH, LANG="en_US.UTF-8")
    assert done.stdout.splitlines()[0] == "Growth"


def test_help_and_errors_are_chinese_too() -> None:
    shown = run("growth", "--help", NBKPI_LANG="zh").stdout
    assert "只看该对象" in shown
    assert "only" not in shown
    failed = run("growth", "--village", "宁波市", NBKPI_LANG="zh")
    assert failed.returncode == 2
    assert "“宁波市”是市，不是村" in failed.stderr


def opened(make: Callable[[Calculator, Any, Style], Document], path: Path | None = None) -> Callable[[], Document]:
    """A document of a book, the embedded one or another: loaded anew, as it names what it makes when it is asked."""

    def document() -> Document:
        book = load(path)
        return make(Calculator(book), select(book), Style())

    return document


def listed(sort: str) -> Callable[[], Document]:
    """A list of the embedded book."""
    return opened(lambda book, selection, style: listing(book, selection, style, sort))


DOCUMENTS = {
    "summary": opened(views.summary),
    "growth": opened(views.growth),
    "coverage": opened(views.coverage),
    "resolution": opened(views.resolution),
    "metric": opened(lambda book, selection, style: views.metric(book, selection, style, [])),
    "calc": opened(lambda book, selection, style: views.calc(book, selection, style, "profit / sales", "%")),
    "explain": opened(lambda book, selection, style: explain(book, selection, style, "market_share_growth")),
    "rank": opened(lambda book, selection, style: rank(book, selection, style, RankingRequest("collective_income"))),
    "compare": opened(lambda book, selection, style: compare(book, selection, style, ["east", "west"]), COUNTY),
    "trend": opened(lambda book, selection, style: trend(book, selection, style, "collective_income")),
    "target": opened(lambda book, selection, style: target(book, selection, style, None, False), COUNTY),
    **{f"list {sort}": listed(sort) for sort in SORTS},
}


def without_words(value: Any) -> Any:
    """JSON without the texts that are for people."""
    if isinstance(value, dict):
        texts = ("display", "reason", "name", "notes")
        return {key: None if key in texts else without_words(inner) for key, inner in value.items()}
    return [without_words(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", DOCUMENTS)
def test_records_do_not_depend_on_the_language(name: str) -> None:
    with speaking("en"):
        english = DOCUMENTS[name]()
        record, header = json.loads(render_json(english)), render_csv(english).splitlines()[0]
    with speaking("zh"):
        chinese = DOCUMENTS[name]()
        assert without_words(json.loads(render_json(chinese))) == without_words(record)
        assert render_csv(chinese).splitlines()[0] == header


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_and_notes_are_chinese(name: str) -> None:
    with speaking("zh"):
        document = DOCUMENTS[name]()
        texts = [*document.notes, document.provenance]
        texts += [column.heading for table in document.tables for column in table.columns if column.heading != "id"]
        texts += [table.title for table in document.tables if table.title and name != "calc"]
    assert texts
    assert not [text for text in texts if not HAN.search(text)]


def test_codes_and_places_of_diagnostics_do_not_depend_on_the_language(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(
        '[[entity]]\nid = "a b"\nname = "x"\n[[indicator]]\nid = "i"\nname = "{i}"\nunit = "{"\nkind = "x"\n'
        '[[observation]]\nentity = "{0}"\nindicator = "i"\nperiod = "then"\nvalue = true\n'
        '[[metric]]\nid = "m"\nname = "m"\nformula = "i / {"\n',
        "utf-8",
    )
    found = {}
    for wanted in LANGUAGES:
        with speaking(wanted), pytest.raises(DataError) as caught:
            load(broken)
        found[wanted] = caught.value.diagnostics
    assert [(one.code, one.place) for one in found["zh"]] == [(one.code, one.place) for one in found["en"]]
    assert all(HAN.search(one.message) for one in found["zh"])
    assert not any(HAN.search(one.message) for one in found["en"])
