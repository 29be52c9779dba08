"""Command lines put together by chance from what there is and from what there is not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.hostile import RAW, word
from tests.fuzz.running import within

NAMES = (
    "东山村",
    "dongshan",
    "gdp",
    "income",
    "2024",
    "2024H1",
    "collective_income.growth",
    "x.toml",
    "a.txt",
    "p.csv",
    "-",
)


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """Five command lines."""
    from nbkpi.cli.app import function_of
    from nbkpi.cli.catalogue import commands
    from nbkpi.cli.params import params_of

    (folder / "a.txt").write_text("东山村收入88万元，同比增长43.6%。", "utf-8")
    (folder / "p.csv").write_text("entity,period,gdp\na,2024,1\nb,2024,2.5\n", "utf-8")
    for _each in range(5):
        name = chance.choice(sorted(commands()))
        flags = [flag for one in params_of(function_of(name)) for flag in one.flags]
        words = [name]
        for _word in range(chance.randint(0, 6)):
            kind = chance.random()
            if kind < 0.5 and flags:
                words.append(chance.choice(flags))
            else:
                words.append(chance.choice((chance.choice(NAMES), word(chance), chance.choice(NAMES))))
            if chance.random() < 0.03:
                words[-1] = chance.choice(RAW)
        if not {"--open", "--watch", "--install-completion", "--engine"} & {*words} and "spark" not in words:
            yield from within(*words, given=b"x").complaints()
