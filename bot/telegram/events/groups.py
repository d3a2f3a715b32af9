"""How the bot behaves in groups: it says once how to be asked, lists what works there, and moves with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send, send_to
from bot.telegram.reader_limit import RateCheck
from bot.telegram.readers.commands import ALONE, IN_GROUPS

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.telegram.context import BotContext

    Context = ContextTypes.DEFAULT_TYPE

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
PRESENT = {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR}


class GroupEvents:
    """The handlers of what happens to the bot in groups."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return the handlers of messages; they come before those of readers' messages."""
        return [
            CommandHandler("help", self.help, filters.ChatType.GROUPS & ~ALONE & filters.UpdateType.MESSAGE),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.on_migration),
        ]

    def standing(self) -> BaseHandler[Update, Context, None]:
        """Return the handler of what becomes of the bot in a group; channels have one of their own."""
        return ChatMemberHandler(self.on_standing, ChatMemberHandler.MY_CHAT_MEMBER)

    async def help(self, update: Update, callback_context: Context) -> None:
        """Say how to ask in a group, and list the commands that work there."""
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            return
        texts = (await self._context.messages_for(user)).telegram
        bot = callback_context.bot.username
        lines = [f"/{name}@{bot} — {getattr(texts.menu, name)}" for name in IN_GROUPS]
        await send(message, Reply(sentences("\n".join([texts.joined.format(bot=bot), *lines]))), quoting=True)

    async def on_standing(self, update: Update, callback_context: Context) -> None:
        """Say how to ask, in one sentence, once the bot comes into a group."""
        change = update.my_chat_member
        if change is None or change.chat.type not in GROUPS:
            return
        if change.old_chat_member.status not in PRESENT and change.new_chat_member.status in PRESENT:
            texts = (await self._context.messages_for(change.from_user)).telegram
            said = sentences(texts.joined.format(bot=callback_context.bot.username))
            await send_to(callback_context.bot, change.chat.id, Reply(said))

    async def on_migration(self, update: Update, _: Context) -> None:
        """Keep the conversations of a group that becomes a supergroup, under its new number."""
        message = update.effective_message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        await self._context.conversations.move(old, new)
