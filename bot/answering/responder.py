"""A turn → the reply to it, the same for the console and Telegram."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.about_answers import AboutAnswers
from bot.answering.about_bot import AboutTheBot, courteous
from bot.answering.follow_ups import FollowUps
from bot.answering.last_article import LastArticle, dated_sentence, last_quotes
from bot.answering.lists import SHOWN, Lists
from bot.answering.nearby import Nearby, apart, names
from bot.answering.pasted import Traces
from bot.answering.replies import (
    Answered,
    Exchange,
    Listed,
    Part,
    Reply,
    Said,
    Shown,
    TurnResult,
    is_shown,
    is_spoken_of,
    said_last,
)
from bot.answering.telling import (
    as_said,
    dates,
    in_own_words,
    is_among,
    newest_first,
    newest_value,
    of_places,
    of_side,
    once,
    one_of_both,
    opinion_holders,
    opinion_subject,
    spoken,
    with_office,
    without_homographs,
    without_strays,
)
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE, one_line
from retrieval.arabic.clitics import without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.dialogue.interpreter import DialogueInterpreter
from retrieval.dialogue.lists import ConversationLists
from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
    AnswerPart,
    Browse,
    Comparison,
    Context,
    Follow,
    Link,
    Manner,
    Manners,
    Odd,
    Pasted,
    Questions,
    Sections,
    Turn,
)
from retrieval.interpretation.verbs import PRICES
from retrieval.passages.excerpts import whole
from retrieval.query.tokens import tokens
from retrieval.records import Declined, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Inquiries, Response
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from retrieval.arabic.language import Language
    from retrieval.interpretation.interpreter import Interpretation
    from retrieval.interpretation.narrowing.filters import Facets


_MARKS = " ؟?!."
_DAY = re.compile(r"\d")  # «اليوم» is no day by itself
_WHO_IS, _HAPPENED = "من هو {name}؟", "ماذا حدث في {place}؟"
_NAMED = 2  # words of a side that is but named
_VALUES = 8  # quotes among which there may be a newer value
_CURRENCY, _PRICED = fold("عملة"), folded("سعر ثمن قيمة صرف تسعيرة تعريفة معلوم كلفة تكلفة كلفت كلف تكلف")
_CHOICE = 3  # quotes of one side, from which one is taken


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a turn is taken: how many quotes an answer has (None: as many as the settings say), and whose it is.

    `days` is how long questions are kept, None where they are not; an `editor` may add articles.
    """

    limit: int | None = None
    days: int | None = None
    editor: bool = False


class Responder:
    """Replies to turns of conversations about one archive; what was said before is the caller's to keep."""

    def __init__(
        self, inquiries: Inquiries, dialogue: DialogueInterpreter, language: Language, other: Messages
    ) -> None:
        """Take `other`, the sentences for readers who write in Latin letters."""
        self.inquiries = inquiries
        self._dialogue = dialogue
        self._other = other
        self._saying = language.cues.get(QuestionKind.QUOTATION, frozenset())
        library = inquiries.library
        self._lists = Lists(library)
        self._about_bot = AboutTheBot(library)
        self._about_answers = AboutAnswers(inquiries, self._lists, language)
        self._nearby = Nearby(inquiries, dialogue, self._lists)
        self._traces = Traces(library)
        self._follow_ups = FollowUps(inquiries)
        self._last_article = LastArticle(dialogue.lists.groups["reasons"], language, inquiries.interpreter)

    @property
    def given_names(self) -> frozenset[str]:
        """Return the words that begin the names of people."""
        return self._dialogue.lists.given_names

    async def interpret(self, said: str, exchange: Exchange) -> Turn:
        """Return what a turn is taken for."""
        shown = len(exchange.listed.articles) if exchange.listed else 0
        first = exchange.listed.first if exchange.listed else 0
        listed = exchange.listed.browse if exchange.listed else None
        # What follows a list may lean on what it is about, or on the article that was opened from it.
        of_article = listed or not exchange.question or self.inquiries.interpreter.vague(said)
        opened = exchange.article.article.title if exchange.article and of_article else None
        refused = exchange.listed.unanswered if exchange.listed else None
        asked = refused.meant.question if refused else None
        question = asked or (listed and listed.subject) or opened or exchange.whole_question
        understood = self.inquiries.interpreter
        speaks = bool(exchange.author) and (understood.asks_of_speech(said) or understood.asks_of_him(said))
        # «وماذا يقول عن حلب؟», «شو شغلته؟»
        if person := exchange.author if speaks else self._last_article.person(said, exchange):
            question = _WHO_IS.format(name=person)
        elif exchange.place and understood.points_there(said):
            question = _HAPPENED.format(place=exchange.place)
        older = exchange.older if question == exchange.whole_question else exchange.question
        context = Context(
            question,
            len(exchange.quotes),
            shown,
            exchange.offered,
            first,
            listed,
            older,
            bool(exchange.article),
            exchange.told,
        )
        return self._dialogue.interpret(said, context, await self.inquiries.facets())

    def followed(self, said: str, facets: Facets) -> Browse:
        """Return what is to be followed by somebody who names it so."""
        return self._dialogue.followed(said, facets)

    async def respond(
        self, said: str, exchange: Exchange, messages: Messages, surface: Surface
    ) -> TurnResult:
        """Return the reply to a turn, and what was said last after it; raises what `Library.ask` does."""
        turn = await self.interpret(said, exchange)
        return await self.reply(turn, exchange, messages, surface)

    async def page(self, browse: Browse, number: int, messages: Messages) -> Reply:
        """Return the page of a list of that number (from 0)."""
        return await self._lists.listed(browse, number * SHOWN, messages)

    async def reply(self, turn: Turn, exchange: Exchange, messages: Messages, surface: Surface) -> TurnResult:
        """Return the reply to what a turn was taken for."""
        if isinstance(turn, Manners | AboutBot | Questions) and turn.latin:
            messages = self._other
        reply = await self._reply(turn, exchange, messages, surface)
        after = said_last(turn, reply, exchange)
        browse = turn if isinstance(turn, Browse) else reply.browse if isinstance(reply, Listed) else None
        spoken = browse.subject if browse else (after.question or "")
        places = self.inquiries.interpreter.places(spoken)
        return TurnResult(turn, reply, replace(after, place=(*places, exchange.place)[0]))

    async def _reply(  # noqa: C901, PLR0911, PLR0912  # one line for each kind of turn
        self, turn: Turn, exchange: Exchange, messages: Messages, surface: Surface
    ) -> Reply:
        texts = messages.conversation
        match turn:
            case Manners(reasoned=True) if exchange.quotes:
                return Shown(texts.last.disputed, exchange.quotes[:1])
            case Manners(kinds):
                leaves = kinds[-1] in {Manner.FAREWELL, Manner.NIGHT}
                return Said(courteous([getattr(texts.manners, kind) for kind in kinds], leaves=leaves))
            case AboutBot(topic, also=also):
                topics = (topic, *also)
                said = [await self._about_bot.said(one, messages, surface.days) for one in topics]
                told = "\n".join(filter(None, said))
                if told:
                    return Said(told)
                # the newest articles, for what an archive without sections is about
                newest = await self._lists.listed(Browse(), 0, messages)
                head = texts.about.no_sections
                return replace(newest, head=head) if isinstance(newest, Listed) else newest
            case Browse():
                return await self._browsed(turn, messages, surface)
            case Sections():
                return Said(await self._about_bot.sections(messages))
            case AboutAnswer():
                return await self._about_answers.reply(turn, exchange, messages)
            case Follow():
                return Said(messages.following.only_telegram)
            case Declined(kind, subject):
                return await self._refused(getattr(texts.refused, kind), subject, messages)
            case Odd(odd):
                return Said(getattr(texts.odd, odd))
            case Pasted(text):
                traced = await self._traces.pasted(text, messages, surface.editor)
                if not isinstance(traced, Shown):
                    return traced
                return replace(traced, author=self._last_article.speaker(traced.quotes[0]))
            case Link(url):
                return await self._traces.link(url, messages, surface.editor)
            case Comparison(sides, whole):
                return await self._compared(sides, whole, messages, surface)
            case Questions():
                return await self._answered(turn, exchange, messages, surface)

    async def _browsed(self, browse: Browse, messages: Messages, surface: Surface) -> Reply:
        """Return the list that is asked for; where no article is about all of it or of its days, what answers it."""
        reply = await self._lists.listed(browse, 0, messages)
        dated = any(map(str.isdecimal, "".join(one.label for one in browse.narrowings)))  # not «اليوم»
        wider = isinstance(reply, Listed) and reply.browse != browse and not browse.subject and dated
        if wider or (isinstance(reply, Said) and len(browse.subject.split()) > 1):
            when = [one.label for one in browse.narrowings]  # «سعر البنزين جويلية 2016», «في 11 نوفمبر»
            asked = " ".join(filter(None, [browse.subject, *when]))
            response = await self.inquiries.ask(asked, None, surface.limit)
            if written := await self._about_answers.of_author(browse.subject, response, messages):
                return written
            if response.answer.verdict is Verdict.ANSWERED and response.answer.confidence >= FAIR_CONFIDENCE:
                return Answered((Part("", response),))
        few = await self._lists.few(browse, messages) if isinstance(reply, Said) and browse.subject else None
        return few or reply

    async def _refused(self, sentence: str, subject: str, messages: Messages) -> Said:
        """Return why not, with what may be looked for instead, if the archive has it."""
        texts = messages.conversation.refused
        question = texts.question.format(subject=one_line(subject)) if subject else ""
        if not question or (await self.inquiries.ask(question)).answer.confidence < FAIR_CONFIDENCE:
            return Said(sentence)
        return Said(f"{sentence} {texts.offer.format(question=question)}", question)

    async def _answered(
        self, turn: Questions, exchange: Exchange, messages: Messages, surface: Surface
    ) -> Reply:
        """Return the answers to several questions under headings, or that to one."""
        if len(turn.asked) == 1:
            return await self._single(turn, exchange, messages, surface)
        shown, last = exchange.spoken_of, exchange.quotes
        asked = [await self._follow_ups.answer(meant, meant.question, 1, shown, last) for meant in turn.asked]
        asked = [replace(one, answer=replace(one.answer, quotes=one.answer.quotes[:1])) for one in asked]
        # «وين الحفل ومتى؟»
        said = [{token.word for token in tokens(one.question)} for one in turn.asked]
        alike = all(len(one ^ said[0]) <= _NAMED for one in said)
        if alike and (told := once(asked)):
            return Answered((Part("", told),))
        return Answered(
            tuple(Part(one.question, found) for one, found in zip(turn.asked, asked, strict=True))
        )

    async def _single(
        self, turn: Questions, exchange: Exchange, messages: Messages, surface: Surface
    ) -> Reply:
        """Return the answer to one question; what was just shown is said to be."""
        meant, last = turn.asked[0], exchange.quotes
        if exchange.listed:  # the only headline of a list is what is spoken of
            last = tuple(map(whole, exchange.listed.articles)) if exchange.listed.total == 1 else ()
        wanted = self._last_article.wanted(turn.said)
        told: Reply | None = self._last_article.telling(wanted, meant, exchange, messages) if wanted else None
        told = told or self._last_article.holder(turn.said, meant, exchange, messages)
        turned = await self._follow_ups.turned(meant, turn.said, surface.limit, exchange.quotes)
        if meant.turned > 0 and not turned and last_quotes(exchange):
            rest = self._last_article.rest(meant, exchange, messages)
            told = rest or Said(messages.conversation.last.no_more)
        if told:
            return told
        response = turned or await self._follow_ups.answer(
            meant, turn.said, surface.limit, exchange.spoken_of, last
        )
        response = self._follow_ups.settled(meant, response, turn.said, exchange.spoken_of, last)
        response = await self._follow_ups.of_last_article(response, turn.said, last)
        if meant.turned and not turned and not is_spoken_of(response.answer.quotes, exchange):
            return Said(messages.conversation.last.no_more)
        named = self.inquiries.interpreter.named(response.meant.question)
        speaks = self.inquiries.interpreter.asks_of_speech(response.meant.question)
        if named and speaks and is_spoken_of(response.answer.quotes, exchange):
            response = in_own_words(response, named, self._saying)
        response = spoken(response, self._saying, exchange.quotes, named)
        response = await self.inquiries.in_own_words(response, self._saying)
        response = await self.inquiries.of_its_month(await self._valued(self._best_told(response)))
        instead = await self._instead(turn, response, exchange, messages)
        echoed = as_said(response, self.inquiries.interpreter.echoes)
        return instead or await self._shown(turn, echoed, exchange, messages)

    async def _valued(self, response: Response) -> Response:
        """Return the answer to a price or rate of no time with the newest of the values first that articles tell."""
        understood, meant = self.inquiries.interpreter, response.meant
        asked = {without_joined_article(token.word) for token in tokens(meant.question)}
        currencies = self._dialogue.language.thesaurus.members.get(_CURRENCY, frozenset())
        pair = asked & currencies
        named = sorted(pair) if len(pair) > 1 else [*map(fold, understood.named(meant.question))]
        priced = not asked.isdisjoint(PRICES | _PRICED) or len(pair) > 1
        dated = meant.filters or _DAY.search(meant.question)
        if dated or not (priced and named and understood.asks_how_many(meant.question)):
            return response
        more = await self.inquiries.library.ask(meant.asked, _VALUES, meant.scope)
        return newest_value(response, more.quotes, named, currencies)

    def _best_told(self, response: Response) -> Response:
        """Return an answer less what strays from it, with the newest of like numbers, or a condition, first."""
        understood, asked = self.inquiries.interpreter, response.meant.question
        named = understood.named(asked)
        response = without_homographs(response, understood.noun_of_place(asked))
        response = with_office(without_strays(response, named), understood.asked_office(asked)[0])
        if understood.asks_how_many(asked) and not (response.meant.filters or response.completed):
            response = newest_first(response, named)
        return self._last_article.with_reason(response, named)

    async def _shown(
        self, turn: Questions, response: Response, exchange: Exchange, messages: Messages
    ) -> Reply:
        """Return an answer, with more of its article or a word that says so where it is what was just shown."""
        texts, found = messages.conversation.last, response.answer.verdict is Verdict.ANSWERED
        same = found and response.completed and is_shown(response.answer.quotes, exchange)
        if same and (more := await self._follow_ups.more(response, turn.said, exchange.quotes)):
            return Answered((Part("", more),))
        understood, best = self.inquiries.interpreter, response.answer.quotes[:1]
        asks_when = any(map(understood.asks_when, (turn.said, response.meant.question)))
        if asks_when and found and response.completed and is_among(best[0], exchange.quotes):
            if day := dated_sentence(response.answer.quotes):  # «وده كان امتى؟»
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
        plainly = response.answer.confidence >= HIGH_CONFIDENCE
        told = any(map(dates, best)) and (
            understood.asks_when(turn.said) or understood.asks_how_many(turn.said)
        )
        told = told or (understood.asks_where(turn.said) and any(map(self._follow_ups.places_it, best)))
        # «وماذا قال؟» of whom was quoted is answered by that.
        told = told or (understood.asks_of_speech(turn.said) and plainly)
        # The note says what the question was taken to be of.
        note = (texts.same_answers if plainly else texts.same) if same and not told else ""
        return Answered((Part("", replace(response, echoed=response.echoed and not note)),), note)

    async def _instead(
        self, turn: Questions, response: Response, exchange: Exchange, messages: Messages
    ) -> Reply | None:
        """Return what serves better than an answer, if anything does: headlines, or the day of the article."""
        if unread := await self._unread(turn, response, messages):
            return unread
        understood, told = self.inquiries.interpreter, exchange.quotes[:1]
        if understood.only_done(turn.said) and not (response.answer.quotes or exchange.articles):
            return Said(messages.conversation.odd.vague)  # «وخسر امتى؟» after what found nothing
        if self._is_lost(turn, response, exchange):
            return Said(messages.conversation.odd.lost)
        if written := await self._written(response, messages):
            return written
        undated = understood.vague(turn.said) and understood.asks_when(turn.said) and bool(told)
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
        if not (signed or answer.silent):  # what a question is about takes longer to find
            return None
        name = answer.silent or self.inquiries.interpreter.about(asked, await self.inquiries.facets())
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
        points = response.completed or self.inquiries.interpreter.noun_pointed_at(turn.said)
        return leans or bool(not sure and points)  # «ومين اخترعه؟» after «كيف ألعب الشطرنج؟»

    async def _unread(self, turn: Questions, response: Response, messages: Messages) -> Reply | None:
        """Return the headlines about the names in what could be read only in part, or that it was not understood."""
        answer = response.answer
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
        if not turn.unread or sure:
            return None
        if turn.named and (listed := await self._nearby.about(turn.named, response, messages)):
            return listed
        return Said(messages.conversation.odd.latin) if answer.verdict is Verdict.NOT_FOUND else None

    async def _compared(
        self, sides: tuple[Interpretation, ...], whole: Interpretation, messages: Messages, surface: Surface
    ) -> Answered:
        """Return what tells of both sides, else an answer for each; where neither has one, that of the question."""
        named = [side.question for side in sides]
        if of_both := await self._of_both(named, whole, surface):
            return Answered((Part("", of_both),), messages.conversation.of_both)
        told = [await self.inquiries.answer(side, side.question, _CHOICE) for side in sides]
        understood = self.inquiries.interpreter
        holders = opinion_holders(named, understood.is_place)
        if not any(holders) and (of_both := one_of_both(told, whole)):
            return Answered((Part("", of_both),), messages.conversation.of_both)
        subject = opinion_subject(named, self._dialogue.language, understood) if any(holders) else []
        inside = [list(map(understood.roots_of_place, understood.asked_places(one)[0])) for one in named]
        sided = [of_side(one, holder, subject) for one, holder in zip(told, holders, strict=True)]
        asked = apart([of_places(one, there) for one, there in zip(sided, inside, strict=True)])
        if all(found.answer.verdict is Verdict.NOT_FOUND for found in asked):
            response = await self.inquiries.answer(whole, whole.question, surface.limit)
            return Answered((Part("", response),))
        if one := once(asked):
            return Answered((Part("", replace(one, meant=whole)),), messages.conversation.of_both)
        parts = tuple(Part(found.meant.question, found) for found in asked)
        return Answered(parts, messages.conversation.compared)

    async def _of_both(
        self, sides: Sequence[str], whole: Interpretation, surface: Surface
    ) -> Response | None:
        """Return the quotes that name both sides of a comparison, of which each is but named; None without any."""
        is_place = self.inquiries.interpreter.is_place
        if any(len(side.split()) > _NAMED or is_place(fold(side)) for side in sides):
            return None
        named = " ".join(sides)
        response = await self.inquiries.answer(replace(whole, question=named), named, surface.limit)
        quotes = tuple(quote for quote in response.answer.quotes if names(named, quote))
        sure = max(response.answer.confidence, HIGH_CONFIDENCE)
        answer = replace(response.answer, question=whole.question, confidence=sure, quotes=quotes)
        return replace(response, meant=whole, answer=answer, completed=False) if quotes else None


def responder(inquiries: Inquiries, settings: Settings, language: Language, other: Messages) -> Responder:
    """Return what replies to readers; raises SettingsError when a list of conversation.toml is wrong."""
    lists = configuration.plain_data(settings, "conversation.toml", ConversationLists.from_table)
    dialogue = DialogueInterpreter(language, lists, inquiries.interpreter)
    return Responder(inquiries, dialogue, language, other)
