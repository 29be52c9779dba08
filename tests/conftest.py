"""Running the tool, inside this process or as a process of its own, and texts expected word by word."""

from __future__ import annotations

import contextvars
import gc
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import pytest
from hypothesis import settings

# A test that needs more examples, or can do with fewer, takes a multiple or a part of settings().max_examples.
# How long an example takes depends on what else the machine does.
settings.register_profile("quick", deadline=None, max_examples=15)
# How much of the core is run should not hang on which few examples are tried.
settings.register_profile("measured", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=100)
settings.load_profile("quick")

# Polars looks at this once, when it is first used; the tool sets it, but here many tests use Polars before.
os.environ["POLARS_IMPORT_INTERVAL_AS_STRUCT"] = "1"

# Books of tests are no books of the user; those tests that need a cache say where.
os.environ["NBKPI_CACHE"] = "0"

# What is tested as a process of its own is compiled once, and not at each call.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Thousands of tests are many objects that stay, which a collector that starts as often as by default looks at again.
gc.set_threshold(100_000, 50, 100)

LEFT_OUT = ("thorough", "office", "browser", "spark")
"""The markers of what only a thorough run has time for."""

SOURCE = Path(__file__).parents[1] / "src"
OURS = (
    "NBKPI_",
    "LC_",
    "LANG",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "COLUMNS",
    "LINES",
)
"""What of the environment would change the output."""


class Outcome(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON value printed."""
        return json.loads(self.out)

    def results(self) -> list[dict[str, Any]]:
        """The results printed with --json, after a run that went well."""
        assert self.code == 0, self.err
        return list(self.json()["results"])


Run = Callable[..., Outcome]

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator as Schema


def is_thorough() -> bool:
    """Whether everything is to be run, with every example."""
    return settings.get_current_profile_name() == "thorough"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leaves out what takes long unless all is asked for, and the tests of Spark where it cannot run."""
    if not is_thorough() and any(item.get_closest_marker(name) for name in LEFT_OUT):
        pytest.skip(f"left out of a quick run ({', '.join(LEFT_OUT)}): --hypothesis-profile=thorough runs them")
    if item.get_closest_marker("spark") and (shutil.which("java") is None or find_spec("pyspark") is None):
        pytest.skip("PySpark or Java is not installed")


def pytest_collection_finish() -> None:
    """The tests themselves stay until the end."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what a quick run is: what it leaves out is among the skipped tests, the examples are not."""
    if not is_thorough():
        share = settings.get_profile("thorough").max_examples // settings.get_profile("quick").max_examples
        terminalreporter.write_line(
            f"A quick run: property tests try one example in {share}, and --hypothesis-profile=thorough all of them."
        )


def environment(**changes: str) -> dict[str, str]:
    """The environment without what would change the output; in English on 100 columns unless changed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours = {"NBKPI_LANG": "en", "NBKPI_CACHE": "0", "COLUMNS": "100", "PYTHONPATH": str(SOURCE)}
    return kept | ours | changes


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run a command line inside this process, with these streams and this environment; its exit code."""
    from nbkpi.__main__ import main

    def run(arguments: Sequence[str], out: TextIO, err: TextIO, settings: Mapping[str, str]) -> int:
        with monkeypatch.context() as patch:
            for name in os.environ:
                if name.startswith(OURS):
                    patch.delenv(name)
            for name, value in settings.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["nbkpi", *arguments])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
            try:
                contextvars.copy_context().run(main)
                code = 0
            except SystemExit as leaving:
                code = leaving.code  # type: ignore[assignment]
            finally:
                gc.unfreeze()
                gc.enable()
        for stream in (out, err):
            stream.flush()
        return code

    return run


@pytest.fixture
def nbkpi(inside: Callable[..., int]) -> Run:
    """Run a command line inside this process; when together, out has all that a terminal shows, in order."""

    def run(*arguments: str, encoding: str = "utf-8", together: bool = False, **changes: str) -> Outcome:
        out = io.TextIOWrapper(io.BytesIO(), encoding, write_through=together)
        err = io.TextIOWrapper(out.buffer if together else io.BytesIO(), encoding, line_buffering=True)
        code = inside(arguments, out, err, environment(**changes))
        told = "" if together else _written(err).decode(encoding)
        return Outcome(code, _written(out).decode(encoding), told)

    return run


def _written(stream: io.TextIOWrapper) -> bytes:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def process() -> Run:
    """Run a command line as a process of its own, python -m nbkpi."""

    def run(*arguments: str, cwd: Path | None = None, **changes: str) -> Outcome:
        command = [sys.executable, "-m", "nbkpi", *arguments]
        settings = environment(**changes)
        done = subprocess.run(command, env=settings, cwd=cwd, capture_output=True, timeout=60, check=False)
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    run.environment = environment
    return run


@pytest.fixture(scope="session")
def schema() -> Schema:
    """What holds JSON against the published schema of the output, which is itself checked."""
    import jsonschema

    from nbkpi.render.schema import output_schema

    published = json.loads(output_schema())
    jsonschema.Draft202012Validator.check_schema(published)
    return jsonschema.Draft202012Validator(published)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Path], str], Path]:
    """Convert spreadsheets with LibreOffice, all in one go; skipped where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (soffice is not on the path)")
    profile = tmp_path_factory.mktemp("profile")

    def convert(paths: list[Path], ending: str) -> Path:
        target = tmp_path_factory.mktemp("office")
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", ending]
        done = subprocess.run(
            [*command, "--outdir", str(target), *map(str, paths)], capture_output=True, timeout=240, check=False
        )
        assert {path.stem for path in target.iterdir()} == {path.stem for path in paths}, done.stderr.decode()
        return target

    return convert


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; skipped where it or what drives it is not installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed (chromium is not on the path)")
    driver = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with driver.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=flags)
        yield started
        started.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="write the expected texts anew")


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of this name in expected/ beside the test; --update-expected writes it anew."""
    folder = request.path.parent / "expected"

    def compare(name: str, text: str) -> None:
        file = folder / f"{name}.txt"
        if request.config.getoption("--update-expected"):
            folder.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8"), f"{file.name} differs; after a look: pytest --update-expected"

    return compare
