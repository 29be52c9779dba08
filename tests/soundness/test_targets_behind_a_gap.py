"""January was ahead of its share of the year, so the target was green, though March and April were known as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.compare.target import Progress, progress
from nbkpi.figure import Period
from nbkpi.figure.spoken import period_text
from nbkpi.loading.load import load
from nbkpi.report.results import Style
from nbkpi.report.target import target_notes, target_record
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

TARGET = '[[target]]\nentity = "a"\nindicator = "x"\nperiod = "2025"\nvalue = "120万元"'
Ask = Callable[..., object]


def progress_of(path: Path, as_of: str | None = None) -> Progress:
    book = load(path / "book.toml")
    ((one,),) = progress(Calculator(book), select(book), None if as_of is None else Period.parse(as_of))
    return one


@pytest.mark.parametrize(
    ("figures", "left_out", "missing", "counted"),
    [
        ("2025-01 2025-03 2025-04", "2025-03 2025-04", "2025-02", "2025-01"),
        ("2025-03 2025-04", "2025-03 2025-04", "2025-01..2025-02", None),
        ("2025Q1 2025-05", "2025-05", "2025-04", "2025Q1"),
        ("2025Q1 2025-02..2025-04", "2025-02..2025-04", None, "2025Q1"),
    ],
)
def test_what_comes_after_a_gap(
    figures: str, left_out: str, missing: str | None, counted: str | None, ask: Ask, tmp_path: Path
) -> None:
    ask("x", TARGET, *(f"x {period} 20.0万元" for period in figures.split()))
    one = progress_of(tmp_path)
    assert (one.gap, one.attainment, one.lights, one.needed) == (None, None, (), None)
    assert [str(period) for period in one.left_out] == left_out.split()
    assert (one.missing and str(one.missing)) == missing
    record = target_record(one)
    assert (record["state"], record["reported"], record["left_out"]) == ("interrupted", counted, left_out.split())
    named = (period_text(Period.parse(period)) for period in (*left_out.split(), missing, counted) if period)
    assert all(period in str(record["reason"]) for period in named)


def test_what_was_there_before_the_gap_can_be_asked_for(ask: Ask, tmp_path: Path) -> None:
    ask("x", TARGET, "x 2025-01 20.0万元", "x 2025-03 20.0万元")
    one = progress_of(tmp_path, "2025-01")
    assert ([light.name for light in one.lights], one.left_out) == (["green"], ())


def test_no_gap_where_a_longer_figure_closes_it(ask: Ask, tmp_path: Path) -> None:
    ask("x", TARGET, "x 2025-01 20.0万元", "x 2025-03 20.0万元", "x 2025Q1 70.0万元", "x 2025-04 20.0万元")
    one = progress_of(tmp_path)
    assert one.actual is not None
    assert (str(one.actual.period), one.actual.nominal, one.left_out) == ("2025-01..2025-04", 90, ())


def test_contradicting_figures_are_said_not_to_count(ask: Ask, tmp_path: Path) -> None:
    """May was called the last that was published, though two figures of June were."""
    other = '[[source]]\nid = "s"\ntitle = "月报"'
    ask("x", TARGET, other, "x 2025-01..2025-05 50.0万元", "x 2025H1 60.0万元", "x 2025H1 61.0万元 source=s")
    one = progress_of(tmp_path)
    assert one.actual is not None
    assert (str(one.actual.period), [str(period) for period in one.conflicting]) == ("2025-01..2025-05", ["2025H1"])
    notes = target_notes([one], False, None, Style(None))
    assert any("contradict" in note and "甲村" in note for note in notes)
    assert not any("the last that was published" in note for note in notes)
    ask("x", TARGET, "x 2025-01..2025-05 50.0万元", "x 2025H1 60.0万元")
    assert progress_of(tmp_path).conflicting == ()
