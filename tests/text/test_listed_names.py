"""Lists that give their figures to the names right before them, beside a book that has these names and figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.text.against_book import compare_text

JUNE = Period(2025 * 12 + 5, 1)
FIGURES = {"石桥村": "120.0万元", "白岩村": "91.7万元", "清溪村": "55.5万元"}
ALL_RIGHT = "石桥村120.0万元、白岩村91.7万元、清溪村55.5万元。"
ONE_WRONG = "石桥村120.0万元、白岩村97.1万元、清溪村55.5万元。"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    rows = ['[[indicator]]\nid = "income"\nname = "集体经营性收入"\nunit = "万元"\nkind = "amount"']
    for name, value in FIGURES.items():
        rows.append(f'[[entity]]\nid = "{name}"\nname = "{name}"\nkind = "village"')
        rows.append(f'[[observation]]\nentity = "{name}"\nindicator = "income"\nperiod = "2025-06"\nvalue = "{value}"')
    path: Path = tmp_path_factory.mktemp("listed") / "book.toml"
    path.write_text("\n".join(rows), "utf-8")
    return load(path)


def verdicts(text: str, book: Book) -> list[str]:
    """The verdicts on the amounts of a text in their order, without those on how many villages there are."""
    return [each.verdict for each in compare_text(text, book, JUNE) if each.mention.words[-2:] == "万元"]


@pytest.mark.parametrize(
    "opening",
    [
        "6月集体经营性收入分别为",
        "6月集体经营性收入居前三位的村分别为",
        "6月集体经营性收入最高的三个村分别是",
        "6月集体经营性收入前三名依次为",
        "6月集体经营性收入10万元以上的村分别为",
        "6月集体经营性收入10万元以上的村3个，分别为",
    ],
)
def test_each_figure_is_of_the_name_before_it(opening: str, book: Book) -> None:
    assert verdicts(opening + ALL_RIGHT, book) == ["agrees"] * 3
    assert verdicts(opening + ONE_WRONG, book) == ["agrees", "contradicted", "agrees"]
    in_brackets = ONE_WRONG.replace("村", "村（").replace("万元", "万元）")
    assert verdicts(opening + in_brackets, book) == ["agrees", "contradicted", "agrees"]


@pytest.mark.parametrize(
    "opening",
    [
        "6月投资居前三位的村分别为",
        "6月上年集体经营性收入最高的三个村分别为",
        "6月集体经营性收入增加额分别为",
        "6月集体经营性收入目标分别为",
        "6月集体经营性收入增长居前的村分别为",
        "6月新增贷款和集体经营性收入分别为",
        "6月户均集体经营性收入居前三位的村分别为",
        "6月企业缴纳的集体经营性收入居前三位的村分别为",
    ],
)
def test_a_list_of_something_else_is_let_be(opening: str, book: Book) -> None:
    assert verdicts(opening + ONE_WRONG, book) == ["not in the book"] * 3
