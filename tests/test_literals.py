"""Nothing English is shown that never went through the catalogue: literals that look like sentences are looked at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nbkpi import errors
from nbkpi.report.columns import COLUMNS

PACKAGE = Path(__file__).parents[1] / "src" / "nbkpi"
SENTENCE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
"""Two words of English."""
CODE = re.compile(r"\s*[<:]|th scope|nbkpi [a-z]+|bold red$|body \{|.*\(FORMAT|\"?>\s*[<\w]", re.DOTALL)
"""HTML, style sheets, SQL, and commands."""

SHOWN = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.NbkpiError)}
"""The errors whose text is told to the user; others are for programmers."""

NOT_SHOWN = {
    "model/kinds.py": "kinds of entities as books have them",
    "loading/models.py": "descriptions in the JSON Schema of books",
    "loading/sheet_models.py": "descriptions in the JSON Schema of books",
    "figure/figure.py": "names of readings",
    "figure/phrase.py": "names of readings",
    "figure/qualifiers.py": "the sources of the readings",
    "cli/completion.py": "scripts for shells",
    "figure/worded.py": "names of readings",
    "figure/unit.py": "names of dimensions",
    "panel/with_duckdb.py": "SQL",
    "render/schema.py": "descriptions in the JSON Schema of output",
    "render/schema_book.py": "descriptions in the JSON Schema of output",
    "render/schema_import.py": "descriptions in the JSON Schema of output",
    "render/schema_parts.py": "descriptions in the JSON Schema of output",
    "render/schema_text.py": "descriptions in the JSON Schema of output",
    "tables/heading_periods.py": "patterns of words of time in English",
    "tables/kinds.py": "kinds of entities as books have them",
    "tables/titled.py": "patterns of English titles",
    "solve/relations.py": "relations as formulas, in no language",
}
"""Files with English texts that no screen shows."""

TRANSLATED_LATER = {
    "loading/files.py": "_EXPECTED",
    "render/headings.py": "HEADINGS",
    "report/target.py": "_LACKS",
    "solve/expr/state.py": "MEANINGS",
}
"""Tables of messages that are said by their key; tests/test_language.py knows what is in them."""

VERDICTS = ("not comparable", "not in the book")
OTHERS = (
    {("report/views.py", "Other metrics")}
    | {(file, "growth multiple") for file in ("report/display_words.py", "figure/words.py")}
    | {("errors.py", " -m pip install ")}
)


def constants(node: ast.AST) -> Iterator[ast.Constant]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part


def accounted_for(tree: ast.AST, file: str) -> Iterator[ast.Constant]:
    """Docstrings, what is given to the catalogue, what only programmers are told, and tables of messages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from constants(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "later"):
            yield from constants(node.args[0])
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if ast.unparse(node.exc.func) not in SHOWN:
                yield from constants(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if ast.unparse(target) == TRANSLATED_LATER.get(file):
                yield from constants(node)


def names_columns(text: str, file: str) -> bool:
    """Whether a text of a report holds nothing but the keys of columns."""
    return file.startswith("report/") and COLUMNS.keys() >= set(text.split())


def untold(text: str, file: str) -> list[str]:
    """The sentences of a source that are none of those."""
    tree = ast.parse(text)
    known = {id(one) for one in accounted_for(tree, file)}
    found = [one for one in constants(tree) if id(one) not in known and one.value not in VERDICTS]
    return [
        f"{one.lineno}: {one.value}"
        for one in found
        if SENTENCE.search(str(one.value)) and not CODE.match(str(one.value)) and (file, one.value) not in OTHERS
        if not names_columns(str(one.value), file)
    ]


FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", [file for file in FILES if file not in NOT_SHOWN and file != "__init__.py"])
def test_every_sentence_goes_through_the_catalogue(file: str) -> None:
    assert not untold((PACKAGE / file).read_text("utf-8"), file)


def test_a_sentence_that_does_not_is_found() -> None:
    assert untold('print("nothing was found")', "x.py")
    assert untold('raise UsageError(f"{name} was not found")', "x.py")
    assert not untold('"""A docstring of words."""\nraise ValueError("for programmers only")', "x.py")
    assert not untold('_("nothing was found")\nx = later("nothing was found")', "x.py")


def test_the_exceptions_are_still_needed() -> None:
    assert set(FILES) >= {*NOT_SHOWN, *TRANSLATED_LATER}
    for file in NOT_SHOWN:
        assert untold((PACKAGE / file).read_text("utf-8"), file), file
