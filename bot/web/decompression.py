"""Compressed bodies, unpacked a piece at a time, so that no bomb gets further than the limit."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMBER: Final = b"\x1f"  # what a gzip member begins with
_PIECE: Final = 64 * 1024
_WINDOW: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""zlib's wbits: 31 reads gzip, 15 zlib."""


class TooLarge(ValueError):
    """More came out than the limit allows."""


class Unpacker:
    """What comes out of a body of one content coding; neither side of it may have more than `most` bytes.

    Raises ValueError for a coding that is not known.
    """

    def __init__(self, coding: str, most: int) -> None:
        coding = coding.strip().lower()
        if coding not in {"", "identity", *_WINDOW}:
            raise ValueError(f"the coding {coding[:40]!r} is not known")
        self._wbits = _WINDOW.get(coding, 0)
        self._inflater = zlib.decompressobj(self._wbits) if self._wbits else None
        self._packed = self._left = most

    def finish(self) -> None:
        """Raise ValueError when something is missing at the end."""
        if self._inflater is not None and not self._inflater.eof:
            raise ValueError("it breaks off")

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data`, the next part, unpacks to; raises TooLarge, and ValueError when it is damaged."""
        if self._inflater is None:
            yield self._counted(data)
            return
        self._packed -= len(data)
        if self._packed < 0:
            raise TooLarge
        full = False
        while data or full:
            if self._inflater.eof:
                # Another member may follow, or padding that means nothing.
                if not data.startswith(_MEMBER):
                    return
                self._inflater = zlib.decompressobj(self._wbits)
            try:
                piece = self._inflater.decompress(data, _PIECE)
            except zlib.error as error:
                raise ValueError(f"it is damaged: {error}") from error
            full = len(piece) == _PIECE
            data = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
            yield self._counted(piece)

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge
        return piece
