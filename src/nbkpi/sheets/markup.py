"""Walking through the XML of a workbook from tag to tag: no tree is built, and nothing in it is expanded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from xml.parsers import expat

MAX_DEPTH = 1_000
"""Elements nested deeper than that, by some thousands at most, are refused: each open one takes memory."""

CHECKED = 10_000
"""So many elements may begin before it is looked how many of them have ended."""

MAX_MARK = 10_000_000
"""So many bytes a comment or a tag may have: expat, before 2.6, reads one anew with each piece it is given."""

_PIECE = 1 << 20


class Walk(ABC):
    """A walk through the elements of a document: each kind of walk says what it does where one begins.

    open is how many elements are open, those that have ended since the last check included. A begin adds each one, and
    checks beyond CHECKED; a walk that is told of ends takes them off itself.
    """

    def __init__(self) -> None:
        self.open = 0
        self._ended: list[str] = []

    @abstractmethod
    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: its name and those of its attributes are as they are written."""

    def check(self) -> None:
        """ValueError where too many elements are open."""
        self.open -= len(self._ended)
        self._ended.clear()
        if self.open > MAX_DEPTH:
            raise ValueError

    def through(
        self, data: bytes, end: Callable[[str], object] | None = None, text: Callable[[str], object] | None = None
    ) -> None:
        """Walk through a document; end is told where an element ends, text what stands between tags.

        ValueError for what is no XML, is in an encoding that nobody knows, is nested too deeply, has a comment or tag
        longer than MAX_MARK, or declares a document type: what does is made to harm.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = end or self._ended.append
        parser.CharacterDataHandler = text
        _parse(parser, data)


class PathWalk(Walk):
    """A walk that knows around each element the names of those it stands in, without prefixes."""

    def __init__(self, visit: Callable[[list[str], dict[str, str]], object]) -> None:
        super().__init__()
        self._visit, self._path = visit, list[str]()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """The element is the last on its path."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        self._path.append(local(name))
        self._visit(self._path, attributes)

    def end(self, _name: str) -> None:
        """Its path is left."""
        self.open -= 1
        self._path.pop()


def check_markup(data: bytes) -> None:
    """ValueError for what is no XML, for the same reasons as in a walk but for its depth: nobody is told of it."""
    _parse(expat.ParserCreate(), data)


def visit_elements(data: bytes, visit: Callable[[list[str], dict[str, str]], object]) -> None:
    """Visit each element with its path from the root, itself the last, and its attributes; ValueError as for a walk."""
    walk = PathWalk(visit)
    walk.through(data, walk.end)


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _parse(parser: expat.XMLParserType, data: bytes) -> None:
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for start in range(0, len(data), _PIECE):
            parser.Parse(data[start : start + _PIECE], False)
            if start - parser.CurrentByteIndex > MAX_MARK:
                raise ValueError
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # The second for an encoding that nobody knows.
        raise ValueError(str(error)) from None


def _refuse(*_declared: object) -> None:
    raise ValueError
