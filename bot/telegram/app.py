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
    CallbackQueryHandler,
    Defaults,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.conversations import Conversations, Inquiries, interpreter
from bot.inbox import Inbox
from bot.journal import Journal
from bot.library import Library
from bot.lock import held
from bot.recent import Recent
from bot.sources.newswire import Newswire
from bot.telegram import profile
from bot.telegram.admin.office import Office
from bot.telegram.admin.reception import VALUES_FIRST, Reception
from bot.telegram.buttons import Buttons
from bot.telegram.channels import ChannelPosts
from bot.telegram.commands import Commands
from bot.telegram.desk import Desk, voices
from bot.telegram.gate import FIRST, Gate
from bot.telegram.inline import Inline
from bot.telegram.limiter import Patience
from bot.telegram.metrics import Metrics
from bot.telegram.order import ChatOrder
from bot.telegram.pace import Pace
from bot.telegram.parsing import Answers, Polls
from bot.telegram.questions import Questions
from bot.telegram.rendering import sentences
from bot.telegram.samples import Samples
from bot.telegram.sending import Reply, send
from bot.telegram.updates import Updates, persist
from bot.telegram.upkeep import keep_up, upkeep
from bot.telegram.web import WEBHOOK_PATH, Hook, Vitals, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from telegram.ext import ContextTypes

    from bot.fetch import Web
    from bot.settings import Serving, Settings

    App = Application[ExtBot[int], ContextTypes.DEFAULT_TYPE, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

GRACE_SECONDS = 8.0
"""How long running answers may take once the bot is told to end; what is left waits for the next start."""
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
READ_SECONDS, CONNECT_SECONDS, POOL_SECONDS = 15.0, 10.0, 30.0


async def run(settings: Settings, way: Serving, ending: asyncio.Event, web: Web | None = None) -> None:
    """Serve readers until `ending` is set; raises BotError when that cannot begin or go on.

    Sources are fetched from the public internet, or from `web`.
    """
    with held(settings.archive), held(settings.journal):
        await _alone(settings, way, ending, web)


async def _alone(settings: Settings, way: Serving, ending: asyncio.Event, web: Web | None) -> None:
    """Serve as the only bot of this archive and of this journal."""
    async with AsyncExitStack() as stack:
        library = await stack.enter_async_context(Library.open(settings))
        journal = await stack.enter_async_context(Journal.open(settings.journal))
        desk = _desk(settings, library, journal)
        wire = await stack.enter_async_context(Newswire.open(settings, library, web))
        office = await Office.open(desk, wire)
        inbox = Inbox(journal.database)
        order = ChatOrder(inbox)
        app = build(desk, order, office)
        updates = Updates(app.bot, inbox, desk.metrics, app.update_queue.put)
        ready = asyncio.Event()
        hook = Hook(app.bot, updates, _secret(settings)) if way == "webhook" else None
        async with serving(settings.telegram.port, Vitals(desk.metrics, ready.is_set), hook):
            await library.prepare()
            ready.set()
            chores = upkeep(journal, inbox, settings.readers.keep_days), keep_up(library), library.stay()
            beside = [asyncio.create_task(chore) for chore in chores]
            try:
                await _until(ending, _serve(app, order, office, updates, way))
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)


def _desk(settings: Settings, library: Library, journal: Journal) -> Desk:
    return Desk(
        settings,
        library,
        journal,
        voices(settings),
        Metrics(coverage=lambda: library.reading.coverage),
        Pace(settings.readers.questions_a_minute),
        Inquiries(Recent(library), interpreter(settings, library.language)),
        Conversations(journal.database),
    )


def build(desk: Desk, order: ChatOrder, office: Office) -> App:
    """The application with every handler; it fetches nothing by itself."""
    telegram = desk.settings.telegram
    builder = ApplicationBuilder().token(telegram.token or "").updater(None).job_queue(None)
    if telegram.api_url:
        root = telegram.api_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    builder = builder.request(
        Answers(
            CONNECTIONS, read_timeout=READ_SECONDS, connect_timeout=CONNECT_SECONDS, pool_timeout=POOL_SECONDS
        )
    )
    builder = builder.get_updates_request(Polls(POLLING_CONNECTIONS))
    quiet = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    limits = Patience(CONNECTIONS, throttle=desk.settings.sending.throttle)
    app = builder.defaults(quiet).rate_limiter(limits).concurrent_updates(order).build()
    _add_handlers(app, desk, office)
    return app


def _add_handlers(app: App, desk: Desk, office: Office) -> None:
    app.add_handler(TypeHandler(Update, Gate(desk, office.access, office.guard).on_update), FIRST)
    reception = Reception(office)
    app.add_handler(reception.values(), VALUES_FIRST)
    app.add_handlers(reception.handlers())
    if office.wire:
        app.add_handlers(ChannelPosts(office.wire).handlers())
    questions = Questions(desk)
    commands = Commands(desk, Samples(desk))
    for handler in commands.handlers():
        app.add_handler(handler)
    asking = (filters.TEXT | filters.CAPTION) & (~filters.COMMAND | filters.Regex(r"(?i)^/ask(@\w+)?(\s|$)"))
    app.add_handler(MessageHandler(asking, questions.on_message))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, commands.on_other))
    app.add_handler(CallbackQueryHandler(Buttons(desk, questions).on_press))
    app.add_handler(InlineQueryHandler(Inline(desk).on_query))
    app.add_error_handler(_Failures(desk).on_error)


async def _serve(app: App, order: ChatOrder, office: Office, updates: Updates, way: Serving) -> None:
    """Handle updates until cancelled."""
    desk = office.desk
    async with _running(app, order), office.works:
        _log.info("serving as @%s by %s", app.bot.username, way)
        profile.warn_of_privacy(app.bot)
        await updates.resume()
        telegram = desk.settings.telegram
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(profile.present(app.bot, desk))
            tasks.create_task(office.menus.publish_all(app.bot))
            tasks.create_task(office.works.own_up(app.bot, desk.voices[desk.settings.interface.language]))
            if office.wire:
                tasks.create_task(office.wire.run())
            if way == "polling":
                tasks.create_task(updates.poll())
            else:
                url = f"{(telegram.webhook_url or '').rstrip('/')}{WEBHOOK_PATH}"
                tasks.create_task(updates.listen(url, _secret(desk.settings)))


@asynccontextmanager
async def _running(app: App, order: ChatOrder) -> AsyncIterator[None]:
    """The application at work inside; at the end, running answers are finished within the time of grace."""
    try:
        await persist(app.initialize)
        await app.start()
        try:
            yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await app.stop()
            await order.abandon()
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

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log it without the reader's words; whose question could not be looked for is told so."""
        error = context.error
        if isinstance(error, Forbidden):
            _log.info("a reader has blocked the bot, or a group removed it")
            return
        self._desk.metrics.failures.inc()
        _log.error("an update could not be handled", exc_info=error)
        if isinstance(update, Update) and not isinstance(error, TelegramError):
            await self._apologise(update)

    async def _apologise(self, update: Update) -> None:
        """Presses and inline queries have their own ways of saying so."""
        message, user = update.message or update.edited_message, update.effective_user
        if message and user:
            texts = (await self._desk.voice(user)).telegram
            await send(message, Reply(sentences(texts.failed)))


def _secret(settings: Settings) -> str:
    """What Telegram's calls to the webhook carry: made from the token, so that it survives a restart."""
    key = (settings.telegram.token or "").encode()
    return hmac.new(key, b"webhook", hashlib.sha256).hexdigest()
