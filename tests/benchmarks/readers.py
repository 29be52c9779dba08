"""Our reader of figures beside public test suites of others: agreement, differences by design, and disagreement.

PATH holds copies of the repositories Recognizers-Text, JioNLP and cn2an under these names. For each model: of what the
suite expects, how much `read` reads alike from the words alone; and of the sentences, which figures the scanner finds
with the same value, misses, or finds WRONG (a piece of a number taken for the whole, or a number where there is none).
A difference is by design where a rule about the kind of words says so, each named; none knows a sentence.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from suites import Case, Expected, Model, models, number

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Figure, Units, read
from nbkpi.figure.characters import joined, normalise
from nbkpi.figure.phrase import phrase_at
from nbkpi.figure.unit import MULTIPLIERS, POINTS, PURE, currency
from nbkpi.text.scan import Found, Scanner

UNITS = Units()
SCANNER = Scanner(UNITS)

JOINT = re.compile(r"\s*(?:的?同时|并且?|而?且|,)?\s*")
OURS = {
    name: unit
    for name, symbol in {
        "Mu": "亩", "Kilogram": "公斤", "Centimeter": "厘米", "Ton": "吨", "Meter": "米", "Kilometer": "千米",
        "Jin": "斤", "Gram": "克", "Kilowatt": "千瓦", "Kilocalorie": "千卡", "Hertz": "赫兹", "Megahertz": "兆赫",
        "Microgram": "微克", "Year": "岁", "Month": "个月", "Week": "周", "Day": "天", "C": "℃", "Degree": "度",
        "Liang": "两", "Bit": "比特", "Kilobit": "千比特", "Kilobyte": "千字节", "Megabyte": "兆字节",
        "Bitcoin": "个", "Dollar": "美元",
    }.items()
    if (unit := UNITS.get(symbol))
}  # fmt: skip
"""The suites' names of units and ours; units without a row are no printed ones."""


_DIGIT = "[0-9一二三四五六七八九]"


class Rule(NamedTuple):
    """Words of a kind that are refused on purpose, or with other_value read as another; in_text: in a sentence."""

    name: str
    words: re.Pattern[str]
    in_text: bool = False
    other_value: bool = False


RULES = (
    Rule("powers and exponents are not printed in figures", re.compile(r"\^|[0-9]e[-+0-9]", re.IGNORECASE)),
    Rule("capitals are no multipliers (K, M), and w is watts too", re.compile(r"[0-9]\s*[KMwW](?![a-zA-Z2-3])")),
    Rule("a blank between two digits parts two numbers", re.compile(f"{_DIGIT}\\s+{_DIGIT}")),
    Rule(
        "a number without its first digit (.5, 百三, 零十)",
        re.compile(r"^[-－]?\.[0-9]|^[百千][一二三四五六七八九]$|^零[十百千]"),
    ),
    Rule("ten thousands and single ones without 零: 10500 or 15000", re.compile(r"万[1-9][0-9]{2}(?![0-9])")),
    Rule("digits and Chinese numerals within ten thousand", re.compile(r"[十百千点]零?[0-9]")),
    Rule(
        "two digits that follow each other are a range: 二三十",
        re.compile(r"一二|二三|三四|四五|五六|六七|七八|八九"),
        in_text=True,
        other_value=True,
    ),
    Rule(
        "a row of Chinese digits of less than four is “three or four”", re.compile(r"^-?负?[一二三四五六七八九]{2,3}$")
    ),
    Rule("a number in a word of its own (对折, 半成, 半百)", re.compile(r"对折|半[成折百]")),
    Rule("a/b alone may be a date, or how many of how many", re.compile(r"^[0-9]+/[0-9]+$")),
    Rule("数 and 几 are two to nine (§1)", re.compile(r"^(?:人民币)?[数几][十百千万亿]"), other_value=True),
    Rule("a rank is no figure (§1)", re.compile(r"第[一二三四五六七八九十0-9]")),
    Rule("比…大 says the bound around its number", re.compile(r"^比")),
    Rule("之下 is of places as well (§1: 以下)", re.compile(r"之[上下]")),
    Rule("过 alone ends other words (经过, 通过)", re.compile(r"^过[0-9]")),
    Rule("块 and 位 are pieces and persons", re.compile(r"[块位]$"), other_value=True),
    Rule("分 alone is a score", re.compile(r"分$"), other_value=True),
    Rule("degrees of Fahrenheit are not read", re.compile(r"华氏")),
    Rule("the scanner leaves letters behind numbers alone (15k, CM)", re.compile(r"[0-9][kC]"), in_text=True),
    Rule(
        "a single 一 is rather a word than a number", re.compile(r"^一(?![一二三四五六七八九十百千万亿])"), in_text=True
    ),
    Rule("度 of temperature is no kilowatt-hour", re.compile(r"度$"), in_text=True),
)


_SIMPLE = re.compile(r"^[^0-9]*([0-9]+)(万|亿)[^0-9万亿]*$")


def by_design(words: str, in_text: bool = False, other_value: bool = False) -> str:
    """The rule by which words are refused on purpose, or read as something else; nothing when there is none.

    A rule that excuses a refusal never excuses another value: that is a piece of a number taken for the whole.
    """
    plain = normalise(words)
    rules = (rule for rule in RULES if (in_text or not rule.in_text) and rule.other_value >= other_value)
    return next((rule.name for rule in rules if rule.words.search(plain)), "")


def _other_value(one: Expected, found: list[Figure], in_text: bool = False) -> str:
    """The rule by which figures have another value than the suite's and are right all the same."""
    slip = _SIMPLE.search(normalise(one.words))
    if slip is not None and number(slip[1]) * MULTIPLIERS[slip[2]] not in (one.value, *one.ends):
        return "the suite contradicts the digits of its own words"
    if in_text and one.value is None and all(_is_one_end(one, figure) for figure in found):
        return "of two bounds in a row each is a figure"
    return by_design(one.words, in_text, other_value=True)


def _is_one_end(one: Expected, figure: Figure) -> bool:
    """Whether a figure is one of the two bounds that the suite has as one range."""
    low, high = (figure.interval.lower, figure.interval.upper) if figure.interval else (None, None)
    if (low is None) == (high is None):
        return False
    return low == one.ends[0] if high is None else high == one.ends[1]


def scales(figure: Figure) -> tuple[Fraction, Fraction]:
    """What one of the number is without its multiplier (3万元: 10000), and in the base of its unit (3%: 1/100)."""
    split = UNITS.split(figure.unit.symbol)
    return Fraction(MULTIPLIERS.get(split[0], 1) if split else 1), figure.unit.scale


def agrees(one: Expected, figure: Figure) -> bool:
    """Whether a figure says what the suite expects."""
    if figure.nominal is None or figure.interval is None or not _of_unit(one.unit, figure):
        return False
    if one.value is None:
        return any(_same_ends(one.ends, figure, scale) for scale in scales(figure))
    printed = [figure.nominal, *([figure.second] if figure.second is not None else [])]
    if (unit := OURS.get(one.unit)) is not None:
        return any(_near(one.value * unit.scale, number * figure.unit.scale) for number in printed)
    value = one.value / 100 if one.unit == "%" else one.value
    return any(_near(value, number * scale) for number in printed for scale in scales(figure))


def _near(theirs: Fraction, ours: Fraction) -> bool:
    """Whether a number is the same but for what the suite's floats have cut off, or its two decimals of money."""
    return abs(theirs - ours) <= abs(ours) / 10**12 or theirs == round(ours, 2)


def _of_unit(unit: str, figure: Figure) -> bool:
    """Whether a figure is in the suite's unit; amounts of money without one are taken to be in it."""
    dimension = figure.unit.dimension
    if unit == "%":
        return dimension in (PURE, POINTS)
    if unit == "money":
        return dimension == PURE or currency(figure.unit) != ""
    known = OURS.get(unit)
    return not unit or dimension == (known.dimension if known else ((unit, 1),)) or (dimension == PURE and not known)


def _same_ends(ends: tuple[Fraction | None, Fraction | None], figure: Figure, scale: Fraction) -> bool:
    """Whether a range has these ends, open or closed; of 余 and 多, whose upper end suites leave open, the lower."""
    interval, nominal = figure.interval, figure.nominal
    if interval is None or nominal is None:
        return False
    low, high = (None if end is None else end * scale for end in (interval.lower, interval.upper))
    if ends[0] == ends[1]:
        low = high = nominal * scale
    if figure.bound == "about" and figure.second is not None:
        low, high = nominal * scale, figure.second * scale
    if figure.bound == "remainder":
        low, high = nominal * scale, None if ends[1] is None else high
    if ends[0] is None and low == 0 and not figure.unit.signed:
        low = None
    return (low, high) == ends


def read_both(words: str) -> Figure:
    """The figure that words are; of two bounds in a row (大于20同时小于35) what lies within both."""
    try:
        return read(words)
    except UnreadableFigure as error:
        plain = normalise(words)
        _phrase, end = phrase_at(plain, UNITS)
        joint = JOINT.match(plain, end)
        if joint is None or joint.end() == len(plain):
            raise error
        first, second = read(words[:end]), read(words[joint.end() :])
        both = first.interval and second.interval and first.interval.intersect(second.interval)
        if not isinstance(both, Interval) or first.unit != second.unit:
            raise error
        return replace(second, interval=both)


def judged(one: Expected) -> str:
    """How `read` does on the words alone: "agree", "disagree", or the rule that the difference is by."""
    is_figure = one.value is not None or one.ends != (None, None)
    try:
        figure = read_both(one.words)
    except UnreadableFigure:
        figure = None
    if figure is None or figure.nominal is None:
        right = not is_figure and one.unit != "money"
        return "agree" if right else by_design(one.words) or "disagree"
    right = agrees(one, figure) if is_figure else one.unit == "money" and _of_unit("money", figure)
    return "agree" if right else _other_value(one, [figure]) or "disagree"


def scanned(model: Model, case: Case) -> Iterator[tuple[str, str]]:
    """What the scanner finds in a sentence: "equal", "missing", "WRONG" or a rule, each with the words."""
    found = list(SCANNER.scan(case.sentence))
    for one in case.results:
        there = [each for each in found if each.start < one.end and one.start < each.end]
        if not there:
            yield by_design(one.words, in_text=True) or _bare(one, case.sentence) or "missing", one.words
        elif any(_is_whole(one, each) for each in there):
            yield "equal", one.words
        else:
            shown = "; ".join(f"{each.words} {each.figure.interval}" for each in there)
            figures = [each.figure for each in there]
            yield _other_value(one, figures, in_text=True) or "WRONG", f"{one.words} ≠ {shown}"
    for each in found:
        if not any(each.start < one.end and one.start < each.end for one in case.results) and _claims(model, each):
            shown = f"{each.words} where the suite has nothing"
            yield by_design(each.words, in_text=True, other_value=True) or "WRONG", shown


def _bare(one: Expected, sentence: str) -> str:
    """The rule that a number without a unit is no figure in a text, where that is so."""
    words = joined(normalise(sentence[one.start : one.start + 60])).text
    try:
        phrase, _end = phrase_at(words, UNITS)
    except UnreadableFigure:
        return ""
    return "" if phrase.unit else "a number without a unit is no figure in a text"


def _is_whole(one: Expected, each: Found) -> bool:
    if one.unit == "money" and one.value is None and one.ends == (None, None):
        return each.start <= one.start and one.end <= each.end
    return agrees(one, each.figure)


def _claims(model: Model, each: Found) -> bool:
    """Whether a model would have found this figure too: numbers without money and percent, money, percent."""
    dimension = each.figure.unit.dimension
    is_rate = dimension in (PURE, POINTS) and bool(each.figure.unit.symbol.strip("十百千万亿"))
    is_money = currency(each.figure.unit) != ""
    return {"NumberModel": not is_rate and not is_money, "PercentModel": is_rate, "OrdinalModel": True}.get(
        model.name, is_money and "Money" in model.name.title()
    )


def show(model: Model, lists: bool) -> None:
    """The counts of one model, and with lists every case that disagrees."""
    expected = [one for case in model.cases for one in case.results]
    alone = [(judged(one), one.words) for one in expected] if model.name != "OrdinalModel" else []
    how = "read" if model.name != "test_money_extractor" else "read (that it is money; the suite tells no value)"
    _print(model, how, alone, ("agree", "disagree"), lists)
    if model.in_text:
        in_text = [found for case in model.cases for found in scanned(model, case)]
        _print(model, "in text", in_text, ("equal", "missing", "WRONG"), lists)


def _print(model: Model, how: str, found: list[tuple[str, str]], names: tuple[str, ...], lists: bool) -> None:
    if not found:
        return
    counts = Counter(name for name, _words in found)
    rules = sum(number for name, number in counts.items() if name not in names)
    share = f"{100 * counts[names[0]] / max(len(found) - rules, 1):.1f}%"
    told = " · ".join(f"{name} {counts[name]}" for name in names)
    print(
        f"{model.suite} {model.name}, {how}: {len(found)} · {told} · by design {rules}, {names[0]} of the rest {share}"
    )
    for name, times in counts.most_common():
        if name not in names:
            print(f"    {times:3} by design: {name}")
    for name, words in found if lists else ():
        if name in ("disagree", "WRONG", "missing"):
            print(f"    {name}: {words}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the folder with the copies")
    parser.add_argument("--list", action="store_true", help="every case that disagrees as well")
    options = parser.parse_args()
    if not options.path.is_dir():
        print(
            f"there is no folder {options.path}: copies of Recognizers-Text, JioNLP and cn2an are needed",
            file=sys.stderr,
        )
        return 1
    for model in models(options.path):
        if isinstance(model, Path):
            print(f"missing: {model}")
        else:
            show(model, options.list)
    return 0


if __name__ == "__main__":
    sys.exit(main())
