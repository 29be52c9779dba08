"""What draws or writes with a package that is not installed says which, and how to come by it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from nbkpi.errors import MissingExtra
from nbkpi.render import Format, renderer
from nbkpi.render.charts import Drawer
from nbkpi.report.document import Document


def rendered(name: Format) -> Callable[[], object]:
    return lambda: renderer(name)(Document("list", ("b", "b")))


@pytest.mark.parametrize(
    ("make", "package", "said"),
    [
        (rendered("xlsx"), "xlsxwriter", "XlsxWriter"),
        (rendered("parquet"), "duckdb", "DuckDB"),
        (Drawer, "altair", "altair"),
        (Drawer, "vl_convert", "vl-convert-python"),
    ],
)
def test_the_package_is_named(
    make: Callable[[], object], package: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=f"^{said} is not installed; "):
        make()
