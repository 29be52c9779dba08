"""New categories of breakdowns that the book has already; only added where new breakdowns are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.tables.category_words import AGE, Sort, Span, age_of_number, age_span, follow, plain_label
from nbkpi.tables.understood import Grown


def grow(breakdown: Breakdown, sort: Sort, labels: Sequence[tuple[str, tuple[str, ...], str, bool]]) -> list[Grown]:
    """Add the categories that a breakdown lacks of these: names, other spellings, keys, and whether they are parts.

    Ages go into those that hold them, others below the last one. None where a category would lie across others, or is
    a part of the one before it.
    """
    known = {name for one in breakdown.every() for name in (one.id, one.name, *one.aliases)}
    keys = {_key(sort, one.name) for one in breakdown.every()}
    lacking = [one for one in labels if known.isdisjoint((one[0], *one[1])) and one[2] not in keys]
    if any(is_part for *_names, is_part in lacking):
        return []
    new = [Member(name, name, breakdown, aliases=others) for name, others, _key_of, _is_part in lacking]
    if sort.id == AGE.id and sort.is_closed:
        return _among_ages(breakdown, new)
    breakdown.members += new
    return [Grown(breakdown, new, is_proven=False)] if new else []


def _key(sort: Sort, name: str) -> str:
    if sort.id == AGE.id and sort.is_closed:
        span = age_span(plain_label(name))
        return f"{span[0]}-{span[1]}" if span is not None else age_of_number(plain_label(name))
    return sort.key(plain_label(name)) or plain_label(name)


def _among_ages(breakdown: Breakdown, new: Sequence[Member]) -> list[Grown]:
    """Put age classes into the closest ones that hold them; none where one does not fit among those there are."""
    ages = {one: _span(plain_label(one.name)) for one in (*breakdown.every(), *new)}
    if (-1, -1) in ages.values() or not _fit(ages, new):
        return []
    grown: dict[Breakdown | Member, list[Member]] = {}
    for one in sorted(new, key=lambda each: (ages[each][0], -ages[each][1])):
        held = [each for each in breakdown.every() if _holds(ages[each], ages[one])]
        one.within = held[-1] if held else None
        upper = one.within or breakdown
        upper.members.append(one)
        grown.setdefault(upper, []).append(one)
    for upper, members in grown.items():
        if isinstance(upper, Member) and members == upper.members:
            own = [ages[one] for one in members]
            upper.is_complete = follow(own) and (own[0][0], own[-1][1]) == ages[upper]
    return [Grown(upper, members, is_proven=True) for upper, members in grown.items() if upper not in new]


def _span(word: str) -> Span:
    return age_span(word) or ((int(word), int(word)) if age_of_number(word) else (-1, -1))


def _holds(upper: Span, span: Span) -> bool:
    return upper[0] <= span[0] and span[1] <= upper[1]


def _fit(ages: Mapping[Member, Span], new: Sequence[Member]) -> bool:
    """Whether each new class fits among the old ones, and new ones fit into each other."""
    return all(
        _fits(ages[one], ages[other]) or (other in new and _fits(ages[other], ages[one]))
        for one in new
        for other in ages
    )


def _fits(span: Span, other: Span) -> bool:
    """Whether an age class lies within another one, or beside it."""
    return _holds(other, span) or span[1] < other[0] or other[1] < span[0]
