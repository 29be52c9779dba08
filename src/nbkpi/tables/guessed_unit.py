"""The unit of a new indicator that its heading does not say: by its name."""

from __future__ import annotations

import re

from nbkpi.figure import Unit, Units
from nbkpi.figure.english_units import unit_called
from nbkpi.patterns import regex

_NO_COUNT = regex(r"均|每|率|比|占|[增涨跌降减]幅|[单床车泊岗学分中]位数?$|[年月期档名层批轮]次$")
"""Names with these are of shares, averages and medians, or of firms and beds, whatever they end with."""
_NO_COUNT_IN_ENGLISH = regex(r"\b(?:per|average|mean|median|rate|ratio|share|percentage|growth|change)\b|%", re.I)
_POPULATION = regex(r"(?:.* )?population", re.IGNORECASE)
_COUNTS_BY_ITSELF = regex(r"户$|(?<!法)人$|.次$")
"""Without 数 behind it only these ends of names count: 江门 is a city, and 应收账款 an amount."""
_LONGEST = 2
"""No counting unit at the end of a name has more characters: 人次."""


def counted_in(name: str, units: Units) -> Unit | None:
    """The counting unit that a name ends with, as 农户 and 户数 do with 户 and 人口 with 人; None where it has none."""
    if name.endswith("人口") or _POPULATION.fullmatch(name):
        return units.get("人")
    if name.isascii():
        word = name.rpartition(" ")[2]
        may_count = word.isalpha() and len(word) > _LONGEST and not _NO_COUNT_IN_ENGLISH.search(name)
        unit = unit_called(units, word) if may_count else None
        return unit if unit is not None and unit.counting else None
    plain = name.removesuffix("数")
    if plain == name and not _COUNTS_BY_ITSELF.search(name):
        return None
    for length in range(min(_LONGEST, len(plain) - (plain == name)), 0, -1):
        unit = units.get(plain[-length:])
        if unit is not None and unit.counting and not _NO_COUNT.search(name):
            return unit
    return None
