"""What every handler works with: the archive, the journal, the messages in each language."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from telegram.constants import ChatType

from bot.answering.answer_cache import AnswerCache
from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.responder import responder
from bot.configuration import messages
from bot.editorial.answers import EditorialAnswers
from bot.journal.callback_handles import Handles
from bot.journal.conversations import Conversations, place
from bot.journal.journal import Asked
from bot.telegram.metrics import Metrics
from bot.telegram.reader_limit import PressLimit, ReaderRateLimit

if TYPE_CHECKING:
    from telegram import Message, User

    from bot.answering.responder import Responder
    from bot.answering.telling.responses import Response
    from bot.archive.library import Library
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.journal.journal import Journal

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class BotContext:
    """The parts of a running bot that its handlers share."""

    settings: Settings
    library: Library
    journal: Journal
    messages: dict[str, Messages]
    metrics: Metrics
    reader_limit: ReaderRateLimit
    press_limit: PressLimit
    inquiries: Inquiries
    conversations: Conversations
    responder: Responder
    handles: Handles
    editorial: EditorialAnswers

    @classmethod
    def of(cls, settings: Settings, library: Library, journal: Journal) -> Self:
        """Return the context of a bot on an archive and a journal; raises SettingsError for a wrong message file."""
        spoken = messages_by_language(settings)
        editorial = EditorialAnswers(library)
        inquiries = Inquiries(AnswerCache(library), interpreter(settings, library.language), editorial)
        return cls(
            settings,
            library,
            journal,
            spoken,
            Metrics(coverage=lambda: library.index.reading.coverage),
            ReaderRateLimit(settings.readers.questions_a_minute),
            PressLimit(settings.readers.questions_a_minute),
            inquiries,
            Conversations(journal.database),
            responder(inquiries, settings, library.language, spoken["en"]),
            Handles(journal.database),
            editorial,
        )

    def reader(self, user: User) -> str:
        """Return the keyed hash that the journal knows a reader by."""
        return self.journal.reader(user.id)

    def pressed_too_often(self, user: User, near: Message) -> bool:
        """Count a press on a button of the message `near`; return whether the reader pressed too many."""
        return self.press_limit.exceeded(self.reader(user), private=near.chat.type == ChatType.PRIVATE)

    async def messages_for(self, user: User) -> Messages:
        """Return the messages in the reader's own choice of language, else that of their Telegram, else ours."""
        chosen = await self.journal.language(self.reader(user))
        usual = (user.language_code or "")[:2].lower()
        return self.messages[
            chosen or (usual if usual in self.messages else self.settings.interface.language)
        ]

    async def answer(self, user: User, near: Message, said: str) -> tuple[Response, str]:
        """Return the archive's answer to a whole question in the chat of `near`, and the token it is kept under."""
        begun = time.perf_counter()
        response = await self.inquiries.ask(said, None, None if near.chat.type == ChatType.PRIVATE else 1)
        return response, await self.log(user, near, response, time.perf_counter() - begun)

    async def log(self, user: User, near: Message, response: Response, seconds: float) -> str:
        """Count a question that was answered after so many seconds in the chat of `near`, and return its token."""
        reader, private = self.reader(user), near.chat.type == ChatType.PRIVATE
        topic = near.message_thread_id if near.is_topic_message else None
        kind = "private" if private else "group"
        self.metrics.seconds.observe(seconds)
        self.metrics.questions.labels(kind, response.answer.verdict).inc()
        conversation = place(reader, near.chat_id, topic)
        return await self.journal.log(Asked(reader, kind, response.answer, seconds * 1000, conversation))


def messages_by_language(settings: Settings) -> dict[str, Messages]:
    """Return the messages of every language; raises SettingsError when one of their files is wrong."""
    return {language: messages.read(settings, language) for language in LANGUAGES}
