"""A question or several → the reply to them, after what was said and shown before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.context.asked import Shown
from bot.answering.context.continuations import Continuations
from bot.answering.context.follow_ups import FollowUps
from bot.answering.context.last_article import LastArticle, dated_sentence, last_quotes, lasting_sentence
from bot.answering.context.that import of_that
from bot.answering.inquiries import is_completed, likely, unless_numbered
from bot.answering.replies import Answered, Exchange, Part, Reply, Said, gone_on_from, is_shown, is_spoken_of
from bot.answering.telling.choosing import (
    newest_first,
    newest_value,
    unless_priced,
    with_office,
    with_rate,
    without_homographs,
    without_object,
    without_strays,
)
from bot.answering.telling.forms import as_said, once
from bot.answering.telling.quoted import dates, is_among, own_first
from bot.answering.telling.sides import in_own_words, spoken
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.clitics import without_conjunction, without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.dialogue.turns import AboutAnswer, AnswerPart, Questions
from retrieval.interpretation.exchanging import headed
from retrieval.interpretation.verbs import PRICES
from retrieval.passages.attribution import speaks
from retrieval.passages.excerpts import continued, whole
from retrieval.passages.numbers import counts
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import tokens
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.about_answers import AboutAnswers
    from bot.answering.inquiries import Inquiries
    from bot.answering.nearby import Nearby
    from bot.answering.people import People
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from retrieval.interpretation.interpreter import Interpretation

_MARKS = " ؟?!."
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_SAID, _NAMED = "ماذا قال {name}؟", "{name}؟"
_DAY = re.compile(r"\d")  # «اليوم» is no day by itself
_ALIKE = 2  # words that one of several questions has alone
_CHOICE = 3  # quotes of who did something, from which one is taken
_LITTLE = 0.1  # below what is fair
_VALUES = 8  # quotes among which there may be a newer value
_CURRENCY, _PRICED = fold("عملة"), folded("سعر ثمن قيمة صرف تسعيرة تعريفة معلوم كلفة تكلفة كلفت كلف تكلف")


class QuestionReplies:
    """Replies to questions, which may go on from what was said and shown before."""

    def __init__(
        self,
        inquiries: Inquiries,
        last_article: LastArticle,
        people: People,
        about_answers: AboutAnswers,
        nearby: Nearby,
    ) -> None:
        self._inquiries = inquiries
        self._language = language = inquiries.interpreter.language
        self._saying = language.cues.get(QuestionKind.QUOTATION, frozenset())
        self._last_article = last_article
        self._people = people
        self._about_answers = about_answers
        self._nearby = nearby
        self._follow_ups = FollowUps(inquiries)
        self._continuations = Continuations(inquiries)

    async def reply(
        self, turn: Questions, exchange: Exchange, messages: Messages, limit: int | None
    ) -> Reply:
        """Return the answers to several questions under headings, or that to one."""
        exchange = gone_on_from(exchange)
        if len(turn.asked) == 1:
            return await self._single(turn, exchange, messages, limit)
        parts = turn.parts or tuple(meant.question for meant in turn.asked)
        asked: list[Response] = []
        for part, meant in zip(parts, turn.asked, strict=True):
            asked.append(await self._part(part, meant, exchange, asked))
        # «وين الحفل ومتى؟»
        said = [{token.word for token in tokens(one.question)} for one in turn.asked]
        alike = all(len(one ^ said[0]) <= _ALIKE for one in said)
        # What somebody said, «من هو كيري؟ وماذا قال؟», is told in words of his own.
        speaks = any(self._inquiries.interpreter.asks_of_speech(one) for one in parts)
        lean = not speaks and all(map(_goes_on, parts[1:], turn.asked[1:]))
        if (alike or lean) and (told := once(asked)):
            return Answered((Part("", told),))
        return Answered(
            tuple(Part(headed(one.question), found) for one, found in zip(turn.asked, asked, strict=True))
        )

    async def _part(
        self, part: str, meant: Interpretation, exchange: Exchange, before: Sequence[Response]
    ) -> Response:
        """Return the answer, with its best quote, to one `part` of a message; it may go on from the one before."""
        quotes = before[-1].answer.quotes if before and _goes_on(part, meant) else ()
        if quotes:
            articles = {quote.article.id for quote in quotes}
            found = await self._follow_ups.answer(meant, part, None, Shown(articles, quotes))
            found = self._continuations.settled(meant, found, part, articles, quotes)
            found = await self._follow_ups.of_last_article(found, part, quotes)
        else:
            shown = Shown(exchange.spoken_of, exchange.quotes)
            most = _CHOICE if self._inquiries.interpreter.asks_who_did(part) else 1
            found = await self._follow_ups.answer(meant, meant.question, most, shown)
        found = without_object(likely(found), self._inquiries.interpreter)
        # What is nearest was shown just above.
        told = found.answer.quotes[:1] if found.answer.verdict is Verdict.ANSWERED or not quotes else ()
        asks_when = self._inquiries.interpreter.asks_when(part)
        dated = asks_when and any(dates(quote) and is_among(quote, quotes) for quote in told)
        sure = max(found.answer.confidence, FAIR_CONFIDENCE if dated else 0.0)
        # Headings say what each was taken for.
        return replace(found, completed=False, answer=replace(found.answer, quotes=told, confidence=sure))

    async def _single(
        self, turn: Questions, exchange: Exchange, messages: Messages, limit: int | None
    ) -> Reply:
        """Return the answer to one question; what was just shown is said to be."""
        meant, last = turn.asked[0], exchange.quotes
        if exchange.listed:  # the only headline of a list is what is spoken of
            last = tuple(map(whole, exchange.listed.articles)) if exchange.listed.total == 1 else ()
        wanted = self._last_article.wanted(turn.said)
        told: Reply | None = self._last_article.telling(wanted, meant, exchange, messages) if wanted else None
        told = told or self._last_article.holder(turn.said, meant, exchange, messages)
        turned = await self._continuations.turned(meant, turn.said, limit, exchange.quotes)
        if meant.turned > 0 and not turned and last_quotes(exchange):
            rest = self._last_article.rest(meant, exchange, messages)
            told = rest or Said(messages.conversation.last.all_told)
        if told:
            return told
        shown = Shown(exchange.spoken_of, last, exchange.question or "")
        response = turned or await self._follow_ups.answer(meant, turn.said, limit, shown)
        response = self._continuations.settled(meant, response, turn.said, exchange.spoken_of, last)
        response = await self._follow_ups.of_last_article(response, turn.said, last)
        response = likely(of_that(response, turn.said, last, self._inquiries.interpreter, self._saying))
        if meant.turned and not turned and not is_spoken_of(response.answer.quotes, exchange):
            return Said(messages.conversation.last.no_more)
        named = self._inquiries.interpreter.named(response.meant.question)
        speaks = self._inquiries.interpreter.asks_of_speech(response.meant.question)
        if named and speaks and is_spoken_of(response.answer.quotes, exchange):
            response = in_own_words(response, named, self._saying)
        response = spoken(response, self._saying, exchange.quotes, named)
        response = await self._inquiries.in_own_words(response, self._saying)
        response = await self._inquiries.of_its_month(await self._valued(self._best_told(response)))
        response = await self._people.with_holder(response)
        response = await self._people.with_description(response)
        instead = await self._instead(turn, response, exchange, messages)
        echoed = as_said(response, self._inquiries.interpreter.echoes)
        return instead or await self._shown(turn, echoed, exchange, messages)

    async def _valued(self, response: Response) -> Response:
        """Return the answer to a price or rate of no time with the newest of the values first that articles tell."""
        understood, meant = self._inquiries.interpreter, response.meant
        asked = {without_joined_article(token.word) for token in tokens(meant.question)}
        currencies = self._language.thesaurus.members.get(_CURRENCY, frozenset())
        pair = asked & currencies
        named = sorted(pair) if len(pair) > 1 else [*map(fold, understood.named(meant.question))]
        priced = not asked.isdisjoint(PRICES | _PRICED) or len(pair) > 1
        dated = meant.filters or _DAY.search(meant.question)
        kinds = {self._language.question_words.get(token.word) for token in tokens(meant.question)}
        if len(pair) > 1 and (QuestionKind.HOW_MANY in kinds or kinds == {None}):
            more = await self._inquiries.library.ask(meant.asked, _VALUES, meant.scope)
            response = with_rate(response, more.quotes, named)
        asks = priced and named and understood.asks_how_many(meant.question)
        response = unless_priced(response, currencies) if asks else response
        if dated or not asks or not response.answer.quotes:
            return response
        more = await self._inquiries.library.ask(meant.asked, _VALUES, meant.scope)
        return newest_value(response, more.quotes, named, currencies)

    def _best_told(self, response: Response) -> Response:
        """Return an answer less what strays from it, with the newest of like numbers, or a condition, first."""
        understood, asked = self._inquiries.interpreter, response.meant.question
        named = understood.named(asked)
        response = unless_numbered(without_object(response, understood), understood)
        response = without_homographs(response, understood.noun_of_place(asked))
        response = with_office(without_strays(response, named), understood.asked_office(asked)[0])
        if understood.asks_how_many(asked) and response.completed:  # «كم عمر الطفل (كلب عض طفلا)؟»
            counted = sorted(response.answer.quotes, key=lambda one: not counts(one, headed(asked)))
            response = replace(response, answer=replace(response.answer, quotes=tuple(counted)))
        elif understood.asks_how_many(asked) and not response.meant.filters:
            response = newest_first(response, named)
        return self._last_article.with_reason(response, named)

    async def _shown(
        self, turn: Questions, response: Response, exchange: Exchange, messages: Messages
    ) -> Reply:
        """Return an answer, with more of its article or a word that says so where it is what was just shown."""
        texts, found = messages.conversation.last, response.answer.verdict is Verdict.ANSWERED
        same = found and response.completed and is_shown(response.answer.quotes, exchange)
        if same and (more := await self._continuations.more(response, turn.said, exchange.quotes)):
            return Answered((Part("", more),))
        understood, best = self._inquiries.interpreter, response.answer.quotes[:1]
        asks_when = any(map(understood.asks_when, (turn.said, response.meant.question)))
        if asks_when and found and response.completed and is_among(best[0], exchange.quotes):
            lasting = lasting_sentence(exchange.quotes) if _is_led(turn.said) else None  # «إلى متى؟»
            if day := lasting or dated_sentence(response.answer.quotes):  # «وده كان امتى؟»
                alone = replace(response, answer=replace(response.answer, quotes=(day,)))
                return Answered((Part("", alone),))
            published = await self._about_answers.reply(AboutAnswer(AnswerPart.DATE), exchange, messages)
            named = (one.removeprefix("و") for one in understood.named(turn.said))
            points = all(one in understood.cues.pointers or understood.asks_when(one) for one in named)
            if same and points and isinstance(published, Said):
                return Said(f"{texts.no_day} {published.text}")
        quotes = response.answer.quotes if found and not same else ()
        if self._last_article.unexplained(turn.said, quotes, exchange):
            near = self._last_article.may_explain(response.meant, exchange, messages)
            return near or Said(texts.no_cause)
        counted = understood.asks_how_many(turn.said) and any(counts(one, turn.said) for one in best)
        if same and not counted:  # «وفي الأيام العادية؟»
            response = own_first(response, understood.named(turn.said))
        plainly = response.answer.confidence >= HIGH_CONFIDENCE
        told = any(map(dates, best)) and (
            understood.asks_when(turn.said) or understood.asks_how_many(turn.said)
        )
        told = told or (understood.asks_where(turn.said) and any(map(self._continuations.places_it, best)))
        # «وماذا قال؟» of whom was quoted is answered by that.
        told = told or (understood.asks_of_speech(turn.said) and plainly)
        # The note says what the question was taken to be of.
        note = (texts.same_answers if plainly else texts.same) if same and not told else ""
        answer = replace(response.answer, quotes=continued(response.answer.quotes))
        return Answered(
            (Part("", replace(response, answer=answer, echoed=response.echoed and not note)),), note
        )

    async def _instead(
        self, turn: Questions, response: Response, exchange: Exchange, messages: Messages
    ) -> Reply | None:
        """Return what serves better than an answer, if anything does: headlines, or the day of the article."""
        if unread := await self._unread(turn, response, messages):
            return unread
        understood, told = self._inquiries.interpreter, exchange.quotes[:1]
        if understood.only_done(turn.said) and not (response.answer.quotes or exchange.articles):
            return Said(messages.conversation.odd.vague)  # «وخسر امتى؟» after what found nothing
        if anew := await self._of_own_name(turn, response, exchange, messages):
            return anew
        if written := await self._written(response, messages):
            return written
        undated = understood.vague(turn.said) and understood.asks_when(turn.said) and bool(told)
        undated = undated and not _is_led(turn.said)
        best = response.answer.quotes[:1] if response.answer.verdict is Verdict.ANSWERED else ()
        days = [quote.text[mark.start : mark.end] for quote in best for mark in quote.highlights]
        if undated and told[0].article.published and not any(map(_DAY.search, days)):
            return await self._about_answers.reply(AboutAnswer(AnswerPart.DATE), exchange, messages)
        return await self._nearby.instead(turn, response, messages)

    async def _written(self, response: Response, messages: Messages) -> Reply | None:
        """Return the articles of whoever a question ends in the name of, where nothing else answers it."""
        answer, asked = response.answer, response.meant.asked.rstrip(_MARKS)
        last = {token.word for token in tokens(asked)[-1:]}
        signed = any(
            last <= {token.word for token in tokens(one.article.author or "")} for one in answer.quotes
        )
        person = self._inquiries.interpreter.only_person(asked) if not answer.quotes else ()
        if not (signed or answer.silent or person):  # what a question is about takes longer to find
            return None
        name = answer.silent or self._inquiries.interpreter.about(asked, await self._inquiries.facets())
        if not asked.endswith(name):
            return None
        return await self._about_answers.of_author(name, response, messages)

    def _is_lost(self, turn: Questions, response: Response, exchange: Exchange) -> bool:
        """Return whether a turn is of what was asked before it and not found: «مين أصحاب الفكرة دي؟»."""
        [meant], answer = turn.asked, response.answer
        if not exchange.question or exchange.quotes or exchange.listed:
            return False
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
        leans = (meant.leans or meant.may_lean) and answer.verdict is Verdict.NOT_FOUND
        points = response.completed or self._inquiries.interpreter.noun_pointed_at(turn.said)
        return leans or bool(not sure and points)  # «ومين اخترعه؟» after «كيف ألعب الشطرنج؟»

    async def _of_own_name(
        self, turn: Questions, response: Response, exchange: Exchange, messages: Messages
    ) -> Reply | None:
        """Return what there is on whom a turn names that only points beside, behind what found nothing.

        «بيسكوف قال ايه عن الموضوع ده» asks what he said; «ومحمد صلاح؟» only names him. What names nobody is asked back.
        """
        understood, answer = self._inquiries.interpreter, response.answer
        lost = self._is_lost(turn, response, exchange)
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= HIGH_CONFIDENCE
        pointed = bool(exchange.question) and not sure and understood.points_at_thing(turn.said)
        name = understood.own_name(turn.said) if lost or pointed else ""
        asks = understood.asks_of_speech(turn.said)
        # What others say beside is nothing of his; for a country many speak.
        person = asks and name and not understood.place_meant(fold(name).split()[0])
        others = person and not any(speaks(one, name, self._saying) for one in answer.quotes[:1])
        if not name or not (lost or others or not (exchange.quotes or exchange.listed)):
            return Said(messages.conversation.odd.lost) if lost else None
        found = await self._inquiries.ask((_SAID if asks else _NAMED).format(name=name))
        if exchange.quotes and not is_spoken_of(
            found.answer.quotes, exchange
        ):  # what he says may be of another thing
            unsure = min(found.answer.confidence, FAIR_CONFIDENCE - _LITTLE)
            found = replace(found, answer=replace(found.answer, confidence=unsure))
        anew = replace(turn, said=found.meant.question, asked=(found.meant,), parts=(), translated=False)
        return await self._nearby.instead(anew, found, messages) or Answered((Part("", found),))

    async def _unread(self, turn: Questions, response: Response, messages: Messages) -> Reply | None:
        """Return the headlines about the names in what could be read only in part, or that it was not understood."""
        answer = response.answer
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
        if not turn.unread or sure:
            return None
        if turn.named and (listed := await self._nearby.about(turn.named, response, messages)):
            return listed
        return Said(messages.conversation.odd.latin) if answer.verdict is Verdict.NOT_FOUND else None


def _is_led(said: str) -> bool:
    """Return whether a preposition stands before all else: «إلى متى؟»."""
    return any(without_conjunction(token.word, _AND) in PREPOSITIONS for token in tokens(said)[:1])


def _goes_on(part: str, meant: Interpretation) -> bool:
    """Return whether a part of a message leans on the one before it, or was completed by that: «… وكم عمره؟»."""
    return bool(meant.leans and meant.about) or is_completed(meant.question, part)
