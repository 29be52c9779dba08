"""Texts in which all is true, of kinds that were accused once: every one is a shape of real bulletins, in our words."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit
from nbkpi.text.tabular.lines import tables_in

DOUBTED = ("contradicted", "truncated", "nearly")

TRUE = {
    "the growth of parts since another time than that of their whole": (
        "全市各项贷款余额104.0亿元，同比增长5.9%。其中，短期贷款83.5亿元，比年初增长4.9%；中长期贷款20.5亿元，比年初增长3.8%。"
    ),
    "a share of a country whose people are not printed": (
        "年末全国登记人员214.8万人，占全国人口总数的0.16%。其中，35岁以上109.5万人，占51%；18岁到35岁104.5万人，占48.7%；"
        "18岁以下7151人，占0.3%。"
    ),
    "a share of the exports of the province beside those of a city": (
        "2010年，甲市进出口总额596.3亿美元，其中出口345.6亿美元。进出口和出口分别占全省进出口和出口总额的76.7%和74.0%。"
    ),
    "the parts of an outer whole behind a part of it": (
        "年末车辆3.07万辆，比上年末增长4.1%；其中私人车2.64万辆，增长3.7%。其中，汽车0.58万辆，下降6.8%；其他车2.32万辆，增长7.1%。"
    ),
    "a ratio of the sexes beside births and deaths": (
        "全年出生人口1.15万人，出生率为5.46‰；死亡人口1.98万人，死亡率为9.39‰。人口性别比为98.5（以女性为100）。"
    ),
    "a share of what there was twelve years later": (
        "一、2011年人口\n2011年末，全国总人口1347百万人。\n二、2023年老年人口\n2023年末，全国老年人口297百万人，占总人口的21.1%。"
    ),
    "sorts that had some last year and none this week": (
        "8月11日—17日，发生事故12起，死亡49人，同比减少15起、40人。其中，煤矿发生3起，死亡12人，同比增加2起、9人；"
        "金属矿发生1起，死亡3人，同比增加1起、3人；道路发生7起，死亡31人，同比减少8起、21人；"
        "渔船发生1起，死亡3人，同比增加1起、3人。"
    ),
    "a growth of what only a bound is known of": (
        "实现了五年间外贸规模从2000亿元到5000亿元的四连跳。五年间，甲省累计外贸总值超1.71万亿元，较上个五年增长144.3%。"
    ),
    "a share of others behind a list that is all there": (
        "在全市19个断面中优良断面18个，占94.7%；较差断面1个，占5.3%。五大水库水质优，优良点位24个，占100%。"
    ),
    "two of a list of four that make up all days": (
        "甲市优良天数比例为92.4%，轻度污染天数比例为6.9%，中度污染天数比例为0.6%，重度污染天数比例0.1%。"
    ),
    "the second of a list that goes on behind a semicolon": "合格率为92.4%；不合格率为6.9%；未检率为0.7%。",
    "a growth over last year beside another day of this year": (
        "22日发送旅客679.6万人次，比去年同期增长0.1%，比首日的675.4万人次有所增加。"
    ),
    "a growth over last year beside the highest of all": "3月受理679件，同比增长0.3%，比最高的1月份的712件有所减少。",
    "a mean income of what is left of the whole": "全村500人，经济总收入300万元。人均纯收入5400元。",
    "a mean of one of two villages": "东山村1788人，西山村1749人。耕地面积2017亩。人均耕地1.3亩。",
    "contributions are not the structure of levels": (
        "总值146.3万元。第一产业26.3万元；第二产业71.1万元；第三产业48.9万元。比例18.0:48.6:33.4，贡献率26.0:6.1:67.9。"
    ),
    "the third of a row has no level": (
        "甲业1起、死亡1人，起数减少3起，死亡减少2人，受伤减少2人，分别下降75%、66.7%、100%。"
    ),
    "a share right behind its part": (
        "甲行3514件占78.5%，2716件占80.0%，2064件占76.3%，2040件占84.5%，1893件占78.1%，1653件占78.8%。"
    ),
    "the change of a part is not that of the whole": (
        "甲乙两税35万元，增收6.3万元，增长21.9%，其中甲税增收4.9万元，增长46.3%。"
    ),
    "a whole that is named before what its share was": (
        "总收入为69.44万元；出租毛利45.73万元，占全部毛利由去年同期的57.21%提升至77.06%。"
    ),
    "what stays of them is not the share that they are": (
        "东部流出882万人，72.6%仍在东部；中部4017万人。流向东部6602万人，占85.3%；流向中西部1068万人，占13.8%。"
    ),
    "another growth behind that of a change": "施工项目3464个，增加105个，增长3.1%，完成投资增长3.3%。",
    "last year's figures with growths of their own": (
        "审结478件635人，去年同期773件1350人，件数下降38.24%、人数下降53.14%。起诉373件507人，下降47.83%、58.95%。"
    ),
    "a fall is not over a peak that another fall is over": (
        "实现收入665亿元，同比下降14%，较2018年1011亿元的峰值缩水34%。"
    ),
    "what came to a level did not begin in the sentence before": (
        "5月收入达到230万元，远高于去年同期的60万元。本年至今收入已达860万元，较上年同期增长59%。"
    ),
    "parallel measures of two groups are no list": (
        "甲业87家企业合计收入、利润分别为9298.9万元、776.35万元；乙业36家企业合计收入、利润分别为1.26亿元、1037.24万元。"
    ),
    "what is among it is no later state of the whole": (
        "1至10月共完成投资2455.5万元，同比增长22.7%。其中，甲路、乙桥等391个在建项目，累计完成投资2369万元。"
    ),
    "shares of two wholes leave nothing of each other": (
        "粮食和蔬菜合计占出口总额的54.3%；木材和矿石合计占进口总额的59.5%。"
    ),
    "some are named without a number": ("北片有甲医院和7家乡镇医院，南片有7家乡镇医院和乙医院，共16家医院。"),
    "two of one name are no parts of it": (
        "14个分行业中，9个分行业收入增长，与上月持平；10个分行业利润增长，与上月持平。"
    ),
    "a figure that others are among is no part": (
        "发展党员198.2万名，其中一线100.6万名，占50.8%。35岁以下161.3万名，占81.4%。54.4万名村书记中大专以上学历占17.4%。"
    ),
    "a percentage that moved by itself is nobody's base": (
        "断面中优良比例89.9%，上升0.8个百分点；劣等0.7%，上升0.1个百分点；河流优良比例91.5%，上升1.2个百分点。"
    ),
    "parts of last year": "2014年中专57所，2013年58所，其中成人中专6所、技校27所，2013年分别为7所和27所。",
    "a list that is not all there, beside the whole that is meant": (
        "全省进出口1.62万亿元。民营企业8885.5亿元，占全省的54.7%；国有企业3613.5亿元，占22.3%；"
        "外资企业3718.3亿元，占22.9%。"
    ),
    "shares that make all but go on": (
        "甲纪律6件,占2%;乙纪律36件,占9%;丙纪律132件,占34%;丁纪律129件,占34%;戊纪律57件,占15%;己纪律22件,占6%;涉法行为117件,占30%。"
    ),
    "a growth between its base and what it came to": (
        "甲部收入由2021年第二季度的337亿元增长9.2%至2022年同期的368亿元。乙部利润从2022年的27.46亿元增长27.2%到2023年的34.92亿元。"
    ),
    "a fall between its base and what it came to": "事故由上年的250起下降20.0%至200起。",
    "what two thresholds are of": "报名人数为457万，首次突破了400万和450万，相比2021年的377万增长了80万。",
    "something else moved as well": "优秀的比例从2010年的7.4%下降到2014年的5.7%，良好率也降低了0.3个百分点。",
    "two sums of one list leave a tenth of all": (
        "甲类占25.5%，乙类占38.1%，丙类占17.9%，丁类占18.4%。也就是说，公有经济占63.6%，非公有经济占36.3%。"
    ),
    "a figure said twice is not added twice": (
        "车辆保有量达4.17亿辆，其中汽车3.19亿辆；驾驶人5.02亿人。新登记3478万辆。新登记3478万辆，其中汽车2323万辆。"
    ),
    "a daily mean in brackets is not the level that changed": "本周发生事故44起（日均6.3起），较上周46起减少2起。",
    "a standard is no rate of the units beside it": "8个单位满意率低于全县最低标准85%，31个单位全部达标。",
    "a target may stand before its word": (
        "新增就业655万人，完成全年900万人目标的73%；再就业290万人，完成全年500万人目标的58%。"
    ),
    "ages are no parts of a structure": "0-17岁、18-34岁、35-59岁分别核算。上年结构为5.5:50.6:43.9。",
    "last year's part is no part of this year's whole": (
        "受理投诉551780件，同比增长5.71%。日用品58973件，占10.69%，上年51627件，占9.89%；"
        "食品54849件，占9.94%，上年35818件，占6.86%。"
    ),
    "a share in a new item is not of the item before": (
        "已解决26件，占29.2%；正在解决或列入计划53件，占59.6%；留作参考10件，占11.2%。"
    ),
    "the first problems are not all of them": (
        "受理来信757件。反映集中的有：甲类191件、乙类165件、丙类117件、丁类98件，合计占比75.43%。"
    ),
    "a contribution is no share of a structure": (
        "第一产业23.51亿元，第二产业36.67亿元，第三产业74.69亿元。三次产业贡献率分别为19.4%、36.0%和44.6%。"
    ),
    "a list of grades goes on": "优良天数比例92.4%，轻度污染6.9%，中度污染0.6%，重度污染0.1%。",
    "rates of two sectors do not make up all": "耗水率53%，其中工业24%；城镇生活30%；农村生活84%。",
    "more may be done than was planned": "年度计划投资19亿元，完成28.78亿元，完成率151.47%。",
    "a ratio that was before": "城镇10063元，农村4974元，城乡收入比由2.05:1下降为2.02:1。",
    "a rate of what was refused is of all that was asked for": "批准逮捕12.5万人；不捕11.5万人，不捕率47.9%。",
    "points go with a rise of their own": "优良天数比例74.3%，上升0.9个百分点；重度污染5.4%，上升2.3个百分点。",
    "what came in is not all there was to do": "新收案件1512件，结案1238件，结案率68.2%。",
    "the rest behind a full stop is not of the last list": (
        "基层36.6亿人次，其中社区6.6亿人次，乡镇9.0亿人次，村13.9亿人次。其他2.7亿人次。"
    ),
    "others are no rest of a list": (
        "对共建国家进出口11.29万亿元，其中东盟3.67万亿元；对其他伙伴国6.11万亿元，占进出口总值的28.1%。"
    ),
    "points over a ratio of another quarter": (
        "周转量239.9亿吨公里，同比增长39.7%，相当于2019年同期的77.6%，较2022年四季度提升38.5个百分点。"
    ),
    "a share of the whole country": "三地进出口总值4.49万亿元。其中，出口2.81万亿元，占全国出口总额的41%。",
    "exports of machines are no imports": "进出口总值4.49万亿元。其中，出口2.81万亿元。出口机电产品1.78万亿元。",
    "shares of their own sum": (
        "甲区10430万人，增长0.3%，占总量的36.4%；乙区9450万人，增长1.8%，占33%；丙区7814万人，占27.3%；丁区958万人，占3.3%。"
    ),
    "two bases in a row": "举报59878件，环比上季度56675件增长了5.65%，同比去年41583件增长了44.00%。",
    "no month is named": "某县2018年计划投资117.7亿元，完成投资22.37亿元，投资完成率19%，超序时进度2.3个百分点。",
    "some in a bracket are no part": (
        "共处置警情39.3万起，其中火灾17.4万起（另有0.2万起未出动），抢险10.4万起，合计占总数的70.7%。"
    ),
    "the base of something else": "消费支出28508元，比上年25692元增长11.0%。其中衣着1020元，增长11.1%。",
    "a structure of another year's level": (
        "第一产业57116万元；第二产业445964万元；第三产业448355万元。2021年总值核实为972846万元，结构为5.5:50.6:43.9。"
    ),
    "a structure made to add up to 100 from above": (
        "第一产业增加值34.91亿元，第二产业增加值135.01亿元，第三产业增加值180.29亿元。三次产业结构为10.0:38.5:51.5。"
    ),
    "a structure made to add up to 100 from below": (
        "第一产业增加值30.3亿元，第二产业增加值82.0亿元，第三产业增加值159.9亿元。三次产业结构为11.1：30.1：58.8。"
    ),
    "shares made to add up to 100": (
        "现有人员584人。35岁以下143人，占24.5%；36-45岁182人，占31.2%；46-55岁217人，占37.2%；56岁以上42人，占7.1%。"
    ),
    "what is left of all years": "基金收入53942万元，基金支出55606万元，当年收支缺口1664万元，累计结余22699万元。",
    "one reason of a change": (
        "支出预算由57459万元变动为65496万元，主要是转移支付补助增加3302万元，债券安排支出增加7500万元等。"
    ),
    "a rate of other checks": "重点产品质量监督抽查730批次，定期抽查合格率97.2%。",
    "births over a mean population": (
        "年末全市常住人口415.39万人，比上年末增加2.55万人。全年出生人口2.56万人，出生率6.18‰；"
        "死亡人口1.73万人，死亡率4.18‰。"
    ),
    "a share of a target of its own": (
        "工矿商贸事故死亡459人，占全年控制指标的40.6%，其中煤矿事故死亡126人，占48.6%；火灾死亡65人，占46.9%。"
    ),
    "a mean growth of other years": (
        "全县人口141178人，与2010年的133972人相比，年平均增长率为0.53%，比2000年到2010年的年平均增长率0.57%下降0.04个百分点。"
    ),
    "contributions at constant prices": (
        "生产总值1723.53亿元，增长5.5%。第一产业增加值230.26亿元，增长5.4%，对GDP的贡献率为15.9%；第二产业贡献率为39.2%。"
    ),
    "towns and villages of a mean": (
        "全市居民人均可支配收入74076元，其中城镇居民82989元，农村居民46385元。人均消费支出46018元，"
        "其中城镇居民50656元，农村居民31609元。"
    ),
    "a list that begins in the sentence before": (
        "政府性基金支出拟安排38.8亿元，增长19.3%。加上调出资金1.6亿元，债务还本支出123.9亿元，支出总计164.3亿元。"
    ),
    "a total of others within": (
        "收入55.4亿元，加上返还性收入等，收入总计424.6亿元；支出97.9亿元，下降2.2%，加上上解支出等，支出总计424.6亿元。"
    ),
    "what is left at the end of a year": (
        "基金支出16.1亿元。加转移支付支出5.6亿元，调出资金9.2亿元，债务还本支出0.5亿元，年终结余1亿元，支出总计32.4亿元。"
    ),
    "columns of bare percentages": (
        "各案由（数量、增长、占比）：劳动争议605件，0.05%，1.4%；合同纠纷23745件，-17.2%，54.8%；"
        "其他18946件，36.4%，43.8%。合计43296件。"
    ),
    "what was rounded away": "接收0.04万件。其中投诉0.03万件，占62.97%；举报0万件，占9.32%；咨询0.01万件，占27.71%。",
    "brothers under one total": "收入总计171000万元，"
    "主要是，土地收入102000万元，专项债券52000万元，配套费收入10000万元。",
    "a share of those who lose": "利润总额81.82亿元，下降9.2%，其中亏损额6.3亿元，增长41.3%，亏损面9.7%。",
    "a growth beside the levels of a budget": (
        "支出年初预算204.8亿元，支出预算调整为328.4亿元，实际完成264.3亿元，为调整预算的80.5%，增长35.5%。"
    ),
    "a year and two months more": (
        "2015年末，全市总人口2511195人。同2010年人口普查的2421812人相比，五年间共增加89383人，年平均增长率为0.70%。"
    ),
    "a list with 上年 in it": (
        "全市收入159.9亿元，增长3%；加上上级补助、上年结余、调入资金等134亿元，收入总计293.9亿元。"
    ),
    "a printed whole that fits": (
        "进出口1.62万亿元，增长7%。民营企业8885.5亿元，占外贸进出口总值的54.7%；国有企业3613.5亿元，占22.2%；"
        "外商企业3718.3亿元，占22.9%。"
    ),
    "a change in another unit": (
        "夏粮播种面积23414千公顷（35120万亩），比上年减少433.5千公顷（650.2万亩），下降1.8%；小麦22984千公顷（34477万亩）。"
    ),
    "a change of a part behind a growth": (
        "经费预算3500万元，较上年下降2.78%，其中：购置费较上年压减50万元；接待费压减50万元。"
    ),
    "a reason behind a growth": (
        "农林水支出78.67亿元，下降10.94％，主要是结转资金较上年减少9.1亿元；收入4.64亿元，增长291%。"
    ),
    "a row of shares of other things": (
        "受理来电1320件。其中咨询1077件、投诉207件、建议14件、举报22件，分别占比81.6%、15.7%、1.1%、1.7%；"
        "热点依次是甲、乙、丙、丁四类，分别占比10%、2%、2%、2%。"
    ),
    "stages are not before and after": (
        "受理审查起诉案件597件769人，分别同比下降9.7%、10.2%；提起公诉389件475人，分别同比下降26.9%、28.2%。"
    ),
    "shares of several decimals made to add up to 100": (
        "党员7336.3万名。工人796万名，占10.8%；农民2310.2万名，占31.5%；干部2134.6万名，占29.1%；军人159.7万名，占2.2%；"
        "学生194.7万名，占2.6%；退休1377.6万名，占18.8%；其他363.5万名，占5%。"
    ),
    "what was lent in half a year is not what grew in a whole one": (
        "2023年二季度末，甲市各项贷款余额240.5亿元，同比增长9.6%，上半年贷款增加12.8亿元。"
    ),
    "a growth over the year and an increase of a quarter": (
        "二季度末，存款余额81.3亿元，同比增长3.4%，增速比一季度末高0.6个百分点，二季度增加0.9亿元。"
    ),
    "a growth over the year and an increase of a month": "6月末存款余额81.3亿元，同比增长3.4%，6月份存款增加0.9亿元。",
    "lines broken anywhere": (
        "区本级一般公共预算收入 13.58 亿元，为预算的 95.9%，下\n降 1.3%，其中：税收收入 9.53 亿元，"
        "为预算的 103.6%，增长\n"
        "7.4%，非税收入 4.05 亿元，完成年度预算的 81.6%，下降 17.1%，\n"
        "加上上级补助收入、调入资金等 92.85 亿元，收入总计 106.43 亿元。\n"
    ),
    "a fall that became a rise": "甲市能耗同比由上季度的下降2.4%转变为上升1.7%，比上季度提高4.1个百分点。",
    "a figure of a row is no whole of the next one": (
        "甲市、乙市、丙市分别受理诉求4200件、3600件、3500件，占全省诉求总量的40.25%。"
    ),
    "a growth that money is spent on is part of a list": (
        "项目总预算1500.00万，其中支持外贸发展400.00万，支持商户稳增长60.00万，支持总部经济1040.00万，合计1500.00万。"
    ),
    "a unit is left out in some places of a list": (
        "项目总预算1500.00万，其中支持品牌集聚400.00万，支持消费提质提升900.00万，支持服务能力提升200.00万元，合计1500.00万。"
    ),
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_nothing_is_doubted(text: str) -> None:
    found = audit(text, empty_book())
    assert [(one.asserted_words, one.verdict) for one in found.judged if one.verdict in DOUBTED] == []


@pytest.mark.parametrize(
    ("growth", "change"),
    [
        ("同比增长", "年初为100亿元"),
        ("同比增长", "上月末为100亿元"),
        ("同比增长", "较年初增加5亿元"),
        ("同比增长", "今年以来增加5亿元"),
        ("同比增长", "年内增加5亿元"),
        ("同比增长", "1-6月增加5亿元"),
        ("较去年同期增长", "比3月末增加5亿元"),
        ("较去年同期增长", "较2023年末增加5亿元"),
        ("增长", "上半年增加5亿元"),
        ("比年初增长", "比上年同期增加5亿元"),
    ],
)
def test_a_growth_goes_with_no_change_since_another_time(growth: str, change: str) -> None:
    text = f"截至2024年6月末，贷款余额105亿元，{growth}8.8%，{change}。"
    assert not [each for each in audit(text, empty_book()).judged if each.claim.role == "growth"]


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年6月末，贷款余额105亿元，比年初增长8.8%，年初为100亿元。",
        "截至2024年6月末，贷款余额105亿元，比年初增长8.8%，上半年增加5亿元。",
        "截至2024年6月末，贷款余额105亿元，比年初增加5亿元，增长8.8%。",
        "截至2024年12月末，贷款余额105亿元，同比增长8.8%，比年初增加5亿元。",
        "上半年税收105亿元，上半年增加5亿元，同比增长8.8%。",
    ],
)
def test_a_growth_is_held_against_a_change_since_the_same_time(text: str) -> None:
    assert [each.verdict for each in audit(text, empty_book()).judged if each.asserted_words == "8.8%"] == [
        "contradicted"
    ]


@pytest.mark.parametrize("label", ["60岁及以上", "60 岁及以上", "60岁 及以上"])
def test_a_row_whose_label_begins_with_a_number_is_one_of_the_list(label: str) -> None:
    rows = "表1 年龄构成\n单位：人、%\n年龄 人口数 比重\n总计 {} 100\n0-14岁 1200 24.00\n15-59岁 2800 56.00\n"
    for total, verdict in (("5000", "exact"), ("5001", "contradicted")):
        text = rows.format(total) + f"{label} 1000 20.00\n"
        (one,) = (each for each in audit(text, empty_book(), tables=tables_in(text)).judged if each.kind == "sum")
        assert [each.mention.words for each in one.by.figures] == ["1200", "2800", "1000"]
        assert one.verdict == verdict


@pytest.mark.parametrize(
    ("text", "claim", "figures"),
    [
        ("样品87631批次，合格86403批次，不合格1228批次，不合格率1.4%。", "1.4%", {"1228批次", "87631批次"}),
        (
            "可用财力20.05亿元。构成是：（1）收入4.13亿元；（2）补助7.72亿元；（3）返还0.38亿元；（4）专项3.96亿元；"
            "（5）结转3.71亿元；（6）调节基金0.13亿元；（7）调入资金241万元。",
            "20.05亿元",
            {"4.13亿元", "7.72亿元", "0.38亿元", "3.96亿元", "3.71亿元", "0.13亿元", "241万元"},
        ),
        (
            "用水总量7.50亿立方米，其中农业用水5.31亿立方米，占70.8%；工业用水0.66亿立方米；生活用水1.40亿立方米；补水"
            "0.13亿立方米。供水总量7.50亿立方米，其中地表水4.40亿立方米，占58.7%；地下水3.01亿立方米；其他0.09亿立方米。",
            "58.7%",
            {"4.40亿立方米", "7.50亿立方米"},
        ),
        (
            "年末人口415.39万人，比上年末增加2.55万人。出生人口2.56万人，出生率6.18‰。",
            "6.18‰",
            {"2.56万人", "415.39万人", "2.55万人"},
        ),
        # Of two lists that fit the one that stands right behind its total, and of a list all of it.
        (
            "零售总额803.1亿元。按地域分，城镇747.1亿元，乡村56亿元。按行业分，批发零售738.4亿元，住宿餐饮64.7亿元。",
            "803.1亿元",
            {"747.1亿元", "56亿元"},
        ),
        (
            "补助下级6.5亿元，比上年减少1亿元。其中，财力补助0.2亿元、配套经费0.3亿元、专项补助6.1亿元。",
            "6.5亿元",
            {"0.2亿元", "0.3亿元", "6.1亿元"},
        ),
        (
            "加上税收返还1.6亿元、调入资金28.2亿元（基金调入23.6亿元，国资调入0.7亿元，其他调入3.8亿元），总收入76.3亿元。",
            "28.2亿元",
            {"23.6亿元", "0.7亿元", "3.8亿元"},
        ),
        (
            "一、2025年执行情况\n全市一般公共预算收入完成35174万元，增长2.1%。\n二、2026年预算草案\n"
            "全市一般公共预算收入计划35878万元，增长2.0%。",
            "2.0%",
            {"35174万元", "35878万元"},
        ),
        ("三次产业对经济增长的贡献率分别为9.9%、33.4%和56.7%。", "33.4%", {"9.9%", "56.7%"}),
        (
            "咨询占41.50%，投诉占33.26%，求助占19.52%，建议占2.50%，其他占3.22%。",
            "19.52%",
            {"41.50%", "33.26%", "2.50%", "3.22%"},
        ),
        (
            "0-14岁人口的比重上升4.63个百分点，15-59岁的比重下降9.94个百分点，60岁以上的比重上升5.31个百分点。",
            "5.31个百分点",
            {"4.63个百分点", "9.94个百分点"},
        ),
        (
            "平均每个家庭户的人口为2.74人，比2010年第六次全国人口普查时的3.36人减少0.62人。",
            "0.62人",
            {"2.74人", "3.36人"},
        ),
        # A list of what was spent is none of what came in, though both come to the same.
        (
            "本年支出合计307.82万元，其中：基本支出105.58万元，项目支出202.24万元。",
            "307.82万元",
            {"105.58万元", "202.24万元"},
        ),
        ("饼干803批次，不合格8批次，占1.00%；速冻食品1865批次，不合格3批次，占0.16%。", "0.16%", {"3批次", "1865批次"}),
    ],
)
def test_it_is_confirmed_by_what_is_meant(text: str, claim: str, figures: set[str]) -> None:
    judged = audit(text, empty_book()).judged
    (one,) = (each for each in judged if each.asserted_words == claim)
    assert {each.mention.words for each in one.by.figures} == figures


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # One of these is off by a step though all together would make 100% rounded one by one.
        ("第一产业增加值34.91亿元，第二产业增加值135.01亿元，第三产业增加值180.29亿元。"
         "三次产业结构为10.2:38.3:51.5。", "10.2:38.3:51.5"),
        ("第一产业增加值30.3亿元，第二产业增加值82.0亿元，第三产业增加值159.9亿元。"
         "三次产业结构为10.9：30.3：58.8。", "10.9:30.3:58.8"),
        ("完成产值75.16亿元、增长14.2%。从构成看，建筑工程产值71.42亿元、增长10.6%；"
         "其他产值3.74亿元、下降21.4%。", "14.2%"),
        ("保险基金收入24493万元，同口径比上年减少3308万元，下降15.9%。", "15.9%"),
        ("2016年共受理各类案件5375件，同比上升16.29%。审结5238件，同比增长18.48%，结案率97.49%。", "97.49%"),
        ("立案侦查贪污案件315件357人，其中科级以上干部53名，占总人数的16.5%。", "16.5%"),
        ("可用财力1.79亿元。构成是：（1）收入1.06亿元，占可用财力的59.22%；（2）结转6734万元，占可用财力的37.62%；"
         "（3）基金556万元，占可用财力的3.31%。", "3.31%"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_still_doubted(text: str, claim: str) -> None:
    (one,) = (each for each in audit(text, empty_book()).judged if each.asserted_words == claim)
    assert one.verdict in DOUBTED


@pytest.mark.parametrize(
    "text",
    [
        "筹备经费1亿元。每月统筹5,000万元库款支持项目，全年累计4亿元。",
        "三次产业贡献率分别为9.9%、33.4%和50.1%。第二产业82.0亿元，增长6.9%。甲县生产总值62.7亿元，拉动全州增长2.3个百分点。",
        "甲县道路噪声均值为52.4分贝、较上年下降1.4分贝。乙县道路噪声均值为57.2分贝、较上年上升4.9分贝。",
        "共有体育中心1个，体育馆3个，健身中心3个，公共体育场7个。",
        "养老保险收入45.6亿元，支出43.4亿元。\n●失业保险收入1.1亿元，支出1.1亿元。",
        "1-7月，全国发电4.77万亿千瓦时，同比增长1.4%。7月份，发电8059亿千瓦时，同比增长4.5%，增速比上月加快3.0个百分点。",
        "中等职业学校26所。普通高中42所，在校学生9.2万人。初中学校221所，毕业学生5.1万人。普通小学289所，招生3.9万人。",
        # A list whose sister list in the same places does not add up, and growths that are no list's announcement.
        "共审结案件326件364人。起诉257件292人。不起诉67件70人。判决生效204件249人。受理29件45人。",
        "共审结案件364人，同比分别下降7.5%、5.2%。起诉292人。不起诉70人。\n判决生效249人。\n受理45人。",
        # A rate with a digit more than the figures around it can give.
        "行政案件审结5.7万件。租赁案件13.2万件，服判息诉率为43.03%。",
        # Two ways to divide one whole are no years.
        "城镇实现747.1亿元，乡村实现56亿元；批发业实现738.4亿元，住宿业实现64.7亿元，同比分别增长15.8%和14.4%。",
        # What more was lent than last year is said of what was lent, and not of the money behind another growth.
        "甲区贸易额11.9亿元。\n货币供应量增长11.5%，比上年末高2.8个百分点；贷款增加21.3亿元，比上年多增1.23亿元。",
        # Two figures of sentences far away add up by chance.
        "债券平均发行期限13.9年，其中甲类7.9年，乙类17.1年。利率2.98%。还本14.3亿元。\n"
        "三、剩余平均年限8.9年，其中甲类6.4年，乙类10.6年。",
        # A tariff is no share of hundreds, nor a stake one of what somebody else paid.
        "数百家企业受影响。对进口的128项产品加征15%或25%关税。",
        # Growth in three years is not what a margin leaves.
        "假设三年销量分别增长3%/15%/10%；毛利率保持在90%。",
        # Behind a sign a growth is no share of the profit of others.
        "甲公司收入17.05亿元。乙公司收入26.36亿元，同比+35.64%；净利润5.44亿元，同比+31.94%。",
        # Beds are not houses.
        "各类机构共4.6万个（其中事业单位1.3万个）；床位526.7万张；每千人口平均拥有机构床位3.9张；收养322.5万人。",
    ],
)
def test_chance_confirms_nothing(text: str) -> None:
    assert not audit(text, empty_book()).judged


@pytest.mark.parametrize(
    "text",
    [
        "办结监督1.3万件；提出建议1.4万件，采纳率86.9%。",  # Of 1.3 in 1.4 is any rate from 86% to 100%.
        "消费对经济增长的贡献率为52%，投资为16.8%；对全球增长的贡献率约30%。",
    ],
)
def test_what_nearly_any_figure_would_fit_is_not_confirmed(text: str) -> None:
    assert not audit(text, empty_book()).judged


@pytest.mark.parametrize(
    ("text", "claim", "figures"),
    [
        ("住户贷款减少346万元，其中，短期减少1053万元，长期增加707万元。", "346万元", {"1053万元", "707万元"}),
        (
            "新收案件321146件（上年旧存28802件不计在内）。审结325490件；结案率93.0%。",
            "93.0%",
            {"325490件", "321146件", "28802件"},
        ),
        ("收入8736万元，占年初预算的27.39%，其中税收8039万元，税收占比92.02%。", "92.02%", {"8039万元", "8736万元"}),
        ("批捕22902人，不批捕14709人；公诉33219人，不起诉16062人；不捕率39.1%。", "39.1%", {"14709人", "22902人"}),
        (
            "甲区水源里，蓄水占32.7%，引水占32.1%，提水占31.3%，调水占3.9%；乙区水源里，浅层占85.8%。",
            "32.1%",
            {"32.7%", "31.3%", "3.9%"},
        ),
        ("签约1919.6万元，占年度目标(1800万元)的106.6%。", "106.6%", {"1919.6万元", "1800万元"}),
        ("修建道路11.8公里，完成今年全年目标任务(12.9公里)的91.4%。", "91.4%", {"11.8公里", "12.9公里"}),
    ],
)
def test_what_it_is_computed_from_is_found(text: str, claim: str, figures: set[str]) -> None:
    (found,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == claim]
    assert found.verdict in ("exact", "consistent")
    assert {each.mention.words for each in found.by.figures} == figures


ROWS = "全年火灾23.7万起，1407人死亡，798人受伤，损失36.75亿元。东部8万起，543人死亡，347人受伤，损失15.1亿元，分别占"


@pytest.mark.parametrize(("last", "verdict"), [("41.1%", "consistent"), ("41.5%", "contradicted"), ("17.0%", "nearly")])
def test_a_row_of_shares_is_of_the_row_of_wholes(last: str, verdict: str) -> None:
    found = {each.asserted_words: each for each in audit(f"{ROWS}33.9%、38.6%、43.5%和{last}。", empty_book()).judged}
    assert [found[share].verdict for share in ("33.9%", "38.6%", "43.5%")] == ["consistent"] * 3
    assert found[last].verdict == verdict


def test_two_rows_of_shares_may_make_up_all_in_every_place() -> None:
    text = "南片的生活、工业、农业用水分别占全县的66.2%、75.9%、45.0%；北片分别占33.8%、24.1%、{}。"
    for last, count in (("55.0%", 6), ("54.0%", 0)):
        assert len(audit(text.format(last), empty_book()).judged) == count


def test_a_row_of_places_may_end_in_a_number_of_them() -> None:
    assert audit("甲区、乙区和九县(市)停课100所，占3%。", empty_book()).mentions


def test_what_was_spent_is_no_list_of_what_came_in() -> None:
    spent = "\n本年支出合计307.82万元，其中：基本支出105.58万元，占34.30%；项目支出202.24万元，占65.70%。"
    for came, is_owner in (("本年收入合计307.82万元。", False), ("本年收入支出总计307.82万元。", True)):
        sums = [each for each in audit(came + spent, empty_book()).judged if each.kind == "sum"]
        assert [each.claim.index for each in sums] == ([0, 1] if is_owner else [1])


def test_a_growth_that_does_not_pull_the_others_pulls_nothing() -> None:
    of_investment = "投资对经济增长的贡献率为57%，拉动经济增长1.1个百分点。"
    of_exports = "出口增长3%，出口对经济增长的贡献率为8%，拉动经济增长0.2个百分点。"
    for text, claims in ((of_exports, ["0.2个百分点"]), (of_investment + of_exports, [])):
        judged = audit(text, empty_book()).judged
        assert [each.asserted_words for each in judged if each.kind == "pull"] == claims


def test_two_coarse_shares_that_fit_by_chance_accuse_no_third() -> None:
    text = "收到来信362件。另受理甲类事项22件，占6%；乙类事项113件，占30%；丙类事项40件，占11%。"
    assert not [each for each in audit(text, empty_book()).judged if each.is_finding]
    finer = "收到来信362件。受理甲类事项22件，占6.08%；乙类事项113件，占30.22%；丙类事项40件，占11.05%。"
    (found,) = [each for each in audit(finer, empty_book()).judged if each.is_finding]
    assert found.asserted_words == "30.22%"
