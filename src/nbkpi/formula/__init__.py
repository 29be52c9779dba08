"""The formula language: syntax, parsing, and the check of names and units."""
