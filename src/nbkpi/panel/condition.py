"""Conditions on the rows of a table; those that the plan knows beforehand are plain True and False."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

Test = bool | nw.Expr


def all_of(*tests: Test) -> Test:
    """Whether every one of them holds."""
    left = [test for test in tests if test is not True]
    if any(test is False for test in left):
        return False
    whole: Test = True
    for test in left:
        whole = test if whole is True else whole & test
    return whole


def any_of(tests: Iterable[Test]) -> Test:
    """Whether one of them holds."""
    left = [test for test in tests if test is not False]
    if any(test is True for test in left):
        return True
    whole: Test = False
    for test in left:
        whole = test if whole is False else whole | test
    return whole


def not_(test: Test) -> Test:
    """Whether it does not hold."""
    return not test if isinstance(test, bool) else ~test


def column(test: Test) -> nw.Expr:
    """The condition as a column that is never null: where something is missing, it does not hold."""
    if isinstance(test, bool):
        return nw.lit(test)
    return nw.when(test).then(nw.lit(True)).otherwise(nw.lit(False))


def how_many_not(test: nw.Expr) -> nw.Expr:
    """In how many rows it does not hold, those where something is missing among them."""
    return nw.when(test).then(nw.lit(0)).otherwise(nw.lit(1)).sum()


def how_many(test: Test) -> nw.Expr:
    """In how many rows it holds."""
    if isinstance(test, bool):
        return nw.len() * int(test)
    return nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0)).sum()
