"""Reader of books and magazines (.epub): an article a chapter."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from retrieval.errors import UnreadableSource
from retrieval.readers import charset, safexml, unpack
from retrieval.readers.document import DocumentFacts, article
from retrieval.readers.html import fragment
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from retrieval.readers.context import ReadContext
    from retrieval.readers.document import Paragraph
    from retrieval.readers.safexml import Element
    from retrieval.records import Article

_CONTAINER: Final = "META-INF/container.xml"
_CHAPTERS: Final = ("application/xhtml+xml", "text/html")
# Words from which a part of a book is a chapter and no title page or table of contents.
_CHAPTER_WORDS: Final = 30


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a book's chapters in their order, ids `<stem>-<n>`; a book of one chapter is one article."""
    try:
        files = unpack.contents(data)
        container = safexml.parse(_file(files, _CONTAINER))
        places = (one.get("full-path") for one in container.iter() if safexml.name(one) == "rootfile")
        place = next(places, None) or ""
        package = safexml.parse(_file(files, place))
        book = next((safexml.child(one, "title") for one in package if safexml.name(one) == "metadata"), None)
        parts = _parts(files, place, package)
        chapters = [one for one in parts if sum(len(p.text.split()) for p in one) >= _CHAPTER_WORDS]
        if not chapters:
            yield SetAside(path, "the book has no chapter with text")
        for number, chapter in enumerate(chapters, start=1):
            id_ = f"{PurePath(path).stem}-{number}" if len(chapters) > 1 else None
            titled = any(paragraph.heading for paragraph in chapter)
            yield article(chapter, path, reading, DocumentFacts(id=id_, title=None if titled else book))
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise UnreadableSource("", f"damaged book: {name or 'its package'} is missing")
    return files[name]


def _parts(files: Mapping[str, bytes], place: str, package: Element) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs of each part of the book whose package stands at `place`, in the order of reading."""
    items = {one.get("id"): one for one in package.iter() if safexml.name(one) == "item"}
    folder = posixpath.dirname(place)
    for reference in package.iter():
        item = items.get(reference.get("idref")) if safexml.name(reference) == "itemref" else None
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in (item.get("properties") or ""):
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        yield fragment.paragraphs(charset.decode_page(_file(files, name)))
