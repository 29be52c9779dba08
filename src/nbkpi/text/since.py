"""Since when something changed: a growth over a year goes with no increase since its beginning, or in half of it."""

from __future__ import annotations

import re
from typing import Literal

from nbkpi.patterns import regex
from nbkpi.text.subjects import CHANGE
from nbkpi.text.terms import Term, once

Since = Literal["", "year_end", "year", "time"]
"""The end of the year before, a year before, the time just before; nothing where it is not said."""

_SINCE: tuple[tuple[Since, re.Pattern[str]], ...] = (
    ("year_end", regex("年初|年[末底]|今年以来|年内")),
    ("year", regex("同|去年|上年|前年|[0-9]{4}年")),
    ("time", regex("[月季周环]")),
)
_THAN = regex("(?<![同环占对])[比较](?!重|例)[^,;。]*$|今年以来|年内")


def is_of_other_time(claim: Term, other: Term, level: Term) -> tuple[bool, bool]:
    """Whether a growth and the change or base of a level are not since one time, by their words; and perhaps not."""
    said, meant = since(claim), _since_of(other, level)
    if level.mention.when is not None and level.mention.when.end % 12 == 0:
        said, meant = (one.removesuffix("_end") for one in (said, meant))  # type: ignore[assignment]
    is_other = bool(said and meant and said != meant)
    return is_other, is_other or (meant not in (said, "", "year") and other.index > claim.index)


def is_since_another(claim: Term, base: Term) -> bool:
    """Whether a growth is over a year before by its words, and a base is compared with something else by its own:
    同比增长0.1%，比首日的30万人次有所增加.
    """
    if base.role != "base" or since(claim) != "year":
        return False
    than = _THAN.search(base.lead)
    return than is not None and not _named(than[0])


def differ_in_length(one: Term, other: Term) -> bool:
    """Whether both are known to be of a period, one longer than the other."""
    now, then = one.mention.when, other.mention.when
    return now is not None and then is not None and now.length != then.length


@once
def since(term: Term) -> Since:
    """Since when a growth or a change is, by its own words."""
    way, than = CHANGE.search(term.mention.change), _THAN.search(term.lead)
    said = way["since"] if way is not None and way["since"] else than[0] if than is not None else ""
    return _named(said)


def _named(words: str) -> Since:
    return next((name for name, time in _SINCE if time.search(words)), "")


def _since_of(term: Term, level: Term) -> Since:
    """The same of a base, and of a change within a time that its clause names, and that its level is not of."""
    if term.role == "base":
        return _named(term.clause[-12:])
    own, words = term.mention.when, term.mention.period
    is_of_level = own == level.mention.when and not level.mention.period.endswith(("末", "底"))
    if since(term) or own is None or own.length == 12 or is_of_level or words not in term.clause:
        return since(term)
    return "year_end" if own.start % 12 == 0 and own.length > 1 else "time"
