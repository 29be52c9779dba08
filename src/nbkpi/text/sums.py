"""Totals with their parts, whichever of them comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text import items
from nbkpi.text.adding import Keyed, added_up, fits
from nbkpi.text.parts import are_all, are_opposite, exclude_each_other, is_slip, may_overlap
from nbkpi.text.relation import Relation
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
    for relation, key in items.sums(scene):
        seen.add(key)
        yield relation
    for start in range(len(scene.terms)):
        for relation, key in (*_parts_behind(scene, start), *_parts_ahead(scene, start)):
            if key not in seen:
                seen.add(key)
                yield relation


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
            if fits(added, scene.terms[total], run) and (has_cue or _is_long(scene.terms[total])):
                relation = Relation("sum", scene.terms[total], (added_up(run),), is_guess=not has_cue)
                yield relation, (total, tuple(parts[: len(run)]))
                return
    if any(_fits_somewhere(terms, scene.terms[total]) for total in totals) or _has_its_own_total(scene, parts):
        return
    if totals and (_LISTS.search(opening) or scene.text[scene.terms[first].mention.start - 1] == "("):
        yield from _missed(scene, _in_one_row(scene, parts, len(first_segment)), totals, opening)


def _has_its_own_total(scene: Scene, parts: list[int]) -> bool:
    """Whether the next figure of a sentence is what the parts add up to: those of others they need not be."""
    after = parts[-1] + 1
    if after >= len(scene.terms) or scene.sentence(after) != scene.sentence(parts[-1]):
        return False
    terms, total = tuple(scene.terms[one] for one in parts), scene.terms[after]
    return total.symbol == terms[0].symbol and fits(sum((one.size for one in terms), Fraction(0)), total, terms)


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
        yield Relation("sum", total, (added_up(terms),), is_noted=not is_wrong), (totals[0], tuple(parts))


def _fits_somewhere(terms: tuple[Term, ...], total: Term) -> bool:
    """Whether some parts in a row add to a total: which of them are its parts is then not plain."""
    for start in range(len(terms)):
        added = terms[start].size
        for end in range(start + 1, min(len(terms), start + 12)):
            added += terms[end].size
            if fits(added, total, terms[start : end + 1]):
                return True
    return False


def _shares_are_whole(scene: Scene, parts: list[int]) -> bool:
    """Whether each part is followed by its share, and the shares add to a whole."""
    shares = [scene.terms[one + 1] for one in parts if one + 1 < len(scene.terms)]
    if len(shares) < len(parts) or any(one.role != "share" for one in shares):
        return False
    return abs(sum((one.size for one in shares), Fraction(0)) - 1) <= Fraction(1, 200)


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
        if len(terms) > 1 and fits(sum((one.size for one in terms), Fraction(0)), term, terms):
            yield Relation("sum", term, (added_up(terms),), is_guess=not strong), (index, tuple(run))
            return
    counted = strong or bool(re.search(r"[共总]计?$", term.mention.lead))
    named = _as_many_as_named(scene, index)
    if counted and named:
        yield Relation("sum", term, (added_up(tuple(scene.terms[one] for one in named)),)), (index, tuple(named))
        return
    halves = _two_alike(scene, index)
    if halves and _SAID.match(term.clause.strip()):
        yield Relation("sum", term, (added_up(tuple(scene.terms[one] for one in halves)),)), (index, tuple(halves))
        return
    row = scene.groups[index - 1] if index else range(0)
    if counted and 1 < len(row) <= REACH and row.stop == index and scene.terms[index - 1].role == "level":
        terms = tuple(scene.terms[one] for one in row)
        if terms[0].symbol == term.symbol:
            yield Relation("sum", term, (added_up(terms),)), (index, tuple(row))


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
