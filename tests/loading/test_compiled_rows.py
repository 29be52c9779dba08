"""rows.json is what the models of a book compile to, as far as any book can tell."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from pydantic_core import SchemaValidator, ValidationError

from nbkpi.loading.models import BookFile, compiled
from nbkpi.loading.place import COMPILED

REMEDY = "python -m nbkpi.loading.models writes rows.json anew"
ROOT = Path(__file__).parents[2]
BOOKS = sorted([*ROOT.glob("data/*.toml"), *ROOT.glob("tests/errors/*/*.toml")])
STORED = SchemaValidator(json.loads(COMPILED.read_text("utf-8")))
FRESH = SchemaValidator(compiled())  # type: ignore[arg-type]


def outcome(validator: SchemaValidator, data: Any) -> Any:
    """The rows, or the errors with their places."""
    try:
        return validator.validate_python(data)
    except ValidationError as error:
        return [(one["type"], one["loc"]) for one in error.errors(include_url=False, include_input=False)]


def parsed(path: Path) -> Any:
    try:
        return tomli.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomli.TOMLDecodeError):
        return {}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_book_is_judged_alike(path: Path) -> None:
    assert outcome(STORED, parsed(path)) == outcome(FRESH, parsed(path)), REMEDY


def test_an_empty_file_has_every_table() -> None:
    assert set(STORED.validate_python({})) == set(BookFile.model_fields), REMEDY


@pytest.mark.parametrize("sort", [name for name, field in BookFile.model_fields.items() if field.default == []])
@pytest.mark.parametrize("row", [{}, {"wrong": 1}, dict.fromkeys(["id", "name", "entity", "value"], 1), 3])
def test_a_wrong_row_is_judged_alike(sort: str, row: object) -> None:
    found = outcome(STORED, {sort: [row]})
    assert found == outcome(FRESH, {sort: [row]}), REMEDY
    assert found
