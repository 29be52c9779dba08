"""What the project declares about itself, and what no file of it may hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points, version
from pathlib import Path

import nbkpi
from nbkpi.loading.place import embedded_book

ROOT = Path(__file__).parents[1]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = DECLARED["project"]

TEXTS = {"", ".cfg", ".css", ".html", ".ini", ".json", ".md", ".po", ".py", ".pyi", ".toml", ".txt", ".typed", ".yml"}
FOLDERS = ("src", "data", "tests", ".ci", "docs")

# Written in pieces, as this file is one of those that must not hold them.
REGISTRY = re.compile(
    "|".join(map(re.escape, ("pypi" + ".org", "python" + "hosted", "index" + "-url", "find" + "-links")))
)
PLACES = re.compile("|".join(f"/{name}/" for name in ("work", "root", "tmp", "home")))


def files() -> Iterator[Path]:
    """The text files of the project; in tests only its programs, as their data may be broken on purpose."""
    for path in ROOT.iterdir():
        # In a work tree beside the repository .git is a file, which is not one of the project.
        if path.is_file() and path.suffix in TEXTS and path.name != ".git":
            yield path
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            is_kept = path.suffix in TEXTS and "__pycache__" not in path.parts
            if path.is_file() and is_kept and (folder != "tests" or path.suffix == ".py"):
                yield path


FILES = sorted(files())


def test_files_are_plain_text() -> None:
    for path in FILES:
        text = path.read_bytes().decode("utf-8")
        assert "\t" not in text, path
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path
        assert not re.search(r"[^\S\n]$", text, re.MULTILINE), path


def test_files_name_no_registry() -> None:
    assert [path for path in FILES if REGISTRY.search(path.read_text("utf-8"))] == []


def test_files_name_no_place_of_a_machine() -> None:
    looked = [path for path in FILES if path.parts[len(ROOT.parts)] != "tests"]
    assert [path for path in looked if PLACES.search(path.read_text("utf-8"))] == []


def test_core_dependencies_are_four() -> None:
    names = [re.match(r"[\w-]+", line) for line in PROJECT["dependencies"]]
    assert [name[0] for name in names if name] == ["typer", "rich", "pydantic", "tomli"]


def test_typer_is_held_below_the_version_that_is_slow_to_start() -> None:
    (typer,) = (line for line in PROJECT["dependencies"] if line.startswith("typer"))
    assert typer.endswith("<0.29")


def test_python_and_extras() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert {"test", "dev", "excel", "panel", "report"} <= set(PROJECT["optional-dependencies"])
    assert "nbkpi[test]" in PROJECT["optional-dependencies"]["dev"]


def test_the_command_starts_what_it_names() -> None:
    module, _colon, name = PROJECT["scripts"]["nbkpi"].partition(":")
    assert callable(getattr(import_module(module), name))
    (installed,) = entry_points(group="console_scripts", name="nbkpi")
    assert installed.value == PROJECT["scripts"]["nbkpi"]


def test_the_version_is_one() -> None:
    assert version("nbkpi") == nbkpi.__version__
    assert DECLARED["tool"]["hatch"]["version"]["path"] == "src/nbkpi/version.py"


def test_the_licence_is_in_its_file() -> None:
    assert PROJECT["license"] == "MIT"
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("MIT License\n")
    assert "nbkpi contributors" in text


def test_nothing_else_lies_at_the_top() -> None:
    known = {"CHANGELOG.md", "LICENSE", "README.md", "README.zh.md", "data", "pyproject.toml", "src", "tests"}
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()]
    there = {path.name for path in ROOT.iterdir() if not any(path.match(pattern) for pattern in ignored)}
    assert {name for name in there if not name.startswith(".")} == known


def test_the_embedded_book_goes_into_the_wheel() -> None:
    assert DECLARED["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"data": "nbkpi/data"}
    assert sorted(path.name for path in (ROOT / "data").glob("*.toml"))
    assert (embedded_book() / "book.toml").is_file()


def test_types_are_declared() -> None:
    assert (ROOT / "src" / "nbkpi" / "py.typed").is_file()
    assert "Typing :: Typed" in PROJECT["classifiers"]


def test_every_name_the_library_offers_exists() -> None:
    assert [name for name in nbkpi.__all__ if not hasattr(nbkpi, name)] == []
