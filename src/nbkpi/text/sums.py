"""Totals with their parts, and structures a:b:c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import REACH, Scene

_PARTS_FOLLOW = re.compile(r"其中|包括|分别|分为|[\u4e00-\u9fff]中[,,]|组成|构成|按|从|看")
_EXHAUSTIVE = re.compile(r"分别为|分为|包括|组成|构成")
_REST = re.compile(r"其他|其余|及其|另外?有")
_OPPOSITES = (
    ("出口", "进口"), ("男", "女"), ("续建", "新建"), ("境内", "境外"), ("公共", "专用"), ("税收", "非税"),
    ("财产险", "人身险"), ("城镇", "农村"), ("城镇", "乡村"), ("国内", "国外"), ("公办", "民办"),
)  # fmt: skip
_SORTS = frozenset("类业级型期产省市县区乡镇村")
_TOTAL = re.compile(r"合计|共计|总计|一共|累计|总|共")


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
        nested = place > first and ("其中" in one.mention.lead or one.mention.lead.startswith("("))
        if (
            one.role == "level"
            and not nested
            and not (place > first and re.search("合计|共计|总计|两者|三者", one.clause))
        ):
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
    added = sum((one.size for one in terms), Fraction(0))
    first_segment = tuple(scene.terms[one] for one in parts if scene.segments[one] == scene.segments[parts[0]])
    for run in dict.fromkeys((terms, first_segment, terms[:-1])):
        if len(run) < 2:
            continue
        added = sum((one.size for one in run), Fraction(0))
        for total in totals:
            if _fits(added, scene.terms[total], run) and (has_cue or _is_long(scene.terms[total])):
                relation = Relation("sum", scene.terms[total], (_sum(run),), is_guess=not has_cue)
                yield relation, (total, tuple(parts[: len(run)]))
                return
    if any(_fits_somewhere(terms, scene.terms[total]) for total in totals):
        return
    terms = first_segment if len(first_segment) > 1 else terms
    parts = parts[: len(terms)]
    added = sum((one.size for one in terms), Fraction(0))
    if totals and has_cue and added:
        # What is divided is more often what says so, or what there is most of.
        totals.sort(key=lambda one: (not _TOTAL.search(scene.terms[one].mention.lead), -scene.terms[one].size))
        whole = scene.terms[totals[0]].size
        strong = _is_exhaustive(terms, opening) or _shares_are_whole(scene, parts)
        labels = [one.mention.lead for one in terms]
        parallel = len({label[-1:] for label in labels}) == 1 and labels[0][-1:] in _SORTS and added > whole
        parallel = parallel and not any("以上" in label or "以下" in label for label in labels)
        close = abs(added - whole) <= whole / 4
        if (strong or parallel) and close:
            yield Relation("sum", scene.terms[totals[0]], (_sum(terms),)), (totals[0], tuple(parts))


def _fits_somewhere(terms: tuple[Term, ...], total: Term) -> bool:
    """Whether some parts in a row add to a total: which of them are its parts is then not plain."""
    for start in range(len(terms)):
        added = terms[start].size
        for end in range(start + 1, min(len(terms), start + 12)):
            added += terms[end].size
            if _fits(added, total, terms[start : end + 1]):
                return True
    return False


def _shares_are_whole(scene: Scene, parts: list[int]) -> bool:
    """Whether each part is followed by its share, and the shares add to a whole."""
    shares = [scene.terms[one + 1] for one in parts if one + 1 < len(scene.terms)]
    if len(shares) < len(parts) or any(one.role != "share" for one in shares):
        return False
    return abs(sum((one.size for one in shares), Fraction(0)) - 1) <= Fraction(1, 200)


def _sum(terms: tuple[Term, ...]) -> Way:
    return Way(terms, " + ".join(f"f{number}" for number in range(1, len(terms) + 1)))


def _fits(added: Fraction, total: Term, terms: tuple[Term, ...]) -> bool:
    """Whether a sum fits within the rounding of its parts and of the total."""
    rounded = [one for one in (*terms, total) if one.mention.figure.reading != "exact"]
    halves = sum((one.mention.figure.step * one.unit.scale / 2 for one in rounded), Fraction(0))
    return abs(added - total.size) <= halves and all(one.mention.figure.bound == "as_printed" for one in terms)


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
    levels = [
        one for one in scene.levels(scene.in_sentence(index, 2), term.symbol) if scene.terms[one].size < term.size
    ]
    levels = levels[:12][::-1]
    alike = [one for one in levels if scene.terms[one].mention.lead[-2:] == term.mention.lead[-2:]]
    runs = [alike] if len(alike) > 1 and _is_long(term) else []
    strong = bool(re.search("合计|共计|总计", words))
    if strong:
        runs += [levels[a:b] for a in range(len(levels)) for b in range(len(levels), a + 1, -1)]
    for run in runs:
        terms = tuple(scene.terms[one] for one in run)
        if len(terms) > 1 and _fits(sum((one.size for one in terms), Fraction(0)), term, terms):
            yield Relation("sum", term, (_sum(terms),), is_guess=not strong), (index, tuple(run))
            return
    named = _as_many_as_named(scene, index)
    if strong and named:
        yield Relation("sum", term, (_sum(tuple(scene.terms[one] for one in named)),)), (index, tuple(named))
        return
    row = scene.groups[index - 1] if index else range(0)
    counted = strong or bool(re.search(r"[共总]计?$", term.mention.lead))
    if counted and len(row) > 1 and row.stop == index and scene.terms[index - 1].role == "level":
        terms = tuple(scene.terms[one] for one in row)
        if terms[0].symbol == term.symbol:
            yield Relation("sum", term, (_sum(terms),)), (index, tuple(row))


def _as_many_as_named(scene: Scene, index: int) -> list[int]:
    """The parts right before a total that says how many there are: 两镇合计, 三个片区共计."""
    term = scene.terms[index]
    count = _COUNTED.match(term.clause)
    levels = scene.levels(scene.in_sentence(index), term.symbol)[::-1]
    wanted = 0 if count is None else _NUMBERS.get(count[1]) or int(count[1])
    return levels if wanted > 1 and len(levels) == wanted else []


_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_COUNTED = re.compile(r"([两二三四五六七八九十]|[2-9]|1[0-9])(?![0-9.万亿千百])")
_BEFORE = re.compile(r"[由从]|上年|去年|前年|同期|原来")
_BECAME = re.compile(r"[的]?(?:调整|优化|变|转|演变|提升)")


def structures(scene: Scene) -> Iterator[Relation]:
    """Each share of a:b:c over the parts printed before it, or the last of them against 100."""
    for index, term in enumerate(scene.terms):
        if term.role != "part":
            continue
        near = range(max(0, index - REACH), min(len(scene.terms), index + REACH))
        members = [one for one in near if scene.terms[one].mention.found.group == term.mention.found.group]
        place = members.index(index)
        parts = [] if _is_earlier(scene, members) else last_levels(scene, members[0], len(members))
        if parts:
            named = " + ".join(f"f{number}" for number in range(2, len(parts) + 2))
            figures = (scene.terms[parts[place]], *(scene.terms[one] for one in parts))
            sure = _belong_together(scene, parts, index)
            yield Relation(
                "structure", term, (Way(figures, f"f1 / ({named})", is_share=True),), not sure, is_rounded=True
            )
        elif index == members[-1]:
            others = tuple(scene.terms[one] for one in members[:-1])
            formula = "1 - " + " - ".join(f"f{number}" for number in range(1, len(others) + 1))
            yield Relation("structure", term, (Way(others, formula),))


def _is_earlier(scene: Scene, members: list[int]) -> bool:
    """Whether a structure is that of before: 由上年的3.1:46.2:50.7调整为…."""
    first, last = scene.terms[members[0]].mention, scene.terms[members[-1]].mention
    before, after = scene.text[max(0, first.start - 8) : first.start], scene.text[last.end : last.end + 4]
    return bool(_BEFORE.search(before) or _BECAME.match(after))


def _belong_together(scene: Scene, parts: list[int], index: int) -> bool:
    """Whether the levels before a structure are surely its parts."""
    near = scene.sentence(parts[0]) == scene.sentence(index) or len(scene.groups[parts[0]]) == len(parts)
    return near or all("产业" in scene.terms[one].clause for one in parts)


def last_levels(scene: Scene, index: int, count: int) -> list[int]:
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
