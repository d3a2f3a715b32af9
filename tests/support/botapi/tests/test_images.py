"""How large a picture is, from its first bytes."""

from __future__ import annotations

import struct

from tests.support.botapi.methods.images import Size, photo_size

APP0 = b"\xff\xe0" + struct.pack(">H", 16) + bytes(14)
SOF0 = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 600, 800) + bytes(4)


def test_a_jpeg_tells_its_size_after_other_segments() -> None:
    assert photo_size(b"\xff\xd8" + APP0 + SOF0) == Size(800, 600)


def test_a_png_tells_its_size_at_once() -> None:
    assert photo_size(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 360)) == Size(640, 360)
