"""New elements in the lists of a book, with every other character of its file left as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbkpi.editing.cutting import parsed, says
from nbkpi.editing.writing import toml_text, toml_value
from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.loading.place import book_files
from nbkpi.loading.positions import Path as Place
from nbkpi.loading.positions import index_positions


def with_categories(
    location: Path, contents: Mapping[Path, bytes], breakdown: str, within: Sequence[str], rows: Sequence[Any],
    *, is_complete: bool,
) -> dict[Path, bytes]:  # fmt: skip
    """The file that defines a breakdown, with more categories; UsageError where they have to be written by hand.

    within are the ids of the categories they lie in, from the outermost in; is_complete: they make up the last of
    these. Of a file in contents that is taken instead of what it holds.
    """
    for path in dict.fromkeys((*contents, *(book_files(location) if location.exists() else ()))):
        raw = contents[path] if path in contents else path.read_bytes()
        text = raw.decode("utf-8").removeprefix("\ufeff")
        defined = parsed(text).get("breakdown", ())
        found = next((place for place, row in enumerate(defined) if row.get("id") == breakdown), None)
        if found is not None:
            new = _grown(text, ("breakdown", found), within, rows, is_complete)
            if new is None:
                break
            return {path: raw[: len(raw) - len(text.encode())] + new.encode("utf-8")}
    shown = ", ".join(map(toml_value, rows))
    raise UsageError(
        _("write the new categories into the [[breakdown]] “{name}” by hand: {rows}", name=breakdown, rows=shown)
    )


def with_element(text: str, name: str, row: Mapping[str, Any]) -> tuple[str, int] | None:
    """The text with one more row where all of its name stand in one list, observation = [{ … }], and the line of that
    row; None where they do not.
    """
    rows = parsed(text).get(name)
    if not rows or not re.search(rf"^[ \t]*{name}[ \t]*=", text, re.MULTILINE):
        return None
    wanted = {**parsed(text), name: [*rows, dict(row)]}
    last = _offsets(text).get((name, len(rows) - 1), len(text))
    new = next((new for new in _appended(text, last, toml_value(row)) if says(new, wanted)), None)
    return None if new is None else (new, index_positions(new)[name, len(rows)].value.line)


def _grown(text: str, place: Place, within: Sequence[str], rows: Sequence[Any], is_complete: bool) -> str | None:
    """The text with more categories; None where it has none of the forms in which these can be added."""
    wanted = parsed(text)
    upper: Any = wanted["breakdown"][place[1]]
    above: Any = None
    for name in within:
        above = upper["members"]
        at = next((at for at, one in enumerate(above) if name in _names(one)), None)
        if at is None:
            return None
        place, upper = (*place, "members", at), above[at]
    starts = _offsets(text)
    if isinstance(upper, dict) and upper.get("members"):
        last = starts.get((*place, "members", len(upper["members"]) - 1), len(text))
        upper["members"] += deepcopy(list(rows))
        tried = _appended(text, last, ", ".join(map(toml_value, rows)))
    elif above is not None:
        more = {"members": list(rows)} | ({"complete": True} if is_complete else {})
        above[place[-1]] = {"name": upper, **more} if isinstance(upper, str) else {**upper, **more}
        tried = _nested(text, starts.get(place, len(text)), upper, toml_value(more)[2:-2])
    else:
        return None
    return next((new for new in tried if says(new, wanted)), None)


def _offsets(text: str) -> dict[Place, int]:
    """Where the value of everything starts."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return {path: starts[one.value.line - 1] + one.value.column - 1 for path, one in index_positions(text).items()}


def _names(member: Any) -> tuple[Any, ...]:
    return (member,) if isinstance(member, str) else (member.get("id"), member.get("name"))


def _appended(text: str, last: int, shown: str) -> Iterator[str]:
    """The text with more behind the last element of a list, wherever that may end, and below it if that has a line."""
    before = text[text.rfind("\n", 0, last) + 1 : last]
    gap = " " if before.strip() else ("\r\n" if "\r\n" in text else "\n") + before
    for match in re.finditer(r"\s*\]", text[last:]):
        for end in (
            last + match.start(),
            last + match.end() - 1,
        ):  # What ends with a comma may have a comment behind it.
            yield f"{text[:end]},{gap}{shown}{text[end:]}"
            yield f"{text[:end]}{gap}{shown},{text[end:]}"


def _nested(text: str, start: int, upper: Any, shown: str) -> Iterator[str]:
    """The text with members in a category that had none."""
    if isinstance(upper, str):
        for written in (toml_text(upper), f"'{upper}'"):
            if text.startswith(written, start):
                yield f"{text[:start]}{{ name = {written}, {shown} }}{text[start + len(written) :]}"
    elif text.startswith("{", start):
        yield f"{text[: start + 1]} {shown},{text[start + 1 :]}"
