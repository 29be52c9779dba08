"""Solving: formulas compiled to programs, computed to intervals, and turned around where a claim implies more."""
