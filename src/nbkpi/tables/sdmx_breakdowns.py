"""Dimensions of SDMX-CSV as breakdowns: SEX, AGE, and all that have a code for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nbkpi.errors import UnknownName
from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Member
from nbkpi.model.spelt_names import has_chinese
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.tidy import Tidy
from nbkpi.tables.category_words import AGE, HEADED, OLDEST, SORTS, Seen, Sort, Span, age_span, plain_label, sort_of
from nbkpi.tables.new_breakdowns import define_breakdowns
from nbkpi.tables.understood import Asked, Understood

_AGES = (
    regex(r"Y?_?(?:LT|LE)_?([0-9]{1,3})"),
    regex(r"Y?_?(?:GE|GT)_?([0-9]{1,3})"),
    regex(r"Y?([0-9]{1,3})[-T_]([0-9]{1,3})"),
    regex(r"Y([0-9]{1,3})"),
)


class Dimensions(NamedTuple):
    """The dimensions that are breakdowns of the book, and its names for those of their members that it calls else."""

    headings: list[str]
    names: dict[str, str]


def take_dimensions(grid: Grid, tidy: Tidy, book: Book, asked: Asked, found: Understood) -> Dimensions:
    """Let the dimensions that the book has a breakdown for, or is to have one for, say what figures are of.

    Not where the book keeps what the names of the figures say with them as indicators: those go on so.
    """
    taken = Dimensions([], {})
    _take_others(grid, tidy, asked)
    column = tidy.columns["indicator"]
    names = {name for name in grid.texts(column, range(1, len(grid.rows))) if name}
    has_them = any(book.measures_called(asked.names.get(name, name)) for name in names if not tidy.is_own)
    if not tidy.dimensions or has_them or any(name in asked.names for name in names):
        return taken
    if asked.new_breakdowns:
        found.breakdowns += define_breakdowns(book, _seen(tidy), found)
    for heading, members in tidy.dimensions.items():
        meant = {code: _member(book, heading, code, label) for code, label in members}
        if None not in meant.values():
            taken.headings.append(heading)
            written = {f"{heading.lower()}={code}": member for code, member in meant.items()}
            taken.names.update({
                text: one.described for text, one in written.items()
                if one is not None and not (one.breakdown.id == heading.lower() and one in _called(book, text))
            })  # fmt: skip
    if taken.headings and not tidy.is_own:
        # Every import loads this module, and few files are in these terms.
        from nbkpi.sheets.sdmx import break_down

        break_down(grid, tidy, taken.headings)
    return taken


def _take_others(grid: Grid, tidy: Tidy, asked: Asked) -> None:
    """Take dimensions without a code for the whole too, whose members are all of one sort or that the user names."""
    known = {**tidy.dimensions, **tidy.others}
    own = {_dimension_called(one, known): one for one in asked.category_columns}
    if "" in own:
        raise UnknownName(_("{file} has no column “{heading}”", file=grid.name, heading=own[""]), list(known)[:5])
    for heading, members in tidy.others.items():
        if heading in own or _sort_of_words(members) is not None:
            tidy.dimensions[heading] = members


def _sort_of_words(members: list[tuple[str, str]]) -> Sort | None:
    """The sort of known words that all of several members are of, by their labels where they have any."""
    words = [(label or code,) * 2 for code, label in members]
    return next((one for one in SORTS if len(words) > 1 and all(_key(one, *word) for word in words)), None)


def _dimension_called(name: str, known: Iterable[str]) -> str:
    """The dimension of a heading, which may have the name of its data set behind it; empty where there is none."""
    own = heading_key(name).upper()
    return next((one for one in known if own == heading_key(one).upper() or own.startswith(f"{one}_")), "")


def _called(book: Book, text: str) -> list[Member]:
    breakdown, _equals, name = text.partition("=")
    return book.cells.breakdowns.called(name, breakdown)


def _seen(tidy: Tidy) -> Iterator[Seen]:
    """Every member of the dimensions, once by its label and once by its code, which becomes another name of it."""
    for heading, members in tidy.dimensions.items():
        sort = _sort(heading, members)
        for code, label in members:
            key = _key(sort, code, label)
            yield from (Seen(sort, key, text) for text in dict.fromkeys(filter(None, (label, code))))


def _sort(heading: str, members: list[tuple[str, str]]) -> Sort:
    """What a dimension is a breakdown by; its own heading where its members are not those that words know."""
    name = heading.lower()
    known = next((one for one in (AGE, *SORTS) if one.id == name), None) or _sort_of_words(members)
    named = known.name if known is not None and any(has_chinese(code + label) for code, label in members) else heading
    if known is None or not all(_key(known, code, label) for code, label in members):
        return Sort(name, named.capitalize(), HEADED)
    return known._replace(name=named.capitalize())


def _key(sort: Sort, code: str, label: str) -> str:
    """What a member is the same as in other spellings."""
    if sort.id == AGE.id and sort.is_closed:
        span = age_code(code) or age_span(label)
        return f"{span[0]}-{span[1]}" if span is not None else ""
    if sort.members or sort.every_member is not None:
        return next((key for text in (code, label) if (key := sort.key(plain_label(text)))), "")
    return code


def age_code(code: str) -> Span | None:
    """The ages of a code: Y15-24, Y15T24, Y_LT15, Y_GE65, Y5; None for another one."""
    for number, pattern in enumerate(_AGES):
        match = pattern.fullmatch(code.upper())
        if match is not None:
            first, last = int(match[1]), int(match[match.lastindex or 1])
            if number == 0:
                return 0, first - ("LT" in code.upper())
            return (first + ("GT" in code.upper()), OLDEST) if number == 1 else (first, min(last, OLDEST))
    return None


def _member(book: Book, heading: str, code: str, label: str) -> Member | None:
    """The category of the book that a member of a dimension is: by its code or label, else by what they mean."""
    known = book.cells.breakdowns
    own = [one for one in known.all if heading.lower() in (one.id.lower(), one.name.lower())]
    every = [member for one in own or known.all for member in one.every()]
    texts = {text for text in (code, label) if text}
    found = [one for one in every if own and texts & {one.id, one.name, *one.aliases}]
    if not found:
        span = age_code(code) if heading == "AGE" else None
        keys = {sorted_as for text in texts if (sorted_as := sort_of(plain_label(text), may_be_age=False))}
        found = [one for one in every if _says(one.name, span, keys)]
    return found[0] if len(found) == 1 else None


def _says(name: str, span: Span | None, keys: set[tuple[Sort, str]]) -> bool:
    """Whether the name of a category says these ages, or what other words say."""
    return (span is not None and age_span(name) == span) or sort_of(plain_label(name), may_be_age=False) in keys
