"""The recipes of a book: how sheets were taken in before, kept in a file beside it that loading never reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.editing.cutting import without_rows
from nbkpi.editing.writing import block, toml_value
from nbkpi.errors import DataError
from nbkpi.language import _
from nbkpi.loading.files import Rows, read_files
from nbkpi.loading.kept_rows import KeptRows
from nbkpi.loading.place import RECIPES, recipes_of
from nbkpi.loading.problems import Problems


class Recipes(NamedTuple):
    """The file of the recipes of a book, its text, empty where there is none, and the recipes in it."""

    path: Path
    text: str
    rows: list[Rows]


def read_recipes(location: Path | None) -> Recipes:
    """The recipes of a book, none where it has none; DataError with every diagnostic where its file is damaged."""
    path = Path(RECIPES) if location is None else recipes_of(location)
    if location is None or not path.is_file():
        return Recipes(path, "", [])
    problems = Problems()
    documents = read_files(path, problems, {}, KeptRows(None, None))
    for file, document in documents or ():
        for name, rows in document.items():
            if rows and name != "recipe":
                message = _("[[{name}]] does not belong here: this file holds only [[recipe]]", name=name)
                problems.add(file, (name,), "unknown-key", message, offset=-1)
    if documents is None or problems:
        found = problems.diagnostics()
        raise DataError(_("errors in {path}: {count}", path=path, count=len(found)), found)
    file, document = documents[0]
    return Recipes(path, file.text, document["recipe"])


def with_recipes(recipes: Recipes, gone: Collection[int], new: Sequence[Mapping[str, Any]]) -> str:
    """The text of the file of recipes without those of these places, and with new ones behind all else."""
    text = without_rows(recipes.text, "recipe", gone, str(recipes.path))
    text = text if text.endswith("\n") or not text else text + "\n"
    if not recipes.text:
        text = "#:schema ./book.schema.json\n# " + _("How sheets were taken in; written by nbkpi import.") + "\n"
    return "\n".join([text, *map(_recipe_block, new)]) if text.strip() else "\n".join(map(_recipe_block, new))


def _recipe_block(row: Mapping[str, Any]) -> str:
    """A [[recipe]] with a line for each column of figures."""
    plain = {key: value for key, value in row.items() if key not in ("columns", "options") and value}
    text = block("recipe", plain)
    if row.get("columns"):
        lines = "".join(f"    {toml_value(one)},\n" for one in row["columns"])
        text += f"columns = [\n{lines}]\n"
    if row.get("options"):
        text += f"options = {toml_value(row['options'])}\n"
    return text
