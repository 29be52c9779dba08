"""Reading tables of 100,000 rows, compared with what the library that reads the file needs alone."""

from __future__ import annotations

import csv
import random
import tempfile
from pathlib import Path
from typing import Any

from measure import rounds_option, show, side_by_side

import nbkpi
from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

ROWS, ENTITIES = 100_000, 2_500
GOAL = 2.0
TIDY = ("entity", "entity_id", "kind", "measure", "period", "value", "unit", "source", "status", "prices", "note")


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, table in (("one figure a row", tidy_rows(), ""), ("one column of figures", wide_rows(), WIDE)):
            for ending, alone in (("csv", csv_alone), ("xlsx", xlsx_alone)):
                place = Path(folder) / f"{len(rows[0])}{ending}"
                write(place, ending, rows, table)
                path = place / f"t.{ending}"
                library = f"{'csv.reader' if ending == 'csv' else 'calamine'} alone"
                jobs = {
                    library: lambda path=path, alone=alone: alone(path),
                    "nbkpi.load, [[table]]": lambda place=place: nbkpi.load(place),
                    "nbkpi import": lambda place=place, path=path: imported(place, path),
                }
                print(f"{name}, {ending}: {ROWS} rows × {len(rows[0])}, median of {options.rounds}; ratio to {library}")
                # What is made of each row takes longer than csv.reader, which does next to nothing.
                goals = {"nbkpi.load, [[table]]": GOAL} if ending == "xlsx" else {}
                show(side_by_side(jobs, options.rounds), library, goals)


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


def csv_alone(path: Path) -> object:
    """The standard library, and nothing understood."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def xlsx_alone(path: Path) -> object:
    """Calamine, and nothing understood."""
    import python_calamine

    with python_calamine.load_workbook(str(path)) as workbook:
        return workbook.get_sheet_by_index(0).to_python()


def imported(place: Path, path: Path) -> object:
    """Recognised and read, as nbkpi import does before it writes."""
    return import_grid(open_grid(path, path.name), load(place / "bare"), Asked(), path.name)


if __name__ == "__main__":
    main()
