"""What a body is, whatever its server says."""

from __future__ import annotations

import gzip

import pytest

from bot.web.sniffing import Kind, sniff

FEED = '<?xml version="1.0"?><rss version="2.0"></rss>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html>", Kind.HTML),
        (b"\n\n<!-- ours --><HTML lang=ar>", Kind.HTML),
        (b"<p>\xce\xc8\xd1</p>", Kind.HTML),
        ("\ufeff<html>".encode(), Kind.HTML),
        ("\ufeff<html><p>خبر".encode("utf-16-le"), Kind.HTML),
        ("\ufeffخبر".encode("utf-16-le"), Kind.TEXT),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', Kind.HTML),
        (FEED.encode(), Kind.XML),
        (f"\n {FEED}".encode(), Kind.XML),
        (b"<urlset>", Kind.XML),
        (b'[{"id": 1}]', Kind.JSON),
        ("خبر من المدينة".encode(), Kind.TEXT),
        ("خبر من المدينة".encode("cp1256"), Kind.TEXT),
        (b"", Kind.TEXT),
        (b"%PDF-1.7\n\0\0", Kind.PDF),
        (b"PK\x03\x04\0\0", Kind.ZIP),
        (gzip.compress(b"x", mtime=0), Kind.GZIP),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", None),
        (b"\x7fELF\x02\x01\x01\0", None),
        (bytes(range(1, 9)) * 100, None),
    ],
)
def test_a_body_is_known_by_how_it_begins(body: bytes, kind: Kind | None) -> None:
    assert sniff(body) is kind
