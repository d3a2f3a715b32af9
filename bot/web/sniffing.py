"""What a body is, by its first bytes: servers say the wrong thing too often to be asked."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import Final

_LOOKED_AT: Final = 2048
_ZIP: Final = b"PK\x03\x04"
_TEXT_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|table)[\s>/]", re.IGNORECASE
)
_XML: Final = re.compile(rb"\s*<(?:\?xml|rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]", re.IGNORECASE)
_XHTML: Final = re.compile(rb"<html[\s>]", re.IGNORECASE)


class BodyKind(StrEnum):
    """The kinds of bodies that are of any use, as media types."""

    HTML = "text/html"
    XML = "application/xml"
    JSON = "application/json"
    TEXT = "text/plain"
    PDF = "application/pdf"
    ZIP = "application/zip"
    GZIP = "application/gzip"


def sniff(body: bytes) -> BodyKind | None:
    """Return the kind of a body; None for pictures, programs and whatever else holds no text."""
    for start, kind in ((b"%PDF-", BodyKind.PDF), (_ZIP, BodyKind.ZIP), (b"\x1f\x8b", BodyKind.GZIP)):
        if body.startswith(start):
            return kind
    head = body[:_LOOKED_AT]
    if head.startswith(_TEXT_MARKS):
        return _marked_up(head[2:].replace(b"\0", b"")) or BodyKind.TEXT
    if b"\0" in head:
        return None
    if marked_up := _marked_up(head.removeprefix(codecs.BOM_UTF8)):
        return marked_up
    # Text has next to no control characters in any encoding.
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return BodyKind.TEXT if controls * 50 <= len(head) else None


def _marked_up(head: bytes) -> BodyKind | None:
    if _XML.match(head):
        return BodyKind.HTML if _XHTML.search(head) else BodyKind.XML
    if head.lstrip()[:1] in {b"{", b"["}:
        return BodyKind.JSON
    return BodyKind.HTML if head.lstrip()[:1] == b"<" and _HTML.search(head) else None
