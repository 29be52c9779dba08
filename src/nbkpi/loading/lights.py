"""The lights of a book, checked: for every gap there must be one, and not two."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure.format import exact_text
from nbkpi.language import _
from nbkpi.loading.files import Documents, rows_of
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.model.plans import Light
from nbkpi.patterns import regex

_POINTS = regex(r"-?\d{1,6}(?:\.\d{1,6})?")


class _Placed(NamedTuple):
    """A light with the place it was written at."""

    file: TextFile
    path: tuple[str | int, ...]
    light: Light

    @property
    def start(self) -> Fraction | None:
        """Its lowest gap; None when there is none."""
        return self.light.gaps.lower

    @property
    def end(self) -> Fraction | None:
        """The first gap above it; None when there is none."""
        return self.light.gaps.upper


def add_lights(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[light]], in the order of their gaps from below; a gap between two, and an overlap, is a problem."""
    placed, whole = [], True
    for file, path, row in rows_of(documents, "light"):
        light = _light(file, path, row, problems)
        if light is not None:
            placed.append(_Placed(file, path, light))
        whole = whole and light is not None
    # Without those that are wrong themselves there would seem to be gaps.
    if placed and whole:
        placed.sort(key=lambda one: (one.start is not None, one.start or 0))
        _check(placed, problems)
        book.lights = [one.light for one in placed]


def _light(file: TextFile, path: tuple[str | int, ...], row: Any, problems: Problems) -> Light | None:
    """The light of a row; None after noting that it has no gaps."""
    ends: list[Fraction | None] = []
    for key in ("at_least", "below"):
        if row[key] is not None and _POINTS.fullmatch(str(row[key])) is None:
            message = _("this must be a number of percentage points, such as -10")
            problems.add(file, (*path, key), "bad-lights", message)
            return None
        ends.append(None if row[key] is None else Fraction(str(row[key])))
    lower, upper = ends
    if lower is not None and upper is not None and lower >= upper:
        message = _("no value is at least {lower} and below {upper}", lower=exact_text(lower), upper=exact_text(upper))
        problems.add(
            file,
            (*path, "below"),
            "bad-lights",
            message,
            _("swap them: values below zero mean behind"),
        )
        return None
    return Light(row["name"], row["colour"] or "", Interval.of(lower, upper, True, False))


def _check(placed: list[_Placed], problems: Problems) -> None:
    """Note where no light would be shown, and where two would."""
    remedy = _("every value needs exactly one light: let the “below” of each light be the “at_least” of the next")
    first, last = placed[0], max(placed, key=lambda one: (one.end is None, one.end or 0))
    if first.start is not None:
        message = _("there is no light below {points} pp", points=exact_text(first.start))
        problems.add(first.file, (*first.path, "at_least"), "bad-lights", message, remedy)
    reached = first
    for one in placed[1:]:
        start, end = one.start, reached.end
        if start is None or end is None or start < end:
            message = _("the lights “{name}” and “{other}” overlap", name=one.light.name, other=reached.light.name)
            key = "name" if start is None else "at_least"
            problems.add(one.file, (*one.path, key), "bad-lights", message, remedy)
        elif start > end:
            message = _("there is no light from {lower} to {upper} pp", lower=exact_text(end), upper=exact_text(start))
            problems.add(one.file, (*one.path, "at_least"), "bad-lights", message, remedy)
        if end is not None and (one.end is None or one.end > end):
            reached = one
    if last.end is not None:
        message = _("there is no light at {points} pp or above", points=exact_text(last.end))
        problems.add(last.file, (*last.path, "below"), "bad-lights", message, remedy)
