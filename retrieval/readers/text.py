"""Reader of scraped pages saved as plain text: one file, one page, one article."""

from __future__ import annotations

import codecs
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.cleaning import clean
from retrieval.errors import UnreadableSource
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.reading import Reading

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC_PAGES: Final = ("cp1256", "iso8859_6")
# Arabic read in the right encoding has one of these words in so many; in a wrong one it has next to none.
_SMALL_WORDS: Final = frozenset({"في", "من", "على", "إلى", "عن", "أن", "التي", "الذي", "مع", "هذا", "قال"})
_ONE_IN: Final = 60


def read(data: bytes, path: str, reading: Reading) -> Iterator[Article | SetAside]:
    """Read the article of one page, its id the file's stem; or say why there is none."""
    try:
        page = clean(decode(data), reading.chrome)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    yield Article(
        id=PurePath(path).stem,
        title=page.title,
        text=page.text,
        outlet=page.outlet or reading.outlet,
        author=page.author,
        published=page.published,
        url=reading.url,
        section=page.section,
        dateline=page.dateline,
        headings=page.headings,
    )


def decode(data: bytes) -> str:
    """Decode `data`: UTF-8, UTF-16 with a mark, or an old Arabic encoding if it reads as Arabic in it.

    Raises UnreadableSource, with an empty path, for binary data and for text that is Arabic in none of
    them.
    """
    text = _unicode(data)
    if text is None:
        text = max((_old(data, name) for name in _ARABIC_PAGES), key=_arabic_words)
        if _arabic_words(text) * _ONE_IN < len(text.split()) or not _arabic_words(text):
            raise UnreadableSource(
                "", "neither UTF-8 nor Arabic in an older encoding; save the file as UTF-8"
            )
    if "\0" in text:
        raise UnreadableSource("", "binary data, not text")
    return text


def _unicode(data: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKED if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _old(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _arabic_words(text: str) -> int:
    return sum(word in _SMALL_WORDS for word in text.split())
