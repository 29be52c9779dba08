"""Exact arithmetic on intervals: standard library only, no float anywhere."""

from nbkpi.exact.interval import EVERYTHING, Interval, ResultTooLarge

__all__ = ["EVERYTHING", "Interval", "ResultTooLarge"]
