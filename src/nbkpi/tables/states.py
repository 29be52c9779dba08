"""Which new indicators are of a state at a time, a stock: their figures never add up over the periods of a year."""

from __future__ import annotations

import re

from nbkpi.figure import Unit
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator
from nbkpi.patterns import regex

BALANCES = ("余额", "人口", "户数")
STOCKS = ("保有量", "床位", "职工", "库存")
"""What names of states end with; texts are read by the same words."""

_ENDINGS = (
    *BALANCES,
    *STOCKS,
    "存栏",
    "存栏量",
    "床位数",
    "职工数",
    "人口数",
    "党员",
    "党员数",
    "耕地面积",
    "土地面积",
)
_AT_AN_END = regex(r"[年期月季][末初底]|现有|在[册校岗]")
_WHEN = r"[本当]?[年月期季]度?[末底]"
_WHEN_SAID = regex(rf"^{_WHEN}(?=..)|(?<=..)\({_WHEN}\)$|(?<=..)(?<![上前去下]){_WHEN}数?$")
"""What of a name only says that a state is one at the end of its period: 月末农户, 农户(期末), 农户期末数."""
_STATE_IN_ENGLISH = regex(
    r".*(?:population|households|inhabitants|employees|staff|beds|inventor(?:y|ies)|balances?|outstanding"
    r"|(?:arable|cultivated|land|total)\s+area|(?:live)?stocks?)"
    r"|.*\bend[- ]of[- ](?:the\s+)?(?:year|quarter|month|period)\b.*"
    r"|.*\b(?:year|quarter|month|period)[- ]end\b.*|.*\bat\s+(?:the\s+)?end\s+of\b.*",
    re.IGNORECASE,
)
_HAPPENS_IN_ENGLISH = regex(
    r"\b(?:new(?:ly)?|added|births?|deaths?|born|died|moved|migra\w+|served|helped|trained|visit(?:s|ed)|benefit\w*|per"
    r"|growth|change|increase|decrease|net|average|mean|rate|share)\b",
    re.IGNORECASE,
)
_HAPPENS = regex(
    r"[新净][增建开迁]|增加|减少|出生|死亡|[迁转][入出]|走访|慰问|惠及|受益|受助|帮扶|培训|改造|搬迁|整治|发放|办理|服务|完成"
    r"|流动|吸纳|带动|发展党员"
)
"""In names of what happens to the same things over a period, or of which it is unclear."""


def is_state(name: str, unit: Unit) -> bool:
    """Whether the figures below a heading are of a state: 农户, 常住人口, 贷款余额; not 出生人口, 新增户数."""
    if _HAPPENS.search(name) or _HAPPENS_IN_ENGLISH.search(name):
        return False
    if _STATE_IN_ENGLISH.fullmatch(name):
        return True
    return bool(_AT_AN_END.match(name)) or name.endswith(_ENDINGS) or (unit.counting and unit.symbol.endswith("户"))


def without_when(name: str) -> str:
    """The name of a state without 月末 and the like, which its period says; not 上年末, which is another time."""
    return _WHEN_SAID.sub("", name, count=1)


def state_called(book: Book, name: str) -> Indicator | None:
    """The only stock of the book that is called so but for 月末, 期末 and the like."""
    plain = without_when(name)
    stocks = (one for one in book.indicators if one.measure == "stock")
    found = [one for one in stocks if plain in map(without_when, (one.name, *one.aliases))]
    return found[0] if plain and len(found) == 1 else None
