"""Claims of a text that are plainly wrong by their own words, and went unnoticed or were only doubted."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

WRONG = [
    ("全年实现收入707.7万元，完成年度目标800万元的98.5%。", "98.5%"),
    ("全镇共有6个村，其中收入超100万元的村3个，占60%。", "60%"),
    ("收入61.3万元，是上年45万元的1.63倍。", "1.63倍"),
    ("集体收入增长10.2%，增速比5月份的9.4%加快0.6个百分点。", "0.6个百分点"),
    ("集体收入增长10.2%，较5月份9.4%加快0.6个百分点。", "0.6个百分点"),
    ("诉求办结率96.6%，比一季度的95.4%提高1.4个百分点。", "1.4个百分点"),
    ("受理诉求1340件。其中土地流转类536件，占40.0%，比上年同期的480件增加66件。", "66件"),
    ("土地流转类536件，比上年同期增加66件；上年同期为480件。", "66件"),
    ("全年计划新建村级文化礼堂40个，已建成22个，完成年度计划的65%。", "65%"),
    ("全年计划新建文化礼堂40个，已建成22个，完成率65%。", "65%"),
    ("全县共有186个村，收入50万元以上的村112个，占60.2%；100万元以上的村31个，占18.7%。", "18.7%"),
]


@pytest.mark.parametrize(("text", "claim"), WRONG)
def test_what_the_words_demand_is_contradicted(text: str, claim: str) -> None:
    found = {each.asserted_words: each.verdict for each in audit(text, empty_book()).judged}
    assert found.get(claim) == "contradicted"


TYPES = "共受理诉求1200件，其中咨询类500件、求助类400件、投诉类300件。"
TOWNS = "甲镇420件、乙镇380件、丙镇"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"全县三个镇{TYPES}分乡镇看，{TOWNS}410件。", "contradicted"),
        (f"全县三个镇{TYPES}分乡镇看，{TOWNS}390件。", "contradicted"),
        (f"{TYPES}三个乡镇分别为{TOWNS}410件。", "contradicted"),
        (f"{TYPES}三个乡镇分别为{TOWNS}373件。", "nearly"),
        (f"{TYPES}石桥镇、白岩镇、清溪镇分别为420件、380件、410件。", "contradicted"),
        (f"共受理诉求1200件，其中{TOWNS}410件。按类型分，咨询类500件、求助类400件、投诉类300件。", "contradicted"),
        (f"{TYPES}三个乡镇分别为{TOWNS}400件。", "exact"),
        # Some of them, what was done with them, those of before, a list of its own total, and answers.
        (f"全县12个镇{TYPES}分乡镇看，{TOWNS}390件。", "exact"),
        (f"全县12个镇{TYPES}三个乡镇分别为{TOWNS}390件。", "exact"),
        (f"{TYPES}主要乡镇分别为{TOWNS}390件。", "exact"),
        (f"{TYPES}上年三个乡镇分别为{TOWNS}410件。", "exact"),
        (f"{TYPES}办结1150件，三个乡镇分别为{TOWNS}350件。", "exact"),
        (f"{TYPES}满意件、基本满意件分别为700件、400件。", "exact"),
    ],
)
def test_every_list_of_a_total_is_judged_by_itself(text: str, verdict: str) -> None:
    found = [each.verdict for each in audit(text, empty_book()).judged if each.asserted_words == "1200件"]
    assert found == ([verdict, "exact"] if verdict != "exact" else ["exact"])
