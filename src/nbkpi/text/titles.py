"""What a whole text is about, as far as it is said before its first figure."""

from __future__ import annotations

LONGEST_TITLE = 300
"""A title and the first sentence behind it lie within so many characters."""
FAR = 60
"""What stands further apart does not belong together."""


def title_end(text: str, first: int) -> int:
    """Where what a whole text is about has been said: the first sentence, if the first figure stands behind it.

    Else the last line or colon before that figure; a sentence with figures of its own speaks only for itself.
    """
    sentence = text.find("。", 0, LONGEST_TITLE)
    if 0 <= sentence < first:
        return sentence
    return max(text.rfind(border, 0, min(first, LONGEST_TITLE)) for border in "\n:")
