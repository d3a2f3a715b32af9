"""Compressed bodies, and those that only look so."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.decompression import TooLarge, Unpacker

if TYPE_CHECKING:
    from collections.abc import Callable

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "identity": bytes,
}


def gunzipped(data: bytes, most: int) -> bytes:
    unpacker = Unpacker("gzip", most)
    unpacked = b"".join(unpacker.feed(data))
    unpacker.finish()
    return unpacked


@given(st.binary(max_size=400), st.sampled_from(sorted(PACK)), st.integers(1, 50))
def test_what_was_packed_comes_out_however_it_was_cut(data: bytes, coding: str, step: int) -> None:
    packed = PACK[coding](data)
    unpacker = Unpacker(coding, 1000)
    pieces = [piece for at in range(0, len(packed), step) for piece in unpacker.feed(packed[at : at + step])]
    unpacker.finish()
    assert b"".join(pieces) == data


def test_gzip_members_follow_one_another_and_padding_means_nothing() -> None:
    assert gunzipped(gzip.compress(b"a") + gzip.compress(b"b") + bytes(20), 100) == b"ab"


def test_a_large_body_comes_out_whole() -> None:
    data = bytes(range(256)) * 2000
    assert gunzipped(gzip.compress(data), len(data)) == data


@pytest.mark.parametrize("coding", sorted(PACK))
def test_no_more_comes_out_than_the_limit(coding: str) -> None:
    out = 0
    with pytest.raises(TooLarge):
        for piece in Unpacker(coding, 100_000).feed(PACK[coding](bytes(10**7))):
            out += len(piece)
    assert out <= 100_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "x" * 1000])
def test_an_unknown_coding_is_refused(coding: str) -> None:
    with pytest.raises(ValueError, match="is not known"):
        Unpacker(coding, 10)


def test_what_is_damaged_or_breaks_off_is_refused() -> None:
    packed = gzip.compress(bytes(1000))
    with pytest.raises(ValueError, match="damaged"):
        gunzipped(packed[:10] + b"\xff" + packed[11:], 5000)
    with pytest.raises(ValueError, match="breaks off"):
        gunzipped(packed[:-3], 5000)
