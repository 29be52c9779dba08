"""Parsing formulas: + - * / ^, parentheses, numbers, names and functions, with limits on length and depth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, NoReturn

from nbkpi.errors import FormulaError
from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, Relation, StatedRelation, Text
from nbkpi.language import _
from nbkpi.patterns import regex

MAX_LENGTH = 4000
MAX_DEPTH = 60
MAX_OPERATIONS = 300
MAX_DIGITS = 60

_TOKEN = regex(
    r"""\s*(?:
        (?P<number>[0-9][0-9_]*(?:\.[0-9]+)?(?:\s*%)?)
      | (?P<name>[^\W\d][\w.·“”《》]*|[“《][\w.·“”《》]*)
      | "(?P<text>[^"]*)"
      | (?P<symbol>==|<=|>=|[-+*/^(),=<>≤≥])
    )""",
    re.VERBOSE,
)
_TYPED = str.maketrans(
    {
        "−": "-",
        "×": "*",
        "÷": "/",
        "（": "(",
        "）": ")",
        "，": ",",
        "＋": "+",
        "＝": "=",
        "％": "%",
        "＜": "<",
        "＞": ">",
    }
)

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_NEGATION = 3


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse_formula(text: str) -> Node:
    """The syntax tree of a formula; FormulaError with the place for anything that is not one."""
    return _Parser(text).whole()


def parse_equation(text: str) -> StatedRelation:
    """The two sides of an identity such as gdp = primary + secondary; FormulaError as for a formula."""
    return _Parser(text).equation({"=": "=", "==": "="}, _("an equation needs “=” between its two sides"))


def parse_inequality(text: str) -> StatedRelation:
    """The two sides of a rule such as resolved <= received, with <=, >=, < or >; FormulaError as for a formula."""
    signs: dict[str, Relation] = {"<=": "<=", ">=": ">=", "<": "<", ">": ">", "≤": "<=", "≥": ">="}
    return _Parser(text).equation(signs, _("a rule needs “<=”, “>=”, “<” or “>” between its two sides"))


class _Parser:
    """Precedence climbing over tokens read one ahead."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise FormulaError(_("the formula has more than {limit} characters", limit=MAX_LENGTH), 0, len(text))
        self.text = text.translate(_TYPED)
        self.depth = self.operations = 0
        self.end = 0
        self.token = self._scan(0)

    def whole(self) -> Node:
        node = self._expression(1)
        self._expect_end()
        return node

    def equation(self, signs: Mapping[str, Relation], expected: str) -> StatedRelation:
        left = self._expression(1)
        if not self._at(*signs):
            self._fail(expected)
        relation = signs[self._advance().text]
        right = self._expression(1)
        self._expect_end()
        return StatedRelation(left, right, relation)

    def _scan(self, place: int) -> _Token:
        match = _TOKEN.match(self.text, place)
        if match is None:
            rest = len(self.text) - len(self.text[place:].lstrip())
            if rest < len(self.text):
                message = _("“{character}” has no meaning in a formula", character=self.text[rest])
                raise FormulaError(message, rest, rest + 1)
            return _Token("end", "", rest, rest)
        kind = match.lastgroup or ""
        # A quoted word stands where its quotes do.
        return _Token(kind, match[kind], match.start(kind) - (kind == "text"), match.end())

    def _advance(self) -> _Token:
        token, self.end = self.token, self.token.end
        self.token = self._scan(token.end)
        return token

    def _at(self, *symbols: str) -> bool:
        """Whether one of these symbols comes next, and not a quoted word that looks like one."""
        return self.token.kind == "symbol" and self.token.text in symbols

    def _fail(self, message: str) -> NoReturn:
        raise FormulaError(message, self.token.start, self.token.end)

    def _expect_end(self) -> None:
        if self.token.kind != "end":
            self._fail(_("“{word}” is not expected here", word=self.token.text))

    def _expression(self, least: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail(_("the formula is nested more than {limit} levels deep", limit=MAX_DEPTH))
        node = self._operand()
        while (level := self._level()) >= least:
            operator = self._advance().text
            self.operations += 1
            if self.operations > MAX_OPERATIONS:
                self._fail(_("the formula has more than {limit} operations", limit=MAX_OPERATIONS))
            # Powers group to the right, everything else to the left.
            right = self._expression(level if operator == "^" else level + 1)
            node = Operation(operator, node, right, node.start, right.end)
        self.depth -= 1
        return node

    def _level(self) -> int:
        return _PRECEDENCE.get(self.token.text, 0) if self.token.kind == "symbol" else 0

    def _operand(self) -> Node:
        token = self.token
        if self._at("-", "+"):
            self._advance()
            operand = self._expression(_NEGATION)
            return Negation(operand, token.start, operand.end) if token.text == "-" else operand
        if self._at("("):
            self._advance()
            node = self._expression(1)
            self._close()
            return node
        if token.kind == "number":
            return self._number(self._advance())
        if token.kind == "text":
            self._advance()
            return Text(token.text, token.start, token.end)
        if token.kind == "name":
            self._advance()
            return self._call(token) if self._at("(") else Name(token.text, token.start, token.end)
        return self._fail(_("a number, a name or a function is expected here"))

    def _number(self, token: _Token) -> Number:
        digits = token.text.replace("_", "")
        if len(digits) > MAX_DIGITS:
            raise FormulaError(_("the number has more than {limit} digits", limit=MAX_DIGITS), token.start, token.end)
        percent = digits.endswith("%")
        value = Fraction(digits.rstrip("% \t")) / (100 if percent else 1)
        return Number(value, token.start, token.end)

    def _call(self, name: _Token) -> Call:
        self._advance()
        arguments: list[Node] = []
        while not self._at(")"):
            arguments.append(self._expression(1))
            if not self._at(","):
                break
            self._advance()
        self._close()
        return Call(name.text, tuple(arguments), name.start, self.end)

    def _close(self) -> None:
        if not self._at(")"):
            self._fail(_("“)” is expected here"))
        self._advance()
