"""Units that a heading names: in a level of their own, in brackets, or behind a stroke."""

from __future__ import annotations

import re

from nbkpi.figure import Unit, Units

_IN_BRACKETS = re.compile(r"[(\[](.+)[)\]]")
_PLACES = re.compile("镇|乡|街道|社区|县|区|市|省|村|班|组|类|种|级|期|度|方")
"""Words that count something behind a number, and by themselves say where or which."""


def unit_alone(units: Units, text: str) -> Unit | None:
    """The unit that is all a level of a heading says: (万元), or 万元 without brackets.

    None for a letter without brackets, which may number the columns, and for words such as 市 and 县, which name them.
    """
    match = _IN_BRACKETS.fullmatch(text)
    if match is not None:
        return units.get(match[1].strip())
    is_name = _PLACES.fullmatch(text) is not None or (len(text) == 1 and text.isascii() and text.isalpha())
    return None if is_name else units.get(text)
