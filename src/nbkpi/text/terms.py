"""The figures of a text as terms of relations: what each may be, how it is used, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from math import gcd, lcm
from typing import Any, TypeVar

from nbkpi.figure import Figure, Unit, Units
from nbkpi.figure.unit import MULTIPLIERS, POINTS, PURE
from nbkpi.patterns import regex
from nbkpi.text.direction import is_at_constant_prices, is_falling
from nbkpi.text.layout import Layout
from nbkpi.text.mentions import Mention
from nbkpi.text.quantity import Quantity
from nbkpi.text.roles import CLAIMED, FigureSurroundings, Kind, Role, role_of
from nbkpi.text.vocabulary import any_of, words

_JOINED = regex(r"[、,/]?(?:[和与及、]|以及)?(?:约|近|超)?")
_TURNED = regex(rf"(?:个)?(?:[、和与及]|以及){any_of('changes')}")
"""What stands between two figures of a row that went different ways: 分别上升3.1%和下降2.0%."""
_BORDERS = ",;。!?\n"
_LONGEST_CLAUSE = 80
_BY_AMOUNT = regex("[增减][产收支亏]$")
"""Behind these an amount is one of so much more or less: 减产（约8.5万吨）."""

_COUNTERS = {
    name: counter
    for names, _colon, counter in (row.partition(":") for row in words("counters_of_names"))
    for name in names.split("|")
}
"""What a bare number counts, by the end of its name: 总诊疗人次84.7亿 are 人次."""

Measured = tuple[object, ...]
"""What two figures must have in common to be added: a dimension, or that both count things; means are apart."""

_THINGS = "things"
_COUNTED_ALIKE = {
    counter: number for number, group in enumerate(words("counted_alike")) for counter in group.split("|")
}


@dataclass(slots=True, eq=False)
class Term:
    """A figure of a text, which knows its neighbours.

    quantity is in the smallest unit of the text; step the place of its last digit. symbol is its unit without a
    multiplier, measured what it can be added to, alike which counters count the same. clause is the text from the last
    comma up to it, lead from the figure before. row are the figures that stand in a row with it: 26起、440人.
    is_bounded: both ends of it are known; only such figures are operands. one is how many of the smallest unit make 1.
    name is what it counts, as far as the text says. cell is the number of its table, row and column, from 1, of a
    figure in a table. falls: the words turn its sign around. is_constant: a growth that says nothing of current prices.
    is_rate: a percentage, multiple or points. known: what was found out of it.
    """

    mention: Mention
    index: int
    role: Role
    clause: str
    symbol: str
    quantity: Quantity
    step: int
    is_bounded: bool
    one: int
    is_rate: bool = False
    falls: bool = False
    is_constant: bool = False
    measured: Measured = ()
    alike: int = -1
    segment: int = 0
    paragraph: int = 0
    depth: int = 0
    row: range = field(default=range(0))
    cell: tuple[int, int, int] | None = None
    known: dict[object, Any] = field(default_factory=dict)

    @property
    def lead(self) -> str:
        """The words since the figure before, or since the last comma."""
        return self.mention.lead

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        return self.mention.sentence

    @property
    def name(self) -> str:
        """What it counts."""
        return self.mention.base

    @property
    def label(self) -> str:
        """What the words before it say it is of."""
        return self.mention.subject or self.clause

    @property
    def unit(self) -> Unit:
        """The printed unit."""
        return self.mention.figure.unit

    @property
    def scale(self) -> Fraction:
        """How many of the smallest unit make one of the printed unit."""
        return self.unit.scale * self.one

    def is_amount(self, *roles: Role) -> bool:
        """Whether it is used for one of these, and is no percentage."""
        return self.role in roles and not self.is_rate

    def is_operand(self, *roles: Role) -> bool:
        """The same, with both ends known."""
        return self.is_bounded and self.role in roles and not self.is_rate

    def is_counted_as(self, other: Term) -> bool:
        """Whether both have one counter, or counters that count the same."""
        return self.symbol == other.symbol or self.alike == other.alike >= 0

    @property
    def is_claim(self) -> bool:
        """Whether its words say that it was computed."""
        return self.role in CLAIMED

    def is_before(self, other: Term) -> bool:
        """Whether both are known to be of a period, and this one's ends before that of the other begins."""
        own, later = self.mention.when, other.mention.when
        return own is not None and later is not None and own.end <= later.start

    @property
    def signed(self) -> Quantity:
        """The quantity, below zero where the words say that something fell."""
        return self.quantity.negated() if self.falls else self.quantity

    @property
    def place_in_row(self) -> int:
        """Which one of its row it is, from 0."""
        return self.index - self.row.start


Found = TypeVar("Found")


def once(feature: Callable[[Term], Found]) -> Callable[[Term], Found]:
    """The same of a function that tells something of a term by its words: it is found out once for all who ask."""

    @wraps(feature)
    def known(term: Term) -> Found:
        try:
            found: Found = term.known[feature]
        except KeyError:
            found = term.known[feature] = feature(term)
        return found

    return known


def smallest(figures: Sequence[Figure]) -> int:
    """How many of the smallest unit make one: with that every end of every figure is a whole number."""
    found = 24
    for figure in figures:
        if figure.interval is None or figure.nominal is None:
            continue
        scale = figure.unit.scale
        for end in (figure.interval.lower, figure.interval.upper, figure.nominal, figure.step):
            if end is not None:
                over, under = end.numerator * scale.numerator, end.denominator * scale.denominator
                found = lcm(found, under // gcd(over, under))
    return found


def terms_of(mentions: list[Mention], text: str, layout: Layout, units: Units) -> tuple[list[Term], int]:
    """Every figure as a term, in order, and how many of the smallest unit make 1."""
    one = smallest([each.figure for each in mentions])
    terms: list[Term] = []
    for index, mention in enumerate(mentions):
        terms.append(_term(mention, index, text, layout, units, one))
    for row in _rows(terms, text):
        for place in row:
            terms[place].row = row
    for term in terms:
        _assign(term, terms, text)
    return terms, one


def term_of(mention: Mention, index: int, clause: str, units: Units, one: int) -> Term:
    """A figure as a term that knows nothing yet of what stands around it; clause are the words of its clause."""
    figure = mention.figure
    scale = figure.unit.scale * one
    interval, nominal = figure.interval, figure.nominal
    quantity, step, is_bounded = Quantity(0, 0, 0), 1, False
    if interval is not None and interval.lower is not None and interval.upper is not None and nominal is not None:
        low, high, value = (_times(end, scale) for end in (interval.lower, interval.upper, nominal))
        quantity = Quantity(low, high, value, interval.lower_closed, interval.upper_closed)
        step = max(1, _times(figure.step, scale))
        is_bounded = figure.bound in ("as_printed", "about") and figure.second is None
    symbol = units.without_multiplier(figure.unit).symbol
    is_bare = symbol == "" and figure.unit.symbol in MULTIPLIERS
    if is_bare:
        symbol = next((counter for name, counter in _COUNTERS.items() if mention.base.endswith(name)), "")
    term = Term(mention, index, "level", clause, symbol, quantity, step, is_bounded, one)
    term.alike = _COUNTED_ALIKE.get(symbol, -1)
    term.is_rate = figure.unit.dimension in (PURE, POINTS) and not is_bare
    return term


def _times(number: Fraction, scale: Fraction) -> int:
    """A number so many times over, which is a whole one."""
    return number.numerator * scale.numerator // (number.denominator * scale.denominator)


def _term(mention: Mention, index: int, text: str, layout: Layout, units: Units, one: int) -> Term:
    start = max(0, mention.start - _LONGEST_CLAUSE)
    border = max(text.rfind(sign, start, mention.start) for sign in _BORDERS)
    term = term_of(mention, index, text[max(start, border + 1) : mention.start], units, one)
    place = mention.start
    term.segment, term.paragraph, term.depth = layout.segment(place), layout.paragraph(place), layout.depth(place)
    return term


def _rows(terms: list[Term], text: str) -> Iterator[range]:
    """The figures that only a comma of a list or a word for and stands between."""
    start = 0
    for index in range(1, len(terms) + 1):
        if index < len(terms):
            one, before = terms[index], terms[index - 1]
            between = text[before.mention.end : one.mention.start].strip()
            if one.mention.found.group == before.mention.found.group >= 0:
                continue
            is_turned = before.mention.change != "" and _TURNED.fullmatch(between) is not None
            close = (is_turned or _JOINED.fullmatch(between) is not None) and one.is_rate == before.is_rate
            is_short = between == "" and one.symbol != before.symbol and one.mention.lead == ""
            if close and between != "," and (between or is_short):
                continue
        yield range(start, index)
        start = index


def _assign(term: Term, terms: list[Term], text: str) -> None:
    """What the term is used for, and what it can be added to."""
    before = terms[term.index - 1] if term.index else None
    after = terms[term.index + 1] if term.index + 1 < len(terms) else None
    if before is not None and term.index > term.row.start and term.mention.found.group < 0:
        term.role, term.falls = before.role, before.falls
        # 突破400万和450万: what is said of the first is said of the second.
        term.is_bounded = term.is_bounded and (before.is_bounded or before.symbol != term.symbol)
        own = role_of(_surroundings(term, before, after, text))
        if own.is_said and not (term.role in ("progress", "growth") and own.role == "rate"):
            term.role, term.falls = own.role, is_falling(term.mention, own.role, term.clause)
        elif _TURNED.match(text[before.mention.end : term.mention.start]):
            term.falls = is_falling(term.mention, term.role, term.clause)
    else:
        term.role = role_of(_surroundings(term, before, after, text)).role
        term.falls = is_falling(term.mention, term.role, term.clause)
        if before is not None and _is_change_in_brackets(term, before, terms, text):
            term.role, term.falls = "change", before.falls
    term.is_constant = term.role == "growth" and is_at_constant_prices(term.mention, text)
    dimension = term.unit.dimension
    is_counted = term.unit.counting or dimension == (("person", 1),) or term.symbol in _COUNTERS.values()
    of: object = _THINGS if is_counted else dimension
    term.measured = (of, term.role == "mean")


def _is_change_in_brackets(term: Term, growth: Term, terms: list[Term], text: str) -> bool:
    """Whether an amount in brackets right behind a growth is what it was by: 产量120万吨，减产6.6%（约8.5万吨）."""
    if growth.role != "growth" or term.role != "level" or term.is_rate or term.lead.strip() != "(":
        return False
    if not text.startswith(")", term.mention.end):
        return False
    level = terms[growth.index - 1] if growth.index else None
    is_less = level is not None and level.role == "level" and term.quantity.high < level.quantity.low
    is_of_level = level is not None and level.segment == term.segment and level.symbol == term.symbol
    is_of_same = is_less and is_of_level and (not growth.name or growth.name not in growth.lead)
    return is_of_same or _BY_AMOUNT.search(growth.lead) is not None


def _surroundings(term: Term, before: Term | None, after: Term | None, text: str) -> FigureSurroundings:
    unit = term.unit
    kind: Kind
    if unit.dimension == POINTS:
        kind = "points"
    elif unit.dimension == PURE and (not unit.symbol or unit.symbol not in MULTIPLIERS):
        kind = "rate"
    else:
        kind = "quantity"
    following = text[term.mention.end : after.mention.start if after is not None else term.mention.end + 20]
    return FigureSurroundings(
        term.mention,
        kind,
        term.clause,
        term.symbol,
        following[:24],
        None if before is None else before.role,
        None if before is None else before.mention,
        is_of_structure=term.mention.found.group >= 0,
        behind=text[term.mention.end : term.mention.end + 30],
    )
