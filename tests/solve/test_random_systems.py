"""Random books with a known truth: no contradiction is ever reported, and the truth lies within all bounds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nbkpi.solve import Calculator
from nbkpi.solve.check import check
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.printed import either_way
from nbkpi.solve.select import Selection

EACH = 25
"""Systems in one test."""


def _systems() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "systems.py"
    spec = importlib.util.spec_from_file_location("systems", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["systems"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


systems = _systems()


@pytest.mark.parametrize("rounding", ["half-up", "half-even"])
@pytest.mark.parametrize("first", range(100_000, 100_000 + 10 * EACH, EACH))
def test_true_figures_never_contradict_each_other(first: int, rounding: str) -> None:
    for seed in range(first, first + EACH):
        system = systems.System(seed, rounding, small=True)
        for figure, observation in zip(system.figures, system.book.observations, strict=True):
            assert figure.value in either_way(observation), (seed, figure)
        found = [one for one in check(Calculator(system.book), Selection()) if one.is_finding]
        assert not found, (seed, [(one.statement, one.reason, [each.text for each in one.printed]) for one in found])


@pytest.mark.parametrize("first", range(200_000, 200_000 + 40 * EACH, EACH))
def test_the_truth_lies_within_all_bounds(first: int) -> None:
    for seed in range(first, first + EACH):
        system = systems.System(seed, small=True)
        network = Builder(Calculator(system.book).formulas).whole(list(system.book.entities))
        conflicts, propagation = contradictions(network)
        assert not conflicts, seed
        for variable, bounds in zip(network.variables, propagation.bounds, strict=True):
            value = system.value_of(variable.key)
            assert value is None or value in bounds, (seed, variable.key)


@pytest.mark.parametrize("first", range(300_000, 300_000 + 10 * EACH, EACH))
def test_what_is_implied_holds_the_truth(first: int) -> None:
    for seed in range(first, first + EACH):
        system = systems.System(seed, small=True)
        calculator = Calculator(system.book)
        for key in system.some_keys():
            result = calculator.result(key.measure, key.entity, key.period)
            assert result.state not in ("conflict", "out_of_range"), (seed, key)
            value = system.value_of(key)
            assert value is None or result.interval is None or value in result.interval, (seed, key)
