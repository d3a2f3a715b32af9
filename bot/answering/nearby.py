"""Headlines instead of quotations: of what a question only names, and what is near to one that has no answer."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answering.replies import Answered, Listed, Part
from bot.answering.telling.forms import unanswered
from bot.answering.telling.quoted import names_all, tells_of
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE, one_line, refusal
from retrieval.arabic.clitics import (
    AND,
    is_definite,
    preposition,
    without_conjunction,
    without_joined_article,
    written,
)
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.spelling import slips
from retrieval.arabic.stems import respelled
from retrieval.arabic.text import fold
from retrieval.dialogue.turns import Browse, Narrowing, Questions
from retrieval.interpretation.grammar.subjects import is_verb
from retrieval.query.kinds import SUPERLATIVES
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import tokens
from retrieval.records import Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.inquiries import Inquiries
    from bot.answering.lists import Lists
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from retrieval.arabic.language import Language
    from retrieval.dialogue.interpreter import DialogueInterpreter
    from retrieval.interpretation.interpreter import Interpretation
    from retrieval.interpretation.narrowing.filters import Facets
    from retrieval.records import Article, Quote

_MANY = 4  # headlines of one word, which serve better than quotes of three of their articles
_LONGEST = 4  # words of a subject
_DOUBTFUL = 0.3  # confidence below which quotes that only name something are of something else
_ELSEWHERE = 0.7  # confidence below which what happened in one place is no answer of another
_TELLING = 60  # articles that tell of a place
_NOT = folded("ما لم لن لا مو مش موش ماشي مب ليس ليست")  # the verb stands behind it
_UNITS = folded("سنة سنوات سنين عام أعوام شهر أشهر شهور أسبوع أسابيع يوم أيام ساعة ساعات مرة مرات")
_JOINED = ("ب", "ل", "ك")
_MAY_JOIN = re.compile("[وف]?[بلكس]?(?:ال)?")
_PLACES = 2  # of a question, about which there may be headlines
_MOST_OF_COMMON = 12  # headlines of a mere place or noun, beyond which they have little to do with a question


class Nearby:
    """Finds the headlines that serve a reader better than the answer to a question."""

    def __init__(self, inquiries: Inquiries, dialogue: DialogueInterpreter, lists: Lists) -> None:
        self._inquiries = inquiries
        self._dialogue = dialogue
        self._lists = lists
        self._everyday = everyday(dialogue.language)

    async def instead(
        self, turn: Questions, response: Response, messages: Messages
    ) -> Listed | Answered | None:
        """Return the headlines instead of an answer that is not sure, or of none; None where the answer stands.

        What follows on from before, or asks who said something, keeps its answer. What is only named and no article is
        about has none.
        """
        if _stands(turn, response):
            return None
        asked = response.meant.asked
        browse = self._dialogue.alone(asked, await self._inquiries.facets())
        if browse and browse.narrowings and not (browse.subject or response.meant.filters):
            return await self._listed(browse, response.meant, messages)  # «أكتوبر 2015»
        return (
            await self._going_on(browse, response.meant, messages)
            or await self._elsewhere(response, messages)
            or await self._undescribed(response, messages)
            or await self._named(browse, response, messages)
            or _telling(browse, response)
        )

    async def _going_on(
        self, browse: Browse | None, meant: Interpretation, messages: Messages
    ) -> Listed | None:
        """Return the headlines of a place of which it is asked what goes on there, if there are some."""
        words = browse.subject.split() if browse else []
        if browse is None or len(words) == len(meant.asked.split()) or not words:
            return None
        listed = (
            await self._listed(browse, meant, messages)
            if self._inquiries.interpreter.is_place(fold(words[0]))
            else None
        )
        return listed if listed and listed.total > 1 else None

    async def _undescribed(self, response: Response, messages: Messages) -> Answered | None:
        """Return a sure answer to a question less a word that the archive lacks and that only describes a noun.

        «الموز الكونترا اللي شدوه في قفصة» is told by what tells of bananas and of the place, beside a word that the
        other is nowhere. Somebody's name describes nobody: «الوزير الفلاني».
        """
        asked, places = response.meant.asked, self._inquiries.interpreter.places(response.meant.asked)
        noun, rest = self._without(fold(response.answer.absent), asked)
        if not noun or not places:
            return None
        answer = await self._inquiries.library.ask(rest, None, response.meant.scope)
        about = " ".join((noun, *places))
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
        if not (sure and all(tells_of(about, quote.article) for quote in answer.quotes)):
            return None
        told = replace(response, answer=replace(answer, question=response.meant.question))
        return Answered((Part("", told),), refusal(response.answer, messages)[0])

    def _without(self, word: str, asked: str) -> tuple[str, str]:
        """Return the bare noun before a folded word that describes it, and the question less that word."""
        who = self._dialogue.language.cues.get(QuestionKind.WHO, frozenset())
        people = who | self._dialogue.language.offices | self._inquiries.interpreter.cues.sides
        for noun, described in pairwise(tokens(asked)):
            bare = without_joined_article(noun.word)
            if described.word != word or not (is_definite(word) and is_definite(noun.word)):
                continue
            if people.isdisjoint({bare, noun.word}) and not self._inquiries.interpreter.is_name(bare):
                return bare, f"{asked[: noun.end]}{asked[described.end :]}"
        return "", ""

    async def _named(
        self, browse: Browse | None, response: Response, messages: Messages
    ) -> Listed | Answered | None:
        """Return the headlines of what is only named, or near to what has no answer; None where the answer stands."""
        answer, meant, facets = response.answer, response.meant, await self._inquiries.facets()
        subject = browse.subject.split() if browse else []
        strange = not all(_may_be_held(word, facets) for word in subject)
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE and not strange
        one = bool(browse) and " " not in meant.asked
        if sure and not one:
            return None
        listed = await self._listed(browse, meant, messages) if browse else None
        if listed:
            return None if sure and listed.total < _MANY else listed
        quoted = answer.quotes[:1]
        # A word that stands in no article has no quotations but those of something else.
        if browse and (one or strange or answer.confidence < _DOUBTFUL):
            if few := await self._lists.few(browse, messages):
                return replace(few, unanswered=response)
            response = unanswered(response)
            if strange:
                response = replace(response, answer=replace(response.answer, absent=browse.subject))
        if response.answer.verdict is Verdict.ANSWERED:
            return None
        near = await self._near(response, messages)
        if near and [one.article.id for one in quoted] == [one.id for one in near.articles]:
            return None  # its only headline is of what was quoted
        return near or (Answered((Part("", response),)) if browse else None)

    async def _elsewhere(self, response: Response, messages: Messages) -> Listed | Answered | None:
        """Return an answer from the places that a question names, or what is near to one that has none there.

        Quotes of other places are left out of an answer of which some are of these; None where it stands.
        """
        answer, understood = response.answer, self._inquiries.interpreter
        if answer.verdict is not Verdict.ANSWERED:
            return None
        noun = understood.stated_of(response.meant.asked)  # «هل القهوة مفيدة؟» is not told of by what tea is
        if (
            answer.confidence < FAIR_CONFIDENCE
            and self._inquiries.library.knows(noun)
            and not any(tells_of(noun, quote.article) for quote in answer.quotes)
        ):
            return Answered((Part("", unanswered(response)),))
        inside, places = understood.asked_places(response.meant.asked)
        roots = [understood.roots_of_place(place) for place in places]
        there = [
            all(any(tells_of(root, quote.article) for root in each) for each in roots)
            for quote in answer.quotes
        ]
        kept = [
            quote
            for quote, told in zip(answer.quotes, there, strict=True)
            if told or not understood.places(f"{quote.article.title}\n{quote.text}")
        ]
        doubtful = answer.confidence < _ELSEWHERE
        if any(there) and len(kept) < len(there) and (doubtful or kept[0] == answer.quotes[0]):
            return Answered((Part("", replace(response, answer=replace(answer, quotes=tuple(kept)))),))
        if any(there) or not doubtful or (kept and not inside):
            return None
        if found := await self._within(places, response):
            return Answered((Part("", found),))
        response = unanswered(response)
        return await self._near(response, messages) or Answered((Part("", response),))

    async def _within(self, places: Sequence[str], response: Response) -> Response | None:
        """Return the answer of the articles that tell of some places; None where they have none."""
        library, meant = self._inquiries.library, response.meant
        told = await library.browse(" ".join(places), meant.scope, None, 0, _TELLING)
        if not told.articles:
            return None
        scope = replace(meant.scope or Scope(), articles=tuple(one.id for one in told.articles))
        answer = await library.ask(meant.asked, None, scope)
        if answer.verdict is not Verdict.ANSWERED:
            return None
        return replace(response, answer=replace(answer, question=meant.question))

    async def about(self, named: str, response: Response, messages: Messages) -> Listed | None:
        """Return the headlines about the names in a question of which no more could be read; None without any."""
        listed = await self._listed(Browse(named), replace(response.meant, filters=()), messages)
        head = messages.conversation.browse.read_in_part
        return listed and replace(listed, head=f"{head} {listed.head}", unanswered=response)

    async def _near(self, response: Response, messages: Messages) -> Listed | None:
        """Return the headlines about what a question without an answer is about, or about a place that it names."""
        facets, meant = await self._inquiries.facets(), response.meant
        understood, cues = self._inquiries.interpreter, self._inquiries.interpreter.cues
        about = understood.about(meant.asked, facets)
        if understood.vague(meant.asked):
            return None
        named = self._noun_phrase(about, meant.asked)
        shorter = _shorter(named) if " " in about or understood.names(about) else ()
        places = understood.places(meant.asked)[:_PLACES]
        for subject in (*(one for one in shorter if " " in one or not places), *places):
            browse = self._dialogue.named(subject, facets)
            # An attribute of something is no subject, nor is what begins with a verb or number: «عدد», «ماتوا», «11».
            begins = fold(subject.split(maxsplit=1)[0])
            names_none = begins.isdecimal() or is_verb(begins, cues)
            if browse is None or fold(browse.subject) in cues.attributes or names_none:
                continue
            listed = await self._listed(browse, replace(meant, filters=()), messages)
            words = [fold(word) for word in browse.subject.split()]
            common = all(map(understood.is_place, words)) or (len(words) == 1 and is_definite(words[0]))
            held = await self._inquiries.library.holdings() if listed and common else None
            long = held and listed and (listed.total > _MOST_OF_COMMON or 2 * listed.total > held.articles)
            if listed and not long and self._is_held(browse.subject, listed.articles):
                why, _ = refusal(response.answer, messages)
                articles = messages.sources.articles.of(listed.total)
                of = one_line(listed.browse.subject)
                head = messages.conversation.browse.near.format(why=why, subject=of, articles=articles)
                return replace(listed, head=head, unanswered=response)
        return None

    def _is_held(self, subject: str, articles: Sequence[Article]) -> bool:
        """Return whether articles have each noun of a subject as it is, a place also by what is of it.

        One noun alone that may be anything is what an article is about only where its headline has it, and so are most
        of those that are listed for several: «كأس العالم» is named in passing by many.
        """
        understood, said = self._inquiries.interpreter, tokens(subject)
        known = [one.word for one in said if understood.is_place(one.word) or understood.is_name(one.word)]
        alone = len(said) == 1 and not known
        if alone and said[0].word in understood.cues.sides:  # «القتلى»
            return False
        first = articles if is_definite(said[0].word) else articles[:1]
        texts = [one.title for one in first] if alone else []
        texts += [f"{one.title}\n{one.text}" for one in articles]
        others = [
            one.word for one in said if one.word not in PREPOSITIONS and not understood.is_place(one.word)
        ]
        roots = [understood.roots_of_place(one) for one in known if understood.is_place(one)]
        about = sum(holds(others, one.title) for one in articles)
        everyday = all(map(self._is_everyday, others)) and not (known or alone)
        if everyday and 2 * about <= len(articles):
            return False
        return all(
            holds(others, text) and all(any(names_all(root, text) for root in each) for each in roots)
            for text in texts
        )

    def _is_everyday(self, word: str) -> bool:
        """Return whether a folded noun is common in Arabic at large, whatever is joined before it."""
        bare = without_joined_article(word)
        return not self._everyday.isdisjoint({bare, bare[1:] if bare.startswith(_JOINED) else bare})

    def _noun_phrase(self, about: str, asked: str) -> str:
        """Return the first nouns side by side of what a question is about: no verb, negation, number or word that asks.

        «سنة ما نزل عليهم ثلج» has «ثلج» alone. Nothing is about what is told of something, or
        compared: «اللي طاح», «أكبر راجل».
        """
        cues, language = self._inquiries.interpreter.cues, self._dialogue.language
        runs: list[list[str]] = [[]]
        denied = False
        said = tokens(asked)
        bare = [without_conjunction(one.word, AND) for one in said]  # «واللي يحط فلوس بالبنك؟»
        clause = next((n for n, word in enumerate(bare) if word in RELATIVES | SUPERLATIVES), len(said))
        told = {one.word for one in said[clause:]}
        for word in about.split():
            plainly = fold(word)
            asks = plainly in language.question_words and plainly not in language.stop_words | PREPOSITIONS
            apart = denied or asks or plainly in told or plainly.isdecimal() or preposition(plainly)
            denied = plainly in _NOT
            if apart or denied:
                runs.append([])
            elif not is_verb(plainly, cues):
                runs[-1].append(word)
        return next((" ".join(run) for run in runs if not _UNITS.issuperset(map(fold, run))), "")

    async def _listed(self, browse: Browse, meant: Interpretation, messages: Messages) -> Listed | None:
        """Return the headlines of a list within the filters of a question; None where there are none."""
        narrowings = (
            Narrowing(label, one.scope) for label, one in zip(meant.labels, meant.filters, strict=True)
        )
        within = replace(browse, narrowings=(*browse.narrowings, *narrowings))
        listed = await self._lists.listed(within, 0, messages)
        return listed if isinstance(listed, Listed) and listed.browse == within else None


def names(subject: str, quote: Quote, *, together: bool = False) -> bool:
    """Return whether a quote or its headline has every word of a subject, whatever is joined before them.

    If they are to stand `together`, it has them behind one another.
    """
    named = [without_joined_article(token.word) for token in tokens(subject)]
    told = [
        [without_joined_article(token.word) for token in tokens(text)]
        for text in (quote.article.title, quote.text)
    ]
    if together:
        runs = (run for one in told for run in zip(*(one[n:] for n in range(len(named))), strict=False))
        return any(all(map(_is_joined, run, named)) for run in runs)
    return all(any(_is_joined(word, name) for one in told for word in one) for name in named)


def _is_joined(word: str, name: str) -> bool:
    """Return whether a word is a name with what may be joined before it: «بنيس», but not «أنيس»."""
    return word.endswith(name) and _MAY_JOIN.fullmatch(word, endpos=len(word) - len(name)) is not None


@lru_cache(maxsize=4)
def everyday(language: Language) -> frozenset[str]:
    """Return the nouns that are so common that they prove little, folded and without the article."""
    return frozenset(without_joined_article(fold(one)) for one in language.telling)


def holds(nouns: Sequence[str], text: str) -> bool:
    """Return whether a text has each of some folded nouns as it is, whatever is joined to it, as one or many.

    What only shares a stem with it is another word: «درب» is no «دربي».
    """
    told = {token.word for token in tokens(text)}
    return all(not told.isdisjoint(written(noun)) for noun in nouns)


def _may_be_held(word: str, facets: Facets) -> bool:
    """Return whether an archive holds a word, a form of it or one that it may be misspelt for: «اليابن»."""
    knows = facets.knows
    return knows is None or knows(word) or any(map(knows, (*respelled(fold(word)), *slips(fold(word)))))


def _stands(turn: Questions, response: Response) -> bool:
    """Return whether an answer stands as it is: what follows on, or asks what somebody said, or is an editor's."""
    [asked] = turn.asked
    heard = turn.translated and response.meant.question == asked.question
    sure = response.answer.verdict is Verdict.ANSWERED and response.answer.confidence >= HIGH_CONFIDENCE
    goes_on = sure and asked.goes_on and asked.about and len(tokens(turn.said)) > _PLACES
    follows = asked.leans or goes_on or (response.completed and not heard)  # «وداعش مشمولة فيها؟»
    return bool(follows or response.editorial or response.answer.declined or response.answer.silent)


def _telling(browse: Browse | None, response: Response) -> Answered | None:
    """Return as a sure answer what tells of all that a message only names; None where the answer stands as it is."""
    answer = response.answer
    if browse is None or answer.verdict is not Verdict.ANSWERED:
        return None
    if not names(browse.subject, answer.quotes[0], together=True):
        return None
    sure = replace(answer, confidence=max(answer.confidence, HIGH_CONFIDENCE))
    return Answered((Part("", replace(response, answer=sure)),))


def _shorter(subject: str) -> Iterator[str]:
    """Yield a subject with ever fewer words; its first one alone only where that has the article, «الدينار طايح»."""
    words = subject.split()[:_LONGEST]
    for count in range(len(words), 0, -1):
        if count > 1 or len(words) == 1 or is_definite(fold(words[0])):
            yield " ".join(words[:count])


def apart(asked: Sequence[Response]) -> list[Response]:
    """Return each side with its best quote, another than the sides before have where there is one."""
    shown, parted = set[tuple[str, str]](), []
    for response in asked:
        side = response.meant.question  # «ويصل ارتفاع برج إيفل …», but not the height of what is around it
        quotes = sorted(
            response.answer.quotes,
            key=lambda one: ((one.article.id, one.text) in shown, not names(side, one, together=True)),
        )[:1]
        shown.update((one.article.id, one.text) for one in quotes)
        parted.append(replace(response, answer=replace(response.answer, quotes=tuple(quotes))))
    return parted
