"""A turn → the reply to it, the same for the console and Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.about_answers import AboutAnswers
from bot.answering.about_bot import AboutTheBot, courteous
from bot.answering.comparisons import Comparisons
from bot.answering.context import further
from bot.answering.context.last_article import LastArticle
from bot.answering.lists import SHOWN, Lists
from bot.answering.nearby import Nearby
from bot.answering.pasted import Traces
from bot.answering.people import People
from bot.answering.questions import QuestionReplies
from bot.answering.replies import (
    Answered,
    Exchange,
    Listed,
    Part,
    Reply,
    Said,
    Shown,
    TurnResult,
    gone_on_from,
    said_last,
)
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE, date, one_line
from retrieval.arabic.clitics import without_joined_article
from retrieval.arabic.text import fold
from retrieval.dialogue.interpreter import DialogueInterpreter
from retrieval.dialogue.lists import ConversationLists
from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
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
from retrieval.query.question import CURRENCY, PRICED
from retrieval.query.tokens import tokens
from retrieval.records import Declined, Refusal, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.context.further import Place
    from bot.answering.inquiries import Inquiries
    from bot.answering.replies import Further
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from retrieval.arabic.language import Language
    from retrieval.interpretation.narrowing.filters import Facets
    from retrieval.records import Article


_WHO_IS, _HAPPENED = "من هو {name}؟", "ماذا حدث في {place}؟"


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
        library = inquiries.library
        self._lists = Lists(library)
        self._about_bot = AboutTheBot(library)
        self._about_answers = AboutAnswers(inquiries, self._lists, language)
        self._traces = Traces(library)
        people = People(inquiries, dialogue.lists, language)
        self._last_article = LastArticle(dialogue.lists, language, inquiries.interpreter, people.holders)
        nearby = Nearby(inquiries, dialogue, self._lists)
        self._questions = QuestionReplies(inquiries, self._last_article, people, self._about_answers, nearby)
        self._comparisons = Comparisons(inquiries, language)

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
        question = asked or (listed and listed.subject) or opened
        if not question or gone_on_from(exchange).listed is None:
            question = opened or exchange.whole_question
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
            next((quote.article.published for quote in exchange.quotes), None),
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

    async def further(
        self, asked: Sequence[str], shown: Sequence[Place], article: Article | None, messages: Messages
    ) -> Further | None:
        """Return more of what was asked than is shown, then how the article that was quoted first goes on."""
        more = await further.further(self.inquiries, asked, shown, messages)
        last = messages.conversation.last
        return more or (further.gone_on(article, shown, last.goes_on, tuple(asked)) if article else None)

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
                leaves = kinds[-1] in {Manner.FAREWELL, Manner.NIGHT, Manner.MOOD}
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
                return await self._refused(kind, subject, messages)
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
                return await self._comparisons.reply(sides, whole, messages, surface.limit)
            case Questions():
                return await self._questions.reply(turn, exchange, messages, surface.limit)

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

    async def _refused(self, refusal: Refusal, subject: str, messages: Messages) -> Reply:
        """Return why not, with what may be looked for instead, if the archive has it.

        What something costs today has the newest headlines of that.
        """
        texts, sentence = messages.conversation.refused, getattr(messages.conversation.refused, refusal)
        newest = (await self.inquiries.library.holdings()).last if subject else None
        if newest and refusal is Refusal.PRESENT:
            sentence = f"{sentence} {texts.newest.format(date=date(newest, messages))}"
            if listed := await self._price(subject, messages):
                return replace(listed, head=f"{sentence} {listed.head}")
        question = texts.question.format(subject=one_line(subject)) if subject else ""
        if not question or (await self.inquiries.ask(question)).answer.confidence < FAIR_CONFIDENCE:
            return Said(sentence)
        return Said(f"{sentence} {texts.offer.format(question=question)}", question)

    async def _price(self, subject: str, messages: Messages) -> Listed | None:
        """Return the newest headlines on a price, of a currency on its rate: what costs dollars is none of theirs."""
        texts, browse = messages.conversation.refused, messages.conversation.browse
        words = [token.word for token in tokens(subject)]
        bare = len(words) == 1 and not self.inquiries.interpreter.is_place(words[0])  # «بكم الذهب اليوم؟»
        currencies = self._dialogue.language.thesaurus.members.get(CURRENCY, frozenset())
        rates = [word for word in subject.split()[-1:] if without_joined_article(fold(word)) in currencies]
        named = [*(texts.rate.format(currency=word) for word in rates), texts.price.format(thing=subject)]
        named = named if bare else [*named[:-1], subject]
        for one in named if bare or not PRICED.isdisjoint(words) else ():
            listed = await self._lists.listed(Browse(one), 0, messages)
            if isinstance(listed, Listed):
                return replace(listed, head=browse.ended_about.format(subject=one_line(one)))
        return None


def responder(inquiries: Inquiries, settings: Settings, language: Language, other: Messages) -> Responder:
    """Return what replies to readers; raises SettingsError when a list of conversation.toml is wrong."""
    lists = configuration.plain_data(settings, "conversation.toml", ConversationLists.from_table)
    dialogue = DialogueInterpreter(language, lists, inquiries.interpreter)
    return Responder(inquiries, dialogue, language, other)
