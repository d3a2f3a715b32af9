"""The application with every handler, in the order in which they are asked."""

from __future__ import annotations

import logging
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

from bot.telegram.admin.commands.router import VALUES_FIRST, AdminRouter
from bot.telegram.events.groups import GroupEvents
from bot.telegram.events.inline import Inline
from bot.telegram.events.reactions import Reactions
from bot.telegram.following.commands import FollowCommands
from bot.telegram.following.presses import FollowPresses
from bot.telegram.following.standing import FollowerStanding
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send
from bot.telegram.readers.buttons import ButtonHandler
from bot.telegram.readers.channel_posts import ChannelPosts
from bot.telegram.readers.commands import ReaderCommands
from bot.telegram.readers.gate import FIRST, Gate
from bot.telegram.readers.passages import Passages
from bot.telegram.readers.questions import QuestionHandler
from bot.telegram.readers.samples import Samples
from bot.telegram.transport.connections import KeptConnections, PollConnections
from bot.telegram.transport.rate_limiter import RetryingRateLimiter
from bot.web.transport import usual_trust

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.telegram.admin.context import AdminContext
    from bot.telegram.context import BotContext
    from bot.telegram.following.context import FollowingContext
    from bot.telegram.transport.chat_order import ChatOrder
    from bot.telegram.transport.message_ids import MessageIds

    App = Application[ExtBot[int], ContextTypes.DEFAULT_TYPE, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

BESIDE, BESIDE_FOLLOWERS = 1, 2
"""The handler groups of what is heard whoever else hears it."""
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
READ_SECONDS, CONNECT_SECONDS, POOL_SECONDS = 15.0, 10.0, 30.0


def build(context: AdminContext, following: FollowingContext, order: ChatOrder, ids: MessageIds) -> App:
    """Return the application with every handler; it fetches nothing by itself."""
    settings = context.base.settings
    telegram = settings.telegram
    builder = ApplicationBuilder().token(telegram.token or "").updater(None).job_queue(None)
    if telegram.api_url:
        root = telegram.api_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    seconds = READ_SECONDS, CONNECT_SECONDS, POOL_SECONDS
    builder = builder.request(KeptConnections(CONNECTIONS, *seconds, usual_trust()))
    builder = builder.get_updates_request(PollConnections(POLLING_CONNECTIONS, *seconds, usual_trust()))
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
    groups = GroupEvents(base)
    app.add_handlers(groups.handlers())
    app.add_handler(groups.standing(), BESIDE)
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
