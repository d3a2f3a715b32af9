"""What a killed process has left in an archive and its journal, read without changing it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.store import Store
from bot.configuration.settings import journal_of
from bot.journal.audit import Audit
from bot.journal.journal import Journal
from tests.trust.plan import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.trust.plan import Promise, Texts

ANSWERED = "SELECT question FROM editorial WHERE withdrawn IS NULL"
TOKENS = """SELECT token FROM questions JOIN feedback ON questions.id = feedback.question
    UNION SELECT replace(subject, ' ', '-') FROM followed"""


class LossError(AssertionError):
    """Something that was acknowledged is gone, or something is there that never was."""


@dataclass(frozen=True, slots=True)
class Left:
    """Articles by id, sources by name, ids that stay away, tokens of votes and follows, finished actions, answers."""

    texts: Texts
    sources: frozenset[str]
    withheld: frozenset[str]
    tokens: frozenset[str]
    actions: frozenset[str]
    answers: frozenset[str]

    @property
    def acknowledged(self) -> frozenset[str]:
        """all of the journal that somebody was answered for."""
        return self.tokens | self.actions

    def lacks(self, promise: Promise) -> frozenset[str]:
        """Return what of the journal was promised and is not there."""
        return (promise.tokens | promise.audited) - self.acknowledged


async def left_in(archive: Path) -> Left:
    """Return what stands in an archive, its journal and their logs; raises LossError where a file is not sound."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as aside:
        for file in (archive, journal_of(archive)):
            for part in _with_logs(file):
                shutil.copy(part, aside)
            _check(Path(aside) / file.name)
        return await _read(Path(aside) / archive.name)


async def _read(archive: Path) -> Left:
    async with Store.open(archive) as store, Journal.open(journal_of(archive)) as journal:
        return Left(
            {article.id: article.text async for article in store.stream()},
            frozenset(await store.sources()),
            await store.withheld(),
            frozenset(row["token"] for row in await journal.database.rows(TOKENS)),
            frozenset(
                entry.what for entry in await Audit(journal.database).latest(10**6) if entry.outcome == DONE
            ),
            frozenset(row["question"] for row in await store.database.rows(ANSWERED)),
        )


def _with_logs(file: Path) -> Iterator[Path]:
    yield from (part for log in ("", "-wal", "-journal") if (part := Path(f"{file}{log}")).exists())


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        for pragma in ("integrity_check", "foreign_key_check"):
            if (found := database.execute(f"PRAGMA {pragma}").fetchall()) not in ([("ok",)], []):
                raise LossError(f"{file.name}: {pragma}: {found[:5]}")
