"""From what there is to tell a follower to messages: each story with its quote as it stands in the archive now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.following import timing
from bot.telegram.following import notices
from bot.telegram.following.notices import Story
from bot.telegram.readers.places import Places
from retrieval.records import Quote

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncIterator, Sequence

    from bot.following.records import Follower, Notice
    from bot.telegram.following.context import FollowingContext
    from bot.telegram.messages.sending import Reply

    Composed = tuple[Reply, tuple[int, ...]]

SINGLE = 3
"""Stories that are told at once each in a message of its own; more of them come in one."""


class Composer:
    """Makes the messages of followers."""

    def __init__(self, context: FollowingContext) -> None:
        self._context = context
        self._base = context.base

    def is_due(self, follower: Follower, made: int, now: datetime.datetime) -> bool:
        """Return whether what waits since `made` is to be told `now`."""
        return timing.is_due(made, follower.rhythm, now)

    async def composed(self, follower: Follower, now: datetime.datetime) -> AsyncIterator[Composed]:
        """Yield each message for a follower with the ids of the notices that it tells; notices of what is gone end."""
        messages = self._base.messages.get(follower.language) or self._base.messages["ar"]
        due = [
            notice
            for notice in await self._context.store.notices(follower.reader)
            if timing.is_due(notice.made, follower.rhythm, now)
        ]
        stories, gone = await self._stories([notice for notice in due if notice.answer is None])
        for notice in due:
            if notice.answer is not None:
                answer = await self._base.editorial.get(notice.answer)
                if answer and (shown := await self._base.editorial.shown(answer)):
                    yield notices.editors(notice.followed, shown, messages), (notice.id,)
                else:
                    gone.append(notice.id)
        if gone:
            await self._context.store.discard(gone)
        if follower.rhythm.hour is None and len(stories) <= SINGLE:
            for story in stories:
                handle = await Places.of([story.quote]).keep(self._base.handles)
                yield notices.story(story, handle, messages), story.notices
        elif stories:
            noticed = tuple(number for story in stories for number in story.notices)
            today = now.astimezone(timing.zone(follower.rhythm.zone)).date()
            bundled = follower.rhythm.hour is None
            head = messages.following.bundle if bundled else notices.digest_head(today, messages)
            yield notices.digest(stories, head, messages), noticed

    async def _stories(self, due: Sequence[Notice]) -> tuple[list[Story], list[int]]:
        """Return the stories of notices, each once, and the ids of the notices whose articles are gone."""
        by_story: dict[int, list[Notice]] = {}
        for notice in due:
            by_story.setdefault(notice.story, []).append(notice)
        stories, gone = list[Story](), list[int]()
        for noticed in by_story.values():
            ids = tuple(notice.id for notice in noticed)
            if quote := await self._quote(noticed[0]):
                followed = sorted((notice.followed for notice in noticed), key=lambda one: one.id)
                stories.append(Story(quote, tuple(followed), ids))
            else:
                gone += ids
        # What is followed in the same words stands together.
        return sorted(stories, key=lambda story: min(one.id for one in story.followed)), gone

    async def _quote(self, notice: Notice) -> Quote | None:
        """Return what was quoted, as its article says it, with the other outlets that have the story by now."""
        article = await self._base.library.catalogue.quoted(notice.article, notice.text)
        if article is None:
            return None
        start = (
            notice.start
            if article.text.startswith(notice.text, notice.start)
            else article.text.find(notice.text)
        )
        if start < 0:
            return None
        quote = Quote(article, start, start + len(notice.text), notice.text, (), 0.0)
        return replace(quote, also=await self._context.arrivals.also(article.id))
