"""Lists of headlines, newest first: of a subject, an outlet, a section, a time; loosened where that leaves nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.replies import Listed, Said
from bot.catalogue.records import Listing
from bot.rendering.texts import date, narrowing, one_line
from retrieval.arabic.language import folded
from retrieval.dialogue.turns import Browse
from retrieval.query.tokens import tokens
from retrieval.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.inquiries import Asks
    from bot.answering.replies import Reply
    from bot.configuration.messages import Messages
    from retrieval.records import Article

_FEW = 12  # articles of a small archive
_OF_DAY = 100  # articles of a day among which there may be its round-up
# How round-ups of a day are called: «أبرز أحداث الأربعاء 8 فيفري», but not «أهم أخبار الترجي».
_CHIEF, _NEWS = folded("أبرز أهم"), folded("أحداث أخبار الأحداث الأخبار")
_DAY_NAMES = folded("يوم اليوم لليوم ليوم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
SHOWN = 6
"""Headlines of one page: what a phone shows at once."""


class Lists:
    """Lists the articles of an archive."""

    def __init__(self, library: Asks) -> None:
        self._library = library

    async def listed(self, browse: Browse, first: int, messages: Messages) -> Reply:
        """Return the page of the list that begins at place `first` (from 0), or that there is nothing on it."""
        texts = messages.conversation.browse
        found = await self.page(browse, first)
        if found.articles:
            return Listed(_head(browse, found, messages), browse, found.articles, first, found.total)
        newest = (await self._library.holdings()).last if browse.narrowings else None
        for wider in _wider(browse):
            found = await self.page(wider, 0)
            if found.articles:
                head = _loosened(browse, wider, newest, messages)
                return Listed(head, wider, found.articles, 0, found.total)
        if browse.subject:
            return Said(texts.nothing_about.format(subject=one_line(browse.subject)))
        return Said(texts.nothing)

    async def few(self, browse: Browse, messages: Messages) -> Listed | None:
        """Return all that a small archive holds, where it has nothing about the subject that is asked for."""
        found = await self.page(Browse(), 0)
        if not 0 < found.total <= _FEW:
            return None
        head = messages.conversation.browse.only_these.format(subject=one_line(browse.subject))
        return Listed(head, Browse(), found.articles, 0, found.total)

    async def page(self, browse: Browse, first: int) -> Listing:
        """Return the headlines of a page and how many there are in all; a short list is in order of days."""
        scope = browse.scope or (Scope(datetime.date.min) if browse.oldest else None)  # the dated ones
        if browse.subject:
            about = browse.subject, scope, browse.section
            found = await self._library.browse(*about, first, SHOWN, oldest=browse.oldest)
            if not 1 < found.total <= _FEW:
                return found
            every = await self._library.browse(*about, 0, _FEW, oldest=browse.oldest)
            # What names it in the headline does not come before what is newer.
            never = datetime.date.min
            ordered = sorted(
                every.articles, key=lambda one: one.published or never, reverse=not browse.oldest
            )
            return Listing(every.total, tuple(ordered[first : first + SHOWN]))
        if not browse.oldest:
            found = await self._library.browse("", scope, browse.section, first, SHOWN)
            if scope is None or scope.first is None or scope.first != scope.last or found.total > _OF_DAY:
                return found
            day = await self._library.browse("", scope, browse.section, 0, _OF_DAY)
            ordered = sorted(day.articles, key=is_round_up, reverse=True)
            return Listing(day.total, tuple(ordered[first : first + SHOWN]))
        # All others from the end.
        total = (await self._library.browse("", scope, browse.section, 0, 1)).total
        begin, end = max(0, total - first - SHOWN), max(0, total - first)
        found = await self._library.browse("", scope, browse.section, begin, end - begin)
        return Listing(total, found.articles[::-1])


def is_round_up(article: Article) -> bool:
    """Return whether an article sums up a day, by its title: «أبرز أحداث الخميس»."""
    chief, news, day = (*(token.word for token in tokens(article.title)[:3]), "", "", "")[:3]
    return chief in _CHIEF and news in _NEWS and (day in _DAY_NAMES or day.isdecimal() or not day)


def _wider(browse: Browse) -> Iterator[Browse]:
    """Yield the list with ever fewer narrowings: each alone less, then without any."""
    if len(browse.narrowings) > 1:
        for gone in browse.narrowings:
            yield replace(browse, narrowings=tuple(one for one in browse.narrowings if one is not gone))
    if browse.narrowings:
        yield replace(browse, narrowings=())


def _head(browse: Browse, found: Listing, messages: Messages) -> str:
    """Return what is listed, with how many there are."""
    texts = messages.conversation.browse
    if browse.subject and browse.oldest:
        head = texts.oldest_about.format(subject=one_line(browse.subject))
    elif browse.subject:
        head = texts.about.format(subject=one_line(browse.subject))
    elif browse.section:
        head = texts.section.format(section=section_name(browse.section, messages))
    else:
        head = texts.newest
    if browse.subject and browse.section:
        head = texts.in_section.format(head=head, section=section_name(browse.section, messages))
    if browse.narrowings:
        head = texts.within.format(head=head, filters=_labels(browse, messages))
    return texts.counted.format(head=head, articles=messages.sources.articles.of(found.total))


def _loosened(browse: Browse, wider: Browse, newest: datetime.date | None, messages: Messages) -> str:
    """Return that nothing was found within what `wider` leaves out, or that the `newest` article is of before that."""
    texts = messages.conversation.browse
    gone = replace(browse, narrowings=tuple(one for one in browse.narrowings if one not in wider.narrowings))
    filters, subject = _labels(gone, messages), one_line(browse.subject)
    later = newest and gone.scope and gone.scope.first and gone.scope.first > newest
    if newest and later:
        head = texts.ended.format(filters=filters, date=date(newest, messages))
        return f"{head} {texts.ended_about.format(subject=subject) if subject else texts.ended_all}"
    if subject:
        return texts.loosened.format(filters=filters, subject=subject)
    return texts.loosened_all.format(filters=filters)


def _labels(browse: Browse, messages: Messages) -> str:
    return messages.citation.comma.join(narrowing(one.label, messages) for one in browse.narrowings)


def section_name(section: str, messages: Messages) -> str:
    """Return what a section is called in the reader's language, else as the archive writes it."""
    names = dict(named.split(" ", 1) for named in messages.conversation.browse.section_names)
    return names.get(section.lower(), one_line(section))
