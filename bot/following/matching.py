"""New articles held against what is followed: which of it each names or answers, and in what words."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.following.arrivals import Arrivals
from bot.following.records import Kind, News
from retrieval.arabic.analysis import Analyser
from retrieval.records import Verdict
from retrieval.standing.percolation import PartPercolator, Percolator, TextStems

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping

    from bot.archive.library import Library
    from bot.editorial.answers import EditorialAnswers
    from bot.following.records import Followed
    from bot.following.store import Following
    from retrieval.records import Article
    from retrieval.standing.percolation import Subject

_log = logging.getLogger(__name__)

AT_ONCE = 50
"""Articles whose news is kept in one transaction."""
QUESTION_WORDS = 3
"""A subject of so many words is asked, too: an article may answer it that lacks a word of it."""
WHOLE = {Kind.SECTION, Kind.OUTLET}
"""What every article is news of that belongs to it."""
_AGAIN_SECONDS = 20.0


class Matcher:
    """Holds every new article against all that is followed; `tell` is called whenever there may be news."""

    def __init__(
        self, following: Following, library: Library, editorial: EditorialAnswers, tell: Callable[[], None]
    ) -> None:
        self._following = following
        self._arrivals = Arrivals(library)
        self._library = library
        self._editorial = editorial
        self._tell = tell
        self._changed = asyncio.Event()
        self._stems = TextStems(Analyser(library.language))
        self._named = Percolator(library.settings.retrieval.passages)
        self._met = PartPercolator()
        self._followed: dict[int, tuple[Followed, Subject]] = {}
        self._by_subject: dict[Subject, dict[int, Followed]] = defaultdict(dict)
        self._whole: dict[tuple[Kind, str], dict[int, Followed]] = defaultdict(dict)
        self._questions: dict[Subject, dict[int, Followed]] = defaultdict(dict)

    async def run(self) -> None:
        """Look at what has come whenever the archive changes, until cancelled."""
        self._library.listeners.append(self._changed.set)
        self._editorial.listeners.append(self._changed.set)
        while True:
            self._changed.clear()
            try:
                await self.look()
            except BotError as error:
                _log.error("new articles could not be held against what is followed, trying again: %s", error)
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            await self._changed.wait()

    async def look(self) -> None:
        """Hold what has come since the last time against what is followed."""
        # Know what is followed now.
        numbers = await self._following.numbers()
        for number in self._followed.keys() - numbers:
            self._forget(*self._followed.pop(number))
        for one in await self._following.only(numbers - self._followed.keys()):
            subject = () if one.topic.kind in WHOLE else await self._arrivals.stems(one.topic.subject)
            self._followed[one.id] = (one, subject)
            self._keep(one, subject)
        if news := [one async for one in self._editors()]:
            await self._following.note(news)
            self._tell()
        before, latest = await self._following.percolated(), await self._arrivals.latest()
        if before is None or latest < before:
            await self._following.begin_anew(latest)
            return
        after = before
        while self._followed and (arrived := await self._arrivals.since(after, AT_ONCE)):
            news = [one async for one in self._news(arrived)]
            after = max(arrived)
            await self._following.note(news, after)
            self._tell()
        if max(after, latest) > before:
            await self._following.note([], max(after, latest))

    async def _editors(self) -> AsyncIterator[News]:
        """Yield the answers that the editors have given to questions that wait for one."""
        waiting = [one for one, _ in self._followed.values() if one.topic.kind is Kind.QUESTION]
        missing = await self._editorial.unanswered({one.topic.subject for one in waiting})
        for one in waiting:
            if one.topic.subject not in missing and (answer := await self._editorial.find(one.topic.subject)):
                yield News(one, -answer.number, answer=answer.number)

    def _keep(self, one: Followed, subject: Subject) -> None:
        if one.topic.kind in WHOLE:
            self._whole[one.topic.kind, one.topic.subject][one.id] = one
        if one.topic.kind is Kind.SUBJECT:
            self._named.put(subject)
            self._by_subject[subject][one.id] = one
        if _is_asked(one, subject):
            self._met.put(subject)
            self._questions[subject][one.id] = one

    def _forget(self, one: Followed, subject: Subject) -> None:
        if one.topic.kind in WHOLE:
            del self._whole[one.topic.kind, one.topic.subject][one.id]
        if one.topic.kind is Kind.SUBJECT:
            del self._by_subject[subject][one.id]
            if not self._by_subject[subject]:
                self._named.drop(subject)
        if _is_asked(one, subject):
            del self._questions[subject][one.id]
            if not self._questions[subject]:
                self._met.drop(subject)

    async def _news(self, arrived: Mapping[int, Article]) -> AsyncIterator[News]:
        """Yield what these articles, by number, tell."""
        stories = await self._arrivals.stories([article.id for article in arrived.values()])
        asked: dict[int, Followed] = {}
        for number, article in arrived.items():
            named, met = await asyncio.to_thread(self._percolated, article)
            story = stories.get(article.id, number)
            groups = [self._by_subject[subject] for subject in named]
            groups.append(self._whole.get((Kind.SECTION, article.section or ""), {}))
            groups.append(self._whole.get((Kind.OUTLET, article.outlet or ""), {}))
            for group in groups:
                concerned = _open(group.values(), number, article)
                if not concerned:
                    continue
                topic = concerned[0].topic
                # Who follows all articles is shown what says best what the headline does.
                wanted = article.title if topic.kind in WHOLE else topic.subject
                if quote := await self._arrivals.quotable(wanted, article.id):
                    for one in concerned:
                        yield News(one, story, article.id, quote.start, quote.text)
            for subject in met:
                group = self._questions[subject]
                asked |= {one.id: one for one in _open(group.values(), number, article)}
        async for news in self._answers(list(asked.values()), arrived, stories):
            yield news

    def _percolated(self, article: Article) -> tuple[set[Subject], set[Subject]]:
        title, text = self._stems.of(article.title), self._stems.of(article.text)
        return self._named.named(title, text), self._met.met(title, text)

    async def _answers(
        self, asked: list[Followed], arrived: Mapping[int, Article], stories: Mapping[str, int]
    ) -> AsyncIterator[News]:
        """Yield the new articles from which the archive now answers what is asked, as it would answer a reader."""
        numbers = {article.id: number for number, article in arrived.items()}
        by_words: dict[str, list[Followed]] = defaultdict(list)
        for one in asked:
            by_words[one.topic.subject].append(one)
        for question, group in by_words.items():
            answer = await self._library.ask(question)
            if answer.verdict is not Verdict.ANSWERED:
                continue
            for quote in answer.quotes:
                number = numbers.get(quote.article.id, 0)
                for one in _open(group, number, quote.article):
                    story = stories.get(quote.article.id, number)
                    yield News(one, story, quote.article.id, quote.start, quote.text)


def _is_asked(one: Followed, subject: Subject) -> bool:
    """Return whether the archive is asked about it."""
    return one.topic.kind is Kind.QUESTION or (
        one.topic.kind is Kind.SUBJECT and len(subject) >= QUESTION_WORDS
    )


def _open(group: Iterable[Followed], number: int, article: Article) -> list[Followed]:
    """Return those of a group for whom the article of that number is new, and of where they look."""
    return [one for one in group if one.after < number and one.topic.admits(article)]
