"""What a body is, whatever its server says."""

from __future__ import annotations

import gzip

import pytest

from bot.web.sniffing import BodyKind, sniff

FEED = '<?xml version="1.0"?><rss version="2.0"></rss>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html>", BodyKind.HTML),
        (b"\n\n<!-- ours --><HTML lang=ar>", BodyKind.HTML),
        (b"<p>\xce\xc8\xd1</p>", BodyKind.HTML),
        ("\ufeff<html>".encode(), BodyKind.HTML),
        ("\ufeff<html><p>خبر".encode("utf-16-le"), BodyKind.HTML),
        ("\ufeffخبر".encode("utf-16-le"), BodyKind.TEXT),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', BodyKind.HTML),
        (FEED.encode(), BodyKind.XML),
        (f"\n {FEED}".encode(), BodyKind.XML),
        (b"<urlset>", BodyKind.XML),
        (b'[{"id": 1}]', BodyKind.JSON),
        ("خبر من المدينة".encode(), BodyKind.TEXT),
        ("خبر من المدينة".encode("cp1256"), BodyKind.TEXT),
        (b"", BodyKind.TEXT),
        (b"%PDF-1.7\n\0\0", BodyKind.PDF),
        (b"PK\x03\x04\0\0", BodyKind.ZIP),
        (gzip.compress(b"x", mtime=0), BodyKind.GZIP),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", None),
        (b"\x7fELF\x02\x01\x01\0", None),
        (bytes(range(1, 9)) * 100, None),
    ],
)
def test_a_body_is_known_by_how_it_begins(body: bytes, kind: BodyKind | None) -> None:
    assert sniff(body) is kind
