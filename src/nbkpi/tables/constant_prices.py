"""Growth that a note says is at constant prices, or of comparable coverage: no level of last year follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.figure.comparable import SAME_COVERAGE
from nbkpi.language import _
from nbkpi.model.records import Indicator, Measure, Metric, Observation
from nbkpi.patterns import regex

_SENTENCES = regex(r"[。;；\n]|\.(?:\s|$)")
_CONSTANT = regex(
    r"(?:增[速长幅]|发展速度|同比).{0,20}(?:可比价|不变价|可比口径)|(?:可比价|不变价|可比口径).{0,10}(?:增[速长幅]|发展速度|同比)"
    r"|(?i:(?:growth|change|increase)s?\b.{0,40}\b(?:constant|comparable)\b.{0,10}\bprices?\b"
    r"|growth\b.{0,20}\bin +real +terms|real +(?:rates? +of +)?growth)"
)
_DENIED = regex(r"[未不没]有?(?:是|按|为|扣除)|\b(?i:not|nor|unadjusted)\b")
_OF_ALL = regex(
    r"\s*(?:(?:附?注|说明|备注|(?i:notes?))\s*[:：]?)?\s*[(（]?[0-9一二三四]?[)）、.．]?\s*"
    r"(?:(?:本|上|该)?表[中内]?(?:各项|所[列有]|的)?|各项|所有|以上|(?i:all|the|figures|rates|of|year-on-year|annual|real|percentage)\s+)*"
    r"(?:指标)?的?(?:同比)?(?:增[速长幅]|发展速度|同比|(?i:growth|changes?|increases?))"
)
"""A sentence that begins with growth, and names nothing whose growth it is."""


def mark_constant_prices(texts: Iterable[str], observations: Sequence[Observation], file: str) -> list[Diagnostic]:
    """Note the prices of growth, of that of what a note names or of all; a warning where it is unclear of which."""
    growths = set(filter(_is_growth_of_amounts, {one.measure for one in observations}))
    sentences = [one for text in dict.fromkeys(texts) for one in _SENTENCES.split(text)]
    said = [one for one in sentences if _CONSTANT.search(one) and not _DENIED.search(one)]
    found, unclear = dict[Measure, str](), list[str]()
    for sentence in said if growths else ():
        named = {one for one in growths if any(name in sentence for name in _names(one))}
        of_all = growths if not named and _OF_ALL.match(sentence) else named
        found |= dict.fromkeys(of_all, "comparable" if _is_of_coverage(sentence) else "constant")
        unclear += [] if of_all else [sentence.strip()]
    for one in observations:
        if one.measure in found and not one.prices:
            one.prices = found[one.measure]
    return [_unclear(sentence, file) for sentence in unclear]


def _is_of_coverage(sentence: str) -> bool:
    """Whether it speaks of who is counted (可比口径) and not of prices."""
    return SAME_COVERAGE.search(sentence) is not None and "价" not in sentence


def _is_growth_of_amounts(measure: Measure) -> bool:
    """Whether it is growth of what has a price: numbers of people have none."""
    base = measure.base if isinstance(measure, Metric) and measure.function == "growth" else None
    return isinstance(base, Indicator) and base.kind == "amount"


def _names(measure: Measure) -> tuple[str, ...]:
    base = measure.base if isinstance(measure, Metric) else None
    return (base.name, *base.aliases) if base is not None else ()


def _unclear(sentence: str, file: str) -> Diagnostic:
    message = _("“{sentence}”: unclear of which growth; none is taken to be at constant prices", sentence=sentence)
    prices = "comparable" if _is_of_coverage(sentence) else "constant"
    remedy = _("write {key} into the figures that it is about", key=f'prices = "{prices}"')
    return Diagnostic("prices-unclear", message, file, remedy=remedy, severity="warning")
