"""The words people read: one Chinese term for one English one, as the glossary of the manual has them, and how both are
written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from nbkpi.cli.app import commands
from nbkpi.language import use

PACKAGE = Path(__file__).parents[1] / "src" / "nbkpi"
PO = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "nbkpi.po"
MANUAL = PACKAGE / "manual"

CODE = re.compile(
    r"\{\w+\}|\[\[\w+\]\]|\w+ = (?:\"[^\"]*\"|\{.*\})|--[\w-]+(?:=\w+)?|nbkpi \w+|'[^']*'|\w+\.growth|\w+\[\w+\]"
)
"""What stands in messages and is not said in words: values, tables and keys of a book, options, commands, examples."""

ALSO = {
    "figure": ("数",),  # 条数, 数值: a word of its own in Chinese for each sort of figure
    "published": ("原文", "原表", "出处"),  # as it was published
    "indicator": ("指标",),  # where a metric may be meant too, or can not
    "metric": ("指标",),
    "period": ("期",),  # 目标期, 各期
    "bounds": ("限",),  # 上限, 下限
    "rate": ("率",),  # 完成率, 办结率
    "base": ("基数",),  # the number itself, not the time
    "text": ("文字", "文本", "文中"),  # text as a sort of data; 文中数
    "check": ("检查",),  # of rows and files
    "claim": ("待核",),  # a column of claims that are still to be checked
    "computed": ("得出", "算出"),
    "growth": ("增长",),  # of a multiple: 增长3倍, not yet in percent
    "rank": ("排名",),  # to rank
    "compared with": ("与",),  # in a sentence; 对照数据 is the heading
}
"""Further Chinese for a term within a sentence."""

ORDINARY = ("actual", "amount", "base", "change", "count", "family", "kind", "place", "plausible", "status")
"""Words that English sentences also have in their ordinary sense: only alone are they the terms."""

APART = {
    "the embedded book": "it stands behind 数据集：, in brackets",
    "{book} and {schema} (for text editors) were written.": "an editor of texts is 编辑器",
    "report on an audit of this text, not on the book": "the audited text comes first in Chinese",
    "Check every claim (published derived figure), identity and total; exit 1 when one is wrong.": "派生数据 says both",
    "nothing to check: the book has no claims (published derived figures), and no relation whose figures were all "
    "published": "派生数据 says both",
    "a column needs exactly one of indicator, target and claim": "these are keys",
    "ranked: {count} (kind: {kind}), {first}": "3个村参与排名",
    "the number is growth over the previous period": "环比 says over what",
    **dict.fromkeys(
        (
            "Growth over the previous period",
            "{name} growth over the previous period",
            "{name} change over the previous period",
            "{name} change in pp over the previous period",
        ),
        "环比 says over what",
    ),
    "not checked": "the verdict is 未核对",
    "declared but not checked: every entity has one row per period": "a file is 检查, a figure 核对",
}
"""Messages that say a term otherwise, and why."""

FORMER = (
    *(
        "推算",
        "推知",
        "推出",
        "时期 ",
        "可比价",
        "截尾",
        "舍入",
        "相差",
        "差距",
        "所称",
        "无信息",
        "下属",
        "下辖",
        "主体",
        "缺省",
    ),
    *(
        "取位",
        "类型",
        "审核",
        "上报",
        "行名称",
        "应完成",
        "进度要求",
        "观测值",
        "，不读",
        "相比对象",
        "数据数",
        "存量指标",
        "请",
    ),
)
"""Chinese that these terms replaced, and words of courtesy: remedies say what to do."""

FORMER_ENGLISH = (
    r"(?<!there )\bis no\b|\bis (?:not )?said\b|\bprinted\b|\basserted\b|\bcut off\b|\bimplie[sd]\b|\bentities within\b"
)
"""Former English: what is not the case, or who says what, in place of the thing itself; figures on paper only."""


class Term(NamedTuple):
    """A row of the glossary; Chinese may have two words for two uses."""

    english: str
    chinese: tuple[str, ...]

    def is_in(self, message: str) -> bool:
        """Whether an English message has the term, in the singular or the plural."""
        return re.search(rf"(?<![\w-]){re.escape(self.english)}s?(?![\w-])", message) is not None


def rows(language: str) -> list[tuple[str, str]]:
    """The first two columns of the glossary in a language."""
    lines = (MANUAL / language / "glossary.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [(first, second) for first, second, meaning in cells if meaning not in ("what it means", "含义")]


def terms() -> list[Term]:
    """The terms, the longest first."""
    found = [Term(english, tuple(re.sub("（.*）", "", chinese).split(" / "))) for english, chinese in rows("en")]
    return sorted(found, key=lambda one: -len(one.english))


def messages() -> Iterator[tuple[str, str]]:
    """Every English message with its Chinese."""
    for one in read_po(BytesIO(PO.read_bytes())):
        if one.id:
            yield str(one.id), str(one.string)


MESSAGES = list(messages())
TERMS = terms()


def test_the_glossary_is_the_same_in_both_languages() -> None:
    assert rows("en") == [(english, chinese) for chinese, english in rows("zh")]


def test_a_term_stands_in_the_glossary_once() -> None:
    english = [one.english for one in TERMS]
    chinese = [word for one in TERMS for word in one.chinese]
    assert len(english) == len(set(english))
    assert len(chinese) == len(set(chinese))


@pytest.mark.parametrize("term", TERMS, ids=[one.english for one in TERMS])
def test_a_term_alone_has_its_chinese(term: Term) -> None:
    alone = [chinese for english, chinese in MESSAGES if english in (term.english, term.english.capitalize())]
    words = (*term.chinese, *ALSO.get(term.english, ()))
    assert [chinese for chinese in alone if not any(word in chinese for word in words)] == []


def wanting(english: str, chinese: str) -> Iterator[str]:
    """The terms that a message has in English and not in Chinese; a longer term hides those in it."""
    text = CODE.sub("", english)
    for term in TERMS:
        if not term.is_in(text):
            continue
        text = re.sub(rf"\b{re.escape(term.english)}", "", text)
        is_said = any(word in chinese for word in (*term.chinese, *ALSO.get(term.english, ())))
        if not is_said and not (term.english in ORDINARY and english.lower() != term.english):
            yield term.english


def test_messages_have_the_chinese_of_their_terms() -> None:
    wrong = {english: [*wanting(english, chinese)] for english, chinese in MESSAGES if english not in APART}
    assert {english: found for english, found in wrong.items() if found} == {}
    assert set(APART) <= {english for english, _chinese in MESSAGES}


def test_former_words_are_gone() -> None:
    assert [chinese for _english, chinese in MESSAGES if any(word in f"{chinese} " for word in FORMER)] == []
    assert [english for english, _chinese in MESSAGES if re.search(FORMER_ENGLISH, CODE.sub("", english))] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "[\u4e00-\u9fff] +[A-Za-z0-9{]|[A-Za-z0-9}] +[\u4e00-\u9fff]",
        "”、“",
        r"\.\.\.",
        "–|(?<=[0-9}])-(?=[0-9{])",
        r"\((?![a-z]+\)|\))",
    ],
    ids=["blanks", "commas between quoted words", "dots", "dashes for ranges", "narrow brackets"],
)
def test_chinese_is_written_as_a_bureau_writes_it(pattern: str) -> None:
    allowed = ("2024-0", "3-4", "2025-03", "2025-06", "2024-06")
    found = []
    for _english, chinese in MESSAGES:
        text = chinese
        for one in allowed:
            text = text.replace(one, "")
        found += [chinese] if re.search(pattern, text) else []
    assert found == []


FILES = {"path", "file", "book", "schema"}
"""Names of files, which in English stand between blanks."""


def test_names_of_files_are_quoted_in_chinese() -> None:
    assert [chinese for _english, chinese in MESSAGES if "{path}" in chinese and "“{path}”" not in chinese] == []


def test_names_are_quoted_in_both_languages() -> None:
    def quoted(text: str) -> set[str]:
        return set(re.findall(r"“[^”]*?\{(\w+)\}", text)) - FILES

    assert [english for english, chinese in MESSAGES if quoted(english) != quoted(chinese)] == []


def test_full_stops_end_the_help_of_commands_in_english_and_nothing_in_chinese() -> None:
    helps = {}
    for language in ("zh", "en"):
        use(language)
        helps[language] = [one.help for one in commands().values()]
    assert [text for text in helps["en"] if not text.endswith(".")] == []
    assert [text for text in helps["zh"] if text.endswith("。")] == []
    # Others that end with one are sentences written into files and at the end of init.
    others = [
        (english, chinese)
        for english, chinese in MESSAGES
        if re.search(r"(?<![.])[.]$", english) and english not in helps["en"]
    ]
    assert len(others) <= 7
    assert {chinese for _english, chinese in MESSAGES if chinese.endswith("。")} <= {
        chinese for _english, chinese in others
    }
