"""What becomes of followers: readers who block the bot are forgotten, groups that get another number go on under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.following.records import Follower, Rhythm

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.telegram.following.context import FollowingContext

    Context = ContextTypes.DEFAULT_TYPE

_OUT = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}


class FollowerStanding:
    """The handlers of what Telegram says of followers; others hear it, too."""

    def __init__(self, context: FollowingContext) -> None:
        self._journal = context.base.journal
        self._store = context.store

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know."""
        return [
            ChatMemberHandler(self.on_standing, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.on_migration),
        ]

    async def on_standing(self, update: Update, _: Context) -> None:
        """Forget what a chat follows into which the bot may not write any more."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in _OUT:
            await self._store.drop(self._journal.reader(change.chat.id))

    async def on_migration(self, update: Update, _: Context) -> None:
        """Go on under the new number of a group that has become a supergroup."""
        message = update.effective_message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        moved = Follower(self._journal.reader(new), new, "", Rhythm())
        await self._store.moved(self._journal.reader(old), moved)
