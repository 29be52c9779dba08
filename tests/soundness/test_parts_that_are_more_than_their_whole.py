"""A part of a total that is more than it, and lists that are more than their totals, which nothing was said of."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

MORE = {
    "a member of a list": (
        "全县财政收入171.9亿元。地方财政收入108.6亿元，增长31.5%。其中：国税收入6.9亿元；地税收入86.2亿元；其他收入155.6亿元；"
        "烟叶税收入15.0亿元。",
        "155.6亿元",
        "nearly",
    ),
    "the first of a list": (
        "全国发电量7779亿千瓦时，增长3.7%。其中，火电发电量25330亿千瓦时；水电发电量1355亿千瓦时。",
        "25330亿千瓦时",
        "contradicted",
    ),
    "a list told as two others are that are all there": (
        "学校158所。其中：中学25所，职中1所，小学132所。教师3049人。其中：中学1245人，职中123人，小学1681人。"
        "考入大专院校1759人。其中：一类院校120人，二类院校406人，三类院校282人，大专799人，职高349人。",
        "1759人",
        "contradicted",
    ),
    "what is done and what is left": (
        "共受理诉求4415件，其中有效诉求3942件。累计办结3884件，协调办理中59件，办结率98.53%。",
        "3942件",
        "nearly",
    ),
}

NOT_MORE = {
    "another kind behind a list": "地方财政收入108.6亿元。其中：国税收入6.9亿元；地税收入86.2亿元；基金收入155.6亿元。",
    "a whole before that of the list": "受理3136件，办结2477件，在办659件。其中：咨询57件、投诉2840件、求助239件。",
    "a sum of another name": "年主营业务收入标准提高到2000万元。其中，私营企业利润2691亿元；集体企业利润161亿元。",
    "what grew beside what there is": "新增贷款274亿元。其中，小微企业贷款余额687亿元；涉农贷款余额120亿元。",
    "sorts that overlap": "学校158所。其中：中学25所，小学133所。党员70名。其中：女党员40名，大专以上38名。",
    "lists of which another is open": (
        "学校158所。其中：中学25所，小学132所。教师3049人。其中：中学1245人，职中123人，小学1681人。"
        "考生1759人。其中：一类120人，二类406人，三类282人，大专799人，职高349人。"
    ),
    "what is done and what is left of more than came in": "受理诉求3942件，累计办结3884件，办理中259件，办结率98.53%。",
}


@pytest.mark.parametrize("name", MORE)
def test_what_is_more_than_its_whole_is_said(name: str) -> None:
    text, claim, verdict = MORE[name]
    assert (claim, verdict) in {(each.asserted_words, each.verdict) for each in audit(text, empty_book()).judged}


@pytest.mark.parametrize("name", NOT_MORE)
def test_what_need_not_be_a_part_is_not_accused(name: str) -> None:
    assert [each.asserted_words for each in audit(NOT_MORE[name], empty_book()).findings] == []
