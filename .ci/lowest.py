"""Prints the lowest version that pyproject.toml allows of each package nbkpi uses, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

FOR_DEVELOPERS = ("all", "dev", "test", "spark")
"""Extras that only name others, or are tools that no user gets; Spark is tested with its newest version."""


def lowest() -> Iterator[str]:
    """name==version, for what the project depends on and for its extras."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    chosen = [extras[name] for name in sorted(extras) if name not in FOR_DEVELOPERS]
    for requirement in (*project["dependencies"], *(one for some in chosen for one in some)):
        match = re.match(r"([\w.-]+)>=([0-9.]+)", requirement)
        if match is not None:
            yield f"{match[1]}=={match[2]}"


if __name__ == "__main__":
    print("\n".join(lowest()))
