"""Loading books of 100,000 figures, compared with only parsing their TOML."""

from __future__ import annotations

import tempfile
from pathlib import Path

import tomli
from measure import rounds_option, show, side_by_side, write_book

import nbkpi

GOAL = 2.0


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
            }
            print(
                f"{entities} entities × {years} years × {indicators} indicators, {len(text.encode()) / 1e6:.1f} MB, "
                f"median of {options.rounds}; ratio to tomli.loads"
            )
            show(side_by_side(jobs, options.rounds), "tomli.loads", {"nbkpi.load": GOAL})


if __name__ == "__main__":
    main()
