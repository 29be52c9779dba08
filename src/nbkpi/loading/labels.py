"""Labels and figures of tables, as they are written there and as they are meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Unit, Units, read
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.figure import MISSING_WORDS, SIGNS_ANYWHERE, TABLE_SIGNS, Missing
from nbkpi.figure.spelling import STATUSES
from nbkpi.figure.unit import NUMBER, POWERS
from nbkpi.patterns import regex
from nbkpi.sheets.exported import is_guarded
from nbkpi.sheets.grid import Grid, is_blank, text_of
from nbkpi.sheets.totals import TOTALS, total_rank

_FOOTNOTE = regex(r"(?:(?<=[\w)）%.])\s*([①-⑳*†‡]+)|(?<=[\u4e00-\u9fff)）])\s*([¹²³⁴-⁹]+|\[(?:注?[0-9]{1,2}|注)\]))$")
_SUBITEM = regex(r"^(?:[#＃]\s*|其中\s*[:：、]?\s*)+(?=\S)")
_IN_BRACKETS = regex(r"^(.*?)\s*[(（【〔［\[]\s*(?:单位\s*[:：]\s*)?([^()（）【】]+?)\s*[)）】〕］\]]\s*$", re.DOTALL)
_BARE = regex(r"[-+]?\s*[0-9][0-9,\s]*(?:\.[0-9]+)?")
_PLAIN = regex(r"(-?[0-9]+)(?:\.([0-9]+))?")
_SPAN = regex(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(?:[-—–~～]+|至|到)\s*([0-9][0-9,]*(?:\.[0-9]+)?)")
_NUMERAL = regex(r"[0-9](?:\s*[十百千万亿])*(?:余|多|几)?|[一二三四五六七八九十百千万亿](?:余|多|几)?(?![0-9])")


def without_footnote(text: str) -> tuple[str, str]:
    """The text, and the marks of footnotes behind it: 5698.3① and ①."""
    match = _FOOTNOTE.search(text)
    return (text[: match.start()], match[1] or match[2]) if match else (text, "")


_WRITTEN = regex(
    r"(?P<open>\()?\s*(?P<sign>[-+▲]?)\s*(?P<number>[0-9][0-9, ]*(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?:[eE](?P<power>[-+]?[0-9]{1,2}))?(?P<minus>-)?\s*(?P<percent>[%‰])?(?(open)\s*\))"
    r"\s*(?P<marks>\[[a-z]{1,3}\]|[\(\[]?(?:[preb]{1,2}|初步数?|修订数?|预计数?)[\)\]]?|[\(\[][0-9]{1,2}[\)\]]|[①-⑳*†‡¹²³⁴-⁹]+)?"
)


_SIGNS = {word: missing for missing, words in MISSING_WORDS.items() for word in words}
_NOTE_BEFORE = regex(r"\([0-9]{1,2}\)\s*(?=[0-9])")
_SPACED_SIGN = regex(r"([-–—.…*])(?:\s+\1)+")
_FLAGGED = regex(r"(:)\s*([a-z]{1,3})")
"""A missing figure of Eurostat with the flag that says why: ": c" is confidential."""


class Written(NamedTuple):
    """A cell with a number in it: as words for a figure, the status that its mark says, and the mark of a footnote.

    In place of a footnote, the mark may be a sign that stands for a missing figure only in tables. missing is what a
    sign for a missing figure means, and None for a number. is_powered: an exponent was written as a word (202十亿), and
    the unit of the column must not add a second one.
    """

    text: str
    status: str = ""
    mark: str = ""
    missing: Missing | None = None
    is_powered: bool = False


def printed_number(cell: str) -> Written | None:
    """What a cell of a table says: (12.3), ▲12.3 and 12.3- are below zero, 12.3p is preliminary; None for words.

    With an exponent it is as precise as the last digit that is shown: 2.02E+11 is 202十亿. Some programs leave out the
    zero before the point, or write a point behind whole numbers: -.18, 3. A sign of several characters may be spaced.
    The mark of a footnote may stand before a number, too: (8)13,439.
    """
    missing = _missing_sign(cell)
    if missing is not None:
        return missing
    if (note := _NOTE_BEFORE.match(cell)) is not None:
        behind = printed_number(cell[note.end() :])
        return behind and behind._replace(mark=behind.mark or note[0].strip())
    match = _WRITTEN.fullmatch(normalise(cell))
    return None if match is None else _number(match, cell)


def _number(match: re.Match[str], cell: str) -> Written | None:
    """What a number in a cell says by its parts; None where its signs contradict each other or no word says as much."""
    below = bool(match["open"]) + (match["sign"] in ("-", "▲")) + bool(match["minus"])
    if below > 1 or (match["sign"] == "+" and below):
        return None
    mark = match["marks"] or ""
    status = next((STATUSES[word] for word in STATUSES if word in mark), "")
    is_short = match["number"].startswith(".") or match["number"].endswith(".")
    if not (below - (match["sign"] == "-") or match["power"] or is_short):
        return Written(cell[: len(cell) - len(mark)].rstrip(), status, "" if status else mark)
    number = match["number"].rstrip(" ,.")
    number = f"0{number}" if number.startswith(".") else number
    if match["power"] is not None:
        number = _in_words(number, int(match["power"]), bool(match["percent"]))
        if not number:
            return None
    sign = "-" if below else match["sign"]
    text = sign + number + (match["percent"] or "")
    return Written(text, status, "" if status else mark, is_powered=not number[-1].isdigit())


def _missing_sign(cell: str) -> Written | None:
    """What a cell says that stands for a missing figure; letters or a point are such a sign only in a table."""
    flagged = _FLAGGED.fullmatch(cell)
    if flagged is not None:
        return Written(flagged[1], mark=flagged[2], missing=TABLE_SIGNS[flagged[1]])
    if _SPACED_SIGN.fullmatch(cell):
        cell = "".join(cell.split())
        if cell in _SIGNS:
            return Written(cell, missing=_SIGNS[cell])
    missing = TABLE_SIGNS.get(cell.lower())
    if missing is None:
        return None
    # What was written is kept as a note.
    is_sign = cell.lower() in SIGNS_ANYWHERE
    return Written(cell if is_sign else MISSING_WORDS[missing][0], mark="" if is_sign else cell, missing=missing)


def _in_words(number: str, power: int, is_share: bool) -> str:
    """A number times a power of ten without an exponent, as precise as before; nothing where no word says so much."""
    printed = Decimal(number.replace(",", "").replace(" ", "")).scaleb(power)
    places = int(printed.as_tuple().exponent)
    if places <= 0:
        return f"{printed:f}"
    is_sayable = places <= max(POWERS) and not is_share and bool(printed)
    return f"{printed.scaleb(-places):f}{POWERS[places]}" if is_sayable else ""


def without_subitem(text: str) -> str:
    """A label without the sign that it is a part of the row above: 城镇 for #城镇 and 其中:城镇."""
    return _SUBITEM.sub("", text)


def as_label(text: str) -> str:
    """A label without its footnote and without the sign that it is a part."""
    return without_subitem(without_footnote(text)[0])


def is_subitem(text: str) -> bool:
    """Whether a label says that its row is a part of the row above."""
    return _SUBITEM.match(text) is not None


def is_total(text: str) -> bool:
    """Whether a label says no more than that its row is the sum of others."""
    return _rank(text) > 1


def is_subtotal(text: str) -> bool:
    """Whether a label is that of a sum of some rows only."""
    return _rank(text) == 1


@lru_cache(maxsize=1 << 14)
def _rank(text: str) -> int:
    """The rank of a label that is no more than the word for a total; else 0."""
    return TOTALS.get(heading_key(text).lower().strip(":"), 0)


def take_totals(grid: Grid, rows: range, column: int) -> None:
    """Let a total that stands left of a blank label be the label: 合计 in the cell of the row's number, 全县合计."""
    labels = grid.cells(column, rows) if column else []  # Left of the first column nothing stands.
    blank = {label for label in set(labels) if is_blank([label])}
    for row, label in zip(rows, labels, strict=True) if blank else ():
        if label in blank:
            left = [text for text in (grid.text(row, one) for one in range(column)) if text]
            if left and all(map(total_rank, left)):
                grid.rows[row][column] = left[-1]


def path_of(labels: Iterable[str]) -> str:
    """The labels of a row from several columns as the path of an entity; of a total only that it is one."""
    filled = [label for label in labels if label]
    if filled and (all(map(is_total, filled)) or (len(set(filled)) == 1 and total_rank(filled[0]))):
        return filled[-1]
    return "/".join(filled)


def fill_down(grid: Grid, rows: range, outer: Sequence[int], inner: int) -> bool:
    """Repeat the labels of outer columns, from the outermost in, in the rows below that leave them blank.

    Only where the innermost label is filled and is no total, and not beyond a new label farther out. Where a
    spreadsheet merges cells of a column, and where labels are written again in each row, what is blank is blank.
    Whether any label was repeated.
    """
    is_filled = False
    for place, column in enumerate(outer):
        merged = [(top, bottom) for top, left, bottom, _right in grid.merged if left == column and top in rows]
        for top, bottom in merged:
            for row in range(top, min(bottom + 1, rows.stop)):
                grid.rows[row][column], is_filled = grid.rows[top][column], True
        labels = [text_of(cell).strip() for cell in grid.cells(column, rows)]
        if merged or "" not in labels or any(one and one == other for one, other in pairwise(labels)):
            continue
        label, farther = "", [""] * place
        for row in rows:
            above = [grid.text(row, one) for one in outer[:place]]
            own, last = grid.text(row, column), grid.text(row, inner)
            if own or above != farther:
                label, farther = own, above
            elif label and last and not is_total(last):
                grid.rows[row][column], is_filled = label, True
    return is_filled


def is_said_once(grid: Grid, rows: range, outer: int | None, inner: int | None) -> bool:
    """Whether a column left of the labels is written once for several rows, in which most of the labels come again."""
    if outer is None or inner is None or outer > inner or "" not in grid.cells(outer, rows):
        return False
    pairs = [(grid.text(row, outer), grid.text(row, inner)) for row in rows]
    starts = [place for place, (said, label) in enumerate(pairs) if said and label]
    blocks = [[label for _said, label in pairs[start:stop] if label] for start, stop in pairwise([*starts, len(pairs)])]
    times = Counter(label for block in blocks for label in block)
    again = sum(count for count in times.values() if count > 1)
    are_apart = all(len(set(block)) == len(block) > 1 for block in blocks)
    return len(blocks) > 1 and starts[0] == 0 and are_apart and 2 * again > sum(times.values())


def without_unit(text: str, units: Units) -> tuple[str, Unit | None]:
    """A heading or a label, and the unit in brackets behind it, if it has one."""
    match = _IN_BRACKETS.match(text)
    unit = units.get(normalise(match[2])) if match else None
    return (match[1], unit) if match and unit is not None else (text, None)


def is_bare(text: str) -> bool:
    """Whether a figure is a number without a unit or another word."""
    return _BARE.fullmatch(normalise(text)) is not None


def with_decimals(text: str, decimals: int) -> str:
    """A plain number with the zeros that a file has lost: 66.0 for 66; what has more decimals stays as it is."""
    match = _PLAIN.fullmatch(text)
    if match is None or len(match[2] or "") >= decimals:
        return text
    return f"{match[1]}.{(match[2] or '').ljust(decimals, '0')}"


def in_unit(text: str, symbol: str, units: Units) -> str | None:
    """The words of a figure with the unit that its table says, as they would be printed elsewhere: 约5亿元 for 约5.

    Words with a unit of their own stay as they are, as do those that are no figure, which is for others to say. None
    where the unit cannot be put into them without changing what they mean, as for … (half of the smallest unit), and
    for plain numbers of what has a unit.
    """
    unit = units.get(symbol)
    if symbol == "1":
        return None if is_bare(text) else text
    if is_bare(text) or unit is None:
        return text + symbol
    try:
        meant, alone = read(text, unit=unit, units=units), read(text, unit=NUMBER, units=units)
        if meant.missing is not None:
            return text if meant.missing != "below_half" else None
        if meant == alone:
            return text
        end = [match.end() for match in _NUMERAL.finditer(normalise(text))][-1]
        base = units.without_multiplier(unit).symbol if normalise(text)[end - 1] in "十百千万亿" else symbol
        worded = text[:end] + base + text[end:]
        return worded if read(worded, units=units) == meant else None
    except (UnreadableFigure, IndexError):
        return text


def span_of(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a span of two numbers with a stroke or 至 between them (113-115, 1500- 1846), else None."""
    match = _SPAN.fullmatch(normalise(text))
    if match is None:
        return None
    low, high = (Decimal(end.replace(",", "")) for end in match.groups())
    return (low, high) if low <= high else None


def unquoted(text: str) -> str:
    """A cell without the sign that keeps spreadsheets from taking it for a formula."""
    return text[1:] if is_guarded(text) else text


def depth(text: str) -> int:
    """How far a label is indented by blanks; one of full width counts as two."""
    blanks = text[: len(text) - len(text.lstrip())]
    return sum(2 if char == "\u3000" else 1 for char in blanks)


def symbols(missing: dict[str, str]) -> dict[str, str | None]:
    """What to write for each symbol of a profile; None for those whose cells are not read."""
    return {
        symbol.strip(): None if meaning == "skip" else MISSING_WORDS[meaning][0]  # type: ignore[index]
        for symbol, meaning in missing.items()
    }
