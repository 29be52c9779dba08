"""The files of a panel: one by its name, those of a folder, or those that a pattern fits, when that was asked for."""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import NamedTuple

from nbkpi.errors import UsageError
from nbkpi.language import _, listed

DATABASES = (".duckdb", ".db")
TEXTS = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ENDINGS = (".parquet", *TEXTS, *DATABASES, *WORKBOOKS)


class Files(NamedTuple):
    """Files of one kind, in the order of their names; folder is that in whose parts values may stand, as in year=2024.

    name is what they are called to the user.
    """

    name: str
    paths: tuple[Path, ...]
    folder: Path | None = None

    @property
    def is_text(self) -> bool:
        """Whether they hold nothing but text."""
        return self.paths[0].suffix.lower() in TEXTS

    @property
    def is_database(self) -> bool:
        """Whether the table is one in a database."""
        return self.paths[0].suffix.lower() in DATABASES

    @property
    def is_workbook(self) -> bool:
        """Whether it is a sheet of a spreadsheet."""
        return self.paths[0].suffix.lower() in WORKBOOKS

    @property
    def separator(self) -> str:
        """What stands between the cells of a text."""
        return "\t" if self.paths[0].suffix.lower() == ".tsv" else ","

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return sum(path.stat().st_size for path in self.paths)


def files_of(name: str, is_pattern: bool = False) -> Files:
    """The files of this name; UsageError for none, and for what holds no table.

    A name is taken to the letter, with whatever signs it has: only is_pattern makes * ? [ ] and ** stand for others.
    """
    path = Path(name)
    if is_pattern:
        found = tuple(Path(one) for one in sorted(glob(name, recursive=True)) if Path(one).is_file())
        if not found:
            raise UsageError(_("no file fits {pattern}", pattern=name))
        endings = {one.suffix.lower() for one in found}
        if len(endings) > 1 or not endings <= {".parquet", *TEXTS}:
            message = _("{pattern} fits files of different kinds: {found}", pattern=name,
                        found=listed(dict.fromkeys(one.name for one in found[:4])))  # fmt: skip
            raise UsageError(message)
        return Files(name, found, None)
    if not path.exists() and glob(name):
        raise UsageError(_("there is no file {path}; --glob reads all files that fit it", path=name))
    if path.suffix.lower() not in ENDINGS and not path.is_dir():
        raise UsageError(_("{path} is not a table; tables are {known}", path=name, known=listed(ENDINGS)))
    if not path.exists():
        raise UsageError(_("there is no file {path}", path=name))
    if not path.is_dir():
        return Files(name, (path,))
    inside = tuple(sorted(one for one in path.rglob("*.parquet") if one.is_file()))
    if not inside:
        raise UsageError(_("{path} has no Parquet files in it", path=name))
    return Files(name, inside, path)
