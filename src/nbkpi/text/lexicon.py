"""Words of bulletins: what is done, what names a quantity, and what stands before or behind without counting."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written with blanks between them."""
    return tuple(text.split())


VERBS = frozenset(
    words("""
    整治 盘活 建成 建设 开展 举办 解决 吸纳 带动 覆盖 服务 投入 投资 处理 挽回 办理 受理 承接 承办 接收 收到 收集
    接待 回访 办结 退回 曝光 问责 核查 整改 整合 培育 新建 新增 改造 改建 新改 扩建 征收 拆除 签约 腾空 支付 拨付
    到位 开工 完工 竣工 投产 掘进 贯通 争取 安排 交付 启动 续建 惠及 涉及 流转 栽植 种植 养殖 存栏 出栏 生产 销售
    卖出 出口 进口 促成 签订 发放 发布 发现 抽查 检查 排查 立案 查处 调解 化解 反映 追回 救助 资助 培训 招聘 引进
    引育 落户 入驻 集聚 聚集 持股 纳税 缴纳 上缴 分红 参加 参展 参与 享受 获得 获评 入选 创建 认定 授权 登记 注册
    注销 组织 走访 慰问 宣讲 宣传 募集 筹集 撬动 推广 推出 打造 制定 出台 编制 审批 供应 出让 收储 配套 配备 安装
    更换 修复 修缮 修建 疏浚 清理 清运 治理 绿化 运送 发送 运输 转移 转化 成交 减免 回收 利用 处置 监测 调查 代办
    签收 回复 反馈 接听 帮助 帮扶 结对 摘帽 脱贫 就业 发电 供电 进尺 浇筑 填筑 铺设 架设 新开 新签 开出 招引 开通
    通车 收治 诊疗 建档 创收 增收 入库 兑付 兑现 拉动 推动 提供 归集 设立 开设 成立 组建 创办 开办 报名 毕业 招收
    录取 迎来 吸引 获批 落实 承担 处罚 起诉 审结 受案 结案 破获 抓获 领投 认购 发行 上市 挂牌 订购 交易 外派 输送
    转让 清查 实施 举行 承诺 联系 到场 研发 吸收 报送 采集 录入 上报 播种 收割 收获 采摘 捕捞 造林 新栽 关停 淘汰
    节约 完善 提升 选派 派驻 选聘 入网 充电 停放 划转 迁入 迁出 出生 死亡 销往 售出 产出 产生 发生 造成 转运 装卸
    支出 增发 配发 结余 补助 补贴 奖励 扶持 兑换 使用 占用 拆迁 安置 签发
    """)
)
"""What is done to things that are counted; a word of two characters each, so that a text is looked through fast."""

LIGHT = words(
    """
    实现 召开 拥有 共有 现有 设有 建有 配有 开出 存有 达成 取得 创造 培育 收到 接到 办理 有
    """
)
"""Verbs that say no more than that there is something."""

ACTIVITIES = ("投资", "加固", "改造", "建设", "整改", "治理", "整治", "征收", "签约", "拆除", "清查", "任务", "工作量")
"""What is completed piece by piece, so that 完成 belongs to its name: 完成投资."""

CHANGES = frozenset(
    words("""
    增长 增加 上升 提高 提升 扩大 上涨 下降 减少 降低 回落 下滑 下跌 缩小 收窄 加快 放缓 攀升 回升 缩短 压缩 涨到
    升至 降至 增至 减至 升到 降到 涨至 增到 变为 变成 发展 壮大 调整 调减 调增
    """)
)
"""How things that are counted change."""

AGENTS = words(
    """
    企业 运营商 单位 部门 机构 群众 市民 村民 居民 学生 热线 平台 栏目 展会 集群 网民 农户 商户 干部 党员 公司 用户
    会议 中心 团队 各地 联盟 学员 社员 博览会 论坛 大会 法院 检察院
    """
)
"""Who does what is counted, where that is said; not a part of the name of what is counted."""

THINGS = frozenset(
    words("""
    项目 工程 企业 单位 机构 人员 平台 设施 用地 任务 中心 基地 公司 团队 队伍 活动 场所 网点 产品 工单 诉求 事项
    案件 问题 投诉 工作
    """)
)
"""Behind a verb these make a name of it: 建设项目."""

QUANTITIES = frozenset(
    words("""
    营业收入 可支配收入
    增加值 总产值 年产值 产值 生产总值 总值 市值 估值 价值 总额 金额 销售额 零售额 成交额 进出口额 出口额 余额 差额
    额 产量 销量 总量 用电量 吞吐量 装车量 工单量 承办量 客流量 量 人数 户数 次数 件数 数 面积 投资 收入 支出 税收
    利润 营收 存款 贷款 人口 价格 均价 单价 比重 占比 份额 率 增速 增幅 浓度 指数 里程 时长 时限 标准 工资 成本 费用
    资金 规模 长度 销售 产能 能耗 订单
    """)
)
"""What the name of a quantity ends with."""

RATES = ("率", "占比", "比重", "比例", "份额", "增速", "增幅", "降幅", "涨幅", "亏损面", "度", "持股", "比", "面")
"""What the name of a percentage ends with."""


COMPANIES = (
    "新材料|新材|科技|股份|重工|医药|药业|软件|半导体|电子|光电|生物|能源|机械|汽车|电器|电气|智能|化工|纺织|服饰|食品"
    "|精工|控股|银行|传媒|航空|航运|物流|钢铁|石化|新能|材料|电缆|轴承|制造|仪器|通信|网络|信息|家居|乳业|酒业|水务|燃气|置业|股份公司"
)
"""What the short names of companies end with."""
