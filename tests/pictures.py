"""The pictures of a terminal in the READMEs: what a command shows there, as Rich draws it in SVG.

`python tests/pictures.py` writes them anew; tests/test_pictures.py holds them to what is shown now.
"""

from __future__ import annotations

import html
import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from nbkpi.report.width import width

ROOT = Path(__file__).parents[1]
COLUMNS, LINES = 120, 50
CALL = ("audit", "notice.txt")
PICTURES = {language: ROOT / ".pictures" / f"audit-{language}.svg" for language in ("en", "zh")}

_NOTICE = re.compile(r"^```text notice\.txt\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def on_a_terminal(language: str) -> str:
    """What the call writes on a terminal of so many columns, with its colours."""
    notice = _NOTICE.search((ROOT / "src" / "nbkpi" / "manual" / "en" / "bulletin.md").read_text("utf-8"))
    assert notice is not None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "notice.txt").write_text(notice[1], "utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("NBKPI", "LC_", "NO_COLOR"))}
        kept |= {
            "NBKPI_LANG": language,
            "NBKPI_CACHE": "0",
            "COLUMNS": str(COLUMNS),
            "LINES": str(LINES),
            "TERM": "xterm-256color",
        }
        kept |= {"PYTHONUTF8": "1", "COLORTERM": "", "PYTHONPATH": str(ROOT / "src")}
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "nbkpi", *CALL]
        # A slow machine would show a bar there meanwhile.
        with subprocess.Popen(command, cwd=folder, env=kept, stdout=theirs, stdin=theirs, stderr=subprocess.DEVNULL):
            os.close(theirs)
            written = b""
            while chunk := _read(ours):
                written += chunk
        os.close(ours)
    return written.decode("utf-8").replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    """The next bytes; none when the other side is closed, which Linux tells as an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def drawn(written: str) -> str:
    """The picture: a terminal window with a command and what it wrote, in fonts that every machine has."""
    from rich.console import Console
    from rich.terminal_theme import SVG_EXPORT_THEME
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="256", force_terminal=True)
    console.print(Text(f"$ nbkpi {' '.join(CALL)}", style="bold"))
    console.print(Text.from_ansi(written.rstrip("\n")))
    svg = console.export_svg(title="nbkpi", theme=SVG_EXPORT_THEME, unique_id="nbkpi")
    svg = re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace")
    return _TEXT.sub(_in_cells, svg)


_TEXT = re.compile(
    r'<text class="(?P<style>[\w-]+-r\d+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"[^>]*>(?P<words>[^<]*)</text>'
)
_CELL = 12.2
"""How wide Rich draws a terminal cell."""


def _in_cells(match: re.Match[str]) -> str:
    """A text in runs of narrow and of wide characters, each as long as its cells: Rich counts characters instead."""
    parts, at = [], float(match["x"])
    for run in re.findall("[\u2e80-\uffef]+|[^\u2e80-\uffef]+", html.unescape(match["words"])):
        length = _CELL * width(run)
        if run.strip("\xa0 "):
            place = f'x="{at:.1f}" y="{match["y"]}" textLength="{length:.1f}"'
            parts.append(f'<text class="{match["style"]}" {place}>{html.escape(run)}</text>')
        at += length
    return "".join(parts)


def words(svg: str) -> list[str]:
    """The text in a picture without its blanks, in order."""
    found = re.findall(r"<text [^>]*>(.*?)</text>", svg, re.DOTALL)
    return "".join(html.unescape(text) for text in found).replace("\xa0", " ").split()


if __name__ == "__main__":
    for spoken, picture in PICTURES.items():
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(drawn(on_a_terminal(spoken)), "utf-8")
