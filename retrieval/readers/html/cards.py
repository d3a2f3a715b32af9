"""Cards of other stories on a page: a row of small neighbours, each with a link's line."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from retrieval.readers.html import dom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.readers.html.dom import Block, Element

WORDS: Final = 100
"""Words that a card has at most."""
# Share of a line's letters from which it is a link; neighbours that make a list, and their share of their kind.
_LINKED, _FEWEST, _MOST = 0.5, 3, 0.5
# Links looked at in one line's element, and addresses that lead to no other page, or to a network to share this one.
_MOST_LINKS: Final = 8
_BUTTON: Final = re.compile(
    r"#|(?:javascript|mailto|whatsapp|tg):|(?:https?:)?//[^/\s]{1,100}/(?:share|intent|send|dialog)\b|(?:https?:)?//wa\.me\b"
    r"|(?:https?:)?//[^/\s]{1,100}/sharer",
    re.IGNORECASE,
)
_ITEMS: Final = frozenset({"li", "article"})


def find(lines: Sequence[Block]) -> set[Element]:
    """Find the elements that are cards: below one parent, of one tag and class, most of them small and with a link.

    Elements without a class are cards only where their tag says that they are items.
    """
    words = dom.totals(lines, lambda line: len(line.text.split()))
    links = dom.totals(lines, lambda line: line.linked >= _LINKED)
    staying = dom.totals(lines, lambda line: line.linked >= _LINKED and _stays(line.element))
    kinds = Counter[Any](map(_kind, words))
    small: dict[Any, list[Element]] = {}
    for element, count in links.items():
        if count > staying[element] and words[element] <= WORDS:
            small.setdefault(_kind(element), []).append(element)
    return {
        card
        for kind, group in small.items()
        if _can_be_cards(kind) and len(group) >= max(_FEWEST, _MOST * kinds[kind])
        for card in group
    }


def _stays(element: Element) -> bool:
    """Return whether all links of a line's element are buttons, such as those to share or to like."""
    addresses = [link.get("href") or "/" for link in islice(element.iter("a"), _MOST_LINKS)]
    return bool(addresses) and all(_BUTTON.match(address.strip()) for address in addresses)


def _kind(element: Element) -> tuple[Element | None, str, str]:
    return element.getparent(), element.tag, " ".join((element.get("class") or "").split()[:1])


def _can_be_cards(kind: tuple[Element | None, str, str]) -> bool:
    parent, tag, label = kind
    return parent is not None and (bool(label) or tag in _ITEMS)
