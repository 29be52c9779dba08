"""The benchmark of readers can fail: a piece of a number is WRONG, whatever rule its words fall under."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "readers.py"


def run(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(path), "--list"]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")


def suite(folder: Path, *cases: tuple[str, str, str]) -> None:
    """A suite of one model: sentences, the words in them, and the value they are expected to have."""
    file = folder / "Recognizers-Text" / "Specs" / "Number" / "Chinese" / "PercentModel.json"
    file.parent.mkdir(parents=True)
    rows = []
    for sentence, words, value in cases:
        start = sentence.index(words)
        result = {"Text": words, "Resolution": {"value": value}, "Start": start, "End": start + len(words) - 1}
        rows.append({"Input": sentence, "Results": [result]})
    file.write_text(json.dumps(rows), "utf-8")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no folder" in done.stderr


def test_agreement_refusal_and_wrong_values_are_told_apart(tmp_path: Path) -> None:
    # The words of the last case fall under the rule of letters, which excuses that they are refused and no other value.
    suite(tmp_path, ("共占三成", "三成", "30%"), ("共占5%。", "5%", "6%"), ("共 1K，占5%。", "1K，占5%", "99%"))
    done = run(tmp_path)
    assert done.returncode == 0
    assert "PercentModel, read: 3 · agree 1 · disagree 1 · by design 1" in done.stdout
    assert "PercentModel, in text: 3 · equal 1 · missing 0 · WRONG 2 · by design 0" in done.stdout
    assert done.stdout.count("missing: ") > 1
