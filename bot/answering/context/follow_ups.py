"""Answers to questions that lean on what was shown before, or may be of the articles that were spoken of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.context.asked import Asked
from bot.answering.context.continuations import is_side
from bot.answering.context.last_article import names_some, names_whole
from bot.answering.context.stories import Stories
from bot.answering.inquiries import is_completed
from bot.answering.telling.forms import in_form, joined, unanswered
from bot.answering.telling.quoted import is_from, named_in, names_all, plain_words, tells_of
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.clitics import preposition, without_conjunction, without_pronoun
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold
from retrieval.interpretation.interpreter import Interpretation
from retrieval.interpretation.leaning import in_place
from retrieval.query.tokens import tokens
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.context.asked import Shown
    from bot.answering.inquiries import Inquiries
    from retrieval.records import Quote

_SAID = "ماذا قال {name}؟"
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_USUAL = 3  # quotes
# Confidence by which what names nothing may be surer by itself, and if an article tells of what was spoken of.
_LITTLE, _MUCH = 0.1, 0.3
_MOST = 0.6  # of the words that name what was asked before
_ANYONE = folded("ولد بنت طفل طفلة رجل راجل امرأة مرأة مرا شاب شابة فتى فتاة شخص زلمة")


class FollowUps:
    """Answers what may be of articles that were spoken of before."""

    def __init__(self, inquiries: Inquiries) -> None:
        self._inquiries = inquiries
        self._library = inquiries.library
        self._cues = inquiries.interpreter.cues
        self._stories = Stories(inquiries)

    async def answer(
        self,
        meant: Interpretation,
        said: str,
        limit: int | None,
        before: Shown,
    ) -> Response:
        """Return the answer to what was meant, after what was shown `before`.

        What goes on and is answered from others, or not at all, is asked of these, too: where they answer it as surely,
        they come first. Where nothing answers what leans on what was shown, the nearest of that is quoted.
        """
        shown, asked, understood = before.articles, Asked(said, limit, before), self._inquiries.interpreter
        response = await self._stories.of_story(meant, await self._in_context(meant, asked), asked)
        named = (
            await self._spoken(response)
            or await self._of_last(meant, asked, response)
            or await self._of_pointed(response, asked)
            or await self._of_same(meant, asked, response)
            or await self._of_other(asked, response)
        )
        if named:
            return named
        most = asked.limit or _USUAL
        goes_on = bool(shown) and (response.completed or meant.goes_on)
        of_first = await self._of_first(response, asked) if goes_on else None
        if of_first:
            return joined(of_first, response, most)
        if not goes_on or is_from(response, shown):
            return await self._stories.nearest(response, asked) or response
        found = response.answer.verdict is Verdict.ANSWERED
        unsure = not found or response.answer.confidence < FAIR_CONFIDENCE
        within = await self._surest_among(response, asked, shown)
        answers = within.answer.verdict is Verdict.ANSWERED and self._is_of_places(within)
        # What an article tells that has nothing of what was spoken of is no likely answer to «حبسوه؟».
        about = " ".join(understood.named(meant.about)) if meant.leans and unsure and not answers else ""
        strays = not all(tells_of(about, quote.article) for quote in response.answer.quotes[:1])
        if not found or strays:
            near = answers or self._is_near(meant, response, within)
            nearest = await self._nearest(meant, asked, within, near=near)
            shows = nearest is not None and bool(nearest.answer.quotes)
            return (None if shows else await self._stories.nearest(response, asked)) or nearest or response
        # «كم عمر الولد؟», whom an article may call a youth
        anyone = meant.may_lean and meant.common in _ANYONE
        surer = within.answer.confidence >= response.answer.confidence
        if answers and (anyone or surer or (unsure and meant.leans)):
            return joined(within, response, most)
        beside = answers and (response.completed or unsure)
        return joined(response, within, most) if beside or (response.completed and unsure) else response

    async def _nearest(
        self, meant: Interpretation, asked: Asked, within: Response, *, near: bool
    ) -> Response | None:
        """Return what is nearest to what nothing answers, `within` the articles that were shown if it is `near`."""
        understood, asks = self._inquiries.interpreter, within.meant.question
        who = understood.named(asks)[:1] if understood.asks_of_speech(asks) else ()
        # What others say is nothing of hers: «وقطر شو قالت؟»
        if not all(self._names(who[0], quote.text) for quote in within.answer.quotes[: len(who)]):
            return None
        unsure = within.answer.verdict is Verdict.NOT_FOUND and not is_from(within, asked.first)
        if near and unsure and asked.first:
            first = await self._surest_among(within, asked, asked.first)
            return first if first.answer.quotes else within
        leant = meant.in_context if meant.may_lean and meant.common and not within.completed else None
        if near and leant:  # «وين سكرو الطريق؟»
            answer = replace(within.answer, question=leant.question)
            return replace(within, meant=leant, answer=answer, completed=True)
        if near:
            return within
        # «وكم زائر مسموح باليوم؟» has no name of its own.
        leant = meant.in_context if meant.goes_on and not meant.names_itself else None
        return await self._answered_among(leant, asked) if leant else None

    async def _of_other(self, asked: Asked, response: Response) -> Response | None:
        """Return what is told of what a turn only names, «وماذا عن فرنسا؟», where no quote on the last question does.

        That is what the articles have that were `shown`, else any.
        """
        understood = self._inquiries.interpreter
        [word, *others] = [token.word for token in tokens(asked.said)] or [""]
        bare = without_conjunction(word, _AND)
        place = understood.places(asked.said) if understood.is_place(bare) and bare != word else ()
        named = understood.only_about(asked.said) or ("" if others else "".join(place))  # «وإيران؟»
        if not named or named not in response.meant.question:  # «وماذا عن عائلته؟»
            return None
        found = response.answer.verdict is Verdict.ANSWERED and response.answer.confidence >= _MUCH
        quotes = response.answer.quotes[:1] if found else ()
        if any(self._names(named, f"{one.article.title}\n{one.text}") for one in quotes):
            return None
        meant, shown = Interpretation(f"{named}؟"), asked.before.articles
        within = await self._inquiries.among(named, asked.limit, shown) if shown else None
        quotes = tuple(one for one in within.quotes if self._names(named, one.text)) if within else ()
        if within and quotes:
            sure = within.confidence if within.verdict is Verdict.ANSWERED else FAIR_CONFIDENCE
            told = replace(within, verdict=Verdict.ANSWERED, confidence=sure, absent="", silent="")
            told = replace(told, question=meant.question, quotes=quotes)
            return Response(meant, told, completed=True, echoed=False)
        return await self._inquiries.answer(meant, meant.question, asked.limit)

    def _names(self, noun: str, text: str) -> bool:
        """Return whether a text names a noun, or what is of it or governs it where it is a place."""
        word, understood = fold(noun), self._inquiries.interpreter
        roots = understood.roots_of_place(word) if understood.is_place(word) else [noun]
        return any(names_all(root, text) for root in roots)

    async def _spoken(self, response: Response) -> Response | None:
        """Return what somebody who said nothing of what was read for «عنه» said of what was spoken of before that."""
        name, topics = response.answer.silent, self._inquiries.interpreter.named(response.meant.after)
        if not (name and topics):
            return None
        answer = await self._library.ask(_SAID.format(name=name), None, response.meant.scope)
        quotes = tuple(one for one in answer.quotes if any(names_all(topic, one.text) for topic in topics))
        if answer.verdict is not Verdict.ANSWERED or not quotes:
            return None
        return replace(response, answer=replace(answer, question=response.meant.question, quotes=quotes))

    async def of_last_article(self, response: Response, said: str, last: Sequence[Quote]) -> Response:
        """Return what the article quoted first has for a turn that goes on from it, where nothing else answers that.

        What only points, «علاش وقع هادشي؟», is answered elsewhere by none but a sure answer.
        """
        answer, understood = response.answer, self._inquiries.interpreter
        points = any(token.word in self._cues.pointers for token in tokens(said))
        follows, found = understood.follows(said), answer.verdict is Verdict.ANSWERED
        fair = answer.confidence >= FAIR_CONFIDENCE or not (points or follows)
        kept = answer.silent or answer.declined or response.editorial or response.meant.filters
        if kept or not last or (found and fair):
            return response
        article = last[0].article
        joined_on = follows or response.meant.goes_on or points
        same = any(one.article.id == article.id for one in answer.quotes[:1])
        if not last[0].text or same or not joined_on:
            return response
        itself = response.meant.names_itself and not follows  # «مين كسب كأس العالم 2022؟»
        nouns = understood.named(said) if itself else understood.definite(said)
        if not tells_of(" ".join(nouns), article):
            return response
        within = await self._inquiries.among(understood.priced(said), _USUAL, {article.id})
        own = {one.surface for one in tokens(said) if without_pronoun(one.surface)}
        own &= {token.surface for quote in within.quotes[:1] for token in tokens(quote.text)}
        bound = not all(map(preposition, own))  # «وبقدر بيعه؟», «شرط عدم بيعه»
        if not within.quotes or (found and not (points or bound)):
            return response
        about = understood.about(said, await self._inquiries.facets())
        # «مين كسب كاس العالم» goes on from nothing that has neither
        if not (points or follows or bound or names_some(about, within.quotes)):
            return response
        told = replace(within, question=response.meant.question, absent="", silent="")
        if bound:
            told = replace(told, verdict=Verdict.ANSWERED, confidence=max(told.confidence, FAIR_CONFIDENCE))
        return in_form(replace(response, answer=told, completed=True, echoed=False))

    async def _of_last(self, meant: Interpretation, asked: Asked, response: Response) -> Response | None:
        """Return the answer on what the last quote named: «متى كان هذا الاجتماع؟» is of the meeting that it tells of.

        Another answer is kept where it is clearly surer.
        """
        last = asked.before.last
        named = named_in(last[0], meant.common) if last and meant.common and not meant.leans else ""
        named = "" if named and names_whole(meant.common, meant.question, last[0]) else named
        if named and self._inquiries.interpreter.asks_who(meant.question):  # «شكون المخرجة؟»
            named = meant.about
        leant = replace(meant, about=named).in_context if named else None
        if leant is None:
            return None
        inside = await self._inquiries.answer(leant, asked.said, asked.limit)
        answers = inside.answer.verdict is Verdict.ANSWERED and is_from(inside, {last[0].article.id})
        return (
            inside if answers and inside.answer.confidence >= response.answer.confidence - _LITTLE else None
        )

    async def _of_pointed(self, response: Response, asked: Asked) -> Response | None:
        """Return what the article quoted first has to say of the noun that a question points at, where it names that.

        No other article is asked of «البرنامج هذا» then, however surely it tells of another one.
        """
        understood, first = self._inquiries.interpreter, asked.before.last[:1]
        noun = understood.noun_pointed_at(asked.said)
        if not noun or not first:
            return None
        # «لماذا أطلق على متلازمة ستوكهولم هذا الاسم؟» says of what it is.
        names = [
            word
            for word in understood.named(asked.said)
            if understood.is_name(word) or understood.is_place(word)
        ]
        if not tells_of(" ".join([noun, *names]), first[0].article):
            return None
        within = await self._surest_among(response, asked, asked.first)
        named = tuple(one for one in within.answer.quotes if names_all(noun, one.text))
        quotes = (
            named
            or tuple(one for one in asked.before.last if names_all(noun, one.text))
            or within.answer.quotes
        )
        sure = min(within.answer.confidence, FAIR_CONFIDENCE)
        answer = replace(within.answer, confidence=sure, quotes=quotes[:_USUAL])
        return replace(within, answer=answer, completed=True)

    async def _of_first(self, response: Response, asked: Asked) -> Response | None:
        """Return the answer of the article that was quoted first, where that is surer than the one from others."""
        if not asked.first or is_from(response, asked.first):
            return None
        within = await self._surest_among(response, asked, asked.first)
        alone = not asked.before.last[0].text  # the only headline of a list
        within = in_form(within) if alone and response.meant.after else within
        answers = within.answer.verdict is Verdict.ANSWERED and self._is_of_places(within)
        found = response.answer.verdict is Verdict.ANSWERED
        # Who holds an office is who does where that is spoken of.
        least = _MUCH if alone or (response.meant.common and not response.meant.may_lean) else 0.0
        surer = not found or within.answer.confidence >= response.answer.confidence - least
        return within if answers and surer else None

    async def _of_same(self, meant: Interpretation, asked: Asked, response: Response) -> Response | None:
        """Return what the article quoted first has for a turn that names nothing, where another one answers that.

        The other's answer is kept where it tells of as much of what was asked before, or is sure and tells of most.
        """
        first, found = asked.before.last[:1], response.answer.verdict is Verdict.ANSWERED
        nouns = self._inquiries.interpreter.named(asked.before.question)
        if not (first and first[0].text and nouns and found) or is_from(response, asked.before.articles):
            return None
        bare = response.completed and not self._inquiries.interpreter.named(asked.said)  # «وين باش يركبوها؟»
        if not (bare or self._goes_on_from(meant, asked)):
            return None
        told, other = (
            sum(tells_of(noun, article) for noun in nouns) / len(nouns)
            for article in (first[0].article, response.answer.quotes[0].article)
        )
        sure = response.answer.confidence >= FAIR_CONFIDENCE
        if other >= told or (sure and other >= _MOST):
            return None
        within = await self._surest_among(response, asked, asked.first)
        if within.answer.verdict is Verdict.NOT_FOUND and not response.completed:
            within = replace(within, completed=True, echoed=False)
        return within if within.answer.quotes else None

    def _goes_on_from(self, meant: Interpretation, asked: Asked) -> bool:
        """Return whether a turn names nothing by itself, or goes on with nouns of the article quoted first."""
        understood = self._inquiries.interpreter
        named, nouns = understood.named(asked.said), understood.definite(asked.said)
        own = any(understood.is_name(noun) or understood.is_place(noun) for noun in named)
        article = asked.before.last[0].article
        tells = tells_of(" ".join(nouns or named), article)
        joins = understood.follows(asked.said) or bool(understood.noun_pointed_at(asked.said))
        tells = tells or (joins and any(tells_of(noun, article) for noun in nouns))
        return meant.leans or (meant.goes_on and not own and tells)

    async def _surest_among(self, response: Response, asked: Asked, articles: Collection[str]) -> Response:
        """Return what some articles have to say to a question as it was meant or as it was said."""
        questions = [response.meant.asked, *([asked.said] if response.completed else [])]
        answers = [await self._inquiries.among(one, asked.limit, articles) for one in questions]
        best = max(
            answers, key=lambda one: (one.verdict is Verdict.ANSWERED, bool(one.quotes), one.confidence)
        )
        named = replace(best, question=response.meant.question)
        return replace(response, answer=named)

    async def _in_context(self, meant: Interpretation, asked: Asked) -> Response:
        """Return the answer to what was meant, or to it in the context of before, whose articles were `shown`.

        A question that names nothing by itself is, unless its own answer is from what was shown, or it is surer than
        the one in context. One that names little is if the one in context is from what was shown, where the common
        noun that it names stands, or from an article that tells of what was spoken of, and its own is not from what was
        shown.
        """
        alone = await self._inquiries.answer(meant, asked.said, asked.limit)
        leant = meant.in_context if meant.may_lean else None
        if leant is None:
            return await self._stories.pointing_back(meant, alone, asked)
        same = is_from(alone, asked.before.articles)
        inside = await self._inquiries.answer(leant, asked.said, asked.limit)
        if inside.answer.verdict is Verdict.NOT_FOUND or not (
            meant.leans or is_from(inside, asked.before.articles)
        ):
            inside = await self._answered_among(leant, asked) or inside
        if self._inquiries.interpreter.only_done(asked.said):
            return await self._of_deed(inside, asked)
        if inside.answer.verdict is Verdict.NOT_FOUND:
            # What names nothing, or «the minister», is not of whatever else has its words; «diabetes» may be.
            fair = alone.answer.confidence >= FAIR_CONFIDENCE and not self._is_of_something(meant.common)
            neither = meant.goes_on and alone.answer.verdict is Verdict.NOT_FOUND
            # Of «والجزائر؟» or «الدينار بقداش» there may be headlines.
            found = alone.answer.verdict is Verdict.ANSWERED
            of_nothing = not (found or self._is_of_something(meant.common))
            named = bool(meant.common) and (self._inquiries.interpreter.is_place(meant.common) or of_nothing)
            leans = meant.leans or (meant.common and not (fair or named)) or (neither and not named)
            doubtful = meant.leans and alone.answer.confidence < FAIR_CONFIDENCE  # «كم قتيل»
            return inside if leans and (doubtful or not same) else alone
        return await self._of_both(meant, alone, inside, asked)

    async def _of_deed(self, inside: Response, asked: Asked) -> Response:
        """Return the answer to what only names what was done, «ونزل على ايه؟», in the context of before.

        It is from what was shown, or from an article that tells of all that was spoken of; else nothing answers it.
        """
        within = await self._answered_among(inside.meant, asked)
        if within or not asked.before.articles:
            return within or inside
        about = " ".join(self._inquiries.interpreter.named(inside.meant.after))
        told = all(tells_of(about, one.article) for one in inside.answer.quotes[:1])
        return (
            inside
            if told
            else in_form(await self._surest_among(unanswered(inside), asked, asked.before.articles))
        )

    async def _of_both(
        self, meant: Interpretation, alone: Response, inside: Response, asked: Asked
    ) -> Response:
        """Return which answer a question gets, its own or the one in context, which there is: see `_in_context`."""
        leant, same = inside.meant, is_from(alone, asked.before.articles)
        quoted = inside.answer.quotes[0].article
        anyone = meant.common in _ANYONE
        near = is_from(inside, asked.before.articles) and (
            meant.leans or anyone or tells_of(meant.common, quoted)
        )
        found = alone.answer.verdict is Verdict.ANSWERED
        surer = not found or inside.answer.confidence >= alone.answer.confidence
        if meant.leans and not (same or near or surer):  # what was shown may tell it, though others tell more
            least = _MUCH if tells_of(meant.about, quoted) else _LITTLE
            little = inside.answer.confidence >= alone.answer.confidence - least
            return await self._answered_among(leant, asked) or (inside if little else alone)
        common = bool(meant.common) and not in_place(meant.question, meant.common)
        weak = common and alone.answer.confidence < FAIR_CONFIDENCE  # «منو القائد؟» is of what goes on
        # By themselves «قال» or «متى» find anything in what was shown.
        if same and not (meant.leans and near and not meant.common):
            return alone
        if common and not tells_of(meant.common, quoted):  # «ومين اللي أنقذ الرضيع؟», of whom another tells
            told = await self._answered_among(meant, asked)
            quotes = told.answer.quotes if told else ()
            telling = tuple(quote for quote in quotes if tells_of(meant.common, quote.article))
            if told and telling:
                return replace(told, answer=replace(told.answer, quotes=telling))
        if near or ((meant.leans or weak) and surer) or (common and tells_of(meant.about, quoted)):
            return inside
        return unanswered(inside) if is_side(meant.common, self._cues) else alone

    def _is_of_places(self, within: Response) -> bool:
        """Return whether the article of the best quote tells of the places that a question names."""
        places = " ".join(self._inquiries.interpreter.places(within.meant.asked))
        return all(tells_of(places, quote.article) for quote in within.answer.quotes[:1])

    def _is_near(self, meant: Interpretation, response: Response, within: Response) -> bool:
        """Return whether what is nearest may be of a question: of its common noun, or the quote has all its names."""
        # A common noun may be of nothing before.
        common = meant.common if meant.may_lean and not meant.leans else ""
        told = [tells_of(common, quote.article) for quote in within.answer.quotes]
        if common and meant.goes_on and any(told):
            return True  # «وين سكرو الطريق؟»
        if response.completed and (not common or is_side(common, self._cues) or any(told)):
            return True
        named = frozenset(map(fold, self._inquiries.interpreter.named(meant.asked)))  # «نيمار يلعب؟»
        nearest = [plain_words(quote.text) for quote in within.answer.quotes[:1]]
        return meant.goes_on and bool(named) and any(named <= words for words in nearest)

    def _is_of_something(self, noun: str) -> bool:
        """Return whether a noun is a part or a person of something else, as «الوزير» is."""
        return noun in self._cues.attributes or is_side(noun, self._cues)

    async def _answered_among(self, meant: Interpretation, asked: Asked) -> Response | None:
        """Return the answer that the articles have that were shown, if any."""
        if not asked.before.articles:
            return None
        answer = await self._inquiries.among(meant.asked, asked.limit, asked.before.articles)
        return (
            Response(meant, answer, is_completed(meant.question, asked.said))
            if answer.verdict is Verdict.ANSWERED
            else None
        )
