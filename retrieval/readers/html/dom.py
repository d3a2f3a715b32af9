"""A page's mark-up → the lines that a browser shows, each with where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from retrieval.errors import UnreadableSource
from retrieval.readers.attributes import bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Element = Any  # lxml has no types

_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    "amp-sidebar",
})  # fmt: skip
_UNSEEN: Final = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "video",
    "audio", "select", "textarea", "input", "head", "map", "amp-analytics", "amp-ad", "amp-img",
})  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_IN_CELLS: Final = frozenset(
    {"p", "div", "table", "ul", "ol", "h1", "h2", "h3", "br", "article", "section", "center"}
)
# A page nested deeper is broken or hostile; the parser stops there too.
_DEEPEST: Final = 250


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page: its text in single spaces, the share of its letters that are links, and where it stands.

    `element` is the block-level element it stands in; `parts` are its pieces, where the mark-up names some of them.
    """

    text: str
    linked: float
    element: Element
    parts: tuple[str, ...] = ()


def parse(text: str) -> Element | None:
    """Parse a page as leniently as browsers do; None if it holds no element."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = bounded(text).encode("utf-8", "replace")
    return etree.fromstring(data, parser) if data.strip() else None


# Beginnings and ends of elements in a headline or a byline at most: pages call elements around everything so, too.
_MOST_STEPS: Final = 2000


def text_of(element: Element, between: str = "") -> str:
    """Return the text below `element`, a headline or a byline, in single spaces, its pieces joined by `between`.

    Of an element that holds more than any of these, the beginning.
    """
    steps = islice(etree.iterwalk(element, events=("start", "end")), _MOST_STEPS)
    pieces = (
        below.text if event == "start" else "" if below is element else below.tail for event, below in steps
    )
    return " ".join(between.join(filter(None, pieces)).split())


MOST_LINES: Final = 20_000


def blocks(root: Element) -> list[Block]:
    """List the lines of the page in order, what no browser shows left out.

    Raises UnreadableSource, its path empty, for a page of more than `MOST_LINES`: it is no article, and costs as much
    as a thousand pages.
    """
    found = list(islice(_Lines().of(root), MOST_LINES + 1))
    if len(found) > MOST_LINES:
        raise UnreadableSource("", f"the page has more than {MOST_LINES} lines, and is no article")
    return found


def totals(lines: Sequence[Block], weigh: Callable[[Block], int]) -> Counter[Element]:
    """Weigh the lines that each element holds, all below it together; elements without lines are left out."""
    found = Counter[Any]()
    for line in lines:
        found[line.element] += weigh(line)
    root = lines[0].element.getroottree().getroot() if lines else None
    # Children come after their parents in a document, so that backwards each is complete before it is added.
    for element in reversed(list(root.iter("*")) if root is not None else []):
        if element in found and element.getparent() is not None:
            found[element.getparent()] += found[element]
    return found


def holders(lines: Sequence[Block], tags: tuple[str, ...]) -> set[Element]:
    """List the elements of the lines' page that hold one of `tags`."""
    root = lines[0].element.getroottree().getroot() if lines else None
    found: set[Element] = set()
    for element in root.iter(*tags) if root is not None else ():
        above = element.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


class _Lines:
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._stack: list[Element] = []
        self._cuts: list[int] = []

    def of(self, root: Element) -> Iterator[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _UNSEEN or len(self._stack) > _DEEPEST or _is_apparatus(element):
                    walk.skip_subtree()
                    continue
                yield from self._enter(element)
            else:
                yield from self._leave(element)
        yield from self._line()

    def _enter(self, element: Element) -> Iterator[Block]:
        if _breaks(element):
            yield from self._line()
            self._stack.append(element)
        elif element.tag in _CELLS or _is_apart(element):
            self._pieces.append(" ")
        if _is_named(element):
            self._cuts.append(len(self._pieces))
        self._links += _is_link(element)
        self._add(element.text)

    def _leave(self, element: Element) -> Iterator[Block]:
        self._links -= _is_link(element)
        if self._stack and self._stack[-1] is element:
            yield from self._line()
            self._stack.pop()
        if _is_named(element):
            self._cuts.append(len(self._pieces))
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._linked += self._links > 0 and sum(map(str.isalnum, text))

    def _line(self) -> Iterator[Block]:
        text = " ".join("".join(self._pieces).split())
        letters = sum(map(str.isalnum, text))
        bounds = [0, *self._cuts, len(self._pieces)] if self._cuts else []
        parts = (" ".join("".join(self._pieces[start:end]).split()) for start, end in pairwise(bounds))
        named = tuple(part for part in parts if any(map(str.isalnum, part)))
        if letters and self._stack:
            yield Block(text, self._linked / letters, self._stack[-1], named)
        self._pieces, self._cuts, self._linked = [], [], 0


def _is_apparatus(element: Element) -> bool:
    """Return whether an element is of an encyclopaedia's making and none of its text: «[عدل]», «[1]»."""
    return element.tag in {"span", "sup"} and any(
        mark in (element.get("class") or "") for mark in ("editsection", "reference")
    )


def _is_link(element: Element) -> bool:
    """Return whether the element is a link and no mere mark, which pages leave open around all that follows."""
    return element.tag == "a" and (element.get("href") is not None or not element.keys())


def _is_named(element: Element) -> bool:
    """Return whether the mark-up names a piece of a line: the author's, the date's."""
    return element.tag in {"a", "time"} or (element.tag in {"span", "b", "i", "em"} and bool(element.keys()))


def _is_apart(element: Element) -> bool:
    """Return whether styles set an element apart from the one before it («<span>name</span><span class=…>date»)."""
    before = element.getprevious()
    if before is None or before.tail:
        return False
    return element.tag in {"a", "time"} or (element.tag == "span" and element.get("class") is not None)


def _breaks(element: Element) -> bool:
    """Return whether a line begins and ends with `element`; cells of a table of figures share their row's line."""
    if element.tag not in _CELLS:
        return element.tag in _BLOCKS
    alone = element.getprevious() is None and element.getnext() is None
    return alone or any(below.tag in _IN_CELLS for below in element.iterdescendants())
