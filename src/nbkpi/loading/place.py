"""Where a book is: the one asked for, the one of the environment, the working folder's, or the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from nbkpi.errors import UsageError
from nbkpi.language import _

NOT_A_BOOK = ("pyproject.toml", "uv.toml", "ruff.toml", "Cargo.toml")
"""Settings of other programs that may lie beside a book."""

DRAFTS = "drafts.toml"
"""Files whose names end so hold figures that nobody has confirmed yet; they are no part of a book."""

RECIPES = "recipes.toml"
"""Files whose names end so say how sheets were taken in before; nbkpi import reads them, they are no part of a book."""

COMPILED = Path(__file__).with_name("rows.json")
"""What the models of a book compile to; see nbkpi.loading.models."""

EMBEDDED = "embedded"
"""How the location of the embedded book is shown."""


def book_location(asked: str | Path | None) -> Path | None:
    """The folder or file to load: as asked, NBKPI_BOOK, the working folder if it has a book.toml; None: embedded."""
    if asked is not None:
        return Path(asked)
    if os.environ.get("NBKPI_BOOK"):
        return Path(os.environ["NBKPI_BOOK"])
    return Path() if Path("book.toml").is_file() else None


def folder_named(location: str) -> str:
    """A location as it is given; where it is only dots (. or ..), the name of the folder that they stand for."""
    name = Path(location).name
    return location if name not in ("", "..") else Path(location).resolve().name or location


def embedded_book() -> Path:
    """The folder of the book that comes with nbkpi: inside the installed package, or beside src in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def drafts_of(location: Path) -> Path:
    """Where the drafts for a book are kept: in its folder, or beside its file."""
    return location / DRAFTS if location.is_dir() else location.with_name(f"{location.stem}.{DRAFTS}")


def recipes_of(location: Path) -> Path:
    """Where the recipes of a book are kept: in its folder, or beside its file."""
    return location.with_name(f"{location.stem}.{RECIPES}") if location.is_file() else location / RECIPES


def is_aside(path: Path) -> bool:
    """Whether a file of this name that lies in the folder of a book is no part of it."""
    beside = any(path.name == name or path.name.endswith(f".{name}") for name in (DRAFTS, RECIPES))
    return beside or path.name in NOT_A_BOOK


def template(language: str) -> Path:
    """The book that nbkpi init begins with, in one of the languages that nbkpi speaks."""
    return Path(__file__).with_name("template") / f"{language}.toml"


def book_files(location: Path | None, planned: Iterable[Path] = ()) -> list[Path]:
    """The TOML files of a book, which is one file or a folder; UsageError when there are none.

    planned are files that are to be in the folder of the book, which need not be there yet.
    """
    place = embedded_book() if location is None else location
    new = [path for path in planned if path.parent == place and path.suffix == ".toml" and not is_aside(path)]
    if place.is_dir() or (new and not place.exists()):
        found = sorted({*(path for path in place.glob("*.toml") if not is_aside(path)), *new})
        if not found:
            raise UsageError(_("the folder {path} is not a book: it has no .toml file", path=place.resolve()))
        return found
    if not place.exists():
        raise UsageError(_("there is no book at {path}", path=place))
    return [place]
