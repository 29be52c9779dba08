"""What a book starts from: its title, how its numbers are read, and the units it declares."""

from __future__ import annotations

import re
from fractions import Fraction

from nbkpi.figure import Convention, Unit, Units
from nbkpi.language import _
from nbkpi.loading.files import Documents, Rows, rows_of
from nbkpi.loading.place import folder_named
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.patterns import regex

_NO_SYMBOL = regex(r"[\d\s/+\-.,]")


def convention_of(row: Rows | None, default: Convention) -> Convention:
    """The convention a reading table asks for; ValueError when about is neither half, unit nor a percentage."""
    if row is None:
        return default
    if row["about"] in ("half", "unit"):
        return Convention(row["about"], row["rounding"])
    match = re.fullmatch(r"(\d{1,2}(?:\.\d{1,4})?)\s*%", row["about"])
    if match is None:
        raise ValueError(row["about"])
    return Convention(Fraction(match[1]) / 100, row["rounding"])


def new_book(location: str, documents: Documents, problems: Problems) -> Book:
    """The empty book with its title, reading and units."""
    title, convention, places, seen, read = "", Convention(), None, False, False
    for file, document in documents:
        if document["book"] is not None:
            if seen:
                problems.add(file, ("book",), "duplicate", _("another file of this book has a [book] table already"))
            seen, title, places = True, document["book"]["title"], document["book"]["places"]
        inner = document["book"]["reading"] if document["book"] is not None else None
        for path, row in ((("reading",), document["reading"]), (("book", "reading"), inner)):
            if row is not None and read:
                problems.add(file, path, "duplicate", _("another file of this book already sets how figures are read"))
            read = read or row is not None
            try:
                convention = convention_of(row, convention)
            except ValueError:
                bad_reading(file, (*path, "about"), problems)
    return Book(title or folder_named(location), location, convention, _units(documents, problems), places)


def bad_reading(file: TextFile, path: tuple[str | int, ...], problems: Problems) -> None:
    """Note a [book] reading that convention_of refuses."""
    expected = _('"half", "unit" or a share such as "10%"')
    problems.add(file, path, "wrong-value", _("{expected} is expected here", expected=expected))


def _units(documents: Documents, problems: Problems) -> Units:
    """The standard units and the book's own, which may build on each other in the order they are written."""
    own: list[Unit] = []
    for file, path, row in rows_of(documents, "unit"):
        known = Units(own)
        if _NO_SYMBOL.search(row["symbol"]):
            message = _("the name of a unit cannot hold digits, spaces, signs or slashes")
            problems.add(file, (*path, "symbol"), "bad-unit", message)
            problems.leave_out(row)
            continue
        if known.get(row["symbol"]) is not None:
            message = _("the unit “{symbol}” is already defined", symbol=row["symbol"])
            problems.add(file, (*path, "symbol"), "duplicate", message)
            continue
        unit = _unit(row, known)
        if unit is None:
            key = "of" if row["of"] and known.get(row["of"]) is None else "scale"
            message = _("a known unit and a positive scale such as 15 or 1/15 are expected")
            problems.add(file, (*path, key), "bad-unit", message)
            problems.leave_out(row)
        else:
            own.append(unit)
    return Units(own)


def _unit(row: Rows, known: Units) -> Unit | None:
    if not re.fullmatch(r"\d{1,30}(?:\.\d{1,30})?(?:/0*[1-9]\d{0,29})?", str(row["scale"])):
        return None
    above, _slash, below = str(row["scale"]).partition("/")
    scale = Fraction(above) / Fraction(below or 1)
    base = known.get(row["of"]) if row["of"] else Unit(row["symbol"], ((row["symbol"], 1),))
    if base is None or scale == 0:
        return None
    counting, signed = row["counting"] or base.counting, row["signed"] or base.signed
    return Unit(row["symbol"], base.dimension, scale * base.scale, counting, signed)
