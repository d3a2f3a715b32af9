"""Scans read by Tesseract with Arabic, where both are installed; what is too unsure is set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.converters import programs
from retrieval.errors import UnreadableSource
from retrieval.readers.document import Paragraph, article
from retrieval.readers.documents import pdf
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article

MARK: Final = "(قراءة آلية)"
"""What stands behind the headline of an article that a machine read from pictures, wherever it is cited."""
MOST_PAGES: Final = 50
SECONDS: Final = 60.0
"""Pages of one scan, and seconds for each of them."""
LEAST_BYTES: Final = 20_000
"""Bytes of a picture that may be a page."""
CONFIDENCE: Final = 70.0
"""Of a hundred, the least that Tesseract is sure of its words on average: printed pages come to 85 and more."""
MISSING: Final = "install tesseract-ocr and tesseract-ocr-ara to have it read"
_UNSURE: Final = "a scan whose letters are read too unsurely ({} of 100); scan it more sharply, or type it"
_NO_WORDS: Final = "a scan in which no words can be read"
_WORD: Final = "5"  # the level of a word in Tesseract's tables


@cache
def is_installed() -> bool:
    """Return whether Tesseract is there, and knows Arabic."""
    program = programs.found("tesseract")
    languages = programs.run([program, "--list-langs"], b"", SECONDS) if program else None
    return languages is not None and "ara" in languages.decode(errors="replace").split()


@dataclass(frozen=True, slots=True)
class _ScannedWord:
    """A word that was read: the paragraph it stands in, how sure it is (0…100), and its letters."""

    paragraph: tuple[str, ...]
    confidence: float
    text: str


def read(data: bytes, path: str, reading: ReadContext) -> Article | SetAside:
    """Read a scanned PDF document as one article, marked as read by a machine; or say why there is none."""
    return _read(pdf.pictures(data, MOST_PAGES), path, reading)


def read_picture(data: bytes, path: str, reading: ReadContext) -> Article | SetAside:
    """Read a picture of a page (JPEG, PNG, TIFF, WebP) in the same way; icons and emblems hold no article."""
    return _read([data] if len(data) >= LEAST_BYTES else [], path, reading)


def _read(pictures: Iterable[bytes], path: str, reading: ReadContext) -> Article | SetAside:
    words: list[_ScannedWord] = []
    try:
        for number, picture in enumerate(pictures):
            words.extend(_words(picture, str(number)))
        if not words:
            return SetAside(path, _NO_WORDS)
        sure = sum(word.confidence for word in words) / len(words)
        if sure < CONFIDENCE:
            return SetAside(path, _UNSURE.format(round(sure)))
        grouped = groupby(words, key=lambda word: word.paragraph)
        found = article(
            [Paragraph(" ".join(word.text for word in group)) for _, group in grouped], path, reading
        )
    except UnreadableSource as error:
        return SetAside(path, error.reason)
    return replace(found, title=f"{found.title} {MARK}".strip())


def _words(picture: bytes, page: str) -> list[_ScannedWord]:
    """Return the words on a picture of a page."""
    program = programs.found("tesseract") or ""
    table = programs.run([program, "-", "-", "-l", "ara", "tsv"], picture, SECONDS) or b""
    rows = (line.split("\t") for line in table.decode(errors="replace").splitlines())
    return [
        _ScannedWord((page, *row[2:4]), float(row[10]), row[11].strip())
        for row in rows
        if len(row) > 11 and row[0] == _WORD and row[11].strip()
    ]
