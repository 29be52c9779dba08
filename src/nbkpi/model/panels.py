"""Panels: tables of many rows that a book names, and what the figures in them are of."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbkpi.model.records import Measure


@dataclass(slots=True, eq=False)
class PanelField:
    """Figures of a panel: under a heading, or of a long one the rows with a label.

    measure is what they are of; use says whether they are its values, targets for it, or claims about it. upper is the
    heading of the upper ends where the figures are both ends. decimals and rounding say how plain numbers were rounded;
    None and "" leave that to the column and to the book.
    """

    heading: str
    measure: Measure
    use: str = "value"
    upper: str = ""
    decimals: int | None = None
    rounding: str = ""


@dataclass(slots=True, eq=False)
class Panel:
    """A table of many rows, which stays where it is; indicator and value are headings of a long one.

    unique: it was declared, and is not checked, that no entity has two rows for one period. glob: path is a pattern.
    across: the periods that have columns of their own, as 2019..2024. of: the headings of the columns of categories.
    """

    id: str
    path: str
    entity: str
    period: str
    table: str = ""
    indicator: str = ""
    value: str = ""
    fields: list[PanelField] = field(default_factory=list)
    unique: bool = False
    glob: bool = False
    across: str = ""
    of: tuple[str, ...] = ()
