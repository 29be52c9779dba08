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


class Shape(Protocol):
    """An equation without its variables.

    is_settled: what a contraction leaves cannot be narrowed by the same equation again.
    """

    @property
    def is_settled(self) -> bool:
        """Whether contracting once is enough."""

    def contract(self, box: Box) -> Changes | None:
        """The places of the box that can be narrowed; None when nothing is left of one."""

    def has_value(self, box: Box) -> bool:
        """Whether both sides can have a value in the box: nothing is divided by zero."""
