"""Totals with their parts, and structures a:b:c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text.parts import are_all, are_opposite, exclude_each_other, is_slip, may_overlap
from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import REACH, Scene

_PARTS_FOLLOW = re.compile(r"其中|包括|分别|分为|[\u4e00-\u9fff]中[,,]|组成|构成|按|从|看")
_LISTS = re.compile(r"其中|包括|分别|分为|组成|构成|按[\u4e00-\u9fff]{1,6}分|[分从][\u4e00-\u9fff]{1,5}看")
_OF_BEFORE = re.compile(r"其中|[分从][\u4e00-\u9fff]{1,5}看")
_SHARE_OF = re.compile(r"占(?![道地用])")
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
            and not _SHARE_OF.match(one.mention.lead)
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
    if totals and (_LISTS.search(opening) or scene.text[scene.terms[first].mention.start - 1] == "("):
        yield from _missed(scene, _in_one_row(scene, parts, len(first_segment)), totals, opening)


def _in_one_row(scene: Scene, parts: list[int], segment: int) -> list[int]:
    """The parts of the first segment, as far as they are set apart by the same sign."""
    row = parts[:segment] if segment > 1 else parts
    signs = [_sign(scene, one) for one in row[1:]]
    same = next((place for place, sign in enumerate(signs) if sign != signs[0]), len(signs))
    return row[: same + 1]


def _sign(scene: Scene, place: int) -> str:
    gap = scene.text[scene.terms[place - 1].mention.end : scene.terms[place].mention.start]
    return "、" if gap[:1] in "、和与及以" else ";" if ";" in gap else gap[:1]


def _missed(scene: Scene, parts: list[int], totals: list[int], opening: str) -> Iterator[Keyed]:
    """A total that its parts do not add up to: wrong where they must, else worth a note where they nearly do."""
    terms = tuple(scene.terms[one] for one in parts)
    labels = [one.mention.lead for one in terms]
    added = sum((one.size for one in terms), Fraction(0))
    # What is divided is more often what says so, or what is nearest.
    totals = [one for one in totals if scene.terms[one].size >= max(each.size for each in terms)]
    if not _OF_BEFORE.search(opening):
        here = scene.terms[parts[0]].mention.paragraph
        totals = [one for one in totals if scene.terms[one].mention.paragraph == here]
    totals.sort(key=lambda one: not _TOTAL.search(scene.terms[one].mention.lead))
    if not totals or len(terms) < 2:
        return
    total = scene.terms[totals[0]]
    gap = abs(added - total.size)
    complete = are_all(labels, opening) or _shares_are_whole(scene, parts)
    slip = is_slip(added, total, terms)
    too_much = added > total.size and (exclude_each_other(labels) or slip)
    is_wrong = (complete and gap <= total.size / 2) or (too_much and not may_overlap(labels) and gap <= total.size / 4)
    is_near = gap <= total.size / 10 or (slip and gap <= total.size / 4)
    if is_wrong or (is_near and not may_overlap(labels)):
        yield Relation("sum", total, (_sum(terms),), is_noted=not is_wrong), (totals[0], tuple(parts))


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
    gap = abs(added - total.size)
    return (gap < halves or not gap) and all(one.mention.figure.bound == "as_printed" for one in terms)


def _is_long(total: Term) -> bool:
    """Whether a total has so many digits that nothing adds up to it by chance."""
    figure = total.mention.figure
    return figure.nominal is not None and figure.nominal / figure.step >= 100


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
    halves = _two_alike(scene, index)
    if halves and _SAID.match(term.clause.strip()):
        yield Relation("sum", term, (_sum(tuple(scene.terms[one] for one in halves)),)), (index, tuple(halves))
        return
    row = scene.groups[index - 1] if index else range(0)
    counted = strong or bool(re.search(r"[共总]计?$", term.mention.lead))
    if counted and 1 < len(row) <= REACH and row.stop == index and scene.terms[index - 1].role == "level":
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


def _two_alike(scene: Scene, index: int) -> list[int]:
    """The last two levels before a total, where there is no third beside them: 线上销售额、线下销售额."""
    two = scene.levels(scene.in_sentence(index), scene.terms[index].symbol)[1::-1]
    return two if len(two) == 2 and are_opposite(*(scene.terms[one].mention.lead for one in two)) else []


_SAID = re.compile(r"(?:进出口|两[者项])?(?:合计|共计|总计)")
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
    near = scene.sentence(parts[0]) == scene.sentence(index) or list(scene.groups[parts[0]]) == parts
    together = scene.sentence(parts[-1]) >= scene.sentence(index) - 1
    return near or (together and all("产业" in scene.terms[one].clause for one in parts))


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
