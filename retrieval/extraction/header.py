"""What stands around an article: headline, outlet, author, date, section and dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.extraction import bylines, metadata, names
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.lines import LineKind, stems
from retrieval.extraction.metadata import Role
from retrieval.extraction.names import has_digit
from retrieval.extraction.titles import site

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine

# How far above the article its headline may stand, in lines; and how far above the headline its byline and
# date.
_REACH: Final = 60
_NEAR: Final = 4
_NEVER: Final = -9.0
# Share of a headline's words that the article uses too, if nothing else speaks for it; and the likeness
# from which the upper of two close candidates is the headline.
_SHARED: Final = 0.2
_DECKED: Final = 4.5
_HEADLINE_WORDS: Final = range(2, 32)
# Words that a headline has at least more than the name of its topic.
_TOPIC: Final = 3
_USUAL_WORDS: Final = range(5, 17)
# Words up to which a line right after the article is its outlet's name; a longer one may be another story's headline.
_LAST_NAME: Final = 3
# Words of a menu's item at most.
_ITEM_WORDS: Final = 3
_CANDIDATES: Final = {LineKind.SHORT, LineKind.LOOSE, LineKind.PROSE, LineKind.TEASER}
# What an article's words are taken from; links to other stories stand among its lines too.
_TELLING: Final = {LineKind.PROSE, LineKind.LOOSE, LineKind.TEASER, LineKind.BULLET}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, the number of the first that is certainly article, and the number after its last."""

    lines: Sequence[PageLine]
    first: int
    end: int


def headline(page: Page, boilerplate: Boilerplate) -> int | None:
    """Find the number of the headline's line, or None.

    Evidence: it uses the article's words, is repeated (path, title, heading), stands near, a byline or date
    follows.
    """
    own = page.lines[page.first : page.end]
    known = frozenset(
        stem
        for line in own
        if line.kind in _TELLING or (line.kind is LineKind.SHORT and line.words < _USUAL_WORDS.start)
        for stem in stems(line.text)
    )
    reach = range(max(0, page.first - _REACH), page.first)
    likeness = {at: _likeness(page, at, known, boilerplate) for at in reach}
    best = max(likeness, key=lambda at: (likeness[at], at), default=page.first)
    if likeness.get(best, _NEVER) == _NEVER:
        # Where there is no other, a line that looks like an author's name is it («هند صبري تتألق»).
        named = (at for at in reach if page.lines[at].kind is LineKind.META)
        return next((at for at in named if bylines.signature(page.lines[at].text, boilerplate)), None)
    # Right below a headline often stands another that says the same in other words.
    found = next(
        at for at in likeness if best - at <= 2 and likeness[at] >= min(likeness[best], _DECKED) - 0.5
    )
    return _itself(page, found, [at for at in likeness if likeness[at] > _NEVER])


def _itself(page: Page, found: int, candidates: Sequence[int]) -> int:
    """Find the headline where `found` is a path through the site that ends with it («أخبار محلية …»).

    So it is where `found` is a topic's name that stands in it («سيول الشمال»).
    """
    key = page.lines[found].key
    long = (at for at in candidates if at != found and page.lines[at].words >= _USUAL_WORDS.start)
    found = next((at for at in long if key.endswith(f" {page.lines[at].key}")), found)
    topic = page.lines[found]
    lengths = range(topic.words + _TOPIC, _USUAL_WORDS.stop)
    longer = (at for at in candidates if at > found and page.lines[at].words in lengths)
    return next((at for at in longer if f" {topic.key} " in f" {page.lines[at].key} "), found)


def place(page: Page, known: str) -> int | None:
    """Find the number of the last line above the article that is the headline `known`, or None."""
    key = folded(known)
    return next((at for at in range(page.first, -1, -1) if page.lines[at].key == key), None)


def _likeness(page: Page, number: int, known: frozenset[str], boilerplate: Boilerplate) -> float:
    """Weigh the evidence that a line is the headline; `_NEVER` where there is none, or it cannot be one.

    It is repeated above, perhaps with a path before or an outlet behind it; a date or a byline stands right below it,
    or below a login's name or a lone «by»; it uses the article's words; or it is in no row of headlines.
    """
    line = page.lines[number]
    # Whether a line is short enough, a broken-off one to be no summary, and no section's name or dateline.
    longest = _USUAL_WORDS.stop if line.kind is LineKind.TEASER else _HEADLINE_WORDS.stop
    fits = line.kind in _CANDIDATES and _HEADLINE_WORDS.start <= line.words < longest
    may_head = (
        fits and line.key not in boilerplate.sections.whole and not names.is_dateline(line.text, boilerplate)
    )
    if not may_head:
        return _NEVER
    words = stems(line.text)
    shared = sum(stem in known for stem in words)
    head = page.lines[max(0, page.first - _REACH) : page.first + 1]
    repeated = line.words > 3 and sum(line.key in other.key for other in head) > 1
    first, *more = page.lines[number + 1 : number + 3]
    led = first.kind in _NO_BYLINE and any(below.kind is LineKind.META for below in more)
    followed = led or first.kind is LineKind.META
    between = sum(other.kind in _CANDIDATES for other in page.lines[number + 1 : page.first])
    alone = not between and (number == 0 or page.lines[number - 1].kind not in _CANDIDATES)
    if not (repeated or followed or shared >= _SHARED * len(words) or alone):
        return _NEVER
    usual = (line.words in _USUAL_WORDS) - (line.words < _USUAL_WORDS.start)
    likeness = min(6.0, shared * shared / max(len(words), _USUAL_WORDS.start))
    return likeness + 2.0 * repeated + followed + 0.5 * usual - 0.25 * between


_NO_BYLINE: Final = frozenset({LineKind.FOREIGN, LineKind.BOILERPLATE, LineKind.ASIDE})


def published(page: Page, number: int | None, boilerplate: Boilerplate) -> datetime.date | None:
    """Find the day of publication, where the page says it beyond doubt.

    A line «نشر في …» near the headline or right after the article counts first, then a date by itself
    between headline and article; above the headline stands today's date as often. Days that differ cancel
    out.
    """
    found = _days([*_around(page, number), *_signed_off(page)], boilerplate, Role.PUBLISHED)
    if not found and number is not None:
        found = _days(_below(page, number), boilerplate, Role.BARE)
        found = found or _days(_right_above(page, number, boilerplate), boilerplate, Role.BARE)
    return found.pop() if len(found) == 1 else None


def _right_above(page: Page, number: int, boilerplate: Boilerplate) -> Sequence[PageLine]:
    """Take the line right above the headline, where the day of an article stands too, and not today's.

    Today's stands at the page's head, or beside the outlet's name there: between it and the headline are menus.
    """
    own = page.lines[max(0, number - 1) : number]
    above = page.lines[max(0, number - 2) : number - 1] if number > 1 else []
    today = not above or any(
        names.names_outlet(line.text, boilerplate) or has_digit(line.text) for line in above
    )
    return [] if today else own


def ago(page: Page, number: int | None, known: datetime.date) -> datetime.date | None:
    """Find the day that a line near the headline tells by how long ago it was, counted from `known`."""
    found = {day for line in _around(page, number) if (day := dates.counted_back(line.text, known))}
    return found.pop() if len(found) == 1 else None


def _around(page: Page, number: int | None) -> Sequence[PageLine]:
    """Take the lines from just above the headline to the first paragraphs: byline and date stand there."""
    return page.lines[max(0, (page.first if number is None else number) - _NEAR) : _opening(page)]


def _below(page: Page, number: int) -> Sequence[PageLine]:
    return page.lines[number + 1 : _opening(page)]


def _opening(page: Page) -> int:
    return min(page.first + _NEAR, page.end)


def _signed_off(page: Page) -> Iterator[PageLine]:
    """Take the lines of metadata right after the article, before anything else follows it."""
    below = page.lines[page.end : page.end + _NEAR]
    return takewhile(
        lambda line: line.kind in {LineKind.META, LineKind.CAPTION, LineKind.BOILERPLATE, LineKind.ASIDE},
        below,
    )


def _days(lines: Iterable[PageLine], boilerplate: Boilerplate, role: Role) -> set[datetime.date]:
    found = (metadata.dated(line.text, boilerplate) for line in lines if line.kind is LineKind.META)
    return {date.day for date in found if date is not None and date.role is role}


def author(page: Page, number: int | None, boilerplate: Boilerplate) -> str | None:
    """Find the author: after a cue near the headline or the article's end, else below the headline."""
    near = [*_around(page, number), *_signed_off(page)]
    cued = (bylines.author(line.text, boilerplate) for line in near if line.kind is LineKind.META)
    led = [line for cue, line in pairwise(near) if cue.key in boilerplate.author_cues.whole]
    beside: list[PageLine] = []
    if number is not None:
        # Right above the headline, up to what may be another, stands a name too, unless an office's name is above it.
        above = [*reversed(page.lines[max(0, number - _NEAR) : number])]
        held = {line.key for line, office in pairwise(above) if office.key in boilerplate.notices}
        brief = takewhile(lambda line: line.words < _USUAL_WORDS.start, above)
        beside = [*_below(page, number), *(line for line in brief if line.key not in held)]
    named = (
        line.text
        for line in led
        if line.key not in boilerplate.notices and bylines.is_like_name(line.text, boilerplate)
    )
    signed = (
        bylines.signature(line.text, boilerplate) for line in [*led, *beside] if line.kind is LineKind.META
    )
    alone = chain(signed, named)
    people = (name for name in chain(cued, alone) if name and not names.names_outlet(name, boilerplate))
    return next(people, None)


def section(page: Page, number: int | None, boilerplate: Boilerplate) -> str | None:
    """Find the section's name right above the headline, or between it and the article; a menu's last item is none."""
    if number is None:
        return None
    names = boilerplate.sections.whole
    below = (line.text for line in page.lines[number + 1 : page.first] if line.key in names)
    above = range(number - 1, max(-1, number - 3), -1)
    path = next((line.text for at in above if "/" in (line := page.lines[at]).text or ">" in line.text), "")
    at = next((at for at in above if page.lines[at].kind not in _BETWEEN), number)
    named = page.lines[at].key in names and not _in_menu(page.lines[:at], boilerplate)
    steps = [step.strip() for step in _STEPS.split(path)[1:]]
    walked = (step for step in reversed(steps) if folded(step) in names)
    return page.lines[at].text if named else next(chain(walked, below), None)


# What parts the steps of a path through the site («الرئيسية > صحة > …»).
_STEPS: Final = re.compile(r"[/»>›\\]")


_BETWEEN: Final = frozenset({LineKind.META, LineKind.BOILERPLATE, LineKind.ASIDE})


def _in_menu(above: Sequence[PageLine], boilerplate: Boilerplate) -> bool:
    """Return whether the two lines above a section's name, or all there are, are items of a menu as it is.

    A path through the site has the front page and one section; «تسجيل الدخول» and the like stand in menus alone.
    """
    items = [
        line.kind in {LineKind.BOILERPLATE, LineKind.SHORT} and line.words <= _ITEM_WORDS
        for line in above[-2:]
    ]
    named = [line.key in boilerplate.sections.whole for line in above[-2:]]
    return bool(items) and ((len(items) > 1 and all(items)) or named[-1])


def dateline(page: Page, number: int | None, boilerplate: Boilerplate) -> str | None:
    """Find the line between headline and article that is nothing but the city it was sent from."""
    between = page.lines[page.first - 1 if number is None else number + 1 : page.first]
    return next((line.text for line in between if names.dateline(line.text, boilerplate)), None)


def outlet(page: Page, number: int | None, boilerplate: Boilerplate) -> str | None:
    """Find the outlet: on an archive's date line, at the page's head, after the article, as its source, in a title."""
    archived = (metadata.outlet_in_date(line.text, boilerplate) for line in _around(page, number))
    head = [line for at, line in enumerate(page.lines[: min(_NEAR, page.first)]) if at != number]
    last = [line for line in page.lines[page.end : page.end + 1] if line.words <= _LAST_NAME]
    short = (line.text for line in [*head, *last] if line.kind is LineKind.SHORT)
    named = (text for text in short if names.names_outlet(text, boilerplate))
    sources = (metadata.source(line.text, boilerplate) for line in page.lines[page.end : page.end + _NEAR])
    known = (name for name in sources if name and folded(name) not in boilerplate.agencies.whole)
    headline = "" if number is None else page.lines[number].text
    titles = (site(line.text, headline, boilerplate) for line in head)
    return next((name for name in chain(archived, named, known, titles) if name), None)
