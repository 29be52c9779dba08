"""What holds for every figure, however it was written, and for every text that is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Convention, Figure, Units, read

BEFORE = ["", "超", "逾", "至少", "近", "不足", "不超过", "约", "大约", "达", "共", ">", "≤"]
AFTER = ["", "以上", "以下", "以内", "左右"]
MULTIPLIERS = ["", "百", "千", "万", "百万", "千万", "亿", "万亿"]
UNITS = [
    "",
    "个",
    "人",
    "户次",
    "元",
    "美元",
    "吨",
    "公斤",
    "千瓦",
    "%",
    "‰",
    "成",
    "倍",
    "个百分点",
    "元/人",
    "亩",
    "年",
]
CHANGES = ["", "增长", "下降", "同比增长", "比上年同期减少", "增长到", "降至", "负增长"]
SIGNS = ["", "", "-", "+", "负"]

conventions = st.builds(
    Convention,
    about=st.sampled_from(["half", "unit", Fraction(1, 10)]),
    rounding=st.sampled_from(["nearest", "truncated"]),
)
limits = st.sampled_from([None, "any", "nonnegative", "share"])
units = st.sampled_from([None, "", "个", "万元", "%", "万人", "元/人", "个百分点"]).map(
    lambda symbol: None if symbol is None else Units().get(symbol)
)
kinds = st.sampled_from([None, "count", "amount", "rate"])


def digits(decimals: int = 3) -> st.SearchStrategy[str]:
    return st.builds(
        lambda whole, places: str(whole) + (f".{places}" if places else ""),
        st.integers(0, 10**9),
        st.just("") | st.text("0123456789", min_size=1, max_size=decimals),
    )


def words(*parts: list[str] | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*(st.sampled_from(part) if isinstance(part, list) else part for part in parts)).map("".join)


DASHES = ["-", "～", "至", "—"]
plain = words(CHANGES, BEFORE, SIGNS, digits(), ["", "", "余", "多"], MULTIPLIERS, UNITS, AFTER)
ranges = words(CHANGES, SIGNS, digits(), ["", "万", "%"], DASHES, SIGNS, digits(), MULTIPLIERS, UNITS)
parts = st.integers(1, 999).map(str)
fractions = words(CHANGES, BEFORE, SIGNS, parts, ["分之"], parts, AFTER)
doublings = words(BEFORE, ["翻"], st.integers(1, 64).map(str), ["番"])
missing = st.sampled_from(["…", "—", "", "空", "***"])
anything = plain | ranges | fractions | doublings | missing

CHARACTERS = "0123456789.,，．０９٣²〇一两三十百千壹拾零点余多几半成翻番-—～至到/：… \u3000\u00a0\n\x00*"
PIECES = ["1,234", "1e5", "三百二十", "100", "百分之", "分之", "企业", "项目", "持平", "inf", "nan"]
TOKENS = [*BEFORE, *AFTER, *MULTIPLIERS, *UNITS, *CHANGES, *SIGNS, *CHARACTERS, *PIECES]
noise = st.lists(st.sampled_from(TOKENS), max_size=12).map("".join) | st.text(max_size=250)


def try_read(text: str, **known: object) -> Figure | None:
    try:
        return read(text, **known)
    except UnreadableFigure as error:
        refused = error
    assert str(refused)
    assert 0 <= refused.offset <= len(text)
    return None


def assert_sound(figure: Figure, **known: object) -> None:
    """The interval is one, the best single value lies in it, and the figure can be written down and read again."""
    interval = figure.interval
    if interval is not None:
        assert interval.lower is None or interval.upper is None or interval.lower <= interval.upper
        assert not (interval.lower is None and interval.lower_closed)
        assert not (interval.upper is None and interval.upper_closed)
    if figure.missing is not None:
        assert figure.nominal is None
    elif figure.is_central:
        assert figure.nominal in interval
    assert read(figure.write(), **known) == figure


@settings(max_examples=4 * settings().max_examples)
@given(text=anything, convention=conventions, limits=limits)
def test_what_was_read_and_written_is_read_as_the_same(text, convention, limits):
    figure = try_read(text, convention=convention, limits=limits)
    if figure is not None:
        assert_sound(figure, convention=convention, limits=limits)


@settings(max_examples=6 * settings().max_examples)
@given(text=noise, unit=units, kind=kinds, limits=limits)
@example(text="0余", unit=None, kind=None, limits=None)
def test_any_text_is_a_figure_or_is_refused(text, unit, kind, limits):
    figure = try_read(text, unit=unit, kind=kind, limits=limits)
    if figure is not None:
        assert_sound(figure, unit=unit, kind=kind, limits=limits)


@given(text=anything)
def test_white_space_around_a_figure_means_nothing(text):
    assert try_read(f" {text}\u3000\n") == try_read(text)


@given(text=plain)
def test_full_width_writing_means_the_same(text):
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert try_read(wide) == try_read(text)


@given(whole=digits(), unit=st.sampled_from(["万元", "亿元", "%", "吨", "个百分点"]))
def test_a_minus_sign_and_a_fall_mirror_the_figure(whole, unit):
    up, minus, fall = (read(prefix + whole + unit, limits="any").interval for prefix in ("", "-", "下降"))
    assert minus == fall == -up


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "1," + "000," * 2500,
        "三" * 10_000,
        "9" * 61,
        "0." + "1" * 60,
        "一百" * 90,
        "超" * 199,
        "1/" * 99,
        "增长" * 99,
        "1" + " " * 190 + "个",
        "个" + "/人" * 90,
        "-" * 200,
        "5" + "/人" * 90,
        "翻" * 200,
        "5个" + "人" * 190,
    ],
)
def test_hostile_text_is_answered_at_once(text):
    try_read(text)
