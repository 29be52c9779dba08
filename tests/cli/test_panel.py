"""nbkpi panel: what it takes, what it refuses in one sentence, and that nothing half-written is left behind."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from conftest import Run, Schema

HERE = Path(__file__).parent
CLAIMS = ("panel", "collective_income.growth", "--from", str(HERE / "panel.csv"))
GROWTH = ("panel", "collective_income.growth", "--from")
ENGINES = ("duckdb", "polars")


def sql(text: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(text).fetchall()


def make(path: Path, rows: str) -> str:
    """A Parquet file of these rows."""
    sql(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    return str(path)


@pytest.fixture
def villages(tmp_path: Path) -> str:
    """Plain numbers of three villages over two years."""
    rows = "SELECT * FROM (VALUES ('东村', 2023, 61.4, 43.7), ('东村', 2024, 88.2, 43.7), ('西村', 2023, 50.0, 1.0), "
    rows += "('西村', 2024, 55.0, 11.0), ('=cmd()', 2024, 10.0, 2.0)) AS t(entity, period, collective_income, said)"
    return make(tmp_path / "villages.parquet", rows.replace("61.4,", "61.4::DOUBLE,"))


def test_claims_are_verified(nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi(*CLAIMS, "--claim", "collective_income.growth=reported", "--top", "2")
    assert (outcome.code, outcome.err) == (1, "")
    text = outcome.out
    assert "contradicted" in text
    expected("panel-claims", text)


def test_chinese(nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi(*CLAIMS, "--claim", "collective_income.growth=reported", "--top", "2", "--lang", "zh")
    assert (outcome.code, outcome.err) == (1, "")
    expected("panel-zh", outcome.out)


def test_json_keeps_to_its_schema(nbkpi: Run, expected: Callable[[str, str], None], schema: Schema) -> None:
    call = (*CLAIMS, "--claim", "collective_income.growth=reported", "--top", "2", "--places", "1")
    outcome = nbkpi(*call, "--json")
    assert (outcome.code, outcome.err) == (1, "")
    whole = json.loads(outcome.out)
    schema.validate(whole)
    assert not schema.is_valid(whole | {"results": [{"sort": "top"}]})
    assert [one["sort"] for one in whole["results"]] == ["top", "top", "contradicted", "counts"]
    lines = nbkpi(*call, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == whole["results"]
    expected("panel-json", outcome.out)


@pytest.mark.parametrize("name", ["csv", "tsv", "md", "html"])
def test_the_other_formats(nbkpi: Run, name: str) -> None:
    outcome = nbkpi(*CLAIMS, "--format", name)
    assert (outcome.code, outcome.err) == (0, "")
    assert "南村" in outcome.out


@pytest.mark.parametrize("engine", ENGINES)
def test_ranks_are_columns(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    out = tmp_path / "out.csv"
    outcome = nbkpi(*CLAIMS, "--rank", "--engine", engine, "-o", str(out))
    assert (outcome.code, outcome.err) == (0, f"written to “{out}”\n")
    with out.open(encoding="utf-8", newline="") as file:
        rows = {(row["entity"], row["period"]): row for row in csv.DictReader(file)}
    name = "collective_income.growth_rank_"
    assert [rows[village, "2024"][f"{name}best"] for village in ("南村", "东村", "北村", "西村")] == list("1234")
    assert rows["南村", "2022"][f"{name}worst"] == ""


@pytest.mark.parametrize("engine", ENGINES)
def test_ends_in_two_columns(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    rows = "SELECT * FROM (VALUES ('东村', 2023, 61, 62), ('东村', 2024, 88, 89)) t(entity, period, low, high)"
    call = ("panel", "collective_income.growth", "--from", make(tmp_path / "p.parquet", rows), "--engine", engine)
    outcome = nbkpi(*call, "--map", "low=collective_income", "--upper", "low=high", "--json")
    assert outcome.err == ""
    found = outcome.json()["results"][0]
    assert (found["exact"]["lower"][:7], found["exact"]["upper"][:7]) == ("41.9354", "45.9016")
    make(tmp_path / "p.parquet", rows.replace("88, 89", "90, 89"))
    outcome = nbkpi(*call, "--map", "low=collective_income", "--upper", "low=high")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "nbkpi: column “low” has lower bounds above the upper bounds of column “high”: 东村 2024\n"


def test_the_last_period_is_so_by_the_calendar(nbkpi: Run, tmp_path: Path) -> None:
    """2024年9月 comes after 2024年10月 by its letters, and 2024年10月 is 2024-10."""
    path = tmp_path / "p.csv"
    path.write_text(
        "entity,period,collective_income\n东村,2024年9月,1.0万元\n东村,2024-10,2.0万元\n西村,2024年10月,3.0万元\n",
        "utf-8",
    )
    outcome = nbkpi("panel", "twice=collective_income * 2", "--from", str(path), "--json")
    assert [(one["entity"], one["rank_best"]) for one in outcome.json()["results"][:-1]] == [("西村", 1), ("东村", 2)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_two_runs_write_the_same_bytes(nbkpi: Run, villages: str, tmp_path: Path, engine: str, ending: str) -> None:
    found = []
    for name in ("a", "b"):
        out = tmp_path / f"{name}.{ending}"
        outcome = nbkpi(*GROWTH, villages, "--decimals", "1", "--engine", engine, "-o", str(out))
        assert (outcome.code, outcome.err) == (0, f"written to “{out}”\n")
        found.append(out.read_bytes())
    assert found[0] == found[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{ending}", f"b.{ending}", "villages.parquet"]


def test_a_panel_of_the_book(nbkpi: Run, tmp_path: Path) -> None:
    make(tmp_path / "p.parquet", "SELECT '东村' AS 村, '2024年' AS 年, '村集体 (万元)' AS 项, '88.2' AS 值")
    (tmp_path / "book.toml").write_text(
        '[[indicator]]\nid = "income"\nname = "收入"\nunit = "万元"\n'
        '[[entity]]\nid = "e"\nname = "e"\n'
        '[[panel]]\nid = "p"\npath = "p.parquet"\nentity = "村"\nperiod = "年"\nindicator = "项"\nvalue = "值"\n'
        'columns = { "村集体 (万元)" = "income" }\n',
        "utf-8",
    )
    outcome = nbkpi("panel", "twice=income * 2", "--book", str(tmp_path))
    assert outcome.err == ""
    assert "176.40 万元" in outcome.out


def test_a_table_of_a_database(nbkpi: Run, tmp_path: Path) -> None:
    path = tmp_path / "v.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE \"my rows\" AS SELECT '东村' AS entity, 2024 AS period, 88.2 AS gdp"
        ).fetchall()
    call = ("panel", "x=gdp * 2", "--from", str(path))
    for table in ((), ("--table", "my rows"), ("--table", "main.my rows")):
        outcome = nbkpi(*call, *table)
        assert (outcome.code, outcome.err) == (0, "")
    assert nbkpi(*call, "--table", "no").err == f"nbkpi: {path} has no table no; it has my rows\n"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA s; CREATE TABLE s.other AS SELECT '东村' AS entity, 2024 AS period, 5 AS gdp")
    assert nbkpi(*call).err == f"nbkpi: {path} is a database: give the table in it with --table: my rows, s.other\n"
    assert "10 " in nbkpi(*call, "--table", "s.other").out


WRONG = {
    "no-column": ("SELECT 'a' AS entity, 2024 AS period, 1 AS income", (), "has no column collective_income"),
    "near-column": ("SELECT 'a' AS entity, 2024 AS period, 1 AS collective_incom", (), "it has collective_incom\n"),
    "text": ("SELECT 'a' AS entity, 2024 AS period, 'x88' AS collective_income", (), "“x88”"),
    "text-for-numbers": (
        "SELECT 'a' AS entity, 2024 AS period, 'x' AS collective_income", ("--decimals", "1"), "has text, not",
    ),
    "no-decimals": ("SELECT 'a' AS entity, 2024 AS period, 1e0/3 AS collective_income", (), "unknown rounding"),
    "more-decimals": (
        "SELECT 'a' AS entity, 2024 AS period, 1.25::DOUBLE AS collective_income", ("--decimals", "1"), "a 2024",
    ),
    "mixed": (
        "SELECT 'a' AS entity, unnest(['2024', '2024-06']) AS period, 1 AS collective_income", (), "different lengths",
    ),
    "no-period": ("SELECT 'a' AS entity, 'x[red]' AS period, 1 AS collective_income", (), "“x[red]”"),
    "no-entity": ("SELECT NULL::VARCHAR AS entity, 2024 AS period, 1 AS collective_income", (), "1 rows have no"),
    "twice": (
        "SELECT 'a' AS entity, 2024 AS period, unnest([1, 1]) AS collective_income", (), "more than one row",
    ),
    "twice-in-two-groups": (
        "SELECT unnest([1, 1, 2]) AS entity, unnest(['x', 'y', 'y']) AS county, 2024 AS period, 1 AS collective_income",
        ("--by", "county"), "more than one row",
    ),
    "huge": ("SELECT 'a' AS entity, 2024 AS period, 1e18::DOUBLE AS collective_income", ("--decimals", "1"), "digits"),
    "dates": ("SELECT 'a' AS entity, 2024 AS period, DATE '2024-01-01' AS collective_income", (), "has no figures"),
    "empty": ("SELECT 'a' AS entity, 2024 AS period, 1 AS collective_income WHERE false", (), ""),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_one_sentence(nbkpi: Run, tmp_path: Path, name: str, engine: str) -> None:
    rows, options, message = WRONG[name]
    path = make(tmp_path / "p.parquet", rows)
    out = tmp_path / "out.parquet"
    outcome = nbkpi(*GROWTH, path, *options, "--engine", engine, "-o", str(out))
    assert outcome.code == (2 if message else 0), outcome
    assert (message or f"written to “{out}”") in outcome.err
    assert outcome.err.count("\n") == 1
    assert out.exists() == (not message)
    assert {one.name for one in tmp_path.iterdir()} <= {"p.parquet", "out.parquet"}


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["no-column", "text-for-numbers", "mixed", "more-decimals", "twice"])
def test_spark_says_it_in_one_sentence_too(nbkpi: Run, tmp_path: Path, name: str) -> None:
    test_what_is_wrong_is_said_in_one_sentence(nbkpi, tmp_path, name, "spark")


@pytest.mark.parametrize("engine", [*ENGINES, pytest.param("spark", marks=pytest.mark.spark)])
@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.filterwarnings("ignore")
def test_a_file_cut_off(nbkpi: Run, villages: str, tmp_path: Path, engine: str, ending: str) -> None:
    path = tmp_path / f"cut.{ending}"
    path.write_bytes(Path(villages).read_bytes()[:-20])
    outcome = nbkpi(*GROWTH, str(path), "--engine", engine)
    assert outcome.code == 2
    assert outcome.err.startswith("nbkpi: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("panel", "gdp.growth"), "give the file of the rows with --from"),
        (("panel", "gdp.growth", "--from", "none.parquet"), "there is no file none.parquet"),
        (("panel", "gdp.growth", "--from", "none.txt"), "none.txt is not a table"),
        ((*CLAIMS, "--engine", "dask"), "--engine must be one of"),
        ((*CLAIMS, "--master", "local"), "--master can be used only with --engine spark"),
        ((*CLAIMS, "-o", "x.json"), "x.json cannot be written"),
        ((*CLAIMS, "--upper", "low"), "--upper must be written as A=B"),
        (("panel", "mean(gdp)", "--from", str(HERE / "panel.csv")), "give the column of the groups with --by"),
        ((*CLAIMS, "--claim", "gdp=x"), "a claim must be for one of the metrics"),
        ((*CLAIMS, "--claim", "gdp"), "--claim must be written as A=B"),
        (("panel", "gdp +", "--from", "x"), "is expected here"),
        (("panel", "sum(gdp)", "--from", str(HERE / "panel.csv")), "give the column of the groups with --by"),
        ((*CLAIMS, "--by", "no"), "has no column no"),
        ((*CLAIMS, "--memory", "much"), "--memory must be a size such as 2GB"),
        ((*CLAIMS, "--memory", "1KB"), "--memory must be 64MB at least"),
        ((*CLAIMS, "--spill-to", "nowhere"), "there is no folder nowhere"),
        ((*CLAIMS, "--memory", "2GB", "--engine", "polars"), "Polars keeps to no limit"),
    ],
)
def test_misuse(nbkpi: Run, arguments: tuple[str, ...], message: str) -> None:
    outcome = nbkpi(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize(
    ("engine", "key"),
    [
        ("duckdb", "i"),
        ("duckdb", "'v' || i"),
        ("polars", "i"),
        pytest.param("polars", "'v' || i", marks=pytest.mark.thorough),
    ],
)
def test_the_plan_is_told(nbkpi: Run, tmp_path: Path, engine: str, key: str) -> None:
    rows = f"SELECT {key} AS entity, 2020 + j AS period, (i + j)::DOUBLE AS collective_income, i % 3 AS c "
    path = make(tmp_path / "p.parquet", rows + "FROM range(50) a(i), range(4) b(j) ORDER BY hash(i, j)")
    call = ("--from", path, "--decimals", "0", "--engine", engine, "--explain-plan", "--threads", "1", "--top", "0")
    lines = [line for line in nbkpi("panel", "collective_income.growth", *call).out.splitlines() if line[:1].isdigit()]
    assert [line.split(".")[0] for line in lines] == list(map(str, range(1, len(lines) + 1)))
    is_sorted = engine == "duckdb" and key == "i"
    assert ("sorted the rows" if is_sorted else "brought 4 periods into columns") in " ".join(lines)
    lines = nbkpi("panel", "x=collective_income*2", *call).out
    assert "proved that no entity has two rows" in lines
    assert "added up" in nbkpi("panel", "sum(collective_income)", *call, "--by", "c").out


@pytest.mark.thorough
def test_limits(nbkpi: Run, tmp_path: Path) -> None:
    """Rows that do not fit into the memory go where it was said, and nothing is left there."""
    rows = "SELECT 'village' || i AS entity, 2020 + j AS period, (i % 997 + j)::DOUBLE AS collective_income "
    path = make(tmp_path / "p.parquet", rows + "FROM range(60_000) a(i), range(5) b(j) ORDER BY hash(i, j)")
    spill = tmp_path / "spill"
    spill.mkdir()
    call = (*GROWTH, path, "--decimals", "0", "--json")
    outcome = nbkpi(*call, "--memory", "64MB", "--threads", "1", "--spill-to", str(spill))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.json()["results"] == nbkpi(*call).json()["results"]
    assert list(spill.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; only root may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no program that mounts a disk")
@pytest.mark.parametrize(
    ("engine", "ending"),
    [
        ("duckdb", "parquet"),
        ("polars", "csv"),
        pytest.param("duckdb", "csv", marks=pytest.mark.thorough),
        pytest.param("polars", "parquet", marks=pytest.mark.thorough),
    ],
)
def test_a_full_disk(nbkpi: Run, tmp_path: Path, small_disk: Path, engine: str, ending: str) -> None:
    """What stood there before is unchanged, and nothing is left beside it."""
    rows = "SELECT i AS entity, 2020 + j AS period, (hash(i, j) % 9973)::DOUBLE AS collective_income"
    path = make(tmp_path / "p.parquet", rows + " FROM range(3000) a(i), range(3) b(j)")
    out = small_disk / f"out.{ending}"
    out.write_text("before")
    outcome = nbkpi(*GROWTH, path, "--decimals", "0", "--engine", engine, "-o", str(out))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: ")
    assert outcome.err.count("\n") == 1
    assert out.read_text() == "before"
    assert [path.name for path in small_disk.iterdir()] == [f"out.{ending}"]


def test_what_is_read_is_not_written_over(nbkpi: Run, villages: str, tmp_path: Path) -> None:
    before = Path(villages).read_bytes()
    (tmp_path / "link.parquet").symlink_to(villages)
    for out in (villages, str(tmp_path / "link.parquet")):
        outcome = nbkpi(*GROWTH, villages, "--decimals", "1", "-o", out)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"nbkpi: {out} is read by this command: write to another file\n"
    assert Path(villages).read_bytes() == before


def test_what_is_no_file_is_not_replaced(nbkpi: Run, villages: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.csv")
    outcome = nbkpi(*GROWTH, villages, "--decimals", "1", "-o", str(tmp_path / "out.csv"))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"nbkpi: {tmp_path / 'out.csv'} is not a file that can be replaced\n"
    assert (tmp_path / "out.csv").is_fifo()


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("polars", marks=pytest.mark.thorough)])
def test_a_run_that_is_interrupted_leaves_nothing(tmp_path: Path, process: Run, engine: str) -> None:
    rows = "SELECT i AS entity, 2000 + j AS period, (i % 997 + j)::DOUBLE AS collective_income "
    path = make(tmp_path / "p.parquet", rows + "FROM range(150_000) a(i), range(20) b(j)")
    command = [sys.executable, "-m", "nbkpi", *GROWTH, path, "--decimals", "1", "--engine", engine]
    command += ["-o", str(tmp_path / "out.parquet")]
    with subprocess.Popen(command, env=process.environment(), stderr=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 120
        while not any(name.endswith(".part") for name in os.listdir(tmp_path)):
            assert running.poll() is None, running.communicate()
            assert time.monotonic() < until
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _out, err = running.communicate(timeout=120)
    assert (running.returncode, err) == (130, "")
    assert os.listdir(tmp_path) == ["p.parquet"]


def test_nothing_of_it_is_imported_by_other_commands(process: Run) -> None:
    code = "import sys; sys.argv = ['nbkpi', 'summary']; from nbkpi.__main__ import main\ntry:\n main()\nfinally:\n"
    code += " print(sorted(m for m in sys.modules if m.startswith(('nbkpi.panel', 'narwhals', 'duckdb', 'polars'))))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=process.environment(), capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("[]\n")
