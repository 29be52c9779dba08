"""Reading tables of 100,000 rows, compared with what the library that reads the file needs alone."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from measure import processor_seconds, rounds_option, seconds_of, show, side_by_side

import nbkpi
from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

ROWS, ENTITIES = 100_000, 2_500
GOAL = 2.0
IMPORT_GOALS = {"csv": 3.0, "xlsx": 1.7}
WRONG_GOAL = 2.0
TIDY = ("entity", "entity_id", "kind", "measure", "period", "value", "unit", "source", "status", "prices", "note")


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, table in (("one figure a row", tidy_rows(), ""), ("one column of figures", wide_rows(), WIDE)):
            for ending, alone in (("csv", csv_alone), ("xlsx", xlsx_alone)):
                place, column = Path(folder) / f"{len(rows[0])}{ending}", 5 if len(rows[0]) > 5 else 2
                write(place, ending, rows, table)
                path = place / f"t.{ending}"
                library = "csv.reader, Decimal" if ending == "csv" else "calamine alone"
                jobs = {
                    library: lambda path=path, alone=alone, column=column: alone(path, column),
                    "nbkpi.load, [[table]]": lambda place=place: nbkpi.load(place),
                    "nbkpi import": lambda place=place, path=path: imported(place, path),
                }
                print(f"{name}, {ending}: {ROWS} rows × {len(rows[0])}, median of {options.rounds}; ratio to {library}")
                goals = {"nbkpi import": IMPORT_GOALS[ending]}
                # What is made of each row takes longer than csv.reader, which does next to nothing.
                goals |= {"nbkpi.load, [[table]]": GOAL} if ending == "xlsx" else {}
                show(side_by_side(jobs, options.rounds, clock=processor_seconds), library, goals)
        wrong(Path(folder) / "wrong", options.rounds)
        growing(Path(folder))


def wrong(place: Path, rounds: int) -> None:
    """What an error in every row costs: as commands, which end with all of it written and with all of it refused."""
    good = wide_rows()
    write(place, "csv", good, WIDE)
    with (place / "wrong.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([good[0], *([*row[:2], f"x{row[2]}"] for row in good[1:])])
    print(f"an error in every row, the whole command: {ROWS} rows, median of {rounds}; ratio to the good file")
    jobs = {
        "good": lambda: command(place, place / "t.csv"),
        "wrong": lambda: command(place, place / "wrong.csv"),
    }
    show(side_by_side(jobs, rounds, clock=processor_seconds), "good", {"wrong": WRONG_GOAL})


def command(place: Path, path: Path) -> object:
    """The command in a process of its own, which writes a file of TOML."""
    into = place / "into.toml"
    into.unlink(missing_ok=True)
    words = [sys.executable, "-m", "nbkpi", "import", str(path), "--book", str(place / "bare"), "-o", str(into)]
    return subprocess.run(words, capture_output=True, check=False).returncode


def growing(folder: Path) -> None:
    """How the time grows with the rows: good ones, and those of six things that all contradict each other."""
    for name, row_of in (("good rows", good_row), ("rows that contradict each other", contradicting_row)):
        taken = []
        for times in (1, 2, 4):
            place = folder / f"{name}{times}"
            rows = [["村名", "年份", "经营性收入(万元)"], *map(row_of, range(times * ROWS // 4))]
            write(place, "csv", rows, WIDE)
            job = partial(imported, place, place / "t.csv")
            taken.append(min(seconds_of(job, processor_seconds) for _round in range(3)))
        ratios = ", ".join(f"{one / taken[0]:.2f}" for one in taken)
        print(f"{name}, {ROWS // 4}, twice and four times as many: {ratios}")


def good_row(number: int) -> list[str]:
    """A figure of its own entity and year."""
    return [f"村{number % ENTITIES}", str(2025 - number // ENTITIES), f"{number / 100:.2f}"]


def contradicting_row(number: int) -> list[str]:
    """One of six things, with another figure each time."""
    return [f"村{number % 6}", "2020", f"{number / 100:.2f}"]


WIDE = 'entity = "村名"\nperiod = "年份"\ncolumns = { "经营性收入(万元)" = "income" }\n'


def tidy_rows() -> list[list[Any]]:
    """As nbkpi export writes them."""
    rows = [[f"村{row[0]}", f"v{row[0]}", "village", "income", row[1], row[2]] for row in figures()]
    return [list(TIDY), *([*row, "万元", "s#1", "final", "", ""] for row in rows)]


def wide_rows() -> list[list[Any]]:
    """As a clerk keeps them."""
    return [["村名", "年份", "经营性收入(万元)"], *([f"村{row[0]}", row[1], row[2]] for row in figures())]


def figures() -> list[tuple[int, str, float]]:
    """The number of an entity, a year and an income."""
    numbers = random.Random(1)
    years = range(2025 - ROWS // ENTITIES, 2025)
    return [(one, str(year), numbers.randint(100, 99999) / 100) for one in range(ENTITIES) for year in years]


def write(place: Path, ending: str, rows: list[list[Any]], table: str) -> None:
    """A book whose figures stay in a file beside it."""
    place.mkdir()
    parts = [
        '[[source]]\nid = "s"\ntitle = "s"\n',
        '[[indicator]]\nid = "income"\nname = "经营性收入"\nunit = "万元"\n',
    ]
    parts += [f'[[entity]]\nid = "v{one}"\nname = "村{one}"\nkind = "village"\n' for one in range(ENTITIES)]
    (place / "book.toml").write_text("\n".join([*parts, f'[[table]]\npath = "t.{ending}"\n{table}']), "utf-8")
    bare = place / "bare"
    bare.mkdir()
    (bare / "book.toml").write_text("\n".join(parts), "utf-8")
    if ending == "csv":
        with (place / "t.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        import openpyxl

        made = openpyxl.Workbook(write_only=True)
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
        made.save(place / "t.xlsx")


def csv_alone(path: Path, column: int) -> object:
    """The standard library, a number made of each cell of one column, and nothing understood."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows, [Decimal(row[column]) for row in rows[1:]]


def xlsx_alone(path: Path, _column: int) -> object:
    """Calamine, which makes the numbers itself, and nothing understood."""
    import python_calamine

    with python_calamine.load_workbook(str(path)) as workbook:
        return workbook.get_sheet_by_index(0).to_python()


def imported(place: Path, path: Path) -> object:
    """Recognised and read, as nbkpi import does before it writes."""
    return import_grid(open_grid(path, path.name), load(place / "bare"), Asked(), path.name)


if __name__ == "__main__":
    main()
