"""Sending a document where it belongs: to the terminal, into a pipe, or into a file, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from nbkpi.errors import OutputError, UsageError, reason_of
from nbkpi.language import _, listed
from nbkpi.render import BINARY, ENDINGS, Format, renderer
from nbkpi.report.document import Document, visible


def choose_format(asked: Format | None, path: Path | None) -> Format:
    """The format asked for, else the one the file's ending names, else a table; UsageError where the two disagree."""
    if path is None or not path.suffix:
        return asked or "table"
    found = ENDINGS.get(path.suffix.lower(), asked)
    if found is None:
        known = listed(ENDINGS)
        message = _("no format has the ending “{ending}”; use {known}, or --format", ending=path.suffix, known=known)
        raise UsageError(message)
    if (found, asked) == ("csv", "excel"):
        return "excel"
    refuse_other(path, found, asked)
    return found


def refuse_other(path: Path, found: str, asked: Format | None) -> None:
    """UsageError where another format was asked for than the one that a file is for by its ending."""
    if asked not in (None, found):
        message = _(
            "-o {path} is for {found}, but {asked} was asked for; change the ending or leave out --format (--json)",
            path=path,
            found=found,
            asked=asked,
        )
        raise UsageError(message)


def send(document: Document, asked: Format | None, path: Path | None) -> None:
    """Print the document (also when the file is called -), or write it into a file; OutputError when that fails."""
    chosen = choose_format(asked, path)
    to_stdout = path is None or str(path) == "-"
    if chosen == "table" and to_stdout and sys.stdout.isatty():
        from nbkpi.render.table import draw

        draw(document, prepared(sys.stdout))
        return
    if to_stdout:
        refuse_binary(chosen)
    deliver(renderer(chosen)(document), chosen, path)


def show_table(document: Document, stream: TextIO) -> None:
    """Show a document beside the output, as a table drawn for a terminal where the stream is one."""
    if stream.isatty():
        from nbkpi.render.table import draw

        draw(document, prepared(stream))
    else:
        prepared(stream).write(renderer("table")(document))  # type: ignore[arg-type]
    stream.write("\n")


def refuse_binary(chosen: Format) -> None:
    """UsageError for bytes that would go to a terminal."""
    if chosen in BINARY and sys.stdout.isatty():
        raise UsageError(_("{format} cannot be shown on a terminal; write it to a file with -o", format=chosen))


def deliver(content: str | bytes, chosen: Format, path: Path | None) -> None:
    """Print what was rendered in a format (also when the file is called -), or write it into a file."""
    if path is not None and str(path) != "-":
        write_whole(path, content)
        tell_written(path)
        if chosen == "csv" and sys.stderr is not None and sys.stderr.isatty() and not str(content).isascii():
            prepared(sys.stderr).write(_("UTF-8 with columns for programs; with --excel Excel opens it") + "\n")
        return
    stream = prepared(sys.stdout)
    if isinstance(content, bytes):
        stream.buffer.write(content)
    else:
        stream.write(_printable(content, chosen, stream.encoding or "utf-8"))


def put(text: str, path: Path | None) -> None:
    """Print a text as it is (also when the file is called -), or write it into a file."""
    if path is None or str(path) == "-":
        prepared(sys.stdout).write(text)
    else:
        write_whole(path, text)
        tell_written(path)


def _printable(text: str, chosen: Format, encoding: str) -> str:
    """The text in what the encoding has: JSON and web pages lose nothing, tables show our own signs in ASCII."""
    if chosen == "html" and encoding.lower().replace("-", "") != "utf8":
        # A page says of itself that it is UTF-8, and ASCII is.
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if chosen in ("json", "jsonl"):
            from nbkpi.render.json import in_ascii

            return in_ascii(text)
        if chosen == "table":
            from nbkpi.render.text import in_ascii as spelled

            return spelled(text)
    return text


def say(line: str) -> None:
    """Print a line about what was done."""
    prepared(sys.stdout).write(visible(line) + "\n")


def tell_written(path: Path) -> None:
    """Say on standard error into which file the output went, of which nothing is seen otherwise."""
    if sys.stderr is not None and path.is_file():  # It may be closed, and a device is no file.
        prepared(sys.stderr).write(visible(_("written to “{path}”", path=path)) + "\n")


def prepared(stream: TextIO) -> TextIO:
    """The stream, made to replace what its encoding cannot print instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace", newline="\n")
    return stream


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one step, text as UTF-8: after a failure what stood there before is unchanged."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    # Of a name too long os.path.exists says no, where Path.exists raises: opening it says why.
    if os.path.exists(path) and not path.is_file():
        _write_through(path, data)
        return
    with replacing(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the one of this name to write into, which takes its place when all went well.

    OutputError when that fails; what stood there before is then unchanged, and nothing is left beside it.
    """
    target = path.resolve()
    _refuse_kept(path, target)
    part = target.with_name(f".{target.name[:50]}.{os.urandom(8).hex()}.part")
    try:
        # Only in here, so that an interrupt between making the file and cleaning up cannot leave it.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        part.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _refuse_kept(path: Path, target: Path) -> None:
    """OutputError for a file that must stay: it is write-protected, or another name would keep what it held."""
    try:
        found = target.stat()
    except OSError:
        return  # It is not there yet; what else is wrong is said when it is written.
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OutputError(_("{path} cannot be written: {reason}", path=path, reason=_("it is write-protected")))
    if found.st_nlink > 1:
        reason = _("it has another name (a hard link), which would keep what it holds now")
        raise OutputError(_("{path} cannot be written: {reason}", path=path, reason=reason))


def _write_through(path: Path, data: bytes) -> None:
    """Write to a device or a named pipe, which cannot be replaced by a file."""
    try:
        with path.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(_("{path} cannot be written: {reason}", path=path, reason=reason_of(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
