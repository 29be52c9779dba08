"""Every diagnostic code and every kind of finding has a folder here: a book with it, and the text shown for it.

A diagnostic is shown when the book is loaded, a finding by nbkpi check.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from nbkpi.cli.failure import diagnostic_text
from nbkpi.diagnostics import OTHER_SOURCE, Diagnostic
from nbkpi.errors import DataError
from nbkpi.loading import load as load_module
from nbkpi.loading.load import load
from nbkpi.solve import network
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import everything, verdicts
from nbkpi.solve.select import select

if TYPE_CHECKING:
    from conftest import Run

HERE = Path(__file__).parent
FINDINGS = {
    "contradicted-growth": ("contradicted", "metric"),
    "contradicted-share": ("contradicted", "metric"),
    "contradicted-rate": ("contradicted", "metric"),
    "contradicted-claims": ("contradicted", "metric"),
    "contradicted-identity": ("contradicted", "identity"),
    "contradicted-sum": ("contradicted", "sum"),
    "contradicted-periods": ("contradicted", "periods"),
    "contradicted-within": ("contradicted", "within"),
    "contradicted-members": ("contradicted", "members"),
    "contradicted-sources": ("contradicted", "sources"),
    "contradicted-limits": ("contradicted", "metric"),
    "zero-base": ("contradicted", "metric"),
    "truncated": ("truncated", "metric"),
    "conflict-of-many": ("contradicted", "metric"),
    "never-holds": ("contradicted", "identity"),
}
"""What the one finding in each folder is: its verdict, and what sort of relation does not hold."""

ALL = "every-verdict"
"""A book for which nbkpi check -v shows each verdict."""
CASES = sorted(path.parent for path in HERE.glob("*/expected.txt") if path.parent.name not in {*FINDINGS, ALL})


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
    assert codes | {OTHER_SOURCE} == {folder.name for folder in CASES} - {"several-files"}


def checked(folder: Path) -> list[verdicts.Check]:
    book = load(folder)
    return everything.check(Calculator(book), select(book))


@pytest.mark.parametrize("name", [*FINDINGS, ALL])
def test_a_finding_is_explained(name: str, nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / name)
    outcome = nbkpi("check", *(["-v"] if name == ALL else []), "--book", ".")
    assert outcome.code == 1
    assert outcome.out == (HERE / name / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("name", FINDINGS)
def test_there_is_one_finding_of_that_kind(name: str) -> None:
    (found,) = (one for one in checked(HERE / name) if one.is_finding)
    assert (found.verdict, found.sort) == FINDINGS[name]


def test_every_kind_of_finding_has_a_folder() -> None:
    assert {verdict for verdict, _sort in FINDINGS.values()} == set(verdicts.FINDINGS)
    # What several relations are together is said as these themselves.
    sorts = {*get_args(network.Sort), "sources"} - {"together"}
    assert {sort for _verdict, sort in FINDINGS.values()} == sorts
    assert {one.verdict for one in checked(HERE / ALL)} == set(get_args(verdicts.Verdict)) == set(verdicts.VERDICTS)


def test_many_is_three_or_more() -> None:
    (found,) = (one for one in checked(HERE / "conflict-of-many") if one.is_finding)
    assert len(found.printed) >= 3
