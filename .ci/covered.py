"""Whether tests run the lines of some files: python .ci/covered.py REPORT, which coverage json has written.

Lines that no test runs are printed, and how many of the branches were taken, which is not judged.
"""

import json
import sys
from pathlib import Path

WHOLE = {"with_spark.py": "needs Java and PySpark: tests with the mark spark run it"}
"""Files that are left out, and why."""

LEAST = 0.97
"""The share of lines that must be run."""


def main() -> int:
    """Print what is not run; 1 where that is too much."""
    files = json.loads(Path(sys.argv[1]).read_text("utf-8"))["files"]
    counts = {"num_statements": 0, "covered_lines": 0, "num_branches": 0, "covered_branches": 0}
    for path, found in sorted(files.items()):
        if Path(path).name in WHOLE:
            continue
        text = Path(path).read_text("utf-8").splitlines()
        for line in found["missing_lines"]:
            print(f"{path}:{line}: {text[line - 1].strip()}")
        for name in counts:
            counts[name] += found["summary"][name]
    lines = counts["covered_lines"] / max(counts["num_statements"], 1)
    branches = counts["covered_branches"] / max(counts["num_branches"], 1)
    print(f"{lines:.1%} of the lines are run, {LEAST:.0%} must be; {branches:.1%} of the branches are taken")
    return int(lines < LEAST)


if __name__ == "__main__":
    sys.exit(main())
