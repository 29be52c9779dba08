"""Writing one more printed figure into a book: at the end of a file, with all that stood there kept as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nbkpi.book.load import load
from nbkpi.book.place import book_files
from nbkpi.book.records import Metric, Observation
from nbkpi.book.writing import block
from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import DataError, UnknownName, UsageError
from nbkpi.figure import Period
from nbkpi.language import _

_HAS_FIGURES = re.compile(r"^[ \t]*\[\[[ \t]*observation[ \t]*\]\]", re.MULTILINE)


class Addition(NamedTuple):
    """A file of a book with a figure behind all else: what it held and holds, the line of the figure, and the figure.

    warnings are those that are new with it.
    """

    path: Path
    before: bytes
    content: bytes
    line: int
    observation: Observation
    warnings: list[Diagnostic]


def with_observation(location: Path, row: Mapping[str, str]) -> Addition:
    """A book with one more figure, loaded to see that it can be used; nothing is written.

    row holds entity, measure (an indicator or a metric), period and value, and perhaps source and note. The figure
    goes into the last file that quotes the same source, else the last with figures, else the first. DataError with
    all diagnostics when it cannot be used, or when the book could not be used before.
    """
    _reject_bytes(row)
    try:
        before = load(location)
    except DataError as error:
        raise DataError(_("nothing was written: {reason}", reason=error), error.diagnostics) from None
    try:
        kind = "metric" if isinstance(before.measure(row["measure"]), Metric) else "indicator"
    except UnknownName:
        kind = "indicator"  # Loading says that it is unknown, and what else is wrong.
    with suppress(UnknownName):  # Loading says so.
        row = {**row, **({"source": before.source_id(row["source"])} if "source" in row else {})}
    path = _file_for(book_files(location), row.get("source", "").partition("#")[0])
    raw = path.read_bytes()
    newline = "\r\n" if b"\r\n" in raw else "\n"
    above = raw if raw.endswith(b"\n") or not raw else raw + newline.encode()
    figure = block("observation", {kind if key == "measure" else key: text for key, text in row.items()})
    content = above + ("\n" + figure).replace("\n", newline).encode("utf-8")
    try:
        after = load(location, {path: content})
    except DataError as error:
        raise _rejected(error, path, above.count(b"\n")) from None
    printed = after.printed(after.entity(row["entity"]), after.measure(row["measure"]), Period.parse(row["period"]))
    added = next(one for one in reversed(printed) if one.text == row["value"])
    warnings = [one for one in after.warnings if one not in before.warnings]
    return Addition(path, raw, content, above.count(b"\n") + 2, added, warnings)


def _rejected(error: DataError, path: Path, above: int) -> DataError:
    """What is wrong with a figure that was not written: no line of the file is named that it does not have."""
    name = _("{path}, new figure", path=path)
    found = [
        one._replace(path=name, line=0) if one.path == str(path) and one.line > above else one
        for one in error.diagnostics
    ]
    count = sum(one.severity == "error" for one in found)
    return DataError(_("nothing was written: errors in the new figure: {count}", count=count), found)


def _reject_bytes(row: Mapping[str, str]) -> None:
    """UsageError for what the command line could not decode, which no file could hold."""
    for text in row.values():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise UsageError(_("“{text}” is not in UTF-8", text=text)) from None


def _file_for(files: Sequence[Path], source: str) -> Path:
    """Where a figure of a source belongs; whichever it is, the book is the same."""
    texts = {path: path.read_text("utf-8") for path in files}
    with_figures = [path for path in files if _HAS_FIGURES.search(texts[path])]
    quoting = rf"^\s*source\s*=\s*[\"']{re.escape(source)}[#\"']"
    of_source = [path for path in with_figures if source and re.search(quoting, texts[path], re.MULTILINE)]
    return (of_source or with_figures or [files[0]])[-1]
