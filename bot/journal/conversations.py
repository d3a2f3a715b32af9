"""Conversations: what a reader asked last fills up what they ask next, and filters in plain words narrow it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.configuration import settings as configuration
from retrieval.query.filters import Shelf
from retrieval.query.interpreter import Interpreter, Meant
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.archive.store import Holdings
    from bot.configuration.settings import Settings
    from bot.database.database import Database
    from retrieval.arabic.language import Language
    from retrieval.records import Answer, Scope

CONVERSATION_SECONDS = 15 * 60
"""How long after a question the next one may lean on it."""
_FRESH_SECONDS = 60.0

_EARLIER = """SELECT question FROM questions WHERE asked >= ? AND id =
    (SELECT question FROM conversations WHERE place = ?)"""
_DROPPED = "DELETE FROM conversations WHERE question IN (SELECT id FROM questions WHERE reader = ?)"


class Asks(Protocol):
    """The part of the library that answers."""

    async def ask(self, question: str, limit: int | None = ..., scope: Scope | None = ...) -> Answer: ...  # noqa: D102

    async def holdings(self) -> Holdings: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to what was meant, under that question; `completed` when it is not what was said.

    `widened` when the articles that the filters left had no answer, and others did.
    """

    meant: Meant
    answer: Answer
    completed: bool = False
    widened: bool = False


class Inquiries:
    """Asks an archive what readers mean; the same for every surface."""

    def __init__(
        self, library: Asks, interpreter: Interpreter, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._interpreter = interpreter
        self._clock = clock
        self._shelf = Shelf()
        self._until: float | None = None

    async def ask(self, said: str, earlier: str | None = None, limit: int | None = None) -> Told:
        """The answer to `said`, which may lean on the question `earlier`; raises what `Library.ask` does."""
        meant = self._interpreter.understand(said, earlier, await self._known())
        answer = await self._library.ask(meant.asked, limit, meant.scope)
        widened = False
        if meant.filters and answer.verdict is Verdict.NOT_FOUND:
            answer = await self._library.ask(meant.widened, limit, None)
            widened = answer.verdict is Verdict.ANSWERED
        named = replace(answer, question=meant.question)
        return Told(meant, named, meant.question != said, widened)

    async def dropping(self, question: str, number: int) -> str:
        """A question without one of its filters (counted from 0)."""
        return self._interpreter.understand(question, None, await self._known()).dropping(number)

    async def _known(self) -> Shelf:
        """What the archive can be narrowed by, looked up once a minute."""
        now = self._clock()
        if self._until is None or now >= self._until:
            held = await self._library.holdings()
            self._shelf = Shelf(tuple(name for name, _ in held.outlets), held.first)
            self._until = now + _FRESH_SECONDS
        return self._shelf


class Conversations:
    """The last question of each reader in each chat, kept in the journal's file as long as the question is."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def earlier(self, place: str) -> str | None:
        """The question that was asked last in a place, if that is not too long ago."""
        since = self._clock() - CONVERSATION_SECONDS
        rows = await self._database.rows(_EARLIER, [since, place])
        return str(rows[0]["question"]) if rows else None

    async def drop(self, reader: str) -> None:
        """Begin anew with a reader, wherever they asked."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_DROPPED, [reader])


def place(reader: str, chat: int, topic: int | None) -> str:
    """The name under which a reader's conversation in a chat, or in a topic of it, is kept."""
    return hashlib.sha256(f"{reader} {chat} {topic}".encode()).hexdigest()


def interpreter(settings: Settings, language: Language) -> Interpreter:
    """What understands questions; raises SettingsError when one of its word lists is wrong."""

    def build(table: Mapping[str, object]) -> Interpreter:
        return Interpreter.from_table(language, table)

    return configuration.plain_data(settings, "language.toml", build)
