"""The import graph: which part of nbkpi may know which, and where each dependency may be used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "nbkpi"

COMMON = ("contents", "errors", "diagnostics", "language", "patterns", "version", "manual")
LAYERS = (
    ("__main__",),
    ("cli", "library"),
    ("render",),
    ("report",),
    ("text", "compare", "panel"),
    ("solve", "tables"),
    ("editing",),
    ("loading",),
    ("model",),
    ("formula", "sheets"),
    ("figure",),
    ("exact",),
    COMMON,
)
"""Imports point only down; those on one line do not know each other, except the last, which all may use."""
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}

SOLVE = (("check",), ("calculate", "implied", "query", "following", "over_previous"), (), ("contractors",), ("expr",))
"""The same within nbkpi.solve, where what is not named is in the middle; those on one line may know each other."""

ONLY = {"render": {"report", *COMMON}, "exact": set[str]()}
"""Parts that may know no more than this of nbkpi."""

AT_HOME = {
    "typer": {"cli"},
    "rich": {"render", "cli"},
    "pydantic": {"loading", "render"},
    "pydantic_core": {"loading", "render"},
    "tomli": {"figure", "loading", "editing", "cli", "text"},
}
"""Everything from outside the standard library, and the parts that may import it."""

HEAVY = {
    *("altair", "babel", "duckdb", "narwhals", "numpy", "openpyxl", "pandas", "polars", "pyspark", "python_calamine"),
    *("docx", "py4j", "pypdf", "vl_convert", "xlrd", "xlsxwriter"),
}
"""What is imported only when it is used, wherever that is."""

BEFORE_NARWHALS = {f"nbkpi.panel.{name}" for name in ("engine", "engines", "files")}
"""What of nbkpi.panel is known before it is known that Narwhals is installed, by which all else there computes."""


class Import(NamedTuple):
    """One imported module, and where; names: what is imported from it, which may be a module too."""

    path: Path
    line: int
    module: str
    at_top: bool
    names: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The part of nbkpi that imports."""
        return part_of(self.path)

    @property
    def top(self) -> str:
        """The package imported."""
        return self.module.partition(".")[0]

    @property
    def place(self) -> str:
        """Where to look."""
        return f"{self.path.relative_to(PACKAGE.parent)}:{self.line} imports {self.module}"


def part_of(path: Path) -> str:
    """The part of nbkpi that a file belongs to; nothing for nbkpi/__init__.py."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports_of(path: Path) -> Iterator[Import]:
    """Every import statement of a file, inside functions and for type checking too."""
    for node, at_top in _statements(ast.parse(path.read_text("utf-8"), str(path)), at_top=True):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name, at_top)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} has a relative import"
            for alias in node.names:
                is_part = node.module == "nbkpi"
                name = f"{node.module}.{alias.name}"
                yield Import(path, node.lineno, name if is_part else str(node.module), at_top, (name,))


def _statements(node: ast.AST, at_top: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Every statement inside, with whether it runs on import."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield inner, at_top
            yield from _statements(inner, at_top and not _runs_later(inner))


def _runs_later(node: ast.AST) -> bool:
    """Whether what is inside does not run on import: functions, and what is for type checking."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def imports() -> list[Import]:
    """The import statements of all files: read when the first test needs them, as every worker collects all tests."""
    return [found for path in FILES for found in imports_of(path)]


def own() -> Iterator[tuple[Import, str]]:
    """Those of nbkpi, each with the part that is imported."""
    return ((found, found.module.split(".")[1]) for found in imports() if found.module.startswith("nbkpi."))


def test_every_part_has_its_layer() -> None:
    assert {part_of(path) for path in FILES} - {""} <= set(RANK)


def test_imports_point_down() -> None:
    wrong = [
        found.place
        for found, part in own()
        if found.part and part != found.part
        if RANK[part] < RANK[found.part] or (RANK[part] == RANK[found.part] and part not in COMMON)
    ]
    assert wrong == []


def test_imports_within_solve_point_down() -> None:
    packages = {path.parent.name for path in (PACKAGE / "solve").glob("*/__init__.py")}
    assert packages <= {name for layer in SOLVE for name in layer}
    inner = [(module_name(found.path), used, found) for found in imports() for used in found.names]
    wrong = [
        found.place
        for own, used, found in inner
        if own.startswith("nbkpi.solve.") and used.startswith("nbkpi.solve.") and _rank(used) < _rank(own)
    ]
    assert wrong == []


def _rank(module: str) -> int:
    """How far down in nbkpi.solve a module is."""
    name = module.split(".")[2]
    return next((rank for rank, layer in enumerate(SOLVE) if name in layer), SOLVE.index(()))


@pytest.mark.parametrize("part", ONLY)
def test_some_parts_know_little(part: str) -> None:
    wrong = [found.place for found, used in own() if found.part == part and used not in {part, *ONLY[part]}]
    assert wrong == []


def test_dependencies_stay_where_they_belong() -> None:
    outside = [found for found in imports() if found.top not in {*sys.stdlib_module_names, "nbkpi", *HEAVY}]
    wrong = [found.place for found in outside if found.part not in AT_HOME.get(found.top, ())]
    assert wrong == []


def test_heavy_packages_are_imported_when_used() -> None:
    """nbkpi.panel itself is imported when used, and computes with Narwhals everywhere."""
    heavy = [found for found in imports() if found.top in HEAVY and found.at_top]
    assert [found.place for found in heavy if found.part != "panel" or found.top != "narwhals"] == []
    first = {found.module for found in imports() if found.at_top and found.part == "cli"}
    assert {name for name in first if name.startswith("nbkpi.panel.")} <= BEFORE_NARWHALS
    assert BEFORE_NARWHALS & {module_name(found.path) for found in heavy} == set()


def test_no_import_cycles_between_modules() -> None:
    """Imports inside functions and for type checking count too: they are how a cycle is hidden from Python."""
    graph: dict[str, set[str]] = {module_name(path): set() for path in FILES}
    for found in imports():
        graph[module_name(found.path)] |= {found.module, *found.names} & graph.keys()
    settled: set[str] = set()
    while ready := {name for name, used in graph.items() if used <= settled} - settled:
        settled |= ready
    assert sorted(graph.keys() - settled) == []


def module_name(path: Path) -> str:
    """The name a file is imported by."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import nbkpi", ("typer", "rich", "pydantic", "tomli", "pathlib")),
        ("import nbkpi; nbkpi.read('88万元')", ("typer", "rich", "pydantic")),
        ("import nbkpi; nbkpi.load()", ("typer", "rich")),
        ("import nbkpi.exact", ("typer", "rich", "pydantic", "tomli")),
    ],
)
def test_the_library_imports_no_more_than_it_needs(statement: str, unwanted: tuple[str, ...]) -> None:
    # -S: otherwise files of the environment may import what they like before us.
    code = f"import sys; sys.path[:] = {sys.path!r}; {statement}; print(sorted(set({unwanted!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
