"""Rates over counts: 办结率 and the like, by what their denominators are called."""

from __future__ import annotations

import re

from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene
from nbkpi.text.shares import row_before

_BEFORE_RATE = re.compile(r"[,]?[\u4e00-\u9fff]{0,6}率.*")
_NEXT = re.compile("[、和与及]")
_TARGET = re.compile(r"计划|目标|任务|预算|需")
_DENOMINATORS = (
    ("满意", "回访|评价|测评|参评|受访"),
    ("按期办结", "应办结|到期"),
    ("按时办结", "应办结|到期"),
    ("办结", "受理|承办|收到|接收|交办|转办|办理|登记"),
    ("接通", "呼入|来电|呼叫"),
    ("净利", "营收|营业收入|销售"),
    ("利润", "营收|营业收入|销售"),
    ("毛利", "营收|营业收入|销售"),
    ("出生", "平均.{0,4}人口|常住人口"),
    ("死亡", "平均.{0,4}人口|常住人口"),
    ("支付", "到位|下达|拨付|预算"),
    ("执行", "预算|下达"),
    ("达标", "检测|监测|断面|点位|站|检查|抽查|项目"),
    ("合格", "抽检|抽查|检查|检测|检验|抽样|监测"),
    ("整改", "发现|排查|问题|隐患"),
    ("化解", "排查|受理|调处|纠纷"),
    ("开工", "计划|项目|任务|实施"),
    ("完工", "计划|项目|任务|改造|实施"),
    ("竣工", "计划|项目|任务|改造|实施"),
    ("投产", "计划|项目|任务"),
    ("完成", "计划|任务|目标|总投资|需|应"),
    ("贯通", "隧道|全线|共"),
    ("覆盖", "共|总|应|全"),
    ("就业", "毕业|登记|失业"),
    ("通过", "报名|参加|申报|考试"),
    ("签约", "应|共|涉及|总"),
    ("城镇化", "常住人口|总人口"),
    ("参保", "应参保|应保"),
    ("到会", "应到|应出席"),
    ("结案", "受理|收案"),
)  # fmt: skip
"""What a rate is over, by the word before 率: a count whose words hold one of these."""
_COUNTED_AS = {"城镇化": "城镇", "到会": "实到", "结案": "审结"}
"""What is counted for a rate of another name."""
_WHOLE_CASES = frozenset(
    ["满意", "按期办结", "按时办结", "办结", "接通", "达标", "合格", "整改", "化解", "开工", "完工", "竣工", "投产"]
)
"""Rates of which the cases alone may be printed, right before them."""


def rates(scene: Scene, index: int) -> Relation | None:
    """A rate such as 办结率 over the counts printed beside it; only possible or not where its cases alone are."""
    term = scene.terms[index]
    if term.symbol == "倍":
        return _multiple(scene, index)
    stem, wanted = _denominator_of(term)
    place, count = scene.position_in_row(index)
    if count > 1:
        return _rate_in_row(scene, index, place, count, wanted)
    near = [one for one in _since_last(scene, index, stem) if scene.terms[one].role == "level"]
    bracketed = scene.bracketed_after(index)
    counted = [one for one in near if stem and stem in _words(scene.terms[one])]
    alias = _COUNTED_AS.get(stem)
    counted = counted or [one for one in near if alias and alias in _words(scene.terms[one])]
    counted = [one for one in counted if not re.search(f"[未不待非]{re.escape(stem)}", _words(scene.terms[one]))]
    part = next(iter(counted), None)
    wholes = _wholes(scene, index, part, stem, wanted, bracketed)
    if part is None and bracketed is not None and wanted and re.search(wanted, _words(scene.terms[bracketed])):
        part = next((one for one in near if scene.terms[one].symbol == scene.terms[bracketed].symbol), None)
        wholes = [bracketed]
    if part is None:
        return _grim(scene, index, near, stem, wanted) or _bare_rate(scene, index, near, term)
    ways = [
        Way((scene.terms[one], scene.terms[whole]), "f1 / f2")
        for one in (counted[:3] or [part])
        for whole in wholes[:6]
    ]
    pairs = [(a, b) for b in near[:4] for a in near[:4] if scene.terms[a].size < scene.terms[b].size]
    pairs = [(a, b) for a, b in pairs if scene.terms[a].symbol == scene.terms[b].symbol]
    spare = [Way((scene.terms[a], scene.terms[b]), "f1 / f2") for a, b in pairs]
    alike = [one for one in counted if scene.terms[one].symbol == scene.terms[part].symbol]
    if 1 < len(alike) < 5:
        # 满意和基本满意 may both count.
        added = "(" + " + ".join(f"f{number}" for number in range(2, len(alike) + 2)) + ") / f1"
        ways += [Way((scene.terms[whole], *(scene.terms[one] for one in alike)), added) for whole in wholes[:2]]
    named = [one for one in wholes if wanted and re.search(wanted, _words(scene.terms[one]))]
    if "人口" not in wanted:
        named = [one for one in named if _is_beside(scene, one, part, named)]
    alone = not wanted and "率" in term.clause and len(ways) == 1 and scene.segments[wholes[0]] == scene.segments[index]
    alone = alone or (stem == "完成" and part == index - 1 and wholes[:1] == [index - 2] == wholes)
    return (
        Relation("rate", term, tuple(dict.fromkeys([*ways, *spare])), is_guess=not named and not alone)
        if ways
        else None
    )


def _is_beside(scene: Scene, whole: int, part: int, wholes: list[int]) -> bool:
    """Whether a whole is of the sentence of a part, or the only one, of the sentence before and of the same place."""
    away = scene.sentence(part) - scene.sentence(whole)
    same_place = scene.terms[whole].mention.entity == scene.terms[part].mention.entity
    return away == 0 or (away == 1 and len(wholes) == 1 and same_place)


def _multiple(scene: Scene, index: int) -> Relation | None:
    """How often an earlier level goes into a later: 86.4亿元，为上年同期（72亿元）的1.2倍."""
    if index < 2 or scene.terms[index].mention.lead not in ("的", ")的"):
        return None
    level, base, term = scene.terms[index - 2 : index + 1]
    same = level.role == "level" and base.role == "base" and level.symbol == base.symbol
    near = scene.segments[index - 2] == scene.segments[index]
    return Relation("rate", term, (Way((level, base), "f1 / f2"),)) if same and near else None


def _since_last(scene: Scene, index: int, stem: str) -> list[int]:
    """The terms of the sentence before a rate, back to the last rate of the same name: that had counts of its own."""
    found = []
    for one in scene.in_sentence(index, 0):
        each = scene.terms[one]
        if each.role == "rate" and stem and stem in each.clause + each.label:
            break
        found.append(one)
    return found


def _words(term: Term) -> str:
    """What stands around a count, up to where the next one begins."""
    return term.mention.lead + _BEFORE_RATE.sub("", _NEXT.split(term.mention.tail[:8])[0])


def _denominator_of(term: Term) -> tuple[str, str]:
    """The word before 率, and what its denominator is called."""
    name = term.label.partition("率")[0]
    name = name if len(name) > 1 else term.clause.partition("率")[0]
    if re.search("成本|资产|人均|产值利润", name):
        return name[-2:], ""
    for stem, wanted in _DENOMINATORS:
        if stem in ("办结", "完成") and re.search(f"[按限即一提准].?{re.escape(stem)}$", name):
            return stem, ""
        if name.endswith((stem, f"{stem}进度")) or (stem in name[-5:] and "率" in term.label + term.clause):
            return stem, wanted
    return re.sub(r"(?:进度|程度)$", "", name)[-2:], ""


def _wholes(scene: Scene, index: int, part: int | None, stem: str, wanted: str, bracketed: int | None) -> list[int]:
    """What a rate may be over, the likeliest first."""
    if part is None:
        return []
    one = scene.terms[part]
    places = [*([bracketed] if bracketed is not None else []), *scene.before(part)]
    places += list(range(index + 1, min(len(scene.terms), index + 12))) if "人口" in wanted else []
    behind = index + 1
    if wanted and behind < len(scene.terms) and len(scene.groups[behind]) == 1:
        places += [behind] if scene.segments[behind] == scene.segments[index] else []
    same = [
        each
        for each in places
        if scene.terms[each].symbol == one.symbol and scene.terms[each].role in ("level", "base")
    ]
    same = [each for each in same if scene.terms[each].size >= one.size and each != part]
    same = [each for each in same if _is_apart(scene.terms[each].mention.lead, stem, wanted)]
    near = [each for each in same if abs(scene.sentence(each) - scene.sentence(index)) <= 3]
    called = [each for each in near if wanted and re.search(wanted, _words(scene.terms[each]))]
    called.sort(key=lambda each: scene.terms[each].role == "base" and each != bracketed)
    return called or [each for each in near if scene.sentence(each) == scene.sentence(index) and "人口" not in wanted]


def _is_apart(lead: str, stem: str, wanted: str) -> bool:
    """Whether a count is not of the same sort as what a rate counts: 甲镇完成3.2亿元 is no whole of 乙镇完成2.8亿元."""
    return stem not in lead or f"应{stem}" in lead or bool(wanted and re.search(wanted, lead))


def _bare_rate(scene: Scene, index: int, near: list[int], term: Term) -> Relation | None:
    """A rate whose count does not say so: 计划120台，已投入使用84台，完成率70%."""
    if not near:
        return None
    part = near[0]
    one = scene.terms[part]
    if "率" not in term.label + term.clause and "完成" not in term.clause:
        return None
    whole = re.fullmatch(r"总([\u4e00-\u9fff]{1,3})", term.share_of)
    totals = [each for each in near[1:] if whole and re.search(f"[总全]{whole[1]}", scene.terms[each].clause)]
    if totals and scene.terms[totals[0]].symbol == one.symbol and part == index - 1:
        return Relation("rate", term, (Way((one, scene.terms[totals[0]]), "f1 / f2"),))
    is_done = "完成" in term.label + term.clause and part == index - 1
    if (
        is_done
        and len(near) > 1
        and _TARGET.search(one.mention.lead)
        and near[1] == part - 1
        and scene.terms[near[1]].symbol == one.symbol
    ):
        return Relation("rate", term, (Way((scene.terms[near[1]], one), "f1 / f2"),))
    bigger = [
        each for each in near[1:] if scene.terms[each].symbol == one.symbol and scene.terms[each].size >= one.size
    ]
    if not bigger:
        return None
    ways = tuple(Way((one, scene.terms[each]), "f1 / f2") for each in bigger[:4])
    sure = len(bigger) == 1 and len(near) == 2 and bool(_TARGET.search(_words(scene.terms[bigger[0]])))
    return Relation("rate", term, ways, is_guess=not sure)


def _grim(scene: Scene, index: int, near: list[int], stem: str, wanted: str) -> Relation | None:
    """A rate of which only the number of cases is printed, right before it."""
    inside = [one for one in near if scene.segments[one] == scene.segments[index]]
    if (
        not wanted
        or stem not in _WHOLE_CASES
        or inside != [index - 1]
        or scene.terms[index].mention.figure.unit.symbol != "%"
    ):
        return None
    cases = scene.terms[inside[0]]
    figure = cases.mention.figure
    if (
        scene.terms[index].mention.figure.bound != "as_printed"
        or figure.kind != "count"
        or figure.unit.scale != 1
        or not re.search(wanted, _words(cases))
    ):
        return None
    return Relation("grim", scene.terms[index], (Way((cases,), "grim", is_share=True),))


def _rate_in_row(scene: Scene, index: int, place: int, count: int, wanted: str) -> Relation | None:
    cases = row_before(scene, index - place, count) or scene.last_levels(index - place, count)
    if not cases or not wanted or not re.search(wanted, _words(scene.terms[cases[0]])):
        return None
    one = scene.terms[cases[place]]
    return (
        Relation("grim", scene.terms[index], (Way((one,), "grim", is_share=True),))
        if one.mention.figure.kind == "count"
        else None
    )
