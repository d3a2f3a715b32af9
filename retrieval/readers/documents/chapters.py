"""A book's files → its chapters: one file may hold many, many files may make one, and some hold none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.readers.document import Paragraph

# Words from which a part of a book is a chapter and no title page or table of contents.
_CHAPTER_WORDS: Final = 30
# Words of a page that says nothing but who may print the book at most; and what such a page says.
_IMPRINT_WORDS: Final = 150
_IMPRINT: Final = re.compile(
    r"ردمك|isbn|رقم الايداع|حقوق (?:الطبع|النشر|الملكيه)|الحقوق محفوظه|all rights reserved"
)
# What the headline of a chapter begins with; a word that counts it may follow any other («الحكاية الأولى»).
_COUNTED: Final = re.compile(
    r"^(?:(?:ال)?(?:فصل|باب|جزء|مبحث|قسم|كتاب|مقدمه|خاتمه|تمهيد|توطيه|ملحق)\b"
    r"|ال\w+ (?:ال)?(?:اول|اولي|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|سادسه|سابع|سابعه|ثامن|ثامنه|تاسع|تاسعه"
    r"|عاشر|عاشره|حادي|\d+)\b|chapter\b|part\b|\d{1,3}$)"
)
# Words that a section has on average if each is a chapter, though nothing else says so.
_LONG: Final = 400
_HEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: what the table of contents calls it, if it does, and its paragraphs."""

    label: str | None
    paragraphs: list[Paragraph]


def split(files: Sequence[tuple[str, list[Paragraph]]], labels: Mapping[str, Sequence[str]]) -> list[Chapter]:
    """Return the chapters of a book's `files`, each a name and its paragraphs, in order.

    `labels` are what the table of contents lists of each file. A file that it passes over, and that no headline opens,
    goes on with the chapter before it.
    """
    chapters: list[Chapter] = []
    for name, paragraphs in files:
        opening = folded(" ".join(one.text for one in paragraphs[:_IMPRINT_WORDS])[:2000])
        if _words(paragraphs) <= _IMPRINT_WORDS and len(set(_IMPRINT.findall(opening))) > 1:
            continue
        listed = labels.get(name, ())
        goes_on = labels and not listed and not any(one.heading for one in paragraphs[:_HEAD])
        if chapters and goes_on and _words(paragraphs) >= _CHAPTER_WORDS:
            chapters[-1].paragraphs.extend(paragraphs)
        else:
            chapters.extend(_parted(paragraphs, listed))
    return [one for one in chapters if _words(one.paragraphs) >= _CHAPTER_WORDS]


def _parted(paragraphs: list[Paragraph], listed: Sequence[str]) -> Iterator[Chapter]:
    """Part a file at the lines that the table of contents lists, or at the headings that are chapters' headlines."""
    names = {folded(label) for label in listed}
    by_label = [at for at, one in enumerate(paragraphs) if folded(one.text) in names]
    headings = [at for at, one in enumerate(paragraphs) if one.heading]
    counted = [at for at in headings if _COUNTED.match(folded(paragraphs[at].text))]
    long = headings if _words(paragraphs) >= _LONG * max(1, len(headings)) else []
    starts = next((found for found in (by_label, counted, long) if len(found) > 1), [])
    if not starts:
        yield Chapter(listed[0] if listed else None, paragraphs)
        return
    if before := paragraphs[: starts[0]]:
        yield Chapter(None, before)
    for start, end in pairwise([*starts, len(paragraphs)]):
        yield Chapter(paragraphs[start].text, paragraphs[start:end])


def _words(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(one.text.split()) for one in paragraphs)
