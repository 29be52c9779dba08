"""The entry point: decides the language, imports only what the command needs, and turns errors into sentences."""

from __future__ import annotations

import gc
import os
import sys

from nbkpi import language

_COMPLETING = "_NBKPI_COMPLETE"
"""Set by a shell that asks what may stand next on its line."""

_PLAIN = ("summary", "coverage", "resolution", "deduce")
"""The commands that take all common options and no others."""


def main() -> None:
    """Run the command line; exit 0 fine, 1 findings, 2 misuse or unreadable input."""
    # A short run makes little garbage: looking for it, and tidying up at the end, would cost more than the work.
    gc.disable()
    # No plugin of Pydantic has anything to do here, and looking for one means reading all that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _fill_closed_streams()
    arguments = sys.argv[1:]
    language.use(_language(arguments))
    if arguments in (["--version"], ["-V"]):
        from nbkpi.version import __version__

        sys.stdout.write(f"nbkpi {__version__}\n")
        sys.exit(_flushed(0))
    code = _run()
    gc.freeze()
    sys.exit(code)


def _fill_closed_streams() -> None:
    """Put something in place of standard streams that were closed, before a file that is opened takes their numbers.

    Nobody reads what goes to a closed standard error; what goes to a closed standard output cannot be written, which is
    told when it is tried.
    """
    for number, name, flags in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_RDONLY), (2, "stderr", os.O_WRONLY)):
        if getattr(sys, name) is not None:
            continue
        nowhere = os.open(os.devnull, flags)
        if nowhere != number:
            os.dup2(nowhere, number)
            os.close(nowhere)
        if name != "stdin":
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def _run() -> int:
    from nbkpi.errors import NbkpiError

    try:
        if any("\0" in one for one in sys.argv):
            from nbkpi.errors import UsageError
            from nbkpi.language import _

            raise UsageError(_("an argument holds a NUL character, which no name and no path has"))
        if _COMPLETING in os.environ:
            from nbkpi.cli.answering import answer

            answer(os.environ[_COMPLETING])
            return _flushed(0)
        if not _answered(sys.argv[1:]):
            from nbkpi.cli.app import build_app

            build_app()()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):
            return _reader_is_gone()
        code = leaving.code if isinstance(leaving.code, int) else 1 if leaving.code else 0
        return _flushed(code)
    except NbkpiError as error:
        from nbkpi.cli.failure import show_failure

        show_failure(error)
        return 2
    except BrokenPipeError:
        return _reader_is_gone()
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        from nbkpi.cli.failure import show_system_error

        show_system_error(error)
        return _reader_is_gone() or 2
    return _flushed(0)


def _answered(arguments: list[str]) -> bool:
    """Answer a line that is a command with nothing but common options, written as most are, without loading Typer.

    Whether it was one; on Windows none is, where Typer looks for the files that a pattern means.
    """
    if not arguments or arguments[0] not in _PLAIN or sys.platform == "win32":
        return False
    from nbkpi.cli.request import plain_request

    request = plain_request(arguments[1:])
    if request is None:
        return False
    from importlib import import_module

    getattr(import_module(f"nbkpi.cli.{arguments[0]}"), arguments[0])(request)
    return True


def _flushed(code: int) -> int:
    """Write out what is still buffered, so that a full disk or a closed pipe is noticed here and not at exit."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_is_gone()
    except OSError as error:
        from nbkpi.cli.failure import show_system_error

        show_system_error(error)
        return _reader_is_gone() or 2
    return code


def _reader_is_gone() -> int:
    """Whoever read the output stopped: nothing more can be written, and that is no error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0


def _language(arguments: list[str]) -> str:
    """The language asked for with --lang, else the one of the environment; a wrong one is reported later."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        else:
            continue
        if asked in language.LANGUAGES:
            return asked
    return language.preferred()


if __name__ == "__main__":
    main()
