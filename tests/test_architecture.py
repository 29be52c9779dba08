"""The pages for engineers name only files and things that there are, and every part of the program."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "nbkpi"
ARCHITECTURE, CONTRIBUTING = PACKAGE / "README.md", ROOT / ".github" / "CONTRIBUTING.md"
PATH = re.compile(r"[\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:py|md|json|toml|po)")
NAMED = re.compile(r"`(\w+)` (?:in|with the methods of) `([\w/.]+\.py)`")


def quoted(page: Path) -> list[str]:
    """Everything in single backticks outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))


@pytest.mark.parametrize("page", [ARCHITECTURE, CONTRIBUTING], ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = [text.removeprefix("python ") for text in quoted(page) if PATH.fullmatch(text.removeprefix("python "))]
    assert len(named) > 5
    assert [name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()] == []


def test_every_name_stands_in_the_file_that_is_said() -> None:
    found = NAMED.findall(ARCHITECTURE.read_text("utf-8"))
    assert len(found) > 5
    homes = [(name, (PACKAGE / file) if (PACKAGE / file).exists() else (ROOT / file)) for name, file in found]
    wrong = [(name, home.name) for name, home in homes
             if not re.search(rf"^(?:def |class )?{name}\b", home.read_text("utf-8"), re.MULTILINE)]  # fmt: skip
    assert wrong == []


def test_the_program_on_the_page_prints_what_it_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", ARCHITECTURE.read_text("utf-8"), re.DOTALL)
    (file := tmp_path / "roles.py").write_text(program, "utf-8")
    runpy.run_path(str(file))
    *terms, claim = capsys.readouterr().out.splitlines()
    assert f"# {', '.join(terms)}\n" in program
    assert claim == "43.6% consistent ['88万元', '26.7万元']"


def test_a_quick_run_tries_as_few_examples_as_the_manual_says() -> None:
    quick, thorough = (settings.get_profile(name).max_examples for name in ("quick", "thorough"))
    assert thorough // quick == 6
    for language, words in (("en", "one example in six"), ("zh", "六分之一的样例")):
        assert words in (PACKAGE / "manual" / language / "development.md").read_text("utf-8")


def test_every_part_is_in_the_picture() -> None:
    picture = ARCHITECTURE.read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    shown = {name.rstrip("/") for name in re.findall(r"[\w_]+(?:/|\.py)", picture)}
    parts = {path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert shown == parts - {"__init__.py"}


def test_the_picture_has_the_layers_of_the_test() -> None:
    """A part stands below those that may use it, in the order of tests/test_layers.py."""
    source = (ROOT / "tests" / "test_layers.py").read_text("utf-8")
    layers = source.partition("LAYERS = (")[2].partition("\n)")[0]
    rank = {name: line for line, text in enumerate(layers.splitlines()) for name in re.findall(r'"(\w+)"', text)}
    picture = ARCHITECTURE.read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    ranks = [[rank[name] for name in re.findall(r"(\w+)/", line) if name in rank] for line in picture.splitlines()]
    flat = [max(line) for line in ranks if line]
    assert len(flat) > 8
    assert flat == sorted(flat)


def test_the_page_for_engineers_is_not_shipped() -> None:
    assert 'exclude = ["src/nbkpi/README.md"]' in (ROOT / "pyproject.toml").read_text("utf-8")
