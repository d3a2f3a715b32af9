"""What «ذلك» of a turn is: what was just quoted, so that its article comes before another one that answers it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answering.telling.forms import in_form
from bot.answering.telling.quoted import is_from, names_all, plain_words
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.language import folded
from retrieval.arabic.text import sentences
from retrieval.passages.attribution import speaker
from retrieval.passages.excerpts import part
from retrieval.query.tokens import tokens
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from bot.answering.telling.responses import Response
    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.records import Quote

_LONGEST = 10  # words of a turn that points; who says more has said what it is of
_TOLD = 2  # quotes
_TIMED = folded("بعد قبل مع رغم خلال أثناء")  # «لماذا فشل المؤتمر بعد ذلك؟» is of the conference
_LITTLE = 0.1  # below what is fair
_NEAR = 400  # letters between what was quoted and another sentence that is shown
_ROOT = 4  # letters of a word by which a sentence has what is asked of it


def of_that(
    response: Response,
    said: str,
    last: Sequence[Quote],
    understood: Interpreter,
    saying: AbstractSet[str],
) -> Response:
    """Return an answer from another article than was quoted first with what that has of what a turn points at.

    So is one from that article where it is not what somebody says who is asked for, and he says something there.

    It is what somebody who is named says there, «كيف علقت واشنطن على ذلك؟», or a sentence with the places and another
    word of the turn, a capital being its country: «ماذا تعرض موسكو على أنقرة مقابل ذلك؟». Where it has none, the other
    answer is said to be doubtful.
    """
    if (
        not (last and last[0].text and _points(said, understood))
        or response.editorial
        or response.meant.filters
    ):
        return response
    article = last[0].article
    same, speaks = is_from(response, {article.id}), understood.asks_of_speech(said)
    if same and not speaks:
        return response
    named = _named(said, understood)
    every = [part(article, span) for span in sentences(article.text)] if named else []
    told = [one for one in every if speaks and _says(one, named[0], saying)]
    if same and (not told or _says(response.answer.quotes[0], named[0], saying)):
        return response
    told = told or [one for one in every if _has(one, named, said, understood)]
    answer = response.answer
    if not told and response.completed:  # what was asked has what was spoken of
        return response
    if not told:
        unsure = min(answer.confidence, FAIR_CONFIDENCE - _LITTLE)
        return replace(response, answer=replace(answer, confidence=unsure))
    nearest = sorted(told, key=lambda one: (-_nouns(one, named, understood), _distance(one, last)))
    nearest = [one for one in nearest if one is nearest[0] or _distance(one, last) <= _NEAR]
    likely = replace(answer, verdict=Verdict.ANSWERED, confidence=FAIR_CONFIDENCE, silent="", absent="")
    likely = replace(likely, quotes=tuple(nearest[:_TOLD]))
    return in_form(replace(response, answer=likely, completed=True, echoed=False))


def _nouns(quote: Quote, named: Sequence[Sequence[str]], understood: Interpreter) -> int:
    """Return how many of the places and names stand in a sentence as nouns, not only as what is of them."""
    told = [word for one in plain_words(quote.text) for word in (one, one[1:]) if understood.is_place(word)]
    return sum(any(word.startswith(tuple(roots)) for word in told) for roots in named)


def _distance(one: Quote, last: Sequence[Quote]) -> int:
    """Return how many letters are between a sentence and what was quoted of its article, the first quote first."""
    own = [quote for quote in last if quote.article == one.article]
    apart = (max(quote.start - one.end, one.start - quote.end, 0) + place for place, quote in enumerate(own))
    return min(apart)


def _points(said: str, understood: Interpreter) -> bool:
    """Return whether a turn points at what was told, «ذلك», and at no noun that may be told of elsewhere."""
    noun = understood.noun_pointed_at(said)
    thing = not noun or f"ال{noun}" in understood.cues.things
    later = any(
        one.word in _TIMED and other.word in understood.cues.pointers for one, other in pairwise(tokens(said))
    )
    return thing and not later and understood.points_at_thing(said) and len(tokens(said)) <= _LONGEST


def _named(said: str, understood: Interpreter) -> list[list[str]]:
    """Return by what each place and name of a turn may be told of; a place that is misspelt is the nearest one."""
    words = [(word, understood.place_meant(word)) for word in understood.named(said)]
    return [
        understood.roots_of_place(place) if place else [word]
        for word, place in words
        if place or understood.is_name(word)
    ]


def _names(roots: Sequence[str], text: str) -> bool:
    return any(names_all(root, text) for root in roots)


def _says(quote: Quote, roots: Sequence[str], saying: AbstractSet[str]) -> bool:
    """Return whether whoever a verb of saying names in a sentence is told of by one of some roots."""
    told = speaker(quote, saying)
    inside = told is not None and told.start == quote.start
    marks = told.highlights if told and inside else ()
    return any(_names(roots, quote.text[one.start : one.end]) for one in marks)


def _has(quote: Quote, named: Sequence[Sequence[str]], said: str, understood: Interpreter) -> bool:
    """Return whether a sentence has all places and names of a turn, several of them or another word of it."""
    if not all(_names(roots, quote.text) for roots in named):
        return False
    others = (token.word for token in tokens(said) if not understood.place_meant(token.word))
    words = (word for word in others if word not in understood.cues.pointers and len(word) >= _ROOT)
    return len(named) > 1 or any(names_all(word.removesuffix("ت"), quote.text) for word in words)
