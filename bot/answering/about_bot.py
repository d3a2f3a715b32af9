"""What Isnad says of itself, from what is true of this archive, and out of courtesy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.lists import section_name
from bot.rendering.texts import date, headline, holdings, one_line
from retrieval.dialogue.turns import Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Asks
    from bot.catalogue.records import Holdings
    from bot.configuration.messages import Messages
    from retrieval.records import Article

_OUTLETS, _SECTIONS = 20, 20
_SENTENCE = re.compile(r"(?<=[.!؟?]) ")


class AboutTheBot:
    """Answers questions about the bot and its archive."""

    def __init__(self, library: Asks) -> None:
        self._library = library

    async def said(self, topic: Topic, messages: Messages, days: int | None) -> str:
        """Return the sentences on a topic; `days` is how long questions are kept, None where they are not."""
        texts = messages.conversation.about
        match topic:
            case Topic.COUNT:
                return holdings(await self._library.holdings(), messages)
            case Topic.SOURCES:
                return outlets(await self._library.holdings(), messages)
            case Topic.DATES:
                return await self._dates(messages)
            case Topic.TOPICS:
                return await self.topics(messages)
            case Topic.ERASE if days is not None:
                return messages.telegram.privacy.format(days=days)
            case _:
                return str(getattr(texts, topic))

    async def sections(self, messages: Messages) -> str:
        """Return the sections by number of articles."""
        texts = messages.conversation.browse
        lines = _section_lines(await self._library.holdings(), messages)
        return "\n".join([texts.sections, *lines]) if lines else texts.no_sections

    async def topics(self, messages: Messages) -> str:
        """Return what the archive is about by its sections; empty where it has none."""
        held = await self._library.holdings()
        lines = _section_lines(held, messages)
        if not lines:
            return ""
        first, _ = held.sections[0]
        named = section_name(first, messages)
        return messages.conversation.about.topics.format(sections="\n".join(lines), section=named)

    async def _dates(self, messages: Messages) -> str:
        texts = messages.conversation.about
        oldest = await self._library.oldest()
        newest = await self._library.browse("", None, None, 0, 1)
        if oldest is None or not newest.articles:
            return texts.undated
        if oldest.id == newest.articles[0].id:
            return texts.dated_once.format(article=_named(oldest, messages))
        return texts.dates.format(
            oldest=_named(oldest, messages), newest=_named(newest.articles[0], messages)
        )


def outlets(held: Holdings, messages: Messages) -> str:
    """Return what the archive holds, and how many articles of each outlet."""
    texts = messages.sources
    lines = [
        texts.outlet.format(articles=texts.articles.of(count), outlet=one_line(outlet))
        for outlet, count in held.outlets[:_OUTLETS]
    ]
    return "\n".join([holdings(held, messages), *(f"• {line}" for line in lines)])


def _section_lines(held: Holdings, messages: Messages) -> list[str]:
    texts = messages.conversation.browse
    if 2 * sum(count for _, count in held.sections) < held.articles:
        return []  # too few to tell what the archive is about
    return [
        "• "
        + texts.section_line.format(
            section=section_name(section, messages), articles=messages.sources.articles.of(count)
        )
        for section, count in held.sections[:_SECTIONS]
    ]


def _named(article: Article, messages: Messages) -> str:
    known = [one_line(article.outlet or ""), date(article.published, messages) if article.published else ""]
    source = messages.citation.separator.join(filter(None, known))
    return messages.conversation.about.named.format(title=headline(article), source=source)


def courteous(replies: Sequence[str], *, leaves: bool) -> str:
    """Return courteous replies as one, a sentence that two end in («عمّ تبحث؟») only once.

    Who `leaves` is invited to nothing.
    """
    *others, last = replies
    end = _SENTENCE.split(last)[-1]
    kept = [_SENTENCE.split(one) for one in others]
    shorter = [" ".join(one[:-1] if len(one) > 1 and (leaves or one[-1] == end) else one) for one in kept]
    return " ".join([*shorter, last])
