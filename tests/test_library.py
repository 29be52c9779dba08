"""The library: what import nbkpi promises to programs."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import nbkpi


@pytest.fixture(scope="module")
def book() -> nbkpi.Book:
    return nbkpi.load()


def test_import_needs_neither_typer_nor_rich_nor_a_book() -> None:
    program = """
import sys
import nbkpi
assert not [name for name in sys.modules if name.startswith("nbkpi.")]
for name in nbkpi.__all__:
    getattr(nbkpi, name)
nbkpi.load().metric("resolution_rate", entity="北站社区")
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"typer", "rich", "click"}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "")


def test_every_public_name_is_there() -> None:
    assert nbkpi.__all__ == sorted(nbkpi.__all__)
    for name in nbkpi.__all__:
        assert getattr(nbkpi, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = nbkpi.nonsense
    names: dict[str, object] = {}
    exec("from nbkpi import *", names)
    assert set(nbkpi.__all__) <= set(names)


def test_the_example_in_the_docstring_runs() -> None:
    example = "\n".join(line.strip() for line in str(nbkpi.__doc__).splitlines() if line.startswith("    "))
    names: dict[str, object] = {"nbkpi": nbkpi}
    exec(example, names)
    rate = names["rate"]
    assert isinstance(rate, nbkpi.Result)
    assert rate.display() == "98% (97.5–98.5)"
    assert nbkpi.read("超10万人次").interval == nbkpi.Interval(10, None, False, False)


def test_metric(book: nbkpi.Book) -> None:
    rate = book.metric("办结率", entity="beizhan")
    assert rate == book.metric("resolution_rate", entity="北站社区", period="2025")
    assert (rate.basis, rate.unit.symbol, str(rate.period)) == ("printed", "%", "2025")
    assert [(source.id, place) for source, place in rate.sources] == [("nbdaily-2025", "§3")]
    implied = book.metric("collective_income", entity="东山村", period="2023")
    assert implied.display() == "61.28 (60.91–61.65) 万元"
    assert implied.interval is not None
    assert (implied.interval.lower, implied.interval.upper) == (Fraction(175000, 2873), Fraction(59000, 957))


def test_metric_without_a_period_is_the_last_with_a_value(book: nbkpi.Book) -> None:
    assert str(book.metric("market_share", entity="永新光学").period) == "2024"
    assert str(book.metric("gdp", entity="宁波").period) == "2024"
    assert str(book.metric("sales", entity="永新光学研发团队").period) == "2022..2024"


def test_a_value_that_does_not_exist_is_a_state(book: nbkpi.Book) -> None:
    growth = book.metric("market_share_growth", entity="永新光学")
    assert (growth.interval, growth.state) == (None, "zero_base")
    assert "the base is zero" in growth.display()
    assert book.metric("gdp", entity="东山村", period="2024").interval is None


def test_growth(book: nbkpi.Book) -> None:
    results = book.growth(entity="东山村", period="2024")
    assert [(one.measure.id, str(one.period)) for one in results] == [
        ("collective_income.growth", "2024"),
        ("collective_income.change", "2024"),
        ("collective_income", "2023"),
    ]
    assert len(book.growth()) > len(results)
    assert book.growth(entity="东山村", period="1949") == []


def test_calc(book: nbkpi.Book) -> None:
    margin = book.calc("profit / sales", entity="永新光学研发团队", period="2022..2024", unit="%")
    declared = book.metric("profit_margin", entity="永新光学研发团队")
    assert (margin.interval, margin.nominal, margin.unit) == (declared.interval, declared.nominal, declared.unit)
    assert book.calc("sales", entity="yongxin-team", period="2022..2024").unit.symbol == "亿元"
    assert book.calc("profit / (sales - sales)", entity="yongxin-team", period="2022..2024").interval is None


def test_errors(book: nbkpi.Book) -> None:
    with pytest.raises(nbkpi.UnknownName, match="there is no entity “东山”") as unknown:
        book.metric("办结率", entity="东山")
    assert "东山村" in unknown.value.candidates
    with pytest.raises(nbkpi.UnknownName, match="there is no indicator or metric “办结”"):
        book.metric("办结", entity="北站社区")
    with pytest.raises(nbkpi.UsageError, match="“去年” is not a period"):
        book.metric("办结率", entity="北站社区", period="去年")
    with pytest.raises(nbkpi.UsageError, match="was not published for this selection"):
        book.metric("gdp", entity="东山村")
    with pytest.raises(nbkpi.FormulaError, match="is expected here"):
        book.calc("sales +", entity="宁波市", period="2024")
    with pytest.raises(nbkpi.FormulaError, match="cannot be given in 个"):
        book.calc("sales", entity="宁波市", period="2024", unit="个")
    with pytest.raises(nbkpi.UsageError, match="there is no unit “zzz”"):
        book.calc("sales", entity="宁波市", period="2024", unit="zzz")
    with pytest.raises(nbkpi.UnreadableFigure):
        nbkpi.read("很多")
    for error in (nbkpi.UnknownName, nbkpi.FormulaError, nbkpi.DataError, nbkpi.UnreadableFigure, nbkpi.UsageError):
        assert issubclass(error, nbkpi.NbkpiError)


def test_a_broken_book_carries_its_diagnostics(tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_text('[book]\ntitle = 3\ncolour = "red"\n[[entity]]\nid = "a"\n', "utf-8")
    with pytest.raises(nbkpi.DataError, match=re.escape(str(file))) as broken:
        nbkpi.load(file)
    assert all(isinstance(one, nbkpi.Diagnostic) for one in broken.value.diagnostics)
    assert [(one.line, one.severity) for one in broken.value.diagnostics] == [(2, "error"), (3, "error"), (4, "error")]
    with pytest.raises(nbkpi.UsageError, match="there is no book at"):
        nbkpi.load(str(tmp_path / "missing"))


def test_load_takes_a_file_a_folder_and_text(tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_text('[book]\ntitle = "mine"\n[[entity]]\nid = "a"\nname = "A"\n', "utf-8")
    for place in (file, tmp_path, str(file)):
        assert nbkpi.load(place).title == "mine"
    assert nbkpi.load().title == "宁波"
