"""Every value an expression can take while its variables range over intervals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.exact import EVERYTHING, Interval, ResultTooLarge
from nbkpi.exact.ends import growth
from nbkpi.exact.polynomial import Patience, Polynomial, TooComplex, halves
from nbkpi.exact.ratio import Ratio
from nbkpi.exact.root import power, root_bounds
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, occurrences
from nbkpi.solve.expr.state import Undefined, growth_state

WHOLE = Interval.of(0, 1)


def range_of(
    expression: Expression, box: Sequence[Interval], repeated: Sequence[int], patience: Patience | None = None
) -> Interval:
    """The range over the box: true wherever the expression is monotone in each repeated variable, else enclosing.

    Undefined where it has no value for some part of the box, also where that part would cancel out. What takes too
    long to decide is enclosed.
    """
    patience = patience or Patience()
    wide = [index for index in repeated if not box[index].is_point]
    if not wide or isinstance(expression, Variable | Constant):
        return enclose(expression, box)
    if isinstance(expression, Share):
        return _capped(range_of(expression.part, box, wide, patience))
    if isinstance(expression, Power):
        return _power(range_of(expression.base, box, wide, patience), expression)
    left, right = _sides(expression)
    shared = occurrences(left).keys() & occurrences(right).keys() & set(wide)
    if shared and not (_is_partial(expression) or _is_partial(left) or _is_partial(right)):
        return _range_of_dependent(expression, box, wide, patience)
    # What varies independently can be combined; otherwise this still settles that there is a value everywhere.
    a, b = range_of(left, box, wide, patience), range_of(right, box, wide, patience)
    if not shared:
        return _combined(expression, a, b)
    _check_combined(expression, a, b)
    return _range_of_dependent(expression, box, wide, patience)


def enclose(expression: Expression, box: Sequence[Interval]) -> Interval:
    """Plain interval arithmetic: the true range when no variable occurs twice, an enclosure otherwise."""
    if isinstance(expression, Variable):
        return box[expression.slot]
    if isinstance(expression, Growth):
        return _growth(enclose(expression.value, box), enclose(expression.base, box))
    if isinstance(expression, Constant):
        return Interval(expression.value, expression.value)
    if isinstance(expression, Share):
        return _capped(enclose(expression.part, box))
    if isinstance(expression, Power):
        return _power(enclose(expression.base, box), expression)
    left, right = expression.left, enclose(expression.right, box)
    if expression.operator == "*" and isinstance(left, Constant) and left.value > 0:
        return right.scaled(left.value)
    return _arithmetic(expression.operator, enclose(left, box), right)


def _arithmetic(operator: str, left: Interval, right: Interval) -> Interval:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    try:
        return left / right
    except ZeroDivisionError:
        raise Undefined("division_by_zero") from None


def _combined(expression: Binary | Growth, left: Interval, right: Interval) -> Interval:
    if isinstance(expression, Growth):
        return _growth(left, right)
    return _arithmetic(expression.operator, left, right)


def _check_combined(expression: Binary | Growth, left: Interval, right: Interval) -> None:
    if isinstance(expression, Growth):
        _check_growth(left, right)
    elif expression.operator == "/" and right.holds_zero:
        raise Undefined("division_by_zero")


def _is_partial(expression: Expression) -> bool:
    """Whether it contains anything that is not defined everywhere."""
    if isinstance(expression, Binary):
        return expression.operator == "/" or _is_partial(expression.left) or _is_partial(expression.right)
    if isinstance(expression, Power):
        return expression.numerator < 0 or expression.denominator != 1 or _is_partial(expression.base)
    return isinstance(expression, Growth | Share)


def _growth(value: Interval, base: Interval) -> Interval:
    if not base.is_positive or value.is_negative:
        _check_growth(value, base)
    return value.growth_over(base)


def _power(base: Interval, expression: Power) -> Interval:
    try:
        rooted = base if expression.denominator == 1 else base.root(expression.denominator)
        return rooted**expression.numerator
    except ZeroDivisionError:
        raise Undefined("division_by_zero") from None
    except ValueError:
        raise Undefined("negative_root") from None
    except ResultTooLarge:
        raise Undefined("too_large") from None


def _check_growth(value: Interval, base: Interval) -> None:
    state = growth_state(value, base)
    if state is not None:
        raise Undefined(state)


def _capped(interval: Interval) -> Interval:
    capped = interval.intersect(WHOLE)
    if capped is None:
        raise Undefined("out_of_range")
    return capped


def compute(expression: Expression, values: Sequence[Fraction]) -> Fraction:
    """The value at one point; ZeroDivisionError where it has none there."""
    if isinstance(expression, Variable):
        return values[expression.slot]
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Growth):
        return growth(compute(expression.value, values), compute(expression.base, values))
    if isinstance(expression, Share):
        return min(max(compute(expression.part, values), Fraction(0)), Fraction(1))
    if isinstance(expression, Power):
        base = compute(expression.base, values)
        if expression.denominator != 1:
            if base < 0 and expression.denominator % 2 == 0:
                raise ZeroDivisionError
            low, high = root_bounds(base, expression.denominator)
            base = (low + high) / 2
        return power(base, expression.numerator)
    left, right = compute(expression.left, values), compute(expression.right, values)
    if expression.operator == "+":
        return left + right
    if expression.operator == "-":
        return left - right
    return left * right if expression.operator == "*" else left / right


def _range_of_dependent(
    expression: Expression, box: Sequence[Interval], wide: Sequence[int], patience: Patience
) -> Interval:
    """The range of an expression that has a value everywhere in the box and whose sides depend on each other."""
    ratio = _rational(expression, box, patience)
    found = _monotone_range(ratio, box, patience) or _cut_range(expression, ratio, box, wide, patience.cuts, patience)
    if found is None:
        raise Undefined("out_of_range")
    return found


def _rational(expression: Expression, box: Sequence[Interval], patience: Patience) -> Ratio | None:
    """The expression as one polynomial over another, when it is small enough; it holds in every part of the box."""
    try:
        return _ratio(expression, box, patience)
    except (TooComplex, ResultTooLarge):
        return None


def _monotone_range(ratio: Ratio | None, box: Sequence[Interval], patience: Patience) -> Interval | None:
    """The true range of a ratio that is monotone; None when it is not, or when there is none."""
    if ratio is None:
        return None
    try:
        low, high = ratio.extreme(box, True, patience), ratio.extreme(box, False, patience)
    except (TooComplex, ResultTooLarge):
        return None
    if low is None or high is None:
        return None
    return Interval(low[0], high[0], low[1], high[1])


def _ratio(expression: Expression, box: Sequence[Interval], patience: Patience) -> Ratio | None:
    """The expression as one polynomial over another; None when it has roots, or caps that matter."""
    count = len(box)
    one = Polynomial.constant(Fraction(1), count)
    if isinstance(expression, Variable):
        interval = box[expression.slot]
        if interval.is_point and interval.lower is not None:
            return Ratio(Polynomial.constant(interval.lower, count), one)
        return Ratio(Polynomial.variable(expression.slot, count), one)
    if isinstance(expression, Constant):
        return Ratio(Polynomial.constant(expression.value, count), one)
    if isinstance(expression, Power):
        return _ratio_power(expression, box, patience)
    if isinstance(expression, Share):
        # The cap changes nothing where the part lies within 0 and 1 anyway.
        ratio = _ratio(expression.part, box, patience)
        inside = _monotone_range(ratio, box, patience)
        return ratio if inside is not None and inside in WHOLE else None
    left, right = _sides(expression)
    a, b = _ratio(left, box, patience), _ratio(right, box, patience)
    if a is None or b is None:
        return None
    if isinstance(expression, Growth):
        return (a - b) / b
    operator = expression.operator
    return a + b if operator == "+" else a - b if operator == "-" else a * b if operator == "*" else a / b


def _sides(expression: Binary | Growth) -> tuple[Expression, Expression]:
    if isinstance(expression, Growth):
        return expression.value, expression.base
    return expression.left, expression.right


def _ratio_power(expression: Power, box: Sequence[Interval], patience: Patience) -> Ratio | None:
    base = _ratio(expression.base, box, patience)
    if base is None or expression.denominator != 1:
        return None
    one = Polynomial.constant(Fraction(1), len(box))
    if expression.numerator == 0:
        return Ratio(one, one)
    raised = Ratio(base.above ** abs(expression.numerator), base.below ** abs(expression.numerator))
    return raised if expression.numerator > 0 else Ratio(one, one) / raised


def _cut_range(
    expression: Expression,
    ratio: Ratio | None,
    box: Sequence[Interval],
    wide: Sequence[int],
    depth: int,
    patience: Patience,
) -> Interval | None:
    """Ranges of the parts of the box, put together; None when all of them are capped away."""
    parts = halves(box, wide) if depth and patience.left > 0 else None
    if parts is None:
        return _enclosed_part(expression, box)
    whole = None
    for part in parts:
        patience.left -= 1
        found = _monotone_range(ratio, part, patience) or _cut_range(expression, ratio, part, wide, depth - 1, patience)
        if found is not None:
            whole = found if whole is None else whole.hull(found)
    return whole


def _enclosed_part(expression: Expression, box: Sequence[Interval]) -> Interval | None:
    """An enclosure of what is known to have a value; None when a cap leaves nothing of it."""
    try:
        return enclose(expression, box)
    except Undefined as undefined:
        # Plain arithmetic may be too wide to see that a divisor is never zero.
        return None if undefined.state == "out_of_range" else EVERYTHING
