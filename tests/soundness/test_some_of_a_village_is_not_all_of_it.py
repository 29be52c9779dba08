"""What a sheet marks as a part (其中) passed for all of the village, or was added to other parts that it overlaps."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.result import Result

PARTS = (
    '[[entity]]\nid = "s"\nname = "老街"\nkind = "subitem"\nwithin = "a"',
    '[[entity]]\nid = "w"\nname = "女性"\nkind = "subitem"\nwithin = "a"',
    '[[indicator]]\nid = "people"\nname = "人口"\nunit = "人"\nkind = "count"\nmeasure = "stock"',
)


def test_some_of_a_village_is_not_all_of_it(ask: Callable[..., Result], findings: Callable[..., list[Check]]) -> None:
    income = '[[identity]]\nequation = "x = sum(x)"'
    assert findings(*PARTS, income, "x 2024 1120.3", of("s", "x", "88.4")) == []
    assert ask("x", *PARTS, income, "x 2023 112", of("s", "x", "88.4"), entity="s", period="2023").state == "unknown"
    overlapping = (of("s", "people", "70"), of("w", "people", "60"))
    assert findings(*PARTS, "people 2024 100", *overlapping) == []


def of(entity: str, indicator: str, value: str) -> str:
    return f'[[observation]]\nentity = "{entity}"\nindicator = "{indicator}"\nperiod = "2024"\nvalue = "{value}"'
