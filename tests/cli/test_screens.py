"""What every command prints, word by word: the files in expected/. Written anew by pytest --update-expected."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.cli.catalogue import commands

if TYPE_CHECKING:
    from conftest import Run

TRUE = str(Path(__file__).parent / "texts" / "true.txt")
NEW = ("--new-entities", "--new-indicators")

ARGUMENTS = {
    "summary": (),
    "init": (),
    "list": ("observations", "--village", "东山村"),
    "growth": ("--village", "东山村"),
    "coverage": ("--city", "宁波市"),
    "resolution": (),
    "metric": ("销售利润率", "--places", "3"),
    "structure": (),
    "calc": ("sales / years()", "--unit", "亿元"),
    "explain": ("resolution_rate", "--entity", "北站社区"),
    "check": ("-v",),
    "audit": (TRUE, "--as-of", "2025-06"),
    "deduce": ("--city", "宁波市"),
    "rank": ("collective_income", "--within", "宁波市", "--top", "5"),
    "compare": ("奉化区", "余姚市"),
    "trend": ("collective_income", "--village", "东山村"),
    "target": ("--as-of", "2025-06"),
    "panel": ("collective_income.growth", "--from", "panel.csv", "--top", "4"),
    "import": ("villages.csv", *NEW),
    "add": ("东村", "农户", "2025", "210余户", "--source", "bulletin-2024#一", "--note", "年末"),
    "extract": (TRUE, "--as-of", "2025-06"),
    "report": ("--format", "md", "--village", "东山村"),
    "export": ("--village", "东山村"),
    "schema": ("--output",),
    "manual": (),
}
SCREENS = {name: (name, *arguments) for name, arguments in ARGUMENTS.items()} | {
    "schema-book": ("schema",),
    "import-dry-run": ("import", "villages.csv", *NEW, "--dry-run"),
    "import-as-table": ("import", "villages.csv", *NEW, "--as-table"),
    "panel-groups": (
        "panel",
        "collective_income.growth",
        "累计=sum(collective_income)",
        "--from",
        "panel.csv",
        "--by",
        "county",
    ),
    "growth-previous": ("growth", "--against", "previous", "--city", "宁波市"),
    "growth-exact": ("growth", "--village", "东山村", "--exact"),
    "growth-json": ("growth", "--village", "东山村", "--json"),
    "growth-csv": ("growth", "--village", "东山村", "--format", "csv"),
    "growth-md": ("growth", "--village", "东山村", "--format", "md"),
    "metric-all": ("metric",),
    "metric-state": ("metric", "market_share_growth"),
    "metric-unknown": ("metric", "办结率", "--village", "东山村"),
    "deduce-village": ("deduce", "--village", "东山村"),
    "deduce-json": ("deduce", "--village", "东山村", "--json"),
    "check-silent": ("check",),
    "check-json": ("check", "--community", "北站社区", "--json"),
    "check-csv": ("check", "--period", "2023", "--format", "csv"),
    "explain-implied": ("explain", "gdp_per_head"),
    "list-entities": ("list", "entities"),
    "list-indicators": ("list", "indicators"),
    "list-metrics": ("list", "metrics"),
    "list-sources": ("list", "sources"),
    "list-observations": ("list", "observations"),
    "export-all": ("export",),
    "export-sdmx": ("export", "--sdmx"),
    "export-table": ("export", "--village", "东山村", "--format", "table"),
    "growth-html": ("growth", "--village", "东山村", "--format", "html"),
    "growth-html-zh": ("growth", "--village", "东山村", "--format", "html", "--lang", "zh"),
}


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, tmp_path: Path, nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in; what is read lies beside this file, what is added needs a book."""
    is_file = any(f"[{name}" in request.node.name for name in ("import", "panel"))
    monkeypatch.chdir(Path(__file__).parent if is_file else tmp_path)
    if request.node.name.endswith("[add]"):
        nbkpi("init", "--lang", "zh")


def test_every_command_has_a_screen() -> None:
    assert sorted(ARGUMENTS) == sorted(commands())


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi(*SCREENS[name])
    assert (outcome.code, outcome.err) == (0, "")
    # The style sheet of a page is no part of what it says.
    expected(name, re.sub("(?<=<style>\n).*(?=</style>)", "", outcome.out, flags=re.DOTALL))


@pytest.mark.parametrize("name", ["", *commands()])
def test_help(name: str, nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi(*filter(None, [name]), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    expected(f"help-{name}" if name else "help", outcome.out)


@pytest.mark.parametrize("name", commands())
def test_help_has_examples_that_run(name: str, nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bulletin.txt").write_text(Path(TRUE).read_text("utf-8"), "utf-8")
    for file in ("panel.csv", "villages.csv"):
        (tmp_path / file).write_bytes(Path(__file__).with_name(file).read_bytes())
    monkeypatch.chdir(tmp_path)
    if name == "extract":
        nbkpi("init", "county")
    help_text = nbkpi(name, "-h").out
    behind = help_text.partition("Examples:\n")[2].splitlines()
    examples = [line.strip().removeprefix("nbkpi ") for line in behind[: behind.index("")]]
    assert len(examples) == 2
    for example in examples:
        outcome = nbkpi(*shlex.split(example))
        assert outcome.code == 0, outcome.err
