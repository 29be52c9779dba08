"""The terms of SDMX that figures are written in and read from: codes of statuses, missing values, and time periods."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.figure.figure import MISSING_WORDS, Missing
from nbkpi.patterns import regex

STRUCTURE_ID = "NBKPI:OBSERVATIONS(1.0.0)"
UNSPECIFIED = "_X"

WHOLES = ("_T", "T", "TOTAL", "TOT")
"""The codes of a dimension for all of its members together, the first of them the one that is written."""
"""What a dimension has that is not given, as none may be empty."""

STATUS = {"final": "A", "preliminary": "P", "revised": "A", "estimated": "E"}
"""A normal, P provisional, E estimated. SDMX has no code for what was revised: it is the normal value then."""

MISSING: dict[Missing, str] = {"below_half": "N", "not_applicable": "M", "unknown": "O", "withheld": "Q"}
"""N not significant (not a real zero), M cannot exist, O missing for whatever reason, Q suppressed."""

_STATUS_READ = {"p": "preliminary", "r": "revised", **dict.fromkeys("efi", "estimated")}
"""By the lower-case code. Source: CL_OBS_STATUS of SDMX 2.2 (E, F forecast, I imputed, P), where S is a strike."""

_STATUS_OF = {
    "OBS_FLAG": {**dict.fromkeys("efs", "estimated"), "p": "preliminary", "r": "revised"},
    "FLAG": {**dict.fromkeys("efir", "estimated"), "p": "preliminary"},
    "STATUS": {"p": "preliminary", "r": "revised"},
}
"""What other offices mean, by the heading of their flags. Sources: flags of Eurostat (e, f, p, r, s estimated by
Eurostat; i says that there are notes), of the FAO (E, F and I as above, R estimated from the data of partners) and of
Statistics Canada (p, r; letters from A to F grade the quality)."""

_MISSING_READ: dict[str, Missing] = {
    **{code.lower(): kind for kind, code in MISSING.items()},
    **dict.fromkeys(("l", "h", "k", ":"), "unknown"),
    **dict.fromkeys(("c", "x"), "withheld"),
    "z": "not_applicable",
}
"""What the code of an empty value says of why it is: L and H were not collected, c is confidential, z cannot be."""

_NO_VALUE = frozenset(("", "nan", ":", "..", "na", "n/a", "null", "none"))
_WORDS = regex(r"^(\w{1,3})\s*:\s*\S.*", re.DOTALL)
_FLAGS = regex(r"[a-z:]+")
_PART = regex(r"([0-9]{4})-?([AQSTHM])0?([0-9]{1,2})")
_DAY = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00(?:\.0+)?Z?)?")
_SPAN = regex(r"([0-9]{4})-([0-9]{2})-01(?:T00:00:00)?/P([0-9]{1,3})([YM])")
_LENGTHS = {"A": 12, "Y": 12, "S": 6, "H": 6, "T": 4, "Q": 3, "M": 1}
"""How many months a period of each frequency has, by the code of CL_FREQ or its first letter: A or Annual."""
_MONTHS = 12


class ValueAndFlags(NamedTuple):
    """What a value and its flags say: the words of a missing value, or none, the status, and flags left over."""

    words: str | None
    status: str
    note: str


def is_missing(value: str) -> bool:
    """Whether a value is none: empty, or a sign for it."""
    return value.lower() in _NO_VALUE


def said_by(is_without_value: bool, flags: str, heading: str = "OBS_STATUS") -> ValueAndFlags:
    """What the flags of a value say in a column of this heading.

    A value that is empty is unknown where no flag says more; a flag that means something else than the state of a
    figure, such as a break, is a note.
    """
    codes = _split(flags)
    if is_without_value:
        # Of the FAO M is a missing value, and none that cannot exist.
        kinds = [_MISSING_READ[code] for code in codes if code in _MISSING_READ and (heading, code) != ("FLAG", "m")]
        return ValueAndFlags(MISSING_WORDS[kinds[0]][0] if kinds else MISSING_WORDS["unknown"][1], "final", "")
    meant = _STATUS_OF.get(heading, _STATUS_READ)
    states = [meant[code] for code in codes if code in meant]
    rest = [code for code in codes if code != "a" and (code not in ("p", "r", "e") or code not in meant)]
    name = heading if heading in _STATUS_OF else "OBS_STATUS"
    return ValueAndFlags(None, states[0] if states else "final", f"{name} {', '.join(rest)}".upper() if rest else "")


def _split(flags: str) -> list[str]:
    """The codes of a cell such as A, p, bp or E;B; the words behind a code, as in A: Normal value, are left out."""
    found = []
    for part in re.split(r"[;,\s]+", _WORDS.sub(r"\1", flags.strip().lower())):
        if part.startswith("_") or not _FLAGS.fullmatch(part):
            continue
        found += list(part) if len(part) <= 3 else [part]
    return found


def time_period(period: Period) -> str:
    """2024, 2024-S1, 2024-Q3 and 2024-06; any other span as its first day and its length, 2022-01-01/P3Y."""
    year, month = divmod(period.start, _MONTHS)
    if (month % period.length, period.length) == (0, _MONTHS):
        return f"{year:04}"
    if period.length in (3, 6) and month % period.length == 0:
        return f"{year:04}-{'Q' if period.length == 3 else 'S'}{month // period.length + 1}"
    if period.length == 1:
        return f"{year:04}-{month + 1:02}"
    years, months = divmod(period.length, _MONTHS)
    return f"{year:04}-{month + 1:02}-01/P{f'{years}Y' if not months else f'{period.length}M'}"


def period_read(text: str, frequency: str = "") -> str:
    """A time period of SDMX as a book writes it; as it stands where it is of days or weeks, or none.

    A day is that of a month, a quarter or a year where the frequency says so and the day begins or ends one.
    """
    plain = text.strip()
    if match := _PART.fullmatch(plain):
        length, part = _LENGTHS[match[2]], int(match[3])
        if 0 < part * length <= _MONTHS:
            return str(Period(int(match[1]) * _MONTHS + (part - 1) * length, length))
    elif match := _SPAN.fullmatch(plain):
        length = int(match[3]) * (_MONTHS if match[4] == "Y" else 1)
        if length and 1 <= int(match[2]) <= _MONTHS:
            return str(Period(int(match[1]) * _MONTHS + int(match[2]) - 1, length))
    elif match := _DAY.fullmatch(plain):
        return (
            _of_day(int(match[1]), int(match[2]), int(match[3]), _LENGTHS.get(frequency.strip()[:1].upper(), 0)) or text
        )
    return text


def _of_day(year: int, month: int, day: int, length: int) -> str:
    """The period of so many months that begins or ends with a day; nothing where it does neither."""
    from calendar import monthrange

    if not length or not 1 <= month <= _MONTHS or year < 1:
        return ""
    if day == 1 and (month - 1) % length == 0:
        return str(Period(year * _MONTHS + month - 1, length))
    if day == monthrange(year, month)[1] and month % length == 0:
        return str(Period(year * _MONTHS + month - length, length))
    return ""
