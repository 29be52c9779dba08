"""The books and the text whose reports are looked at, with the options that ask for each."""

from __future__ import annotations

from pathlib import Path

_TESTS = Path(__file__).parents[1]
COUNTY = _TESTS / "cli" / "books" / "county.toml"
VILLAGES = _TESTS / "cli" / "books" / "villages.toml"
WRONG = _TESTS / "errors" / "contradicted-rate" / "book.toml"
TEXT = _TESTS / "cli" / "texts" / "wrong.txt"
BOOKS = {
    "embedded": [],
    "county": ["--book", str(COUNTY)],
    "villages": ["--book", str(VILLAGES)],
    "contradicted": ["--book", str(WRONG)],
    "text": ["--audit", str(TEXT), "--as-of", "2025-06"],
}
