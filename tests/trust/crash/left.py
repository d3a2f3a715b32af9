"""What a killed process has left in an archive and its journal, read without changing it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.archive.store import Store
from bot.configuration.settings import journal_of
from bot.journal.audit import Audit
from bot.journal.journal import Journal
from bot.semantic.model import opened
from tests.trust.crash.plan import DONE

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterable, Iterator

    from bot.archive.library import Library
    from retrieval.semantic.encoder import Encoder
    from tests.trust.crash.plan import Promise, Texts

ANSWERED = "SELECT question FROM editorial WHERE withdrawn IS NULL"
TOKENS = """SELECT token FROM questions JOIN feedback ON questions.id = feedback.question
    UNION SELECT replace(subject, ' ', '-') FROM followed"""


COMPARED = 2
"""Passages whose vectors are made anew after each kill: that takes a tenth of a second each."""
ROUNDED = 2e-3
"""How far numbers between -1 and 1 may differ that were rounded to half precision."""


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


def files_of(archive: Path) -> list[Path]:
    """All files of an archive: its own, its journal's and their logs, its index and its vectors."""
    beside = archive.parent.glob(f"{archive.name}*")
    return [file for place in beside for file in (place, *place.rglob("*")) if file.is_file()]


def words_in(files: Iterable[Path], words: Collection[str]) -> dict[str, list[str]]:
    """Which of the words stand in which files."""
    contents = {file.name: file.read_bytes() for file in files} if words else {}
    found = {word: [name for name, held in contents.items() if word.encode() in held] for word in words}
    return {word: names for word, names in found.items() if names}


async def right_vectors(library: Library, dice: random.Random) -> int:
    """Compare some vectors that are kept with what the encoder makes of their passages; return how many.

    Raises LossError where one is not of its passage, or any differs from its checksum.
    """
    meaning, vectors = await library.index.reading.meaning(), library.index.reading.vectors
    if meaning is None or vectors is None:
        return 0
    if damaged := vectors.damaged():
        raise LossError(f"the vectors of {damaged} passages are damaged")
    indexed = await library.edition()
    numbers, keys = indexed.archive.standing()
    known = numbers[vectors.known(keys)].tolist()
    chosen = indexed.archive.unread(np.array(sorted(dice.sample(known, min(COMPARED, len(known)))), np.int64))
    articles = await library.store.articles({passage.article for passage in chosen})
    for passage in chosen:
        article, held = articles[passage.article], vectors.held(passage.key)
        said = [article.text[start:end] for start, end in passage.sentences]
        made = encoder(library.settings.model).passage(article.title, said)
        kept = np.concatenate([held.passage[None], held.sentences]) if held else np.zeros(0)
        if kept.shape != made.shape or not np.allclose(kept, made, atol=ROUNDED):
            raise LossError(f"a passage of {article.id} has the vectors of another one")
    return len(chosen)


@cache
def encoder(folder: Path) -> Encoder:
    """The encoder, opened once."""
    return opened(folder)


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
