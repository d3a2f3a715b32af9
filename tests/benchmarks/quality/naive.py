"""A web page turned into plain text as simple scrapers do: whatever stands in it, menus and teasers included."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from retrieval.readers.html import dom

if TYPE_CHECKING:
    from collections.abc import Iterator

    Element = Any  # lxml has no types


class Variant(StrEnum):
    """How a scraper breaks a page into lines."""

    NODES = "nodes"  # every text node of the body is a line
    WHOLE = "whole"  # the same with the browser's title above, and the blank lines of the source kept
    BLOCKS = "blocks"  # every block element is a line, with a blank line below it


_DROPPED: Final = frozenset({"script", "style", "noscript", "template"})


def text(page: str, variant: Variant) -> str:
    """Turn the mark-up of `page` into lines; empty if it holds no element."""
    root = dom.parse(page)
    if root is None:
        return ""
    if variant is Variant.BLOCKS:
        return "\n\n".join(block.text for block in dom.blocks(root))
    if variant is Variant.WHOLE:
        return "\n".join(_nodes(root))
    body = next(root.iter("body"), root)
    return "\n".join(node.strip() for node in _nodes(body) if node.strip())


def _nodes(element: Element) -> Iterator[str]:
    """List the text nodes below `element` in order, scripts and styles left out."""
    if element.tag in _DROPPED:
        return
    yield element.text or ""
    for child in element:
        yield from _nodes(child)
        yield child.tail or ""
