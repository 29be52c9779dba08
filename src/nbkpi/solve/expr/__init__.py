"""Formulas as trees over slots: compiled, enclosed, turned around."""
