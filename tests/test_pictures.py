"""The pictures in the READMEs show what a terminal shows now; after a change: python tests/pictures.py."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

LARGEST = 60_000
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The script beside this file."""
    spec = importlib.util.spec_from_file_location("pictures", Path(__file__).with_name("pictures.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs pty")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_shows_what_a_terminal_shows(language: str, pictures: ModuleType) -> None:
    shown = pictures.drawn(pictures.on_a_terminal(language))
    drawn = pictures.PICTURES[language].read_text("utf-8")
    assert pictures.words(drawn) == pictures.words(shown), "after a look: python tests/pictures.py"
    assert "Traceback" not in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_small_and_asks_for_nothing(language: str, pictures: ModuleType) -> None:
    drawn = pictures.PICTURES[language].read_text("utf-8")
    assert len(drawn.encode()) < LARGEST
    assert not re.search(r"https?://(?!www\.w3\.org/)|<script|url\((?!#)", re.sub(r"<!--.*?-->", "", drawn))
