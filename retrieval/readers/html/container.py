"""The element that holds an article's body: what else stands in it is of the article too."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from retrieval.extraction.lines import MEDIUM, LineKind
from retrieval.readers.html import dom
from retrieval.readers.html.boilerplate import is_body
from retrieval.readers.html.dom import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.lines import PageLine
    from retrieval.readers.html.article_body import Given
    from retrieval.readers.html.boilerplate import Furniture
    from retrieval.readers.html.dom import Element

# Share of the body's words that its element holds, and share of the element's words that the body is.
_HELD: Final = 0.85
_FILLED: Final = 0.6
# The latter where the mark-up calls the element an article's body.
_NAMED: Final = 0.2
_WHOLE_PAGE: Final = frozenset({"html", "body", "main"})
_FLOWING: Final = frozenset({LineKind.PROSE, LineKind.LOOSE})
_BOUNDS: Final = frozenset({LineKind.CLOSING, LineKind.COMMENTS})


def parted(shown: Sequence[Block], furniture: Furniture, given: Given) -> Iterator[Block]:
    """Leave out what stands in furniture and not in the `given` text.

    Where that parts two lines that stand far from one another, an empty line says so.
    """
    last: Block | None = None
    between = 0
    for block in shown:
        if furniture.holds(block) and not given.holds(block):
            between += 1
            continue
        if last is not None and between >= _PARTING and not _near(last.element, block.element):
            yield Block("", 0.0, block.element)
        yield block
        last, between = block, 0


def _near(element: Element, other: Element) -> bool:
    """Return whether a common ancestor stands no more than a few levels above both."""
    above = [element, *islice(element.iterancestors(), _LEVELS)]
    return any(one is shared for one in (other, *islice(other.iterancestors(), _LEVELS)) for shared in above)


# Lines of furniture from which they part what stands before and after, and levels up to what two lines share.
_PARTING: Final = 3
_LEVELS: Final = 2


def widened(blocks: Sequence[Block], lines: Sequence[PageLine], body: Sequence[int]) -> list[int]:
    """Add to the lines of `body` those between and beside them in the same element, if it holds little else.

    `blocks` and `lines` are the same lines. So short paragraphs and lists count that alone would not.
    """
    element = _holder(blocks, lines, body)
    if element is None:
        return list(body)
    inside = [number for number, block in enumerate(blocks) if _stands_in(block, element)]
    words = sum(lines[number].words for number in inside if lines[number].kind is not LineKind.LINK)
    if sum(lines[number].words for number in body) < (_NAMED if is_body(element) else _FILLED) * words:
        return list(body)
    return sorted({*body, *_bounded(lines, inside, body)})


def _holder(blocks: Sequence[Block], lines: Sequence[PageLine], body: Sequence[int]) -> Element | None:
    """Find the lowest element with most of the body in it, of those that are called a body if there are any."""
    words = dom.totals([blocks[number] for number in body], lambda block: len(block.text.split()))
    least = _HELD * sum(lines[number].words for number in body)
    holding = [
        element for element, count in words.items() if count >= least and element.tag not in _WHOLE_PAGE
    ]
    return max(
        holding,
        key=lambda element: (is_body(element), sum(1 for _ in element.iterancestors())),
        default=None,
    )


def _stands_in(block: Block, element: Element) -> bool:
    return block.element is element or any(above is element for above in block.element.iterancestors())


def _bounded(lines: Sequence[PageLine], inside: Sequence[int], body: Sequence[int]) -> list[int]:
    """Take of the lines `inside` those from the first to the last that flow, within the tags and the like."""
    before = [number for number in inside if number < body[0] and lines[number].kind in _BOUNDS]
    after = [number for number in inside if number > body[0] and lines[number].kind in _BOUNDS]
    first, last = max(before, default=-1), min(after, default=len(lines))
    flowing = [
        number for number in inside if first < number < last and _flows(lines[number], number > body[0])
    ]
    return [number for number in inside if flowing and flowing[0] <= number <= flowing[-1]]


def _flows(line: PageLine, within: bool) -> bool:
    """Return whether a line is text; above the body only what certainly is: names and places stand there too."""
    return line.kind in _FLOWING and (within or line.words >= MEDIUM)
