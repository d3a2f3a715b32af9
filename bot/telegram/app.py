"""The bot put together, and its life from the first contact with Telegram to the last answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.database.lock import held
from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.loading.first_use import prepare
from bot.replicas.routes import replica_routes
from bot.sources.service import SourceService
from bot.telegram.admin.context import AdminContext
from bot.telegram.context import BotContext
from bot.telegram.events import profile
from bot.telegram.following.context import FollowingContext
from bot.telegram.following.delivery import Delivery
from bot.telegram.handlers import build
from bot.telegram.messages.cosmetic import settle
from bot.telegram.transport.chat_order import ChatOrder
from bot.telegram.transport.http_server import WEBHOOK_PATH, HealthSource, Webhook, serving
from bot.telegram.transport.message_ids import MessageIds
from bot.telegram.transport.updates import Updates, persist
from bot.telegram.upkeep import (
    finish_purges,
    keep_up,
    limit_versions,
    share_meaning,
    upkeep,
    verify,
    wipe,
)
from bot.telegram.web_pages import pages_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

    from telegram import Update

    from bot.configuration.environment import Serving
    from bot.configuration.settings import Settings
    from bot.telegram.handlers import App
    from bot.web.fetcher import Web


_log = logging.getLogger(__name__)

GRACE_SECONDS = 8.0
"""How long running answers may take once the bot is told to end; what is left waits for the next start."""
FAREWELL_SECONDS = 1.0
"""What is left then for calls that nobody misses."""


async def run(settings: Settings, way: Serving, ending: asyncio.Event, web: Web | None = None) -> None:
    """Serve readers until `ending` is set; raises BotError when that cannot begin or go on.

    Sources are fetched from the public internet, or from `web`.
    """
    async with AsyncExitStack() as stack:
        # The only bot of this archive and of this journal.
        stack.enter_context(held(settings.archive))
        stack.enter_context(held(settings.journal))
        library = await stack.enter_async_context(Library.open(settings))
        journal = await stack.enter_async_context(Journal.open(settings.journal))
        service = await stack.enter_async_context(SourceService.open(settings, library, web))
        context = await AdminContext.open(BotContext.of(settings, library, journal), service)
        metrics = context.base.metrics
        inbox = Inbox(journal.database)
        order = ChatOrder(inbox)
        ids = MessageIds()
        following = FollowingContext.of(context.base, context.access)
        app = build(context, following, order, ids)

        async def put(update: Update) -> None:
            ids.note_update(update)
            await app.update_queue.put(update)

        updates = Updates(app.bot, inbox, metrics, put)
        ready = asyncio.Event()
        webhook = Webhook(app.bot, updates, _secret(settings)) if way == "webhook" else None
        health, pages = HealthSource(metrics, ready.is_set), [*replica_routes(settings), *pages_of(context)]
        async with serving(settings.telegram.port, health, webhook, pages):
            await prepare(library)
            ready.set()
            chores = [
                upkeep(journal, inbox, settings.readers.keep_days),
                limit_versions(library),
                finish_purges(library, journal),
                verify(library),
                wipe(journal),
                share_meaning(library),
                keep_up(library),
                library.stay(),
                following.matcher.run(),
            ]
            async with _beside(chores):
                await _until(ending, _serve(app, context, Delivery(following, ids), updates, way))


@asynccontextmanager
async def _beside(chores: Sequence[Coroutine[object, object, None]]) -> AsyncIterator[None]:
    """Run `chores` for as long as the body lasts."""
    tasks = [asyncio.create_task(chore) for chore in chores]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _serve(app: App, context: AdminContext, delivery: Delivery, updates: Updates, way: Serving) -> None:
    """Handle updates, and tell followers what is new, until cancelled."""
    base, settings = context.base, context.base.settings
    async with _running(app), context.jobs:
        _log.info("serving as @%s by %s", app.bot.username, way)
        profile.warn_of_privacy(app.bot)
        await updates.resume()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(profile.present(app.bot, base))
            tasks.create_task(context.menus.publish_all(app.bot))
            tasks.create_task(
                context.jobs.report_interrupted(app.bot, base.messages[settings.interface.language])
            )
            if context.service:
                tasks.create_task(context.service.run())
            tasks.create_task(delivery.run(app.bot))
            if way == "polling":
                tasks.create_task(updates.poll())
            else:
                url = f"{(settings.telegram.webhook_url or '').rstrip('/')}{WEBHOOK_PATH}"
                tasks.create_task(updates.listen(url, _secret(settings)))


@asynccontextmanager
async def _running(app: App) -> AsyncIterator[None]:
    """Yield the application at work inside; at the end, running answers are finished within the time of grace."""
    try:
        await persist(app.initialize)
        await app.start()
        try:
            yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await app.stop()
            if isinstance(app.update_processor, ChatOrder):
                await app.update_processor.abandon()
            await settle(FAREWELL_SECONDS)
    finally:
        await app.shutdown()
        # An application that was never initialized leaves the connections of its tries open.
        await app.bot.shutdown()


async def _until(ending: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Let `work` run until `ending` is set; raises what it raises, one error of a group alone."""
    working, waiting = asyncio.create_task(work), asyncio.create_task(ending.wait())
    try:
        await asyncio.wait([working, waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        working.cancel()
        await asyncio.wait([working, waiting])
    if not working.cancelled() and (error := working.exception()):
        raise error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error
    _log.info("ended")


def _secret(settings: Settings) -> str:
    """Return what Telegram's calls to the webhook carry: made from the token, so that it survives a restart."""
    key = (settings.telegram.token or "").encode()
    return hmac.new(key, b"webhook", hashlib.sha256).hexdigest()
