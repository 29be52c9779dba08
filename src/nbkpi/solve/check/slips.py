"""Slips of the pen: the words that a printed figure may have been meant to be, the likeliest first.

The fewer ways there are to make a slip, the more it says that one of them fits: a sign or a point that slipped comes
before neighbours that were swapped, then a digit too many, one that is wrong, one that is missing, two that are far
from each other. A change of 万 or 亿 changes most, and comes last. Of one kind, the smallest change of the number comes
first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure.characters import normalise
from nbkpi.language import later
from nbkpi.model.records import Observation
from nbkpi.patterns import regex

SLIPPED = ("nearest", "exact", "above", "below", "at_least")
"""The readings of figures in which slips are looked for."""

_NUMBER = regex(r"[0-9](?:[0-9,]*[0-9])?(?:\.([0-9]+))?")
_DIGITS = "0123456789"
_NEAR = {"exact": Interval.point(0), "nearest": Interval(-Fraction(1, 2), Fraction(1, 2))}
"""What is so many steps from what is needed may be it, as it is read."""
_FAR = (1, -1, 2, -2)
"""How many places a point may stand too far to the left: 0.52% for 52%."""
ONE, TEN = Fraction(1), Fraction(10)


class _Words(NamedTuple):
    """A figure as printed: its digits, how many of them are decimals, and the words on both sides."""

    before: str
    digits: str
    decimals: int
    behind: str

    @classmethod
    def of(cls, figure: Observation) -> _Words | None:
        """Those of a figure; in its plainest words where it was printed without digits, None where it has none."""
        for text in (figure.text, figure.figure.write()):
            match = _NUMBER.search(normalise(text))
            if match is not None:
                digits = match[0].replace(",", "").replace(".", "")
                return cls(text[: match.start()], digits, len(match[1] or ""), text[match.end() :])
        return None

    @property
    def whole(self) -> int:
        """How many digits stand before the point."""
        return len(self.digits) - self.decimals

    @property
    def text(self) -> str:
        """The words."""
        point = "." if self.decimals else ""
        return f"{self.before}{self.digits[: self.whole]}{point}{self.digits[self.whole :]}{self.behind}"

    def allows(self, digits: str, of_any_length: bool) -> bool:
        """Whether it may be printed with these digits and as many decimals: none begins with a superfluous zero."""
        is_written_so = digits[0] != "0" or len(digits) == self.decimals + 1
        return digits != self.digits and is_written_so and (of_any_length or len(digits) == len(self.digits))

    def moved(self, places: int) -> _Words:
        """The same digits with the point so many places further to the right, without zeros at its new end."""
        digits, decimals = self.digits + "0" * (places - self.decimals), max(self.decimals - places, 0)
        while decimals > self.decimals and digits.endswith("0"):
            digits, decimals = digits[:-1], decimals - 1
        return self._replace(digits=digits.lstrip("0").rjust(decimals + 1, "0"), decimals=decimals)


def slips(figure: Observation, needed: Interval) -> Iterator[tuple[str, Iterable[str]]]:
    """Each kind of slip, with the words that may have been meant, but for those that are not what is needed.

    Where numbers of any size would do, one of another size says nothing.
    """
    words = _Words.of(figure)
    if words is None:
        return
    is_sized = figure.nominal is not None and _is_of_one_size(needed)
    scale = _Scale.of(figure)
    yield later("wrong sign"), _other_sign(figure) if scale is None or scale.may_be(-ONE, needed) else ()
    far = [places for places in _FAR if is_sized and scale is not None and scale.may_be(TEN**places, needed)]
    yield later("misplaced decimal point"), (words.moved(places).text for places in far)
    possible = _in_steps(figure, words, needed).snapped()
    if possible is not None:
        yield from _in_digits(words, _Numbers.of(possible), of_any_length=is_sized)
    yield later("wrong multiplier"), _other_multipliers(figure, words) if is_sized else ()


class _Numbers(NamedTuple):
    """Whole numbers from the least to the most, None for no such end: many are looked up, and fractions take longer."""

    least: int | None
    most: int | None

    @classmethod
    def of(cls, snapped: Interval) -> _Numbers:
        """Those of an interval whose ends are whole numbers."""
        return cls(*(None if end is None else int(end) for end in (snapped.lower, snapped.upper)))

    def holds(self, number: int) -> bool:
        """Whether a number is one of them."""
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)


def _in_digits(words: _Words, possible: _Numbers, *, of_any_length: bool) -> Iterator[tuple[str, Iterable[str]]]:
    """Each kind of slip in the digits, with the words of those that are possible, the smallest change first."""
    printed = int(words.digits)
    for what, variants in _IN_DIGITS:
        near = sorted(
            (abs(int(digits) - printed), digits)
            for digits in set(variants(words.digits, words.whole))
            if possible.holds(int(digits)) and words.allows(digits, of_any_length)
        )
        yield what, (words._replace(digits=digits).text for _change, digits in near)


class _Scale(NamedTuple):
    """The number of a figure and the step of its last printed digit, both in the unit of its measure."""

    value: Fraction
    step: Fraction

    @classmethod
    def of(cls, figure: Observation) -> _Scale | None:
        """Those of a figure; None for one that is only a bound."""
        one, value = figure.figure, figure.nominal
        return None if value is None else cls(value, one.step * one.unit.factor_to(figure.measure.unit))

    def may_be(self, factor: Fraction, needed: Interval) -> bool:
        """Whether so many times the figure is near what is needed: that costs less than to read it in other words."""
        value, step = self.value * factor, self.step * max(ONE, factor)
        # Most are far from it, for which no interval has to be made.
        if (needed.upper is not None and value - step > needed.upper) or (
            needed.lower is not None and value + step < needed.lower
        ):
            return False
        return needed.intersect(Interval(value - step, value + step)) is not None


def _is_of_one_size(needed: Interval) -> bool:
    """Whether no number in it is ten times another."""
    if needed.lower is None or needed.upper is None or 0 in needed:
        return False
    low, high = sorted((abs(needed.lower), abs(needed.upper)))
    return high < 10 * low


def _in_steps(figure: Observation, words: _Words, needed: Interval) -> Interval:
    """What is needed in units of the last printed digit, and a little more; everything for a bound."""
    one = figure.figure
    if figure.nominal is None or one.nominal is None or abs(one.nominal / one.step) != int(words.digits):
        return EVERYTHING
    steps = needed.scaled(1 / (one.step * one.unit.factor_to(figure.measure.unit)))
    return (-steps if one.nominal < 0 else steps) + _NEAR.get(one.reading, Interval.of(-1, 1))


def _neighbours_swapped(digits: str, _whole: int) -> Iterator[str]:
    for place, (one, other) in enumerate(pairwise(digits)):
        yield f"{digits[:place]}{other}{one}{digits[place + 2 :]}"


def _one_left_out(digits: str, whole: int) -> Iterator[str]:
    """Decimals are as many as others are printed with."""
    for place in range(whole if whole > 1 else 0):
        yield digits[:place] + digits[place + 1 :]


def _one_changed(digits: str, _whole: int) -> Iterator[str]:
    for place in range(len(digits)):
        for digit in _DIGITS:
            yield digits[:place] + digit + digits[place + 1 :]


def _one_put_in(digits: str, whole: int) -> Iterator[str]:
    for place in range(whole + 1):
        for digit in _DIGITS:
            yield digits[:place] + digit + digits[place:]


def _others_swapped(digits: str, _whole: int) -> Iterator[str]:
    for first, second in combinations(range(len(digits)), 2):
        between = digits[first + 1 : second]
        yield f"{digits[:first]}{digits[second]}{between}{digits[first]}{digits[second + 1 :]}"


_IN_DIGITS: tuple[tuple[str, Callable[[str, int], Iterator[str]]], ...] = (
    (later("two digits swapped"), _neighbours_swapped),
    (later("one digit too many"), _one_left_out),
    (later("one digit wrong"), _one_changed),
    (later("one digit missing"), _one_put_in),
    (later("two digits swapped"), _others_swapped),
)
"""From the digits, of which so many stand before the point, to what they may have been meant to be."""


def _other_sign(figure: Observation) -> Iterator[str]:
    if figure.nominal:
        words = figure.figure.write()
        yield words[1:] if words.startswith("-") else f"-{words}"


def _other_multipliers(figure: Observation, words: _Words) -> Iterator[str]:
    """万 for 亿, 亿 for 万, 万 put in or left out."""
    if figure.figure.kind not in ("count", "amount"):
        return
    behind = words.behind or figure.figure.unit.symbol
    for wrong, right in (("万", "亿"), ("亿", "万"), ("万", "")):
        if wrong in behind and "万亿" not in behind:
            yield words._replace(behind=behind.replace(wrong, right, 1)).text
    if "万" not in behind and "亿" not in behind:
        yield words._replace(behind=f"万{behind}").text
