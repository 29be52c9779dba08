"""Columns of targets in a sheet: how they are asked for, and which period they are for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.figure.characters import heading_key
from nbkpi.patterns import regex

_ASKED = regex(r"target:(?P<name>[^@]+)(?:@(?P<period>.+))?")
_HEADED = regex(r".*(?:目标|计划|任务)(?:数|值|任务|指标)?", re.DOTALL)
_OF_THE_YEAR = regex(r"(?:年度|全年|本年|年)(?:目标|计划|任务).*", re.DOTALL)


class AskedTarget(NamedTuple):
    """The measure that a column has the targets for, and the period of these, empty where the sheet says it."""

    name: str
    period: str


def asked_target(meaning: str) -> AskedTarget | None:
    """What target:income@2025 says; None for the name of an indicator or metric alone."""
    match = _ASKED.fullmatch(meaning)
    return AskedTarget(match["name"].strip(), (match["period"] or "").strip()) if match else None


def measure_asked(meaning: str) -> str:
    """The name of the measure in what was said of a column, for figures and targets alike."""
    target = asked_target(meaning)
    return target.name if target is not None else meaning


def looks_like_targets(words: Sequence[str]) -> bool:
    """Whether a heading says that what stands below it is to be reached: 年度目标, 计划数."""
    return bool(words) and _HEADED.fullmatch(heading_key(words[-1])) is not None


def period_of_targets(asked: AskedTarget, own: str, words: Sequence[str], about: Period | None) -> str:
    """The period of targets: as asked, as the heading says, else the whole year; empty where it is not clear which.

    A sheet of some months has targets for the year only where their heading says so: 年度目标.
    """
    if asked.period or own:
        return asked.period or own
    is_yearly = any(_OF_THE_YEAR.fullmatch(heading_key(word)) for word in words)
    if about is not None and (is_yearly or about.length == 12):
        return str(Period(about.year * 12, 12))
    return ""
