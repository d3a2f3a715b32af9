"""Bytes made unreadable in the files of the journal, its log and its free pages, under the key that stands in it.

Each text is added to a keystream of its own: SHAKE-256 of the key and a nonce, which is never used twice.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

_NONCE = 16
_MARK = b"\x01"


def sealed(text: str, key: bytes) -> bytes:
    """Return the text as bytes that say nothing without the key."""
    nonce, plain = secrets.token_bytes(_NONCE), text.encode("utf-8", "surrogatepass")
    return _MARK + nonce + _added(plain, key, nonce)


def opened(kept: bytes | str, key: bytes) -> str:
    """Return what was sealed; what an older Isnad kept as text is returned as it is."""
    if isinstance(kept, str):
        return kept
    nonce = kept[len(_MARK) : len(_MARK) + _NONCE]
    return _added(kept[len(_MARK) + _NONCE :], key, nonce).decode("utf-8", "surrogatepass")


def mark(text: str, key: bytes) -> bytes:
    """Return 16 bytes by which the same text is known again, by nobody without the key."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")[:16]


def _added(content: bytes, key: bytes, nonce: bytes) -> bytes:
    stream = hashlib.shake_256(b"sealing" + key + nonce).digest(len(content))
    added = int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")
    return added.to_bytes(len(content), "big")
