"""What grows by comparable prices or firms, so that its growth does not follow from the amounts beside it."""

from __future__ import annotations

from nbkpi.patterns import regex

COMPARABLE = regex(
    r"增加值|生产总值|GDP|总产值|产值|可比|同口径|不变价|规模?以上|规上|限额?以上|限上|零售|固定资产|工业|产业"
    r"|(?i:\b(?:value[ -]added|output|retail|fixed[ ]assets?|investments?|industr(?:y|ial)|domestic[ ]product)\b)"
)
"""Names of such things, or words that say so of any."""

SAME_COVERAGE = regex(r"可比口径|同口径")
"""Growth of those that are counted in both years: not that of the levels beside it, and not at constant prices."""
