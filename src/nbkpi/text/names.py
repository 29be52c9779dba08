"""Names of what is counted: what of the words around a figure belongs to one, and what sort of name it is."""

from __future__ import annotations

from string import ascii_letters

from nbkpi.text.vocabulary import pattern, words

ACTIVITIES, AGENTS, LIGHT, RATES = words("activities"), words("agents"), words("light"), words("rates")
QUANTITIES, THINGS, VERBS = map(frozenset, map(words, ("quantities", "things", "verbs")))
_BARE = frozenset(("完成", "在建", "超期", "剩余"))
_BODIES = ("公司", "集团")
_NOT_BARE = frozenset(("投资", "支出", "成交", "交易"))
_LENGTHS = range(max(map(len, QUANTITIES)), 0, -1)


def cleaned(text: str) -> str:
    """A name without what does not belong to it: connectives, adverbs, verbs that say only that there is something."""
    name = pattern("brackets").sub("", pattern("years_behind").sub("", without_saying(text)))
    name = without_saying(pattern("among").sub("", name))
    name = pattern("once_done").sub("", pattern("short_for").sub(r"\1", name))
    name = pattern("behind").sub("", _without_front(name))
    so_far = pattern("so_far").match(name)
    if so_far is not None:
        rest = name[so_far.end() :]
        if rest and not is_bare_verb(rest):
            name = _without_front(rest)
        elif so_far[0] == "共":
            name = rest
    if pattern("of_handling").match(name):
        return name
    name = _without_agent(_without_front(_without_light_verb(name)))
    name = pattern("brought").sub("", name) if head_of(name) else name
    name = name if "款" in name else pattern("money").sub("", name)
    return pattern("of_all_sorts").sub("", name.strip(" 、,:的"))


def without_saying(text: str) -> str:
    """A text without 为, 达到, 共计, 约 and the like at their end."""
    return pattern("saying").sub("", text)


def _without_front(name: str) -> str:
    front = pattern("before").match(name)
    return name[front.end() :] if front is not None else name


def _without_light_verb(name: str) -> str:
    if name.startswith("完成") and not pattern("of_completion").match(name):
        rest = name[2:].lstrip("了")
        is_activity = rest != "固定资产投资" and any(one in rest for one in ACTIVITIES)
        return rest if rest and not is_activity else f"完成{rest}"
    if not name.startswith(LIGHT) or pattern("not_having").match(name):
        return name
    light = next(one for one in LIGHT if name.startswith(one))
    return name[len(light) :].lstrip("了") or name


def _without_agent(name: str) -> str:
    """Without who did it (三大运营商新建5G基站), and without 实现 between a thing and its quantity."""
    thing, light, quantity = name.partition("实现")
    if light and thing and quantity:
        return quantity if thing.endswith("累计") else thing + quantity
    has = pattern("has").match(name)
    if has is not None and has["agent"].endswith(AGENTS):
        return name[has.end() :]
    for place in range(2, min(len(name) - 2, 20)):
        if name[place : place + 2] in VERBS:
            agent = pattern("issue").sub("", pattern("how_far").sub("", name[:place]))
            if agent.endswith(AGENTS) and name[place:] not in QUANTITIES and not name.endswith("率"):
                return name[place:]
    return name


def is_bare_verb(name: str) -> bool:
    """Whether these words say only what was done, without a thing: 开工, 已开工, 基本建成, 计划新启动."""
    rest = pattern("done_before").sub("", name)
    return (rest in VERBS and rest not in _NOT_BARE) or rest in _BARE or (not rest and bool(name))


def split_verb(name: str) -> str:
    """The thing of a name that ends with what was done to it: 保障性租赁住房 of 保障性租赁住房开工; else nothing."""
    is_split = len(name) > 4 and is_bare_verb(name[-2:]) and not name.endswith("进出口")
    return pattern("state").sub("", name[:-2]) if is_split else ""


def starts_with_verb(name: str) -> bool:
    """Whether a name begins with what was done to the thing: 整治闲置农房, but not 上市公司."""
    is_other = name[-1] in "类额率量费数" or name.endswith(_BODIES)
    return name[:2] in VERBS and name[2:] not in THINGS and not is_other


def has_verb(name: str) -> bool:
    """Whether a verb anywhere in it says what was done."""
    return any(_is_done(name, place) for place in range(len(name) - 1))


def noun_of(tail: str) -> str:
    """The noun that a counted number stands before: 218个村, 86家规上企业产值; empty where none follows."""
    tail = pattern("of_a_field").sub("", tail)
    run = pattern("noun").match(tail)
    if run is None or tail[0] in "和与及()" or pattern("changes").match(tail) or _is_done(tail, 0):
        return ""
    # 339个城市PM2.5浓度: the letters belong to the number behind them.
    text = run[0].rstrip(ascii_letters).rstrip("(") if tail[run.end() : run.end() + 1].isdigit() else run[0]
    first = 3 if text[:2] in VERBS else 1
    ends = pattern("ends_noun").search(text), pattern("quantity_behind").search(text, max(first, 2))
    limit = min(end.start() if end is not None else len(text) for end in ends)
    limit = next((place for place in range(first, limit) if _is_done(text, place)), limit)
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
    verb = text[place : place + 2]
    if verb == "组织" and pattern("body_of").search(text, max(0, place - 2), place):
        return False
    return verb in VERBS and behind not in THINGS and not pattern("nominal").match(behind)


def is_rate(name: str) -> bool:
    """Whether a name is that of a percentage."""
    return name.endswith(RATES)


def is_stock(name: str) -> bool:
    """Whether a name is more likely of a state at a time than of what happened over one."""
    return bool(pattern("stock").search(name)) and not starts_with_verb(name)


def head_of(name: str) -> str:
    """The quantity that a name ends with: 产量 of 茶叶产量; empty where it names a thing."""
    return next((name[-length:] for length in _LENGTHS if name[-length:] in QUANTITIES), "")
