"""The metrics that exist without being declared: the growth of everything, the share of a cell in its whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from nbkpi.figure import Unit
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, POINTS, currency
from nbkpi.formula.syntax import Call, Name, Text
from nbkpi.formula.units import PREVIOUS
from nbkpi.formula.wording import of_whole, over_time
from nbkpi.language import _, in_context, later
from nbkpi.model.records import Indicator, Measure, Metric

GENERATED = ("growth", "change", "points")
"""The metrics of every indicator and metric: income.growth and so on."""

OF_WHOLE = ("share", "pull", "contribution")
"""Those that cells have of each indicator that adds up: what they are of the whole, and what they do for its growth."""

MOST_MADE = 200
"""With more indicators than this, no metrics are made only to suggest their names."""

GENERATED_FUNCTIONS = (*GENERATED, *OF_WHOLE)
"""The functions of all metrics that exist without being declared."""

GENERATED_NAMES = (
    ("growth", later("{name} growth")),
    ("growth", later("{name} year-on-year growth")),
    ("change", later("{name} change")),
    ("change", "money\x04{name} change"),
    ("change", "quantity\x04{name} change"),
    ("points", later("{name} change in pp")),
    ("share", later("{name} share")),
    ("pull", later("{name} pull")),
    ("contribution", later("{name} contribution")),
)
"""What each generated metric is called."""


class Generated:
    """Makes these metrics as they are asked for, each once."""

    def __init__(self) -> None:
        self._metrics: dict[str, Metric] = {}

    def of(self, base: Measure, function: str) -> Metric:
        """The metric of one of GENERATED_FUNCTIONS."""
        metric_id = f"{base.id}.{function}"
        found = self._metrics.get(metric_id)
        if found is None:
            made = _of_whole if function in OF_WHOLE else _over_a_year
            found = self._metrics[metric_id] = made(metric_id, base, function)
        return found

    def like(self, name: str, bases: Collection[Indicator]) -> Iterator[str]:
        """The names of growth and change that hold these words, such as 增速; none where there are too many to make."""
        if len(name) > 1 and len(bases) <= MOST_MADE:
            made = (self.of(one, function).name for one in bases for function in GENERATED[:2])
            yield from (shown for shown in made if name in shown)

    def over_previous(self, base: Measure, function: str) -> Metric:
        """Growth, change or points over the period right before, such as month on month.

        Its id is its formula, which calc takes as it is.
        """
        formula = f'{function}({base.id}, "{PREVIOUS}")'
        if formula not in self._metrics:
            names = {
                "growth": _("{name} growth over the previous period", name=base.name),
                "change": _("{name} change over the previous period", name=base.name),
                "points": _("{name} change in pp over the previous period", name=base.name),
            }
            node = Call(function, (Name(base.id, 0, 0), Text(PREVIOUS, 0, 0)), 0, 0)
            self._metrics[formula] = replace(
                self.of(base, function), id=formula, name=names[function], formula=formula, node=node,
                is_over_previous=True, wording=over_time(function, base.name, is_over_previous=True),
            )  # fmt: skip
        return self._metrics[formula]


def _over_a_year(metric_id: str, base: Measure, function: str) -> Metric:
    """growth, change or points of an indicator or metric."""
    unit = {"growth": PERCENT, "points": PERCENTAGE_POINT}.get(function, base.unit)
    if function == "change" and base.unit.is_part_of_one:
        unit = PERCENTAGE_POINT
    names = {"growth": _("{name} growth"), "change": _change_of(unit), "points": _("{name} change in pp")}
    node = Call(function, (Name(base.id, 0, 0),), 0, 0)
    return Metric(
        metric_id, names[function].replace("{name}", base.name), f"{function}({base.id})", node, unit, "growth",
        base=base, function=function, wording=over_time(function, base.name),
    )  # fmt: skip


def _of_whole(metric_id: str, base: Measure, function: str) -> Metric:
    """share, pull or contribution of an indicator in the whole that its cells are of."""
    names = {"share": _("{name} share"), "pull": _("{name} pull"), "contribution": _("{name} contribution")}
    value, is_share = Name(base.id, 0, 0), function == "share"
    form = f"{function}({{name}}, whole({{name}}))"
    return Metric(
        metric_id, names[function].replace("{name}", base.name), form.format(name=base.id),
        Call(function, (value, Call("whole", (value,), 0, 0)), 0, 0),
        PERCENTAGE_POINT if function == "pull" else PERCENT,
        "share" if is_share else "other", "share" if is_share else "any",
        base=base, function=function, wording=of_whole(function, base.name),
    )  # fmt: skip


def _change_of(unit: Unit) -> str:
    """What a change is called: of money, of a rate, or of another quantity."""
    if currency(unit):
        return in_context("money", "{name} change")
    return _("{name} change") if unit.dimension == POINTS else in_context("quantity", "{name} change")


def better_of(measure: Measure) -> str:
    """What is better of a measure: higher, lower, or nothing; growth and change of it are like the measure itself."""
    while isinstance(measure, Metric) and measure.base is not None and not measure.better:
        measure = measure.base
    return measure.better
