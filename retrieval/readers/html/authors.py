"""Who wrote a web page's article."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.extraction import bylines, lines
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.lines import LineKind
from retrieval.extraction.names import is_desk, is_name, is_place, names_outlet, parts
from retrieval.readers.html.boilerplate import labels
from retrieval.readers.html.dom import text_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.html.boilerplate import BoilerplateElements
    from retrieval.readers.html.dom import Element

_BYLINES: Final = frozenset({
    "author", "authors", "byline", "writer", "writers", "journalist", "columnist", "reporter", "writeby", "writtenby",
})  # fmt: skip
_WRITERS: Final = re.compile(r"/(?:authors?|writers?|columnists?|journalists?)/|^/@\w")
_LONGEST: Final = 8


def author(names: Iterable[str | None], outlet: str | None, boilerplate: Boilerplate) -> str | None:
    """Return the first of `names` that is a person; an outlet, an agency or an account («admin») is none."""
    named = (person(name, outlet, boilerplate) for name in names)
    return next((name for name in named if name), None)


def person(name: str | None, outlet: str | None, boilerplate: Boilerplate) -> str | None:
    """Return the person named, without «بقلم», city or agency beside the name; None if nobody, or an account."""
    if not name:
        return None
    bare = bylines.author(name, boilerplate) or name.strip(" :،-|/")
    said = [part for part in parts(bare.replace("(", " - ").replace(")", " ")) if part]
    people = [part for part in said if not _is_nobody(part, outlet, boilerplate)]
    if len(people) == len(said):
        people = [bare]
    # Beside an agency or an outlet a single word is a city that is in no list.
    named = [part for part in people if part == bare or " " in part]
    found = "، ".join(named)
    account = found.isascii() and " " not in found
    return None if not found or account or len(found.split()) > _LONGEST else found


def _is_nobody(part: str, outlet: str | None, boilerplate: Boilerplate) -> bool:
    """Return whether a piece of a byline is a city, an agency, the outlet, one of its desks, an account or a number."""
    key = folded(part)
    numbered = not key or any(map(str.isdigit, key))
    is_outlet = key == folded(outlet or "") or names_outlet(part, boilerplate)
    return is_desk(part) or numbered or is_outlet or is_place(part, boilerplate)


def signed(root: Element, beside: BoilerplateElements, boilerplate: Boilerplate) -> Iterator[str]:
    """Yield what stands in elements called a byline, outside of boilerplate, if it can be a name."""
    below: set[str] = set()
    for element in root.iter(
        "a", "span", "div", "p", "address", "strong", "b", "i", "cite", "h4", "h5", "h6"
    ):
        words = labels(element)
        named = {*words, *map("".join, pairwise(words)), *(element.get("itemprop") or "").split()}
        linked = "author" in (element.get("rel") or "").split() or _WRITERS.search(element.get("href") or "")
        called = linked or not _BYLINES.isdisjoint(named) or _after_cue(element, boilerplate)
        covered = bool(called) and beside.covers(element)
        of_post = "vcard" in words or {"post", "author"} <= set(words)
        if not called or (covered and not (of_post or _after_cue(element, boilerplate))):
            continue
        text = text_of(element, " ")
        first = _APART.split(text, maxsplit=1)[0]
        name = (
            bylines.author(text, boilerplate)
            or bylines.signature(text, boilerplate)
            or bylines.signature(first, boilerplate)
            or _named(first, boilerplate)
        )
        if name and covered:
            below.add(name)
        elif name:
            yield name
    # Below the text, or in its own head and foot, systems name the author once more; cards of other posts name several.
    if len(below) == 1:
        yield from below


# Levels up to the box that says who and when, and letters of one at most.
_LEVELS, _LONGEST_BOX = 3, 120


def day_beside(root: Element, name: str) -> datetime.date | None:
    """Return the day that stands in one small box with an author's name; None where boxes tell several or none."""
    days: set[datetime.date] = set()
    for element in root.iter("a", "span", "div", "p", "b", "strong", "li"):
        if len(element) or (element.text or "").strip(" :،-|/\n\t") != name:
            continue
        for box in islice(element.iterancestors(), _LEVELS):
            text = text_of(box, " ")
            if len(text) > _LONGEST_BOX:
                break
            days |= {day for date in dates.find(text) if (day := date.full())}
    return days.pop() if len(days) == 1 else None


def _named(text: str, boilerplate: Boilerplate) -> str | None:
    """Return what the mark-up calls the author, if it can be a name, whatever the given name."""
    name = text.strip(" :،-|/")
    known = lines.judge(name, boilerplate).kind
    lists = (boilerplate.author_cues, boilerplate.report_cues, boilerplate.share)
    keys = [folded(word).removeprefix("لل") for word in name.split()]
    labelled = any(is_desk(key) or any(key in phrases.whole for phrases in lists) for key in keys)
    # An agency stands first or last; inside of a name it is a word of it («وفيق صفا الدين»).
    labelled = labelled or not boilerplate.agencies.whole.isdisjoint((keys or [""])[:: max(1, len(keys) - 1)])
    alone = known in {LineKind.SHORT, LineKind.META} and not labelled
    return name if alone and is_name(name, boilerplate) else None


# Letters of a cue at most.
_CUE: Final = 20


def _after_cue(element: Element, boilerplate: Boilerplate) -> bool:
    """Return whether the element right before says that its author is named next («<b>بقلم</b> <span>…»)."""
    before, around = element.getprevious(), element.getparent()
    if before is None:
        said, apart = (around.text if around is not None else None), ""
    else:
        said, apart = (None if len(before) else before.text), (before.tail or "").strip(" :،-|/\n\t")
    if not said or apart or len(said) > _CUE:
        return False
    return folded(said) in boilerplate.author_cues.whole


_APART: Final = re.compile(r"\s[-–—|/]\s|[|،,]")
