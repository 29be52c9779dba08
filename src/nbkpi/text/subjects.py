"""What the words before a figure say of it: what is counted, a change of that, a share of something, a gap."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.text.names import cleaned, without_saying
from nbkpi.text.vocabulary import pattern, words

CHANGE = pattern("change")
"""The words that say that something changed, right before the figure that says by how much."""
PROMOTED = pattern("promoted")
"""The words that name what an amount is spent on, though they end as if something had changed by it."""
DOWN = frozenset((*words("falls"), *words("falls_short"), "少"))


class Words(NamedTuple):
    """The words before a figure, taken apart.

    base is what is counted, empty where that was said before; said how the figure relates to it (同比增长, 占比);
    is_whole: said needs no base (快于序时进度). is_from and is_to: it is what something came from, or came to.
    is_separate: 分别 gives each of a row its figure; behind is what follows 分别.
    """

    base: str
    said: str = ""
    is_whole: bool = False
    is_from: bool = False
    is_to: bool = False
    is_separate: bool = False
    behind: str = ""


def taken_apart(lead: str, figure: str, kind: str) -> Words:
    """Take the words before a figure apart; lead is without names and periods, figure and kind are its own."""
    lead = pattern("each").sub("分别", lead.strip(" ,、:("))
    lead = pattern("at_prices").sub("", pattern("compared_with").sub("", lead))
    comes_from = pattern("from").search(lead)
    found = _said(lead if comes_from is None else lead[: comes_from.start()], figure, kind)
    base, separate, behind = found.base.partition("分别")
    said = found.said.replace("分别", "")
    if base in ("自然", "净"):
        base, said = f"{base}{said}", ""
    elif base.endswith("新") and said == "增":
        base, said = base[:-1], "新增"
    is_separate = bool(separate) or "分别" in found.said or "分别" in lead
    base, behind = cleaned(pattern("from_level").sub("", base)), behind and cleaned(behind)
    return Words(base, said, found.is_whole, comes_from is not None, found.is_to, is_separate, behind)


def _said(lead: str, figure: str, kind: str) -> Words:
    """How a figure relates to what is counted: the first rule that its words and its kind fit."""
    if kind in ("rate", "multiple") and (found := _share(lead)) is not None:
        return found
    if kind in ("rate", "points", "multiple") and (found := _against(lead)) is not None:
        return found
    if kind == "multiple" and pattern("times_of").fullmatch(lead):
        return Words("")
    came_to = pattern("came_to").search(lead)
    if came_to is not None:
        return Words(lead[: came_to.start()], is_to=True)
    return _change(lead, figure, kind) or Words(lead)


def _share(lead: str) -> Words | None:
    """占年度计划的…, 占全省的…, X占…: a share."""
    plan = pattern("plan").search(lead)
    if plan is not None:
        return Words(lead[: plan.start("said")], plan["said"].replace("了", ""), is_whole=True)
    alone = pattern("share_alone").search(lead)
    if alone is not None:
        return None if lead[: alone.start()].strip(" 、,和也") else Words("", "占比")
    share = pattern("share").search(lead)
    if share is None:
        return None
    of, base = pattern("hundreds").sub("", share["of"].strip("的“” 了").removesuffix("的比重")), lead[: share.start()]
    if of:
        return Words(base, f"占{of}", is_to=share[0].endswith(("到", "至")))
    return Words(f"{base.rstrip()}占比") if base.replace("分别", "").strip(" 、,和") else Words(base, "占比")


def _against(lead: str) -> Words | None:
    """拉动…增长, 高于全省平均, 快于序时进度: what a figure is compared with, or does to something else."""
    found = pattern("pulled").search(lead) or pattern("against").search(lead)
    if found is None:
        return None
    return Words(
        lead[: found.start()], without_saying(found[0]), is_whole=pattern("schedule").search(found[0]) is not None
    )


def _change(lead: str, figure: str, kind: str) -> Words | None:
    """同比增长, 比上年净增, 平均降低…, or 增长 in the words of the figure itself."""
    thing = pattern("changed_thing").fullmatch(lead) if kind in ("rate", "points") else None
    if thing is not None and not lead.endswith(words("changes")):
        return Words(thing["thing"], thing["way"])
    if kind not in ("rate", "points") and PROMOTED.search(lead):
        return None
    change, since = CHANGE.search(lead), pattern("changed_since").search(lead)
    if since is not None and (change is not None or since.start() == 0 or since["since"]):
        start = since.start() if change is None else min(since.start(), change.start())
        return Words(lead[:start], pattern("at_the_end").sub("", lead[start:]))
    if change is not None:
        return Words(lead[: change.start()], pattern("at_the_end").sub("", change[0]))
    better = pattern("better").search(lead) if kind in ("rate", "points") else None
    if better is not None:
        return Words(lead[: better.start()], better[0].removesuffix("约").removesuffix("了"))
    rises = pattern("rises").match(figure)
    if rises is None:
        return None
    base = pattern("since").sub("", lead)
    return Words(base, lead[len(base) :] + rises[0])
