"""What is asked again is not looked for again, unless the archive has changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from bot.answering.answer_cache import LONGEST, MOST, AnswerCache
from bot.catalogue.records import Holdings
from bot.errors import CommandError
from retrieval.records import Answer, Article, Quote, Scope, Verdict
from tests.support.unlisted import Unlisted

if TYPE_CHECKING:
    from bot.archive.index_builder import IndexedArchive


class Library(Unlisted):
    """Counts what it is asked."""

    def __init__(self, text: str = "نص") -> None:
        self.stands = cast("IndexedArchive", object())
        self.asked: list[str] = []
        self.failure: CommandError | None = None
        self._article = Article("1", "عنوان", text)

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        self.asked.append(question)
        await asyncio.sleep(0)
        if self.failure:
            raise self.failure
        return Answer(question, Verdict.ANSWERED, 0.9, (Quote(self._article, 0, 1, "ن", (), 1.0),))

    async def holdings(self) -> Holdings:
        return Holdings(1, (), None, None)


async def test_what_many_ask_at_once_is_looked_for_once() -> None:
    library = Library()
    recent = AnswerCache(library)
    answers = await asyncio.gather(
        *(recent.ask("أين؟") for _ in range(9)), recent.ask("أين؟", 1), recent.ask("متى؟")
    )
    assert library.asked == ["أين؟", "أين؟", "متى؟"]
    assert len({id(answer) for answer in answers}) == 3
    assert await recent.ask("أين؟", None, Scope(outlets=("النافذة",))) is not answers[0]
    assert (await recent.holdings()).articles == 1


async def test_another_edition_is_asked_anew() -> None:
    library = Library()
    recent = AnswerCache(library)
    await recent.ask("أين؟")
    library.stands = cast("IndexedArchive", object())
    await recent.ask("أين؟")
    assert len(library.asked) == 2


async def test_failures_and_long_articles_are_not_remembered() -> None:
    library = Library("ن" * (LONGEST + 1))
    recent = AnswerCache(library)
    await recent.ask("أين؟")
    await recent.ask("أين؟")
    library.failure = CommandError("no")
    for _ in range(2):
        with pytest.raises(CommandError):
            await recent.ask("متى؟")
    assert len(library.asked) == 4


async def test_who_stops_waiting_does_not_stop_others() -> None:
    recent = AnswerCache(Library())
    one, other = (asyncio.create_task(recent.ask("أين؟")) for _ in range(2))
    await asyncio.sleep(0)
    one.cancel()
    assert (await other).question == "أين؟"


async def test_what_was_asked_longest_ago_is_forgotten_first() -> None:
    library = Library()
    recent = AnswerCache(library)
    for number in range(MOST + 1):
        await recent.ask(str(number))
    await recent.ask(str(MOST))
    assert len(library.asked) == MOST + 1
    await recent.ask("0")
    assert len(library.asked) == MOST + 2
