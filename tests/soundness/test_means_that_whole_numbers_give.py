"""A mean of whole cases that some total gives was said to be unknown; one that any total would give proves nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from nbkpi.language import use
from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.select import select

BOOK = """
entity = [{{ id = "a", name = "甲村" }}]
indicator = [
  {{ id = "n", name = "户数", unit = "户", kind = "count" }},
  {{ id = "k", name = "诉求", unit = "件", kind = "count" }},
]
metric = [{{ id = "mean", name = "户均诉求", formula = "k / n", unit = "件/户" }}]
observation = [
  {{ entity = "a", metric = "mean", period = "2024", value = "{mean}" }},
  {{ entity = "a", indicator = "n", period = "2024", value = "{n}户" }},
]
"""


def judged(tmp_path: Path, mean: str, n: int | str) -> Check:
    path = tmp_path / "book.toml"
    path.write_text(BOOK.format(mean=mean, n=n), "utf-8")
    book = load(path)
    (one,) = check(Calculator(book), select(book))
    return one


@pytest.mark.parametrize("mean", ["3.48", "3.44", "3.45", "3.50", "0.04", "0.00", "7.00"])
@pytest.mark.parametrize("n", [25, 28, 7, 99])
def test_the_test_of_whole_numbers(mean: str, n: int, tmp_path: Path) -> None:
    half = Fraction(1, 200)
    fits = [k for k in range(10 * n) if abs(Fraction(k, n) - Fraction(mean)) <= half]
    one = judged(tmp_path, mean, n)
    # 347 / 99 is 3.505…: a finding too, as its digits were cut off.
    assert one.is_finding == (not fits)
    if fits:
        assert one.verdict == "consistent"
        part, _over, whole = one.reason.rpartition("example ")[2].split()
        assert (int(part) in fits, whole) == (True, str(n))


@pytest.mark.parametrize(("mean", "n"), [("3.48", 100), ("3.5", 10), ("3", 2), ("3.48", "120余")])
def test_what_any_total_would_give(mean: str, n: int | str, tmp_path: Path) -> None:
    assert judged(tmp_path, mean, n).verdict == "uninformative"


def test_nothing_is_known_of_a_number_without_an_upper_bound(tmp_path: Path) -> None:
    assert judged(tmp_path, "3.48", "超25").verdict == "unknown"


def test_the_words_say_what_was_tested(tmp_path: Path) -> None:
    assert judged(tmp_path, "3.48", 25).reason == "a whole number gives it, for example 87 / 25"
    use("zh")
    try:
        assert judged(tmp_path, "3.48", 25).reason == "有整数与之相符，例如87 / 25"
    finally:
        use("en")
