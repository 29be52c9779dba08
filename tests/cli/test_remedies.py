"""Every remedy that names an option or a command is followed, word by word, on an example: it does what it says."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import nbkpi as package

if TYPE_CHECKING:
    from conftest import Outcome, Run

CATALOGUE = Path(package.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.po"
NAMED = re.compile(r"(?<![\w-])--[a-z{][a-z-]+|\{options?\}|\{command\}|\bnbkpi [a-z{]")
CASES = tomllib.loads(Path(__file__).with_name("remedies.toml").read_text("utf-8"))
BY_MESSAGE = {case["message"]: case for case in CASES["case"]}
VERBS = ("does", "or", "reads")
"""What nbkpi does in a sentence."""


def messages() -> list[str]:
    """All messages of the catalogue that name an option or a command."""
    found = re.findall(r'^msgid ((?:".*"\n)+)', CATALOGUE.read_text("utf-8"), re.MULTILINE)
    texts = ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)).replace('\\"', '"') for one in found]
    return [text for text in texts if NAMED.search(text)]


def said(message: str, outcome: Outcome) -> str:
    """The message as it was said, with its fields filled in; nothing where it was not."""
    pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(message))
    match = re.search(
        rf"(?:(?<=[:：;；,，] )|^|(?<=  )|\b)({pattern})(?= \[|$|[;；,，] )", outcome.out + outcome.err, re.MULTILINE
    )
    return match[1] if match else ""


def options(text: str, added: Mapping[str, str]) -> list[str]:
    """The options of a message as they are typed, with what only the user knows put in."""
    typed: list[str] = []
    for flag, value in added.items():
        places = [match.end() for match in re.finditer(re.escape(flag) + r"(?![\w-])", text)]
        assert places, f"{flag} is not in: {text}"
        pasted = [match[0] for place in places if (match := re.match(r' (?:"[^"]*"|\S)+', text[place:]))]
        whole = [word for one in pasted for word in shlex.split(one)]
        if value.startswith("!"):
            typed += [flag, value[1:]]
        elif whole and "=" in whole[0]:
            assert ("…" in whole[0]) == bool(value), whole[0]
            typed += [flag, whole[0].replace("…", value)]
        else:
            typed += [flag, value] if value else [flag]
    return typed


def test_every_message_with_an_option_is_followed_or_is_no_remedy() -> None:
    others = [message for several in CASES["none"] for message in several["messages"]]
    assert sorted([*BY_MESSAGE, *others]) == sorted(messages())


@pytest.mark.parametrize("message", BY_MESSAGE)
def test_a_remedy_works(message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    case = BY_MESSAGE[message]
    monkeypatch.chdir(tmp_path)
    for name, text in {"book.toml": "{BOOK}", **case.get("files", {})}.items():
        if text:
            whole = re.sub(r"\{([A-Z]+)\}", lambda match: CASES["texts"][match[1]], text)
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(whole, "utf-8")
    for command in case.get("first", []):
        done = nbkpi(*shlex.split(command), COLUMNS="1000")
        assert done.code == 0, done.err
    words = shlex.split(case["command"])
    text = said(message, told := nbkpi(*words, COLUMNS="1000"))
    assert text, told.out + told.err
    if "then" in case:
        words = shlex.split(case["then"])
    words = [word for word in words if word not in shlex.split(case.get("without", ""))]
    after = nbkpi(*words, *options(text, case.get("added", {})), COLUMNS="1000")
    assert after.code == case.get("code", 0), after.out + after.err
    assert "then" in case or not said(message, after), after.out + after.err


@pytest.mark.parametrize("message", [one for one in messages() if re.search(r"\bnbkpi [a-z]", one)])
def test_a_command_that_is_named_exists(message: str, nbkpi: Run) -> None:
    for command in re.findall(r"\bnbkpi ([a-z]+)", message):
        assert command in VERBS or nbkpi(command, "--help").code == 0
