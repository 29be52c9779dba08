"""What the audit of a plain text loads: every module costs as much as a good part of a short text."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from nbkpi.__main__ import main
sys.argv = ["nbkpi", "audit", "-"]
try:
    main()
except SystemExit:
    pass
needless = ("nbkpi.solve", "nbkpi.sheets", "nbkpi.loading.labels", "pydantic", "rich", "tempfile")
print(*sorted(name for name in sys.modules if name.startswith(needless)))
"""


def test_a_text_without_tables_needs_neither_the_solver_nor_sheets() -> None:
    text = "甲县共有218个村，其中示范村109个，占50%。"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=text, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == ""
    assert "50%" in done.stdout
