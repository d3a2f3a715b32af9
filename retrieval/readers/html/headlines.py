"""The headline of a web page: which element shows it, and what it says without the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded
from retrieval.extraction.lines import stems
from retrieval.extraction.titles import bare, name_between, site
from retrieval.readers.html.dom import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.html.dom import Element
    from retrieval.readers.html.facts import Facts

_HEADINGS: Final = ("h1", "h2", "h3")
# Share of a heading's words that the page's title holds too, if it is the headline.
_SHARED: Final = 0.6
_LONGEST: Final = 60
_HOME: Final = re.compile(r"(?:https?://[^/?#]{1,200})?/?(?:index\.\w{3,4}|ar/?)?")


def find(root: Element, stated: str | None) -> Element | None:
    """Find the heading that shows the headline: the one most like what the page says its title is.

    Without any likeness it is the only <h1>, if there is one.
    """
    wanted = frozenset(stem for text in (stated, _browser_title(root)) if text for stem in stems(text))
    best, most = None, 0.0
    for heading in _headings(root):
        words = stems(text_of(heading))
        shared = sum(stem in wanted for stem in words)
        likeness = shared * shared / len(words) if words and shared >= _SHARED * len(words) else 0.0
        if likeness > most:
            best, most = heading, likeness
    alone = [
        heading for heading in _headings(root) if heading.tag == "h1" and len(text_of(heading).split()) > 2
    ]
    if best is not None or len(alone) == 1:
        return best if best is not None else alone[0]
    return None if any(True for _ in _headings(root)) else _told_by_window(root)


# Elements that show a headline where a page has no headings, and words of one at least.
_SHOWING: Final = ("div", "span", "p", "strong", "b", "font", "td", "a")
_FEWEST: Final = 4


def _told_by_window(root: Element) -> Element | None:
    """Return the first element whose whole text begins or ends the window's title, on a page without headings."""
    window = folded(_browser_title(root) or "")
    for element in root.iter(*_SHOWING) if window else ():
        key = folded(text_of(element)) if len(element) == 0 and element.text else ""
        if len(key.split()) >= _FEWEST and (window.startswith(key) or window.endswith(key)):
            return element
    return None


def title(heading: Element | None, stated: Facts, boilerplate: Boilerplate) -> str | None:
    """Return the headline without the site's name: as its heading shows it, else as the page says it for machines."""
    written = stated.title if heading is None else text_of(heading)
    return bare(written, stated.outlet, boilerplate) if written else None


def of_window(root: Element, stated: Facts, boilerplate: Boilerplate) -> str:
    """Return the title of the browser's window, the site's name taken off; empty if there is none."""
    return bare(_browser_title(root) or "", stated.outlet, boilerplate)


def site_of_window(root: Element, headline: str, boilerplate: Boilerplate) -> str | None:
    """Return the site's name that the title of the browser's window adds to the headline."""
    return site(_browser_title(root) or "", headline, boilerplate)


def author_of_window(
    root: Element, headline: str, lines: Iterable[str], boilerplate: Boilerplate
) -> str | None:
    """Return the author whom the title of the browser's window names after the headline, as a line of the page does."""
    return name_between(_browser_title(root) or "", headline, lines, boilerplate)


def _headings(root: Element) -> Iterator[Element]:
    """Yield what may be the headline; a link to the site's front page is the site's name."""
    for tag in _HEADINGS:
        for heading in root.iter(tag):
            links = ((link.get("href") or "").strip() for link in heading.iter("a"))
            if len(text_of(heading).split()) <= _LONGEST and not any(map(_HOME.fullmatch, links)):
                yield heading


def _browser_title(root: Element) -> str | None:
    found = next(root.iter("title"), None)
    return None if found is None else text_of(found) or None
