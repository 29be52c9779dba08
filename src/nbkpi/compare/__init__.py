"""Comparing: ranks, entities side by side, values over time, targets, and totals of parts."""
