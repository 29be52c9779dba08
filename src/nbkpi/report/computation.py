"""How a claim of a text was computed: the expression with the printed words in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from nbkpi.figure.format import exact_text
from nbkpi.text.arithmetic import Expression
from nbkpi.text.verdicts import Judged


def computation(judged: Judged) -> str:
    """The expression in words of the text: 37510件 / 38264件; of a structure all its members."""
    by = judged.by
    if judged.members and by.expression.form == "part":
        return " : ".join(each.mention.words for each in sorted(by.figures, key=lambda each: each.index))
    words = [_as_put_in(judged, place) for place in range(len(by.figures))]
    for operand in by.expression.operands[len(by.figures) :]:
        words.append(exact_text(Fraction(operand.value, by.claim.one)))
    if by.kind == "grim":
        return f"? / {words[0]}"
    text = _FORMS[by.expression.form](words, by.expression)
    factor = by.expression.factor
    return text if factor == 1 or by.kind == "mean" else f"{text} * {exact_text(factor)}"


def _as_put_in(judged: Judged, place: int) -> str:
    """The words of an operand, with a sign where it is taken below zero; 1 more than a growth where that is put in.

    Operands stand in the order of their figures, but for the larger of two that stands first.
    """
    term, operands = judged.by.figures[place], judged.by.expression.operands
    if place >= len(operands):
        return term.mention.words
    term = next((one for one in (term, *judged.by.figures) if one.quantity.value == abs(operands[place].value)), term)
    value, printed, one = operands[place].value, term.quantity.value, term.one
    is_grown = value in (printed + one, one - printed) and value not in (printed, -printed)
    number = value - one if is_grown else value
    words = f"-{term.mention.words}" if number < 0 < printed else term.mention.words
    return f"(1 + {words})" if is_grown else words


def _added(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"({' + '.join(words)})"


def _sum(words: Sequence[str], expression: Expression) -> str:
    """What is added, then what is taken away."""
    taken = [word.startswith("-") != (place >= expression.split) for place, word in enumerate(words)]
    in_order = sorted(zip(taken, words, strict=True), key=lambda each: each[0])
    signed = "".join(f" {'+-'[is_taken]} {word.lstrip('-')}" for is_taken, word in in_order)
    return f"-{signed[3:]}" if all(taken) else signed[3:]


def _ratio(words: Sequence[str], expression: Expression) -> str:
    return f"{_added(words[: expression.split])} / {_added(words[expression.split :])}"


def _by_change(words: Sequence[str], _expression: Expression) -> str:
    level, change = words
    return f"{change} / ({_before_change(level, change)})"


def _before_change(level: str, change: str) -> str:
    """What a level was that changed by so much."""
    return f"{level} + {change[1:]}" if change.startswith("-") else f"{level} - {change}"


def _root(words: Sequence[str], expression: Expression) -> str:
    grown = f"{words[0]} / {words[1]}" if len(words) > 1 else f"1 + {words[0]}"
    return f"({grown}) ^ (1 / {expression.split}) - 1"


def _root_by_change(words: Sequence[str], expression: Expression) -> str:
    level, change = words
    return f"({level} / ({_before_change(level, change)})) ^ (1 / {expression.split}) - 1"


def _growth_of_parts(words: Sequence[str], _expression: Expression) -> str:
    pairs = list(zip(words[::2], words[1::2], strict=True))
    now = " + ".join(level for level, _rate in pairs)
    before = " + ".join(f"{level} / (1 + {rate})" for level, rate in pairs)
    return f"({now}) / ({before}) - 1"


def _growth_of_rest(words: Sequence[str], _expression: Expression) -> str:
    pairs = [f"{level} / (1 + {rate})" for level, rate in zip(words[1::2], words[2::2], strict=True)]
    return f"{words[0]} / ({' - '.join(pairs)}) - 1"


def _pull(words: Sequence[str], _expression: Expression) -> str:
    part, rate, whole, growth = words
    return f"{part} * (1 - 1 / (1 + {rate})) / ({whole} / (1 + {growth}))"


def _contribution(words: Sequence[str], _expression: Expression) -> str:
    part, rate, whole, growth = words
    return f"{part} * (1 - 1 / (1 + {rate})) / ({whole} * (1 - 1 / (1 + {growth})))"


def _share_moved(words: Sequence[str], _expression: Expression) -> str:
    part, rate, whole, growth = words
    return f"{part} / {whole} * (1 - (1 + {growth}) / (1 + {rate}))"


_FORMS: dict[str, Callable[[Sequence[str], Expression], str]] = {
    "sum": _sum,
    "ratio": _ratio,
    "part": lambda words, _expression: f"{words[0]} / {_added(words)}",
    "growth": lambda words, _expression: f"{words[0]} / {words[1]} - 1",
    "growth_by_change": _by_change,
    "complement": lambda words, _expression: " - ".join(("100%", *words)),
    "rest": lambda words, _expression: f"({words[0]} - {words[1]}) / {words[0]}",
    "product": lambda words, _expression: f"{words[0]} * {words[1]}",
    "scaled": lambda words, _expression: f"{words[0]} / {words[1]} * {words[2]}",
    "root": _root,
    "root_by_change": _root_by_change,
    "growth_of_parts": _growth_of_parts,
    "growth_of_rest": _growth_of_rest,
    "pull": _pull,
    "contribution": _contribution,
    "share_moved": _share_moved,
}
