"""Labels of rows that the book does not know, asked for once: one finding with what to add to the command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import as_typed
from nbkpi.language import _, listed, quoted, separated
from nbkpi.model.book import Book
from nbkpi.tables.asking import skipping
from nbkpi.tables.understood import Understood

MOST = 40
"""So many labels are named; of more there is no line to paste that somebody could look through."""


def asked_once(
    findings: Sequence[Diagnostic], tables: Iterable[Understood], book: Book, *, are_defined: bool = False
) -> list[Diagnostic]:
    """The findings with those of unknown labels of rows as one, in the place of the first; a single one as it is.

    are_defined: new entities are defined, as was asked for, so that it would not help to ask for it.
    """
    unknown = {place: label for one in tables for place, label in one.unknown}
    places = [one.path for one in findings if one.code == "unknown-name" and one.path in unknown]
    labels = list(dict.fromkeys(unknown[place] for place in places))
    if len(places) < 2:
        return [_with_way_out(one, labels, book, are_defined) if one.path in places else one for one in findings]
    whole = Diagnostic("unknown-name", _message(labels), places[0], remedy=_remedy(labels, book, are_defined))
    left = [one for one in findings if one.code != "unknown-name" or one.path not in unknown]
    first = next(place for place, one in enumerate(findings) if one.path == places[0] and one.code == "unknown-name")
    before = sum(one in left for one in findings[:first])
    return [*left[:before], whole, *left[before:]]


def _with_way_out(finding: Diagnostic, labels: Sequence[str], book: Book, are_defined: bool) -> Diagnostic:
    """The finding of a single label, with what to add to the command; of names that are only alike none is pasted."""
    if finding.code != "unknown-name":
        return finding
    if _like(labels[0], book) and not are_defined:
        return finding._replace(remedy=_remedy(labels, book, are_defined))
    *above, own = labels[0].split("/")
    near = [name for name in book.entities.nearest(own) if name not in above]
    may_be = [_("it may be {names}", names=quoted(near))] if near else []
    told = _("define it with --new-entities, or skip it with {option}", option=skipping(labels[0]))
    if are_defined:
        told = _("match each with --name, or skip it with --skip")
    return finding._replace(remedy=separated([told, *may_be]))


def _message(labels: Sequence[str]) -> str:
    named = quoted(labels[:MOST])
    if len(labels) > MOST:
        named = _("{words} and {count} more", words=named, count=len(labels) - MOST)
    return _("row labels that the book does not know: {count}: {names}", count=len(labels), names=named)


def _remedy(labels: Sequence[str], book: Book, are_defined: bool) -> str:
    guessed = {label: name for label in labels[:MOST] if (name := _like(label, book))}
    told = []
    if guessed:
        pasted = " ".join(f"--name {as_typed(f'{label}={name}')}" for label, name in guessed.items())
        told.append(_("where these are meant, add to the command: {options}", options=pasted))
    others = [label for label in labels if label not in guessed]
    if others:
        named = listed(others[:MOST]) if guessed and len(others) <= MOST else _("the others") if guessed else ""
        rest = _("define them with --new-entities, or skip each with --skip")
        if are_defined:
            rest = _("match each with --name, or skip it with --skip")
        told.append(_("{subject}: {what}", subject=named, what=rest) if named else rest)
    return separated(told)


def _like(label: str, book: Book) -> str:
    """The name of the only entity whose name is a part of the label, the longest where there are several."""
    plain = re.sub(r"\s+", "", label)
    within = [one for one in book.entities if len(one.name) > 1 and one.name in plain and not one.is_ambiguous]
    longest = max((len(one.name) for one in within), default=0)
    best = [one.name for one in within if len(one.name) == longest]
    return best[0] if len(best) == 1 and not _is_above(plain, best[0]) else ""


def _is_above(plain: str, name: str) -> bool:
    """Whether a name only begins a label, as that of a town does before the name of a village; 村委会 is no name."""
    rest = re.sub(r"(?:村|居)(?:民)?委(?:员)?会$", "", plain.removeprefix(name))
    return plain.startswith(name) and re.search(r"[村镇乡县区市]$", rest) is not None
