"""Numbers and periods as each language writes them: ranges, units behind both ends, brackets, periods in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import Period, Units
from nbkpi.figure.format import format_interval, printed_text, range_text, with_unit
from nbkpi.figure.spoken import period_text
from nbkpi.language import use

UNITS = Units()


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


PERIODS = {
    "2024": ("2024", "2024年"),
    "2024H1": ("2024 H1", "2024年上半年"),
    "2024H2": ("2024 H2", "2024年下半年"),
    "2024Q1": ("2024 Q1", "2024年一季度"),
    "2024Q4": ("2024 Q4", "2024年四季度"),
    "2024-06": ("2024-06", "2024年6月"),
    "2024-01..2024-05": ("2024-01 to 2024-05", "2024年1—5月"),
    "2023-11..2024-02": ("2023-11 to 2024-02", "2023年11月—2024年2月"),
    "2022..2024": ("2022 to 2024", "2022—2024年"),
    "2023-07..2024-06": ("2023-07 to 2024-06", "2023年7月—2024年6月"),
    "2024-02..2024-07": ("2024-02 to 2024-07", "2024年2—7月"),
}


@pytest.mark.parametrize("code", PERIODS)
def test_periods_in_sentences(code: str) -> None:
    period = Period.parse(code)
    for language, text in zip(("en", "zh"), PERIODS[code], strict=True):
        use(language)
        assert period_text(period) == text
    assert Period.parse(PERIODS[code][1]) == period


@pytest.mark.parametrize(
    ("symbol", "english", "chinese"),
    [
        ("%", "43.55–43.65%", "43.55%～43.65%"),
        ("万元", "43.55–43.65 万元", "43.55万～43.65万元"),
        ("万亿元", "43.55–43.65 万亿元", "43.55万亿～43.65万亿元"),
        ("亿元/个", "43.55–43.65 亿元/个", "43.55亿～43.65亿元/个"),
        ("元", "43.55–43.65 元", "43.55～43.65元"),
        ("千克", "43.55–43.65 千克", "43.55～43.65千克"),
        ("pp", "43.55–43.65 pp", "43.55～43.65个百分点"),
    ],
)
def test_a_unit_that_could_be_missed_stands_behind_both_ends(symbol: str, english: str, chinese: str) -> None:
    unit = UNITS.get(symbol)
    assert unit is not None
    for language, text in (("en", english), ("zh", chinese)):
        use(language)
        assert with_unit(range_text("43.55", "43.65"), unit) == text


def test_value_and_bounds_have_their_unit_each_in_chinese() -> None:
    unit = UNITS.get("万元")
    assert unit is not None
    interval = Interval(60, 62)
    assert format_interval(interval, interval.lower, unit) == "60 (60–62) 万元"
    use("zh")
    assert format_interval(interval, interval.lower, unit) == "60万元（60万～62万元）"


def test_ranges_below_zero_are_told_apart() -> None:
    assert range_text("-3", "-2") == "-3 – -2"
    use("zh")
    assert range_text("-3", "-2") == "-3～-2"


def test_published_words_stay_as_they_are() -> None:
    unit = UNITS.get("万元")
    assert unit is not None
    use("zh")
    assert printed_text("5～20", unit) == "5～20万元"
