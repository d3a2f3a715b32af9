"""Who speaks in the quotes of an answer, and which of two sides of a comparison they are of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.telling.forms import unanswered
from bot.answering.telling.quoted import names_all, plain_words, tells_of
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.clitics import without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, sentences
from retrieval.interpretation.grammar.subjects import STANCES
from retrieval.passages.attribution import speaker, speaks
from retrieval.passages.excerpts import part
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from bot.answering.telling.responses import Response
    from retrieval.arabic.language import Language
    from retrieval.interpretation.interpreter import Interpretation, Interpreter
    from retrieval.records import Article, Quote

_LETTERS = 4  # of a word that names something
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTES = 2  # at the least, of an answer that has more than what was found
_LITTLE = 0.1  # below what is fair
_SAID = 3  # quotes of somebody
POSITIONS = tuple(
    folded(
        "موافق وافق يوافق توافق رفض رافض يرفض ترفض تحفظ متحفظ يتحفظ أيد تأييد يؤيد تؤيد مؤيد عارض يعارض تعارض"
        " اعترض اعتراض احتج احتجاج انتقد انتقاد رحب ترحيب قبول قلق مخاوف غضب أغضب استنكر استنكار ندد تنديد أدان"
        " إدانة شكوك تشكك شكك طالبت طالبوا يطالب تطالب مطالب دعم يدعم تدعم تصر يصر أصر تمسك ينفي نفى تنفي"
    )
)
"""How words begin that tell how somebody stands to something."""


def spoken(
    response: Response, saying: AbstractSet[str], last: Sequence[Quote] = (), named: Collection[str] = ()
) -> Response:
    """Return as an answer, though none to be sure of, what somebody says in what is nearest to what they are asked for.

    Where nothing is, it is what they say in those articles of the `last` answer that tell of all that was `named`.
    `saying` are the verbs of saying, folded.
    """
    answer = response.answer
    silent = answer.silent and not answer.quotes
    shown = {one.article.id: one.article for one in last if silent and tells_of(" ".join(named), one.article)}
    beside = (part(article, span) for article in shown.values() for span in sentences(article.text))
    nearest = answer.quotes or beside
    said = tuple(one for one in nearest if answer.silent and speaks(one, answer.silent, saying))[:_SAID]
    if not said or answer.verdict is Verdict.ANSWERED:
        return response
    unsure = min(answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    kept = replace(answer, verdict=Verdict.ANSWERED, quotes=said, confidence=unsure, silent="")
    return replace(response, answer=kept)


def in_own_words(response: Response, named: Sequence[str], saying: AbstractSet[str]) -> Response:
    """Return an answer to what somebody said, no quote of which they speak in, with what they say in its article first.

    They are `named` first, and what they spoke of behind them; `saying` are the verbs of saying, folded. It is no more
    than likely, and less where it names nothing of that.
    """
    answer = response.answer
    if answer.verdict is not Verdict.ANSWERED:
        return response
    if any(speaks(one, named[0], saying) for one in answer.quotes):
        own = tuple(one for one in answer.quotes if not of_another(one, named[0], saying))
        return replace(response, answer=replace(answer, quotes=own))
    article = answer.quotes[0].article
    every = (part(article, span) for span in sentences(article.text))
    his = [one for one in every if speaks(one, named[0], saying)]
    topics = [sum(names_all(topic, one.text) for topic in named[1:]) for one in his]
    if not his:
        return response
    told = his[topics.index(max(topics))]
    quotes = (told, *answer.quotes)[: max(len(answer.quotes), _QUOTES)]
    most = FAIR_CONFIDENCE if max(topics) or not named[1:] else FAIR_CONFIDENCE - _LITTLE
    return replace(response, answer=replace(answer, confidence=min(answer.confidence, most), quotes=quotes))


def stances(name: str, topic: Sequence[str], articles: Iterable[Article]) -> tuple[Quote, ...]:
    """Return the sentences of articles that tell how somebody stands to a topic, those that name most of it first.

    They name that one whole: «تحفظات رافقت موافقة المعارضة السورية على الهدنة».
    """
    own = frozenset(map(without_joined_article, fold(name).split()))
    every = (part(article, span) for article in articles for span in sentences(article.text))
    told = [
        (sum(names_all(noun, one.text) for noun in topic), one)
        for one in every
        if name in one.text
        and any(w.removeprefix("و").startswith(POSITIONS) for w in plain_words(one.text) - own)
    ]
    of_it = sorted((each for each in told if each[0] or not topic), key=lambda each: -each[0])
    return tuple(one for _, one in of_it)[:_SAID]


def of_another(quote: Quote, name: str, saying: AbstractSet[str]) -> bool:
    """Return whether somebody else is named to speak in a quote, and somebody of that name is not."""
    named = speaker(quote, saying)  # in it, or in a sentence before it
    inside = named is not None and named.start == quote.start
    return inside and not speaks(quote, name, saying)


def opinion_holders(sides: Sequence[str], is_place: Callable[[str], bool]) -> list[str]:
    """Return whose opinions are compared, the words that one side has alone; "" for a place or no opinion."""
    each = [plain_words(side) for side in sides]
    shared = frozenset.intersection(*each)
    alone = [words - shared for words in each]
    opinions = all(STANCES.intersection(words) for words in each)
    persons = opinions and not any(map(is_place, set().union(*alone)))
    return [" ".join(words) if persons else "" for words in alone]


def tells_of_both(quote: Quote, sides: Sequence[str]) -> bool:
    """Return whether a quote has, behind what may be joined to them, the words of its own of each of two sides.

    What both have in common is told in it, too, by a word of it; of two stances all is, on what and whose.
    """
    each = [plain_words(side) for side in sides]
    shared = frozenset.intersection(*each)
    own = [words - shared for words in each]
    stances, shared = shared & STANCES, shared - STANCES
    title = "" if stances else f"{quote.article.title}\n"
    told = [without_joined_article(word) for word in plain_words(f"{title}{quote.text}")]

    def names(word: str) -> bool:
        bare = without_joined_article(word)
        wanted = tuple(one for one in (bare, bare[1:]) if len(one) >= _LETTERS)
        return any(one.endswith(wanted) for one in told)

    subject = [names_all(word, quote.text) for word in shared if len(word) >= _LETTERS]
    on_it = all(subject) if stances else any(subject)
    return all(own) and all(map(names, frozenset().union(*own))) and (on_it or not shared)


def one_of_both(told: Sequence[Response], whole: Interpretation) -> Response | None:
    """Return the answer to one of two sides with its best quote alone where that tells of both; None elsewhere."""
    sides = [one.meant.question for one in told]
    each = ((one, quote) for one in told for quote in one.answer.quotes[:1])
    found = next(((one, quote) for one, quote in each if tells_of_both(quote, sides)), None)
    if found is None:
        return None
    one, quote = found
    answer = replace(one.answer, question=whole.question, quotes=(quote,))
    return replace(one, meant=whole, answer=answer, completed=False)


def opinion_subject(sides: Sequence[str], language: Language, understood: Interpreter) -> list[list[str]]:
    """Return on what two have opinions: each place by what it may be told of, or else the nouns, any of which."""
    shared = frozenset.intersection(*map(plain_words, sides)) - language.stop_words - STANCES
    places = filter(understood.is_place, sorted(shared))
    return [understood.roots_of_place(place) for place in places] or [sorted(shared)]


def of_side(response: Response, holder: str, subject: Sequence[Sequence[str]] = ()) -> Response:
    """Return an answer on one of two sides less the quotes of other years than it names, and of others than its holder.

    `holder` are the words that name whose opinion it is; "" for none. It is told of each `subject` by one of its words.
    """
    years = _YEAR.findall(response.meant.question)

    def tells(quote: Quote) -> bool:
        article = quote.article
        told = f"{article.title}\n{quote.text}\n{article.published or ''}"
        whose = any(names_all(word, f"{told}\n{article.author or ''}") for word in holder.split())
        on_it = all(any(names_all(word, quote.text) for word in words) for words in subject)
        return (not years or any(year in told for year in years)) and ((whose and on_it) or not holder)

    return _with_quotes_that(tells, response)


def of_places(response: Response, roots: Sequence[Sequence[str]]) -> Response:
    """Return an answer less the quotes of articles that tell of none of the `roots` of one of some places."""
    return _with_quotes_that(
        lambda quote: all(any(tells_of(root, quote.article) for root in each) for each in roots), response
    )


def _with_quotes_that(tells: Callable[[Quote], bool], response: Response) -> Response:
    kept = tuple(filter(tells, response.answer.quotes))
    if kept == response.answer.quotes:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)
