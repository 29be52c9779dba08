"""Old workbooks (xls) locked with the password that every spreadsheet program tries before it asks for one.

Excel locks a workbook so whose author reserved the right to change it; whoever opens it is asked for nothing. Sources:
MS-XLS 2.2.10 and MS-OFFCRYPTO 2.3.6 (RC4 with 40 bits) for what is encrypted, MS-CFB for where it stands in the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import md5

_PASSWORD = "VelvetSweatshop"
_FILEPASS, _WRITE_PROTECTION, _SHEET = 0x2F, 0x86, 0x85
_PLAIN = frozenset((0x809, _FILEPASS, 0xE1, 0x138, 0x194, 0x195, 0x196))
"""Records that stay as they are: the beginnings of streams, the lock itself, and who uses the file."""
_LOCK = struct.pack("<HHHHH", _FILEPASS, 54, 1, 1, 1)
"""How the record of such a lock begins; salt, verifier and its hash follow, each of 16 bytes."""
_BLOCK = 1024
_FREE, _IN_HEADER, _STREAM_SHIFT = 0xFFFFFFFA, 109, 30
_SMALLEST = 4096
"""Smaller streams are kept elsewhere; a workbook has none."""


def unlocked(data: bytes) -> bytes | None:
    """The same workbook without its lock; None where it has none, another one, or is not laid out as it must be."""
    if _LOCK not in data:
        return None
    try:
        sectors, length = _sectors(data)
        size = 1 << struct.unpack_from("<H", data, _STREAM_SHIFT)[0]
        stream = b"".join(data[start : start + size] for start in sectors)[:length]
        plain = _decrypted(stream) if len(stream) == length else None
    except (struct.error, IndexError, ValueError):
        return None
    if plain is None:
        return None
    found = bytearray(data)
    for number, start in enumerate(sectors):
        part = plain[number * size : (number + 1) * size]
        found[start : start + len(part)] = part
    return bytes(found)


def _sectors(data: bytes) -> tuple[list[int], int]:
    """Where the parts of the stream of the workbook stand, and its length; ValueError where there is none."""
    size = 1 << struct.unpack_from("<H", data, _STREAM_SHIFT)[0]
    per_sector = size // 4
    tables = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    further = struct.unpack_from("<I", data, 68)[0]
    while further < _FREE and len(tables) <= len(data) // size:
        *more, further = struct.unpack_from(f"<{per_sector}I", data, (further + 1) * size)
        tables += more
    following = [
        number
        for table in tables
        if table < _FREE
        for number in struct.unpack_from(f"<{per_sector}I", data, (table + 1) * size)
    ]

    def chain(sector: int) -> Iterator[int]:
        for _step in following:
            if sector >= _FREE:
                return
            yield (sector + 1) * size
            sector = following[sector]

    for start in chain(struct.unpack_from("<I", data, 48)[0]):
        for entry in range(start, start + size, 128):
            name = data[entry : entry + 64].decode("utf-16-le", "replace").partition("\0")[0]
            first, length = struct.unpack_from("<II", data, entry + 116)
            if name in ("Workbook", "Book") and length >= _SMALLEST:
                return list(chain(first)), length
    raise ValueError("no stream of a workbook")


def _decrypted(stream: bytes) -> bytes | None:
    """The stream of a workbook with its lock made a mark of write protection; None where the password is another."""
    lock, key = -1, b""
    changed = bytearray(len(stream))
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        start, stop = position + 4, min(position + 4 + length, len(stream))
        if kind == _FILEPASS and stream.startswith(_LOCK, position):
            lock, key = position, _key(stream[start + 6 : start + 54])
            if not key:
                return None
        elif key and kind not in _PLAIN:
            start += 4 if kind == _SHEET else 0
            changed[start:stop] = b"\xff" * (stop - start)
        position = stop
    if lock < 0:
        return None
    found = bytearray()
    for number, start in enumerate(range(0, len(stream), _BLOCK)):
        part = stream[start : start + _BLOCK]
        secret = int.from_bytes(_key_stream(_of_block(key, number), len(part)), "big")
        mask = int.from_bytes(changed[start : start + len(part)], "big")
        found += (int.from_bytes(part, "big") ^ (secret & mask)).to_bytes(len(part), "big")
    struct.pack_into("<H", found, lock, _WRITE_PROTECTION)
    return bytes(found)


def _key(lock: bytes) -> bytes:
    """The key of the password with the salt of a lock; nothing where its verifier says that it is another."""
    salt, verifier, checked = lock[:16], lock[16:32], lock[32:48]
    start = md5(_PASSWORD.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
    key = md5((start + salt) * 16, usedforsecurity=False).digest()[:5]
    secret = _key_stream(_of_block(key, 0), 32)
    plain = bytes(one ^ other for one, other in zip(verifier + checked, secret, strict=True))
    return key if md5(plain[:16], usedforsecurity=False).digest() == plain[16:] else b""


def _of_block(key: bytes, number: int) -> bytes:
    return md5(key + struct.pack("<I", number), usedforsecurity=False).digest()


def _key_stream(key: bytes, length: int) -> bytes:
    """So many bytes of RC4."""
    state, other = list(range(256)), 0
    for place in range(256):
        other = (other + state[place] + key[place % len(key)]) & 255
        state[place], state[other] = state[other], state[place]
    found, other = bytearray(length), 0
    for place in range(length):
        one = (place + 1) & 255
        other = (other + state[one]) & 255
        state[one], state[other] = state[other], state[one]
        found[place] = state[(state[one] + state[other]) & 255]
    return bytes(found)
