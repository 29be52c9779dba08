"""What the words before a figure say it counts, and how: a thing, a change of it, a share of something."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.text.lexicon import ACTIVITIES, AGENTS, CHANGES, LIGHT, QUANTITIES, RATES, THINGS, VERBS, ending

CHANGE = re.compile(
    r"(?P<since>同比|环比|比上年(?:同期|末)?|较上年(?:同期|末)?|比去年(?:同期|末)?|较去年(?:同期|末)?|比年初|较年初|较上月|比上月|年均|两年平均|与上年同期相比|同期)?[,]?"
    r"(?:名义|实际|现价)?(?:分别)?(?P<way>负增长|增长|增加|上升|提高|提升|扩大|上涨|增|升|下降|减少|降低|回落|下滑|下跌|缩小|收窄|减|(?<!起)降|加快|放缓|多增|少增|攀升|回升|上浮|(?<![至最许很更])多|压减|压降|缩减|缩短|压缩|削减|(?<![至最不])少)"
    r"(?:幅度)?(?:了|到|至|为|达|达到|分别为)?$"
)
DOWN = frozenset(
    ("负增长 下降 减少 降低 回落 下滑 下跌 缩小 收窄 减 降 放缓 少增 压减 压降 缩减 缩短 压缩 削减 少").split()
)

_SAYS = (
    "为|是|达到|达|(?<!拥)有|共计|共|合计|总计|(?<![签预节])约|近|超过|超|突破|保持在|控制在|稳定在|维持在|在|仅|只|就|高达|逾|(?<![累总合])计|到|了|(?<![平日月年户人亩村周件店企单车船台])均"
    "|即|分别|预计|有望|也|须|应|尚|仍|还|却|已|再|可|来自|为每人每[月年]"
)
_COPULA = re.compile(rf"(?:{_SAYS}|(?<=[\u4e00-\u9fff])总数|[:\s])+$")
_FRONT = re.compile(
    r"(?:[\s,、:)(的]|其中|此外|同时|另外|另有|另|以及|及|和|与|并|而|但|则|还|又|也|再|已经|均已|均(?![价值])|都|仅|只|共计|一共|总共|合计|总计|预计|有望|目前|现已|现场?(?=有)|先后|陆续|成功|联合"
    r"|全年(?=[\u4e00-\u9fff])|使|让|将|可(?!支)|能够|从而|其次[是为]?|[一二三四五]是|[0-9]{5}[\u4e00-\u9fff]{0,4}(?:热线|平台)(?=[\u4e00-\u9fff])|尚(?=有)|却|各(?:单位|部门|地)|本[轮次批期届]|本季度|同期|对$|将$|上述|一[晚天](?=[\u4e00-\u9fff])|畔|[一二三]期(?:工程|项目)?(?=[\u4e00-\u9fff])|[一二两三四五六七八九十]+[村镇县区乡](?=[\u4e00-\u9fff])|第[0-9]+期|首批|[0-9一二两三四五六七八九十]+年(?:来|间)?(?=[\u4e00-\u9fff])|全线|全域|辖区内?|境内(?=[\u4e00-\u9fff]{2})|主要|各级各类|各类|为(?:[\u4e00-\u9fff]{1,4}?)(?=挽回|提供|争取|减免|追回|帮助|节约|减少)|帮助"
    r"|[站村镇园区市县厂院校][内里]|我[国省市县区]|全[国省市县区镇乡村](?![社面民])|[该本](?:省|市|县|区|镇|村|公司)|连续|(?:[0-9一二三四五六七八九十]+个)?月?末(?=[\u4e00-\u9fff]))+"
)
_ADVERB = re.compile(r"(?:累计|共(?!富|同|享|建|有产)|已)+")
_OF_ALL_SORTS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:各类|各级各类|合计(?=[\u4e00-\u9fff]{2}))")
_BRACKETS = re.compile(r"[(][^()]{0,30}[)]$")
_SHARE = re.compile(
    r"(?<!市)占(?!地面|地[0-9约近达超]|地$|道|用|比|据|线)(?P<of>[^,;]*?)(?:的)?(?:比重|比例|(?<=的)份额)?(?:的)?(?:分别)?(?:为|是|达到|达|约|近|超过|超|仅|高达|只|由|从|提升|提高|[上下]降|升|降|到|至)*$"
)
_PULLED = re.compile(r"(?:对(?=[^,;]{1,24}贡献率)|拉动|上拉|拉升|拉低|下拉)[^,;]{1,24}$")
_AGAINST = re.compile(
    r"(?:(?:高于|低于|快于|慢于|高出|低出|好于|领先|滞后|落后|超出|超过|超(?=序时|时间|进度|时序))[^,;0-9]{0,16}"
    r"|(?<![同环占])比(?!上年|去年|年初|上月|上季|同期|重)[^,;]{2,14}?(?:高|低|快|慢|多|少)出?)$"
)
_SCHEDULE = re.compile(r"序时|时间进度|时序进度|进度要求")
_PLAN = re.compile(
    r"(?:^|[已仅,别])(?P<said>(?:为|完成|达到|占)(?:了)?(?:全年|年度|年|总|计划|目标|当年|投资|合同|五年|今年)*(?:投资|计划|目标|任务|预算)+(?:总)?[数量额]?)(?:的|分别|为)*$"
)
_MORE_CHANGE = re.compile(
    r"(?P<said>(?:同比|环比|[比较与](?:[\u4e00-\u9fff0-9“”年月]{1,10}?)(?:相比)?)?(?:分别)?(?:净增|净减|增产|减产|多出|多收|少收|增收|减收|翻番|[上下]浮|增长|提高|提升|上升|下降|减少|增加|上涨|回落|缩短|降低|扩大|收窄|[多少]))(?:了|约)*$"
)
_CAME_TO = re.compile(
    r"(?:增长|增加|提高|提升|扩大|上升|上涨|下降|减少|降低|回落|缩短|压缩|缩减|发展|壮大|[涨升降增减变])(?:到|至|为|成)了?(?:如今|现在|目前)?的?$"
)
_AFTER = re.compile(r"^.{0,14}?(?:投产|建成|成立|投用|达产|完成|改造)后可?(?=.)")
_FROM = re.compile(r"[由从](?:起初|原来|最初|原先|过去)?的?$")
_COMPARED_WITH = re.compile(r"^[比较与](?:上年|去年|前年|上月|上季度|上届|[0-9]{1,2}月)(?:同期|末)?的?$")
_SHORT_FOR = re.compile(r"^[\u4e00-\u9fff]+[(]([A-Z&]+)[)](?=[\u4e00-\u9fff])")
_CHANGED_THING = re.compile(r"(?:平均)?(?P<way>降低|提高|减少|增加|提升|压缩|缩短)(?P<thing>[\u4e00-\u9fff]{2,})")
_YEARS_AFTER = re.compile(r"(?:^|(?<=[\u4e00-\u9fff]))[0-9一二两三四五六七八九十]+年(?:来|间)?$")
_IS_LEVEL = re.compile(r"(?:到|至|为|成)$")
_RISES = re.compile(r"增长|增加|提高|提升|扩大|上升|上涨|增")
_TAIL_END = re.compile(
    r"[^\u4e00-\u9fff“”()·A-Za-z]|[的在为由与均都已共全将未围正可也先累从向使达因暂按属系并得有了着过]|人人|个个|家家|被(?!套|服|子)|分别|分红|联合|预计|计划|中$|合计|总计|同比|环比|增长|下降|提高|减少|平均|就业|不到|不足|超过|突破|占(?!地)"
)
_RUN_OF_TAIL = re.compile(r"[\u4e00-\u9fff“”()·A-Za-z和]+")


class Words(NamedTuple):
    """The words before a figure, taken apart.

    base is what is counted, empty where that was said before; said how the figure relates to it (同比增长, 占比, 原);
    is_whole: said needs no base (快于序时进度). listed is what 分别 gives one figure each, behind what follows it.
    """

    base: str
    said: str = ""
    is_whole: bool = False
    is_from: bool = False
    is_to: bool = False
    is_separate: bool = False
    behind: str = ""


def taken_apart(lead: str, words: str, kind: str) -> Words:
    """Take the words before a figure apart; lead is without names and periods, words are the figure's own."""
    lead = lead.strip(" ,、:(")
    is_separate = "分别" in lead
    lead = _COMPARED_WITH.sub("", lead)
    starts = _FROM.search(lead)
    is_from = starts is not None
    if starts is not None:
        lead = lead[: starts.start()]
    found = _related(lead, words, kind)
    base, said, is_whole, is_to = found
    if base in ("自然", "净"):
        base, said = f"{base}{said}", ""
    elif base.endswith("新") and said == "增":
        base, said = base[:-1], "新增"
    behind = ""
    if is_separate:
        base, _cut, behind = base.partition("分别")
        said = said.replace("分别", "")
    return Words(cleaned(base), said, is_whole, is_from, is_to, is_separate, cleaned(behind) if behind else "")


def _related(lead: str, words: str, kind: str) -> tuple[str, str, bool, bool]:
    """What is counted, how the figure relates to it, whether that is all, and whether it is what something came to."""
    if kind in ("rate", "points", "multiple"):
        pulled = _PULLED.search(lead)
        if pulled is not None:
            return lead[: pulled.start()], _COPULA.sub("", pulled[0]), False, False
    if kind in ("rate", "multiple"):
        plan = _PLAN.search(lead)
        if plan is not None:
            return lead[: plan.start("said")], plan["said"].replace("了", ""), True, False
        share = _SHARE.search(lead)
        if share is not None:
            of = share["of"].strip("的“” 了").removesuffix("的比重")
            base = lead[: share.start()]
            if not of and base.replace("分别", "").strip(" 、,和"):
                return base.rstrip(" ") + "占比", "", False, False
            return base, f"占{_FRONT_OF.sub('', of)}" if of else "占比", False, bool(_IS_LEVEL.search(share[0]))
        if re.search(r"占比(?:分别)?(?:为|达到|达|约|仅)*$", lead):
            base = re.sub(r"占比(?:分别)?(?:为|达到|达|约|仅)*$", "", lead)
            if not base.strip(" 、,和也"):
                return "", "占比", False, False
    if _SCHEDULE.search(lead) or kind in ("points", "rate"):
        against = _AGAINST.search(lead)
        if against is not None:
            is_whole = bool(_SCHEDULE.search(against[0]))
            return lead[: against.start()], _COPULA.sub("", against[0]), is_whole, False
    came_to = _CAME_TO.search(lead)
    if came_to is not None:
        return lead[: came_to.start()], "", False, True
    thing = _CHANGED_THING.fullmatch(lead) if kind in ("rate", "points") else None
    if thing is not None and lead[-2:] not in CHANGES:
        return thing["thing"], thing["way"], False, False
    change = CHANGE.search(lead)
    more = _MORE_CHANGE.search(lead)
    if more is not None and (more.start() == 0 or change is not None or "比" in more[0] or "较" in more[0]):
        said = more["said"]
        if change is not None and len(change[0]) > len(said):
            said = _CHANGED_TO.sub("", change[0])
        return (
            lead[: len(lead) - len(lead[more.start() :])] if said == more["said"] else lead[: change.start()],
            said,
            False,
            False,
        )  # type: ignore[union-attr]
    if change is not None:
        return lead[: change.start()], _CHANGED_TO.sub("", change[0]), False, False
    rises = _RISES.match(words)
    if rises is not None and "倍" in words and not re.match(r"增长[到至为]", words):
        since = re.search(r"(?:同比|环比|年均|[比较](?:上年|去年)(?:同期)?)$", lead)
        return (lead[: since.start()] if since else lead), (since[0] if since else "") + rises[0], False, False
    if re.fullmatch(r"再?[到至]的?", lead):
        return "", "", False, True
    return lead, "", False, False


_CHANGED_TO = re.compile(r"(?:幅度)?(?:了|达到|达|分别为|为)$")
_FRONT_OF = re.compile(r"^[0-9]+(?=[\u4e00-\u9fff])")


def cleaned(words: str) -> str:
    """A name without what does not belong to it: connectives, adverbs, verbs that say only that there is something."""
    name = words
    for _each in range(4):
        before = name
        name = _BRACKETS.sub("", _YEARS_AFTER.sub("", _COPULA.sub("", name)))
        if before == name:
            break
    name = _without_front(_AFTER.sub("", _SHORT_FOR.sub(r"\1", name)))
    name = re.sub(r"(?:[的、,和与( ]|(?<!涉)及)+$", "", name)
    adverb = _ADVERB.match(name)
    if adverb is not None and name[adverb.end() :] and not is_bare_verb(name[adverb.end() :]):
        name = _without_front(name[adverb.end() :])
    elif adverb is not None and name[:1] == "共" and adverb.end() == 1:
        name = name[1:]
    if name.startswith("办理") and name[2:4] in ("时限", "时长", "情况", "结果", "进度", "周期"):
        return name
    name = _without_agent(_without_front(_without_light_verb(name))).strip(" 、,:的")
    return _OF_ALL_SORTS.sub("", name)


def _without_front(name: str) -> str:
    front = _FRONT.match(name)
    return name[front.end() :] if front is not None else name


def _without_agent(name: str) -> str:
    """Without who did it, and without 实现 between a thing and its quantity: 三大运营商新建5G基站."""
    thing, light, quantity = name.partition("实现")
    if light and thing and quantity:
        return thing + quantity
    has = re.match(r"(?P<agent>.{2,14}?)(?:现|共|拥|设)?有(?=..)", name)
    if has is not None and has["agent"].endswith(AGENTS):
        return name[has.end() :]
    for place in range(2, min(len(name) - 1, 20)):
        before = name[:place]
        if name[place : place + 2] in VERBS and (adverb := re.search(r"(?:共|累计|已|新)*$", before)) is not None:
            agent = re.sub(r"第[0-9]+期$", "", before[: adverb.start()])
            if name[place + 2 :] and agent.endswith(AGENTS):
                return name[place:]
    return name


def _without_light_verb(name: str) -> str:
    light = next((one for one in LIGHT if name.startswith(one)), "")
    if (
        light
        and not name.startswith(("有效", "有关", "有害", "有机", "有色", "有线", "有限"))
        and len(name) > len(light)
    ):
        return name[len(light) :].lstrip("了")
    if name.startswith("完成") and not name.startswith(("完成率", "完成量", "完成情况", "完成进度")):
        rest = name[2:].lstrip("了")
        if rest and (rest == "固定资产投资" or not any(one in rest for one in ACTIVITIES)):
            return rest
        return "完成" + rest
    return name


def is_bare_verb(name: str) -> bool:
    """Whether these words say only what was done, without a thing: 开工, 已开工, 基本建成, 计划新启动."""
    rest = re.sub(r"^(?:已|累计|基本|全部|提前|计划|新(?=启|开|签)|未|拟|正在|在)+", "", name)
    return (
        (rest in VERBS and rest not in ("投资", "支出", "成交", "交易"))
        or rest in ("完成", "在建", "超期", "剩余")
        or (rest == "" and name != "")
    )


def split_verb(name: str) -> tuple[str, str]:
    """A name that ends with what was done, as the thing and that: 保障性租赁住房开工."""
    verb, thing = name[-2:], name[:-2]
    if not is_bare_verb(verb) or len(thing) < 3:
        return "", ""
    adverb = re.search(r"(?:已|计划|基本|新|累计|未)*$", thing)
    end = adverb.start() if adverb is not None else len(thing)
    return name[:end], name[end:]


def starts_with_verb(name: str) -> bool:
    """Whether a name begins with what was done to the thing."""
    return name[:2] in VERBS and name[2:] not in THINGS and name[-1] not in "类额率量费数"


def noun_of(tail: str) -> str:
    """The noun that a counted number stands before: 218个村, 86家规上企业产值; empty where none follows."""
    run = _RUN_OF_TAIL.match(tail)
    if run is None or tail[0] in "和与及()" or tail[:2] in CHANGES or (tail[:2] in VERBS and tail[2:4] not in THINGS):
        return ""
    words = run[0]
    end = _TAIL_END.search(words)
    limit = end.start() if end is not None else len(words)
    for place in range(limit):
        if place >= 1 and words.startswith(("完成", "实现"), place):
            limit = place
            break
        if place >= 1 and not (place < 3 and words[:2] in VERBS) and _ends_noun(words, place):
            limit = place
            break
        if place >= 2 and words.startswith(_MEASURES, place):
            limit = place
            break
    if words[limit : limit + 1] in ("了", "着", "过"):
        return ""
    noun = words[:limit]
    if "和" in noun:
        noun = noun if tail[len(noun) : len(noun) + 1] == "的" and len(noun) < 9 else noun.partition("和")[0]
    return (
        ""
        if (noun[:2] in VERBS and noun[2:4] not in THINGS) or noun in ("以上", "以下", "以内")
        else noun.strip("“”")
        if noun.count("“") == 0
        else noun
    )


def _ends_noun(words: str, place: int) -> bool:
    """Whether a verb here says something of the noun before: not in 青年宣讲队, 建设项目."""
    if words[place : place + 2] not in VERBS:
        return False
    behind = words[place + 2 : place + 4]
    return behind not in THINGS and behind[:1] not in tuple("队员站点所会团班者率量机厂商户地期")


_MEASURES = (
    "产值",
    "产量",
    "营收",
    "营业收入",
    "收入",
    "投资完成率",
    "利润",
    "税收",
    "销售",
    "满意率",
    "完成",
    "实现",
    "平均",
    "召开",
    "增加值",
    "投资",
    "办结率",
    "开工率",
)


_STOCK = re.compile(
    r"余额|人口$|户数|保有量|存栏|里程|党员$|床位|企业$|农户$|社员$|学生$|职工$|人员$|机构$|总量$|覆盖率|城镇化率|用户$|面积$|库存|学校$"
)


def is_stock(name: str) -> bool:
    """Whether a name is more likely of a state at a time than of what happened over one."""
    return bool(_STOCK.search(name)) and not starts_with_verb(name)


def is_rate_name(name: str) -> bool:
    """Whether a name is that of a percentage."""
    return bool(ending(name, RATES))


def head_of(name: str) -> str:
    """The quantity that a name ends with: 产量 of 茶叶产量; empty where it names a thing."""
    return ending(name, QUANTITIES)
