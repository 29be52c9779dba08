"""Chinese text files that are not Unicode: in which of two encodings they are, or that it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.errors import UsageError
from nbkpi.sheets.delimited import read_delimited

TEXTS = {
    "big5": "2020年統計,\n區域,人口數(人)\n東區,12\n西區,30\n",
    "gb18030": "2020年统计,\n区域,人口数(人)\n东区,12\n西区,30\n",
    "cp950": "鄉鎮,戶數\n永安鄉,12\n",
    "gbk": "东村,户\n南村,1\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_words_are_those_that_were_written(encoding: str, tmp_path: Path) -> None:
    """Big5 was once read as GB18030, without a word."""
    (tmp_path / "t.csv").write_bytes(TEXTS[encoding].encode(encoding))
    rows = read_delimited(tmp_path / "t.csv", "t.csv").rows
    assert rows == [line.split(",") for line in TEXTS[encoding].splitlines()]


def test_what_cannot_be_told_is_asked(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xb0\xa1,1\n")
    with pytest.raises(UsageError, match="--encoding"):
        read_delimited(tmp_path / "t.csv", "t.csv")
    assert read_delimited(tmp_path / "t.csv", "t.csv", "gb18030").rows[0][1] == "1"
