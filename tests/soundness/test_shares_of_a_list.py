"""东山83.8% of a list behind a share was told to be the share of the amount that the share before it is of."""

from __future__ import annotations

import pytest

import nbkpi

TEXT = (
    "甲市1-8月300个在建项目完成投资473.2亿元。县级271个完成430.9亿元，占91.1%：{rows}。市管29个完成42.3亿元，占8.9%。"
)


@pytest.mark.parametrize(
    "rows",
    [
        "东山83.8%、西山81.6%、南湖79.1%、北湖76.4%",
        "东山83.8%，西山81.6%，南湖79.1%",
        "东山90.8%、西山91.3%、南湖90.9%",
    ],
)
def test_a_share_with_a_name_alone_is_of_no_amount_before(rows: str) -> None:
    told = {one["asserted"]: one["verdict"] for one in nbkpi.audit(TEXT.format(rows=rows)).to_dicts()}
    assert told.pop("91.1%") == "consistent"
    assert told.pop("8.9%") == "consistent"
    assert {verdict for said, verdict in told.items() if said.endswith("%")} == {"unrelated"}


def test_it_is_of_the_amount_that_has_its_name() -> None:
    told = nbkpi.audit("受理投诉80件、咨询120件，共200件，投诉占40.0%，咨询60.0%。").to_dicts()
    assert [one["verdict"] for one in told if one["asserted"] == "60.0%"] == ["exact"]


def test_what_the_first_few_have_is_no_amount_before() -> None:
    text = "全年收入4039.3亿元，增长26.1%。快递收入2769.6亿元，增长35.4%。前五省业务量占69%，收入占69.6%。"
    assert {one["verdict"] for one in nbkpi.audit(text).to_dicts() if "占" in one["phrase"]} == {"unrelated"}
