"""Reader of scraped pages saved as plain text: one file, one page, one article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.extraction.extract import extract
from retrieval.readers.charset import decode
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the article of one page, its id the file's stem; or say why there is none."""
    try:
        page = extract(script.mended(decode(data)), reading.boilerplate, reading.known)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    outlet = page.outlet or reading.outlet
    yield replace(page, id=PurePath(path).stem, outlet=outlet, url=reading.url)
