"""What a figure is used for in its sentence: a table of rules over the words around it, of which the first holds."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.mentions import Mention
from nbkpi.text.subjects import CHANGE, PROMOTED
from nbkpi.text.vocabulary import any_of

Role = Literal[
    "level",
    "base",
    "target",
    "change",
    "mean",
    "word",
    "growth",
    "yearly",
    "share",
    "progress",
    "rate",
    "percent",
    "elapsed",
    "points",
    "pull",
    "contribution",
    "schedule",
    "structure",
    "ratio",
    "multiple",
    "other",
]
"""base: an earlier level; target: one that was set; word: a number in words, 三类; progress: of a target; percent:
one of which nothing is said; elapsed: 序时进度 itself; structure: one of a:b:c; multiple: 是去年同期的
1.5倍; other: a threshold."""

CLAIMED: frozenset[Role] = frozenset(
    (
        "change", "growth", "yearly", "share", "progress", "rate", "points", "pull", "contribution", "schedule",
        "structure", "ratio", "multiple",
    )
)  # fmt: skip
"""The roles of figures that were computed from others."""

Kind = Literal["points", "rate", "quantity"]


class FigureSurroundings(NamedTuple):
    """A figure with what stands around it; following are the words up to the next figure, behind those beyond it."""

    mention: Mention
    kind: Kind
    clause: str
    symbol: str
    following: str
    role_before: Role | None
    before: Mention | None
    is_of_structure: bool
    behind: str = ""

    @property
    def lead(self) -> str:
        """The words since the figure before, or since the last comma."""
        return self.mention.lead


class Assigned(NamedTuple):
    """A role; is_said: the figure's own words say so, whatever its row says."""

    role: Role
    is_said: bool


class Rule(NamedTuple):
    """A role for figures of these kinds whose words fit; in: the words it is looked for in."""

    role: Role
    kinds: str
    at: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    where: Literal["lead", "clause", "following", "words", "symbol"] = "lead"


def _rule(role: Role, kinds: str, at: str, unless: str = "", where: str = "lead") -> Rule:
    assert where in ("lead", "clause", "following", "words", "symbol")
    return Rule(role, kinds, regex(at), regex(unless) if unless else None, where)  # type: ignore[arg-type]


_TARGET, _EARLIER = any_of("targets"), any_of("earlier") + "(?!至)"
_SAID = r"(?:[为是达有]|达到|只有|仅|约|近|(?<!同)比)*"
_TO = r"(?:[到至]|[升降增减涨变调提]\w{0,3}[为成])"
_OF_BEFORE = (
    r"(?:(?:去年|前年)(?:全年|[末底]|年[末底]|[上下]半年|前?[一二三四1-4]季度|[0-9]{1,2}月份?)?"
    r"|(?:[比较与]|去年|上年)同期|同期(?=[为的是仅只]))(?:[为是的仅]|只有)?$"
)
_GROWTH_NOUN = rf"{any_of('speeds', 'growth_nouns')}[^,;]{{0,3}}$"
_OF_BUDGET = r"占[^,]{0,8}?(?:一般公共|公共财政|政府性基金|地方)[^,]{0,4}预算总?(?:收入|支出)的?$"
"""What is a share of what came in or was spent, by the name of its kind, and no progress."""
_SET = rf"(?:{_TARGET}|(?<!供)需|拟)(?:总?[数量额]|投资|总投资|指标|{_SAID})*[(]?$"
_TO_BE = (
    r"(?:全年|年度?|[今当本]年|年初|原)计划[^,;。完成的0-9]{1,14}$"
    r"|计划(?:新[建改扩增]|建[设成造]|改造|修[建缮]|开工|创建|培育|实施|新增)[^,;。完成的0-9]{1,12}$"
    r"|(?:计划|[今明]年要|(?<![虚模])拟|须)[^,;完成的]{1,6}$"
    r"|应[参办回拆收缴征建完覆还到][^,;的]{0,5}$"
)
_NOT_EARLIER = r"[比较与]\w{0,14}(?:[增减多少上下提降净扩缩]\w{0,3})$|占[^,]*$"
_THAN_BEFORE = (
    r"(?:(?<![同环占])[比较](?:[0-9]{1,2}月份?|20[0-9]{2}年(?:同期|[末底])?|上[月年周季]度?(?:同期)?)"
    r"|(?:同比|环比)(?:[上去前][年月周季]?[年月度期]?(?:同期)?)?)的?$"
)
_THAN_PERIOD = (
    r"(?<![同环占])[比较](?:20[0-9]{2}年)?(?:前?[0-9一二三四]个?(?:季度|月)|[0-9]{1,2}月份?|[0-9]{1,2}月?[-—~至][0-9]{1,2}月份?"
    r"|[上下]半年|20[0-9]{2}年)(?:同期|[末底])?的?$"
)
_MEAN = (
    rf"{any_of('mean_counters')}均[^,]{{0,14}}$|亩产|单产[^,]{{0,4}}$|平均每|(?<!年)平均[^,]{{0,8}}$|均价"
    r"|每[\u4e00-\u9fff]{1,5}$|每[百千万]+[\u4e00-\u9fff][^,]{0,20}$"
)
_EACH_YEAR = (
    r"(?:(?<!多)年均(?!值)|(?<!多)年平均(?![^,]{0,4}(?:工资|收入|人数|价|温|降水|浓度|水平))"
    r"|平均每年|年递|复合|年度平均)"
)
"""What a mean growth a year is said by: not 多年平均, nor how the yearly mean of wages grew."""
_CHANGED_BY = rf"{any_of('changed_results', 'changed_by')}加?[了额为]?$"
_CHANGED = rf"(?:{any_of('changed_results')}|增加(?!值)|减少)[\u4e00-\u9fff]{{0,4}}$"

RULES: tuple[Rule, ...] = (
    _rule("pull", "points|rate", r"拉动|上拉|拉升|拉低|下拉|贡献(?!率)[^,]{0,6}$", where="clause"),
    _rule("schedule", "points", r"序时|时间进度|进度要求|时序进度|均衡进度|时间节点", where="clause"),
    _rule("points", "points", ""),
    _rule("contribution", "rate", r"贡献率[^,]*$", where="clause"),
    _rule("elapsed", "rate", r"(?:序时进度|时间进度|时序进度|均衡进度|序时)[^,高低快慢超]{0,4}$"),
    _rule("yearly", "rate", rf"{_EACH_YEAR}[^,]{{0,8}}$"),
    _rule("rate", "rate", r"自然增长率|人口增长率|出生率|死亡率", where="clause"),
    _rule("growth", "rate", r"^(?:增长|增加|增|提高|提升|扩大|上升|翻|-|负)", where="words", unless=r"到|至|为"),
    _rule("growth", "rate", r"[同环]比[+＋]$"),
    _rule("other", "rate", any_of("thresholds") + "[线值]?[为是的]?$"),
    _rule("base", "rate", _THAN_PERIOD),
    _rule("base", "rate", r"^\s?相[比较](?=[,提加上下回降高低扩缩快慢])", where="following"),
    _rule("other", "rate", r"(?<![同环占对])[比较](?!上|去|前|同期|年|往|[0-9])[^,;。]{1,12}[高低多少]出?了?$"),
    _rule("growth", "rate", _GROWTH_NOUN),
    _rule("other", "rate", r"^的(?!比重|比例|份额)", where="following", unless="占|比重|完成"),
    _rule(
        "progress",
        "rate",
        rf"(?:占|完成|达到?|相当于)[^,]{{0,12}}{_TARGET}(?:[^,]{{0,8}}|[^,(]{{0,4}}[(][^,()]{{1,14}}[)]的?)$",
        where="clause",
        unless=rf"占[^,]{{0,12}}预算(?:总?[收支][入出]|总)[^,]{{0,4}}的?(?:比重|比例|份额)|{_OF_BUDGET}",
    ),
    _rule("progress", "rate", rf"{_TARGET}[^,]{{0,6}}的$", where="clause", unless=_OF_BUDGET),
    _rule("base", "quantity|rate", r"(?<![同环占对])[比较](?:19|20)[0-9]{2}年[^,;。0-9]{0,16}普查[^,;。0-9]{0,3}$"),
    _rule("base", "rate|quantity", _OF_BEFORE, unless=r"占|相当于|恢复|[到至](?:去年|前年|20[0-9]{2}年)"),
    _rule("base", "rate", rf"{_EARLIER}[^,占]{{0,10}}$", unless=r"占|[比较]\w{0,8}(?:高|低|快|慢|提|增|减|下|上)\w?$"),
    _rule("base", "rate", r"(?<![经交转理])[由从](?![事业严])[^,]{0,14}$"),
    _rule("share", "rate", r"占(?!道|地|用)|比重|占比|份额|所占比例", where="clause"),
    _rule("rate", "rate", r"率|完成|进度|度(?:[为达]|$)|比例", where="clause"),
    _rule("percent", "rate", ""),
    _rule("word", "quantity", r"^[一二两三四五六七八九十]{1,2}[个类大项种方级位批次名条件]", where="words"),
    _rule("other", "quantity", "每$"),
    _rule("other", "quantity", "^(?:的)?(?:量级|大关|关口|门槛|台阶)", where="following"),
    _rule("level", "quantity", any_of("carried_over") + r"[^,]{0,4}$"),
    _rule("target", "quantity", r"^[^,;。0-9完成]{0,4}(?:目标|任务)", where="following", unless="目标群"),
    _rule("target", "quantity", _SET, unless=rf"预算[收支]|(?:列入|纳入|按照?)[^,;]{{0,6}}{_TARGET}"),
    _rule("target", "quantity", _TO_BE, unless="有$"),
    _rule("base", "quantity", rf"{_EARLIER}[^,、占]{{0,10}}$", unless=_NOT_EARLIER),
    _rule("base", "quantity", _THAN_BEFORE),
    _rule("base", "quantity", r"[比较](?:常年|多年平?均)[^,;]{0,4}$"),
    _rule("base", "quantity", r"^\s?相(?:比|较)", where="following"),
    _rule("base", "quantity", r"(?<![同环占])[比较](?!重|例)[^,]{1,12}的$"),
    _rule("mean", "quantity", _MEAN),
    _rule("mean", "quantity", r"/", where="symbol"),
    _rule("change", "quantity", r"[多少][花收支用产销]$|(?:^|[,、和及比期年])[多少](?:死亡?|受伤|伤亡?|发生)$"),
    _rule("change", "quantity", _CHANGED_BY, unless="新增$"),
    _rule("change", "quantity", _CHANGED, unless=r"[到至为额量数]$"),
)  # fmt: skip
"""The rules, the first that fits first."""

_BY_KIND: dict[str, tuple[Rule, ...]] = {
    kind: tuple(rule for rule in RULES if kind in rule.kinds.split("|")) for kind in ("points", "rate", "quantity")
}
_FROM = regex(r"(?<![经交转理])[由从](?:原来|最初|起初|过去)?的?[^,;由从]{0,12}$")
_MULTIPLE = regex(r"(?:是|为|相当于|达到?)(?:同期)?[^,;。是为0-9]{0,24}[^,;。为]的$")
"""What one figure is so many times of another by: 是去年同期的1.5倍."""
_COMPARED = regex("[比较]|同期|环")
_BECOMES = regex(rf"^[^,;。0-9]{{0,8}}?(?:{_TO}|[到至]|增加到|下降到|提高到)")
_BECOMES_BY = regex(
    rf"^[^,;。0-9]{{0,4}}{any_of('changes')}[了约近超逾]{{0,2}}[0-9.]+(?:%|倍|个百分点|‰)?[^,;。0-9]{{0,2}}[到至]"
)
"""由337亿元增长9.2%至368亿元."""
_REACHES = regex(rf"{_TO}[^,]{{0,2}}$|[到至]$")
_DONE = regex(r"完成[^,;增减]{0,10}(?:提升|扩大|改造)$")
"""A level of what was improved, and no improvement by so much."""
_BRACKETED_BASE = regex(
    rf"^\s?[(](?:{_EARLIER}|[一二三四1-4]季度|[0-9]{{1,2}}月份?|20[0-9]{{2}}年)|[,;]?(?:同比|环比)[(]$"
)
_RATIO = regex(r"(?:比|比例|比值)(?:由[^,]{0,8})?(?:[为是达约到]|缩小|扩大|下降|上升|提高|降低)*$")


def role_of(one: FigureSurroundings) -> Assigned:
    """The role of a figure, by its own words."""
    special = _special(one) or (_of_change(one) if one.kind != "points" else None)
    if special is not None:
        return Assigned(special, True)
    for rule in _BY_KIND[one.kind]:
        words = _words(one, rule.where)
        if rule.at.search(words) and not (rule.unless is not None and rule.unless.search(words)):
            return Assigned(rule.role, rule.at.pattern != "")
    return Assigned("level", False)


def _special(one: FigureSurroundings) -> Role | None:
    """What the form of a figure makes it, or what stands right around it; None where it is an ordinary one."""
    if one.is_of_structure:
        return "structure"
    if one.kind == "quantity" and one.role_before == "change" and one.lead.strip() == "(":
        return "change"
    if _FROM.search(one.lead) and (_BECOMES.match(one.following) or _BECOMES_BY.match(one.behind)):
        return "base"
    if one.symbol == "倍" and one.kind == "rate":
        is_of_base = one.lead == "的" and one.role_before == "base"
        if is_of_base or _MULTIPLE.search(one.clause):
            return "multiple"
    if one.kind == "rate" and one.symbol == "":
        if one.role_before == "base" and _REACHES.search(one.lead):
            return "level"  # 系数由0.172降到0.137.
        return "ratio" if ":" in one.mention.words or _RATIO.search(one.clause) is not None else "other"
    return None


def _of_change(one: FigureSurroundings) -> Role | None:
    """What a figure is by which something changed, or one of an earlier time; None for all others."""
    early = _yearly_or_change(one) if _changed(one) else None
    if early is not None:
        return early
    return "base" if _BRACKETED_BASE.match(one.lead) or _is_same_of_other_time(one) else None


def _changed(one: FigureSurroundings) -> bool:
    """Whether something changed by a figure: not to it, nor was so much of it changed, or new."""
    way = CHANGE.search(one.lead)
    if way is None or _REACHES.search(way[0]) or _DONE.search(one.lead):
        return False
    if one.kind == "quantity" and PROMOTED.search(one.lead):
        return False
    return way["way"] != "新增" or _COMPARED.search(one.clause) is not None


def _yearly_or_change(one: FigureSurroundings) -> Role | None:
    """What a figure right behind a word of change is."""
    if one.kind == "quantity":
        return "change"
    if re.search(_EACH_YEAR, one.clause[-14:]):
        return "yearly"
    if re.search("拉动|贡献率", one.clause):
        return None
    if re.search(r"自然增长率|出生率|死亡率", one.clause[-10:]):
        return "rate"
    return "growth"


_ONLY_PERIOD = regex(r"(?:20[0-9]{2}年|上年|去年|前年|上半年|第?[一二三四]季度|[0-9]{1,2}月份?)+(?:则?[为是]|只有|仅)")


def _is_same_of_other_time(one: FigureSurroundings) -> bool:
    """Whether a figure is the same as the one before it, of an earlier period: 三季度为84.7%，二季度为79.9%."""
    before = one.before
    if before is None or one.role_before not in ("level", "rate", "share", "percent"):
        return False
    if before.figure.unit.symbol != one.mention.figure.unit.symbol or before.sentence != one.mention.sentence:
        return False
    now, then = before.when, one.mention.when
    if now is None or then is None or then.start >= now.start:
        return False
    return _ONLY_PERIOD.fullmatch(one.lead.strip()) is not None


def _words(one: FigureSurroundings, where: str) -> str:
    if where == "clause":
        return one.clause
    if where == "following":
        return one.following
    if where == "words":
        return one.mention.words
    return one.symbol if where == "symbol" else one.lead
