"""Posts of the channels that the bot is in, as articles.

The Bot API tells of new and edited posts; of deleted ones it never does.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import MessageOriginChannel, MessageOriginChat, MessageOriginHiddenUser, MessageOriginUser
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.errors import StoreError
from retrieval.readers.feeds import telegram_export
from retrieval.records import Article

if TYPE_CHECKING:
    import datetime

    from telegram import Chat, Message, MessageOrigin, Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.sources.channel_posts import HeardChannel
    from bot.sources.service import SourceService

    Context = ContextTypes.DEFAULT_TYPE


_log = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0


class ChannelPosts:
    """The handler of what channels post."""

    def __init__(self, service: SourceService) -> None:
        self._service = service

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; they come before the handlers of readers' messages."""
        return [
            MessageHandler(filters.UpdateType.CHANNEL_POSTS, self.on_post),
            ChatMemberHandler(self.on_standing, ChatMemberHandler.MY_CHAT_MEMBER),
        ]

    async def on_standing(self, update: Update, _: Context) -> None:
        """Know a channel from the moment the bot joins it, so that it can be switched on before it posts."""
        change = update.my_chat_member
        if change and change.chat.type == ChatType.CHANNEL:
            await self._met(change.chat, change.date)

    async def on_post(self, update: Update, _: Context) -> None:
        """Let a post be added, if its channel is heard; where it cannot be written down, it is tried until it can.

        Meanwhile the update stays in the inbox, should the process end.
        """
        post = update.channel_post or update.edited_channel_post
        while post is not None:
            try:
                await self._take(post)
                post = None
            except StoreError as error:
                _log.warning("a post could not be written down, trying again: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _take(self, post: Message) -> None:
        chat = post.chat
        if not heard(await self._met(chat, post.date), self._service):
            return
        listed = self._service.listed.channel(chat.id, chat.username)
        read = article(post, listed.outlet if listed else "")
        if read is None:
            return
        is_news = len(read.text.split()) >= telegram_export.SHORTEST
        if is_news or read.id in await self._service.library.articles([read.id]):
            await self._service.posts.put(chat.id, read, int(post.date.timestamp()))

    async def _met(self, chat: Chat, at: datetime.datetime) -> HeardChannel:
        return await self._service.posts.meet(chat.id, chat.title or "", chat.username, int(at.timestamp()))


def heard(channel: HeardChannel, service: SourceService) -> bool:
    """Return whether a channel's posts are taken: as an admin switched it, else as the list of sources says."""
    if channel.heard is None:
        return service.listed.channel(channel.chat, channel.username) is not None
    return channel.heard


def article(post: Message, outlet: str) -> Article | None:
    """Return a post as an article of `outlet` or, without one, of the channel; None for a post without text.

    It is named and cut to lines as in an export of the channel, so that both give one article.
    """
    text = telegram_export.flattened(post.text or post.caption or "")
    if not text:
        return None
    # Telegram's own links and exports leave out the -100 that the Bot API puts in front of a channel's number.
    name, number = post.chat.username, str(post.chat.id).removeprefix("-100")
    return Article(
        id=f"tg-{name.lower() if name else number}-{post.message_id}",
        title=telegram_export.headline(text),
        text=text,
        outlet=_origin(post.forward_origin) or outlet or post.chat.title,
        author=post.author_signature,
        published=post.date.date(),
        url=f"https://t.me/{name or f'c/{number}'}/{post.message_id}",
    )


def _origin(origin: MessageOrigin | None) -> str | None:
    """Return whom a forwarded post is from."""
    match origin:
        case MessageOriginChannel():
            return origin.chat.title
        case MessageOriginChat():
            return origin.sender_chat.title
        case MessageOriginUser():
            return origin.sender_user.full_name
        case MessageOriginHiddenUser():
            return origin.sender_user_name
        case _:
            return None
