"""Units as statistical offices write them, in codes of SDMX or in English words, as units of a book."""

from __future__ import annotations

from nbkpi.figure.unit import CURRENCIES
from nbkpi.patterns import regex

PURE = "1"
"""What a book calls the unit of an index or of another plain number."""

POWERS = {0: "", 1: "十", 2: "百", 3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿", 12: "万亿"}
"""The word for a power of ten before a unit; others are not written before one."""

_MONEY = {code: names.split()[0] for code, names in CURRENCIES.items()}
_CODES = {
    **_MONEY,
    **dict.fromkeys(("%", "PC", "PT", "PCT", "PERCENT", "PCPA", "PCCH"), "%"),
    **dict.fromkeys(("PP", "PPT"), "个百分点"),
    **dict.fromkeys(("PS", "PER", "PERS", "PERSON", "PERSONS"), "人"),
    **dict.fromkeys(("IX", "INX", "INDEX", "PURE_NUMB"), PURE),
    **dict.fromkeys(("T", "TN", "TONNE", "TONNES"), "吨"),
    **dict.fromkeys(("HR", "HUR", "HOUR", "HOURS"), "小时"),
    **{"KG": "千克", "KM": "公里", "KM2": "平方公里", "HA": "公顷", "M3": "立方米", "GWH": "GWh", "KWH": "kWh"},
    **{"THS_PER": "千人", "THS_PERS": "千人", "MIO_PER": "百万人", "THS_T": "千吨", "MIO_T": "百万吨"},
}
"""Codes of the UNIT lists of Eurostat, the OECD, the ECB and the IMF that mean one unit wherever they stand."""

_PATTERNS = (
    (regex(r"(?:PT|PC|PCH|RCH)_\w+"), "%"),  # of GDP, of the active population; change on the period before.
    (regex(r"I[0-9]{2}|I[0-9]{4}|INX?_\w+|IX_\w+"), PURE),  # indices: 2015 = 100.
)
_POWERED = regex(r"(?:(?:CP|CLV[0-9]{2}|PYP)_)?(?P<power>M|MIO_|THS_|BIL_)?(?P<currency>[A-Z]{3})(?P<head>_HAB)?")
_CODE_POWERS = {"THS_": 3, "M": 6, "MIO_": 6, "BIL_": 9, "": 0}

_WORD_POWERS = {"thousand": 3, "million": 6, "billion": 9, "thousands": 3, "millions": 6, "billions": 9}
_POWER_WORDS = regex(
    r"(?P<power>thousands?|millions?|billions?)(?: of)? (?P<unit>.+)"
    r"|(?P<first>.+?)[, ]+(?P<last>thousands?|millions?|billions?)"
)
_WORDS = (
    (regex(r"(?:percentage|per ?cent) points?"), "个百分点"),
    (regex(r"(?:(?:annual|monthly|quarterly|daily|gross|net) )?%(?: .*)?"), "%"),
    (regex(r"(?:per ?cents?|percentages?)(?: .*)?"), "%"),
    (regex(r"per 100(?: .+)?"), "%"),
    (regex(r"(?:births |deaths )?per 1[, ]?000(?: .+)?"), "‰"),
    (regex(r"(?:deaths |cases )?per 100[, ]?000(?: .+)?"), "/10万"),
    (regex(r"(?:(?:current|constant|in|at|prices|[0-9]{4}) )*(?:us ?\$|us dollars?|usd)"), "美元"),
    (regex(r"(?:current |constant )?euros?"), "欧元"),
    (regex(r"(?:number of )?(?:persons?|people|inhabitants)"), "人"),
    (regex(r"(?:metric )?tons|tonnes|metric ton"), "吨"),
    (regex(r"kt|kilotonnes"), "千吨"),
    (regex(r"kilograms?|kg"), "千克"),
    (regex(r"hectares?"), "公顷"),
    (regex(r"sq\.? km|square kilomet(?:re|er)s?|km2"), "平方公里"),
    (regex(r"hours?"), "小时"),
    (regex(r"years?"), "年"),
    (regex(r"kwh"), "kWh"),
    (regex(r"gwh"), "GWh"),
    (regex(r"ind(?:ex|ices)(?:[ ,(].*)?|.{1,20}= ?100|ratio|score|scale .*"), PURE),
)  # fmt: skip
"""What the words for a unit mean: an office says of what a percentage is, and at which prices an amount."""

_LONGEST = 200


def unit_of_code(code: str) -> str | None:
    """The unit of a code, such as MIO_EUR or PT_B1GQ; PURE for an index, None where it is not known."""
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


def unit_of_words(words: str) -> str | None:
    """The unit that English words mean, such as % of GDP, million euro or current US$; None where it is not known."""
    plain = " ".join(words.lower().split())
    if len(plain) > _LONGEST:
        return None
    for pattern, unit in _WORDS:
        if pattern.fullmatch(plain):
            return unit
    if plain in _WORD_POWERS:
        return with_power(PURE, _WORD_POWERS[plain])
    match = _POWER_WORDS.fullmatch(plain)
    if match is None:
        return None
    unit = next((unit for pattern, unit in _WORDS if pattern.fullmatch(match["unit"] or match["first"])), "")
    return with_power(unit, _WORD_POWERS[match["power"] or match["last"]]) if unit else None


def with_power(unit: str, power: int) -> str | None:
    """A unit with the word for a power of ten before it; None where no unit is written so, as for a million percent."""
    if power == 0:
        return unit
    word = POWERS.get(power)
    if word is None or unit in ("%", "‰", "/10万", "个百分点") or unit[:1] in "千百万亿":
        return None
    return word if unit == PURE else word + unit
