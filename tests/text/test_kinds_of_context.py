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
