"""nbkpi computes with exactly what was printed."""
