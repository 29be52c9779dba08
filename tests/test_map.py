"""The map of the code: files and functions that can be read at once, and one name for one class."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from radon.complexity import cc_visit

PACKAGE = Path(__file__).parents[1] / "src" / "nbkpi"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300
MOST_PATHS = 20

OTHER_NAMES = ("library", "render/schema")
"""Parts whose classes are what programs know others by: results of the library, and records in the JSON Schema."""


def name_of(path: Path) -> str:
    """A file as these tests name it."""
    return path.relative_to(PACKAGE).as_posix()


def test_files_are_short_enough_to_be_read() -> None:
    assert {name_of(path) for path in FILES if path.read_text("utf-8").count("\n") > LONGEST} == set()


@pytest.mark.thorough
def test_functions_have_few_paths() -> None:
    found = set()
    for path in FILES:
        for block in cc_visit(path.read_text("utf-8")):
            functions = [block, *getattr(block, "methods", ()), *getattr(block, "closures", ())]
            found |= {f"{name_of(path)} {one.name}" for one in functions if one.complexity > MOST_PATHS}
    assert found == set()


def test_no_two_public_classes_have_one_name() -> None:
    homes = defaultdict(list)
    for path in FILES:
        if not name_of(path).startswith(OTHER_NAMES):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(name_of(path))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
