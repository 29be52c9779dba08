"""Walking through the XML of a workbook from tag to tag: no tree is built, and nothing in it is expanded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

MAX_DEPTH = 1_000
"""Elements nested deeper than that, by some thousands at most, are refused: each open one takes memory."""

_PIECE = 1 << 16


class Walk(ABC):
    """A walk through the elements of a document: each kind of walk says what it does where one begins.

    open is how many elements are open. begin counts each one; a walk that is told of ends takes them off again.
    """

    def __init__(self) -> None:
        self.open = 0

    @abstractmethod
    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: its name and those of its attributes are as they are written."""

    def through(
        self, data: bytes, end: Callable[[str], object] | None = None, text: Callable[[str], object] | None = None
    ) -> None:
        """Walk through a document; end is told where an element ends, text what stands between tags.

        ValueError for what is no XML, is nested too deeply, or declares a document type: what does is made to harm.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        ended: list[str] = []
        handlers: dict[str, Any] = {
            "StartDoctypeDeclHandler": _refuse,
            "StartElementHandler": self.begin,
            "EndElementHandler": end or ended.append,
            "CharacterDataHandler": text,
        }
        for name, handler in handlers.items():
            setattr(parser, name, handler)
        try:
            for start in range(0, len(data), _PIECE):
                parser.Parse(data[start : start + _PIECE], False)
                self.open -= len(ended)
                ended.clear()
                if self.open > MAX_DEPTH:
                    raise ValueError
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from None


class PathWalk(Walk):
    """A walk that knows around each element the names of those it stands in, without prefixes."""

    def __init__(self, visit: Callable[[list[str], dict[str, str]], object]) -> None:
        super().__init__()
        self._visit, self._path = visit, list[str]()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """The element is the last on its path."""
        self.open += 1
        self._path.append(local(name))
        self._visit(self._path, attributes)

    def end(self, _name: str) -> None:
        """Its path is left."""
        self.open -= 1
        self._path.pop()


def visit_elements(data: bytes, visit: Callable[[list[str], dict[str, str]], object]) -> None:
    """Visit each element with its path from the root, itself the last, and its attributes; ValueError as for a walk."""
    walk = PathWalk(visit)
    walk.through(data, walk.end)


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _refuse(*_declared: object) -> None:
    raise ValueError
