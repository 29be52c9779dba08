"""From files to validated rows: finding a book, decoding it, TOML, and the Pydantic models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbkpi.contents import content_of
from nbkpi.language import _, listed
from nbkpi.loading.kept_rows import KeptRows
from nbkpi.loading.place import COMPILED, book_files
from nbkpi.loading.problems import Problems, TextFile, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

    from nbkpi.loading.positions import Path as Keys

Rows = dict[str, Any]
"""The tables of a book file by their names, as nbkpi.loading.models describes them, every default filled in."""

Documents = list[tuple[TextFile, Rows]]

_DEFINITIONS = ("source", "unit", "entity", "indicator", "metric")
"""The tables whose rows define names that others use."""

MAX_BYTES = 200_000_000
_EXPECTED = {
    "string_type": "a text in quotes",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "is_instance_of": "a number",
    "decimal_type": "a number",
    "string_too_short": "a text that is not empty",
}


def read_files(
    location: Path | None, problems: Problems, changed: Mapping[Path, bytes], kept: KeptRows
) -> Documents | None:
    """Every file of a book with its valid rows; None when a file is no TOML, as its names are then unknown.

    Of a file in changed, that content is taken instead of its own; it need not be there yet. Rows that are kept are not
    made again, and those of files in which nothing is wrong are kept.
    """
    documents, whole = [], True
    for path in book_files(location, changed):
        raw = changed[path] if path in changed else content_of(path, path, MAX_BYTES)
        file = _decode(path, raw, problems)
        document = None if file is None else kept.rows(raw)
        if file is not None and document is None:
            data = _parse(file, problems)
            document = None if data is None else _validate(file, data, problems)
            if document is not None and not problems:
                kept.keep(raw, document)
        if file is not None and document is not None:
            documents.append((file, document))
        else:
            whole = False
    return documents if whole else None


def rows_of(documents: Documents, sort: str) -> Iterator[tuple[TextFile, Keys, Rows]]:
    """Every row of a sort, with its file and the path that it stands at in there."""
    for file, document in documents:
        for index, row in enumerate(document[sort]):
            yield file, (sort, index), row


def _decode(path: Path, raw: bytes, problems: Problems) -> TextFile | None:
    try:
        return TextFile(str(path), raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        file = TextFile(str(path), before + "�")
        message = _("byte {byte} is not UTF-8", byte=f"0x{raw[error.start]:02x}")
        _add_at(file, problems, "not-utf8", message, len(before), _("save the file as UTF-8"))
        return None


def _add_at(file: TextFile, problems: Problems, code: str, message: str, place: int, remedy: str = "") -> None:
    """Note a problem at a character of the text, where no key leads to."""
    line, column = file.text.count("\n", 0, place) + 1, place - file.text.rfind("\n", 0, place)
    problems.add_at(file, code, message, line, column, remedy)


def _parse(file: TextFile, problems: Problems) -> dict[str, Any] | None:
    import tomli

    try:
        return tomli.loads(file.text, parse_float=_exact_number)
    except tomli.TOMLDecodeError as error:
        from nbkpi.loading.syntax import syntax_remedy, syntax_words

        told, remedy = syntax_words(error.msg), syntax_remedy(file.text, error.lineno, error.colno)
        problems.add_at(file, "toml-syntax", told, error.lineno, error.colno, remedy)
    except RecursionError:
        _add_at(file, problems, "toml-syntax", _("values are nested too deeply"), 0)
    except ValueError:
        # Python refuses to convert whole numbers of more than 4300 digits.
        match = re.search(r"\d{4300}", file.text)
        _add_at(file, problems, "toml-syntax", _("the number has too many digits"), match.start() if match else 0)
    return None


def _exact_number(text: str) -> Decimal:
    """43.60 stays 43.60; what is no number at all becomes NaN, which no figure is."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


@cache
def _validator() -> SchemaValidator:
    """Pydantic's validator of book files: as compiled ahead of time, or here and now for another version of it."""
    from pydantic_core import SchemaError, SchemaValidator

    try:
        return SchemaValidator(json.loads(COMPILED.read_text("utf-8")))
    except SchemaError:
        from nbkpi.loading.models import compiled

        return SchemaValidator(compiled())


def _validate(file: TextFile, data: dict[str, Any], problems: Problems) -> Rows | None:
    """The rows of a file; those with errors are left out after these are noted, so that the rest is checked too."""
    from pydantic_core import ValidationError

    try:
        return _validated(data)
    except ValidationError as error:
        details = [(_real_path(detail["loc"], data), detail) for detail in error.errors(include_url=False)]
    # What is missing because its key is misspelt is said where that key stands.
    seen = {(path[:-1], meant) for path, detail in details if (meant := _misspelt(path, detail))}
    for path, detail in details:
        subject = str(detail["loc"][-1]) if detail["type"] == "missing" else ""
        if (path, subject) not in seen:
            seen.add((path, subject))
            _report(file, path, detail, problems)
    _leave_out(file, data, details, problems)
    try:
        return _validated(data)
    except ValidationError:
        return None


def _validated(data: dict[str, Any]) -> Rows:
    rows: Rows = _validator().validate_python(data)
    for sort in ("observation", "target", "total", "table"):
        for row in rows[sort]:
            _with_days_in_words(row)
            for column in row["columns"].values() if sort == "table" else ():
                _with_days_in_words(column)
    return rows


def _with_days_in_words(row: Rows | str) -> None:
    """Let a period that is a day of TOML be the words of one, as it may also be written."""
    if isinstance(row, dict) and isinstance(row["period"], date):
        row["period"] = str(row["period"])


def table_row(keys: dict[str, Any]) -> Rows:
    """A [[table]] with these keys and the defaults of all others."""
    row: Rows = _validated({"table": [keys]})["table"][0]
    return row


def recipe_row(keys: dict[str, Any]) -> Rows:
    """A [[recipe]] with these keys and the defaults of all others."""
    row: Rows = _validated({"recipe": [keys]})["recipe"][0]
    return row


def _leave_out(
    file: TextFile, data: dict[str, Any], details: list[tuple[Keys, ErrorDetails]], problems: Problems
) -> None:
    """Take unknown keys and wrong rows out of the data, and remember the names that go with them."""
    bad: dict[str, set[int]] = {}
    # Unknown keys go first: later steps remove the tables they stand in.
    for path, detail in sorted(details, key=lambda pair: pair[1]["type"] != "extra_forbidden"):
        if detail["type"] == "extra_forbidden":
            parent: Any = data
            for step in path[:-1]:
                parent = parent[step]
            _leave_out_names(parent.pop(path[-1], None), path, problems)
        elif len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            bad.setdefault(path[0], set()).add(path[1])
        elif path and isinstance(path[0], str):
            data.pop(path[0], None)
    for sort, indexes in bad.items():
        rows = data[sort]
        file.kept[sort] = [index for index in range(len(rows)) if index not in indexes]
        for index in indexes:
            if isinstance(rows[index], dict):
                problems.leave_out(rows[index])
        data[sort] = [rows[index] for index in file.kept[sort]]


def _leave_out_names(removed: Any, path: Keys, problems: Problems) -> None:
    """Remember the names that an unknown key may define: those in a table of no known sort, or a misspelt id."""
    if len(path) == 1 and isinstance(removed, list):
        for row in removed:
            if isinstance(row, dict):
                problems.leave_out(row)
    elif path[0] in _DEFINITIONS:
        problems.leave_out({"name": removed})


def _misspelt(path: Keys, detail: ErrorDetails) -> str:
    """The key that an unknown one is most like; nothing where it is like none, and for other mistakes."""
    if detail["type"] != "extra_forbidden":
        return ""
    return next(iter(get_close_matches(str(path[-1]), _keys_at(path[:-1]), 1, cutoff=0.5)), "")


def _real_path(location: Iterable[str | int], data: Any) -> Keys:
    """The part of Pydantic's location that exists in the data; the rest names members of unions and missing keys."""
    path: list[str | int] = []
    for step in location:
        inside = isinstance(data, dict) and step in data
        inside = inside or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if not inside:
            break
        path.append(step)
        data = data[step]
    return tuple(path)


def _report(file: TextFile, path: Keys, detail: ErrorDetails, problems: Problems) -> None:
    kind, context = detail["type"], detail.get("ctx", {})
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        problems.add(file, path, "missing-key", _("the key “{key}” is missing", key=key), _('add {key} = "…"', key=key))
    elif kind == "extra_forbidden":
        near = get_close_matches(key, _keys_at(path[:-1]), 3, cutoff=0.5)
        remedy = did_you_mean(near) or _("keys allowed here: {keys}", keys=listed(_keys_at(path[:-1])))
        problems.add(file, path, "unknown-key", _("the key “{key}” is not allowed here", key=key), remedy, offset=-1)
    elif kind == "literal_error":
        allowed = listed(f'"{word}"' for word in re.findall(r"'([^']*)'", str(context["expected"])))
        message = _("this must be one of {allowed}", allowed=allowed)
        problems.add(file, path, "wrong-value", message)
    else:
        value = detail["input"]
        is_number = kind == "string_type" and isinstance(value, int) and not isinstance(value, bool)
        remedy = _('write it in quotes: "{value}"', value=value) if is_number else ""
        message = _("{expected} is expected here", expected=_expected(path, detail))
        problems.add(file, path, "wrong-type", message, remedy)


def _expected(path: Keys, detail: ErrorDetails) -> str:
    """What may stand at a place where something of another type does."""
    limits = detail.get("ctx", {})
    if path and path[-1] == "value":
        return _("a figure, as text or as a number")
    if "ge" in limits:
        return _("a whole number, {least} or more", least=limits["ge"])
    if "le" in limits:
        return _("a whole number, {most} or less", most=limits["le"])
    return _(_EXPECTED.get(detail["type"], detail["msg"]))


def _keys_at(path: Keys) -> list[str]:
    """The keys that may stand in the table at this path."""
    from pydantic import BaseModel

    from nbkpi.loading.models import BookFile

    model: Any = BookFile
    for step in path:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation
            inner = [kind for kind in (annotation, *getattr(annotation, "__args__", ())) if isinstance(kind, type)]
            model = next((kind for kind in inner if issubclass(kind, BaseModel)), None)
        if model is None:
            return []
    return list(model.model_fields)
