"""What every handler works with: the archive, the journal, the sentences in each language."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.journal import Asked
from bot.messages import Messages

if TYPE_CHECKING:
    from telegram import User

    from bot.journal import Journal
    from bot.library import Library
    from bot.settings import Settings
    from bot.telegram.metrics import Metrics
    from bot.telegram.pace import Pace
    from retrieval.records import Answer

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of a running bot that its handlers share."""

    settings: Settings
    library: Library
    journal: Journal
    voices: dict[str, Messages]
    metrics: Metrics
    pace: Pace

    def reader(self, user: User) -> str:
        """The keyed hash that the journal knows a reader by."""
        return self.journal.reader(user.id)

    async def voice(self, user: User) -> Messages:
        """The sentences in the reader's own choice of language, else that of their Telegram, else ours."""
        chosen = await self.journal.language(self.reader(user))
        return self.voices[chosen or self._usual(user)]

    async def answer(self, user: User, place: str, question: str) -> tuple[Answer, str]:
        """The archive's answer to a reader's question, and the token it is kept under."""
        begun = time.perf_counter()
        found = await self.library.ask(question, 1 if place == "group" else None)
        seconds = time.perf_counter() - begun
        self.metrics.seconds.observe(seconds)
        self.metrics.questions.labels(place, found.verdict).inc()
        return found, await self.journal.log(Asked(self.reader(user), place, found, seconds * 1000))

    def _usual(self, user: User) -> str:
        language = (user.language_code or "")[:2].lower()
        return language if language in self.voices else self.settings.interface.language


def voices(settings: Settings) -> dict[str, Messages]:
    """The sentences of every language; raises SettingsError when one of their files is wrong."""
    return {
        language: configuration.plain_data(settings, f"messages.{language}.toml", Messages.from_table)
        for language in LANGUAGES
    }
