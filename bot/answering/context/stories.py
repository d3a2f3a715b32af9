"""Whether a turn that has an answer of its own is of what was spoken of before: the story goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.telling.quoted import is_from, names_all, tells_of
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.query.tokens import tokens
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.answering.context.asked import Asked
    from bot.answering.inquiries import Inquiries
    from bot.answering.telling.responses import Response
    from retrieval.interpretation.interpreter import Interpretation

_NAME = 2  # nouns that name something
_LITTLE_SAID, _NOBODY_SAID = 4, 7  # words of a question that says little of a country, or names nobody
_STEM = 3  # letters
_LONGEST = 9  # words; who says more has said what it is of
_MUCH = 0.3  # confidence by which another article has to be surer
_SURE = 0.9  # as an answer is from elsewhere than what was shown
_MOST = 0.6  # of the words that name what was asked before


class Stories:
    """Answers in the context of before what seems to be answered of something else."""

    def __init__(self, inquiries: Inquiries) -> None:
        self._inquiries = inquiries

    async def pointing_back(self, meant: Interpretation, alone: Response, asked: Asked) -> Response:
        """Return the answer in the context of before to what points back there and is answered of something else.

        «هل يسمح بحملها في طائرات الخطوط التونسية؟» names what it is about only by its pronoun. The answer is from an
        article that tells of what was spoken of, and its quote has as much of what the question names.
        """
        understood = self._inquiries.interpreter
        spoken_of, named = understood.named(meant.about), understood.named(asked.said)
        back, found = understood.points_back(asked.said), alone.answer.verdict is Verdict.ANSWERED
        goes_on = back or understood.follows(asked.said)
        if meant.filters or not (goes_on and spoken_of) or self._tells_share(spoken_of, alone) >= _MOST:
            return alone
        least = 0.0 if back or not found else alone.answer.confidence + _MUCH
        own = sum(names_all(noun, _shown(alone)) for noun in named)
        for about in dict.fromkeys((meant.about, " ".join(spoken_of[-_NAME:]))):
            leant = replace(meant, about=about).in_context
            inside = await self._inquiries.answer(leant, asked.said, asked.limit) if leant else alone
            answers = inside.answer.verdict is Verdict.ANSWERED and inside.answer.confidence >= least
            # «وهنري كان بيلعب فين؟» goes on from what was shown, and from no other Henri.
            told = sum(names_all(noun, _shown(inside)) for noun in named)
            plainly = inside.answer.confidence >= _SURE and told > 0
            answers = answers and (back or plainly or is_from(inside, asked.before.articles))
            if answers and told >= own and self._tells_share(spoken_of[-_NAME:], inside) >= _MOST:
                return inside
        return alone

    async def of_story(self, meant: Interpretation, alone: Response, asked: Asked) -> Response:
        """Return the answer to what asks little of a country, or names nobody, in the context of before.

        «هل قبلت قطر؟» and «هل أوقفت الشرطة أحدا في القضية؟» are of what was spoken of, unless they have a fair answer
        of their own. The article tells of the country that was spoken of before, as «قطر» is by «الأزمة القطرية», or
        else of most of that.
        """
        understood, leant = self._inquiries.interpreter, meant.in_context
        named, spoken_of = understood.named(asked.said), understood.named(meant.about)
        actors, countries = (
            list(filter(None, map(understood.country, nouns))) for nouns in (named, spoken_of)
        )
        nobody = not any(understood.country(noun) or understood.is_name(noun) for noun in named)
        short = len(tokens(asked.said)) <= (_LITTLE_SAID if actors else _NOBODY_SAID)
        unsure = alone.answer.confidence < FAIR_CONFIDENCE
        if not (unsure and short and (actors or nobody) and spoken_of and leant) or alone.completed:
            return alone
        if self._tells_share(countries or spoken_of, alone) >= _MOST:
            return replace(alone, meant=leant, completed=True, echoed=False) if actors else alone
        inside = await self._inquiries.answer(leant, asked.said, asked.limit)
        found, sure = alone.answer.verdict is Verdict.ANSWERED, inside.answer.confidence
        least = FAIR_CONFIDENCE if nobody else alone.answer.confidence if found else 0.0
        answers = inside.answer.verdict is Verdict.ANSWERED and sure >= least
        of_it = self._tells_share(countries or spoken_of[-_NAME:], inside) >= _MOST
        told = any(names_all(one, _shown(inside)) for one in (actors or named))
        return inside if answers and of_it and told else alone

    async def nearest(self, response: Response, asked: Asked) -> Response | None:
        """Return what is nearest in the article quoted first to what nothing answers and may be of it.

        «كام مهاجر مات وهو بيعدي؟» names nobody and no place, and a noun of what is nearest there; what has a
        pronoun for what was spoken of may name those of whom the article tells.
        """
        understood, first = self._inquiries.interpreter, asked.before.last[:1]
        named, answer = understood.named(asked.said), response.answer
        refused = answer.verdict is Verdict.NOT_FOUND and not (answer.declined or answer.silent)
        if not (refused and first and first[0].text) or response.meant.filters or response.editorial:
            return None
        own = [*understood.places(asked.said), *filter(understood.is_name, named)]
        told = not own or (understood.points_back(asked.said) and tells_of(" ".join(own), first[0].article))
        if not told or len(tokens(asked.said)) > _LONGEST:
            return None
        within = await self._inquiries.among(asked.said, None, asked.first)
        light = understood.language.stop_words | understood.language.question_words.keys()
        words = [one.word for one in tokens(asked.said) if one.word not in light | understood.cues.events]
        tells = any(
            names_all(form, one.text) for one in within.quotes[:1] for word in words for form in _forms(word)
        )
        near = replace(within, question=response.meant.question, verdict=Verdict.NOT_FOUND)
        return replace(response, answer=near, completed=True, echoed=False) if tells else None

    def _tells_share(self, nouns: Collection[str], response: Response) -> float:
        """Return of what part (0…1) of some nouns the article tells that is quoted first."""
        article = response.answer.quotes[0].article if response.answer.quotes else None
        return sum(tells_of(noun, article) for noun in nouns) / (len(nouns) or 1) if article else 0.0


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and what it is without ب, where that leaves a word: «بمنع»."""
    return (word, word[1:]) if word.startswith("ب") and len(word) > _STEM else (word,)


def _shown(response: Response) -> str:
    """Return what is read first of an answer: its first quote beneath the headline."""
    return "".join(f"{one.article.title}\n{one.text}" for one in response.answer.quotes[:1])
