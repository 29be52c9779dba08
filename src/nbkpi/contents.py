"""The content of a file that somebody names, whatever it turns out to be: never more than a limit is held in memory."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _

_PIECE = 1 << 20


def content_of(source: Path | BinaryIO, shown: str | Path, limit: int) -> bytes:
    """All bytes of a file, a pipe or a device; UsageError, with its name as shown, beyond so many or where it fails.

    A device that never ends is read no further than the limit.
    """
    try:
        if not isinstance(source, Path):
            return _up_to(source, shown, limit)
        if source.is_file() and source.stat().st_size <= limit:
            return source.read_bytes()
        with source.open("rb") as file:
            return _up_to(file, shown, limit)
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=shown, reason=reason_of(error))) from None


def _up_to(file: BinaryIO, shown: str | Path, limit: int) -> bytes:
    pieces, size = list[bytes](), 0
    while size <= limit and (piece := file.read(_PIECE)):
        pieces.append(piece)
        size += len(piece)
    if size > limit:
        raise UsageError(_("{path} is larger than {limit} MB", path=shown, limit=limit // 1_000_000))
    return b"".join(pieces)
