"""Who wrote a web page's article."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from retrieval.extraction import bylines
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.names import names_outlet
from retrieval.readers.html.boilerplate import labels
from retrieval.readers.html.dom import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.html.boilerplate import BoilerplateElements
    from retrieval.readers.html.dom import Element

_BYLINES: Final = frozenset({
    "author", "authors", "byline", "writer", "writers", "journalist", "columnist", "reporter", "writeby", "writtenby",
})  # fmt: skip
_WRITERS: Final = re.compile(r"/(?:authors?|writers?|columnists?|journalists?)/")
_LONGEST: Final = 8
# Names that systems fill in where nobody signed.
_NOBODY: Final = frozenset(map(folded, (
    "admin", "administrator", "editor", "editors", "webmaster", "root", "user", "guest", "staff", "newsroom",
    "المحرر", "محرر", "تحرير", "التحرير", "هيئة التحرير", "فريق التحرير", "قسم التحرير", "أسرة التحرير", "مدير الموقع",
    "إدارة الموقع", "الإدارة", "غير معروف", "كاتب", "زائر",
)))  # fmt: skip


def author(names: Iterable[str | None], outlet: str | None, boilerplate: Boilerplate) -> str | None:
    """Return the first of `names` that is a person; an outlet, an agency or an account («admin») is none."""
    named = (person(name, outlet, boilerplate) for name in names)
    return next((name for name in named if name), None)


def person(name: str | None, outlet: str | None, boilerplate: Boilerplate) -> str | None:
    """Return the person named, without «بقلم» and the like; None if nobody, an account or an outlet."""
    if not name:
        return None
    bare = bylines.author(name, boilerplate) or name.strip(" :،-|/")
    key = folded(bare)
    if not key or key in _NOBODY or key in boilerplate.agencies.whole or any(map(str.isdigit, key)):
        return None
    account = bare.isascii() and " " not in bare
    is_outlet = key == folded(outlet or "") or names_outlet(bare, boilerplate)
    return None if account or is_outlet or len(bare.split()) > _LONGEST else bare


def signed(root: Element, beside: BoilerplateElements, boilerplate: Boilerplate) -> Iterator[str]:
    """Yield what stands in elements called a byline, outside of boilerplate, if it can be a name."""
    for element in root.iter("a", "span", "div", "p", "address", "strong", "b", "h4", "h5", "h6"):
        words = labels(element)
        named = {*words, *map("".join, pairwise(words)), *(element.get("itemprop") or "").split()}
        linked = "author" in (element.get("rel") or "").split() or _WRITERS.search(element.get("href") or "")
        if (not linked and _BYLINES.isdisjoint(named)) or beside.covers(element):
            continue
        text = text_of(element, " ")
        first = _APART.split(text, maxsplit=1)[0]
        name = (
            bylines.author(text, boilerplate)
            or bylines.signature(text, boilerplate)
            or bylines.signature(first, boilerplate)
        )
        if name:
            yield name


_APART: Final = re.compile(r"\s[-–—|/]\s|[|،,]")
