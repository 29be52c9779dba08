"""Countries by their names in English and Chinese and by their codes (ISO 3166), and what several are called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex

_MEMBERS = regex(r"[ _-]?[0-9]{2}(?:[_ ].*)?|\s*\(.*\)")
"""What stands behind a group of which the members have changed: EU27_2020, Euro area (20 countries)."""
_CODED_NAME = regex(r"^[A-Z]{2,3}:\s*")
_FEWEST = 4
_CODED = 0.8
"""Of headings that are codes of countries so many are those of one, and so large a share: CO, SO and PM are none
that anybody means. The others may be groups, such as EA20."""


class _Known:
    """The names of countries in small letters, their codes of two and of three letters, and groups, which have none."""

    def __init__(self) -> None:
        self.names, self.groups, self.codes = set[str](), set[str](), set[str]()
        for line in Path(__file__).with_name("countries.txt").read_text("utf-8").splitlines():
            codes, *names = line.split("|")
            self.codes.update(codes.split())
            (self.names if codes else self.groups).update(map(_key, names))


@cache
def _known() -> _Known:
    return _Known()


def _key(name: str) -> str:
    """What of a name counts: & is and, St. is Saint, and AUS: before Australia is its code."""
    words = " ".join(_CODED_NAME.sub("", normalise(name)).lower().replace("&", " and ").split())
    return words.replace("st. ", "saint ").replace("’", "'")


def is_country(name: str) -> bool:
    """Whether a country is called so, in English or Chinese."""
    return _key(name) in _known().names


def is_group(name: str) -> bool:
    """Whether several countries are called so together: World, European Union, OECD."""
    key, groups = _key(name), _known().groups
    return key in groups or _MEMBERS.sub("", key) in groups


def are_country_codes(names: Sequence[str]) -> bool:
    """Whether several names are codes of countries: AT, BE, DE, EA20."""
    codes = sum(name in _known().codes for name in names)
    others = sum(is_group(name) for name in names)
    return codes >= _FEWEST and codes + others == len(names) and codes >= _CODED * len(names)
