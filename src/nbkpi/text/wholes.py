"""Relations of parts to wholes: sums, shares, structures, rates over counts, and means."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from fractions import Fraction

from nbkpi.figure import Period
from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import REACH, Scene, shares_words, size

_PARTS_FOLLOW = re.compile(r"其中|包括|分别|分为|[\u4e00-\u9fff]中[,,]|组成|构成|按|从|看")
_EXHAUSTIVE = re.compile(r"分别为|分为|包括|组成|构成")
_BEFORE_RATE = re.compile(r"[,]?[\u4e00-\u9fff]{0,6}率.*")
_REST = re.compile(r"其他|其余|及其|另外?有")
_OPPOSITES = (
    ("出口", "进口"), ("男", "女"), ("续建", "新建"), ("境内", "境外"), ("公共", "专用"), ("税收", "非税"),
    ("财产险", "人身险"), ("城镇", "农村"), ("城镇", "乡村"), ("国内", "国外"), ("公办", "民办"),
)  # fmt: skip
_WHOLES = ("level", "base", "mean")
_INNER = re.compile(r"中[,，]|其中")
_SORTS = frozenset("类业级型期产省市县区乡镇村")
_TOTAL = re.compile(r"合计|共计|总计|一共|累计|总|共")
_GENERIC = re.compile(r"(?:其|该|全部|所有|同类)?(?:总[数量额]?|全部|总数|总量|总额|比重?|全年|全市|全县|全区|总体)?")
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
)  # fmt: skip
"""What a rate is over, by the word before 率: a count whose words hold one of these."""


_WHOLE_CASES = frozenset(
    ["满意", "按期办结", "按时办结", "办结", "接通", "达标", "合格", "整改", "化解", "开工", "完工", "竣工", "投产"]
)
"""Rates of which the cases alone may be printed, right before them."""


def sums(scene: Scene) -> Iterator[Relation]:
    """Totals with their parts, whichever of them comes first."""
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for start in range(len(scene.terms)):
        for relation, key in (*_parts_behind(scene, start), *_parts_ahead(scene, start)):
            if key not in seen:
                seen.add(key)
                yield relation


Keyed = tuple[Relation, tuple[int, tuple[int, ...]]]


def _parts_behind(scene: Scene, first: int) -> Iterator[Keyed]:
    """A list of parts that begins at this term, and a total before it."""
    term = scene.terms[first]
    if term.role != "level":
        return
    previous = first - 1
    sentence_start = first == 0 or scene.sentence(previous) != scene.sentence(first)
    gap = scene.text[scene.terms[previous].mention.end if first else 0 : term.mention.start]
    opening = re.split(r"[。!?\n]", gap)[-1]
    cue = _PARTS_FOLLOW.search(opening)
    bracket = first > 0 and gap.startswith("(")
    if not cue and not bracket and not sentence_start:
        return
    parts = _list_from(scene, first)
    same = [one for one in parts if scene.terms[one].symbol == term.symbol]
    other = [one for one in parts if scene.terms[one].symbol != term.symbol]
    for run in (same, other):
        if len(run) > 1:
            yield from _total_of(scene, first, run, bool(cue or bracket), opening)


def _list_from(scene: Scene, first: int) -> list[int]:
    """The levels from one on to the end of its sentence, of at most two units that alternate."""
    found = []
    symbols: set[str] = set()
    for place in range(first, min(len(scene.terms), first + 30)):
        if scene.sentence(place) != scene.sentence(first):
            break
        one = scene.terms[place]
        if one.role == "level" and not (place > first and re.search("合计|共计|总计|两者|三者", one.clause)):
            symbols.add(one.symbol)
            if len(symbols) > 2:
                break
            found.append(place)
    return found


def _total_of(scene: Scene, first: int, parts: list[int], has_cue: bool, opening: str) -> Iterator[Keyed]:
    symbol = scene.terms[parts[0]].symbol
    before = [one for one in scene.in_sentence(first, 2) if scene.terms[one].symbol == symbol]
    totals = [one for one in before if scene.terms[one].role == "level" or scene.terms[one].mean_of in ("人", "户")][:6]
    terms = tuple(scene.terms[one] for one in parts)
    added = sum((size(one) for one in terms), Fraction(0))
    for run in dict.fromkeys((terms, terms[:-1])):
        if len(run) < 2:
            continue
        added = sum((size(one) for one in run), Fraction(0))
        for total in totals:
            if _fits(added, scene.terms[total], run) and (has_cue or _is_long(scene.terms[total])):
                relation = Relation("sum", scene.terms[total], (_sum(run),), is_guess=not has_cue)
                yield relation, (total, tuple(parts[: len(run)]))
                return
    if totals and has_cue and added:
        whole = size(scene.terms[totals[0]])
        strong = _is_exhaustive(terms, opening)
        labels = [one.mention.lead for one in terms]
        parallel = len({label[-1:] for label in labels}) == 1 and labels[0][-1:] in _SORTS and added > whole
        parallel = parallel and not any("以上" in label or "以下" in label for label in labels)
        close = abs(added - whole) <= whole / 4
        if (strong or parallel) and close:
            yield Relation("sum", scene.terms[totals[0]], (_sum(terms),)), (totals[0], tuple(parts))


def _sum(terms: tuple[Term, ...]) -> Way:
    return Way(terms, " + ".join(f"f{number}" for number in range(1, len(terms) + 1)))


def _fits(added: Fraction, total: Term, terms: tuple[Term, ...]) -> bool:
    """Whether a sum fits within the rounding of its parts and of the total."""
    rounded = [one for one in (*terms, total) if one.mention.figure.reading != "exact"]
    halves = sum((one.mention.figure.step * one.unit.scale / 2 for one in rounded), Fraction(0))
    return abs(added - size(total)) <= halves and all(one.mention.figure.bound == "as_printed" for one in terms)


def _is_long(total: Term) -> bool:
    """Whether a total has so many digits that nothing adds up to it by chance."""
    figure = total.mention.figure
    return figure.nominal is not None and figure.nominal / figure.step >= 100


def _is_exhaustive(terms: tuple[Term, ...], opening: str) -> bool:
    """Whether the parts are surely all parts."""
    labels = [one.clause + one.mention.lead for one in terms]
    if _EXHAUSTIVE.search(opening) or _REST.search(labels[-1]):
        return True
    return len(terms) == 2 and any(
        (a in labels[0] and b in labels[1]) or (b in labels[0] and a in labels[1]) for a, b in _OPPOSITES
    )


def _parts_ahead(scene: Scene, index: int) -> Iterator[Keyed]:
    """A total that says so, after its parts."""
    term = scene.terms[index]
    words = term.clause + term.mention.lead
    if term.role != "level" or not _TOTAL.search(words):
        return
    levels = [one for one in scene.levels(scene.in_sentence(index, 2), term.symbol) if size(scene.terms[one]) < size(term)]
    levels = levels[:12][::-1]
    alike = [one for one in levels if scene.terms[one].mention.lead[-2:] == term.mention.lead[-2:]]
    runs = [alike] if len(alike) > 1 and _is_long(term) else []
    strong = bool(re.search("合计|共计|总计", words))
    if strong:
        runs += [levels[a:b] for a in range(len(levels)) for b in range(len(levels), a + 1, -1)]
    for run in runs:
        terms = tuple(scene.terms[one] for one in run)
        if len(terms) > 1 and _fits(sum((size(one) for one in terms), Fraction(0)), term, terms):
            yield Relation("sum", term, (_sum(terms),), is_guess=not strong), (index, tuple(run))
            return
    row = scene.groups[index - 1] if index else range(0)
    counted = strong or bool(re.search(r"[共总]计?$", term.mention.lead))
    if counted and len(row) > 1 and row.stop == index and scene.terms[index - 1].role == "level":
        terms = tuple(scene.terms[one] for one in row)
        if terms[0].symbol == term.symbol:
            yield Relation("sum", term, (_sum(terms),)), (index, tuple(row))


def structures(scene: Scene) -> Iterator[Relation]:
    """Each share of a:b:c over the parts printed before it, or the last of them against 100."""
    for index, term in enumerate(scene.terms):
        if term.role != "part":
            continue
        near = range(max(0, index - REACH), min(len(scene.terms), index + REACH))
        members = [one for one in near if scene.terms[one].mention.found.group == term.mention.found.group]
        place = members.index(index)
        parts = _last_levels(scene, members[0], len(members))
        if parts:
            named = " + ".join(f"f{number}" for number in range(2, len(parts) + 2))
            figures = (scene.terms[parts[place]], *(scene.terms[one] for one in parts))
            sure = _belong_together(scene, parts, index)
            yield Relation("structure", term, (Way(figures, f"f1 / ({named})", is_share=True),), not sure, is_rounded=True)
        elif index == members[-1]:
            others = tuple(scene.terms[one] for one in members[:-1])
            formula = "1 - " + " - ".join(f"f{number}" for number in range(1, len(others) + 1))
            yield Relation("structure", term, (Way(others, formula),))


def _belong_together(scene: Scene, parts: list[int], index: int) -> bool:
    """Whether the levels before a structure are surely its parts."""
    near = scene.sentence(parts[0]) == scene.sentence(index) or len(scene.groups[parts[0]]) == len(parts)
    return near or all("产业" in scene.terms[one].clause for one in parts)


def _last_levels(scene: Scene, index: int, count: int) -> list[int]:
    """The last so many levels of one unit before a term, in their order."""
    found: list[int] = []
    for one in scene.in_sentence(index, 2):
        each = scene.terms[one]
        if each.role != "level" or (found and each.symbol != scene.terms[found[0]].symbol):
            if each.role == "level":
                break
            continue
        found.append(one)
        if len(found) == count:
            return found[::-1]
    return []


def shares(scene: Scene, index: int, totals: Mapping[int, int]) -> Relation | None:
    """A share, or a rate of completion, over the whole that its words name; totals are those of known parts."""
    term = scene.terms[index]
    kind: Kind = "share"
    place, count = scene.position_in_row(index)
    before = index - 1 - place
    if count > 1:
        parts = _row_before(scene, index - place, count) or _last_levels(scene, index - place, count)
        part = parts[place] if parts else None
        whole = None
    else:
        explicit = before >= 0 and term.mention.lead.strip() in ("的", "") and _explicit(scene, before, term)
        whole = before if explicit else None
        part = _part(scene, before if explicit else index, term)
    if part is None:
        return None
    words = scene.terms[whole].clause if whole is not None else term.clause
    if _TARGET.search(words) or (whole is not None and "完成" in scene.terms[part].clause and "投资" in words):
        kind = "rate"
    if whole is not None:
        return Relation(kind, term, (Way((scene.terms[part], scene.terms[whole]), "f1 / f2", is_share=kind == "share"),))
    return _share_of_named(scene, index, part, kind, totals.get(id(scene.terms[part])))


def _row_before(scene: Scene, index: int, count: int) -> list[int]:
    """The levels of the nearest row of so many before a term."""
    for one in scene.in_sentence(index, 2):
        row = scene.groups[one]
        if len(row) == count and scene.terms[one].role == "level":
            return list(row)
    return []


def _explicit(scene: Scene, whole: int, term: Term) -> bool:
    """Whether the figure right before a share is its whole: 占员工总数912人的31.4%."""
    between = scene.text[scene.terms[whole].mention.end : term.mention.start]
    words = scene.terms[whole].clause + scene.terms[whole].mention.lead
    return between in ("的", "") and bool(re.search("占|完成|相当于|[为是达]" if between else "占|完成", words))


def _part(scene: Scene, index: int, term: Term) -> int | None:
    """The level that a share is of: the nearest before it, unless the share names another."""
    own = re.split("占", term.clause)[0] if "占" in term.clause else ""
    own = re.sub(r"^[、,\s其中(]+", "", own)
    levels = [one for one in scene.in_sentence(index, 1) if scene.terms[one].role == "level"]
    near = [one for one in levels if scene.sentence(one) == scene.sentence(index)]
    if len(own) >= 2:
        named = [one for one in levels if shares_words(own, scene.terms[one].clause + scene.terms[one].label)]
        exact = [one for one in named if _begins_alike(own, scene.terms[one])]
        return next(iter(exact or named), None)
    return near[0] if near else None


def _is_plain_whole(scene: Scene, index: int, part: int, wholes: list[int]) -> bool:
    """Whether a share without a name is surely of the first of these: it is near, or another share is of it."""
    whole = scene.terms[wholes[0]]
    near = [one for one in wholes if scene.sentence(one) == scene.sentence(part)]
    if near == wholes[:1]:
        return True
    for other in range(max(1, index - 12), min(len(scene.terms), index + 12)):
        share, one = scene.terms[other], scene.terms[other - 1]
        if other == index or share.role != "share" or one.role != "level" or one.symbol != whole.symbol:
            continue
        if abs(size(one) / (size(whole) or 1) - size(share)) <= share.mention.figure.step * share.unit.scale / 2:
            return True
    return False


def _is_of_others(scene: Scene, term: Term, part: int, whole: int, kind: Kind) -> bool:
    """Whether the whole may not be the one meant: of a wider place, or a target that belongs to another figure."""
    wider = re.match(r"全(?:市|县|区|镇|省|国|行业)", term.share_of)
    total = scene.terms[whole]
    if wider and wider[0] not in total.clause and wider[0] != total.mention.entity and total.label not in term.share_of:
        return True
    if kind != "rate":
        return False
    between = (scene.terms[one] for one in range(whole + 1, part))
    return any(one.role in ("share", "rate") and _TARGET.search(one.clause) for one in between)


def _begins_alike(name: str, term: Term) -> bool:
    """Whether a level is spoken of by the same first words, and is of the same sort: 产业类项目投资 and 产业类项目…总投资."""
    label = term.label
    ends = label[-2:] == name[-2:] or not label or label in name
    return ends and (name[:3] in term.clause + label or label in name)


def _share_of_named(scene: Scene, index: int, part: int, kind: Kind, known: int | None) -> Relation | None:
    term, one = scene.terms[index], scene.terms[part]
    named = re.sub(r"^(?:全市|全县|全区|全镇|全省|全部|其|该)", "", term.share_of)
    least = size(one) if kind == "share" else Fraction(0)
    candidates = [each for each in scene.before(part) if scene.terms[each].symbol == one.symbol]
    candidates = [each for each in candidates if scene.terms[each].role in _WHOLES and size(scene.terms[each]) > least]
    after = [each for each in range(part + 1, min(len(scene.terms), part + 8)) if scene.terms[each].symbol == one.symbol]
    after = [each for each in after if scene.terms[each].role == "level" and size(scene.terms[each]) > least]
    if _GENERIC.fullmatch(named):
        totals = [each for each in candidates if scene.sentence(each) >= scene.sentence(part) - 2]
    else:
        totals = [each for each in [*candidates, *after] if _is_called(scene.terms[each], named)]
        if not totals and kind == "rate":
            totals = [each for each in candidates if _TARGET.search(scene.terms[each].clause)]
    exact = [each for each in totals if scene.terms[each].label == named]
    # What has a share of its own is a part like this one.
    siblings = [each for each in totals if each + 1 != part and scene.terms[min(each + 1, part)].role == "share"]
    whole = [each for each in totals if each not in siblings]
    inner = [each for each in siblings if _INNER.search(scene.text[scene.terms[each].mention.end : one.mention.start])]
    totals = exact or [*whole, *inner]
    if known in totals:
        totals.sort(key=lambda each: each != known)
    if not totals:
        return None
    ways = tuple(Way((one, scene.terms[each]), "f1 / f2", is_share=kind == "share") for each in totals[:6])
    named_so = bool(named) and not _GENERIC.fullmatch(named)
    sure = known in totals or named_so or _is_plain_whole(scene, index, part, totals)
    is_guess = (_is_of_others(scene, term, part, totals[0], kind) and known not in totals) or not sure
    return Relation(kind, term, ways, is_guess)


def _is_called(term: Term, name: str) -> bool:
    label = term.label or term.clause
    if name.startswith("已") and name[1:] in term.clause + term.mention.tail:
        return True
    if name.endswith(("总数", "总量", "总额")) and name[:-2] in term.clause + term.mention.tail:
        return True
    return bool(label) and (name in label + term.clause or label in name or (len(name) > 2 and shares_words(name, label)))


def rates(scene: Scene, index: int) -> Relation | None:
    """A rate such as 办结率 over the counts printed beside it; only possible or not where its cases alone are."""
    term = scene.terms[index]
    stem, wanted = _denominator_of(term)
    place, count = scene.position_in_row(index)
    if count > 1:
        return _rate_in_row(scene, index, place, count, wanted)
    near = [one for one in scene.in_sentence(index, 0) if scene.terms[one].role == "level"]
    bracketed = scene.bracketed_after(index)
    counted = [one for one in near if stem and stem in _words(scene.terms[one])]
    counted = [one for one in counted if not re.search(f"[未不待非]{stem}", _words(scene.terms[one]))]
    part = next(iter(counted), None)
    wholes = _wholes(scene, index, part, stem, wanted, bracketed)
    if part is None and bracketed is not None and wanted and re.search(wanted, _words(scene.terms[bracketed])):
        part = next((one for one in near if scene.terms[one].symbol == scene.terms[bracketed].symbol), None)
        wholes = [bracketed]
    if part is None:
        return _grim(scene, index, near, stem, wanted) or _bare_rate(scene, index, near, term)
    ways = [Way((scene.terms[one], scene.terms[whole]), "f1 / f2") for one in (counted[:3] or [part]) for whole in wholes[:6]]
    alike = [one for one in counted if scene.terms[one].symbol == scene.terms[part].symbol]
    if 1 < len(alike) < 5:
        # 满意和基本满意 may both count.
        added = "(" + " + ".join(f"f{number}" for number in range(2, len(alike) + 2)) + ") / f1"
        ways += [Way((scene.terms[whole], *(scene.terms[one] for one in alike)), added) for whole in wholes[:2]]
    named = [one for one in wholes if wanted and re.search(wanted, _words(scene.terms[one]))]
    if "人口" not in wanted:
        named = [one for one in named if scene.sentence(one) == scene.sentence(part)]
    alone = not wanted and len(ways) == 1 and scene.segments[wholes[0]] == scene.segments[index]
    return Relation("rate", term, tuple(ways), is_guess=not named and not alone) if ways else None


def _words(term: Term) -> str:
    return term.mention.lead + _BEFORE_RATE.sub("", term.mention.tail[:8])


def _denominator_of(term: Term) -> tuple[str, str]:
    """The word before 率, and what its denominator is called."""
    name = term.label.partition("率")[0] or term.clause.partition("率")[0]
    for stem, wanted in _DENOMINATORS:
        if stem in ("办结", "完成") and re.search(f"[按限即一提准]{{1}}.{stem}$|[按限即一提准]{stem}$", name):
            return stem, ""
        if name.endswith((stem, f"{stem}进度")) or (stem in name[-5:] and "率" in term.label + term.clause):
            return stem, wanted
    return name[-2:], ""


def _wholes(scene: Scene, index: int, part: int | None, stem: str, wanted: str, bracketed: int | None) -> list[int]:
    """What a rate may be over, the likeliest first."""
    if part is None:
        return []
    one = scene.terms[part]
    places = [*([bracketed] if bracketed is not None else []), *scene.before(part)]
    places += [each for each in range(index + 1, min(len(scene.terms), index + 12))] if "人口" in wanted else []
    same = [each for each in places if scene.terms[each].symbol == one.symbol and scene.terms[each].role in ("level", "base")]
    same = [each for each in same if size(scene.terms[each]) >= size(one) and each != part]
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
    is_done = "完成" in term.label + term.clause and part == index - 1
    if is_done and len(near) > 1 and _TARGET.search(one.mention.lead) and near[1] == part - 1 and scene.terms[near[1]].symbol == one.symbol:
        return Relation("rate", term, (Way((scene.terms[near[1]], one), "f1 / f2"),))
    bigger = [each for each in near[1:] if scene.terms[each].symbol == one.symbol and size(scene.terms[each]) >= size(one)]
    if not bigger:
        return None
    ways = tuple(Way((one, scene.terms[each]), "f1 / f2") for each in bigger[:4])
    sure = len(bigger) == 1 and len(near) == 2 and bool(_TARGET.search(_words(scene.terms[bigger[0]])))
    return Relation("rate", term, ways, is_guess=not sure)


def _grim(scene: Scene, index: int, near: list[int], stem: str, wanted: str) -> Relation | None:
    """A rate of which only the number of cases is printed, right before it."""
    inside = [one for one in near if scene.segments[one] == scene.segments[index]]
    if not wanted or stem not in _WHOLE_CASES or inside != [index - 1] or scene.terms[index].mention.figure.unit.symbol != "%":
        return None
    cases = scene.terms[inside[0]]
    figure = cases.mention.figure
    if scene.terms[index].mention.figure.bound != "as_printed" or figure.kind != "count" or figure.unit.scale != 1 or not re.search(wanted, _words(cases)):
        return None
    return Relation("grim", scene.terms[index], (Way((cases,), "grim", is_share=True),))


def _rate_in_row(scene: Scene, index: int, place: int, count: int, wanted: str) -> Relation | None:
    cases = _row_before(scene, index - place, count) or _last_levels(scene, index - place, count)
    if not cases or not wanted or not re.search(wanted, _words(scene.terms[cases[0]])):
        return None
    one = scene.terms[cases[place]]
    return Relation("grim", scene.terms[index], (Way((one,), "grim", is_share=True),)) if one.mention.figure.kind == "count" else None


_WHOLE_PERIOD = re.compile(r"月|季度|半年|全年|去年|上年|前年|20[0-9]{2}年$")
_SHORTER = re.compile(r"假期|假日|黄金周|期间|活动|展会|会期|本周|当[日天]|高峰|周末|工作日|以来")
_MEAN_WORDS = re.compile(r"平均|每[\u4e00-\u9fff]{1,4}$|.均|[,、的为达约是]")
_PERSONS = frozenset("人名位口")
_OF_TIME = {"日": 1, "天": 1, "月": 30}


def means(scene: Scene, index: int) -> Relation | None:
    """A mean over the days of the period in force, or over a count beside it."""
    term = scene.terms[index]
    symbol, _slash, below = term.symbol.partition("/")
    near = scene.in_sentence(index, 2)
    near += [one for one in range(index + 1, min(len(scene.terms), index + 4)) if scene.segments[one] == scene.segments[index]]
    totals = [one for one in near if scene.terms[one].role == "level" and scene.terms[one].symbol == symbol]
    totals = [one for one in totals if size(scene.terms[one]) > size(term) or below]
    if term.mean_of in _OF_TIME:
        return _over_time(scene, index, term, [one for one in totals if one < index])
    counts = [one for one in near if _counts(scene.terms[one], below or term.mean_of) and one not in totals]
    segment = scene.segments[index]
    pairs = [(a, b) for a in totals[:4] for b in counts[:4]]
    pairs.sort(key=lambda pair: (sum(scene.segments[one] != segment for one in pair), abs(pair[0] - index) + abs(pair[1] - index)))
    if not pairs:
        return None
    ways = tuple(Way((scene.terms[a], scene.terms[b]), "f1 / f2") for a, b in pairs)
    inside = [pair for pair in pairs if all(scene.segments[one] == segment for one in pair)]
    alike = _names_nothing_else(term, pairs[0][0], scene)
    return Relation("mean", term, ways, is_guess=len(inside) != 1 or not alike, is_rounded=True)


def _names_nothing_else(term: Term, total: int, scene: Scene) -> bool:
    """Whether a mean is surely one of this total: it has no name of its own, or one like it."""
    name = _MEAN_WORDS.sub("", term.mention.lead)
    return len(name) < 2 or shares_words(name, scene.terms[total].label + scene.terms[total].mention.lead)


def _counts(term: Term, of: str) -> bool:
    """Whether something is a number of what a mean is per."""
    if term.role != "level" or not (term.unit.counting or term.symbol == of):
        return False
    if of in ("人", "名"):
        return term.symbol in _PERSONS or term.symbol == "人次"
    return term.symbol in of or of not in "日月年周" or not of


def _over_time(scene: Scene, index: int, term: Term, totals: list[int]) -> Relation | None:
    period = term.mention.when
    if not totals or period is None or period.length > 12:
        return None
    total = scene.terms[totals[0]]
    counted = [each for each in scene.in_sentence(index, 0) if scene.terms[each].symbol == "天"]
    if counted and term.mean_of != "月":
        way = Way((scene.terms[totals[0]], scene.terms[counted[0]]), "f1 / f2")
        return Relation("mean", term, (way,), is_guess=True, is_rounded=True)
    # 截至6月底 means the half year before it.
    since = Period(period.start - period.start % 12, period.end - period.start + period.start % 12)
    spans = [period, since] if since.length > period.length else [period]
    days = [one for span in spans for one in (_days(span) if term.mean_of != "月" else (span.length,))]
    ways = [Way((total,), "f1 / f2", (Fraction(one),)) for one in days]
    # Counted over working days a mean is higher by two fifths.
    follows = size(total) / max(days)
    worked = term.mean_of != "月" and Fraction(13, 10) < size(term) / (follows or 1) < Fraction(8, 5)
    words = scene.text[max(0, total.mention.start - 40) : term.mention.end]
    alike = _names_nothing_else(term, totals[0], scene)
    sure = alike and _WHOLE_PERIOD.search(term.mention.period) and not _SHORTER.search(words) and not worked
    return Relation("mean", term, tuple(ways), is_guess=not sure, is_rounded=True)


def _days(period: Period) -> tuple[int, ...]:
    """The days of a period; of a February both, where the year may be another."""
    months = [divmod(month, 12) for month in range(period.start, period.end)]
    days = sum(monthrange(max(1, year), month + 1)[1] for year, month in months)
    return (days, days + 1, days - 1) if any(month == 1 for _year, month in months) else (days,)
