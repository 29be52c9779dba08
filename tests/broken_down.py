"""Books and tables of figures that are broken down, for tests: made up, with all margins reckoned from the cells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import product

Cell = tuple[str, ...]
Counts = dict[Cell, int]

SEXES = ("男", "女")
AGES = ("0-14岁", "15-64岁", "65岁及以上")
COUNTIES: dict[str, Counts] = {
    county: {
        (sex, age): count
        for sex, row in zip(SEXES, rows, strict=True)
        for age, count in zip(AGES, row, strict=True)
    }
    for county, rows in {
        "东县": ((170, 615, 118), (160, 595, 139)),
        "西县": ((150, 470, 69), (139, 440, 64)),
    }.items()
}  # fmt: skip


def breakdown(one_id: str, name: str, members: str, *, complete: bool = True) -> str:
    """The [[breakdown]] of these members, which are TOML."""
    ending = "complete = true\n" if complete else ""
    return f'[[breakdown]]\nid = "{one_id}"\nname = "{name}"\nmembers = {members}\n{ending}'


SEX = breakdown("sex", "性别", '["男", "女"]')
GROWN = '{ name = "15岁以上", id = "grown", members = ["15-64岁", "65岁以上"], complete = true }'
AGE = breakdown("age", "年龄", f'["0-14岁", {GROWN}]')
"""Ages of two levels, the upper of which is seldom printed."""


def figure(
    entity: str,
    measure: str,
    period: str,
    value: object,
    of: str | Sequence[str] = (),
    sort: str = "observation",
    source: str = "",
) -> str:
    """A figure of a book, of these categories, a text as it stands in TOML; a metric has a point in it, or in front."""
    key, measure = "metric" if "." in measure else "indicator", measure.removeprefix(".")
    row = f'[[{sort}]]\nentity = "{entity}"\n{key} = "{measure}"\nperiod = "{period}"\nvalue = "{value}"\n'
    row += f"of = {of if isinstance(of, str) else json.dumps(of, ensure_ascii=False)}\n" if of else ""
    return row + (f'source = "{source}"\n' if source else "")


def margin(counts: Counts, *wanted: str) -> int:
    """How many are of all these categories, added up from the cells."""
    return sum(count for cell, count in counts.items() if set(wanted) <= set(cell))


def margins(*categories: Sequence[str]) -> Iterator[Cell]:
    """The whole, each category, and every way to take one of each: as they stand in a table with margins."""
    yield from (tuple(filter(None, cell)) for cell in product(*(("", *one) for one in categories)))
