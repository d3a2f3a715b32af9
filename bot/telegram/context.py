"""What every handler works with: the archive, the journal, the sentences in each language."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.configuration import messages
from bot.journal.conversations import place
from bot.journal.journal import Asked

if TYPE_CHECKING:
    from telegram import Message, User

    from bot.answering.inquiries import Inquiries, Response
    from bot.archive.library import Library
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.journal.conversations import Conversations
    from bot.journal.journal import Journal
    from bot.telegram.metrics import Metrics
    from bot.telegram.reader_limit import ReaderRateLimit

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class BotContext:
    """The parts of a running bot that its handlers share."""

    settings: Settings
    library: Library
    journal: Journal
    voices: dict[str, Messages]
    metrics: Metrics
    pace: ReaderRateLimit
    inquiries: Inquiries
    conversations: Conversations

    def reader(self, user: User) -> str:
        """Return the keyed hash that the journal knows a reader by."""
        return self.journal.reader(user.id)

    async def voice(self, user: User) -> Messages:
        """Return the sentences in the reader's own choice of language, else that of their Telegram, else ours."""
        chosen = await self.journal.language(self.reader(user))
        return self.voices[chosen or self._usual(user)]

    async def answer(
        self, user: User, near: Message, said: str, *, leaning: bool = True
    ) -> tuple[Response, str]:
        """Return the archive's answer to what a reader said in the chat of `near`, and the token it is kept under.

        Unless it is `leaning`, it is a whole question, whatever was asked before.
        """
        reader, private = self.reader(user), near.chat.type == ChatType.PRIVATE
        topic = near.message_thread_id if near.is_topic_message else None
        conversation = place(reader, near.chat_id, topic)
        begun = time.perf_counter()
        earlier = await self.conversations.earlier(conversation) if leaning else None
        told = await self.inquiries.ask(said, earlier, None if private else 1)
        seconds = time.perf_counter() - begun
        kind = "private" if private else "group"
        self.metrics.seconds.observe(seconds)
        self.metrics.questions.labels(kind, told.answer.verdict).inc()
        asked = Asked(reader, kind, told.answer, seconds * 1000, conversation)
        return told, await self.journal.log(asked)

    def _usual(self, user: User) -> str:
        language = (user.language_code or "")[:2].lower()
        return language if language in self.voices else self.settings.interface.language


def voices(settings: Settings) -> dict[str, Messages]:
    """Return the sentences of every language; raises SettingsError when one of their files is wrong."""
    return {language: messages.read(settings, language) for language in LANGUAGES}
