"""What each filter lets through, alone, repeated and combined, and what is said of names it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

PLACES = [
    ("village", "东山村"),
    ("community", "北站社区"),
    ("town", "溪口镇"),
    ("county", "象山县"),
    ("city", "宁波市"),
]


def names(nbkpi: Run, *arguments: str) -> list[str]:
    return [entity["name"] for entity in nbkpi("list", "entities", *arguments, "--json").results()]


def printed(nbkpi: Run, *arguments: str) -> list[tuple[str, str, str]]:
    found = nbkpi("list", "observations", *arguments, "--json").results()
    return [(one["entity"]["name"], one["measure"]["id"], one["period"]) for one in found]


@pytest.mark.parametrize(("kind", "name"), PLACES)
def test_each_kind_of_place(kind: str, name: str, nbkpi: Run) -> None:
    assert names(nbkpi, f"--{kind}", name) == [name]
    assert names(nbkpi, f"--{kind}={name}") == [name]


@pytest.mark.parametrize("name", ["dongshan", "东山村", "溪口镇/东山村", "宁波市/奉化区/溪口镇/东山村"])
def test_an_entity_by_id_name_or_path(name: str, nbkpi: Run) -> None:
    assert names(nbkpi, "--entity", name) == names(nbkpi, "--village", name) == ["东山村"]


def test_repeated_filters_add_up(nbkpi: Run) -> None:
    assert names(nbkpi, "--village", "东山村", "--city", "宁波市", "--entity", "江丰电子") == [
        "宁波市",
        "东山村",
        "江丰电子",
    ]
    both = printed(nbkpi, "--indicator", "sales", "--indicator", "profit")
    assert both == [("永新光学研发团队", name, "2022..2024") for name in ("sales", "profit")]
    assert {period for *_rest, period in printed(nbkpi, "--period", "2021", "--period", "2023")} == {"2021", "2023"}


def test_different_filters_narrow_down(nbkpi: Run) -> None:
    assert names(nbkpi, "--within", "奉化区", "--village", "东山村") == ["东山村"]
    assert names(nbkpi, "--within", "象山县", "--village", "东山村") == []
    assert printed(nbkpi, "--village", "东山村", "--indicator", "visitors") == [("东山村", "visitors", "2024")]
    assert printed(nbkpi, "--village", "东山村", "--period", "2025") == []


def test_within_is_what_lies_inside_at_any_depth(nbkpi: Run) -> None:
    assert names(nbkpi, "--within", "江北区") == ["孔浦街道", "北站社区"]
    assert len(names(nbkpi, "--within", "宁波市")) == len(names(nbkpi)) - 1
    assert names(nbkpi, "--within", "江北区", "--within", "溪口镇") == ["东山村", "孔浦街道", "北站社区"]


def test_a_source_by_id_or_part_of_its_title(nbkpi: Run) -> None:
    whole, feature, communique = (
        printed(nbkpi, *rest) for rest in ((), ("--source", "nbdaily-2025"), ("--source", "公报"))
    )
    assert whole == communique + feature
    results = nbkpi("growth", "--source", "公报", "--json").results()
    assert {source["id"] for result in results for source in result["sources"]} == {"communique-2024"}


def test_an_indicator_brings_its_growth(nbkpi: Run) -> None:
    measures = {
        result["measure"]["id"] for result in nbkpi("growth", "--indicator", "年末常住人口", "--json").results()
    }
    assert measures == {"population", "population.growth", "population.change"}


@pytest.mark.parametrize(
    ("period", "held"),
    [
        ("2024", {"2024"}),
        ("2025", {"2025", "2025-06"}),
        ("2025H1", {"2025-06"}),
        ("2025Q2", {"2025-06"}),
        ("2025-06", {"2025-06"}),
        ("2025H2", set()),
        ("2022..2024", {"2022..2024", "2023", "2024"}),
        ("2023..2024", {"2023", "2024"}),
        ("2021..2025", {"2021", "2022..2024", "2023", "2024", "2025", "2025-06"}),
    ],
)
def test_a_period_holds_those_within_it(period: str, held: set[str], nbkpi: Run) -> None:
    assert {found for *_rest, found in printed(nbkpi, "--period", period)} == held


@pytest.mark.parametrize("command", ["summary", "growth", "coverage", "resolution", "metric", "calc", "list"])
def test_nothing_left_is_said_and_is_no_error(command: str, nbkpi: Run) -> None:
    more = {"calc": ["sales"], "list": ["observations"]}.get(command, [])
    outcome = nbkpi(command, *more, "--period", "1949")
    assert outcome.code == 0
    assert "nothing to show: no figure in the book matches these filters" in outcome.out
    assert nbkpi(command, *more, "--period", "1949", "--json").results() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--village", "东三村"], ["there is no village “东三村”", "did you mean “东山村”?"]),
        (["--village", "宁波市"], ["“宁波市” is a city, not a village"]),
        (["--city", "东山村"], ["“东山村” is a village, not a city"]),
        (["--entity", "宁波是"], ["there is no entity “宁波是”", "宁波市"]),
        (["--within", "奉花区"], ["there is no entity “奉花区”", "did you mean “奉化区”?"]),
        (["--indicator", "常住"], ["there is no indicator or metric “常住”", "常住人口"]),
        (["--source", "nbdaily"], ["there is no source “nbdaily”", "nbdaily-2025"]),
        (
            ["--source", "宁波"],
            ["“宁波” is ambiguous: it can mean 2 different things", "it can mean “nbdaily-2025”, “communique-2024”"],
        ),
        (["--period", "去年"], ["“去年” is not a period", "2024H1"]),
        (["--period", "2024-13"], ["“2024-13” is not a period"]),
    ],
)
def test_unknown_names_are_named_with_the_nearest(arguments: list[str], said: list[str], nbkpi: Run) -> None:
    outcome = nbkpi("growth", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: ")
    for words in said:
        assert words in outcome.err


def test_an_ambiguous_name_lists_its_candidates(nbkpi: Run, tmp_path) -> None:
    book = tmp_path / "book.toml"
    places = [("n", "北镇", ""), ("s", "南镇", ""), ("n-east", "东村", "北镇"), ("s-east", "东村", "南镇")]
    rows = [f'[[entity]]\nid = "{key}"\nname = "{name}"\nkind = "village"\n' for key, name, _within in places]
    rows = [
        row + (f'within = "{within}"\n' if within else "") for row, (*_names, within) in zip(rows, places, strict=True)
    ]
    book.write_text('[book]\ntitle = "t"\n' + "".join(rows), "utf-8")
    for flag in ("--entity", "--village", "--within"):
        outcome = nbkpi("growth", flag, "东村", "--book", str(book))
        assert outcome.code == 2
        assert "“东村” is ambiguous: it can mean 2 different things" in outcome.err
        assert "“北镇/东村 (n-east)”, “南镇/东村 (s-east)”" in outcome.err
    assert names(nbkpi, "--village", "南镇/东村", "--book", str(book)) == ["东村"]


def test_a_code_that_lost_its_zeros_is_recognised(nbkpi: Run, tmp_path) -> None:
    book = tmp_path / "book.toml"
    codes = ("3010", "0301", "3301", "1301")
    book.write_text(
        "".join(f'[[entity]]\nid = "{one}"\nname = "村{one}"\nkind = "village"\n' for one in codes), "utf-8"
    )
    for option in ("--entity", "--village", "--within"):
        assert nbkpi("growth", option, "301", "--book", str(book)).err.endswith("\n  did you mean “0301”?\n")
