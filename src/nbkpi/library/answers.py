"""What other questions are answered with than results: ranks, comparisons, targets, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Self

from nbkpi.compare.beside import Amount, ComparedRow
from nbkpi.compare.ranking import Ranking
from nbkpi.compare.target import Progress as FoundProgress
from nbkpi.exact import Interval
from nbkpi.exact.ranks import RankRange
from nbkpi.library.results import Item, Result
from nbkpi.report.compare import amount_record
from nbkpi.report.document import Json
from nbkpi.report.ranking import rank_text, ranked_record
from nbkpi.report.records import check_record, result_record
from nbkpi.report.target import target_record
from nbkpi.solve.check.verdicts import Check as FoundCheck
from nbkpi.text.verdicts import FINDINGS


@dataclass(slots=True, repr=False)
class Ranked(Result):
    """A result with the best and the worst rank it can have; rank is None where it has no value to rank."""

    rank: RankRange | None = None

    @classmethod
    def all_of(cls, found: Ranking) -> Iterator[Self]:
        """Those with a value in the order of their ranks, then those without one."""
        yield from (cls.of(row.result, rank=row.rank) for row in found.rows)
        yield from map(cls.of, found.missing)

    def record(self) -> dict[str, Json]:
        """What formats are made of."""
        return ranked_record(self, self.rank, None)

    def __repr__(self) -> str:
        rank = "—" if self.rank is None else rank_text(self.rank)
        return f"<{rank} {self.entity.label} {self.measure.name} {self.period}: {self.display()}>"


@dataclass(slots=True, repr=False)
class Compared(Result):
    """A result of one of several entities: against is the id of the first, None for that entity itself.

    difference is this minus the first, of rates in percentage points; ratio is this over the first. Both are None for
    the first, and where they have no value or no meaning.
    """

    against: str | None = None
    difference: Amount | None = None
    ratio: Amount | None = None

    @classmethod
    def all_of(cls, rows: Iterable[ComparedRow]) -> Iterator[Self]:
        """Every result of every row, in their order."""
        for row in rows:
            first = row.results[0].entity.id
            beside = zip(row.results, row.differences, row.ratios, strict=True)
            for place, (result, difference, ratio) in enumerate(beside):
                yield cls.of(result, against=first if place else None, difference=difference, ratio=ratio)

    def record(self) -> dict[str, Json]:
        """What formats are made of."""
        return result_record(self) | {
            "against": self.against,
            "difference": amount_record(self.difference),
            "ratio": amount_record(self.ratio),
        }


class Progress(Item, FoundProgress):
    """A target and how far along it is; amounts are None where they do not exist, and lack says why."""

    __slots__ = ()

    def record(self) -> dict[str, Json]:
        """What formats are made of."""
        return target_record(self)

    def __repr__(self) -> str:
        target = self.target
        lights = "/".join(light.name for light in self.lights) or self.lack
        return f"<{target.entity.label} {target.measure.name} {target.period} {target.figure.text}: {lights}>"


class Check(Item, FoundCheck):
    """What came of checking a claim, identity or other relation: verdict, reason, and what follows.

    computed and nominal are what follows for what was asserted, in unit, exact; difference is what was asserted minus
    that. hints are changes that would make everything fit, best first.
    """

    __slots__ = ()

    @classmethod
    def of(cls, found: FoundCheck) -> Self:
        """The same with what the library adds."""
        return cls(**{one.name: getattr(found, one.name) for one in fields(FoundCheck)})

    def record(self) -> dict[str, Json]:
        """What formats are made of."""
        return check_record(self)

    def __repr__(self) -> str:
        name = self.statement if self.measure is None else self.measure.name
        asserted = "" if self.asserted is None else f" {self.asserted.text}"
        return f"<{self.verdict}: {self.entity.label} {name} {self.period}{asserted}: {self.reason}>"


@dataclass(frozen=True, slots=True, repr=False)
class Claim(Item):
    """A figure of a text with its verdict: against other figures of the text, or of the book (kind is "book").

    interval and nominal are what follows for it, in unit, exact; difference is what is claimed minus that. Lines and
    columns count from 1; start and end are offsets into the text.
    """

    verdict: str
    kind: str
    asserted: str
    phrase: str
    reason: str
    line: int
    column: int
    start: int
    end: int
    unit: str
    interval: Interval | None
    nominal: Fraction | None
    difference: Fraction | None
    formula: str | None
    hints: tuple[str, ...]
    _record: Mapping[str, Json]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """The claim that a record of an audit tells of."""
        exact = {key: _number(record.get(key)) for key in ("lower", "upper", "value", "difference")}
        closed = record.get("lower_closed"), record.get("upper_closed")
        has_interval = None not in closed
        return cls(
            **{key: record[key] for key in _TAKEN},
            unit=record.get("unit", ""),
            interval=Interval.of(exact["lower"], exact["upper"], *map(bool, closed)) if has_interval else None,
            nominal=exact["value"],
            difference=exact["difference"],
            formula=record.get("formula"),
            hints=tuple(record.get("hints", ())),
            _record=record,
        )

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict in FINDINGS

    def record(self) -> dict[str, Json]:
        """What formats are made of."""
        return dict(self._record)

    def __repr__(self) -> str:
        return f"<{self.verdict} {self.line}:{self.column} {self.phrase}: {self.reason}>"


_TAKEN = ("verdict", "kind", "asserted", "phrase", "reason", "line", "column", "start", "end")


def _number(exact: str | None) -> Fraction | None:
    return None if exact is None else Fraction(exact)
