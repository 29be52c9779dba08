"""Fuzzing: random input of every sort, and what must hold of it whatever it is."""
