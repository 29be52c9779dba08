"""Which columns of a sheet say what its rows are about: the entity, the indicator, the period and the unit."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.labels import is_subtotal, is_total, without_footnote, without_subitem, without_unit
from nbkpi.book.layout import is_period
from nbkpi.figure.days import is_day
from nbkpi.figure.spelling import is_bare
from nbkpi.sheets.grid import heading_key
from nbkpi.tables import words
from nbkpi.tables.cells import is_class
from nbkpi.tables.shape import is_figure
from nbkpi.tables.understood import Asked

ENOUGH = 0.3
"""The share of labels that the book must know for a column to be judged by them."""


class Labels(NamedTuple):
    """The columns that say what a row is about; words are all columns that hold words rather than figures.

    classes are those of them whose words are ages or sizes: 15-24, 65岁及以上.
    """

    entities: list[int]
    indicator: int | None
    period: int | None
    unit: int | None
    words: list[int]
    classes: list[int]


class _Known(NamedTuple):
    """The shares of the labels of a column that the book knows, and whether it knows several of one name."""

    entities: float = 0
    measures: float = 0
    units: float = 0
    codes: float = 0
    ambiguous: bool = False


def label_columns(book: Book, headings: list[list[str]], columns: list[list[str]], asked: Asked) -> Labels:
    """The roles of columns, by what the book knows of their cells, and where it knows nothing by their headings."""
    heads = [heading_key(parts[-1]).lower() if parts else "" for parts in headings]
    known = [_known(book, texts, asked) for texts in columns]
    every = range(len(columns))
    # What is headed by a measure holds figures, even where none of them can be read.
    measured = {column for column in every if words.meaning(book, headings[column], words.Left()).measure is not None}
    filled = [column for column in every if any(columns[column])]
    wordy = [column for column in filled if column not in measured and _figures(book, columns[column]) < ENOUGH]
    classes = [column for column in wordy if _are_classes(columns[column])]
    entities = _entities(heads, known, [column for column in wordy if column not in classes], asked)
    free = [column for column in wordy if column not in (*entities, *classes)]
    indicator = next((one for one in free if known[one].measures >= ENOUGH), None)
    if indicator is None:
        indicator = next((one for one in free if words.INDICATORS.fullmatch(heads[one])), None)
    free = [column for column in every if column not in (*entities, indicator)]
    dated = [one for one in free if one in filled and words.PERIODS.fullmatch(heads[one])]
    period = next((one for one in free if _are_periods(columns[one], heads[one])), next(iter(dated), None))
    unit = next((one for one in free if words.UNITS.fullmatch(heads[one]) and known[one].units > 0.5), None)
    return Labels(entities, indicator, period, unit, wordy, classes)


def _entities(heads: list[str], known: list[_Known], wordy: list[int], asked: Asked) -> list[int]:
    """The column of the entities: their codes, else their names, two columns where only both together are clear."""
    if asked.entity:
        return []
    if asked.entity_column:
        head = heading_key(asked.entity_column).lower()
        return [heads.index(head)] if head in heads else []
    codes = [column for column, one in enumerate(known) if one.codes > 0.5]
    if codes:
        return codes[:1]
    named = [column for column in wordy if known[column].entities >= max(ENOUGH, known[column].measures)]
    if len(named) > 1 and known[named[-1]].ambiguous:
        return named[-2:]
    if named:
        return [max(named, key=lambda column: (known[column].entities, column))]
    named_so = [column for column in wordy if words.ENTITIES.fullmatch(heads[column])]
    worded = [column for column in named_so if known[column].units <= ENOUGH]  # 单位 is a firm, or a unit.
    if worded and known[worded[0]].measures < ENOUGH:
        return worded if len(worded) > 1 and not any(known[column].entities for column in worded) else worded[-1:]
    if wordy and known[wordy[0]].measures < ENOUGH and not words.INDICATORS.fullmatch(heads[wordy[0]]):
        return [next((one for one in wordy if not words.NUMBERS.fullmatch(heads[one])), wordy[0])]
    return []


def _known(book: Book, texts: list[str], asked: Asked) -> _Known:
    labels = {text for text in texts if text and not is_total(text) and not is_subtotal(text)}
    if not labels:
        return _Known()
    codes = {one.code for one in book.entities if one.code} | set(book.entities.by_id)
    names = [asked.names.get(label, without_subitem(without_footnote(label)[0])) for label in labels]
    entities = [book.entities_called(name) for name in names]
    measures = [words.measure_of(book, [without_unit(name, book.units)[0], name]) for name in names]
    units = [book.units.get(label) for label in labels]
    count = len(labels)
    return _Known(
        sum(map(bool, entities)) / count,
        sum(one is not None for one in measures) / count,
        sum(one is not None for one in units) / count,
        sum(label in codes for label in labels) / count,
        any(len(several) > 1 for several in entities),
    )


def _are_classes(texts: list[str]) -> bool:
    labels = [text for text in texts if text and not is_total(text)]
    return bool(labels) and 2 * sum(map(is_class, labels)) > len(labels)


def _figures(book: Book, texts: list[str]) -> float:
    """Which share of the cells of a column, blank ones aside, are figures."""
    present = [text for text in texts if text]
    return sum(is_figure(text, book.units) or is_period(text) or is_day(text) for text in present) / len(present)


def _are_periods(texts: list[str], head: str) -> bool:
    present = [text for text in texts if text]
    if words.PERIODS.fullmatch(head) is not None:
        return bool(present) and all(map(_is_time, present))
    is_worded = not all(text.isdigit() for text in present)
    return bool(present) and is_worded and all(is_period(text) or is_day(text) for text in present)


def _is_time(text: str) -> bool:
    """Whether words below a heading such as 时间 are a period or a day, digits alone included."""
    return is_period(text) or is_day(text) or is_bare(text)
