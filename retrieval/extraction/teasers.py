"""Cards of other stories on a scraped page: a headline, a sentence or two, a headline, again and again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from retrieval.extraction.lines import LineKind, is_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.extraction.lines import PageLine

# Words of a card's headline, and of what stands below it; an article's headings are shorter, its parts longer.
_HEADLINE: Final = range(5, 18)
_SUMMARY_WORDS: Final = 45
# Lines that a card has at most, and cards in a row that make a list.
_LINES, _FEWEST = 5, 3
# Parts that an article has at most if each is a long heading and a sentence or two.
_PARTS: Final = 5
_HEADS: Final = frozenset({LineKind.SHORT, LineKind.LOOSE})
_SUMMARIES: Final = frozenset({LineKind.PROSE, LineKind.TEASER})


def find(lines: Sequence[PageLine]) -> frozenset[int]:
    """Find the numbers of the lines that are cards, each next to another; questions and numbered lines head none."""
    heads = [at for at, line in enumerate(lines) if line.kind in _HEADS and _may_head(line)]
    cards = [
        range(head, stop)
        for head, after in pairwise([*heads, len(lines)])
        if (stop := min(after, head + _LINES)) - head > 1 and _is_summary(lines[head + 1 : stop])
    ]
    rows = (row for row in _rows(cards) if len(row) >= _FEWEST and _is_list(lines, row))
    return frozenset(at for row in rows for card in _alike(lines, row) for at in card)


def _is_list(lines: Sequence[PageLine], row: Sequence[range]) -> bool:
    """Return whether the cards are many, end in a line of their own, or follow no prose: else they are an article's parts."""
    ended = sum(lines[card.stop - 1].kind not in _SUMMARIES for card in row[:-1])
    above = lines[row[0].start - 1].kind if row[0].start else None
    return len(row) > _PARTS or 2 * ended > len(row) or above is not LineKind.PROSE


def _alike(lines: Sequence[PageLine], row: Sequence[range]) -> Sequence[range]:
    """Leave out the first of a row where it alone lacks the line that ends the others («التفاصيل», «منذ ساعة»).

    It is an article of one paragraph, with the cards right below.
    """
    first, *others = (lines[card.stop - 1].kind in _SUMMARIES for card in row)
    return row[1:] if first and not any(others) else row


def _rows(cards: Iterable[range]) -> Iterator[list[range]]:
    """Put the cards together that stand right below one another."""
    row: list[range] = []
    for card in cards:
        if row and row[-1].stop != card.start:
            yield row
            row = []
        row.append(card)
    yield row


def _may_head(line: PageLine) -> bool:
    return line.words in _HEADLINE and not line.text.endswith(("؟", ":")) and not is_item(line.text)


def _is_summary(lines: Sequence[PageLine]) -> bool:
    return lines[0].kind in _SUMMARIES and sum(line.words for line in lines) <= _SUMMARY_WORDS
