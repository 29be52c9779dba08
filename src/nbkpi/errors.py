"""The exceptions of nbkpi: misuse and environment. Bad data is reported as Diagnostic values instead.

NbkpiError
├── UsageError            a request that cannot be answered as asked; the command line exits with 2
│   ├── UnknownName       a name that the book does not know
│   │   ├── AmbiguousName a name that means several things
│   │   ├── OtherKind     a name of something of another kind
│   │   └── NoMetric      a name of an indicator where a metric is asked for
│   ├── Misuse            a command line that cannot be understood
│   └── MissingExtra      a package that was not installed with nbkpi
├── UnreadableFigure      words that are not a figure
├── FormulaError          a formula that cannot be read, named or measured
├── DataError             a book that cannot be used; carries all its diagnostics
└── OutputError           a result that could not be written
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbkpi.language import _, later, quoted

if TYPE_CHECKING:
    from nbkpi.diagnostics import Diagnostic


REASONS = (
    later("Permission denied"),
    later("No such file or directory"),
    later("No space left on device"),
    later("Is a directory"),
    later("Not a directory"),
    later("File exists"),
    later("File name too long"),
    later("Read-only file system"),
    later("Input/output error"),
    later("Disk quota exceeded"),
    later("Too many levels of symbolic links"),
    later("Too many open files"),
    later("Operation not permitted"),
    later("Text file busy"),
    later("Device or resource busy"),
    later("Bad file descriptor"),
)
"""What systems say most often of files, in the words of POSIX."""

_BARE = re.compile(r"[\w./:+%=@~\\-]+")
_REPLACED = re.compile(r'[$`"!]')


def as_typed(word: str) -> str:
    """A word as it is typed in a shell: in double quotes where it needs any, which the shells of Windows know too.

    What shells replace even within these stands in single quotes.
    """
    if _REPLACED.search(word):
        return "'" + word.replace("'", "'\"'\"'") + "'"
    return word if _BARE.fullmatch(word) else f'"{word}"'


def reason_of(error: OSError | UnicodeDecodeError) -> str:
    """What the system refused, or what a file is not, in the language of the user where that is known."""
    if isinstance(error, UnicodeDecodeError):
        return _("it is not in UTF-8")
    return _(error.strerror or str(error))


class NbkpiError(Exception):
    """Anything nbkpi raises on purpose; its text is one clear sentence."""


class UsageError(NbkpiError):
    """A request that cannot be answered as it was asked."""


class _WithCandidates(UsageError):
    """What may have been meant is in candidates, and said below the message; in a traceback as a note."""

    offer = later("did you mean {names}?")

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        if self.candidates:
            self.add_note(self.suggestion)

    @property
    def suggestion(self) -> str:
        """The candidates in a sentence; nothing where there are none."""
        return _(self.offer, names=quoted(self.candidates)) if self.candidates else ""


class UnknownName(_WithCandidates):
    """A name that the book does not know; candidates are the nearest ones."""


class AmbiguousName(UnknownName):
    """A name that means several things; candidates tell them apart."""

    offer = later("it can mean {names}")


class OtherKind(UnknownName):
    """A name of an entity of another kind than was asked for: its name and the level of its kind."""

    def __init__(self, message: str, candidates: Sequence[str], name: str, level: str) -> None:
        super().__init__(message, candidates)
        self.name, self.level = name, level


class NoMetric(UnknownName):
    """The name of an indicator where that of a metric is asked for; candidates are metrics of it."""

    def __init__(self, message: str, candidates: Sequence[str], name: str) -> None:
        super().__init__(message, candidates)
        self.name = name


class Misuse(_WithCandidates):
    """A command line that cannot be understood: what may have been meant, the command, and how it is called."""

    def __init__(self, message: str, candidates: Sequence[str], command: str, usage: str) -> None:
        super().__init__(message, candidates)
        self.command = command
        self.usage = usage


class MissingExtra(UsageError):
    """A package that is installed only with an extra of nbkpi; option is what does without it."""

    def __init__(self, package: str, extra: str, option: str = "") -> None:
        message = _("{package} is not installed; run: {command}", package=package, command=installing(extra))
        super().__init__(_("{message}; or do without: {option}", message=message, option=option) if option else message)


def installing(extra: str) -> str:
    """What installs the packages of an extra beside the nbkpi that runs, wherever that was installed from."""
    import sys
    from importlib.metadata import PackageNotFoundError, requires

    try:
        known = requires("nbkpi") or []
    except PackageNotFoundError:
        known = []
    marker = re.compile(rf"""extra == ['"]{extra}['"]""")
    packages = [one.partition(";")[0].strip() for one in known if marker.search(one)]
    quoted = " ".join(f'"{one}"' for one in packages or [f"nbkpi[{extra}]"])
    return f"{as_typed(sys.executable)} -m pip install {quoted}"


class UnreadableFigure(NbkpiError):
    """Words that are not a figure: where reading stopped (a character offset), and what may be done."""

    def __init__(self, message: str, offset: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.remedy = remedy


class FormulaError(NbkpiError):
    """A formula that cannot be used; start and end are character offsets into its text."""

    def __init__(self, message: str, start: int = 0, end: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.remedy = remedy


class DataError(NbkpiError):
    """A book that cannot be used; diagnostics holds every reason, in the order of the files."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)


class OutputError(NbkpiError):
    """A result that could not be written; what stood there before is unchanged."""
