"""What readers asked in vain: questions without an answer, with a thumb down, or reported; like ones together.

Two questions are alike when their words, but for question words, have the same stems in any order.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.text import fold_text
from retrieval.query.question import understand
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.database.database import Database
    from retrieval.arabic.language import Language

MOST = 20_000
"""Questions that are looked at, the latest ones."""
_KEY_BYTES = 12
_ASKED = """SELECT question, asked, verdict = :missed AS missed, reported,
        EXISTS (SELECT 1 FROM feedback WHERE feedback.question = questions.id AND NOT helpful) AS disliked
    FROM questions WHERE missed OR reported OR disliked ORDER BY asked DESC, id DESC LIMIT :most"""
_FORGOTTEN = "DELETE FROM settled WHERE at < (SELECT min(asked) FROM questions)"


@dataclass(frozen=True, slots=True)
class Group:
    """Like questions: the wordings, the commonest first, how often they were asked, and when last.

    Of those askings, `missed` found no answer, `disliked` had a thumb down, `reported` were sent to the editors.
    """

    key: str
    wordings: tuple[str, ...]
    asked: int
    last: datetime.datetime
    missed: int
    disliked: int
    reported: int

    @classmethod
    def of(cls, key: str, askings: Sequence[_Asking]) -> Group:
        """Sum up askings of like questions, the latest first."""
        wordings = Counter(" ".join(asking.question.split()) for asking in askings)
        last = max(asking.at for asking in askings)
        return cls(
            key,
            tuple(wording for wording, _ in wordings.most_common()),
            len(askings),
            datetime.datetime.fromtimestamp(last, datetime.UTC),
            sum(asking.missed for asking in askings),
            sum(asking.disliked for asking in askings),
            sum(asking.reported for asking in askings),
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    question: str
    at: int
    missed: bool
    disliked: bool
    reported: bool


class Unanswered:
    """The editors' list."""

    def __init__(
        self, database: Database, language: Language, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._language = language
        self._clock = clock
        self._keys: dict[str, str] = {}

    @cached_property
    def _analyser(self) -> Analyser:
        """Return the analyser, made in the thread that needs it first: it takes a moment."""
        return Analyser(self._language)

    async def groups(self) -> list[Group]:
        """Return what is on the list, most asked first; what was settled comes back when it is asked again."""
        where = {"missed": Verdict.NOT_FOUND, "most": MOST}
        askings = [
            _Asking(row["question"], row["asked"], row["missed"], row["disliked"], row["reported"])
            for row in await self._database.rows(_ASKED, where)
        ]
        rows = await self._database.rows("SELECT stems, at FROM settled")
        settled = {row["stems"].hex(): row["at"] for row in rows}
        return await asyncio.to_thread(self._grouped, askings, settled)

    async def group(self, key: str) -> Group | None:
        """Return the group of that key, if it is on the list."""
        return next((group for group in await self.groups() if group.key == key), None)

    async def settle(self, key: str) -> None:
        """Take a group off the list."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_FORGOTTEN)
            done = [bytes.fromhex(key), int(self._clock())]
            await transaction.execute("INSERT OR REPLACE INTO settled VALUES (?, ?)", done)

    def _grouped(self, askings: Sequence[_Asking], settled: Mapping[str, int]) -> list[Group]:
        # Only what is on the list now is remembered until the next time.
        questions = {asking.question for asking in askings}
        self._keys = {question: self._keys.get(question) or self._key(question) for question in questions}
        alike = defaultdict[str, list[_Asking]](list)  # the latest asked first, as the askings are
        for asking in askings:
            key = self._keys[asking.question]
            if asking.at > settled.get(key, -1):
                alike[key].append(asking)
        groups = [Group.of(key, found) for key, found in alike.items()]
        return sorted(groups, key=lambda group: (-group.asked, -group.last.timestamp()))

    def _key(self, question: str) -> str:
        """Return a digest of what makes questions alike: it does not keep what a reader has had erased."""
        understood = understand(question, self._analyser, self._language)
        stems = sorted(word.form.stem for word in understood.words)
        same = " ".join(stems) or fold_text(question).text
        return hashlib.blake2b(same.encode(errors="replace"), digest_size=_KEY_BYTES).hexdigest()
