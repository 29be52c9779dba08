"""Figures in words that were read before come back as they were, and only where reading them again would give them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Figure, Units, read, reading
from nbkpi.figure.unit import Unit
from nbkpi.loading import kept_rows
from nbkpi.loading.kept_figures import KeptFigures
from nbkpi.loading.kept_rows import KeptRows
from nbkpi.loading.load import load
from nbkpi.loading.place import embedded_book

UNITS = Units()
WORDS = (
    "710多个", "200余件", "超10万人次", "700万元以上", "近千万", "约30家", "3至5家", "9亿～16亿元", "下降5.20%", "三成",
    "五分之一", "翻两番", "增长3倍", "4.6个百分点", "…", "—", "", "***", "数十个", "持平", "三千五百人", "-3.10%",
    "1,234.50万元", "不到一半", "两年半",
)  # fmt: skip


def parts(figure: Figure) -> tuple[object, ...]:
    """Everything in a figure, its words too."""
    return tuple(getattr(figure, name) for name in Figure.__dataclass_fields__)


@pytest.mark.parametrize("text", WORDS)
def test_figures_come_back_as_they_were(text: str) -> None:
    figure = read(text, units=UNITS)
    before = KeptFigures()
    assert before.figure(text, before.of_sort("s"), UNITS, lambda: figure) is figure
    packed = json.loads(json.dumps(before.packed(UNITS)))
    after = KeptFigures(packed)
    again = after.figure(text, after.of_sort("s"), UNITS, lambda: pytest.fail("it is read again"))
    assert parts(again) == parts(figure)
    assert after.packed(UNITS) == before.packed(UNITS)
    assert not after.has_more


def test_what_cannot_be_found_again_is_not_kept() -> None:
    """A warning is in a language, and a unit of a book is not known to others."""
    kept, own = KeptFigures(), Units([Unit("批发户", (("wholesaler", 1),))])
    for text, units in (("约超30家", UNITS), ("约30批发户", own)):
        kept.figure(text, kept.of_sort("s"), units, lambda text=text, units=units: read(text, units=units))
    assert kept.packed(UNITS) == {}


def test_what_cannot_be_read_is_refused_every_time() -> None:
    kept = KeptFigures()
    for _time in range(2):
        with pytest.raises(UnreadableFigure):
            kept.figure("若干", kept.of_sort("s"), UNITS, lambda: read("若干"))


def test_the_embedded_book_reads_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {(one.entity.id, one.measure.id, one.period): parts(one.figure) for one in load().observations}
    monkeypatch.setattr(reading, "normalise", lambda text: pytest.fail(f"{text} is read"))
    again = {(one.entity.id, one.measure.id, one.period): parts(one.figure) for one in load().observations}
    assert again == expected


BOOK = """
[reading]
about = "{about}"
[[source]]
id = "s"
title = "s"
[[entity]]
id = "e"
name = "e"
kind = "village"
[[indicator]]
id = "i"
name = "i"
unit = "{unit}"
kind = "{kind}"
[[observation]]
entity = "e"
indicator = "i"
period = "2024"
value = "约{number}余件"
source = "s"
"""
FIRST = {"about": "half", "unit": "件", "kind": "count", "number": "200"}


def bounds(path: Path) -> str:
    """What a book allows for its only figure."""
    return str(load(path).observations[0].interval)


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of an empty cache."""
    monkeypatch.setenv("NBKPI_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "cache" / "nbkpi"


@pytest.mark.parametrize(
    "change", [{"about": "unit"}, {"unit": "千件"}, {"kind": "amount"}, {"number": "210"}, {"unit": "例"}]
)
def test_what_was_kept_serves_nothing_else(change: dict[str, str], cache: Path, tmp_path: Path) -> None:
    """The words, the unit, the kind and the convention: each of them decides."""
    path = tmp_path / "book.toml"
    path.write_text(BOOK.format_map(FIRST).replace("约", ""), "utf-8")
    assert bounds(path) == bounds(path) == "[201, 299]"
    assert cache.exists()
    changed = BOOK.format_map(FIRST | change)
    path.write_text(changed, "utf-8")
    found = bounds(path), bounds(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBKPI_CACHE", "0")
        assert found == (bounds(path),) * 2


def test_words_are_read_once_until_reading_changes(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    shutil.copytree(embedded_book(), folder)
    load(folder)
    seen: list[str] = []
    plain = reading.normalise
    monkeypatch.setattr(reading, "normalise", lambda text: (seen.append(text), plain(text))[1])
    load(folder)
    assert seen == []
    for name in ("nbdaily-2025.toml",):
        path = folder / name
        path.write_text(path.read_text("utf-8") + "\n# A remark.\n", "utf-8")
    load(folder)
    assert seen == []
    monkeypatch.setattr(kept_rows, "_state_of_reading", lambda: b"other")
    load(folder)
    assert seen != []
    assert len(os.listdir(cache)) == 1


def test_the_units_of_a_book_are_part_of_the_key(tmp_path: Path) -> None:
    place = tmp_path / "rows"
    kept = KeptRows(None, place, b"state")
    kept.keep_figures([{"symbol": "批"}], {"sort": {"约3批": [1]}})
    kept.save()
    assert KeptRows(place, None, b"state").figures([{"symbol": "批"}]) == {"sort": {"约3批": [1]}}
    assert KeptRows(place, None, b"state").figures([]) is None
    assert KeptRows(place, None, b"other").figures([{"symbol": "批"}]) is None
