"""Rows of TOML files as they were validated before: those of the embedded book come with nbkpi, others are kept.

Reading TOML and judging it by the models takes most of the time of loading. Its outcome depends on nothing but the
bytes of a file and the models, so that it is looked up by a hash of these. What follows, and all that can be said about
a book, is made anew every time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from nbkpi.loading.place import COMPILED
from nbkpi.version import __version__

SHIPPED = Path(__file__).with_name("embedded.rows")
"""The rows of the embedded book; `python -m nbkpi.loading.ship` writes them anew."""

SWITCH = "NBKPI_CACHE"
"""The variable that turns off the cache of the user's books when it is 0."""

MAX_KEPT = 64_000_000
"""Bytes of the TOML files of one book; what is larger is not kept."""

MAX_BOOKS, MAX_CACHE = 200, 500_000_000
"""Of more books, or of more bytes in all, those written longest ago are no longer kept."""


class KeptRows:
    """The kept rows of the files of one book, in a file with one line for each: two hashes, and the rows as JSON.

    source is the file to look in, target the one that save writes; either may be None, or not be there. What is
    damaged, or was read from other bytes or by another version of nbkpi or its models, is not found. Nothing here
    raises an error: whatever cannot be read or written is as if nothing had been kept.
    """

    def __init__(self, source: Path | None, target: Path | None, reading: bytes = b"") -> None:
        self.target, self._reading = target, reading
        self._before = _lines(source)
        self._now: dict[bytes, bytes] = {}
        self._size = 0
        self._models: bytes | None = None

    def rows(self, raw: bytes) -> dict[str, Any] | None:
        """The rows of a file with this content; None when they are not kept."""
        self._size += len(raw)
        return self._found(self._key(raw)) if self._before else None

    def _found(self, key: bytes) -> dict[str, Any] | None:
        line = self._before.get(key)
        rows = None if line is None else _unpacked(line)
        if line is not None and rows is not None:
            self._now[key] = line
        return rows

    def keep(self, raw: bytes, rows: dict[str, Any]) -> None:
        """Keep the rows of a file in which nothing is wrong, from now on here and after save for others."""
        if self.target is not None and self._size <= MAX_KEPT:
            with suppress(ValueError):  # Python refuses to write whole numbers of more than 4300 digits.
                self._now[self._key(raw)] = _packed(rows)

    def figures(self, units: list[Any]) -> dict[str, Any] | None:
        """Figures that were read before in a book with these units of its own, as KeptFigures has them."""
        return self._found(self._key_of_figures(units)) if self._before else None

    def keep_figures(self, units: list[Any], packed: dict[str, Any]) -> None:
        """Keep figures that were read in a book with these units of its own."""
        if self.target is not None and self._size <= MAX_KEPT:
            with suppress(ValueError):
                self._now[self._key_of_figures(units)] = _packed(packed)

    def save(self) -> None:
        """Write what belongs to the files that were asked for, when that is not there already."""
        if self.target is None or self._now == self._before or self._size > MAX_KEPT:
            return
        content = b"".join(key + b" " + line + b"\n" for key, line in self._now.items())
        with suppress(OSError):
            _replace(self.target, content)
            _forget_oldest(self.target.parent)

    def _key_of_figures(self, units: list[Any]) -> bytes:
        return self._key(b"\0".join((self._reading, _json(units).encode())))

    def _key(self, raw: bytes) -> bytes:
        if self._models is None:
            self._models = hashlib.sha256(COMPILED.read_bytes()).digest()
        about = __version__.encode() + b"\n" + self._models
        return hashlib.sha256(about + raw).hexdigest().encode()


def kept_rows(location: Path | None) -> KeptRows:
    """What is kept of the book at a location, or of the embedded one."""
    if location is None:
        return KeptRows(SHIPPED, None)
    place = _place(location)
    return KeptRows(place, place, _state_of_reading())


def kept_names(location: Path) -> KeptRows:
    """What is kept of the names in the book at a location; see nbkpi.loading.kept_names."""
    place = _place(location, "names-")
    return KeptRows(place, place)


def _place(location: Path, sort: str = "") -> Path | None:
    folder = cache_folder()
    name = hashlib.sha256(os.fsencode(os.path.abspath(location))).hexdigest()[:32]
    return None if folder is None else folder / f"{sort}{name}.rows"


def _state_of_reading() -> bytes:
    """What the modules that read figures are at the moment, by the sizes and times of their files."""
    package = Path(__file__).parents[1]
    found = [
        (entry.name, state.st_size, state.st_mtime_ns)
        for folder in (package / "exact", package / "figure")
        for entry in os.scandir(folder)
        if entry.name.endswith(".py")
        for state in [entry.stat()]
    ]
    return repr(sorted(found)).encode()


def cache_folder() -> Path | None:
    """Where books are kept, in the folder that the system has for it; None when that is turned off or not known."""
    if os.environ.get(SWITCH) == "0":
        return None
    if sys.platform == "win32":
        asked, usual = os.environ.get("LOCALAPPDATA", ""), "AppData/Local"
    elif sys.platform == "darwin":
        asked, usual = "", "Library/Caches"
    else:
        asked, usual = os.environ.get("XDG_CACHE_HOME", ""), ".cache"
    home = os.path.expanduser("~")
    folder = asked if os.path.isabs(asked) else os.path.join(home, usual)
    return Path(folder, "nbkpi") if os.path.isabs(folder) else None


def _lines(path: Path | None) -> dict[bytes, bytes]:
    """What a file holds, by the hash of what it was read from."""
    if path is None:
        return {}
    try:
        parts = [line.partition(b" ") for line in path.read_bytes().split(b"\n")]
    except OSError:
        return {}
    return {key: line for key, _space, line in parts if key}


def _packed(rows: dict[str, Any]) -> bytes:
    """Rows as JSON behind the hash of that; ValueError for what cannot be written."""
    body = _json(rows).encode()
    return hashlib.sha256(body).hexdigest().encode() + b" " + body


def _unpacked(line: bytes) -> dict[str, Any] | None:
    """The rows again, exactly as they were; None when the line is damaged."""
    digest, _space, body = line.partition(b" ")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    rows: dict[str, Any] = json.loads(body, parse_float=Decimal, parse_constant=Decimal)
    return rows


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> str:
    """A value of rows, in which a decimal is a number with all its digits, as 43.60 is; whole numbers have no point."""
    try:
        return _encode(value)
    except TypeError:  # There is a decimal in it.
        if isinstance(value, dict):
            return "{" + ",".join(f"{_encode(key)}:{_json(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ",".join(map(_json, value)) + "]"
        if not isinstance(value, Decimal):
            raise ValueError(f"{type(value)} is nothing that rows have") from None
        text = str(value)
        return text if not value.is_finite() or "." in text or "E" in text else f"{text}e0"


def _replace(path: Path, content: bytes) -> None:
    """Write a file of which others see all or nothing."""
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(number, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _forget_oldest(folder: Path) -> None:
    """Leave no more than MAX_BOOKS and MAX_CACHE in the folder, and always what was written last."""
    found = sorted(((path.stat(), path) for path in folder.glob("*.rows")), key=lambda one: -one[0].st_mtime_ns)
    size = 0
    for place, (state, path) in enumerate(found):
        size += state.st_size
        if place and (place >= MAX_BOOKS or size > MAX_CACHE):
            path.unlink(missing_ok=True)
