"""A growth before both of its levels: confirmed where they are its own, reported where words demand it, else let be."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("信访总量同比下降13.2%，由1250件次减少到1085件次。", "exact"),
        ("信访总量同比下降13.2%，由上年同期的1250件次减少到1085件次。", "exact"),
        ("信访总量同比下降23.2%，由1250件次减少到1085件次。", "nearly"),
        ("信访总量同比下降15.2%，由上年同期的1250件次减少到1085件次。", "nearly"),
        # Something else stands in between: it may be meant, and may not.
        ("信访总量同比下降13.2%，秩序持续向好，由上年同期的1250件次减少到1085件次。", "exact"),
        ("信访总量同比下降15.2%，秩序持续向好，由上年同期的1250件次减少到1085件次。", None),
        # The second figure is a change, another sort, or comes from nothing.
        ("信访总量同比下降15.2%，由上年同期的1250件次减少1085件次。", None),
        ("信访总量同比下降15.2%，由上年同期的1250件次减少到1085万元。", None),
        ("信访总量同比下降15.2%，上年同期1250件次，其中来访1085件次。", None),
        ("信访总量同比增长41.7%，由上年同期的0件次增加到1085件次。", None),
    ],
)
def test_a_growth_before_its_levels(text: str, verdict: str | None) -> None:
    found = {one.asserted_words: one for one in audit(text, empty_book()).judged}
    (growth,) = (words for words in ("13.2%", "23.2%", "15.2%", "41.7%") if words in text)
    assert (found[growth].verdict if growth in found else None) == verdict
    if verdict is not None:
        assert [one.mention.words for one in found[growth].by.figures] == ["1085件次", "1250件次"]
