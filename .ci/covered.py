"""Whether tests run every line of some files: python .ci/covered.py REPORT, which coverage json has written.

Lines that no test runs are named here with the reason; a line that is named and runs after all is told too. How many of
the branches were taken is printed, and not judged.
"""

import json
import sys
from pathlib import Path

WHOLE = {"with_spark.py": "needs Java and PySpark: tests with the mark spark run it"}
"""Files that are left out, and why."""

NAMED: dict[tuple[str, str], str] = {}
"""Single lines by their file and text, and why no test runs them."""


def main() -> int:
    """Print what is not run; 1 where that is more, or less, than is named."""
    files = json.loads(Path(sys.argv[1]).read_text("utf-8"))["files"]
    wrong, seen, taken, branches, lines = [], set(), 0, 0, 0
    for path, found in sorted(files.items()):
        name = Path(path).name
        if name in WHOLE:
            continue
        text = Path(path).read_text("utf-8").splitlines()
        summary = found["summary"]
        taken, branches = taken + summary["covered_branches"], branches + summary["num_branches"]
        lines += summary["num_statements"]
        for line in found["missing_lines"]:
            key = (name, text[line - 1].strip())
            seen.add(key)
            if key not in NAMED:
                wrong.append(f"{path}:{line}: no test runs: {key[1]}")
    wrong += [f"{name}: named as not run, but it is: {text}" for name, text in NAMED if (name, text) not in seen]
    print("\n".join(wrong) or f"all {lines} lines are run, but for {len(seen)} that are named")
    print(f"{taken} of {branches} branches are taken: {taken / max(branches, 1):.1%}")
    return 1 if wrong or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
