"""73.5亿m³ was read as a length, 73.5亿m, which the rain in mm beside it contradicts; 3m³/s was 3 m, 12km/h 12 km."""

from __future__ import annotations

import pytest

import nbkpi
from nbkpi.figure import Units
from nbkpi.text.scan import Scanner


@pytest.mark.parametrize(
    ("text", "word", "as_words"),
    [
        ("蓄水73.5亿m³，", "73.5亿m³", "73.5亿立方米"),
        ("蓄水73.5亿㎥，", "73.5亿㎥", "73.5亿立方米"),
        ("面积1.2万km²，", "1.2万km²", "1.2万平方公里"),
        ("面积105.0m2，", "105.0m2", "105.0平方米"),
        ("林地35.6hm²，", "35.6hm²", "35.6公顷"),
        ("浓度30μg/m³，", "30μg/m³", "30微克/立方米"),
        ("发电12.3亿kW·h，", "12.3亿kW·h", "12.3亿千瓦时"),
        ("用电3.2亿千瓦·时，", "3.2亿千瓦·时", "3.2亿千瓦时"),
    ],
)
def test_a_unit_is_read_to_its_end(text: str, word: str, as_words: str) -> None:
    (found,) = Scanner(Units()).scan(text)
    assert found.words == word
    written_out = nbkpi.read(as_words).unit
    assert found.figure.unit.dimension == written_out.dimension
    assert found.figure.unit.scale == written_out.scale


@pytest.mark.parametrize("word", ["3m³/s", "12km/h", "12m·s", "3m^2", "5kg/m^3", "8kW²"])
def test_a_unit_that_is_not_known_is_not_read_as_its_beginning(word: str) -> None:
    assert list(Scanner(Units()).scan(f"甲为{word}，")) == []


def test_depth_of_rain_is_no_volume() -> None:
    told = nbkpi.audit("甲县全年降水1114.8mm，折合73.5亿m³，比上年少5.4%。").to_dicts()
    assert {one["verdict"] for one in told} == {"unrelated"}
