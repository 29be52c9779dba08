"""Judging what was printed: verdicts, contradictions, and what may have gone wrong."""
