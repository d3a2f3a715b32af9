"""Cards of other stories on a page: a row of small neighbours, each with a link's line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from retrieval.readers import dom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.readers.dom import Block, Element

WORDS: Final = 100
"""Words that a card has at most."""
# Share of a line's letters from which it is a link; neighbours that make a list, and their share of their kind.
_LINKED, _FEWEST, _MOST = 0.5, 3, 0.5
_ITEMS: Final = frozenset({"li", "article"})


def find(lines: Sequence[Block]) -> set[Element]:
    """Find the elements that are cards: below one parent, of one tag and class, most of them small and with a link.

    Elements without a class are cards only where their tag says that they are items.
    """
    words = dom.totals(lines, lambda line: len(line.text.split()))
    links = dom.totals(lines, lambda line: line.linked >= _LINKED)
    kinds = Counter[Any](map(_kind, words))
    small: dict[Any, list[Element]] = {}
    for element, count in links.items():
        if count and words[element] <= WORDS:
            small.setdefault(_kind(element), []).append(element)
    return {
        card
        for kind, group in small.items()
        if _can_be_cards(kind) and len(group) >= max(_FEWEST, _MOST * kinds[kind])
        for card in group
    }


def _kind(element: Element) -> tuple[Element | None, str, str]:
    return element.getparent(), element.tag, " ".join((element.get("class") or "").split()[:1])


def _can_be_cards(kind: tuple[Element | None, str, str]) -> bool:
    parent, tag, label = kind
    return parent is not None and (bool(label) or tag in _ITEMS)
