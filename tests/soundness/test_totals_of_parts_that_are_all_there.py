"""A total over places was taken to be that of the places whose figures were printed, and accused for the rest."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.result import Result

PLACES = "".join(f'[[entity]]\nid = "{name}"\nname = "{name}村"\nwithin = "镇"\n' for name in ("b", "c"))
TOTAL = '[[identity]]\nequation = "x = sum(x)"\n'


def figure(entity: str, value: str) -> str:
    return f'[[observation]]\nentity = "{entity}"\nindicator = "x"\nperiod = "2024"\nvalue = "{value}"\n'


def test_a_village_without_a_figure_is_deduced(
    ask: Callable[..., Result], findings: Callable[..., list[Check]]
) -> None:
    book = (PLACES, TOTAL, figure("town", "30.5"), figure("a", "10.5"), figure("b", "10.2"))
    assert findings(*book) == []
    # Its total is not known by what was printed of its parts, but by its own figure.
    assert ask("total", *book, "total 万元 = sum(x)", entity="town").state == "unknown"


def test_all_of_them_are_still_held_to_their_total(findings: Callable[..., list[Check]]) -> None:
    book = (PLACES, TOTAL, figure("town", "30.5"), figure("a", "10.5"), figure("b", "10.2"), figure("c", "9.2"))
    assert [one.verdict for one in findings(*book)] == ["contradicted"]


def test_places_of_another_kind_are_no_parts(findings: Callable[..., list[Check]]) -> None:
    office = '[[entity]]\nid = "d"\nname = "镇农业公司"\nkind = "company"\nwithin = "镇"\n'
    book = (PLACES, office, TOTAL, figure("town", "30.5"), figure("a", "10.5"), figure("b", "10.2"), figure("c", "9.2"))
    assert [one.verdict for one in findings(*book)] == ["contradicted"]
