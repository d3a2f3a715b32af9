"""What stands around an article: headline, outlet, author, date, section and dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from retrieval import metadata
from retrieval.chrome import folded
from retrieval.lines import Kind, stems
from retrieval.metadata import Role

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from retrieval.chrome import Chrome
    from retrieval.lines import Line

# How far above the article its headline may stand, in lines; below and above it, how far its byline and date may.
_REACH: Final = 60
_NEAR: Final = 4
_NEVER: Final = -9.0
# Share of a headline's words that the article uses too, if nothing else speaks for it; and the likeness from which the
# upper of two close candidates is the headline.
_SHARED: Final = 0.2
_DECKED: Final = 4.5
_HEADLINE_WORDS: Final = range(2, 32)
_USUAL_WORDS: Final = range(5, 17)
_CANDIDATES: Final = {Kind.SHORT, Kind.LOOSE, Kind.PROSE, Kind.TEASER}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, the number of the first that is certainly article, and the number after its last."""

    lines: Sequence[Line]
    first: int
    end: int


def headline(page: Page, chrome: Chrome) -> int | None:
    """The number of the headline's line, or None.

    Evidence: it uses the article's words, is repeated (path, title, heading), stands near, and a byline or date follows.
    """
    known = frozenset(chain.from_iterable(stems(line.text) for line in page.lines[page.first : page.end]))
    reach = range(max(0, page.first - _REACH), page.first)
    likeness = {at: _likeness(page, at, known, chrome) for at in reach}
    best = max(likeness, key=lambda at: (likeness[at], at), default=page.first)
    if likeness.get(best, _NEVER) == _NEVER:
        return None
    # Right below a headline often stands another that says the same in other words.
    return next(at for at in likeness if best - at <= 2 and likeness[at] >= min(likeness[best], _DECKED) - 0.5)


def _likeness(page: Page, number: int, known: frozenset[str], chrome: Chrome) -> float:
    line = page.lines[number]
    if not _may_head(line) or _is_other(line, chrome):
        return _NEVER
    words = stems(line.text)
    shared = sum(stem in known for stem in words)
    repeated, followed = _is_repeated(page, number), page.lines[number + 1].kind is Kind.META
    if not (repeated or followed or shared >= _SHARED * len(words) or _is_alone(page, number)):
        return _NEVER
    between = sum(other.kind in _CANDIDATES for other in page.lines[number + 1 : page.first])
    usual = (line.words in _USUAL_WORDS) - (line.words < _USUAL_WORDS.start)
    likeness = min(6.0, shared * shared / max(len(words), _USUAL_WORDS.start))
    return likeness + 2.0 * repeated + followed + 0.5 * usual - 0.25 * between


def _is_alone(page: Page, number: int) -> bool:
    """Whether the line is no item of a row of headlines, and nothing but chrome stands between it and the article."""
    neighbours = [*page.lines[max(0, number - 1) : number], *page.lines[number + 1 : page.first]]
    return not any(other.kind in _CANDIDATES for other in neighbours)


def _may_head(line: Line) -> bool:
    """Whether a line is short enough, and a broken-off one short enough to be more than a summary."""
    longest = _USUAL_WORDS.stop if line.kind is Kind.TEASER else _HEADLINE_WORDS.stop
    return line.kind in _CANDIDATES and _HEADLINE_WORDS.start <= line.words < longest


def _is_other(line: Line, chrome: Chrome) -> bool:
    """Whether the line is a section's name or says where the story was sent from."""
    return line.key in chrome.sections.whole or metadata.is_dateline(line.text, chrome)


def _is_repeated(page: Page, number: int) -> bool:
    """Whether another line up to the article is this one, perhaps with a path before or an outlet behind it."""
    key = page.lines[number].key
    around = page.lines[max(0, page.first - _REACH) : page.first + 1]
    return sum(key in other.key for other in around) > 1 and page.lines[number].words > 3


_SUFFIX: Final = re.compile(r"\s+[|•]\s+|\s+[-–—]+\s+")


def title(page: Page, number: int, chrome: Chrome) -> tuple[str, str | None]:
    """The headline without the outlet that a browser's title adds («… | الميدان نيوز»), and that outlet."""
    text = page.lines[number].text
    cuts = list(_SUFFIX.finditer(text))
    if not cuts:
        return text, None
    head, tail = text[: cuts[-1].start()], text[cuts[-1].end() :]
    elsewhere = {line.key for line in page.lines}
    certain = folded(head) in elsewhere or folded(tail) in elsewhere or metadata.names_outlet(tail, chrome)
    return (head, tail) if certain and len(head.split()) >= 3 and len(tail.split()) <= 5 else (text, None)


def published(page: Page, number: int | None, chrome: Chrome) -> datetime.date | None:
    """The day of publication, where the page says it beyond doubt.

    A line «نشر في …» near the headline or right after the article counts first, then a date by itself between headline
    and article; above the headline stands today's date as often. Days that differ cancel out.
    """
    around = _around(page, number)
    told = _days(page, [*around, *range(page.end, page.end + _NEAR)], chrome, Role.PUBLISHED)
    if not told and number is not None:
        told = _days(page, [at for at in around if at > number], chrome, Role.BARE)
    return told.pop() if len(told) == 1 else None


def _around(page: Page, number: int | None) -> range:
    """The lines near the headline and down to the article's first paragraphs, in which a byline and a date may stand."""
    start = page.first if number is None else number
    return range(max(0, start - _NEAR), min(page.first + _NEAR, page.end))


def _meta(page: Page, numbers: Iterable[int]) -> list[Line]:
    lines = (page.lines[number] for number in numbers if number < len(page.lines))
    return [line for line in lines if line.kind is Kind.META]


def _days(page: Page, numbers: Iterable[int], chrome: Chrome, role: Role) -> set[datetime.date]:
    found = (metadata.dated(line.text, chrome) for line in _meta(page, numbers))
    return {date.day for date in found if date is not None and date.role is role}


def author(page: Page, number: int | None, chrome: Chrome) -> str | None:
    """The byline's name: after a cue around the headline or right after the article, else below the headline."""
    around = _around(page, number)
    below = [at for at in around if number is not None and at > number]
    cued = (metadata.author(line.text, chrome) for line in _meta(page, [*around, page.end, page.end + 1]))
    signed = (metadata.signature(line.text, chrome) for line in _meta(page, below))
    return next((name for name in chain(cued, signed) if name), None)


def section(page: Page, number: int | None, chrome: Chrome) -> str | None:
    """The section's name right above the headline, or between it and the article."""
    if number is None:
        return None
    near = [*range(number - 1, max(-1, number - 3), -1), *range(number + 1, page.first)]
    return next((page.lines[at].text for at in near if page.lines[at].key in chrome.sections.whole), None)


def dateline(page: Page, number: int | None, chrome: Chrome) -> str | None:
    """The line between headline and article that is nothing but the city it was sent from."""
    between = page.lines[0 if number is None else number + 1 : page.first]
    return next((line.text for line in between if metadata.dateline(line.text, chrome)), None)


def outlet(page: Page, chrome: Chrome) -> str | None:
    """The outlet by name: on an archive's date line, at the page's head, right after the article, as its source."""
    below = page.lines[page.end : page.end + _NEAR]
    archived = (
        metadata.outlet_in_date(line.text, chrome)
        for line in page.lines[: page.first]
        if line.kind is Kind.META
    )
    named = (line.text for line in [*page.lines[:_NEAR], *below[:1]] if _is_outlet(line, chrome))
    sources = (metadata.source(line.text, chrome) for line in below)
    sources = (name for name in sources if name and folded(name) not in chrome.agencies.whole)
    return next((name for name in chain(archived, named, sources) if name), None)


def _is_outlet(line: Line, chrome: Chrome) -> bool:
    return line.kind is Kind.SHORT and metadata.names_outlet(line.text, chrome)
