"""Every path of a TOML document is found where its text stands, and no text at all upsets the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.loading.positions import DEEPEST, NamePosition, Path, Position, index_positions, nearest


def paths(data: Any, above: Path = ()) -> Iterator[Path]:
    """The path of everything inside loaded data."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, member in members:
        yield (*above, part)
        yield from paths(member, (*above, part))


def text_from(text: str, position: Position) -> str:
    """The text from a position on."""
    lines = text.removeprefix("\ufeff").split("\n")[position.line - 1 :]
    return "\n".join(lines)[position.column - 1 :]


def found(text: str) -> dict[Path, tuple[str, str]]:
    """The first word at the key and at the value of every path; fails unless they are the paths of the loaded data."""
    index = index_positions(text)
    assert set(index) == set(paths(tomli.loads(text.removeprefix("\ufeff"))))
    return {path: (word(text, place.key), word(text, place.value)) for path, place in index.items()}


def word(text: str, position: Position) -> str:
    """What stands at a position, up to the next blank, bracket, dot, comma or equals sign."""
    start = re.match(r"[^\s\[\]{},.=]+|.", text_from(text, position))
    return start[0] if start else ""


def place(line: int, key: int, value: int) -> NamePosition:
    """A place on one line, by its columns."""
    return NamePosition(Position(line, key), Position(line, value))


BOOK = """\
# the [book] of 'one' village
[book]
title = "A # title"

[[observation]]
about = 'fund'
  value   =   "1,234.5"   # as [[written]]

[[observation]]
[observation.extra]
note = 1
[[observation.part]]
x = 1
[[observation.part]]
x = 2
"""


def test_tables_and_arrays_of_tables() -> None:
    assert index_positions(BOOK) == {
        ("book",): place(2, 2, 2),
        ("book", "title"): place(3, 1, 9),
        ("observation",): place(5, 3, 3),
        ("observation", 0): place(5, 3, 3),
        ("observation", 0, "about"): place(6, 1, 9),
        ("observation", 0, "value"): place(7, 3, 15),
        ("observation", 1): place(9, 3, 3),
        ("observation", 1, "extra"): place(10, 14, 14),
        ("observation", 1, "extra", "note"): place(11, 1, 8),
        ("observation", 1, "part"): place(12, 15, 15),
        ("observation", 1, "part", 0): place(12, 15, 15),
        ("observation", 1, "part", 0, "x"): place(13, 1, 5),
        ("observation", 1, "part", 1): place(14, 15, 15),
        ("observation", 1, "part", 1, "x"): place(15, 1, 5),
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_move_nothing(mark: str, newline: str) -> None:
    assert index_positions(mark + BOOK.replace("\n", newline)) == index_positions(BOOK)


def test_inline_tables_and_arrays() -> None:
    assert index_positions("observation = [{x = 1}, {x = 2, y = [3, []]}]") == {
        ("observation",): place(1, 1, 15),
        ("observation", 0): place(1, 16, 16),
        ("observation", 0, "x"): place(1, 17, 21),
        ("observation", 1): place(1, 25, 25),
        ("observation", 1, "x"): place(1, 26, 30),
        ("observation", 1, "y"): place(1, 33, 37),
        ("observation", 1, "y", 0): place(1, 38, 38),
        ("observation", 1, "y", 1): place(1, 41, 41),
    }


def test_an_array_over_several_lines() -> None:
    index = index_positions("a = [ # ] not yet\n  1,\n\n  # 'nor here\n  '2', # \"\n\t{b = 3},\n]\nc = 4\n")
    assert index["a", 0] == place(2, 3, 3)
    assert index["a", 1] == place(5, 3, 3)
    assert index["a", 2, "b"] == place(6, 3, 7)
    assert index["c",] == place(8, 1, 5)


def test_quoted_keys_in_an_inline_table() -> None:
    index = index_positions('[t]\ncolumns = {"名称" = "name", "经营性收入(万元)" = "income"}')
    assert index["t", "columns"] == place(2, 1, 11)
    assert index["t", "columns", "经营性收入(万元)"] == place(2, 27, 41)


def test_escapes_in_quoted_keys() -> None:
    text = r"""
"a\tb" = 1
"\u540d\U0001F600" = 2
"say \"hi\"\\" = 3
'C:\new' = 4
"" = 5
"x.y".'z w' = 6
"""
    assert found(text) == {
        ("a\tb",): ('"a\\tb"', "1"),
        ("名😀",): (r'"\u540d\U0001F600"', "2"),
        ('say "hi"\\',): ('"say', "3"),
        ("C:\\new",): (r"'C:\new'", "4"),
        ("",): ('""', "5"),
        ("x.y",): ('"x', '"x'),
        ("x.y", "z w"): ("'z", "6"),
    }


def test_dotted_keys_and_headers() -> None:
    assert found("a . b.c = 1\n3.14 = 2\n[ d.e ]\nf.g = 3\n[[h.i]]\nj = 4\n[[h.i]]\n[h.i.k]") == {
        ("a",): ("a", "a"),
        ("a", "b"): ("b", "b"),
        ("a", "b", "c"): ("c", "1"),
        ("3",): ("3", "3"),
        ("3", "14"): ("14", "2"),
        ("d",): ("d", "d"),
        ("d", "e"): ("e", "e"),
        ("d", "e", "f"): ("f", "f"),
        ("d", "e", "f", "g"): ("g", "3"),
        ("h",): ("h", "h"),
        ("h", "i"): ("i", "i"),
        ("h", "i", 0): ("i", "i"),
        ("h", "i", 0, "j"): ("j", "4"),
        ("h", "i", 1): ("i", "i"),
        ("h", "i", 1, "k"): ("k", "k"),
    }


@pytest.mark.parametrize(
    "string",
    [
        r'"[x] \" # \\"',
        r"'[x] \'",
        '""',
        "''",
        '""""""',
        '"""\n[x]\ny = "1" "" \\""" # \\\n """',
        '""""quoted"""""',
        r'"""\\"""',
        "'''\n[x]\ny = '1' '' # \\'''",
        "''''quoted'''''",
    ],
)
def test_nothing_in_a_string_is_taken_for_a_key(string: str) -> None:
    text = f"a = {string} # {string[:1]}\nb = [{string}, {string}]\nc = 1\n"
    assert set(found(text)) == {("a",), ("b",), ("b", 0), ("b", 1), ("c",)}
    index = index_positions(text)
    assert all(text_from(text, index[path].value).startswith(string) for path in [("a",), ("b", 0), ("b", 1)])


def test_a_date_and_its_time_are_one_value() -> None:
    assert set(found("a = [1979-05-27 07:32:32, 2020-01-01]")) == {("a",), ("a", 0), ("a", 1)}


def test_the_first_of_duplicates_counts() -> None:
    assert index_positions("a = 1\na = 2\n[b]\n[b]\n") == {("a",): place(1, 1, 5), ("b",): place(3, 2, 2)}


@pytest.mark.parametrize(
    "nonsense", ["= 2", "b", "b = 'open", "b = [2", "[b", "[[b]", 'b = """open', "]", "b = {c", "\0"]
)
def test_nonsense_keeps_what_was_found_before_it(nonsense: str) -> None:
    assert index_positions(f"a = 1\n{nonsense}\n")["a",] == place(1, 1, 5)


def test_a_path_deeper_than_the_deepest_is_left_to_the_nearest() -> None:
    text = "a = " + "[" * 40 + "]" * 40
    index = index_positions(text)
    assert set(index) == {("a", *[0] * depth) for depth in range(DEEPEST)}
    assert nearest(index, ("a", *[0] * 39)) == index["a", *[0] * (DEEPEST - 1)]


def test_nearest_is_the_longest_beginning_that_is_known() -> None:
    index = index_positions(BOOK)
    assert nearest(index, ("observation", 0, "value")) == place(7, 3, 15)
    assert nearest(index, ("observation", 0, "value", "str")) == place(7, 3, 15)
    assert nearest(index, ("observation", 1, "missing")) == place(9, 3, 3)
    assert nearest(index, ("absent", 0)) is None
    assert nearest(index, ()) is None


class Scalar(str):
    """A value as it is written in TOML."""


def quoted(words: str, escaped: str = "") -> str:
    """A basic string of these words, with these characters escaped besides those that must be."""
    return '"' + re.sub(rf'["\\\x00-\x1f\x7f{escaped}]', lambda match: f"\\U{ord(match[0]):08x}", words) + '"'


WORDS = st.text(st.characters(codec="utf-8"), max_size=6)
WRITTEN = ["1", "-0.5e3", "0xFF", "+inf", "true", "1979-05-27", "1979-05-27 07:32:32.5Z", "07:32:00"]
TRICKY = ["'# [x]'", '"]}\\""', '"""a\n"b = 1" \\"""#"""', "'''a\n[[b]]\n'''''", '""""""', "''"]
SCALARS = st.sampled_from(WRITTEN + TRICKY).map(Scalar) | WORDS.map(lambda words: Scalar(quoted(words)))
NAMES = st.sampled_from(["a", "b", "c-1", "12", "名称", "x.y", "#"]) | WORDS
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=12
)


class Writer:
    """Writes random data as TOML, in any of the ways TOML allows."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def pick(self, *ways: str) -> str:
        return self.data.draw(st.sampled_from(ways))

    def name(self, name: str) -> str:
        ways = [quoted(name), quoted(name, escaped="a名")]
        if re.fullmatch("[A-Za-z0-9_-]+", name):
            ways.append(name)
        if not re.search(r"['\x00-\x1f\x7f]", name):
            ways.append(f"'{name}'")
        return self.pick(*ways)

    def dotted(self, names: tuple[str, ...]) -> str:
        return self.pick(".", " . ").join(map(self.name, names))

    def inline(self, tree: Any) -> str:
        if isinstance(tree, Scalar):
            return tree
        if isinstance(tree, dict):
            return "{" + ", ".join(self.pairs(tree)) + self.pick("", " ") + "}"
        gap = self.pick("", " ", "\n", " # ]},'\"\n\t")
        return "[" + gap + f"{gap},{gap}".join(map(self.inline, tree)) + gap + "]"

    def pairs(self, table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[str]:
        for name, tree in table.items():
            if isinstance(tree, dict) and tree and self.pick("braces", "dots") == "dots":
                yield from self.pairs(tree, (*above, name))
            else:
                yield self.dotted((*above, name)) + self.pick("=", " = ") + self.inline(tree)

    def table(self, table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[str]:
        sections = {name: tree for name, tree in table.items() if self.is_section(tree)}
        for pair in self.pairs({name: tree for name, tree in table.items() if name not in sections}):
            yield pair + self.pick("", " ", " # [x] = {'\"")
        for name, tree in sections.items():
            path = (*above, name)
            for element in tree if isinstance(tree, list) else [tree]:
                rows = list(self.table(element, path))
                if isinstance(tree, list):
                    yield f"[[{self.pick('', ' ')}{self.dotted(path)}]]"
                elif not (rows and rows[0].startswith("[") and self.pick("written", "implied") == "implied"):
                    yield f"[{self.pick('', ' ')}{self.dotted(path)}]"
                yield from rows

    def is_section(self, tree: Any) -> bool:
        tables = isinstance(tree, dict) or (tree and isinstance(tree, list) and all(isinstance(t, dict) for t in tree))
        return bool(tables) and self.pick("header", "inline") == "header"


def begins_with_value(written: str, tree: Any) -> bool:
    """Whether the text begins with this value: a scalar as it was written, else the opening bracket."""
    return written.startswith(tree if isinstance(tree, Scalar) else "[" if isinstance(tree, list) else "{")


def begins_with_name(written: str, name: str) -> bool:
    """Whether the text begins with this name, bare or quoted."""
    start = re.match(r"[\w-]+|'[^']*'|" r'"(?:[^"\\]|\\.)*"', written)
    return start is not None and tomli.loads(f"{start[0]} = 0") == {name: 0}


@given(tree=st.dictionaries(NAMES, TREES, max_size=4), data=st.data())
def test_every_path_of_any_document_is_where_its_text_is(tree: dict[str, Any], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(Writer(data).table(tree))
    index = index_positions(text)
    assert set(index) == set(paths(tomli.loads(text))) == set(paths(tree))
    for path, (key, value) in index.items():
        name = next(part for part in reversed(path) if isinstance(part, str))
        if isinstance(path[-1], str):
            assert begins_with_name(text_from(text, key), name)
        member: Any = tree
        for part in path:
            member = member[part]
        if not begins_with_value(text_from(text, value), member):
            assert key == value
            assert not isinstance(member, Scalar)
            assert begins_with_name(text_from(text, value), name)


LIKE_TOML = st.text(st.sampled_from(list("ab1.=,-#\"'\\[]{} \t\r\n\ufeff名")), max_size=60)

PIECES = st.sampled_from(["[[a]]", "[a.b]", "a=1", "b.c=[", "]", "{", "}", '"""', "'''", r'"\U00110000"', "\n", "#"])


@given(st.text() | LIKE_TOML | st.lists(PIECES).map("".join))
def test_no_text_raises(text: str) -> None:
    lines = text.removeprefix("\ufeff").split("\n")
    for at in index_positions(text).values():
        for line, column in at:
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1


@given(LIKE_TOML)
def test_whatever_the_parser_reads_is_indexed(text: str) -> None:
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert set(index_positions(text)) == set(paths(data))


MEGABYTE = 1_000_000


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("unit", "before", "after", "size"),
    [
        ('[[a]]\nb = "1,234"\nc = {d = [1, 2]} # e\n', "", "", None),
        ("[", "a = ", "", DEEPEST),
        ("a.", "", "a = 1", DEEPEST),
        ('\\"', 'a = "', '"', 1),
        ('""\\"', 'a = """', '"""', 1),
        ("''x", "a = '''", "", 1),
        ("# [\n", "", "a = 1", 1),
        (" ", "a", "b", 0),
        ("[", "", "", 0),
        ('"', "", "", 0),
    ],
)
def test_a_megabyte_is_read_in_one_pass(unit: str, before: str, after: str, size: int | None) -> None:
    repeats = MEGABYTE // len(unit)
    index = index_positions(before + unit * repeats + after)
    assert len(index) == size if size is not None else len(index) > repeats
