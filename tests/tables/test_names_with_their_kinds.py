"""Places that are called with or without the word for what they are."""

from __future__ import annotations

import pytest

from nbkpi.model.names import Directory
from nbkpi.model.records import Entity
from nbkpi.model.spelt_names import SpeltNames


@pytest.mark.parametrize(
    ("called", "found"),
    [
        ("前湾村", ["前湾"]),
        ("前湾 村", ["前湾"]),
        ("前湾镇", []),
        ("东山", ["东山镇"]),
        ("East Village", ["East"]),
        ("East村", ["East"]),
        ("West", ["West town"]),
        ("村", []),
    ],
)
def test_a_place_is_found_by_its_name_and_its_kind(called: str, found: list[str]) -> None:
    places = Directory[Entity]("entity", lambda entity: entity.id)
    for name, kind in (("前湾", "village"), ("东山镇", "town"), ("East", "village"), ("West town", "town")):
        places.add(Entity(name, name, kind))
    assert [one.name for one in SpeltNames(places).of_its_kind(called)] == found
