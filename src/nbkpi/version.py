"""What nbkpi says of itself; pyproject.toml takes the version from here."""

__version__ = "0.2.0"

RESULTS = "nbkpi-results"
"""What the properties of a workbook say whose sheets are results, and no figures as published."""
