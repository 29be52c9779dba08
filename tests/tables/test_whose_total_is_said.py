"""A total row that is skipped names the option that takes it, and what that needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.tables.whose_total import skipped_total

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("titles", "new_entities", "told"),
    [
        (["甲县2025年5月情况"], False, "(--total 甲县 --new-entities)"),
        (["甲县2025年5月情况"], True, "(--total 甲县)"),
        ([], False, "(--total NAME)"),
    ],
)
def test_a_place_that_the_book_lacks_has_to_be_defined(titles: Sequence[str], new_entities: bool, told: str) -> None:
    """The option alone ended in an error that named the other one."""
    assert skipped_total(titles, empty_book(), new_entities).endswith(told)
