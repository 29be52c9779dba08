"""Small books, written down as tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.records import Entity, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.network import Equation, Key, KnownVariable, Network
from nbkpi.solve.result import Result
from nbkpi.solve.select import select

TOWN = Entity("e", "e", "town")
CLAIMED = object.__new__(Metric)
"""A metric that nothing is asked of but what it is."""

PLACES = """
[[entity]]
id = "county"
name = "县"
[[entity]]
id = "town"
name = "镇"
within = "县"
[[entity]]
id = "east"
name = "东村"
within = "镇"
[[entity]]
id = "west"
name = "西村"
within = "镇"
[[entity]]
id = "office"
name = "县局"
within = "县"
"""
INDICATORS = """
x 万元 amount | y 万元 amount | z 亿元 amount | n 人 count | m 人 count | rate % rate
"""


class Asked:
    """A book written as lines, and short questions to it."""

    def __init__(self, path: Path, figures: str, metrics: str = "", more: str = "") -> None:
        text = PLACES + more
        for line in INDICATORS.replace("|", "\n").strip().splitlines():
            name, unit, kind = line.split()
            # Of money anything is possible here, so that losses can be tried.
            text += f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"\nrange = "any"\n'
        for line in filter(None, map(str.strip, metrics.splitlines())):
            name, unit, formula = line.split(maxsplit=2)
            text += f'[[metric]]\nid = "{name}"\nname = "{name}"\nunit = "{unit}"\nformula = \'{formula}\'\n'
        for line in filter(None, map(str.strip, figures.splitlines())):
            where, what, period, value, *rest = line.split()
            sort = "target" if where == "target" else "observation"
            if sort == "target":
                where, what, period, value, *rest = line.split()[1:]
            key = "metric" if f'[[metric]]\nid = "{what}"' in text or "." in what else "indicator"
            text += f'[[{sort}]]\nentity = "{where}"\n{key} = "{what}"\nperiod = "{period}"\nvalue = "{value}"\n'
            text += "".join(f'{one.partition("=")[0]} = "{one.partition("=")[2]}"\n' for one in rest)
        path.write_text(text, encoding="utf-8")
        self.book = load(path)
        self.calculator = Calculator(self.book)

    def __call__(self, measure: str, period: str = "2024", entity: str = "town") -> Result:
        book = self.book
        return self.calculator.result(book.measure(measure), book.entity(entity), Period.parse(period))

    def shown(self, measure: str, period: str = "2024", entity: str = "town") -> str:
        return self(measure, period, entity).display()


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Asked]:
    return lambda figures, metrics="", more="": Asked(tmp_path / "book.toml", figures, metrics, more)


def indicators(*rows: str) -> str:
    """More indicators: `id unit kind`, and `key=value` for anything else."""
    text = ""
    for row in rows:
        name, unit, kind, *rest = row.split()
        pairs = [f"id={name}", f"name={name}", f"unit={unit}", f"kind={kind}", *rest]
        text += "".join(["[[indicator]]\n", *('{} = "{}"\n'.format(*pair.split("=")) for pair in pairs)])
    return text


@pytest.fixture
def checks(asked: Callable[..., Asked]) -> Callable[..., list[Check]]:
    """Everything that can be checked in a book written as lines, the gravest first."""

    def found(figures: str, metrics: str = "", *more: str) -> list[Check]:
        one = asked(figures, metrics, "".join(more))
        return check(one.calculator, select(one.book))

    return found


def network(
    bounds: Sequence[Interval], sums: Sequence[tuple[dict[int, Fraction], Fraction]], claims: Collection[int] = ()
) -> Network:
    """Variables with what was printed for them, some of them claims, and sums of them that are zero.

    A figure is any object here.
    """
    made = Network()
    for number, allowed in enumerate(bounds):
        key = Key(TOWN, CLAIMED if number in claims else None, Period(number, 1))
        printed = () if allowed == EVERYTHING else (object(),)
        made.add_variable(KnownVariable(key, EVERYTHING, allowed, None, printed, bool(printed)))  # type: ignore[arg-type]
    for factors, constant in sums:
        variables = tuple(sorted(factors))
        shape = Linear(tuple((place, factors[each]) for place, each in enumerate(variables)), constant)
        made.add_equation(Equation(shape, variables, "identity", None, TOWN, Period(0, 1)))
    return made
