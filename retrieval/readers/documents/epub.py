"""Reader of books and magazines (.epub): an article a chapter."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from retrieval.errors import UnreadableSource
from retrieval.extraction.boilerplate import folded
from retrieval.readers import charset, safexml, unpack
from retrieval.readers.document import DocumentFacts, article
from retrieval.readers.documents.chapters import split
from retrieval.readers.html import fragment
from retrieval.readers.html.authors import person
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.readers.context import ReadContext
    from retrieval.readers.document import Paragraph
    from retrieval.readers.safexml import Element
    from retrieval.records import Article

_CONTAINER: Final = "META-INF/container.xml"
_CHAPTERS: Final = ("application/xhtml+xml", "text/html")


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a book's chapters in their order, ids `<stem>-<n>`; a book of one chapter is one article."""
    try:
        files = unpack.contents(data)
        container = safexml.parse(_file(files, _CONTAINER))
        places = (one.get("full-path") for one in container.iter() if safexml.name(one) == "rootfile")
        place = next(places, None) or ""
        package = safexml.parse(_file(files, place))
        book = _Book.of(package)
        labels = _labels(files, place, package)
        chapters = split(list(_parts(files, place, package)), labels)
        if not chapters:
            yield SetAside(path, "the book has no chapter with text")
        published = replace(reading, outlet=reading.outlet or book.publisher)
        author = person(book.author, book.publisher, reading.boilerplate)
        for number, (named, chapter) in enumerate(((one.label, one.paragraphs) for one in chapters), start=1):
            if len(chapters) == 1:
                titled = any(paragraph.heading for paragraph in chapter)
                facts = DocumentFacts(title=None if titled else book.title, author=author)
                yield article(chapter, path, published, facts)
                return
            label = named or _headline(chapter)
            title = " – ".join(dict.fromkeys(filter(None, (label, book.title)))) or None
            own = [
                one
                for at, one in enumerate(chapter)
                if at >= _HEAD or folded(one.text) != folded(label or "")
            ]
            facts = DocumentFacts(id=f"{PurePath(path).stem}-{number}", title=title, author=author)
            yield article(own, path, published, facts)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


@dataclass(frozen=True, slots=True)
class _Book:
    """What a book says of itself."""

    title: str | None
    author: str | None
    publisher: str | None

    @classmethod
    def of(cls, package: Element) -> _Book:
        said = [below for one in package if safexml.name(one) == "metadata" for below in one.iter()]
        named: dict[str, list[str]] = {}
        for one in said:
            text = " ".join("".join(one.itertext()).split())[:_LONGEST]
            roles = {value for key, value in one.attrib.items() if key.rpartition("}")[2] == "role"}
            if any(map(str.isalnum, text)) and roles <= {"aut"}:
                named.setdefault(safexml.name(one), []).append(text)
        creators = dict.fromkeys(named.get("creator", ()))
        return cls(
            next(iter(named.get("title", ())), None),
            "، ".join(creators)[:_LONGEST] or None,
            next(iter(named.get("publisher", ())), None),
        )


# Lines at a chapter's head among which its headline stands, and words of one at most.
_HEAD, _TITLE_WORDS = 4, 14
_LONGEST: Final = 300


def _headline(chapter: Sequence[Paragraph]) -> str | None:
    """Return a chapter's first heading, or the last of the short lines at its head («الفصل الأول», «الحريق»)."""
    heading = next((one.text for one in chapter[:_HEAD] if one.heading), None)
    short = takewhile(
        lambda one: len(one.text.split()) <= _TITLE_WORDS and one.text[-1:] not in ".،:", chapter[:_HEAD]
    )
    return heading or next((one.text for one in reversed(list(short)) if one.text.strip()), None)


def _labels(files: Mapping[str, bytes], place: str, package: Element) -> dict[str, list[str]]:
    """Return what the book's table of contents lists of each of its files, in order."""
    found: dict[str, list[str]] = {}
    for item in (one for one in package.iter() if safexml.name(one) == "item"):
        is_nav = "nav" in (item.get("properties") or "").split()
        name = _joined(posixpath.dirname(place), item)
        if (is_nav or item.get("media-type") == "application/x-dtbncx+xml") and name in files:
            with suppress(UnreadableSource):
                for link, label in _entries(safexml.parse(files[name], recover=True)):
                    target = posixpath.normpath(
                        posixpath.join(posixpath.dirname(name), unquote(link.partition("#")[0]))
                    )
                    named = found.setdefault(target, [])
                    if label and label[:_LONGEST] not in named:
                        named.append(label[:_LONGEST])
    return found


def _entries(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield the links of a table of contents, and their names: of EPUB 3 (nav) or EPUB 2 (ncx)."""
    for one in contents.iter():
        if safexml.name(one) == "a" and one.get("href"):
            yield one.get("href"), " ".join("".join(one.itertext()).split())
        elif safexml.name(one) == "navPoint":
            link = next((below.get("src") for below in one if safexml.name(below) == "content"), None)
            yield link or "", " ".join((safexml.child(one, "navLabel") or "").split())


def _joined(folder: str, item: Element) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise UnreadableSource("", f"damaged book: {name or 'its package'} is missing")
    return files[name]


def _parts(files: Mapping[str, bytes], place: str, package: Element) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield the name and the paragraphs of each part of the book whose package is at `place`, in reading order."""
    items = {one.get("id"): one for one in package.iter() if safexml.name(one) == "item"}
    folder = posixpath.dirname(place)
    # A part that the order names again is read once.
    named = [one.get("idref") for one in package.iter() if safexml.name(one) == "itemref"]
    for item in map(items.get, dict.fromkeys(named)):
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in (item.get("properties") or ""):
            continue
        name = _joined(folder, item)
        yield name, fragment.paragraphs(charset.decode_page(_file(files, name)))
