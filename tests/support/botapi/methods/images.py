"""What Telegram checks of a picture before it becomes a photo."""

from __future__ import annotations

import struct
from typing import NamedTuple

from tests.support.botapi.objects.errors import breach

PHOTO_BYTES = 10 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = {0xC0, 0xC1, 0xC2}


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def photo_size(data: bytes) -> Size:
    """Return the size of a PNG or JPEG that Telegram would take as a photo; raises ApiError (a breach) otherwise.

    At most 10 MB, width and height together at most 10000, one at most 20 times the other.
    """
    if len(data) > PHOTO_BYTES:
        raise breach("PHOTO_SAVE_FILE_INVALID: file is too big for a photo")
    size = _png(data) or _jpeg(data)
    if size is None or 0 in size:
        raise breach("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise breach("PHOTO_INVALID_DIMENSIONS")
    return size


def _png(data: bytes) -> Size | None:
    if not data.startswith(_PNG) or len(data) < 24 or data[12:16] != b"IHDR":
        return None
    return Size(*struct.unpack(">II", data[16:24]))


def _jpeg(data: bytes) -> Size | None:
    place = 2 if data.startswith(_JPEG) else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        if data[place + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return Size(width, height)
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None
