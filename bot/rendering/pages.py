"""An article in pages, laid so that a quote stands whole on one of them with its context before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from retrieval.arabic.text import sentences
from retrieval.records import Span

if TYPE_CHECKING:
    from retrieval.records import Quote


NEAR = 40
"""Pages on either side of a quote that can be turned to."""


@dataclass(frozen=True, slots=True)
class PagedArticle:
    """An article opened at one of its quotes: its pages, and the index of the one that lies open."""

    quote: Quote
    pages: tuple[Span, ...]
    index: int

    @classmethod
    def at(cls, quote: Quote, length: int) -> Self:
        """Open the article of `quote` there; pages have about `length` characters."""
        spans, home = pages(quote.article.text, Span(quote.start, quote.end), length)
        return cls(quote, tuple(spans), home)

    def turned(self, by: int) -> Self | None:
        """Return the same, so many pages further on or (negative) back; None where there is no such page."""
        index = self.index + by
        return replace(self, index=index) if 0 <= index < len(self.pages) else None


def pages(text: str, quote: Span, length: int) -> tuple[list[Span], int]:
    """Return spans that tile `text`, and the index of the one that holds the quote.

    A page has at most `length` characters, unless the quote alone has more. It ends with a sentence, or
    between words where a sentence is longer than a page. Of a text beyond all bounds, what is up to NEAR pages away
    from the quote is tiled: paging takes the same time whatever the length.
    """
    start, end = max(0, quote.start - NEAR * length), min(len(text), quote.end + NEAR * length)
    # Between words, which may be a little further away.
    if start:
        start = max(text.rfind(cut, start - length, start) for cut in "\n ") + 1 or start
    if end < len(text):
        end = max(text.rfind(cut, quote.end, end) for cut in "\n ") + 1 or end
    spans, home = _tiled(text[start:end], Span(quote.start - start, quote.end - start), length)
    return [Span(span.start + start, span.end + start) for span in spans], home


def _tiled(text: str, quote: Span, length: int) -> tuple[list[Span], int]:
    # The text tiled by sentences, long ones by words; the quote is never divided.
    starts = [0, *(sentence.start for sentence in sentences(text)), len(text)]
    edges = {0, quote.start, quote.end, len(text)}
    edges.update(starts)
    for begin, end in pairwise(starts):
        start = begin
        # Between words where there are any.
        while end - start > length:
            space = text.rfind(" ", start, start + length)
            start = space + 1 if space >= start else start + length
            edges.add(start)
    kept = sorted(edge for edge in edges if not quote.start < edge < quote.end)
    units = [Span(start, end) for start, end in pairwise(kept)]
    home = next(i for i, unit in enumerate(units) if quote.start < unit.end)
    first, last = _around(units, home, length)
    before = _fill(units[:first][::-1], length)[::-1]
    middle = Span(units[first].start, units[last].end)
    return [*before, middle, *_fill(units[last + 1 :], length)], len(before)


def _around(units: list[Span], home: int, length: int) -> tuple[int, int]:
    """Return the first and last unit of the page around unit `home`, grown on the side that is shorter so far."""
    first = last = home
    while True:
        room = length - (units[last].end - units[first].start)
        before = first > 0 and _size(units[first - 1]) <= room
        after = last + 1 < len(units) and _size(units[last + 1]) <= room
        if not before and not after:
            return first, last
        if before and (
            not after or units[home].start - units[first].start <= units[last].end - units[home].end
        ):
            first -= 1
        else:
            last += 1


def _fill(units: list[Span], length: int) -> list[Span]:
    """Return neighbouring units, in either order, joined while the page stays within `length`."""
    filled: list[Span] = []
    for unit in units:
        joined = Span(min(filled[-1].start, unit.start), max(filled[-1].end, unit.end)) if filled else unit
        if filled and _size(joined) <= length:
            filled[-1] = joined
        else:
            filled.append(unit)
    return filled


def _size(span: Span) -> int:
    return span.end - span.start
