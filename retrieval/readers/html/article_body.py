"""The article's text as a page gives it to machines (JSON-LD `articleBody`): which of its lines that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from retrieval.extraction.lines import LineKind
from retrieval.readers.html.lines import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.extraction.lines import PageLine
    from retrieval.readers.html.dom import Block

# Letters of a given text that count, and lines of a page that are looked for in it.
_LONGEST: Final = 100_000
_MOST_LINES: Final = 4_000
# Words of a line that can be told from a line of furniture; letters of a text that is no teaser.
_WORDS: Final = 4
_LEAST: Final = 200
_BROKEN_OFF: Final = ("...", "…", "[…]", "[...]")
# What is found without it may be so many times longer: else it is the beginning of a longer article.
_LONGER: Final = 1.6
# Share of the given text that the page's lines must cover: pages also give texts of another kind, or cut ones.
_COVERED: Final = 0.8


class Given:
    """A text that a page gives, compared by its letters and digits alone."""

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
        """Return the numbers of the lines that are the text, and of headings between them; else those `found` without it."""
        if not self._letters or len(blocks) > _MOST_LINES or self._is_beginning(blocks, found):
            return list(found)
        held = [
            at for at, block in enumerate(blocks) if self.holds(block) and lines[at].kind is not LineKind.LINK
        ]
        covered = sum(len(_letters(blocks[at].text)) for at in held)
        if covered < _COVERED * len(self._letters):
            return list(found)
        certain = set(held)
        between = range(held[0], held[-1] + 1)
        return [at for at in between if at in certain or _goes_along(blocks[at], lines[at])]

    def _is_beginning(self, blocks: Sequence[Block], found: Sequence[int]) -> bool:
        return sum(len(_letters(blocks[at].text)) for at in found) > _LONGER * len(self._letters)


def _goes_along(block: Block, line: PageLine) -> bool:
    """Return whether a line between those of the text is a heading or a short paragraph of it."""
    brief = block.element.tag in HEADINGS or 0 < line.words < _WORDS
    return brief and line.kind in {LineKind.SHORT, LineKind.LOOSE}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
