"""Writes the rows of the embedded book that come with nbkpi, after a change of data/: python -m nbkpi.loading.ship."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.build import build_book
from nbkpi.loading.files import read_files
from nbkpi.loading.kept_figures import KeptFigures
from nbkpi.loading.kept_rows import SHIPPED, KeptRows
from nbkpi.loading.place import EMBEDDED
from nbkpi.loading.problems import Problems


def ship(target: Path) -> None:
    """Read the TOML files of the embedded book and write their rows into a file, which is the same every time."""
    kept, figures, problems = KeptRows(None, target), KeptFigures(), Problems()
    documents = read_files(None, problems, {}, kept) or []
    book = build_book(EMBEDDED, documents, problems, figures)
    kept.keep_figures([row for _file, document in documents for row in document["unit"]], figures.packed(book.units))
    kept.save()
    target.chmod(0o644)  # Everybody who may use nbkpi may read it.


if __name__ == "__main__":
    ship(SHIPPED)
