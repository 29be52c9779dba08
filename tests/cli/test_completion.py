"""Shell completion, in the protocol of each shell: the names in the book, also in another book; silence when broken."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture(params=["bash", "zsh", "fish", "powershell"])
def complete(request: pytest.FixtureRequest, nbkpi: Run):
    """The words a shell is offered behind a line; its last word is the one being written."""

    def offered(line: str, **changes: str) -> list[str]:
        *words, begun = line.split(" ")
        outcome = nbkpi(*words, _NBKPI_COMPLETE=request.param, _NBKPI_WORD=begun, **changes)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out.splitlines()

    return offered


def test_names_of_the_book(complete) -> None:
    assert "东山村" in complete("growth --village ")
    assert "宁波市" not in complete("growth --village ")
    assert "北站社区" in complete("resolution --community 北")
    assert "dongshan" in complete("growth --entity dong")
    assert "办结率" in complete("explain 办")
    assert "resolution_rate" in complete("metric reso")
    assert "communique-2024" in complete("growth --source ")
    assert "gdp" in complete("growth --indicator gd")


def test_choices_and_commands(complete) -> None:
    assert "growth" in complete("gro")
    assert "observations" in complete("list ob")
    assert "jsonl" in complete("growth --format js")
    assert "zh" in complete("growth --lang ")
    assert "--village" in complete("growth --vil")
    assert "powershell" in complete("--show-completion p")


def test_another_book(complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text('[book]\ntitle = "t"\n[[entity]]\nid = "west"\nname = "西山村"\nkind = "village"\n', "utf-8")
    for changes in ({}, {"NBKPI_BOOK": str(book)}):
        option = "" if changes else f"--book {book} "
        names = complete(f"growth {option}--village ", **changes)
        assert "西山村" in names
        assert "东山村" not in names


@pytest.mark.parametrize(
    "text", ["[[[", "entity = 3", 'entity = ["a"]', "[[entity]]\nid = 3\nkind = []", "\x1b", "\xff"]
)
def test_a_broken_book_stays_silent(text: str, complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text(text, "latin-1")
    for place in (book, tmp_path, tmp_path / "missing"):
        assert not any("山" in word or "\x1b" in word for word in complete("growth --village ", NBKPI_BOOK=str(place)))


def test_names_that_would_act_on_a_shell_are_left_out(complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text('[[entity]]\nid = "a"\nname = "x\\u001b[31m"\n[[entity]]\nid = "b"\nname = "x\\ny"\n', "utf-8")
    assert not any("x" in word for word in complete("growth --entity ", NBKPI_BOOK=str(book)))


NAMES = (
    "East Village (new)",
    "a'b",
    'say "so"',
    "$HOME",
    "x*",
    "甲 村",
    "a;b|c&d",
    "back\\slash",
    "#tag",
    "~tilde",
    "`date`",
)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A book whose entities have names that mean something to a shell."""
    book = tmp_path / "b.toml"
    rows = [
        f'[[entity]]\nid = "e{place}"\nname = {json.dumps(name)}\nkind = "village"\n'
        for place, name in enumerate(NAMES)
    ]
    book.write_text("".join(rows), "utf-8")
    return book


BASH = """
{script}
nbkpi() {{ command "{python}" -m nbkpi "$@"; }}
COMP_WORDS=({words})
COMP_CWORD=$(({count} - 1))
_nbkpi
for offered in "${{COMPREPLY[@]}}"; do
    eval "words=({before}$offered{behind})"
    printf '%s\\0' "${{words[@]}}"
done
"""


def bash(words: list[str], before: str, behind: str, book: Path, nbkpi: Run, process: Run) -> list[str]:
    """What Bash makes of each word that it is offered, put where the one that was begun stands."""
    script = nbkpi("--show-completion", "bash").out
    quoted = " ".join(shlex.quote(word) for word in words)
    text = BASH.format(
        script=script,
        python=sys.executable,
        words=quoted,
        count=len(words),
        before=before.replace('"', r"\""),
        behind=behind.replace('"', r"\""),
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", text], env=process.environment(NBKPI_BOOK=str(book)), capture_output=True, check=True
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.skipif(shutil.which("bash") is None, reason="Bash is not installed")
def test_bash_takes_every_name_for_one_word(many: Path, nbkpi: Run, process: Run) -> None:
    behind_option = ["nbkpi", "growth", "--village"]
    assert bash([*behind_option, ""], "", "", many, nbkpi, process)[::2] == list(NAMES)
    assert bash([*behind_option, "East\\ Vi"], "", "", many, nbkpi, process) == ["East Village (new)"]
    assert bash([*behind_option, '"East Vi'], '"', '"', many, nbkpi, process) == ["East Village (new)"]
    assert bash([*behind_option, "'East Vi"], "'", "'", many, nbkpi, process) == ["East Village (new)"]
    assert bash([*behind_option, '"say'], '"', '"', many, nbkpi, process) == ['say "so"']
    assert bash([*behind_option, '"$'], '"', '"', many, nbkpi, process) == ["$HOME"]
    assert bash(["nbkpi", "growth", "--village", "=", "East"], "", "", many, nbkpi, process) == ["East Village (new)"]
    assert bash(["nbkpi", "growth", "--village", "="], "", "", many, nbkpi, process)[0] == "East Village (new)"
    assert bash(["nbkpi", "gro"], "", "", many, nbkpi, process) == ["growth"]
    assert bash(["nbkpi", "compare", "e1", "a"], "", "", many, nbkpi, process) == ["a'b", "a;b|c&d"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_reads_its_script(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(nbkpi("--show-completion", "zsh").out, "utf-8")
    subprocess.run(["zsh", "-n", str(tmp_path / "script")], check=True)


def test_values_behind_an_equals_sign(complete) -> None:
    assert "--village=东山村" in [one.strip("'") for one in complete("growth --village=东")] or complete(
        "growth --village=东"
    ) == ["东山村"]
    assert complete("growth --json=") == []


def test_arguments_in_their_order(complete) -> None:
    assert "东山村" in complete("add ")
    assert "gdp" in complete("add 东山村 gd")
    assert complete("add 东山村 gdp ") == []
    assert "gdp" in complete("trend --village 东山村 gd")
    assert "余姚市" in complete("compare 奉化区 东山村 余")
    assert complete("trend gdp gd") == []
    assert complete("nonsense ") == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_installed(name: str, nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("alias x=y\n", "utf-8")
    for _time in range(2):
        outcome = nbkpi("--install-completion", name, NBKPI_LANG="zh", HOME=str(tmp_path))
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith(f"{name}的自动补全已写入“{tmp_path}")
    (script,) = [path for path in tmp_path.rglob("*nbkpi*") if path.is_file()]
    assert script.read_text("utf-8") == nbkpi("--show-completion", name).out
    bashrc = (tmp_path / ".bashrc").read_text("utf-8")
    assert bashrc == "alias x=y\n" + (f'source "{script}"\n' if name == "bash" else "")


def test_powershell_is_told_what_to_write(nbkpi: Run) -> None:
    outcome = nbkpi("--install-completion", "powershell")
    assert outcome.code == 2
    assert outcome.err == "nbkpi: write it into your profile: nbkpi --show-completion powershell >> $PROFILE\n"
    assert "Register-ArgumentCompleter" in nbkpi("--show-completion", "powershell").out


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_completion_for_an_unknown_shell_is_refused(option: str, nbkpi: Run) -> None:
    outcome = nbkpi(option, "tcsh")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"nbkpi: {option} must be one of bash, zsh, fish, powershell, not “tcsh”\n"
