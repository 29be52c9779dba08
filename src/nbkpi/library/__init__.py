"""The library: what the commands answer, for programs."""

from nbkpi.library.book import Book, audit, load

__all__ = ["Book", "audit", "load"]
