"""A share that is not what the words say was called right by what follows from other shares, or of another part."""

from __future__ import annotations

import pytest

import nbkpi

REPORTED = {"contradicted", "truncated", "nearly"}


def told(text: str) -> list[tuple[str, str]]:
    return [(one["asserted"], one["verdict"]) for one in nbkpi.audit(text).to_dicts()]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # The part before has its own share right behind it.
        ("全年总支出10000元，食品3100元，占31.0%；居住2100元，占31.0%。", {"31.0%"}),
        # Some parts of a whole are not all of it.
        ("总收入21356元，其中甲9610元，占45.0%；乙7261元，占43.0%。", {"43.0%"}),
        # Shares that make up 100% do not make the amounts beside them right.
        ("立案提案4606件，经济方面1672件，占36.3%；城建方面1501件，占32.6%；社会方面1633件，占31.1%。", {"31.1%"}),
        ("财政收入2257万元，其中税收收入2014万元，占89.2%；非税收入270万元，占10.8%。", {"10.8%"}),
        ("甲类、乙类、丙类诉求分别为8107件、2887件、2364件，分别占诉求总量的62.6%、19.2%、18.2%。", {"62.6%"}),
        (
            "三次产业增加值分别为870万元、345万元和984万元，占地区生产总值2209万元的比重分别为39.8%、15.6%和44.5%。",
            {"39.8%"},
        ),
        (
            "地区生产总值574.3亿元，其中第一产业90.0亿元，占GDP比重15.7%；第二产业157.9亿元，占GDP比重27.5%；"
            "第三产业326.4亿元，占GDP比重56.9%。",
            {"56.9%"},
        ),
        # All other shares of a list say what one is of, where no whole is printed.
        ("0-14岁人口6720人，占19.30%；15-59岁人口21140人，占61.29%；60岁及以上人口6760人，占19.41%。", {"61.29%"}),
        ("全年人均消费支出4974元，食品1934元，占38.5%；居住1426元，占28.7%；衣着1087元，占21.9%。", {"38.5%"}),
        # A whole that all neighbours are of goes before one that only some of them fit.
        (
            "有效单据11171件，办结11163件。其中农业1590件，占求助量的14.23%；社保1485件，占求助量的13.29%；"
            "警务1152件，占求助量的10.32%；公用1050件，占求助量的9.4%；文教827件，占求助量的7.4%。",
            {"10.32%"},
        ),
        # A part above the whole that its neighbour is of.
        ("进出口总额466.2亿元，其中出口290.2亿元，占62.2%；进口476.0亿元，占37.8%。", set()),
        # A pair of shares that a third stands before.
        ("全年人均消费支出3807元，食品2090元，占54.9%；居住879元，占23.1%；衣着643元，占76.9%。", set()),
        # A rate of figures that no word hints at.
        ("受理诉求2839件，办结2677件，办结率94.3%；回访1543件，满意879件，满意率57.6%。", {"57.6%"}),
        # A level of three that the structure is not of.
        ("一产400.23亿元，二产170.37亿元，三产168.59亿元，三次产业结构为22.8:38.8:38.4。", {"22.8:38.8:38.4"}),
        # A list that went on is not come back to by 其中.
        (
            "有企业4471家，其中工业企业1989家，占44.5%；服务业企业1229家，占27.5%，其中规模以上966家，占48.6%。",
            set(),
        ),
    ],
)
def test_a_wrong_share_is_not_saved_by_others(text: str, wrong: set[str]) -> None:
    verdicts = [verdict for said, verdict in told(text) if said in wrong]
    assert bool(set(verdicts) & REPORTED) == bool(wrong)
    assert not {(said, "consistent") for said in ("48.6%", "76.9%", "37.8%")}.intersection(told(text))


def test_shares_that_make_more_than_all_are_of_no_one_whole() -> None:
    text = "评出集体31个，其中基层4个，占12.9%；先进个人941名，其中一线职工237名，占98.3%。"
    assert ("98.3%", "unrelated") in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("办结率48.0%，较上月的79.2%提高8.8个百分点。", "8.8个百分点"),
        ("流动人口12079万人，比上年增加978万人，增长4.1%。", "4.1%"),
        ("销售面积32001平方米，上月为36040平方米，环比增长3.1%。", "3.1%"),
    ],
)
def test_what_is_beside_its_base_is_held_to_it_however_far_it_is_off(text: str, wrong: str) -> None:
    assert (wrong, "contradicted") in told(text)


def test_what_was_refused_is_not_what_a_rate_is_of() -> None:
    """合格率 was contradicted as the rate of what did not pass."""
    assert ("97.9%", "consistent") in told("抽检蔬菜143批次，不合格3批次，合格率97.9%，不合格率2.1%。")
    assert ("99.7%", "contradicted") in told("抽检蔬菜143批次，不合格3批次，合格率99.7%。")
    assert ("50.35%", "unrelated") in told("抽检蔬菜143批次，不合格22批次，合格率49.65%，不合格率50.35%。")
    assert ("61.6%", "nearly") not in told("抽查案卷146件，优秀9件，合格81件，不合格56件，合格率61.6%，优秀率6.2%。")
