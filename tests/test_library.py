"""The library: what import nbkpi promises to programs."""

from __future__ import annotations

import csv
import math
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import nbkpi
import nbkpi as library
from nbkpi.errors import installing

if TYPE_CHECKING:
    from conftest import Run


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
    assert dir(nbkpi) == nbkpi.__all__
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


@pytest.fixture
def own(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a book that has ranks, targets, a wrong claim, and a text about the same villages."""
    monkeypatch.chdir(tmp_path)
    assert nbkpi("init", ".").code == 0
    more = (
        ("metric", "income.growth", "2024", "9.5%"),
        ("indicator", "income", "2025-01..2025-06", "60万元"),
    )
    with Path("book.toml").open("a", encoding="utf-8") as file:
        for sort, measure, period, value in more:
            row = f'entity = "west"\n{sort} = "{measure}"\nperiod = "{period}"\nvalue = "{value}"\n'
            file.write(f"\n[[observation]]\n{row}")
        file.write('[[target]]\nentity = "west"\nindicator = "income"\nperiod = "2025"\nvalue = "130万元"\n')
    Path("text.txt").write_text(
        "2024年，East village收入98万元，比上年的61.3万元增长43.6%。\n增加值30亿元，占98亿元的30.6%。\n"
    )
    return tmp_path


def answers(book: nbkpi.Book) -> dict[str, library.Results[Any]]:
    """What the library answers to the command lines that these are."""
    text = Path("text.txt").read_text("utf-8")
    return {
        "growth": book.growth(),
        "growth --entity east --period 2024": book.growth(entity="east", period="2024"),
        "growth --within county --entity east --entity west": book.growth(within="county", entity=["east", "west"]),
        "metric income_per_household income.growth": book.metrics("income_per_household", "income.growth"),
        "metric": book.metrics(),
        "deduce": book.deduce(),
        "deduce --indicator income": book.deduce(indicator="income"),
        "trend income": book.trend("income"),
        "trend income --source bulletin-2024": book.trend("income", source="bulletin-2024"),
        "rank income": book.rank("income"),
        "rank income.growth --ascending --ties dense": book.rank("income.growth", lowest_first=True, ties="dense"),
        "rank income --kind county": book.rank("income", kind="county"),
        "rank income --aggregate": book.rank("income", aggregate=True),
        "compare east west": book.compare("east", "west"),
        "compare west east --period 2024": book.compare("west", "east", period="2024"),
        "target": book.target(),
        "target --as-of 2025-03 --calendar days": book.target(as_of="2025-03", calendar="days"),
        "check": book.check(),
        "check --entity west": book.check(entity="west"),
        "audit text.txt --book .": book.audit(text),
        "audit text.txt --as-of 2025-03 --book .": book.audit(text, as_of="2025-03"),
    }


def test_the_library_answers_as_the_commands_do(own: Path, nbkpi: Run) -> None:
    found = answers(library.load(own))
    for call, answer in found.items():
        results = nbkpi(*call.split(), "--json").json()["results"]
        assert answer.to_dicts() == [one.to_dict() for one in answer] == results, call
        rows = list(csv.DictReader(nbkpi(*call.split(), "--format", "csv").out.splitlines()))
        frame = answer.to_polars()
        assert frame.height == len(rows)
        assert frame.columns == (list(rows[0]) if rows else []), call
    asked = ("growth", "metric", "deduce", "trend", "rank", "compare", "target", "check", "audit")
    assert all(any(answer for call, answer in found.items() if call.split()[0] == command) for command in asked)
    Path("book.toml").unlink()
    text = Path("text.txt").read_text("utf-8")
    assert library.audit(text).to_dicts() == nbkpi("audit", "text.txt", "--json").json()["results"]


def test_what_is_looked_at_is_short(own: Path) -> None:
    book = library.load(own)
    for call, answer in answers(book).items():
        for one in answer:
            assert len(repr(one)) < 200, call
            assert repr(one).startswith("<")
        assert repr(answer).count("\n") <= 10
    assert (
        repr(book.metric("income", entity="east", period="2024"))
        == "<East village Collective income 2024: 88万元 (87.5–88.5)>"
    )
    assert repr(book.rank("income")[0]).startswith("<1 West village Collective income 2024: 120万元")
    assert repr(book.check()[0]).startswith("<contradicted: West village Collective income growth 2024 9.5%: ")
    (west,) = book.target(entity="west")
    assert repr(west) == "<West village Collective income 2025 130万元: yellow>"
    assert repr(book) == "<Book Sample county: 7 figures>"
    many = library.Results([*book.growth()] * 9)
    assert repr(many).endswith(f",\n … {len(many) - 10} more]")
    assert repr(library.Results([])) == "[]"


def test_answers_hold_exact_numbers(own: Path) -> None:
    book = library.load(own)
    first = book.rank("income")[0]
    assert (first.entity.id, first.rank, first.interval) == (
        "west",
        (1, 1),
        library.Interval.of(Fraction(239, 2), Fraction(241, 2), True, False),
    )
    compared = book.compare("east", "west", indicator="income", period="2024")[1]
    assert (compared.against, compared.difference.nominal, compared.ratio.nominal) == ("east", 32, Fraction(15, 11))
    (wrong,) = [one for one in book.check() if one.is_finding]
    assert (wrong.verdict, wrong.asserted.text, wrong.nominal) == ("contradicted", "9.5%", Fraction(50, 7))
    target = next(one for one in book.target() if one.target.entity.id == "west")
    assert (target.set_to, target.due, target.attainment.nominal) == (130, Fraction(1, 2), Fraction(600, 13))
    claim = library.audit("增加值30亿元，占全部98亿元的30.6%。")[0]
    assert (claim.asserted, claim.verdict, claim.nominal) == ("30.6%", "consistent", Fraction(1500, 49))
    assert claim.interval.lower < claim.nominal < claim.interval.upper
    assert not claim.is_finding


def test_a_book_reads_figures_by_its_conventions(own: Path) -> None:
    figure = library.load(own).read("约200户")
    assert figure.interval == library.read("约200户").interval
    text = Path("book.toml").read_text("utf-8").replace("[book]\n", '[book]\nreading = { about = "10%" }\n')
    Path("book.toml").write_text(text, "utf-8")
    assert library.load(own).read("约200户").interval == library.Interval(180, 220)


def test_slices_are_results(book: nbkpi.Book) -> None:
    growth = book.growth()
    assert isinstance(growth, list)
    assert isinstance(growth[:2], library.Results)
    assert isinstance(growth[0], library.Result)
    assert growth[:2].to_dicts() == growth.to_dicts()[:2]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_data_frames(name: str, own: Path) -> None:
    pytest.importorskip(name)
    for call, answer in answers(library.load(own)).items():
        frame = getattr(answer, f"to_{name}")()
        columns = list(frame.columns)
        for place, record in enumerate(answer.to_dicts()):
            for key in {"value", "lower", "upper"} & set(columns):
                cell, exact = frame[key][place], record["exact"].get(key)
                if exact is None:
                    assert cell is None or math.isnan(cell), call
                    continue
                assert cell == pytest.approx(float(Fraction(exact)))
                assert key != "lower" or Fraction(cell) <= Fraction(exact)
                assert key != "upper" or Fraction(cell) >= Fraction(exact)
    empty = getattr(library.Results([]), f"to_{name}")()
    assert (len(empty), list(empty.columns)) == (0, [])


@pytest.mark.parametrize(("module", "package"), [("pandas", "pandas"), ("polars", "Polars")])
def test_a_package_for_data_frames_that_is_missing(
    module: str, package: str, book: nbkpi.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said = re.escape(f"{package} is not installed; run: {installing(module)}")
    with pytest.raises(library.MissingExtra, match=said):
        getattr(book.growth(), f"to_{module}")()


def test_errors_say_what_may_have_been_meant(book: nbkpi.Book) -> None:
    for ask in (
        lambda: book.metric("办结率", entity="东三村"),
        lambda: book.growth(entity="东三村"),
        lambda: book.rank("collective_incom"),
        lambda: book.compare("宁波市", "余姚"),
        lambda: book.check(within="奉花区"),
    ):
        with pytest.raises(library.UnknownName) as unknown:
            ask()
        assert unknown.value.__notes__ == [unknown.value.suggestion]
        assert unknown.value.suggestion.startswith("did you mean ")
        assert str(unknown.value).startswith("there is no ")
    with pytest.raises(library.UsageError, match="at least two entities"):
        book.compare("宁波市", "ningbo")
    with pytest.raises(library.UsageError, match="is not a period"):
        book.target(as_of="去年")
    assert library.UnknownName("none").suggestion == ""


def test_errors(book: nbkpi.Book) -> None:
    with pytest.raises(nbkpi.UnknownName, match="there is no entity “东三村”") as unknown:
        book.metric("办结率", entity="东三村")
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


def test_what_people_pass_first(book: nbkpi.Book, tmp_path: Path) -> None:
    """A formula to rank by, a year as a number, a file instead of its text."""
    assert [one.rank for one in book.rank("resolved / received", period=2025)] == [
        one.rank for one in book.rank("resolved / received", period="2025")
    ]
    assert book.growth(period=2024).to_dicts() == book.growth(period=["2024"]).to_dicts()
    path = tmp_path / "notice.txt"
    path.write_text("受理诉求1200件，办结1165件，办结率98.1%。", "utf-8")
    with path.open(encoding="utf-8") as file:
        found = [nbkpi.audit(path), nbkpi.audit(file), nbkpi.audit(path.read_text("utf-8"))]
    assert [[one.verdict for one in claims] for claims in found] == [["contradicted"]] * 3


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有数据集"), ("en", "there is no book"), ("", "there is no book")]
)
def test_the_language_is_that_of_the_variable(language: str, said: str) -> None:
    program = "import nbkpi\ntry: nbkpi.load('nowhere')\nexcept nbkpi.UsageError as error: print(error)"
    surroundings = {**os.environ, "NBKPI_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=surroundings)
    assert said in done.stdout
