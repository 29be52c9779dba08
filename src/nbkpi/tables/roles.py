"""Which columns of a sheet say what its rows are about: the entity, the indicator, the period and the unit."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.labels import is_subtotal, is_total, without_footnote, without_subitem, without_unit
from nbkpi.book.kinds import level_of
from nbkpi.book.layout import is_period
from nbkpi.book.spelt_names import has_chinese, is_foreign, without_translation
from nbkpi.figure.days import is_day, year_and_part
from nbkpi.figure.spelling import is_bare
from nbkpi.sheets.grid import heading_key
from nbkpi.tables import words
from nbkpi.tables.cells import is_class
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.shape import is_figure
from nbkpi.tables.understood import Asked

ENOUGH = 0.3
"""The share of labels that the book must know for a column to be judged by them."""


_HEADED = {
    0: ("地区", "区域"),
    1: ("省", "省市", "province"),
    2: ("市", "州", "盟", "city"),
    3: ("县", "区", "旗", "县市区", "county", "district"),
    4: ("镇", "乡", "街道", "镇街", "town"),
    5: ("村", "社区", "village"),
}
"""What headings of columns of places end with, by how far down the places are: from provinces to villages."""
_LEVELS = {"province": 1, "city": 2, "county": 3, "town": 4, "village": 5, "community": 5}


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


class _Known(NamedTuple):
    """The shares of the labels of a column that the book knows, and whether it knows several of one name."""

    entities: float = 0
    measures: float = 0
    units: float = 0
    codes: float = 0
    ambiguous: bool = False


def label_columns(book: Book, headings: list[list[str]], columns: list[list[str]], asked: Asked) -> Labels:
    """The roles of columns, by what the book knows of their cells, and where it knows nothing by their headings."""
    heads = [heading_key(without_translation(parts[-1])).lower() if parts else "" for parts in headings]
    known = [_known(book, texts, asked) for texts in columns]
    every = range(len(columns))
    # What is headed by a measure holds figures, even where none of them can be read.
    measured = {column for column in every if words.meaning(book, headings[column], words.Left()).measure is not None}
    filled = [column for column in every if any(columns[column])]
    wordy = [column for column in filled if column not in measured and _figures(book, columns[column]) < ENOUGH]
    classes = [column for column in wordy if _are_classes(columns[column])]
    translations = [column for column in wordy if _is_translated(column, wordy, columns, known)]
    worded = [column for column in wordy if column not in classes and column not in translations]
    entities = _entities(book, heads, known, worded, columns, asked)
    free = [column for column in worded if column not in entities]
    indicator = next((one for one in free if known[one].measures >= ENOUGH), None)
    if indicator is None:
        indicator = next((one for one in free if words.INDICATORS.fullmatch(heads[one])), None)
    free = [column for column in every if column not in (*entities, *translations, indicator)]
    dated = [one for one in free if one in filled and words.PERIODS.fullmatch(heads[one])]
    part = next((one for one in dated if _are_parts_of_years(columns[one])), None)
    periods = [one for one in free if _are_periods(columns[one], heads[one])][:1]
    if part is not None and (not periods or _are_years(columns[periods[0]])):
        periods = [*periods, part]
    else:
        part, periods = None, periods or dated[:1]
    unit = next((one for one in free if words.UNITS.fullmatch(heads[one]) and known[one].units > 0.5), None)
    part = part if len(periods) == 1 else None
    return Labels(entities, indicator, periods, part, unit, wordy, classes, translations)


def _entities(
    book: Book, heads: list[str], known: list[_Known], wordy: list[int], columns: list[list[str]], asked: Asked
) -> list[int]:
    """The column of the entities: their codes, else their names, behind those of what they lie within."""
    if asked.entity:
        return []
    if asked.entity_column:
        head = heading_key(without_translation(asked.entity_column)).lower()
        return [heads.index(head)] if head in heads else []
    codes = [column for column, one in enumerate(known) if one.codes > 0.5]
    if codes:
        return codes[:1]
    named = [column for column in wordy if known[column].entities >= max(ENOUGH, known[column].measures)]
    named_so = [column for column in wordy if words.ENTITIES.fullmatch(heads[column])]
    worded = [column for column in named_so if max(known[column].units, known[column].measures) <= ENOUGH]
    if named:
        places = [column for column in worded if words.PLACES.fullmatch(heads[column])]
        return _path(book, sorted({*named, *places}), heads, known, columns)
    # 单位 is a firm, or a unit.
    if worded:
        return _path(book, worded, heads, known, columns)
    if wordy and known[wordy[0]].measures < ENOUGH and not words.INDICATORS.fullmatch(heads[wordy[0]]):
        return [next((one for one in wordy if not words.NUMBERS.fullmatch(heads[one])), wordy[0])]
    return []


def _path(
    book: Book, pool: list[int], heads: list[str], known: list[_Known], columns: list[list[str]]
) -> list[int]:
    """The columns from the widest places to the narrowest; only that one where it says enough.

    It does not where the book does not know all of its labels, where one may mean several, and where the book has
    one within another place than its row says.
    """
    levels = {column: _level(heads[column], columns[column]) for column in pool}
    if 0 in levels.values() or len(set(levels.values())) < len(pool):
        # Where nothing tells which of them lies within which, it is as it is written: from left to right.
        if not any(known[column].entities for column in pool):
            return pool
        own = max(pool, key=lambda column: (known[column].entities, column))
        return pool[-2:] if known[pool[-1]].ambiguous else [own]
    *outer, own = sorted(pool, key=lambda column: levels[column])
    is_clear = known[own].entities == 1 and not known[own].ambiguous
    if is_clear and not any(_contradicts(book, columns[one], columns[own]) for one in outer):
        return [own]
    return [*outer, own]


def _level(head: str, texts: list[str]) -> int:
    """How far down the places of a column are, from 1 for provinces on, by its heading or else its labels; 0: unknown."""
    head = head.removesuffix("名称").removesuffix("名")
    ends = [(len(end), level) for level, several in _HEADED.items() for end in several if head.endswith(end)]
    found = max(ends)[1] if ends else 0
    kinds = Counter(level_of(kind_of(text)) for text in set(texts) if text)
    common = kinds.most_common(1)[0] if kinds else ("", 0)
    return found or (_LEVELS.get(common[0], 0) if 2 * common[1] > sum(kinds.values()) else 0)


def _contradicts(book: Book, wider: list[str], narrower: list[str]) -> bool:
    """Whether the book has a place of one column within another of the level of the one beside it."""
    label = ""
    for above, text in dict.fromkeys(zip(wider, narrower, strict=True)):
        label = above or label
        found, own = book.entities_meant(label) if label else [], book.entities_meant(text) if text else []
        if len(found) == 1 and len(own) == 1 and found[0] is not own[0]:
            ancestors = own[0].ancestors()
            levels = {level_of(one.kind) for one in ancestors}
            if found[0] not in ancestors and level_of(found[0].kind) in levels:
                return True
    return False


def _is_translated(column: int, wordy: list[int], columns: list[list[str]], known: list[_Known]) -> bool:
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


def _known(book: Book, texts: list[str], asked: Asked) -> _Known:
    labels = {text for text in texts if text and not is_total(text) and not is_subtotal(text)}
    if not labels:
        return _Known()
    ids = book.entities.by_id
    names = [asked.names.get(label, without_subitem(without_footnote(label)[0])) for label in labels]
    entities = [book.entities_meant(name) for name in names]
    measures = [words.measure_of(book, [without_unit(name, book.units)[0], name]) for name in names]
    units = [book.units.get(label) for label in labels]
    count = len(labels)
    return _Known(
        sum(map(bool, entities)) / count,
        sum(one is not None for one in measures) / count,
        sum(one is not None for one in units) / count,
        sum(label in ids or bool(book.spelt.coded(label)) for label in labels) / count,
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


def _are_years(texts: list[str]) -> bool:
    return all(len(text.rstrip("年度")) == len("2024") for text in texts if text)


def _are_parts_of_years(texts: list[str]) -> bool:
    """Whether cells are months, quarters or halves without a year: 6, 6月, 一季度."""
    present = {text for text in texts if text}
    return bool(present) and all(not is_period(text) and is_period(year_and_part("2024", text)) for text in present)


def _is_time(text: str) -> bool:
    """Whether words below a heading such as 时间 are a period or a day, digits alone included."""
    return is_period(text) or is_day(text) or is_bare(text)
