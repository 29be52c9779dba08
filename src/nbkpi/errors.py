"""The exceptions of nbkpi: misuse and environment. Bad data is reported as Diagnostic values instead.

NbkpiError
├── UsageError            a request that cannot be answered as asked; the command line exits with 2
│   ├── UnknownName       a name that the book does not know
│   │   └── AmbiguousName a name that means several things
│   ├── Misuse            a command line that cannot be understood
│   └── MissingExtra      a package that was not installed with nbkpi
├── UnreadableFigure      words that are not a figure
├── FormulaError          a formula that cannot be read, named or measured
├── DataError             a book that cannot be used; carries all its diagnostics
└── OutputError           a result that could not be written
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbkpi.language import _, later

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
)
"""What systems say most often of files, in the words of POSIX."""


def reason_of(error: OSError | UnicodeDecodeError) -> str:
    """What the system refused, or what a file is not, in the language of the user where that is known."""
    if isinstance(error, UnicodeDecodeError):
        return _("it is not in UTF-8")
    return _(error.strerror or str(error))


class NbkpiError(Exception):
    """Anything nbkpi raises on purpose; its text is one clear sentence."""


class UsageError(NbkpiError):
    """A request that cannot be answered as it was asked."""


class UnknownName(UsageError):
    """A name that the book does not know; candidates are the nearest ones."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class AmbiguousName(UnknownName):
    """A name that means several things; candidates tell them apart."""


class Misuse(UsageError):
    """A command line that cannot be understood: what may have been meant, the command, and how it is called."""

    def __init__(self, message: str, candidates: Sequence[str], command: str, usage: str) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        self.command = command
        self.usage = usage


class MissingExtra(UsageError):
    """A package that is installed only with an extra of nbkpi."""

    def __init__(self, package: str, extra: str) -> None:
        message = _("{package} is not installed; run: pip install 'nbkpi[{extra}]'", package=package, extra=extra)
        super().__init__(message)


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
