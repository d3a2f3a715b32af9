"""A bot whose followers are told when a test says so: its parts at work, without updates."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.following.records import Followable, Follower, Kind, Rhythm
from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.loading.first_use import prepare
from bot.telegram.admin.context import AdminContext
from bot.telegram.context import BotContext
from bot.telegram.following.context import FollowingContext
from bot.telegram.following.delivery import Delivery, Pace
from bot.telegram.handlers import build
from bot.telegram.transport.chat_order import ChatOrder
from bot.telegram.transport.message_ids import MessageIds
from tests.support.serving.bot import settings_for

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncIterator

    from telegram import Bot

    from bot.configuration.settings import Settings
    from retrieval.records import Article
    from tests.support.botapi import BotApi

UNHURRIED = 10_000.0
"""Messages a second: tests of what is told do not wait."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The parts at work."""

    context: FollowingContext
    delivery: Delivery
    bot: Bot

    async def follows(
        self,
        chat: int,
        subject: str,
        rhythm: Rhythm | None = None,
        kind: Kind = Kind.SUBJECT,
        *,
        outlet: str = "",
    ) -> Follower:
        """Let somebody follow a subject from now on."""
        reader, topic = self.context.base.journal.reader(chat), Followable(kind, subject, outlet)
        follower = Follower(reader, chat, "ar", rhythm or Rhythm())
        assert await self.context.store.follow(follower, topic, await self.context.arrivals.latest())
        if rhythm:
            await self.context.store.adjust(reader, rhythm)
        return follower

    async def brings(self, *articles: Article) -> None:
        """Let a source bring articles, and hold them against what is followed."""
        await self.context.matcher.look()
        await self.context.base.library.add(articles, "feed")
        await self.context.matcher.look()

    async def tells(self, now: datetime.datetime) -> None:
        """Tell what is due."""
        await self.delivery.tell(self.bot, now)


@asynccontextmanager
async def newsroom(server: BotApi, settings: Settings) -> AsyncIterator[Newsroom]:
    """Yield a newsroom whose followers are told through the server."""
    known = settings_for(server, settings)
    async with Library.open(known) as library, Journal.open(known.journal) as journal:
        await prepare(library)
        admin = await AdminContext.open(BotContext.of(known, library, journal))
        context, ids = FollowingContext.of(admin.base, admin.access), MessageIds()
        app = build(admin, context, ChatOrder(Inbox(journal.database)), ids)
        await app.initialize()
        try:
            yield Newsroom(context, Delivery(context, ids, Pace(UNHURRIED)), app.bot)
        finally:
            await app.shutdown()
