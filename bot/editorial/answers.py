"""The editors' answers of an archive, kept in its file, and which of them a question asks for."""

from __future__ import annotations

import asyncio
import datetime
import time
from typing import TYPE_CHECKING

import msgspec

from bot.editorial.records import AnswerKind, EditorsAnswer, ResolvedAnswer, Written
from retrieval.records import Quote
from retrieval.standing.likeness import KnownQuestions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from bot.archive.library import Library

MOST_SOURCES = 5
_PUT = """INSERT INTO editorial (question, kind, text, article, start, sources, author, name, written)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_EDITED = """UPDATE editorial SET question = ?, kind = ?, text = ?, article = ?, start = ?, sources = ?, edited = ?
    WHERE number = ? AND withdrawn IS NULL"""
_STANDING = "SELECT * FROM editorial WHERE withdrawn IS NULL ORDER BY number DESC"


class EditorialAnswers:
    """Reads, finds and writes them; what another process wrote is known once the archive changes or is asked anew."""

    def __init__(self, library: Library, clock: Callable[[], float] = time.time) -> None:
        self._library = library
        self._clock = clock
        self._known: KnownQuestions | None = None
        self._answers: dict[int, EditorsAnswer] = {}
        self._loading = asyncio.Lock()
        self._edition = 0
        self.listeners: list[Callable[[], None]] = []
        """Called whenever an answer was written or edited."""
        library.listeners.append(self._forget)

    async def find(self, question: str) -> EditorsAnswer | None:
        """Return the latest answer that stands to a question like this one."""
        await self._load()
        return self._alike(question)

    async def unanswered(self, questions: Collection[str]) -> set[str]:
        """Return those of the questions to which no answer stands."""
        await self._load()
        return await asyncio.to_thread(lambda: {one for one in questions if self._alike(one) is None})

    async def shown(self, answer: EditorsAnswer) -> ResolvedAnswer | None:
        """Return an answer as readers see it; None where the passage that it points to is gone."""
        written = answer.written
        ids = [*written.sources, *([written.article] if written.article else [])]
        held = await self._library.articles(ids)
        sources = tuple(
            held.get(source, source)
            for source in written.sources
            if source in held or source.startswith(("http://", "https://"))
        )
        if written.kind is not AnswerKind.PASSAGE:
            return ResolvedAnswer(answer, None, sources)
        article = await self._library.catalogue.quoted(written.article or "", written.text)
        start = article.text.find(written.text) if article else -1
        if article is None or start < 0:
            return None
        if article.text.startswith(written.text, written.start):
            start = written.start
        return ResolvedAnswer(
            answer, Quote(article, start, start + len(written.text), written.text, (), 0.0), sources
        )

    async def to(self, question: str) -> ResolvedAnswer | None:
        """Return the answer that stands to a question like this one, as readers see it."""
        answer = await self.find(question)
        return await self.shown(answer) if answer else None

    async def get(self, number: int) -> EditorsAnswer | None:
        """Return the answer of that number, if it stands."""
        await self._load()
        return self._answers.get(number)

    async def standing(self) -> list[EditorsAnswer]:
        """Return the answers that stand, the latest first."""
        await self._load()
        return list(self._answers.values())

    async def all(self) -> list[EditorsAnswer]:
        """Return all answers, those that were withdrawn, too, in the order in which they were written."""
        rows = await self._library.database.rows("SELECT * FROM editorial ORDER BY number")
        return list(map(_answer, rows))

    async def write(self, written: Written, author: int, name: str) -> int:
        """Keep an answer, and return its number."""
        async with self._library.database.transaction() as transaction:
            await transaction.execute(_PUT, [*_values(written), author, name, int(self._clock())])
            [row] = await transaction.rows("SELECT last_insert_rowid() AS number")
        self._tell()
        return int(row["number"])

    async def edit(self, number: int, written: Written) -> bool:
        """Let an answer say something else; return False where it does not stand any more."""
        async with self._library.database.transaction() as transaction:
            await transaction.execute(_EDITED, [*_values(written), int(self._clock()), number])
            [row] = await transaction.rows("SELECT changes() AS n")
        self._tell()
        return bool(row["n"])

    async def withdraw(self, number: int) -> bool:
        """Give an answer to readers no more, and keep it; return False where it did not stand."""
        async with self._library.database.transaction() as transaction:
            await transaction.execute(
                "UPDATE editorial SET withdrawn = ? WHERE number = ? AND withdrawn IS NULL",
                [int(self._clock()), number],
            )
            [row] = await transaction.rows("SELECT changes() AS n")
        self._forget()
        return bool(row["n"])

    def _tell(self) -> None:
        self._forget()
        for listener in self.listeners:
            listener()

    def _forget(self) -> None:
        self._known = None
        self._edition += 1

    def _alike(self, question: str) -> EditorsAnswer | None:
        known = self._known
        number = next(iter(known.alike(question)), None) if known and self._answers else None
        return self._answers.get(number) if number is not None else None

    async def _load(self) -> None:
        """Know the answers that stand."""
        async with self._loading:
            while self._known is None:
                edition = self._edition
                answers = list(map(_answer, await self._library.database.rows(_STANDING)))
                known = await asyncio.to_thread(self._read, answers)
                # What was written meanwhile is read, too.
                if edition == self._edition:
                    self._known, self._answers = known, {answer.number: answer for answer in answers}

    def _read(self, answers: Sequence[EditorsAnswer]) -> KnownQuestions:
        known = KnownQuestions(self._library.language, self._library.knows)
        for answer in answers:
            known.put(answer.number, answer.written.question)
        return known


def _values(written: Written) -> list[object]:
    sources = msgspec.json.encode(written.sources).decode()
    return [written.question, written.kind, written.text, written.article, written.start, sources]


def _answer(row: sqlite3.Row) -> EditorsAnswer:
    written = Written(
        row["question"],
        AnswerKind(row["kind"]),
        row["text"],
        row["article"],
        row["start"],
        tuple(msgspec.json.decode(row["sources"])),
    )
    return EditorsAnswer(
        row["number"],
        written,
        row["author"],
        row["name"],
        _time(row["written"]),
        _maybe(row["edited"]),
        _maybe(row["withdrawn"]),
    )


def _time(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def _maybe(seconds: int | None) -> datetime.datetime | None:
    return None if seconds is None else _time(seconds)
