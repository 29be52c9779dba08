"""Whose, when and what, kind by kind: what was misread in published texts, in sentences of our own."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.figure import Period
from nbkpi.text.mentions import Mention, mentions_in

WRITTEN = Period(2025 * 12 + 6, 1)


def read(text: str) -> list[Mention]:
    return mentions_in(text, empty_book(), WRITTEN)


def whose(text: str) -> str:
    return " ".join(one.whose or "-" for one in read(text))


def when(text: str) -> str:
    return " ".join(str(one.when or "-") for one in read(text))


def what(text: str) -> str:
    return " ".join(one.subject.replace(" ", "") or "-" for one in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "来信12件，书记县长信箱8件，书记市长信箱5件。",
        "上划中省收入30万元。",
        "另有小学5所。",
        "完成率低于省平均2个百分点。",
        "按小区统计，报修30件。",
        "跨省结算20万人次，跨省通办事项5项。",
        "作为制造大市、外贸大市，出口3亿元。",
        "分场所看，住宅火灾3起。",
        "农业农村投诉30件。",
        "重大火灾城市2起。",
        "债务管理制度有所完善，新出台办法3个。",
        "充分彰显经济大省担当，募集岗位20万个。",
        "加力布局氢能，投产项目3个。",
        "国企联村项目30个，干部驻村服务5次。",
        "部分地区有投诉30件，贫困地区有投诉5件。",
    ],
)
def test_what_is_cut_out_of_words_is_no_name(text: str) -> None:
    assert {*whose(text).split()} == {"-"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分水镇收入3亿元，高桥镇收入5亿元。", "分水镇 高桥镇"),
        ("城关镇小学3所。", "城关镇"),
        ("浙江省政府下达资金3亿元。", "浙江省"),
        ("东山村民营企业5家，西山村民宿3家。", "东山村 西山村"),
        ("东部地区投资3亿元，西部地区投资2亿元。", "东部地区 西部地区"),
        ("浙江出口3亿元，江苏出口2亿元。", "浙江 江苏"),
        ("江海县人民法院收案30件。", "江海县人民法院"),
        ("江海县公安局破案30起。", "江海县公安局"),
    ],
)
def test_names_that_look_so_are_names(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大江市半年工作\n下沙市收入3亿元。我市共有村庄40个。", "下沙市 大江市"),
        ("大江市半年工作\n下沙市收入3亿元。\n我市共有村庄40个，全市农户5万户。", "下沙市 大江市 大江市"),
        ("大江市2024年通报。江海县收入3亿元，全县农户5万户。全市收入9亿元。", "江海县 江海县 大江市"),
        ("关于江海县预算的报告\n全县收入3亿元。", "江海县"),
        ("江海县法院通报：本院收案30件。", "江海县法院"),
        ("大江市上半年情况。工作推进有力，带动全市1084家工坊增收。", "大江市"),
        # Nothing says which.
        ("全市收入3亿元。", "-"),
        ("江海县2024年通报\n全市收入3亿元，我省收入5亿元。", "- -"),
        ("本月情况：全区收入3亿元。\n我市收入5亿元。", "- -"),
        ("江海县收入3亿元，占全市的3%，高于全省2个百分点。", "江海县 江海县 江海县"),
    ],
)
def test_the_place_of_the_text(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A list of names ends with its sentence.
        ("大江市通报。江海县完成30件，湖山县完成20件。总体完成90件。", "江海县 湖山县 大江市"),
        ("江海县收入9亿元，其中青云镇3亿元。人均收入5万元。", "江海县 青云镇 江海县"),
        ("江海县完成30件，其中青云镇20件、石塘镇10件。办结28件。", "江海县 青云镇 石塘镇 江海县"),
        ("大江市通报。分区域看，江海县投资3亿元。全年投资9亿元。", "江海县 大江市"),
        ("大江市通报\n江海县完成30件。\n完成率90%。", "江海县 大江市"),
        ("江海县通报\n造林20万亩。项目中，跨江大桥进展顺利，新增绿地3万亩。", "江海县 江海县"),
        # What a sentence began with goes on.
        ("大江市通报。东山村旧貌换新颜。去年接待游客10万人次。", "东山村"),
        ("大江市通报。江海县青云镇投入3亿元。建成项目20个。", "青云镇 青云镇"),
        ("大江市通报。江海县收入3亿元。农户5万户。", "江海县 江海县"),
        ("各县情况\n一、江海县\n收入3亿元。\n农户5万户。\n二、湖山县\n收入2亿元。", "江海县 江海县 湖山县"),
    ],
)
def test_how_far_a_name_reaches(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家统计局今天公布，1月价格上涨2%。", "-"),
        ("中国人民银行发布的最新数据显示，贷款余额3万亿元。", "-"),
        ("大江市统计局公布，出口3亿元。", "大江市"),
        ("某银行贷款3亿元，大江银行存款5亿元。", "- 大江银行"),
        ("大江市统计局有干部30名。", "大江市统计局"),
        ("海关总署今天（5月9日）公布，我国出口3亿元。", "我国"),
    ],
)
def test_who_publishes_is_not_whose(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A look back holds for its sentence.
        ("2024年抽检700批次。上年全年抽检650批次，不合格18批次。今后抽检蔬菜90批次。", "2024 2023 2023 2024"),
        ("2025年上半年收入3亿元。去年收入5亿元，利润1亿元。税收2亿元。", "2025H1 2024 2024 2025H1"),
        ("江海县2024年人口普查\n人口70万人，2010年为65万人，十年增加5万人。", "2024 2010 2024"),
        (
            "2024年通报\n截至11月底办结30件。来信20件，其中截至9月底来访3件。来电5件。",
            "2024-11 2024-11 2024-09 2024-11",
        ),
        # What begins a sentence goes on.
        ("2024年收入3亿元，支出2亿元。结余1亿元。", "2024 2024 2024"),
        ("2024年收入3亿元。2025年上半年收入2亿元。支出1亿元。", "2024 2025H1 2025H1"),
        ("2025年1至5月通报\n5月收入3亿元。支出1亿元。\n税收2亿元。", "2025-05 2025-05 2025-01..2025-05"),
    ],
)
def test_how_far_a_period_reaches(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年末人口70万人，与2010年普查的72万人相比，减少2万人。", "2024 2010 2024"),
        ("2024年抽检16641批次，比2023年的11183批次多5458批次。", "2024 2023 2024"),
        ("2024年产量129万吨，与上年的124万吨相比，增长4%。", "2024 2023 2024"),
        ("2024年增速5%，比2023年加快2个百分点。", "2024 2024"),
        ("2024年产量9万吨，是2020年的1.8倍，恢复至2019年的九成。", "2024 2024 2024"),
        ("2024年收入3亿元，比上年同期、上年全年分别加快1.2个和1.0个百分点。", "2024 2024 2024"),
    ],
)
def test_what_a_figure_is_compared_with(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、二、三季度分别完成3亿元、4亿元和5亿元。", "2025Q1 2025Q2 2025Q3"),
        ("2022、2023、2024年分别为20万人、30万人和40万人。", "2022 2023 2024"),
        ("4月、5月、6月分别受理30件、40件和50件。", "2025-04 2025-05 2025-06"),
        ("一、二、三季度完成3亿元。", "2025-01..2025-09"),
        ("2022年和2023年共完成3亿元。", "2022..2023"),
        ("一、二、三季度分别完成3亿元、4亿元和5亿元。合同额90亿元。", "2025Q1 2025Q2 2025Q3 -"),
    ],
)
def test_rows_of_periods(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成果获2024年科技奖；制定标准5项。", "-"),
        ("运动员138人，其中30人参加过2016年的比赛。首次参赛20人。", "- - -"),
        ("2025年通报。今天（7月14日）签约30个。", "2025"),
        ("截至2017年年底，党员30万名。", "2017"),
        ("今年5月开始，社区启动试点，处理诉求30件。", "2025-05"),
        ("目前已有358名青年回乡，建成工坊30家。", "2025-07 2025-07"),
        ("2024年春节假期接待游客30万人次。", "-"),
    ],
)
def test_which_period_is_that_of_a_figure(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Behind brackets the text goes on with what stood before them.
        ("受理案件4939件（内有旧存256件），同比增长5%。", "受理案件 旧存 受理案件同比增长"),
        ("税收35万元（预算84万元的41.5%），下降5%。", "税收 预算 税收为预算 税收下降"),
        ("产量30万吨（折合60亿斤），增长2%。", "产量 折合 产量增长"),
        ("受理来电30件，办结28件，办结率93%。", "受理来电 办结 办结率"),
        ("蔬菜20吨，增长2%（水果5吨，下降3%）。", "蔬菜 蔬菜增长 水果 水果下降"),
        ("出口52亿元（含邮寄），增长4%。", "出口 出口增长"),
        # So it does behind a plan.
        ("总收入43万元，为年初预算100万元的43%，同比下降6%。", "总收入 年初预算 总收入为年初预算 总收入同比下降"),
        ("投资30亿元，占年度计划50亿元的60%，增长5%。", "投资 年度计划 投资占年度计划 投资增长"),
        ("税收9万元，为调整预算20万元的45%，下降2%。", "税收 调整预算 税收为调整预算 税收下降"),
        ("年度计划50亿元，增长5%。", "年度计划 年度计划增长"),
        ("计划投资50亿元，增长5%。", "计划投资 计划投资增长"),
        ("预算收入50亿元，增长5%。", "预算收入 预算收入增长"),
        # Changes side by side are of what has their unit.
        (
            "发生事故640起，死亡2690人，同比减少26起、440人。",
            "发生事故 死亡 发生事故同比减少 死亡同比减少",
        ),
        ("接待游客30万人，收入5亿元，增加2万人、1亿元。", "接待游客 收入 接待游客增加 收入增加"),
        ("走访110批，来信300件，同比增加10批、20件。", "走访 来信 走访同比增加 来信同比增加"),
        ("发生事故640起，减少26起；受伤30人。", "发生事故 发生事故减少 受伤"),
        ("来信30件，增加5件，来访20批。", "来信 来信增加 来访"),
        ("来信30件，增加5件，增长20%。", "来信 来信增加 来信增长"),
        # 依次 and 各 give out figures as 分别 does.
        ("甲类、乙类、丙类依次为30件、20件、10件。", "甲类 乙类 丙类"),
        ("火灾25起、亡13人，各占总数的91%、94%。", "火灾 亡 火灾占总数 亡占总数"),
        ("甲类30件，乙类20件，依次减少5%、2%。", "甲类 乙类 甲类减少 乙类减少"),
        (
            "第二、第三产业占总值的比重分别回落2.1和1.6个百分点。",
            "第二产业比重回落 第三产业占总值比重回落",
        ),
        ("各类投诉30件。", "投诉"),
        ("各部门办理30件。", "办理"),
        ("依次排列，受理30件。", "受理"),
    ],
)
def test_what_figures_go_on_with(text: str, expected: str) -> None:
    assert what(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Numbers of a list do not belong to a name, nor do what introduces it and quotation marks.
        ("1.办结率95%。\n2.满意率97%。", "办结率 满意率"),
        ("（一）办结率95%；（二）满意率97%。", "办结率 满意率"),
        ("前三位为垃圾箱7件、井盖6件。", "垃圾箱 井盖"),
        ("提案来源为集体提案30件、个人提案60件。", "集体提案 个人提案"),
        ("落地运营13家“共享工坊”旗舰店。", "落地运营“共享工坊”旗舰店"),
        ("5G基站30座，3D展厅2个。", "5G基站 3D展厅"),
        ("“小巨人”企业30家。", "“小巨人”企业"),
        ("第一产业增加值30亿元。", "第一产业增加值"),
        # Words that hold others.
        ("可再生能源装机30万千瓦，占全国的3%。", "可再生能源装机 可再生能源装机占全国"),
        ("甲公司供应7亿立方米，增长2%。", "供应 供应增长"),
        ("市场占有率从0到4.6%。", "市场占有率"),
        ("人民币贷款30亿元，外资5亿元人民币。", "人民币贷款 外资"),
        ("187万个非公有制企业已建立党组织。", "非公有制企业"),
        ("54名村党组织书记当选。", "当选村党组织书记"),
        ("88个城市汽车保有量超过100万辆。", "城市汽车保有量 城市汽车保有量"),
        ("31个省（区、市）签约30家。", "省（区、市） 签约"),
        ("近千万人口，城镇占七成。", "人口 城镇占比"),
        ("其中40人已任村书记。", "已任村书记"),
        # Higher and lower are of what stood before.
        ("余额92亿元，增长4%，比上年末低3个百分点。", "余额 余额增长 余额比上年末低"),
        ("价格环比小幅上涨0.1%，涨幅比上月扩大0.2个百分点。", "价格环比小幅上涨 价格涨幅比上月扩大"),
        ("利率4%，同比低34个基点。", "利率 利率同比低"),
        ("每年减少20万吨废液排放。", "减少废液排放"),
        ("新增5个示范县、3个基地。", "新增示范县 基地"),
    ],
)
def test_what_belongs_to_the_name_of_what_is_counted(text: str, expected: str) -> None:
    assert what(text) == expected


def test_what_changed_beside_another_has_the_change_too() -> None:
    text = "发生事故640起，死亡2690人，同比减少26起、440人，分别下降3.9%和14.1%。"
    assert [one.change for one in read(text)][2:] == ["同比减少", "同比减少", "分别下降", "下降"]
    assert [one.falls for one in read(text)] == [False, False, True, True, True, True]
    assert [one.falls for one in read("受理640件、办结30件，增加26件、5件。")] == [False] * 4


def test_a_line_that_is_broken_inside_a_sentence_goes_on() -> None:
    lines = "江海县通报\n" + "各地认真推进工作，深入村庄走访农户，取得了明显成效，群众反映良好。\n" * 5
    broken = (
        "江海县青云镇东山社区组织居民开展环境整治，解决停车难的问\n\n题，处理诉求200余件，办结率98%，居民对此表示满意。"
    )
    assert whose(lines + broken) == "东山社区 东山社区"
    assert whose("江海县通报\n青云镇民宿达到\n\n28家。") == "青云镇"
    assert whose("江海县通报\n青云镇完成任务。\n收入28亿元。") == "江海县"
    assert whose("青云镇 20件\n石塘镇 30件\n") == "青云镇 石塘镇"


def test_what_is_only_carried_on_is_not_sure() -> None:
    assert [one.is_sure for one in read("江海县通报\n收入3亿元。青云镇收入2亿元。人均5万元。全市收入9亿元。")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "小城市培育投入3亿元。",
        "应急部门调集灾区物资30吨。",
        "本部滚动分析研判震区雨情，抢修管网4条。",
        "两地分派各县物资30件。",
        "北部山区有村庄18个。",
        "上交村集体40万元。",
        "某银行贷款3亿元。",
        "现代农业各区投入3亿元。",
        "西部百强镇平均人口7万人。",
        # Of nobody who was spoken of before.
        "另一区上半年收入3亿元。",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert {*whose(text).split()} == {"-"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江海县青云镇村距县城17公里，全村2504人，该村投资60万元。", "青云镇村 青云镇村 青云镇村"),
        ("青云镇村民收入3万元。", "青云镇"),
        ("托万克麦盖提村农户65户。", "托万克麦盖提村"),
        ("某县综合指数5.7，同比降14%。", "某县 某县"),
        ("青海省海东市救助31人。", "海东市"),
        ("甘肃临夏州积石山县救助117人。", "积石山县"),
        ("商务部调集牛肉1500吨。", "商务部"),
        ("财政部门收入3亿元。", "-"),
        ("商务部数据显示，出口3亿元。", "-"),
        ("青海省军区出动官兵300人。", "青海省军区"),
        ("全国妇联募集款物6700万元。", "全国妇联"),
        ("青云镇、石塘镇共投资3亿元。", "青云镇、石塘镇"),
        # An office with its number is what is counted.
        ("江海县来信分派情况：公安局7件，教育局2件。", "江海县 江海县"),
    ],
)
def test_names_of_places_ministries_and_bodies(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A title is the narrowest of the names that stand in it, and 全市 the one that is meant.
        ("大江市江海县进展：全县收入3亿元，全市第6。项目85项。\n全县收入4亿元。", "江海县 江海县 江海县"),
        ("江苏2024年情况\n全省收入3亿元。", "江苏"),
        ("大江市、下沙市分别举行会议。\n收入3亿元。", "-"),
        # The first sentence of a story is of itself, unless the text speaks of no other place.
        ("江海县积水造成损失3亿元，湖山县损失2亿元。\n部队出动官兵300人。", "江海县 湖山县 -"),
        ("江海县青云镇有村庄18个。\n高铺村相距4公里。\n平时车程1个小时。", "青云镇 高铺村 青云镇"),
        # A list ends with its items.
        ("前列为江苏38个、浙江13个、山东7个，平均人口22万人。", "江苏 浙江 山东 -"),
        ("大江市通报。甲县3件，乙县2件，丙县4件，合计9件。", "甲县 乙县 丙县 大江市"),
        ("大江市通报。甲县3件，办结2件；乙县2件，办结1件；合计5件。", "甲县 甲县 乙县 乙县 大江市"),
        ("强度超过平均的有浙江（3.7%）、山岭（3.1%）、江苏（3.0%）、福建（2.9%）。", "浙江 山岭 江苏 福建"),
        ("浙江、外贸和出口分别增长3%、2%和1%。", "- - -"),
        # Inside a clause a name counts where nobody else is spoken of.
        ("地震造成浙江江海县青云镇20名群众失联。", "青云镇"),
        ("大江市通报\n地震造成浙江江海县青云镇20名群众失联。", "大江市"),
        ("七里村收入3亿元。\n最好的七里村木耳价格90元，现在全村贫困户5户。", "七里村 七里村 七里村"),
        ("指数最低为甲县16个，最高为乙县21个。", "甲县 乙县"),
    ],
)
def test_whom_a_text_speaks_of(text: str, expected: str) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014年至今，派出工作队5个。", "2014-01..2025-07"),
        ("截至今天（12月20日）上午9时，救助113人。", "2025-12"),
        ("2016年5月9日前一周来电297个。", "2016-05"),
        ("2012年11月到2013年2月，检查30家。", "2012-11..2013-02"),
        # A year that is aimed at, or that something began in, is not that of months.
        ("到2035年，城镇化成熟。一季度收入3亿元。", "2025Q1"),
        ("2022年以来建成站点5个。截至7月底，网商30家。", "2022-01..2025-07 2025-07"),
        ("2022年规模扩大。今年，任务明确。1至7月收入3亿元。", "2025-01..2025-07"),
        # 目前 ends what was said before it.
        ("2022年以来建成站点5个。目前覆盖率95%。", "2022-01..2025-07 2025-07"),
        ("今年计划投资9亿元，目前已完成6亿元。", "2025 2025"),
        # Neither into the sentence of another, nor out of one that has figures of its own.
        ("2021至2022年东山村建大棚300座。江海县电站221座。", "2021..2022 -"),
        ("2024年全市完成30件。江海县完成20件。", "2024 2024"),
        ("但从去年以来，变化很大，建房3间。\n人口1500人。", "2024-01..2025-07 -"),
        ("截至2024年底，党员30名。\n组织5个。", "2024 2024"),
        ("2024年通报：收入3亿元。\n江海县2023年：收入2亿元，支出1亿元。", "2024 2023 2023"),
        ("自从2017年工作队来了，终于有了改变。\n孩子3个。", "-"),
        ("监测29天（2022年9月监测30天，优良28天），优27天。", "- 2022-09 2022-09 -"),
        ("江海县总结（2011至2013年）：2013年投资5亿元，年均增长40%。", "2013 2011..2013"),
    ],
)
def test_which_period_holds(text: str, expected: str) -> None:
    assert when(text) == expected


def test_words_of_periods_are_as_they_are_printed() -> None:
    words = [one.period for one in read("截至今天（12月20日）上午9时，救助113人。2014年至今，派出5人。")]
    assert words == ["截至今天（12月20日）上午9时", "2014年至今"]
    assert [one.period for one in read("截至22日中午，募集3亿元。今天，出动30人。")] == ["截至22日中午", "今天"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a name leaves to the thing that was counted before.
        (
            "重点项目85项，总投资825亿元，年度计划193亿元，完成126亿元，完成率65%。",
            "重点项目 重点项目总投资 重点项目年度计划 重点项目完成投资 重点项目完成率",
        ),
        ("光伏电站221座，年收入4300万元，带动130户。", "光伏电站 光伏电站年收入 带动户数"),
        ("百强镇38个，平均人口22万人。", "百强镇 百强镇平均人口"),
        ("从业人员4万人，年产值3亿元。", "从业人员 年产值"),
        ("甲类案件高居首位，查处了58件，占31%。", "甲类案件查处 甲类案件查处占比"),
        ("其次为违规案件，共查处35件。", "违规案件查处"),
        # Names that would be the same are told apart, others stay as they are.
        ("来信27件，涉及4个单位；来访23件，涉及5个单位。", "来信 来信涉及单位 来访 来访涉及单位"),
        ("热线60件。物业122件，其中热线116件；城管120件，其中热线119件。", "热线 物业 物业热线 城管 城管热线"),
        ("来信27件，涉及4个单位。", "来信 涉及单位"),
        # Better and worse.
        ("综合指数2.48，同比改善7.5%；PM2.5为15μg/m3，改善25%。", "综合指数 综合指数同比改善 PM2.5 PM2.5改善"),
        ("甲类最低为3个，最高为5个。", "甲类最低 甲类最高"),
        # What stands around numbers.
        ("城镇化率将由现在的不足60%提升到70%。", "城镇化率原 城镇化率现"),
        ("村集体经济从零增加到100万元。", "村集体经济"),
        ("收入3亿元，列全市20个区县第4。", "收入 区县"),
        ("是22个贫困县之一。", "贫困县"),
        ("先后选派5批、5.6万个工作队。", "选派工作队 选派工作队"),
        ("推动1亿非户籍人口落户。", "推动非户籍人口"),
        ("超五成涉海企业实现增长。", "涉海企业占比"),
        ("东山村距县城17公里，全村2504人。", "距县城 人口"),
        ("新登记主体53万户，同比增长18%。其中，合肥14万户。", "新登记主体 新登记主体同比增长 新登记主体"),
        ("481名建档立卡人口脱贫。", "脱贫建档立卡人口"),
    ],
)
def test_whose_quantity_and_which_thing(text: str, expected: str) -> None:
    assert what(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PM2.5为58μg/m3，臭氧183μg/立方米，一氧化碳0.6mg/m3。", "58μg/m3 183μg/立方米 0.6mg/m3"),
        ("走了3个多小时，又走12个多小时。", "3个多小时 12个多小时"),
        ("两个多月来，这两天，八项规定，十四届六次会议。", ""),
        ("运送物资2.3万多件套。", "2.3万多件套"),
    ],
)
def test_figures_with_units_of_their_own(text: str, expected: str) -> None:
    assert " ".join(one.words for one in read(text)) == expected
