"""Panels on a cluster: a master and two workers of their own on this machine, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from conftest import Run

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
COMMAND = ("panel", "collective_income.growth", "--decimals", "1", "--engine", "spark")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(folder: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A part of Spark, with what it says in a file."""
    import pyspark

    home = Path(pyspark.__file__).parent
    settings = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    settings |= {"PYSPARK_PYTHON": sys.executable, "SPARK_WORKER_DIR": str(folder / name)}
    with (folder / f"{name}.log").open("wb") as log:
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{arguments[0]}", *arguments[1:]]
        return subprocess.Popen(command, env=settings, stdout=log, stderr=log, start_new_session=True)


def waited_for(file: Path, text: str, seconds: int = 90) -> None:
    until = time.monotonic() + seconds
    while text not in file.read_text("utf-8", "replace"):
        assert time.monotonic() < until, file.read_text("utf-8", "replace")[-3000:]
        time.sleep(0.3)


def at_work(folder: Path, job: subprocess.Popen[str], seconds: int = 180) -> Path:
    """What a worker's own process for a job writes, once it has begun."""
    until = time.monotonic() + seconds
    while not (found := list(folder.glob("app-*/*/stderr"))):
        assert job.poll() is None, job.communicate()
        assert time.monotonic() < until
        time.sleep(0.2)
    return found[0]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a standalone master, and its two workers."""
    folder = tmp_path / "spark"
    folder.mkdir()
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    running = [
        started(folder, "master", "master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
    ]
    try:
        waited_for(folder / "master.log", "I have been elected leader")
        for name in ("one", "two"):
            options = ("--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0")
            running.append(started(folder, name, "worker.Worker", *options, master))
        for name in ("one", "two"):
            waited_for(folder / f"{name}.log", "Successfully registered with master")
        yield master, running[1:]
    finally:
        for one in running:
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def villages(path: Path, entities: int) -> str:
    with duckdb.connect() as connection:
        rows = (
            "SELECT 'v' || i AS entity, 2020 + j AS period, (hash(i, j) % 9000 + 10)::DOUBLE / 10 AS collective_income"
        )
        connection.execute(
            f"COPY ({rows} FROM range({entities}) a(i), range(5) b(j)) TO '{path}' (FORMAT parquet)"
        ).fetchall()
    return str(path)


def read(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM '{path}' ORDER BY 1, 2").fetchall()


def test_a_worker_is_killed_and_the_job_finishes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, process: Run
) -> None:
    master, workers = cluster
    path = villages(tmp_path / "p.parquet", 20_000)
    out, by_duckdb = tmp_path / "out.parquet", tmp_path / "duckdb.parquet"
    command = [sys.executable, "-m", "nbkpi", *COMMAND, "--from", path, "--master", master, "-o", str(out)]
    settings = process.environment(SPARK_LOCAL_IP="127.0.0.1")
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        waited_for(at_work(tmp_path / "spark" / "one", running), "Running task")
        assert running.poll() is None, running.communicate()
        # The worker and what it has started for the job.
        os.killpg(workers[0].pid, signal.SIGKILL)
        said, err = running.communicate(timeout=400)
    assert (running.returncode, err) == (0, f"written to “{out}”\n"), err
    assert "rows: 100000" in said
    done = process(*COMMAND[:4], "--from", path, "-o", str(by_duckdb))
    assert done.code == 0
    assert read(out) == read(by_duckdb)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [
        "duckdb.parquet",
        "out.parquet",
        "p.parquet",
    ]


@pytest.mark.parametrize("place", ["127.0.0.1:{}", "127.0.0.1", "127.0.0.1:{0},127.0.0.1:{0}"])
def test_a_master_that_does_not_answer(tmp_path: Path, process: Run, place: str) -> None:
    path = villages(tmp_path / "p.parquet", 3)
    master = f"spark://{place}".format(free_port())
    command = [sys.executable, "-m", "nbkpi", *COMMAND, "--from", path, "--master", master]
    done = subprocess.run(command, env=process.environment(), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("nbkpi: Spark cannot be started at spark://127.0.0.1")
    assert done.stderr.count("\n") == 1
