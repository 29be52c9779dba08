"""What figures are compared with, or at whose prices they are: 2015年=100, 以2020年为基期, 2020年不变价.

The year of a base is never the period of the figures.
"""

from __future__ import annotations

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex

_HUNDRED = regex(r"=\s*100(?:\.0+)?(?![0-9.])")
_BEHIND = regex(
    rf"\s*(?:{_HUNDRED.pattern}|年?度?\s*为\s*(?:基|100(?![0-9.]))|年?(?:不变|可比|固定|基期)价|年?价格?(?:计算)?\s*[)\]])"
)
_PRICES = regex(r"\s*年?价")
_COMPARED = regex(r"(?:(?<!占)比|较|相对于?)\s*$")


def is_based(words: str) -> bool:
    """Whether words say on which base figures are, as those of an index are: (上年=100)."""
    return _HUNDRED.search(normalise(words)) is not None


def is_base(text: str, start: int, end: int) -> bool:
    """Whether the period that stands there in a normalised text is a base, by what stands around it."""
    if _BEHIND.match(text, end):
        return True
    before = text[:start]
    return _COMPARED.search(before) is not None or (before.endswith("按") and _PRICES.match(text, end) is not None)
