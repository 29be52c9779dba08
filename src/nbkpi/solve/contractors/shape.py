"""Shapes: equations without their variables, true of the places in a box of intervals.

Every contraction is sound: no solution of the equation in the box is lost. Open and closed ends are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nbkpi.exact import Interval

Box = Sequence[Interval]

Changes = list[tuple[int, Interval]]
"""The places that became narrower, and to what."""


class EquationShape(Protocol):
    """An equation without its variables.

    is_settled: what a contraction leaves cannot be narrowed by the same equation again. is_total: it has a value
    whatever is put into it. stated_by: the places of which printed figures say that all the rest has a value, as a
    printed growth says that its base is not zero; none where there are no such places.
    """

    @property
    def is_settled(self) -> bool:
        """Whether contracting once is enough."""

    @property
    def is_costly(self) -> bool:
        """Whether a contraction looks for the true range of something that occurs several times."""

    @property
    def is_total(self) -> bool:
        """Whether nothing in it is divided by, grows from or is the root of something that may not allow it."""

    @property
    def stated_by(self) -> tuple[int, ...]:
        """The places that are a growth or quotient of others and nothing more."""

    def contract(self, box: Box) -> Changes | None:
        """The places of the box that can be narrowed; None when nothing is left of one."""

    def has_value(self, box: Box) -> bool:
        """Whether both sides have a value everywhere in the box; a growth that does not exist says nothing."""
