"""Loading: every error at once with its place, nothing half-loaded, and names, readings and periods resolved."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from nbkpi.errors import AmbiguousName, DataError, UnknownName, UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.solve.calculate import Calculator

of = Interval.of

PLACE = '[[entity]]\nid = "a"\nname = "甲村"\n'
INCOME = '[[indicator]]\nid = "x"\nname = "收入"\nunit = "万元"\n'
PEOPLE = '[[indicator]]\nid = "n"\nname = "人数"\nunit = "人"\nkind = "count"\n'


def printed(value: str, what: str = "x", more: str = "", key: str = "indicator") -> str:
    return f'[[observation]]\nentity = "a"\n{key} = "{what}"\nperiod = "2024"\nvalue = {value}\n{more}\n'


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def files(text: str | bytes, **others: str) -> Path:
        raw = text.encode() if isinstance(text, str) else text
        (tmp_path / "book.toml").write_bytes(raw)
        for name, other in others.items():
            (tmp_path / f"{name}.toml").write_text(other, encoding="utf-8")
        return Path()

    return files


def wrong(location: Path) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as caught:
        load(location)
    return [(one.place, one.code) for one in caught.value.diagnostics]


def only(book: Book) -> Interval | None:
    (observation,) = book.observations
    return observation.interval


def test_no_book_at_all(tmp_path: Path) -> None:
    for missing in (tmp_path / "missing.toml", tmp_path / "missing"):
        with pytest.raises(UsageError, match="there is no book at"):
            load(missing)
    (tmp_path / "pyproject.toml").write_text("[tool]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"has no \.toml file"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet", "\ufeff"])
def test_an_empty_book_is_said_to_be_one(write: Write, text: str) -> None:
    assert wrong(write(text)) == [("book.toml:1:1", "empty-book")]


def test_a_title_alone_is_a_book_just_begun(write: Write) -> None:
    assert load(write('[book]\ntitle = "空"\n')).observations == []


def test_one_file_or_a_folder_of_them(write: Write) -> None:
    folder = write(PLACE, b=INCOME, c=printed('"88万元"'))
    assert only(load(folder)) == of(Fraction("87.5"), Fraction("88.5"), True, False)
    assert wrong(folder / "c.toml") == [("c.toml:2:10", "unknown-name"), ("c.toml:3:13", "unknown-name")]


def test_bytes_and_line_ends(write: Write) -> None:
    text = PLACE + INCOME + printed('"？"')
    assert (
        wrong(write(text)) == wrong(write("\ufeff" + text.replace("\n", "\r\n"))) == [("book.toml:12:9", "bad-figure")]
    )
    assert wrong(write(text.encode("gbk"))) == [("book.toml:3:9", "not-utf8")]
    assert wrong(write(text.encode("utf-16"))) == [("book.toml:1:1", "not-utf8")]


def test_a_broken_file_hides_no_error_of_another(write: Write) -> None:
    folder = write("[[entity]\n", b='[[entity]]\nid = "b"\n', c=printed('"88万元"'))
    assert wrong(folder) == [("b.toml:1:3", "missing-key"), ("book.toml:1:9", "toml-syntax")]


@pytest.mark.parametrize("value", ["true", "2024-01-01", "07:32:00", "inf", "nan", "[88]", "{ text = 88 }"])
def test_what_is_no_figure_by_its_type(write: Write, value: str) -> None:
    assert wrong(write(PLACE + INCOME + printed(value))) == [("book.toml:12:9", "wrong-type")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1e999999999", "bad-figure"),
        ("1e-999999999", "bad-figure"),
        ("9" * 200_000, "toml-syntax"),
        ("9" * 4_000, "bad-figure"),
        (f'"{"9" * 10_000}"', "bad-figure"),
        (f'"{"九" * 150}"', "bad-figure"),
        ('"5\\u001b[31m"', "bad-figure"),
        ("[" * 5_000 + "]" * 5_000, "toml-syntax"),
    ],
    ids=lambda text: text[:12],
)
def test_absurd_numbers_are_quick_errors(write: Write, value: str, code: str) -> None:
    assert [found for _place, found in wrong(write(PLACE + INCOME + printed(value)))] == [code]


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("88", of(Fraction("87.5"), Fraction("88.5"), True, False)),
        ("88.0", of(Fraction("87.95"), Fraction("88.05"), True, False)),
        ('"88.0"', of(Fraction("87.95"), Fraction("88.05"), True, False)),
        ("-5", of(Fraction("-5.5"), Fraction("-4.5"), False, True)),
        ('"1.2亿元"', of(11_500, 12_500, True, False)),
        ("0", Interval.point(0)),
        ('"—"', None),
    ],
)
def test_numbers_are_read_as_written(write: Write, value: str, interval: Interval | None) -> None:
    assert only(load(write(PLACE + INCOME + printed(value)))) == interval


def test_arrays_may_be_inline(write: Write) -> None:
    row = '{ entity = "a", indicator = "x", period = "2024", value = "%s" }'
    text = f"observation = [{row % '88'},\n  {row.replace('2024', '2023') % 'much'}]\n" + PLACE + INCOME
    assert wrong(write(text)) == [("book.toml:2:61", "bad-figure")]
    assert load(write(text.replace("much", "80"))).observations[1].nominal == 80


def test_cascades_are_left_out(write: Write) -> None:
    """Only what is wrong itself is said, not all that uses it."""
    text = f"""
[[unit]]
symbol = "村居"
of = "粒"
{PLACE}within = "乙镇"
[[entity]]
id = "b"
name = "乙镇"
kind = 5
[[indicator]]
id = "x"
name = "收入"
unit = "村居"
[[metric]]
id = "m"
name = "指标"
formula = "x +"
[[metric]]
id = "uses"
name = "用到"
formula = "m.growth + 收入 / x"
unit = "%"
[[identity]]
equation = "x = 收入"
[[source]]
id = "p"
{printed('"5村居"')}{printed('"5"', more='source = "p#§1"')}{printed('"5"', "m.growth", key="metric")}
[[observation]]
entity = "乙镇/甲村"
metric = "uses"
period = "2024"
value = "5%"
"""
    assert [code for _place, code in wrong(write(text))] == ["bad-unit", "wrong-type", "bad-formula", "missing-key"]


def test_ambiguous_names_list_what_they_may_mean(write: Write) -> None:
    places = [("c", "县", ""), ("t", "镇", "县"), ("v1", "岭下", "县/镇"), ("v2", "岭下", "县"), ("v3", "岭下", "")]
    text = "".join(
        f'[[entity]]\nid = "{one}"\nname = "{name}"\n' + (f'within = "{above}"\n' if above else "")
        for one, name, above in reversed(places)
    )
    book = load(write(text))
    with pytest.raises(AmbiguousName) as caught:
        book.entity("岭下")
    assert set(caught.value.candidates) == {"县/镇/岭下 (v1)", "县/岭下 (v2)", "岭下 (v3)"}
    assert book.entity("镇/岭下").id == book.entity("县/镇/岭下").id == "v1"
    assert book.entity("v2").path == "县/岭下"
    with pytest.raises(AmbiguousName):
        book.entity("县/岭下")
    with pytest.raises(UnknownName):
        book.entity("镇/县/岭下")


def test_a_name_that_an_indicator_and_a_metric_share_is_ambiguous(write: Write) -> None:
    metric = '[[metric]]\nid = "m"\nname = "收入"\nformula = "2 * x"\nunit = "万元"\n'
    book = load(write(PLACE + INCOME + metric))
    assert book.measure("x").id == "x"
    with pytest.raises(AmbiguousName) as caught:
        book.measure("收入")
    assert set(caught.value.candidates) == {"x", "m"}
    assert wrong(write(PLACE + INCOME + metric + printed('"5"', "收入"))) == [("book.toml:15:13", "ambiguous-name")]


def test_revised_figures_stand_for_preliminary_ones(write: Write) -> None:
    text = PLACE + INCOME + printed('"80"', more='status = "preliminary"') + printed('"88"', more='status = "revised"')
    book = load(write(text))
    assert len(book.observations) == 2
    assert Calculator(book).result(book.measure("x"), book.entity("a"), Period.parse("2024")).nominal == 88


@pytest.mark.parametrize(
    ("reading", "value", "interval"),
    [
        ('[reading]\nabout = "10%"', "约88", of(Fraction("79.2"), Fraction("96.8"))),
        ('[reading]\nabout = "unit"', "约88", of(87, 89)),
        ('[book]\ntitle = "t"\nreading = { about = "unit" }', "约80", of(70, 90)),
        ('[reading]\nrounding = "truncated"', "88", of(88, 89, True, False)),
        ('[reading]\nrounding = "truncated"\nabout = "half"', "-88.0", of(Fraction("-88.1"), -88, False, True)),
    ],
)
def test_the_reading_of_a_book(write: Write, reading: str, value: str, interval: Interval) -> None:
    assert only(load(write(reading + "\n" + PLACE + INCOME + printed(f'"{value}"')))) == interval


def test_a_source_may_be_read_in_its_own_way(write: Write) -> None:
    source = '[[source]]\nid = "cut"\ntitle = "年鉴"\nreading = { rounding = "truncated" }\n'
    figures = printed('"88"', more='source = "cut#1"') + printed('"88"')
    first, second = load(write(source + PLACE + INCOME + figures)).observations
    assert first.interval == of(88, 89, True, False)
    assert second.interval == of(Fraction("87.5"), Fraction("88.5"), True, False)
    assert (first.locator, first.figure.reading) == ("1", "truncated")


def test_units_of_ones_own(write: Write) -> None:
    units = '[[unit]]\nsymbol = "篓"\nof = "公斤"\nscale = "25/2"\n[[unit]]\nsymbol = "车皮"\nof = "篓"\nscale = 10\n'
    fruit = '[[indicator]]\nid = "x"\nname = "杨梅"\nunit = "公斤"\n'
    assert only(load(write(units + PLACE + fruit + printed('"4车皮"')))) == of(
        Fraction("437.5"), Fraction("562.5"), True, False
    )
    base = '[[unit]]\nsymbol = "工分"\n[[indicator]]\nid = "x"\nname = "x"\nunit = "工分/人"\n'
    assert only(load(write(base + PLACE + printed('"7工分/人"')))) == of(Fraction("6.5"), Fraction("7.5"), True, False)
    for symbol in ("5", " ", "个/人", "+"):
        assert wrong(write(f'[[unit]]\nsymbol = "{symbol}"\n')) == [("book.toml:2:10", "bad-unit")]


def test_a_whole_number_and_a_rounded_one(write: Write) -> None:
    assert only(load(write(PLACE + PEOPLE + printed('"358人"', "n")))) == Interval.point(358)
    (rounded,) = load(write(PLACE + PEOPLE + printed('"1.5万人"', "n"))).observations
    assert rounded.possible == of(14_500, 15_499)


def test_percent_for_points_is_a_warning(write: Write) -> None:
    rate = '[[indicator]]\nid = "r"\nname = "率"\nunit = "%"\nkind = "rate"\n'
    book = load(write(PLACE + rate + printed('"4.6%"', "r.points", key="metric")))
    assert [(one.severity, one.code) for one in book.warnings] == [("warning", "percent-for-points")]


def test_all_errors_of_a_thousand_rows_are_shown(write: Write) -> None:
    places = "".join(f'[[entity]]\nid = "e{index}"\nname = "{index}号村"\n' for index in range(2_000))
    rows = "".join(printed('"much"').replace('"a"', f'"{index}好村"') for index in range(1_000))
    assert len(wrong(write(places + INCOME + rows))) == 2_000  # the name and the words of every row
