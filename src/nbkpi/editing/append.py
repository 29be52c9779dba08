"""Writing one more row into a book: at the end of a file, with all that stood there kept as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.diagnostics import Diagnostic
from nbkpi.editing.growing import with_element
from nbkpi.editing.writing import block
from nbkpi.errors import DataError, UnknownName, UsageError
from nbkpi.figure.days import is_day
from nbkpi.language import _
from nbkpi.loading.load import load
from nbkpi.loading.observe import period_of
from nbkpi.loading.place import book_files
from nbkpi.model.book import Book
from nbkpi.model.records import Metric, Observation


class Addition(NamedTuple):
    """A file of a book with a row behind all else: what it held and holds, the line of the row, and its figure.

    observation is None where the row is a target or a definition. warnings are those that are new with it.
    """

    path: Path
    before: bytes
    content: bytes
    line: int
    observation: Observation | None
    warnings: list[Diagnostic]


Dated = Callable[[str, Book], str]
"""Says which period words without a year mean in a book, as 6月 does; UsageError where that is unclear."""


def as_written(text: str, _book: Book) -> str:
    """The words themselves."""
    return text


def with_observation(location: Path, row: Mapping[str, Any], dated: Dated = as_written) -> Addition:
    """A book with one more figure, loaded to see that it can be used; nothing is written.

    row holds entity, measure (an indicator or a metric), period and value, and perhaps of, source and note. The figure
    goes into the last file that quotes the same source, else the last with figures, else the first. DataError with
    all diagnostics when it cannot be used, or when the book could not be used before.
    """
    before = _loaded(location, row)
    row = _measured(before, row, dated)
    addition, after = _with_row(location, before, "observation", row)
    measure = after.measure(row.get("indicator") or row["metric"])
    whose = after.cells.of(after.entity(row["entity"]), after.cells.breakdowns.cell(row.get("of", ())))
    printed = after.printed(whose, measure, period_of(row["period"], measure.is_stock).period)
    added = next(one for one in reversed(printed) if one.text == row["value"])
    return addition._replace(observation=added)


def with_target(location: Path, row: Mapping[str, Any], dated: Dated = as_written) -> Addition:
    """A book with one more target, with the keys and the errors of with_observation."""
    before = _loaded(location, row)
    return _with_row(location, before, "target", _measured(before, row, dated))[0]


def with_definition(location: Path, name: str, row_of: Callable[[Book], Mapping[str, Any]]) -> Addition:
    """A book with one more [[entity]] or [[indicator]], behind the last of its sort, with the errors of a figure.

    row_of is given the book as it is and says the keys of the row.
    """
    before = _loaded(location, {})
    row = row_of(before)
    _reject_bytes(row)
    return _with_row(location, before, name, row)[0]


def _loaded(location: Path, row: Mapping[str, Any]) -> Book:
    """The book as it is; DataError where it cannot be used."""
    _reject_bytes(row)
    try:
        return load(location)
    except DataError as error:
        raise DataError(_("nothing was written: {reason}", reason=error), error.diagnostics) from None


def _measured(book: Book, row: Mapping[str, Any], dated: Dated) -> dict[str, Any]:
    """The row with its measure as an indicator or a metric, its source by its id, and a day as the period it ends."""
    kind = "indicator"
    with suppress(UnknownName, ValueError):  # Loading says that it is unknown, and what else is wrong.
        measure = book.measure(row["measure"])
        kind = "metric" if isinstance(measure, Metric) else "indicator"
        if is_day(row["period"]):
            row = {**row, "period": str(period_of(row["period"], measure.is_stock))}
    row = {**row, "period": _with_year(row["period"], book, dated)}
    found = {kind if key == "measure" else key: text for key, text in row.items()}
    with suppress(UnknownName):  # Loading says so.
        found |= {"source": book.source_id(row["source"])} if "source" in row else {}
    return found


def _with_year(text: str, book: Book, dated: Dated) -> str:
    """Words for a period, those without a year as they are dated by the book; others as they are."""
    for form in ("{}", "2000年{}") if text.strip() else ():
        with suppress(ValueError):
            period_of(form.format(text))
            return text if form == "{}" else dated(text, book)
    return text


def _with_row(location: Path, before: Book, name: str, row: Mapping[str, Any]) -> tuple[Addition, Book]:
    """The book with a row at the end of the file where it belongs, and what it is when loaded anew."""
    path = _file_for(book_files(location), name, str(row.get("source", "")).partition("#")[0])
    raw = path.read_bytes()
    newline = "\r\n" if b"\r\n" in raw else "\n"
    above = raw if raw.endswith(b"\n") or not raw else raw + newline.encode()
    content = above + ("\n" + block(name, row)).replace("\n", newline).encode("utf-8")
    line = above.count(b"\n") + 2
    listed = with_element(raw.decode("utf-8").removeprefix("\ufeff"), name, row)
    if listed is not None:
        (text, line), start = listed, b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        content = start + text.encode("utf-8")
    try:
        after = load(location, {path: content})
    except DataError as error:
        raise _rejected(error, path, line - 1, name) from None
    warnings = [one for one in after.warnings if one not in before.warnings]
    return Addition(path, raw, content, line, None, warnings), after


def _rejected(error: DataError, path: Path, above: int, name: str) -> DataError:
    """What is wrong with a row that was not written: no line of the file is named that it does not have."""
    is_figure = name == "observation"
    shown = _("{path}, new figure", path=path) if is_figure else _("{path}, new [[{name}]]", path=path, name=name)
    found = [
        one._replace(path=shown, line=0) if one.path == str(path) and one.line > above else one
        for one in error.diagnostics
    ]
    count = sum(one.severity == "error" for one in found)
    told = (
        _("nothing was written: errors in the new figure: {count}", count=count)
        if is_figure
        else _("nothing was written: errors in the new [[{name}]]: {count}", name=name, count=count)
    )
    return DataError(told, found)


def _reject_bytes(row: Mapping[str, Any]) -> None:
    """UsageError for what the command line could not decode, which no file could hold."""
    for text in row.values():
        try:
            str(text).encode("utf-8")
        except UnicodeEncodeError:
            raise UsageError(_("“{text}” is not in UTF-8", text=text)) from None


def _file_for(files: Sequence[Path], name: str, source: str) -> Path:
    """Where a row of a source belongs; whichever it is, the book is the same."""
    texts = {path: path.read_text("utf-8") for path in files}
    has_rows = re.compile(rf"^[ \t]*(?:\[\[[ \t]*{name}[ \t]*\]\]|{name}[ \t]*=)", re.MULTILINE)
    with_rows = [path for path in files if has_rows.search(texts[path])]
    quoting = rf"\bsource\s*=\s*[\"']{re.escape(source)}[#\"']"
    of_source = [path for path in with_rows if source and re.search(quoting, texts[path], re.MULTILINE)]
    return (of_source or with_rows or [files[0]])[-1]
