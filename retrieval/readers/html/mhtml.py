"""Reader of pages that browsers save as one file (.mhtml): the page in it, and the address it came from."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from typing import TYPE_CHECKING

from retrieval.readers.html import facts
from retrieval.readers.html import page as pages
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the article of a saved page as `html.read` does."""
    page = next((part for part in _parts(data) if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        yield SetAside(path, "the saved page is damaged: it holds no page")
        return
    url = reading.url or facts.address(str(page.get("Content-Location")))
    told = replace(reading, url=url, charset=page.get_content_charset() or reading.charset)
    yield from pages.read(content, path, told)


def _parts(data: bytes) -> list[Message]:
    try:
        return list(message_from_bytes(data).walk())
    except (MessageError, ValueError, LookupError):
        return []
