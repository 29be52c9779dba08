"""Every diagnostic code has a folder here: a book with that mistake, and the text that is shown for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nbkpi.book import load as load_module
from nbkpi.book.load import load
from nbkpi.cli.failure import diagnostic_text
from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import DataError

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/expected.txt"))


def found_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Diagnostic]:
    """What is wrong with the book in a folder, loaded from there as `nbkpi --book .` does."""
    monkeypatch.chdir(folder)
    try:
        return load(Path()).warnings
    except DataError as error:
        return list(error.diagnostics)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_mistake_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_in(folder, monkeypatch)
    assert folder.name in {one.code for one in found} or folder.name == "several-files"
    text = "\n".join(diagnostic_text(one) for one in found)
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_place_is_in_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in found_in(folder, monkeypatch):
        file, _mark, cell = one.path.partition("!")
        if cell:
            assert (folder / file).is_file()
            assert re.fullmatch("[A-Z]+[0-9]+", cell)
            continue
        lines = (folder / one.path).read_text(encoding="utf-8", errors="replace").splitlines()
        assert lines[one.line - 1].startswith(one.excerpt.rstrip("�"))
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The words that stand as a whole argument of a call which notes a problem, or are given the name code."""
    for node in ast.walk(tree):
        words: list[ast.expr] = []
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = node.args if called in ("add", "add_at", "_add_at", "add_error", "_Wrong") else []
        elif isinstance(node, ast.Assign) and "code" in ast.unparse(node.targets[0]).strip("()").split(", ")[:1]:
            words = node.value.elts[:1] if isinstance(node.value, ast.Tuple) else [node.value]
        yield from (word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str))


def test_every_code_in_the_source_has_a_folder() -> None:
    sources = Path(load_module.__file__).parent.glob("*.py")
    codes = {code for source in sources for code in codes_in(ast.parse(source.read_text(encoding="utf-8")))}
    assert codes == {folder.name for folder in CASES} - {"several-files"}
