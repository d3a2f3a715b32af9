"""The readers' commands, except /ask, which is a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.ext import CommandHandler, filters

from bot.rendering.texts import holdings, one_line
from bot.telegram.messages import keyboards
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send
from bot.telegram.reader_limit import Turn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram import Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from bot.telegram.readers.samples import Samples

    Context = ContextTypes.DEFAULT_TYPE
    Make = Callable[[Messages, str], Awaitable[Reply]]

IN_PRIVATE = ("start", "ask", "new", "sources", "language", "privacy", "forget", "help")
IN_GROUPS = ("ask", "sources", "help")
_OUTLETS = 20


class ReaderCommands:
    """One method a command: from the reader's language and hash to the reply."""

    def __init__(self, desk: BotContext, samples: Samples) -> None:
        self._desk = desk
        self._samples = samples

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; in groups only some commands are heard."""
        named: dict[str, Make] = {
            "start": self._start,
            "help": self._help,
            "new": self._new,
            "sources": self._sources,
            "language": self._language,
            "privacy": self._privacy,
            "forget": self._forget,
        }
        return [
            CommandHandler(
                name,
                self._handler(make),
                filters.UpdateType.MESSAGE
                if name in IN_GROUPS
                else filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE,
            )
            for name, make in named.items()
        ]

    async def on_other(self, update: Update, _: Context) -> None:
        """Say so of what is no command, or no text, in a private chat."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or message.chat.type != ChatType.PRIVATE:
            return
        texts = (await self._desk.voice(user)).telegram
        await self._tell(update, Reply(sentences(texts.unknown_command if message.text else texts.only_text)))

    def _handler(self, make: Make) -> Callable[[Update, Context], Coroutine[None, None, None]]:
        async def handle(update: Update, _: Context) -> None:
            if user := update.effective_user:
                voice = await self._desk.voice(user)
                await self._tell(update, await make(voice, self._desk.reader(user)))

        return handle

    async def _tell(self, update: Update, reply: Reply) -> None:
        """Send the reply, unless this reader floods."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        turn = self._desk.pace.turn(self._desk.reader(user))
        if turn is Turn.TOO_FAST:
            reply = Reply(sentences((await self._desk.voice(user)).telegram.slow_down))
        if turn is not Turn.TOLD:
            await send(message, reply, quoting=message.chat.type != ChatType.PRIVATE)

    async def _start(self, messages: Messages, _: str) -> Reply:
        texts = messages.telegram
        buttons = keyboards.samples(await self._samples.offered())
        return Reply(sentences("\n\n".join([texts.welcome, *([texts.samples] if buttons else [])])), buttons)

    async def _help(self, messages: Messages, _: str) -> Reply:
        texts = messages.telegram
        lines = [f"/{name} — {getattr(texts.menu, name)}" for name in IN_PRIVATE]
        return Reply(sentences("\n".join([texts.help, *lines])))

    async def _new(self, messages: Messages, reader: str) -> Reply:
        await self._desk.conversations.drop(reader)
        return Reply(sentences(messages.telegram.new))

    async def _sources(self, messages: Messages, _: str) -> Reply:
        held = await self._desk.library.holdings()
        lines = [
            messages.sources.outlet.format(
                articles=messages.sources.articles.of(count), outlet=clipped(one_line(outlet), 60)
            )
            for outlet, count in held.outlets[:_OUTLETS]
        ]
        return Reply(sentences("\n".join([holdings(held, messages), *(f"• {line}" for line in lines)])))

    async def _language(self, messages: Messages, _: str) -> Reply:
        names = {code: voice.telegram.name for code, voice in self._desk.voices.items()}
        return Reply(sentences(messages.telegram.language), keyboards.languages(names))

    async def _privacy(self, messages: Messages, _: str) -> Reply:
        return Reply(sentences(messages.telegram.privacy.format(days=self._desk.settings.readers.keep_days)))

    async def _forget(self, messages: Messages, reader: str) -> Reply:
        await self._desk.journal.forget(reader)
        return Reply(sentences(messages.telegram.forgotten))
