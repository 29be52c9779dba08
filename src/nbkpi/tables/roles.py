"""Which columns of a sheet say what its rows are about: the entity, the indicator, the period and the unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.figure.characters import heading_key
from nbkpi.figure.days import is_day, is_short_month, year_and_part
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.spelling import is_bare
from nbkpi.loading.labels import is_subtotal, is_total, without_footnote, without_subitem, without_unit
from nbkpi.loading.layout import is_period
from nbkpi.model.book import Book
from nbkpi.model.spelt_names import has_chinese, is_foreign, without_translation
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.cells import are_flags, is_class, is_figure
from nbkpi.tables.keyed import heads_periods
from nbkpi.tables.places import ENOUGH, Known, PlaceColumns
from nbkpi.tables.understood import Asked

_BETWEEN = regex(r"\s*[\s/]\s*")
"""What stands between the words of two languages: Yıl / Year."""
_YEAR = regex(r"(?:19|20)[0-9]{2}")


_SHORTEST_CODE = 5
"""Fewer digits may as well count something."""


class Labels(NamedTuple):
    """The columns that say what a row is about; words are all columns that hold words rather than figures.

    period has two columns where the year and its month, quarter or half stand apart, and only the second of them in
    part where the year stands elsewhere. translations are those that say in another language what a column of Chinese
    beside them says. classes are those of them whose words are ages or sizes: 15-24, 65岁及以上.
    """

    entities: list[int]
    indicator: int | None
    period: list[int]
    part: int | None
    unit: int | None
    words: list[int]
    classes: list[int]
    translations: list[int]


def label_columns(
    book: Book, headings: list[list[str]], columns: list[list[str]], asked: Asked, own: Sequence[int] = ()
) -> Labels:
    """The roles of columns, by their headings and by what the book knows of their cells.

    own are the columns of the entities where the user said which these are, from the outermost in.
    """
    heads = list(map(_head, headings))
    known = [_known(book, texts, asked) for texts in columns]
    wordy = _wordy(book, headings, columns)
    coded = {column for column in wordy if words.IDENTIFIERS.fullmatch(heads[column])}
    classes = [column for column in wordy if column not in coded and _are_classes(columns[column])]
    translations = [column for column in wordy if _is_translated(column, wordy, columns, known)]
    others = {*classes, *translations}
    worded = [column for column in _without_flags(wordy, heads, columns) if column not in others]
    entities = list(own) or PlaceColumns(book, heads, known, columns).chosen(worded, asked)
    indicator = _indicator([column for column in worded if column not in entities], heads, known)
    free = [column for column in range(len(columns)) if column not in (*entities, *translations, indicator)]
    periods, part = _periods(free, heads, columns)
    unit = next((one for one in free if words.UNITS.fullmatch(heads[one]) and _are_units(book, columns[one])), None)
    return Labels(entities, indicator, periods, part, unit, wordy, classes, translations)


def _head(parts: list[str]) -> str:
    """What the last heading above a column says, in one language; "period" for all that head periods."""
    last = words.last_of(parts)
    in_both = [heading_key(word).lower() for word in _BETWEEN.split(last)]
    are_periods = len(in_both) > 1 and all(map(words.PERIODS.fullmatch, in_both))
    return "period" if are_periods or heads_periods(parts) else heading_key(without_translation(last)).lower()


def _wordy(book: Book, headings: list[list[str]], columns: list[list[str]]) -> list[int]:
    """The columns that hold words rather than figures."""
    filled = [column for column, texts in enumerate(columns) if any(texts)]
    # What is headed by a measure holds figures, even where none of them can be read.
    unmeasured = (one for one in filled if words.meaning(book, headings[one], words.LeftOf()).measure is None)
    return [
        column
        for column in unmeasured
        if _figures(book, columns[column]) < ENOUGH or _names_by_codes(_head(headings[column]), columns[column])
    ]


def _without_flags(wordy: list[int], heads: list[str], columns: list[list[str]]) -> list[int]:
    """The columns of words without those that only say whether something holds."""
    return [one for one in wordy if words.ENTITIES.fullmatch(heads[one]) or not are_flags(columns[one])]


def _names_by_codes(head: str, texts: list[str]) -> bool:
    """Whether a column headed as one of entities has codes for them, all of one length: 60633 below Geography."""
    codes = {text for text in texts if text.isdecimal()}
    is_alike = len(set(map(len, codes))) == 1 and len(next(iter(codes))) >= _SHORTEST_CODE
    return words.ENTITIES.fullmatch(head) is not None and len(codes) > 1 and is_alike


def _indicator(free: list[int], heads: list[str], known: list[Known]) -> int | None:
    found = next((one for one in free if known[one].measures >= ENOUGH), None)
    if found is not None:
        return found
    return next((one for one in free if words.INDICATORS.fullmatch(heads[one])), None)


def _periods(free: list[int], heads: list[str], columns: list[list[str]]) -> tuple[list[int], int | None]:
    """The columns of the period, and the one of its month, quarter or half where the year stands elsewhere."""
    dated = [one for one in free if any(columns[one]) and words.PERIODS.fullmatch(heads[one])]
    part = next((one for one in dated if _are_parts_of_years(columns[one])), None)
    # A corner over several columns is the heading of the first of them.
    own = ["" if one and head == heads[one - 1] else head for one, head in enumerate(heads)]
    whole = [one for one in free if _are_periods(columns[one], own[one])][:1]
    if part is None or (whole and not _are_years(columns[whole[0]])):
        return whole or dated[:1], None
    return [*whole, part], None if whole else part


def _is_translated(column: int, wordy: list[int], columns: list[list[str]], known: list[Known]) -> bool:
    """Whether a column says in Latin letters what one of Chinese says, label for label."""
    texts = columns[column]
    present = [text for text in texts if text]
    if 2 * sum(map(is_foreign, present)) <= len(present):
        return False
    for other in wordy:
        pairs = {(one, two) for one, two in zip(texts, columns[other], strict=True) if one or two}
        is_chinese = other != column and 2 * sum(map(has_chinese, columns[other])) > len(pairs)
        is_better_known = known[column].entities > known[other].entities
        if is_chinese and not is_better_known and len({one for one, _two in pairs}) == len(pairs):
            return len({two for _one, two in pairs}) == len(pairs)
    return False


def _are_units(book: Book, texts: list[str]) -> bool:
    """Whether most labels of a column are units, by their symbols or in English words."""
    labels = {text for text in texts if text}
    return 2 * sum(unit_called(book.units, text) is not None for text in labels) > len(labels)


def _known(book: Book, texts: list[str], asked: Asked) -> Known:
    labels = {text for text in texts if text and not is_total(text) and not is_subtotal(text)}
    if not labels:
        return Known()
    ids = book.entities.by_id
    names = [asked.names.get(label, without_subitem(without_footnote(label)[0])) for label in labels]
    entities = [book.entities_meant(name) for name in names]
    measures = [words.measure_of(book, [without_unit(name, book.units)[0], name]) for name in names]
    units = [book.units.get(label) for label in labels]
    count = len(labels)
    return Known(
        sum(map(bool, entities)) / count,
        sum(one is not None for one in measures) / count,
        sum(one is not None for one in units) / count,
        # The ids of a book that an import made are the names of what they are of.
        sum((label in ids and ids[label].name != label) or bool(book.spelt.coded(label)) for label in labels) / count,
        any(len(several) > 1 for several in entities),
    )


def _are_classes(texts: list[str]) -> bool:
    labels = [text for text in texts if text and not is_total(text)]
    return bool(labels) and 2 * sum(map(is_class, labels)) > len(labels)


def _figures(book: Book, texts: list[str]) -> float:
    """Which share of the cells of a column, blank ones aside, are figures."""
    present = [text for text in texts if text]
    return sum(is_figure(text, book.units) or _is_time(text) for text in present) / len(present)


def _are_periods(texts: list[str], head: str) -> bool:
    present = [text for text in texts if text]
    if words.PERIODS.fullmatch(head) is not None:
        return bool(present) and all(map(_is_time, present))
    if not head and _count_years(present):
        return True
    is_worded = not all(text.isdigit() for text in present)
    return bool(present) and is_worded and all(is_period(text) or is_day(text) for text in present)


def _count_years(texts: list[str]) -> bool:
    """Whether cells without a heading are one year after the other."""
    years = [int(text) for text in texts if _YEAR.fullmatch(text)]
    is_whole = len(texts) == len(years) > 2 and len({later - year for year, later in pairwise(years)}) == 1
    return is_whole and abs(years[1] - years[0]) == 1


def _are_years(texts: list[str]) -> bool:
    return all(len(text.rstrip("年度")) == len("2024") for text in texts if text)


def _are_parts_of_years(texts: list[str]) -> bool:
    """Whether cells are months, quarters or halves without a year: 6, 6月, 一季度."""
    present = {text for text in texts if text}
    return bool(present) and all(not is_period(text) and is_period(year_and_part("2024", text)) for text in present)


def _is_time(text: str) -> bool:
    """Whether words below a heading such as 时间 are a period or a day, digits alone included."""
    return is_period(text) or is_day(text) or is_bare(text) or is_short_month(text)
