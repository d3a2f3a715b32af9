"""What readers asked and how they were answered, in a file beside the archive, for buttons and for the editors.

A reader is known by a keyed hash of their id alone; the key is made with the file and never leaves it.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import secrets
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.database.rows import listed
from bot.journal.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence
    from pathlib import Path

    from bot.database.group_commit import Statement
    from retrieval.records import Answer, Quote

_ASKED = """INSERT INTO questions (token, reader, asked, place, question, verdict, confidence, milliseconds)
    VALUES (:token, :reader, :asked, :place, :question, :verdict, :confidence, :milliseconds)"""
_QUOTED = "INSERT OR REPLACE INTO quotes SELECT id, ?, ?, ?, ? FROM questions WHERE token = ?"
_REPLIED = "INSERT OR REPLACE INTO replies SELECT ?, ?, id FROM questions WHERE token = ?"
_VOTED = "INSERT OR REPLACE INTO feedback SELECT id, ?, ? FROM questions WHERE token = ?"
_UNVOTED = "DELETE FROM feedback WHERE reader = ? AND question = (SELECT id FROM questions WHERE token = ?)"
_CONTINUED = "INSERT OR REPLACE INTO conversations SELECT ?, id FROM questions WHERE token = ?"
_OF_ARTICLES = """SELECT tables.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.name = 'article'"""
_CITED = """SELECT quotes.* FROM quotes JOIN questions ON questions.id = quotes.question
    WHERE token = ? AND number = ?"""
_ANSWERED = "SELECT token FROM questions WHERE id = (SELECT question FROM replies WHERE message = ?)"
_KEPT = "SELECT question, confidence FROM questions WHERE token = ?"
_KEPT_QUOTES = """SELECT article, start, text FROM quotes
    WHERE question = (SELECT id FROM questions WHERE token = ?) ORDER BY number"""
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One answered question: by whom (a keyed hash), where (private, group), and after how long.

    `conversation` names the conversation whose last question it now is.
    """

    reader: str
    place: str
    answer: Answer
    milliseconds: float
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote that was shown: its article's id, where it began and its words at that time."""

    article: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A question as it was understood, how sure its answer was (0…1), and its quotes in order."""

    question: str
    confidence: float
    cited: tuple[Cited, ...]


class Journal:
    """The open journal; get one from `open`. Its tokens name questions in buttons and cannot be guessed."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], float]) -> None:
        self.database = database
        self._key = key
        self._clock = clock
        # A process may have died before the log was emptied.
        self._unwiped = True
        # Asked for with every message, changed by few: kept at hand.
        self._languages: dict[str, str] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, clock: Callable[[], float] = time.time) -> AsyncIterator[Self]:
        """Open the file, creating it where there is none; raises StoreError (see `Database.open`)."""
        async with Database.open(path, JOURNAL) as database:
            [row] = await database.rows("SELECT key FROM secret")
            journal = cls(database, row["key"], clock)
            for chosen in await database.rows("SELECT reader, language FROM readers"):
                journal._languages[chosen["reader"]] = chosen["language"]
            yield journal

    def reader(self, user_id: int) -> str:
        """Return the keyed hash under which a reader is known."""
        return self._hash(f"reader {user_id}")

    def masked(self, chat: int, reader: str) -> int:
        """Return a chat's number as it is kept beside the keyed hash of whose it is; masked twice, it is itself.

        The mask is a keyed hash, too (HMAC as a pseudo-random function), another one for each reader.
        """
        return chat ^ int(self._hash(f"chat {reader}")[:14], 16)

    async def language(self, reader: str) -> str | None:
        """Return the language the reader chose."""
        return self._languages.get(reader)

    async def speak(self, reader: str, language: str) -> None:
        """Remember the language the reader chose."""
        async with self.database.transaction() as transaction:
            await transaction.execute("INSERT OR REPLACE INTO readers VALUES (?, ?)", [reader, language])
        self._languages[reader] = language

    async def log(self, asked: Asked) -> str:
        """Keep a question with the quotes that answer it and return its token."""
        token = secrets.token_urlsafe(9)
        continued = [(_CONTINUED, [asked.conversation, token])] if asked.conversation else []
        cited = _cited(token, 1, asked.answer.quotes)
        row = {
            "token": token,
            "reader": asked.reader,
            "asked": int(self._clock()),
            "place": asked.place,
            "question": asked.answer.question,
            "verdict": asked.answer.verdict,
            "confidence": asked.answer.confidence,
            "milliseconds": asked.milliseconds,
        }
        await self.database.write((_ASKED, row), *cited, *continued)
        return token

    async def cite(self, token: str, first: int, quotes: Sequence[Quote]) -> None:
        """Keep further quotes for a question, numbered from `first`."""
        await self.database.write(*_cited(token, first, quotes))

    async def question(self, token: str) -> str | None:
        """Return the words of a question; None when it is not (or no longer) kept."""
        rows = await self.database.rows("SELECT question FROM questions WHERE token = ?", [token])
        return str(rows[0]["question"]) if rows else None

    async def cited(self, token: str, number: int) -> Cited | None:
        """Return quote `number` (from 1) of a question; None when it is not (or no longer) kept."""
        rows = await self.database.rows(_CITED, [token, number])
        return Cited(rows[0]["article"], rows[0]["start"], rows[0]["text"]) if rows else None

    async def vote(self, token: str, reader: str, *, helpful: bool) -> bool:
        """Keep a reader's judgement of an answer, the last one of each; return False when the question is gone."""
        await self.database.write((_VOTED, [reader, helpful, token]))
        return await self.question(token) is not None

    async def unvote(self, token: str, reader: str) -> None:
        """Erase a reader's judgement of an answer."""
        await self.database.write((_UNVOTED, [reader, token]))

    async def report(self, token: str) -> bool:
        """Put a question on the editors' list; return False when it is gone."""
        async with self.database.transaction() as transaction:
            await transaction.execute("UPDATE questions SET reported = 1 WHERE token = ?", [token])
        return await self.question(token) is not None

    async def replied(self, chat: int, message: int, reply: int, token: str) -> None:
        """Keep which message answered which, under a keyed hash of the one that asked."""
        asking, answering = self._message(chat, message), self._message(chat, reply, "answer")
        await self.database.write((_REPLIED, [asking, reply, token]), (_REPLIED, [answering, reply, token]))

    async def asker(self, token: str) -> str | None:
        """Return the reader who asked a question; None when it is not (or no longer) kept."""
        rows = await self.database.rows("SELECT reader FROM questions WHERE token = ?", [token])
        return str(rows[0]["reader"]) if rows else None

    async def reply_to(self, chat: int, message: int) -> int | None:
        """Return the id of the message that answered `message`."""
        where = [self._message(chat, message)]
        rows = await self.database.rows("SELECT reply FROM replies WHERE message = ?", where)
        return int(rows[0]["reply"]) if rows else None

    async def answered_by(self, chat: int, reply: int) -> str | None:
        """Return the token of the question that the bot's message `reply` answered."""
        rows = await self.database.rows(_ANSWERED, [self._message(chat, reply, "answer")])
        return str(rows[0]["token"]) if rows else None

    async def answer(self, token: str) -> KeptAnswer | None:
        """Return what is kept of a question and its quotes; None when it is not (or no longer) kept."""
        asked = await self.database.rows(_KEPT, [token])
        if not asked:
            return None
        quotes = await self.database.rows(_KEPT_QUOTES, [token])
        cited = tuple(Cited(row["article"], row["start"], row["text"]) for row in quotes)
        return KeptAnswer(asked[0]["question"], asked[0]["confidence"], cited)

    async def offer(self, question: str) -> str:
        """Keep a sample question and return the token for its button, always the same one."""
        token = self._hash(f"sample {question}")[:12]
        if await self.offered(token) is None:
            async with self.database.transaction() as transaction:
                await transaction.execute("INSERT OR IGNORE INTO samples VALUES (?, ?)", [token, question])
        return token

    async def offered(self, token: str) -> str | None:
        """Return the sample question of a button."""
        rows = await self.database.rows("SELECT question FROM samples WHERE token = ?", [token])
        return str(rows[0]["question"]) if rows else None

    async def forget(self, reader: str) -> bool:
        """Erase all that is kept of a reader, from the file's free pages and its log, too.

        False where the log has to wait for another process that reads; see `wipe`.
        """
        async with self.database.transaction() as transaction:
            for table in ("feedback", "questions", "readers", "followers"):
                await transaction.execute(f"DELETE FROM {table} WHERE reader = ?", [reader])  # noqa: S608
        self._languages.pop(reader, None)
        self._unwiped = not await self.database.checkpoint()
        return not self._unwiped

    async def wipe(self) -> None:
        """Erase from the log what could not be while another process was reading."""
        if self._unwiped:
            self._unwiped = not await self.database.checkpoint()

    async def erase_articles(self, ids: Collection[str], headlines: Collection[str]) -> None:
        """Erase what was quoted from these articles, or made from any: quotes, sample questions, drafts.

        A table tells by a column `article` which one its rows are of; messages that wait to be sent by the headline
        in them.
        """
        tables = await self.database.rows(_OF_ARTICLES)
        async with self.database.transaction() as transaction:
            for table in tables:
                erased = f"DELETE FROM {table['name']} WHERE article IN (SELECT value FROM json_each(?))"  # noqa: S608
                await transaction.execute(erased, [listed(ids)])
            await transaction.execute("DELETE FROM samples")
            await transaction.execute("DELETE FROM editing WHERE draft IS NOT NULL")
            written = [(html.escape(headline, quote=False),) for headline in headlines if headline]
            await transaction.repeat("DELETE FROM sendings WHERE instr(html, ?) > 0", written)
        await Drafts(self.database).erase(ids)

    async def prune(self, days: int) -> None:
        """Erase the questions that are older than so many days."""
        async with self.database.transaction() as transaction:
            await transaction.execute("DELETE FROM questions WHERE asked < ?", [self._clock() - days * _DAY])

    def _message(self, chat: int, message: int, kind: str = "message") -> str:
        return self._hash(f"{kind} {chat} {message}")

    def _hash(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _cited(token: str, first: int, quotes: Sequence[Quote]) -> list[Statement]:
    return [
        (_QUOTED, [number, quote.article.id, quote.start, quote.text, token])
        for number, quote in enumerate(quotes, first)
    ]
