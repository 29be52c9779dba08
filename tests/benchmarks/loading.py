"""Loading books of 100,000 figures, compared with only parsing their TOML."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import tomli
from measure import rounds_option, show, side_by_side, write_book

import nbkpi

GOAL = 2.0
READ_GOAL = 2.5
AGAIN_GOAL = 1.0


def load_and_read(place: Path) -> None:
    """Load a book and read all its figures."""
    for one in nbkpi.load(place).data.observations:
        _figure = one.figure


def load_again(place: Path, cache: str) -> None:
    """Load a book that was loaded before, from what was kept of it."""
    os.environ |= {"NBKPI_CACHE": "1", "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
    try:
        nbkpi.load(place)
    finally:
        os.environ["NBKPI_CACHE"] = "0"


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for entities, years, indicators in ((25_000, 4, 1), (1_000, 25, 4)):
            place = Path(folder) / str(entities)
            text = write_book(place, entities, years, indicators)
            jobs = {
                "tomli.loads": lambda text=text: tomli.loads(text),
                "nbkpi.load": lambda place=place: nbkpi.load(place),
                "nbkpi.load, figures read": lambda place=place: load_and_read(place),
                "nbkpi.load, again": lambda place=place: load_again(place, f"{folder}/cache"),
            }
            jobs["nbkpi.load, again"]()
            print(
                f"{entities} entities × {years} years × {indicators} indicators, {len(text.encode()) / 1e6:.1f} MB, "
                f"median of {options.rounds}; ratio to tomli.loads"
            )
            goals = {"nbkpi.load": GOAL, "nbkpi.load, figures read": READ_GOAL, "nbkpi.load, again": AGAIN_GOAL}
            show(side_by_side(jobs, options.rounds), "tomli.loads", goals)


if __name__ == "__main__":
    main()
