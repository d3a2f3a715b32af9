"""Asking: what a reader means is completed from the question before, narrowed by its filters, and asked."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Protocol

from bot.answering.loosening import beyond, looser
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.clitics import without_joined_article
from retrieval.arabic.text import fold, words
from retrieval.interpretation.filters import Facets, FilterCues
from retrieval.interpretation.interpreter import Interpretation, Interpreter
from retrieval.interpretation.leaning import in_place
from retrieval.query.tokens import Cues
from retrieval.records import Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.catalogue.records import Holdings, Listing
    from bot.configuration.settings import Settings
    from bot.editorial.answers import EditorialAnswers
    from bot.editorial.records import ResolvedAnswer
    from retrieval.arabic.language import Language
    from retrieval.records import Answer, Article, Quote

_FRESH_SECONDS = 60.0
_USUAL = 3  # quotes
_LITTLE = 0.1  # confidence by which what names nothing may be surer by itself
_SHORT = 2  # letters of words that tell nothing of a story
_SHARED = 2  # words that two articles of one story share
_ENDINGS = ("ين", "ون", "ات", "ه")  # of many and of women


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


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to what was meant, under that question; `completed` when it is not what was said.

    `loosened` are the filters, in the reader's words, within which there was no answer; it is from beyond them.
    `editorial` is what the editors have answered to like questions.
    """

    meant: Interpretation
    answer: Answer
    completed: bool = False
    loosened: tuple[str, ...] = ()
    editorial: ResolvedAnswer | None = None

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the filters that the answer is within."""
        return tuple(label for label in self.meant.labels if label not in self.loosened)


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

    async def answer_after(
        self, meant: Interpretation, said: str, limit: int | None, shown: Collection[str]
    ) -> Response:
        """Return the answer to what was meant, or to it in the context of before, whose articles were `shown`.

        A question that names nothing by itself is, unless its own answer is from what was shown, or it is surer than
        the one in context. One that names little is if the one in context is from what was shown, where the common
        noun that it names stands, or from an article that tells of what was spoken of, and its own is not from what was
        shown.
        """
        alone = await self.answer(meant, said, limit)
        leant = meant.in_context if meant.may_lean else None
        if leant is None:
            refused = alone.completed and alone.answer.verdict is Verdict.NOT_FOUND
            return (await self._among(meant, said, limit, shown) or alone) if refused else alone
        same = _is_from(alone, shown)
        inside = await self.answer(leant, said, limit)
        if inside.answer.verdict is Verdict.NOT_FOUND or not (meant.leans or _is_from(inside, shown)):
            inside = await self._among(leant, said, limit, shown) or inside
        if inside.answer.verdict is Verdict.NOT_FOUND:
            # What names nothing, or «the minister», is not of whatever else has its words; «diabetes» may be.
            fair = alone.answer.confidence >= FAIR_CONFIDENCE and not self._is_of_something(meant.common)
            return inside if (meant.leans or (meant.common and not fair)) and not same else alone
        quoted = inside.answer.quotes[0].article
        near = _is_from(inside, shown) and (meant.leans or _tells_of(meant.common, quoted))
        found = alone.answer.verdict is Verdict.ANSWERED
        surer = not found or inside.answer.confidence >= alone.answer.confidence
        if meant.leans and not (same or near or surer):  # what was shown may tell it, though others tell more
            little = inside.answer.confidence >= alone.answer.confidence - _LITTLE
            return await self._among(leant, said, limit, shown) or (inside if little else alone)
        common = bool(meant.common) and not in_place(meant.question, meant.common)
        weak = common and alone.answer.confidence < FAIR_CONFIDENCE  # «منو القائد؟» is of what goes on
        if same:
            return alone
        if near or ((meant.leans or weak) and surer) or (common and _tells_of(meant.about, quoted)):
            return inside
        return _unanswered(inside) if self._is_side(meant.common) else alone

    def _is_side(self, noun: str) -> bool:
        """Return whether a noun is of something that happened: «المتورطين» are not those of whatever else has them."""
        return not self.interpreter.cues.sides.isdisjoint({noun, f"ال{noun}"})

    def _is_of_something(self, noun: str) -> bool:
        """Return whether a noun is a part or a person of something else, as «الوزير» is."""
        return noun in self.interpreter.cues.attributes or self._is_side(noun)

    async def turned(
        self, meant: Interpretation, said: str, limit: int | None, shown: Sequence[Quote]
    ) -> Response | None:
        """Return what was reported of the same after what was shown, or before it, where that is asked and found."""
        leant, day = meant.in_context, next((quote.article.published for quote in shown), None)
        if not meant.turned or leant is None or day is None:
            return None
        scope = Scope(first=day) if meant.turned > 0 else Scope(last=day - datetime.timedelta(days=1))
        answer = await self.library.ask(meant.about, (limit or _USUAL) + len(shown), scope)
        known = {(quote.article.id, quote.start, quote.end) for quote in shown}
        old = {quote.article.id for quote in shown}
        fresh = [
            q
            for q in answer.quotes
            if (q.article.id, q.start, q.end) not in known
            and (q.article.id in old or _goes_on(shown[0].article, q.article))
        ]
        quotes = sorted(fresh, key=lambda quote: quote.article.id in old)[: limit or _USUAL]
        if answer.verdict is not Verdict.ANSWERED or not quotes:
            return None
        told = replace(answer, question=leant.question, quotes=tuple(quotes))
        return Response(leant, told, leant.question != said)

    async def _among(
        self, meant: Interpretation, said: str, limit: int | None, articles: Collection[str]
    ) -> Response | None:
        """Return the answer that these articles have, if any."""
        if not articles:
            return None
        scope = Scope(articles=tuple(sorted(articles)))
        answer = await self.library.ask(meant.asked, limit, scope)
        return Response(meant, answer, meant.question != said) if answer.verdict is Verdict.ANSWERED else None

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
        named = replace(answer, question=meant.question)
        return Response(
            meant, named, meant.question != said, loosened, await self.editors_answer(meant.question)
        )

    async def editors_answer(self, question: str) -> ResolvedAnswer | None:
        """Return what the editors have answered to a question like this one."""
        return await self._editorial.to(question) if self._editorial else None

    async def further(
        self, questions: Sequence[str], shown: Collection[tuple[str, int, int]], most: int
    ) -> tuple[Quote, ...]:
        """Return at most so many quotes beyond those `shown` (article, start, end), by turns from each question."""
        asked = [(await self.ask(question, None, len(shown) + most)).answer for question in questions]
        turns = (
            quote for each in zip_longest(*(answer.quotes for answer in asked)) for quote in each if quote
        )
        fresh = {place: q for q in turns if (place := (q.article.id, q.start, q.end)) not in shown}
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
            )
            self._until = now + _FRESH_SECONDS
        return replace(self._facets, today=self._today())


def _is_from(response: Response, articles: Collection[str]) -> bool:
    """Return whether the best quote is from one of these articles."""
    return any(quote.article.id in articles for quote in response.answer.quotes[:1])


def _unanswered(response: Response) -> Response:
    """Return the same without an answer."""
    nothing = replace(response.answer, verdict=Verdict.NOT_FOUND, quotes=())
    return replace(response, answer=nothing, editorial=None)


def _tells_of(about: str, article: Article) -> bool:
    """Return whether an article has a word that begins with each of some nouns, of one or many; true for none."""
    written = _plain_words(f"{article.title}\n{article.text}")
    stems = [
        next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end)), word)
        for word in _plain_words(about)
    ]
    return all(any(word.startswith(stem) for word in written) for stem in stems)


def _plain_words(text: str) -> frozenset[str]:
    """Return the words of a text, folded and without the article."""
    return frozenset(without_joined_article(fold(text[a:b])) for a, b in words(text))


def _goes_on(article: Article, other: Article) -> bool:
    """Return whether another article has words enough of the headline of an article to go on with its story."""
    title, told = (
        {stem for a, b in words(text) if len(stem := without_joined_article(fold(text[a:b]))) > _SHORT}
        for text in (article.title, f"{other.title}\n{other.text}")
    )
    return len(title & told) >= min(max(_SHARED, len(title) // 3), len(title))


def interpreter(settings: Settings, language: Language) -> Interpreter:
    """Return what understands questions; raises SettingsError when one of its word lists is wrong."""
    cues = configuration.plain_data(settings, "language.toml", Cues.from_table)
    filter_cues = configuration.plain_data(settings, "language.toml", FilterCues.from_table)
    return Interpreter(language, cues, filter_cues)
