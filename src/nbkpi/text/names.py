"""Names of what is counted: what of the words around a figure belongs to one, and what sort of name it is."""

from __future__ import annotations

import re

from nbkpi.text.vocabulary import any_of, words

ACTIVITIES, AGENTS, LIGHT, RATES = words("activities"), words("agents"), words("light"), words("rates")
QUANTITIES, THINGS, VERBS = map(frozenset, map(words, ("quantities", "things", "verbs")))
_HAN = r"[\u4e00-\u9fff]"
_NUMBER = "[0-9一二两三四五六七八九十]+"
_SAYING = re.compile(
    r"(?:为|是|达到|达|(?<!拥)有|共计|共|合计|总计|(?<![签预节])约|近|超过|超|突破|保持在|控制在|稳定在|维持在|在|仅|只|就|高达|逾|(?<![累总合])计|到|了"
    r"|(?<![平日月年户人亩村周件店企单车船台])均|即|分别|预计|有望|也|须|(?<![供响对反适])应|尚|仍|还|却|已|再|可|连续|首次|一度|依次|各|(?<=[\u4e00-\u9fff]{{2}})累计|来自|为每人每[月年]"
    rf"|(?<={_HAN})总数|[:\s])+$"
)
_CONNECTIVES = (
    r"[0-9]{1,2}[.)](?![0-9])|[(]?[一二三四五六七八九十]{1,3}[)、]|[①-⑳]|[\s,、:)(的]|其中有?|内有|仍|依次[是为]?|上述|[这此](?![一个项])|且"
    r"|(?:排名|居|位居)?(?:前|最多的?)[一二三四五六七八九十0-9]*位?(?:的?分别)?[为是]|[\u4e00-\u9fff]{0,4}来源[为是]|(?:主要|分别)(?:[为是有]|包括)|其中|此外|同时|另外|另有|另|以及|及|和|与|并|而|但|则|还|又|也|再|已经|均已|均(?![价值])|都|仅|只|共计|一共|总共|合计|总计|预计|有望|目前|当前|眼下|近年来|(?:他|她|我)们?(?:带领团队)?"
    r"|现已|现(?=有)|先后|陆续|成功|联合|使|让|将|可(?![支再燃回转穿降])|能够|从而|其次[是为]?|[一二三四五]是|尚(?=有)|却|连续|对$|将$|帮助|主要|(?:仅此)?一项就?|为(?=村集体)"
)
_SCOPES = (
    rf"[0-9]{{5}}{_HAN}{{0,4}}(?:热线|平台)(?={_HAN})|各(?:单位|部门|地)|本[轮次批期届]|本季度|同期|上述|全线|全域|辖区内?|境内(?={_HAN}{{2}})|畔"
    rf"|[站村镇园区市县厂院校][内里]|我[国省市县区]|全[国省市县区镇乡村](?![社面民])|[该本](?:省|市|县|区|镇|村|公司)|各级各类|各类|首批|第[0-9]+期"
    rf"|[一二三]期(?:工程|项目)?(?={_HAN})|[一二两三四五六七八九十]+[村镇县区乡地](?={_HAN})"
)
_TIMES = rf"全年(?={_HAN})|一[晚天](?={_HAN})|{_NUMBER}年(?:来|间)?(?={_HAN})|月?末(?={_HAN})"
_FOR_WHOM = rf"为{_HAN}{{1,4}}?(?=挽回|提供|争取|减免|追回|帮助|节约|减少)"
_BEFORE = re.compile(rf"(?:{_CONNECTIVES}|{_SCOPES}|{_TIMES}|{_FOR_WHOM})+")
_BEHIND = re.compile(r"(?:[的、,和与( ]|(?<!涉)及)+$")
_BRACKETS = re.compile(r"[(][^()]{0,30}[)]$")
_YEARS_BEHIND = re.compile(rf"(?:^|(?<={_HAN})){_NUMBER}年(?:来|间)?$")
_SHORT_FOR = re.compile(rf"^{_HAN}+[(]([A-Z&]+)[)](?={_HAN})")
_AMONG = re.compile(r"^.*在(?:全[国省市县区镇乡])?$")
_ONCE_DONE = re.compile(r"^.{0,14}?(?:投产|建成|成立|投用|达产|完成|改造)后可?(?=.)")
_SO_FAR = re.compile(r"(?:累计|共(?!富|同|享|建|有产)|已)+")
_OF_ALL_SORTS = re.compile(rf"(?<={_HAN}{{2}})(?:各级各类|各类|合计(?={_HAN}{{2}}))")
_HAS = re.compile(r"(?P<agent>.{2,14}?)(?:现|共|拥|设)?有(?=..)")
_ISSUE = re.compile(r"第[0-9]+期$")
_HOW_FAR = re.compile(r"(?:共|累计|已|新|协同|共同|联合)*$")
_STATE = re.compile(r"(?:已|计划|基本|新|累计|未)*$")
_DONE_BEFORE = re.compile(r"^(?:已|累计|基本|全部|提前|计划|新(?=启|开|签)|未|拟|正在|在)+")
_NOT_HAVING = ("有效", "有关", "有害", "有机", "有色", "有线", "有限")
_OF_COMPLETION = ("完成率", "完成量", "完成情况", "完成进度")
_OF_HANDLING = ("办理时限", "办理时长", "办理情况", "办理结果", "办理进度", "办理周期")
_BARE = frozenset(("完成", "在建", "超期", "剩余"))
_NOT_BARE = frozenset(("投资", "支出", "成交", "交易"))
_STOCK = re.compile(any_of("standing") + "$")
_CHANGES = re.compile(f"{any_of('changes')}|[增升涨减降跌变][到至为成]")
_QUANTITY_BEHIND = (
    *("召开", "平均", "完成率", "满意率", "办结率", "开工率"),
    *(one for name in ("results", "of_counted", "extents", "done_and_measured", "investing") for one in words(name)),
)
_LENGTHS = range(max(map(len, QUANTITIES)), 0, -1)
_NOUN = re.compile(rf"(?:省\(区、市\)|{_HAN}|[“”()·A-Za-z])+")
_ENDS_NOUN = re.compile(
    r"[的在为由与均都已将未围正也先累从使因暂按系并得了着过]|(?<![公一])共(?![同产富享建和])|全(?![国省市区县民日])|可(?![支再燃])|(?<![意方面])向"
    r"|(?<![隶所])属(?!地)|(?<![保国私公拥所])有(?![制限量机色])|(?<!发)达|形成|相比|持平|相当|[多少][0-9]|基本|全部|全面|人人|个个|家家|被(?!套|服|子)|分别|分红|联合|预计|计划|中(?=$|有|排)|就近|合计|总计|同比|环比|增长"
    r"|下降|提高|减少|平均|就业|不到|不足|超过|突破|占(?!地)|完成|实现"
)
_OF_A_FIELD = re.compile(rf"^{_HAN}{{2,8}}(?:领域|方面|类型)的")
_BODIES_OF = ("党", "社会", "金融", "合作", "国际")
"""What makes a body of 组织, which is a verb elsewhere."""
_BROUGHT = re.compile("^(?:带动|促成|推动|助推|促进)")
_MONEY = re.compile("^人民币|人民币$")
_NOMINAL = frozenset("队员站点所会团班者率量机厂商户地期生费证款物品额器案房车权库")
"""Behind a verb these make a noun of it: 宣讲队."""


def cleaned(text: str) -> str:
    """A name without what does not belong to it: connectives, adverbs, verbs that say only that there is something."""
    if not text:
        return ""
    name = _BRACKETS.sub("", _YEARS_BEHIND.sub("", without_saying(text)))
    name = without_saying(_AMONG.sub("", name))
    name = _BEHIND.sub("", _without_front(_ONCE_DONE.sub("", _SHORT_FOR.sub(r"\1", name))))
    so_far = _SO_FAR.match(name)
    if so_far is not None:
        rest = name[so_far.end() :]
        if rest and not is_bare_verb(rest):
            name = _without_front(rest)
        elif so_far[0] == "共":
            name = rest
    if name.startswith(_OF_HANDLING):
        return name
    name = _without_agent(_without_front(_without_light_verb(name)))
    name = _BROUGHT.sub("", name) if head_of(name) else name
    name = name if "款" in name else _MONEY.sub("", name)
    return _OF_ALL_SORTS.sub("", name.strip(" 、,:的"))


def without_saying(text: str) -> str:
    """A text without 为, 达到, 共计, 约 and the like at their end."""
    return _SAYING.sub("", text)


def _without_front(name: str) -> str:
    front = _BEFORE.match(name)
    return name[front.end() :] if front is not None else name


def _without_light_verb(name: str) -> str:
    if name.startswith("完成") and not name.startswith(_OF_COMPLETION):
        rest = name[2:].lstrip("了")
        is_activity = rest != "固定资产投资" and any(one in rest for one in ACTIVITIES)
        return rest if rest and not is_activity else f"完成{rest}"
    if not name.startswith(LIGHT) or name.startswith(_NOT_HAVING):
        return name
    light = next(one for one in LIGHT if name.startswith(one))
    return name[len(light) :].lstrip("了") or name


def _without_agent(name: str) -> str:
    """Without who did it (三大运营商新建5G基站), and without 实现 between a thing and its quantity."""
    thing, light, quantity = name.partition("实现")
    if light and thing and quantity:
        return quantity if thing.endswith("累计") else thing + quantity
    has = _HAS.match(name)
    if has is not None and has["agent"].endswith(AGENTS):
        return name[has.end() :]
    for place in range(2, min(len(name) - 2, 20)):
        if name[place : place + 2] in VERBS:
            agent = _ISSUE.sub("", _HOW_FAR.sub("", name[:place]))
            if agent.endswith(AGENTS) and name[place:] not in QUANTITIES and not name.endswith("率"):
                return name[place:]
    return name


def is_bare_verb(name: str) -> bool:
    """Whether these words say only what was done, without a thing: 开工, 已开工, 基本建成, 计划新启动."""
    rest = _DONE_BEFORE.sub("", name)
    return (rest in VERBS and rest not in _NOT_BARE) or rest in _BARE or (not rest and bool(name))


def split_verb(name: str) -> str:
    """The thing of a name that ends with what was done to it: 保障性租赁住房 of 保障性租赁住房开工; else nothing."""
    return _STATE.sub("", name[:-2]) if len(name) > 4 and is_bare_verb(name[-2:]) else ""


def starts_with_verb(name: str) -> bool:
    """Whether a name begins with what was done to the thing: 整治闲置农房, but not 上市公司."""
    return name[:2] in VERBS and name[2:] not in THINGS and name[-1] not in "类额率量费数"


def has_verb(name: str) -> bool:
    """Whether a verb anywhere in it says what was done."""
    return any(_is_done(name, place) for place in range(len(name) - 1))


def noun_of(tail: str) -> str:
    """The noun that a counted number stands before: 218个村, 86家规上企业产值; empty where none follows."""
    tail = _OF_A_FIELD.sub("", tail)
    run = _NOUN.match(tail)
    if run is None or tail[0] in "和与及()" or _CHANGES.match(tail) or _is_done(tail, 0):
        return ""
    text = run[0]
    end = _ENDS_NOUN.search(text)
    limit = end.start() if end is not None else len(text)
    first = 3 if text[:2] in VERBS else 1
    for place in range(first, limit):
        if _is_done(text, place) or (place > 1 and text.startswith(_QUANTITY_BEHIND, place)):
            limit = place
            break
    if text[limit : limit + 1] in ("了", "着", "过"):
        return ""
    noun = text[:limit]
    if noun.count("“") != noun.count("”"):
        noun = noun.partition("“")[0]
    if "和" in noun and not (text[limit : limit + 1] == "的" and limit < 9):
        noun = noun.partition("和")[0]
    return "" if noun in ("以上", "以下", "以内") else noun


def _is_done(text: str, place: int) -> bool:
    """Whether a verb here says something of the noun before: not in 青年宣讲队, 建设项目."""
    behind = text[place + 2 : place + 4]
    is_of_body = text[place : place + 2] == "组织" and text[max(0, place - 2) : place].endswith(_BODIES_OF)
    return text[place : place + 2] in VERBS and not is_of_body and behind not in THINGS and behind[:1] not in _NOMINAL


def is_rate(name: str) -> bool:
    """Whether a name is that of a percentage."""
    return name.endswith(RATES)


def is_stock(name: str) -> bool:
    """Whether a name is more likely of a state at a time than of what happened over one."""
    return bool(_STOCK.search(name)) and not starts_with_verb(name)


def head_of(name: str) -> str:
    """The quantity that a name ends with: 产量 of 茶叶产量; empty where it names a thing."""
    return next((name[-length:] for length in _LENGTHS if name[-length:] in QUANTITIES), "")
