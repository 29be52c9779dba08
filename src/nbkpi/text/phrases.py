"""The words of a text that are shown for a figure: from a place before it to its end, as people would quote them."""

from __future__ import annotations

from nbkpi.patterns import regex

_JOINING = regex(r"[）)\]】”]+\s*(?:以及|[和与及])?[\s、，,]*|[\s、，,；;：:]+")
"""What only joins a phrase to what stands before it; a closing bracket there was opened before it, and behind one 和
begins no name.
"""
_BRACKETS = {"（": "）", "(": ")"}


def phrase(text: str, start: int, end: int) -> str:
    """The words from start to end on one line, without what joins them to those before, and with brackets closed."""
    joining = _JOINING.match(text, start, end)
    words = " ".join(text[start if joining is None else joining.end() : end].split())
    missing: list[str] = []
    for char in words:
        if char in _BRACKETS:
            missing.append(_BRACKETS[char])
        elif missing and char == missing[-1]:
            missing.pop()
    if not missing:
        return words
    return words + ("" if text[end : end + 1] == missing[-1] else "…") + "".join(reversed(missing))
