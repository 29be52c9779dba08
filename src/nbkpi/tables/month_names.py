"""Months by their names in other languages than Chinese and English."""

from __future__ import annotations

from nbkpi.figure.characters import normalise
from nbkpi.figure.days import is_period, year_and_part
from nbkpi.patterns import regex

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_ELSEWHERE = (
    "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|octubre|noviembre|diciembre",
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
)
_NUMBERS = {name: number for names in _ELSEWHERE for number, name in enumerate(names.split("|"), 1)}
_BETWEEN = regex(r"\s*[\s/|]\s*")


def month_elsewhere(text: str) -> int | None:
    """The month that a word is in another language, or that the words of two languages are: Ocak, Ocak / January."""
    words = _BETWEEN.split(normalise(text).strip())
    found = [_NUMBERS.get(word.lower().replace("i̇", "i")) for word in words]
    others = [word for word, number in zip(words, found, strict=True) if number is None]
    numbers = {number for number in found if number is not None}
    if len(numbers) != 1 or not all(word.isalpha() and is_period(year_and_part("2024", word)) for word in others):
        return None
    return numbers.pop()
