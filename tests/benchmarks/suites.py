"""Public test suites of readers of Chinese numbers, from local copies of their repositories, as expectations for ours.

Recognizers-Text (Specs/*/Chinese/*.json), JioNLP (test/test_money_*.py), cn2an (cn2an/*_test.py). The suites are read
as data: nothing of them is run.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

SPECS = "Recognizers-Text/Specs"
MODELS = {
    "NumberModel": "Number",
    "PercentModel": "Number",
    "NumberRangeModel": "Number",
    "NumberRangeModelExperimentalMode": "Number",
    "OrdinalModel": "Number",
    "CurrencyModel": "NumberWithUnit",
    "DimensionModel": "NumberWithUnit",
    "AgeModel": "NumberWithUnit",
    "TemperatureModel": "NumberWithUnit",
}
"""The models of Recognizers-Text and the folder of each."""
_NO_ENDS = (None, None)
_MONEY = {"元": "CNY", "港元": "HKD", "美元": "USD", "欧元": "EUR", "日元": "JPY", "澳元": "AUD", "新台币": "TWD"} | {
    "泰铢": "THB",
    "卢布": "RUB",
    "韩元": "KRW",
}
_SIDES = {"blur-": "below", "blur+": "above"}


class Expected(NamedTuple):
    """A figure as a suite has it.

    words: what is to be read; value: its number, None for what is no figure; ends: those of a range, None for an open
    side. unit: the suite's word for it. sentence, start, end: where the words stand, if they stand in a sentence.
    """

    words: str
    value: Fraction | None = None
    ends: tuple[Fraction | None, Fraction | None] = _NO_ENDS
    unit: str = ""
    start: int = 0
    end: int = 0


class Case(NamedTuple):
    """A sentence and all that a model finds in it."""

    sentence: str
    results: tuple[Expected, ...]


class Model(NamedTuple):
    """The cases of one model; in_text: whether they are sentences, to be scanned as well."""

    suite: str
    name: str
    cases: tuple[Case, ...]
    in_text: bool


def models(path: Path) -> Iterator[Model | Path]:
    """Every model under the path, and in the place of a missing one the file that was looked for."""
    for name, folder in MODELS.items():
        file = path / SPECS / folder / "Chinese" / f"{name}.json"
        yield Model("Recognizers-Text", name, tuple(_spec(file)), True) if file.exists() else file
    for name, cases in (("test_money_parser", _parsed), ("test_money_extractor", _extracted)):
        file = path / "JioNLP" / "test" / f"{name}.py"
        yield Model("JioNLP", name, tuple(cases(file)), name.endswith("extractor")) if file.exists() else file
    for name, cases in (("cn2an_test", _numerals), ("an2cn_test", _written)):
        file = path / "cn2an" / "cn2an" / f"{name}.py"
        yield Model("cn2an", name, tuple(cases(file)), False) if file.exists() else file


def _spec(file: Path) -> Iterator[Case]:
    for case in json.loads(file.read_text("utf-8-sig")):
        found = tuple(filter(None, (_result(case["Input"], result) for result in case["Results"])))
        yield Case(case["Input"], found)


def _result(sentence: str, result: dict[str, Any]) -> Expected | None:
    """One result of a specification; None where it is a unit without a number."""
    resolution = result["Resolution"]
    written = resolution["value"]
    if written is None:
        return None
    start, end = result["Start"], result["End"] + 1
    one = Expected(sentence[start:end], start=start, end=end)
    unit = resolution.get("isoCurrency") or resolution.get("unit", "")
    if written[0] in "[(":
        low, high = (number(part) if part else None for part in written[1:-1].split(","))
        return one._replace(ends=(low, high))
    return one._replace(value=number(written.removesuffix("%")), unit="%" if written.endswith("%") else unit)


def number(written: str | float) -> Fraction:
    """A number of a suite, the shortest decimals of a float."""
    return Fraction(Decimal(str(written)))


def _literals(file: Path) -> dict[str, Any]:
    """What a file assigns that is a plain value, by the name of the variable."""
    found = {}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Dict):
            target = node.targets[0]
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            try:
                found[name] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


def _alone(one: Expected) -> Case:
    return Case(one.words, (one._replace(end=len(one.words)),))


def _parsed(file: Path) -> Iterator[Case]:
    for words, found in _literals(file)["money_string_list"]:
        numbers, unit = found["num"], _MONEY[found["case"]]
        if isinstance(numbers, list):
            yield _alone(Expected(words, ends=(number(numbers[0]), number(numbers[1])), unit=unit))
        elif side := _SIDES.get(found["definition"]):
            low, high = (number(numbers), None) if side == "above" else (None, number(numbers))
            yield _alone(Expected(words, ends=(low, high), unit=unit))
        else:
            yield _alone(Expected(words, number(numbers), unit=unit))


def _extracted(file: Path) -> Iterator[Case]:
    """Sentences with amounts of money; what the words say is not told, only where they stand."""
    for sentence, found in _literals(file)["money_string_list"]:
        spans = [(one["text"], *one["offset"]) for one in found]
        yield Case(sentence, tuple(Expected(words, unit="money", start=start, end=end) for words, start, end in spans))


def _numerals(file: Path) -> Iterator[Case]:
    found = _literals(file)
    seen: set[str] = set()
    for table in ("strict_data_dict", "normal_data_dict", "smart_data_dict"):
        for words, value in found[table].items():
            if words not in seen:
                yield _alone(Expected(words, number(value)))
                seen.add(words)
    for words in (*found["error_smart_datas"], *found["error_normal_datas"], *found["error_strict_datas"]):
        if words not in seen:
            yield _alone(Expected(words))
            seen.add(words)


def _written(file: Path) -> Iterator[Case]:
    """Numbers as they are written: by places, in formal numerals, as money; a row of digits is no number but a code."""
    for value, (low, formal, money, _row) in _literals(file)["input_data"].items():
        for words in (low, formal):
            yield _alone(Expected(words, number(value)))
        yield _alone(Expected(money, round(number(value), 2) if value else Fraction(0), unit="CNY"))
