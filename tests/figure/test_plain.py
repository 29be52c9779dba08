"""Amounts written out: the same value, no digit that was not there, and units by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure import Unit, Units, read
from nbkpi.figure.english_units import written
from nbkpi.figure.format import exact_interval, number_text
from nbkpi.figure.plain import plain_amount, plain_numbers, plain_unit
from nbkpi.figure.unit import MULTIPLIERS, STANDARD
from nbkpi.language import use

UNITS = Units([Unit("万能表", (("meter", 1),)), Unit("桌位", (("count", 1),), counting=True)])


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use(request.param)
    yield request.param
    use("en")


def unit(symbol: str) -> Unit:
    found = UNITS.get(symbol)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        ("88万元", "880,000 (875,000–885,000) yuan", "880,000元（875,000～885,000元）"),
        ("7.10亿元", "710,000,000 (709,500,000–710,500,000) yuan", "710,000,000元（709,500,000～710,500,000元）"),
        ("超10万人次", "> 100,000 visits", "> 100,000人次"),
        ("1户", "1 household", "1户"),
        ("40个", "40", "40个"),
        ("1084家", "1,084", "1,084家"),
        ("-3.25万元", "-32,500 (-32,550 – -32,450) yuan", "-32,500元（-32,550～-32,450元）"),
        ("43.6%", "43.6 (43.55–43.65)%", "43.6%（43.55%～43.65%）"),
        ("4.6个百分点", "4.6 (4.55–4.65) pp", "4.6个百分点（4.55～4.65个百分点）"),
        ("2.5万元/户", "25,000 (24,500–25,500) yuan/household", "25,000元/户（24,500～25,500元/户）"),
        ("20万吨", "200,000 (195,000–205,000) tonnes", "200,000吨（195,000～205,000吨）"),
    ],
)
def test_figures_written_out(words: str, english: str, chinese: str, language: str) -> None:
    figure = read(words, units=UNITS)
    assert figure.interval is not None
    nominal = figure.nominal if figure.is_central else None
    shown = number_text(figure.interval, nominal)
    if nominal is not None and not figure.interval.is_point:
        shown = re.sub(r"^[^\s（]+", f"{float(nominal):.10g}", shown)
    assert plain_amount(shown, figure.unit, UNITS) == (english if language == "en" else chinese)


numbers = st.decimals(-(10**9), 10**9, places=3).map(lambda number: f"{number.normalize():f}")
amounts = st.sampled_from([f"{word}元" for word in MULTIPLIERS] + ["万元/户", "元", "万人", "亿千瓦时", "万能表"])


@given(numbers, amounts)
def test_the_value_is_the_same(number: str, symbol: str) -> None:
    """Value × unit before and after, by an independent way to the factor: the scale of the unit."""
    amount = unit(symbol)
    above = symbol.partition("/")[0]
    base = (
        above
        if above in (one.symbol for one in (*STANDARD, unit("万能表")))
        else re.sub("^(十万|百万|千万|十亿|百亿|千亿|万亿|[十百千万亿])", "", above)
    )
    factor = unit(above).scale / unit(base).scale
    assert Fraction(plain_numbers(number, amount, UNITS).replace(",", "")) == Fraction(number) * factor


@given(numbers, amounts)
def test_no_digit_is_invented_or_lost(number: str, symbol: str) -> None:
    def digits(text: str) -> str:
        return re.sub(r"[^\d]", "", text).strip("0")

    shown = plain_numbers(number, unit(symbol), UNITS)
    assert digits(shown) == digits(number)
    assert shown.startswith("-") == number.startswith("-")
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*(\.\d+)?", shown)


@given(st.fractions(), st.fractions(), amounts)
def test_exact_ends_stay_exact(one: Fraction, other: Fraction, symbol: str) -> None:
    from nbkpi.exact import Interval

    lower, upper = sorted((one, other))
    text = exact_interval(Interval.of(lower, upper))
    shown = plain_numbers(text, unit(symbol), UNITS)
    factor = 1 if symbol == "万能表" else Fraction(plain_numbers("1", unit(symbol), UNITS).replace(",", ""))
    ends = [Fraction(end.strip("[] ").replace(",", "")) for end in shown.split(", ")]
    assert ends == [lower * factor, upper * factor]


@pytest.mark.parametrize(
    ("symbol", "english"),
    [
        ("万元", "10,000 yuan"), ("亿元", "100 million yuan"), ("人", "persons"), ("万人次", "10,000 visits"),
        ("亿千瓦时", "100 million kWh"), ("元/万人", "yuan/10,000 persons"), ("个/家", "each"),
        ("万元/家", "10,000 yuan each"),
        ("个/人", "per person"), ("家", ""), ("%", "%"),
        ("万能表", "万能表"), ("桌位", ""), ("元/人/天", "yuan/person/day"), ("万亿元", "trillion yuan"),
    ],
)  # fmt: skip
def test_names_of_units(symbol: str, english: str) -> None:
    found = UNITS.get(symbol)
    assert found is not None
    assert plain_unit(found, UNITS) == english
    use("zh")
    try:
        assert plain_unit(found, UNITS) == symbol
    finally:
        use("en")


def test_every_unit_has_an_english_name() -> None:
    """Besides counting units, which have none in English: the measure says what is counted."""
    known = {one.symbol for one in STANDARD}
    lacking = [
        one.symbol for one in STANDARD if re.search("[\u4e00-\u9fff]", one.symbol) and one.symbol not in written()
    ]
    assert all(one.dimension == (("count", 1),) for one in STANDARD if one.symbol in lacking)
    assert set(written()) <= known


def test_plurals() -> None:
    assert plain_amount("2", unit("县"), UNITS) == "2 counties"
    assert plain_amount("1", unit("县"), UNITS) == "1 county"
    assert plain_amount("2", unit("班"), UNITS) == "2 classes"
    assert plain_amount("2", unit("吨标准煤"), UNITS) == "2 tonnes of coal equivalent"
    assert plain_amount("", unit("县"), UNITS) == ""
