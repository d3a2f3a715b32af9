"""The article's body on a web page: the text given to machines, and the element that holds the lines found."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from retrieval.extraction import bylines
from retrieval.extraction.lines import MEDIUM, LineKind
from retrieval.extraction.names import has_digit
from retrieval.readers.html import dom
from retrieval.readers.html.boilerplate import is_body, is_part_of_text, labels
from retrieval.readers.html.dom import Block
from retrieval.readers.html.lines import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine
    from retrieval.readers.html.boilerplate import BoilerplateElements
    from retrieval.readers.html.dom import Element

# Letters of a given text that count, and lines of a page that are looked for in it.
_LONGEST: Final = 100_000
_MOST_LINES: Final = 4_000
# Words of a line that can be distinguished from boilerplate; letters of a text that is no teaser.
_WORDS: Final = 4
_LEAST: Final = 200
_BROKEN_OFF: Final = ("...", "…", "[…]", "[...]")
# What is found without it may be so many times longer: else it is the beginning of a longer article.
_LONGER: Final = 1.6
# Share of the given text that the page's lines must cover: pages also give texts of another kind, or cut ones.
_COVERED: Final = 0.8
# Share of the body's words that its element holds, and share of the element's words that the body is.
_HELD: Final = 0.85
_FILLED: Final = 0.6
# The latter where the mark-up calls the element an article's body.
_NAMED: Final = 0.2
_WHOLE_PAGE: Final = frozenset({"html", "body", "main"})
_FLOWING: Final = frozenset({LineKind.PROSE, LineKind.LOOSE})
_BOUNDS: Final = frozenset({LineKind.CLOSING, LineKind.COMMENTS})
# Lines of boilerplate from which they part what stands before and after, and levels up to what two lines share.
_PARTING, _LEVELS = 3, 2


class DeclaredBody:
    """The text that a page declares to be its article (JSON-LD `articleBody`), compared by letters and digits alone."""

    def __init__(self, text: str | None) -> None:
        """Take `text`, as its JSON-LD has it; None and short ones hold nothing."""
        whole = (text or "").rstrip()
        letters = _letters(whole[: 2 * _LONGEST])[:_LONGEST]
        self._letters = "" if len(letters) < _LEAST or whole.endswith(_BROKEN_OFF) else letters

    def holds(self, block: Block) -> bool:
        """Return whether a line stands in the text, and is long enough to tell."""
        return (
            bool(self._letters)
            and len(block.text.split()) >= _WORDS
            and _letters(block.text) in self._letters
        )

    def body(self, blocks: Sequence[Block], lines: Sequence[PageLine], found: Sequence[int]) -> list[int]:
        """Return the numbers of the lines that are the text; those `found` without it where it is too little.

        Headings and short paragraphs between its lines are of it too.
        """
        if not self._letters or len(blocks) > _MOST_LINES:
            return list(found)
        if sum(len(_letters(blocks[at].text)) for at in found) > _LONGER * len(self._letters):
            return list(found)
        held = {
            at for at, block in enumerate(blocks) if self.holds(block) and lines[at].kind is not LineKind.LINK
        }
        if sum(len(_letters(blocks[at].text)) for at in held) < _COVERED * len(self._letters):
            return list(found)
        brief = (
            at
            for at in range(min(held), max(held))
            if blocks[at].element.tag in HEADINGS or 0 < lines[at].words < _WORDS
        )
        return sorted(held.union(at for at in brief if lines[at].kind in {LineKind.SHORT, LineKind.LOOSE}))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def parted(
    shown: Sequence[Block], boilerplate: BoilerplateElements, declared: DeclaredBody
) -> Iterator[Block]:
    """Leave out what stands in boilerplate and not in the declared body.

    Where that parts two lines that stand far from one another, an empty line says so.
    """
    last: Block | None = None
    between = 0
    for block in shown:
        if boilerplate.holds(block) and not declared.holds(block):
            between += 1
            continue
        if last and between >= _PARTING and _around(last.element).isdisjoint(_around(block.element)):
            yield Block("", 0.0, block.element)
        yield block
        last, between = block, 0


def with_lists(blocks: Sequence[Block], lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines, those of a list or a table below prose as its text: names and figures in a row are no byline.

    A row of links, and what the mark-up calls a byline, stay what they are.
    """
    begun = next((number for number, line in enumerate(lines) if line.kind is LineKind.PROSE), len(lines))
    rows: dict[Element, list[int]] = {}
    for number in range(begun, len(lines)):
        element = blocks[number].element
        item = element if element.tag in _ITEMS or element.tag in {"td", "th"} else element.getparent()
        # Cells that hold lines set a page out: they are no items of a table of figures.
        if (
            item is not None
            and item.tag in _ITEMS
            and (above := next(item.iterancestors(*_LISTS), None)) is not None
        ):
            rows.setdefault(above, []).append(number)
    listed = {
        number
        for above, row in rows.items()
        if len(row) > 1 and _SIGNING.isdisjoint(labels(above))
        if not any(has_digit(lines[at].text) for at in row if lines[at].kind is LineKind.META)
        or above.tag == "table"
        for number in row
    }
    listed |= set(_introduced(blocks, lines, begun))
    linked = {
        number
        for above, row in rows.items()
        if is_part_of_text(above) and sum(lines[at].words for at in row) <= _NAME_WORDS * len(row)
        for number in row
        if lines[number].kind is LineKind.LINK
    }
    return [
        replace(line, kind=LineKind.LOOSE)
        if (number in listed and line.kind in _LISTED) or number in linked
        else line
        for number, line in enumerate(lines)
    ]


def _introduced(blocks: Sequence[Block], lines: Sequence[PageLine], begun: int) -> Iterator[int]:
    """Yield the lines of lists that a line with a colon introduces in the same element, or beside it («الفائزون:»)."""
    row: list[int] = []
    above: Element | None = None
    for number in range(begun, len(lines)):
        line, element = lines[number], blocks[number].element
        item = line.kind in {*_LISTED, LineKind.LOOSE} and 0 < line.words <= _ITEM_WORDS
        if (
            item
            and above is not None
            and above in {element, element.getparent()}
            and not line.text.endswith(":")
        ):
            row.append(number)
            continue
        yield from row if len(row) > 1 else ()
        row = []
        opens = line.text.endswith(":") and line.kind in {LineKind.SHORT, LineKind.LOOSE, LineKind.PROSE}
        above = element.getparent() if opens else None
    yield from row if len(row) > 1 else ()


# Words of an item of such a list at most.
_ITEM_WORDS: Final = 8
# Words of a name in a list of links, on average.
_NAME_WORDS: Final = 4
_LISTED: Final = frozenset({LineKind.SHORT, LineKind.META, LineKind.BULLET, LineKind.FOREIGN})
_ITEMS: Final = frozenset({"li", "dt", "dd", "tr"})
_LISTS: Final = ("ul", "ol", "dl", "table")
_SIGNING: Final = frozenset({"meta", "author", "authors", "byline", "writer", "info"})


def without_names_apart(
    blocks: Sequence[Block], lines: Sequence[PageLine], heading: Element | None, boilerplate: Boilerplate
) -> list[PageLine]:
    """Return the lines, a bare name above the headline and far from it in the mark-up an aside: it is no byline."""
    if heading is None:
        return list(lines)
    at = next((number for number, block in enumerate(blocks) if block.element is heading), 0)
    near = _around(heading)
    return [
        replace(line, kind=LineKind.ASIDE)
        if number < at
        and line.kind is LineKind.META
        and near.isdisjoint(_around(block.element))
        and bylines.signature(line.text, boilerplate)
        else line
        for number, (block, line) in enumerate(zip(blocks, lines, strict=True))
    ]


def _around(element: Element) -> set[Element]:
    """Return the element and those a few levels above it."""
    return {element, *islice(element.iterancestors(), _LEVELS)}


def widened(blocks: Sequence[Block], lines: Sequence[PageLine], body: Sequence[int]) -> list[int]:
    """Add to the lines of `body` those between and beside them in the same element, if it holds little else.

    `blocks` and `lines` are the same lines. So short paragraphs and lists count that alone would not.
    """
    element = _holder(blocks, lines, body)
    if element is None:
        return list(body)
    inside = [
        number
        for number, block in enumerate(blocks)
        if any(above is element for above in (block.element, *block.element.iterancestors()))
    ]
    words = sum(lines[number].words for number in inside if lines[number].kind is not LineKind.LINK)
    named = is_body(element)
    if sum(lines[number].words for number in body) < (_NAMED if named else _FILLED) * words:
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


def _bounded(lines: Sequence[PageLine], inside: Sequence[int], body: Sequence[int]) -> list[int]:
    """Take of the lines `inside` those from the first to the last that flow, within the tags and the like.

    Above the body only what certainly is text flows: names and places stand there too.
    """
    bounds = [number for number in inside if lines[number].kind in _BOUNDS]
    first = max((number for number in bounds if number < body[0]), default=-1)
    last = min((number for number in bounds if number > body[0]), default=len(lines))
    flowing = [
        number
        for number in inside
        if first < number < last
        and lines[number].kind in _FLOWING
        and (number > body[0] or lines[number].words >= MEDIUM)
    ]
    return [number for number in inside if flowing and flowing[0] <= number <= flowing[-1]]
