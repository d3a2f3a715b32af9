"""Asking: what a reader means is completed from the question before, narrowed by its filters, and asked."""

from __future__ import annotations

import datetime
import re
import time
from dataclasses import replace
from functools import partial
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Protocol

from bot.answering.telling.forms import LEAST, unanswered
from bot.answering.telling.quoted import names_all, plain_words
from bot.answering.telling.responses import Response
from bot.answering.telling.sides import stances
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.clitics import AND, without_conjunction
from retrieval.arabic.dates import MONTHS
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold
from retrieval.interpretation.grammar.subjects import STANCES, is_verb
from retrieval.interpretation.interpreter import Interpretation, Interpreter
from retrieval.interpretation.narrowing.filters import Facets, FilterCues
from retrieval.passages.attribution import speaks
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import Cues, tokens
from retrieval.records import Answer, Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from bot.catalogue.records import Holdings, Listing
    from bot.configuration.settings import Settings
    from bot.editorial.answers import EditorialAnswers
    from bot.editorial.records import ResolvedAnswer
    from retrieval.arabic.language import Language
    from retrieval.records import Article, Quote

_FRESH_SECONDS = 60.0
_ITS_OWN = folded(
    "عندك عندكم لديك لديكم جوابك جوابكم كلامك ردك متاعك متاعكم ديالك ديالكم تاعك تاعكم تبعك تبعكم"
    " بتاعك بتاعكم أرشيفك أرشيفكم"
)
_SAID = "ماذا قال {name}؟"
_STATEMENTS, _OWN = 8, 2  # quotes of somebody that are looked at, and that are shown
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = folded("شهر لشهر بشهر")
_DATED = 10  # quotes among which one may be of a month
_FEW = 3  # words
_DIGITS = 3  # of a number that names something; a year has four
_LITTLE = 0.1  # below what is fair
_WRITTEN = 60  # articles among which are those that somebody wrote


class Asks(Protocol):
    """The part of the library that answers."""

    async def ask(self, question: str, limit: int | None = ..., scope: Scope | None = ...) -> Answer: ...  # noqa: D102

    async def holdings(self) -> Holdings: ...  # noqa: D102

    async def browse(  # noqa: D102, PLR0913  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = ...,
    ) -> Listing: ...

    async def nearest(self, text: str, most: int) -> list[Article]: ...  # noqa: D102

    async def oldest(self) -> Article | None: ...  # noqa: D102

    async def at_url(self, url: str) -> Article | None: ...  # noqa: D102

    def knows(self, word: str) -> bool: ...  # noqa: D102

    def spelt(self, word: str) -> str | None: ...  # noqa: D102


class Inquiries:
    """Asks an archive what readers mean; the same for every surface."""

    def __init__(
        self,
        library: Asks,
        interpreter: Interpreter,
        editorial: EditorialAnswers | None = None,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self.library = library
        self.interpreter = interpreter
        self._editorial = editorial
        self._clock = clock
        self._today = today
        self._facets = Facets()
        self._until: float | None = None

    async def ask(self, said: str, earlier: str | None = None, limit: int | None = None) -> Response:
        """Return the answer to `said`, which may lean on the question `earlier`; raises what `Library.ask` does."""
        return await self.answer(self.interpreter.understand(said, earlier, await self.facets()), said, limit)

    async def answer(self, meant: Interpretation, said: str, limit: int | None = None) -> Response:
        """Return the answer to what was meant; filters within which there is none are loosened step by step."""
        answer = await self.library.ask(meant.asked, limit, meant.scope)
        kept, loosened = meant, tuple[str, ...]()
        if meant.filters and answer.verdict is Verdict.NOT_FOUND:
            for kept in looser(meant):
                answer = await self.library.ask(kept.asked, limit, kept.scope)
                if answer.verdict is Verdict.ANSWERED:
                    break
            loosened = beyond(meant, kept, answer)
        if answer.silent:
            answer = await self.by_author(answer.silent, kept, limit) or answer
        # What is said of Isnad is nothing that an article lacks.
        absent = "" if fold(answer.absent) in _ITS_OWN else answer.absent
        named = replace(answer, question=meant.question, absent=absent)
        return Response(
            meant,
            named,
            is_completed(meant.question, said),
            loosened,
            await self.editors_answer(meant.question),
        )

    async def among(self, question: str, limit: int | None, articles: Collection[str]) -> Answer:
        """Return what these articles have to say to a question; a few words, «المصدر (…)», say nothing."""
        answer = await self.library.ask(question, limit, Scope(articles=tuple(sorted(articles))))
        told = tuple(quote for quote in answer.quotes if len(quote.text.split()) > _FEW)
        found = told and answer.confidence >= LEAST
        return replace(answer, quotes=told, verdict=answer.verdict if found else Verdict.NOT_FOUND)

    async def by_author(self, name: str, meant: Interpretation, limit: int | None) -> Answer | None:
        """Return what articles that somebody wrote say of what that one is asked to have said; None for nothing."""
        written = [one for one in await self.written_by(name) if not meant.scope or meant.scope.holds(one)]
        if not written:
            return None
        scope = replace(meant.scope or Scope(), articles=tuple(sorted(one.id for one in written)))
        topic = meant.asked.partition(name)[2].strip(" ؟?")  # who reports says «قال» of others
        answer = await self.library.ask(topic or meant.asked, limit, scope)
        return answer if answer.verdict is Verdict.ANSWERED else None

    async def in_own_words(self, response: Response, saying: AbstractSet[str]) -> Response:
        """Return that somebody said nothing of what they are asked for with what they did say, nearest to it first.

        `saying` are the verbs of saying, folded. What others say of it is no answer, but what is told of a position is.
        """
        name = response.answer.silent
        if not name or response.answer.verdict is Verdict.ANSWERED:
            return response
        topic = self.interpreter.named(response.meant.asked.partition(name)[2])
        if not STANCES.isdisjoint(token.word for token in tokens(response.meant.asked)):
            near = await self.library.ask(" ".join([name, *topic]), _STATEMENTS, response.meant.scope)
            told = stances(name, topic, dict.fromkeys(one.article for one in near.quotes))
            if told:
                found = replace(
                    response.answer, verdict=Verdict.ANSWERED, confidence=FAIR_CONFIDENCE, silent=""
                )
                return replace(response, answer=replace(found, quotes=told[:_OWN]))
        answer = await self.library.ask(_SAID.format(name=name), _STATEMENTS, response.meant.scope)
        own = (quote for quote in answer.quotes if speaks(quote, name, saying))
        nearest = sorted(own, key=lambda quote: -sum(noun in fold(quote.text) for noun in topic))
        return replace(response, answer=replace(response.answer, quotes=tuple(nearest[:_OWN])))

    async def of_its_month(self, response: Response) -> Response:
        """Return the answer to what was in a month of a year with the quote first that names it.

        One of another month, «فيفري 2017» for «فيفري 2016», tells of something else.
        """
        answer, question = response.answer, response.meant.question
        asked = _months(question)
        first = answer.quotes[:1]
        if answer.verdict is not Verdict.ANSWERED or not asked or any(map(partial(_is_of, asked), first)):
            return response
        named = self.interpreter.named(question)
        nouns = [one for one in named if not (one.isdecimal() or one in MONTHS or one in _MONTH)]
        more = await self.library.ask(question, _DATED)
        told = [
            one
            for one in more.quotes
            if _is_of(asked, one) and names_all(" ".join(nouns), f"{one.article.title}\n{one.text}")
        ][:1]
        quotes = (*told, *(one for one in answer.quotes if one not in told)) if told else answer.quotes
        return replace(response, answer=replace(answer, quotes=quotes[: max(len(answer.quotes), len(told))]))

    async def written_by(self, name: str) -> tuple[Article, ...]:
        """Return the articles that somebody of that name wrote, the newest first."""
        named = {token.word for token in tokens(name)}
        near = await self.library.nearest(name, _WRITTEN) if named else []
        written = [one for one in near if named <= {token.word for token in tokens(one.author or "")}]
        return tuple(sorted(written, key=lambda one: one.published or datetime.date.min, reverse=True))

    async def editors_answer(self, question: str) -> ResolvedAnswer | None:
        """Return what the editors have answered to a question like this one."""
        return await self._editorial.to(question) if self._editorial else None

    async def further(
        self, questions: Sequence[str], shown: Collection[tuple[str, int, int]], most: int
    ) -> tuple[Quote, ...]:
        """Return at most so many quotes beyond those `shown` (article, start, end), by turns from each question."""
        limit = 2 * len(shown) + most  # what is shown may have been several quotes
        asked = [(await self.ask(question, None, limit)).answer for question in questions]
        turns = (
            quote for each in zip_longest(*(answer.quotes for answer in asked)) for quote in each if quote
        )
        fresh = {
            (q.article.id, q.start): q
            for q in turns
            if not any(q.article.id == of and start <= q.start and q.end <= end for of, start, end in shown)
        }
        return tuple(fresh.values())[:most]

    async def dropping(self, question: str, number: int) -> str:
        """Return a question without one of its filters (counted from 0)."""
        return self.interpreter.understand(question, None, await self.facets()).dropping(number)

    async def facets(self) -> Facets:
        """Return what the archive can be narrowed by, looked up once a minute."""
        now = self._clock()
        if self._until is None or now >= self._until:
            held = await self.library.holdings()
            self._facets = Facets(
                tuple(name for name, _ in held.outlets),
                held.first,
                sections=tuple(name for name, _ in held.sections),
                knows=self.library.knows,
                spelt=self.library.spelt,
                newest=held.last,
            )
            self._until = now + _FRESH_SECONDS
        return replace(self._facets, today=self._today())


def _months(text: str) -> frozenset[tuple[int, str]]:
    """Return the months with their years that a text names: «فيفري 2016»."""
    said = [without_conjunction(word, AND) for word in fold(text).replace("،", " ").split()]
    pairs = ((MONTHS.get(one), year.strip("؟?.,:()")) for one, year in pairwise(said))
    return frozenset((month, year) for month, year in pairs if month and _YEAR.fullmatch(year))


def _is_of(months: frozenset[tuple[int, str]], quote: Quote) -> bool:
    return months <= _months(f"{quote.article.title} {quote.text}")


def is_completed(question: str, said: str) -> bool:
    """Return whether a question has other words than what was said; their order makes no difference."""
    return question != said and sorted(token.word for token in tokens(question)) != sorted(
        token.word for token in tokens(said)
    )


def unless_numbered(response: Response, understood: Interpreter) -> Response:
    """Return an answer as a doubtful one where no article has the number that is a part of a name: «آيفون 15»."""
    said = tokens(response.meant.asked)
    nouns = [one.word for one in said if not is_verb(one.word, understood.cues)]
    passed = PREPOSITIONS | understood.language.question_words.keys() | MONTHS.keys()
    behind = [*(token.word for token in said[1:]), "", ""]
    numbers = {
        two
        for one, two, three in zip(said, behind, behind[1:], strict=False)
        if two.isdecimal() and len(two) <= _DIGITS and one.word in nouns and one.word not in passed
        if not three or three in PREPOSITIONS
    }
    texts = [f"{quote.article.title} {quote.article.text}" for quote in response.answer.quotes]
    met = not texts or any(numbers <= plain_words(text) for text in texts)
    sure = min(response.answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    return response if met else replace(response, answer=replace(response.answer, confidence=sure))


def likely(response: Response) -> Response:
    """Return an answer, or that there is none where it is too unsure to be shown as one."""
    answer = response.answer
    unsure = answer.verdict is Verdict.ANSWERED and answer.confidence < LEAST
    return unanswered(response) if unsure and not response.editorial else response


def looser(meant: Interpretation) -> Iterator[Interpretation]:
    """Yield the question with ever fewer of its filters: first each one alone less, at last without any."""
    if len(meant.filters) > 1:
        for gone in sorted(meant.filters, key=lambda found: found.dated):
            yield meant.keeping([found for found in meant.filters if found is not gone])
    # A date may belong to the question.
    undated = [found for found in meant.filters if not found.dated]
    if len(undated) < len(meant.filters):
        yield Interpretation(meant.widened)
    yield meant.keeping(())


def beyond(meant: Interpretation, kept: Interpretation, answer: Answer) -> tuple[str, ...]:
    """Return the filters that were loosened; none when the articles that are quoted are within them after all."""
    gone = [
        (found, label)
        for found, label in zip(meant.filters, meant.labels, strict=True)
        if label not in kept.labels
    ]
    if answer.verdict is Verdict.NOT_FOUND or any(
        all(found.scope.holds(quote.article) for found, _ in gone) for quote in answer.quotes[:1]
    ):
        return ()
    return tuple(label for _, label in gone)


def interpreter(settings: Settings, language: Language) -> Interpreter:
    """Return what understands questions; raises SettingsError when one of its word lists is wrong."""
    cues = configuration.plain_data(settings, "language.toml", Cues.from_table)
    filter_cues = configuration.plain_data(settings, "language.toml", FilterCues.from_table)
    return Interpreter(language, cues, filter_cues)
