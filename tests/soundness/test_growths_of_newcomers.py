"""A growth of what is new was one of all, a wrong share was excused by another whole, and 多 was read as a bound."""

from __future__ import annotations

import nbkpi


def verdicts(text: str) -> dict[str, str]:
    """What is said of each claim, by its figure."""
    return {str(one["asserted"]): str(one["verdict"]) for one in nbkpi.audit(text).to_dicts()}


def test_the_growth_of_what_is_new_is_no_growth_of_all() -> None:
    assert verdicts("6月底全市个体户1190万户。上半年新增136.5万户，增长11.3%。")["11.3%"] == "unrelated"
    assert verdicts("6月底全市个体户1190万户，比上年新增113.5万户，增长10.9%。")["10.9%"] == "contradicted"
    assert verdicts("6月底全市个体户1190万户，比上年新增113.5万户，增长10.5%。")["10.5%"] == "consistent"


def test_the_sum_of_all_parts_excuses_no_share_of_the_printed_whole() -> None:
    """The parts make 246, and only 28.9% is a share of so many; all others are shares of 247."""
    rows = (
        "甲类26封（10.5%）；乙类32封（13%）；丙类71封（28.9%）；丁类3封（1.2%）；戊类22封（8.9%）；己类13封（5.3%）；"
        "庚类5封（2%）；辛类11封（4.5%）；壬类10封（4%）；癸类4封（1.6%）；子类15封（6%）；丑类2封（0.8%）；"
        "寅类2封（0.8%）；卯类2封（0.8%）；辰类7封（2.8%）；巳类11封（4.5%）；午类3封（1.2%）；未类7封（2.8%）"
    )
    text = f"甲市7月来信247封。{rows}。"
    assert verdicts(text)["28.9%"] == "contradicted"
    assert verdicts(text.replace("28.9", "28.7"))["28.7%"] == "consistent"


def test_much_before_a_number_says_how_much_more() -> None:
    told = verdicts("甲市居民人均收入40962元，比上年38361元多2601元，增长6.8%。")
    assert told == {"2601元": "consistent", "6.8%": "consistent"}
    told = verdicts("甲市居民人均收入40962元，比上年38361元多2691元，增长6.8%。")
    assert told["2691元"] in ("contradicted", "nearly")


def test_a_base_in_brackets_behind_the_comparison() -> None:
    assert verdicts("全市发生火灾26起，同比（28起）下降7.14%。")["7.14%"] == "consistent"
    assert verdicts("全市发生火灾26起，同比（28起）下降7.41%。")["7.41%"] in ("contradicted", "nearly")
