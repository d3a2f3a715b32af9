"""Reader of PDF documents with text: what stands on the page, put back into reading order."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Final

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.readers import unpack
from retrieval.readers.document import DocumentFacts, Paragraph, article
from retrieval.readers.documents import glyphs, layout, places
from retrieval.readers.documents.places import Glyph
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage, PdfTextPage

    from retrieval.readers.context import ReadContext
    from retrieval.readers.documents.layout import LayoutLine
    from retrieval.records import Article

SCAN: Final = "no text: a scan, or pages without words; run it through OCR first"
# Pages read at most, and characters of one and of all: as many as the longest books have.
MOST_PAGES: Final = 2000
MOST_GLYPHS: Final = 100_000
MOST_IN_ALL: Final = 10_000_000
# Bytes that one of its parts may unpack to: a page of a scan in colours has 26 million.
MOST_UNPACKED: Final = 128 * 2**20
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
# Characters a page has on average if the document has text and is no scan.
_LEAST: Final = 20
# A title's letters are so many times as high as the document's usual ones.
_TITLE: Final = 1.15
_TITLE_WORDS: Final = range(2, 40)


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a document as one article, its id the file's stem; or say why there is none: a scan has no text."""
    try:
        _check(data)
        lines = [layout.ordered(glyphs.rows(page)) for page in pages(data)]
        paragraphs = [replace(line, text=script.mended(line.text)) for line in layout.paragraphs(lines)]
        if not paragraphs:
            raise UnreadableSource("", SCAN)
        title, rest = _parted(paragraphs)
        yield article(
            [Paragraph(line.text, line.size >= _TITLE * _usual(paragraphs)) for line in rest],
            path,
            reading,
            DocumentFacts(title=title),
        )
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def _check(data: bytes) -> None:
    """Refuse a document with a part that unpacks beyond all measure, before the library unpacks it in memory."""
    place = _STREAM.search(data)
    while place is not None:
        end = data.find(b"endstream", place.end())
        end = len(data) if end < 0 else end
        if unpack.deflated_too_far(data[place.end() : end], MOST_UNPACKED):
            raise UnreadableSource("", f"a part of it unpacks to more than {MOST_UNPACKED} bytes, the limit")
        place = _STREAM.search(data, end)


def _parted(paragraphs: Sequence[LayoutLine]) -> tuple[str | None, Sequence[LayoutLine]]:
    """Part the title from the rest: the largest letters at the document's head, if they are larger than usual."""
    head = paragraphs[: len(paragraphs) // 2 + 1][:10]
    largest = max(head, key=lambda line: line.size)
    words = len(largest.text.split())
    if largest.size < _TITLE * _usual(paragraphs) or words not in _TITLE_WORDS:
        return None, paragraphs
    return largest.text, [line for line in paragraphs if line is not largest]


def _usual(paragraphs: Sequence[LayoutLine]) -> float:
    """Return the height of most of the document's letters."""
    heights = sorted((line.size, len(line.text)) for line in paragraphs)
    half = sum(length for _, length in heights) / 2
    for size, length in heights:
        half -= length
        if half <= 0:
            return size
    return heights[-1][0]


def pages(data: bytes, most: int = MOST_IN_ALL) -> Iterator[list[Glyph]]:
    """Yield the letters of each page; raises UnreadableSource, its path empty, for more than `most` in all."""
    import pypdfium2  # noqa: PLC0415  a library of several megabytes, for PDF documents only

    try:
        with pypdfium2.PdfDocument(data) as document:
            room = most
            for number in range(min(len(document), MOST_PAGES)):
                page = document[number]
                text = page.get_textpage()
                room -= min(text.count_chars(), MOST_GLYPHS)
                if room < 0:
                    raise UnreadableSource("", f"it holds more than {most} letters, the limit; split it")
                letters = _glyphs(text)
                yield [*letters, *(_shapes(page, text) if any(one.as_mark for one in letters) else ())]
    except pypdfium2.PdfiumError as error:
        reason = "it is protected by a password" if "assword" in str(error) else f"damaged PDF: {error}"
        raise UnreadableSource("", reason) from error


# Dots an inch in which letters are read best from pictures, and dots of one at most.
_DOTS, _MOST_DOTS = 300, 40_000_000


def pictures(data: bytes, most: int) -> Iterator[bytes]:
    """Yield a picture of each of the first `most` pages, in grey (PGM); UnreadableSource as for `pages`."""
    import pypdfium2  # noqa: PLC0415  as above

    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in range(min(len(document), most)):
                page = document[number]
                width, height = page.get_size()
                scale = min(_DOTS / 72, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
                dots = page.render(scale=scale, grayscale=True).to_numpy()
                yield b"P5 %d %d 255\n" % (dots.shape[1], dots.shape[0]) + dots.tobytes()
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource("", f"damaged PDF: {error}") from error


def _glyphs(text: PdfTextPage) -> list[Glyph]:
    from ctypes import c_double  # noqa: PLC0415  as above

    from pypdfium2 import raw  # noqa: PLC0415

    found: list[Glyph] = []
    start, baseline, matrix = c_double(), c_double(), raw.FS_MATRIX()
    for number in range(min(text.count_chars(), MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(text, number)
        if raw.FPDFText_IsGenerated(text, number) == 1 or code in _NO_LETTERS or code in _HALVES:
            continue
        left, bottom, right, top = text.get_charbox(number, loose=True)
        raw.FPDFText_GetCharOrigin(text, number, start, baseline)
        raw.FPDFText_GetMatrix(text, number, matrix)
        size = raw.FPDFText_GetFontSize(text, number) * max(abs(matrix.d), abs(matrix.b))
        box = (left, right, start.value, baseline.value, max(size, _SMALLEST))
        if all(map(isfinite, box)):
            letter = chr(code) if code >= _SPACE else glyphs.FILLER
            found.append(Glyph(letter, *box, _is_mark(bottom - box[3], top - box[3], box[4])))
    return places.drawn_together(found)


# Height of a letter from which, above its baseline, a vowel mark stands, and up to which one below it reaches.
_ABOVE, _BELOW = 0.2, 0.02


def _is_mark(bottom: float, top: float, size: float) -> bool:
    """Return whether what is drawn between `bottom` and `top`, from its baseline on, has the place of a vowel mark."""
    return bottom > _ABOVE * size or top < _BELOW * size


def _shapes(page: PdfPage, text: PdfTextPage) -> Iterator[Glyph]:
    """Yield what a page draws without a letter of its own."""
    from ctypes import c_float, c_void_p, cast  # noqa: PLC0415  as above

    from pypdfium2 import raw  # noqa: PLC0415

    letters = range(min(text.count_chars(), MOST_GLYPHS))
    told = {cast(raw.FPDFText_GetTextObject(text, number), c_void_p).value for number in letters}
    left, bottom, right, top, size = (c_float() for _ in range(5))
    matrix = raw.FS_MATRIX()
    for number in range(min(raw.FPDFPage_CountObjects(page), MOST_GLYPHS)):
        drawn = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT or cast(drawn, c_void_p).value in told:
            continue
        raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        raw.FPDFPageObj_GetMatrix(drawn, matrix)
        raw.FPDFTextObj_GetFontSize(drawn, size)
        height = max(size.value * max(abs(matrix.d), abs(matrix.b)), _SMALLEST)
        box = (left.value, right.value, matrix.e, matrix.f, height)
        is_mark = _is_mark(bottom.value - matrix.f, top.value - matrix.f, height)
        if all(map(isfinite, box)) and right.value > left.value and not is_mark:
            yield Glyph(places.SHAPE, *box)


_SPACE: Final = 0x20
# Height of a letter in points, below which none can be read: damaged documents have letters of none.
_SMALLEST: Final = 1.0


# Codes of no character: line ends, soft hyphens, non-characters; and halves of pairs, with bullets of symbol fonts.
_NO_LETTERS: Final = frozenset({0, 0x0A, 0x0D, 0xAD, 0xFFFE, 0xFFFF})
_HALVES: Final = range(0xD800, 0xF900)
