"""The bot put together, and its life from the first contact with Telegram to the last answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    Defaults,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.archive.library import Library
from bot.database.lock import held
from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.loading.first_use import prepare
from bot.replicas.routes import replica_routes
from bot.sources.service import SourceService
from bot.telegram.admin.context import AdminContext
from bot.telegram.admin.router import VALUES_FIRST, AdminRouter
from bot.telegram.context import BotContext
from bot.telegram.events import profile
from bot.telegram.events.inline import Inline
from bot.telegram.events.manners import GroupManners
from bot.telegram.events.reactions import Reactions
from bot.telegram.following.commands import FollowCommands
from bot.telegram.following.context import FollowingContext
from bot.telegram.following.delivery import Delivery
from bot.telegram.following.presses import FollowPresses
from bot.telegram.following.standing import FollowerStanding
from bot.telegram.messages.cosmetic import settle
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send
from bot.telegram.readers.buttons import ButtonHandler
from bot.telegram.readers.channel_posts import ChannelPosts
from bot.telegram.readers.commands import ReaderCommands
from bot.telegram.readers.gate import FIRST, Gate
from bot.telegram.readers.passages import Passages
from bot.telegram.readers.questions import QuestionHandler
from bot.telegram.readers.samples import Samples
from bot.telegram.transport.chat_order import ChatOrder
from bot.telegram.transport.http_server import WEBHOOK_PATH, HealthSource, Webhook, serving
from bot.telegram.transport.message_ids import MessageIds
from bot.telegram.transport.parsing import PollRequest, SpreadRequest
from bot.telegram.transport.rate_limiter import RetryingRateLimiter
from bot.telegram.transport.updates import Updates, persist
from bot.telegram.upkeep import keep_up, limit_versions, share_meaning, upkeep, verify, wipe
from bot.telegram.web_pages import pages_of
from bot.web.transport import usual_trust

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

    from telegram.ext import ContextTypes

    from bot.configuration.environment import Serving
    from bot.configuration.settings import Settings
    from bot.web.fetcher import Web

    App = Application[ExtBot[int], ContextTypes.DEFAULT_TYPE, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

GRACE_SECONDS = 8.0
"""How long running answers may take once the bot is told to end; what is left waits for the next start."""
FAREWELL_SECONDS = 1.0
"""What is left then for calls that nobody misses."""
BESIDE, BESIDE_FOLLOWERS = 1, 2
"""The handler groups of what is heard whoever else hears it."""
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
READ_SECONDS, CONNECT_SECONDS, POOL_SECONDS = 15.0, 10.0, 30.0


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


def build(context: AdminContext, following: FollowingContext, order: ChatOrder, ids: MessageIds) -> App:
    """Return the application with every handler; it fetches nothing by itself."""
    settings = context.base.settings
    telegram = settings.telegram
    builder = ApplicationBuilder().token(telegram.token or "").updater(None).job_queue(None)
    if telegram.api_url:
        root = telegram.api_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    builder = builder.request(
        SpreadRequest(
            CONNECTIONS,
            read_timeout=READ_SECONDS,
            connect_timeout=CONNECT_SECONDS,
            pool_timeout=POOL_SECONDS,
            httpx_kwargs={"verify": usual_trust()},
        )
    )
    builder = builder.get_updates_request(PollRequest(POLLING_CONNECTIONS))
    quiet = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    limits = RetryingRateLimiter(CONNECTIONS, ids, throttle=settings.sending.throttle)
    app = builder.defaults(quiet).rate_limiter(limits).concurrent_updates(order).build()
    _add_handlers(app, context, following)
    return app


def _add_handlers(app: App, context: AdminContext, following: FollowingContext) -> None:
    """Add the handlers in the order in which they are asked: who may come in, then admins, then readers."""
    base = context.base
    app.add_handler(TypeHandler(Update, Gate(base, context.access, context.guard).on_update), FIRST)
    router = AdminRouter(context)
    app.add_handler(router.values(), VALUES_FIRST)
    app.add_handlers(router.handlers())
    follow = FollowCommands(following)
    app.add_handlers([*follow.handlers(), *FollowPresses(following, follow).handlers()])
    app.add_handlers(FollowerStanding(following).handlers(), BESIDE_FOLLOWERS)
    if context.service:
        app.add_handlers(ChannelPosts(context.service).handlers())
    manners = GroupManners(base)
    app.add_handlers(manners.handlers())
    app.add_handler(manners.standing(), BESIDE)
    questions, passages = QuestionHandler(base, follow.take), Passages(base)
    app.add_handlers(ButtonHandler(base, questions, passages).handlers())
    app.add_handlers(Inline(base, passages).handlers())
    app.add_handler(Reactions(base).handler())
    commands = ReaderCommands(base, Samples(base), questions)
    for handler in commands.handlers():
        app.add_handler(handler)
    asking = (filters.TEXT | filters.CAPTION) & (~filters.COMMAND | filters.Regex(r"(?i)^/ask(@\w+)?(\s|$)"))
    app.add_handler(MessageHandler(asking, questions.on_message))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, commands.on_other))
    app.add_error_handler(_Failures(base).on_error)


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


class _Failures:
    """What happens to updates whose handling failed."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def on_error(self, update: object, callback_context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log the error without the reader's words, and apologise to whose question could not be looked for."""
        error = callback_context.error
        if isinstance(error, Forbidden):
            _log.info("a reader has blocked the bot, or a group removed it")
            return
        self._context.metrics.failures.inc()
        _log.error("an update could not be handled", exc_info=error)
        if not isinstance(update, Update) or isinstance(error, TelegramError):
            return
        # Presses and inline queries have their own ways of saying so.
        message, user = update.message or update.edited_message, update.effective_user
        if message and user:
            texts = (await self._context.messages_for(user)).telegram
            await send(message, Reply(sentences(texts.failed)))


def _secret(settings: Settings) -> str:
    """Return what Telegram's calls to the webhook carry: made from the token, so that it survives a restart."""
    key = (settings.telegram.token or "").encode()
    return hmac.new(key, b"webhook", hashlib.sha256).hexdigest()
