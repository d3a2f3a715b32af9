"""The readers' commands, except /ask, which is a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.ext import CommandHandler, filters

from bot.telegram.messages import keyboards
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send
from bot.telegram.reader_limit import RateCheck
from retrieval.dialogue.turns import AboutBot, Browse, Sections, Topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from bot.telegram.readers.questions import QuestionHandler
    from bot.telegram.readers.samples import Samples
    from retrieval.dialogue.turns import Turn

    Context = ContextTypes.DEFAULT_TYPE
    Make = Callable[[Messages, str], Awaitable[Reply]]

IN_PRIVATE = (
    *("start", "ask", "latest", "sections", "sources", "follow", "following"),
    *("new", "language", "privacy", "forget", "help"),
)
ALONE = filters.ChatType.PRIVATE | filters.DIRECT_MESSAGES
"""Where nobody else reads along, be it under a channel."""
IN_GROUPS = ("ask", "latest", "sections", "sources", "follow", "following", "help")


class ReaderCommands:
    """One method a command: from the messages in the reader's language and the reader's hash to the reply."""

    def __init__(self, context: BotContext, samples: Samples, questions: QuestionHandler) -> None:
        self._context = context
        self._questions = questions
        self._samples = samples

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; in groups only some commands are heard."""
        named: dict[str, Make] = {
            "start": self.start,
            "help": self.help,
            "new": self.new,
            "language": self.language,
            "privacy": self.privacy,
            "forget": self.forget,
        }
        asked: dict[str, Turn] = {
            "latest": Browse(),
            "sections": Sections(),
            "sources": AboutBot(Topic.SOURCES),
        }
        callbacks = {name: partial(self._reply_by, make) for name, make in named.items()}
        callbacks |= {name: partial(self._reply_to, turn) for name, turn in asked.items()}
        return [
            CommandHandler(
                name,
                callback,
                filters.UpdateType.MESSAGE if name in IN_GROUPS else ALONE & filters.UpdateType.MESSAGE,
            )
            for name, callback in callbacks.items()
        ]

    async def on_other(self, update: Update, _: Context) -> None:
        """Say so of what is no command, or no text, where nobody else reads along."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or not ALONE.check_update(update):
            return
        if self._questions.pieces.belongs(message, message.text or ""):
            return
        texts = (await self._context.messages_for(user)).telegram
        await self._tell(update, Reply(sentences(texts.unknown_command if message.text else texts.only_text)))

    async def _reply_by(self, make: Make, update: Update, _: Context) -> None:
        if user := update.effective_user:
            reply = await make(await self._context.messages_for(user), self._context.reader(user))
            await self._tell(update, reply)

    async def _reply_to(self, turn: Turn, update: Update, _: Context) -> None:
        """Reply as to the words that ask for the same."""
        message, user = update.effective_message, update.effective_user
        if message and user:
            await self._tell(update, await self._questions.show(turn, message, user))

    async def _tell(self, update: Update, reply: Reply) -> None:
        """Send the reply, unless this reader floods."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        checked = self._context.reader_limit.check(self._context.reader(user))
        if checked is RateCheck.TOO_FAST:
            reply = Reply(sentences((await self._context.messages_for(user)).telegram.slow_down))
        if checked is not RateCheck.WARNED:
            await send(message, reply, quoting=message.chat.type != ChatType.PRIVATE)

    async def start(self, messages: Messages, _: str) -> Reply:
        """Welcome a reader, with questions to try."""
        texts = messages.telegram
        buttons = keyboards.samples(await self._samples.questions())
        return Reply(sentences("\n\n".join([texts.welcome, *([texts.samples] if buttons else [])])), buttons)

    async def help(self, messages: Messages, _: str) -> Reply:
        """List the commands."""
        texts = messages.telegram
        lines = [f"/{name} — {getattr(texts.menu, name)}" for name in IN_PRIVATE]
        return Reply(sentences("\n".join([texts.help, *lines])))

    async def new(self, messages: Messages, reader: str) -> Reply:
        """Forget the question before, so that the next one stands alone."""
        await self._context.conversations.drop(reader)
        self._questions.forget(reader)
        return Reply(sentences(messages.telegram.new))

    async def language(self, messages: Messages, _: str) -> Reply:
        """Offer the languages to choose from."""
        names = {code: language.telegram.name for code, language in self._context.messages.items()}
        return Reply(sentences(messages.telegram.language), keyboards.languages(names))

    async def privacy(self, messages: Messages, _: str) -> Reply:
        """Say what is kept of readers' questions."""
        return Reply(
            sentences(messages.telegram.privacy.format(days=self._context.settings.readers.keep_days))
        )

    async def forget(self, messages: Messages, reader: str) -> Reply:
        """Erase all that is kept of a reader."""
        wiped = await self._context.journal.forget(reader)
        self._questions.forget(reader)
        texts = messages.telegram
        return Reply(sentences(texts.forgotten if wiped else f"{texts.forgotten} {texts.forgotten_soon}"))
