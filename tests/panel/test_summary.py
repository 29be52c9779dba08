"""What is shown of millions of rows: ranks are ranges where intervals overlap."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.model.book import Book
from nbkpi.panel.engines import open_engine
from nbkpi.panel.plan import Wanted
from nbkpi.panel.run import run
from nbkpi.panel.summary import Summary, summarise
from nbkpi.solve.calculate import Calculator


def summary(engine_name: str, book: Book, tmp_path: Path, panels: SimpleNamespace, texts: dict[str, str]) -> Summary:
    case = panels.Case({(name, "2024"): {"income": text} for name, text in texts.items()}, {"income": None})
    metric = book.metric("before")
    wanted = [Wanted(metric, "before", Calculator(book).program(metric))]
    for entity, _period in list(case.rows):
        case.rows[entity, "2025"] = {"income": "1万元"}
    panel = case.panel(book, tmp_path)
    engine = open_engine(engine_name, None, lambda _share: None, Path(panel.path))
    try:
        answer = run(engine, book, panel, wanted, None)
        return summarise(engine, answer, answer.frame, 10)
    finally:
        engine.close()


@pytest.mark.parametrize(
    ("texts", "ranks"),
    [
        ({"a": "30万元", "b": "20万元", "c": "10万元"}, {"a": (1, 1), "b": (2, 2), "c": (3, 3)}),
        ({"a": "20.4万元", "b": "20万元", "c": "10万元"}, {"a": (1, 2), "b": (1, 2), "c": (3, 3)}),
        ({"a": "超50万元", "b": "20万元", "c": "10万元"}, {"a": (1, 1), "b": (2, 2), "c": (3, 3)}),
        ({"a": "超15万元", "b": "20万元", "c": "10万元"}, {"a": (1, 2), "b": (1, 2), "c": (3, 3)}),
        ({"a": "近50万元", "b": "20万元", "c": "—"}, {"a": (1, 2), "b": (1, 2)}),
        ({"a": "100元至100元", "b": "100元至100元"}, {"a": (1, 1), "b": (1, 1)}),
    ],
)
def test_ranks(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, texts: dict[str, str],
    ranks: dict[str, tuple[int, int]],
) -> None:  # fmt: skip
    found = summary(engine, book, tmp_path, panels, texts)
    assert {line.entity: (line.best, line.worst) for line in found.top["before"]} == ranks
    assert (found.rows, found.period, found.values) == (2 * len(texts), "2025", {"before": len(ranks)})
