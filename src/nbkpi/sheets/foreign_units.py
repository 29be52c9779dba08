"""Units as statistical offices write them in codes of SDMX, as units of a book."""

from __future__ import annotations

from nbkpi.figure.unit import CURRENCIES, PLAIN, POWERS
from nbkpi.patterns import regex

_MONEY = {code: names.split()[0] for code, names in CURRENCIES.items()}
_CODES = {
    **_MONEY,
    **dict.fromkeys(("%", "PC", "PT", "PCT", "PERCENT", "PCPA", "PCCH"), "%"),
    **dict.fromkeys(("PP", "PPT"), "个百分点"),
    **dict.fromkeys(("PS", "PER", "PERS", "PERSON", "PERSONS"), "人"),
    **dict.fromkeys(("IX", "INX", "INDEX", "PURE_NUMB"), PLAIN),
    **dict.fromkeys(("T", "TN", "TONNE", "TONNES"), "吨"),
    **dict.fromkeys(("HR", "HUR", "HOUR", "HOURS"), "小时"),
    **{"KG": "千克", "KM": "公里", "KM2": "平方公里", "HA": "公顷", "M3": "立方米", "GWH": "GWh", "KWH": "kWh"},
    **{"THS_PER": "千人", "THS_PERS": "千人", "MIO_PER": "百万人", "THS_T": "千吨", "MIO_T": "百万吨"},
}
"""Codes of the UNIT lists of Eurostat, the OECD, the ECB and the IMF that mean one unit wherever they stand."""

_PATTERNS = (
    (regex(r"(?:PT|PC|PCH|RCH)_\w+"), "%"),  # of GDP, of the active population; change on the period before.
    (regex(r"I[0-9]{2}|I[0-9]{4}|INX?_\w+|IX_\w+"), PLAIN),  # indices: 2015 = 100.
)
_POWERED = regex(r"(?:(?:CP|CLV[0-9]{2}|PYP)_)?(?P<power>M|MIO_|THS_|BIL_)?(?P<currency>[A-Z]{3})(?P<head>_HAB)?")
_CODE_POWERS = {"THS_": 3, "M": 6, "MIO_": 6, "BIL_": 9, "": 0}

_LONGEST = 200


def unit_of_code(code: str) -> str | None:
    """The unit of a code, such as MIO_EUR or PT_B1GQ; PLAIN for an index, None where it is not known."""
    plain = code.strip().upper()
    known = _CODES.get(plain)
    if known is not None or len(plain) > _LONGEST:
        return known
    for pattern, unit in _PATTERNS:
        if pattern.fullmatch(plain):
            return unit
    match = _POWERED.fullmatch(plain)
    money = _MONEY.get(match["currency"]) if match else None
    if match is None or money is None:
        return None
    return POWERS[_CODE_POWERS[match["power"] or ""]] + money + ("/人" if match["head"] else "")
