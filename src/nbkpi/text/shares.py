"""Shares of a whole, and rates of completion of something named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import REACH, Scene, shares_words

_WHOLES = ("level", "base", "mean")
_INNER = re.compile(r"中[,，]|其中")
_GENERIC = re.compile(r"(?:其|该|全部|所有|同类)?(?:总[数量额]?|全部|总数|总量|总额|比重?|全年|全市|全县|全区|总体)?")
_WIDE = re.compile(r"全[市县区镇村省]")
_TARGET = re.compile(r"计划|目标|任务|预算(?![收支])|需")


def shares(scene: Scene, index: int, totals: Mapping[int, int]) -> Relation | None:
    """A share, or a rate of completion, over the whole that its words name; totals are those of known parts."""
    term = scene.terms[index]
    kind: Kind = "share"
    place, count = scene.position_in_row(index)
    before = index - 1 - place
    if count > 1:
        parts = row_before(scene, index - place, count) or scene.last_levels(index - place, count)
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
        # What was said of its parts may stand between the part and its share.
        symbol = scene.terms[whole].symbol
        others = [one for one in scene.levels(scene.in_sentence(whole), symbol) if one != part][:4]
        parts = [part, *others] if scene.terms[part].symbol == symbol else others
        ways = [Way((scene.terms[one], scene.terms[whole]), "f1 / f2", is_share=kind == "share") for one in parts]
        return Relation(kind, term, tuple(ways)) if ways else None
    return _share_of_named(scene, index, part, kind, totals.get(id(scene.terms[part])))


def alike(scene: Scene, index: int, whole: int) -> Iterator[int]:
    """Later parts of a sentence, each with a bare share, which is then of the same whole."""
    for place in range(index + 1, min(index + REACH, len(scene.terms) - 1)):
        part, share = scene.terms[place : place + 2]
        if scene.sentence(place) != scene.sentence(index) or "中" in part.mention.lead or share.share_of:
            return
        if part.role == "level" and share.role == "share" and part.symbol == scene.terms[whole].symbol:
            yield place


def row_before(scene: Scene, index: int, count: int) -> list[int]:
    """The levels of the nearest row of so many before a term."""
    for one in scene.in_sentence(index, 2):
        row = scene.groups[one]
        if len(row) == count <= REACH and scene.terms[one].role == "level":
            return list(row)
    return []


def _explicit(scene: Scene, whole: int, term: Term) -> bool:
    """Whether the figure right before a share is its whole: 占员工总数912人的31.4%."""
    between = scene.text[scene.terms[whole].mention.end : term.mention.start]
    words = scene.terms[whole].clause + scene.terms[whole].mention.lead
    return between in ("的", "") and bool(re.search("占|完成|相当于|[为是达]" if between else "占|完成", words))


def _part(scene: Scene, index: int, term: Term) -> int | None:
    """The level that a share is of: the nearest before it, unless the share names another."""
    own = _own(term)
    levels = [one for one in scene.in_sentence(index, 1) if scene.terms[one].is_amount]
    near = [one for one in levels if scene.sentence(one) == scene.sentence(index)]
    if len(own) >= 2:
        called = [one for one in levels if scene.terms[one].label == own]
        named = called or [one for one in levels if shares_words(own, scene.terms[one].clause + scene.terms[one].label)]
        exact = [one for one in named if _begins_alike(own, scene.terms[one])]
        return next(iter(exact or named), None)
    return near[0] if near else None


def _share_of_named(scene: Scene, index: int, part: int, kind: Kind, known: int | None) -> Relation | None:
    term, one = scene.terms[index], scene.terms[part]
    named = re.sub(r"^(?:全市|全县|全区|全镇|全省|全部|其|该)", "", term.share_of)
    least = one.size if kind == "share" else Fraction(0)
    candidates = [each for each in scene.before(part) if scene.terms[each].symbol == one.symbol]
    candidates = [each for each in candidates if scene.terms[each].role in _WHOLES and scene.terms[each].size > least]
    after = [
        each for each in range(part + 1, min(len(scene.terms), part + 8)) if scene.terms[each].symbol == one.symbol
    ]
    after = [each for each in after if scene.sentence(each) <= scene.sentence(part) + 1]
    after = [each for each in after if scene.terms[each].role == "level" and scene.terms[each].size > least]
    if _GENERIC.fullmatch(named):
        totals = [each for each in candidates if scene.sentence(each) >= scene.opening(part) - 2]
        behind = after if not term.share_of else []
        totals += [each for each in behind if scene.sentence(each) == scene.sentence(part) and _is_sum(scene, each)]
    else:
        totals = [each for each in [*candidates, *after] if _is_called(scene.terms[each], named)]
        if not totals and kind == "rate":
            totals = [each for each in candidates if _TARGET.search(scene.terms[each].clause)]
    if any(scene.terms[each].role != "base" for each in totals):
        totals = [each for each in totals if scene.terms[each].role != "base"]
    within: list[int] = []
    wide = _WIDE.match(term.share_of)
    if wide is not None and kind == "share":
        within = [each for each in totals if wide[0] in scene.terms[each].clause]
        totals = within or totals
    exact = [each for each in totals if named and scene.terms[each].label == named]
    # What has a share of its own is a part like this one.
    siblings = [each for each in totals if each + 1 != part and scene.terms[min(each + 1, part)].role == "share"]
    whole = [each for each in totals if each not in siblings]
    inner = [each for each in siblings if _INNER.search(scene.text[scene.terms[each].mention.end : one.mention.start])]
    totals = exact or [*whole, *inner]
    if known in totals or (known in after and not term.share_of):
        totals = [known, *(each for each in totals if each != known)]
    if not totals:
        return None
    # The part may also stand further off, with something said of it in between.
    near = [each for each in scene.in_sentence(index) if scene.terms[each].role == "level" and each != part][:3]
    pairs = [(part, each) for each in totals[:6]]
    pairs += [(each, totals[0]) for each in near if scene.terms[each].size < scene.terms[totals[0]].size]
    pairs = [(a, b) for a, b in pairs if scene.terms[a].symbol == scene.terms[b].symbol and a != b]
    ways = tuple(Way((scene.terms[a], scene.terms[b]), "f1 / f2", is_share=kind == "share") for a, b in pairs)
    named_so = bool(named) and not _GENERIC.fullmatch(named)
    sure = named_so or _is_plain_whole(scene, index, part, totals)
    sure = known in totals or (sure and _is_near(scene, index, part, totals[0]))
    sure = sure and _is_told_apart(scene, index, part)
    sure = sure and ("以上" not in term.clause or "以上" in one.mention.lead)
    is_guess = (_is_of_others(scene, term, part, totals[0], kind) and known not in totals) or not sure
    # What is called a share of all of a place is not meant as one of another total.
    is_certain = len(within) == 1 and part == index - 1 and not is_guess
    return Relation(kind, term, ways[:1] if is_certain else ways, is_guess, is_certain=is_certain)


def _is_told_apart(scene: Scene, index: int, part: int) -> bool:
    """Whether a share names no figure of a row that has one name for all: 民宿分红占 behind 分别分红."""
    own = _own(scene.terms[index])
    if len(own) < 2 or scene.terms[part].label == own or _begins_alike(own, scene.terms[part]):
        return True
    return scene.position_in_row(part)[1] < 2


def _own(term: Term) -> str:
    """What a share says that it is of, before 占."""
    own = re.split("占", term.clause)[0] if "占" in term.clause else ""
    return re.sub(r"^[、,\s其中(]+", "", own)


def _is_near(scene: Scene, index: int, part: int, whole: int) -> bool:
    """Whether part and whole stand near a share, or are just what it says they are."""
    share, one, all_of_it = scene.terms[index], scene.terms[part], scene.terms[whole]
    own = share.clause.partition("占")[0].strip("、,(")
    if scene.sentence(part) != scene.sentence(index) and not _begins_alike(own, one):
        return False
    same = all_of_it.mention.paragraph == share.mention.paragraph
    named = all_of_it.label == share.share_of or share.share_of.endswith(("总数", "总量", "总额"))
    return same or named or _is_sum(scene, whole) or _is_of_nearest(scene, part, whole)


def _is_of_nearest(scene: Scene, part: int, whole: int) -> bool:
    """Whether a part is said to be among what was printed last in its unit: 接待52.6万人次。其中民宿接待6.3万人次."""
    nearest = scene.levels(scene.in_sentence(part, 1), scene.terms[whole].symbol)[:1]
    return "其中" in scene.terms[part].mention.lead and nearest == [whole]


def _is_plain_whole(scene: Scene, index: int, part: int, wholes: list[int]) -> bool:
    """Whether a share without a name is surely of the first of these: it is near, or another share is of it."""
    whole = scene.terms[wholes[0]]
    near = [one for one in wholes if scene.sentence(one) == scene.sentence(part)]
    if near == wholes[:1]:
        return True
    if _is_of_nearest(scene, part, wholes[0]):
        return True
    for other in range(max(1, index - 12), min(len(scene.terms), index + 12)):
        share, one = scene.terms[other], scene.terms[other - 1]
        if share.mention.paragraph != whole.mention.paragraph and not _is_sum(scene, wholes[0]):
            continue
        if other == index or share.role != "share" or one.role != "level" or one.symbol != whole.symbol:
            continue
        if abs(one.size / (whole.size or 1) - share.size) <= share.mention.figure.step * share.unit.scale / 2:
            return True
    return False


def _is_sum(scene: Scene, place: int) -> bool:
    """Whether a figure is said to be a total."""
    return re.search("总|共|合计", scene.terms[place].mention.lead) is not None


def _is_of_others(scene: Scene, term: Term, part: int, whole: int, kind: Kind) -> bool:
    """Whether the whole may not be the one meant: of a wider place, or a target that belongs to another figure."""
    wider = re.match(r"全(?:市|县|区|镇|省|国|行业)", term.share_of)
    total = scene.terms[whole]
    if wider and wider[0] not in total.clause and wider[0] != total.mention.entity:
        return True
    if kind != "rate":
        return False
    between = (scene.terms[one] for one in range(whole + 1, part))
    return any(one.role in ("share", "rate") and _TARGET.search(one.clause) for one in between)


def _begins_alike(name: str, term: Term) -> bool:
    """Whether a level is named by the same first words and of the same sort: 产业类项目投资, 产业类项目…总投资."""
    label = term.label
    ends = label[-2:] == name[-2:] or not label or label in name
    return ends and (name[:3] in term.clause + label or label in name)


def _is_called(term: Term, name: str) -> bool:
    label = term.label or term.clause
    if name.startswith("已") and name[1:] in term.clause + term.mention.tail:
        return True
    if "总" in name and name.replace("总", "") == label:
        return True
    if name.endswith(("总数", "总量", "总额")) and name[:-2] in term.clause + term.mention.tail:
        return True
    return bool(label) and (
        name in label + term.clause or label in name or (len(name) > 2 and shares_words(name, label))
    )
